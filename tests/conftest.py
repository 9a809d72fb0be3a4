"""What holds for all tests."""

from hypothesis import settings

# How long one example takes is the machine's affair: benchmarks measure, tests do not.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
