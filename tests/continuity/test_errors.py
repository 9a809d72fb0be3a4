"""Errors carry facts, and survive the way from one process to another."""

import pickle

from continuity.errors import TooShortError


def test_an_error_can_be_sent_to_another_process():
    error = pickle.loads(pickle.dumps(TooShortError(name="a.mp4", frames=3, least=8)))  # noqa: S301
    assert isinstance(error, TooShortError)
    assert error.facts == {"name": "a.mp4", "frames": 3, "least": 8}
    assert "a.mp4 has 3 readable frames" in str(error)
