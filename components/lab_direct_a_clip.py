"""The lab that closes lesson 05: direct a clip, guess what drifts, have it drawn and measured."""

import sys
from collections.abc import Sequence

import streamlit as st

from components import directed_result, lab, session, trouble, waiting
from components.controls import Controls
from components.directed_result import NAME, Guess
from continuity.jobs import Drawing, Failure, State
from i18n import Words
from labs.direct_a_clip import BACKGROUNDS, CAMERAS, LENGTHS_S, NOBODY, Wish, boxes

_GUESSES = f"{NAME}-guesses"
_WAY = {"seconds": 2, "background": "medium", "camera": "still"}
"""A setting that meets the goal, once the clip is made and measured."""


@lab.fragment
def show() -> None:
    """Draw the lab: the wishes, then either the guess, or the clip and what was measured in it."""
    say = session.speak()
    controls = Controls(NAME)
    wish = Wish(
        controls.steps("seconds", LENGTHS_S, max(LENGTHS_S)),
        controls.choice("background", list(BACKGROUNDS), "busy"),
        controls.choice("camera", list(CAMERAS), "pan"),
    )
    asked = {f"{NAME}-{what}-{wish.name}": None for what in ("first", "count")}
    controls.reset(_WAY, also={_GUESSES: {}, **asked})
    guess = _guesses().get(wish.name)
    if guess is None:
        lab.show(NAME, directed_result.budget(wish, say))
        _ask(wish, list(asked), say)
    else:
        _measure(wish, guess, say)


def _ask(wish: Wish, keys: Sequence[str], say: Words) -> None:
    """Draw the guess and the button that takes it; nothing is drawn or told before."""
    first_key, count_key = keys
    st.markdown(f"**{say(f'labs.{NAME}.guess')}**")
    first = st.radio(
        say(f"labs.{NAME}.first"),
        [*wish.props, NOBODY],
        index=None,
        format_func=lambda name: say(f"labs.{NAME}.{name}" if name == NOBODY else f"things.{name}"),
        horizontal=True,
        key=first_key,
        persist_state="session",
    )
    count = st.radio(
        say(f"labs.{NAME}.count"),
        range(len(wish.props) + 1),
        index=None,
        horizontal=True,
        key=count_key,
        persist_state="session",
    )
    guess = None if first is None or count is None else Guess(first, count)
    st.button(
        say(f"labs.{NAME}.go"),
        type="primary",
        key=f"{NAME}-go",
        disabled=guess is None,
        on_click=_take,
        args=(wish, guess),
    )
    if guess is None:
        st.caption(say(f"labs.{NAME}.guess_first"))


def _measure(wish: Wish, guess: Guess, say: Words) -> None:
    """Draw the clip once there is one, and what was measured, or how that stands."""
    registry, key = session.registry(), f"drawing-{wish.name}"
    status = registry.status(key)
    path = registry.drawn(wish.name)
    if path:
        alt = say(f"labs.{NAME}.video_alt", wish=directed_result.title(wish, say))
        st.video(path, alt=alt, loop=True, muted=True, autoplay=False)
    if status and status.report:
        lab.show(NAME, directed_result.result(wish, guess, status.report, say))
    elif status and status.state in (State.QUEUED, State.RUNNING):
        waiting.look(key, "" if path else wish.name)
        # Outside of what is drawn again twice a second, where a click could get lost.
        cancel = (key, session.visitor())
        st.button(say("waiting.cancel"), f"{NAME}-cancel", on_click=registry.cancel, args=cancel)
    else:
        # Cancelled, failed, or done so long ago that the registry has forgotten it.
        if status:
            why, _ = trouble.sentences(status.failure or Failure("cancelled"), say)
            st.markdown(f"**{why}**")
        st.button(say(f"labs.{NAME}.again"), f"{NAME}-again", on_click=_submit, args=(wish,))


def _take(wish: Wish, guess: Guess) -> None:
    """Keep the guess for this visit, and have the clip made: called before the lab is drawn."""
    _guesses()[wish.name] = guess
    _submit(wish)


def _submit(wish: Wish) -> None:
    command = (sys.executable, "-m", "labs", wish.name)
    session.registry().submit_drawing(Drawing(wish.name, command, boxes(wish)), session.visitor())


def _guesses() -> dict[str, Guess]:
    """Return what was guessed in this visit, by the name of the clip."""
    return session.kept(_GUESSES, dict[str, Guess])
