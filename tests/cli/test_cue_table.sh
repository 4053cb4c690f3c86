#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The cue table of a paper: M (SD), difference [95% CI] and MDC against the JSON, decimals by unit and alike in a row;
# no row without values (a note says which and why), what is the same in every row in the caption.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 6 --reps 3 --rate 30 --cue none --cue dowel --cue wall_tap_4in --format csv -o raw
awk -F, -v OFS=, 'NR == 1 { while ($++n != "wall_gap_cm") continue } NR > 1 { $n = "" } 1' raw/trials.csv >raw/list.csv
hinge-ingest -q raw/list.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-compare cues r.h5 --mdc 4 -o c.json
hinge-table cues c.json --format markdown -o cues.markdown
python3 - <<'END'
import json
given = [o for o in json.load(open("c.json"))["results"]["outcomes"] if (o["n"] or 0) > 2 and o["role"] != "fault"]
rows = [[c.strip() for c in line.strip("| \n").split(" | ")] for line in open("cues.markdown") if line.startswith("|")]
head, rows = [c.replace("\\", "") for c in rows[0]], rows[2:]
at = lambda row, name: row[head.index(name)].replace("\\", "").replace("−", "-")
assert len(rows) == len(given) > 4, (len(rows), len(given))
for row, o in zip(rows, given):
    lengths = o["unit"] in ("LL", "FL", "TL") or at(row, "Unit") == "%"  # readers see percent
    scale = 100 if lengths else 1
    # levels of degrees and percent are whole, their SDs and all differences have a decimal; the others as they are listed
    whole = o["unit"] == "deg" or (lengths and o["unit"] == "1")
    d = 0 if whole else {"s": 2, "1": 2}.get(o["unit"], 1)
    of_change = max(d, 1)
    def show(v, d=of_change):
        return f"{scale * v + 0:.{d}f}".replace("-" + f"{0:.{d}f}", f"{0:.{d}f}")
    limit = lambda v: show(v) if float(show(v)) or abs(v) < 1e-11 else "< 0" if v < 0 else "> 0"
    for name, key in ("Baseline M (SD)", "baseline"), ("Cued M (SD)", "cued"):
        assert at(row, name) == f"{show(o[key], d)} ({show(o['sd_' + key])})", (row, o)
    assert at(row, "Difference [95% CI]") == f"{show(o['diff'])} [{limit(o['ci_low'])}, {limit(o['ci_high'])}]", (row, o)
assert any(r[0] == "wall tap (4 in)" for r in rows)
text = open("cues.markdown").read()
assert not {"Expected", "Phase", "n"} & set(head), head
caption, notes = text.split("\n", 1)[0], text[text.rindex("|\n"):]
assert "n = 6 for each difference" in caption, caption
lacking = [o for o in json.load(open("c.json"))["results"]["outcomes"]
           if not o["n"] and o["role"] in ("done", "primary", "secondary")]
assert {o["outcome"] for o in lacking} >= {"wall_tapped", "lumbar_at_reach_deg"}, lacking
assert notes.count(" with the dowel") + notes.count(" with the wall tap (4 in)") == len(lacking), notes
assert "because it was not recorded: rate of wall taps with the wall tap (4 in)" in notes, notes
END
