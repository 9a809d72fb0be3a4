"""lesson.toml, read and held against the schema, with the line of everything that is wrong."""

import re
import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from course.problem import LessonError, Problem, source_of
from course.schema import Lesson

_TABLE = re.compile(r"^\[(\[)?([\w.-]+)\]")
_ITEM = re.compile(r"^\s+\{")
_KEY = re.compile(r"^([\w.-]+)\s*=")
_LINE_OF_SYNTAX_ERROR = re.compile(r"\(at line (\d+)")

Location = tuple[str | int, ...]


def read_facts(file: Path) -> Lesson:
    """Return the lesson `file` describes, still without its text.

    Raises
    ------
    LessonError
        It is missing, not TOML, or breaks the schema; every breach is one problem.
    """
    source = source_of(file)
    try:
        return TypeAdapter(Lesson).validate_python(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise LessonError((_not_toml(file, str(error)),)) from error
    except ValidationError as error:
        breaches = error.errors(include_url=False, include_input=False)
        raise LessonError(tuple(_breach(file, source, breach) for breach in breaches)) from error


def at(file: Path, key: str, rule: str, remedy: str, which: int = 0) -> Problem:
    """Return the problem of what stands under `key` in `file`: of the nth, if there are many."""
    return Problem(file, line_of(source_of(file), (key, which)), rule, remedy)


def line_of(source: str, location: Location) -> int:
    r"""Return the line of `source` where `location` stands, or the nearest part of it that does.

    Examples
    --------
    >>> line_of('id = "a"\n[[links]]\nyear = 1\n[[links]]\nyear = 2', ("links", 1, "year"))
    5
    >>> line_of('choices = [\n  { id = "a" },\n  { id = "b" },\n]', ("choices", 1, "id"))
    3
    >>> line_of('id = "a"\n[title]\nen = "A"', ("title", "ko"))
    2
    """
    places = _places(source)
    for length in range(len(location), 0, -1):
        if location[:length] in places:
            return places[location[:length]]
    return 1


def _places(source: str) -> dict[Location, int]:
    places: dict[Location, int] = {}
    table: Location = ()
    path: Location = ()
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = tuple(header[2].split("."))
            path = table = _next(table, places) if header[1] else table
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            path = table
            for name in key[1].split("."):
                path = (*path, name)
                places.setdefault(path, number)
        elif _ITEM.match(line):
            places.setdefault(_next(path, places), number)
    return places


def _next(name: Location, places: dict[Location, int]) -> Location:
    """Return the place of one more item in the list `name`."""
    count = 0
    while (*name, count) in places:
        count += 1
    return (*name, count)


def _not_toml(file: Path, message: str) -> Problem:
    line = _LINE_OF_SYNTAX_ERROR.search(message)
    rule = f"a lesson.toml is TOML ({message})"
    return Problem(file, int(line[1]) if line else 1, rule, "correct the spelling at this place")


def _breach(file: Path, source: str, breach: ErrorDetails) -> Problem:
    where = ".".join(str(part) for part in breach["loc"])
    remedies = {
        "missing": f"add {where}",
        "unexpected_keyword_argument": f"remove {where}, or correct its name",
    }
    rule = breach["msg"].removeprefix("Value error, ")
    remedy = remedies.get(breach["type"], f"correct {where}")
    return Problem(file, line_of(source, breach["loc"]), rule, remedy)
