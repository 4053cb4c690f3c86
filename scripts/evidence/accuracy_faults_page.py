# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of docs/validation.md from the results of scripts/evidence/accuracy-faults:
FOLDER "FORMATS" CONDITION..."""
import collections
import os
import sys

import score_faults

folder, formats, conditions = sys.argv[1], sys.argv[2].split(), sys.argv[3:]
LEAST = {"planted": score_faults.SENSITIVITY, "near": score_faults.SPECIFICITY}


def score(name):
    n = score_faults.score(f"{folder}/acc-{name}")
    if os.path.exists(f"{folder}/more-{name}.truth.csv"):  # the same people and others
        n.update(score_faults.score(f"{folder}/more-{name}"))
    return n


def cell(n):
    """Sensitivity/specificity/% refused."""
    part = []
    for kind, least in LEAST.items():
        rate = n[kind + " right"] / n[kind] if n[kind] else None
        text = "-" if rate is None else f"{rate:.2f}".replace("0.", ".").replace("1.00", "1")
        part.append(text if rate is None or rate >= least else f"**{text}**")
    all_of = n["planted"] + n["near"] + n["refused"]
    part.append(f'{100 * n["refused"] / all_of:.0f}' if all_of else "-")
    return "/".join(part)


scores = {c: score(c) for c in conditions}
free = {f: score_faults.score_free(f"{folder}/free-{f}", f"{folder}/free-noiseless")
        for f in formats}
any_format = collections.defaultdict(collections.Counter)
for n in free.values():
    for fault, of_it in n.items():
        of_it = collections.Counter(of_it)
        of_it["refused"] -= of_it["not measured"]  # a format without its landmarks
        any_format[fault].update(of_it)

columns = [scores[c] for c in conditions] + [any_format]
print("| fault | " + " | ".join(conditions) + " | no fault |\n|---|" + "---|" * len(columns))
total = [collections.Counter() for _ in columns]
right = []
for fault in sorted(set().union(*scores.values())):
    for n, so_far in zip(columns, total):
        so_far.update(n[fault])
    cells = [cell(n[fault]) for n in columns]
    if all(text in ("1/1/0", "-/1/0", "-/-/100", "-/-/-") for text in cells):
        right.append(f"`{fault}`")
    else:
        print(f"| `{fault}` | " + " | ".join(cells) + " |")
print("| all | " + " | ".join(map(cell, total)) + " |")
print("| certain false | " + " | ".join(f'{n["certain false"]}/{n["near"]}' for n in total) + " |")

print("\nAlways right wherever their landmarks are there: " + ", ".join(right) + ".")
print("\nVerdicts on people without a fault, by [format](formats.md) of `hinge-simulate` (`whole` has all landmarks):\n\n| format | verdicts | false | certain false | refused | not measured |")
print("|---|---|---|---|---|---|")
for f, n in free.items():
    t = sum(n.values(), collections.Counter())
    print(f'| {f} | {t["near"]} | {t["near"] - t["near right"]} | {t["certain false"]} | '
          f'{t["refused"] - t["not measured"]} | {t["not measured"]} |')
