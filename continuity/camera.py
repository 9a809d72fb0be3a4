"""Where the camera looks: each frame registered to the clip's first.

Points are followed from a keyframe straight to the frame, not from frame to frame: a chain of small
errors is a drift, and in a clip whose subject holds most of the corners it wanders off with it.
A camera that stands still is recognised as such, by vote, before any motion is fitted.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.settings import Settings

Gray = NDArray[np.uint8]
"""One picture, shape (H, W), luma, 0 to 255."""
Matrix = NDArray[np.float64]
"""A similarity as (2, 3): p becomes `M @ (x, y, 1)`, in pixels."""
Points = NDArray[np.float32]
"""Positions, shape (N, 2), x and y in pixels."""

AGREE_PX = 0.9
"""A point agrees with a motion that comes this close; the followed positions are no more exact."""
NEAR_PX = 3.0
"""A camera that goes on as it did is at most this far from where it would have been."""
LIT_ALIKE = 0.03
"""A light that differs by less than this, as a share, is left as it is."""
FIRM_GRAY, PLENTY = 0.8, 36
"""A corner around which the luma is steeper than this every way is no grain, in grey levels per
pixel: on plain walls of camera clips it is 0.2 to 0.6. So many of them are enough."""
IDENTITY: Matrix = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the camera looked in one frame.

    `to_first` maps the frame onto the first one. `still` says that the camera had not moved since
    the keyframe. `support` is the share of followed points that agree, 0 to 1; it is 0 where the
    fit failed and the last pose was kept.
    """

    to_first: Matrix
    still: bool
    support: float


@dataclass(frozen=True, slots=True)
class _Key:
    """A frame that later ones are registered to directly.

    `marks` are its textured pixels and `values` what they show; `edges` says which of them would
    show it if the camera moved.
    """

    gray: Gray
    to_first: Matrix
    points: Points
    marks: Points
    values: NDArray[np.float32]
    edges: NDArray[np.bool_]


