"""The recipes of CONTRIBUTING.md can be followed to the letter, and their checks notice.

That of a lesson is in lessons/README.md, and its test in tests/course.
"""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.tracked import ROOT, files

pytestmark = pytest.mark.long

_PART = re.compile(r"^## A (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(
    r"(?:#|<!--) (?P<file>[\w./]+)"
    r"(?:, (?P<how>above|below|instead of): (?P<line>.+?))?(?: -->)?\n"
)
PICTURE = "docs/measures/luma_change.svg"
"""What the recipe of a measure has the benchmarks draw, which takes a minute."""


@dataclass(frozen=True)
class Recipe:
    """The blocks to put into files, or commands to type, and the command that checks them."""

    steps: list[str]
    check: str


def recipes():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for name, body in _PART.findall(text):
        if blocks := _BLOCK.findall(body):
            *steps, check = blocks
            yield name, Recipe(steps, check)


RECIPES = dict(recipes())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the repository, to follow a recipe in."""
    for path in files():
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def follow(step: str, copy: Path) -> None:
    """Do what a block says: type it, or put it where its first line says."""
    place = _PLACE.match(step)
    if place is None:
        subprocess.run(shlex.split(step), cwd=copy, check=True)
        return
    file, told = copy / place["file"], step[place.end() :]
    if place["how"] is None:
        assert not file.exists(), f"{place['file']} is there already"
        file.write_text(told, "utf-8")
        return
    text, line = file.read_text("utf-8"), f"{place['line']}\n"
    found = re.findall(f"^{re.escape(line)}", text, re.MULTILINE)
    assert len(found) == 1, f"{line!r} stands {len(found)} times in {place['file']}"
    new = {"above": told + line, "below": line + told, "instead of": told}[place["how"]]
    file.write_text(re.sub(f"^{re.escape(line)}", lambda _: new, text, flags=re.MULTILINE), "utf-8")


def check(recipe: Recipe, copy: Path) -> subprocess.CompletedProcess[str]:
    command = shlex.split(recipe.check)
    assert command[:3] == ["python", "-m", "pytest"]
    return subprocess.run(
        [sys.executable, *command[1:], "-q", "-x", "-n0", "-p", "no:cacheprovider"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_is_a_recipe_for_whatever_is_often_added():
    assert {"lab", "measure", "kind of event", "language"} == set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_the_check_notices_the_last_step_and_passes_with_it(name, copy):
    recipe = RECIPES[name]
    *others, last = recipe.steps
    for step in others:
        follow(step, copy)
    if name == "measure":
        (copy / PICTURE).write_text("<svg/>", "utf-8")
    without = check(recipe, copy)
    assert without.returncode == 1, without.stdout + without.stderr
    follow(last, copy)
    done = check(recipe, copy)
    assert done.returncode == 0, done.stdout + done.stderr
