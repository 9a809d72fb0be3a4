"""The takes of a visit: an experiment, two to compare, notes, and what the browser keeps."""

from dataclasses import replace

import streamlit as st

from components import comparison, dropdown, heading, onward, session, takes_store
from components.plain import plain
from components.table import number, table
from continuity.difference import Verdict, changes
from i18n import Words
from learner.takes import LEVERS, LONGEST, MOST_TAKES, Part, Take, baseline, clean

_ONE_LINE = ("name", "model", "length", "camera")
_KEEP, _FRAMES = "keep-takes", "keep-frames"


def show() -> None:
    """Draw what there is to do with the takes there are."""
    say, takes = session.speak(), takes_store.shelf().all()
    if not takes:
        st.markdown(say("takes.none"))
        onward.link("clip_lab", f"{say('takes.go')} →")
    if len(takes) > 1:
        comparison.show(takes)
    _plan(takes, say)
    if takes:
        _notes(takes, say)
    _keeping(say)
    takes_store.show()


def _plan(takes: tuple[Take, ...], say: Words) -> None:
    heading.part(say("takes.plan"))
    st.markdown(say("takes.plan_text"))
    heads = [say(f"takes.{name}") for name in ("part", "take", "continuity", "broke", "against")]
    first = baseline(takes)
    rows = [row for part in (Part.BASELINE, *LEVERS) for row in _rows(part, takes, first, say)]
    with st.container(key="wide-plan"):
        st.markdown(table(heads, rows))
    st.caption(say("takes.plan_note"))


def _rows(
    part: Part, takes: tuple[Take, ...], first: Take | None, say: Words
) -> list[tuple[str, ...]]:
    name = f"**{say(f'takes.parts.{part}')}**"
    made = [take for take in takes if take.part is part]
    if not made:
        return [(name, say(f"takes.todo.{part}"), "–", "–", "–")]
    return [
        (
            name,
            plain(take.name),
            score(take, say),
            str(len(take.digest.failures)),
            "–" if first is None or part is Part.BASELINE else _against(first, take, say),
        )
        for take in made
    ]


def score(take: Take, say: Words) -> str:
    """Return the continuity of a take with its interval."""
    value, interval = take.digest.scores["continuity"], take.digest.intervals.get("continuity")
    if value is None or interval is None:
        return number(value, ".2f")
    return say("takes.score", score=value, low=interval[0], high=interval[1])


def _against(first: Take, take: Take, say: Words) -> str:
    change = changes(first.digest, take.digest)[-1]
    if change.difference is None or change.verdict is Verdict.UNMEASURED:
        return say("takes.verdict.unmeasured")
    return f"{change.difference:+.2f} · {say(f'takes.verdict.{change.verdict}')}"


def _notes(takes: tuple[Take, ...], say: Words) -> None:
    heading.part(say("takes.notes"))
    names = {take.id: take for take in takes}
    id = dropdown.choose(
        say("takes.which"),
        list(names),
        "take-to-note",
        shown=lambda id: names[id].name if id in names else "",
        first=len(names) - 1,
    )
    take = names[id]
    form = f"notes-{id}-{take.changed_ms}"
    with st.form(form, border=False):
        for name in _ONE_LINE:
            st.text_input(
                say(f"takes.note.{name}"),
                getattr(take, name),
                max_chars=LONGEST[name],
                key=f"{form}-{name}",
            )
        st.text_area(
            say("takes.note.prompt"),
            take.prompt,
            max_chars=LONGEST["prompt"],
            height=100,
            key=f"{form}-prompt",
        )
        st.radio(
            say("takes.note.part"),
            list(Part),
            index=list(Part).index(take.part),
            format_func=lambda part: say(f"takes.parts.{part}"),
            horizontal=True,
            # Streamlit knows an option by its words.
            key=f"{form}-part-{say.language}",
        )
        st.form_submit_button(say("takes.save"), type="primary", on_click=_save, args=(take, form))
    st.button(say("takes.drop"), key="drop-take", on_click=_drop, args=(id,))


def _save(take: Take, form: str) -> None:
    notes = {
        name: clean(session.standing(f"{form}-{name}"), name) for name in (*_ONE_LINE, "prompt")
    }
    changed = replace(
        take,
        part=Part(session.standing(f"{form}-part-{session.language()}")),
        changed_ms=takes_store.now_ms(),
        name=notes["name"] or take.name,
        model=notes["model"],
        length=notes["length"],
        camera=notes["camera"],
        prompt=notes["prompt"],
    )
    takes_store.shelf().put(changed)


def _drop(id: str) -> None:
    takes_store.shelf().drop(id)


def _keeping(say: Words) -> None:
    shelf = takes_store.shelf()
    heading.part(say("takes.keep"))
    session.put({_KEEP: shelf.keeps, _FRAMES: shelf.frames})
    st.checkbox(say("takes.keep_them"), key=_KEEP, on_change=_choose)
    st.checkbox(
        say("takes.keep_frames"), key=_FRAMES, on_change=_choose_frames, disabled=not shelf.keeps
    )
    st.caption(say("takes.keep_note", most=MOST_TAKES))
    if shelf.full:
        st.markdown(say("takes.full"))
    if not shelf.has_room:
        st.markdown(say("takes.no_room", most=MOST_TAKES))
    if shelf.set_aside:
        st.markdown(say("takes.set_aside"))


def _choose() -> None:
    takes_store.shelf().choose(session.ticked(_KEEP))


def _choose_frames() -> None:
    shelf, registry = takes_store.shelf(), session.registry()
    frames = None
    if session.ticked(_FRAMES):
        found = {id: takes_store.frames_of(registry.status(id)) for id in shelf.takes}
        frames = {id: pictures for id, pictures in found.items() if pictures}
    shelf.show_frames(frames, takes_store.now_ms())
