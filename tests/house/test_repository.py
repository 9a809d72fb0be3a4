"""Rules about what is delivered beside the code: requirements, settings, what a host reads."""

import re
import tomllib
from pathlib import Path

import pytest

from components.limits import ServerLimits
from continuity import Settings
from tests.house.tracked import ROOT, files

REQUIREMENTS = ("requirements.txt", "requirements-scale.txt", "requirements-dev.txt")


def test_no_lockfile_is_tracked():
    """Streamlit Cloud would install from it and ignore requirements.txt."""
    locks = {"uv.lock", "Pipfile", "Pipfile.lock", "environment.yml", "poetry.lock"}
    assert not [path for path in files() if path.name in locks]


def test_the_supabase_folder_holds_no_python():
    """A supabase/__init__.py would hide the installed package of that name."""
    assert not list((ROOT / "supabase").rglob("*.py"))


def requirements(name):
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line[:1].isalpha()]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_has_a_reason(name):
    assert not [line for line in requirements(name) if not re.search(r"#\s*\S+", line)]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_has_an_exact_version(name):
    pinned = {
        line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    asked = {re.split(r"[\s<>=;#]", line)[0] for line in requirements(name)}
    assert asked <= pinned


def test_requirements_install_the_exact_versions():
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text().splitlines()
    assert "-r requirements.txt" in (ROOT / "requirements-dev.txt").read_text().splitlines()


def streamlit_settings():
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))


def test_an_upload_may_be_as_large_as_a_clip_and_no_larger():
    largest_mb = streamlit_settings()["server"]["maxUploadSize"]
    assert largest_mb * 1000 * 1000 == Settings().max_file_bytes
    assert largest_mb == ServerLimits.read({}).file_mb


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_have_exactly_ten_colours(theme):
    """With fewer, Plotly falls back to its own palette."""
    assert len(streamlit_settings()["theme"][theme]["chartCategoricalColors"]) == 10


def test_nobody_is_counted_or_asked_for_an_address():
    assert streamlit_settings()["browser"]["gatherUsageStats"] is False
    assert streamlit_settings()["server"]["showEmailPrompt"] is False


def test_continuous_integration_can_be_run():
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().startswith("#!")


def test_no_file_is_large():
    """Clips are drawn or brought along, never committed."""
    large = {path: path.stat().st_size for path in files() if path.stat().st_size > 500_000}
    assert not {Path(path).relative_to(ROOT): size for path, size in large.items()}
