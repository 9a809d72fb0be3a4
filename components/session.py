"""Everything that lives for one visit. The only module that touches st.session_state."""

import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit import runtime
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.notebook import Notebook
from i18n import LANGUAGES, Language, Words, words

if TYPE_CHECKING:
    from components.account_server import AccountServer
    from components.limits import ServerLimits
    from continuity.registry import Registry

Kept = TypeVar("Kept")

_LANGUAGE = "language"
_SWITCHES = "language_switches"
"""How often the switch of languages was drawn anew."""
SAMPLE = "sample"
"""What an address says of the sample clip it asks for."""
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

    A sample is played first; what was found in it is `hidden` until the visitor asks. `region` is
    the analysis that follows what the visitor drew.
    """

    key: str
    name: str
    sample: str | None = None
    hidden: bool = False
    cancelled: bool = False
    region: str | None = None


def language() -> Language:
    """Return this visit's language: what the address asks for, was once chosen, the browser has."""
    kept = cast(Language | None, st.session_state.get(_LANGUAGE))
    if kept is None:
        asked = st.query_params.get("lang") or st.context.cookies.get(LANGUAGE_COOKIE)
        st.session_state[_GUESSED] = asked is None
        wanted = (asked or st.context.locale or "")[:2]
        kept = wanted if wanted in LANGUAGES else LANGUAGES[0]
        choose_language(kept)
    return kept


def remember_language(chosen: object) -> None:
    """Take the language of an earlier visit, unless this one has asked for one."""
    guessed = st.session_state.get(_GUESSED)
    if guessed and chosen in LANGUAGES and chosen != st.session_state.get(_LANGUAGE):
        _switch_anew()
        choose_language(chosen)


def choose_language(chosen: Language) -> None:
    """Keep `chosen` for this visit."""
    st.session_state[_LANGUAGE] = chosen


def switch_language(chosen: Language) -> None:
    """Go on in `chosen`, as if its switch had been set: called before that is drawn.

    The language last: if the run is broken off before, the next one sees that this is to be done.
    """
    _switch_anew()
    notebook().prefer("language", chosen)
    choose_language(chosen)


def language_switch() -> str:
    """Return the key of the switch of languages."""
    return f"language-switch-{st.session_state.get(_SWITCHES, 0)}"


def _switch_anew() -> None:
    """Have the switch drawn anew, under another key.

    A browser sends what all switches stand at with whatever it asks. Set in place, this one would
    look as if somebody had set it back whenever the browser asked for something else meanwhile.
    """
    st.session_state[_SWITCHES] = st.session_state.get(_SWITCHES, 0) + 1


def take_language() -> None:
    """Keep the language that the switch was set to: called before the page is drawn again."""
    chosen = st.session_state[language_switch()]
    choose_language(chosen)
    notebook().prefer("language", chosen)


def keep_language_in_the_address() -> None:
    """Put the visit's language into the address, for whoever copies it."""
    if st.query_params.get("lang") != language():
        st.query_params["lang"] = language()


def asked(name: str) -> str:
    """Return what the address says of `name`, nothing if it does not."""
    return st.query_params.get(name, "")


