"""Several clips at once: sorted by score, opened one by one, the bad ones never in the way."""

import hashlib

import pytest

from components import several
from i18n import LANGUAGES, words
from tests.app.conftest import text, until
from tests.engines import LONG, WELL

pytestmark = pytest.mark.long

SAY = words("en")
SCORED = f"""
report = json.loads(REPORT)
report["scores"]["continuity"] = None
report["scores"]["temporal"] = float(clip.read_text().split()[0])
REPORT = json.dumps(report)
if b"bad" in clip.read_bytes():
    say(error="unreadable", facts={{}})
    sys.exit(2)
{WELL}
"""


def clips(*contents: str):
    return [(f"{name}.mp4", name.encode(), "video/mp4") for name in contents]


def rows(page) -> list[str]:
    drawn = [block.value for block in page.markdown if block.value.startswith("| Clip ")]
    return [line.split(" | ")[0].removeprefix("| ") for line in drawn[0].splitlines()[2:]]


def test_several_clips_are_sorted_by_score_and_a_bad_one_has_its_sentence(opened, analyses):
    analyses(SCORED)
    page = opened("clip_lab")
    page.file_uploader[0].set_value(clips("0.5 low", "0 bad", "0.9 high")).run()
    until(page, lambda page: text(page).count("| 2 |") == 2)
    assert not page.exception
    assert rows(page) == [r"0\.9 high\.mp4", r"0\.5 low\.mp4", r"0 bad\.mp4"]
    assert SAY("errors.unreadable.why") in text(page)
    best = f"{hashlib.sha256(b'0.9 high').hexdigest()}-30s"
    page.selectbox(key="several-which").set_value(best)
    page.button(key="several-open").click().run()
    assert SAY("verdict.title") in text(page)
    assert r"0\.9 high\.mp4" in text(page)
    page.button(key="again").click().run()
    assert len(rows(page)) == 3
    page.button(key="several-others").click().run()
    assert page.file_uploader


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_they_wait_each_says_where_it_stands(language, opened, analyses):
    analyses("time.sleep(60)")
    say = words(language)
    page = opened("clip_lab", language)
    page.file_uploader[0].set_value(clips("a", "b", "c")).run()
    until(page, lambda page: say("several.running", share=0) in text(page))
    assert say("several.in_line", place=2) in text(page)
    page.button(key="several-others").click().run()
    assert not page.exception
    assert page.file_uploader


def test_more_than_are_taken_are_named_and_the_same_clip_is_one_row(opened, analyses, monkeypatch):
    monkeypatch.setattr(several, "MOST", 3)
    analyses(WELL)
    page = opened("clip_lab")
    page.file_uploader[0].set_value([*clips("a", "b"), *clips("a", "d", "e")]).run()
    until(page, lambda page: text(page).count("| 2 |") == 2)
    assert SAY("several.left_out", count=2, most=3) in text(page)


def test_of_a_long_clip_among_them_the_beginning_is_analysed(opened, analyses):
    analyses(LONG)
    page = opened("clip_lab")
    page.file_uploader[0].set_value(clips("a", "b")).run()
    partly = SAY("offer.partly", seconds=30, duration_s=62)
    until(page, lambda page: text(page).count(partly) == 2)
