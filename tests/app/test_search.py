"""The search page and the glossary, driven without a browser."""

import re

import pytest

from course.glossary import glossary
from i18n import LANGUAGES, words

pytestmark = pytest.mark.long


def drawn(page) -> str:
    [result] = [html.value for html in page.get("html") if 'class="asked"' in html.value]
    return result


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_links_to_the_very_place(opened, language):
    page = opened("search", language)
    page.text_input[0].set_value("softmax").run()
    assert not page.exception
    assert f'href="glossary?lang={language}#softmax"' in drawn(page)
    assert f'href="continuity?lang={language}#budget"' in drawn(page)
    assert "<mark>softmax</mark>" in drawn(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_so_and_guesses(opened, language):
    page = opened("search", language)
    page.text_input[0].set_value("softmx").run()
    assert words(language)("search.nothing", asked="softmx") in drawn(page)
    assert f'<a href="search?lang={language}&amp;q=softmax"' in drawn(page)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x>', "{asked}", "&amp;"]
)
def test_what_is_asked_for_stays_text(opened, hostile):
    page = opened("search", "en")
    page.text_input[0].set_value(hostile).run()
    assert not page.exception
    assert not re.search(r"<(script|img)", drawn(page))


def test_an_empty_search_offers_examples_that_find_something(opened):
    page = opened("search", "en")
    for example in words("en")("search.examples").split(", "):
        assert f">{example}</a>" in drawn(page)
        found = opened("search", "en")
        found.text_input[0].set_value(example).run()
        assert 'class="hits"' in drawn(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_has_every_word_with_an_anchor(opened, language):
    page = opened("glossary", language)
    text = "\n".join(element.value for element in page.markdown)
    anchors = re.findall(r'<h2 data-anchor="(.+?)">', text)
    assert sorted(anchors) == sorted(term.id for term in glossary())
    assert f'href="continuity?lang={language}#' in text
