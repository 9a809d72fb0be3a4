"""Lesson 03: what the model sees of a clip, and what the squeeze takes."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("latents")
