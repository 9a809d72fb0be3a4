"""The reel: what a browser steps through, and on what a region is followed later."""

import io
import json
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from continuity import Settings, analysis, decode
from continuity.__main__ import main
from continuity.develop import Developer
from continuity.kinds import Kind
from continuity.pictures import REEL, write
from continuity.reel import INDEX, Reel, pack_name
from continuity.report import Report
from continuity.source import probe, read
from labs.failures import Failure
from labs.scene import Camera, Scene, Walk
from tests import clips
from tests.continuity.conftest import PAN

pytestmark = pytest.mark.long

SCENE = Scene(
    size_px=(320, 180),
    frames=30,
    walk=Walk(((0, -50), (29, 250))),
    camera=PAN,
    failures=(Failure(Kind.VANISH, 18, 19, "vase"),),
)


def _silent(step, done):
    """Hear how far an analysis is, and say nothing."""


class Made:
    """A clip, its report, and the folder its pictures were written to."""

    def __init__(self, folder, scene, settings):
        self.path = clips.write_scene(folder, scene, clips.EXACT)
        self.folder = folder / "pictures"
        self.report, self.watched = analysis.remembered(self.path, settings, _silent)
        write(self.path, self.watched, self.report, self.folder, settings)
        self.reel = Reel.load(self.folder / REEL)
        self.told = json.loads(self.reel.files[INDEX])

    def tile(self, layer, name, position):
        """Return the tile of a layer, (h, w, 3), that a frame is shown with."""
        told = self.told[layer]
        number = told["tile"][position] if "tile" in told else position
        sheet = cv2.imdecode(np.frombuffer(self.reel.files[name], np.uint8), cv2.IMREAD_COLOR)
        left = number % told["columns"] * told["width"]
        top = number // told["columns"] * told["height"]
        return sheet[top : top + told["height"], left : left + told["width"]].astype(float)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return Made(tmp_path_factory.mktemp("reel"), SCENE, Settings())


def test_every_frame_is_there_at_its_place_and_moment_and_looks_like_the_clip(made):
    kept = list(read(made.folder / REEL, 480, Settings()))
    true = list(decode.read(made.path, 480, Settings()))
    assert [(f.index, f.time_s) for f in kept] == [(f.index, round(f.time_s, 4)) for f in true]
    for one, other in zip(kept[::9], true[::9], strict=True):
        assert np.abs(one.image.astype(int) - other.image).mean() < 4
    assert probe(made.folder / REEL, Settings()).width == 320


def test_packs_hold_frames_end_to_end(made):
    frames = 0
    for number, sizes in enumerate(made.told["packs"]):
        pack = io.BytesIO(made.reel.files[pack_name(number)])
        for size in sizes:
            with Image.open(io.BytesIO(pack.read(size))) as picture:
                assert (picture.format, picture.size) == ("WEBP", (320, 180))
            frames += 1
        assert not pack.read()
    assert frames == len(made.told["index"]) == len(made.told["poses"]) == 30


def test_poses_lay_the_last_frame_over_the_first(made):
    first, *_, last = decode.read(made.path, 480, Settings())
    a, b, x, y = made.told["poses"][-1]
    matrix = np.array([[a, -b, x * 320], [b, a, y * 320]])
    laid = cv2.warpAffine(last.image, matrix, (320, 180)).astype(float)
    seen = cv2.warpAffine(np.ones((180, 320)), matrix, (320, 180)) > 0.99
    apart = np.abs(laid - first.image).mean(axis=2)
    unaligned = np.abs(last.image.astype(float) - first.image).mean(axis=2)
    assert np.median(apart[seen]) < 0.4 * np.median(unaligned[seen])


def test_flow_points_where_the_view_goes(made):
    """The camera pans right, so what it films goes left."""
    before, after = (made.told["poses"][n] for n in (19, 20))
    tile = made.tile("flow", "flow.png", 20)
    right = np.median(tile[..., 2] - 128) * made.told["flow"]["unit"]
    true = before[2] - after[2]  # in widths of the frame, both zooms near 1
    assert true < -0.001
    assert right == pytest.approx(true, abs=0.4 * abs(true) + made.told["flow"]["unit"])
    assert (made.tile("flow", "flow.png", 0)[..., 1:] == 128).all()


def test_attention_is_the_map_that_the_shares_come_from(made):
    position = 21
    tile = made.tile("attention", "attention.webp", position)[..., 0]
    true = made.watched.maps[position].astype(float)
    assert np.corrcoef(tile.ravel(), true.ravel())[0, 1] > 0.98


def test_a_reel_keeps_to_its_bytes_and_to_what_events_speak_of(tmp_path):
    frames = np.random.default_rng(1).integers(0, 256, (32, 96, 128, 3), np.uint8)
    path = clips.write_clip(tmp_path / "noise.mp4", frames, 24, clips.EXACT)
    settings = replace(Settings(), reel_bytes=40_000)
    report, watched = analysis.remembered(path, settings, _silent)
    developer = Developer(probe(path, settings), watched, report, settings)
    list(developer.develop(read(path, 960, settings)))
    reel = developer.reel()
    packs = sum(len(file) for name, file in reel.files.items() if name.startswith("frames"))
    assert packs <= 1.2 * 40_000
    index = json.loads(reel.files[INDEX])["index"]
    assert 4 < len(index) < 32
    told = {place for event in report.events for place in (event.start, event.peak, event.end)}
    assert {0, 31} | told <= set(index)


def test_a_long_clip_is_thinned(made):
    settings = replace(Settings(), reel_frames=10)
    developer = Developer(probe(made.path, settings), made.watched, made.report, settings)
    list(developer.develop(read(made.path, 960, settings)))
    index = json.loads(developer.reel().files[INDEX])["index"]
    assert set(range(0, 30, 3)) <= set(index)
    assert len(index) < 16


def test_a_region_is_followed_on_the_reel_as_on_the_clip(tmp_path):
    """Where nothing happens it stands still within the same limits, and what vanishes departs."""
    scene = replace(SCENE, camera=Camera())
    still = Made(tmp_path, scene, Settings())
    vanished = next(event for event in still.report.events if event.kind is Kind.VANISH)
    box = ",".join(f"{side:.4f}" for side in vanished.box)
    told = {}
    for name, source in (("clip", still.path), ("reel", still.folder / REEL)):
        out = tmp_path / f"{name}.json"
        follow = ("--follow", box, "--follow", "0.02,0.02,0.1,0.15")
        assert main([str(source), "--json", str(out), *follow]) == 0
        told[name] = Report.from_json(out.read_text("utf-8"))
    for gone, rests in (report.followed for report in told.values()):
        assert gone.departures
        assert abs(gone.worst["delta_e"].frame - 18) < 18
        assert not rests.moves
        assert rests.worst["delta_e"].value < 3
    one, other = (report.followed[0] for report in told.values())
    assert other.worst["delta_e"].value == pytest.approx(one.worst["delta_e"].value, rel=0.25)


def test_a_folder_that_is_no_reel_is_a_sentence(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_where_no_reel_lies_there_is_none(tmp_path):
    assert not Reel.load(tmp_path)
    Reel({INDEX: b"{}", "a.bin": b"123"}).save(tmp_path / "new")
    assert Reel.load(tmp_path / "new").size_bytes == 5
