"""The addresses at which a browser finds the pictures of a lesson."""

from base64 import b64encode
from pathlib import Path

from streamlit import runtime

from course.prose import PICTURES


def address(picture: Path) -> str:
    """Return where a browser of this visit finds `picture`.

    Not st.image: that loads NumPy and Pillow, some 15 MB, to pass the bytes of a file on. And not a
    data address, unless no server runs: Streamlit goes through all text letter by letter at every
    rerun, which for 47 kB of picture takes 2 of the 15 ms a rerun may.
    """
    kind = PICTURES[picture.suffix]
    if not runtime.exists():
        return f"data:{kind};base64,{b64encode(picture.read_bytes()).decode()}"
    files = runtime.get_instance().media_file_mgr
    # Relative, because Community Cloud serves the app below a path of its own.
    return files.add(str(picture), kind, f"lesson-{picture.name}").removeprefix("/")
