"""Every number the engine decides by, with its unit and how it was chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and thresholds of one analysis; equal settings and equal clips give equal reports."""

    # Limits: what a small shared server can bear (1 GB of memory, all visitors in one process).
    max_file_bytes: int = 100 * 1000 * 1000
    """Largest file that is opened."""
    max_duration_s: float = 30.0
    """How much of a clip is analysed, from its start."""
    max_frame_pixels: int = 4096 * 2304
    """Most pixels per frame: 4K in its widest form."""
    min_frames: int = 8
    """Fewest frames that still have a before and an after."""

    def key(self) -> str:
        """Return a short text that differs whenever a setting does."""
        return repr(self)
