"""Things that wander without ever resting, and what only looks like it."""

import numpy as np
import pytest

from continuity import Settings, astray
from continuity.kinds import Kind
from continuity.movers import Movers
from tests.continuity.conftest import staged
from tests.continuity.test_whole_things import BODY, HEIGHT, VASE, WALL, WIDTH, painted

pytestmark = pytest.mark.long

FRAMES = 60
ARM = painted(5, (90, 170, 200), (20, WIDTH))


def wander(n, far_px=14):
    """Return how far a thing has wandered in picture n, right and down: never at rest."""
    way = n / (FRAMES - 1)
    return round(far_px * way + 3 * np.sin(9 * way)), round(4 * np.sin(5 * way))


def film(way=wander, arm=False, hand=False):
    """Return pictures of a vase on its way; on an arm that goes along, or in a hand."""
    pictures = []
    for n in range(FRAMES):
        picture = WALL.copy()
        x, y = way(n)
        left, top = 140 + x, 70 + y
        if arm:
            picture[top + 8 : top + 28, : left + 4] = ARM[:, WIDTH - left - 4 :]
        picture[top : top + 36, left : left + 36] = VASE
        if hand:
            picture[top + 20 : HEIGHT, left + 28 : left + 70] = BODY
        pictures.append(picture)
    return pictures


def found(pictures):
    _, built = staged(pictures)
    return astray.find(Movers(built), [], Settings())


def test_what_wanders_is_a_shift_of_as_far_as_it_went():
    ((change, verdict),) = found(film())
    assert verdict.kind is Kind.SHIFT
    assert verdict.explained is None
    assert verdict.moved_px == pytest.approx(13, abs=3)
    assert 0 < change.start < 0.75 * FRAMES


def test_what_stays_is_not():
    assert found(film(way=lambda n: (0, 0))) == []


def test_nor_what_goes_a_little_and_comes_back():
    assert found(film(way=lambda n: (round(2 * np.sin(n / 5)), 0))) == []


def test_nor_what_passes_by():
    assert found(film(way=lambda n: (2 * n, 0))) == []


@pytest.mark.parametrize("how", ["arm", "hand"])
def test_nor_what_hangs_on_something_that_moves_or_is_held(how):
    assert found(film(**{how: True})) == []


def test_nor_what_is_known_already():
    pictures = film()
    _, built = staged(pictures)
    movers = Movers(built)
    known = astray.find(movers, [], Settings())
    assert len(known) == 1
    assert astray.find(movers, known, Settings()) == []
