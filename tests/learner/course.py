"""A small course, and facts about it, for the tests of the rules."""

from learner import Course, Fact, Kind, Outline, fact

DAY_MS = 86_400_000
IDS = (
    *("one_object", "noise_to_motion", "latents", "attention", "continuity"),
    *("anchors", "motion", "long", "measuring", "finished"),
)


def outline(number: int, id: str) -> Outline:
    """Return a lesson of two sections, two predictions, five questions, two objectives, a lab."""
    questions = {f"q{i}": "first" if i < 3 else "second" for i in range(5)}
    labs = frozenset({"odds", "budget"}) if id == "continuity" else frozenset({f"lab-{id}"})
    return Outline(
        id=id,
        number=number,
        sections=frozenset({"one", "two"}),
        predictions=frozenset({"p0", "p1"}),
        questions=questions,
        labs=labs | {"aside"},
        main_labs=labs,
    )


COURSE: Course = tuple(outline(number, id) for number, id in enumerate(IDS, 1))
LESSON = "continuity"


def seen(section: str, lesson: str = LESSON) -> Fact:
    return fact(Kind.SEEN, lesson, section, at_ms=1)


def read(lesson: str = LESSON) -> set[Fact]:
    """Return what it takes to have read a lesson."""
    return {seen("one", lesson), seen("two", lesson), fact(Kind.READ, lesson, at_ms=2)}


def predicted(item: str, lesson: str = LESSON, right: bool = True) -> Fact:
    return fact(Kind.PREDICTED, lesson, item, at_ms=3, given="a", right=right)


def goal(lab: str, lesson: str = LESSON) -> Fact:
    return fact(Kind.GOAL, lesson, lab, at_ms=4)


def main_goal(lesson: str) -> Fact:
    return goal("odds" if lesson == "continuity" else f"lab-{lesson}", lesson)


def answered(item: str, right: bool = True, at_ms: int = 5, lesson: str = LESSON) -> Fact:
    return fact(Kind.ANSWERED, lesson, item, at_ms=at_ms, given="a", right=right)


def reviewed(item: str, day: float, right: bool = True, lesson: str = LESSON) -> Fact:
    """Return a review so many days after `answered`."""
    at_ms = round(5 + day * DAY_MS)
    return fact(Kind.REVIEWED, lesson, item, at_ms=at_ms, given="a", right=right)


def quiz(lesson: str = LESSON, right: int = 5) -> set[Fact]:
    """Return one answer to each of five questions, the first `right` of them right."""
    return {answered(f"q{i}", i < right, lesson=lesson) for i in range(5)}


def exercise(letters: int, checklist: bool = True, lesson: str = LESSON) -> Fact:
    return fact(Kind.EXERCISE, lesson, at_ms=6, letters=letters, checklist=checklist)


def clip(
    frames: int = 72, drift: float = 1.0, at_ms: int = 7, engine: str = "1", things: int = 3
) -> Fact:
    details = {"frames": frames, "fps": 24.0, "drift": drift, "engine": engine, "things": things}
    return fact(Kind.CLIP, at_ms=at_ms, **details)


def compared(frames: int = 72) -> Fact:
    """Return that the first frame of a clip was held against its last."""
    return fact(Kind.COMPARED, at_ms=7, frames=frames)


def all_of(lesson: str) -> set[Fact]:
    """Return what gives the whole 100 XP of a lesson."""
    predictions = {predicted("p0", lesson), predicted("p1", lesson)}
    done = {main_goal(lesson), exercise(80, lesson=lesson)}
    return read(lesson) | predictions | quiz(lesson) | done


def award(item: str, lesson: str = LESSON) -> Fact:
    return fact(Kind.EARNED, lesson, item, at_ms=8, rules=1)
