"""Lesson 03: tokens and pairs, as the makers of models count them."""

import pytest

from labs.tokens import CODECS, PRESETS, Clip, grid, values_kept


@pytest.mark.parametrize(
    ("clip", "codec", "steps", "rows", "columns", "tokens"),
    [
        (Clip(117, 1280, 768), "4x16", 30, 48, 80, 115_200),
        (Clip(129, 1280, 720), "4x16", 33, 45, 80, 118_800),
        (Clip(81, 832, 480), "4x16", 21, 30, 52, 32_760),
        (Clip(121, 768, 512), "8x32", 16, 16, 24, 6_144),
        (Clip(121, 1280, 704), "4x32", 31, 22, 40, 27_280),
    ],
)
def test_tokens_of_known_models(clip, codec, steps, rows, columns, tokens):
    found = grid(clip, CODECS[codec])
    assert (found.steps, found.rows, found.columns) == (steps, rows, columns)
    assert found.tokens == tokens
    assert found.pairs == tokens**2


def test_the_presets_are_those_numbers():
    assert [grid(clip, CODECS[codec]).tokens for clip, codec in PRESETS.values()] == [
        115_200,
        32_760,
        6_144,
    ]


def test_twice_as_long_is_almost_four_times_the_pairs():
    short, long = (grid(Clip(frames, 1280, 720), CODECS["4x16"]) for frames in (121, 241))
    assert long.pairs / short.pairs == pytest.approx(3.872, abs=5e-4)


def test_how_many_values_a_vae_keeps():
    assert values_kept(Clip(121, 1280, 720), 4, 8, 16) == pytest.approx(46.8, abs=0.05)
    endless = Clip(4_000_001, 1280, 704)
    assert values_kept(endless, 4, 8, 16) == pytest.approx(48, abs=0.01)
    assert values_kept(endless, 4, 16, 48) == pytest.approx(64, abs=0.01)
    assert values_kept(Clip(8_000_001, 1280, 704), 8, 32, 128) == pytest.approx(192, abs=0.01)
