"""Lesson 02: how noise becomes a clip, and what seed, steps and guidance do."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("noise_to_motion")
