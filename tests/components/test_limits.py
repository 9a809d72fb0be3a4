"""Limits from the environment."""

import pytest

from components.limits import ServerLimits
from continuity.jobs import Limits, Room


def test_the_defaults_are_those_of_the_registry():
    limits = ServerLimits.read({})
    assert (limits.room, limits.limits) == (Room(), Limits())


def test_each_can_be_set():
    limits = ServerLimits.read(
        {
            "STREAM_ANALYSES_AT_ONCE": "2",
            "STREAM_ANALYSES_WAITING": "3",
            "STREAM_MAX_FILE_MB": "20",
            "STREAM_MAX_SECONDS": "10",
            "STREAM_MAX_WALL_S": "60",
            "STREAM_MAX_CPU_S": "40",
            "STREAM_MAX_MEMORY_MB": "800",
        }
    )
    assert limits == ServerLimits(
        file_mb=20,
        room=Room(at_once=2, waiting=3),
        limits=Limits(seconds=10, wall_s=60, cpu_s=40, memory_mb=800),
    )


def test_a_scheduler_is_taken_only_where_dask_is(monkeypatch):
    there = {"STREAM_SCHEDULER": "tcp://10.0.0.5:8786"}
    assert ServerLimits.read(there).scheduler == "tcp://10.0.0.5:8786"
    monkeypatch.setattr("components.limits.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"requirements-scale\.txt"):
        ServerLimits.read(there)


@pytest.mark.parametrize("text", ["0", "-1", "many", "", "1.5"])
def test_nonsense_is_named(text):
    with pytest.raises(ValueError, match="STREAM_MAX_CPU_S"):
        ServerLimits.read({"STREAM_MAX_CPU_S": text})
