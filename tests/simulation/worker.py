"""One child of `bellwether simulate`: lives worlds one after the other, and says what it found, a JSON line each."""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial

from tests.simulation import house, scenario
from tests.simulation.file import bury_quietly
from tests.simulation.house import Outcome
from tests.simulation.mutants import MUTANTS

SEEDS_A_COLLECTION = 20
MOST_SEEDS_A_MUTANT = 500
LAST_LINES = 60
DOES_NOT_FIT = ("TypeError", "AttributeError", "NameError")


run_seed = house.run_seed


def main(arguments: Sequence[str]) -> int:
    """`seeds START STOP STEP`, `these SEED ...`, `mutants MOST NAME ...` or `caught NAME=SEED ...`.

    `caught` tries the seed named first, and then others. Before it all, `with NAME` plants a fault, `on sqlite` keeps
    the rows in a file, and `late` makes every venue hide orders for longer than absence takes to be proven.
    """
    kind, *rest = arguments
    if kind == "on":
        global run_seed
        if rest[0] == "sqlite":
            run_seed = partial(house.run_seed, on_file=True)
            bury_quietly()
        return main(rest[1:])
    if kind == "with":
        with MUTANTS[rest[0]]():
            return main(rest[1:])
    if kind == "late":
        scenario.VERY_LATE_WORLDS = 1.0
        return main(rest)
    gc.freeze()
    if kind == "seeds":
        start, stop, step = map(int, rest)
        _seeds(range(start, stop, step))
    elif kind == "these":
        _seeds([int(seed) for seed in rest])
    elif kind == "mutants":
        for name in rest[1:]:
            _mutant(name, range(int(rest[0])))
    else:
        for pair in rest:
            name, _, seed = pair.partition("=")
            _mutant(name, [int(seed), *range(MOST_SEEDS_A_MUTANT)])
    return 0


def _seeds(seeds: Sequence[int]) -> None:
    counts: Counter[str] = Counter()
    lived = hashlib.sha256()
    for number, seed in enumerate(seeds, start=1):
        outcome = run_seed(seed)
        counts += outcome.counts
        lived.update(outcome.fingerprint.encode())
        if outcome.violations:
            trace = outcome.trace[-LAST_LINES:]
            _say({"seed": seed, "violation": _words(outcome), "trace": trace})
        if number % SEEDS_A_COLLECTION == 0:
            gc.collect()
    _say({"ran": len(seeds), "counts": counts, "fingerprint": lived.hexdigest()})


def _mutant(name: str, seeds: Sequence[int]) -> None:
    """Try seeds until one of them shows what was planted."""
    with MUTANTS[name]():
        for number, seed in enumerate(seeds, start=1):
            outcome = run_seed(seed)
            if outcome.violations:
                # Code that no longer takes what is planted breaks at once, and that proves nothing.
                fits = not any(word in outcome.violations[0] for word in DOES_NOT_FIT)
                _say({"mutant": name, "caught": fits, "seeds": number, "violation": _words(outcome)})
                break
            if number % SEEDS_A_COLLECTION == 0:
                gc.collect()
        else:
            _say({"mutant": name, "caught": False, "seeds": len(seeds), "violation": "not caught"})
    gc.collect()


def _words(outcome: Outcome) -> str:
    """The first violation; what followed it may only follow from it."""
    return outcome.violations[0].splitlines()[0]


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
