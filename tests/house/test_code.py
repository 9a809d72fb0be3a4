"""Rules about the code that no linter holds."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.house.tracked import ROOT, files

OUTSIDE = "tests/house/test_outside_clips.py"
"""The one file that may look beyond the repository, and only if there is something."""
PARTS = {"playwright": "pytest-playwright", "pydantic-core": "pydantic"}
"""Packages that belong to another, which brings the version it fits."""


def trees():
    return {path: ast.parse(path.read_text("utf-8")) for path in files("*.py")}


@pytest.mark.parametrize("script", sorted(ROOT.glob("pages/*.py")), ids=lambda script: script.stem)
def test_every_page_enters_the_shell_first(script):
    """A page must not draw before `shell.enter()`: it may be running without app.py."""
    docstring, *body = ast.parse(script.read_text("utf-8")).body
    assert isinstance(docstring, ast.Expr)
    first = next(node for node in body if not isinstance(node, ast.Import | ast.ImportFrom))
    assert ast.unparse(first) == "shell.enter()"


def test_one_module_touches_the_state_of_a_visit():
    """Whoever else could would sooner or later show one visitor what is another's."""
    touching = {
        path.relative_to(ROOT).as_posix()
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if _touches_the_state(node)
    }
    assert touching == {"components/session.py"}


def _touches_the_state(node):
    kept = {"session_state", "secrets"}
    if isinstance(node, ast.Attribute):
        return node.attr in kept and isinstance(node.value, ast.Name) and node.value.id == "st"
    if isinstance(node, ast.ImportFrom) and node.module == "streamlit":
        return bool(kept & {alias.name for alias in node.names})
    return False


def test_a_click_is_taken_before_the_page_is_drawn():
    """A run that is broken off, by a lab that asks to be drawn, never comes to what it would do.

    What a button returns is lost with it; its `on_click` is called first.
    """
    buttons = {"button", "form_submit_button"}
    lost = {
        f"{path.relative_to(ROOT).as_posix()}:{call.lineno}"
        for path, tree in trees().items()
        if path.parent in (ROOT / "components", ROOT / "pages")
        for call in _calls_whose_value_is_used(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in buttons
    }
    assert not lost


def _calls_whose_value_is_used(tree):
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in alone]


def test_nothing_knows_the_machine_it_was_written_on():
    outside = re.compile(r"(?<![\w/.])/(work|root|home)/|\bshared/")
    allowed = {ROOT / OUTSIDE, ROOT / "tests/house/test_code.py"}
    found = {}
    for path in set(files()) - allowed:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if hit := outside.search(text):
            found[path.relative_to(ROOT).as_posix()] = hit.group()
    assert not found


def test_every_import_is_a_requirement():
    """What another package happens to bring may be gone with its next version."""
    own = {path.stem if path.is_file() else path.name for path in ROOT.iterdir()}
    from_where, required = packages_distributions(), _required()
    missing = {
        name
        for tree in trees().values()
        for name in _imported(tree)
        if name not in sys.stdlib_module_names | own
        and not {_plain(found) for found in from_where.get(name, [name])} & required
    }
    assert not missing


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _required():
    lines = [
        line
        for name in ("requirements.txt", "requirements-scale.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text().splitlines()
    ]
    names = {_plain(re.split(r"[\s<>=;\[]", line)[0]) for line in lines if line[:1].isalpha()}
    return names | {part for part, whole in PARTS.items() if whole in names}


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()
