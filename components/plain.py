"""A visitor's own words inside Markdown, where they must stay words."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_LONGEST = 60


def plain(text: str) -> str:
    r"""Return `text` on one line, shortened, with everything Markdown would act on escaped.

    >>> plain("my*clip*.mp4")
    'my\\*clip\\*\\.mp4'
    """
    line = " ".join(text.split())
    short = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return _MARKS.sub(r"\\\1", short)
