#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# participants, flow, missing, ratios and waveforms against the same numbers computed by Python
# from the trial list, from the tables of repetitions and, where h5py is, from the arrays.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 7 --reps 3 --seed 4 --rate 30 -o raw
# sex and age of the people, one of them unknown; a file that cannot be read, a standing trial
awk -F, -v OFS=, 'NR == 1 { print $0, "sex", "age"; next }
    { p = substr($0, index($0, "p0") + 1, 3) + 0
      print $0, (p % 3 ? "f" : "m"), (p == 5 ? "" : 20 + 3 * p) }' raw/trials.csv >raw/list.csv
echo "x,y" >raw/bad.csv
head -1 raw/list.csv >raw/head
awk -F, -v OFS=, '{ for (i = 1; i <= NF; i++) at[$i] = i; n = NF
    for (i = 1; i <= n; i++) $i = ""
    $at["file"] = "bad.csv"; $at["participant"] = "p099"; $at["group"] = "trained"; print }' raw/head >>raw/list.csv
hinge-ingest -q raw/list.csv -o s.h5 2>/dev/null || [ $? -eq 4 ]
hinge-analyze -q s.h5 -o r.h5 2>/dev/null || [ $? -eq 4 ]
for v in trials reps participants flow ratios waveforms; do hinge-table $v r.h5 -o $v.csv; done
hinge-table participants r.h5 >participants.txt
hinge-table participants r.h5 --filter cue=dowel | grep -qE '^leg_length_m +- +m( +[0-9]\.[0-9]{2} \([0-9]\.[0-9]{2}\))+' # to the centimetre
hinge-table participants r.h5 | grep -qE '^thigh_length_m +- +m( +[0-9]\.[0-9]{2} \([0-9]\.[0-9]{2}\))+' # measured, beside the list's
hinge-table missing r.h5 --by group -o missing.csv
hinge-table summary r.h5 -o summary.csv
hinge-table summary r.h5 --wide --phase descent -o wide.csv
hinge-table summary r.h5 --phase descent --by participant,group,cue -o people.csv
hinge-table faults r.h5 --stat n_pct --sort -prevalence,fault -o faults.csv
# rows written block by block are those of the table at once, which a dictionary needs
for format in csv tsv json; do
    hinge-table faults r.h5 --by participant,cue,trial,rep -o blocks.$format
    hinge-table faults r.h5 --by participant,cue,trial,rep -o whole.$format --dictionary
    [ "$(wc -l <blocks.$format)" -gt 2048 ] && diff blocks.$format whole.$format
done
for table in variability waveforms; do
    hinge-table $table r.h5 --columns mean,sd -o blocks.csv
    hinge-table $table r.h5 --columns mean,sd -o whole.csv --dictionary
    [ "$(wc -l <blocks.csv)" -gt 2048 ] && diff blocks.csv whole.csv
done
cat >check.py <<'END'
import csv, math, statistics as st
read = lambda f: list(csv.DictReader(open(f)))
close = lambda a, b: abs(float(a) - b) <= 1e-9 * max(1, abs(b)) or (_ for _ in ()).throw(
    AssertionError((a, b)))
listed = [r for r in read("raw/list.csv") if r["file"] != "bad.csv"]
people = {}
for r in listed:
    people.setdefault(r["participant"], r)
groups = sorted({r["group"] for r in people.values()})
# participants
rows = {(r["variable"], r["level"], r["group"]): r for r in read("participants.csv")}
for g in groups + ["all"]:
    who = [r for r in people.values() if g in ("all", r["group"])]
    close(rows["n", "", g]["people"], len(who))
    ages = [float(r["age"]) for r in who if r["age"]]
    close(rows["age", "", g]["known"], len(ages))
    close(rows["age", "", g]["mean"], st.mean(ages))
    close(rows["age", "", g]["sd"], st.stdev(ages))
    women = sum(r["sex"] == "f" for r in who)
    close(rows["sex", "f", g]["with"], women)
    close(rows["sex", "f", g]["share"], women / len(who))
    close(rows["recordings", "", g]["mean"],
          st.mean(sum(t["participant"] == r["participant"] for t in listed) for r in who))
