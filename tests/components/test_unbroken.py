"""What a visitor does is taken in whole, though something else is asked for at that moment."""

from streamlit.testing.v1 import AppTest

import components.shell
from components import unbroken


def page():
    import streamlit
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from components import session

    def do():
        # As if another request came in just now: from then on, Streamlit breaks the run off.
        context = get_script_run_ctx()
        context.script_requests.request_rerun(RerunData(page_script_hash=context.page_script_hash))
        session.put({"begun": True})
        session.gather("done", ["done"])

    streamlit.button("Do it", on_click=do)
    streamlit.text(" ".join(session.gather("done", ())) or "not done")


def pressed() -> str:
    app = AppTest.from_function(page).run()
    assert not app.exception
    return app.button[0].click().run().text[0].value


def test_a_callback_goes_on_to_its_end():
    assert components.shell  # which has it so
    assert pressed() == "done"


def test_streamlit_alone_breaks_it_off(monkeypatch):
    """If this fails, Streamlit has mended it, and `components.unbroken` can go."""
    monkeypatch.setattr(unbroken.SafeSessionState, "on_script_will_rerun", unbroken._broken_off)
    assert pressed() == "not done"
