"""What a page may believe about a configuration and a token before any server has looked."""

import base64
import json

import pytest

from learner.accounts import Code, Project, Reason, Trouble, account, configured


def token(claims):
    text = claims if isinstance(claims, str) else json.dumps(claims)
    middle = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"e30.{middle}.signature"


@pytest.mark.parametrize(
    "url", ["https://abc.supabase.co", "http://127.0.0.1:54321", "http://localhost:54321/"]
)
def test_a_project_is_an_address_and_a_key(url):
    assert configured(f" {url} ", " key ") == Project(url.rstrip("/"), "key")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (None, "key"),
        ("", "key"),
        ("https://abc.supabase.co", None),
        ("https://abc.supabase.co", " "),
        ("http://abc.supabase.co", "key"),
        ("javascript:alert(1)", "key"),
        ("https://", "key"),
        ("https://[", "key"),
        ({"url": 1}, "key"),
        ("https://abc.supabase.co", "sb_secret_x"),
        ("https://abc.supabase.co", token({"role": "service_role"})),
    ],
)
def test_what_is_none_or_too_powerful_is_not_used(url, key):
    assert configured(url, key) is None


def test_an_old_kind_of_publishable_key_is_one():
    assert configured("https://abc.supabase.co", token({"role": "anon"})) is not None


def test_a_token_says_whose_it_is_and_how_long():
    given = token({"sub": "ann", "email": "ann@example.com", "exp": 1_000})
    it = account(given)
    assert (it.user_id, it.email, it.expires_at_s) == ("ann", "ann@example.com", 1_000)
    assert given not in repr(it)


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "a.b",
        "a.b.c",
        "a.%.c",
        token("[]"),
        token("{"),
        token("[" * 3_000),
        token({"sub": "ann"}),
        token({"sub": 1, "exp": 1}),
        token({"sub": "", "exp": 1}),
        token({"sub": "ann", "exp": "soon"}),
        token({"sub": "ann", "exp": True}),
        token({"sub": "a" * 9_000, "exp": 1}),
        {"access_token": "x"},
    ],
)
def test_a_token_that_is_none_is_refused(given):
    with pytest.raises(Trouble) as raised:
        account(given)
    assert raised.value.code is Code.EXPIRED


def test_some_trouble_passes_and_some_does_not():
    passing = {code for code in Code if Trouble(code).passes}
    assert passing == {Code.OFFLINE, Code.SLOW, Code.LIMITED, Code.UNKNOWN}
    assert not Trouble(Code.LIMITED, Reason.FULL).passes
