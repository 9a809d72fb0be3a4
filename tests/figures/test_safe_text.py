"""What a visitor calls a clip stays words in HTML, and makes a file name everywhere."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from figures import safe_text


@given(st.text(max_size=400))
def test_any_name_makes_a_file_name_that_any_system_takes(name):
    stem = safe_text.stem(name)
    assert 0 < len(stem) <= 60
    assert all(
        letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc") or letter == "-"
        for letter in stem
    )
    assert stem[0] != "-"


def test_a_path_and_a_marker_of_direction_leave_nothing_behind():
    assert safe_text.stem("../../etc/passwd") == "etc-passwd"
    assert safe_text.stem("vase\u202e4pm.exe.mp4") == "vase4pm-exe"
    assert safe_text.stem("???.mp4", "clip") == "clip"


@given(st.text(max_size=200))
def test_no_text_opens_a_tag_or_leaves_an_attribute(text):
    inside = safe_text.html(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert not set("<>\"'") & set(inside)
