"""Lesson 09: what the numbers for clips compute, and where each of them is blind."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("measuring")
