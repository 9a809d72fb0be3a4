"""Many clips, with programs of a few lines in the place of the engine, and once with the engine."""

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet
import pytest

from continuity import batch_command, journal, rows
from continuity.batch import Batch, clips_below, identified
from continuity.journal import InUseError, Journal
from continuity.report import Report
from continuity.work import Limits
from tests import clips, engines
from tests.engines import EARLY, WELL

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
COUNTED = "open(RUNS, 'a').write(clip.read_text() + chr(10))\n"


@pytest.fixture
def folder(tmp_path):
    """Return a folder of five clips in two groups, two of them equal, and what is none."""
    made = {"a/1.mp4": "1", "a/2.mp4": "2", "b/3.webm": "3", "b/copy.mp4": "1", "b/4.gif": "4"}
    for name, content in {**made, "b/notes.txt": "no clip", ".trash/5.mp4": "5"}.items():
        path = tmp_path / "clips" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "clips"


@pytest.fixture
def batch(tmp_path, folder):
    """Return a maker of batches over `folder` whose engine is some Python; it may count RUNS."""

    def make(engine: str, **wishes) -> Batch:
        out = tmp_path / "out"
        found = list(identified(clips_below(folder, out), folder))
        code = f"RUNS = {str(tmp_path / 'runs')!r}\n" + COUNTED + engine
        command = engines.engine(tmp_path, code)
        return Batch(found, out, Limits(wall_s=20), 2, engine=command, **wishes)

    return make


def runs(tmp_path) -> list[str]:
    path = tmp_path / "runs"
    return sorted(path.read_text().split()) if path.exists() else []


def groups(made: Batch) -> dict[str, str]:
    return {clip.name: clip.name.partition("/")[0] for clip in made.clips}


def test_each_clip_has_a_row_and_equal_clips_share_one_run(batch, tmp_path):
    made, told = batch(EARLY + WELL), []
    made.run(told.append)
    table = made.rows(groups(made))
    assert sorted(row.clip for row in table) == [
        "a/1.mp4", "a/2.mp4", "b/3.webm", "b/4.gif", "b/copy.mp4",
    ]  # fmt: skip
    assert runs(tmp_path) == ["1", "2", "3", "4"]
    assert len({row.report for row in table}) == 4
    assert all((made.out / row.report).exists() for row in table)
    assert all((made.out / row.thumbnail).read_bytes() == engines.jpeg() for row in table)
    assert [(step.done, step.total, step.failed) for step in told][-1] == (4, 4, 0)
    assert told[-1].eta_s == 0


def test_a_second_run_does_nothing_twice_and_a_new_clip_once(batch, folder, tmp_path):
    batch(WELL).run(lambda step: None)
    (folder / "a/new.mp4").write_text("new")
    (folder / "a/1.mp4").rename(folder / "a/renamed.mp4")
    made = batch(WELL)
    made.run(lambda step: None)
    assert runs(tmp_path) == ["1", "2", "3", "4", "new"]
    assert len(made.rows(groups(made))) == 6


def test_a_report_that_is_gone_is_made_again(batch, tmp_path):
    first = batch(WELL)
    first.run(lambda step: None)
    row = next(row for row in first.rows(groups(first)) if row.clip == "a/2.mp4")
    (first.out / row.report).unlink()
    batch(WELL).run(lambda step: None)
    assert runs(tmp_path) == ["1", "2", "2", "3", "4"]


def test_a_bad_clip_is_a_row_with_its_sentence_and_the_others_go_on(batch):
    bad = (
        "if clip.read_text() == '2':\n"
        '    say(error="too_short", facts={"name": "clip.mp4", "frames": 3, "least": 8})\n'
        "    sys.exit(2)\n"
        "if clip.read_text() == '3': os.abort()\n"
    )
    made = batch(bad + WELL)
    made.run(lambda step: None)
    first, second, *others = made.rows(groups(made))
    assert {first.failure, second.failure} == {"too_short", "crashed"}
    told = {row.clip: row.sentence for row in (first, second)}
    assert told["a/2.mp4"].startswith("a/2.mp4 has 3 readable frames, and at least 8 are needed")
    assert told["b/3.webm"].startswith("b/3.webm broke the analysis down")
    assert all(row.report and not row.failure for row in others)


