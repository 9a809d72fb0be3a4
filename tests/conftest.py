"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

# How long one example takes is the machine's affair: benchmarks measure, tests do not.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run once more, and list as RERUN, what failed while it waited for programs of its own.

    A busy machine can starve a server, a database or an analysis for longer than any patience.
    """
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def ordinary_time():
    """Fail whatever leaves its process in real time, as an encoder did: what it starts inherits it.

    Two real-time servers on two cores let nothing else run. That cost three runs of CI an hour.
    """
    yield
    if hasattr(os, "sched_getscheduler"):
        left = os.sched_getscheduler(0)
        if left != os.SCHED_OTHER:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        assert left == os.SCHED_OTHER
