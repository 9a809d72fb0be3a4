"""The lab of lesson 04 about weights: a strong match leaves less for all the others."""

from components import lab, session
from components.controls import Controls
from components.lab import Shown
from figures.shares import shares
from labs.softmax import one_star

NAME = "softmax"
ENOUGH = 0.05
"""What each of the others must get for the goal."""
WAY = {"things": 7, "lead": 3.0, "temperature": 2.0}
"""One way to the goal."""


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    things = int(controls.slider("things", 2, 20, 7, 1))
    lead = controls.slider("lead", 0.0, 6.0, 3.0, 0.5)
    temperature = controls.slider("temperature", 0.25, 4.0, 1.0, 0.25)
    controls.reset(WAY)
    weights = one_star(things, lead, temperature)
    facts = {"things": things, "others": things - 1, "star": weights[0], "other": weights[1]}
    names = [say("labs.softmax.star"), *[str(place) for place in range(2, things + 1)]]
    rows = [(name, f"{weight:.1%}") for name, weight in zip(names, weights, strict=True)]
    lab.show(
        NAME,
        Shown(
            picture=shares(weights, names, say("labs.softmax.alt", **facts)),
            finding=say("labs.softmax.finding", **facts),
            heads=(say("labs.softmax.thing"), say("labs.softmax.weight")),
            rows=[*rows, (say("labs.softmax.sum"), f"{sum(weights):.1%}")],
            reached=lead >= 3 and things >= 7 and weights[1] >= ENOUGH,
        ),
    )
