"""What this server can bear, and where reports may go, from its environment.

========================== ======= =============================================================
STREAM_ANALYSES_AT_ONCE          1  analyses that run at the same time
STREAM_ANALYSES_WAITING          8  clips that may wait in line
STREAM_MAX_FILE_MB             100  largest upload; at most what `.streamlit/config.toml` allows
STREAM_MAX_SECONDS              30  how much of a clip is analysed
STREAM_MAX_WALL_S              180  longest analysis, by the clock on the wall
STREAM_MAX_CPU_S               120  longest analysis, in processor time
STREAM_MAX_MEMORY_MB          1500  most address space of one analysis
STREAM_ISSUES_URL             none  where a report can be sent, with {title} and {body} in it
STREAM_SCHEDULER              none  Dask scheduler whose workers analyse, such as tcp://10.0.0.5:8786
========================== ======= =============================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from continuity.jobs import Limits, Room


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """The limits above; `room` and `limits` are how the registry of analyses wants them."""

    file_mb: int
    room: Room
    limits: Limits
    issues_url: str = ""
    scheduler: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "ServerLimits":
        """Return the limits `environment` asks for, the defaults for what it does not name.

        Raises
        ------
        ValueError
            A limit is not a whole number above zero, an address not one that takes a report, or
            a scheduler is named where Dask is not installed.

        Examples
        --------
        >>> ServerLimits.read({"STREAM_ANALYSES_AT_ONCE": "3"}).room.at_once
        3
        """
        room, limits = Room(), Limits()

        def number(name: str, default: float) -> int:
            text = environment.get(name, f"{default:.0f}")
            if not text.isdecimal() or int(text) == 0:
                raise ValueError(f"{name} must be a whole number above zero, not {text!r}")
            return int(text)

        issues_url = environment.get("STREAM_ISSUES_URL", "")
        if issues_url and not (issues_url.startswith("https://") and "{body}" in issues_url):
            raise ValueError("STREAM_ISSUES_URL must be an https address with {body} in it")
        scheduler = environment.get("STREAM_SCHEDULER", "")
        if scheduler and find_spec("distributed") is None:
            raise ValueError("STREAM_SCHEDULER needs what requirements-scale.txt installs")
        return cls(
            file_mb=number("STREAM_MAX_FILE_MB", 100),
            room=Room(
                at_once=number("STREAM_ANALYSES_AT_ONCE", room.at_once),
                waiting=number("STREAM_ANALYSES_WAITING", room.waiting),
            ),
            limits=Limits(
                seconds=number("STREAM_MAX_SECONDS", limits.seconds),
                wall_s=number("STREAM_MAX_WALL_S", limits.wall_s),
                cpu_s=number("STREAM_MAX_CPU_S", limits.cpu_s),
                memory_mb=number("STREAM_MAX_MEMORY_MB", limits.memory_mb),
            ),
            issues_url=issues_url,
            scheduler=scheduler,
        )
