#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masked ratings of bends: sheets without names and instructions, and answers joined with verdicts.

rating.py sheet REPS.csv FOLDER [--practice 10] [--twice 20] [--seed 1]
    REPS.csv is of hinge-table reps results.h5 --phase rep --format csv. Writes sheet_a.csv and
    sheet_b.csv, each shuffled anew, practice.csv, and key.csv, which no rater gets to see: it says
    which recording and seconds are cut for which clip.
rating.py join FOLDER FAULTS.csv
    FAULTS.csv is of hinge-table faults results.h5 --by participant,cue,trial,rep --format csv.
    Writes FOLDER/<fault>/raters.csv, twice.csv and v.csv, which has the bends that both raters
    answered alike, with the verdict, its severity and the instruction.
rating.py simulate FOLDER TRUTH.csv... [--wrong 0.05] [--unsure 0.02] [--seed 1]
    Fills in the sheets as raters of simulated people would, from the truth.csv of hinge-simulate."""
import argparse
import csv
import os
import random
import sys

QUESTIONS = {"low_back_bent_more": "lumbar_rounding", "pelvis_tucked": "pelvic_tuck", "knees_went_in": "knee_valgus", "not_locked_out": "no_lockout"}
TOLD = {"lumbar_rounding": "round"}  # the cue that asks for the fault
KEYS = ("participant", "cue", "trial", "rep")


def read(path, columns):
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(line for line in file if line[:1] != "#")
        lacks = [c for c in columns if c not in (table.fieldnames or [])]
        if lacks:
            sys.exit(f"{path}: column {', '.join(lacks)} is missing; found {', '.join(map(repr, table.fieldnames or [])) or 'nothing'}")
        return list(table)


def write(path, columns, rows):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def sheet(asked):
    rows = read(asked.reps, (*KEYS, "file", "start_s", "end_s"))
    draw = random.Random(asked.seed)
    draw.shuffle(rows)
    if len(rows) < asked.practice + max(2, asked.twice):
        sys.exit(f"{asked.reps}: {len(rows)} bends are too few for {asked.practice} of practice and {asked.twice} shown twice")
    for n, row in enumerate(rows):
        row["clip"] = f"c{n + 1:04}"
    rated = rows[asked.practice:]
    write(os.path.join(asked.folder, "key.csv"), ("clip", *KEYS, "file", "start_s", "end_s"), rows)
    write(os.path.join(asked.folder, "practice.csv"), ("clip", *QUESTIONS), rows[:asked.practice])
    for rater in "ab":
        shown = rated + draw.sample(rated, asked.twice)
        draw.shuffle(shown)
        write(os.path.join(asked.folder, f"sheet_{rater}.csv"), ("row", "clip", *QUESTIONS), [{**r, "row": n + 1} for n, r in enumerate(shown)])
    print(f"{len(rated)} bends to rate, {asked.twice} of them twice, after {asked.practice} of practice")


def answers(path, question):
    """The answers of a sheet: of each clip the first, and the second of those shown twice. ? is None."""
    first, second = {}, {}
    for n, row in enumerate(read(path, ("clip", question)), 2):
        text = row[question].strip()
        if text not in ("1", "0", "?", ""):
            sys.exit(f"{path}, line {n}: {question} is {text!r}; write 1, 0 or ?")
        if text != "":
            (first if row["clip"] not in first else second)[row["clip"]] = {"1": 1, "0": 0}.get(text)
    return first, second


def join(asked):
    key = {r["clip"]: r for r in read(os.path.join(asked.folder, "key.csv"), ("clip", *KEYS))}
    verdicts = {(r["fault"], *(r[k] for k in KEYS)): r for r in read(asked.faults, ("fault", "state", "severity", *KEYS))}
    for question, fault in QUESTIONS.items():
        a, b = (answers(os.path.join(asked.folder, f"sheet_{rater}.csv"), question) for rater in "ab")
        both = [c for c in a[0] if c in b[0] and c in key]
        if not both:
            continue
        raters, valid, unsure, apart, refused = [], [], 0, 0, 0
        for clip in sorted(both):
            one, other, of = a[0][clip], b[0][clip], key[clip]
            if one is None or other is None:
                unsure += 1
                continue
            raters.append({**of, "a": one, "b": other})
            apart += one != other
            verdict = verdicts.get((fault, *(of[k] for k in KEYS)), {"state": "refused"})
            if one == other and verdict["state"] == "refused":
                refused += 1
            elif one == other:
                valid.append({**of, "truth": one, "told": int(of["cue"] == TOLD.get(fault)), "pred": int(verdict["state"] in ("above", "present")),
                              "score": verdict["severity"]})
        twice = [{**key[c], "rater": name, "first": seen[0][c], "second": seen[1][c]} for name, seen in (("a", a), ("b", b)) for c in sorted(seen[1])
                 if c in key and None not in (seen[0][c], seen[1][c])]
        folder = os.path.join(asked.folder, fault)
        write(os.path.join(folder, "raters.csv"), ("participant", "clip", "a", "b"), raters)
        write(os.path.join(folder, "twice.csv"), ("participant", "clip", "rater", "first", "second"), twice)
        write(os.path.join(folder, "v.csv"), ("participant", "clip", "truth", *(["told"] if fault in TOLD else []), "pred", "score"), valid)
        print(f"{fault}: {len(both)} bends rated by both, {unsure} with ?, {apart} apart, {refused} refused; {len(valid)} to validate, "
              f"{sum(v['truth'] for v in valid)} of them with the fault")


def simulate(asked):
    truth = {tuple(r[k] for k in KEYS): r for path in asked.truth for r in read(path, KEYS)}
    key = {r["clip"]: r for r in read(os.path.join(asked.folder, "key.csv"), ("clip", *KEYS))}
    draw = random.Random(asked.seed)
    for rater in "ab":
        path = os.path.join(asked.folder, f"sheet_{rater}.csv")
        rows = read(path, ("row", "clip", *QUESTIONS))
        for row in rows:
            of = truth.get(tuple(key[row["clip"]][k] for k in KEYS), {})
            for question, fault in QUESTIONS.items():
                state = of.get(fault, "")
                if state in ("0", "1", "2", "3"):
                    seen = (int(state) >= 2) != (draw.random() < asked.wrong)
                    row[question] = "?" if draw.random() < asked.unsure else int(seen)
        write(path, ("row", "clip", *QUESTIONS), rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(required=True)
    part = parts.add_parser("sheet")
    part.add_argument("reps")
    part.add_argument("folder")
    for name, default in (("practice", 10), ("twice", 20), ("seed", 1)):
        part.add_argument(f"--{name}", type=int, default=default)
    part.set_defaults(run=sheet)
    part = parts.add_parser("join")
    part.add_argument("folder")
    part.add_argument("faults")
    part.set_defaults(run=join)
    part = parts.add_parser("simulate")
    part.add_argument("folder")
    part.add_argument("truth", nargs="+")
    part.add_argument("--wrong", type=float, default=0.05)
    part.add_argument("--unsure", type=float, default=0.02)
    part.add_argument("--seed", type=int, default=1)
    part.set_defaults(run=simulate)
    asked = parser.parse_args()
    asked.run(asked)


if __name__ == "__main__":
    main()
