"""Lesson 08: why long clips forget or drift, and how short ones add up."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("long")
