"""The verdict: three plain sentences about a report."""

from continuity.kinds import Explanation, Factor
from continuity.report import Box, Event, Report
from i18n import Words

_HOLDS, _MOSTLY, _IN_PLACES = 0.9, 0.7, 0.4
"""The product of five factors of 0.98, 0.93 and 0.83: the words change where the eye begins to."""
_MISSING_S, _MISSING_SHARE = 0.25, 0.1
"""A file that ends sooner than it says by as much has lost pictures."""
_STANDS_OUT = 0.95
"""A factor below this is worth naming; above, all five could still give 0.77."""


def sentences(report: Report, say: Words) -> tuple[str, str, str]:
    """Return how well the clip holds together, what costs most, and the clearest break."""
    return _score(report, say), _factor(report, say), _event(report, say)


def where(box: Box | None, say: Words) -> str:
    """Return the place of `box` in words.

    Examples
    --------
    >>> from i18n import words
    >>> where(Box(0.71, 0.75, 0.06, 0.12), words("en"))
    'in the lower right'
    """
    if box is None:
        return say("places.whole")
    across = _third(box.x + box.w / 2, "left", "", "right")
    down = _third(box.y + box.h / 2, "upper", "", "lower")
    return say("places." + ("_".join(part for part in (down, across) if part) or "middle"))


def why(explanation: Explanation, say: Words) -> str:
    """Return why a change is no failure."""
    return say(f"explanations.{explanation.name.lower()}")


def time_s(report: Report, frame: int) -> float:
    """Return the moment of `frame`, 0 for one that was not analysed."""
    return dict(zip(report.frames.index, report.frames.time_s, strict=True)).get(frame, 0.0)


def worst(report: Report) -> Event | None:
    """Return the failure that weighs most, None if there is none."""
    return max(report.failures, key=lambda event: event.severity * event.confidence, default=None)


def _third(centre: float, low: str, middle: str, high: str) -> str:
    return low if centre < 1 / 3 else high if centre > 2 / 3 else middle


def _score(report: Report, say: Words) -> str:
    score = report.scores.continuity
    if score is None:
        return say("verdict.none")
    steps = ((_HOLDS, "high"), (_MOSTLY, "good"), (_IN_PLACES, "weak"))
    # As it is written, or 0.90 would be one thing in one clip and another in the next.
    word = next((word for least, word in steps if round(score, 2) >= least), "low")
    if word == "weak" and worst(report) is None:
        word = "loose"  # nothing was found to break in places
    low, high = report.intervals.get("continuity", (score, score))
    if f"{low:.2f}" == f"{high:.2f}":  # "between 0.61 and 0.61" would tell nothing
        return say(f"verdict.{word}", score=say("verdict.score", score=score))
    exact = say("verdict.score_and_interval", score=score, low=low, high=high)
    return say(f"verdict.{word}", score=exact)


def _factor(report: Report, say: Words) -> str:
    measured = {f: score for f in Factor if (score := report.scores.of(f)) is not None}
    if not measured:
        return say("verdict.no_factor")
    factor = min(measured, key=measured.__getitem__)
    facts = {"factor": say(f"factors.{factor}.name"), "score": measured[factor]}
    if round(measured[factor], 2) >= _STANDS_OUT:
        return say("verdict.even", **facts)
    return say("verdict.worst_factor", broken=say(f"factors.{factor}.broken"), **facts)


def _event(report: Report, say: Words) -> str:
    event = worst(report)
    if event is None:
        return say(f"verdict.{_no_event(report)}")
    seen = say(f"kinds.{event.kind}.seen", where=where(event.box, say))
    moment = time_s(report, event.start)
    return say("verdict.worst_event", seen=seen, start=event.start, time_s=moment)


def _no_event(report: Report) -> str:
    """Return what there is to say where no break was found."""
    score = report.scores.continuity
    if report.hardly_moves:
        return "hardly_moves"
    return "no_event" if score is None or round(score, 2) >= _MOSTLY else "no_single_event"


def cut_off(report: Report, most_s: float, say: Words) -> str:
    """Return that pictures end long before the file says so, empty where they do not.

    `most_s` is how much of a clip is analysed at most.
    """
    times_s = report.frames.time_s
    lasts_s = times_s[-1] - times_s[-2] if len(times_s) > 1 else 0.0  # the last frame
    said_s, read_s = report.clip.duration_s, max(times_s, default=0.0) + lasts_s
    missing_s = min(said_s, most_s) - read_s
    if missing_s < max(_MISSING_S, _MISSING_SHARE * said_s):
        return ""
    return say("verdict.cut_off", said_s=said_s, read_s=read_s)
