#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A forest says what is not in it: conditions of one person or of nobody with the baseline, outcomes
# and conditions in which everybody changed alike; its numbers against Python's own from the file.
set -euo pipefail
python3 -c 'import h5py' 2>/dev/null || { echo "skipped: python3 with h5py is not installed"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 5 --reps 3 --rate 30 --cue none --cue dowel --cue wall_tap_3in --cue soften_knees --format csv -o raw
# the third by one person, the fourth by the one who has no baseline, the fifth by all
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "cue") c = i }
    NR == 1 || ($c == "none" && $2 != "p005") || ($c == "dowel" && $2 != "p005") ||
    ($c == "wall_tap_3in" && $2 == "p001") || ($c == "soften_knees" && $2 == "p005")' raw/trials.csv >raw/list.csv
hinge-ingest -q raw/list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
cat >alike.py <<'END'
"""alike.py FROM TO METRIC...: under the rod everybody has 0.125 more of it in every repetition."""
import shutil, sys, h5py
shutil.copy(*sys.argv[1:3])
with h5py.File(sys.argv[2], "r+", libver=("v110", "v110")) as h:
    who, cue = ([b"".join(r).rstrip(b"\0") for r in h["trials/" + k][...]] for k in ("participant", "cue"))
    for metric in sys.argv[3:]:
        m = [b"".join(r).rstrip(b"\0").decode() for r in h["reps/metric"][...]].index(metric)
        values = h["reps/value"][:, m]
        for i, t in enumerate(h["reps/trial"][...]):
            values[i] = 0.25 + 0.25 * int(who[t][1:]) + 0.125 * (cue[t] == b"dowel")
        h["reps/value"][:, m] = values
END
m=lumbar_fraction,hip_excursion_deg,knee_excursion_deg
hinge-plot forest r.h5 --columns $m --data f.csv -o f.svg >said 2>&1
cat said
grep -q ' Only one participant has both wall tap (3 in) and no cue\.' said
grep -q ' No participant has both soft knees and no cue\.' said
if grep -q "same amount" said; then exit 1; fi
python3 - <<'END'
import csv, h5py, math, statistics as st
h = h5py.File("r.h5")
who, cue = ([b"".join(r).decode().rstrip("\0") for r in h["trials/" + k][...]] for k in ("participant", "cue"))
ids = [b"".join(r).decode().rstrip("\0") for r in h["reps/metric"][...]]
def mean(metric, p, c):
    got = [h["reps/value"][i, ids.index(metric), 0] for i, t in enumerate(h["reps/trial"][...]) if (who[t], cue[t]) == (p, c)]
    return st.mean(got) if got else None
n = 0
for r in csv.DictReader(open("f.csv")):
    both = [(mean(r["outcome"], p, r["cue"]), mean(r["outcome"], p, "none")) for p in sorted(set(who))]
    change = [a - b for a, b in both if a is not None and b is not None]
    assert int(r["people"]) == len(change), r
    if len(change) > 1:
        assert math.isclose(float(r["d"]), st.mean(change) / st.stdev(change), rel_tol=1e-5), (r, change)
        n += 1
assert n == 3, n
END
# one outcome without a spread of changes: it is named, and its row goes
python3 alike.py r.h5 one.h5 lumbar_fraction
hinge-plot forest one.h5 --columns $m --data f.csv -o f.svg >said 2>&1
cat said
grep -q ' All participants changed by the same amount in share from the spine (lumbar fraction, %)\.' said
if grep -q lumbar_fraction f.csv; then exit 1; fi
python3 alike.py r.h5 two.h5 lumbar_fraction knee_excursion_deg
hinge-plot forest two.h5 --columns $m -o f.svg >said 2>&1
cat said
grep -q ' All participants changed by the same amount in share from the spine (lumbar fraction, %), knee excursion (°)\.' said
# a name that is longer than the room left of the axis goes on over it
printf 'dowel = a rod on the head, the back between the shoulders and the tailbone\n' >words
hinge-plot forest r.h5 --columns lumbar_fraction --label words -o f.svg >said 2>&1
grep -q '>a rod on the head, the back' f.svg
printf 'lumbar_flex = the lower back\n' >words
hinge-plot waveforms r.h5 --columns lumbar_flex --filter participant=p001,p002 --label words -o f.svg >said 2>&1
grep -q 'the lower back' f.svg
