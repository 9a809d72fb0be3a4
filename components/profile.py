"""What an account says of itself: the name others see, its language, whether replies are told."""

from typing import cast

import streamlit as st

from components import account, choice, errand, heading, session
from components.errand import Errand
from i18n import LANGUAGES, NAMES, Language, Words
from learner.accounts import Code, Profile
from learner.comments import MOST_NAME

_READ, _CHANGE = "profile", "change of profile"


def known() -> Profile | None:
    """Return the profile, once the account has told it."""
    read = account.membership().errands.get(_READ)
    return read.result if read and isinstance(read.result, Profile) else None


def show() -> None:
    """Draw the form, as soon as the account has answered."""
    say, errands = session.speak(), account.membership().errands
    heading.part(say("profile.title"))
    if _READ not in errands:
        errands[_READ] = Errand(account.store().profile)
    change = errands.get(_CHANGE)
    if change is not None and isinstance(change.result, Profile):
        errands[_READ] = change
    read = errands[_READ]
    if not read.done:
        errand.watch(read)
    elif profile := known():
        _speak_as(profile)
        _form(profile, say)
        _outcome(change, say)
    elif read.trouble:
        _not_read(read)


def _speak_as(profile: Profile) -> None:
    """Go on in the account's language once somebody has signed in: this browser may be new."""
    here = account.membership()
    if not here.entered:
        return
    wanted = profile.language if profile.language in LANGUAGES else session.language()
    other = wanted != session.language()
    if other:
        session.switch_language(wanted)
    # Last of all: each look at the session's state may break this run off, and then the next one
    # has to find it still to be done.
    here.entered = False
    if other:
        st.rerun()


def _form(profile: Profile, say: Words) -> None:
    # Named after the account: the next one on this machine must not find these words in its form.
    named = f"profile-{profile.user_id}"
    with st.form(named, border=False):
        st.text_input(
            say("profile.name"), profile.display_name, max_chars=MOST_NAME, key=f"{named}-name"
        )
        st.segmented_control(
            say("profile.language"),
            LANGUAGES,
            default=profile.language or say.language,
            format_func=lambda code: choice.spelled(NAMES[code]),
            required=True,
            key=f"{named}-language-{say.language}",
        )
        st.toggle(say("profile.replies"), profile.notify_replies, key=f"{named}-replies")
        st.form_submit_button(
            say("profile.save"), on_click=_save, args=(named, profile, say.language)
        )


def _save(named: str, profile: Profile, spoken: Language) -> None:
    """Have the form `named` about `profile` kept, which was drawn in the language `spoken`."""
    store, name = account.store(), session.standing(f"{named}-name").strip()
    language = cast(Language, session.standing(f"{named}-language-{spoken}"))
    replies = session.ticked(f"{named}-replies")
    if language != (profile.language or spoken):
        session.switch_language(language)
    account.membership().errands[_CHANGE] = Errand(
        lambda: store.change_profile(name, language, replies)
    )


def _outcome(change: Errand | None, say: Words) -> None:
    if change is None:
        return
    if not change.done:
        errand.watch(change)
    elif change.trouble:
        errand.say_trouble(change.trouble)
    else:
        st.markdown(say("profile.saved"))


def _not_read(read: Errand) -> None:
    if read.trouble is None:
        return
    errand.say_trouble(read.trouble)
    if read.trouble.code is Code.EXPIRED:
        account.refused()
    st.button(session.speak()("account.try_again"), on_click=_again, key="profile-again")


def _again() -> None:
    account.membership().errands.pop(_READ, None)
