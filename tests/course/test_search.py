"""A search finds lessons and words in both languages, best first, with a passage that says why."""

import time

import pytest

from course.catalogue import ROOT, Text
from course.glossary import glossary
from course.places import places, plain
from course.reading import find, read
from course.search import MOST, near, search


def found(asked: str, language="en", root=ROOT) -> list[str]:
    hits = search(asked, language, root)
    return [f"{hit.place.page}#{hit.place.anchor}" for hit in hits]


def marked(asked: str, language="en", root=ROOT) -> list[str]:
    return [part for hit in search(asked, language, root) for part in hit.passage[1::2]]


@pytest.mark.parametrize(
    ("asked", "language", "place"),
    [
        ("The Hidden Difficulty of Continuity", "en", "continuity#"),
        ("연속성이라는 숨은 난이도", "ko", "continuity#"),
        ("object persistence", "en", "glossary#object-persistence"),
        ("requirements multiply", "en", "continuity#frames"),
        ("scene file", "en", "continuity#threed"),
        ("scene 파일", "ko", "continuity#threed"),
        ("drift", "ko", "glossary#drift"),
        ("softmax", "en", "glossary#softmax"),
    ],
)
def test_what_is_asked_for_by_name_comes_first(asked, language, place):
    assert found(asked, language)[0] == place


@pytest.mark.parametrize("asked", ["꽃병", "꽃병이", "꽃병을", "꽃ㅂ", "꽃벼", "꽃병, 책상"])
def test_korean_is_found_without_particles_and_half_typed(asked, lessons):
    assert "continuity#threed" in found(asked, "ko", with_words(lessons))


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("ㅇㅅㅅ", "continuity"),
        ("ㄲㅃㅇ", "flicker"),
        ("디퓨전", "diffusion"),
        ("어텐션", "attention"),
        ("카메라 무브", "camera-move"),
        ("KV cache", "kv-cache"),
        ("DENOISING", "denoise"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_words_are_found_by_first_letters_and_other_spellings(asked, term, language):
    ids = found(asked, language)
    assert any(id in (f"glossary#{term}", "glossary#camera-move") for id in ids[:2])


def test_half_a_word_is_found_after_whole_ones():
    assert "glossary#drift" in found("drif")
    assert found("latent")[0] == "glossary#latent"


def test_endings_make_no_difference(lessons):
    root = with_words(lessons)
    for asked in ("generator", "generators", "vases", "multiplied requirement"):
        assert "continuity" in " ".join(found(asked, "en", root)), asked


def test_what_only_the_other_language_says_is_found_in_that_language(lessons):
    hits = search("스카프", "en", with_words(lessons))
    assert [(hit.place.anchor, hit.language) for hit in hits] == [("mental-model", "ko")]


def test_the_passage_shows_what_was_found():
    [first, *_] = search("vase", "en")
    assert "vase" in [part.lower() for part in first.passage[1::2]]
    assert all(len("".join(hit.passage)) <= 180 for hit in search("frame", "en"))
    said = " ".join(first.place.text.en.split())
    assert "".join(first.passage).strip("… ") in said
    assert "꽃병" in marked("꽃벼", "ko")


def test_all_words_count_and_small_ones_do_not():
    assert found("how does the vase") == found("vase")
    both = search("vase softmax", "en")
    assert all("vase" in h.place.text.en and "softmax" in h.place.text.en for h in both)
    assert found("vase zzzzz") == found("vase")


@pytest.mark.parametrize("asked", ["", "   ", "%$()[", "ㅋ", "zzzzzz", "\\", "(?:", "x" * 5000])
def test_nothing_is_found_for_nothing(asked):
    assert search(asked, "en") == ()


def test_a_slip_is_guessed():
    assert near("softmx", "en") == "softmax"
    assert near("스크립타", "ko") == "스크립터"
    assert near("qqqqqq", "en") is None


def test_no_more_than_fit_a_page():
    assert len(search("a frame clip video", "en")) <= MOST


def test_every_place_exists():
    terms = {term.id for term in glossary()}
    for place in places():
        if not place.number:
            assert place.anchor in terms
            continue
        lesson = read(find(place.page))
        own = {s.id for s in lesson.en} | {lab.id for lab in lesson.labs}
        assert place.anchor in own | {"", "mental-model", "takeaways", "exercise", "links"}


def test_a_changed_lesson_is_found_by_its_new_words(lessons, change):
    root = with_words(lessons)
    assert not found("teacupful", "en", root)
    change("en.md", "Put a cup on", "Put a teacupful on")
    time.sleep(2.1)
    assert found("teacupful", "en", root) == ["continuity#persistence"]


def test_questions_are_not_given_away(lessons, folder):
    lesson = read(folder)
    said = " ".join(place.text.en for place in places(with_words(lessons)))
    assert not [q.id for q in lesson.quiz if plain(q.explain.en) in said]


def test_a_search_is_quick():
    search("warm", "en")
    start = time.perf_counter()
    for asked in ("attention", "꽃병이", "how frames talk", "ㅇㅅㅅ"):
        search(asked, "ko")
    assert (time.perf_counter() - start) / 4 < 0.25


def with_words(root):
    """Return `root` with the real glossary beside its lessons."""
    (root / "glossary.toml").write_bytes((ROOT / "glossary.toml").read_bytes())
    return root


def test_plain_text_has_no_marks():
    assert plain("1. **Bold** `code` [a](https://b.c)\n\n| a | b |") == "Bold code a a b"
    assert Text("a", "b").in_("ko") == "b"
