"""A visitor's file name stays text."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.plain import plain


@given(st.text())
def test_markdown_shows_the_name_as_it_is(name):
    tokens = MarkdownIt("commonmark").parseInline(plain("x" + name))[0].children
    kinds = {token.type for token in tokens}
    assert kinds <= {"text", "text_special"}


def test_an_image_from_elsewhere_is_not_fetched():
    assert plain("![](http://evil.example/x.png)").startswith(r"\!\[\]\(http\:")


def test_a_long_name_is_cut():
    assert len(plain("a" * 500)) == 60
