"""The picture on the home page: six frames in which a vase fades while someone walks by."""

from base64 import b64encode
from functools import cache
from html import escape

import streamlit as st

from components import session

_FRAMES = 6
_WIDTH, _HEIGHT, _GAP = 150, 100, 14
_STEP_X, _STEP_Y = _WIDTH + _GAP, _HEIGHT + 22
_CSS = """
:is(.in-one-row, .in-two-rows) { width: 100%; }
.in-two-rows { display: none; }
@media (max-width: 640px) {
  .in-one-row { display: none; }
  .in-two-rows { display: block; }
}
"""
_STYLE = (
    "<style>g { color: #1D2127 } .subject { stroke: #B84A18 } .thing { stroke: #0F6E84 }"
    " @media (prefers-color-scheme: dark) { g { color: #E9E6DF } .subject { stroke: #F08A4B }"
    " .thing { stroke: #5FC3D6 } }</style>"
)


def show() -> None:
    """Draw the film strip: in one row, or in two where the window is narrow."""
    # Not st.image: that loads NumPy and Pillow, some 15 MB, to pass these bytes on.
    alt = escape(session.speak()("home.picture"))
    rows = {"in-one-row": _FRAMES, "in-two-rows": _FRAMES // 2}
    pictures = (
        f'<img class="{name}" src="{_source(columns)}" alt="{alt}">'
        for name, columns in rows.items()
    )
    st.html(f"<style>{_CSS}</style>{''.join(pictures)}")


@cache
def _source(columns: int) -> str:
    """Return the strip as the address of a picture, so many frames to the row."""
    width, height = columns * _STEP_X - _GAP, _FRAMES // columns * _STEP_Y
    frames = "".join(_frame(place, columns) for place in range(_FRAMES))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' font-family="sans-serif">{_STYLE}{frames}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"


def _frame(place: int, columns: int) -> str:
    """Return one frame: a desk, a vase with less and less ink, a subject farther on."""
    left, top = place % columns * _STEP_X, place // columns * _STEP_Y
    ink = max(0.06, 1 - 0.22 * place)
    subject_x = 22 + 12 * place
    return (
        f'<g transform="translate({left} {top})" fill="none" stroke="currentColor"'
        ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f'<rect x="0.8" y="0.8" width="{_WIDTH - 1.6}" height="{_HEIGHT - 1.6}" rx="3"'
        ' stroke-opacity="0.45"/>'
        f'<path d="M8 72H{_WIDTH - 8}" stroke-opacity="0.6"/>'
        '<path d="M92 14h40v24h-40z M112 14v24" stroke-opacity="0.3"/>'
        f'<g class="subject"><circle cx="{subject_x}" cy="38" r="8"/>'
        f'<path d="M{subject_x - 9} 72v-12q0-12 9-12t9 12v12"/></g>'
        f'<path class="thing" stroke-opacity="{ink:.2f}"'
        ' d="M108 46h10 M110 46q1 6-3 10t-1 12q2 4 7 4t7-4q2-7-1-12t-3-10"/>'
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 17}" text-anchor="middle" stroke="none"'
        f' fill="currentColor" fill-opacity="0.6" font-size="12">{place * 24}</text></g>'
    )
