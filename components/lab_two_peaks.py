"""The lab of lesson 02: exact diffusion of points onto a ring, and of the frames of a clip."""

from components import lab, session
from components.controls import Controls
from components.lab import Shown

NAME = "two-peaks"
POINTS, SHOWN_PATHS = 200, 40
NEAR, FEW_STEPS = 0.20, 12
TOO_FAR = 1.05
"""How far out points land, of where they should, when guidance has gone too far."""
_STEP = 0.5
WAY = {"steps": 12, "guidance": 3.0, "seed": 1}
"""One way to the goal."""


@lab.fragment
def show() -> None:
    """Draw the lab."""
    controls = Controls(NAME)
    if controls.choice("view", ("points", "frames"), "points") == "points":
        _points(controls)
    else:
        _frames(controls)


def _points(controls: Controls) -> None:
    from figures.two_peaks import ring
    from labs import two_peaks as ring_of

    say = session.speak()
    steps = int(controls.slider("steps", 2, 40, 20, 1))
    guidance = controls.slider("guidance", 0.0, 8.0, 7.0, _STEP)
    progress = int(controls.slider("progress", 0, 100, 100, 5))
    seed = int(controls.slider("seed", 0, 9, 1, 1))
    controls.reset(WAY)

    free = ring_of.paths(POINTS, seed, steps)
    path = ring_of.paths(POINTS, seed, steps, 0, guidance)
    milder = ring_of.paths(POINTS, seed, steps, 0, max(guidance - _STEP, 0.0))
    distance, ends = ring_of.distance(free[-1]), path[-1]
    reach, spread = ring_of.reach(ends, 0), float(ends.std(0).mean())
    step = round(progress / 100 * steps)
    facts = {
        "steps": steps,
        "guidance": guidance,
        "distance": distance,
        "best": ring_of.TRUE_DISTANCE,
        "hits": ring_of.hits(ends, 0),
        "spread": spread,
        "reach": reach,
        "far": reach / ring_of.RADIUS - 1,
        "step": step,
    }
    first_too_far = reach > TOO_FAR * ring_of.RADIUS >= ring_of.reach(milder[-1], 0)
    lab.show(
        NAME,
        Shown(
            picture=ring(
                ring_of.heaps().tolist(),
                2 * ring_of.SPREAD,
                path[step].tolist(),
                path[: step + 1, :SHOWN_PATHS].transpose(1, 0, 2).tolist(),
                say("labs.two-peaks.alt", **facts),
                target=0,
            ),
            finding=say("labs.two-peaks.finding", **facts),
            heads=(say("labs.two-peaks.measure"), say("labs.two-peaks.value")),
            rows=[
                (say("labs.two-peaks.distance"), f"{distance:.3f}"),
                (say("labs.two-peaks.hits"), f"{facts['hits']:.0%}"),
                (say("labs.two-peaks.spread"), f"{spread:.3f}"),
                (say("labs.two-peaks.reach"), f"{reach:.2f}"),
            ],
            reached=distance < NEAR and steps <= FEW_STEPS and first_too_far,
        ),
    )


def _frames(controls: Controls) -> None:
    from figures.two_peaks import ring
    from labs import two_peaks as ring_of

    say = session.speak()
    steps = int(controls.slider("steps", 2, 40, 30, 1))
    share = controls.slider("share", 0.0, 8.0, 0.0, _STEP)
    seed = int(controls.slider("seed", 0, 9, 3, 1))
    controls.reset()
    ends = ring_of.sampled(ring_of.shared_noise(share, seed), steps)[-1]
    nearest = [heap + 1 for heap in ring_of.nearest(ends)]
    facts = {"share": share, "jump": ring_of.jump(ends), "frames": ring_of.FRAMES}
    facts["dots"] = len(set(nearest))
    lab.show(
        NAME,
        Shown(
            picture=ring(
                ring_of.heaps().tolist(),
                2 * ring_of.SPREAD,
                ends.tolist(),
                [ends.tolist()],
                say("labs.two-peaks.frames_alt", **facts),
            ),
            finding=say("labs.two-peaks.frames_finding", **facts),
            heads=(say("labs.two-peaks.frame"), say("labs.two-peaks.dot")),
            rows=[(str(frame), str(dot)) for frame, dot in enumerate(nearest, 1)],
        ),
    )
