"""The registry, with programs of a few lines in the place of the engine."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from continuity.insights import Box, Region
from continuity.jobs import Drawing, Limits, Room, State
from continuity.registry import Registry
from tests import engines, reports
from tests.engines import LONG, WELL


@pytest.fixture
def registry(tmp_path):
    """Return a maker of registries whose engine is some Python; all end with the test."""
    made = []

    def make(engine: str, room: Room | None = None, limits: Limits | None = None) -> Registry:
        made.append(Registry(room, limits, engines.engine(tmp_path, engine)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def until(registry: Registry, key: str, *states: State, patience_s: float = 20.0):
    """Return the first status in one of `states`."""
    deadline = time.monotonic() + patience_s
    while (status := registry.status(key)).state not in states:
        assert status.state in (State.QUEUED, State.RUNNING, State.OFFERED), status
        assert time.monotonic() < deadline, status
        time.sleep(0.01)
    return status


def files(registry: Registry) -> list[Path]:
    """Return what lies in the registry's folder once its threads had time to clean up."""
    deadline = time.monotonic() + 5
    while (found := list(registry._root.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def test_a_clip_becomes_a_report_with_pictures_and_leaves_no_file(registry):
    jobs = registry(WELL)
    done = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.DONE)
    assert done.report == reports.report()
    assert done.pictures == dict.fromkeys((0, 41, 119), engines.jpeg())
    assert (done.done, done.step) == (0.5, "read")
    assert files(jobs) == []


def test_the_engine_is_given_the_clip_and_every_limit(registry):
    jobs = registry(
        """
say(error="seen", facts={"arguments": " ".join(sys.argv[2:]), "clip": clip.read_text(),
                         "suffix": clip.suffix})
sys.exit(2)
""",
        limits=Limits(seconds=12.5, cpu_s=7, memory_mb=300),
    )
    facts = until(jobs, jobs.submit(b"hello", ".MP4", "ann"), State.FAILED).failure.facts
    assert (facts["clip"], facts["suffix"]) == ("hello", ".mp4")
    assert facts["arguments"].startswith("--json ")
    assert facts["arguments"].endswith("--seconds 12.5 --memory-mb 300 --cpu-s 7")
    assert " --progress --pictures " in facts["arguments"]


@pytest.mark.parametrize("suffix", [".exe", "", "/../../x.mp4", ".mp4; rm", "mp4"])
def test_only_a_known_suffix_reaches_the_disk(registry, suffix):
    jobs = registry('say(error="seen", facts={"name": clip.name})\nsys.exit(2)')
    failed = until(jobs, jobs.submit(b"clip", suffix, "ann"), State.FAILED)
    assert failed.failure.facts == {"name": "clip"}


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        ("ctypes.string_at(0)", "crashed"),
        ("raise MemoryError", "crashed"),
        ("os.abort()", "crashed"),
        ("sys.exit(0)", "crashed"),  # ended well, and left no report
        ("out.write_text('{}')", "crashed"),
        ("out.write_text('<html>')", "crashed"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "too_slow"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "too_much_memory"),
        ("sys.exit(2)", "refused"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_each_way_to_go_wrong_has_its_code(registry, engine, code):
    jobs = registry(engine)
    failed = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED)
    assert failed.failure.code == code
    assert files(jobs) == []


def test_what_the_engine_says_of_a_clip_is_handed_on(registry):
    jobs = registry('say(error="too_short", facts={"frames": 3, "least": 8})\nsys.exit(2)')
    failed = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED)
    assert failed.failure.code == "too_short"
    assert failed.failure.facts == {"frames": 3, "least": 8}


