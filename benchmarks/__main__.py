"""`python -m benchmarks page|accuracy|speed|memory`: measure, and print Markdown tables."""

import argparse
from importlib import import_module

SUBJECTS = {
    "page": "cold start, reruns and memory of the app, beside a bare Streamlit page",
    "accuracy": "what the engine finds of failures that were planted in drawn clips",
    "speed": "seconds of work per second of clip, part by part",
    "memory": "peak memory of an analysis",
}


def main() -> None:
    """Run the benchmark the command line names."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    subjects = parser.add_subparsers(dest="subject", required=True)
    for name, sentence in SUBJECTS.items():
        subjects.add_parser(name, help=sentence)
    # One at a time: the browser's driver, the engine and the plots are heavy, and none needs all.
    import_module(f"benchmarks.{parser.parse_args().subject}").run()


if __name__ == "__main__":
    main()
