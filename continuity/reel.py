"""The reel of a clip: what a browser needs to step through it, as files of bytes.

`continuity.develop` makes it, `continuity.source` reads it as if it were the clip. Pure standard
library: the server hands these files on and never opens them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

INDEX = "reel.json"
"""Which frames there are, where they lie in the packs, and all that is told of each in numbers:

``clip``        ``width``, ``height``, ``fps``, ``frames``, ``duration_s`` of the clip as it came
``width``, ``height``   of the frames here, in pixels
``index``, ``time_s``   per frame: its place in the clip, and its moment
``packs``       per file ``frames-000.bin``, ...: the bytes of each frame, WebP files end to end
``poses``       per frame ``[a, b, x, y]``: a point (u, v), in widths of the frame, lies at
                (a u - b v + x, b u + a v + y) of the first frame
``attention``   ``width``, ``height`` of a tile of ``attention.webp``, ``columns``, per frame its
                ``tile``: salience, 255 is the clip's largest; None where there is none
``flow``        the same for ``flow.png``, a tile per frame: red and green are how far each place
                moved since the frame before it here, right and down, 128 is rest, and one step is
                ``unit`` widths of the frame
"""


@dataclass(frozen=True, slots=True)
class Reel:
    """The files of a reel by name; empty where there is none."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return INDEX in self.files

    @property
    def size_bytes(self) -> int:
        """Return how many bytes all files take."""
        return sum(map(len, self.files.values()))

    @classmethod
    def load(cls, folder: Path) -> "Reel":
        """Return the reel that lies in `folder`, an empty one if none does."""
        if not (folder / INDEX).is_file():
            return cls()
        return cls({path.name: path.read_bytes() for path in sorted(folder.iterdir())})

    def save(self, folder: Path) -> None:
        """Write every file into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def pack_name(number: int) -> str:
    """Return the name of the pack `number`, from 0."""
    return f"frames-{number:03d}.bin"
