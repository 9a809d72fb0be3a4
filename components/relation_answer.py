"""Whether things with a small share drift more, in a sentence."""

from continuity.insights import Answer, Relation
from continuity.settings import Settings
from i18n import Words


def sentence(found: Relation, say: Words) -> str:
    """Return the answer, or that too few things could be measured, or drifted, for one."""
    settings = Settings()
    name, least = found.answer.name.lower(), settings.relation_things
    if found.answer is Answer.NO_EVIDENCE and found.drifting < settings.relation_drifting:
        name, least = "too_few_drift", settings.relation_drifting
    return say(
        f"relation.{name}",
        things=found.things,
        drifting=found.drifting,
        correlation=found.correlation,
        p=found.p,
        least=least,
    )
