"""What others wrote is text: no markup of theirs, no link but to where it says."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import said
from tests import hostile


class Read(HTMLParser):
    """What a browser would make of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Note words."""
        self.text += data


def hosts(text: str) -> list[str]:
    return [it.host for paragraph in said.paragraphs(text) for it in paragraph if it.href]


anything = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                *hostile.ALL[:7],
                "https://a.example/?q=<>",
                "HTTP://B.example.",
                "\n\n",
                " ",
                "]]>",
                "<!--",
            ]
        ),
        max_size=6,
    ).map("".join),
)


@given(anything)
def test_no_markup_but_our_own_comes_of_any_text(text):
    read = Read(said.html(text))
    assert {tag for tag, _ in read.tags} <= {"p", "br", "a"}
    for tag, attributes in read.tags:
        if tag == "a":
            assert set(attributes) == {"href", "rel", "target"}
            assert attributes["rel"] == said.REL
            where = urlsplit(attributes["href"] or "")
            assert where.scheme in ("http", "https")
            assert where.hostname
            assert where.hostname.isascii()
            assert where.username is None
    assert not set(read.text) & set(hostile.TURNS)


@given(anything)
def test_every_letter_that_can_be_seen_is_still_there(text):
    def letters(words: str) -> str:
        return "".join(c for c in words if c.isprintable() and not c.isspace())

    shown = "".join(it.text for paragraph in said.paragraphs(text) for it in paragraph)
    assert letters(shown) == letters(text.translate(dict.fromkeys(map(ord, hostile.TURNS))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://example.org/a_(b).", ["example.org"]),
        ("(https://example.org/a)", ["example.org"]),
        ("HTTPS://EXAMPLE.org:8443/x, http://b.example!", ["example.org:8443", "b.example"]),
        ("https://한국.example/길", ["xn--3e0b707e.example"]),
        ("https://аррӏе.example/", ["xn--80ak6aa92e.example"]),
        ("https://google.com@evil.example/", []),
        ("https://google.com:pass@evil.example/", []),
        ("javascript:alert(1) data:text/html,x file:///etc ftp://a.example //a.example", []),
        ("http://127.0.0.1/ http://[::1]/ http://localhost:8501/ http://2130706433/", []),
        ("https://a.example\\@evil.example/", ["a.example"]),
        ("https://evil.example\u202e/moc.elgoog", ["evil.example"]),
        ("https:// https://. https://..example http://a..b.example", []),
        ("https://a.example:99999/ https://a.example:x/", []),
        ("https://" + "a" * 3000 + ".example", []),
    ],
)
def test_a_link_names_where_it_leads(text, found):
    assert hosts(text) == found


def test_a_link_is_what_was_checked():
    [piece] = [it for it in said.paragraphs("HTTPS://EXAMPLE.org/A?b=c#d")[0] if it.href]
    assert (piece.text, piece.href) == (
        "HTTPS://EXAMPLE.org/A?b=c#d",
        "https://example.org/A?b=c#d",
    )


def test_empty_lines_part_paragraphs_and_others_stay():
    found = said.paragraphs("  one\r\ntwo\n \n\n\nthree\u2028four  ")
    assert [[it.text for it in paragraph] for paragraph in found] == [["one\ntwo"], ["three\nfour"]]


def test_marks_of_direction_and_control_are_gone():
    [[piece]] = said.paragraphs(hostile.TURNED)
    assert piece.text == "invoicegnp.exe mixed שלום abc"
    assert "\x1b" not in said.html(hostile.CONTROLS)


def test_the_browser_is_told_the_same():
    told = said.told("a https://example.org/\n\nb")
    link = {"text": "https://example.org/", "href": "https://example.org/", "host": "example.org"}
    assert told == [[{"text": "a "}, link], [{"text": "b"}]]
