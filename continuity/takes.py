"""A clip cut into takes: what changed within one, though the next begins as if nothing had.

Over the whole clip a place is told by the one turn it takes for good. Where time skips, things may
stand as they did before: so each take between two skips is laid out on a stage of its own as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from continuity import stage
from continuity.kinds import Kind
from continuity.mover import skips_beside
from continuity.report import Event
from continuity.settings import Settings
from continuity.stage import Mask, Stage
from continuity.things import Found
from continuity.turns import dilated
from continuity.watch import Watched


def stages(
    watched: Watched, events: Sequence[Event], settings: Settings
) -> Iterator[tuple[int, Stage]]:
    """Yield the first kept picture and the stage of each take; none if the clip is one take."""
    index = [watched.glances[position].index for position in watched.kept]
    skips = sorted({event.start for event in events if event.kind is Kind.JUMP})
    edges = [0, *(int(np.searchsorted(index, skip)) for skip in skips), len(index)]
    takes = [(a, b) for a, b in pairwise(edges) if b - a >= settings.take_pictures]
    for first, end in takes if skips else ():
        kept, pictures = watched.kept[first:end], watched.pictures[first:end]
        yield first, stage.build(replace(watched, kept=kept, pictures=pictures), settings)


def skips(
    watched: Watched,
    whole: Sequence[Event],
    stage: Stage,
    found: Sequence[Found],
    settings: Settings,
) -> list[Event]:
    """Return the events of the whole picture without the jumps that one thing alone makes.

    A thing that is gone from one frame to the next is a large step as well; beside it nothing is.
    """
    index = [watched.glances[position].index for position in watched.kept]

    def made(event: Event) -> bool:
        place = int(np.searchsorted(index, event.start))
        return _of_a_thing(place, stage, found, settings)

    return [event for event in whole if event.kind is not Kind.JUMP or not made(event)]


def _of_a_thing(place: int, stage: Stage, found: Sequence[Found], settings: Settings) -> bool:
    places = range(place - 3, place + 3)
    changed = [
        change.mask | verdict.place
        for change, verdict in found
        if change.start - 1 <= place <= change.end + 1
    ]
    if not changed or places[0] < 0 or places[-1] >= len(stage.halves):
        return False
    own = dilated(np.any(changed, axis=0), settings.region_margin_px)
    return not skips_beside(stage, own, list(places), settings)


def in_clip(found: Found, first: int, take: Stage, whole: Stage) -> Found:
    """Return what was found in a take that begins at kept picture `first`, as of the whole clip."""
    change, verdict = found

    def laid(mask: Mask) -> Mask:
        return _laid(mask, take, whole)

    placed = replace(
        change,
        mask=laid(change.mask),
        thing=laid(change.thing),
        start=change.start + first,
        peak=change.peak + first,
        end=change.end + first,
    )
    return placed, replace(verdict, place=laid(verdict.place))


def _laid(mask: Mask, take: Stage, whole: Stage) -> Mask:
    """Return a mask of a take's stage on that of the whole clip, which may be larger."""
    out = np.zeros(whole.noise.shape, bool)
    right, down = ((a - b) // 2 for a, b in zip(take.origin, whole.origin, strict=True))
    window = out[down:, right:]
    height, width = min(len(mask), len(window)), min(len(mask[0]), len(window[0]))
    window[:height, :width] = mask[:height, :width]
    return out


def merged(found: list[Found], others: Sequence[Found], settings: Settings) -> list[Found]:
    """Return `found` and those of the `others` that are not among them, by place and time."""
    told = list(found)
    slack = settings.together_pictures
    for other in others:
        known = any(
            (one[1].place & other[1].place).any()
            and one[0].start - slack <= other[0].end
            and other[0].start - slack <= one[0].end
            for one in found
        )
        if not known and other[1].place.any():
            told.append(other)
    return told