def test_what_broke_down_is_tried_again_when_asked(batch, tmp_path):
    bad = "if clip.read_text() == '2': os.abort()\nif clip.read_text() == '3': sys.exit(2)\n"
    unreadable = "say(error='unreadable', facts={'name': 'x'})\n"
    batch(unreadable + bad + WELL).run(lambda step: None)
    batch(WELL).run(lambda step: None)
    assert runs(tmp_path) == ["1", "2", "3", "4"]
    batch(WELL, again=True).run(lambda step: None)
    assert runs(tmp_path) == ["1", "2", "2", "3", "4"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_batch_killed_at_any_moment_loses_nothing_and_does_nothing_twice(folder, tmp_path):
    for nth in range(12):
        (folder / f"a/more-{nth}.mp4").write_text(f"more-{nth}")
    count, script = tmp_path / "runs", tmp_path / "run.py"
    slow = f"RUNS = {str(count)!r}\ntime.sleep(0.15)\n" + COUNTED + WELL
    command = engines.engine(tmp_path, slow)
    script.write_text(
        "from pathlib import Path\n"
        "from continuity.batch import Batch, clips_below, identified\n"
        "from continuity.work import Limits\n"
        f"folder, out = Path({str(folder)!r}), Path({str(tmp_path / 'out')!r})\n"
        "found = list(identified(clips_below(folder, out), folder))\n"
        f"made = Batch(found, out, Limits(), 2, engine={command!r})\n"
        "made.run(lambda step: print(step.done, flush=True))\n"
    )
    known = tmp_path / "out/journal.jsonl"
    kept: set[str] = set()
    for least in (2, 5, 9):
        running = subprocess.Popen([sys.executable, str(script)], env=_with_project())
        while len(_ids(known)) < least:
            assert running.poll() is None
            time.sleep(0.01)
        running.kill()
        running.wait()
        assert kept <= _ids(known), "nothing that was done is lost"
        kept = _ids(known)
        assert all((tmp_path / "out" / each["report"]).exists() for each in _entries(known))
    subprocess.run([sys.executable, str(script)], check=True, env=_with_project())
    done = [entry["id"] for entry in _entries(known)]
    assert len(done) == len(set(done)) == 16
    # Only what was under way when the batch was killed, at most two each time, began anew.
    assert 16 <= len(runs(tmp_path)) <= 16 + 3 * 2


def _with_project():
    return os.environ | {"PYTHONPATH": str(ROOT)}


def _entries(path):
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith(b"}")]


def _ids(path):
    return {entry["id"] for entry in _entries(path)}


def test_a_line_that_was_cut_off_is_passed_over(tmp_path):
    path = tmp_path / "journal.jsonl"
    first = Journal(path)
    first.add({"id": "a", "value": 1})
    with path.open("ab") as file:
        file.write(b'{"id": "b", "val')
    again = Journal(path)
    assert set(again.entries) == {"a"}
    again.add({"id": "c", "value": 3})
    assert set(Journal(path).entries) == {"a", "c"}


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such lock")
def test_two_batches_do_not_write_into_one_folder(tmp_path):
    first, second = Journal(tmp_path / "journal.jsonl"), Journal(tmp_path / "journal.jsonl")
    with first.kept(), pytest.raises(InUseError), second.kept():
        pass
    with second.kept():
        pass


def test_a_full_disk_ends_the_batch_and_keeps_what_was_done(batch, tmp_path, monkeypatch):
    made, written = batch(WELL), []

    def fill(path, content):
        written.append(path)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        journal.write_whole(path, content)

    with monkeypatch.context() as full:
        full.setattr("continuity.batch.write_whole", fill)
        with pytest.raises(OSError, match="No space left"):
            made.run(lambda step: None)
    before = set(Journal(made.out / "journal.jsonl").entries)
    again = batch(WELL)
    again.run(lambda step: None)
    assert before <= set(again.journal.entries)
    assert len(again.rows(groups(again))) == 5


def test_a_file_that_cannot_be_read_is_a_row(folder, tmp_path):
    (folder / "a/gone.mp4").symlink_to(tmp_path / "nowhere.mp4")
    found = list(identified(clips_below(folder, tmp_path), folder))
    made = Batch(found, tmp_path / "out", Limits(), 1)
    (row,) = made.rows(groups(made))
    assert (row.clip, row.failure) == ("a/gone.mp4", "unreadable")
    assert row.sentence.startswith("a/gone.mp4 is not a video that can be read")


