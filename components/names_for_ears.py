"""The names that only ears hear: Streamlit gives its own parts English ones on every page."""

import json

from i18n import Words

NAMES = {
    "Sidebar": "sidebar",
    "Collapse sidebar": "collapse",
    "Expand sidebar": "expand",
    "App pages": "pages",
    "file upload": "file",
    "Open": "unfold",
    "Close": "close",
}
"""Streamlit's name of a part, and under which word i18n has it."""

# A name is told by what it was at first, so that a change of language finds it again. Streamlit
# draws its parts whenever it likes, hence the observer; one look per frame is enough.
_SCRIPT = """
[window.streamNames, window.streamSkip, window.streamUpload] = SAID;
window.streamRename ??= () => {
  window.streamLooks = 0;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip && skip.textContent !== window.streamSkip) skip.textContent = window.streamSkip;
  document.querySelector('[data-testid="stFileUploaderDropzone"] button')
    ?.setAttribute("aria-label", window.streamUpload);
  for (const part of document.querySelectorAll("[aria-label]")) {
    const said = part.ariaLabel;
    const english = said in window.streamNames ? said : part.dataset.englishName;
    const own = window.streamNames[english];
    if (!own || own === said) continue;
    part.dataset.englishName = english;
    part.ariaLabel = own;
  }
};
window.streamNaming ??= new MutationObserver(() => {
  window.streamLooks ||= requestAnimationFrame(window.streamRename);
}).observe(document.body, { childList: true, subtree: true }) ?? true;
window.streamRename();
"""


def script(say: Words) -> str:
    """Return JavaScript that gives Streamlit's parts their names in the language of `say`."""
    names = {english: say(f"for_ears.{word}") for english, word in NAMES.items()}
    said = [names, say("for_ears.skip"), say("upload.button")]
    return _SCRIPT.replace("SAID", json.dumps(said))
