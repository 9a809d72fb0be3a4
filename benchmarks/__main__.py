"""`python -m benchmarks SUBJECT`: measure, and print Markdown tables; --help names the subjects."""

import argparse
from importlib import import_module
from pathlib import Path

SUBJECTS = {
    "page": "cold start, reruns and memory of the app, beside a bare Streamlit page",
    "labs": "how long a lab of a lesson takes to answer when a control is moved",
    "accuracy": "what the engine finds of failures that were planted in drawn clips",
    "speed": "seconds of work per second of clip, part by part",
    "memory": "peak memory of an analysis",
    "pictures": "draw the pictures of docs/measures.md",
    "peers": "whole-clip numbers that exist elsewhere, beside the engine, on clips of your own",
}


def main() -> None:
    """Run the benchmark the command line names."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    subjects = parser.add_subparsers(dest="subject", required=True)
    own = {name: subjects.add_parser(name, help=sentence) for name, sentence in SUBJECTS.items()}
    own["accuracy"].add_argument("--quick", action="store_true", help="less than half of the clips")
    own["pictures"].add_argument(
        "folder", type=Path, nargs="?", default=Path("docs/measures"), help="where they are written"
    )
    own["peers"].add_argument("cases", type=Path, help="a folder of clips with a cases.json")
    own["peers"].add_argument("--only", default="", help="cases whose id holds this text")
    own["peers"].add_argument(
        "--every",
        type=_count,
        default=1,
        metavar="N",
        help="each N-th case of a group, and its twin",
    )
    asked = vars(parser.parse_args())
    # One at a time: the browser's driver, the engine and the plots are heavy, and none needs all.
    import_module(f"benchmarks.{asked.pop('subject')}").run(**asked)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a whole number above zero is asked for")
    return number


if __name__ == "__main__":
    main()
