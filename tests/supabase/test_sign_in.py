"""Signing in to the end: codes from the mail that was sent, and a service that says yes."""

import re
import secrets

import pytest

from learner.accounts import Code, Trouble, account
from tests.supabase import people, provider
from tests.supabase.signing_in import PASSWORD, Refused, ask, followed, new_verifier, sign_up

pytestmark = pytest.mark.long
BACK = "http://127.0.0.1:8501/account"


@pytest.fixture
def email():
    return f"{secrets.token_hex(6)}@example.com"


def newest_code(stack, email):
    return re.findall(r"\b\d{6}\b", stack.mails(email)[-1])[-1]


def send_code(stack, email, language="en"):
    return ask(stack, "otp", email=email, create_user=True, data={"language": language})


def verify(stack, email, code, of="email"):
    return ask(stack, "verify", email=email, token=code, type=of)


def sign_in(stack, email, password):
    return ask(stack, "token?grant_type=password", email=email, password=password)


def refresh(stack, session):
    given = session["refresh_token"]
    return ask(stack, "token?grant_type=refresh_token", refresh_token=given)


def refused(call, *arguments, **named):
    with pytest.raises(Refused) as raised:
        call(*arguments, **named)
    return raised.value.code


def profile_of(stack, session):
    return people.store_as(stack, account(session["access_token"])).profile()


def test_a_code_makes_an_account_and_signs_in_again(stack, email):
    send_code(stack, email)
    code = newest_code(stack, email)
    first = verify(stack, email, code)
    assert account(first["access_token"]).email == email
    profile = profile_of(stack, first)
    assert (profile.user_id, profile.display_name) == (first["user"]["id"], "")
    assert refused(verify, stack, email, code) == "otp_expired"
    assert refused(verify, stack, email, "000000") == "otp_expired"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_profile_begins_in_the_language_of_whoever_signs_up(stack, email, language):
    send_code(stack, email, language)
    by_code = verify(stack, email, newest_code(stack, email))
    assert profile_of(stack, by_code).language == language
    given = {"email": f"x{email}", "password": PASSWORD, "data": {"language": language}}
    assert profile_of(stack, ask(stack, "signup", **given)).language == language


def test_an_address_that_is_none_gets_no_code(stack):
    assert refused(send_code, stack, "nobody") == "validation_failed"


def test_a_password_signs_in_and_can_be_reset(stack, email):
    first = sign_up(stack, email)
    assert sign_in(stack, email, PASSWORD)["user"]["id"] == first.user_id
    assert refused(sign_in, stack, email, "wrong") == "invalid_credentials"
    assert refused(sign_in, stack, "unknown@example.com", PASSWORD) == "invalid_credentials"
    assert refused(sign_up, stack, email) == "user_already_exists"
    assert refused(sign_up, stack, f"x{email}", "short") == "weak_password"
    ask(stack, "recover", email=email)
    again = verify(stack, email, newest_code(stack, email), "recovery")["access_token"]
    same = refused(ask, stack, "user", again, "PUT", password=PASSWORD)
    assert same == "same_password"
    ask(stack, "user", again, "PUT", password=f"another {PASSWORD}")
    assert refused(sign_in, stack, email, PASSWORD) == "invalid_credentials"
    assert sign_in(stack, email, f"another {PASSWORD}")


def test_a_reset_does_not_tell_who_has_an_account(stack):
    assert ask(stack, "recover", email="unknown@example.com") == {}


def test_a_session_goes_on_and_ends(stack, email):
    sign_up(stack, email)
    first, second = (sign_in(stack, email, PASSWORD) for _ in range(2))
    fresh = refresh(stack, first)
    assert fresh["user"]["id"] == first["user"]["id"]
    assert fresh["refresh_token"] != first["refresh_token"]
    ask(stack, "logout?scope=local", fresh["access_token"])
    assert refused(refresh, stack, fresh) == "refresh_token_not_found"
    assert refresh(stack, second)


def test_signing_out_everywhere_ends_every_session(stack, email):
    sign_up(stack, email)
    first, second = (sign_in(stack, email, PASSWORD) for _ in range(2))
    ask(stack, "logout?scope=global", first["access_token"])
    for ended in (first, second):
        assert refused(refresh, stack, ended) == "refresh_token_not_found"


def test_another_service_signs_in_with_the_verifier_that_left(stack):
    mine = new_verifier()
    (code,) = followed(stack, "github", BACK, mine)["code"]

    def exchange(verifier):
        given = {"auth_code": code, "code_verifier": verifier}
        return ask(stack, "token?grant_type=pkce", **given)

    assert refused(exchange, new_verifier()) == "bad_code_verifier"
    arrived = exchange(mine)
    assert account(arrived["access_token"]).email == provider.EMAIL
    assert profile_of(stack, arrived).display_name == ""
    assert refused(exchange, mine) == "flow_state_not_found"


def test_a_service_that_is_none_is_refused(stack):
    assert refused(followed, stack, "evil", BACK, new_verifier())


def test_one_visit_never_answers_for_another(stack):
    """Several at once, on one pool of connections, each with facts of its own."""
    from concurrent.futures import ThreadPoolExecutor

    from learner import Kind, fact

    def visit(n):
        user_id = people.newcomer(stack, f"Learner {n}")
        mine = {fact(Kind.READ, f"lesson-{n}", at_ms=n)}
        found = []
        for _ in range(20):
            store = people.store_of(stack, user_id)
            store.add_facts(mine)
            found.append(store.facts().facts == mine and store.profile().user_id == user_id)
        return all(found)

    with ThreadPoolExecutor(8) as visits:
        assert all(visits.map(visit, range(8)))
    with pytest.raises(Trouble) as raised:
        people.store_of(stack).facts()
    assert raised.value.code is Code.REFUSED
