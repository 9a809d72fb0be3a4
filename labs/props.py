"""Paint the props: vase, cup, books, plant, pictures, and what stands in for them."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from labs.paint import Easel, Plane, Sprite, bgr, box, ellipse, mix, smooth, stroke, turned
from labs.scene import EXTENTS, Look
from labs.texture import clouds


@lru_cache(maxsize=64)
def prop_sprite(look: Look, density: float) -> Sprite:
    """Return the painting of `look` at `density` pixels per unit."""
    left, right, high = EXTENTS[look]
    easel = Easel(2 * max(left, right), high, density, seed=len(look) + ord(look[0]))
    _PAINTERS[look](easel)
    return easel.finish()


def _plain(easel: Easel, code: str) -> Plane:
    return np.broadcast_to(bgr(code), (*easel.x.shape, 3))


def _vase(easel: Easel) -> None:
    _flowers(easel)
    glaze = mix(_plain(easel, "#DCE8EA"), bgr("#F4F3EA"), smooth(5, 60, easel.up))
    round_x = np.arcsin(np.clip(easel.x / 21, -1, 1)) * 21
    wave = np.abs(easel.up - 27 - 4.2 * np.sin(round_x / 3.1)) - 1.5
    dots = np.hypot(np.mod(round_x + 4.9, 9.74) - 4.87, easel.up - 27 + 8.4) - 1.6
    rings = np.minimum(np.abs(easel.up - 38.5), np.abs(easel.up - 13.0)) - 0.9
    blue = np.clip(0.5 - np.minimum(np.minimum(wave, dots), rings) * easel.density, 0, 1)
    cobalt = mix(_plain(easel, "#24518F"), bgr("#4F83BD"), smooth(-0.5, 1.6, wave + 1))
    glaze = mix(glaze, cobalt, 0.92 * blue)
    profile = [(0, 12), (4, 13), (14, 19), (26, 22), (36, 20), (46, 12), (53, 8), (59, 9), (62, 11)]
    turned(easel, profile, glaze, gloss=0.75)
    easel.flat(ellipse(easel, (0, 60.6), (8.6, 1.7)), bgr("#37424C"), 0.85)


def _flowers(easel: Easel) -> None:
    green = bgr("#4F7A3A")
    blooms = ((-17, 96, 10.5, "#F2C14E"), (14, 103, 11.5, "#E77B7B"), (2, 84, 9.5, "#F5EFE3"))
    for x, up, _, _ in blooms:
        bend = [
            (0, 55),
            (0.25 * x, 55 + 0.45 * (up - 55)),
            (0.7 * x, 55 + 0.8 * (up - 55)),
            (x, up),
        ]
        easel.solid(stroke(easel, bend, 2.2), green, 1.2, 0.05)
    for x, up, lean in ((-13, 73, -0.9), (14, 76, 0.8), (9, 68, 0.5), (-6, 70, -0.4)):
        u = (easel.x - x) * np.cos(lean) - (easel.up - up) * np.sin(lean)
        v = (easel.x - x) * np.sin(lean) + (easel.up - up) * np.cos(lean)
        blade = (np.hypot(u / 3.6, v / 10.5) - 1) * 3.6
        easel.solid(
            blade, mix(_plain(easel, "#5E8C45"), bgr("#8DB565"), smooth(-0.3, 0.3, u)), 3, 0.1
        )
    for x, up, size, code in blooms:
        _bloom(easel, (x, up), size, code)


def _bloom(easel: Easel, centre: tuple[float, float], size: float, code: str) -> None:
    x, up = centre
    for turn in np.linspace(0, 2 * np.pi, 9)[:-1] + 0.25:
        outward = (easel.x - x) * np.cos(turn) + (easel.up - up) * np.sin(turn) - 0.58 * size
        across = -(easel.x - x) * np.sin(turn) + (easel.up - up) * np.cos(turn)
        petal = (np.hypot(outward / (0.46 * size), across / (0.27 * size)) - 1) * 0.27 * size
        tint = mix(
            _plain(easel, code), bgr("#FFFFFF"), 0.25 * smooth(-0.2 * size, 0.5 * size, outward)
        )
        easel.solid(petal, tint, 2.2, 0.05)
    easel.solid(ellipse(easel, centre, (0.25 * size, 0.23 * size)), bgr("#A8682A"), 2, 0.1)


def _cup(easel: Easel) -> None:
    handle = np.abs(ellipse(easel, (15, 19), (8.5, 9.5))) - 2.3
    easel.solid(handle, bgr("#EFE6D2"), 2.2, 0.5)
    enamel = mix(_plain(easel, "#F3EBDA"), bgr("#C9562F"), _bands(easel, (9.5, 24.5), 2.2))
    enamel = mix(enamel, bgr("#3D6E78"), _bands(easel, (17,), 4.6))
    turned(easel, [(0, 13.0), (2, 14.2), (10, 15.6), (36, 17.0)], enamel, gloss=0.55)
    easel.solid(ellipse(easel, (0, 35.2), (17.0, 2.9)), bgr("#F8F2E4"), 0.9, 0.3)
    easel.flat(ellipse(easel, (0, 35.0), (15.4, 2.2)), bgr("#5B3A22"))


def _bands(easel: Easel, heights: tuple[float, ...], width: float) -> Plane:
    # Bands run round the cup: they sag in the middle as its foot does.
    sag = easel.up + 0.16 * np.sqrt(np.clip(16.5**2 - easel.x**2, 0, None)) - 2.6
    near = np.min([np.abs(sag - height) for height in heights], axis=0)
    return np.asarray(np.clip(0.5 - (near - width / 2) * easel.density, 0, 1), np.float32)


def _books(easel: Easel) -> None:
    spines = (
        (0, 0.0, 96, 14, "#2F5D62", "#E0C27A"),
        (3, 14.0, 86, 12, "#A63D2F", "#F0DDB0"),
        (-5, 26.0, 74, 15, "#D9A441", "#5A3A1B"),
    )
    for x, up, width, height, cloth, gold in spines:
        _lying_book(easel, (x, up), (width, height), (cloth, gold))


def _lying_book(
    easel: Easel, place: tuple[float, float], size: tuple[float, float], codes: tuple[str, str]
) -> None:
    (x, up), (width, height) = place, size
    # A narrow strip of its cover, seen from above, then the spine with its rounded back.
    easel.solid(box(easel, (x, up + height / 2), (width, height), 2), bgr(codes[0]) * 0.8, 1, 0.05)
    spine = box(easel, (x, up + height / 2 - 0.6), (width, height - 1.2), 2.5)
    lean = np.clip((easel.up - up - height / 2) / (0.62 * height), -1, 1)
    weave = clouds(np.random.default_rng(int(width)), easel.x.shape, (5, 2.5), 3)
    cloth = bgr(codes[0]) * (1 + 0.05 * weave)[..., None]
    edge = np.abs(easel.x - x)
    rules = np.min([np.abs(edge - width * part) for part in (0.42, 0.38)], axis=0) - 0.55
    title = np.maximum(np.abs(easel.up - up - height / 2) - 0.14 * height, edge - 0.2 * width)
    letters = np.sin(easel.x * 2.3 + x) + np.sin(easel.x * 3.7) + 0.9
    stamped = np.clip(0.5 - rules * easel.density, 0, 1)
    stamped = np.maximum(stamped, np.clip(0.5 - title * easel.density, 0, 1) * (letters > 0))
    easel.shaded(spine, mix(cloth, bgr(codes[1]), 0.85 * stamped), np.zeros_like(lean), lean, 0.12)


def _book(easel: Easel) -> None:
    easel.solid(box(easel, (2, 29.0), (37, 57), 1), bgr("#EFE5CF"), 0.8, 0.02)
    pages = np.abs(np.mod(easel.x, 1.1) - 0.55) < 0.2
    strip = box(easel, (19.4, 29.0), (3.0, 55))
    easel.flat(strip, bgr("#C9BB9C"), 0.6)
    easel.flat(np.maximum(strip, np.where(pages, -1, 1)), bgr("#9C8E70"), 0.5)
    weave = clouds(np.random.default_rng(5), easel.x.shape, (3, 3), 3)
    cloth = bgr("#3E6FA8") * (1 + 0.05 * weave)[..., None]
    moon = np.maximum(ellipse(easel, (-1, 36), (8, 8)), -ellipse(easel, (2.8, 38), (6.8, 6.8)))
    lines = np.minimum(box(easel, (-1, 17), (20, 1.6)), box(easel, (-1, 12.5), (13, 1.4)))
    rim = np.abs(box(easel, (-1, 30), (30, 50), 2)) - 0.5
    gold = np.clip(0.5 - np.minimum(np.minimum(moon, lines), rim) * easel.density, 0, 1)
    cover = mix(cloth, bgr("#F1D588"), 0.9 * gold)
    easel.solid(box(easel, (-1, 30), (38, 60), 1.6), cover, 1.6, 0.12)
    easel.flat(box(easel, (-17.0, 30), (1.0, 58)), bgr("#1F3A5A"), 0.55, 1.2)


def _plant(easel: Easel) -> None:
    for x, up, radii, lean in (
        (0, 40, (11.5, 23), 0),
        (-13, 39, (5, 9), 1),
        (13, 45, (4.6, 8), -1),
    ):
        if lean:
            joint = [(0.3 * x, up - 8), (x, up - 7), (x, up)]
            easel.solid(stroke(easel, joint, 6.5), bgr("#5F8F57"), 3.2, 0.08)
        body = ellipse(easel, (x, up), radii)
        ribs = 0.5 + 0.5 * np.cos(np.arcsin(np.clip((easel.x - x) / radii[0], -1, 1)) * 7)
        skin = mix(_plain(easel, "#4C7D4B"), bgr("#8DBB74"), smooth(0.2, 1.0, ribs))
        easel.solid(body, skin, radii[0], 0.12)
        near = np.hypot(np.mod(easel.up, 4.4) - 2.2, (1 - ribs) * 3) - 0.55
        spines = np.maximum(near, body + 0.5)
        easel.flat(spines, bgr("#F7F3DC"), 0.85)
    _bloom(easel, (2, 60), 6.5, "#E86A8B")
    clay = mix(_plain(easel, "#B9633C"), bgr("#D98B5F"), smooth(-6, 22, easel.up))
    chalk = clouds(np.random.default_rng(9), easel.x.shape, (14, 14), 4)
    clay = mix(clay, bgr("#E8C3A4"), 0.25 * smooth(0.4, 1.8, chalk))
    turned(easel, [(0, 10.5), (17, 14.0), (18, 14.4)], clay, gloss=0.06)
    turned(easel, [(15, 16.0), (22, 16.4)], clay, gloss=0.06)
    easel.flat(ellipse(easel, (0, 21.4), (14.2, 1.5)), bgr("#4A3222"), 0.8)


def _framed(easel: Easel, painting: Plane, moulding: str) -> None:
    width, height = 96, 74
    outer = box(easel, (0, height / 2), (width, height), 1)
    grain = clouds(np.random.default_rng(3), easel.x.shape, (40, 3), 4)
    easel.solid(outer, bgr(moulding) * (1 + 0.06 * grain)[..., None], 3.2, 0.35)
    easel.solid(
        box(easel, (0, height / 2), (width - 9, height - 9)), bgr(moulding) * 0.72, 1.4, 0.1
    )
    easel.flat(box(easel, (0, height / 2), (width - 12, height - 12)), bgr("#F2ECDD"))
    canvas = box(easel, (0, height / 2), (width - 28, height - 26))
    easel.flat(canvas, painting)
    easel.flat(np.abs(canvas) - 0.3, bgr("#8A8272"), 0.6)
    # The frame's upper left edge keeps the light from the mat.
    corner = np.minimum(easel.x + width / 2 - 6, height - 6 - easel.up)
    inside = box(easel, (0, height / 2), (width - 12, height - 12))
    easel.flat(np.maximum(inside, corner - 2.2), bgr("#4A443A"), 0.22, 2.0)


def _picture(easel: Easel) -> None:
    random = np.random.default_rng(11)
    daub = clouds(random, easel.x.shape, (12 * easel.density / 2, 5 * easel.density / 2), 5)
    far, near = (
        easel.up - line - 1.2 * daub
        for line in (36 + 6 * np.sin(easel.x / 11), 25 + 5 * np.sin(easel.x / 15 + 2.2))
    )
    sky = mix(
        _plain(easel, "#F2A65E"), bgr("#F7DDA4"), smooth(-1.5, 1.5, daub + (easel.up - 44) / 9)
    )
    sun = np.clip(0.5 - ellipse(easel, (12, 46), (6.5, 6.5)) * easel.density, 0, 1)
    painting = mix(sky, bgr("#FFF3D0"), sun)
    painting = mix(painting, bgr("#5E7F9B") * (1 + 0.09 * daub)[..., None], smooth(0.6, -0.6, far))
    painting = mix(painting, bgr("#3F6B54") * (1 + 0.12 * daub)[..., None], smooth(0.6, -0.6, near))
    _framed(easel, painting, "#8C5A2E")


def _seascape(easel: Easel) -> None:
    random = np.random.default_rng(12)
    daub = clouds(random, easel.x.shape, (14 * easel.density / 2, 3 * easel.density / 2), 5)
    painting = mix(_plain(easel, "#C7D8E2"), bgr("#EDE7DA"), smooth(-1.5, 1.5, daub))
    sea = mix(_plain(easel, "#2C5E7C"), bgr("#7FB0BF"), smooth(0.2, 1.8, daub))
    painting = mix(painting, sea, smooth(0.5, -0.5, easel.up - 34))
    leaning = np.maximum(
        np.abs(easel.x + 6 + (easel.up - 50) * 0.22) * 1.6 - (50 - easel.up) * 0.62, 34 - easel.up
    )
    painting = mix(painting, bgr("#FBF6EA"), smooth(0.5, -0.5, leaning))
    _framed(easel, painting, "#3C4148")


def _bottle(easel: Easel) -> None:
    glass = mix(_plain(easel, "#2F5B3C"), bgr("#5E9468"), smooth(-14, 10, easel.x))
    label = box(easel, (0, 30), (40, 26))
    glass = mix(glass, bgr("#EFE3C4"), np.clip(0.5 - label * easel.density, 0, 1))
    glass = mix(
        glass, bgr("#9A3B2C"), np.clip(0.5 - box(easel, (0, 31), (40, 6)) * easel.density, 0, 1)
    )
    turned(
        easel, [(0, 13), (3, 14), (56, 14), (68, 9), (76, 5), (97, 5), (98, 5)], glass, gloss=0.8
    )
    turned(easel, [(86, 5.4), (99, 5.4)], _plain(easel, "#8C2F28"), gloss=0.3)


def _tumbler(easel: Easel) -> None:
    stripes = smooth(-0.25, 0.25, np.sin(np.arcsin(np.clip(easel.x / 15, -1, 1)) * 9))
    paint = mix(_plain(easel, "#2E4A62"), bgr("#E9C46A"), stripes)
    turned(easel, [(0, 11.5), (2, 12.2), (50, 15.0)], paint, gloss=0.5)
    easel.solid(ellipse(easel, (0, 49.4), (15.0, 2.4)), bgr("#F0E3BF"), 0.9, 0.3)
    easel.flat(ellipse(easel, (0, 49.2), (13.4, 1.8)), bgr("#2A2A30"))


_PAINTERS: Mapping[Look, Callable[[Easel], None]] = {
    Look.VASE: _vase,
    Look.CUP: _cup,
    Look.BOOKS: _books,
    Look.BOOK: _book,
    Look.PLANT: _plant,
    Look.PICTURE: _picture,
    Look.SEASCAPE: _seascape,
    Look.BOTTLE: _bottle,
    Look.TUMBLER: _tumbler,
}
