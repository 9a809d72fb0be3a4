"""The lab of lesson 01: real, shuffled and trembling clips of equally sharp frames."""

import streamlit as st

from components import drawing, lab, session
from components.controls import Controls
from components.lab import Shown
from i18n import Words

NAME = "same-frames"
GOAL_FRAMES = 72
_LETTERS = ("a", "b", "c")


_RIDDLE_ROW = 118
"""Where the robot's legs pass the vase and the cup."""


@lab.fragment
def show() -> None:
    """Draw the lab."""
    # NumPy is for those who open a lab that calculates with pictures.
    from figures.same_frames import Column, columns
    from labs.same_frames import SPEEDS_FPS, Order, cut, hidden, measured, raw_megabytes

    say = session.speak()
    controls = Controls(NAME)
    left, right = st.columns(2)
    with left:
        seconds = int(controls.slider("seconds", 1, 6, 2, 1))
        row = int(controls.slider("row", 0, 155, 96, 1))
    with right:
        fps = controls.steps("fps", SPEEDS_FPS, 24)
        jitter = int(controls.slider("jitter", 0, 4, 2, 1))
    moment = int(controls.slider("moment", 0, 100, 40, 1))

    film, frames = lab.film("desk"), seconds * fps
    clips = {order: cut(film, order, fps, seconds, jitter) for order in Order}
    found = {
        order: measured(order, fps, seconds, jitter if order is Order.TREMBLING else 0)
        for order in Order
    }
    alike = {order.value: found[order].alike for order in Order}
    named = [
        Column(
            say(f"labs.same-frames.{order}"),
            clip.slice(row),
            say("labs.same-frames.note", alike=found[order].alike),
            clip.picture(round(moment / 100 * (frames - 1))),
            row,
        )
        for order, clip in clips.items()
    ]
    time = say("labs.same-frames.time")
    drawing.show(
        columns(named, time, say("labs.same-frames.alt", row=row, **alike)), f"{NAME}-clips"
    )

    guess = controls.choice("guess", ("none", *_LETTERS), "none")
    shuffled = _LETTERS[hidden(24, 3).index(Order.SHUFFLED)]
    controls.reset({"seconds": 3, "fps": 24, "guess": shuffled})
    behind = dict(zip(_LETTERS, hidden(fps, seconds), strict=True))
    nameless = [Column(letter.upper(), clips[o].slice(_RIDDLE_ROW)) for letter, o in behind.items()]
    megabytes = raw_megabytes(frames)
    facts = {"frames": frames, "fps": fps, "seconds": seconds, "megabytes": megabytes}
    right_one = behind.get(guess) is Order.SHUFFLED
    lab.show(
        NAME,
        Shown(
            picture=columns(nameless, time, say("labs.same-frames.riddle_alt")),
            finding=" ".join(
                [
                    say("labs.same-frames.finding", **facts),
                    _answer(say, guess, right_one),
                ]
            ),
            heads=[say(f"labs.same-frames.{head}") for head in ("clip", "sharpness", "alike")],
            rows=[
                (say(f"labs.same-frames.{o}"), f"{m.sharpness:.2f}", f"{m.alike:.3f}")
                for o, m in found.items()
            ],
            reached=frames == GOAL_FRAMES and right_one,
        ),
    )


def _answer(say: Words, guess: str, right: bool) -> str:
    if guess == "none":
        return ""
    return say("labs.same-frames.guessed_right" if right else "labs.same-frames.guessed_wrong")
