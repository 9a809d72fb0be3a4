"""The mathematics of the interactive labs, and the desk scene they all draw."""
