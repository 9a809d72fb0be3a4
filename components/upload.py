"""Before there is a clip: what happens to it, what it may be, and where to get one."""

from pathlib import Path

import streamlit as st

from components import samples, session, several
from components.session import Chosen
from continuity.jobs import SUFFIXES
from continuity.settings import Settings


def show() -> None:
    """Draw the choice of a clip; once one is chosen, send it off and start over."""
    with st.container(key="side-by-side-clips"):
        _uploader()
        samples.show()


def _uploader() -> None:
    say, limits = session.speak(), session.server_limits()
    with st.container(key="panel-upload", height="stretch"):
        uploads = st.file_uploader(
            say("upload.label"),
            accept_multiple_files=True,
            type=[suffix.removeprefix(".") for suffix in SUFFIXES],
            max_upload_size=limits.file_mb,
            key=session.uploader_key(),
        )
        allowed = say(
            "upload.limits",
            mb=limits.file_mb,
            frames=Settings().min_frames,
            seconds=limits.limits.seconds,
            together=several.MOST,
        )
        st.markdown(f":small[:gray[{allowed}]]\n\n{say('upload.privacy')}")
    if len(uploads) > 1:
        session.choose_clip(None)
        several.bring(uploads)
        st.rerun()
    for upload in uploads:
        suffix = Path(upload.name).suffix
        key = session.registry().submit(upload.getvalue(), suffix, session.visitor())
        session.choose_clip(Chosen(key, upload.name))
        session.drop_upload(upload)
        st.rerun()
