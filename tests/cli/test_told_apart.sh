#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What cannot be told apart is the first caution, with its people, counted over people: the order of the conditions and
# the group; the load and the visit. The lists are written here, so who did what is known.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 12 --reps 3 --seed 5 --noise 0 --cue none --cue dowel --cue mirror -o c
# a list: how the row r of person i of the trained or the other group is changed; None: it is left out
list() { # EXPRESSION
    python3 - "$1" <<'END'
import csv, sys
rows = list(csv.DictReader(open("c/trials.csv")))
people = {g: list(dict.fromkeys(r["participant"] for r in rows if r["group"] == g)) for g in ("trained", "sedentary")}
assert all(len(p) == 6 for p in people.values()), people
def ordered(r, order):
    order = order.split()
    return {**r, "cond_order": order.index(r["cue"]) + 1} if r["cue"] in order else None
made = []
for r in rows:
    row = eval(sys.argv[1], {"r": r, "ordered": ordered, "trained": r["group"] == "trained", "i": people[r["group"]].index(r["participant"])})
    made += [row] if row else []
with open("c/list.csv", "w", newline="") as f:
    w = csv.DictWriter(f, made[0].keys())
    w.writeheader()
    w.writerows(made)
END
    hinge-ingest -q c/list.csv -o s.h5
    hinge-analyze -q s.h5 -o r.h5
    hinge-report -q r.h5 --facts -o facts.json
    python3 - <<'END' >said
import json
f = json.load(open("facts.json"))
print("first:", f["caveat"][0]["text"] if f["caveat"] else "")
print("order:", f["methods"].get("order"))
for line in f["caveat"] + f["besides"]:
    print("caution:", line["text"])
for row in f["table1"]["rows"]:
    print("table 1:", row["name"], *row["cells"], sep=" | ")
END
}
says() { grep -qxF -- "$1" said || { echo "told_apart: $1: $(cat said)" >&2 && exit 1; }; }
never() { ! grep -F -- "$1" said >&2 || { echo "told_apart: $1" >&2 && exit 1; }; }
list 'ordered(r, "none dowel" if trained else "dowel none")'
says 'first: All 6 of the sedentary group bent with the dowel, then without a cue; all 6 of the trained group without a cue, then with the dowel: order and group cannot be told apart.'
says 'table 1: | Order: without a cue, then with the dowel | 0 (0%) | 6 (100%) | 6 (50%)'
says 'table 1: | Order: with the dowel, then without a cue | 6 (100%) | 0 (0%) | 6 (50%)'
# two of six is no exception of one in ten
list 'ordered(r, "none dowel" if trained or i < 2 else "dowel none")'
never 'told apart'
says 'table 1: | Order: with the dowel, then without a cue | 4 (67%) | 0 (0%) | 4 (33%)'
says 'order: 8 of 12 participants bent without a cue first'
# nobody begins without a cue, though 8 do the dowel after it
list 'ordered(r, "mirror none dowel" if i < 4 else "dowel mirror none")'
says 'order: 8 of 12 participants bent with the mirror first'
never 'bent without a cue first'
# everybody was measured twice, without a load before and with one after
list '{**r, "session": "before" if r["cue"] == "none" else "after", "load_kg": 0 if r["cue"] == "none" else 20, "cue": "none", "group": "", "cond_order": ""} if r["cue"] != "mirror" else None'
says 'first: All 12 lifted 20 kg only after, so load and time cannot be told apart.'
never 'Nobody was measured'
# in half of them the loads change the other way
list '{**r, "session": "before" if r["cue"] == "none" else "after", "load_kg": 0 if (r["cue"] == "none") == (i < 3) else 20, "cue": "none", "group": "", "cond_order": ""} if r["cue"] != "mirror" else None'
never 'told apart'
never 'Nobody was measured'
says 'caution: 12 of 12 people were measured both before and after, none of them alike in both, so these are not compared.'
# Table 2 of one group that was measured without and with a cue has no groups, and no loads
list '{**r, "group": ""} if r["cue"] != "mirror" else None'
printf '[run]\nlist = c/list.csv\noutput = run\ntables = table2\nfigures = none\nrecordings = none\n' >run.ini
hinge-run -q run.ini >/dev/null
sed 's/<[^>]*>/\n/g' run/tables/table2.html >said
says 'Comparison'
grep -qF 'before and after (without and with a cue), the change of those with both' said || { cat said && exit 1; }
never 'lighter'
! grep -xE 'Group|Minus' said || { cat said && exit 1; }
