#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a site shares tells no person, and sites pooled from it are as their people together.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >make.py <<'END'
import random
random.seed(11)
def site(name, groups, cues=("none", "dowel", "tap"), alike=()):
    shift = random.gauss(0, 2)
    with open(name + ".csv", "w") as f:
        f.write("participant,site,group,cue,v\n")
        for group, n in groups:
            for i in range(n):
                own = random.gauss(0, 3)
                for k, cue in enumerate(cues):
                    v = 40 if group in alike else 40 + shift + own - k + random.gauss(0, 2)
                    f.write(f"{name}_secret{group}{i},{name},{group},{cue},{v!r}\n")
site("leeds", [("sed", 9), ("tra", 7)])
site("york", [("sed", 6), ("tra", 12)])
site("hull", [("sed", 8), ("tra", 5)])
site("small", [("sed", 3), ("tra", 20)])
site("three", [("a", 3), ("b", 4), ("c", 20)])
site("few", [("sed", 2), ("tra", 2)])
site("same", [("sed", 8), ("tra", 9)], alike=("sed",))
END
python3 make.py
share() { hinge-export "$1.csv" --shareable --outcome v --condition cue --group group -o "${2-$1}.json" -q; }
for s in leeds york hull small three same; do share $s; done
hinge-export leeds.csv --shareable --outcome v --condition cue --group group --site leeds >again.json
cmp leeds.json again.json
if grep -il 'secret\|participant"\|/tmp' leeds.json york.json hull.json small.json three.json same.json; then exit 1; fi

