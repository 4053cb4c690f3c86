#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Two systems of the same bends, in shoes and barefoot under one trial number: each repetition of the one is a pair with
# that of the other in the same shoes, as a column of the list says, and no other. What a JSON file holds is shown, too.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo file,participant,task,cue,trial,system,shoes,weather >list.csv
for system in vicon xsens; do noise=2; [ $system = vicon ] || noise=5
    hinge-simulate -q -n 3 --reps 3 --format trc-b --rate 20 --noise "$noise" --cue none --trials 2 --seed 9 -o "$system"
    for p in p001 p002 p003; do
        echo "$system/$p/bodyweight_hinge_none_1.trc,$p,bodyweight_hinge,none,1,$system,none,$system$p-a"
        echo "$system/$p/bodyweight_hinge_none_2.trc,$p,bodyweight_hinge,none,1,$system,lifters,$system$p-b"
    done >>list.csv
done
hinge-ingest -q list.csv -o study.h5 2>/dev/null
hinge-analyze -q study.h5 -o results.h5
hinge-compare bland_altman results.h5 --outcome lumbar_excursion_deg --method system --order xsens,vicon --repeated -o found.json >shown
hinge-table reps -q results.h5 --phase descent --columns participant,rep,file,system,shoes,lumbar_excursion_deg --format csv >reps.csv
python3 - <<'END'
import csv, json

of = {}
for r in csv.DictReader(l for l in open("reps.csv") if l[0] != "#"):
    of.setdefault((r["participant"], r["shoes"], r["rep"]), {})[r["system"]] = float(r["lumbar_excursion_deg"])
own = sorted(v["xsens"] - v["vicon"] for v in of.values())
assert len(own) == 18, of
found = json.load(open("found.json"))["results"]
assert found["bland_altman_repeated"]["n"] == 18, found
assert max(abs(a - b) for a, b in zip(own, sorted(found["points"]["difference"]))) < 1e-6, (own, found["points"])
shown = open("shown").read()
assert "bland_altman_repeated" in shown and f"{abs(sum(own) / 18):.1f}" in shown.split("\n")[0], shown
END
# nobody asked for words: nothing is shown
[ -z "$(hinge-compare -q bland_altman results.h5 --outcome lumbar_excursion_deg --method system --order xsens,vicon --repeated -o found.json)" ]
# trials of other numbers are no pairs
cut -d, -f1-6 list.csv | awk -F, -v OFS=, 'NR > 1 { $5 = NR }1' >alike.csv
hinge-ingest -q alike.csv -o study.h5 2>/dev/null && hinge-analyze -q study.h5 -o results.h5
if hinge-compare bland_altman results.h5 --outcome lumbar_excursion_deg --method system --order xsens,vicon --repeated >shown 2>&1; then
    cat shown
    exit 1
fi
