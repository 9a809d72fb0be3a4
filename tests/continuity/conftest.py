"""Drawn clips and their reports, each made once for all tests."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import continuity
from continuity import Report, Settings, stage
from continuity.__main__ import main
from continuity.decode import Frame
from continuity.kinds import Kind
from continuity.watch import watch
from labs.failures import OF_PROPS, Failure
from labs.render import render
from labs.scene import Camera, Scene, Walk
from labs.truth import Truth, truths
from tests import clips

CLEAN = Scene(size_px=(320, 180), frames=40, walk=Walk(((0, -50), (39, 230))))
"""A still camera, a desk, and a robot that walks in from the left."""

PAN = Camera(pan=(90, 0), shake=0.8)


def failing(*failures: Failure, **changed) -> Scene:
    return replace(CLEAN, failures=failures, **changed)


def planted(kind: Kind, start: int, end: int, target: str = "") -> Failure:
    return Failure(kind, start, end, target if kind in OF_PROPS else "")


SCENES: dict[str, Scene] = {
    "clean": CLEAN,
    "handheld": replace(CLEAN, camera=Camera(pan=(60, 0), zoom=1.12, shake=1.2)),
    "goes": failing(
        planted(Kind.VANISH, 18, 19, "cup"),
        planted(Kind.RECOLOR, 14, 24, "books"),
    ),
    "comes": failing(
        planted(Kind.APPEAR, 18, 19, "book"),
        planted(Kind.SHIFT, 14, 24, "cup"),
    ),
    "halts": failing(planted(Kind.FREEZE, 8, 14), planted(Kind.LIGHTING, 20, 28)),
    "flickers": failing(planted(Kind.FLICKER, 14, 26)),
    "fades": failing(planted(Kind.FADE, 12, 28, "vase")),
    "skips": failing(planted(Kind.JUMP, 20, 20), camera=PAN),
    "papers": failing(planted(Kind.BACKDROP, 14, 24)),
    "leaps": failing(planted(Kind.TELEPORT, 20, 20), walk=Walk(((0, 60), (39, 160)))),
    "turns": failing(planted(Kind.IDENTITY, 14, 24), walk=Walk(((0, 60), (39, 260)))),
}
"""More than one failure to a clip, far apart: an analysis takes seconds."""

SCENE_OF = {failure.kind: name for name, scene in SCENES.items() for failure in scene.failures}


@dataclass(frozen=True, slots=True)
class Analysed:
    """A drawn clip, what truly goes wrong in it, and what the engine says."""

    report: Report
    truths: tuple[Truth, ...]

    def truth(self, kind: str) -> Truth:
        """Return what was planted of `kind`."""
        (truth,) = (truth for truth in self.truths if truth.kind == kind)
        return truth

    @property
    def failures(self) -> list[str]:
        """Return the kinds of the failures that were found, in order of the alphabet."""
        return sorted(event.kind.value for event in self.report.failures)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Return a function of a scene's name, or a kind of failure, that gives its `Analysed`."""

    @cache
    def of(name: str) -> Analysed:
        folder = tmp_path_factory.mktemp(name)
        path = clips.write_scene(folder, SCENES[name], clips.EXACT)
        return Analysed(continuity.analyse(path), truths(SCENES[name]))

    return lambda name: of(SCENE_OF.get(name, name))


@pytest.fixture(scope="session")
def redrawn(tmp_path_factory):
    """Return a function of a scene's name and a change of pictures that gives the report."""

    def analysed(name: str, change) -> Report:
        path = Path(tmp_path_factory.mktemp(name)) / "scene.mp4"
        frames = (np.ascontiguousarray(change(frame)) for frame in render(SCENES[name]))
        return continuity.analyse(clips.write_clip(path, frames, 24, clips.EXACT))

    return analysed


@dataclass(frozen=True, slots=True)
class Run:
    """What the command did with a clip: exit status, what it said, and the report's JSON."""

    status: int
    said: str
    text: str


@pytest.fixture(scope="session")
def odd(tmp_path_factory):
    """Return a function of an odd clip's name that gives the `Run` of the command on it."""

    @cache
    def run(name: str) -> Run:
        folder = tmp_path_factory.mktemp(name)
        path, out, said = clips.ODD[name](folder), folder / "out.json", io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            status = main([str(path), "--json", str(out)])
        return Run(status, said.getvalue(), out.read_text("utf-8"))

    return run


def staged(pictures):
    """Return what the pass remembers of a clip of `pictures`, 24 a second, and its stage."""
    frames = (Frame(n, n / 24, picture) for n, picture in enumerate(pictures))
    watched = watch(frames, Settings(), lambda frame: None)
    return watched, stage.build(watched, Settings())
