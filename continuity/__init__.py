"""The engine: a clip in, a report of its continuity out.

`continuity.analyse(path) -> Report`. NumPy, OpenCV and PyAV only.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.errors import ContinuityError
from continuity.insights import Region, within
from continuity.report import Box, Report
from continuity.settings import Settings

if TYPE_CHECKING:
    from continuity.watch import OnFrame

__all__ = ["Box", "ContinuityError", "Region", "Report", "Settings", "analyse"]


def analyse(
    path: Path,
    settings: Settings | None = None,
    on_progress: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    follow: Sequence[Box | Region] = (),
    on_frame: "OnFrame | None" = None,
) -> Report:
    """Return what the engine found in the clip at `path`.

    Parameters
    ----------
    path : Path
        A video file, or an animated GIF, WebP or PNG.
    settings : Settings, optional
        Limits and thresholds; the defaults are those of the app.
    on_progress : callable, optional
        Called with the name of the step (``"read"``, ``"compare"``, ``"judge"``) and the share
        of the whole work that is done, 0 to 1.
    cancelled : callable, optional
        Asked between frames; the analysis stops with `CancelledError` when it returns True.
    follow : sequence of Box or Region, optional
        Places in a frame, in fractions of it, that are followed to both ends of the clip and
        reported whatever happens to them: `Report.followed`, in the same order. A `Region` says on
        which frame it was drawn, a `Box` alone is of the first one.
    on_frame : callable, optional
        Called with each analysed frame and what it gave, as soon as it has been watched.

    Raises
    ------
    ContinuityError
        The clip cannot be analysed; the error's sentence says why and what to do.
    ValueError
        A region to follow does not lie within the frame.
    """
    regions = tuple(
        Region(within(*box), frame)
        for box, frame in (it if isinstance(it, Region) else Region(it) for it in follow)
    )
    # OpenCV and PyAV are imported by the first analysis, not by whoever only reads a Report:
    # the app's own process never loads them.
    from continuity.analysis import analyse as run

    return run(path, settings or Settings(), on_progress, cancelled, regions, on_frame)
