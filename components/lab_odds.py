"""The lab of lesson 05 about odds: what has to hold at once multiplies."""

from components import lab, session
from components.controls import Controls
from components.lab import Shown
from figures.odds import Labels, odds, way
from i18n import Words
from labs.odds import Chances, needed, whole_way

NAME = "odds"
ENOUGH = 0.9
"""Share of clips in which everything has to hold, for the goal."""
ALL = 5
"""Requirements of a clip as lesson 05 counts them."""
WAYS = 2
_MOST_FRAMES = 144


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    if controls.choice("view", ("requirements", "steps"), "requirements") == "steps":
        _steps(controls, say)
    else:
        _requirements(controls, say)


def _requirements(controls: Controls, say: Words) -> None:
    count = int(controls.slider("count", 1, 8, ALL, 1))
    each = controls.slider("each", 80.0, 99.9, 90.0, 0.1) / 100
    correlation = controls.slider("correlation", 0.0, 0.9, 0.0, 0.05)
    chances = Chances.of(each, count, correlation)
    together = chances.tied[-1]
    ways = controls.found(*_ways(count, each, together))
    controls.reset()
    facts = {
        "count": count,
        "each": each,
        "correlation": correlation,
        "plain": chances.plain[-1],
        "together": together,
        "needed": needed(ENOUGH, count),
        "ways": len(ways),
    }
    parts = ["tied" if correlation else "finding", "needed" if together < ENOUGH else "enough"]
    labels = Labels(*(say(f"labs.{NAME}.{word}") for word in ("axis", "share", "goal", "line")))
    lab.show(
        NAME,
        Shown(
            picture=odds(
                chances.plain, chances.tied, ENOUGH, labels, say(f"labs.{NAME}.alt", **facts)
            ),
            finding=" ".join(say(f"labs.{NAME}.{part}", **facts) for part in (*parts, "ways")),
            heads=[say(f"labs.{NAME}.{head}") for head in ("axis", "product", "line", "each_for")],
            rows=[
                (str(n), f"{plain:.1%}", f"{tied:.1%}", f"{needed(ENOUGH, n):.1%}")
                for n, (plain, tied) in enumerate(zip(chances.plain, chances.tied, strict=True), 1)
            ],
            reached=len(ways) == WAYS,
        ),
    )


def _ways(count: int, each: float, together: float) -> list[str]:
    """Return by which way the goal is reached: each surer, or fewer that need not be as sure."""
    if together < ENOUGH:
        return []
    if count >= ALL:
        return ["surer"]
    return ["fewer"] if each < needed(ENOUGH, ALL) else []


def _steps(controls: Controls, say: Words) -> None:
    frames = int(controls.slider("frames", 2, _MOST_FRAMES, 72, 1))
    step = controls.slider("step", 95.0, 99.9, 99.0, 0.1) / 100
    ways = controls.found()
    controls.reset()
    shares = [whole_way(step, frame) for frame in range(1, _MOST_FRAMES + 1)]
    facts = {
        "frames": frames,
        "steps": frames - 1,
        "step": step,
        "whole": shares[frames - 1],
        "needed": needed(ENOUGH, frames - 1),
    }
    labels = Labels(say(f"labs.{NAME}.frame"), say(f"labs.{NAME}.share"))
    lab.show(
        NAME,
        Shown(
            picture=way(shares, frames, labels, say(f"labs.{NAME}.steps_alt", **facts)),
            finding=say(f"labs.{NAME}.steps_finding", **facts),
            heads=(say(f"labs.{NAME}.frame"), say(f"labs.{NAME}.share")),
            rows=[
                (str(frame), f"{shares[frame - 1]:.1%}")
                for frame in sorted({*range(24, _MOST_FRAMES + 1, 24), frames})
            ],
            reached=len(ways) == WAYS,
        ),
    )
