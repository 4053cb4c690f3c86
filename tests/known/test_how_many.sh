#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plan --how-many: without noise and refusals the power is that of the noncentral t, within 3.5 standard errors (Welch's
# from 8 people on, whose degrees of freedom are then those of the formula); without an effect .05; one thread and three give
# the same bytes. HINGE_HOW_MANY=points (test_how_many_points.sh): of cues and changes, too, at 12 points; people without a value
# are those of hinge-run on the same recordings. full: likewise with 400 people, 2,000 studies.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
n=20
studies=200
rate=10
threads=1
all=${HINGE_HOW_MANY:-}
if [ -n "$all" ]; then
    studies=400
    rate=15
fi
if [ "$all" = full ]; then
    n=400
    studies=2000
fi
plan() { # name option...
    name=$1
    shift
    hinge-plan -q --how-many --rate $rate --reps 3 --pool $n --studies $studies --threads $threads -o "$name" "$@"
}
if [ -n "$all" ]; then
    plan both --groups a,b --cues none,dowel --noise 0 --effect groups:lumbar_fraction=-6% --effect cue:dowel:lumbar_rounding=-1deg
    plan change --groups a,b --before-after --noise 0 --effect change:lumbar_fraction=3%
    plan nothing --groups a --cues none,dowel --noise 0
else
    plan groups --groups a,b --noise 0 --effect groups:lumbar_fraction=-6%
fi
plan noisy --groups a,b --noise 20 --effect groups:lumbar_fraction=0%
python3 - $studies "$all" <<'END'
import csv, json, math, sys
def of(name, question):
    rows = {int(r["n"]): r for r in csv.DictReader(open(name + "/how-many.csv")) if r["question"] == question}
    return rows, [q for q in json.load(open(name + "/how-many.json"))["results"]["questions"] if q["question"] == question][0]
points = 0
plans = (("both", "groups", (8, 12, 20, 40)), ("both", "dowel", (5, 10, 20, 40)), ("change", "change", (8, 12, 20, 40)), ("nothing", "dowel", (5, 10, 20, 40, 80)))
if not sys.argv[2]:
    plans = (("groups", "groups", (8, 12, 20, 40)),)
for name, question, sizes in plans + (("noisy", "groups", (20, 40, 80)),):
    rows, plan = of(name, question)
    assert (plan["without"] > 0) == (name == "noisy"), plan
    # the pool has the effect asked, but for bends and people's reactions
    assert plan["effect"] == plan["asked"] and abs(plan["measured"] - plan["asked"]) <= 3 * plan["sd"] / math.sqrt(plan["recorded"]), plan
    for n in sizes:
        power, formula = float(rows[n]["power"]), float(rows[n]["formula"])
        assert plan["asked"] != 0 or abs(formula - 0.05) < 1e-6, formula
        assert abs(power - formula) <= 3.5 * math.sqrt(max(formula * (1 - formula), 0.01) / int(sys.argv[1])) + 0.005, (question, n, power, formula)
        points += plan["asked"] != 0
    print(name, question, [(n, rows[n]["power"], round(float(rows[n]["formula"]), 3)) for n in sizes])
assert points == (12 if sys.argv[2] else 4)
END
threads=3
plan threads --groups a,b --noise 20 --effect groups:lumbar_fraction=0%
cmp <(grep -v 'hinge-plan' noisy/how-many.md) <(grep -v 'hinge-plan' threads/how-many.md)
for file in json csv svg; do cmp noisy/how-many.$file threads/how-many.$file; done
[ -n "$all" ] || exit 0
# the same simulated recordings, refused by hinge-run
hinge-simulate -q -n $n --group sedentary --cue none --cue-effect 0 --reps 3 --rate $rate --noise 20 --format trc-b -o recorded
hinge-run -q --new recorded >/dev/null
hinge-run -q recorded/study.ini >said || true
python3 - $n <<'END'
import json, re, sys
of = json.load(open("noisy/how-many.json"))["results"]["questions"][0]
seen = int(re.search(r"\bn = (\d+)", open("said").read()).group(1))
assert of["without"] == 2 * (int(sys.argv[1]) - seen) > 0, (of, seen)
print("without", of["without"], "of", of["recorded"])
END
