"""What Korean adds to a word: particles behind it, and syllables made of letters (jamo)."""

import unicodedata

# The endings a noun meets in the lessons' plain speech, longest first. `이야`, `야`, `해` and the
# like are verbs, but they are written to the noun just so.
PARTICLES = (
    *("이라는", "이라고", "에서는", "에서도", "으로는", "한테서", "이라서", "까지는", "부터는"),
    *("에서", "에게", "한테", "으로", "이랑", "이나", "이야", "이고", "이라", "이면", "인데"),
    *("부터", "까지", "처럼", "보다", "마다", "라는", "라고", "라서", "하고", "에는", "에도"),
    *("로는", "하는", "하면", "해서", "한다", "들은", "들이", "들을", "들의", "거든", "이지"),
    *("은", "는", "이", "가", "을", "를", "의", "에", "로", "와", "과", "도", "만", "랑", "나"),
    *("야", "해", "들", "고", "면", "인", "지"),
)

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_INITIAL = 0x1100


def without_particle(word: str) -> str:
    """Return `word` without the particle behind it, if at least two syllables are left.

    >>> without_particle("연속성이라는"), without_particle("drift를"), without_particle("깜빡임")
    ('연속성', 'drift', '깜빡임')
    """
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word.removesuffix(particle)
    return word


def letters(text: str) -> str:
    """Return `text` in small letters, its syllables taken apart, so that what is half typed fits.

    >>> letters("가리") in letters("가림"), letters("연ㅅ") in letters("연속성")
    (True, True)
    """
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(map(_as_initial, apart))


def initials(text: str) -> str:
    """Return the first letters of the syllables of `text`, and the rest as it is.

    >>> initials("연속성"), initials("ㅇㅅ")
    ('ㅇㅅㅅ', 'ㅇㅅ')
    """
    return "".join(
        _INITIALS[(ord(sign) - ord("가")) // 588] if "가" <= sign <= "힣" else sign
        for sign in text.lower()
    )


def is_initials(word: str) -> bool:
    """Return whether `word` is nothing but first letters, as in ㅇㅅㅅ."""
    return len(word) > 1 and set(word) <= set(_INITIALS)


def _as_initial(letter: str) -> str:
    place = _INITIALS.find(letter)
    return chr(_FIRST_INITIAL + place) if place >= 0 else letter
