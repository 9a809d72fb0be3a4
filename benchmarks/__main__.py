"""`python -m benchmarks SUBJECT`: measure, and print Markdown tables; --help names the subjects."""

import argparse
from importlib import import_module
from pathlib import Path

SUBJECTS = {
    "accounts": "fifty signed-in learners on the store of accounts, with the test stack",
    "members": "fifty signed-in learners on one process of the app, with the test stack",
    "page": "cold start, reruns and memory of the app, beside a bare Streamlit page",
    "labs": "how long a lab of a lesson takes to answer when a control is moved",
    "accuracy": "what the engine finds of failures that were planted in drawn clips",
    "speed": "seconds of work per second of clip, part by part",
    "memory": "peak memory of an analysis",
    "pictures": "draw the pictures of docs/measures.md",
    "tour": "take the pictures of README.md: the app, walked through in Chromium",
    "viewer": "the frame viewer: upload to result, time per step, bytes to the page, memory",
    "scale": "clips per minute with one worker and with two, here and through a Dask scheduler",
    "fuzz": "damaged files through the page's own path: what came of each, and what is left",
    "visitors": "many visitors at once: reruns, waits, memory, and whether anyone sees another's",
    "soak": "visitors who come and go for half an hour: does memory, a thread, a file stay",
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
    own["tour"].add_argument(
        "folder", type=Path, nargs="?", default=Path("docs/pictures"), help="where they are written"
    )
    own["members"].add_argument("--learners", type=_count, default=50)
    own["members"].add_argument("--rounds", type=_count, default=3, help="of each learner")
    own["scale"].add_argument("--clips", type=_count, default=8, help="how many are analysed")
    own["fuzz"].add_argument("--clips", type=_count, default=1000, help="how many are brought")
    own["fuzz"].add_argument("--seed", type=int, default=1, help="of all chance")
    own["fuzz"].add_argument("--beside", type=Path, help="a folder of clips to damage as well")
    own["visitors"].add_argument("--visitors", type=_count, default=20)
    own["visitors"].add_argument("--uploading", type=int, default=6, help="how many bring clips")
    own["visitors"].add_argument("--interactions", type=_count, default=10_000, help="of all")
    own["visitors"].add_argument(
        "--small", action="store_true", help="one core and 1 GB for the server"
    )
    own["soak"].add_argument("--minutes", type=float, default=30)
    own["soak"].add_argument("--visitors", type=_count, default=5, help="how many at a time")
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
