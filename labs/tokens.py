"""Lesson 03: how many tokens a clip is to the model that makes it, and what they cost.

A video VAE keeps the first frame by itself and squeezes the others in groups, so frame counts are
one more than a multiple of the group. A token is one cell of the latent, or a patch of 2 by 2 of
them; here a codec is what one token covers, patch included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Codec:
    """How many frames, and how many pixels down and across, one token covers."""

    frames: int
    pixels: int


CODECS: Mapping[str, Codec] = MappingProxyType(
    {
        "4x16": Codec(4, 16),
        "4x32": Codec(4, 32),
        "8x32": Codec(8, 32),
        "pixels": Codec(1, 1),
    }
)
"""Codecs by name: frames by pixels.

4x16 is 4 x 8 x 8 with patches of 2 x 2 (HunyuanVideo, Wan 2.1), 4x32 is 4 x 16 x 16 with patches
(Wan 2.2 TI2V-5B), 8x32 has no patches (LTX-Video), as their papers and model cards say.
"""


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip in frames and pixels."""

    frames: int
    width: int
    height: int


PRESETS: Mapping[str, tuple[Clip, str]] = MappingProxyType(
    {
        "hunyuan": (Clip(117, 1280, 768), "4x16"),
        "wan": (Clip(81, 832, 480), "4x16"),
        "ltx": (Clip(121, 768, 512), "8x32"),
    }
)
"""A clip as the makers of a model count it, and its codec."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The latent of a clip, in tokens: steps in time, rows and columns."""

    steps: int
    rows: int
    columns: int

    @property
    def tokens(self) -> int:
        """Return how many tokens there are."""
        return self.steps * self.rows * self.columns

    @property
    def pairs(self) -> int:
        """Return how many pairs full attention compares: each token with each."""
        return self.tokens**2


def grid(clip: Clip, codec: Codec) -> Grid:
    """Return the latent of `clip`; pixels that fill no whole token are left out.

    >>> grid(Clip(81, 832, 480), CODECS["4x16"])
    Grid(steps=21, rows=30, columns=52)
    """
    steps = 1 + (clip.frames - 1) // codec.frames
    return Grid(steps, clip.height // codec.pixels, clip.width // codec.pixels)


def values_kept(clip: Clip, time: int, pixels: int, channels: int) -> float:
    """Return how many numbers of a clip share one number of its latent.

    >>> round(values_kept(Clip(121, 1280, 720), 4, 8, 16), 1)
    46.8
    """
    latent = grid(clip, Codec(time, pixels)).tokens * channels
    return clip.frames * clip.width * clip.height * 3 / latent
