"""The lab of lesson 09: weigh numbers for whole clips until the sound clips win, if they can."""

import streamlit as st

from components import lab, metric_clip, session
from components.controls import Controls
from components.lab import Shown
from components.metric_clip import NAME
from components.table import number
from figures.ranking import Entry, ranking
from labs.beat_the_metric import MEASURED, NAMES, rank, sound_on_top
from labs.metric_clips import SOUND

ENGINE = "continuity"
_MOST = 4
WAY = {ENGINE: 4, "motion_px": 1}
"""One way to the goal: what weighs anything in it."""
_FORMS = {"motion_px": ".2f", "warp_error": ".2f"}


def show() -> None:
    """Draw the lab: the weights with their ranking, and the clips to look at."""
    _weigh()
    metric_clip.show()


@lab.fragment
def _weigh() -> None:
    say = session.speak()
    controls = Controls(NAME)
    weights = _weights(controls)
    controls.reset({name: WAY.get(name, 0) for name in NAMES})
    ranked = rank(weights)
    names = [say(f"labs.{NAME}.{clip}") for clip, _ in ranked]
    places = [place for place, (clip, _) in enumerate(ranked, 1) if clip in SOUND]
    facts = {"winner": names[0], "first": places[0], "second": places[1]}
    reached = sound_on_top(ranked)
    order = ", ".join(f"{name} {score:.2f}" for name, (_, score) in zip(names, ranked, strict=True))
    entries = [
        Entry(name, score, clip in SOUND) for name, (clip, score) in zip(names, ranked, strict=True)
    ]
    lab.show(
        NAME,
        Shown(
            picture=ranking(entries, say(f"labs.{NAME}.alt", order=order)),
            finding=say(f"labs.{NAME}.{'done' if reached else 'finding'}", **facts),
            heads=[say(f"labs.{NAME}.clip"), *(say(f"labs.{NAME}.{name}") for name in NAMES)],
            rows=[
                [
                    name,
                    *(
                        number(getattr(MEASURED[clip], each), _FORMS.get(each, ".3f"))
                        for each in NAMES
                    ),
                ]
                for name, (clip, _) in zip(names, ranked, strict=True)
            ],
            reached=reached,
        ),
    )


def _weights(controls: Controls) -> dict[str, float]:
    """Draw a slider per measure, two to a row, and return what each weighs."""
    weights = {}
    for place, name in enumerate(NAMES):
        if place % 2 == 0:
            columns = st.columns(2)  # a row each, so that a phone keeps their order
        with columns[place % 2]:
            weights[name] = controls.slider(name, 0, _MOST, 0 if name == ENGINE else 1, 1)
    return weights
