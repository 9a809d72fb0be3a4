"""What axe-core, the accessibility engine that browsers' own tools use, says of a page."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
_GRAVE = ("serious", "critical")
_RUN = """grave => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.filter(({ impact }) => grave.includes(impact)).flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => [impact, id, html, failureSummary].join(" | "))))"""


def grave(page: Page) -> list[str]:
    """Return each serious or critical violation on the page, in light and in dark colours."""
    page.locator("[data-test-script-state=notRunning]").wait_for()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SOURCE)
    found: list[str] = []
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        page.wait_for_function(
            "colours => {const app = document.querySelector('.stApp');"
            " return app && getComputedStyle(app).colorScheme === colours}",
            arg=colours,
        )
        found += [f"{colours}: {violation}" for violation in page.evaluate(_RUN, _GRAVE)]
    return found
