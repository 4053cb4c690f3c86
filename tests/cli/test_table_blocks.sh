#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Long tables, made in blocks and written beside: every number of theirs is the one in the file (h5py), also where
# a filter leaves nothing of a block that is read, and the bytes are those of a table made whole and of one processor.
set -euo pipefail
python3 -c 'import h5py' 2>/dev/null || { echo "skipped: python3 with h5py is not installed"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 60 --trials 1 --reps 20 --rate 10 --descent 0.8 --rest 0.4 --cue none --seed 4 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
one=$(taskset -cp $$ | grep -o '[0-9]*$') # a processor
long() { # file, table and options: blocks, whole, by one processor
    local file=$1
    shift
    hinge-table "$@" r.h5 -o "$file"
    awk -F '[,\t]' 'NR == 1 { n = NF } END { exit !(NR * n > 131072) }' "$file"
    hinge-table "$@" r.h5 -o "whole.$file" --dictionary
    diff "$file" "whole.$file"
    taskset -c "$one" hinge-table "$@" r.h5 --format "${file##*.}" | diff "$file" -
}
views=(reps variability waveforms 'faults --by participant,cue,trial,rep')
[ -z "${HINGE_SANITIZED-}" ] || views=(variability) # the numbers are those of the ordinary build
for view in "${views[@]}"; do
    # shellcheck disable=SC2086
    long "${view%% *}.csv" $view
done
[ -z "${HINGE_SANITIZED-}" ] || exit 0
long reps.tsv reps
last=$(tail -n 1 raw/trials.csv | grep -o 'p[0-9]*' | head -1)
hinge-table reps r.h5 --filter "participant=p001,$last" -o ends.csv
hinge-table reps r.h5 --phase ascent -o ascent.csv
hinge-table reps r.h5 --filter 'rom_deg>60' -o deep.csv
python3 - "$last" <<'END'
import csv, h5py, math, sys
f = h5py.File("r.h5")
reps = f["/reps"]
n = len(reps["trial"])
assert n > 1100, n # more than one block is read
phases = ["descent", "hold", "ascent", "rep"]
def rows(path):
    with open(path) as t:
        return list(csv.DictReader(t))
table = rows("reps.csv")
assert len(table) == 4 * n and len(table) * len(table[0]) > 5 * 131072 # and written
assert [r["phase"] for r in table] == phases * n
ids = [bytes(row).rstrip(b"\0").decode() for row in reps["metric"][()]]
metrics = [m for m in table[0] if m in ids]
assert len(metrics) > 100, len(metrics)
seen = 0
values = {m: reps["value"][:, ids.index(m)] for m in metrics}
for i, r in enumerate(table):
    for m in metrics:
        v = float(values[m][i // 4][i % 4])
        seen += not math.isnan(v)
        assert (r[m] == "") if math.isnan(v) else (float(r[m]) == v), (i, m, r[m], v)
assert seen > 100000, seen
assert rows("ends.csv") == [r for r in table if r["participant"] in ("p001", sys.argv[1])]
assert rows("ascent.csv") == [r for r in table if r["phase"] == "ascent"]
assert rows("deep.csv") == [r for r in table if float(r["rom_deg"]) > 60]
assert 0 < len(rows("ends.csv")) < 200 and 0 < len(rows("deep.csv")) < len(table)
# means of the repetitions of a recording, and how many there are
valid = reps["valid"][:]
trial = reps["trial"][:]
name = {int(t): table[4 * i]["participant"] for i, t in enumerate(trial)}
checked = 0
for r in rows("variability.csv"):
    m = r["metric"]
    if m not in values or m == "coupling_angle_deg":
        continue
    of = [float(values[m][i][phases.index(r["phase"])]) for i in range(n)
          if name[int(trial[i])] == r["participant"] and valid[i] > 0]
    of = [v for v in of if not math.isnan(v)]
    assert int(r["n"]) == len(of) and float(r["min"]) == min(of) and float(r["max"]) == max(of), r
    assert math.isclose(float(r["mean"]), math.fsum(of) / len(of), rel_tol=1e-9, abs_tol=1e-12), r
    checked += 1
assert checked > 9000, checked
END
# a run writes the same tables
printf '[run]\nlist = raw/trials.csv\noutput = out\nfigures = none\ntables = all\nformats = csv,tsv\n' >study.ini
hinge-run -q study.ini
[ -f out/tables/more/quality.csv ]
diff out/tables/reps.csv reps.csv
for view in variability waveforms; do diff out/tables/more/$view.csv $view.csv; done
diff out/tables/reps.tsv reps.tsv
# what cannot be written is said, though it is written beside
if hinge-table variability r.h5 --format csv >/dev/full 2>said; then exit 1; else [ $? -eq 5 ]; fi
grep -q 'No space left' said && [ "$(wc -l <said)" -eq 1 ]
