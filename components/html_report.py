"""A report as one HTML file: it opens without a network, without a script, and prints.

Nothing in it is fetched and nothing in it runs; its own first lines forbid both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from components import events as event_list
from components import html_charts, html_remedies, html_tables, key_events, verdict
from continuity.report import Event, Report
from figures import key_frame, safe_text
from figures.html_parts import CSS, NOTES, caption, details, paragraph, section, table, terms
from i18n import Words

_CSS = CSS + Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class HtmlReport:
    """A report and all that is told with it.

    `pictures` are files by frame, `analysed_s` how much of a clip is analysed at most, `made_on`
    the day to put on it.
    """

    report: Report
    pictures: Mapping[int, bytes]
    say: Words
    made_on: date
    analysed_s: float | None = None

    def html(self) -> str:
        """Return the whole file."""
        say, clip = self.say, self.report.clip
        title = say("html_report.title", name=safe_text.visible(clip.name))
        shown = {index: self.pictures[index] for index in self._frames() if index in self.pictures}
        parts = (
            *(self._verdict(), key_frame.pictures(shown, self._aspect), self._first_and_last()),
            *(self._events(), *html_charts.all_of(self.report, say)),
            *(NOTES, self._limits(), self._how()),
        )
        return (
            f'<!doctype html>\n<html lang="{say.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n"
            f'<body class="{"wide" if self._aspect >= 1 else "tall"}">\n'
            f"<header><p>{escape(say('html_report.from'))}</p>"
            f"<h1>{safe_text.html(clip.name)}</h1><p>{escape(self._facts())}</p></header>\n<main>\n"
            + "\n".join(part for part in parts if part)
            + f"\n</main>\n<footer><p>{escape(say('html_report.footer'))}</p></footer>\n"
            "</body>\n</html>\n"
        )

    @property
    def _aspect(self) -> float:
        return self.report.clip.width / self.report.clip.height

    def _facts(self) -> str:
        clip = self.report.clip
        return self.say(
            "html_report.facts",
            width=clip.width,
            height=clip.height,
            fps=clip.fps,
            frames=clip.analysed_frames,
            duration_s=clip.duration_s,
            made_on=self.made_on.isoformat(),
        )

    def _frames(self) -> set[int]:
        index = self.report.frames.index
        events = (event for _, event in key_events.gravest(self.report))
        frames = (frame for event in events for frame in key_events.moments(event))
        return {index[0], index[-1], *frames} if index else set()

    def _verdict(self) -> str:
        say = self.say
        sentences = "".join(paragraph(line) for line in verdict.sentences(self.report, say))
        unread = verdict.cut_off(self.report, self.analysed_s or float("inf"), say)
        sentences += paragraph(unread) if unread else ""
        partly = ""
        if self.analysed_s and self.report.clip.duration_s > self.analysed_s:
            length = self.report.clip.duration_s
            partly = paragraph(
                say("offer.partly", seconds=self.analysed_s, duration_s=length), "quiet"
            )
        return section("verdict", say("verdict.title"), sentences + partly)

    def _first_and_last(self) -> str:
        say, index = self.say, self.report.frames.index
        if not index:
            return ""
        figures = "".join(
            self._frame(
                frame, say(f"html_report.{name}", index=frame), say(f"html_report.{name}_alt")
            )
            for name, frame in (("first", index[0]), ("last", index[-1]))
        )
        inside = f'<div class="frames">{figures}</div>' + paragraph(
            say("html_report.first_last_note"), "quiet"
        )
        return section("first-last", say("html_report.first_last"), inside)

    def _frame(
        self, index: int, told: str, alt: str, event: Event | None = None, label: str = ""
    ) -> str:
        """Return a frame with its caption; with what happens to something small, a closer look."""
        if index not in self.pictures:
            missing = self.say("html_report.no_picture")
            return f"<figure>{caption(f'{told} · {missing}')}</figure>"
        picture = key_frame.key_frame(index, self._aspect, alt, event, label)
        if event and event.box:
            closer = self.say("html_report.closer", alt=alt)
            picture += key_frame.close_up(index, self._aspect, closer, event.box)
        return f"<figure>{picture}{caption(told)}</figure>"

    def _events(self) -> str:
        say, events = self.say, self.report.events
        if not events:
            return section("events", say("events.title"), paragraph(say("events.none")))
        told = key_events.gravest(self.report)
        first = {event.kind: place for place, event in reversed(told)}
        shown = "".join(
            self._event(place, event, first[event.kind] == place) for place, event in told
        )
        left = len(self.report.failures) - len(told)
        more = (
            paragraph(say("html_report.more", shown=len(told), left=left), "quiet") if left else ""
        )
        return section(
            "events", say("events.title"), html_tables.events(self.report, say) + shown + more
        )

    def _event(self, place: int, event: Event, first: bool) -> str:
        """Return an event; the `first` of its kind with what is likely behind it."""
        say, kind = self.say, self.say(f"kinds.{event.kind}.name")
        at = verdict.where(event.box, say)
        figures = "".join(
            self._frame(
                frame,
                " · ".join((*(say(f"html_report.{name}") for name in names), self._at(frame))),
                say("html_report.frame_alt", index=frame, kind=kind, where=at),
                event,
                str(place),
            )
            for frame, names in key_events.moments(event).items()
        )
        title = escape(say("events.row", number=place, kind=kind))
        note = "events.note" if event.box else "events.whole_note"
        return (
            f'<article id="event-{place}"><h3>{title}</h3>'
            f"{paragraph(event_list.facts(event, self.report, say), 'quiet')}"
            f"{paragraph(say(f'kinds.{event.kind}.what'))}"
            f'<div class="frames">{figures}</div>'
            f"{paragraph(say(note), 'quiet')}"
            f"{html_remedies.remedy(event.kind, say) if first else ''}</article>"
        )

    def _at(self, frame: int) -> str:
        return self.say(
            "html_report.moment", index=frame, time_s=verdict.time_s(self.report, frame)
        )

    def _limits(self) -> str:
        say = self.say
        told = paragraph(say("result.limits_text")) + paragraph(say("html_report.attention"))
        return section("limits", say("result.limits"), told)

    def _how(self) -> str:
        report, say = self.report, self.say
        clip = report.clip
        facts = {
            "engine": report.engine,
            "schema": str(report.schema),
            "analysed": say(
                "html_report.frames", analysed=clip.analysed_frames, frames=clip.frames
            ),
            "sha256": clip.sha256,
        }
        rows = terms((say(f"html_report.{name}"), value) for name, value in facts.items())
        return section("how", say("html_report.how"), rows + self._settings())

    def _settings(self) -> str:
        say, settings = self.say, self.report.settings
        if not settings:
            return ""
        heads = [say("html_report.setting"), say("html_report.value")]
        rows = ((name, _plainly(value)) for name, value in settings.items())
        told = table(say("html_report.settings"), heads, rows)
        printed = paragraph(say("html_report.settings_on_paper"), "paper quiet")
        return details(say("html_report.settings"), told) + printed


def _plainly(value: float | tuple[float, ...]) -> str:
    """Return a setting as it would be typed."""
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"{number:.10g}" for number in values)
