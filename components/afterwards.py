"""What comes after a result: notes on what was seen, and a take to hold against others."""

from components import field_notes, onward, session, takes_store
from components.session import Chosen
from continuity.jobs import Status


def show(chosen: Chosen, status: Status, whole: bool) -> None:
    """Draw the field notes and, where there is room for the `whole` of it, the way to the takes."""
    if status.report is None:
        return
    takes_store.add(chosen, status)
    field_notes.show(chosen.key, status.report.named(chosen.name))
    if whole:
        onward.link("takes", f"{session.speak()('takes.open')} →")
        takes_store.show()
