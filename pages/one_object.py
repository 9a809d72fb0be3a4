"""Lesson 01: why a clip is one object and how to see its time."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("one_object")
