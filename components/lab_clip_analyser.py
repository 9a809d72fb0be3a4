"""The lab "clip-analyser": the learner's own clip, measured."""

from components import analyser


def show() -> None:
    """Draw the analyser with what lesson 05 speaks of."""
    analyser.show("lesson")
