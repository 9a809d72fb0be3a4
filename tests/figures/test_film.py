"""The film of a clip: every frame of the reel at its moment, and on it what was found."""

import json
from dataclasses import replace

import av
import pytest
from PIL import Image, ImageChops, ImageFont

from continuity.insights import Trails
from continuity.report import Box
from figures import __main__ as program
from figures import film
from figures.film import Artist
from i18n import LANGUAGES, words
from tests import engines, reports

FRAME = Image.new("RGB", (320, 180), "#808080")


@pytest.fixture
def reel(tmp_path):
    """Return a folder with a reel of five frames."""
    folder = tmp_path / "reel"
    folder.mkdir()
    (folder / "reel.json").write_text(engines.reel())
    (folder / "frames-000.bin").write_bytes(engines.webp() * 5)
    return folder


@pytest.fixture
def report(tmp_path):
    """Return the file of a report on it."""
    file = tmp_path / "report.json"
    file.write_text(reports.report().to_json())
    return file


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_h264_with_every_frame_at_its_moment(language, reel, report, tmp_path, capsys):
    out = tmp_path / "film.mp4"
    options = ["--language", language, "--progress"]
    assert program.main([str(reel), str(report), str(out), *options]) == 0
    told = json.loads(engines.reel())
    with av.open(str(out)) as opened:
        stream = opened.streams.video[0]
        assert (stream.codec.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == film.size((told["width"], told["height"]))
        moments = [frame.time for frame in opened.decode(stream)]
    assert moments == pytest.approx(told["time_s"], abs=1e-3)
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [step["done"] for step in steps][-1] == 1
    assert {step["step"] for step in steps} == {"film"}


def test_what_cannot_be_drawn_is_a_sentence(reel, tmp_path, capsys):
    (tmp_path / "no.json").write_text("{}")
    assert program.main([str(reel), str(tmp_path / "no.json"), str(tmp_path / "out.mp4")]) == 2
    assert "could not be drawn" in capsys.readouterr().err
    assert program.main([str(tmp_path), str(tmp_path / "no.json"), str(tmp_path / "o.mp4")]) == 2


def drawn(index: int, report=None) -> Image.Image:
    artist = Artist.of(report or reports.report(), words("en"))
    return artist.drawn(FRAME, index, index / reports.FPS)


def touched(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box around all that was drawn on the frame itself."""
    left = (picture.width - FRAME.width) // 2
    frame = picture.crop((left, 0, left + FRAME.width, FRAME.height))
    return ImageChops.difference(frame, FRAME).getbbox()


def without_elements():
    return replace(reports.report(), elements=())


def test_an_event_is_boxed_while_it_lasts_and_not_before():
    assert touched(drawn(40, without_elements())) is None
    left, _, right, bottom = touched(drawn(45, without_elements()))
    # The box of the vase, the room around it, the line and its halo.
    assert left == pytest.approx(0.71 * 320 - 4, abs=6)
    assert right == pytest.approx(0.77 * 320 + 4, abs=6)
    assert bottom == pytest.approx(0.67 * 180 + 4, abs=6)


def test_one_of_the_whole_picture_goes_round_it_for_a_second():
    # The jump lasts from 60 to 61: nobody could read that.
    assert touched(drawn(70, without_elements())) == (0, 0, 320, 180)
    assert touched(drawn(59, without_elements())) != (0, 0, 320, 180)


def test_a_thing_is_followed_from_where_it_was_to_where_it_is():
    moving = (Box(0.1, 0.3, 0.1, 0.2), Box(0.6, 0.3, 0.1, 0.2))
    report = replace(reports.report(), events=(), trails=Trails((0, 20), {1: moving}))
    left, _, right, _ = touched(drawn(10, report))
    assert left == pytest.approx(0.35 * 320, abs=8)
    assert right == pytest.approx(0.45 * 320, abs=8)


def test_a_place_that_is_not_known_is_not_guessed():
    box = Box(0.1, 0.1, 0.1, 0.1)
    assert film.between((0, 10), (box, None), 5) is None
    assert film.between((0, 10), (None, box), 5) is None
    assert film.between((4, 10), (box, box), 2) is None
    assert film.between((0, 10), (box, box), 12) == box
    assert film.between((0, 10), (), 5) is None


@pytest.fixture
def no_fonts(monkeypatch):
    """Take away every font with Hangul that the names of files find."""
    monkeypatch.setattr(film, "_HANGUL", ("no-such-font.ttf",))


@pytest.mark.parametrize("known", [(), ("DejaVuSans.ttf",), ("no-such-font.ttf",)])
def test_without_a_font_for_hangul_the_words_are_english(known, no_fonts, monkeypatch):
    monkeypatch.setattr(film, "_known_to_the_system", lambda: known)
    artist = Artist.of(reports.report(), words("ko"))
    assert artist.say.language == "en"
    assert artist.drawn(FRAME, 45, 45 / reports.FPS).tobytes() == drawn(45).tobytes()


def test_a_font_shows_the_letters_it_has():
    latin = ImageFont.load_default(15)
    assert film.shows(latin, "A")
    assert not film.shows(latin, "한")


def test_any_font_that_the_system_knows_for_hangul_will_do(no_fonts):
    artist = Artist.of(reports.report(), words("ko"))
    if artist.say.language == "en":
        pytest.skip("no font with Hangul here")
    assert all(film.shows(artist.font, letter) for letter in "한뷁")
