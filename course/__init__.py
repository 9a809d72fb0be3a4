"""Lesson folders in, lessons out, with every problem an author needs to hear of.

What is here is light. A whole lesson is read by `course.reading`, which loads pydantic and a
Markdown parser (some 10 MB and a tenth of a second): only the page that shows a lesson imports it.
"""

from course.catalogue import Card, Text, Track, catalogue, track

__all__ = ["Card", "Text", "Track", "catalogue", "track"]
