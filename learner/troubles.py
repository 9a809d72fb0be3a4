"""What the codes of a database mean to somebody at a page."""

from collections.abc import Mapping

from learner.accounts import Code, Reason, Trouble

_REASONS = frozenset(Reason)
_DATABASE: Mapping[str, tuple[Code, Reason]] = {
    "PT403": (Code.REFUSED, Reason.NONE),
    "PT404": (Code.REFUSED, Reason.GONE),
    "PT422": (Code.INVALID, Reason.TEXT),
    "PT429": (Code.LIMITED, Reason.OFTEN),
    "PT401": (Code.EXPIRED, Reason.SIGN_IN),
    "PGRST301": (Code.EXPIRED, Reason.NONE),
    "PGRST302": (Code.EXPIRED, Reason.NONE),
    "PGRST303": (Code.EXPIRED, Reason.NONE),
    "42501": (Code.REFUSED, Reason.NONE),
    "23505": (Code.REFUSED, Reason.AGAIN),
    "23514": (Code.INVALID, Reason.TEXT),
    "23502": (Code.INVALID, Reason.TEXT),
    "23503": (Code.REFUSED, Reason.GONE),
    "22P02": (Code.INVALID, Reason.TEXT),
    "22P05": (Code.INVALID, Reason.TEXT),
    "22003": (Code.INVALID, Reason.TEXT),
    "57014": (Code.SLOW, Reason.NONE),
    "401": (Code.EXPIRED, Reason.NONE),
    "403": (Code.REFUSED, Reason.NONE),
    "429": (Code.LIMITED, Reason.OFTEN),
}
"""Codes of PostgREST and PostgreSQL, and statuses of whoever stands before them."""


def of_database(code: str, hint: str) -> Trouble:
    """Return what a refusal by the database means; a rule of ours names its reason as the hint.

    >>> of_database("PT403", "muted").reason.value, of_database("502", "").code.value
    ('muted', 'offline')
    """
    kind, reason = _DATABASE.get(code) or (_class(code), Reason.NONE)
    if code.startswith("PT") and hint in _REASONS:
        reason = Reason(hint)
    return Trouble(kind, reason)


def _class(code: str) -> Code:
    """Return what any other code is about: 5xx, or no connection to the database, is no answer."""
    out_of_order = (code[:1] == "5" and len(code) == 3) or code[:2] in {"08", "53", "57"}
    return Code.OFFLINE if out_of_order or code.startswith("PGRST00") else Code.UNKNOWN
