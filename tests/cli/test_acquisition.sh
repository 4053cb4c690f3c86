#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Practice from plan to page: the tables acquisition and transfer are what the verdicts and means of
# the other tables give, and what was planted is found.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-plan -q --groups sedentary:4,trained:4 --cues none,wall_tap_3in,wall_tap_4in --practice 3 \
    --task bodyweight_hinge,rdl --name '{participant}/{session}_{task}_{cue}_{trial}.trc' -o .
grep -q '^## p01 (sedentary), session practice_2$' plan.md
grep -q 'rdl: no cue | “Do this task the way you normally do it.” Load' plan.md
grep -q 'hinge-table transfer results.h5 --by group' preregistration.md
hinge-simulate -q --list trials.csv --format trc-b --noise 1 --rate 30 --seed 3 --learn=-0.12 \
    --learn-bends 8 --retain 0.7 --transfer 0.5 -o .
# a list may name people and sessions in any order
{ head -1 trials.csv && sed 1d trials.csv | sort -r -t, -k1,1; } >list.csv
hinge-ingest -q list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
csv=(-q --format csv -o)
hinge-table faults r.h5 --by participant,session,task,cond_order,rep --columns all "${csv[@]}" faults.csv
hinge-table reps r.h5 --phase descent --columns keys,cond_order,lumbar_fraction "${csv[@]}" reps.csv
hinge-table summary r.h5 --by participant,session,task --phase descent --columns lumbar_fraction,mean "${csv[@]}" sessions.csv
hinge-table summary r.h5 --by participant,task --filter session=practice_1,practice_2,practice_3 --phase descent \
    --columns lumbar_fraction,mean "${csv[@]}" practice.csv
hinge-table acquisition r.h5 "${csv[@]}" people.csv
hinge-table acquisition r.h5 --by group "${csv[@]}" group.csv
hinge-table acquisition r.h5 --in-row 3 "${csv[@]}" three.csv
hinge-table transfer r.h5 "${csv[@]}" transfer.csv
# a metric of whole repetitions is of its own phase
hinge-table acquisition r.h5 --columns hip_flexion_largest_deg,lumbar_fraction "${csv[@]}" phases.csv
for of in hip_flexion_largest_deg,rep lumbar_fraction,descent; do
    grep -q ",$of," phases.csv
done
# faults together are of the baseline, one session: nothing is averaged over others
hinge-table together r.h5 -q >together.txt
grep -q '^Faults that people have at the baseline' together.txt
if grep 'over session' together.txt; then exit 1; fi
python3 - <<'PY'
import csv, math
from collections import defaultdict

rows = lambda name: list(csv.DictReader(open(name)))
T = 3.182446305284263  # qt(.975, 3): 4 people a group
group_of = {t["participant"]: t["group"] for t in rows("trials.csv")}
same = lambda a, b: abs(a - b) < 1e-9
at = lambda r: (r["participant"], r["session"], float(r["cond_order"]), int(r["rep"]))


def interval(x):
    m = sum(x) / len(x)
    half = T * math.sqrt(sum((v - m) ** 2 for v in x) / (len(x) - 1) / len(x))
    return m, m - half, m + half


def fieller(x, y):  # the ratios that a t test of y - r x does not reject, by halving
    inside = lambda r: (lambda m, low, high: low <= 0 <= high)(*interval([b - r * a for a, b in zip(x, y)]))
    r = sum(y) / sum(x)

    def end(far):
        near = r
        for _ in range(100):
            mid = (near + far) / 2
            near, far = (mid, far) if inside(mid) else (near, mid)
        return near
    assert inside(r) and not inside(r - 50) and not inside(r + 50)
    return r, end(r - 50), end(r + 50)


