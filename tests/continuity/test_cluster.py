"""A real Dask scheduler and worker processes on the loopback, with small programs to run."""

import os
import sys
import time
from pathlib import Path

import pytest

from benchmarks.machines import machines
from continuity import errand
from continuity.batch import Batch, clips_below, identified
from continuity.child import Child
from continuity.cluster import Cluster, NoSchedulerError
from continuity.insights import Region
from continuity.jobs import Drawing, State
from continuity.registry import Registry
from continuity.work import Limits
from tests import engines, reports
from tests.engines import EARLY, WELL

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix", reason="kills processes by signals"),
]


@pytest.fixture
def here(tmp_path):
    """Return a maker of a scheduler with some workers; all end with the test."""
    with_workers = []

    def make(workers: int):
        folder = tmp_path / f"machines-{len(with_workers)}"
        folder.mkdir()
        with_workers.append(machines(folder, workers))
        return with_workers[-1].__enter__()

    yield make
    for each in with_workers:
        each.__exit__(None, None, None)


@pytest.fixture
def cluster(here):
    """Return a cluster of one worker."""
    made = Cluster(here(1).address)
    yield made
    made.close()


def until(registry, key, *states, patience_s=60.0):
    deadline = time.monotonic() + patience_s
    while (status := registry.status(key)).state not in states:
        assert status.state in (State.QUEUED, State.RUNNING), status
        assert time.monotonic() < deadline, status
        time.sleep(0.01)
    return status


def wait_for(path: Path, patience_s=30.0):
    deadline = time.monotonic() + patience_s
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.01)


def test_the_app_gets_all_of_an_analysis_from_a_worker(cluster, tmp_path):
    """The report, its pictures, the reel, what is known early, a sentence, a region, a drawing."""
    go = tmp_path / "go"
    slow = EARLY + f"while not Path({str(go)!r}).exists(): time.sleep(0.01)\n" + WELL
    jobs = Registry(engine=engines.engine(tmp_path, slow), start=cluster.start)
    key = jobs.submit(b"clip", ".mp4", "ann")
    deadline = time.monotonic() + 30
    while not (early := jobs.status(key).early).index:  # told while it runs
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert early.index == (0, 1, 2)
    go.touch()
    done = until(jobs, key, State.DONE)
    assert done.report == reports.report()
    assert done.pictures == dict.fromkeys((0, 41, 119), engines.jpeg())
    assert set(done.reel.files) == {"reel.json", "frames-000.bin"}
    region = jobs.submit_region(key, Region(reports.followed().followed[0].box), "ann")
    assert until(jobs, region, State.DONE).report.followed == reports.followed().followed
    draw = (sys.executable, "-S", "-c", "import sys; open(sys.argv[1], 'w').write('drawn')")
    assert until(jobs, jobs.submit_drawing(Drawing("vase", draw), "ann"), State.DONE).report
    assert jobs.drawn("vase").read_text() == "drawn"
    jobs.close()


def test_what_a_worker_says_of_a_bad_clip_is_handed_on(cluster, tmp_path):
    bad = 'say(error="too_short", facts={"frames": 3, "least": 8})\nsys.exit(2)'
    jobs = Registry(engine=engines.engine(tmp_path, bad), start=cluster.start)
    failed = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED).failure
    assert (failed.code, failed.facts) == ("too_short", {"frames": 3, "least": 8})
    jobs.close()


def test_a_program_on_a_worker_can_be_stopped(cluster, tmp_path):
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    slow = f"Path({str(begun)!r}).touch()\ntime.sleep(8)\nPath({str(ended)!r}).touch()\n"
    jobs = Registry(engine=engines.engine(tmp_path, slow), start=cluster.start)
    key = jobs.submit(b"clip", ".mp4", "ann")
    wait_for(begun)
    jobs.cancel(key, "ann")
    assert jobs.status(key).state is State.CANCELLED
    # The worker is free again well before the program would have ended.
    begun.unlink()
    began_s = time.monotonic()
    jobs.submit(b"another clip", ".mp4", "ann")
    wait_for(begun)
    assert time.monotonic() - began_s < 7
    assert not ended.exists()
    jobs.close()


def batch_of(count, tmp_path, engine, cluster, at_once=4):
    folder = tmp_path / "clips"
    folder.mkdir(exist_ok=True)
    for nth in range(count):
        (folder / f"{nth}.mp4").write_text(f"{nth}")
    found = list(identified(clips_below(folder, tmp_path / "out"), folder))
    command = engines.engine(tmp_path, engine)
    return Batch(found, tmp_path / "out", Limits(), at_once, cluster.start, engine=command)


@pytest.mark.parametrize("along", [True, False], ids=["by bytes", "by path"])
def test_a_worker_killed_in_the_middle_loses_nothing(here, tmp_path, along):
    there = here(2)
    begun = tmp_path / "begun"
    slow = f"Path({str(begun)!r}).touch()\nint(clip.read_text())\ntime.sleep(0.5)\n" + WELL
    cluster = Cluster(there.address, along=along)
    made = batch_of(8, tmp_path, slow, cluster)
    made.by_path = not along
    killed = []

    def kill(step):
        if step.done == 2:  # both workers have the next ones in hand
            there.workers[0].kill()
            killed.append(step)

    made.run(kill)
    cluster.close()
    assert killed
    assert made.lost == []
    table = made.rows({clip.name: "" for clip in made.clips})
    assert len(table) == 8
    assert all(row.report and not row.failure for row in table)


def test_a_batch_that_loses_its_scheduler_goes_on_with_the_next(here, tmp_path, monkeypatch):
    monkeypatch.setattr("continuity.cluster._PATIENCE_S", 3.0)
    there = here(1)
    cluster = Cluster(there.address)
    made = batch_of(6, tmp_path, "time.sleep(0.2)\n" + WELL, cluster, at_once=2)
    with pytest.raises(NoSchedulerError):
        made.run(lambda step: there.scheduler.kill())
    done = set(made.journal.entries)
    assert 1 <= len(done) < 6
    again = batch_of(6, tmp_path, WELL, Cluster(here(1).address), at_once=2)
    again.run(lambda step: None)
    assert done < set(again.journal.entries)
    assert len(again.rows({clip.name: "" for clip in again.clips})) == 6


def test_an_app_without_its_scheduler_analyses_by_itself(here, tmp_path):
    there = here(1)
    begun = tmp_path / "begun"
    slow = f"time.sleep(0 if Path({str(begun)!r}).exists() else 30)\n" + WELL
    started = f"if not Path({str(begun)!r}).exists(): Path({str(begun)!r} + '-first').touch()\n"
    cluster = Cluster(there.address, otherwise=Child)
    jobs = Registry(engine=engines.engine(tmp_path, started + slow), start=cluster.start)
    key = jobs.submit(b"clip", ".mp4", "ann")
    wait_for(tmp_path / "begun-first")
    begun.touch()
    there.scheduler.kill()
    assert until(jobs, key, State.DONE).report
    jobs.close()
    cluster.close()


def test_an_app_whose_scheduler_never_answers_analyses_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("continuity.cluster._PATIENCE_S", 0.5)
    cluster = Cluster("tcp://127.0.0.1:1", otherwise=Child)
    jobs = Registry(engine=engines.engine(tmp_path, WELL), start=cluster.start)
    assert until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.DONE).report
    jobs.close()


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../b"])
def test_nothing_is_unpacked_beside_the_folder(tmp_path, name):
    with pytest.raises(ValueError, match="does not lie in the folder"):
        errand.unpacked({name: b"x"}, tmp_path)
