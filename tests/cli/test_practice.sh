#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1112 # the page has these quotes
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
hinge-compare groups r.h5 --change stage:after-before --order taught,control --filter cue=none -q >words
grep -q '^Without a cue, the change in lumbar fraction (after minus before) was 8 percentage points lower in the taught group than in the control group' words ||
    fail "$(cat words)"
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
# the page says it of both groups, and of one group that nobody was without practice; no cue is credited
page() {
    hinge-report -q r.h5 "$@" -o page.html
    PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html >page
}
says() { grep -qF -- "$1" page || fail "$1: $(cat page)"; }
page --order taught,control
says 'From before to after practice, the spine’s share fell 8 percentage points more in the taught group than in the control group (n = 5 and 5 of 6)'
says 'Changes without a cue: taught −8 points (−13 to −4), control −1 point (−2 to > 0). Taught minus control: −8 points (95% CI −12 to −3).'
says 'After practice, without a cue, the spine’s share was 1 point lower in the control group and 8 points lower in the taught group; these changes differ by 8 points (95% CI 3 to 12, p = .006, n = 5 of 6 and 5).'
says 'The taught group: in practice, with the cues: −13 points (95% CI −16 to −10, n = 5); after practice, without a cue: −8 points'
says 'The control group: after practice, without a cue: −0.9 points (95% CI −2.0 to 0.3, n = 5); later, without a cue: +0.1 points (95% CI −0.5 to 0.7, n = 6).'
! grep -E 'with the dowel, (peak|the spine)|Did the cue' page || fail 'a cue is credited'
! grep -E 'There is no group without practice' page || fail 'there is one'
page --filter 'group=taught'
says 'After practice, without a cue, the spine’s share was 8 percentage points lower than before (95% CI 4 to 13, n = 5)'
says 'After practice, without a cue, the spine’s share was 8 points lower (95% CI 4 to 13, p = .005, n = 5)'
says 'There is no group without practice, so time and retesting are part of the change.'
says 'Changes by practice (after minus before, without a cue) were tested by the paired t test.'
! grep -F 'regression to the mean' page || fail 'nobody says how people were chosen'
page --filter 'group=taught' --chosen-by 'trunk lean'
chosen='People or groups were chosen by a first value (trunk lean), so regression to the mean is part of the change.'
[ "$(grep -oF "$chosen" page | wc -l)" -eq 2 ] || fail "caution and Methods: $(cat page)"
page --filter 'participant=p01,p02,p03'
says 'From before to after practice, without a cue, the spine’s share changed by −8 percentage points (n = 3); 5 people are needed for a test'
says 'After practice, without a cue, the change in the spine’s share was −8 points (n = 3); 5 people are needed for a test'
