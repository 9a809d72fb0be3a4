"""The lab of lesson 05 about blindness: find the slow change by watching, then by comparing."""

from typing import TYPE_CHECKING

import streamlit as st

from components import blink, drawing, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.two_frames import in_turn, side_by_side, single, wiped
from i18n import Words

if TYPE_CHECKING:
    from labs.two_frames import Frame

NAME = "two-frames"
TOOLS = ("side", "wipe", "difference", "blink")
UNANSWERED = "unanswered"


@lab.fragment
def show() -> None:
    """Draw the lab."""
    from labs.two_frames import ANSWERS, CHANGES, CLIPS, Score, all_right, apart, pair

    say = session.speak()
    controls = Controls(NAME)
    options = (UNANSWERED, *ANSWERS)
    clip = controls.choice("clip", tuple(CLIPS), next(iter(CLIPS)))
    watched, compared = (
        {name: controls.standing(f"{how}-{name}", options, UNANSWERED) for name in CLIPS}
        for how in ("watched", "compared")
    )
    if watched[clip] == UNANSWERED:
        _play(clip, say)
        controls.pick(f"watched-{clip}", options, UNANSWERED, "watched")
    else:
        first, last = pair(lab.film("pairs"), clip)
        facts = {name: f"{levels:.1f}" for name, levels in apart(clip, first, last).items()}
        alt = say(f"labs.{NAME}.alt", clip=clip, **facts)
        _compare(controls, (first, last), alt, say)
        compared[clip] = controls.pick(f"compared-{clip}", options, UNANSWERED, "compared")
    controls.reset()
    by_watching, by_comparing = Score.of(watched), Score.of(compared)
    parts = ["finding", _verdict(clip, watched[clip], compared[clip])]
    numbers = {
        "changes": CHANGES,
        "watched": by_watching.found,
        "watched_false": by_watching.false_alarms,
        "compared": by_comparing.found,
        "compared_false": by_comparing.false_alarms,
        "clip": clip,
    }
    lab.show(
        NAME,
        Shown(
            picture="",  # it stands above, between the tool and the question
            finding=" ".join(say(f"labs.{NAME}.{part}", **numbers) for part in parts),
            heads=[say(f"labs.{NAME}.{head}") for head in ("clip", "by_watching", "by_comparing")],
            rows=[
                (
                    name,
                    _mark(name, watched[name], compared[name] != UNANSWERED, say),
                    _mark(name, compared[name], True, say),
                )
                for name in CLIPS
            ],
            reached=all_right(compared),
        ),
    )


def _play(clip: str, say: Words) -> None:
    st.video(
        lab.clip(f"watch-{clip}"),
        alt=say(f"labs.{NAME}.video_alt", clip=clip),
        muted=True,
        autoplay=False,
    )


def _compare(controls: Controls, frames: tuple["Frame", "Frame"], alt: str, say: Words) -> None:
    """Draw the choice of a tool and what it shows."""
    from labs.two_frames import STRONGER, difference

    names = (say(f"labs.{NAME}.first"), say(f"labs.{NAME}.last"))
    tool = controls.choice("tool", TOOLS, TOOLS[0])
    if tool == "blink":
        words = (say(f"labs.{NAME}.to_last"), say(f"labs.{NAME}.to_first"))
        blink.show(in_turn(*frames, alt), words, f"{NAME}-blink")
        return
    if tool == "wipe":
        share = controls.slider("place", 0, 100, 50, 1) / 100
        picture = wiped(*frames, share, names, alt)
    elif tool == "difference":
        name = say(f"labs.{NAME}.stronger", times=STRONGER)
        picture = single(difference(*frames), name, alt)
    else:
        picture = side_by_side(*frames, names, alt)
    drawing.show(picture, key=f"{NAME}-drawing")


def _verdict(clip: str, watched: str, compared: str) -> str:
    """Return the sentence for the clip that is looked at."""
    from labs.two_frames import changed

    if watched == UNANSWERED:
        return "watch"
    if compared == UNANSWERED:
        return "compare"
    return "right" if compared == changed(clip) else "wrong"


def _mark(clip: str, said: str, told: bool, say: Words) -> str:
    """Return what was said of a clip; whether it was right is `told` only after comparing."""
    from labs.two_frames import changed

    if said == UNANSWERED:
        return "–"
    sign = ("✓ " if said == changed(clip) else "✗ ") if told else ""
    return sign + say(f"labs.{NAME}.{said}")
