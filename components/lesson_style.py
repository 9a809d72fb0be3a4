"""The look of a lesson page, beyond what every page has, and the map of it that marks the place."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from components import lab, lab_place, lesson_terms, session

_CSS = """
.st-key-lesson {
  display: grid; gap: 0 4rem; grid-template-columns: minmax(0, calc(79.4% - 2rem)) minmax(0, 1fr);
}
.st-key-lesson > * { grid-column: 1; margin-bottom: 4rem; }
.st-key-lesson > :has(.lesson-map), .st-key-lesson > * > :has(> .lesson-map) { display: contents; }
.st-key-lesson .lesson-header { grid-column: 1; margin-bottom: 1rem; }
.lesson-header .progress-line { display: block; }
.lesson-header i { display: none; } /* The line breaks in its place. */
.st-key-lesson > :has([data-testid="stPageLink"]) { margin-bottom: 0.6rem; }
.st-key-lesson > [class*="st-key-asking-"] { display: none; }
.lesson-section + .lesson-section, .lesson-one-liner + .lesson-section { margin-top: 4rem; }
.lesson-section:last-child { margin-bottom: 1rem; }
:is(.lesson-section, .lesson-box, .lesson-one-liner) > :last-child { margin-bottom: 0; }
.stMain :is(.lesson-header, .lesson-label, .lesson-stale p), .lesson-figure figcaption {
  color: var(--quiet);
}
.stMain .lesson-header { font-size: 0.88rem; }
.stMain .lesson-label { font-size: 0.82rem; }
.stMain .lesson-stale p { font-size: 0.9rem; line-height: 1.55; }
.st-key-lesson h1 { padding: 0 0 1rem; }
.st-key-lesson h2 { padding: 0 0 0.4rem; font-size: 1.4rem; }
.st-key-lesson h3 { padding: 0.8rem 0 0.4rem; font-size: 1.2rem; line-height: 1.4; }
.st-key-lesson [data-testid="stHeading"] h2 { font-size: 1.05rem; }
.st-key-lesson [data-testid="stMarkdownContainer"] :is(ul, ol) {
  margin-left: 0; padding-left: 1.4em;
}
.st-key-lesson li { margin: 0.3em 0; padding: 0; }

.lesson-one-liner {
  padding: 1rem 1.25rem; border-left: 3px solid var(--accent);
  background: var(--panel);
}
.stMain .lesson-one-liner p { font-size: 1.08rem; }
.lesson-box {
  margin-bottom: 1rem; padding: 0.9rem 1.25rem 1rem; border: 1px solid var(--line);
}

/* Elsewhere Korean breaks anywhere rather than run over the edge; a number keeps in one piece. */
.stMain .st-key-lesson :is(th, td) { overflow-wrap: break-word; }

.lesson-figure { margin: 1.4rem 0 1rem; }
.lesson-figure img { display: block; width: 100%; height: auto; }
.lesson-figure figcaption { margin-top: 0.6rem; font-size: 0.9rem; line-height: 1.55; }

/* Beside all the rows of the text, of which there are fewer than 99. */
.lesson-map { grid-column: 2; grid-row: 1 / 99; position: sticky; top: 4.5rem; align-self: start; }
.lesson-map p { margin: 0 0 0.5rem; font-size: 0.82rem; color: var(--quiet); }
.lesson-map ol { list-style: none; margin: 0; padding: 0; font-size: 0.86rem; }
.lesson-map a {
  display: block; padding: 0.28rem 0 0.28rem 0.8rem; line-height: 1.4; text-decoration: none;
  color: color-mix(in srgb, light-dark(#1D2127, #E9E6DF) var(--here, 0%), var(--quiet));
  border-left: 1px solid color-mix(in srgb, var(--accent) var(--here, 0%), var(--line));
  box-shadow: inset 2px 0 color-mix(in srgb, var(--accent) var(--here, 0%), transparent);
}
.lesson-map a:is(:hover, :focus-visible) { color: var(--accent); }
@media (max-width: 1099px) {
  .st-key-lesson { grid-template-columns: minmax(0, 1fr); }
  .lesson-map { display: none; }
}

/* Hangul breaks between words and is not made to slant. */
.st-key-lesson :is(h1, h2, h3, p, li, figcaption):lang(ko) { word-break: keep-all; }
.st-key-lesson em:lang(ko) { font-style: normal; font-weight: 600; }

/* No colours in here: Chromium would go on with those of the theme in which it began. */
@keyframes lesson-here { from, to { --here: 100%; } }
"""


def show_frame(header: str, titles: Mapping[str, str]) -> None:
    """Draw the header, the list of the parts of a lesson, by id, and the stylesheet of the page.

    The map marks the part that crosses the reader's line, a band near the top of the window.
    Scroll timelines do it without a script; where a browser has none the map is just a list.
    """
    timelines = ", ".join(f"--{id}" for id in titles)
    scope = f".stMain {{ timeline-scope: {timelines}; }}"
    css = "\n".join(
        [_CSS, lab.CSS, lab_place.CSS, lesson_terms.CSS, scope, *(_mark(id) for id in titles)]
    )
    items = "".join(f'<li><a href="#{id}">{escape(name)}</a></li>' for id, name in titles.items())
    title = escape(session.speak()("lesson.map"))
    st.html(
        f'{header}<nav class="lesson-map" aria-label="{title}"><p>{title}</p><ol>{items}</ol></nav>'
        f"<style>{css}</style>"
    )


def _mark(id: str) -> str:
    # It is no motion, so it stays where motion is off: hence the duration.
    return f"""
:is(.section-{id}, .st-key-section-{id}) {{
  view-timeline: --{id} block; view-timeline-inset: 25% 74%;
}}
.lesson-map a[href="#{id}"] {{
  animation: lesson-here; animation-timeline: --{id}; animation-duration: auto !important;
}}"""
