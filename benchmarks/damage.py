"""Files nobody should have to bear: sound clips damaged at random, and lies built on purpose.

Everything follows from a seed, so that what was found once can be found again.
"""

import io
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from PIL import Image

from benchmarks.cases import SEEDS
from continuity.jobs import SUFFIXES
from labs.render import render
from labs.write import PLAYABLE, Encoding, write_clip

Brought = tuple[str, bytes]
"""The name of a file and its content, as a visitor brings it."""

NAMES = (
    "../../etc/passwd.mp4",
    "C:\\Windows\\clip.mp4",
    '"; rm -rf "$HOME".mp4',
    "'quoted' & <b>bold</b>.mp4",
    "</script><script>alert(1)</script>.mp4",
    "right\u202eto\u2067left.mp4",
    "line\nbreak\ttab.mp4",
    "{seconds} {0} %s.mp4",
    "영상 클립 🎬.mp4",
    "e\u0301" * 20 + ".mp4",
    "a" * 300 + ".mp4",
    "-json.mp4",
    "con.mp4",
    " .mp4",
)
"""Names with paths, quotes, markup, marks that turn the direction, and 300 letters."""

_EXTREMES = (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x00010000)
_FIELDS = (b"mvhd", b"tkhd", b"mdhd", b"stts", b"stsz", b"stsc", b"stco", b"avcC", b"hdlr", b"fLaC")
_FORMATS: Mapping[str, Encoding] = {
    ".mp4": PLAYABLE,
    ".mkv": PLAYABLE,
    ".mov": PLAYABLE,
    ".webm": Encoding("libvpx-vp9", "yuv420p", {"crf": "40", "b": "0", "cpu-used": "8"}),
    ".avi": Encoding("mpeg4", "yuv420p", {"qscale": "5"}),
}


def sound_clips(beside: Path | None = None) -> list[Brought]:
    """Return small drawn clips in several containers, and those of the folder `beside`."""
    scene = replace(SEEDS[1], size_px=(240, 136), frames=20)
    frames = list(render(scene))
    made: list[Brought] = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, encoding in _FORMATS.items():
            path = write_clip(Path(folder) / f"clip{suffix}", iter(frames), 24, encoding)
            made.append((path.name, path.read_bytes()))
    first, *others = [Image.fromarray(frame[..., ::-1].copy()) for frame in frames]
    for kind in ("gif", "webp", "png"):
        out = io.BytesIO()
        first.save(out, kind, save_all=True, append_images=others, duration=42)
        made.append((f"clip.{kind}", out.getvalue()))
    if beside:
        found = sorted(path for path in beside.rglob("*") if path.suffix.lower() in SUFFIXES)
        made += [(path.name, content) for path in found if len(content := path.read_bytes()) < 3e6]
    return made


def damaged(seed: int, count: int, sound: list[Brought]) -> Iterator[tuple[str, Brought]]:
    """Yield `count` files with what was done to each: every lie once, then mutations of `sound`."""
    random = Random(seed)  # noqa: S311 - it need not be secret
    made = 0
    for what, brought in lies(sound):
        if made == count:
            return
        made += 1
        yield what, brought
    while made < count:
        name, content = random.choice(sound)
        what = random.choice(list(MUTATIONS))
        broken = MUTATIONS[what](bytearray(content), random)
        if random.random() < 0.2:  # more than one thing is wrong
            broken = MUTATIONS[random.choice(list(MUTATIONS))](broken, random)
        suffix = Path(name).suffix if random.random() < 0.9 else random.choice(SUFFIXES)
        named = random.choice(NAMES) if random.random() < 0.1 else f"clip-{made}{suffix}"
        made += 1
        yield what, (named, bytes(broken))


