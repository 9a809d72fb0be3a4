"""The page of replies: who answered in the threads where somebody asked to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from components import account, errand, heading, moment, onward, said, session, sitemap, unread
from components.call import Call
from i18n import Words
from learner.comments import PAGE, Notice, NoticePage

if TYPE_CHECKING:
    from learner.stores import Store


@dataclass(slots=True)
class _Notices:
    """What one account was told, as far as this visit has read it."""

    page: int = 0
    call: Call | None = None
    shown: NoticePage | None = None

    def read(self, page: int, mark: Sequence[int] | None = ()) -> None:
        """Read a page; first `mark` these as read, None for all."""

        def work(store: "Store") -> NoticePage:
            if mark is None or mark:
                store.mark_read(mark)
            return store.notices(page)

        self.page, self.call = page, Call(work)


def show() -> None:
    """Draw the page, as whoever this is sees it."""
    say = session.speak()
    heading.page("replies")
    here = account.signed_in()
    if not account.available():
        st.markdown(say("account.not_set_up"))
    elif here is None:
        account.look()
        st.markdown(say("replies.sign_in"))
        onward.link("account", f"{say('account.sign_in')} →")
    else:
        _notices(session.kept(f"notices {here.user_id}", _Notices), say)


def _notices(here: _Notices, say: Words) -> None:
    if here.call is None:
        here.read(here.page)
    call = here.call
    if call is not None and call.done and isinstance(call.result, NoticePage):
        here.shown = call.result
        unread.state().count = here.shown.unread
    with st.container(key="replies-news"):  # always there: what stands below it keeps its place
        if call is not None and not call.done:
            errand.watch(call)
        elif call is not None and call.trouble:
            errand.say_trouble(call.trouble)
    st.button(say("moderation.refresh"), on_click=here.read, args=(here.page,))
    if here.shown is not None:
        _list(here, here.shown, say)


def _list(here: _Notices, shown: NoticePage, say: Words) -> None:
    if not shown.total:
        st.markdown(say("replies.none"))
    elif not shown.unread:
        st.caption(say("replies.all_read"))
    else:
        label = say("replies.mark_all")
        st.button(label, on_click=here.read, args=(here.page, None), key="mark-all")
    for notice in shown.notices:
        _notice(here, notice, say)
    _turning(here, shown, say)


def _notice(here: _Notices, notice: Notice, say: Words) -> None:
    page = sitemap.pages(say.language).get(notice.lesson)
    author = notice.author or say("comments.somebody")
    where = say("replies.from", author=author, lesson=page.title if page else notice.lesson)
    new = "" if notice.read else f" · <b>{escape(say('replies.unread'))}</b>"
    head = f"<bdi>{escape(where)}</bdi> · {moment.said(notice.created_at)}{new}"
    with st.container(key=f"notice-{notice.id}"):
        st.html(f'<p class="quiet">{head}</p><div class="said">{said.html(notice.beginning)}</div>')
        with st.container(horizontal=True, vertical_alignment="center"):
            if page:
                told = {} if notice.read else {"notice": str(notice.id)}
                query = {"lang": say.language, "thread": str(notice.thread), **told}
                st.page_link(page, label=say("replies.go"), query_params=query)
            if not notice.read:
                marks = (here.page, [notice.id])
                key = f"mark-{notice.id}"
                st.button(say("replies.mark"), on_click=here.read, args=marks, key=key)


def _turning(here: _Notices, shown: NoticePage, say: Words) -> None:
    pages = -(-shown.total // PAGE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, page, able in (
            ("previous", here.page - 1, here.page > 0),
            ("next", here.page + 1, here.page + 1 < pages),
        ):
            label = say(f"replies.{name}")
            st.button(label, on_click=here.read, args=(page,), disabled=not able, key=name)
        st.caption(say("replies.place", page=here.page + 1, pages=pages))
