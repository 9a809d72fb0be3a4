"""A visitor without a browser: reads pages, moves controls, brings clips, over the bare websocket.

It does what Streamlit's own page does: it keeps what is shown, claims the large messages it still
has, asks again where a part of the page refreshes by itself, and uploads by the addresses it is
given. Every byte that comes can be searched, whoever it was meant for.
"""

import http.cookiejar
import json
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PATIENCE_S = 60.0
_EVENTS = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{{id}}__events"
"""How Streamlit calls what an element of an app tells."""
_BOUNDARY = "a-clip-that-is-brought"


class GoneError(RuntimeError):
    """The server did not do what it was asked for."""


@dataclass(slots=True)
class _Shown:
    """An element on the page, the run that drew it, and the fragment it belongs to, if any."""

    delta: Delta
    run: int
    fragment: str


class Visitor:
    """One visit of the page at `address`, such as ``http://127.0.0.1:8501``.

    `heard` is called with each message of the server as it came, in bytes.
    """

    def __init__(
        self, address: str, page: str = "", heard: Callable[[bytes], None] | None = None
    ) -> None:
        self.address, self._heard = address, heard
        self._cookies = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar := http.cookiejar.CookieJar())
        )
        self._get("/_stcore/health")
        self._get("/_stcore/host-config")
        self._jar = jar
        cookie = "; ".join(f"{each.name}={each.value}" for each in jar)
        self._line = connect(
            address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,  # a browser sends none
            legacy=True,
            additional_headers={"Cookie": cookie} if cookie else None,
        )
        self._kept: dict[str, ForwardMsg] = {}
        self._shown: dict[tuple[int, ...], _Shown] = {}
        self._states: dict[str, WidgetState] = {}
        self._again: dict[str, float] = {}
        self._page, self._hash, self._query, self._session = page, "", "lang=en", ""
        self._run = 0
        self.rerun()

    def go(self, page: str) -> float:
        """Open another page; return the seconds until it is drawn."""
        self._page, self._hash = page, ""
        self._states.clear()
        return self.rerun()

    def rerun(self, fragment: str = "", *, by_itself: bool = False) -> float:
        """Have the page, or a fragment of it, drawn once more; return the seconds that takes."""
        asked = BackMsg()
        state = asked.rerun_script
        state.cached_message_hashes.extend(self._kept)
        state.query_string = self._query
        state.widget_states.widgets.extend(self._states.values())
        if fragment:
            state.fragment_id, state.is_auto_rerun = fragment, by_itself
        if self._hash:
            state.page_script_hash = self._hash
        else:
            state.page_name = self._page
        began_s = time.perf_counter()
        if not fragment:
            self._run += 1
            self._again.clear()
        self._line.send(asked.SerializeToString())
        while not self._take(self._receive()):
            pass
        for key in [key for key, it in self._states.items() if it.WhichOneof("value") in _ONCE]:
            del self._states[key]
        return time.perf_counter() - began_s

    def set(self, key: str, **value: Any) -> float:  # noqa: ANN401 - as the field of WidgetState
        """Set the widget with this key, as ``int_value=3``; return the seconds of the run."""
        state = WidgetState(id=self.widget(key))
        for name, it in value.items():
            field = getattr(state, name)
            if hasattr(field, "data"):
                field.data.extend(it)
            else:
                setattr(state, name, it)
        self._states[state.id] = state
        return self.rerun(self._fragment_of(state.id))

    def tell(self, key: str, event: str, value: object) -> float:
        """Have the element `key` of the app's own tell something; return the seconds of the run."""
        told, id = json.dumps([{"event": event, "value": value}]), self.widget(key)
        state = WidgetState(id=_EVENTS.format(id=id), json_trigger_value=told)
        self._states[state.id] = state
        return self.rerun(self._fragment_of(id))

    def widget(self, key: str) -> str:
        """Return the id of the widget with this key.

        Raises
        ------
        GoneError
            It is not on the page.
        """
        for _, element in self.elements():
            id = str(getattr(element, "id", ""))
            if id.endswith(f"-{key}"):
                return id
        raise GoneError(f"there is no {key} on the page")

    def _fragment_of(self, id: str) -> str:
        """Return the fragment that a widget is in: a browser asks for no more to be drawn."""
        for shown in self._shown.values():
            holder: Any = shown.delta.new_element
            kind = holder.WhichOneof("type")
            if kind and getattr(getattr(holder, kind), "id", "") == id:
                return shown.fragment
        return ""

    def elements(self) -> Iterator[tuple[str, Any]]:
        """Yield the kind and the message of every element and block that is shown."""
        for shown in self._shown.values():
            sort = shown.delta.WhichOneof("type")
            if sort in ("new_element", "add_block"):
                holder: Any = getattr(shown.delta, sort)
                if kind := holder.WhichOneof("type"):
                    yield kind, getattr(holder, kind)

    def text(self) -> str:
        """Return the words on the page, in no order that matters."""
        return "\n".join(
            str(getattr(element, "body", "") or getattr(element, "label", ""))
            for _, element in self.elements()
        )

    def bring(self, files: list[tuple[str, bytes]], key_begins: str = "upload-") -> float:
        """Choose `files` in the uploader; return the seconds from their arrival to a drawn page."""
        id = next(
            str(element.id)
            for kind, element in self.elements()
            if kind == "file_uploader" and f"-{key_begins}" in element.id
        )
        state = WidgetState(id=id)
        for name, content in files:
            state.file_uploader_state_value.uploaded_file_info.append(self._upload(name, content))
        self._states[id] = state
        took_s = self.rerun()
        self._states.pop(id, None)
        return took_s

    def wait(self, until: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Let the page refresh by itself until something holds.

        Raises
        ------
        GoneError
            It never did.
        """
        deadline = time.monotonic() + patience_s
        while not until():
            if time.monotonic() > deadline:
                raise GoneError(f"waited in vain: {self.text()[:300]}")
            self.refresh()

    def refresh(self) -> None:
        """Let pass what the page waits before it refreshes by itself, and let it."""
        if not self._again:
            time.sleep(0.2)
            self.rerun()
            return
        fragment, every_s = next(iter(self._again.items()))
        time.sleep(every_s)
        self.rerun(fragment, by_itself=True)

    def urls(self, name: str) -> FileURLs:
        """Return where a file of this name can be sent."""
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid.uuid4().hex
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._session
        self._line.send(asked.SerializeToString())
        while True:
            said = self._receive()
            if said.WhichOneof("type") == "file_urls_response":
                urls: FileURLs = said.file_urls_response.file_urls[0]
                return urls
            self._take(said)

    @property
    def xsrf(self) -> dict[str, str]:
        """Return the headers that prove that an upload is this page's."""
        token = next((it.value or "" for it in self._jar if "xsrf" in it.name), "")
        return {"X-Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"}

    def close(self) -> None:
        """Leave."""
        self._line.close()

    def _upload(self, name: str, content: bytes) -> UploadedFileInfo:
        urls = self.urls(name)
        request = urllib.request.Request(  # noqa: S310 - the address of our own server
            urljoin(self.address, urls.upload_url),
            data=form(name, content),
            method="PUT",
            headers={"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}", **self.xsrf},
        )
        with self._cookies.open(request, timeout=PATIENCE_S):
            pass
        return UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)

    def _get(self, path: str) -> None:
        with self._cookies.open(self.address + path, timeout=PATIENCE_S):
            pass

    def _receive(self) -> ForwardMsg:
        try:
            told = bytes(self._line.recv(timeout=PATIENCE_S, decode=False))
        except ConnectionClosed as error:
            raise GoneError(f"the server closed the line: {error}") from None
        if self._heard:
            self._heard(told)
        said: ForwardMsg = ForwardMsg.FromString(told)
        if said.metadata.cacheable:
            self._kept[said.hash] = said
        return said

    def _take(self, said: ForwardMsg) -> bool:
        """Take note of a message; return whether it ends the run."""
        path = tuple(said.metadata.delta_path)
        if said.WhichOneof("type") == "ref_hash":
            said = self._kept[said.ref_hash]
        match said.WhichOneof("type"):
            case "new_session":
                self._session = said.new_session.initialize.session_id or self._session
            case "navigation":
                self._hash = said.navigation.page_script_hash
            case "page_info_changed":
                self._query = said.page_info_changed.query_string
            case "auto_rerun":
                self._again[said.auto_rerun.fragment_id] = said.auto_rerun.interval
            case "delta":
                self._shown[path] = _Shown(said.delta, self._run, said.delta.fragment_id)
            case "script_finished":
                return self._finished(said.script_finished)
        return False

    def _finished(self, how: int) -> bool:
        if how == ForwardMsg.FINISHED_EARLY_FOR_RERUN:  # what follows is the whole page
            self._run += 1
            self._again.clear()
            return False
        if how == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._shown = {path: it for path, it in self._shown.items() if it.run == self._run}
        return True


_ONCE = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")
"""Values that a widget has for one run only."""


def form(name: str, content: bytes) -> bytes:
    """Return the body in which a browser sends a file."""
    told = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{told}"\r\n\r\n'
    )
    return head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
