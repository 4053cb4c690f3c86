#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Depth before the lower back bends: planted depths are found in noise-free recordings, and the tables
# limits and limit_curves are what Kaplan and Meier give for the repetitions of the table reps.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 16 --seed 5 --format trc-a --noise 0 -o .
hinge-simulate -q -n 8 --seed 5 --format trc-a --noise 0 --cue none --reps 2 -o furthest
{
    sed '1s/$/,role/; 1!s/$/,trial/' trials.csv
    sed '1d; s#^#furthest/#; s#,bodyweight_hinge,none,1,#,maxflex,none,1,#; s/$/,maxflex/' furthest/trials.csv
} >list.csv
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-table reps -q r.h5 --phase rep --format csv -o reps.csv --columns \
    keys,file,back_limit_reached,back_limit_depth_deg,back_limit_hip_of_max_pct,total_excursion_deg,hip_excursion_of_max_pct
hinge-table limits -q r.h5 --format csv -o cells.csv
hinge-table limits -q r.h5 --by participant,group,cue --format csv -o people.csv
hinge-table limit_curves -q r.h5 --format csv -o curves.csv
python3 - <<'EOF'
import csv, math
from collections import defaultdict

rows = lambda name: list(csv.DictReader(open(name)))
number = lambda text: float(text) if text not in ("", "nan") else math.nan


def curve(of):  # (depth, reached): share that stays straight after each depth
    share, out = 1, []
    for depth in sorted({d for d, _ in of}):
        risk = sum(d >= depth for d, _ in of)
        rounded = sum(d == depth and r for d, r in of)
        share *= 1 - rounded / risk
        out.append((depth, risk, rounded, share))
    return out


def median(of):
    steps = curve([o for o in of if not math.isnan(o[0])])
    for i, (depth, _, rounded, share) in enumerate(steps):
        if share > 0.5 + 1e-9:
            continue
        later = [d for d, _, r, _ in steps[i + 1:] if r]
        return (depth + later[0]) / 2 if abs(share - 0.5) < 1e-9 and later else depth
    return None


def same(a, b):
    return (a is None and math.isnan(b)) or (a is not None and abs(a - b) < 1e-9)


# planted depths
truth = {(t["file"], t["rep"]): number(t["back_limit_depth_deg"]) for t in rows("truth.csv")}
reps = [r for r in rows("reps.csv") if (r["file"], r["rep"]) in truth]
assert len(reps) > 100, len(reps)
for r in reps:
    planted, found = truth[r["file"], r["rep"]], number(r["back_limit_depth_deg"])
    assert math.isnan(planted) == math.isnan(found) == (r["back_limit_reached"] == "0"), r
    assert math.isnan(planted) or abs(planted - found) < 0.5, r

# people, then groups and cues
own = defaultdict(list)
hip = defaultdict(list)
for r in reps:
    key = r["participant"], r["group"], r["cue"]
    reached = r["back_limit_reached"] == "1"
    own[key].append((number(r["back_limit_depth_deg" if reached else "total_excursion_deg"]), reached))
    hip[key].append((number(r["back_limit_hip_of_max_pct" if reached else "hip_excursion_of_max_pct"]), reached))
person = {k: (median(v), True) if median(v) is not None else (max(d for d, _ in v), False) for k, v in own.items()}
people = rows("people.csv")
assert len(people) == len(person)
for p in people:
    key = p["participant"], p["group"], p["cue"]
    assert same(median(own[key]), number(p["depth_deg"])), (p, median(own[key]))
    assert (p["bent"] == "1") == person[key][1], p
    assert same(median(hip[key]), number(p["hip_of_max_pct"])), (p, median(hip[key]))
cell = defaultdict(list)
for (_, group, cue), v in person.items():
    cell[group, cue].append(v)
for c in rows("cells.csv"):
    of = cell[c["group"], c["cue"]]
    assert same(median(of), number(c["depth_deg"])), c
    assert int(c["n"]) == len(of) and int(c["bent"]) == sum(r for _, r in of), c
    for count in "rounded", "flexibility", "coordination", "not_told":
        assert int(c[count]) == sum(int(p[count]) for p in people if (p["group"], p["cue"]) == (c["group"], c["cue"])), c
for p in people:
    assert int(p["rounded"]) == int(p["flexibility"]) + int(p["coordination"]) + int(p["not_told"]), p
    reached = person[p["participant"], p["group"], p["cue"]]
    assert reached[1] == math.isnan(number(p["last_seen_deg"])) and (reached[1] or same(reached[0], number(p["last_seen_deg"]))), p
