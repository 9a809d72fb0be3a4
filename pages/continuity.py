"""Lesson 05: why good frames do not make a good video, and where continuity breaks."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("continuity")
