"""The numbers that lessons 01 to 04 state, worked out again from what they rest on."""

from math import exp

import pytest

from course.catalogue import ROOT
from course.draft import read_draft
from i18n import LANGUAGES

FOLDERS = {
    1: "01-one-object",
    2: "02-noise-to-motion",
    3: "03-latents",
    4: "04-attention",
}


def latent_steps(frames: int, together: int = 4) -> int:
    """Return the steps of a latent: the first frame alone, the others by groups."""
    return 1 + (frames - 1) // together


def grid(frames: int, width: int, height: int, tile_px: int = 16) -> tuple[int, int, int]:
    """Return time, height and width of a clip in tokens."""
    return latent_steps(frames), height // tile_px, width // tile_px


def tokens(frames: int, width: int, height: int) -> int:
    """Return the tokens of a clip under a 4×8×8 squeeze and tiles of 2×2 cells."""
    steps, rows, columns = grid(frames, width, height)
    return steps * rows * columns


def squeezed(frames: int, width: int, height: int) -> float:
    """Return how many times fewer numbers a latent of 16 channels holds than the pixels."""
    cells = latent_steps(frames) * (width // 8) * (height // 8)
    return frames * width * height * 3 / (cells * 16)


def softmax(*scores: float) -> list[float]:
    """Return the weights of `scores`."""
    raised = [exp(score) for score in scores]
    return [value / sum(raised) for value in raised]


STEPS, ROWS, COLUMNS = grid(81, 832, 480)
PLACES = ROWS * COLUMNS
FULL = (STEPS * PLACES) ** 2
SPLIT = STEPS * PLACES**2 + PLACES * STEPS**2
WINDOW = STEPS * PLACES * (2 * 2 + 1) * (2 * 4 + 1) ** 2
CAUSAL = PLACES**2 * STEPS * (STEPS + 1) // 2

# What a lesson says in both languages, and where it comes from.
STATED = [
    (1, f"| {3 * 24} | {3 * 24 * 1280 * 720 * 3 / 1e6:.0f} MB |"),
    (1, f"| {5 * 24} | {5 * 24 * 1920 * 1080 * 3 / 1e6:.0f} MB |"),
    (3, f"72 × 1280 × 720 × 3 = {3 * 24 * 1280 * 720 * 3:,}"),
    (3, f"{latent_steps(121)} × {1280 // 8} × {720 // 8}"),
    (3, f"{squeezed(121, 1280, 720):.1f}"),
    (3, "30×48×80"),
    (3, f"{tokens(117, 1280, 768):,}"),
    (3, "21×30×52"),
    (3, f"{tokens(81, 832, 480):,}"),
    (3, "16×16×24"),
    (3, f"{latent_steps(121, 8) * (512 // 32) * (768 // 32):,}"),
    (3, f"{1280 // 16 * (768 // 16) // 2:,}"),
    (4, f"{FULL / 1e6:,.0f} million | 100%"),
    (4, f"{SPLIT / 1e6:.0f} million | {SPLIT / FULL:.1%}"),
    (4, f"{WINDOW / 1e6:.0f} million | {WINDOW / FULL:.1%}"),
    (4, f"{CAUSAL / FULL:.0%}"),
    (4, f"{(STEPS - 1) // 2}"),
    *[(4, f"{weight:.0%}") for weight in (*softmax(2, 1, 0), softmax(4, 1, 0)[0])],
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("number", "words"), STATED)
def test_a_lesson_states_what_the_arithmetic_gives(number, words, language):
    text = (ROOT / FOLDERS[number] / f"{language}.md").read_text(encoding="utf-8")
    assert words in text


ANSWERS = [
    (1, "frames-in-four-seconds", 4 * 24),
    (3, "wan-tokens", tokens(81, 832, 480)),
    (4, "share-of-time", 100 * 800 / 945),
]


@pytest.mark.parametrize(("number", "question_id", "answer"), ANSWERS)
def test_the_answer_of_a_question_is_worked_out_right(number, question_id, answer):
    lesson = read_draft(ROOT / FOLDERS[number]).lesson
    assert lesson
    [question] = [question for question in lesson.quiz if question.id == question_id]
    assert question.is_right(answer)


def test_grids_are_those_of_the_table():
    assert grid(117, 1280, 768) == (30, 48, 80)
    assert grid(81, 832, 480) == (21, 30, 52)


def test_a_longer_clip_comes_closer_to_48_times_fewer():
    assert squeezed(121, 1280, 720) < squeezed(1201, 1280, 720) < 48 < 49
    assert squeezed(12001, 1280, 720) == pytest.approx(48, abs=0.02)


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
