"""Texts that would like to be more than text."""

SCRIPT = "<script>document.title='x'</script><img src=https://evil.example/a.png onerror=alert(1)>"
MARKDOWN = (
    "![cup](https://evil.example/cup.png) [go](javascript:alert(1)) **bold** <b>bold</b> $x^2$"
)
TURNED = "invoice\u202egnp.exe\u202c \u2066\u2067mixed\u2069\u200f \u061cשלום abc"
LOOKALIKE = (
    "https://google.com@evil.example/ https://аррӏе.example/ http://127.0.0.1/ https://[::1]/"
)
EMOJI = "👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇷 ✨ 한글과 ' \" & < >"
PILED = "Z" + "\u0335\u0321\u0334\u0359\u0316" * 60 + "!"
CONTROLS = "one\x07two\x1b[31mthree\u2028four\x85five"
LONG = "가" * 1_500 + " " + "w" * 2_499
LINES = "\n".join("line" for _ in range(800))

ALL = (SCRIPT, MARKDOWN, TURNED, LOOKALIKE, EMOJI, PILED, CONTROLS, LONG, LINES)
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
