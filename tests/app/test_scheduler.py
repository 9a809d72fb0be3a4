"""The app with a scheduler: workers analyse what is uploaded, and its own machine nothing."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.fuzz import sentence
from benchmarks.machines import machines
from benchmarks.processes import running_engines
from benchmarks.server import serving
from benchmarks.visitor import Visitor
from tests import clips

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
def test_two_replicas_share_the_workers_of_a_scheduler(tmp_path):
    clip = clips.plain(tmp_path).read_bytes()
    (tmp_path / "machines").mkdir()
    with machines(tmp_path / "machines", 1) as there:
        wish = {"STREAM_SCHEDULER": there.address}
        with serving(ROOT / "app.py", wish) as one, serving(ROOT / "app.py", wish) as two:
            for server, more in ((one, b"1"), (two, b"2")):
                with closing(Visitor(server.address, "clip_lab")) as visitor:
                    seen = []
                    visitor.bring([("clip.mp4", clip + more)])
                    visitor.wait(lambda v=visitor, s=server, n=seen: _ended(v, s, n))
                    assert "again" in _keys(visitor), sentence(visitor.text())
                    assert seen == []


def _ended(visitor, server, seen):
    seen += running_engines(server.process.pid)
    return "cancel" not in _keys(visitor)


def _keys(visitor):
    return {str(getattr(it, "id", "")).rpartition("-")[2] for _, it in visitor.elements()}
