"""A link to the next step, on another page."""

from pathlib import Path

import streamlit as st

from components import session


def link(page: str, label: str) -> None:
    """Draw a link to the script `page` that keeps the language."""
    with st.container(key=f"onward-{Path(page).stem}"):
        st.page_link(page, label=f"{label} →", query_params={"lang": session.language()})
