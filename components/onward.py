"""A link to another page."""

import streamlit as st

from components import session, sitemap


def link(name: str, label: str) -> None:
    """Draw a link to the page `name` that keeps the language."""
    language = session.language()
    st.page_link(sitemap.pages(language)[name], label=label, query_params={"lang": language})
