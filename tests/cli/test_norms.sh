#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Centiles of a cohort by age and sex: what R makes of the people's values, and none where there
# are too few people, an age is outside or a person was measured differently.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
has() { cat >seen; grep -q "$@" seen; } # reads to the end: nothing breaks off
hinge-simulate -q -n 60 --seed 9 --format trc-a --rate 30 --reps 3 --cue none -o a
hinge-simulate -q -n 4 --seed 3 --format trc-b --rate 30 --reps 3 --cue none -o b
cat >people.py <<'END'
import csv, sys
def add(folder, age, sex):
    rows = list(csv.DictReader(open(folder + "/trials.csv")))
    for i, row in enumerate(rows):
        row["age"], row["sex"] = age(i), sex(i)
    with open(folder + "/trials.csv", "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
add("a", lambda i: 20 + i * 37 % 50, lambda i: "m" if i % 4 == 0 else "f")  # 15 men, 45 women
add("b", lambda i: 40, lambda i: "f")
END
python3 people.py
for s in a b; do
    hinge-ingest -q $s/trials.csv -o $s.study.h5
    hinge-analyze -q $s.study.h5 -o $s.h5
done
hinge-table norms a.h5 --columns lumbar_fraction --format csv >bands.csv
hinge-table summary a.h5 --by participant --phase descent --columns lumbar_fraction --format csv >values.csv
hinge-table norms a.h5 --norms a.h5 --columns lumbar_fraction --format csv >own.csv
{ echo participant,age,sex,lumbar_fraction
  sed 1d own.csv | cut -d, -f1,3,4,5 | awk -F, '{ print $1 "," $3 "," $2 "," $4 }'; } >cohort.csv
hinge-table norms a.h5 --norms cohort.csv --columns lumbar_fraction --format csv >against.csv
cmp own.csv against.csv
hinge-table norms b.h5 --norms a.h5 --columns lumbar_fraction --format csv >other.csv
cat >check.py <<'END'
import csv, math
def read(name): return list(csv.DictReader(open(name)))
values = {r["participant"]: float(r["mean"]) for r in read("values.csv") if r["metric"] == "lumbar_fraction"}
own = read("own.csv")
women = [(float(r["age"]), values[r["participant"]]) for r in own if r["sex"] == "f"]
assert len(women) == 45 and len(values) == 60
n = len(women)
ma, mv = sum(a for a, _ in women) / n, sum(v for _, v in women) / n
sxx = sum((a - ma) ** 2 for a, _ in women)
slope = sum((a - ma) * (v - mv) for a, v in women) / sxx
s = math.sqrt(sum((v - mv - slope * (a - ma)) ** 2 for a, v in women) / (n - 2))
for r in read("bands.csv"):
    if r["sex"] == "m":
        assert r["reason"] == "fewer than 20 people" and r["value"] == "" and r["n"] == "15", r
        continue
    age, z = float(r["age"]), {"5": -1.6448536269514722, "25": -.6744897501960817, "50": 0,
                               "75": .6744897501960817, "95": 1.6448536269514722}[r["centile"]]
    want = mv + slope * (age - ma) + z * s
    t = 2.016692199227822  # 43 degrees of freedom
    wide = t * s * math.sqrt(1 / n + (age - ma) ** 2 / sxx + z * z / (2 * (n - 2)))
    assert abs(float(r["value"]) - want) < 1e-9, (r, want)
    assert abs(float(r["ci_high"]) - want - wide) < 1e-9, (r, wide)
    assert int(r["n"]) == sum(abs(a - age) <= 5 for a, _ in women), r
for r in own:
    if r["sex"] == "m":
        assert r["centile"] == "" and r["reason"] == "fewer than 20 people", r
    else:
        z = (values[r["participant"]] - mv - slope * (float(r["age"]) - ma)) / s
        assert abs(float(r["centile"]) - 50 * math.erfc(-z / math.sqrt(2))) < 1e-7, r
        assert float(r["ci_low"]) < float(r["centile"]) < float(r["ci_high"])
assert {r["reason"] for r in read("other.csv")} == {"measured differently than the cohort"}
END
python3 check.py
sed 's/,[0-9][0-9],f,/,30,f,/' cohort.csv >young.csv
hinge-table norms b.h5 --norms young.csv --columns lumbar_fraction --format csv | grep -q 'outside the ages of the cohort'
{ cat cohort.csv; tail -n 1 cohort.csv; } >twice.csv
hinge-table norms a.h5 --norms twice.csv --columns lumbar_fraction --format csv | grep -q 'a person is in the cohort twice'
cut -d, -f1,3,4 cohort.csv >ageless.csv
status=0
hinge-table norms a.h5 --norms ageless.csv 2>err || status=$?
[ $status = 3 ]
grep -q 'no column age' err

hinge-simulate -q -n 2 --seed 4 --format trc-a --rate 30 --reps 3 --cue none -o c
hinge-ingest -q c/trials.csv -o c.study.h5
hinge-analyze -q c.study.h5 -o c.h5
hinge-table norms c.h5 | grep -q 'no age in the trial list'

# --- the sheet, only when asked ---
hinge-report a.h5 --participant p002 --sheet -o plain.html
if grep -q 'people of your age' plain.html; then exit 1; fi
hinge-report a.h5 --participant p002 --sheet --norms a.h5 -o sheet.html
[ "$(grep -c 'of people of your age and sex have a lower number' sheet.html)" -ge 1 ]

# --- below or above everybody: neither none nor all ---
sed '2,$s/[^,]*$/0.0&/' cohort.csv | sed 's/0\.00\./0.0/' >low.csv
sed '2,$s/0\.\([0-9]*\)$/9.\1/' cohort.csv >high.csv
for way in low:'>99' high:'<1'; do
    hinge-table norms a.h5 --norms ${way%:*}.csv --columns lumbar_fraction --filter participant=p002 |
        has "1 *${way#*:} *${way#*:} *${way#*:} "
    hinge-report a.h5 --participant p002 --sheet --norms ${way%:*}.csv -o ${way%:*}.html
done
sed 's/<[^>]*>//g' low.html | has 'more than 99% of people of your age and sex have a lower number'
sed 's/<[^>]*>//g' high.html | has 'fewer than 1% of people of your age and sex have a lower number'
status=0
hinge-report a.h5 --participant p001 --sheet --norms a.h5 -o man.html 2>err || status=$?
[ $status = 3 ]
grep -q 'no centile of p001 in a.h5: fewer than 20 people' err
[ ! -e man.html ]

# --- cohorts of other files: each sex by its own word, each reason the true one ---
norms() { hinge-table norms "$@" --no-provenance --columns lumbar_fraction; }
sed 's/,f,/,Female,/; s/,m,/,Male,/; 1s/.*/participant,Age,Sex,lumbar_fraction/' cohort.csv >words.csv
norms a.h5 --norms words.csv --format csv | cmp own.csv -
sed 's/,f,/,2,/; s/,m,/,1,/' cohort.csv >codes.csv
norms a.h5 --norms codes.csv | has 'the cohort has only sex [12], [12]$'
sed 's/,[0-9]*,\([fm]\)/,,\1/' cohort.csv >noages.csv
norms a.h5 --norms noages.csv | has 'no age in the cohort'
cut -d, -f1,2,4 cohort.csv >nosex.csv
norms a.h5 --norms nosex.csv >nosex
grep -q 'gives no sex: people are compared by age alone' nosex
grep -q '^p001 .* 60  -$' nosex
hinge-report a.h5 --participant p001 --sheet --norms nosex.csv | sed 's/<[^>]*>//g' |
    has 'of people of your age have a lower number'
hinge-table norms a.h5 --norms cohort.csv | has 'hip_excursion_deg .*the cohort does not have this metric'
sed 's/lumbar_fraction/other/' cohort.csv >other.csv
status=0
hinge-report a.h5 --participant p002 --sheet --norms other.csv 2>err || status=$?
[ $status = 3 ]
grep -q 'a cohort needs one of the columns' err
[ "$(grep -c -e --columns err)" = 0 ]

# --- what is compared with what ---
norms a.h5 --norms a.h5 --filter group=trained | has '^p002 .* 45  -$'
norms a.h5 --norms a.h5 --filter 'group=trained&cue=none' | has 'cohort is filtered too: cue=none\.'
norms a.h5 --norms cohort.csv --filter cue=none --phase ascent |
    has 'phase is not known (here: ascent), and --filter does not choose in it'
norms a.h5 --norms cohort.csv --format markdown | has '| Age (years) |'
hinge-simulate -q -n 2 --seed 4 --format trc-a --rate 30 --reps 3 -o d
hinge-ingest -q d/trials.csv -o d.study.h5
hinge-analyze -q d.study.h5 -o d.h5
norms d.h5 --norms cohort.csv | has '^Averaged over cue (none, dowel); --filter chooses one\.$'
norms d.h5 --norms d.h5 | has '^Cohort: Averaged over cue (none, dowel)'

# --- a run's tables and report have them when study.ini names the cohort, which is one of its inputs ---
mkdir study
cp -r a/p00[1-4] study
sed '1p;/^p00[1-4]\//!d' a/trials.csv >study/trials.csv
run() { printf '[run]\n%s\n' "$1" >study/study.ini; hinge-run study/study.ini >said 2>&1; }
heading='Each participant among a cohort, by age and sex'
run ''
[ ! -e study/results/tables/norms.csv ]
[ "$(grep -c "$heading" study/results/report.html)" = 0 ]
run 'norms = ../cohort.csv'
hinge-table norms study/results/results.h5 --norms cohort.csv --columns all --format csv >wanted.csv
cmp wanted.csv study/results/tables/norms.csv
grep -q "$heading" study/results/report.html
hinge-run study/study.ini 2>&1 | has '4/6 tables: nothing has changed'
sed 's/^\(p05[0-9],[0-9]*\)/\10/' cohort.csv >older.csv && mv older.csv cohort.csv
hinge-run study/study.ini 2>&1 | has '4/6 tables: …'
status=0
run 'norms = nothing.h5' || status=$?
[ $status = 2 ]
has 'norms = nothing.h5: cannot be read; name a results file or a CSV of people' <said
run 'norms = ../other.csv'
has '^note  *no norms table: ' <said
grep -q "$heading: .*a cohort needs one of the columns" study/results/report.html
run ''
[ ! -e study/results/tables/norms.csv ]
hinge-report -q a.h5 --norms cohort.csv | has "$heading (180 rows)"

# --- a file that is no cohort is an error, before anything is made of it ---
printf 'participant,sex,lumbar_fraction\np001,f,0.2\n' >ageless.csv
for wrong in a.study.h5 nothing.h5 ageless.csv; do
    status=0
    hinge-table norms a.h5 --norms $wrong 2>wanted || status=$?
    [ $status = 3 ]
    hinge-report -q a.h5 --norms $wrong -o wrong.html 2>err || status=$?$status
    [ $status = 33 ]
    sed 's/^hinge-table/hinge-report/' wanted | cmp - err
    [ ! -e wrong.html ]
done
status=0
run 'norms = ../a.study.h5' || status=$?
[ $status = 3 ]
has 'a.study.h5: this is a study file' <said

# --- a report and a run place what people do without a cue, as the sheet does ---
norms d.h5 --norms cohort.csv --filter cue=none --format csv >none.csv
norms d.h5 --norms cohort.csv --format csv >mean.csv
if cmp -s none.csv mean.csv; then exit 1; fi
cp -r d cued
printf '[run]\nnorms = ../cohort.csv\nformats = csv\ntables = norms\n' >cued/study.ini
hinge-run -q cued/study.ini
hinge-table norms d.h5 --norms cohort.csv --filter cue=none --columns all --format csv >none.csv
cmp none.csv cued/results/tables/norms.csv
for from in '' cue=dowel; do
    hinge-report -q d.h5 --norms cohort.csv ${from:+--filter $from} -o cued.html
    sed 's/<[^>]*>/ /g' cued.html >words
    said=$(grep -c 'Only recordings with cue none count here' words || true)
    [ "$said" = $((${#from} == 0)) ]
done

# --- a metric of the whole repetition has nothing in the descent: both tables say where it has ---
hint='^trunk_p50_deg has no value in phase descent; it has in phase rep: --phase rep\.$'
hinge-table norms a.h5 --norms a.h5 --columns trunk_p50_deg >hinted
[ "$(grep -c "$hint" hinted)" = 1 ]
hinge-table norms a.h5 --columns trunk_p50_deg | has "$hint"
hinge-table norms a.h5 --norms a.h5 --columns trunk_p50_deg --phase rep | has '^p002 .* 45  -$'
hinge-table summary a.h5 --columns trunk_p50_deg --phase descent | has "$hint"
for phase in 'rep --columns trunk_p50_deg' 'descent --columns all'; do
    # shellcheck disable=SC2086
    hinge-table summary a.h5 --phase $phase >plain
    [ "$(grep -c 'has no value in phase' plain)" = 0 ]
done
# a cohort without the cue that people are compared by: said as it is, not as a filter of nobody's
hinge-simulate -q -n 2 --seed 4 --format csv-mediapipe --reps 2 -o k
sed '/_none_/d' k/trials.csv >k/dowel.csv
for s in trials dowel; do
    hinge-ingest -q k/$s.csv -o k/$s.study.h5
    hinge-analyze -q k/$s.study.h5 -o k/$s.h5
done
hinge-report -q k/trials.h5 --baseline none --norms k/dowel.h5 -o k/page.html
has 'k/dowel.h5 has no recordings with cue &quot;none&quot;, the only ones that are compared here' <k/page.html
