"""Develop a reel: the frames a learner steps through, light enough for a page, and their layers.

WebP files laid end to end in packs, because measured on clips of 720p (640 px, 2026-11): a frame is
10 to 33 kB at quality 60, JPEG takes 28 to 55 kB for the same look; a sheet of twelve frames in one
picture saves 3 % at most and must be decoded whole before its first frame can be seen; a file per
frame asks for hundreds of requests. A pack is one request, and a browser decodes what it shows.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO

import cv2
import numpy as np
import PIL.Image as Pillow
from numpy.typing import NDArray

from continuity.camera import Matrix
from continuity.carry import LEAST_SIDE_PX, came_from
from continuity.decode import Frame, Header, Image, working_size
from continuity.reel import INDEX, Reel, pack_name
from continuity.report import Report
from continuity.settings import Settings
from continuity.watch import Watched

QUALITIES = (72, 60, 48, 36, 25, 15)
"""Of WebP, from the best: a frame that takes too many bytes lowers that of those behind it."""
PACK_BYTES = 1_100_000
"""A pack is closed once it holds this much: two to four seconds of clip. Streamlit hashes files at
every rerun, all of them below 1 MiB, and of larger ones a sample: 8 MB take 3 ms instead of 20."""
FLOW_SIDE = 32
"""Longer side of the field of flow, in arrows."""
FLOW_STEPS = 8.0
"""Steps per pixel of `Settings.glance_side_px`; 127 of them are a tenth of the width per frame."""
COLUMNS = 32
"""Tiles beside each other in a sheet."""


def frames_told(report: Report) -> frozenset[int]:
    """Return the first and last analysed frame and each event's start, peak and end."""
    index = report.frames.index
    events = (place for event in report.events for place in (event.start, event.peak, event.end))
    return frozenset({index[0], index[-1], *events})