a, b = ([float(r["age"]) for r in people.values() if r["group"] == g and r["age"]]
        for g in dict.fromkeys(r["group"] for r in people.values()))
want = (st.mean(a) - st.mean(b)) / math.sqrt((st.variance(a) + st.variance(b)) / 2)
line = next(l.split() for l in open("participants.txt") if l.startswith("age"))
assert line[-1] == f"{want:.2f}", (line, want)
# flow
trials, reps = read("trials.csv"), read("reps.csv")
flow = {(r["step"], r["reason"]): r for r in read("flow.csv")}
assert len(flow) == len(read("flow.csv"))
close(flow["recorded", ""]["recordings"], len(trials))
close(flow["recorded", ""]["people"], len(people) + 1)
lost = [r for (s, _), r in flow.items() if s == "refused"]
close(sum(float(r["recordings"]) for r in lost), 1)
valid = {(r["participant"], r["cue"], r["rep"]) for r in reps if r["status"] == "ok"}
close(flow["used", ""]["recordings"], len(listed))
close(flow["used", ""]["people"], len(people))
close(flow["used", ""]["reps"], len(valid))
# ratios are the summary's numbers
same = {(r["group"], r["cue"], r["metric"], r["phase"]): r["mean"] for r in read("summary.csv")}
ratios = read("ratios.csv")
for r in ratios:
    assert r["mean"] == same[r["group"], r["cue"], r["metric"], r["phase"]], r
esola = {r["metric"]: r["published"] for r in ratios if r["phase"] == "descent"}
assert esola["lumbar_fraction_deg0_30"] == "0.66" and esola["lumbar_hip_ratio_deg60_90"] == "0.4"
assert not any(r["published"] for r in ratios if r["phase"] != "descent")
# a row per person: the same means, in columns
cells = {(r["participant"], r["metric"], r["cue"]): r["mean"] for r in read("people.csv")}
wide = read("wide.csv")
assert len(wide) == len(people)
n = 0
for r in wide:
    for name, value in r.items():
        metric, _, c = name.rpartition("_") # no cue of these has one
        if (r["participant"], metric, c) in cells:
            assert value == cells[r["participant"], metric, c], (name, value)
            n += 1
assert n == len(cells)
# quartiles and the interval of the summary are of those people
for r in read("summary.csv"):
    x = [float(v) for (p, m, c), v in cells.items() if v and m == r["metric"] and c == r["cue"]
         and people[p]["group"] == r["group"]]
    if r["phase"] != "descent" or len(x) < 3 or r["metric"].endswith("coupling_angle_deg"):
        continue
    q = st.quantiles(x, n=4, method="inclusive")
    for name, want in zip(("q1", "median", "q3"), q):
        close(r[name], want)
    t = {3: 4.302652729911275, 4: 3.182446305284263}[len(x)]
    close(r["ci_high"], st.mean(x) + t * st.stdev(x) / math.sqrt(len(x)))
# order and numbers of people
faults = read("faults.csv")
known = [(-float(r["prevalence"]), r["fault"]) for r in faults if r["prevalence"]]
assert known == sorted(known) and len(known) < len(faults)
assert all(r["prevalence"] for r in faults[:len(known)])
r = next(r for r in faults if float(r["people_with"] or 0) > 0)
with_it = round(float(r["people_with"]) * float(r["people"]))
assert r["n (%)"].startswith(f"{with_it} ("), r
try:
    import h5py, numpy
except ImportError:
    raise SystemExit(print("no h5py: missing and waveforms were not compared"))
f = h5py.File("r.h5")
text = lambda d: [(b"".join(t) if getattr(t, "ndim", 0) else t).decode().rstrip("\0")
                  for t in d[:]]
trial = f["/reps/trial"][:].astype(int)
who, cue = (text(f["/trials/" + c]) for c in ("participant", "cue"))
group = text(f["/trials/group"])
ok = f["/reps/valid"][:] > 0
# missing
labels = [text(f["/reps/" + n]) for n in ("metric", "phase")]
names = {r["reason"] for r in read("missing.csv")}
assert len(names) > 1
counted = {}
for r in read("missing.csv"):
    if r["metric"] == "onset_lag_s":
        key = r["group"], r["phase"]
        counted[key] = counted.get(key, 0) + float(r["missing"])
        close(r["share"], float(r["missing"]) / float(r["reps"]))
