"""Where frames come from: a clip's file, or the reel that was kept of it when it was deleted."""

import json
from collections.abc import Generator
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import PIL.Image as Pillow

from continuity import decode
from continuity.decode import Frame, Header, working_size
from continuity.errors import UnreadableClipError
from continuity.reel import INDEX, pack_name
from continuity.settings import Settings


def probe(path: Path, settings: Settings) -> Header:
    """Return what a clip says of itself; of a reel, a folder, what its clip said.

    Raises
    ------
    ContinuityError
        See `continuity.decode.probe`.
    """
    if not path.is_dir():
        return decode.probe(path, settings)
    clip = _index(path)["clip"]
    return Header(**clip, codec="webp")


def read(
    path: Path, long_side_px: int, settings: Settings, header: Header | None = None
) -> Generator[Frame]:
    """Yield the frames of a clip, or those of a reel: with the places and moments of the clip.

    Raises
    ------
    ContinuityError
        See `continuity.decode.read`.
    """
    if path.is_dir():
        return _read_reel(path, long_side_px)
    return decode.read(path, long_side_px, settings, header)


def digest_of(path: Path) -> Path:
    """Return the file whose hash names what lies at `path`."""
    return path / INDEX if path.is_dir() else path


def _index(folder: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((folder / INDEX).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableClipError(name=folder.name) from error
    return told


def _read_reel(folder: Path, long_side_px: int) -> Generator[Frame]:
    told = _index(folder)
    size = working_size(told["width"], told["height"], long_side_px)
    moments = zip(told["index"], told["time_s"], strict=True)
    for number, sizes in enumerate(told["packs"]):
        pack = BytesIO((folder / pack_name(number)).read_bytes())
        for size_bytes in sizes:
            index, time_s = next(moments)
            with Pillow.open(BytesIO(pack.read(size_bytes))) as picture:
                bgr = np.asarray(picture.convert("RGB"))[..., ::-1]
            small = (
                bgr if size == picture.size else cv2.resize(bgr, size, None, 0, 0, cv2.INTER_AREA)
            )
            yield Frame(index, time_s, np.ascontiguousarray(small, np.uint8))
