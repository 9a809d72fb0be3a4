"""A clip of lesson 09: looked at by the engine when its button is pressed; the engine is a fake."""

from streamlit.testing.v1 import AppTest

from i18n import words
from tests.app.conftest import text, until
from tests.engines import WELL

SAY = words("en")


def script() -> None:
    from components import metric_clip, session

    session.choose_language("en")
    metric_clip.show()


def test_the_engine_looks_when_asked_and_not_before(analyses):
    registry = analyses(WELL)
    (registry._root / "drawing-metric-fade.mp4").write_bytes(b"a clip")  # as if drawn before
    page = AppTest.from_function(script, default_timeout=20).run()
    assert registry.status("drawing-metric-fade") is None
    page.button(key="beat-the-metric-look").click().run()
    until(page, lambda page: SAY("kinds.fade.name") in text(page))
    assert not page.exception
    assert len(page.get("video")) == 1