for (g, phase), n in counted.items():
    value = f["/reps/value"][:, labels[0].index("onset_lag_s"), labels[1].index(phase)]
    close(n, sum(ok[i] and group[trial[i]] == g and math.isnan(value[i])
                 for i in range(len(trial))))
# waveforms
curves = f["/waveforms/by_time"][:]
signals = text(f["/waveforms/signal"])
rows = {(r["participant"], r["cue"], r["signal"], float(r["percent"])): r
        for r in read("waveforms.csv")}
for p in people:
    for c in {r["cue"] for r in listed}:
        mine = [i for i in range(len(trial)) if ok[i] and who[trial[i]] == p and cue[trial[i]] == c]
        for q in (0, 37, 100):
            close(rows[p, c, "lumbar_flex", q]["mean"],
                  float(numpy.mean(curves[mine, signals.index("lumbar_flex"), q].astype(float))))
END
python3 check.py
# flow counts whom the other tables count: p001 has 3 usable repetitions of 4, which is less than 0.9
hinge-simulate -q -n 3 --reps 4 --seed 2 --rate 30 --cue none --group trained -o cut
sed -i '510,$d' cut/p001/bodyweight_hinge_none_1.trc
hinge-ingest -q cut/trials.csv -o c.s.h5 2>/dev/null
hinge-analyze -q c.s.h5 -o c.r.h5 --set agg.min_valid=0.9
used() { hinge-table flow c.r.h5 --format csv "$@" | sed -n 's/^,used,,//p'; }
counted() { # people and repetitions of the summary
    hinge-table summary c.r.h5 --by group --phase descent --format csv "$@" |
        awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
            $at["metric"] == "trunk_excursion_deg" { print $at["n"], $at["reps"] }'
}
[ "$(used)" = 2,2,8 ] && [ "$(counted)" = 2,8 ]
[ "$(used --allow-single)" = 3,3,11 ] && [ "$(counted --allow-single)" = 3,11 ]
[ "$(used --all-reps)" = 3,3,12 ] && [ "$(counted --all-reps)" = 3,12 ]
if hinge-table flow c.r.h5 --all-reps | grep -q 'whole and valid$\|under "used"'; then exit 1; fi
# decimals, medians side by side and intervals of Table 1 are those that were asked for
awk -F, -v OFS=, 'NR == 1 { print $0, "reach_cm", "turn"; next }
    { p = substr($2, 4) + 0; print $0, 10 * p * p, (p - 2.2) / 8 }' cut/trials.csv >cut/list.csv
hinge-ingest -q cut/list.csv -o c.s.h5 2>/dev/null
hinge-analyze -q c.s.h5 -o c.r.h5
table1() { hinge-table participants c.r.h5 "$@" | sed -n "s/^$variable  *//p" | tr -s ' '; }
variable=reach_cm # 10, 40, 90
[ "$(table1 --digits 3)" = "cm 46.667 (40.415)" ]
[ "$(table1 --stat median_iqr --digits 0)" = "cm 40 [25, 65]" ]
variable=turn # -0.15, -0.025, 0.1
[ "$(table1 --digits 1 --stat median_iqr)" = "- 0.0 [-0.1, 0.0]" ]
# 46.667 +- 4.302653 (t of 2 df) x 40.41452 / sqrt(3)
hinge-table participants c.r.h5 --format csv | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    $1 == "reach_cm" { n++; low = $at["ci_low"] - (-53.7291); high = $at["ci_high"] - 147.0624
        if (low * low > 1e-6 || high * high > 1e-6) exit 1 } END { exit n != 1 }'
# a covariate that is a number is a key, too: p001 has 10 cm, 3 usable repetitions
[ "$(hinge-table flow c.r.h5 --by reach_cm --format csv | grep ',used,')" = "$(printf '%s\n' 10,used,,1,1,3 40,used,,1,1,4 90,used,,1,1,4)" ]
for stat in mean_sd median_iqr mean_ci; do
    hinge-table summary c.r.h5 --wide --by group,cue --columns trunk_excursion_deg --phase descent \
        --stat $stat --format json | grep -o '"trunk_excursion_deg_none": *[-0-9.]*' | grep -o '[-0-9.]*$' >wide.txt
    hinge-table summary c.r.h5 --by group,cue --columns trunk_excursion_deg,mean,median --phase descent --format csv |
        awk -F, -v which="$([ $stat = median_iqr ] && echo median || echo mean)" '
            NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { print $at[which] }' >long.txt
    diff wide.txt long.txt
