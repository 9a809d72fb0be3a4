"""What changed on the stage and is told: changes judged, slides joined, takes added."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from continuity import astray, changes, drag, failures, shadow, takes, things, whole_things
from continuity.kinds import Explanation, Kind
from continuity.movers import Movers
from continuity.report import Event
from continuity.settings import Settings
from continuity.stage import Stage
from continuity.things import Found
from continuity.turns import dilated
from continuity.watch import Watched

STAYS: Final = (Kind.SHIFT, Kind.RESHAPE, Kind.SWAP, Kind.RECOLOR)
"""Kinds of which something is there before and after; no motion makes a thing come or go."""

WHOLLY: Final = (Kind.VANISH, Kind.FADE, Kind.APPEAR)
"""Kinds that take all of a thing, and so each of its pieces."""

_CAME = (Kind.APPEAR, Kind.RESHAPE)
"""What a thing that came may look like: where it lies over the place it left, like another form."""


def changed(
    movers: Movers, candidates: Sequence[changes.Change], settings: Settings
) -> list[Found]:
    """Return the changes worth telling: failures of the stage, what hands did, and shadows.

    `candidates` are those of `whole_things.find`. What left and what came are joined first: half of
    a slide is often hard to see.
    """
    built = movers.stage
    found = [
        (change, _judged(built, movers, change, settings))
        if failures.is_failure(change, settings)
        else (change, things.judge(built, movers, change, settings, explained=False))
        for change in candidates
    ]
    told = [
        (change, verdict)
        for change, verdict in _with_slides(built, movers, found, settings)
        if failures.is_failure(change, settings)
        and (verdict.explained is None or change.strength >= settings.explained_strength)
        and not (verdict.kind in STAYS and drag.is_dragged(built, change, settings))
    ]
    return _as_wholes(told, settings)[: settings.most_things]


def _as_wholes(told: Sequence[Found], settings: Settings) -> list[Found]:
    """Return what is told, with the pieces of one thing told once: a vase and its flowers.

    What left, faded or came close beside another piece, with the same verdict and with it from the
    first kept picture to the last, belongs to it. The larger piece's numbers stay.
    """
    wholes: list[Found] = []
    for one in told:
        at = next((n for n, it in enumerate(wholes) if _one_thing(it, one, settings)), None)
        if at is None:
            wholes.append(one)
            continue
        larger, piece = sorted(
            (wholes[at], one), key=lambda it: np.count_nonzero(it[1].place), reverse=True
        )
        mask, place = larger[0].mask | piece[0].mask, larger[1].place | piece[1].place
        wholes[at] = replace(larger[0], mask=mask), replace(larger[1], place=place)
    return wholes


def _one_thing(one: Found, other: Found, settings: Settings) -> bool:
    (change, verdict), (change_2, verdict_2) = one, other
    return (
        verdict.kind in WHOLLY
        and (verdict.kind, verdict.explained) == (verdict_2.kind, verdict_2.explained)
        and abs(change.start - change_2.start) <= settings.at_once_pictures
        and abs(change.end - change_2.end) <= settings.at_once_pictures
        and bool((dilated(verdict.place, settings.piece_gap_px) & verdict_2.place).any())
    )


def _judged(
    built: Stage, movers: Movers, change: changes.Change, settings: Settings
) -> things.Verdict:
    verdict = things.judge(built, movers, change, settings)
    if verdict.explained is None and shadow.is_shadow(built, movers, change, settings):
        return replace(verdict, explained=Explanation.LIGHT)
    return verdict


def with_takes(
    found: list[Found], watched: Watched, built: Stage, whole: list[Event], settings: Settings
) -> list[Found]:
    """Return what was found, and what changed within a take between two skips of time."""
    told = found
    for first, take in takes.stages(watched, whole, settings):
        movers = Movers(take)
        own = changed(movers, whole_things.find(take, movers, settings), settings)
        own = [takes.in_clip(one, first, take, built) for one in own]
        told = takes.merged(told, own, settings)
    return told[: settings.most_things]


def with_strays(
    found: list[Found], watched: Watched, movers: Movers, whole: list[Event], settings: Settings
) -> list[Found]:
    """Return what was found, and what went astray meanwhile.

    Nothing is followed across a skip of time, nor where the camera was not followed well.
    """
    poses = [glance.pose for glance in watched.glances if not glance.pose.still]
    lost = bool(poses) and (
        float(np.median([pose.support for pose in poses])) < settings.camera_good_support
    )
    if lost or any(event.kind is Kind.JUMP for event in whole):
        return found
    return [*found, *astray.find(movers, found, settings)][: settings.most_things]


def _with_slides(
    built: Stage, movers: Movers, found: list[Found], settings: Settings
) -> list[Found]:
    """Return what was found, a thing that left and the same that came told as one that slid.

    One of the two must be a failure by itself; the other may be hard to see. So must the slide, or
    they are left apart: what is a failure by itself is not lost to what lies beside it.
    """
    told = list(found)
    for gone in found:
        if gone[1].kind not in (Kind.VANISH, Kind.FADE):
            continue
        for come in found:
            if come[1].kind not in _CAME or come not in told or gone not in told:
                continue
            if not any(failures.is_failure(change, settings) for change, _ in (gone, come)):
                continue
            one = changes.slid(built, movers, gone[0], come[0], settings)
            if one is None or not failures.is_failure(one, settings):
                continue
            if things.same_thing(built, gone, come, settings):
                left = (gone[0], _judged(built, movers, gone[0], settings))
                slide = (one, things.slid(left, come))
                told[told.index(gone)] = slide
                told.remove(come)
                told = [it for it in told if it is slide or not _goes_on(one, it[0], settings)]
    return told


def _goes_on(slide: changes.Change, other: changes.Change, settings: Settings) -> bool:
    """Return whether a change is a smaller piece of a slide, and not yet over when that ends."""
    if np.count_nonzero(other.mask) > np.count_nonzero(slide.mask):
        return False
    if max(slide.start, other.start) - min(slide.end, other.end) > settings.together_pictures:
        return False
    near = dilated(slide.mask, settings.piece_gap_px)
    return bool(np.count_nonzero(near & other.mask) > 0.5 * np.count_nonzero(other.mask))
