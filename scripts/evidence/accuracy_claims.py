#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a report claims what is not so, and how often an interval holds what it should: simulated cohorts.

    accuracy_claims.py [BUILD [COHORTS [PLANTED]]]

Null cohorts: two groups of the same people, one of them with up to three times the spread, and a cue without effect.
Planted cohorts: sedentary and trained people and a cue that takes 8 points off the share. What an interval should hold is
the mean of all cohorts' estimates. Prints two tables in Markdown. Planned questions are tested at .05 each, so of 200 null
cohorts at most 6% of the titles should claim a difference of groups, 6% a change with the cue, and 12% either (within chance)."""
import collections
import csv
import io
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
COHORTS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
PLANTED = int(sys.argv[3]) if len(sys.argv) > 3 else 300
# who never stood still is of another kind, which a report shows apart
QUESTIONS = (("groups", ("--filter", "cue=none&standing_source=standing")), ("cues", ("--filter", "standing_source=standing")))
SIZES = {"5 + 5": (5, 5, 1), "5 (SD × 3) + 9": (5, 9, 3), "20 + 20": (20, 20, 1)}


def tool(name, *options):
    made = subprocess.run((BUILD / "bin" / name, "-q", *map(str, options)), capture_output=True, text=True, check=False,
                          env=os.environ | {"OMP_NUM_THREADS": "1"})
    if made.returncode not in (0, 4):
        raise RuntimeError(f"{name} {options}: {made.stderr}")
    return made.stdout


def analysed(folder, seed, groups, effect):
    """Results of a cohort: groups as (name, simulated as, people, spread)."""
    lines, first = [], 1
    for name, like, people, spread in groups:
        made = folder / name
        tool("hinge-simulate", "-n", people, "--first", first, "--seed", seed, "--group", like, "--variation", spread,
             "--cue", "none", "--cue", "dowel", "--cue-effect", effect, "--reps", 3, "--rate", 25, "--noise", 1,
             "--format", "trc-b", "-o", made)
        first += people
        head, *rows = (made / "trials.csv").read_text().splitlines()
        at = head.split(",").index("group")
        for row in rows:
            cells = row.split(",")
            cells[0], cells[at] = f"{name}/{cells[0]}", name
            lines.append(",".join(cells))
    (folder / "list.csv").write_text("\n".join([head, *lines]) + "\n")
    tool("hinge-ingest", folder / "list.csv", "-o", folder / "study.h5")
    tool("hinge-analyze", folder / "study.h5", "-o", folder / "results.h5")
    return folder / "results.h5"


def null(job):
    size, seed = job
    first, second, spread = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        results = analysed(pathlib.Path(folder), seed, (("A", "trained", first, spread), ("B", "trained", second, 1)), 0)
        facts = json.loads(tool("hinge-report", results, "--facts", "-o", "-"))
        title, further = facts["title"], False
        for question, filters in QUESTIONS:
            rows = csv.DictReader(io.StringIO(tool("hinge-compare", question, results, "--format", "csv", *filters)))
            further = further or any(r.get("verdict") == "differs" for r in rows)
        return size, title["differs"] is not None, bool(title["cues"]), further


def planted(seed):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        results = analysed(pathlib.Path(folder), seed, (("sedentary", "sedentary", 7, 1), ("trained", "trained", 9, 1)), -.08)
        for question, filters in QUESTIONS:
            for r in csv.DictReader(io.StringIO(tool("hinge-compare", question, results, "--format", "csv", *filters))):
                if r["role"] == "fault":
                    continue
                triples = [("difference of groups" if question == "groups" else "change with the cue", "diff", "ci_low", "ci_high")]
                if question == "groups":
                    triples += [("mean of a group", f"mean_{k}", f"low_{k}", f"high_{k}") for k in ("first", "second")]
                else:
                    triples += [("difference of changes", "interaction_diff", "interaction_ci_low", "interaction_ci_high"),
                                ("change at matched depth", "matched_diff", "matched_ci_low", "matched_ci_high")]
                for kind, *names in triples:
                    if all(r.get(n) for n in names):
                        found.append((kind, r["outcome"] + " " + names[0], *(float(r[n]) for n in names)))
    return found


if __name__ == "__main__":
    with multiprocessing.Pool(os.cpu_count()) as pool:
        claims = collections.defaultdict(list)
        for size, *said in pool.imap_unordered(null, [(s, k) for s in SIZES for k in range(1, COHORTS + 1)]):
            claims[size].append(said)
        print("| no difference, no change | group in the title, % | cue in the title, % | either, % | any claim of the page, % |")
        print("|---|---|---|---|---|")
        for size, said in claims.items():
            n, pc = len(said), lambda hits: f"{100 * sum(hits) / n:.1f}"
            print(f"| {size} | {pc([s[0] for s in said])} | {pc([s[1] for s in said])} | {pc([s[0] or s[1] for s in said])} |"
                  f" {pc([s[0] or s[1] or s[2] for s in said])} |", flush=True)
        print()
        rows = collections.defaultdict(list)
        for found in pool.imap_unordered(planted, range(1001, 1001 + PLANTED)):
            for kind, outcome, *numbers in found:
                rows[kind, outcome].append(numbers)
    kinds = collections.defaultdict(list)
    for (kind, outcome), of in rows.items():
        target = sum(v for v, _, _ in of) / len(of)
        kinds[kind].append((100 * sum(low <= target <= high for _, low, high in of) / len(of), outcome, len(of)))
    print("| interval | outcomes | holds its target, %: median | least | of |")
    print("|---|---|---|---|---|")
    for kind, of in kinds.items():
        of.sort()
        print(f"| {kind} | {len(of)} | {of[len(of) // 2][0]:.1f} | {of[0][0]:.1f} | {of[0][1]} |")
