"""The words on a button of a row of which one is pressed."""


def spelled(words: str) -> str:
    """Return the words with every letter beyond ASCII as a character reference.

    They look the same. But at the beginning of such words Streamlit looks for an emoji, and what it
    loads to know one takes 5 MB.

    >>> spelled("한 cup")
    '&#54620; cup'
    """
    return words.encode("ascii", "xmlcharrefreplace").decode()
