#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mean severities of hinge-table faults against those of the repetitions, computed by
# Python: noise that forbids a verdict leaves the severity in the mean.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 4 --trials 2 --reps 3 --seed 5 --rate 30 --noise 12 --group trained --format trc-b -o raw
hinge-ingest -q raw/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-table faults results.h5 --by cue -o groups.csv
hinge-table faults results.h5 --by participant,cue,trial,rep -o reps.csv
cat >check.py <<'END'
import csv, statistics

by, kept, noisy, n = {}, set(), 0, 0
for r in csv.DictReader(open("reps.csv")):
    if r["severity"] and (r["state"] != "refused" or r["reason"] == "NOISE_TOO_HIGH"):
        person = by.setdefault((r["fault"], r["cue"]), {}).setdefault(r["participant"], {})
        person.setdefault(r["trial"], []).append(float(r["severity"]))
        noisy += r["state"] == "refused"
assert noisy > 50, noisy
for r in csv.DictReader(open("groups.csv")):
    people = [t for t in by.get((r["fault"], r["cue"]), {}).values()
              if sum(map(len, t.values())) >= 3]
    if not people:
        assert not r["severity"], r
        continue
    means = [statistics.fmean(statistics.fmean(v) for v in t.values()) for t in people]
    spread = statistics.stdev(means) if len(means) > 1 else None
    for name, value in ("severity", statistics.fmean(means)), ("severity_sd", spread):
        if value is None:
            assert not r[name], r
            continue
        assert abs(float(r[name]) - value) <= 1e-9 * max(1, abs(value)), (r["fault"], name, r[name], value)
        n += 1
assert n > 100, n
END
python3 check.py
