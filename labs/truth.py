"""What truly goes wrong in a scene, for whoever wants to check what the engine says of its clip."""

import math
from dataclasses import dataclass

from continuity.kinds import Kind
from continuity.report import Box
from labs.camera import View, view
from labs.failures import OF_PROPS, OF_SUBJECT, Failure
from labs.scene import EXTENTS, FRAME_WIDTH, SUBJECT, Scene
from labs.story import pose, stand


@dataclass(frozen=True, slots=True)
class Truth:
    """One planted failure, in the words of a report.

    `start` and `end` are its first and last frame, `box` is where the thing stands at `start`,
    None for what concerns the whole picture.
    """

    kind: Kind
    start: int
    end: int
    box: Box | None


def truths(scene: Scene) -> tuple[Truth, ...]:
    """Return what was planted in `scene`, in order of time.

    >>> skipped = Scene(failures=(Failure(Kind.JUMP, 9, 9),))
    >>> [(truth.kind.value, truth.start, truth.box) for truth in truths(skipped)]
    [('jump', 9, None)]
    """
    found = [Truth(f.kind, f.start, f.end, _place(scene, f)) for f in scene.failures]
    return tuple(sorted(found, key=lambda truth: (truth.start, truth.kind)))


def thing_box(scene: Scene, name: str, frame: int, seen_in: int | None = None) -> Box | None:
    """Return the box of a prop, or of the subject, as it stands in `frame`.

    Parameters
    ----------
    scene : Scene
    name : str
        The name of a prop, or ``"robot"``.
    frame : int
        The thing stands as in this frame.
    seen_in : int, optional
        The camera looks as in this frame; without it, as in `frame`.

    Returns
    -------
    Box or None
        Fractions of the frame, cut at its edges; None if it is wholly outside.

    Raises
    ------
    KeyError
        There is no such thing.
    """
    outline = (
        _subject_outline(scene, frame) if name == SUBJECT else _prop_outline(scene, name, frame)
    )
    return _in_frame(scene, outline, view(scene, frame if seen_in is None else seen_in))


def _place(scene: Scene, failure: Failure) -> Box | None:
    if failure.kind in OF_PROPS:
        # As it stood before anything happened to it, but where the camera shows that now.
        return thing_box(scene, failure.target, failure.start - 1, failure.start)
    if failure.kind in OF_SUBJECT:
        return thing_box(scene, SUBJECT, failure.start)
    return None


Outline = tuple[float, float, float, float]
"""Left, top, right and bottom in units."""


def _prop_outline(scene: Scene, name: str, frame: int) -> Outline:
    prop = {prop.name: prop for prop in scene.props}[name]
    current = pose(scene, prop, frame)
    left, right, high = EXTENTS[current.look]
    wide, tall = current.stretch
    leaning = current.lean * high * tall
    return (
        current.x - left * wide,
        current.y - high * tall,
        current.x + right * wide + leaning,
        current.y,
    )


def _subject_outline(scene: Scene, frame: int) -> Outline:
    current = stand(scene, frame)
    if current is None:
        raise KeyError(SUBJECT)
    left, right, high = EXTENTS[SUBJECT]
    if current.heading < 0:
        left, right = right, left
    return current.x - left, current.y - high, current.x + right, current.y


def _in_frame(scene: Scene, outline: Outline, seen: View) -> Box | None:
    width, height = FRAME_WIDTH, FRAME_WIDTH * scene.size_px[1] / scene.size_px[0]
    cosine, sine = seen.zoom * math.cos(seen.roll_rad), seen.zoom * math.sin(seen.roll_rad)
    corners = [(x - seen.x, y - seen.y) for x in outline[::2] for y in outline[1::2]]
    across = [0.5 + (cosine * x + sine * y) / width for x, y in corners]
    along = [0.5 + (cosine * y - sine * x) / height for x, y in corners]
    left, right = max(min(across), 0.0), min(max(across), 1.0)
    top, bottom = max(min(along), 0.0), min(max(along), 1.0)
    if left >= right or top >= bottom:
        return None
    return Box(left, top, right - left, bottom - top)
