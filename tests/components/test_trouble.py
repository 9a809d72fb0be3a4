"""Whatever goes wrong, there is a sentence."""

import pytest

from components.trouble import sentences
from continuity.jobs import Failure
from i18n import LANGUAGES, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_are_in_the_sentence(language):
    failure = Failure("too_short", {"name": "clip.mp4", "frames": 3, "least": 8})
    why, following = sentences(failure, words(language))
    assert "3" in why
    assert "8" in why
    assert following


@pytest.mark.parametrize(
    "failure",
    [
        Failure("never heard of"),
        Failure("too_short"),
        Failure("too_large_file", {"size_mb": "many", "limit_mb": 100}),
    ],
    ids=["unknown code", "facts missing", "facts of another kind"],
)
def test_a_failure_without_words_of_its_own_gets_the_general_ones(failure):
    say = words("en")
    assert sentences(failure, say) == (say("errors.failed.why"), say("errors.failed.next"))
