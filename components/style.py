"""The look of every page, beyond what the theme gives: one stylesheet."""

import streamlit as st

from components import paper, session

# light-dark() follows the theme because Streamlit sets color-scheme on the app.
_CSS = """
[data-testid="stHeader"] { background: transparent; }
[data-testid="stDecoration"], [data-testid="stStatusWidget"] { display: none; }
.st-key-browser_store { display: none; }
/* Until the browser has told what it keeps, or soon anyway: no number is shown and then another. */
:root:not([data-progress]) :is(.progress-line, .st-key-side-by-side-ways) {
  visibility: hidden; animation: told 0s 1.5s forwards;
}
@keyframes told { to { visibility: visible; } }
[data-testid="stMainBlockContainer"] { max-width: 1120px; padding: 3.2rem 2rem 6rem; }
[data-testid="stMain"] { font-variant-numeric: tabular-nums; }
.stMain h1 { line-height: 1.25; padding: 0 0 0.5rem; text-wrap: balance; max-width: 22em; }
.stMain h2 { line-height: 1.35; padding: 1.4rem 0 0.3rem; text-wrap: balance; }
.stMain h1 [data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stMain"] p, [data-testid="stMain"] li { line-height: 1.65; }
[data-testid="stMain"]:lang(ko) p, [data-testid="stMain"]:lang(ko) li { line-height: 1.75; }
.stApp:lang(ko) * { word-break: keep-all; overflow-wrap: anywhere; }
[data-testid="stMarkdownContainer"] > p { max-width: 68ch; }
:lang(ko) [data-testid="stMarkdownContainer"] > p { max-width: 40em; }
.stMain [data-testid="stCaptionContainer"] { opacity: 1; }
.stMain [data-testid="stCaptionContainer"] :is(p, li) {
  color: light-dark(#5B6470, #A3ACB7); font-size: 0.9rem; line-height: 1.55;
}
.stApp :is(a, summary):focus-visible {
  outline: 2px solid light-dark(#0F6E84, #5FC3D6); outline-offset: 2px;
}

[data-testid="stHeadingWithActionElements"]:has(h1) + p {
  font-size: 1.12rem; color: light-dark(#5B6470, #A3ACB7);
}

[class*="st-key-side-by-side-"] {
  display: grid; gap: 2rem; grid-template-columns: repeat(2, minmax(0, 1fr));
}
.st-key-side-by-side-clips { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); }
[class*="st-key-panel-"], .st-key-verdict, .st-key-trouble {
  padding: 1.3rem 1.5rem 1.4rem; background: light-dark(#F1EFE8, #1B2026);
}
.st-key-verdict { border-left: 3px solid light-dark(#0F6E84, #5FC3D6); }
.stMain :is(.st-key-verdict, [class*="st-key-panel-"]) h2 { padding-top: 0; }
.st-key-verdict p { font-size: 1.08rem; }
.st-key-trouble { border-left: 3px solid light-dark(#B84A18, #F08A4B); }
[data-testid="stImageCaption"] { text-align: left; }
[data-testid="InputInstructions"] { display: none; }

[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] > span, [data-testid="stFileUploaderDropzone"] button {
  width: auto; max-width: none;
}
[data-testid="stFileUploaderDropzone"] button p { display: none; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]::after {
  content: "UPLOAD"; white-space: nowrap;
}
[data-testid="stRadioOption"]:not([data-selected="true"]) > div > div:first-child {
  border-color: light-dark(#66707B, #8C96A3);
}
[data-testid="stRadioOption"][data-focus-visible="true"] {
  outline: 2px solid light-dark(#0F6E84, #5FC3D6); outline-offset: 2px;
}
.st-key-events [data-testid="stRadio"] label { padding: 0.25rem 0; }
.st-key-events [role="radiogroup"] { gap: 0.5rem; }

.stMain .track { list-style: none; margin: 0; padding: 0; }
.track li { margin: 0; }
.track li:first-child { border-top: 1px solid light-dark(#DAD6CB, #2C333B); }
.track a {
  display: flex; gap: 1.2rem; align-items: baseline; padding: 0.75rem 0.2rem;
  border-bottom: 1px solid light-dark(#DAD6CB, #2C333B); color: inherit; text-decoration: none;
}
.track b { flex: 1; font-weight: 500; }
.track span { color: light-dark(#5B6470, #A3ACB7); font-size: 0.9rem; }
.stMain .track small { margin-left: 0.4em; font-size: 0.82rem; font-weight: 400; }
.stMain :is(.track small, .quiet) { color: light-dark(#5B6470, #A3ACB7); }
.stMain .quiet { font-size: 0.9rem; }
.track .parts { display: flex; gap: 2px; width: 7rem; height: 6px; align-self: center; }
.track .parts i {
  background: linear-gradient(
    to right, light-dark(#0F6E84, #5FC3D6) var(--done), light-dark(#E4E0D5, #2C333B) var(--done)
  );
}
.stMain [data-testid="stPageLink"] p {
  color: light-dark(#0F6E84, #5FC3D6); font-weight: 600;
}
.stMain [data-testid="stPageLink"] a { padding-left: 0; }
.track a:hover b { color: light-dark(#0F6E84, #5FC3D6); }

[data-testid="stSidebarNav"] [data-testid="stNavSectionHeader"] {
  font-size: 0.82rem; color: light-dark(#5B6470, #A3ACB7);
}
[data-testid="stSidebarNavLink"] { height: auto; padding-block: 0.2rem; }
.stApp [data-testid="stSidebarNavLink"] p {
  white-space: normal; overflow: visible; line-height: 1.4;
}
[data-testid="stSidebarNavItems"] > li:first-child a p { font-size: 1.05rem; font-weight: 650; }

@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.6rem 1rem 4rem; }
  .stMain h1 { font-size: 1.65rem; }
  [class*="st-key-side-by-side-"] { grid-template-columns: minmax(0, 1fr); }
  [class*="st-key-panel-"], .st-key-verdict, .st-key-trouble { padding: 1rem; }
  .track a { flex-wrap: wrap; }
  .track .parts { order: 1; width: 100%; }
}
@media (prefers-reduced-motion: reduce) {
  * { animation-duration: 0s !important; transition-duration: 0s !important; }
}
"""


_SCRIPT = """
document.documentElement.lang = "LANGUAGE";
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
    css = (_CSS + paper.CSS).replace('"UPLOAD"', f'"{session.speak()("upload.button")}"')
    script = _SCRIPT.replace("LANGUAGE", session.language()).replace("PAGE", page)
    html = f"<script>{script}</script><style>{css}</style>"
    st.html(html, unsafe_allow_javascript=True)
