#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plan --how-many: the power of every row, the number of people and its interval beside integrals in Python (noncentral t
# as a normal over the root of a chi-square); the SD of a pilot's changes by hand from hinge-table reps; without an effect .05; one
# thread and three give the same bytes; people without a value are those of hinge-run on the same recordings.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
threads=1
plan() { # name option...
    name=$1
    shift
    hinge-plan -q --how-many --rate 10 --reps 3 --pool 20 --threads $threads -o "$name" "$@"
}
plan both --groups a,b --cues none,dowel,mirror --noise 0 --effect groups:lumbar_fraction=-6% --effect cue:dowel:lumbar_rounding=-1deg
plan noisy --groups a,b --noise 20 --effect groups:lumbar_fraction=0%
plan given --groups control,therapy --before-after --effect change:lumbar_fraction=3% --sd-effect lumbar_fraction=5%
# a pilot of two visits: 7 people, one without the second
for i in 1 2 3 4 5 6 7; do
    group=$([ $i -lt 4 ] && echo a || echo b)
    for visit in before after; do
        if [ $i$visit != 7after ]; then
            move=$(python3 -c "print(0.02*(($i*5)%7) if '$visit' == 'after' else 0)")
            hinge-simulate -q -n 1 --seed $i --cue none --reps 3 --rate 10 --format trc-b --noise 0 --move lumbar_share="$move" -o $i$visit
            [ -e pilot.csv ] || echo 'file,participant,group,session,cue,task' >pilot.csv
            sed 1d $i$visit/trials.csv | cut -d, -f1 | sed "s|.*|$i$visit/&,p$i,$group,$visit,none,bodyweight_hinge|" >>pilot.csv
        fi
    done
done
hinge-ingest -q pilot.csv -o p.h5
hinge-analyze -q p.h5 -o r.h5
plan pilot --groups a,b --before-after --effect change:lumbar_fraction=-4% --pilot r.h5
hinge-table reps r.h5 --format csv >reps.csv
python3 - <<'END'
import csv, json, math
def questions(name):
    rows = {}
    for r in csv.DictReader(open(name + "/how-many.csv")):
        rows.setdefault(r["question"], {})[int(r["n"])] = r
    return [(q, rows[q["question"]]) for q in json.load(open(name + "/how-many.json"))["results"]["questions"]]
def chi(df, f, most=9):  # the mean of f(s), s the root of a chi-square over df, up to `most`
    c, spread, n = math.log(2) + df / 2 * math.log(df / 2) - math.lgamma(df / 2), 7 / math.sqrt(2 * df), 200
    low, high = max(1e-4, 1 - spread), min(most, 1 + spread + 1 / df)
    h = (high - low) / n
    return h / 3 * sum((1 if k in (0, n) else 4 if k % 2 else 2) * f(s) * math.exp(c + (df - 1) * math.log(s) - df * s * s / 2)
                       for k in range(n + 1) for s in [low + k * h])
tail = lambda z: math.erfc(z / math.sqrt(2)) / 2
def root(f, low, high):
    for _ in range(44):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return low
seen = {}
def power(d, n, paired, alpha):
    df, ncp = ((n - 1), d * math.sqrt(n)) if paired else (2 * n - 2, d * math.sqrt(n / 2))
    t = seen.setdefault((df, alpha), None) or root(lambda t: chi(df, lambda s: 2 * tail(t * s)) - alpha, 0, 40)
    seen[df, alpha] = t
    return chi(df, lambda s: tail(t * s - ncp) + tail(t * s + ncp))
def sd_limit(df, p):  # where a chi-square over df has so much below, as an SD
    return 1 / root(lambda x: p - chi(df, lambda s: 1, x), 0.05, 4)
