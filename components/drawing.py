"""SVG of our own on the page, in the page's font and colours.

st.html takes every SVG out, and a picture in an <img> would know neither the font nor the theme.
"""

import streamlit as st

# Streamlit would take text of a single line for the name of a file.
_PUT = """
const decoder = new TextDecoder()
export default ({ data, parentElement }) => {
  const place = parentElement.querySelector("div")
  place.innerHTML = decoder.decode(data)
}
"""
_mount = st.components.v2.component("drawing", html="<div></div>", js=_PUT)


def show(svg: str, key: str) -> None:
    """Draw `svg`, in which every text that is not ours has been escaped."""
    # Bytes, because for anything else Streamlit looks whether it is a table, and loads pandas.
    _mount(key=key, data=svg.encode())
