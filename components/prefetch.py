"""Fetch what the next view needs while the visitor waits anyway."""

import json
from functools import cache
from pathlib import Path

import streamlit as st


def charts() -> None:
    """Have the browser fetch the code that draws charts: 4.7 MB, by far the largest piece.

    Only a hint. Where Streamlit names its files otherwise, charts come a little later, as ever.
    """
    name = _charts_file()
    if name:
        script = (
            "const ours = document.querySelector('script[src*=\"/static/js/\"]');"
            "const link = document.createElement('link');"
            f"link.rel = 'prefetch'; link.href = new URL({json.dumps(name)}, ours.src);"
            "document.head.append(link);"
        )
        st.html(
            f"<script>if (!document.querySelector('link[rel=prefetch]')) {{ {script} }}</script>",
            unsafe_allow_javascript=True,
        )


@cache
def _charts_file() -> str:
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    return next((path.name for path in folder.glob("PlotlyChart.*.js")), "")
