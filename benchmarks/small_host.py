"""A host as small as Streamlit Community Cloud's, for one command: one core, 1 GB. Linux only.

The memory is held to by a control group of the kernel, version 1 or 2
(https://docs.kernel.org/admin-guide/cgroup-v2.html#memory). Making one takes root; without it there
is the core alone, and the benchmark says so.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEMORY_BYTES = 1 << 30
_V1 = Path("/sys/fs/cgroup/memory")
_V2 = Path("/sys/fs/cgroup")
_NAME = "stream-small-host"


@dataclass(frozen=True, slots=True)
class SmallHost:
    """What stands before a command that is to run on it, and where the kernel counts its memory."""

    before: tuple[str, ...]
    group: Path | None

    def told(self) -> str:
        """Return what the kernel says of the memory: how much it was, and who was ended for it."""
        if self.group is None:
            return "Memory was not limited: that takes root and a control group for memory."
        events = _read(self.group, "memory.events") or _read(self.group, "memory.oom_control")
        ended = re.search(r"^oom_kill (\d+)$", events, re.MULTILINE)
        peak = _read(self.group, "memory.peak") or _read(self.group, "memory.max_usage_in_bytes")
        return (
            f"Held to {MEMORY_BYTES >> 20} MB: {int(peak or 0) >> 20} MB at the peak with what the"
            " kernel remembers of files; processes ended for want of memory:"
            f" {ended[1] if ended else '?'}."
        )


@contextmanager
def small_host() -> Iterator[SmallHost]:
    """Yield a host, and take it away once all that ran on it has ended."""
    core = ("taskset", "-c", "0")
    group = _group()
    if group is None:
        yield SmallHost(core, None)
        return
    enter = ("sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh")
    try:
        yield SmallHost((*enter, *core), group)
    finally:
        for _ in range(100):
            if not _read(group, "cgroup.procs"):
                break
            time.sleep(0.1)
        group.rmdir()


def _group() -> Path | None:
    """Return a control group with the limit in force, or None where none can be made."""
    root, limit = (_V1, "memory.limit_in_bytes") if _V1.is_dir() else (_V2, "memory.max")
    group = root / _NAME
    try:
        if root == _V2:
            (_V2 / "cgroup.subtree_control").write_text("+memory")
        group.mkdir(exist_ok=True)
        (group / limit).write_text(str(MEMORY_BYTES))
    except OSError:
        return None
    return group


def _read(group: Path, name: str) -> str:
    file = group / name
    return file.read_text() if file.exists() else ""
