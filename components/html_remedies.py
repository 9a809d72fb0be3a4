"""Why an event is likely to have happened and what to change first, for a report in HTML."""

import re
from html import escape

from continuity.kinds import Kind
from course.remedies import remedies
from i18n import Words

_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\((https://[^)\s]+)\)"), r'<a href="\2">\1</a>'),
)
"""The marks of Markdown that the words of remedies hold; letters are escaped before."""


def remedy(kind: Kind, say: Words) -> str:
    """Return what usually lies behind an event of `kind`, what to change, and where it stands."""
    found, language = remedies()[kind], say.language
    title = next(it.title for it in found.lesson.sections(language) if it.id == found.section)
    sources = ", ".join(
        say(
            "remedies.source",
            title=link.title.in_(language),
            url=link.url,
            year=link.year,
            checked=link.checked,
        )
        for link in found.sources
    )
    lines = (
        say("remedies.why", text=found.why.in_(language)),
        say(f"remedies.first_{found.lever}", text=found.first.in_(language)),
        say("html_report.read", number=found.lesson.number, title=title),
    )
    told = "".join(f"<p>{_marked(line)}</p>" for line in lines)
    likely = _marked(say("remedies.sources", sources=sources))
    return f'<div class="remedy">{told}<p class="quiet">{likely}</p></div>'


def _marked(text: str) -> str:
    told = escape(text)
    for mark, tag in _MARKS:
        told = mark.sub(tag, told)
    return told
