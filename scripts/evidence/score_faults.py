# SPDX-License-Identifier: GPL-3.0-or-later
"""Verdicts on planted faults against their truth; for scripts/evidence/accuracy-faults."""
import collections
import csv
import sys

SPECIFICITY, SENSITIVITY = 0.97, 0.9


def score(stem):
    """Per fault: how many planted, near, refused, and how many of them right."""
    with open(stem + ".faults.csv", encoding="utf-8") as file:
        found = {(r["participant"], r["rep"], r["fault"]): r for r in csv.DictReader(file)}
    n = collections.defaultdict(collections.Counter)
    with open(stem + ".truth.csv", encoding="utf-8") as file:
        for r in csv.DictReader(file):
            fault, state = r["planted"], r["planted_state"]
            if state not in ("0", "3"):  # between: no method could tell
                continue
            got = found.get((r["participant"], r["rep"], fault))
            if got is None or got["state"] == "refused":
                n[fault]["refused"] += 1
                continue
            kind = "planted" if state == "3" else "near"
            n[fault][kind] += 1
            n[fault][kind + " right"] += (got["state"] in ("above", "present")) == (state == "3")
            n[fault]["certain false"] += kind == "near" and got["state"] == "present"
    return n


def score_free(stem, without_noise):
    """The same of people without a planted fault: of each fault that their recordings
    without noise show to be absent."""
    with open(without_noise + ".faults.csv", encoding="utf-8") as file:
        free = {(r["participant"], r["trial"], r["rep"], r["fault"])
                for r in csv.DictReader(file) if r["state"] == "absent"}
    n = collections.defaultdict(collections.Counter)
    with open(stem + ".faults.csv", encoding="utf-8") as file:
        for r in csv.DictReader(file):
            if (r["participant"], r["trial"], r["rep"], r["fault"]) not in free:
                continue
            of = n[r["fault"]]
            if r["state"] == "refused":
                of["refused"] += 1
                of["not measured"] += not r["severity"]
                continue
            of["near"] += 1
            of["near right"] += r["state"] in ("absent", "below")
            of["certain false"] += r["state"] == "present"
    return n


if __name__ == "__main__":  # the faults with a wrong verdict
    print(*sorted(fault for fault, n in score(sys.argv[1]).items()
                  if any(n[kind + " right"] < n[kind] for kind in ("planted", "near"))))
