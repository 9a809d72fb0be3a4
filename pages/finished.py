"""Lesson 10: from clips to a piece: shots, takes, cuts, sound, and where it comes from."""

from components import lesson_view, shell

shell.enter()
lesson_view.show("finished")
