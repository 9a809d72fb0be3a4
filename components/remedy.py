"""Why an event is likely to have happened, what to change first, and where to read on."""

import streamlit as st

from components import session
from continuity.kinds import Kind
from course.lesson import Link
from course.remedies import remedies
from i18n import Words


def show(kind: Kind) -> None:
    """Draw what usually lies behind an event of `kind`; links open beside the result."""
    say, remedy = session.speak(), remedies()[kind]
    title = next(it.title for it in remedy.lesson.sections(say.language) if it.id == remedy.section)
    address = f"{remedy.lesson.id}?lang={say.language}#{remedy.section}"
    with st.container(key="remedy"):
        st.markdown(
            "\n\n".join(
                (
                    say("remedies.why", text=remedy.why.in_(say.language)),
                    say(f"remedies.first_{remedy.lever}", text=remedy.first.in_(say.language)),
                    say(
                        "remedies.read",
                        number=remedy.lesson.number,
                        title=title,
                        address=address,
                    ),
                )
            )
        )
        sources = ", ".join(_source(link, say) for link in remedy.sources)
        st.caption(say("remedies.sources", sources=sources))


def _source(link: Link, say: Words) -> str:
    return say(
        "remedies.source",
        title=link.title.in_(say.language),
        url=link.url,
        year=link.year,
        checked=link.checked,
    )
