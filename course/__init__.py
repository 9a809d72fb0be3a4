"""Lesson folders in, lessons out, with every problem an author needs to hear of.

Whoever shows lessons needs `course.catalogue` and `course.reading`, which are light. What finds an
author's mistakes loads pydantic and a Markdown parser (some 10 MB and a tenth of a second): only
`python -m course` does.
"""

from course.catalogue import Card, Text, Track, catalogue, track

__all__ = ["Card", "Text", "Track", "catalogue", "track"]
