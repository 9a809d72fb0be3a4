"""A text is cut where it should be, and nothing of it is lost or changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.problem import LessonError
from course.prose import Fence, Page, Prose, Section, read_page

TEXT = """---
first: 0123abcd
---
## First things {#first}

A paragraph
over two lines.

- a list

:::{figure} desk.svg
:alt: A desk.
A *caption*.
:::

:::{lab} odds
:::

After the lab.

## Second things {#second}

:::{myth} “A myth”
It is not so.
:::
"""


def page(tmp_path: Path, text: str = TEXT) -> Page:
    file = tmp_path / "en.md"
    file.write_text(text, encoding="utf-8")
    return read_page(file)


def test_sections_and_blocks_keep_their_words_and_lines(tmp_path: Path):
    first, second = page(tmp_path).sections
    assert (first.id, first.title, first.line) == ("first", "First things", 4)
    assert first.blocks == (
        Prose("A paragraph\nover two lines.\n\n- a list", 6),
        Fence("figure", "desk.svg", "A *caption*.", 11, "A desk."),
        Fence("lab", "odds", "", 16),
        Prose("After the lab.", 19),
    )
    assert second.blocks == (Fence("myth", "“A myth”", "It is not so.", 23),)


def test_what_stands_in_code_is_no_heading_and_no_fence(tmp_path: Path):
    code = "```\n## none\n:::{note} none\n```"
    [section] = page(tmp_path, f"## A {{#a}}\n\n{code}\n\n::::{{note}}\n:::\n::::\n").sections
    assert section.blocks == (Prose(code, 3), Fence("note", "", ":::", 8))


def test_a_fence_that_is_never_closed_takes_the_rest(tmp_path: Path):
    [section] = page(tmp_path, "## A {#a}\n\n:::{note} Title\nThe rest.\n").sections
    assert section.blocks == (Fence("note", "Title", "The rest.", 3),)


def test_the_front_matter_says_what_was_translated(tmp_path: Path):
    assert page(tmp_path).translates == {"first": "0123abcd"}


def test_a_byte_order_mark_is_no_text(tmp_path: Path):
    (tmp_path / "en.md").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_page(tmp_path / "en.md").sections[0].id == "first"


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("Words.\n\n## A {#a}\n", 1, "a text begins with a heading"),
        ("## A\n", 1, "a heading has an id"),
        ("## A {#a}\n\n## B {#a}\n", 3, "an id is given once"),
        ("## A {#a}\n\n### B {#b}\n", 3, "every heading of a text is a `##`"),
    ],
)
def test_headings_out_of_place_are_named(tmp_path: Path, text: str, line: int, rule: str):
    [problem] = page(tmp_path, text).problems
    assert (problem.line, problem.rule) == (line, rule)


@pytest.mark.parametrize("content", [None, "한글".encode("cp949")])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes | None):
    file = tmp_path / "ko.md"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LessonError) as error:
        read_page(file)
    [problem] = error.value.problems
    assert problem.file == file
    assert problem.remedy


WORDS = st.lists(
    st.sampled_from(["frame", "72", "drift,", "*vase*", "꽃병"]), min_size=2, max_size=9
)


@given(WORDS, st.data())
def test_new_line_breaks_leave_the_fingerprint_as_it_is(words: list[str], data: st.DataObject):
    gaps = [data.draw(st.sampled_from([" ", "\n", "  "])) for _ in words]
    broken = "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()
    plain = Section("a", "A", 1, (Prose(" ".join(words), 2),))
    assert Section("a", "A", 9, (Prose(broken, 10),)).fingerprint == plain.fingerprint


@given(WORDS)
def test_another_word_changes_the_fingerprint(words: list[str]):
    before = Section("a", "A", 1, (Prose(" ".join(words), 2),))
    after = Section("a", "A", 1, (Prose(" ".join([*words[:-1], "otherwise"]), 2),))
    assert before.fingerprint != after.fingerprint
