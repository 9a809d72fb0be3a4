"""What README.md, CONTRIBUTING.md and docs/ tell the reader to type or open exists."""

import re
from importlib.util import find_spec

import pytest

from components import account_server, limits
from tests.house.tracked import ROOT, files

DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("docs/**/*.md"))),
]
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
PLACEHOLDER = re.compile(r"[A-Z<…*\s:]|\.\.\.")

OPTIONS = {
    program.parent.name: {
        option
        for path in program.parent.glob("*.py")
        for option in re.findall(r"\"(--[\w-]+)\"", path.read_text("utf-8"))
    }
    for program in ROOT.glob("*/__main__.py")
}
"""What each program of the project understands, by its package."""
TYPED = set(re.findall(r"(--[\w-]+)", (ROOT / "Makefile").read_text("utf-8")))
"""Options of programs of others, as the Makefile calls them."""


def text(document):
    return (ROOT / document).read_text("utf-8")


def code(document):
    """Return every line of code in `document`, in blocks or in the middle of a sentence."""
    found = [block or inline for block, inline in CODE.findall(text(document))]
    return [line for piece in found for line in piece.splitlines()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_knows_the_targets(document):
    asked = {name for line in code(document) for name in re.findall(r"\bmake ([a-z][\w-]*)", line)}
    made = re.findall(r"^([a-z][\w-]*):", text("Makefile"), re.MULTILINE)
    assert asked <= set(made)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_python_knows_the_modules(document):
    asked = {
        name
        for line in code(document)
        for name in re.findall(r"\bpy(?:thon)? -m ([a-z][\w.]*)", line)
    }
    assert not [name for name in asked - {"venv", "pip"} if find_spec(name) is None]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_benchmarks_know_the_subjects(document):
    asked = {name for line in code(document) for name in re.findall(r"-m benchmarks (\w+)", line)}
    assert not [name for name in asked if not (ROOT / f"benchmarks/{name}.py").exists()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_programs_know_the_options(document):
    """An option that stands alone is of a program of ours, or of a command shown beside it."""
    alone, known = set(), TYPED.union(*OPTIONS.values())
    for line in code(document):
        named = re.search(r"-m (\w+)", line)
        asked = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", line)) - {"--help"}
        if named and named[1] in OPTIONS:
            assert asked <= OPTIONS[named[1]], line
        elif line.startswith("--"):
            alone |= asked
        else:
            known |= asked
    assert alone <= known


@pytest.mark.parametrize("document", DOCUMENTS)
def test_settings_that_are_named_are_read(document):
    read = {
        name
        for path in files("*.py")
        if "tests" not in path.parts
        for name in re.findall(r"STREAM_\w+", path.read_text("utf-8"))
    }
    assert set(re.findall(r"STREAM_[A-Z_]+", text(document))) <= read


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_are_named_exist(document):
    named = {
        line
        for line in code(document)
        if re.fullmatch(r"\.?[\w./-]+(/|\.(py|md|toml|txt))", line) and not PLACEHOLDER.search(line)
    }
    outside = re.sub(r"^```.*?^```", "", text(document), flags=re.MULTILINE | re.DOTALL)
    linked = {link for link in re.findall(r"\]\(([^)#]+)", outside) if not link.startswith("http")}
    tracked = {path.name for path in files()}
    beside = (ROOT / document).parent
    missing = [
        name
        for name in named | linked
        if not any((folder / name).exists() for folder in (ROOT, beside))
        and name not in tracked
        and not _made(name)
    ]
    assert not missing


def _made(name):
    """Return whether `name` comes to be when something runs."""
    return name.startswith(".venv") or name == "uv.lock"


def test_the_readme_shows_the_two_commands():
    assert {"make run", "make test"} <= {line.strip() for line in code("README.md")}


def test_the_readme_names_every_setting():
    settings = set(re.findall(r"STREAM_\w+", limits.__doc__ + account_server.__doc__))
    assert settings == set(re.findall(r"STREAM_\w+", text("README.md")))


def test_the_table_of_dependencies_holds_what_is_pinned():
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", text("constraints.txt"), re.MULTILINE)
    told = re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \|", text("docs/dependencies.md"), re.MULTILINE)
    assert told == pins
