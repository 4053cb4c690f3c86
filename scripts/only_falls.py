# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts that may only fall, a line each in a file of scripts/: what is above its number is returned, what fell is written down."""
import os


def above(name, counts):
    """name: the file; counts: {key: number}. Returns {key: allowed} of what has more."""
    path = os.path.join("scripts", name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    head = [line for line in lines if line.startswith("#")]
    most = {key: int(n) for key, n in (line.split() for line in lines if line and not line.startswith("#"))}
    fallen = {key: counts.get(key, 0) for key in most if counts.get(key, 0) < most[key]}
    for key, n in sorted(fallen.items()):
        print("%s: %s fell from %d to %d: commit the new number" % (path, key, most[key], n))
    if fallen and not os.environ.get("CI"):
        kept = {**most, **fallen}
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(head + ["%s %d" % row for row in sorted(kept.items()) if row[1]]) + "\n")
    return {key: most.get(key, 0) for key in counts if counts[key] > most.get(key, 0)}
