"""Lesson 04: which frames see each other, and what that costs."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("attention")
