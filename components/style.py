"""The look of every page, beyond what the theme gives: one stylesheet."""

from urllib.parse import quote

import streamlit as st

from components import names_for_ears, paper, session
from course import catalogue

# light-dark() follows the theme because Streamlit sets color-scheme on the app.
CSS = """
:root {
  --accent: light-dark(#0F6E84, #5FC3D6); --quiet: light-dark(#5B6470, #A3ACB7);
  --line: light-dark(#DAD6CB, #2C333B); --panel: light-dark(#F1EFE8, #1B2026);
  --unfilled: light-dark(#DEDACE, #343C45); --edge: light-dark(#66707B, #8C96A3);
  --on-accent: light-dark(#FFFFFF, #121519); --measure: 34em;
}
:lang(ko) { --measure: 38em; }
[data-testid="stHeader"] { background: transparent; }
[data-testid="stDecoration"], [data-testid="stStatusWidget"] { display: none; }
.st-key-browser_store, .st-key-takes_store, .st-key-account_keeper { display: none; }
/* Until the browser has told what it keeps, or soon anyway: no number is shown and then another. */
:root:not([data-progress]) :is(.progress-line, .st-key-side-by-side-ways, .st-key-panel-sign-in) {
  visibility: hidden; animation: told 0s 1.5s forwards;
}
@keyframes told { to { visibility: visible; } }
[data-testid="stMainBlockContainer"] { max-width: 1120px; padding: 3.2rem 2rem 6rem; }
[data-testid="stMain"] { font-variant-numeric: tabular-nums; }
.stMain h1 { line-height: 1.25; padding: 0 0 0.5rem; text-wrap: balance; max-width: 22em; }
.stMain h2 { line-height: 1.35; padding: 1.4rem 0 0.3rem; text-wrap: balance; }
/* Its link says "Link to heading", in English; lessons have a map of their headings. */
[data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stMain"] p, [data-testid="stMain"] li { line-height: 1.65; }
[data-testid="stMain"]:lang(ko) p, [data-testid="stMain"]:lang(ko) li { line-height: 1.75; }
.stApp:lang(ko) * { word-break: keep-all; overflow-wrap: anywhere; }
[data-testid="stMarkdownContainer"] > p, [data-testid="stMarkdownContainer"] li,
.lesson-section > p, .lesson-section li, .record > p {
  max-width: var(--measure);
}
.stMain [data-testid="stCaptionContainer"] { opacity: 1; }
.stMain [data-testid="stCaptionContainer"] :is(p, li) {
  max-width: var(--measure);
  color: var(--quiet); font-size: 0.9rem; line-height: 1.55;
}
.stApp .stMain:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.stApp :is(a, summary, button):focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; box-shadow: none;
}
/* Streamlit writes white on whatever the accent is. */
.stApp [data-testid^="stBaseButton-primary"]:enabled {
  color: var(--on-accent); background: var(--accent); border-color: var(--accent);
}
.stApp [data-testid^="stBaseButton-primary"]:enabled:is(:hover, :active) {
  background: color-mix(in srgb, var(--accent) 85%, light-dark(#1D2127, #E9E6DF));
}

[data-testid="stHeadingWithActionElements"]:has(h1) + p {
  font-size: 1.12rem; color: var(--quiet);
}

[class*="st-key-side-by-side-"] {
  display: grid; gap: 2rem; grid-template-columns: repeat(2, minmax(0, 1fr));
}
.st-key-side-by-side-ways { align-items: stretch; }
.st-key-side-by-side-viewer { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); }
.st-key-side-by-side-clips { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); }
[class*="st-key-panel-"], .st-key-verdict, .st-key-trouble {
  padding: 1.3rem 1.5rem 1.4rem; background: var(--panel);
}
.st-key-verdict { border-left: 3px solid var(--accent); }
.stMain :is(.st-key-verdict, .st-key-side-by-side-viewer, [class*="st-key-panel-"]) h2 {
  padding-top: 0;
}
.stMain .st-key-life h2 { padding-top: 1.4rem; }
.st-key-verdict p { font-size: 1.08rem; }
.st-key-trouble { border-left: 3px solid light-dark(#B84A18, #F08A4B); }
[data-testid="stExpanderDetails"] [data-testid="stMarkdownContainer"] { overflow-x: auto; }
[data-testid="stImageCaption"] { text-align: left; }
[data-testid="InputInstructions"] { display: none; }

[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] > span, [data-testid="stFileUploaderDropzone"] button {
  width: auto; max-width: none;
}
/* For ears it stays: a name that only a style gives is none for some of them. */
[data-testid="stFileUploaderDropzone"] button p {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]::after {
  content: "UPLOAD"; white-space: nowrap;
}
/* What can be filled in or ticked has an edge that shows; the colour of lines does not. */
[data-testid="stRadioOption"]:not([data-selected="true"]) > div > div:first-child,
[data-testid="stCheckbox"] label:not([data-selected="true"], [data-disabled="true"]) > span + div,
:is([data-testid="stTextInputRootElement"], [data-testid="stTextAreaRootElement"],
  [data-testid="stSelectbox"] [role="group"]):not(:focus-within),
[data-testid="stFileUploaderDropzone"] {
  border-color: var(--edge);
}
[data-testid="stFileUploaderDropzone"] { border-style: dashed; }
[data-testid="stForm"], .stMain .st-key-take-to-note { max-width: 40rem; }
[data-testid="stRadioOption"][data-focus-visible="true"] {
  outline: 2px solid var(--accent); outline-offset: 2px;
}

/* A fragment is as wide as its row, and its button is not. */
.st-key-downloads > :has(.st-key-report-file) { flex: none; width: auto; }
[class*="st-key-wide-"] { overflow-x: auto; }
/* Rows are ruled, columns are not: one kind of table on every page. */
.stMain [data-testid="stMarkdownContainer"] table { border-collapse: collapse; }
.stMain [data-testid="stMarkdownContainer"] :is(th, td) {
  padding: 0.45rem 1.4rem 0.45rem 0; border: 0; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: baseline;
}
.stMain [data-testid="stMarkdownContainer"] th {
  font-size: 0.88rem; font-weight: 500; color: var(--quiet);
}
.st-key-wide-changes table { min-width: 38rem; }
.frames {
  display: grid; gap: 0.75rem; grid-template-columns: repeat(2, minmax(0, 1fr));
}
.frames figure { margin: 0; }

/* The way out stays where it is while what is known grows. */
.st-key-panel-waiting > :first-child, .st-key-panel-waiting > :first-child > .stVerticalBlock {
  display: contents;
}
.st-key-panel-waiting :has(> .st-key-growing) { order: 1; }
.st-key-side-by-side-budget { grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr); }
[class*="st-key-chart-"] .modebar-container, .plotly-notifier { display: none; }
.stream-cursor {
  position: absolute; left: -1px; width: 2px; pointer-events: none;
  background: light-dark(#1D2127, #E9E6DF);
}
.stream-cursor > span {
  position: absolute; left: 4px; padding: 0 3px; font-size: 0.72rem; line-height: 1.3;
  white-space: nowrap; overflow-wrap: normal;
  color: light-dark(#FBFAF7, #121519); background: light-dark(#1D2127, #E9E6DF);
}
.stream-cursor[hidden] { display: none; }

/* In the corner that Streamlit's own head leaves free. */
.st-key-unread { position: fixed; top: 0.6rem; right: 1rem; width: auto; z-index: 999991; }
:where(.stHtml) a { color: var(--accent); } /* else a browser's own blue */
.said { overflow: clip; overflow-wrap: anywhere; max-width: var(--measure); }
.said p { margin: 0 0 0.6rem; unicode-bidi: plaintext; }
[class*="st-key-case-"], [class*="st-key-notice-"] {
  padding-top: 1.1rem; border-top: 1px solid var(--line);
}
blockquote.said { margin: 0 0 0.6rem; padding-left: 0.9rem; border-left: 2px solid var(--line); }

.stMain .quiet { font-size: 0.9rem; color: var(--quiet); }
.stMain [data-testid="stPageLink"] p {
  color: var(--accent); font-weight: 600; white-space: normal; overflow: visible;
}
.stMain [data-testid="stPageLink"] a { height: auto; }
.stMain [data-testid="stPageLink"] a { padding-left: 0; }

/* Streamlit's own headings of groups break the list in which they stand. */
[data-testid="stSidebarNavItems"] > li:has(a[href$="/FIRST"])::before {
  content: "LESSONS"; display: block; padding: 1.1rem 0.5rem 0.35rem;
  font-size: 0.82rem; color: var(--quiet);
}
[data-testid="stSidebarNavLink"] { height: auto; padding-block: 0.2rem; }
.stApp [data-testid="stSidebarNavLink"] p {
  white-space: normal; overflow: visible; line-height: 1.4;
}
[data-testid="stSidebarNavItems"] > li:first-child a p { font-size: 1.05rem; font-weight: 650; }

@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.6rem 1rem 4rem; }
  [data-testid="stExpandSidebarButton"] { background: var(--panel); } /* Text scrolls below it. */
  .stMain h1 { font-size: 1.65rem; }
  [class*="st-key-side-by-side-"] { grid-template-columns: minmax(0, 1fr); }
  /* What a row is of has lines to itself, and the three figures of it share the next. */
  .st-key-wide-plan tr { display: grid; grid-template-columns: 1fr 1fr 2fr; padding: 0.4rem 0; }
  .st-key-wide-plan tr { border-bottom: 1px solid var(--line); }
  .stMain .st-key-wide-plan :is(th, td) { padding: 0; border: 0; }
  .st-key-wide-plan td:nth-child(-n+2) { grid-column: 1 / -1; }
  .st-key-wide-plan th:nth-child(-n+2) { display: none; }
  [class*="st-key-panel-"], .st-key-verdict, .st-key-trouble { padding: 1rem; }
}
@media (prefers-reduced-motion: reduce) {
  * { animation-duration: 0s !important; transition-duration: 0s !important; }
}
"""


