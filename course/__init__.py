"""Lesson folders in, lessons out, with every problem an author needs to hear of."""
