"""The lab of lesson 05 about the budget: what gets little attention drifts, in a toy."""

import streamlit as st

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.budget import Thing, budget
from i18n import Words
from labs.budget import LIMIT_PX, Budget, Path, off_px
from labs.scene import FRAME_WIDTH, SUBJECT
from labs.takes import ALL_PROPS, SIZE_PX, STANDS_AT

NAME = "attention-budget"
ENOUGH = 0.8
"""Chance that every prop is kept, for the goal."""
LEAST_PROPS, LEAST_FRAMES = 2, 24
"""What the goal leaves of a shot: without props there is nothing to save."""
_ROBOT_Y = 302.0


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    left, right = st.columns(2)
    with left:
        subject = controls.slider("subject", 0.0, 4.0, 2.5, 0.5)
        frames = int(controls.slider("frames", 12, 144, 72, 12))
    with right:
        props = int(controls.slider("props", 1, 12, 8, 1))
        camera = controls.slider("camera", 0.0, 1.0, 0.5, 0.1)
    seed = int(controls.slider("take", 1, 20, 3, 1))
    controls.reset()
    shot = Budget(subject, props, frames, camera)
    paths = shot.take(seed)
    lost = [off_px(path) > LIMIT_PX for path in paths[1:]]
    share = shot.shares[1]
    facts = {
        "frames": frames,
        "props": props,
        "subject": shot.shares[0],
        "share": share,
        "drift": shot.drift_px(share),
        "kept": shot.kept(share),
        "all": shot.all_kept,
        "lost": sum(lost),
        "limit": LIMIT_PX,
        "take": seed,
    }
    names = [say(f"things.{name}") for name in (SUBJECT, *(p.name for p in ALL_PROPS[:props]))]
    reached = shot.all_kept >= ENOUGH and props >= LEAST_PROPS and frames >= LEAST_FRAMES
    lab.show(
        NAME,
        Shown(
            picture=_picture(shot, paths, names, say(f"labs.{NAME}.alt", **facts)),
            finding=say(f"labs.{NAME}.finding", **facts),
            heads=[
                say(f"labs.{NAME}.{head}") for head in ("thing", "share", "drift", "kept", "off")
            ],
            rows=_rows(shot, paths, names, say),
            reached=reached,
        ),
    )


def _picture(shot: Budget, paths: list[Path], names: list[str], alt: str) -> str:
    scale = SIZE_PX[0] / FRAME_WIDTH
    feet = [(STANDS_AT, _ROBOT_Y), *((prop.x, prop.y) for prop in ALL_PROPS)]
    things = [
        Thing(name, share, cutout, (x * scale, y * scale), path, off_px(path) <= LIMIT_PX)
        for name, share, cutout, (x, y), path in zip(
            names, shot.shares, desk.cutouts(), feet, paths, strict=False
        )
    ]
    return budget(desk.bare(480), things, LIMIT_PX, SIZE_PX[0], alt)


def _rows(shot: Budget, paths: list[Path], names: list[str], say: Words) -> list[tuple[str, ...]]:
    rows = [
        (
            name,
            f"{share:.1%}",
            f"{shot.drift_px(share):.1f}",
            f"{shot.kept(share):.0%}",
            f"{off_px(path):.1f}",
        )
        for name, share, path in zip(names, shot.shares, paths, strict=True)
    ]
    every = (say(f"labs.{NAME}.every"), f"{1 - shot.shares[0]:.1%}", "", f"{shot.all_kept:.0%}", "")
    return [*rows, every]
