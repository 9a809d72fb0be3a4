"""What passes in front of the stage: the connected pieces of each kept picture's foreground."""

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.stage import Mask, Stage


class Movers:
    """The pieces of the foreground of every kept picture, at the stage's half size."""

    def __init__(self, stage: Stage) -> None:
        self.labels: list[NDArray[np.int32]] = []
        self.areas: list[NDArray[np.int64]] = []
        for mask in stage.foreground:
            _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
            self.labels.append(np.asarray(labels, np.int32))
            self.areas.append(stats[:, cv2.CC_STAT_AREA].astype(np.int64))

    def touch(self, mask: Mask, own: Mask, when: slice, least: float) -> bool:
        """Return whether in the pictures `when` something at `mask` reaches out of `own`.

        By at least `least` pixels: what changes on the spot is foreground as well, for a while.
        """
        for labels, areas in zip(self.labels[when], self.areas[when], strict=True):
            outside = areas - np.bincount(labels[own], minlength=len(areas))
            touching = np.bincount(labels[mask], minlength=len(areas)) > 0
            if (touching & (outside >= least))[1:].any():
                return True
        return False

    def hiding(self, mask: Mask, own: Mask, least: float) -> NDArray[np.bool_]:
        """Return what of `mask` something hides that reaches out of `own`, (N, pixels of mask)."""
        hidden = np.zeros((len(self.labels), int(mask.sum())), bool)
        for place, (labels, areas) in enumerate(zip(self.labels, self.areas, strict=True)):
            passing = areas - np.bincount(labels[own], minlength=len(areas)) >= least
            passing[0] = False
            hidden[place] = passing[labels[mask]]
        return hidden
