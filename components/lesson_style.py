"""The look of a lesson page, beyond what every page has: one stylesheet, drawn once a page."""

import streamlit as st

_CSS = """
.lesson-header, .lesson-label, .lesson-figure figcaption {
  margin: 0; color: light-dark(#5B6470, #A3ACB7);
}
.lesson-header { font-size: 0.88rem; }
.lesson-label { font-size: 0.82rem; }
.st-key-lesson h1 { padding: 0 0 1rem; }
.st-key-lesson h2 { padding: 0 0 0.4rem; font-size: 1.4rem; }
.st-key-lesson h3 { padding: 0.8rem 0 0.4rem; font-size: 1.2rem; line-height: 1.4; }
[class*="st-key-lesson-lab-"] h2 { font-size: 1.05rem; }
.st-key-lesson [data-testid="stMarkdownContainer"] > :is(ul, ol) {
  margin-left: 0; padding-left: 1.4em;
}
.st-key-lesson li { margin: 0.3em 0; padding: 0; }

.st-key-lesson-one-liner {
  padding: 1rem 1.25rem; border-left: 3px solid light-dark(#0F6E84, #5FC3D6);
  background: light-dark(#F1EFE8, #1B2026);
}
.st-key-lesson-one-liner p { font-size: 1.08rem; }
[class*="st-key-lesson-note-"], [class*="st-key-lesson-myth-"] {
  padding: 0.9rem 1.25rem 1rem; border: 1px solid light-dark(#DAD6CB, #2C333B);
}

.lesson-figure { margin: 0.4rem 0 0; }
.lesson-figure img { display: block; width: 100%; height: auto; }
.lesson-figure figcaption { margin-top: 0.6rem; font-size: 0.9rem; line-height: 1.55; }

[data-testid="stColumn"]:has(.lesson-map) [data-testid="stVerticalBlock"] > div:has(.lesson-map) {
  position: sticky; top: 4.5rem;
}
.lesson-map p { margin: 0 0 0.5rem; font-size: 0.82rem; color: light-dark(#5B6470, #A3ACB7); }
.lesson-map ol { list-style: none; margin: 0; padding: 0; font-size: 0.86rem; }
.lesson-map a {
  display: block; padding: 0.28rem 0 0.28rem 0.8rem; line-height: 1.4; text-decoration: none;
  color: light-dark(#5B6470, #A3ACB7); border-left: 1px solid light-dark(#DAD6CB, #2C333B);
}
.lesson-map a:is(:hover, :focus-visible) { color: light-dark(#0F6E84, #5FC3D6); }
@media (max-width: 1099px) {
  [data-testid="stColumn"]:has(.lesson-map) { display: none; }
}

/* Hangul breaks between words and is not made to slant. */
.st-key-lesson :is(h1, h2, h3, p, li, figcaption):lang(ko) { word-break: keep-all; }
.st-key-lesson em:lang(ko) { font-style: normal; font-weight: 600; }

@keyframes lesson-here {
  from, to {
    color: light-dark(#1D2127, #E9E6DF); border-left-color: light-dark(#0F6E84, #5FC3D6);
    box-shadow: inset 2px 0 light-dark(#0F6E84, #5FC3D6);
  }
}
"""


def apply(section_ids: tuple[str, ...]) -> None:
    """Draw the stylesheet for a page with the sections `section_ids`.

    The map marks the section that crosses the reader's line, a band near the top of the window.
    Scroll timelines do it without a script; where a browser has none the map is just a list.
    """
    names = ", ".join(f"--{id}" for id in section_ids)
    scope = f".stMain {{ timeline-scope: {names}; }}"
    st.html("\n".join(["<style>", _CSS, scope, *(_mark(id) for id in section_ids), "</style>"]))


def _mark(id: str) -> str:
    # It is no motion, so it stays where motion is off: hence the duration.
    return f"""
.st-key-section-{id} {{ view-timeline: --{id} block; view-timeline-inset: 25% 74%; }}
.lesson-map a[href="#{id}"] {{
  animation: lesson-here; animation-timeline: --{id}; animation-duration: auto !important;
}}"""
