"""Which colours this visitor's page has."""

import streamlit as st

from figures.palette import DARK, LIGHT, Palette


def palette() -> Palette:
    """Return the colours for pictures; they follow the theme from the next run on."""
    return DARK if st.context.theme.type == "dark" else LIGHT
