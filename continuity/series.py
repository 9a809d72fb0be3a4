"""What is told of every frame: shares of the attention, and measures over time."""

import numpy as np
from numpy.typing import NDArray

from continuity import moments, quality
from continuity.elements import Cast
from continuity.report import FrameSeries
from continuity.watch import Watched


def series(watched: Watched, played: Cast) -> FrameSeries:
    """Return the series of a clip, of who `played` in it on the stage that was built."""
    glances = watched.glances
    shares = np.round(played.shares, 6)
    subject, secondary = shares[:, 0], np.round(shares[:, 1:].sum(axis=1), 6)
    background = np.round(1 - subject - secondary, 6)
    width = watched.pictures[0].shape[1]
    return FrameSeries(
        index=tuple(glance.index for glance in glances),
        time_s=tuple(round(glance.time_s, 4) for glance in glances),
        subject=_plain(subject),
        secondary=_plain(secondary),
        background=_plain(np.maximum(background, 0)),
        measures={
            "luma": _plain([glance.luma for glance in glances]),
            "sharpness": _plain(quality.sharpness(glances)),
            "step": _plain([glance.step for glance in glances]),
            "similarity_previous": _plain([glance.similarity_previous for glance in glances]),
            "similarity_first": tuple(
                round(glance.similarity_first, 4) if glance.overlap > 0.3 else None
                for glance in glances
            ),
            "unexplained_motion": _shares([glance.unexplained for glance in glances]),
            "torn_texture": _shares([glance.torn for glance in glances]),
            "light_drift": _plain(moments.light_drift_percent(glances)),
            "camera_motion": _plain(_camera_steps(watched) / width),
        },
    )


def _camera_steps(watched: Watched) -> NDArray[np.float64]:
    """Return how far the middle of the view moved since the last frame, in working pixels."""
    height, width = watched.pictures[0].shape[:2]
    middle = np.array([width / 2, height / 2, 1])
    path = np.array([glance.pose.to_first @ middle for glance in watched.glances])
    return np.asarray(np.r_[0.0, np.linalg.norm(np.diff(path, axis=0), axis=1)])


def _shares(values: list[float | None]) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value, 4) for value in values)


def _plain(values: NDArray[np.float64] | list[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
