"""Every kind of event has its remedy, and whatever a remedy names exists."""

import shutil

import pytest

from continuity.kinds import Kind
from course.catalogue import ROOT
from course.remedies import FILE, LEVERS, remedies
from i18n import LANGUAGES


def test_every_kind_of_event_has_a_remedy_and_nothing_else_has():
    assert set(remedies()) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_a_remedy_is_short_bilingual_sourced_and_leads_to_a_section(kind):
    remedy = remedies()[kind]
    assert remedy.lever in LEVERS
    for language in LANGUAGES:
        assert 20 < len(remedy.why.in_(language)) <= 200
        assert 15 < len(remedy.first.in_(language)) <= 200
        assert remedy.section in {section.id for section in remedy.lesson.sections(language)}
    assert remedy.lesson.status == "published"
    assert remedy.sources
    assert all(link.url.startswith("https://") and link.title.ko for link in remedy.sources)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("continuity#persistence", "continuity#nowhere"), ("latents/ltx-video", "latents/nothing")],
)
def test_what_does_not_exist_is_refused(right, wrong, tmp_path):
    root = tmp_path / "lessons"
    shutil.copytree(ROOT, root)
    text = (root / FILE).read_text(encoding="utf-8")
    (root / FILE).write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(LookupError, match=wrong):
        remedies(root)