def test_garbage_on_standard_output_is_ignored(registry):
    jobs = registry(
        'print("[mp4 @ 0x5] moov atom not found", "[1]", "{}", "7", "null", sep="\\n")\n'
        'sys.stdout.buffer.write(b"\\xff\\xfe\\n")\n'
        'say(step=3, done="much")\nsay(error=1, facts=2)\nsay(step="read", done=7)\n'
        'print("x" * 200_000)\n'
        'print("y" * 200_000, file=sys.stderr)\n' + WELL
    )
    assert until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.DONE).report


def test_a_run_that_hangs_is_killed_with_all_it_started(registry, tmp_path):
    survivor = tmp_path / "survivor"
    grandchild = f"import time; time.sleep(1.5); open({str(survivor)!r}, 'w')"
    jobs = registry(
        f"subprocess.Popen([sys.executable, '-c', {grandchild!r}])\ntime.sleep(60)",
        limits=Limits(wall_s=0.5),
    )
    failed = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED)
    assert failed.failure.code == "too_slow"
    time.sleep(1.5)
    assert not survivor.exists()


def test_cancel_works_within_a_second_and_the_clip_can_come_again(registry):
    jobs = registry('say(step="read", done=0.2)\ntime.sleep(60)')
    key = jobs.submit(b"clip", ".mp4", "ann")
    while jobs.status(key).done == 0:
        time.sleep(0.01)
    begin = time.monotonic()
    jobs.cancel(key, "ann")
    assert jobs.status(key).state is State.CANCELLED
    assert files(jobs) == []
    assert time.monotonic() - begin < 1
    assert jobs.submit(b"clip", ".mp4", "ann") == key
    assert until(jobs, key, State.RUNNING)


def test_visitors_with_equal_clips_share_a_run_that_ends_with_the_last(registry):
    jobs = registry("time.sleep(60)")
    key = jobs.submit(b"clip", ".mp4", "ann")
    assert jobs.submit(b"clip", ".mov", "bob") == key
    jobs.cancel(key, "ann")
    jobs.cancel(key, "a stranger")
    assert jobs.status(key).state is State.RUNNING
    jobs.cancel(key, "bob")
    assert jobs.status(key).state is State.CANCELLED


def test_a_second_time_the_answer_is_there_at_once(registry, tmp_path):
    runs = tmp_path / "runs"
    jobs = registry(f"open({str(runs)!r}, 'a').write('1')\n" + WELL)
    key = jobs.submit(b"clip", ".mp4", "ann")
    until(jobs, key, State.DONE)
    assert jobs.submit(b"clip", ".mp4", "bob") == key
    assert jobs.status(key).state is State.DONE
    assert runs.read_text() == "1"


def test_others_wait_in_line_and_move_up(registry):
    jobs = registry("time.sleep(60)")
    first, second, third = (jobs.submit(clip, ".mp4", "ann") for clip in (b"1", b"2", b"3"))
    places = [jobs.status(key).place_in_line for key in (first, second, third)]
    assert places == [0, 1, 2]
    jobs.cancel(second, "ann")
    assert jobs.status(third).place_in_line == 1
    jobs.cancel(first, "ann")
    assert until(jobs, third, State.RUNNING).place_in_line == 0


def test_no_more_than_at_once_run(registry):
    jobs = registry("time.sleep(60)", Room(at_once=2))
    keys = [jobs.submit(clip, ".mp4", "ann") for clip in (b"1", b"2", b"3")]
    states = [jobs.status(key).state for key in keys]
    assert states == [State.RUNNING, State.RUNNING, State.QUEUED]


def test_a_full_line_says_so_and_keeps_no_file(registry):
    jobs = registry("time.sleep(60)", Room(waiting=1))
    running, waiting, busy = (jobs.submit(clip, ".mp4", "ann") for clip in (b"1", b"2", b"3"))
    assert jobs.status(busy).failure.code == "busy"
    assert jobs.status(waiting).state is State.QUEUED
    jobs.cancel(running, "ann")
    jobs.cancel(waiting, "ann")
    assert files(jobs) == []


