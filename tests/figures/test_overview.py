"""The overview of a batch: in order, in both languages, and safe with whatever a clip is called."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from continuity.rows import Row, write_tables
from figures import overview
from i18n import LANGUAGES
from tests import engines

NASTY = [
    "<img src=x onerror=alert(1)>.mp4",
    '"><script>alert(1)</script>.mp4',
    "</script><script>alert(1)//.mp4",
    "'; alert(1) //.mp4",
    "a\u202egpj.mp4",
    "{clips}.mp4",
    "&lt;b&gt;.mp4",
    "ㄱ" * 300 + ".mp4",
]
MEASURED = Row(
    "fine.mp4", "one", continuity=0.9, low=0.8, high=0.95, spatial=1.0, temporal=0.9, motion=None,
    persistence=1.0, environment=1.0, failures=2, gravest="fade", gravest_s=1.5, duration_s=3.0,
    report="reports/fine-1.json", thumbnail="reports/fine-1.jpg",
)  # fmt: skip


class Seen(HTMLParser):
    """What a browser would make of a page; the parser calls its methods by their names."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):  # noqa: D102
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, text):  # noqa: D102
        self.words.append(text)


def drawn(folder, rows, language="en"):
    write_tables(rows, folder)
    assert overview.main([str(folder), "--language", language]) == 0
    return (folder / "overview.html").read_text("utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/fine-1.jpg").write_bytes(engines.jpeg())
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NASTY)
def test_no_name_becomes_a_tag_or_a_script(folder, name, language):
    rows = [
        replace(MEASURED, clip=name, group=name),
        replace(MEASURED, clip=f"b{name}", group="two"),
        Row(f"c{name}", name, failure="unreadable", sentence=name, facts='{"name": "<b>"}'),
        Row(f"d{name}", name, failure="<i>", sentence=name, facts='["{"]'),
    ]
    seen = Seen(drawn(folder, rows, language))
    assert seen.tags.count("script") == 1
    assert seen.tags.count("img") == 2
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert not set(seen.tags) & {"b", "i", "iframe", "object", "form"}
    addresses = [value for name, value in seen.attributes if name in ("src", "href")]
    assert {address.partition(":")[0].partition("/")[0] for address in addresses} == {
        "data", "reports",
    }  # fmt: skip


def test_it_can_fetch_nothing_and_run_only_its_own_script(folder):
    text = drawn(folder, [MEASURED])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text).group(1)
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'$", policy)
    assert "http://" not in text
    assert "https://" not in text


def test_every_failure_has_its_sentence_and_unknown_ones_the_general_one(folder):
    told = {
        "too_short": ('{"frames": 3, "least": 8}', "too few readable frames to compare: 3"),
        "lost": ("{}", "went away"),
        "nobody knows": ("{}", "could not be analysed"),
        "too_large_file": ("{}", "could not be analysed"),  # its facts are missing
    }
    rows = [Row(f"{code}.mp4", "", failure=code, facts=facts) for code, (facts, _) in told.items()]
    text = drawn(folder, rows)
    assert all(sentence in text for _, sentence in told.values())


def test_groups_are_compared_only_where_there_are_two(folder):
    one = [replace(MEASURED, clip=f"{n}.mp4", continuity=0.9 + n / 200) for n in range(10)]
    two = [
        replace(MEASURED, clip=f"b{n}.mp4", group="two", continuity=0.4 + n / 200)
        for n in range(10)
    ]
    assert 'id="groups"' not in drawn(folder, one)
    text = drawn(folder, one + two)
    assert "“one” is above “two” by 0.50" in text
    assert "more than chance would explain" in text
    alike = [replace(row, continuity=row.continuity + 0.501) for row in two]
    assert "chance could do that" in drawn(folder, one + alike)


def test_a_batch_of_bad_clips_alone_has_an_overview(folder):
    text = drawn(folder, [Row("a.mp4", "", failure="damaged", facts="{}")])
    assert "1 clips, 1 of them without a report." in text


def test_a_folder_that_is_no_batch_gets_a_sentence(tmp_path, capsys):
    assert overview.main([str(tmp_path)]) == 2
    (tmp_path / "clips.json").write_text('[{"nonsense": 1}]')
    assert overview.main([str(tmp_path)]) == 2
    (tmp_path / "clips.json").write_text("{")
    assert overview.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("The overview could not be written: ") == 3
