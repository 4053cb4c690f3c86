#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Planted cohorts of questions about the set: drift per bend, people who fade from one bend on.
set -euo pipefail
asks=${HINGE_SHARED:-../shared}/science/asks made=${HINGE_ASKS:-} # HINGE_ASKS: cohorts that were made before
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
if [ -z "$made" ]; then
    if ! [ -r "$asks/cohorts.py" ] || ! python3 -c 'import numpy' 2>/dev/null; then
        echo "skipped: no $asks, or no Python with NumPy"
        exit 77
    fi
    made=$dir/made
    python3 "$asks/cohorts.py" "$made" A late >/dev/null
fi
made=$(cd "$made" && pwd)
cd "$dir"
for c in A late; do
    if [ -r "$made/$c/s.h5" ]; then cp "$made/$c/s.h5" "$c.s"; else hinge-ingest -q "$made/$c/trials.csv" -o "$c.s"; fi
    hinge-analyze -q "$c.s" -o "$c.h5"
done
hinge-table set A.h5 -q --filter cue=none --format csv >set.csv
hinge-table set late.h5 -q --by participant --columns keys,lumbar_fraction --format csv >late.csv
hinge-compare between A.h5 -q --group group --outcome slope:lumbar_fraction --filter cue=none --format json >between.json
hinge-compare cues A.h5 -q --outcome slope:lumbar_fraction --format json >cues.json
hinge-compare within A.h5 -q --condition rep --trend rep --outcome lumbar_fraction --filter 'cue=none&group=sedentary' --format json >within.json
hinge-report -q A.h5 --facts -o facts.json
hinge-plot set late.h5 -q -o late.svg --data drawn.csv
python3 - <<'END'
import csv, json
rows = lambda name: list(csv.DictReader(open(name)))
near = lambda x, want, by: abs(float(x) - want) <= by or exit("%s, expected %g ± %g" % (x, want, by))
of = {(r["group"], r["outcome"]): r for r in rows("set.csv")}
s, t = of["sedentary", "lumbar_fraction"], of["trained", "lumbar_fraction"]
near(s["per_rep"], .0097, .0002); near(t["per_rep"], .0001, .0002); near(s["change"], .048, .001)
assert (s["people_slope"], t["people_slope"]) == ("20", "0"), (s, t)
near(of["sedentary", "total_excursion_deg"]["change"], 2, .5)
near(of["sedentary", "duration_s"]["per_rep"], -.044, .003); near(of["trained", "duration_s"]["per_rep"], 0, .002)
said = json.load(open("facts.json"))["bends"]["set"]
assert [i["sentence"].split(" (")[0] for i in said if i["verdict"] == "differs"] == ["In the second half of 10 bends the spine’s share was 4.8 points higher than in the first, in the sedentary group"], said
for r in rows("late.csv"):
    fades = int(r["participant"][1:]) > 6
    assert (r["change_at"] == "7") == fades and (r["change_at"] != "") == fades, r
drawn = [r for r in rows("drawn.csv") if r["what"] == "person"]
assert {r["rep"] for r in drawn if r["fault"] == "1"} == {"7", "8", "9", "10"}, drawn
load = lambda name: json.load(open(name))["results"]
near(load("between.json")["welch"]["mean_diff"], .00963, .0002)
near(load("within.json")["trend"]["rep"]["linear"]["estimate"], .0097, .0002)
changes = {r["cue"]: r["diff"] for r in load("cues.json")["outcomes"] if r["outcome"] == "slope:lumbar_fraction"}
near(changes["dowel"], .00017, .0001)
near(changes["wall_tap_4in"], -.00003, .0001)
END
