"""Both languages say the same things, and everything the engine can say has words in both."""

import re
from string import Formatter

import pytest

from continuity import errors
from continuity.child import Ending
from continuity.insights import MEASURES, Answer, Visibility
from continuity.kinds import Explanation, Factor, Kind, Role
from i18n import LANGUAGES, words
from learner.accounts import Code, Reason

ERRORS = [kind for kind in vars(errors).values() if hasattr(kind, "sentence")]
CODES = {error.code for error in ERRORS} | {
    *(ending.value for ending in Ending if ending not in (Ending.WELL, Ending.STOPPED)),
    *("busy", "forgotten"),
}


def places(sentence: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_sentences(language):
    assert words(language).sentences.keys() == words("en").sentences.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_places(language):
    english, other = words("en").sentences, words(language).sentences
    different = [key for key in english if places(english[key]) != places(other[key])]
    assert not different


def test_korean_is_korean_and_nothing_is_empty():
    english, korean = words("en").sentences, words("ko").sentences
    assert not [key for key in english if not english[key].strip() or not korean[key].strip()]
    polite = [key for key, text in korean.items() if "습니다" in text or "세요" in text]
    assert not polite


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        *(f"errors.{code}.{part}" for code in sorted(CODES) for part in ("why", "next")),
        *(f"kinds.{kind}.{part}" for kind in Kind for part in ("name", "seen", "what")),
        *(f"factors.{factor}.{part}" for factor in Factor for part in ("name", "meaning")),
        *(f"explanations.{reason.name.lower()}" for reason in Explanation),
        *(f"roles.{role}" for role in Role),
        *(f"visibility.{value.name.lower()}" for value in Visibility),
        *(f"relation.{answer.name.lower()}" for answer in Answer),
        *(f"followed.{measure}" for measure in MEASURES),
        *(f"trouble-accounts.{word}" for word in (*Code, *Reason) if word),
    ],
)
def test_whatever_the_engine_can_say_has_words(language, key):
    assert words(language).sentences[key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_error_is_said_with_the_facts_it_carries(language):
    for error in ERRORS:
        carried = {name for name, _ in places(error.sentence)}
        sentences = [
            words(language).sentences[f"errors.{error.code}.{end}"] for end in ("why", "next")
        ]
        needed = {name for sentence in sentences for name, _ in places(sentence)}
        assert needed <= carried, error.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_stands_apart_from_its_number(language):
    units = re.compile(r"[}\d](?:fps|MB|GB|kB|px|ms)\b")
    assert not [key for key, text in words(language).sentences.items() if units.search(text)]
