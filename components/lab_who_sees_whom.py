"""The lab of lesson 04: who may look at whom, and how word about the robot gets around."""

from components import lab, session
from components.controls import Controls
from components.lab import Shown
from i18n import Words

NAME = "who-sees-whom"
FEW_HOPS, CHEAP = 2, 0.10


@lab.fragment
def show() -> None:
    """Draw the lab."""
    import numpy as np

    from figures.who_sees_whom import steps
    from labs import who_sees_whom as grid

    say = session.speak()
    controls = Controls(NAME)
    mode = grid.Mode(controls.choice("mode", tuple(grid.Mode), grid.Mode.WINDOW))
    step = int(controls.slider("step", 2, grid.STEPS, grid.STEPS, 1)) - 1
    controls.reset({"mode": grid.Mode.SPLIT, "step": grid.STEPS})

    film = lab.film("desk")
    source, asker = grid.robot(0), grid.robot(step)
    seen = grid.seen_by(asker, mode)
    hops = {other: grid.hops(other, source, asker) for other in grid.Mode}
    share = grid.pairs(mode) / grid.pairs(grid.Mode.FULL)
    facts = {
        "mode": say(f"labs.who-sees-whom.{mode}"),
        "step": step + 1,
        "seen": int(seen.sum()),
        "tokens": seen.size,
        "hops": _hops(hops[mode], say),
        "share": share,
    }
    cropped = film[:, :, grid.CROPPED_PX : -grid.CROPPED_PX]
    pictures = np.stack([cropped[grid.film_frame(at), ::2, ::2] for at in range(grid.STEPS)])
    marks = {
        say("labs.who-sees-whom.source"): (source.step, source.row, source.column),
        say("labs.who-sees-whom.asker"): (asker.step, asker.row, asker.column),
    }
    found = hops[mode]
    lab.show(
        NAME,
        Shown(
            picture=steps(pictures, seen, marks, say("labs.who-sees-whom.alt", **facts)),
            finding=say("labs.who-sees-whom.finding", **facts),
            heads=[say(f"labs.who-sees-whom.{head}") for head in ("mode", "hop", "pairs", "cost")],
            rows=[
                (
                    say(f"labs.who-sees-whom.{other}"),
                    _hops(hops[other], say),
                    f"{grid.pairs(other):,}",
                    f"{grid.pairs(other) / grid.pairs(grid.Mode.FULL):.1%}",
                )
                for other in grid.Mode
            ],
            reached=step == grid.STEPS - 1
            and found is not None
            and found <= FEW_HOPS
            and share < CHEAP,
        ),
    )


def _hops(hops: int | None, say: Words) -> str:
    if hops is None:
        return say("labs.who-sees-whom.never")
    return say("labs.who-sees-whom.one_hop" if hops == 1 else "labs.who-sees-whom.hops", hops=hops)
