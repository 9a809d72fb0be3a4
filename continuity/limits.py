"""What an analysis may take of the machine, set by itself before it opens a stranger's file."""

import os


def take_at_most(memory_mb: int | None, cpu_s: int | None) -> None:
    """Limit this process to `memory_mb` megabytes of address space and `cpu_s` seconds of work.

    Beyond the first, allocation fails; beyond the second, the system ends the process. Windows
    knows neither; there only the caller's clock limits.
    """
    if os.name != "posix":
        return
    import resource

    if memory_mb:
        limit = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if cpu_s:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 5))
