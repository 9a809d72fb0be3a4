"""The look of a page on paper: all of its text, and nothing to press."""

# Streamlit scrolls the page inside a window of its own, of which paper would show one screenful.
# Colours are those of the light theme: whoever reads in the dark prints on white all the same.
CSS = """
@media print {
  @page { margin: 18mm 16mm; }
  html, body, #root, #root > div, .stApp, [data-testid="stAppViewContainer"], .stMain,
  [data-testid="stMainBlockContainer"], .stMain [data-testid="stVerticalBlock"] {
    position: static !important; display: block !important; width: auto !important;
    height: auto !important; max-width: none !important; overflow: visible !important;
  }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; }
  .stApp { color-scheme: light !important; background: none !important; font-size: 11pt; }
  .stMain :is(h1, h2, h3, p, li, b, strong, em, dfn, td, th, figcaption, summary) {
    color: #1D2127 !important;
  }
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"],
  [data-testid="stBottom"], .lesson-map, .screen-only,
  .stMain :is([data-testid="stPageLink"], [data-testid="stButton"],
    [data-testid="stDownloadButton"],
    [data-testid="stSlider"], [data-testid="stRadio"], [data-testid="stCheckbox"],
    [data-testid="stSelectbox"], [data-testid="stButtonGroup"], [data-testid="stFileUploader"],
    [data-testid="stTextInput"], [data-testid="stHeaderActionElements"]) {
    display: none !important;
  }
  details::details-content { content-visibility: visible !important; height: auto !important; }
  .stMain :is(h1, h2, h3) { break-after: avoid; }
  .stMain :is(figure, .lesson-box, tr, li) { break-inside: avoid; }
  .stMain :is(p, li) { orphans: 3; widows: 3; }
  .stMain a { color: #1D2127 !important; }
  .stMain a[href^="http"]::after {
    content: " (" attr(href) ")"; font-size: 0.82em; overflow-wrap: anywhere;
  }
}
"""
