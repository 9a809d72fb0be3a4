"""The lab of lesson 03 about tokens: how many a clip is, and what they cost."""

import streamlit as st

from components import lab, session
from components.controls import Controls
from components.lab import Shown
from figures.bricks import bricks
from labs.tokens import CODECS, PRESETS, Clip, grid

NAME = "token-calculator"
FEW_TOKENS = 40_000
LONG, WIDE, HIGH = 120, 1280, 704
"""Frames of 5 seconds at 24 fps, and the least of 720p that models with large patches make."""
WAY = {"codec": "4x32", "frames": 121, "width": 1280, "height": 720}
"""One way to the goal."""


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    _presets()
    codec = controls.choice("codec", tuple(CODECS), "4x16")
    frames = int(controls.slider("frames", 1, 257, 121, 4))
    left, right = st.columns(2)
    with left:
        width = int(controls.slider("width", 256, 1920, 1280, 16))
    with right:
        height = int(controls.slider("height", 256, 1088, 720, 16))
    controls.reset(WAY)
    clip = Clip(frames, width, height)
    found, longer = (grid(c, CODECS[codec]) for c in (clip, Clip(2 * frames - 1, width, height)))
    facts = {
        "steps": found.steps,
        "rows": found.rows,
        "columns": found.columns,
        "tokens": found.tokens,
        # Each language has large numbers of its own: 12.45 billion is 124.5억.
        "many": say(f"labs.{NAME}.many", count=found.pairs / float(say(f"labs.{NAME}.many_is"))),
        "times": longer.pairs / found.pairs,
    }
    lab.show(
        NAME,
        Shown(
            picture=bricks(
                found.steps,
                found.rows,
                found.columns,
                (str(found.steps), str(found.rows), str(found.columns)),
                say("labs.token-calculator.alt", **facts),
            ),
            finding=say("labs.token-calculator.finding", **facts),
            heads=(
                say("labs.token-calculator.codec"),
                say("labs.token-calculator.tokens"),
                say("labs.token-calculator.pairs"),
            ),
            rows=[
                (say(f"labs.token-calculator.{name}"), f"{g.tokens:,}", f"{g.pairs:.2e}")
                for name, g in ((name, grid(clip, other)) for name, other in CODECS.items())
            ],
            reached=found.tokens < FEW_TOKENS
            and frames >= LONG
            and width >= WIDE
            and height >= HIGH,
        ),
    )


def _presets() -> None:
    """Draw a button for every preset, which sets all controls to it."""
    say = session.speak()
    with st.container(horizontal=True):
        for name, (clip, codec) in PRESETS.items():
            values = {"frames": clip.frames, "width": clip.width, "height": clip.height}
            keyed = {f"{NAME}-{control}": value for control, value in values.items()}
            st.button(
                say(f"labs.token-calculator.{name}"),
                key=f"{NAME}-{name}",
                on_click=session.put,
                args=({**keyed, f"{NAME}-codec": codec},),
            )