def _flip(content: bytearray, random: Random) -> bytearray:
    for _ in range(random.choice((1, 8, 64, 512))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return content


def _flip_head(content: bytearray, random: Random) -> bytearray:
    for _ in range(random.choice((1, 4, 16))):
        content[random.randrange(min(256, len(content)))] ^= 1 << random.randrange(8)
    return content


def _extreme_field(content: bytearray, random: Random) -> bytearray:
    """Write an extreme number near the name of a field of the header, or anywhere at the front."""
    places = [at for name in _FIELDS if (at := content.find(name)) >= 0]
    near = random.choice(places) if places else 0
    at = min(near + 4 * random.randrange(24), max(0, len(content) - 4))
    content[at : at + 4] = struct.pack(">I", random.choice(_EXTREMES))
    return content


def _cut_end(content: bytearray, random: Random) -> bytearray:
    return content[: random.randrange(1, len(content))]


def _cut_middle(content: bytearray, random: Random) -> bytearray:
    at = random.randrange(len(content))
    del content[at : at + random.randrange(1, 1 + len(content) // 3)]
    return content or bytearray(b"\0")


def _blank(content: bytearray, random: Random) -> bytearray:
    at, length = random.randrange(len(content)), random.randrange(1, 1 + len(content) // 4)
    content[at : at + length] = bytes([random.choice((0, 255))]) * min(length, len(content) - at)
    return content


def _insert(content: bytearray, random: Random) -> bytearray:
    at = random.randrange(len(content))
    content[at:at] = random.randbytes(random.choice((1, 4, 1000)))
    return content


def _repeat(content: bytearray, random: Random) -> bytearray:
    at = random.randrange(len(content))
    piece = content[at : at + random.randrange(1, 1 + len(content) // 2)]
    content[at:at] = piece * random.choice((1, 3))
    return content


def _swap(content: bytearray, random: Random) -> bytearray:
    a, b = sorted(random.randrange(len(content)) for _ in range(2))
    return content[b:] + content[a:b] + content[:a]


def _noise_behind_head(content: bytearray, random: Random) -> bytearray:
    keep = random.choice((12, 64, 400))
    return content[:keep] + random.randbytes(min(20_000, len(content)))


MUTATIONS: Mapping[str, Callable[[bytearray, Random], bytearray]] = {
    "bits flipped": _flip,
    "bits of the head flipped": _flip_head,
    "extreme field": _extreme_field,
    "end cut off": _cut_end,
    "piece cut out": _cut_middle,
    "piece blanked": _blank,
    "bytes put in": _insert,
    "piece repeated": _repeat,
    "pieces swapped": _swap,
    "noise behind the head": _noise_behind_head,
}


def lies(sound: list[Brought]) -> Iterator[tuple[str, Brought]]:
    """Yield bombs, absurd headers, clips that lie about their length, and every name of `NAMES`."""
    mp4 = next(content for name, content in sound if name.endswith(".mp4"))
    gif = next(content for name, content in sound if name.endswith(".gif"))
    webp = next(content for name, content in sound if name.endswith(".webp"))
    yield "bomb", ("bomb.png", _png_bomb(30_000))
    yield "bomb", ("bomb.apng", _png_bomb(8000))
    yield "bomb", ("bomb.gif", b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + gif[10:])
    yield "bomb", ("frames.gif", _gif_of_many(gif))
    yield "bomb", ("bomb.webp", webp.replace(webp[24:30], b"\xff\xff\xff\xff\xff\xff", 1))
    yield "absurd head", ("wide.mp4", _with_field(mp4, b"avc1", 28, b"\xff\xff\xff\xff"))
    yield "absurd head", ("count.mp4", _with_field(mp4, b"stsz", 12, b"\xff\xff\xff\xff"))
    yield "absurd head", ("deep.mp4", struct.pack(">I4s", 0x7FFFFFFF, b"ftyp") + mp4[8:])
    yield "absurd head", ("zero.mp4", _with_field(mp4, b"mdhd", 16, bytes(4)))
    for name, ticks in (
        ("long", b"\x7f\xff\xff\xff"),
        ("none", bytes(4)),
        ("hour", b"\0\x36\xee\x80"),
    ):
        yield "lies about its length", (f"{name}.mp4", _with_field(mp4, b"mvhd", 20, ticks))
    yield "lies about its length", ("slow.mp4", _with_field(mp4, b"stts", 16, b"\0\xff\xff\xff"))
    yield "lies about its length", ("still.mp4", _with_field(mp4, b"stts", 16, bytes(4)))
    yield "empty", ("empty.mp4", b"\0")
    yield "upload cut off", ("half.mp4", mp4[: len(mp4) // 2])
    yield "no clip", ("page.mp4", b"<!doctype html><script>alert(1)</script>" * 50)
    yield "no clip", ("list.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n")
    yield "no clip", ("list.mov", b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\nfile:///etc/passwd\n")
    yield "no clip", ("archive.mkv", b"PK\3\4" + bytes(2000))
    for name in NAMES:
        yield "odd name", (name, mp4 + name.encode()[:8])


def _with_field(content: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    at = content.find(name)
    if at < 0:
        raise ValueError(f"the clip has no {name!r}")
    return content[: at + offset] + value + content[at + offset + len(value) :]


def _png_bomb(side_px: int) -> bytes:
    """Return a PNG of a few hundred kilobytes that unpacks to gigabytes of one grey."""

    def chunk(name: bytes, inside: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + inside))
        return struct.pack(">I", len(inside)) + name + inside + check

    packer, rows = zlib.compressobj(9), bytes(side_px * 100 + 100)
    packed = b"".join(packer.compress(rows) for _ in range(side_px // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side_px, side_px, 8, 0, 0, 0, 0)
    animated = chunk(b"acTL", struct.pack(">II", 9, 0))
    first = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, side_px, side_px, 0, 0, 1, 24, 0, 0))
    inside = chunk(b"IHDR", head) + animated + first + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


def _gif_of_many(gif: bytes) -> bytes:
    """Return a GIF of tens of thousands of frames that each say nothing new."""
    blank = b"\x21\xf9\x04\x04\x01\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
    return gif[:-1] + (blank + b"\x02\x02\x44\x01\x00") * 40_000 + b";"