class Tracker:
    """Registers frame after frame; holds a few keyframes and their points, nothing else.

    A frame is registered to the earliest keyframe that still fills most of the view: a camera that
    comes back is measured against where it started, not against the end of a chain.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: list[_Key] = []
        self._last = self._before = Pose(IDENTITY, True, 1.0)
        self._since_key = 0

    def follow(self, gray: Gray) -> Pose:
        """Return where the camera looks in `gray` (H, W) uint8, the next frame of the clip."""
        if not self._keys:
            self._add_key(gray)
            return self._last
        key = self._key_in_view(gray)
        gray = self._in_light_of(key, gray)
        if self._last.still and self._rests(key, gray):
            self._before, self._last = self._last, Pose(key.to_first, True, 1.0)
            return self._last
        pose = self._fit(key, gray)
        if pose.support < self._settings.camera_good_support or self._leaps(pose, gray):
            # Seen from the latest keyframe there is less to explain, at the price of a chain.
            pose = self._likelier((pose, self._fit(self._keys[-1], gray)), key, gray)
        self._before, self._last = self._last, pose
        self._since_key += 1
        lost = pose.support < self._settings.camera_good_support
        leaving = self._in_view(self._keys[-1], gray) < self._settings.keyframe_view_share
        # Never from a frame that could not be placed: what follows would inherit the error.
        if pose.support > 0 and (leaving or (lost and self._since_key >= 8)):
            self._add_key(gray)
        return pose

    def _in_light_of(self, key: _Key, gray: Gray) -> Gray:
        """Return `gray` as bright as the keyframe: points are lost where the light swings."""
        there = moved(key.marks, self._from_key(key))
        if not len(there):
            return gray
        now = _values(gray, there)
        known = _inside(there, gray.shape) & (key.values > 20) & (now > 5) & (now < 250)
        if known.sum() < 50:
            return gray
        ratios = now[known] / key.values[known]
        gain = float(np.median(ratios))
        agree, unchanged = ((np.abs(ratios - one) < LIT_ALIKE * one).mean() for one in (gain, 1.0))
        # A light is common; what moves leaves a median as well.
        if agree < max(0.3, 1.5 * unchanged) or not 0.3 < gain < 3:
            return gray
        return np.asarray(cv2.convertScaleAbs(gray, alpha=1 / gain), np.uint8)

    def _leaps(self, pose: Pose, gray: Gray) -> bool:
        """Return whether the camera did not simply go on as it did."""
        middle = np.array([gray.shape[1] / 2, gray.shape[0] / 2, 1.0])
        step = compose(
            self._last.to_first, compose(invert(self._before.to_first), self._last.to_first)
        )
        return bool(np.linalg.norm((pose.to_first - step) @ middle) > NEAR_PX)

    def _likelier(self, poses: tuple[Pose, Pose], key: _Key, gray: Gray) -> Pose:
        """Return the pose that explains the picture better, as seen from both keyframes.

        The points that agree say little here: those of a subject agree with one another.
        """

        def error(pose: Pose) -> float:
            onto = invert(pose.to_first)
            keys = (key, self._keys[-1])
            return sum(self._unexplained(one, gray, compose(onto, one.to_first)) for one in keys)

        placed = [pose for pose in poses if pose.support > 0]
        return min(placed, key=error) if placed else poses[0]

    def _add_key(self, gray: Gray) -> None:
        marks = textured_pixels(gray)
        values = _values(gray, marks) if len(marks) else np.zeros(0, np.float32)
        steep = steepness(gray)[marks[:, 1].astype(int), marks[:, 0].astype(int)]
        edges = steep > self._settings.rest_gray / self._settings.still_px
        key = _Key(gray, self._last.to_first, firm_corners(gray), marks, values, edges)
        # The first keyframe stays; of the others the oldest makes room.
        if len(self._keys) > self._settings.keyframes:
            del self._keys[1]
        self._keys.append(key)
        self._since_key = 0

    def _key_in_view(self, gray: Gray) -> _Key:
        least = self._settings.keyframe_view_share
        return next(
            (key for key in self._keys if self._in_view(key, gray) >= least), self._keys[-1]
        )

    def _in_view(self, key: _Key, gray: Gray) -> float:
        """Return the share of the keyframe's textured pixels that the last pose still shows."""
        if not len(key.marks):
            return 1.0
        return float(_inside(moved(key.marks, self._from_key(key)), gray.shape).mean())

    def _from_key(self, key: _Key) -> Matrix:
        return compose(invert(self._last.to_first), key.to_first)

    def _fit(self, key: _Key, gray: Gray) -> Pose:
        """Return the pose of `gray` as seen from `key`; the last one, without support, if lost."""
        failed = Pose(self._last.to_first, False, 0.0)
        if len(key.points) < self._settings.camera_least_points:
            # Nothing to hold on to: a plain wall. It looks the same wherever the camera points.
            return Pose(key.to_first, True, 1.0)
        guess = moved(key.points, self._from_key(key))
        found, good = follow_points(key.gray, gray, key.points, guess)
        here, there = key.points[good], found[good]
        if len(here) < self._settings.camera_least_points:
            return failed
        if stands_still(here, there, gray.shape, self._settings):
            return Pose(key.to_first, True, 1.0)
        motion = self._motion(key, gray, here, there)
        if motion is IDENTITY:
            return Pose(key.to_first, True, 1.0)
        error = np.linalg.norm(moved(here, motion) - there, axis=1)
        support = float((error < AGREE_PX).mean())
        if support < self._settings.camera_least_support:
            return failed
        return Pose(compose(key.to_first, invert(motion)), False, support)

    def _motion(self, key: _Key, gray: Gray, here: Points, there: Points) -> Matrix:
        """Return what of no motion, going on as before and what points agree on explains `gray`.

        The plainer one, unless another explains it better by a margin.
        """
        still, on, others = [IDENTITY], self._going_on(key, here, there), similarities(here, there)
        ways = [
            [(self._unexplained(key, gray, motion), motion) for motion in motions]
            for motions in (still, on, others)
        ]
        least = min(error for way in ways for error, _ in way) + self._settings.still_margin
        bests = [min(way, key=lambda one: one[0]) for way in ways if way]
        return next(motion for error, motion in bests if error <= least)

    def _rests(self, key: _Key, gray: Gray) -> bool:
        """Return whether most pixels on edges are what they were in the keyframe.

        A camera on a tripod needs no more than this look, a tenth of the price of following points.
        A plain wall looks the same wherever the camera points: it is not asked.
        """
        if key.edges.sum() < self._settings.rest_least_edges:
            return False
        marks, values = key.marks[key.edges], key.values[key.edges]
        same = np.abs(_values(gray, marks) - values) <= self._settings.rest_gray
        return bool(same.mean() >= self._settings.rest_share)

    def _going_on(self, key: _Key, here: Points, there: Points) -> list[Matrix]:
        """Return the motion since `key` of a camera that goes on as it did, and as points near it.

        Few points may see the camera go on where most follow a subject.
        """
        step = compose(invert(self._last.to_first), self._before.to_first)
        on = compose(step, self._from_key(key))
        near = np.linalg.norm(moved(here, on) - there, axis=1) < NEAR_PX
        return [on, *similarities(here[near], there[near], most=1)]

    def _unexplained(self, key: _Key, gray: Gray, motion: Matrix) -> float:
        """Return what is left of the difference to the keyframe after `motion`, in grey levels.

        Measured where the keyframe is textured, each part of the picture counting alike: a subject
        may own most of the corners, but not most of the picture.
        """
        there = moved(key.marks, motion)
        inside = _inside(there, gray.shape)
        if inside.sum() < 50:
            return 255.0
        # Whatever differs by more than this is not the same thing anyway.
        apart = np.minimum(np.abs(_values(gray, there) - key.values), 30)
        return float(apart[inside].mean())


