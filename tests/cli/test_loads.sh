#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1112 # the page has these quotes
# Light against heavy: from which load on a fault is there, up to which it is not, and the dose of
# lumbar flexion, as counted from the verdicts and severities of each repetition.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo file,participant,group,task,cue,trial,load_kg,mass_kg >list.csv
for kg in 0 8 16 24; do
    fault=()
    [ $kg -lt 16 ] || fault=(--fault lumbar_rounding --fault-probability 0.6)
    hinge-simulate -q -n 5 --seed $((kg + 3)) --reps 3 --cue none --task rdl --format trc-a "${fault[@]}" \
        --group trained -o k$kg
    for p in 1 2 3 4 5; do
        echo "k$kg/p00$p/rdl_none_1.trc,p00$p,trained,rdl,none,$kg,$kg,$((55 + 5 * p))" >>list.csv
    done
done
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
one=(--filter fault=lumbar_rounding -q --format csv --columns all)
hinge-table faults r.h5 "${one[@]}" --by participant,trial,rep -o reps.csv
hinge-table loads r.h5 "${one[@]}" --by participant -o people.csv
hinge-table loads r.h5 "${one[@]}" --by group -o group.csv
# the load that the study holds, in place of the lightest; a mistaken one is named
hinge-report -q r.h5 --main load_kg=16 -o held.html
grep -q '<h1[^>]*>At 16\( \|\xc2\xa0\|&nbsp;\)kg' held.html
status=0
hinge-report -q r.h5 --main load_kg=15 -o none.html 2>said || status=$?
[ $status -eq 2 ]
[ ! -e none.html ] && grep -q -- '--main: no recording that counts has load_kg=15' said
# heavy against light, of the same people
hinge-compare cues r.h5 --condition load_kg --factor load_kg --baseline 0 --filter load_kg=0,24 --format csv 2>said | sed -n 1,2p >change.csv
hinge-compare within r.h5 --outcome lumbar_fraction --condition load_kg --order 24,0 --filter load_kg=0,24 --format json -o within.json
hinge-compare cues r.h5 --condition load_kg --factor load_kg --baseline 0 --filter load_kg=0,24 -q --apa >said
grep -q '^24 kg: ' said
grep -q 'he lumbar fraction.* than at 0 kg (\|No clear change in lumbar fraction' said || { cat said; exit 1; }
if hinge-compare cues r.h5 --condition load_kg --baseline 0 2>said; then exit 1; fi
grep -q 'load_kg holds numbers; name them with --factor load_kg' said
heavy=(--filter "fault=lumbar_rounding&load_kg>=24" -q --format csv --columns all)
hinge-table loads r.h5 "${heavy[@]}" --by participant -o heavy.csv
hinge-table loads r.h5 "${heavy[@]}" --by group -o heavy_group.csv
hinge-table dose r.h5 -q --format csv -o dose.csv
python3 - <<'EOF'
import csv, json, math
from collections import defaultdict

rows = lambda name: list(csv.DictReader(open(name)))
lifts = defaultdict(list)
for r in rows("reps.csv"):
    lifts[r["participant"]].append((float(r["trial"]), r["state"], float(r["severity"])))
first, clear = {}, {}
for p in rows("people.csv"):
    own = lifts[p["participant"]]
    mass = 55 + 5 * int(p["participant"][1:])
    certain = [kg for kg, state, _ in own if state == "present"]
    over = min([kg for kg, state, _ in own if state in ("present", "above")], default=math.inf)
    below = [kg for kg, _, _ in own if kg < over]
    first[p["participant"]] = min(certain) if certain else None
    assert int(p["reps"]) == len(own) and p["n"] == "1" and int(p["with"]) == bool(certain), p
    assert p["first_kg"] == (f"{min(certain):g}" if certain else ""), (p, certain)
    assert not certain or abs(float(p["first_pct"]) - 100 * min(certain) / mass) < 1e-9, p
    assert p["clear_kg"] == (f"{max(below):g}" if below and not math.isinf(over) else ""), (p, below, over)
    assert p["clear_pct"] == (f"{100 * max(below) / mass:.0f}" if below and not math.isinf(over) else ""), (p, below, over)
change, = rows("change.csv")
t = json.load(open("within.json"))["results"]["paired_t"]
assert (change["cue"], change["outcome"], change["n"], t["n"]) == ("24", "lumbar_fraction", "5", 5), change
for own, other in ("diff", "mean_diff"), ("p", "p"):
    assert abs(float(change[own]) - t[other]) < 1e-12, (change, t)
group, = rows("group.csv")
assert int(group["n"]) == 5 and int(group["with"]) == sum(f is not None for f in first.values()), group
assert int(group["with"]) >= 2 and None in first.values(), "the cohort shows too little"
share, median = 1, None  # all who are censored are so at the largest load
for kg in sorted({f for f in first.values() if f is not None}):
    share -= sum(f == kg for f in first.values()) / 5
    median = kg if median is None and share <= 0.5 + 1e-9 else median
assert group["first_kg"] == (f"{median:g}" if median is not None else ""), (group, median)
def clear_of(below, over):  # whoever shows it at 24 kg already is clear below 24
    return "" if math.isinf(over) else f"{max(below):g}" if below else "<24"
heavy = []
for p in rows("heavy.csv"):
    own = [(kg, s) for kg, s, _ in lifts[p["participant"]] if kg >= 24]
    over = min([kg for kg, s in own if s in ("present", "above")], default=math.inf)
    heavy.append(clear_of([kg for kg, _ in own if kg < over], over))
    assert p["clear_kg"] == heavy[-1], (p, heavy)
    assert p["possible_kg"] == ("" if math.isinf(over) else f"{over:g}"), (p, over)
