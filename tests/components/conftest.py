"""What tests of the labs share."""

import pytest

from components import learning


@pytest.fixture
def met(monkeypatch):
    """Return the goals that were counted."""
    goals = []
    monkeypatch.setattr(learning, "goal_met", goals.append)
    return goals
