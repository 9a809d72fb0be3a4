"""The addresses at which a browser finds the pictures of a lesson."""

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from streamlit import runtime

from course.catalogue import moment
from course.prose import PICTURES


def address(picture: Path) -> str:
    """Return where a browser of this visit finds `picture`.

    Not st.image: that loads NumPy and Pillow, some 15 MB, to pass the bytes of a file on. And not a
    data address, unless no server runs: Streamlit goes through all text letter by letter at every
    rerun, which for 47 kB of picture takes 2 of the 15 ms a rerun may.
    """
    kind, picture_bytes = PICTURES[picture.suffix], _read(picture, moment())
    if not runtime.exists():
        return f"data:{kind};base64,{b64encode(picture_bytes).decode()}"
    files = runtime.get_instance().media_file_mgr
    # Relative, because Community Cloud serves the app below a path of its own.
    return files.add(picture_bytes, kind, f"lesson-{picture.name}").removeprefix("/")


@lru_cache(maxsize=32)
def _read(picture: Path, moment: int) -> bytes:
    return picture.read_bytes()
