"""Places that change because all around them moves, and things that change alone."""

import numpy as np
import pytest

from continuity import Settings, drag, failures, whole_things
from continuity.movers import Movers
from tests.continuity.conftest import staged
from tests.continuity.test_whole_things import HEIGHT, VASE, WALL, WIDTH

pytestmark = pytest.mark.long

SETTINGS = Settings()


def picture(vase_px, board_px):
    """Return a striped board before a wall and a vase on it, each this far to the right."""
    made = WALL.copy()
    board = np.random.default_rng(3).integers(30, 220, (120 // 6, 150 // 6, 3)).astype(np.uint8)
    left = 80 + board_px
    made[30:150, left : left + 150] = board.repeat(6, axis=0).repeat(6, axis=1)
    made[72:108, 140 + vase_px : 176 + vase_px] = VASE
    return made


def measured(vase_px, board_px):
    """Return the drag of the vase's place between rest and rest elsewhere."""
    pictures = [picture(0, 0)] * 18 + [picture(vase_px, board_px)] * 18
    _, built = staged(pictures)
    mask = np.zeros((HEIGHT // 2, WIDTH // 2), bool)
    mask[36:54, 70:88] = True
    return drag.measure(built, mask, (0, len(built.states) - 1), SETTINGS)


@pytest.mark.parametrize("px", [6, 10])
def test_what_moves_with_all_around_it_is_dragged(px):
    found = measured(px, px)
    assert found.moved > 0.8
    assert found.apart < SETTINGS.dragged_apart
    assert found.left < SETTINGS.dragged_left


@pytest.mark.parametrize("px", [6, 10])
def test_what_moves_alone_is_not(px):
    assert measured(px, 0).moved < 0.3


def test_nor_is_what_turns_into_something_else_while_all_moves():
    pictures = [picture(0, 0)] * 18 + [picture(8, 8)] * 18
    for other in pictures[18:]:
        other[72:108, 148:184] = (20, 200, 230)
    pictures = [one.copy() for one in pictures]
    _, built = staged(pictures)
    mask = np.zeros((HEIGHT // 2, WIDTH // 2), bool)
    mask[36:54, 74:92] = True
    found = drag.measure(built, mask, (0, len(built.states) - 1), SETTINGS)
    assert found.left > SETTINGS.dragged_left


def test_a_plain_wall_around_says_nothing():
    plain = np.full((HEIGHT, WIDTH, 3), 140, np.uint8)
    pictures = []
    for shift in [0] * 18 + [8] * 18:
        one = plain.copy()
        one[72:108, 140 + shift : 176 + shift] = VASE
        pictures.append(one)
    _, built = staged(pictures)
    mask = np.zeros((HEIGHT // 2, WIDTH // 2), bool)
    mask[36:54, 70:92] = True
    assert drag.measure(built, mask, (0, len(built.states) - 1), SETTINGS) is None


def test_a_margin_of_one_is_the_limit_of_a_failure():
    pictures = [picture(0, 0)] * 18 + [picture(0, 0)] * 18
    for one in (pictures := [one.copy() for one in pictures])[18:]:
        one[72:108, 140:176] = (20, 200, 230)
    _, built = staged(pictures)
    found = whole_things.find(built, Movers(built), SETTINGS)
    assert any(failures.margin(change, SETTINGS) >= 1 for change in found)
    for change in found:
        told = failures.is_failure(change, SETTINGS)
        assert told == (failures.margin(change, SETTINGS) >= 1)
