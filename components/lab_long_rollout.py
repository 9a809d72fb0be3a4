"""The lab of lesson 08: with too little memory a long clip forgets, with too much it drifts."""

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.rollout import Field, Labels, rollout
from i18n import Words
from labs.long_rollout import DRIFT_LIMIT, Ending, Memory, drift, ending, endings, recall

NAME = "long-rollout"
LONG, FAR = 40, 6
"""Pieces, and pieces out of sight, below which the goal is no goal."""
WAY = {"pieces": 8, "blur": 0.3, "first": False, "length": LONG, "hidden": FAR}
"""One way to the goal."""
_MEMORIES = range(1, 17)
_BLURS = tuple(tenth / 10 for tenth in range(9))


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    remembered = int(controls.slider("pieces", 1, 16, 8, 1))
    blur = controls.slider("blur", 0.0, 0.8, 0.0, 0.1)
    first = controls.switch("first")
    length = int(controls.slider("length", 10, 80, LONG, 10))
    hidden = int(controls.slider("hidden", 1, 12, FAR, 1))
    controls.reset(WAY)
    memory, shot = Memory(remembered, blur, first), (length, hidden)
    drifts = drift(memory, length)
    facts = {
        "length": length,
        "hidden": hidden,
        "drift": drifts[-1],
        "recall": recall(memory, hidden),
        "from_start": recall(memory, hidden, from_the_start=True),
        "gain": memory.gain,
        "pieces": remembered,
        "blur": blur,
        "ending": say(f"labs.{NAME}.{ending(memory, *shot)}"),
    }
    lab.show(
        NAME,
        Shown(
            picture=_picture(memory, drifts, shot, say, say(f"labs.{NAME}.alt", **facts)),
            finding=say(f"labs.{NAME}.finding", **facts),
            heads=[say(f"labs.{NAME}.{name}") for name in ("piece", "drift")],
            rows=[
                *((str(place + 1), f"{drifts[place]:.3f}") for place in _few(length)),
                (say(f"labs.{NAME}.recalled"), f"{facts['recall']:.0%}"),
                (say(f"labs.{NAME}.recalled_start"), f"{facts['from_start']:.0%}"),
                (say(f"labs.{NAME}.gain"), f"{memory.gain:.2f}"),
            ],
            reached=ending(memory, *shot) is Ending.GOOD and length >= LONG and hidden >= FAR,
        ),
    )


def _picture(
    memory: Memory, drifts: tuple[float, ...], shot: tuple[int, int], say: Words, alt: str
) -> str:
    field = Field(
        endings(_MEMORIES, _BLURS, shot, first_kept=memory.first_kept),
        [str(pieces) for pieces in _MEMORIES],
        [f"{blur:g}" for blur in _BLURS],
        (round(memory.blur * 10), memory.pieces - 1),
    )
    names = ("piece", "drift", "limit", "pieces", "blur")
    piece, error, limit, memories, blur = (say(f"labs.{NAME}.{name}") for name in names)
    called = {ending.value: say(f"labs.{NAME}.short_{ending}") for ending in Ending}
    labels = Labels(piece, error, limit, memories, blur, called)
    return rollout(drifts, DRIFT_LIMIT, field, desk.still(36, 160, coarse=2), labels, alt)


def _few(length: int) -> list[int]:
    return sorted({0, *range(4, length, 5), length - 1})
