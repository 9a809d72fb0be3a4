"""What passes in front of the stage: the connected pieces of each kept picture's foreground."""

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.ahead import side_by_side
from continuity.stage import Mask, Stage, at


class Movers:
    """The pieces of the foreground of every kept picture of `stage`, at its half size.

    `labels` (N, h, w) names each pixel's piece in its picture, 0 is none; `areas` holds the pixels
    of each picture's pieces by that name.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.labels = np.zeros(stage.foreground.shape, np.int16)

        def name(place: int) -> NDArray[np.int64]:
            mask = stage.foreground[place].astype(np.uint8)
            _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
            self.labels[place] = labels
            return np.asarray(stats[:, cv2.CC_STAT_AREA], np.int64)

        self.areas = side_by_side(name, range(len(stage.foreground)))

    def touch(self, mask: Mask, own: Mask, when: slice, least: float) -> bool:
        """Return whether in the pictures `when` something at `mask` reaches out of `own`.

        By at least `least` pixels: what changes on the spot is foreground as well, for a while.
        """
        labels, areas = self.labels[when], self.areas[when]
        at_mask, at_own = at(labels, mask), at(labels, own)
        for place in np.flatnonzero(at_mask.any(axis=1)):
            passing = _reaching_out(areas[place], at_own[place], least)
            if passing[at_mask[place]].any():
                return True
        return False

    def hiding(self, mask: Mask, own: Mask, least: float) -> NDArray[np.bool_]:
        """Return what of `mask` something hides that reaches out of `own`, (N, pixels of mask)."""
        at_mask, at_own = at(self.labels, mask), at(self.labels, own)
        hidden = np.zeros(at_mask.shape, bool)
        for place in np.flatnonzero(at_mask.any(axis=1)):
            passing = _reaching_out(self.areas[place], at_own[place], least)
            hidden[place] = passing[at_mask[place]]
        return hidden


def _reaching_out(
    areas: NDArray[np.int64], inside: NDArray[np.int16], least: float
) -> NDArray[np.bool_]:
    """Return which pieces, by name, have `least` pixels or more besides those `inside`."""
    passing = np.asarray(areas - np.bincount(inside, minlength=len(areas)) >= least)
    passing[0] = False
    return passing
