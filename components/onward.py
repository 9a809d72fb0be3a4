"""A link to the next step, on another page."""

import streamlit as st

from components import session


def link(page: str, label: str) -> None:
    """Draw a link to the script `page` that keeps the language."""
    st.page_link(page, label=f"{label} →", query_params={"lang": session.language()})
