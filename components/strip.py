"""The picture on the home page: six frames in which a vase fades while someone walks by."""

from base64 import b64encode
from html import escape

import streamlit as st

from components import session

_FRAMES = 6
_WIDTH, _HEIGHT, _GAP = 150, 100, 14
_STYLE = (
    "<style>g { color: #1D2127 } .subject { stroke: #B84A18 } .thing { stroke: #0F6E84 }"
    " @media (prefers-color-scheme: dark) { g { color: #E9E6DF } .subject { stroke: #F08A4B }"
    " .thing { stroke: #5FC3D6 } }</style>"
)


def show() -> None:
    """Draw the film strip."""
    total = _FRAMES * (_WIDTH + _GAP) - _GAP
    frames = "".join(_frame(place) for place in range(_FRAMES))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {_HEIGHT + 22}"'
        f' font-family="sans-serif">{_STYLE}{frames}</svg>'
    )
    # Not st.image: that loads NumPy and Pillow, some 15 MB, to pass these bytes on.
    source = f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
    alt = escape(session.speak()("home.picture"))
    st.html(f'<img src="{source}" alt="{alt}" style="width: 100%">')


def _frame(place: int) -> str:
    """Return one frame: a desk, a vase with less and less ink, a subject farther on."""
    left = place * (_WIDTH + _GAP)
    ink = max(0.06, 1 - 0.22 * place)
    subject_x = 22 + 12 * place
    return (
        f'<g transform="translate({left} 0)" fill="none" stroke="currentColor" stroke-width="1.6"'
        ' stroke-linecap="round" stroke-linejoin="round">'
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
