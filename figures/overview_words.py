"""Why a clip of a batch has no report, in the reader's language."""

import json

from continuity.rows import Row
from figures.safe_text import visible
from i18n import Words


def failure(row: Row, say: Words) -> tuple[str, str]:
    """Return why, and what to try; the general ones for a failure without words of its own."""
    try:
        told = json.loads(row.facts or "{}")
        facts = {name: visible(it) if isinstance(it, str) else it for name, it in told.items()}
        return (
            say(f"errors.{row.failure}.why", **facts),
            say(f"errors.{row.failure}.next", **facts),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return say("errors.failed.why"), say("errors.failed.next")
