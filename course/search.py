"""Find words in the lessons and the glossary, in both languages.

Each place is searched in both languages; the reader's own counts more, and what only the other one
says is still found. Korean is compared letter by letter (jamo), so that half a syllable finds the
whole, and a word is also tried without its particle. There are some 200 places: few enough to look
at all of them, and no index has to be kept.
"""

import difflib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from course.catalogue import ROOT
from course.glossary import Term, glossary
from course.korean import initials, is_initials, letters, without_particle
from course.places import Place, places
from i18n import LANGUAGES, Language

MOST = 20
"""How many places are shown: whoever needs more is better served by another word."""
MOST_LETTERS = 100
PASSAGE_CHARACTERS: dict[Language, int] = {"en": 170, "ko": 100}

_TITLE, _SPELLING, _HEADING, _TEXT, _MEANING = 12.0, 10.0, 6.0, 1.0, 0.5
_WHOLE, _BEGINS, _INSIDE = 3.0, 2.0, 1.0
_SHORTENED, _SYNONYM, _OTHER_LANGUAGE = 0.9, 0.7, 0.4
_ENDINGS = ("ing", "ed", "es", "s")
_SMALL_WORDS = set(
    "a an and are as at be by can do does for how i in is it my of on or the this to what when why "  # noqa: SIM905
    "with work works you 왜 뭐 뭐야 어떻게".split()
)
_LOANS = {"카메라": "camera", "비디오": "video", "영상": "video", "모델": "model", "픽셀": "pixel"}
"""What some write in Hangul and the lessons do not. (Words of the glossary know it themselves.)"""


class Form(NamedTuple):
    """One way to write what was asked for, in letters, and how much finding it is worth."""

    letters: str
    worth: float


Word = tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, the language in which it was found, and a passage of it.

    The passage alternates between what was not searched for and what was, the former first.
    """

    place: Place
    language: Language
    passage: tuple[str, ...]


def search(asked: str, language: Language, root: Path = ROOT) -> tuple[Hit, ...]:
    """Return where the words of `asked` stand, best first: all of them, or else most of them."""
    words = _words(asked, glossary(root))
    found: dict[Place, tuple[int, float, Language]] = {}
    for of in LANGUAGES:
        for entry in _entries(places(root), of):
            scores = [score for word in words if (score := entry.score(word))]
            worth = sum(scores) * (1 if of == language else _OTHER_LANGUAGE)
            if scores:
                one = (len(scores), worth, of)
                found[entry.place] = max(found.get(entry.place, one), one)
    most = max((count for count, _, _ in found.values()), default=0)
    best = sorted(
        (place for place, (count, _, _) in found.items() if count == most),
        key=lambda place: -found[place][1],
    )
    return tuple(
        Hit(place, of, passage(place.text.in_(of), words, PASSAGE_CHARACTERS[of]))
        for place in best[:MOST]
        for of in (found[place][2],)
    )


def near(asked: str, language: Language, root: Path = ROOT) -> str | None:
    """Return the word of the glossary that `asked` may have been meant for, if there is one."""
    words = {
        spelling.casefold(): spelling
        for term in glossary(root)
        for spelling in term.spellings(language)
    }
    close = difflib.get_close_matches(asked.strip().casefold()[:MOST_LETTERS], words, 1, 0.75)
    return words[close[0]] if close else None


def passage(text: str, words: Sequence[Word], length: int) -> tuple[str, ...]:
    """Return some `length` of `text` around the first of `words`, cut between words."""
    spans = _spans(text, words)
    middle = spans[0][0] if spans else 0
    start = max(0, min(middle - length // 3, len(text) - length))
    end = start + length
    if start:
        start = text.find(" ", start, middle) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", middle, end), start + 1)
    inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    cuts = [start, *(at for span in inside for at in span), end]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    parts[0] = "… " * (start > 0) + parts[0]
    parts[-1] += " …" * (end < len(text))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place as it is searched in one language."""

    place: Place
    fields: tuple[tuple[str, float], ...]
    first_letters: str

    def score(self, word: Word) -> float:
        """Return what finding `word` here is worth; 0 where it is not."""
        if len(word) == 1 and is_initials(word[0].letters):
            return _HEADING * word[0].worth * (word[0].letters in self.first_letters)
        return max(
            (
                worth * form.worth * _fit(form.letters, field)
                for field, worth in self.fields
                for form in word
                if form.letters in field
            ),
            default=0.0,
        )


@lru_cache(maxsize=4)
def _entries(every: tuple[Place, ...], language: Language) -> tuple[_Entry, ...]:
    return tuple(_entry(place, language) for place in every)


def _entry(place: Place, language: Language) -> _Entry:
    heading = place.heading.in_(language)
    is_title = not place.anchor
    fields = (
        (letters(heading), _TITLE if is_title else _HEADING),
        (letters(place.spellings), _SPELLING),
        (letters(place.text.in_(language)), _TEXT if place.number else _MEANING),
    )
    return _Entry(place, fields, initials(f"{heading} {place.spellings}"))


def _fit(form: str, field: str) -> float:
    if not re.search(rf"(?<!\w){re.escape(form)}", field):
        return _INSIDE
    return _WHOLE if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", field) else _BEGINS


def _words(asked: str, terms: tuple[Term, ...]) -> list[Word]:
    said = unicodedata.normalize("NFC", asked[:MOST_LETTERS]).casefold()
    every = [word for word in re.findall(r"\w+(?:[-'’.]\w+)*", said) if len(letters(word)) > 1]
    words = [word for word in every if word not in _SMALL_WORDS]
    return [_forms(word, terms) for word in dict.fromkeys(words or every)]


def _forms(word: str, terms: tuple[Term, ...]) -> Word:
    if is_initials(word):
        return (Form(word, 1.0),)
    stem = without_particle(word)
    shorter = [stem, *(word.removesuffix(end) for end in _ENDINGS if word.endswith(end))]
    forms = {letters(word): 1.0}
    for form in shorter:
        if len(letters(form)) > 3:
            forms.setdefault(letters(form), _SHORTENED)
    for form in filter(None, (_LOANS.get(word), _LOANS.get(stem))):
        forms.setdefault(letters(form), _SYNONYM)
    for term in terms:
        spellings = [spelling.casefold() for spelling in term.spellings("ko")]
        if word in spellings or stem in spellings:
            for spelling in spellings:
                forms.setdefault(letters(spelling), _SYNONYM)
    return tuple(Form(*form) for form in forms.items())


def _spans(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where `text` holds forms of `words`, in characters, in order and without overlap."""
    forms = sorted((form.letters for word in words for form in word), key=len, reverse=True)
    matches = list(re.finditer("|".join(map(re.escape, forms)) or "(?!)", letters(text)))
    # The nth character ends where so many letters are over.
    ends = list(accumulate(map(_letters_in, text))) if matches else []
    return [(bisect_right(ends, m.start()), bisect_left(ends, m.end()) + 1) for m in matches]


def _letters_in(sign: str) -> int:
    """Return `len(letters(sign))`, which is slow to ask for every character of a text."""
    if "가" <= sign <= "힣":
        return 2 + ((ord(sign) - ord("가")) % 28 > 0)
    return 1 if sign.isascii() else len(letters(sign))