class Developer:
    """Takes the frames of a second pass one by one, and makes the reel of them."""

    def __init__(
        self, header: Header, watched: Watched, report: Report, settings: Settings
    ) -> None:
        self._header, self._watched, self._settings = header, watched, settings
        self._places = {glance.index: n for n, glance in enumerate(watched.glances)}
        # What events speak of can be looked at, whatever falls between.
        self._told = frames_told(report)
        stride = max(1, -(-len(self._places) // settings.reel_frames))
        self._wanted = self._told | {i for i, n in self._places.items() if n % stride == 0}
        self._shots: list[_Shot] = []
        self._quality = 0
        self._bytes = 0
        self._before: NDArray[np.float32] | None = None

    def develop(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """Yield `frames` as they are, and remember those that are wanted."""
        with ThreadPoolExecutor(1) as aside:
            behind: Future[None] | None = None
            for frame in frames:
                if frame.index in self._wanted:
                    if behind:
                        behind.result()
                    behind = aside.submit(self._take, frame)
                yield frame
            if behind:
                behind.result()

    def reel(self) -> Reel:
        """Return the reel of what was taken."""
        if not self._shots:
            return Reel()
        packs = list(_packed([shot.webp for shot in self._shots]))
        files = {pack_name(n): b"".join(pack) for n, pack in enumerate(packs)}
        attention, tiles = self._attention()
        if attention:
            files["attention.webp"] = attention
        flow = [shot.flow for shot in self._shots]
        files["flow.png"] = _encoded(".png", _sheet(flow))
        clip, first = self._header, self._shots[0]
        files[INDEX] = json.dumps(
            {
                "clip": {
                    "width": clip.width,
                    "height": clip.height,
                    "fps": clip.fps,
                    "frames": clip.frames,
                    "duration_s": clip.duration_s,
                },
                "width": first.width,
                "height": first.height,
                "index": [shot.index for shot in self._shots],
                "time_s": [round(shot.time_s, 4) for shot in self._shots],
                "packs": [[len(webp) for webp in pack] for pack in packs],
                "poses": [self._pose(shot.index) for shot in self._shots],
                "attention": tiles,
                "flow": {
                    "width": flow[0].shape[1],
                    "height": flow[0].shape[0],
                    "columns": COLUMNS,
                    "unit": 1 / (FLOW_STEPS * first.glance_width),
                },
            }
        ).encode()
        return Reel(files)

    def _take(self, frame: Frame) -> None:
        picture = _resized(frame.image, self._settings.reel_side_px)
        webp = _webp(picture, QUALITIES[self._quality])
        self._spend(len(webp))
        small = _resized(frame.image, self._settings.glance_side_px)
        gray = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.float32)
        height, width = picture.shape[:2]
        flow = _flow(self._before, gray)
        shot = _Shot(frame.index, frame.time_s, webp, flow, width, height, gray.shape[1])
        self._shots.append(shot)
        self._before = gray

    def _spend(self, size_bytes: int) -> None:
        """Follow what is spent; leave out every second frame where even the worst look is too much.

        What is left of the allowance, over the frames that are to come, is what one may take.
        """
        self._bytes += size_bytes
        left = len(self._wanted) - len(self._shots) - 1
        allowed = (self._settings.reel_bytes - self._bytes) / max(1, left)
        if left and size_bytes > allowed and self._quality < len(QUALITIES) - 1:
            self._quality += 1
        elif size_bytes < 0.6 * allowed and self._quality:
            self._quality -= 1
        if self._bytes > self._settings.reel_bytes:
            self._wanted = frozenset(sorted(self._wanted)[::2]) | self._told
            self._shots = [shot for shot in self._shots if shot.index in self._wanted]
            self._bytes = sum(len(shot.webp) for shot in self._shots) + size_bytes

    def _pose(self, index: int) -> list[float]:
        to_first = self._watched.glances[self._places[index]].pose.to_first
        return _in_widths(to_first, self._watched.pictures[0].shape[1])

    def _attention(self) -> tuple[bytes, dict[str, object] | None]:
        """Return the sheet of heat maps, and what is told of it."""
        maps, every = self._watched.maps, self._settings.salience_every
        if not maps.any():
            return b"", None
        places = [self._places[shot.index] // every for shot in self._shots]
        needed = sorted(set(places))
        peak = float(np.percentile(maps[:: max(1, len(maps) // 60)], 99.8))
        tiles = []
        for place in needed:
            level = np.clip(maps[place * every].astype(np.float32) / max(peak, 1e-9), 0, 1)
            tiles.append(np.repeat((255 * level).astype(np.uint8)[..., None], 3, axis=2))
        height, width = tiles[0].shape[:2]
        told = {
            "width": width,
            "height": height,
            "columns": COLUMNS,
            "tile": [needed.index(place) for place in places],
        }
        return _encoded(".webp", _sheet(tiles), [cv2.IMWRITE_WEBP_QUALITY, 80]), told


@dataclass(frozen=True, slots=True)
class _Shot:
    """One frame of the reel; `flow` is (h, w, 3) uint8, a tile of its sheet."""

    index: int
    time_s: float
    webp: bytes = field(repr=False)
    flow: Image
    width: int
    height: int
    glance_width: int


def _resized(image: Image, side_px: int) -> Image:
    height, width = image.shape[:2]
    size = working_size(width, height, side_px)
    if size == (width, height):
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _webp(image: Image, quality: int) -> bytes:
    # OpenCV knows one effort only, which takes three times as long and saves a tenth.
    out = BytesIO()
    rgb = np.ascontiguousarray(image[..., ::-1])
    Pillow.fromarray(rgb).save(out, "WEBP", quality=quality, method=1)
    return out.getvalue()


def _flow(before: NDArray[np.float32] | None, gray: NDArray[np.float32]) -> Image:
    """Return a tile: blue is unused, green is down, red is right."""
    width, height = working_size(gray.shape[1], gray.shape[0], FLOW_SIDE)
    tile = np.full((height, width, 3), 128, np.uint8)
    if before is None or min(gray.shape) < LEAST_SIDE_PX:
        return tile
    moved = -cv2.resize(came_from(before, gray), (width, height), interpolation=cv2.INTER_AREA)
    tile[..., 2:0:-1] = np.clip(np.rint(FLOW_STEPS * moved), -127, 127) + 128
    return tile


def _in_widths(to_first: Matrix, width: int) -> list[float]:
    """Return a similarity in pixels as one in widths of the frame: a, b, x, y."""
    (a, _, x), (b, _, y) = to_first
    return [round(float(value), 6) for value in (a, b, x / width, y / width)]


def _packed(webps: Sequence[bytes]) -> Iterator[list[bytes]]:
    pack: list[bytes] = []
    for webp in webps:
        pack.append(webp)
        if sum(map(len, pack)) >= PACK_BYTES:
            yield pack
            pack = []
    if pack:
        yield pack


def _sheet(tiles: Sequence[Image]) -> Image:
    """Return tiles of one size as one picture, row by row."""
    height, width = tiles[0].shape[:2]
    rows = -(-len(tiles) // COLUMNS)
    sheet = np.zeros((rows * height, COLUMNS * width, 3), np.uint8)
    for n, tile in enumerate(tiles):
        top, left = n // COLUMNS * height, n % COLUMNS * width
        sheet[top : top + height, left : left + width] = tile
    return sheet


def _encoded(suffix: str, picture: Image, options: Sequence[int] = ()) -> bytes:
    done, encoded = cv2.imencode(suffix, picture, options)
    if not done:
        raise ValueError(f"a picture of shape {picture.shape} cannot be written as {suffix}")
    return np.asarray(encoded).tobytes()
