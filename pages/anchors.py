"""Lesson 06: first frames, last frames and references, and what they cost."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("anchors")
