"""The report as one HTML file, with the field notes that only the learner's browser knows."""

import json
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit import runtime

from components import apology, session
from figures.html_parts import NOTES

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "report_file",
    html='<div class="report-file"><button type="button"></button><p role="status"></p></div>',
    css=(_HERE / "report_file.css").read_text(encoding="utf-8"),
    js="\n".join(
        (_HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("report_file", "kept_notes")
    ),
)


@st.fragment
def show(key: str, file_name: str, write: Callable[[], str]) -> None:
    """Draw the button that saves what `write` returns, with the notes on the clip `key` in it."""
    with apology.instead_of_a_traceback():
        say, asked = session.speak(), f"report-file-asked-{key}"
        told = {
            "language": say.language,
            "clip": key,
            "file": file_name,
            "mark": NOTES,
            "address": _address(write()) if session.kept(asked, bool) else "",
            "words": {
                "button": say("downloads.html"),
                "failed": say("downloads.html_failed"),
                "notes": say("html_report.notes"),
            },
        }
        with st.container(width="content", key="report-file"):
            # As bytes: for a dict Streamlit would load pandas.
            _mount(
                key=f"report-file-{key}",
                data=json.dumps(told, ensure_ascii=False).encode(),
                on_asked_change=lambda: session.put({asked: True}),
                width="content",
            )
        # Last: a run that is broken off before it told where the file is leaves that to the next.
        session.put({asked: False})


def _address(html: str) -> str:
    """Return where the browser of this visit finds the file, until the page is drawn again."""
    if not runtime.exists():
        return ""
    files = runtime.get_instance().media_file_mgr
    # Not as HTML: it is to be saved, not opened under the app's own address. Relative, because
    # Community Cloud serves the app below a path of its own.
    return files.add(html.encode(), "application/octet-stream", "report-file").removeprefix("/")
