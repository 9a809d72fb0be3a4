"""The lab of lesson 06: what pins and pulls do to drift, and what they cost in movement."""

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.anchors import Held, Labels, Price, anchors
from i18n import Words
from labs.anchors import FRAMES, Anchors, clips, error, motion_left

NAME = "anchors"
LIMIT = 0.13
"""Error below which every frame has to stay for the goal."""
MOTION = 0.6
"""Share of the movement that has to be left for it."""
WAY = {"last": True, "keys": 2, "pull": 0.0}
"""One way to the goal."""
_PATHS = 40
_PULLS = tuple(place / 50 for place in range(46))


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    last = controls.switch("last", True)
    keys = int(controls.slider("keys", 0, 5, 0, 1))
    pull = controls.slider("pull", 0.0, 0.6, 0.0, 0.01)
    controls.reset(WAY)
    chosen = Anchors(last, keys, pull)
    errors = error(chosen)
    worst = max(errors)
    facts = {
        "worst": worst,
        "frame": errors.index(worst) + 1,
        "free": error(Anchors())[-1],
        "motion": motion_left(chosen),
        "pins": ", ".join(str(pin + 1) for pin in chosen.pins),
        "pull": pull,
    }
    lab.show(
        NAME,
        Shown(
            picture=_picture(chosen, errors, say, say("labs.anchors.alt", **facts)),
            finding=say("labs.anchors.finding", **facts),
            heads=(say("labs.anchors.frame"), say("labs.anchors.error")),
            rows=[
                (str(frame + 1), f"{errors[frame]:.3f}")
                for frame in sorted({*range(0, FRAMES, 8), *chosen.pins, errors.index(worst)})
            ],
            reached=worst < LIMIT and motion_left(chosen) >= MOTION,
        ),
    )


def _picture(chosen: Anchors, errors: tuple[float, ...], say: Words, alt: str) -> str:
    pulled = [Anchors(chosen.last, chosen.keys, pull) for pull in _PULLS]
    price = Price(
        curve=[(motion_left(each), max(error(each))) for each in pulled],
        chosen=(motion_left(chosen), max(errors)),
        goal=(MOTION, LIMIT),
    )
    names = ("frame", "error", "limit", "motion", "worst", "goal")
    labels = Labels(*(say(f"labs.anchors.{name}") for name in names))
    held = Held(clips(chosen, _PATHS, seed=1), errors, chosen.pins, LIMIT)
    return anchors(held, price, desk.still(36, 160, coarse=2), labels, alt)
