"""Progress on the pages, without a browser: what is noted, earned, hidden, brought in."""

import pytest

from i18n import LANGUAGES, words
from learner import to_json
from tests.app.conftest import text
from tests.learner.course import all_of, compared

SAY = words("en")


def record(page) -> str:
    return "".join(element.proto.body for element in page.get("html"))


def bring(page, content: bytes):
    return page.file_uploader[0].set_value(("mine.json", content, "application/json")).run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_progress_is_brought_in_and_earns(language, opened):
    page, say = opened("progress", language), words(language)
    assert say("record.of", done=0, total=72) in record(page)
    facts = all_of("continuity") | {compared(72)}
    page = bring(page, to_json(facts).encode())
    assert say("keeping.brought", new=len(facts)) in text(page)
    assert say("record.of", done=0, total=72) not in record(page)
    assert any(say("achievements.frame-72.name") in toast.value for toast in page.toast)
    assert not page.run().toast


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"schema": 1, "facts": [1]}'])
def test_a_file_that_is_none_is_refused_with_a_sentence(content, opened):
    page = bring(opened("progress"), content)
    assert SAY("keeping.refused") in text(page)


def test_the_switch_hides_every_xp_and_achievement(opened):
    page = opened("progress")
    page.toggle[0].set_value(True).run()
    assert SAY("achievements.frame-72.name") not in record(page)
    assert SAY("record.xp") not in record(page)
    page = bring(page, to_json([compared(72)]).encode())
    assert not page.toast
