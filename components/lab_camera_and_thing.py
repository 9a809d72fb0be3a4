"""The lab of lesson 07 about cameras: take the camera away, and see what moved by itself."""

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.flow import Arrow, flows
from i18n import Words
from labs.camera_and_thing import SHOTS, Camera, Point, fit, left_over, points

NAME = "camera-and-thing"
STILL = 0.1
"""Flow on the wall, in pixels per frame, below which it counts as still."""
_WIDTH = 480


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    shot = SHOTS[controls.choice("shot", list(SHOTS), "followed")]
    across = controls.slider("across", -4.0, 4.0, 0.0, 0.1)
    down = controls.slider("down", -2.0, 2.0, 0.0, 0.1)
    zoom = controls.slider("zoom", -2.0, 2.0, 0.0, 0.1)
    controls.reset({"shot": "followed", "across": -3.0, "down": 0.0, "zoom": 0.0})
    seen, chosen = points(shot), Camera((across, down), zoom / 100)
    facts = {
        "wall_before": left_over(seen, Camera(), robot=False),
        "robot_before": left_over(seen, Camera(), robot=True),
        "wall": left_over(seen, chosen, robot=False),
        "robot": left_over(seen, chosen, robot=True),
    }
    reached = facts["wall"] < STILL
    lab.show(
        NAME,
        Shown(
            picture=_picture(seen, chosen, say, say(f"labs.{NAME}.alt", **facts)),
            finding=say(f"labs.{NAME}.{'done' if reached else 'finding'}", **facts),
            heads=[say(f"labs.{NAME}.{name}") for name in ("what", "wall", "robot")],
            rows=[
                (say(f"labs.{NAME}.before"), *_numbers(seen, Camera())),
                (say(f"labs.{NAME}.after"), *_numbers(seen, chosen)),
                # What a fit finds is the answer, so it comes last.
                *([(say(f"labs.{NAME}.fitted"), *_numbers(seen, fit(seen)))] if reached else []),
            ],
            reached=reached,
        ),
    )


def _picture(seen: tuple[Point, ...], chosen: Camera, say: Words, alt: str) -> str:
    panels = [
        (say(f"labs.{NAME}.{title}"), [_arrow(point, camera) for point in seen])
        for title, camera in (("before", Camera()), ("after", chosen))
    ]
    return flows(panels, desk.still(40, _WIDTH), alt)


def _arrow(point: Point, camera: Camera) -> Arrow:
    return Arrow(point.place, point.without(camera), point.robot)


def _numbers(seen: tuple[Point, ...], camera: Camera) -> tuple[str, str]:
    wall, robot = (left_over(seen, camera, robot=robot) for robot in (False, True))
    return f"{wall:.2f}", f"{robot:.2f}"
