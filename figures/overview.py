"""`python -m figures.overview DIR`: one HTML file about a batch, its worst clips first.

DIR is what `python -m continuity batch` wrote. The file opens without a network: its first lines
let it run its own script, which sorts the table, and fetch nothing.
"""

import argparse
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from statistics import median
from urllib.parse import quote

from continuity.journal import write_whole
from continuity.kinds import Factor
from continuity.rows import FACTORS, Row, read_table
from figures import event_shapes, overview_charts, overview_groups, svg
from figures.html_parts import CSS, paragraph, section
from figures.overview_words import failure
from figures.safe_text import html, visible
from i18n import LANGUAGES, Words, words

_HERE = Path(__file__)
_CSS = CSS + _HERE.with_suffix(".css").read_text(encoding="utf-8")
_JS = _HERE.with_suffix(".js").read_text(encoding="utf-8")
_SCORES = (FACTORS[-1], *FACTORS[:-1])
_NONE = "–"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write ``overview.html``; return the exit status: 0, or 2 after a sentence."""
    parser = argparse.ArgumentParser(prog="python -m figures.overview", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    asked = parser.parse_args(arguments)
    try:
        overview = Overview(asked.folder, read_table(asked.folder), words(asked.language))
        write_whole(asked.folder / "overview.html", overview.html().encode())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"The overview could not be written: {error}\n")
        return 2
    return 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows of a batch that lies in `folder`, told in one language."""

    folder: Path
    rows: Sequence[Row]
    say: Words

    def html(self) -> str:
        """Return the whole file."""
        say = self.say
        digest = b64encode(sha256(_JS.encode()).digest()).decode()
        policy = (
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            f"script-src 'sha256-{digest}'"
        )
        parts = (self._spreads(), overview_groups.section_of(self.rows, say), self._clips())
        return (
            f'<!doctype html>\n<html lang="{say.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(say('overview.title'))}</title>\n<style>{_CSS}</style>\n</head>\n"
            f"<body>\n<header><h1>{escape(say('overview.title'))}</h1>"
            f"{paragraph(self._summary())}</header>\n<main>\n"
            + "\n".join(part for part in parts if part)
            + f"\n</main>\n<footer>{paragraph(say('overview.footer'))}</footer>\n"
            f"<script>{_JS}</script>\n</body>\n</html>\n"
        )

    def _summary(self) -> str:
        scores = _scores(self.rows, "continuity")
        failed = sum(bool(row.failure) for row in self.rows)
        told = self.say("overview.summary", clips=len(self.rows), failed=failed)
        if scores:
            told += " " + self.say("overview.median", median=median(scores))
        return told

    def _spreads(self) -> str:
        say = self.say
        tints = {factor.value: event_shapes.colour_of_factor(factor) for factor in Factor}
        drawn = []
        for name in _SCORES:
            if scores := _scores(self.rows, name):
                title = say(f"factors.{name}.name")
                chart = overview_charts.spread(title, scores, tints.get(name, svg.MUTED), say)
                told = say("overview.measured", count=len(scores), median=median(scores))
                drawn += [f"<div><h3>{escape(title)}</h3>{chart}{paragraph(told, 'quiet')}</div>"]
        if not drawn:
            return ""
        inside = f'<div class="spreads">{"".join(drawn)}</div>'
        note = paragraph(say("overview.spread_note"), "quiet")
        return section("spread", say("overview.spread"), inside + note)

    def _clips(self) -> str:
        say = self.say
        heads = [
            _head("", ""),
            _head(say("overview.clip"), "text"),
            _head(say("overview.group"), "text"),
            *(_head(say(f"factors.{name}.name"), "number") for name in _SCORES),
            _head(say("overview.failures"), "number"),
            _head(say("overview.gravest"), "text"),
            _head(say("overview.length"), "number"),
        ]
        body = "".join(self._row(row) for row in self.rows)
        title = escape(say("overview.clips"))
        table = (
            f'<div class="table" tabindex="0" role="group" aria-label="{title}">'
            f'<table class="clips"><thead><tr>{"".join(heads)}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )
        note = paragraph(say("overview.clips_note"), "quiet")
        return section("clips", say("overview.clips"), note + table)

    def _row(self, row: Row) -> str:
        say = self.say
        gravest = say(f"kinds.{row.gravest}.name") if row.gravest else ""
        at = "" if row.gravest_s is None else say("overview.at", time_s=row.gravest_s)
        cells = [
            f"<td>{self._thumbnail(row)}</td>",
            f'<th scope="row" data-value="{escape(visible(row.clip))}">{self._name(row)}</th>',
            f'<td data-value="{escape(visible(row.group))}">{html(row.group)}</td>',
            *(_number(getattr(row, name), ".2f", _interval(row, name)) for name in _SCORES),
            _number(row.failures, "d"),
            f'<td class="told" data-value="{escape(gravest)}">{escape(gravest)}'
            f'<span class="interval">{escape(at)}</span></td>',
            _number(row.duration_s, ".1f"),
        ]
        return f"<tr>{''.join(cells)}</tr>"

    def _name(self, row: Row) -> str:
        if row.failure:
            why = escape(" ".join(failure(row, self.say)))
            return f'{html(row.clip)}<span class="why quiet">{why}</span>'
        return f'<a href="{escape(quote(row.report))}">{html(row.clip)}</a>'

    def _thumbnail(self, row: Row) -> str:
        if not row.thumbnail:
            return ""
        try:
            content = (self.folder / row.thumbnail).read_bytes()
        except OSError:  # somebody tidied up
            return ""
        data = b64encode(content).decode()
        return f'<img alt="" loading="lazy" src="data:image/jpeg;base64,{data}">'


def _scores(rows: Sequence[Row], name: str) -> list[float]:
    return [score for row in rows if (score := getattr(row, name)) is not None]


def _interval(row: Row, name: str) -> str:
    if name != "continuity" or row.low is None or row.high is None:
        return ""
    return f"{row.low:.2f}–{row.high:.2f}"


def _head(name: str, kind: str) -> str:
    if not name:
        return "<td></td>"
    look = ' class="number"' if kind == "number" else ""
    return f'<th scope="col" data-kind="{kind}"{look}><span>{escape(name)}</span></th>'


def _number(value: float | None, form: str, below: str = "") -> str:
    told = _NONE if value is None else f"{value:{form}}"
    sorted_by = "" if value is None else f"{value:.6g}"
    interval = f'<span class="interval">{below}</span>' if below else ""
    return f'<td class="number" data-value="{sorted_by}">{told}{interval}</td>'


if __name__ == "__main__":
    sys.exit(main())
