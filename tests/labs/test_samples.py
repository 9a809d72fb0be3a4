"""The built-in samples: what is in them, what is said of them, and the command that makes them."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import av
import pytest

from continuity.kinds import Factor
from i18n import LANGUAGES, words
from labs.__main__ import FILMS
from labs.samples import SAMPLES
from labs.truth import truths

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


def run(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_has_at_most_one_failure_and_plays_everywhere(sample):
    scene = SAMPLES[sample]
    assert len(truths(scene)) == (sample != "clean")
    assert all(side % 2 == 0 for side in scene.size_px)
    assert 2 <= scene.duration_s <= 6


def test_samples_show_most_factors_and_no_kind_twice():
    kinds = Counter(truth.kind for scene in SAMPLES.values() for truth in truths(scene))
    assert set(kinds.values()) == {1}
    assert {kind.factor for kind in kinds} >= {Factor.TEMPORAL, Factor.PERSISTENCE}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_answer_names_the_frames_and_the_question_does_not(sample, language):
    say = words(language)
    assert say(f"samples.{sample}.title")
    assert not re.search(r"\d", say(f"samples.{sample}.look_for"))
    for truth in truths(SAMPLES[sample]):
        assert str(truth.start) in re.findall(r"\d+", say(f"samples.{sample}.answer"))


def test_listing_samples_loads_no_image_library():
    asks = "import sys, labs.direct_a_clip, labs.samples, labs.takes, labs.truth; "
    code = asks + "print({'cv2', 'av', 'numpy'} & {*sys.modules})"
    assert run("-c", code).stdout.strip() == "set()"
    assert run("-m", "labs", "--list").stdout.split() == list(FILMS)


def test_the_command_writes_a_clip_and_tells_how_far_it_is(tmp_path):
    out = tmp_path / "clip.mp4"
    told = run("-m", "labs", "fading-vase", str(out), "--progress")
    assert (told.returncode, told.stderr) == (0, "")
    steps = [json.loads(line) for line in told.stdout.splitlines()]
    assert {step["step"] for step in steps} == {"draw"}
    shares = [step["done"] for step in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with av.open(str(out)) as container:
        assert sum(1 for _ in container.decode(video=0)) == SAMPLES["fading-vase"].frames


@pytest.mark.parametrize(
    "arguments",
    [("teapot", "clip.mp4"), ("clean", "no/such/folder/clip.mp4"), ("clean",), ()],
)
def test_a_wish_that_cannot_be_met_gets_a_sentence(arguments, tmp_path):
    refused = run("-m", "labs", *arguments)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    assert re.search(r"\w+ \w+ \w+.*\.?$", refused.stderr)
