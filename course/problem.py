"""What can be wrong with a lesson: always the place, the rule it breaks and the way out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an author has to know of. A notice (`stops` false) does not fail the check."""

    file: Path
    line: int
    rule: str
    remedy: str
    stops: bool = True

    def __str__(self) -> str:
        """Return one line in the form editors and terminals make a link of."""
        kind = "problem" if self.stops else "notice"
        return f"{self.file}:{self.line}: {kind}: {self.rule}; {self.remedy}"


class LessonError(Exception):
    """A lesson folder cannot be read; `problems` says why, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def source_of(file: Path) -> str:
    """Return what `file` says.

    Raises
    ------
    LessonError
        There is no such file, or it is not UTF-8 (some editors still write cp949 for Korean).
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        rule, remedy = "a lesson has a lesson.toml, an en.md and a ko.md", "write this one"
        raise LessonError((Problem(file, 1, rule, remedy),)) from error
    except UnicodeDecodeError as error:
        rule, remedy = "a lesson is written in UTF-8", "save this file as UTF-8"
        raise LessonError((Problem(file, 1, rule, remedy),)) from error
