"""The lab of lesson 10: how many shots make a piece affordable."""

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.shots import Costs, Labels, shots
from i18n import Words
from labs.shot_plan import Plan, finished

NAME = "shot-plan"
SURE = 0.9
"""Chance of finishing that the goal asks for."""
GOAL_TOTAL_S, GOAL_BUDGET_S = 30, 120
WAY = {"total": GOAL_TOTAL_S, "shots": 6, "hazard": 0.15, "match": 0.8, "budget": GOAL_BUDGET_S}
"""One way to the goal."""
_MOST_SHOTS = 12


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    total_s = int(controls.slider("total", 10, 60, GOAL_TOTAL_S, 5))
    count = int(controls.slider("shots", 1, _MOST_SHOTS, 1, 1))
    hazard_per_s = controls.slider("hazard", 0.05, 0.3, 0.15, 0.01)
    match = controls.slider("match", 0.5, 1.0, 0.8, 0.05)
    budget_s = int(controls.slider("budget", 30, 300, GOAL_BUDGET_S, 10))
    controls.reset(WAY)
    plans = [Plan(total_s, number, hazard_per_s, match) for number in range(1, _MOST_SHOTS + 1)]
    chances = [finished(plan, budget_s) for plan in plans]
    chosen, chance = plans[count - 1], chances[count - 1]
    costs = Costs([plan.generated_s for plan in plans], chances, budget_s, SURE, count)
    facts = {
        "total": total_s,
        "shots": count,
        "each": chosen.shot_s,
        "good": chosen.good,
        "takes": chosen.takes,
        "generated": chosen.generated_s,
        "budget": budget_s,
        "chance": chance,
    }
    lab.show(
        NAME,
        Shown(
            picture=shots(
                costs,
                desk.still(36, 160, coarse=2),
                _labels(say, budget_s),
                say(f"labs.{NAME}.alt", **facts),
            ),
            finding=say(f"labs.{NAME}.finding", **facts),
            heads=[
                say(f"labs.{NAME}.{name}")
                for name in ("shots", "each", "good", "generated", "chance")
            ],
            rows=[_row(plan, chance) for plan, chance in zip(plans, chances, strict=True)],
            reached=chance >= SURE and total_s >= GOAL_TOTAL_S and budget_s <= GOAL_BUDGET_S,
        ),
    )


def _labels(say: Words, budget_s: int) -> Labels:
    return Labels(
        say(f"labs.{NAME}.shots"),
        say(f"labs.{NAME}.generated"),
        say(f"labs.{NAME}.budget_line", budget=budget_s),
        say(f"labs.{NAME}.chance"),
        say(f"labs.{NAME}.goal_line", sure=SURE),
    )


def _row(plan: Plan, chance: float) -> list[str]:
    return [
        str(plan.shots),
        f"{plan.shot_s:.1f}",
        f"{plan.good:.0%}",
        f"{plan.generated_s:.0f}",
        f"{chance:.0%}",
    ]
