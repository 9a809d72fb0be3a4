"""What a visitor takes away holds every number of the report, and the frames it speaks of."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from PIL import Image

from components import csv_tables, png_frames
from tests import engines, reports


def rows(name: str) -> list[dict[str, str]]:
    with ZipFile(BytesIO(csv_tables.archive(reports.report()))) as files:
        assert not files.testzip()
        return list(csv.DictReader(StringIO(files.read(name).decode())))


def test_a_row_per_frame_with_every_measure():
    report, table = reports.report(), rows("frames.csv")
    assert len(table) == len(report.frames.index)
    assert table[0]["similarity_previous"] == ""
    assert float(table[7]["attention_subject"]) == report.frames.subject[7]
    assert set(report.frames.measures) <= table[0].keys()


def test_each_frame_names_the_failures_under_way_and_not_what_is_explained():
    failures = [row["failures"] for row in rows("frames.csv")]
    assert failures[40] == ""
    assert failures[41] == "1 fade"
    assert failures[60] == "1 fade; 2 jump"
    assert failures[88] == "1 fade"


def test_a_row_per_event_also_for_the_explained():
    table = rows("events.csv")
    assert [row["kind"] for row in table] == ["fade", "jump", "shift"]
    assert [row["explained"] for row in table] == ["", "", "handled"]
    assert (table[0]["x"], table[1]["x"]) == ("0.71", "")


def test_a_row_per_thing():
    table = rows("elements.csv")
    assert [row["role"] for row in table] == ["subject", "secondary"]
    assert (table[1]["attention"], table[1]["drift"]) == ("0.03", "0.82")


def test_key_frames_are_pictures_with_the_box_on_them():
    report, grey = reports.report(), engines.jpeg()
    with ZipFile(
        BytesIO(png_frames.archive(report, dict.fromkeys((0, 41, 60, 119), grey)))
    ) as files:
        assert files.namelist() == [
            *("first-frame-0.png", "last-frame-119.png"),
            *("event-1-fade-start-frame-41.png", "event-1-fade-end-frame-119.png"),
            "event-2-jump-start-peak-frame-60.png",
        ]
        colours = {
            name: len(Image.open(BytesIO(files.read(name))).getcolors())
            for name in files.namelist()
        }
    assert colours["event-1-fade-start-frame-41.png"] > colours["first-frame-0.png"] == 1