def test_a_long_clip_is_offered_in_part(registry):
    jobs = registry(LONG)
    key = jobs.submit(b"clip", ".mp4", "ann")
    offered = until(jobs, key, State.OFFERED)
    assert offered.duration_s == 62
    jobs.agree(key)
    done = until(jobs, key, State.DONE)
    assert (done.report is not None, done.duration_s) == (True, 62)
    assert files(jobs) == []


def test_an_offer_nobody_answers_is_withdrawn_with_its_clip(registry):
    jobs = registry(LONG, Room(offer_s=0.1))
    key = jobs.submit(b"clip", ".mp4", "ann")
    until(jobs, key, State.CANCELLED)
    assert files(jobs) == []


def test_an_offer_can_be_declined(registry):
    jobs = registry(LONG)
    key = jobs.submit(b"clip", ".mp4", "ann")
    until(jobs, key, State.OFFERED)
    jobs.cancel(key, "ann")
    jobs.agree(key)
    assert jobs.status(key).state is State.CANCELLED
    assert files(jobs) == []


def test_an_estimate_follows_the_pace(registry):
    jobs = registry('time.sleep(0.3)\nsay(step="read", done=0.5)\ntime.sleep(60)')
    key = jobs.submit(b"clip", ".mp4", "ann")
    assert jobs.status(key).eta_s is None
    while jobs.status(key).done == 0:
        time.sleep(0.01)
    assert 0.2 < jobs.status(key).eta_s < 5


def test_only_the_latest_reports_are_remembered(registry):
    jobs = registry(WELL, Room(kept=2))
    keys = []
    for clip in (b"1", b"2"):
        keys.append(jobs.submit(clip, ".mp4", "ann"))
        until(jobs, keys[-1], State.DONE)
    jobs.status(keys[0])  # looked at: now the second is the oldest
    keys.append(jobs.submit(b"3", ".mp4", "ann"))
    until(jobs, keys[-1], State.DONE)
    assert [jobs.status(key) is not None for key in keys] == [True, False, True]


def test_large_results_push_out_older_ones(registry):
    big = '(pictures / "frame-000007.jpg").write_bytes(bytes(400_000))\n' + WELL
    jobs = registry(big, Room(kept_bytes=500_000))
    first = jobs.submit(b"1", ".mp4", "ann")
    until(jobs, first, State.DONE)
    second = jobs.submit(b"2", ".mp4", "ann")
    until(jobs, second, State.DONE)
    assert jobs.status(first) is None


def test_a_region_is_followed_on_what_was_kept(registry, tmp_path):
    """The clip is gone; its reel lies in a folder as long as the run, and each region has a key."""
    runs = tmp_path / "runs"
    seen = (
        f"open({str(runs)!r}, 'a').write(' '.join(sys.argv[1:]) + chr(10))\n"
        "if following: assert (clip / 'reel.json').read_text() == REEL\n"
    )
    jobs = registry(seen + WELL)
    key = jobs.submit(b"clip", ".mp4", "ann")
    done = until(jobs, key, State.DONE)
    assert set(done.reel.files) == {"reel.json", "frames-000.bin"}
    drawn = Region(Box(0.7, 0.5, 0.1, 0.2), 12)
    asked = jobs.submit_region(key, drawn, "ann")
    assert asked != key
    assert until(jobs, asked, State.DONE).report.followed == reports.followed().followed
    assert jobs.submit_region(key, drawn, "bob") == asked
    assert jobs.submit_region(key, drawn._replace(frame=13), "bob") != asked
    assert "--follow 0.7000,0.5000,0.1000,0.2000@12" in runs.read_text()
    assert files(jobs) == []


def test_a_region_of_what_is_not_remembered_is_not_followed(registry):
    jobs = registry("sys.exit(2)")
    key = jobs.submit(b"clip", ".mp4", "ann")
    until(jobs, key, State.FAILED)
    assert jobs.submit_region(key, Region(Box(0, 0, 1, 1)), "ann") is None
    assert jobs.submit_region("of another server", Region(Box(0, 0, 1, 1)), "ann") is None


