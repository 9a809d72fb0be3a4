"""The rules of the look that can be counted: contrast of the theme and of the stylesheet."""

import re
import tomllib

import pytest

from components import style
from tests.house.tracked import ROOT

THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
SHADES = ("light", "dark")
TEXT, GRAPHICS = 4.5, 3.0  # https://www.w3.org/TR/WCAG22/#contrast-minimum, #non-text-contrast


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def variable(name: str, shade: str) -> str:
    """Return the colour that the stylesheet names `name`."""
    [both] = re.findall(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", style.CSS)
    return both[SHADES.index(shade)]


def grounds(shade: str) -> tuple[str, str]:
    """Return the colours of the page and of a panel."""
    return THEME[shade]["backgroundColor"], THEME[shade]["secondaryBackgroundColor"]


@pytest.mark.parametrize("shade", SHADES)
def test_words_can_be_read_on_page_and_panel(shade):
    words = [THEME[shade][name] for name in ("textColor", "linkColor", "grayTextColor")]
    words += [variable("accent", shade), variable("quiet", shade)]
    assert min(contrast(word, ground) for word in words for ground in grounds(shade)) >= TEXT


@pytest.mark.parametrize("shade", SHADES)
def test_the_words_of_a_filled_button_can_be_read(shade):
    assert contrast(variable("on-accent", shade), variable("accent", shade)) >= TEXT


@pytest.mark.parametrize("shade", SHADES)
def test_the_edge_of_a_field_shows_on_page_and_panel(shade):
    edge = variable("edge", shade)
    assert min(contrast(edge, ground) for ground in grounds(shade)) >= GRAPHICS


@pytest.mark.parametrize("shade", SHADES)
def test_theme_and_stylesheet_agree(shade):
    theme = THEME[shade]
    assert variable("accent", shade) == theme["primaryColor"] == theme["linkColor"]
    assert variable("quiet", shade) == theme["grayTextColor"]
    assert variable("line", shade) == theme["borderColor"]
    assert variable("panel", shade) == theme["secondaryBackgroundColor"]
    assert len(theme["chartCategoricalColors"]) == 10
