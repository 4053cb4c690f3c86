#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Loops of lifts from the floor: up comes first and is drawn dashed, down is the full line with its
# large mark at the deepest point.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 1 --reps 4 --task deadlift_floor --format trc-a --cue none -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table reps results.h5 -q --columns keys --format csv -o reps.csv
# from the first bottom to the last, with a second of rest at both; the standing apart
python3 - <<'END2'
import csv, os
row = next(csv.DictReader(open("cohort/trials.csv")))
bottom = [float(r["start_s"]) for r in csv.DictReader(open("reps.csv")) if r["phase"] == "hold"]
lines = open("cohort/" + row["file"]).read().rstrip("\n").split("\n")
first = next(i for i, line in enumerate(lines) if line.startswith("1\t"))
head, body, rate = lines[:first], lines[first:], float(lines[2].split("\t")[0])
a, b = (int(t * rate) + 2 for t in (bottom[0], bottom[-1]))
rows = []
for name, role, frames in (("lift", "", [body[a]] * 60 + body[a:b] + [body[b]] * 60), ("stand", "standing", body[:90])):
    about = head[2].split("\t")
    about[2] = about[7] = str(len(frames))
    frames = ["\t".join([str(i + 1), f"{i / rate:.6f}", *f.split("\t")[2:]]) for i, f in enumerate(frames)]
    file = os.path.dirname(row["file"]) + f"/{name}.trc"
    open("cohort/" + file, "w").write("\n".join([*head[:2], "\t".join(about), *head[3:], *frames]) + "\n")
    rows.append(dict(row, file=file, role=role, trial=len(rows) + 1))
with open("cohort/floor.csv", "w") as out:
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
END2
hinge-ingest -q cohort/floor.csv -o floor.h5
hinge-analyze -q floor.h5 -o lifts.h5
hinge-plot loops lifts.h5 -o loops.svg 2>caption
python3 - <<'END2'
import re
svg = open("loops.svg").read()
lines = [(float(re.search(r'd="M([0-9.]+)', p)[1]), "dasharray" in p)
         for p in re.findall(r'<path fill="none"[^>]*>', svg) if "#0072b2" in p]
up, down = ([x for x, dashed in lines if dashed is d] for d in (True, False))
assert len(up) == len(down) == 1 and up[0] > down[0] + 100, lines  # up begins deep
END2
grep -q 'Full line: down and hold; dashed: up.' caption || { cat caption; exit 1; }
