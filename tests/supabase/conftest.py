"""One stack for the tests of a file; without its parts they are skipped, in CI they fail."""

import json
import os

import pytest

from learner import supabase_store
from tests.supabase import people
from tests.supabase.stack import Stack, missing, running


@pytest.fixture(scope="session")
def stack():
    if given := os.environ.get("STREAM_TEST_STACK"):  # mutants.py has one running
        yield Stack(**json.loads(given))
        return
    if sentence := missing():
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    with running() as it:
        yield it


@pytest.fixture(scope="module", autouse=True)
def patience():
    """Wait for a minute: what is slow here is the machine, which has much else to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supabase_store, "TIMEOUT_S", 60)
        patch.setattr(supabase_store, "CONNECT_S", 60)
        supabase_store.connections.cache_clear()
        yield
        supabase_store.connections().close()
        supabase_store.connections.cache_clear()


@pytest.fixture
def person(stack):
    """Return a function that makes an account and its store: nobody meets those of other tests."""

    def make(name="", kind=people.regular):
        user_id = kind(stack, name)
        return user_id, people.store_of(stack, user_id)

    return make