def moved(points: Points, motion: Matrix) -> Points:
    """Return `points` (N, 2) after `motion`."""
    if not len(points):
        return points
    return np.asarray(cv2.transform(points[None], motion)[0], np.float32)


def _inside(points: Points, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    height, width = shape[:2]
    x, y = points.T
    return np.asarray((x >= 0) & (x < width - 1) & (y >= 0) & (y < height - 1))


def similarities(here: Points, there: Points, most: int = 4) -> list[Matrix]:
    """Return the similarities from `here` to `there` that groups of points agree on.

    The largest group first, then the largest among the rest, and so on: the camera need not be what
    most points follow.

    References
    ----------
    Fischler and Bolles, "Random Sample Consensus", CACM 24(6), 1981,
    https://doi.org/10.1145/358669.358692
    """
    found: list[Matrix] = []
    while len(here) >= 8 and len(found) < most:
        motion, inliers = cv2.estimateAffinePartial2D(
            here, there, method=cv2.RANSAC, ransacReprojThreshold=AGREE_PX, maxIters=2000,
            confidence=0.999, refineIters=20,
        )  # fmt: skip
        if motion is None:
            break
        found.append(np.asarray(motion, np.float64))
        rest = inliers[:, 0] == 0
        if rest.all():
            break
        here, there = here[rest], there[rest]
    return found


def textured_pixels(gray: Gray, across: int = 8, down: int = 6, per_cell: int = 60) -> Points:
    """Return the pixels of the steepest luma, `per_cell` in each cell of a grid, (N, 2) float32."""
    steep = steepness(gray)
    found = []
    for top, bottom in _cuts(gray.shape[0], down):
        for left, right in _cuts(gray.shape[1], across):
            cell = steep[top:bottom, left:right].ravel()
            best = np.argpartition(cell, -min(per_cell, len(cell)))[-per_cell:]
            y, x = np.divmod(best, right - left)
            found.append(np.column_stack([x + left, y + top]))
    return np.concatenate(found).astype(np.float32) if found else np.zeros((0, 2), np.float32)


def steepness(gray: Gray) -> NDArray[np.float32]:
    """Return how steep the luma is at each pixel, in grey levels per pixel (L1 norm), (H, W)."""
    across, down = cv2.Sobel(gray, cv2.CV_32F, 1, 0), cv2.Sobel(gray, cv2.CV_32F, 0, 1)
    return np.asarray((np.abs(across) + np.abs(down)) / 8, np.float32)


def _values(gray: Gray, points: Points) -> NDArray[np.float32]:
    """Return the luma at `points`, between pixels by linear interpolation."""
    taken = cv2.remap(gray, points[None, :, 0], points[None, :, 1], cv2.INTER_LINEAR)
    return np.asarray(taken[0], np.float32)


def corners(gray: Gray, across: int = 8, down: int = 6, per_cell: int = 8) -> Points:
    """Return well-defined points spread over the picture, (N, 2) float32.

    Each cell of a grid gives its best corners, so that a busy subject cannot own them all.

    References
    ----------
    Shi and Tomasi, "Good Features to Track", CVPR 1994, https://doi.org/10.1109/CVPR.1994.323794
    """
    height, width = gray.shape
    found = []
    for top, bottom in _cuts(height, down):
        for left, right in _cuts(width, across):
            cell = gray[top:bottom, left:right]
            points = cv2.goodFeaturesToTrack(cell, per_cell, 0.05, 5, blockSize=5)
            if points is not None:
                found.append(points.reshape(-1, 2) + np.array([left, top], np.float32))
    return np.concatenate(found).astype(np.float32) if found else np.zeros((0, 2), np.float32)


def firm_corners(gray: Gray) -> Points:
    """Return the `corners` that are none of a plain wall's grain, if there are plenty; else all."""
    points = corners(gray)
    columns, rows = points.astype(int).T
    firm = _firmness(gray)[rows, columns] > FIRM_GRAY
    return points[firm] if firm.sum() >= PLENTY else points


def _firmness(gray: Gray) -> NDArray[np.float32]:
    """Return how steep the luma around each pixel is in its flattest direction, grey levels per px.

    The root of the smaller eigenvalue of the structure tensor (Shi and Tomasi).
    """
    across, down = cv2.Sobel(gray, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(gray, cv2.CV_32F, 0, 1) / 8
    xx, xy, yy = (
        cv2.boxFilter(a * b, -1, (5, 5))
        for a, b in ((across, across), (across, down), (down, down))
    )
    smaller = (xx + yy) / 2 - np.hypot((xx - yy) / 2, xy)
    return np.sqrt(np.maximum(smaller, 0)).astype(np.float32)


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, length, parts + 1).astype(int)
    return [(int(a), int(b)) for a, b in pairwise(edges) if b - a >= 7]


def follow_points(
    before: Gray, after: Gray, points: Points, guess: Points
) -> tuple[Points, NDArray[np.bool_]]:
    """Return where `points` of `before` are in `after`, and which of them can be trusted.

    A point counts if following it back returns to within 0.6 px of where it came from.

    References
    ----------
    Bouguet, "Pyramidal Implementation of the Lucas Kanade Feature Tracker", Intel 2000.
    """
    there, seen = _one_way(before, after, points, guess)
    back, seen_back = _one_way(after, before, there, points)
    returned = np.linalg.norm(back - points, axis=1) < 0.6
    return there, seen & seen_back & returned & _inside(there, after.shape)


def _one_way(
    before: Gray, after: Gray, points: Points, guess: Points
) -> tuple[Points, NDArray[np.bool_]]:
    there, seen, _ = cv2.calcOpticalFlowPyrLK(
        before, after, points[:, None], guess[:, None].copy(),
        winSize=(17, 17), maxLevel=3, criteria=(3, 20, 0.03), flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )  # fmt: skip
    return np.asarray(there[:, 0], np.float32), np.asarray(seen[:, 0] == 1)


def stands_still(here: Points, there: Points, shape: tuple[int, ...], settings: Settings) -> bool:
    """Return whether enough points, over enough of the picture, stayed where they were.

    A subject that fills half of the frame moves half of the points; the others still vote.
    """
    stayed = np.linalg.norm(there - here, axis=1) < settings.still_px
    if stayed.mean() < settings.still_points_share:
        return False
    cell = np.array([shape[1] / 8, shape[0] / 6])
    occupied = {tuple(c) for c in (here // cell).astype(int)}
    voting = {tuple(c) for c in (here[stayed] // cell).astype(int)}
    return len(voting) >= min(6, len(occupied)) and len(voting) >= 0.3 * len(occupied)


def compose(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the map that applies `inner`, then `outer`.

    >>> shift = np.array([[1.0, 0.0, 3.0], [0.0, 1.0, 0.0]])
    >>> float(compose(shift, shift)[0, 2])
    6.0
    """
    return np.column_stack([outer[:, :2] @ inner[:, :2], outer[:, :2] @ inner[:, 2] + outer[:, 2]])


def invert(matrix: Matrix) -> Matrix:
    """Return the map that undoes `matrix`."""
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)
