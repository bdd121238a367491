"""Build words.txt.gz from PyThaiNLP's CC0 lists: `python build_words.py DIR_WITH_THE_LISTS`."""

import gzip
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from services.thai.words import Segmenter, clusters  # noqa: E402  (the repository root must be on the path first)

THAI_WORD = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
STANDING_ALONE = {"ณ", "ก็", "ฤ"}
# A listed word is dropped when it is long, was hardly counted, and is made of common words: a line may then
# be broken between those.
LONG, RARE, COMMON, SHORTEST_PART = 8, 16.0, 12.5, 3


def read_counts(folder: Path) -> dict[str, int]:
    """Add up how often each word was counted in the two corpora."""
    counts: dict[str, int] = defaultdict(int)
    for name in ("tnc_freq.txt", "ttc_freq.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            word, _, count = line.partition("\t")
            if THAI_WORD.fullmatch(word):
                counts[word] += int(count)
    return counts


def read_words(folder: Path) -> set[str]:
    """Read the listed words that are more than one cluster, and the few that stand alone."""
    lines = (folder / "words_th.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.strip() for line in lines}
    return {w for w in listed if THAI_WORD.fullmatch(w) and len(w) > 1} | STANDING_ALONE


def without_compounds(costs: dict[str, float]) -> dict[str, float]:
    """Drop rare long words that are common words in a row."""
    segmenter = Segmenter(costs)
    kept = {}
    for word, cost in costs.items():
        if len(word) >= LONG and cost >= RARE:
            parts = segmenter.parts(word)
            if len(parts) > 1 and all(len(p) >= SHORTEST_PART and costs.get(p, 99) <= COMMON for p in parts):
                continue
        kept[word] = cost
    return kept


def main(folder: Path) -> None:
    counts = read_counts(folder)
    words = read_words(folder)
    total = sum(counts[w] for w in words)
    costs = {w: round(-math.log((counts[w] + 0.5) / total), 1) for w in words if len(clusters(w)) < 20}
    by_cost: dict[float, list[str]] = defaultdict(list)
    for word, cost in without_compounds(costs).items():
        by_cost[cost].append(word)
    lines = [f"{cost} {' '.join(sorted(by_cost[cost]))}" for cost in sorted(by_cost)]
    data = "\n".join(lines).encode("utf-8")
    (HERE / "words.txt.gz").write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
