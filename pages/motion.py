"""Lesson 07: words, cameras and physics: how movement is ordered and judged."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("motion")
