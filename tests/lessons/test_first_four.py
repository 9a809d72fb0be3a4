"""The numbers that lessons 01 to 04 state, worked out again from what they rest on."""

import pytest

from course.catalogue import ROOT
from course.draft import read_draft
from i18n import LANGUAGES
from labs import two_peaks, who_sees_whom
from labs.same_frames import Order, measured
from labs.softmax import softmax
from labs.squeeze import squeezed
from labs.tokens import CODECS, PRESETS, Clip, grid, values_kept

FOLDERS = {
    1: "01-one-object",
    2: "02-noise-to-motion",
    3: "03-latents",
    4: "04-attention",
}


HUNYUAN, WAN, LTX = (grid(clip, CODECS[codec]) for clip, codec in PRESETS.values())
FULL, SPLIT, WINDOW, CAUSAL = (
    who_sees_whom.pairs(who_sees_whom.Mode(mode)) for mode in ("full", "split", "window", "causal")
)
SEEDS = range(10)  # as many as the lab lets somebody choose


def latent_steps(frames: int) -> int:
    """Return the steps of a latent: the first frame alone, the others in fours."""
    return grid(Clip(frames, 16, 16), CODECS["4x16"]).steps


def alike(order: Order) -> float:
    """Return what the lab of lesson 01 says of a clip of 72 frames."""
    return measured(order, 24, 3, 2 if order is Order.TREMBLING else 0).alike


# What a lesson says in both languages, and where it comes from.
STATED = [
    (1, f"| {3 * 24} | {3 * 24 * 1280 * 720 * 3 / 1e6:.0f} MB |"),
    (1, f"| {5 * 24} | {5 * 24 * 1920 * 1080 * 3 / 1e6:.0f} MB |"),
    (2, f"{two_peaks.TRUE_DISTANCE:.2f}"),
    (2, f"{two_peaks.FRAMES}"),
    (3, f"72 × 1280 × 720 × 3 = {3 * 24 * 1280 * 720 * 3:,}"),
    (3, f"{latent_steps(121)} × {1280 // 8} × {720 // 8}"),
    (3, f"{values_kept(Clip(121, 1280, 720), 4, 8, 16):.1f}"),
    *[
        (3, f"{found.steps}×{found.rows}×{found.columns} | {found.tokens:,}")
        for found in (HUNYUAN, WAN, LTX)
    ],
    (3, f"{HUNYUAN.rows * HUNYUAN.columns // 2:,}"),
    (4, f"{FULL / 1e6:,.0f} million | 100%"),
    (4, f"{SPLIT / 1e6:.0f} million | {SPLIT / FULL:.1%}"),
    (4, f"{WINDOW / 1e6:.0f} million | {WINDOW / FULL:.1%}"),
    (4, f"{CAUSAL / FULL:.0%}"),
    *[(4, f"{weight:.0%}") for weight in (*softmax([2, 1, 0]), softmax([4, 1, 0])[0])],
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "words"), STATED)
def test_a_lesson_states_what_the_arithmetic_gives(number, words, language):
    text = (ROOT / FOLDERS[number] / f"{language}.md").read_text(encoding="utf-8")
    assert (words.replace(" million", "백만") if language == "ko" else words) in text


ANSWERS = [
    (1, "frames-in-four-seconds", 4 * 24),
    (3, "wan-tokens", WAN.tokens),
    (4, "share-of-time", 100 * 800 / 945),
]


@pytest.mark.parametrize(("number", "question_id", "answer"), ANSWERS)
def test_the_answer_of_a_question_is_worked_out_right(number, question_id, answer):
    lesson = read_draft(ROOT / FOLDERS[number]).lesson
    assert lesson
    [question] = [question for question in lesson.quiz if question.id == question_id]
    assert question.judge(f"{answer:g}")


def test_shuffling_is_a_trifle_to_one_number():
    assert alike(Order.REAL) > 0.97 > alike(Order.SHUFFLED) > 0.9


def test_the_squeeze_costs_what_lesson_03_says():
    errors = squeezed(4, 8).errors
    said = {"wall": 3, "vase": 17, "robot": 21}
    assert errors == pytest.approx(said, abs=1.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_and_guidance_do_what_lesson_02_says(seed):
    noise = two_peaks.noise_of(300, seed)
    away = [two_peaks.distance(two_peaks.sampled(noise, steps)[-1]) for steps in (2, 10, 30)]
    assert away == pytest.approx([0.5, 0.2, 0.16], abs=0.07)
    landed = [two_peaks.sampled(noise, 20, 0, guidance)[-1] for guidance in (1, 3, 7)]
    assert [two_peaks.reach(points, 0) for points in landed] == pytest.approx(
        [3.0, 3.1, 3.3], abs=0.07
    )
    spread = [points.std(0).mean() for points in landed]
    assert spread == sorted(spread, reverse=True)
    assert spread[0] == pytest.approx(two_peaks.SPREAD, abs=0.02)


def test_frames_get_calmer_the_more_noise_they_share():
    shares = (0, 1, 3, 8)
    jumps = [
        sum(
            two_peaks.jump(two_peaks.sampled(two_peaks.shared_noise(share, seed), 30)[-1])
            for seed in SEEDS
        )
        for share in shares
    ]
    assert jumps == sorted(jumps, reverse=True)


def test_hops_are_as_many_as_lesson_04_counts():
    first, last = who_sees_whom.robot(0), who_sees_whom.robot(who_sees_whom.STEPS - 1)
    counted = {mode: who_sees_whom.hops(mode, first, last) for mode in who_sees_whom.Mode}
    assert counted["full"] == 1
    assert counted["split"] == 2
    assert counted["window"] == 10
    assert who_sees_whom.STEPS == 21


def test_a_longer_clip_comes_closer_to_48_times_fewer():
    kept = [values_kept(Clip(frames, 1280, 720), 4, 8, 16) for frames in (121, 1201, 12001)]
    assert kept == sorted(kept)
    assert kept[-1] == pytest.approx(48, abs=0.02)


def test_twice_the_length_is_almost_four_times_the_pairs():
    ratio = (latent_steps(241) / latent_steps(121)) ** 2
    lesson = read_draft(ROOT / FOLDERS[3]).lesson
    assert lesson
    for language in LANGUAGES:
        assert f"{ratio:.2f}" in lesson.predictions[0].reveal.in_(language)


def test_81_and_121_frames_fit_the_groups():
    assert [(frames - 1) % 4 for frames in (81, 121)] == [0, 0]
    assert [frames % 24 == 0 for frames in (81, 121)] == [False, False]


def test_two_patterns_have_one_mean():
    chequered = [(row + column) % 2 for row in range(4) for column in range(4)]
    band = [int(row in (1, 2)) for row in range(4) for _ in range(4)]
    assert chequered != band
    assert sum(chequered) == sum(band) == 8
