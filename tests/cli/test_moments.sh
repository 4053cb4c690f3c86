#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Net external moments of simulated stoops: the size that textbooks give, and a load acts at
# the hands.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --seed 5 --format trc-whole-a --noise 0 --group sedentary --cue none --task rdl --reps 3 -o .
for load in 0 20; do
    sed "1s/\$/,load_kg,mass_kg/; 1!s/\$/,$load,80/" trials.csv >"list$load.csv"
    hinge-ingest -q "list$load.csv" -o "s$load.h5"
    hinge-analyze -q "s$load.h5" -o "r$load.h5"
    hinge-table reps -q "r$load.h5" --phase rep --format csv -o "reps$load.csv" \
        --columns keys,file,moment_l5s1_nm_kg,moment_l5s1_peak_nm_kg,moment_hip_nm_kg,lever_l5s1_cm
done
python3 - <<'EOF'
import csv

rows = {load: list(csv.DictReader(open(f"reps{load}.csv"))) for load in (0, 20)}
assert len(rows[0]) == 12, len(rows[0])
for empty, loaded in zip(rows[0], rows[20]):
    value = lambda row, name: float(row[name])
    nm = 80 * value(empty, "moment_l5s1_nm_kg")
    assert 110 < nm < 180, nm
    assert 25 < value(empty, "lever_l5s1_cm") < 40, empty
    assert value(empty, "moment_l5s1_peak_nm_kg") >= value(empty, "moment_l5s1_nm_kg")
    more = 80 * value(loaded, "moment_l5s1_nm_kg") - nm
    reach_m = more / (20 * 9.80665)  # from L5/S1 to the hands
    assert 0.1 < reach_m < 0.5, reach_m
EOF
