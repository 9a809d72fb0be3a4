"""A report to take away: to read, as numbers, as tables, as pictures."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from components import film, heading, report_file, session
from continuity.jobs import Status
from continuity.report import Report
from figures.safe_text import stem
from i18n import Words


def show(key: str, report: Report, status: Status) -> None:
    """Draw a button per file; none is written before its button is pressed.

    `report` is that of the analysis `key` under the visitor's own name for the clip, `status` how
    that stands.
    """
    say, pictures = session.speak(), status.pictures
    heading.part(say("downloads.title"))
    name = stem(report.clip.name)
    files = (
        ("report", f"{name}-continuity.json", "application/json", report.to_json),
        ("tables", f"{name}-tables.zip", "application/zip", lambda: _tables(report)),
        ("frames", f"{name}-frames.zip", "application/zip", lambda: _frames(report, pictures)),
    )
    with st.container(horizontal=True, key="downloads"):
        report_file.show(key, f"{name}-continuity.html", lambda: _html(report, pictures, say))
        for part, file_name, kind, write in files:
            label = say(f"downloads.{part}")
            st.download_button(
                label, write, file_name, kind, key=f"download-{part}", on_click="ignore"
            )
    if status.reel:
        film.show(key, f"{name}-events.mp4")


# Loaded by whoever presses the button, not by everybody who sees a result.


def _html(report: Report, pictures: Mapping[int, bytes], say: Words) -> str:
    from components.html_report import HtmlReport

    today, analysed_s = datetime.now(UTC).date(), session.registry().limits.seconds
    return HtmlReport(report, pictures, say, today, analysed_s).html()


def _tables(report: Report) -> bytes:
    from components import csv_tables

    return csv_tables.archive(report)


def _frames(report: Report, pictures: Mapping[int, bytes]) -> bytes:
    from components import png_frames

    return png_frames.archive(report, pictures)
