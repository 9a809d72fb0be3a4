"""The real engine behind the page: what it measures is shown in words, what it refuses as well."""

import pytest

from components import session
from continuity.registry import Registry
from i18n import LANGUAGES, words
from tests import clips
from tests.app.conftest import text, until

pytestmark = pytest.mark.long

SAY = words("en")


@pytest.fixture(scope="module")
def registry():
    """Return a registry that the tests of this file share, so that a clip is analysed once."""
    made = Registry()
    yield made
    made.close()


@pytest.fixture
def shown(opened, registry, monkeypatch):
    """Return the page after a file was chosen and its analysis ended."""
    monkeypatch.setattr(session, "registry", lambda: registry)

    def choose(path, language="en"):
        say = words(language)
        page = opened("clip_lab", language)
        page.file_uploader[0].set_value(("clip.mp4", path.read_bytes(), "video/mp4")).run()
        return until(page, lambda page: say("waiting.cancel") not in text(page), patience_s=60)

    return choose


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clip_is_measured_and_every_measure_has_words(language, shown, registry, tmp_path):
    page = shown(clips.plain(tmp_path), language)
    assert words(language)("verdict.title") in text(page)
    measured = registry.status(page.session_state["chosen_clip"].key).report.frames.measures
    assert not [name for name in measured if f"measures.{name}" not in words(language).sentences]
    reel = registry.status(page.session_state["chosen_clip"].key).reel
    assert {"reel.json", "frames-000.bin", "attention.webp", "flow.png"} <= set(reel.files)


@pytest.mark.parametrize("make", clips.BROKEN.values(), ids=clips.BROKEN)
def test_a_file_that_is_no_clip_is_a_sentence_of_its_own(make, shown, tmp_path):
    page = shown(make(tmp_path))
    assert SAY("verdict.title") not in text(page)
    assert SAY("errors.crashed.why") not in text(page)
    assert SAY("errors.failed.why") not in text(page)
    assert page.file_uploader


@pytest.mark.parametrize("make", clips.DAMAGED.values(), ids=clips.DAMAGED)
def test_a_damaged_clip_is_a_result_or_a_sentence(make, shown, tmp_path):
    page = shown(make(tmp_path))
    assert (SAY("verdict.title") in text(page)) != bool(page.file_uploader)
