"""Who carries a thing: somebody who has it on its way, not who passes while it slides by itself.

The stage is made by hand, so that what moves in front of it is known to the pixel. All is at half
size: a patterned thing of 12 x 12 pixels, an arm that comes in from the right edge.
"""

import numpy as np
import pytest

from continuity import Settings
from continuity.changes import Change
from continuity.handling import handled
from continuity.movers import Movers
from continuity.stage import Stage
from continuity.traits import Traits

HEIGHT, WIDTH, PICTURES, SIDE = 60, 120, 36, 12
TOP, LEFT, GONE = 24, 30, 12
"""Where the thing stands, and in which picture it leaves."""
LEAVES, CARRIED_OFF = (True, False), tuple(range(GONE, GONE + 6))


def pattern(seed, colour, size):
    return np.add(colour, np.random.default_rng(seed).normal(0, 12, (*size, 1))).astype(np.float32)


GROUND = pattern(1, (60, 0, 0), (HEIGHT, WIDTH))
THING = pattern(2, (45, 40, 20), (SIDE, SIDE))
PLACE = np.s_[TOP : TOP + SIDE, LEFT : LEFT + SIDE]


def told(way, held=(), look=THING, shows=LEAVES):
    """Return whether somebody carried off what stood at `PLACE`.

    `way` says how far to the right of it `look` is seen, by the picture; in the pictures `held` an
    arm reaches it.
    """
    bare, stood = GROUND.copy(), GROUND.copy()
    stood[PLACE] = THING
    states = np.stack([bare if not shows[0] else stood, stood if not shows[0] else bare])
    stretch = (np.arange(PICTURES) >= GONE).astype(np.int64)
    halves, foreground = (
        states[stretch].astype(np.float16),
        np.zeros((PICTURES, HEIGHT, WIDTH), bool),
    )
    for n, far in way.items():
        seen = np.s_[n, TOP : TOP + SIDE, LEFT + far : LEFT + far + SIDE]
        halves[seen], foreground[seen] = look, True
        if n in held:
            foreground[n, TOP + 3 : TOP + 9, LEFT + far + SIDE :] = True
    stage = Stage(
        positions=np.arange(PICTURES),
        times_s=np.arange(PICTURES) / 24,
        poses=(np.eye(3)[:2],) * PICTURES,
        origin=(0, 0),
        seen=np.ones_like(foreground),
        stretch=stretch,
        halves=halves,
        states=states,
        steady=np.ones((2, HEIGHT, WIDTH), bool),
        foreground=foreground,
        noise=np.zeros((HEIGHT, WIDTH), np.float32),
        still=True,
    )
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[PLACE] = True
    change = Change(
        mask=mask,
        before=0,
        after=1,
        progress=(np.arange(PICTURES) >= GONE).astype(np.float32),
        # A little was hidden, and the change itself happened in the open: colours say nothing.
        covered=np.where(np.arange(PICTURES) == GONE, 0.2, 0).astype(np.float32),
        start=GONE,
        peak=GONE,
        end=GONE,
        strength=5.0,
        uncovered=1.0,
        unrest=0.0,
        watched=1.0,
        visited=0.0,
        touched=True,
        thing=mask,
        traits=Traits(1.0, 0.1, 0.1, 1.0, SIDE, 0.5),
    )
    return handled(stage, Movers(stage), change, shows, Settings())


def along(pictures, step=2):
    """Return a way to the right, from just beside the place on."""
    return {n: 3 + step * place for place, n in enumerate(pictures)}


def test_a_thing_on_its_way_with_an_arm_is_carried():
    assert told(along(CARRIED_OFF), held=CARRIED_OFF)


def test_a_thing_that_slides_by_itself_is_not():
    assert not told(along(CARRIED_OFF))


@pytest.mark.parametrize("passed", [1, 3])
def test_nor_is_one_that_slides_while_an_arm_passes(passed):
    assert not told(along(CARRIED_OFF), held=CARRIED_OFF[:passed])


@pytest.mark.parametrize(("sightings", "carried"), [(1, False), (2, False), (3, True)])
def test_a_look_alike_in_a_picture_or_two_is_chance(sightings, carried):
    few = CARRIED_OFF[:sightings]
    assert told(along(few, step=4), held=few) == carried


def test_sightings_here_and_there_are_no_way():
    assert not told({GONE: 3, GONE + 4: 7, GONE + 8: 11}, held=range(PICTURES))


def test_what_stays_where_it_is_seen_is_not_on_its_way():
    assert not told(along(CARRIED_OFF, step=0), held=CARRIED_OFF)


@pytest.mark.parametrize(("shows", "carried"), [((False, True), False), ((True, True), True)])
def test_a_bare_place_has_nothing_to_be_carried_off(shows, carried):
    # What is on its way looks like the place before: that must have been a thing.
    before = THING if shows[0] else GROUND[PLACE]
    assert told(along(CARRIED_OFF), CARRIED_OFF, before, shows) == carried
