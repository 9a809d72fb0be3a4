"""Two pictures at one place, swapped by hand, and never more than twice a second.

The browser swaps them: a round trip to the server would take the eye's memory with it. Whoever
presses faster waits, because flashes beyond three a second can harm (WCAG 2.2, 2.3.1).
"""

import json

import streamlit as st

LEAST_MS = 500
"""Milliseconds between two swaps."""

_PUT = """
const decoder = new TextDecoder()
export default ({ data, parentElement }) => {
  const { svg, words, least } = JSON.parse(decoder.decode(data))
  const button = parentElement.querySelector("button")
  parentElement.querySelector(".pictures").innerHTML = svg
  const last = parentElement.querySelector(".last")
  let swapped = -Infinity
  const show = (second) => {
    last.style.visibility = second ? "visible" : "hidden"
    button.textContent = words[Number(second)]
    button.setAttribute("aria-pressed", String(second))
  }
  button.onclick = () => {
    const now = performance.now()
    if (now - swapped < least) return
    swapped = now
    show(last.style.visibility === "hidden")
  }
  show(false)
}
"""
_LOOK = """
button {
  font: inherit; color: inherit; background: none; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  padding: 0.5rem 0.9rem; min-height: 44px; margin-bottom: 0.5rem;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
"""
_mount = st.components.v2.component(
    "blink", html='<button type="button"></button><div class="pictures"></div>', css=_LOOK, js=_PUT
)


def show(svg: str, words: tuple[str, str], key: str) -> None:
    """Draw `svg`, whose group ``last`` lies above the other one, and the button that swaps them.

    `words` are the button's, while the first and while the last picture is seen.
    """
    told = {"svg": svg, "words": words, "least": LEAST_MS}
    _mount(key=key, data=json.dumps(told).encode())