done
# a fault's threshold is the one that was judged by: 60 degrees of the knee at the dishwasher, 30 else
hinge-simulate -q -n 1 --reps 3 --rate 30 --cue none --group trained --task dishwasher -o dish
awk -F, -v OFS=, 'NR > 1 { $1 = "dish/" $1 } { print }' dish/trials.csv >tasks.csv
awk -F, -v OFS=, '$2 ~ /p00[23]/ { $1 = "cut/" $1; print }' cut/trials.csv >>tasks.csv
hinge-ingest -q tasks.csv -o t.s.h5 2>/dev/null
hinge-analyze -q t.s.h5 -o t.r.h5
judged() { hinge-table "$@" t.r.h5 --by task --filter fault=excessive_knee_flexion --format json |
    grep -oE '"(task|at|threshold)": *("[^"]*"|[0-9.]*)' | sed 's/.*: *//' | tr -d '"\n'; }
[ "$(judged faults)" = bodyweight_hinge30dishwasher60 ]
judged sensitivity | grep -q 'bodyweight_hingex 130bodyweight.*dishwasherx 160dishwasher'
# by another key, and what is no table
hinge-table participants r.h5 --by sex >sex.txt; grep -q '^variable .* f .* m ' sex.txt
hinge-table flow r.h5 --by group >flow.txt; grep -q '^trained *refused' flow.txt
if hinge-table participnts r.h5 2>said; then exit 1; fi
grep -q 'did you mean participants' said
if hinge-table waveforms r.h5 --filter signal=lumbr 2>said; then exit 1; fi
if hinge-table reps r.h5 --wide 2>said; then exit 1; fi
grep -q 'does not take it; summary does$' said
if hinge-table summary r.h5 --stat n_pct 2>said; then exit 1; fi
grep -q 'does not take it; faults does$' said
if hinge-table summary r.h5 --sort prevalence 2>said; then exit 1; fi
grep -q 'no column "prevalence"' said
[ "$(hinge-table summary r.h5 --columns lumbar_fraction --digits 1 | grep -c '[0-9]\.[0-9][0-9]')" -eq 0 ]
# tables of a comparison are its own numbers; a file that is none says what to do
hinge-compare cues r.h5 -o c.json
hinge-table cues c.json -o c.csv
hinge-compare cues r.h5 --format csv | diff c.csv -
hinge-table cues c.json --format markdown | grep -q '^| Peak lumbar flexion '
hinge-compare between r.h5 --outcome lumbar_fraction --group group --filter cue=none -o b.json
hinge-compare groups r.h5 --filter cue=none -o g.json
hinge-table groups g.json -o g.csv
hinge-compare groups r.h5 --filter cue=none --format csv 2>/dev/null | diff g.csv -
# and so are its sentences: a share has percentage points when it is read again, too
hinge-compare groups r.h5 --filter cue=none 2>/dev/null | sed -n 1p >sentence
grep -q '^Without a cue, the lumbar fraction was [0-9.]*% in' sentence
hinge-table groups g.json | grep -Fxf sentence
hinge-table cues c.json | grep -Fxq "$(hinge-compare cues r.h5 2>/dev/null | sed -n 1p)"
if hinge-table cues b.json 2>said; then exit 1; fi
grep -q 'this is of between, not of cues; hinge-compare between -o FILE.csv' said
if hinge-table cues r.h5 2>said; then exit 1; fi
grep -q 'not the JSON result of hinge-compare' said
# the JSON of a comparison that was refused is no table and no figure: it says why
hinge-compare roc r.h5 --outcome x --format json >refused.json 2>/dev/null || true
for tool in 'hinge-table groups' 'hinge-plot agreement'; do
    code=0
    $tool refused.json >said.out 2>said || code=$?
    [ "$code" -eq 3 ] && [ ! -s said.out ]
    grep -q "refused.json: hinge-compare roc gave no result: roc has no option 'outcome'" said
done
