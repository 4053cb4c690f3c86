#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Practice against a group without it: what hinge-compare tests, the table acquisition and the page are one number, and a stage
# has the values that any table has of it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "practice: $*" >&2
    exit 1
}
hinge-plan -q --groups sedentary:11 --cues none,dowel --practice 1 --reps 7 --name '{participant}/{session}_{cue}_{trial}.trc' -o .
awk -F, '!(substr($2, 2) + 0 > 5 && $4 ~ /^practice/)' trials.csv >made.csv
hinge-simulate -q --list made.csv --format trc-b --noise 1 --rate 30 --seed 5 --learn=-0.12 --learn-bends 5 --retain 0.7 -o .
awk -F, -v OFS=, 'NR > 1 {$3 = substr($2, 2) + 0 > 5 ? "control" : "taught"} {print}' made.csv >list.csv
# the spine of p11 is lost in 4 of 7 repetitions after practice: 3 of 7 are no value of a person, in a stage as elsewhere
awk -F'\t' -v OFS='\t' 'NR > 5 && (int($2) ~ /^(7|17|22|27)$/) {for (k = 3; k <= 17; k++) $k = ""} {print}' \
    p11/after_none_1.trc >gaps && mv gaps p11/after_none_1.trc
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-compare groups r.h5 --change stage:after-before --order taught,control --filter cue=none --format csv 2>said | sed -n 1,2p >compared.csv
! grep W_POOLED said || fail "stages are no sessions that are pooled"
hinge-table acquisition r.h5 --by group -q --format csv -o groups.csv
hinge-table acquisition r.h5 -q --format csv -o people.csv
hinge-table acquisition r.h5 --by group -q --columns n_after,after_effect >words
grep -q '^taught .* -8\.[0-9]  %$' words || fail "points: $(cat words)"
python3 - <<'EOF'
import csv
rows = lambda name: list(csv.DictReader(open(name)))
compared, = rows("compared.csv")
group = {r["group"]: r for r in rows("groups.csv")}
assert (group["control"]["n"], group["control"]["bends"], group["control"]["to_first"]) == ("0", "0", ""), group["control"]
for k, name in ("first", "taught"), ("second", "control"):
    assert compared["n_" + k] == group[name]["n_after"] == "5", (k, compared, group[name])
    for own, other in ("mean", "effect"), ("low", "low"), ("high", "high"):
        a, b = float(compared[f"{own}_{k}"]), float(group[name]["after_" + other])
        assert abs(a - b) < 1e-12, (name, own, a, b)
people = {r["participant"]: r for r in rows("people.csv")}
assert len(people) == 10 and "p11" not in people, "p11 has 3 of 7 repetitions after practice"
EOF
