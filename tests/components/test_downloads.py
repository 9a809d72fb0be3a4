"""What a visitor takes away holds every number of the report."""

import csv
from io import StringIO

from components.downloads import events_csv, frames_csv
from tests import reports


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_a_row_per_frame_with_every_measure():
    report = reports.report()
    table = rows(frames_csv(report))
    assert len(table) == len(report.frames.index)
    assert table[0]["similarity_previous"] == ""
    assert float(table[7]["attention_subject"]) == report.frames.subject[7]
    assert set(report.frames.measures) <= table[0].keys()


def test_a_row_per_event_also_for_the_explained():
    table = rows(events_csv(reports.report()))
    assert [row["kind"] for row in table] == ["fade", "jump", "shift"]
    assert [row["explained"] for row in table] == ["", "", "handled"]
    assert (table[0]["x"], table[1]["x"]) == ("0.71", "")