# A strip of film, in a colour that shows on light and dark.
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#2A94AB"'
    ' stroke-width="3"><rect x="3" y="6" width="26" height="20" rx="2"/>'
    '<path d="M9 6v20M23 6v20M3 13h6M3 19h6M23 13h6M23 19h6"/></svg>'
)
_SCRIPT = """
document.documentElement.lang = "LANGUAGE";
document.querySelector("link[rel~=icon]").href = "data:image/svg+xml,ICON";
if ((window.streamPage ??= "PAGE") !== "PAGE") {
  window.streamPage = "PAGE";
  if (!location.hash) document.querySelector(".stMain")?.scrollTo(0, 0);
}
"""


def apply(page: str) -> None:
    """Draw the stylesheet, and put right what Streamlit leaves as it is.

    That is one word of the uploader; the language it tells the browser the page has: voices and
    line breaks go by this; and where a `page` begins: Streamlit keeps the place of the last one.
    """
    say, lessons = session.speak(), catalogue()
    css = (CSS + paper.CSS).replace('"UPLOAD"', f'"{say("upload.button")}"')
    css = css.replace('"LESSONS"', f'"{say("menu.lessons")}"')
    css = css.replace("FIRST", lessons[0].id if lessons else "")
    script = _SCRIPT.replace("LANGUAGE", session.language()).replace("PAGE", page)
    # Quoted, because Streamlit drops a script with tags in it.
    script = script.replace("ICON", quote(_ICON))
    script += names_for_ears.script(say)
    html = f"<script>{script}</script><style>{css}</style>"
    st.html(html, unsafe_allow_javascript=True)
