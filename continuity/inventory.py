"""What is told of each element: where it is, what it draws, how far it strayed, what it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from continuity import elements, floor, footprint
from continuity.elements import Cast
from continuity.floor import Floors
from continuity.insights import Box, Footprint, Relation, Trails
from continuity.kinds import Role
from continuity.movers import Movers
from continuity.place import Looks, Passing, look
from continuity.relation import Thing, relation
from continuity.report import Element, Event
from continuity.settings import Settings
from continuity.stage import Mask, Stage
from continuity.standing import Corners
from continuity.watch import Watched


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Scene:
    """A clip's stage, who plays on it, and what its noise does.

    `to_clip` is how many pixels of the clip one of the working size is.
    """

    watched: Watched
    stage: Stage
    cast: Cast
    passing: Passing
    floors: Floors
    to_clip: float

    @property
    def frame_size(self) -> tuple[int, int]:
        """Return the (height, width) of a frame at the working size."""
        height, width = self.watched.pictures[0].shape[:2]
        return height, width

    def frame(self, place: int) -> int:
        """Return which frame of the clip the kept picture `place` is."""
        return self.watched.glances[int(self.stage.positions[place])].index


def scene(
    watched: Watched,
    movers: Movers,
    cast: Cast,
    drawn: Sequence[Corners],
    width: int,
    settings: Settings,
) -> Scene:
    """Return the scene of a clip `width` pixels wide, its noise measured away from all that plays.

    `drawn` are places that somebody asks about: noise is measured at their sizes too.
    """
    stage, passing = movers.stage, Passing(movers, settings)
    sizes = [*cast.things, *drawn] or [_usual_size(stage)]
    floors = floor.measure(stage, passing, sizes, _taken(stage, cast, drawn, settings), settings)
    return Scene(watched, stage, cast, passing, floors, width / watched.pictures[0].shape[1])


def _usual_size(stage: Stage) -> Corners:
    side = max(4, max(stage.noise.shape) // 15)
    return 0, 0, side, side


def _taken(stage: Stage, cast: Cast, drawn: Sequence[Corners], settings: Settings) -> Mask:
    """Return where something plays or passes, or the camera does not always look, (h, w)."""
    taken = (cast.subject | stage.foreground).mean(axis=0) > settings.most_visited
    taken |= stage.seen.mean(axis=0) < 0.9
    for left, top, right, bottom in (*cast.things, *drawn):
        taken[top:bottom, left:right] = True
    return np.asarray(taken)


def take(
    scene: Scene, events: Sequence[Event], settings: Settings
) -> tuple[tuple[Element, ...], Trails, Relation]:
    """Return the elements, where each is in the kept frames, and whether share and drift relate."""
    trails = _trails(scene)
    told, measured = [], []
    if 0 in trails.boxes:
        told.append(_element(scene, 0, trails))
    for number, corners in enumerate(scene.cast.things, start=1):
        pictures = floor.sampled(scene.stage, settings)
        looks = look(scene.stage, scene.passing, corners, pictures, settings.touched_share)
        found = [event for event in events if event.element == number]
        over_noise = _over_noise(scene, corners, looks, settings)
        element = _element(scene, number, trails)
        told.append(_with_drift(scene, element, corners, looks, (found, over_noise), settings))
        if over_noise is not None and not any(event.explained for event in found):
            share = float(scene.cast.early[number])
            measured.append(Thing(share, over_noise, _area(corners), looks.texture))
    return tuple(told), trails, relation(measured, settings)


def covered(trails: Trails) -> Mapping[int, float]:
    """Return for each element the mean share of the frame that its box covers where it is in view.

    The subject's counts as its box: that is what a grid of tokens covers with it.
    """
    areas = {}
    for element, boxes in trails.boxes.items():
        known = [box.w * box.h for box in boxes if box is not None]
        areas[element] = float(np.mean(known)) if known else 0.0
    return areas


def footprints(trails: Trails, width: int, height: int) -> tuple[Footprint, ...]:
    """Return how many tokens the elements take in each model of `continuity.footprint`."""
    areas = covered(trails)
    return tuple(footprint.footprint(model, width, height, areas) for model in footprint.MODELS)


def _element(scene: Scene, number: int, trails: Trails) -> Element:
    """Return what is told of any element: its place and its share of the attention."""
    boxes = [
        (index, box) for index, box in zip(trails.index, trails.boxes[number], strict=True) if box
    ]
    share, area = float(scene.cast.shares[:, number].mean()), float(scene.cast.areas[number])
    low, high = (round(float(value), 5) for value in scene.cast.bands[number])
    return Element(
        id=number,
        role=Role.SECONDARY if number else Role.SUBJECT,
        box=boxes[0][1] if boxes else Box(0, 0, 0, 0),
        first=scene.watched.glances[0].index,
        last=scene.watched.glances[-1].index,
        attention=round(share, 5),
        drift=0.0,
        band=(low, high),
        prominence=round(share / area, 3) if area > 0 else None,
        early=round(float(scene.cast.early[number]), 5),
    )


def _with_drift(
    scene: Scene,
    element: Element,
    corners: Corners,
    looks: Looks,
    found: tuple[Sequence[Event], float | None],
    settings: Settings,
) -> Element:
    events, over_noise = found
    strayed = max((event.severity for event in events if event.explained is None), default=0.0)
    if over_noise is not None and over_noise > settings.limit_margin:
        noise = floor.floor_of(scene.floors, "delta_e", looks, _area(corners), settings) or 0.0
        beyond = floor.worst(looks)["delta_e"] - settings.limit_margin * noise
        # As a share of what would be missing if it were gone.
        strayed = max(strayed, min(1.0, beyond / max(looks.presence, settings.change_delta_e)))
    return replace(
        element,
        drift=round(strayed, 4),
        over_noise=over_noise,
        limits=floor.limits(scene.floors, looks, _area(corners), scene.to_clip, settings),
    )


def _over_noise(scene: Scene, corners: Corners, looks: Looks, settings: Settings) -> float | None:
    """Return a place's largest colour difference over what noise does there, 1 is noise.

    None where too little of it was seen, or where something moves for much of the time: what is
    beside a swaying body is measured with the body's edge.
    """
    left, top, right, bottom = corners
    window = np.s_[:, top:bottom, left:right]
    played = (scene.cast.subject[window] | scene.stage.foreground[window]).mean()
    known = ~np.isnan(looks.delta_e)
    if played > settings.most_played or known.mean() < settings.least_watched:
        return None
    noise = floor.floor_of(scene.floors, "delta_e", looks, _area(corners), settings)
    if noise is None:
        return None
    return round(floor.worst(looks)["delta_e"] / noise, 3)


def _area(corners: Corners) -> float:
    left, top, right, bottom = corners
    return float((right - left) * (bottom - top))


def _trails(scene: Scene) -> Trails:
    stage, cast = scene.stage, scene.cast
    boxes: dict[int, tuple[Box | None, ...]] = {}
    if cast.subject.any():
        bodies = [_body(mask) for mask in cast.subject]
        boxes[0] = tuple(
            _boxes(scene, body, [place])[0] if body else None for place, body in enumerate(bodies)
        )
    places = range(len(stage.halves))
    for number, corners in enumerate(cast.things, start=1):
        boxes[number] = _boxes(scene, corners, places)
    return Trails(tuple(scene.frame(place) for place in places), boxes)


def _body(mask: Mask) -> Corners | None:
    """Return the rectangle around the largest piece of a mask."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return None
    x, y, w, h, _ = (int(side) for side in stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))])
    return x, y, x + w, y + h


def _boxes(scene: Scene, corners: Corners, places: Sequence[int]) -> tuple[Box | None, ...]:
    """Return where a rectangle of the stage is in kept frames; None where hardly in one."""
    height, width = scene.frame_size
    boxes = elements.frame_boxes(scene.stage, corners, scene.frame_size, places)
    whole = 4 * _area(corners) / (height * width)
    shown = boxes[:, 2] * boxes[:, 3] > 0.25 * whole
    rows = np.round(boxes, 4).tolist()
    return tuple(Box(*row) if there else None for row, there in zip(rows, shown, strict=True))


def rounded(box: Box) -> Box:
    """Return a box to a tenth of a thousandth of the frame: enough to draw, and short to write."""
    return Box(*(round(side, 4) for side in box))