def time_zone() -> tzinfo:
    """Return the zone of the visitor's clock, as the browser says; UTC where it does not."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):  # no such zone, or no list of zones here
        return UTC


def address_speaks_of(name: str) -> bool:
    """Return whether the address says where a widget of `name` stands, such as ``name-length``."""
    return any(key.startswith(f"{name}-") for key in st.query_params)


def put(values: Mapping[str, object]) -> None:
    """Set the widgets with these keys: called before the page is drawn again."""
    for key, value in values.items():
        st.session_state[key] = value


def drop_from_address(*names: str) -> None:
    """Take `names` out of the address."""
    for name in names:
        st.query_params.pop(name, None)


def gather(key: str, more: Iterable[str]) -> frozenset[str]:
    """Add `more` to the set that this visit keeps as `key`, and return it."""
    gathered = cast(frozenset[str], st.session_state.get(key, frozenset())).union(more)
    st.session_state[key] = gathered
    return gathered


def take_from_address(key: str, default: object, meant: Callable[[str], object]) -> None:
    """Begin the widget `key` with what the address asks for, else with `default`.

    `meant` returns what a text of the address stands for, None if for nothing that can be.
    """
    if key not in st.session_state:
        asked = st.query_params.get(key)
        value = None if asked is None else meant(asked)
        st.session_state[key] = default if value is None else value


def hold(key: str, options: Sequence[str] | None = None) -> None:
    """Keep the widget `key` where it stands when the language changes: called before it is drawn.

    Streamlit knows an option by its words. What was said in a language spoken before would come
    back as the first option, or as a value that is none of the `options`. A run that is broken off
    has not drawn it yet, so the language counts as spoken only once `drawn` says so.
    """
    spoken, stood = st.session_state.get(f"{key}-drawn", (language(), None))
    value = st.session_state[key]
    if stood is not None and options is not None and value not in options:
        st.session_state[key] = stood
    elif spoken != language():
        st.session_state[key] = value  # as if the page had set it


def drawn(key: str, value: object) -> None:
    """Note that the widget `key` was drawn in the language of the page, and stood at `value`."""
    st.session_state[f"{key}-drawn"] = language(), value


def standing(key: str) -> str:
    """Return where the widget `key` stands, drawn or not; it has begun."""
    return cast(str, st.session_state[key])


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


def turn_to(owner: str) -> None:
    """Go on with the progress of another account, "" for nobody's."""
    st.session_state[_NOTEBOOK] = notebook().for_another(owner)


def widget_of(preference: str) -> str:
    """Return the key of the widget that shows a preference."""
    return f"prefer-{preference}"


def show_preference(preference: str, default: str | bool) -> None:
    """Set the widget of a preference to what is in force: called before the widget is drawn."""
    put({widget_of(preference): notebook().preferences.get(preference, default)})


def take_preference(preference: str) -> None:
    """Keep what the widget of a preference was set to: called before the page is drawn again."""
    notebook().prefer(preference, st.session_state[widget_of(preference)])


def ticked(key: str) -> bool:
    """Return whether the checkbox `key` is ticked: called before the page is drawn again."""
    return bool(st.session_state[key])


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
    """Look at `chosen` from now on, or at none; an address that asks for another sample is over."""
    st.session_state[_CHOSEN] = chosen
    if asked(SAMPLE) not in ("", chosen.sample if chosen else ""):
        del st.query_params[SAMPLE]


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


@cache  # asked at every rerun, so not by way of Streamlit's caches
def account_server() -> "AccountServer | None":
    """Return where accounts are kept, as the secrets or else the environment say; if anywhere."""
    from components.account_server import AccountServer

    try:
        secrets = dict(st.secrets.get("supabase", {}))
    except StreamlitSecretNotFoundError:  # there is no such file
        secrets = {}
    return AccountServer.read(secrets, os.environ)


@st.cache_resource(show_spinner=False)
def server_limits() -> "ServerLimits":
    """Return what this server can bear."""
    from components.limits import ServerLimits

    return ServerLimits.read(os.environ)


# Shared by all visitors, so it knows clips by their hash and nobody by name.
@st.cache_resource(show_spinner=False, on_release=lambda registry: registry.close())
def registry() -> "Registry":
    """Return the analyses of this server."""
    # What runs analyses is for those who have a clip: a newcomer's first page waits for imports.
    from continuity.registry import Registry

    limits = server_limits()
    if not limits.scheduler:
        return Registry(limits.room, limits.limits)
    from continuity.child import Child
    from continuity.cluster import Cluster  # for those who have more machines than this one

    cluster = Cluster(limits.scheduler, otherwise=Child)
    return Registry(limits.room, limits.limits, start=cluster.start)