steps = defaultdict(list)
for r in rows("curves.csv"):
    steps[r["group"], r["cue"]].append(r)
for key, of in cell.items():
    want = curve(of)
    assert len(want) == len(steps[key])
    for (depth, risk, rounded, share), r in zip(want, steps[key]):
        assert same(depth, number(r["depth_deg"])) and int(r["at_risk"]) == risk and int(r["bent"]) == rounded, r
        assert same(share, number(r["straight"])), r
EOF
# why people round: from the start, or where the back takes over, of the largest hip bend; who stays straight has no barrier
for fault in none lumbar_rounding rounding_late hip_plateau_end; do
    echo "file,participant,group,task,cue,trial,role" >plan.csv
    for p in 1 2; do
        echo "$fault$p/1.trc,$fault$p,trained,bodyweight_hinge,none,1,maxflex"
        echo "$fault$p/2.trc,$fault$p,trained,bodyweight_hinge,none,2,trial"
    done | tee -a all.rows >>plan.csv
    planted=()
    [ $fault = none ] || planted=(--fault "$fault")
    hinge-simulate -q --list plan.csv --seed ${#fault} --reps 3 --format trc-a --noise 1 "${planted[@]}" -o why --force
done
{ head -n 1 plan.csv && cat all.rows; } >why/all.csv
hinge-ingest -q why/all.csv -o w.h5
hinge-analyze -q w.h5 -o w.r.h5
hinge-table limits -q w.r.h5 --by participant --format csv -o barriers.csv
python3 - <<'EOF'
import csv

for r in csv.DictReader(open("barriers.csv")):
    used, fault = r["hip_used_pct"], r["participant"][:-1]
    told = [int(r[c]) for c in ("rounded", "flexibility", "coordination", "not_told")]
    if fault == "none":
        assert told == [0, 0, 0, 0] and used == r["break_depth_deg"] == "", r
    elif fault == "lumbar_rounding":  # a straight line, steep from the start
        assert told == [1, 0, 1, 0] and float(used) == 0 and r["break_depth_deg"] == "", r
    elif fault == "rounding_late":  # the hips go on
        assert told == [1, 0, 0, 1] and 70 < float(used) < 78 and float(r["share_before"]) < 0.1 < 0.5 < float(r["share_after"]), r
    else:  # the hips hardly go on; 90 is flexibility
        assert told[0] == 1 and told[1] + told[3] == 1 and 88 < float(used) < 92 and told[1] == (float(used) >= 90), r
EOF
# a back that cannot be seen has no depth, and the table says why
hinge-simulate -q -n 2 --seed 1 --format csv-mediapipe -o phone
hinge-ingest -q phone/trials.csv -o p.h5
hinge-analyze -q p.h5 -o q.h5
hinge-table limits -q q.h5 --format csv -o phone.csv
grep -q TIER_C_NO_LUMBAR phone.csv
hinge-plot limits q.h5 -o p.svg 2>said && exit 1
grep -q 'no participant has a depth at which the lower back bends' said
hinge-plot limits r.h5 --by cue --filter group=trained -o l.svg 2>/dev/null
# eight people: the table's median; of four no estimate, how many had bent so far
columns=
said() { hinge-plot limits r.h5 "$@" -q -o l.svg 2>/dev/null; hinge-table limits r.h5 "$@" -q --columns "$columns" --format tsv | tail -n 1; }
columns=depth_deg said --by cue --filter 'group=trained&cue=none' >depth
grep -q "half by $(awk '{ printf "%.0f", $NF }' depth)°" l.svg
columns=bent said --by group --filter 'participant=p002,p004,p006,p008&cue=none' >few
grep -q "trained: $(awk '{ print $NF }' few) of 4, n = 4" l.svg
! grep -q 'half by' l.svg || exit 1
# 10 degrees are not called rounding: columns, notes, figure, metrics, parameter
{
    hinge-table limits r.h5 --columns n,bent,depth_deg --format tsv
    hinge-table limit_curves r.h5 --format tsv
    hinge-plot limits r.h5 --by cue -o l.svg
    cat l.svg
    grep -A 16 '^### Depth before' "$HINGE_ROOT/docs/metrics.md"
    hinge-analyze --print-config | grep -B 2 '^limit.lumbar_deg'
} >texts 2>&1
grep -q 'lumbar flexion from standing at which' texts
! sed 's/stroke-linejoin="round"//g' texts | grep -i -w 'round[a-z]*' || exit 1