group, = rows("heavy_group.csv")
assert 2 * heavy.count("<24") > len(heavy) and group["clear_kg"] == "<24", (group, heavy)
for d in rows("dose.csv"):
    own = lifts[d["participant"]]
    deg = [max(0, s - 10) for _, _, s in own]
    assert abs(float(d["dose_deg"]) - sum(deg)) < 1e-6, (d, sum(deg))
    assert abs(float(d["per_rep_deg"]) - sum(deg) / len(deg)) < 1e-6, d
    assert abs(float(d["dose_deg_kg"]) - sum(g * kg for g, (kg, _, _) in zip(deg, own))) < 1e-4, d
    assert int(d["beyond"]) == sum(g > 0 for g in deg) and int(d["reps"]) == len(deg), d
EOF
# the page is of the lightest load and says so; each other one is tested against it, and the clearest of them is told
page() {
    hinge-report -q "$@" -o page.html
    PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text page.html >page
}
says() { grep -qE -- "$1" page || { echo "loads: $1: $(cat page)" >&2; exit 1; }; }
page r.h5
for kg in 8 16 24; do
    hinge-compare cues r.h5 --condition load_kg --factor load_kg --baseline 0 --filter load_kg=0,$kg --format csv -q | sed -n 1,2p >"change$kg.csv"
done
python3 - <<'EOF'
import csv, re

heavy = {kg: next(csv.DictReader(open(f"change{kg}.csv"))) for kg in (8, 16, 24)}
assert all((c["outcome"], c["n"], c["cue"]) == ("lumbar_fraction", "5", str(kg)) for kg, c in heavy.items()), heavy
text = re.sub("&nbsp;|\xa0", " ", open("page.html", encoding="utf-8").read())
page = re.sub("&nbsp;|\xa0", " ", open("page", encoding="utf-8").read())
points = lambda v: f"{100 * float(v):.1f}".replace("-", "−")
signed = lambda v: ("+" if float(v) > 0 else "") + points(v)
p_of = lambda p: f"{p:.3f}"[1:]
# Holm over three: each p times how many are left, never below that of a smaller one
holm, least = {}, 0
order = sorted(heavy, key=lambda kg: float(heavy[kg]["p"]))
for rank, kg in enumerate(order):
    least = holm[kg] = max(least, min(1, (3 - rank) * float(heavy[kg]["p"])))
for kg, c in heavy.items():  # a row each in the picture
    row = f"<title>{kg} kg against 0 kg: {signed(c['diff'])} ({points(c['ci_low'])} to {points(c['ci_high'])})</title>"
    assert text.count(row) == 1, row
clearest = order[0]
c = heavy[clearest]
assert clearest == 24 and float(c["p"]) < 0.05 < holm[clearest], "one p is clear alone, not of three"
change = f"{signed(c['diff'])} points (95% CI {points(c['ci_low'])} to {points(c['ci_high'])}"
level = f"{100 * float(c['baseline']):.0f}%"
for line in (f"At 0 kg, the spine made {level} of the bend; at 24 kg, no clear change in the spine’s share",
             f"From 0 to 24 kg: {change}), n = 5.",
             f"At 24 kg, no clear change in the spine’s share from that at 0 kg: {change}, Holm p = {p_of(holm[clearest])}, n = 5), "
             "not significant after correction for 3 conditions."):
    assert page.split("\n").count(line) == 1, line
# rows of the table: levels whole
rows = dict(re.findall(r'>(\d+) kg</th><td class="r">5</td><td class="r"><b>(\d+%)</b> \(\d+ to \d+\)', text))
want = {str(kg): f"{100 * float(c['cued']):.0f}%" for kg, c in heavy.items()}
assert {**want, "0": level} == rows, (rows, want)
EOF
says '^At 0 kg: .* judged faults'
says 'performed 60 repetitions of the Romanian deadlift in 20 recordings with 0, 8, 16 and 24 kg\.'
says 'Changes with the load \(each minus 0 kg\) were tested by the paired t test, with Holm’s correction over 3 loads\.'
# of groups the difference of their changes, as hinge-compare has it; one load is no condition
sed '2,$s/\(p00[12]\),trained/\1,novice/' list.csv >groups.csv
hinge-ingest -q groups.csv -o s.h5
hinge-analyze -q s.h5 -o g.h5
page g.h5
says '^At 0 kg, the spine made [0-9]+% of the bend in the novice group and [0-9]+% in the trained group; at 24 kg, too few people in each group for a test$'
says '^At 24 kg, the change in the spine’s share from that at 0 kg was .* in the novice group and .* in the trained group \(n = 2 and 3\); 5 people in each group are needed for a test\.$'
says '^The order of the loads is not known, so practice or tiring may be part of it\.$'
page r.h5 --filter load_kg=8
says '^At 8 kg, the spine made [0-9]+% of the bend$'
# an unknown load is one of its own
awk -F, -v OFS=, '$7 == 8 {$7 = ""} {print}' list.csv >unknown.csv
hinge-ingest -q unknown.csv -o s.h5
hinge-analyze -q s.h5 -o u.h5
page u.h5
grep -qE '>an unknown load</th><td class="r">5</td><td class="r"><b>[0-9]+%</b> \([0-9]+ to [0-9]+\)' page.html
[ "$(grep -oE 'row">([0-9]+.{1,2}kg|an unknown load)</th>' page.html | wc -l)" = 4 ] || exit 1 # each load once
# one person's sentence names the load, too
page r.h5 --filter participant=p001
says '^Without a cue at 0 kg, the spine made [0-9]+% of the bend'
