#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What came first: visits by their words, the sheet from the first visit to this one, a baseline done again after a
# cue, and answers that do not depend on the order of the list.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export COLUMNS=1000
analyse() { hinge-ingest -q "${@:2}" "$1/list.csv" -o "$1.h5" && hinge-analyze -q "$1.h5" -o "$1.r.h5"; }
text() { sed 's/<style.*<\/style>//; s/<[^>]*>//g' "$1"; }
hinge-simulate -q -n 6 --group trained --cue none --trials 3 --reps 3 --rate 30 --seed 5 --format trc-b -o visits

# three visits with other names: the change is from the first to the last
named() { # folder first second third option...
    mkdir -p "$1"; cp -r visits/p0* "$1"
    sed -E "/_1\.trc/s/^([^,]*,[^,]*,[^,]*),1,/\1,$2,/; /_2\.trc/s/^([^,]*,[^,]*,[^,]*),1,/\1,$3,/; /_3\.trc/s/^([^,]*,[^,]*,[^,]*),1,/\1,$4,/" visits/trials.csv >"$1/list.csv"
    analyse "$1" "${@:5}"
}
contrast() { hinge-table changes "$1.r.h5" -q --format csv --columns outcome,contrast | awk -F, '$1 == "lumbar_fraction" { print $2; exit }'; }
named retest 1 2 post --set retest=1,2
named words start mid end
named later before after later
named ends initial final follow-up # as before, after, later
named numbers 1 2 3
for of in retest words later ends; do echo "$of: $(contrast $of)"; done >found
diff - found <<'END'
retest: session:after-1 and 2
words: session:end-start
later: session:after-before
ends: session:final-initial
END
# a row a person: a column for each visit, and for each load
hinge-table summary words.r.h5 -q --wide --phase descent --columns lumbar_fraction --format csv >wide.csv
test "$(head -n 1 wide.csv | grep -o 'lumbar_fraction_.*')" = lumbar_fraction_start,lumbar_fraction_mid,lumbar_fraction_end
test "$(wc -l <wide.csv)" = 7
mkdir loads; cp -r visits/p0* loads
awk 'BEGIN { FS = OFS = "," }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print $0, "load_kg"; next }
    { print $0, 10 * ($at["trial"] > 1) }' visits/trials.csv >loads/list.csv
analyse loads
hinge-table summary loads.r.h5 -q --wide --phase descent --columns lumbar_fraction --format csv >wide.csv
test "$(head -n 1 wide.csv | grep -o 'lumbar_fraction_.*')" = lumbar_fraction_0kg,lumbar_fraction_10kg
test "$(wc -l <wide.csv)" = 7
# the list backwards, and other names: hinge-run asks, and the list says which came first
mkdir names; cp -r visits/p0* names
sed -E '/_2\.trc/d; /_1\.trc/s/^([^,]*,[^,]*,[^,]*),1,/\1,zest,/; /_3\.trc/s/^([^,]*,[^,]*,[^,]*),1,/\1,apt,/' visits/trials.csv >names/list.csv
printf '[run]\nlist = list.csv\noutput = results\nrecordings = none\nfigures = none\n' >names/study.ini
(cd names; hinge-run -q study.ini) >said 2>/dev/null
grep -q '^look at     sessions zest and apt: .* if apt did, write change = session:zest-apt under \[run\]$' said

# the sheet: each visit by its name, with the share of the table
for of in later numbers; do
    hinge-report -q $of.r.h5 --study $of.h5 --participant p001 --sheet -o $of.html
    mapfile -t share < <(hinge-table summary $of.r.h5 -q --by session --filter participant=p001 --phase descent --columns lumbar_fraction --format csv |
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "mean") at = i } NR > 1 { printf "%.0f\n", 100 * $at }')
    case $of in
        later) want="Before ${share[0]}%, after ${share[1]}%, now ${share[2]}%." ;;
        numbers) want="At first ${share[0]}%, last time ${share[1]}%, now ${share[2]}%." ;;
    esac
    text $of.html | grep -qF "$want" || { echo "expected: $want"; text $of.html | grep -i now; exit 1; }
done
sed 's/^.*$/sheet.language = de/;q' later/list.csv >de.txt
hinge-report -q later.r.h5 --study later.h5 --participant p001 --sheet --label de.txt -o de.html
text de.html | grep -Eq 'Vorher [0-9]+%, nachher [0-9]+%, jetzt [0-9]+%\.'

# 4 people bend without a cue, with the dowel, and again without: a level of its own, in no count of the first
hinge-simulate -q -n 4 --group trained --fault lumbar_rounding --cue none --cue dowel --trials 2 --reps 3 --rate 30 --seed 7 --format trc-a -o again
awk 'BEGIN { FS = OFS = "," }
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
    { $at["cond_order"] = $at["cue"] == "dowel" ? 2 : $at["trial"] == 1 ? 1 : 3; print }' again/trials.csv >again/list.csv
analyse again
table() { hinge-table "$@" -q --format csv; }
table summary again.r.h5 --by cue --phase rep --columns lumbar_excursion_deg >of_summary
table set again.r.h5 --by cue >of_set
table faults again.r.h5 --by cue --filter fault=lumbar_rounding >of_faults
table fixes again.r.h5 --filter fault=lumbar_rounding >of_fixes
table summary again.r.h5 --by cue --phase rep --columns lumbar_excursion_deg --filter cue=none >of_first
hinge-report -q again.r.h5 --study again.h5 --participant p001 --sheet -o again.html
text again.html >again.txt
python3 - <<'END'
import csv, re
rows = lambda name: list(csv.DictReader(open("of_" + name)))
for name in ("summary", "faults", "set"):
    of = {r["cue"]: r for r in rows(name)}
    assert {"none", "dowel", "none, again"} <= set(of), (name, sorted(of))
    if name == "set": # which needs more bends
        continue
    assert (of["none"].get("people", of["none"].get("n")), of["none"]["reps"]) == ("4", "12"), of["none"]
    assert (of["none, again"].get("people", of["none, again"].get("n")), of["none, again"]["reps"]) == ("4", "12"), of["none, again"]
(only,) = rows("first")
assert (only["cue"], only["reps"]) == ("none", "12"), only
again = [r for r in rows("fixes") if r["cue"] == "none, again"]
assert len(again) == 1 and float(again[0]["n"]) == sum(float(again[0][k]) for k in ("lost", "less", "kept")) == 4, again
sheet = open("again.txt").read()
assert re.search(r"\([0-3] of 3; afterwards, without a cue, [0-3] of 3\)", sheet) and " of 6" not in sheet, sheet
END

# a daily task that stands first takes nothing from the hinge
hinge-simulate -q -n 6 --cue none --trials 2 --reps 3 --rate 30 --seed 9 --format trc-b -o tasks
for first in 1 2; do
    mkdir tasks$first; cp -r tasks/p0* tasks$first
    awk -v first=$first 'BEGIN { FS = OFS = "," }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
        { $at["task"] = $at["trial"] == 1 ? "bodyweight_hinge" : "laundry_basket" }
        $at["trial"] == first { print; next }
        { rest = rest $0 "\n" }
        END { printf "%s", rest }' tasks/trials.csv >tasks$first/list.csv
    analyse tasks$first
    hinge-report -q tasks$first.r.h5 --facts -o facts$first.json
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("title"))' facts$first.json >title$first
done
diff title1 title2