def test_no_name_of_a_file_is_a_formula_or_breaks_the_table(tmp_path):
    names = ['=cmd|" /C calc"!A0.mp4', "a,b\n.mp4", "+1.mp4", "영상.mp4", "a\u202eb.mp4"]
    table = [rows.Row(name, "@group") for name in names]
    written = rows.write_tables(table, tmp_path)
    assert set(written) == {"clips.csv", "clips.json", "clips.parquet"}
    with (tmp_path / "clips.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert not [row for row in read if row["clip"][0] in "=+-@" or row["group"][0] in "=+-@"]
    assert rows.read_table(tmp_path) == table
    exact = pyarrow.parquet.read_table(tmp_path / "clips.parquet").to_pylist()
    assert [row["clip"] for row in exact] == names
    assert {row["continuity"] for row in exact} == {None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("file,group\n", "names the columns clip, label"),
        (None, "cannot be read as CSV"),
        (b"clip,label\n\xff\xfe,x\n", "cannot be read as CSV"),
    ],
)
def test_labels_that_cannot_be_read_are_named(folder, tmp_path, capsys, text, told):
    labels = tmp_path / "labels.csv"
    if text is not None:
        labels.write_bytes(text if isinstance(text, bytes) else text.encode())
    command = [str(folder), "--out", str(tmp_path / "out"), "--labels", str(labels)]
    assert batch_command.main(command) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nowhere", "There is no folder"),
        ("out", "There is no clip in"),
        ("clips --scheduler tcp://127.0.0.1:1", "No scheduler answers at"),
    ],
)
def test_what_is_in_the_way_is_a_sentence(folder, capsys, monkeypatch, words, told):
    monkeypatch.setattr("continuity.cluster._PATIENCE_S", 0.5)
    monkeypatch.chdir(folder.parent)
    (folder.parent / "out").mkdir()
    assert batch_command.main([*words.split(), "--out", "out"]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_labels_are_the_groups(folder, tmp_path, capsys):
    labels = tmp_path / "labels.csv"
    labels.write_text("\ufeffclip,label\na/1.mp4,one\nb/3.webm, two \nnowhere.mp4,three\n", "utf-8")
    found = list(identified(clips_below(folder, tmp_path), folder))
    told = batch_command._groups(found, labels)
    assert told["a/1.mp4"] == "one"
    assert told["b/3.webm"] == "two"
    assert told["a/2.mp4"] == ""
    assert "1 labels are of no clip here: nowhere.mp4" in capsys.readouterr().err


def test_the_command_analyses_a_folder_with_the_engine(tmp_path):
    """Two drawn clips and a text under the name of a clip, from the command to the overview."""
    folder, out = tmp_path / "clips", tmp_path / "out"
    folder.mkdir()
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    clips.plain(folder / "one")
    clips.gif(folder / "two")
    clips.text(folder / "two")
    command = (sys.executable, "-m", "continuity", "batch", str(folder), "--out", str(out))
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    bad, *good = rows.read_table(out)
    assert (bad.clip, bad.failure) == ("two/text.mp4", "unreadable")
    assert {row.group for row in good} == {"one", "two"}
    for row in good:
        report = Report.from_json((out / row.report).read_text("utf-8"))
        assert (report.clip.name, report.scores.continuity) == (row.clip, row.continuity)
        assert (out / row.thumbnail).read_bytes().startswith(b"\xff\xd8")
    assert "two/text.mp4" in (out / "overview.html").read_text("utf-8")
    before = (out / "journal.jsonl").read_bytes()
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert (out / "journal.jsonl").read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_batch_that_is_stopped_says_how_to_go_on(tmp_path):
    folder, out = tmp_path / "clips", tmp_path / "out"
    folder.mkdir()
    for nth in range(4):
        (folder / f"{nth}.mp4").write_text(f"no clip {nth}")
    # The second is not over when the batch is stopped, however late that is.
    clips.write_clip(folder / "1.mp4", [*clips.moving_square(48, (320, 240))] * 10)
    command = (sys.executable, "-m", "continuity", "batch", str(folder), "--out", str(out),
               "--workers", "1")  # fmt: skip
    # As a shell starts it in its background.
    command = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh", *command)
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    known = out / "journal.jsonl"
    while not _ids(known):
        assert running.poll() is None
        time.sleep(0.01)
    running.send_signal(signal.SIGTERM)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == 130, said
    assert "The same command goes on from here." in said
    assert "Traceback" not in said
    done = len(_ids(known))
    assert 1 <= done < 4
    assert len(rows.read_table(out)) == done
