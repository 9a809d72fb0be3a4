"""What moves in front of the stage: leaps, and whether it stays itself."""

import cv2
import numpy as np
import pytest

from continuity import Settings, identity, mover, stage
from continuity.decode import Frame
from continuity.kinds import Kind
from continuity.report import Box, Event
from continuity.watch import watch

pytestmark = pytest.mark.long

HEIGHT, WIDTH, FRAMES, SIDE = 180, 320, 48, 44
SETTINGS = Settings()


def painted(seed, colour, size):
    rng = np.random.default_rng(seed)
    coarse = rng.normal(0, 18, (size[0] // 4, size[1] // 4, 1))
    noise = cv2.resize(coarse, size[::-1])[..., None]
    return np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)


WALL = painted(1, (120, 140, 130), (HEIGHT, WIDTH))
RED, BLUE = (painted(2, colour, (SIDE, SIDE)) for colour in ((60, 50, 190), (190, 80, 40)))


def found(things_of, wall_of=lambda n: WALL):
    """Return the events of a clip whose frame n shows `things_of(n)`: pairs of thing and left."""
    return looked_at(things_of, wall_of)[0]


def looked_at(things_of, wall_of=lambda n: WALL):
    """Return the events and whether the mover stays itself."""

    def picture(n):
        frame = wall_of(n).copy()
        for thing, left in things_of(n):
            height, width = thing.shape[:2]
            frame[70 : 70 + height, left : left + width] = thing
        return frame

    frames = (Frame(n, n / 24, picture(n)) for n in range(FRAMES))
    watched = watch(frames, SETTINGS, lambda frame: None)
    built = stage.build(watched, SETTINGS)
    movers = mover.find(built, SETTINGS)
    subject, exchanged = identity.judge(watched, built, movers, SETTINGS)
    return [*mover.events(watched, built, movers, SETTINGS), *exchanged], subject


def test_a_thing_on_its_way_neither_leaps_nor_changes():
    events, subject = looked_at(lambda n: [(RED, 10 + 4 * n)])
    assert events == []
    assert subject is not None
    assert subject.same
    assert (subject.first, subject.last) == (0, FRAMES - 1)
    for across, within in (subject.colour, subject.shape, subject.texture):
        assert across > 0.8 * within > 0.3


def test_a_thing_that_is_suddenly_elsewhere_leaps():
    (event,) = found(lambda n: [(RED, 10 + 2 * n + 120 * (n >= 24))])
    assert event.kind is Kind.TELEPORT
    assert event.start == 24
    assert event.box.x == pytest.approx((10 + 2 * 24 + 120) / WIDTH, abs=0.03)


def test_a_thing_that_is_thrown_to_and_fro_staggers():
    (event,) = found(lambda n: [(RED, 10 + 4 * n + 7 * (-1) ** n * (20 <= n < 30))])
    assert event.kind is Kind.TELEPORT
    assert 18 <= event.start <= 24 <= event.end <= 32


@pytest.mark.parametrize(
    "left",
    [
        lambda n: 10 + 8 * (n // 2),  # every picture twice
        lambda n: 10 + 8 * n if n < 24 else 10 + 8 * (48 - n),  # it turns round once
        lambda n: 120 + round(60 * np.sin(n / 3)),  # it swings
    ],
)
def test_what_moves_as_things_move_does_not_stagger(left):
    assert found(lambda n: [(RED, left(n))]) == []


def test_where_all_the_picture_skips_nothing_leaps():
    def swaying(n):
        # Leaves that sway slowly all over the wall, and are elsewhere when time skips.
        return np.roll(WALL, (n + 40 * (n >= 24)) // 4, axis=1)

    assert found(lambda n: [(RED, 10 + 2 * n + 120 * (n >= 24))], swaying) == []


def test_a_jump_that_one_thing_alone_makes_is_its_leap():
    box = Box(0.1, 0.1, 0.2, 0.2)
    leap = Event(Kind.TELEPORT, 24, 24, 24, box, None, 0.8, 0.9)
    jumps = [Event(Kind.JUMP, n, n, n, None, None, 0.8, 0.9) for n in (10, 24)]
    assert mover.owned([*jumps, leap]) == [jumps[0], leap]
    assert mover.owned(jumps) == jumps


def test_one_who_goes_as_another_comes_does_not_leap():
    # Another colour: not the same thing.
    assert Kind.TELEPORT not in {
        event.kind
        for event in found(lambda n: [(RED, 10 + 2 * n)] if n < 24 else [(BLUE, 130 + 2 * n)])
    }


def test_two_who_are_both_there_do_not_leap():
    assert found(lambda n: [(RED, 10 + 2 * n), (RED, 160 + 2 * n)]) == []


@pytest.mark.parametrize("turn", [20, 30])
def test_a_thing_that_becomes_another_on_its_way_is_not_itself(turn):
    (event,), subject = looked_at(lambda n: [(RED if n < turn else BLUE, 10 + 4 * n)])
    assert event.kind is Kind.IDENTITY
    assert abs(event.start - turn) <= 2
    assert subject is not None
    assert not subject.same
    across, within = subject.colour
    assert across < 0.5 < 0.9 < within
    # The outline is the same square, as well as it can be seen.
    assert subject.shape[0] > 0.8 * subject.shape[1] > 0.4


def test_a_thing_that_walks_into_the_shade_stays_itself():
    def shaded(n):
        return [((RED * (1 - 0.008 * n)).astype(np.uint8), 10 + 4 * n)]

    assert found(shaded) == []


def test_where_nobody_can_be_followed_nothing_is_said_of_identity():
    assert looked_at(lambda n: [])[1] is None
    # Seen for too short a time to know what it looks like by itself.
    assert looked_at(lambda n: [(RED, 10 + 10 * n)] if n < 8 else [])[1] is None


def test_other_outline_and_texture_in_the_same_colours_leave_it_open():
    striped = painted(2, (60, 50, 190), (SIDE, SIDE))
    striped[::8] = striped[1::8] = (40, 35, 120)
    tall = np.ascontiguousarray(np.rot90(striped))[:, : SIDE // 3]
    # As much red and as much of the dark red, upright then and lying now.
    flat = np.ascontiguousarray(np.rot90(tall))
    events, subject = looked_at(lambda n: [(tall if n < 24 else flat, 10 + 4 * n)])
    assert events == []
    assert subject is None
