"""Several clips at once: a table sorted by score, from which they are opened one by one."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components import apology, dropdown, heading, session, trouble
from components.plain import plain
from components.session import Chosen
from components.table import table
from continuity.jobs import Failure, State, Status
from i18n import Words

MOST = 20
_BATCH, _WHICH = "several", "several-which"
_LOOK_EVERY_S = 1.0
_UNDER_WAY = (State.QUEUED, State.RUNNING, State.OFFERED)


@dataclass(slots=True)
class _Batch:
    """The clips a visitor brought together, and how many more there were than are taken."""

    clips: tuple[Chosen, ...] = ()
    left_out: int = 0


def _batch() -> _Batch:
    return session.kept(_BATCH, _Batch)


def there() -> bool:
    """Return whether this visitor brought several clips."""
    return bool(_batch().clips)


def bring(uploads: list[UploadedFile]) -> None:
    """Send `uploads` off, each of them behind the clips that others wait for."""
    batch, registry = _batch(), session.registry()
    clips = []
    for upload in uploads[:MOST]:
        suffix = Path(upload.name).suffix
        key = registry.submit(upload.getvalue(), suffix, session.visitor(), behind=True)
        clips.append(Chosen(key, upload.name))
    # The same clip twice is one row.
    batch.clips = tuple({clip.key: clip for clip in clips}.values())
    batch.left_out = len(uploads[MOST:])
    # Last: a run that is broken off before finds the files again, where they still are.
    for upload in uploads:
        session.drop_upload(upload)


def show() -> None:
    """Draw the table, again each second as long as there is something to wait for."""
    say, batch = session.speak(), _batch()
    heading.part(say("several.title"))
    if batch.left_out:
        st.markdown(say("several.left_out", count=batch.left_out, most=MOST))
    if any(status and status.state in _UNDER_WAY for _, status in _standing(batch)):
        _live()
    else:
        _draw(batch, say)
    st.button(say("several.others"), key="several-others", on_click=_forget)


@st.fragment(run_every=_LOOK_EVERY_S)
def _live() -> None:
    with apology.instead_of_a_traceback():
        batch, registry = _batch(), session.registry()
        for clip, status in _standing(batch):
            if status and status.state is State.OFFERED:
                registry.agree(clip.key)  # the table says that only a part was analysed
        waits = any(status and status.state in _UNDER_WAY for _, status in _standing(batch))
        if session.chosen_clip() or not waits:
            st.rerun()
        _draw(batch, session.speak())


def _standing(batch: _Batch) -> list[tuple[Chosen, Status | None]]:
    registry = session.registry()
    return [(clip, registry.status(clip.key)) for clip in batch.clips]


def _draw(batch: _Batch, say: Words) -> None:
    rows = sorted(_standing(batch), key=lambda row: _order(row[1]))
    heads = [say(f"several.{name}") for name in ("clip", "score", "failures", "note")]
    with st.container(key="wide-several"):
        st.markdown(table(heads, [_row(clip, status, say) for clip, status in rows]))
    done = {clip.key: clip for clip, status in rows if status and status.report}
    if not done:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dropdown.choose(
            say("several.which"),
            list(done),
            _WHICH,
            shown=lambda key: done[key].name if key in done else "",
        )
        st.button(say("several.open"), key="several-open", type="primary", on_click=_open)


def _open() -> None:
    key = session.standing(_WHICH)
    session.choose_clip(next((clip for clip in _batch().clips if clip.key == key), None))


def _order(status: Status | None) -> tuple[int, float]:
    """Return what rows are sorted by: the best first, then what is to come, what failed last."""
    if status and status.report:
        score = status.report.scores.continuity
        return 0, 1.0 if score is None else -score
    if status and status.state in _UNDER_WAY:
        return 1, float(status.place_in_line)
    return 2, 0.0


def _row(clip: Chosen, status: Status | None, say: Words) -> tuple[str, ...]:
    name = plain(clip.name)
    if status and status.report:
        report = status.report
        score = report.scores.continuity
        note = (
            say(
                "offer.partly",
                seconds=session.registry().limits.seconds,
                duration_s=status.duration_s,
            )
            if status.duration_s
            else ""
        )
        shown = "–" if score is None else f"{score:.2f}"
        return name, shown, str(len(report.failures)), note
    if status and status.state in _UNDER_WAY:
        if status.place_in_line:
            return name, "–", "–", say("several.in_line", place=status.place_in_line)
        return name, "–", "–", say("several.running", share=status.done)
    why, following = trouble.sentences(_failure(status), say)
    return name, "–", "–", f"{why} {following}"


def _failure(status: Status | None) -> Failure:
    if status is None:
        return Failure("forgotten")
    return status.failure or Failure("cancelled")


def _forget() -> None:
    registry, batch = session.registry(), _batch()
    for clip in batch.clips:
        registry.cancel(clip.key, session.visitor())
    batch.clips, batch.left_out = (), 0
    session.choose_clip(None)
