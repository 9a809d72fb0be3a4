"""The numbers behind a chart, as a table in Markdown: st.dataframe would load pandas."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a pipe table.

    Examples
    --------
    >>> print(table(["frame", "share"], [["0", "60%"]]))
    | frame | share |
    | --- | --- |
    | 0 | 60% |
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float | None, form: str = ".3g") -> str:
    """Return `value` for a table cell, a dash where there is none."""
    return "–" if value is None else format(value, form)
