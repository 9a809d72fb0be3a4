"""Level, XP and the 14 achievements: what was reached, and what is still to come."""

from html import escape

import streamlit as st

from components import heading, learning, onward, session
from i18n import Words
from learner import LEVELS, Achievement
from learner.progress import XP_LEVEL

_CSS = """
.stMain .level { max-width: 44rem; margin-bottom: 1.4rem; }
.stMain .level p { margin: 0; }
.level progress {
  width: 100%; height: 5px; margin: 0.5rem 0 0.3rem; border: 0; appearance: none;
  background: var(--unfilled);
}
.level progress::-webkit-progress-bar { background: var(--unfilled); }
.level progress::-webkit-progress-value { background: var(--accent); }
.level progress::-moz-progress-bar { background: var(--accent); }
.earn summary { cursor: pointer; }
.stMain .achievements {
  list-style: none; margin: 0.6rem 0 0; padding: 0; display: grid; gap: 1.3rem 2.4rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
}
.stMain .achievements li { margin: 0; padding: 0 0 0 0.9rem; border-left: 2px solid; }
.stMain .achievements .open { border-color: var(--line); }
.stMain .achievements .reached { border-color: var(--accent); }
.stMain .achievements p { margin: 0; line-height: 1.5; }
.stMain .achievements + h3 { margin: 0; padding: 1.6rem 0 0.4rem; font-size: 1.05rem; }
.stMain .achievements span, .stMain .achievements .open p + p {
  font-size: 0.88rem; color: var(--quiet);
}
"""


def show() -> None:
    """Draw what this learner can do now; for a newcomer it is folded away."""
    say = session.speak()
    if learning.hides_xp():
        pass
    elif learning.facts():
        heading.part(say("achieved.title"))
        st.html(f"{_level()}{_list()}<style>{_CSS}</style>")
    else:
        summary = f"<summary>{escape(say('achieved.newcomer'))}</summary>"
        st.html(f'<details class="earn">{summary}{_list()}</details><style>{_CSS}</style>')
    if learning.facts():
        onward.link("progress", f"{say('achieved.more')} →")


def _level() -> str:
    say, progress = session.speak(), learning.progress()
    achievements = learning.achievements()
    line = say(
        "achieved.sentence",
        level=progress.level,
        name=say(f"levels.{LEVELS[progress.level]}"),
        xp=progress.xp,
        reached=sum(it.reached for it in achievements),
        count=len(achievements),
    )
    if progress.xp_in_level is None:
        bar, told = XP_LEVEL, say("achieved.last_level")
    else:
        bar = progress.xp_in_level
        told = say("achieved.to_next", xp=bar, of=XP_LEVEL)
    return (
        f'<div class="level progress-line"><p>{escape(line)}</p>'
        f'<progress max="{XP_LEVEL}" value="{bar}" aria-label="{escape(told)}"></progress>'
        f'<p class="quiet">{escape(told)}</p></div>'
    )


def _list() -> str:
    """Return what was reached and, under a title of its own, what is still to come."""
    say, every = session.speak(), learning.achievements()
    reached = "".join(_reached(it, say) for it in every if it.reached)
    open_ = "".join(_open(it, say) for it in every if not it.reached)
    title = f"<h3>{escape(say('achieved.to_come'))}</h3>" if reached and open_ else ""
    lists = (
        f'<ul class="achievements">{items}</ul>' if items else "" for items in (reached, open_)
    )
    return title.join(lists)


def _reached(achievement: Achievement, say: Words) -> str:
    name, text = _words(achievement, say)
    return f'<li class="reached"><p><b>{name}</b></p><p>{text}</p></li>'


def _open(achievement: Achievement, say: Words) -> str:
    name, text = _words(achievement, say)
    steps = say("achieved.progress", done=int(achievement.done), of=achievement.of)
    return (
        f'<li class="open"><p><b>{name}</b> <span class="progress-line">{escape(steps)}</span></p>'
        f"<p>{text}</p></li>"
    )


def _words(achievement: Achievement, say: Words) -> tuple[str, str]:
    of = f"achievements.{achievement.id}"
    return escape(say(f"{of}.name")), escape(say(f"{of}.text"))
