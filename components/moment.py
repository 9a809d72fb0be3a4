"""When something was, for whoever looks at it."""

from datetime import datetime

from components import session


def said(when: str) -> str:
    """Return an ISO 8601 time as date and minute by the visitor's clock; "" if it is none."""
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        return ""
    return f"{at.astimezone(session.time_zone()):%Y-%m-%d %H:%M}"
