#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plan --how-many: without noise and refusals the power is that of the noncentral t at 12 points, within 3.5 standard
# errors (Welch's from 8 people on, whose degrees of freedom are then those of the formula); without an effect .05; people without a value are those of hinge-run on the same recordings; one thread and
# three give the same bytes. HINGE_HOW_MANY=full: 400 people, 2,000 studies.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
n=20
studies=400
if [ "${HINGE_HOW_MANY:-}" = full ]; then
    n=400
    studies=2000
fi
plan() { # name option...
    name=$1
    shift
    hinge-plan -q --how-many --rate 15 --reps 3 --pool $n --studies $studies --threads 1 -o "$name" "$@"
}
plan both --groups a,b --cues none,dowel --noise 0 --effect groups:lumbar_fraction=-6% --effect cue:dowel:lumbar_rounding=-1deg
plan change --groups a,b --before-after --noise 0 --effect change:lumbar_fraction=3%
plan nothing --groups a --cues none,dowel --noise 0
python3 - $studies <<'END'
import csv, json, math, sys
def of(name, question):
    rows = {int(r["n"]): r for r in csv.DictReader(open(name + "/how-many.csv")) if r["question"] == question}
    return rows, [q for q in json.load(open(name + "/how-many.json"))["results"]["questions"] if q["question"] == question][0]
points, nothing = 0, []
for name, question, sizes in (("both", "groups", (8, 12, 20, 40)), ("both", "dowel", (5, 10, 20, 40)), ("change", "change", (8, 12, 20, 40)), ("nothing", "dowel", (5, 10, 20, 40, 80))):
    rows, plan = of(name, question)
    assert plan["without"] == 0, plan
    # the pool has the effect asked, but for bends and people's reactions
    assert plan["effect"] == plan["asked"] and abs(plan["measured"] - plan["asked"]) <= 3 * plan["sd"] / math.sqrt(plan["recorded"]), plan
    for n in sizes:
        power, formula = float(rows[n]["power"]), float(rows[n]["formula"])
        assert name != "nothing" or abs(formula - 0.05) < 1e-6, formula
        assert abs(power - formula) <= 3.5 * math.sqrt(max(formula * (1 - formula), 0.01) / int(sys.argv[1])) + 0.005, (question, n, power, formula)
        points += name != "nothing"
    print(name, question, [(n, rows[n]["power"], round(float(rows[n]["formula"]), 3)) for n in sizes])
assert points == 12
END
# the same simulated recordings, refused by hinge-run
plan noisy --groups a,b --noise 20 --effect groups:lumbar_fraction=0%
hinge-simulate -q -n $n --group sedentary --cue none --cue-effect 0 --reps 3 --rate 15 --noise 20 --format trc-b -o recorded
hinge-run -q --new recorded >/dev/null
hinge-run -q recorded/study.ini >said || true
python3 - $n <<'END'
import json, re, sys
of = json.load(open("noisy/how-many.json"))["results"]["questions"][0]
seen = int(re.search(r"\(n = (\d+)", open("said").read()).group(1))
assert of["without"] == 2 * (int(sys.argv[1]) - seen) > 0, (of, seen)
print("without", of["without"], "of", of["recorded"])
END
hinge-plan -q --how-many --rate 15 --reps 3 --pool $n --studies $studies --threads 3 -o threads --groups a --cues none,dowel --noise 0
cmp <(grep -v 'hinge-plan' nothing/how-many.md) <(grep -v 'hinge-plan' threads/how-many.md)
for file in json csv svg; do cmp nothing/how-many.$file threads/how-many.$file; done