# --- a group of too few, or of one value, is never told by itself nor by a total minus the rest ---
cells() { python3 -c 'import json,sys
for o in json.load(open(sys.argv[1]))["outcomes"]:
    print(*(str(c.get("groups_together", "+".join(c["groups"]))) + ":" + str(c["n"]) for c in o["cells"]))' "$1.json"; }
[ "$(cells leeds)" = "sed:9 tra:7" ]
[ "$(cells small)" = "2:23" ]
[ "$(cells three)" = "c:20 2:7" ]
[ "$(cells same)" = "2:17" ]
hinge-export three.csv --shareable --outcome v --condition cue --group group --min-people 8 -o eight.json -q
[ "$(cells eight)" = "3:27" ]
nothing() { # arguments of an export that has nothing to share
    local status=0
    hinge-export "$@" --shareable --condition cue -o nothing.json -q 2>err || status=$?
    if [ $status != 3 ] || [ -e nothing.json ] || ! grep -q 'nothing can be shared: too few people' err; then
        echo "export $*: $status"
        cat err nothing.json
        exit 1
    fi
}
nothing few.csv --outcome v --group group

# --- a column of groups that names people gets into no file; joined groups have no names ---
nothing leeds.csv --outcome v --group participant
sed '1s/$/,born/; 2,$s/\(secret[a-z]*[0-9]*\),\(.*\)/\1,\2,of_\1/' small.csv >born.csv
grep -q 'of_secretsed0$' born.csv
nothing born.csv --outcome v --group born
sed 's/of_secrettra.*/many/' born.csv >most.csv
hinge-export most.csv --shareable --outcome v --condition cue --group born -o most.json -q
[ "$(cells most)" = "4:23" ]
if grep -q secret most.json; then exit 1; fi
status=0
hinge-export leeds.csv --shareable --outcome v --group group >out 2>err || status=$?
[ $status = 2 ] && [ ! -s out ] && grep -q 'give --site NAME' err

# --- few values: one that fewer people have is told by mean and variance ---
cat >few.py <<'END'
import random
random.seed(5)
with open("faults.csv", "w") as f:
    f.write("participant,group,cue,share,fault,wide\n")
    for group, n in (("a", 5), ("b", 12), ("c", 14)):
        for i in range(n):
            for k, cue in enumerate(("none", "tap")):
                f.write(f"{group}{i},{group},{cue},{random.randrange(6) / 5},{int(i % 2)},{random.randrange(900) / 10}\n")
END
python3 few.py
nothing faults.csv --outcome share --group group
hinge-export faults.csv --shareable --outcome fault --condition cue --group group -o fault.json -q
[ "$(cells fault)" = "c:14 2:17" ] # a value of a has 2 people; of b and c 6 or more
grep -q '"together": "too few people, or too few people of each value"' fault.json
hinge-export faults.csv --shareable --outcome wide --condition cue --group group -o wide.json -q
[ "$(cells wide)" = "a:5 b:12 c:14" ]

# --- as all people together ---
{ cat leeds.csv; sed 1d york.csv; sed 1d hull.csv; } >all.csv
hinge-compare pooled leeds.json york.json hull.json --format json >pooled.out
hinge-compare lmm all.csv --formula 'v ~ site + group * cue + (1 | participant)' --ddf satterthwaite \
    --emm 'cue,group by cue' --format json >lmm.out
for s in leeds york hull; do
    hinge-compare within $s.csv --outcome v --condition cue --order dowel,none --participant participant \
        --format json >$s.within
    hinge-compare between $s.csv --outcome v --group group --filter cue=none --participant participant \
        --format json >$s.between
done
cat >check.py <<'END'
import json
def results(name): return json.load(open(name))["results"]
pooled, lmm = results("pooled.out"), results("lmm.out")
def near(a, b, rel=1e-8): assert abs(a - b) <= rel * abs(b) + 1e-12, (a, b)
effects, contrasts = pooled["model"]["effects"], lmm["contrasts"]
n = 0
for name, group, key in [("dowel - none", "cue", "dowel-none"), ("tap - none", "cue", "tap-none"),
                         ("sed - tra (none)", "group:cue", "sed-tra|cue=none")]:
    one, other = effects[name], contrasts[group][key]
    near(one["estimate"], other["estimate"])
    near(one["se"], other["se"], 1e-6)   # the search of lmm ends there
    near(one["df"], other["df"], 1e-5)
    n += 1
for term, other in [("condition", "cue"), ("group", "group"), ("group x condition", "group:cue")]:
    near(pooled["model"]["terms"][term]["F"], lmm["type3"][other]["F"], 1e-6)
for row in pooled["sites"]:
    if row["effect"] == "dowel - none":
        own = results(row["site"] + ".within")["paired_t"]
        near(row["estimate"], own["mean_diff"])
        near(row["ci_high"], own["ci_high"])
        n += 1
    if row["effect"] == "sed - tra (none)":
        own = results(row["site"] + ".between")["welch"]
        near(row["estimate"], own["mean_diff"]); near(row["se"], own["se"]); near(row["ci_low"], own["ci_low"])
        n += 1
assert n == 9, n
# groups that were shared together still tell what the cue did
END
python3 check.py
hinge-compare pooled leeds.json small.json same.json --format json >together.out
python3 - <<'END'
import json
r = json.load(open("together.out"))["results"]
assert [s["site"] for s in r["sites"] if s["effect"] == "dowel - none"] == ["leeds", "small", "same"]
out = {(x["effect"], x["site"]): x["why"] for x in r["sites_excluded"]}
assert out["sed - tra (none)", "small"] == out["sed - tra (none)", "same"] == "groups were exported together", out
END

# --- files that do not belong together ---
refused() { # status, words, files
    local want=$1 words=$2 got=0
    shift 2
    hinge-compare pooled "$@" >out 2>err || got=$?
    if [ $got != "$want" ] || ! grep -q -- "$words" err; then
        echo "pooled $*: $got"
        cat err
        exit 1
    fi
}
echo "{}" >plain.json
sed 's/"n": 9/"n": 90/' leeds.json >changed.json
refused 3 'was changed after' york.json changed.json
refused 3 'same results file' leeds.json again.json
sed 's/leeds_/again_/' leeds.csv >other.csv
hinge-export other.csv --shareable --outcome v --condition cue --group group --site york -o other.json -q
refused 3 'both call their site' york.json other.json
refused 3 'not a file of statistics to share' york.json plain.json
sed 's/,v$/,w/' york.csv >w.csv
hinge-export w.csv --shareable --outcome w --condition cue --group group -o w.json -q
refused 3 'no outcome is in two' leeds.json w.json
refused 3 '1 site (leeds)' leeds.json
hinge-export hull.csv --shareable --outcome v --group group --filter cue=none -o bare.json -q
refused 3 "site 'bare' has no conditions, another site has; export both alike" leeds.json bare.json
refused 2 "group: no column 'nothere'" leeds.json york.json --group nothere
refused 2 "condition: no column 'nothere'" leeds.json york.json --condition nothere
refused 2 "baseline: 'nothere' is no condition" leeds.json york.json --baseline nothere
refused 2 'phase: each site chose its own' leeds.json york.json --phase ascent
if hinge-compare between leeds.json --outcome v --group group 2>err; then exit 1; fi
grep -q 'leeds.json: these are the statistics that a site shares' err
hinge-inspect leeds.json >out
grep -q '^kind *shared' out
sed '/format_version/d' york.json >version.json
refused 3 'version.json: no format_version' leeds.json version.json
: >r.h5
refused 3 'r.h5: a results file; pooled takes what hinge-export r.h5 --shareable' r.h5 york.json
refused 3 'r.h5: a results file' york.json r.h5
hinge-export york.csv --shareable --outcome v --condition cue --group group --filter cue=none,dowel -o york2.json -q
hinge-compare pooled leeds.json york2.json hull.json --format csv 2>/dev/null | grep -q 'a condition was not measured'

printf 'site,y,se\nA,1,1\nB,2,1\n' >two.csv
refused 2 'order: each row is a study with one estimate' two.csv --outcome y --se se --order a,b
# --- studies without a standard error; studies that agree exactly ---
printf 'site,y,se\nA,1,0\nB,2,1\nC,3,1\nD,2,\n' >zero.csv
hinge-compare pooled zero.csv --outcome y --se se --apa 2>err >/dev/null
grep -q 'W_SITES_EXCLUDED: y: 2 of 4 studies (A, D) were excluded: no standard error above 0' err
sed 's/A,1,0/A,1,-1/' zero.csv >minus.csv
refused 3 'row 1 (A): a standard error of -1' minus.csv --outcome y --se se
printf 'site,y,se\nA,1,1\nB,1,2\nC,1,1\n' >alike.csv
hinge-compare pooled alike.csv --outcome y --se se >out
grep -q '^y: 1 (95% CI -0.3066 to 2.307), fixed effect.$' out
if grep -q 'another site' out; then exit 1; fi
hinge-compare pooled zero.csv --outcome y --se se -o two.out.json 2>/dev/null

# --- measured differently: not in silence ---
hinge-simulate -q -n 10 --reps 3 --rate 30 --format trc-a -o a
hinge-simulate -q -n 10 --seed 2 --reps 3 --rate 30 --format trc-b -o b
for s in a b; do
    hinge-ingest -q $s/trials.csv -o $s.study.h5
    hinge-analyze -q $s.study.h5 -o $s.h5
    hinge-export -q $s.h5 --shareable --condition cue -o site_$s.json
done
refused 3 'different evidence would be pooled' site_a.json site_b.json
grep -q '"lumbar_def": "ISB"' site_a.json
hinge-analyze -q a.study.h5 --set filter.fc_slow=3 -o a4.h5 2>err || { cat err; exit 1; }
hinge-export -q a4.h5 --shareable --condition cue -o site_a4.json
hinge-compare pooled site_a.json site_a4.json --apa 2>err >/dev/null
grep -q 'W_SITES_DIFFER: sites differ in the parameters.*filter.fc_slow 3' err

# --- options of one kind of export ---
refuse_export() {
    local words=$1 got=0
    shift
    hinge-export "$@" 2>err >out || got=$?
    if [ $got != 2 ] || ! grep -q -- "$words" err; then
        echo "export $*: $got"
        cat err
        exit 1
    fi
}
refuse_export 'different exports' leeds.csv --shareable --raw
refuse_export '--condition is for --shareable' a.study.h5 --raw --condition cue -o raw/
refuse_export '--min-people is for --shareable' a.study.h5 --raw --min-people 7 -o raw/
refuse_export '--trial is for recordings' leeds.csv --shareable --trial p1
refuse_export '--allow-inferred is for recordings' leeds.csv --shareable --allow-inferred
refuse_export '--force is for recordings' leeds.csv --shareable --force -o f.json
refuse_export '--set is for recordings' leeds.csv --shareable --set filter.fc_slow=3
