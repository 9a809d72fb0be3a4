"""How many tokens a thing takes in named open video models: arithmetic, not a measurement.

A latent video model sees a clip as tokens, each for a block of pixels and frames. What a thing's
area takes of them says how many numbers describe it there. It does not say how much the model
"cares", and it is told only for models whose sizes are published. Pure standard library.

References
----------
Looked up in November 2026. Wan 2.1: `vae_stride = (4, 8, 8)` and `patch_size = (1, 2, 2)` in
https://github.com/Wan-Video/Wan2.1/blob/main/wan/configs/wan_t2v_14B.py; its causal VAE gives the
first frame a latent frame of its own, and 81 frames at 832 x 480 are usual (Wan team 2025,
https://arxiv.org/abs/2503.20314). LTX-Video: 32 x 32 pixels x 8 frames per token, 5 s of 24 frames
a second at 768 x 512 (HaCohen et al. 2024, https://arxiv.org/abs/2501.00103, abstract).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from continuity.insights import Footprint


@dataclass(frozen=True, slots=True)
class Model:
    """One open model: a token is `block_px` x `block_px` pixels and `block_frames` frames.

    `usual` is the size it is made for, width and height, to which a clip's shape is fitted;
    `frames` the usual length, of which the first frame has a latent frame of its own.
    """

    name: str
    block_px: int
    block_frames: int
    usual: tuple[int, int]
    frames: int

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the generation size (width, height) for a clip of this shape.

        The usual one, on its side if need be, where the shape is within 5 %; else about as many
        pixels, in whole blocks.

        >>> MODELS[0].size(1280, 720), MODELS[0].size(512, 512)
        ((832, 480), (624, 624))
        """
        aspect = width / height
        for across_px, down_px in (self.usual, self.usual[::-1]):
            if abs(aspect * down_px / across_px - 1) < 0.05:
                return across_px, down_px
        pixels = self.usual[0] * self.usual[1]
        across = math.sqrt(pixels * aspect) / self.block_px
        down = math.sqrt(pixels / aspect) / self.block_px
        return max(1, round(across)) * self.block_px, max(1, round(down)) * self.block_px

    @property
    def latent_frames(self) -> int:
        """Return how many latent frames the usual length takes.

        >>> [model.latent_frames for model in MODELS]
        [21, 16]
        """
        return 1 + (self.frames - 1) // self.block_frames


MODELS = (
    Model("Wan 2.1", block_px=16, block_frames=4, usual=(832, 480), frames=81),
    Model("LTX-Video", block_px=32, block_frames=8, usual=(768, 512), frames=121),
)
"""The models that are told."""


def footprint(model: Model, width: int, height: int, areas: Mapping[int, float]) -> Footprint:
    """Return how many tokens things take in `model`, per latent frame.

    Parameters
    ----------
    model : Model
    width, height : int
        The clip's; the model would make one of the same shape at its own size.
    areas : mapping of int to float
        For each element's id the share of the frame that it covers, 0 to 1.

    Examples
    --------
    A vase of 40 x 60 pixels in Wan 2.1 at 832 x 480 takes 9.4 of 1560 tokens:

    >>> footprint(MODELS[0], 832, 480, {1: 40 * 60 / (832 * 480)}).tokens
    {1: (9.4, 0.00601)}
    """
    made = model.size(width, height)
    per_frame = made[0] * made[1] // model.block_px**2
    tokens = {
        element: (round(area * per_frame, 1), round(area, 5)) for element, area in areas.items()
    }
    return Footprint(
        model=model.name,
        width=made[0],
        height=made[1],
        frames=model.frames,
        latent_frames=model.latent_frames,
        per_frame=per_frame,
        tokens=tokens,
    )
