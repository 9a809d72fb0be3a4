"""docs/measures.md describes every measure and every kind of event, and nothing else."""

import ast
import re

import pytest

import continuity
from continuity import Settings
from continuity.kinds import Kind
from i18n import LANGUAGES, words
from tests import clips
from tests.house.tracked import ROOT

PAGE = (ROOT / "docs/measures.md").read_text("utf-8")
ATTENTION = {"subject", "secondary", "background"}


def described(part):
    """Return the names in the headings of a part of the page."""
    body = PAGE.split(f"\n## {part}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^### `(\w+)`", body, re.MULTILINE))


def test_every_measure_is_described(tmp_path):
    report = continuity.analyse(clips.plain(tmp_path))
    assert described("Measures per frame") == set(report.frames.measures)
    for language in LANGUAGES:
        named = {key for key in words(language).sentences if key.startswith("measures.")}
        assert named == {f"measures.{name}" for name in report.frames.measures}


def test_every_kind_the_engine_raises_is_described():
    raised = {
        Kind[node.attr]
        for path in (ROOT / "continuity").glob("*.py")
        if path.name != "kinds.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("Kind.")
    }
    assert described("Kinds of event") == {kind.value for kind in raised}
    not_yet = PAGE.split("\n## Not raised yet\n")[1]
    assert set(re.findall(r"`(\w+)`", not_yet)) == {kind.value for kind in set(Kind) - raised}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`Settings\.(\w+)`", PAGE))))
def test_the_settings_it_names_exist(name):
    assert hasattr(Settings(), name)


@pytest.mark.parametrize("part", ["Measures per frame", "Kinds of event"])
def test_each_has_a_picture_that_is_there(part):
    for name in described(part):
        entry = PAGE.split(f"\n### `{name}`\n")[1].split("\n### ")[0]
        (picture,) = re.findall(r"^!\[.+\]\((measures/\w+\.(?:webp|svg))\)$", entry, re.MULTILINE)
        assert picture.startswith(f"measures/{name}.")
        assert (ROOT / "docs" / picture).stat().st_size > 0
