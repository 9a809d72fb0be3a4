"""What an author needs: `python -m course check`, `accept FOLDER` and `table`."""

import argparse
import sys
from pathlib import Path

from course.catalogue import ROOT
from course.check import check, is_lesson, read_all
from course.draft import read_draft
from course.problem import LessonError
from course.prose import read_page
from course.table import table
from course.twins import accept


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; return 1 when something has to be put right first."""
    parser = argparse.ArgumentParser(prog="python -m course", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("check", help="say everything that is wrong with the lessons")
    command.add_argument("folder", nargs="?", type=Path, default=_near(ROOT))
    command.set_defaults(run=_check)
    command = commands.add_parser("accept", help="note that ko.md is up to date with en.md")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=_accept)
    command = commands.add_parser("table", help="count what each lesson holds in each language")
    command.add_argument("folder", nargs="?", type=Path, default=_near(ROOT))
    command.set_defaults(run=_table)
    asked = parser.parse_args(arguments)
    return int(asked.run(asked.folder))


def _near(folder: Path) -> Path:
    """Return `folder` as seen from here, so that messages stay short."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _check(folder: Path) -> int:
    if not is_lesson(folder) and not (folder / "track.toml").exists():
        sys.stdout.write(f"{folder} holds no lessons\n")
        return 1
    problems = check(folder)
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if any(problem.stops for problem in problems):
        return 1
    count = 1 if is_lesson(folder) else len(read_all(folder))
    sys.stdout.write(f"{count} lesson{'s'[: count != 1]}, no problems\n")
    return 0


def _accept(folder: Path) -> int:
    try:
        english, korean = read_page(folder / "en.md"), read_page(folder / "ko.md")
    except LessonError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    korean.file.write_text(accept(english, korean), encoding="utf-8", newline="\n")
    return 0


def _table(folder: Path) -> int:
    drafts = [read_draft(folder)] if is_lesson(folder) else read_all(folder)
    lessons = [draft.lesson for draft in drafts if draft.lesson]
    if not lessons or len(lessons) < len(drafts):
        # Not a table that leaves something out without a word.
        return _check(folder) or 1
    sys.stdout.write(table(lessons))
    return 0


if __name__ == "__main__":
    sys.exit(main())
