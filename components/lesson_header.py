"""The line above a lesson: which one it is, and how far its learner has come."""

from html import escape

from components import learning
from course import track
from course.lesson import Lesson
from i18n import Words
from learner import LEVELS
from learner.progress import XP_LEVEL


def line(lesson: Lesson, say: Words) -> str:
    """Return the line; it stands apart from the text, so that progress does not draw that anew."""
    facts = say(
        "lesson.header",
        number=f"{lesson.number:02d}",
        length=track().length,
        minutes=lesson.minutes,
        tags=", ".join(_tags(lesson, say)),
    )
    progress = "" if learning.hides_xp() else f"<i> · </i>{escape(standing(say))}"
    return (
        f'<p class="lesson-header">{escape(facts)}<span class="progress-line">{progress}</span></p>'
    )


def _tags(lesson: Lesson, say: Words) -> list[str]:
    """Return what a lesson is about; a tag without words, such as its number, is for authors."""
    return [say(key) for tag in lesson.tags if (key := f"tags.{tag}") in say.sentences]


def standing(say: Words) -> str:
    """Return level, XP, lessons and achievements in one line."""
    progress, achievements = learning.progress(), learning.achievements()
    last = progress.xp_in_level is None
    return say(
        "progress.line_last" if last else "progress.line",
        level=progress.level,
        name=say(f"levels.{LEVELS[progress.level]}"),
        xp=progress.xp,
        complete=progress.complete,
        lessons=track().length,
        reached=sum(achievement.reached for achievement in achievements),
        achievements=len(achievements),
        in_level=progress.xp_in_level,
        for_level=XP_LEVEL,
    )
