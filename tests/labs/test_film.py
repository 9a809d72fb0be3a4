"""The frames of a scene reach a process that has no OpenCV."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from labs import film as module
from labs.film import FilmError, film, is_drawn
from labs.render import render
from labs.samples import SAMPLES
from labs.takes import SIZE_PX, TAKES

pytestmark = pytest.mark.long


def test_a_film_holds_the_frames_of_its_scene_as_red_green_blue():
    frames = film("desk")
    assert frames.shape == (TAKES["desk"].frames, SIZE_PX[1], SIZE_PX[0], 3)
    assert frames.dtype == np.uint8
    assert not frames.flags.writeable
    assert np.array_equal(frames[0], next(render(TAKES["desk"]))[..., ::-1])


def test_a_film_is_drawn_once(monkeypatch):
    film("desk")
    monkeypatch.setattr(module, "_draw", lambda *_: pytest.fail("drawn again"))
    assert is_drawn("desk")
    film("desk")


def test_what_cannot_be_drawn_is_told_and_leaves_nothing():
    with pytest.raises(FilmError, match="no scene teapot"):
        film("teapot")
    assert not is_drawn("teapot")


def test_takes_and_samples_have_names_of_their_own():
    assert not set(TAKES) & set(SAMPLES)


def test_the_process_that_asks_never_loads_opencv():
    asks = "import sys; from labs.film import film; film('desk'); "
    code = asks + "print({'cv2', 'av'} & {*sys.modules})"
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert told.stdout.strip() == "set()", told.stderr
