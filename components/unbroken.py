"""Nothing that a visitor does is lost because something else was asked for at the same moment.

Streamlit breaks off a run of a page when another one is asked for. It looks whether that is so at
each element, but also before it takes in what the visitor did, and at each touch of
`st.session_state` in the callback of a button. What is broken off there is gone: the request that
broke it off says nothing of the button. Two such requests come together whenever somebody presses
something while a lab asks to be drawn, or a page looks whether an analysis has ended.

So while Streamlit takes in what was done, other requests wait. They lose nothing by it: the run is
broken off right after.
"""

from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SafeSessionState

_LOOK = "on_scriptrunner_yield"
"""What `ScriptRequests` is asked for what breaks off a run."""
_broken_off = SafeSessionState.on_script_will_rerun


@wraps(_broken_off)
def _take_in_whole(state: SafeSessionState, *told: Any, **more: Any) -> None:  # noqa: ANN401
    context = get_script_run_ctx()
    if context is None or context.script_requests is None:
        return _broken_off(state, *told, **more)
    requests = vars(context.script_requests)
    requests[_LOOK] = lambda: None
    try:
        return _broken_off(state, *told, **more)
    finally:
        del requests[_LOOK]


def take_in_whole() -> None:
    """Have it so for all visits of this process; calling it again changes nothing."""
    SafeSessionState.on_script_will_rerun = _take_in_whole  # type: ignore[assignment, method-assign]
