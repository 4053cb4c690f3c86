#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-compare multiverse: each specification, the shares and the test of the curve are computed again; each
# specification of a study is the plain analysis and comparison with those settings; a planted difference is found
# under every choice; without one the test keeps its level; threads change no byte.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
check() { PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B "$HINGE_ROOT/tests/cli/multiverse_numbers.py" "$@"; }
check numbers
check conditions
check null

hinge-simulate -q -n 12 --seed 5 --rate 50 --format trc-whole-a --cue none -o cohort
hinge-ingest -q cohort/trials.csv -o study.h5
cat >study.ini <<'END'
[multiverse]
lumbar_definition = LOWTHX, ISB
zero = standing, first_frame
repetitions = all, first_3, median
outliers = keep
covariates = none, height_m
END
multiverse() { hinge-compare multiverse study.h5 --group group --filter cue=none -q "$@"; }
multiverse --outcome lumbar_excursion_deg --phase rep --config study.ini --n-perm 499 -j 1 -o one.json
multiverse --outcome lumbar_excursion_deg --phase rep --config study.ini --n-perm 499 -j 2 -o two.json
cmp one.json two.json
check plain study.h5 cue=none one.json

printf '[multiverse]\nlumbar_definition = LOWTHX, POST, SPN\nfilter_hz = 6, 8\nseg.join = 0.5, 1\n' >truth.ini
multiverse --outcome lumbar_fraction --config truth.ini --n-perm 499 -o truth.json
check truth cohort/truth.csv truth.json
grep -q '"lumbar_definition": "SPN"' truth.json
if grep -q '"lumbar_definition": "POST"' truth.json; then exit 1; fi
hinge-compare multiverse study.h5 --group group --filter cue=none -q --outcome lumbar_fraction --config truth.ini \
    --n-perm 99 --details >truth.txt
grep -q 'POST .*INSUFFICIENT_LANDMARKS' truth.txt
grep -q 'seg.join .*changes no value' truth.txt

# the figure and its numbers: a row per specification, in ascending order
hinge-plot multiverse one.json -q -o curve.svg --data curve.csv
python3 - <<'END'
import csv, json
rows = list(csv.DictReader(open("curve.csv")))
specifications = json.load(open("one.json"))["results"]["specifications"]
estimates = [float(r["estimate"]) for r in rows]
assert estimates == sorted(s["estimate"] for s in specifications), estimates
assert sorted(int(r["specification"]) for r in rows) == list(range(1, len(rows) + 1))
assert {r["zero"] for r in rows} == {"standing", "first_frame"}
END
[ -z "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'hinge-multiverse-*' -newer study.ini)" ]
