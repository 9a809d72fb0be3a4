"""Words of the glossary are marked in a text, and the text stays what it was."""

import re

import pytest

from components import lesson_terms
from components.lesson_terms import marked
from course import catalogue
from course.catalogue import Text
from course.glossary import Term
from course.markdown import MARKDOWN
from course.prose import Fence, Prose
from course.reading import find, read
from i18n import LANGUAGES

MARK = re.compile(r'<dfn class="term" tabindex="0" aria-description="[^"<>]*">|</dfn>')


def term(id: str, word: str, *, plain: bool = False) -> Term:
    meaning = Text('Says "what" & why.', "뭔지 말해.")
    return Term(id=id, word=Text(word, word), meaning=meaning, plain=plain)


@pytest.fixture
def own_words(monkeypatch):
    """Three words in place of the real ones."""
    words = (term("drift", "drift"), term("seed", "seed"), term("clip", "clip", plain=True))
    monkeypatch.setattr(lesson_terms, "glossary", lambda: words)


def words(*texts: str) -> list[str]:
    blocks = tuple(Prose(text, 1) for text in texts)
    said = "\n".join(block.markdown for block in marked(blocks, "en"))
    return re.findall(r"<dfn[^>]*>(.*?)</dfn>", said)


@pytest.mark.usefixtures("own_words")
def test_a_term_is_marked_where_a_section_first_uses_it():
    assert words("A clip may drift. Drift is slow.", "drift, seed") == ["drift", "seed"]


@pytest.mark.usefixtures("own_words")
def test_an_emphasised_word_is_being_explained_and_needs_no_mark():
    assert words("This is *drift*. A drift is slow.") == []
    assert words("**Drift first.** A drift is slow.") == ["drift"]


@pytest.mark.usefixtures("own_words")
def test_the_meaning_is_an_attribute_that_cannot_break_out():
    [block] = marked((Prose("A seed.", 1),), "en")
    described = 'aria-description="seed: Says &quot;what&quot; &amp; why."'
    assert block.markdown == f'A <dfn class="term" tabindex="0" {described}>seed</dfn>.'


@pytest.mark.usefixtures("own_words")
def test_pictures_and_labs_are_left_alone():
    figure = Fence("figure", "a.svg", "A seed.", 1, "A seed")
    assert marked((figure,), "en") == (figure,)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson_id", [card.id for card in catalogue()])
def test_marks_change_neither_the_words_nor_the_form_of_a_lesson(lesson_id, language):
    for section in read(find(lesson_id)).sections(language):
        blocks = marked(section.blocks, language)
        assert [MARK.sub("", block.markdown) for block in blocks] == [
            block.markdown for block in section.blocks
        ]
        assert [shape(b.markdown) for b in blocks] == [shape(b.markdown) for b in section.blocks]


def shape(markdown: str) -> list[str]:
    """Return the tokens of the text, without words and without the marks themselves."""
    inline = [child for token in MARKDOWN.parse(markdown) for child in token.children or []]
    return [child.type for child in inline if child.type not in ("text", "html_inline")]
