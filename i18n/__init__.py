"""Every word of the interface: one TOML file per language, found by dotted key."""

from i18n.words import LANGUAGES, NAMES, Language, Words, words

__all__ = ["LANGUAGES", "NAMES", "Language", "Words", "words"]
