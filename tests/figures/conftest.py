"""Golden figures: `pytest tests/figures --approve` writes what is drawn now; review the diff."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption("--approve", action="store_true", help="accept all figures as they are now")


@pytest.fixture
def is_as_approved(request):
    """Return a check of a figure against the one approved under a name."""

    def check(figure, name: str) -> None:
        figure.layout.template = None  # Plotly's own, 7 kB of it
        drawn = json.loads(figure.to_json())
        path = GOLDEN / f"{name}.json"
        if request.config.getoption("--approve", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(drawn, indent=1, ensure_ascii=False) + "\n")
        assert drawn == json.loads(path.read_text())

    return check