def slope(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


# the criterion is the planned outcome of wall taps: one movement, by its kinds (docs/faults.md)
ROUNDS = {"lumbar_rounding", "rounding_early", "rounding_late", "spine_over_hip", "neighbor_borrowing",
          "back_first_q1", "back_unfurl", "dowel_contact_lost"}
certain = defaultdict(bool)
for f in rows("faults.csv"):
    if f["session"].startswith("practice") and f["prevalence"] != "":
        certain[at(f)] |= f["certain_low"] == "1" and f["fault"] in ROUNDS
value = {at(r): float(r["lumbar_fraction"]) for r in rows("reps.csv") if r["session"].startswith("practice")}
cues = defaultdict(list)  # tables split cues, of which each session of practice has as many recordings
for name in "sessions.csv", "practice.csv":
    for r in rows(name):
        cues[r["participant"], r.get("session", "practice"), r["task"]].append(float(r["mean"]))
assert all(len(of) == 2 if stage.startswith("practice") else len(of) == 1 for (_, stage, _), of in cues.items()), cues
mean = {key: sum(of) / len(of) for key, of in cues.items()}
HINGE, RDL = "bodyweight_hinge", "rdl"
first, slopes, effect, lost, other = {}, {}, {}, {}, {}
for p in group_of:
    bends = sorted(b for b in certain if b[0] == p)
    assert len(bends) == 30 and bends == sorted(b for b in value if b[0] == p)
    for need in 5, 3:
        row, done = 0, None
        for i, b in enumerate(bends):
            row = 0 if certain[b] else row + 1
            done = done or (i + 1 if row == need else None)
        first[p, need] = done
    slopes[p] = (slope(range(30), [value[b] for b in bends]),
                 slope(range(3), [mean[p, f"practice_{i}", HINGE] for i in (1, 2, 3)]))
    effect[p] = [mean[p, s, HINGE] - mean[p, "before", HINGE] for s in ("practice", "after")]
    lost[p] = mean[p, "later", HINGE] - mean[p, "after", HINGE]
    other[p] = mean[p, "after", RDL] - mean[p, "before", RDL]
assert None in [first[p, 5] for p in group_of] and len(set(first.values())) > 4, "the cohort shows too little"
people = rows("people.csv")
assert len(people) == len(group_of)
for need, table in (5, people), (3, rows("three.csv")):
    for r in table:
        p = r["participant"]
        assert r["to_first"] == (str(first[p, need]) if first[p, need] else ""), (r, first[p, need])
        assert (r["reason"] == "NOT_REACHED") == (first[p, need] is None), r
        assert same(float(r["per_bend"]), slopes[p][0]) and same(float(r["per_session"]), slopes[p][1]), r
        assert same(float(r["cued_effect"]), effect[p][0]) and same(float(r["after_effect"]), effect[p][1]), r
        assert r["retention"] == r["after_low"] == "" and r["bends"] == "30", r
for r in rows("group.csv"):
    own = [p for p in group_of if group_of[p] == r["group"]]
    for name, x in ("per_bend", [slopes[p][0] for p in own]), ("per_session", [slopes[p][1] for p in own]):
        assert all(same(float(r[name + end]), v) for end, v in zip(("", "_low", "_high"), interval(x))), r
    after = [effect[p][1] for p in own]
    for name, x in ("cued", [effect[p][0] for p in own]), ("after", after):
        assert all(same(float(r[name + end]), v) for end, v in zip(("_effect", "_low", "_high"), interval(x))), r
    want = fieller(after, [lost[p] for p in own])
    assert all(same(float(r["retention" + end]), v) for end, v in zip(("", "_low", "_high"), want)), (r, want)
    reached = sorted(first[p, 5] for p in own if first[p, 5])
    share, median = 1, None  # who is censored is so at the last bend
    for bend in reached:
        share -= 1 / 4
        later = [b for b in reached if b > bend]
        if median is None and share <= 0.5:
            median = bend if share < 0.5 or not later else (bend + later[0]) / 2
    assert int(r["reached"]) == len(reached) and r["to_first"] == (f"{median:g}" if median else ""), (r, reached)
for r in rows("transfer.csv"):
    own = [p for p in group_of if group_of[p] == r["group"]]
    x, y = [effect[p][1] for p in own], [other[p] for p in own]
    assert (r["task"], r["practised"], r["n"], r["reason"]) == (RDL, HINGE, "4", ""), r
    assert all(same(float(r["ratio" + end]), v) for end, v in zip(("", "_low", "_high"), fieller(x, y))), r
    assert all(same(float(r[c]), v) for c, v in zip(("change", "ci_low", "ci_high"), interval(y))), r
    mx, my = sum(x) / 4, sum(y) / 4
    s = lambda a, b: sum((i - sum(a) / 4) * (k - sum(b) / 4) for i, k in zip(a, b))
    rho = s(x, y) / math.sqrt(s(x, x) * s(y, y))
    assert same(float(r["r"]), rho) and same(float(r["r_low"]), math.tanh(math.atanh(rho) - 1.959963984540054)), r
# what was planted, of all people: learned, kept, passed on
planted = defaultdict(list)
for t in rows("truth.csv"):
    _, name = t["file"].split("/")
    planted[t["participant"], name.split("_none")[0]].append(float(t["learned"]))
truth = lambda p, name: sum(planted[p, name]) / len(planted[p, name])
assert all(truth(p, "before_bodyweight_hinge") == 0 for p in group_of)
bias = lambda found, name: sum(found[p] - truth(p, name) for p in group_of) / 8
after = {p: e[1] for p, e in effect.items()}
left = {p: after[p] + lost[p] for p in group_of}
for found, name, least in (after, "after_bodyweight_hinge", 0.09), (left, "later_bodyweight_hinge", 0.06), (other, "after_rdl", 0.03):
    assert abs(bias(found, name)) < 0.015, (name, bias(found, name))
    assert -sum(truth(p, name) for p in group_of) / 8 > least, name
PY
# few people do not change clearly: no ratio, and why
hinge-table transfer r.h5 --by group --filter 'participant=p01,p05,p02,p06' "${csv[@]}" few.csv
hinge-table acquisition r.h5 --by group --filter 'session=before,practice_1&participant=p01,p02' "${csv[@]}" start.csv
python3 - <<'PY'
import csv
for r in csv.DictReader(open("few.csv")):
    clear = float(r["practised_low"]) * float(r["practised_high"]) > 0
    assert (r["ratio"] != "") == clear and (r["reason"] == "DEN_SMALL") == (not clear), r
start, = csv.DictReader(open("start.csv"))
assert start["after_effect"] == start["per_session"] == start["retention_reason"] == "" and start["n_after"] == "0", start
PY
# the page asks it of studies with practice alone
hinge-report r.h5 -o page.html 2>/dev/null
grep -q 'What did practice leave?' page.html
hinge-report r.h5 --filter session=before -o page.html 2>/dev/null
if grep -q 'What did practice leave?' page.html; then exit 1; fi
# stages are never pooled: the page is of the bends before practice, as the table with the filter told, and names no cue
hinge-report -q r.h5 --facts >facts.json
hinge-table summary r.h5 --filter 'task=bodyweight_hinge&stage=before' --phase descent --columns lumbar_fraction,n,mean "${csv[@]}" before.csv
hinge-table limits r.h5 "${csv[@]}" limits.csv
hinge-table limits r.h5 --by group --filter session=before "${csv[@]}" limits_before.csv
python3 - <<'END'
import csv, json
rows = lambda name: list(csv.DictReader(open(name)))
facts = json.load(open("facts.json"))
assert facts["head"]["main"] == "the bodyweight hinge before practice", facts["head"]
assert "cues" not in facts or facts["cues"] is None, "cues are worn in practice only"
page = {g["people"].split()[1]: (g["n"], g["m"]) for g in facts["share"]["measured"]["groups"]}
table = {r["group"]: (int(r["n"]), f"{100 * float(r['mean']):.0f}%") for r in rows("before.csv")}
assert page == table and len(page) == 2, (page, table)
told = {(r["group"], r["task"], r["stage"]): r["bent"] for r in rows("limits.csv")}
assert {s for _, _, s in told} == {"before", "practice", "after", "later"}, told
for r in rows("limits_before.csv"):
    assert told[r["group"], r["task"], "before"] == r["bent"], r
END
hinge-plot groups r.h5 -o groups.svg 2>caption
grep -qF 'Of the 8 recordings of 8 participants of the bodyweight hinge before practice, without a cue; ' caption
sed -n '1p; /^p01/s/,practice_/,visit_/p; /^p01.*,before,/p' list.csv >visits.csv
hinge-ingest -q visits.csv -o v.h5
hinge-analyze -q v.h5 -o w.h5
hinge-table acquisition w.h5 | grep -q '^No recording is of practice. Name the stages in the column session'
says() { if "${@:2}" 2>why; then exit 1; fi && grep -q -- "$1" why; }
says 'people learn in the sessions of a plan alone; give --list' hinge-simulate --learn=-0.1 -o x
says '--practice: before and after it no participant has a cue' hinge-plan --groups a:4 --cues dowel --practice 2 -o x
says '--sessions: practice has sessions of its own' hinge-plan --groups a:4 --cues none,dowel --practice 2 --sessions 2 -o x
says '--task: "rdl" is there twice' hinge-plan --groups a:4 --task rdl,rdl -o x
says 'add {task}' hinge-plan --groups a:4 --task rdl,squat --name '{cue}_{participant}' -o x
