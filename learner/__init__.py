"""The learner's room: what somebody did, and what follows from it. Pure functions of facts.

Facts (`learner.facts`) are a set that only grows. Two sets merge by union in any order: two tabs,
the browser and a file always agree. Everything else is computed: XP and levels
(`learner.progress`), mastery (`learner.mastery`), achievements (`learner.achievements`), reviews
(`learner.answers`). Lessons come in as plain `learner.outline.Outline`s.

Where accounts are set up, `learner.sync` brings facts here and in the cloud to their union, through
a `learner.stores.Store`; `learner.supabase_store` is the one that reaches a network.
"""

from learner.achievements import Achievement, achievements
from learner.answers import Answers, Due, answers, reviews
from learner.awards import achieved, new_awards
from learner.facts import Fact, Facts, Kind, fact, in_order, merged
from learner.mastery import Mastery, mastery
from learner.outline import Course, Outline
from learner.progress import LEVELS, XP, LessonProgress, Part, Progress, left_off, progress
from learner.standing import Standing
from learner.stored import MOST_FACTS, Stored, from_json, to_json

__all__ = [
    "LEVELS",
    "MOST_FACTS",
    "XP",
    "Achievement",
    "Answers",
    "Course",
    "Due",
    "Fact",
    "Facts",
    "Kind",
    "LessonProgress",
    "Mastery",
    "Outline",
    "Part",
    "Progress",
    "Standing",
    "Stored",
    "achieved",
    "achievements",
    "answers",
    "fact",
    "from_json",
    "in_order",
    "left_off",
    "mastery",
    "merged",
    "new_awards",
    "progress",
    "reviews",
    "to_json",
]
