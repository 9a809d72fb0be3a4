"""A link to another page."""

import streamlit as st

from components import session, sitemap


def link(name: str, label: str, **asks: str) -> None:
    """Draw a link to the page `name` that keeps the language; the address says what it `asks`."""
    language = session.language()
    page = sitemap.pages(language)[name]
    st.page_link(page, label=label, query_params={"lang": language, **asks})