def test_a_drawing_is_made_once_then_analysed(registry, tmp_path):
    script = tmp_path / "draw.py"
    script.write_text(
        "import sys, time; from pathlib import Path\n"
        'print(\'{"step": "draw", "done": 1.0}\', flush=True); time.sleep(0.3)\n'
        "Path(sys.argv[1]).write_text(sys.argv[2])\n"
        f"open({str(tmp_path / 'drawn')!r}, 'a').write('1')\n"
    )
    drawing = Drawing("vase", (sys.executable, "-S", str(script)))
    jobs = registry("assert clip.read_text() in ('--progress', '1')\n" + WELL, Room(kept=1))
    key = jobs.submit_drawing(drawing, "ann")
    while jobs.status(key).step != "draw":
        time.sleep(0.01)
    assert jobs.status(key).done == 0.4
    assert jobs.drawn("vase") is None
    until(jobs, key, State.DONE)
    assert jobs.drawn("vase").suffix == ".mp4"
    until(jobs, jobs.submit(b"1", ".mp4", "ann"), State.DONE)  # pushes the report out
    until(jobs, jobs.submit_drawing(drawing, "ann"), State.DONE)
    assert (tmp_path / "drawn").read_text() == "1"


def test_secrets_in_the_environment_stay_with_the_server(registry, monkeypatch):
    monkeypatch.setenv("SUPABASE_KEY", "secret")
    jobs = registry('say(error="seen", facts={"names": " ".join(os.environ)})\nsys.exit(2)')
    facts = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED).failure.facts
    assert "SUPABASE_KEY" not in facts["names"]
    assert "PATH" in facts["names"]


def test_the_folder_is_private_and_gone_after_close(registry):
    jobs = registry("time.sleep(60)")
    jobs.submit(b"clip", ".mp4", "ann")
    if os.name == "posix":
        assert jobs._root.stat().st_mode & 0o077 == 0
    jobs.close()
    assert not jobs._root.exists()
    assert not any(thread.name.endswith("(_run)") for thread in threading.enumerate())