for name in ("both", "given", "pilot"):
    for q, rows in questions(name):
        if not q["effect"]:
            assert (q["question"], q["people_80"]) == ("mirror", None), q
            continue
        paired, pairs = q["test"] == "paired t", 2 if q["test"] == "paired t" else 1  # both groups do the cues
        alpha = 0.05 / (2 if q["question"] in ("dowel", "mirror") else 1)
        kept = 6 / 7 if name == "pilot" else 1  # one of seven had no second visit
        d = abs(q["effect"]) / q["sd"]
        for n in (8, 20, 45):
            assert abs(float(rows[n]["power"]) - power(d, n * pairs * kept, paired, alpha)) < 2e-4, (name, q["question"], n, rows[n])
        for goal, most in ((0.8, "people_80"), (0.9, "people_90")):
            n = q[most] * kept
            assert n < 5.9 or power(d, math.floor(n + 1e-9) * pairs, paired, alpha) >= goal > power(d, (math.floor(n + 1e-9) - 1) * pairs, paired, alpha), (name, q)
        if name == "given":
            assert (q["people_80_low"], q["sd_from"], q["sd"], q["people"]) == (None, "given", 0.05, 0), q
            continue
        for p, key in ((0.975, "people_80_low"), (0.025, "people_80_high")):
            n, d = q[key] * kept, abs(q["effect"]) / q["sd"] / sd_limit(q["sd_df"], p)
            assert n < 5.9 or power(d, (n * 0.98 - 1.2) * pairs, paired, alpha) < 0.8 < power(d, (n * 1.02 + 0.2) * pairs, paired, alpha), (name, key, q)
    print(name, [(q["question"], q["people_80_low"], q["people_80"], q["people_80_high"]) for q, _ in questions(name)])
q = dict((x["question"], x) for x, _ in questions("both"))
assert q["groups"]["sd_df"] == 19 and q["groups"]["plus"] == "a", q["groups"]  # the same people in both groups
assert abs(q["groups"]["measured"] + 0.06) < 0.01 and q["groups"]["sd_from"] == "pool", q["groups"]
# the change of each person of the pilot, and their SD within groups
value = {}
for r in csv.DictReader(open("reps.csv")):
    if r["phase"] == "descent" and r["lumbar_fraction"]:
        value.setdefault((r["group"], r["participant"]), {}).setdefault(r["session"], []).append(float(r["lumbar_fraction"]))
mean = lambda x: sum(x) / len(x)
change = {}
for (group, _), v in value.items():
    if len(v) == 2:
        change.setdefault(group, []).append(mean(v["after"]) - mean(v["before"]))
sd = math.sqrt(sum((x - mean(c)) ** 2 for c in change.values() for x in c) / sum(len(c) - 1 for c in change.values()))
q = questions("pilot")[0][0]
assert abs(q["sd"] - sd) < 1e-9 and q["sd_df"] == 4 and q["sd_from"] == "pilot", (q, sd)
q, rows = questions("noisy")[0]
assert q["without"] > 0 and q["people_80"] is None and abs(float(rows[20]["power"]) - 0.05) < 1e-6, q
q = questions("given")[0][0]
assert (q["plus"], q["minus"]) == ("therapy", "control"), q
END
threads=3
plan threads --groups a,b --noise 20 --effect groups:lumbar_fraction=0%
cmp <(grep -v 'hinge-plan' noisy/how-many.md) <(grep -v 'hinge-plan' threads/how-many.md)
for file in json csv svg; do cmp noisy/how-many.$file threads/how-many.$file; done
# the same simulated recordings, refused by hinge-run
hinge-simulate -q -n 20 --group sedentary --cue none --cue-effect 0 --reps 3 --rate 10 --noise 20 --format trc-b -o recorded
hinge-run -q --new recorded >/dev/null
hinge-run -q recorded/study.ini >said || true
python3 - <<'END'
import json, re
of = json.load(open("noisy/how-many.json"))["results"]["questions"][0]
seen = int(re.search(r"\bn = (\d+)", open("said").read()).group(1))
assert of["without"] == 2 * (20 - seen) > 0, (of, seen)
print("without", of["without"], "of", of["recorded"])
END
