"""Everything that lives for one visit. The only module that touches st.session_state."""

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.limits import ServerLimits
from components.notebook import Notebook
from continuity.jobs import Registry
from i18n import LANGUAGES, Language, Words, words

Kept = TypeVar("Kept")

_LANGUAGE = "language"
LANGUAGE_SWITCH = "language_switch"
"""Key of the widget that chooses the language."""
THEMES = ("system", "light", "dark")
LANGUAGE_COOKIE = "stream_language"
"""The language chosen in an earlier visit; what the browser store keeps comes after the first run,
and a page in another language would flicker."""
_GUESSED = "language_guessed"
_NOTEBOOK = "notebook"
_INSIDE = "inside_the_shell"
_VISITOR = "visitor"
_CHOSEN = "chosen_clip"
_UPLOADS = "uploads_so_far"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The clip a visitor looks at: its analysis, and the visitor's own name for it.

    A sample is played first; what was found in it is `hidden` until the visitor asks.
    """

    key: str
    name: str
    sample: str | None = None
    hidden: bool = False
    cancelled: bool = False


def language() -> Language:
    """Return this visit's language: what the address asks for, was once chosen, the browser has."""
    kept = cast(Language | None, st.session_state.get(_LANGUAGE))
    if kept is None:
        asked = st.query_params.get("lang") or st.context.cookies.get(LANGUAGE_COOKIE)
        st.session_state[_GUESSED] = asked is None
        kept = "ko" if (asked or st.context.locale or "en")[:2] == "ko" else "en"
        choose_language(kept)
    return kept


def remember_language(chosen: object) -> None:
    """Take the language of an earlier visit, unless this one has asked for one."""
    if chosen in LANGUAGES and st.session_state.get(_GUESSED):
        choose_language(chosen)
        st.session_state[LANGUAGE_SWITCH] = chosen


def choose_language(chosen: Language) -> None:
    """Keep `chosen` for this visit."""
    st.session_state[_LANGUAGE] = chosen


def take_language() -> None:
    """Keep the language that the switch was set to: called before the page is drawn again."""
    chosen = st.session_state[LANGUAGE_SWITCH]
    choose_language(chosen)
    notebook().prefer("language", chosen)


def keep_language_in_the_address() -> None:
    """Put the visit's language into the address, for whoever copies it."""
    if st.query_params.get("lang") != language():
        st.query_params["lang"] = language()


def asked(name: str) -> str:
    """Return what the address says of `name`, nothing if it does not."""
    return st.query_params.get(name, "")


def put(values: Mapping[str, object]) -> None:
    """Set the widgets with these keys: called before the page is drawn again."""
    for key, value in values.items():
        st.session_state[key] = value


def take_from_address(key: str, default: object, meant: Callable[[str], object]) -> None:
    """Begin the widget `key` with what the address asks for, else with `default`.

    `meant` returns what a text of the address stands for, None if for nothing that can be.
    """
    if key not in st.session_state:
        asked = st.query_params.get(key)
        value = None if asked is None else meant(asked)
        st.session_state[key] = default if value is None else value


def keep_in_address(key: str, value: str, default: str) -> None:
    """Put `value` into the address, for whoever copies it; the default needs no words."""
    if value != default:
        if st.query_params.get(key) != value:
            st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def speak() -> Words:
    """Return the sentences of the visitor's language."""
    return words(language())


def inside_the_shell() -> bool:
    """Return whether app.py has run in this visit."""
    return _INSIDE in st.session_state


def step_inside() -> None:
    """Note that app.py has run in this visit."""
    st.session_state[_INSIDE] = True


def visitor() -> str:
    """Return a name for this visit that says nothing about the person."""
    return cast(str, st.session_state.setdefault(_VISITOR, uuid.uuid4().hex))


def notebook() -> Notebook:
    """Return what this visit knows of its learner."""
    return cast(Notebook, st.session_state.setdefault(_NOTEBOOK, Notebook()))


def widget_of(preference: str) -> str:
    """Return the key of the widget that shows a preference."""
    return f"prefer-{preference}"


def show_preference(preference: str, default: str | bool) -> None:
    """Set the widget of a preference to what is in force: called before the widget is drawn."""
    put({widget_of(preference): notebook().preferences.get(preference, default)})


def take_preference(preference: str) -> None:
    """Keep what the widget of a preference was set to: called before the page is drawn again."""
    notebook().prefer(preference, st.session_state[widget_of(preference)])


def kept(key: str, make: Callable[[], Kept]) -> Kept:
    """Return what this visit keeps as `key`, made by `make` when it is first asked for."""
    return cast(Kept, st.session_state.setdefault(key, make()))


def told_by(key: str, name: str) -> object:
    """Return what the element `key` of ours has just told as `name`."""
    return getattr(st.session_state[key], name, None)


def given_file(key: str) -> UploadedFile | None:
    """Return the file that the uploader `key` holds."""
    return cast(UploadedFile | None, st.session_state.get(key))


def run_the_whole_page() -> None:
    """Start over with the whole page, if only a part of it runs; else its end comes anyway."""
    context = get_script_run_ctx()
    if context and context.fragment_ids_this_run:
        st.rerun()


def chosen_clip() -> Chosen | None:
    """Return the clip this visitor chose last; it stays when they leave the page."""
    return cast(Chosen | None, st.session_state.get(_CHOSEN))


def choose_clip(chosen: Chosen | None) -> None:
    """Look at `chosen` from now on, or at none."""
    st.session_state[_CHOSEN] = chosen


def cancel(chosen: Chosen) -> None:
    """Stop waiting for `chosen`; others who wait for the same clip go on waiting."""
    registry().cancel(chosen.key, visitor())
    choose_clip(replace(chosen, cancelled=True))


def uploader_key() -> str:
    """Return the key of the uploader; it changes with every upload, so that none is shown twice."""
    return f"upload-{st.session_state.setdefault(_UPLOADS, 0)}"


def drop_upload(upload: UploadedFile) -> None:
    """Free the memory of `upload`: Streamlit would keep it as long as the visit."""
    st.session_state[_UPLOADS] += 1
    context = get_script_run_ctx()
    if runtime.exists() and context:
        files = runtime.get_instance().uploaded_file_mgr
        if isinstance(files, MemoryUploadedFileManager):
            files.remove_file(session_id=context.session_id, file_id=upload.file_id)


@st.cache_resource(show_spinner=False)
def server_limits() -> ServerLimits:
    """Return what this server can bear."""
    return ServerLimits.read(os.environ)


# Shared by all visitors, so it knows clips by their hash and nobody by name.
@st.cache_resource(show_spinner=False, on_release=Registry.close)
def registry() -> Registry:
    """Return the analyses of this server."""
    limits = server_limits()
    return Registry(limits.room, limits.limits)