@pytest.mark.skipif(os.name != "posix", reason="asks whether a process lives")
def test_what_a_killed_server_left_is_deleted_by_the_next(registry, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, ours, other = (
        tmp_path / name
        for name in (f"stream-{dead.pid}-x", f"stream-{os.getpid()}-x", "stream-of-thought-x")
    )
    for folder in (left, ours, other):
        folder.mkdir()
        (folder / "clip.mp4").write_bytes(b"clip")
    registry(WELL)
    assert [folder.exists() for folder in (left, ours, other)] == [False, True, True]


def test_a_server_that_cannot_start_a_program_says_the_analysis_failed(tmp_path):
    jobs = Registry(engine=(str(tmp_path / "no such program"),))
    failed = until(jobs, jobs.submit(b"clip", ".mp4", "ann"), State.FAILED)
    assert failed.failure.code == "crashed"
    jobs.close()


def waiting(jobs: Registry, *keys: str) -> list[int]:
    return [jobs.status(key).place_in_line for key in keys]


def test_whoever_brings_several_lets_the_others_pass(registry):
    jobs = registry("time.sleep(60)", Room(waiting=1))
    jobs.submit(b"runs", ".mp4", "eve")
    ann = [jobs.submit(b"a%d" % nth, ".mp4", "ann", behind=True) for nth in range(3)]
    bob = [jobs.submit(b"b%d" % nth, ".mp4", "bob", behind=True) for nth in range(2)]
    alone = jobs.submit(b"alone", ".mp4", "eve")
    assert waiting(jobs, alone, ann[0], bob[0], ann[1], bob[1], ann[2]) == [1, 2, 3, 4, 5, 6]
    # The line for single clips is full; those behind take no room in it, and it none of theirs.
    assert jobs.status(jobs.submit(b"too late", ".mp4", "eve")).failure.code == "busy"


def test_a_clip_of_several_that_somebody_wants_alone_moves_up(registry):
    jobs = registry("time.sleep(60)")
    jobs.submit(b"runs", ".mp4", "eve")
    first, second = (jobs.submit(clip, ".mp4", "ann", behind=True) for clip in (b"1", b"2"))
    assert jobs.submit(b"2", ".mp4", "bob") == second
    assert waiting(jobs, second, first) == [1, 2]


def test_several_are_taken_on_only_as_far_as_there_is_room(registry):
    jobs = registry("time.sleep(60)", Room(together=2, together_bytes=10))
    jobs.submit(b"runs", ".mp4", "eve")
    ann = [jobs.submit(b"ann%d" % nth, ".mp4", "ann", behind=True) for nth in range(3)]
    bob = jobs.submit(b"bob's", ".mp4", "bob", behind=True)
    states = [jobs.status(key).state for key in (*ann, bob)]
    assert states == [State.QUEUED, State.QUEUED, State.FAILED, State.FAILED]
    assert jobs.status(bob).failure.code == "busy"


def test_several_are_analysed_one_after_the_other_and_leave_no_file(registry):
    jobs = registry(WELL)
    keys = [jobs.submit(b"clip %d" % nth, ".mp4", "ann", behind=True) for nth in range(3)]
    assert all(until(jobs, key, State.DONE).report for key in keys)
    assert files(jobs) == []


FILM = "import sys; from pathlib import Path; reel, report, out = map(Path, sys.argv[1:4]);"


def test_a_film_is_made_of_the_kept_reel_once_and_leaves_no_file(registry):
    jobs = registry(WELL)
    key = jobs.submit(b"clip", ".mp4", "ann")
    made = (
        sys.executable, "-S", "-c",
        f"{FILM} out.write_bytes((reel / 'frames-000.bin').read_bytes() + report.read_bytes())",
    )  # fmt: skip
    assert jobs.submit_film(key, made, "ann") is None, "there is no reel yet"
    until(jobs, key, State.DONE)
    asked = jobs.submit_film(key, made, "ann")
    done = until(jobs, asked, State.DONE)
    assert done.film == engines.webp() * 5 + reports.report().to_json().encode()
    assert jobs.submit_film(key, made, "bob") == asked
    assert jobs.status(asked).state is State.DONE
    assert files(jobs) == []


def test_a_film_that_fails_can_be_asked_for_again(registry):
    jobs = registry(WELL)
    key = jobs.submit(b"clip", ".mp4", "ann")
    until(jobs, key, State.DONE)
    for end in ("sys.exit(2)", "pass"):  # refused; ended well and left nothing
        command = (sys.executable, "-S", "-c", f"{FILM} {end}")
        for _ in range(2):
            asked = jobs.submit_film(key, command, "ann")
            assert until(jobs, asked, State.FAILED).film == b""
    assert jobs.submit_film("nobody knows it", command, "ann") is None


def test_whoever_waits_hears_how_long_by_what_work_took_before(registry):
    slow = "import time\ntime.sleep(0.4 if clip.read_bytes() == b'1' else 60)\n" + WELL
    jobs = registry(slow)
    first = jobs.submit(b"1", ".mp4", "ann")
    assert jobs.status(jobs.submit(b"2", ".mp4", "ann")).eta_s is None  # nothing to go by yet
    until(jobs, first, State.DONE)
    until(jobs, jobs.submit(b"2", ".mp4", "ann"), State.RUNNING)
    third, fourth = (jobs.submit(clip, ".mp4", "ann") for clip in (b"3", b"4"))
    turns_s = [jobs.status(key).eta_s for key in (third, fourth)]
    took_s = turns_s[1] - turns_s[0]
    assert turns_s[0] >= 0
    assert took_s >= 0.4
