"""An address may ask for a sample clip: the home page's does, so that one click is enough."""

import pytest

from components import home, session
from components.session import Chosen
from i18n import LANGUAGES, words
from labs.samples import SAMPLES
from tests.app.conftest import text
from tests.engines import LONG


def chosen(page) -> Chosen | None:
    try:
        return page.session_state["chosen_clip"]
    except KeyError:
        return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_sent_off_and_still_a_riddle(opened, analyses, language):
    registry = analyses(LONG)
    page = opened("clip_lab", language, sample=home.SAMPLE)
    assert not page.exception
    clip = chosen(page)
    assert (clip.sample, clip.hidden) == (home.SAMPLE, True)
    assert registry.status(clip.key)
    assert words(language)("sample.title") not in text(page)


@pytest.mark.parametrize("asked", ["", "nothing", "../clean", "<b>", "x" * 300])
def test_a_sample_that_is_none_is_not_followed(opened, analyses, asked):
    analyses(LONG)
    page = opened("clip_lab", sample=asked)
    assert chosen(page) is None
    assert words("en")("sample.title") in text(page)


def test_who_gives_up_on_it_is_not_sent_back(opened, analyses):
    analyses(LONG)
    page = opened("clip_lab", sample=home.SAMPLE)
    page.button(key="cancel").click().run()
    assert chosen(page).cancelled
    page.radio(key="sample").set_value("clean")
    page.button(key="go-sample").click().run()
    assert chosen(page).sample == "clean"
    assert session.SAMPLE not in page.query_params


def test_whose_clip_is_another_sees_the_sample_that_was_asked_for(opened, analyses):
    analyses(LONG)
    page = opened("clip_lab")
    page.session_state["chosen_clip"] = Chosen("0", "holiday.mp4")
    page.query_params[session.SAMPLE] = home.SAMPLE
    assert chosen(page.run()).sample == home.SAMPLE


def test_the_home_page_asks_for_one_that_there_is():
    assert home.SAMPLE in SAMPLES
