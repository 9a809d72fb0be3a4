"""The 14 achievements: each says what a learner can now do, none is secret, none can be lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from learner.answers import Answers, Question, answers
from learner.facts import Detail, Fact, Facts, Kind, in_order
from learner.mastery import Mastery, mastery
from learner.outline import Course, Outline
from learner.progress import progress

CONTINUITY, CAPSTONE = "continuity", "finished"
"""The lesson that lets a learner analyse clips."""
PASSED_SHARE = 0.8
FRAMES = 72
STEADIER_SHARE = 0.8
"""The later clip drifts at most this much of what the earlier one did."""
LONG_NOTE_LETTERS = 200
LESSONS = 10


@dataclass(frozen=True, slots=True)
class Achievement:
    """One achievement: so many steps `done` out of `of`, and when it was earned, if it was."""

    id: str
    done: int
    of: int
    earned_ms: int | None = None

    @property
    def reached(self) -> bool:
        """Return whether its rule holds, or once held."""
        return self.done >= self.of or self.earned_ms is not None


@dataclass(frozen=True, slots=True)
class _Past:
    """What the rules are asked of."""

    facts: Facts
    course: Course
    answers: Mapping[Question, Answers]
    complete: frozenset[str]

    def of_kind(self, kind: Kind) -> list[Fact]:
        return in_order(self.facts, kind)

    def quiz(self, outline: Outline) -> list[Answers | None]:
        return [self.answers.get((outline.id, question)) for question in outline.questions]


def _first_light(past: _Past) -> int:
    return len(past.complete)


def _call_it_first(past: _Past) -> int:
    return len({fact.about for fact in past.of_kind(Kind.PREDICTED)})


def _gladly_wrong(past: _Past) -> int:
    return sum(it.learned_by_error for it in past.answers.values())


def _clean_take(past: _Past) -> int:
    quizzes = filter(None, map(past.quiz, past.course))
    return max(
        (sum(bool(it and it.right_at_once) for it in quiz) == len(quiz) for quiz in quizzes),
        default=0,
    )


def _labs(*lessons: str) -> Callable[[_Past], int]:
    def met(past: _Past) -> int:
        met = {(fact.lesson, fact.item) for fact in past.of_kind(Kind.GOAL)}
        mine = (outline for outline in past.course if outline.id in lessons)
        return sum(any((it.id, lab) in met for lab in it.main_labs) for it in mine)

    return met


def _script_supervisor(past: _Past) -> int:
    quiz = [it for outline in past.course if outline.id == CONTINUITY for it in past.quiz(outline)]
    right = sum(bool(it and it.right_at_last) for it in quiz)
    passed = bool(quiz) and right >= PASSED_SHARE * len(quiz)
    return (CONTINUITY in past.complete) + passed + bool(past.of_kind(Kind.CLIP))


def _frame_72(past: _Past) -> int:
    return max((int(fact["frames"]) for fact in past.of_kind(Kind.COMPARED)), default=0)


def _budget_keeper(past: _Past) -> int:
    worst: dict[Detail, float] = {}  # by the engine that measured it
    for clip in past.of_kind(Kind.CLIP):
        if not clip["things"]:  # nothing in the background that could have drifted
            continue
        engine, drift = clip["engine"], float(clip["drift"])
        if worst.get(engine, 0.0) > 0 and drift <= STEADIER_SHARE * worst[engine]:
            return True
        worst[engine] = max(drift, worst.get(engine, 0.0))
    return False


def _field_notes(past: _Past) -> int:
    long = (it for it in past.of_kind(Kind.EXERCISE) if int(it["letters"]) >= LONG_NOTE_LETTERS)
    return len({it.lesson for it in long})


def _still_remembered(past: _Past) -> int:
    return sum(it.kept_long for it in past.answers.values())


def _good_crew(past: _Past) -> int:
    return any(past.of_kind(it) for it in (Kind.HELPFUL, Kind.ACCEPTED, Kind.SELF_REVIEW))


def _full_stream(past: _Past) -> int:
    known = mastery(past.facts, past.course).values()
    familiar = bool(known) and all(it >= Mastery.FAMILIAR for it in known)
    return min(len(past.complete), LESSONS) + familiar


RULES: Mapping[str, tuple[Callable[[_Past], int], int]] = {
    "first-light": (_first_light, 1),
    "call-it-first": (_call_it_first, 10),
    "gladly-wrong": (_gladly_wrong, 5),
    "clean-take": (_clean_take, 1),
    "slice-reader": (_labs("one_object", "measuring"), 2),
    "token-counter": (_labs("latents", "attention"), 2),
    "script-supervisor": (_script_supervisor, 3),
    "frame-72": (_frame_72, FRAMES),
    "budget-keeper": (_budget_keeper, 1),
    "anchor-down": (_labs("anchors", "long"), 2),
    "field-notes": (_field_notes, 5),
    "still-remembered": (_still_remembered, 10),
    "good-crew": (_good_crew, 1),
    "full-stream": (_full_stream, LESSONS + 1),
}
"""How many steps towards each are done, and how many it takes. The ids never change."""


def achievements(facts: Facts, course: Course) -> tuple[Achievement, ...]:
    """Return all of them, in the order in which they are listed."""
    lessons = progress(facts, course).lessons.values()
    complete = frozenset(lesson.id for lesson in lessons if lesson.complete)
    past = _Past(facts, course, answers(facts), complete)
    earned = _earned(facts)
    return tuple(
        Achievement(id, min(int(steps(past)), of), of, earned.get(id))
        for id, (steps, of) in RULES.items()
    )


def _earned(facts: Iterable[Fact]) -> Mapping[str, int]:
    when: dict[str, int] = {}
    for fact in in_order(facts, Kind.EARNED):
        if not fact.lesson:
            when.setdefault(fact.item, fact.at_ms)
    return when
