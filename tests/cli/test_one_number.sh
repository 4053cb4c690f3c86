#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One question, one number and one interval: the page, its figures and tables, hinge-compare and hinge-plot are the same analysis, with
# the filter and order that were asked for.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "$*"; exit 1; }
hinge-simulate -q -n 12 --reps 3 --seed 3 --format trc-a -o cohort
printf '[run]\nlist = cohort/trials.csv\noutput = out\norder = trained,sedentary\n' >study.ini
hinge-run -q study.ini >/dev/null
cat >check.py <<'END2'
import html, json, re, sys
page_file, groups, svg = sys.argv[1:4]
page = html.unescape(re.sub(r"<[^>]+>", "", open(page_file, encoding="utf-8").read())).replace("\u00a0", " ")
row = next(r for r in json.load(open(groups))["results"]["outcomes"] if r["role"] == "primary")
size, way, n1, n2 = re.search(r"comparison is the spine’s share: ([0-9.]+) points (lower|higher) in the trained group.*?n = (\d+) and (\d+)", page).groups()
assert abs(float(size) - 100 * abs(row["diff"])) <= 0.5 and (way == "lower") == (row["diff"] < 0), (size, way, row)
assert (int(n1), int(n2)) == (row["n_first"], row["n_second"]), (n1, n2, row)
a, b = re.search(r"trained group bent ([0-9]+)% from the spine, the sedentary group ([0-9]+)%", page).groups()
assert (int(a) < int(b)) == (way == "lower") and abs(abs(int(a) - int(b)) - float(size)) <= 1, (a, b, size)
assert re.search(rf"Trained minus sedentary: [−+]{size} points \(95% CI ", page), size
assert "sedentary minus trained" not in page and "sedentary − trained" not in page
if svg:
    drawn = re.search(r"<desc>.*?trained minus sedentary: (−?[0-9.]+)", open(svg, encoding="utf-8").read(), re.S)[1]
    assert abs(float(drawn.replace("−", "-")) - 100 * row["diff"]) <= 0.51, (drawn, row["diff"])
    limits = re.search(r"95 % CI (\S+) to (\S+), Welch", open(svg, encoding="utf-8").read()).groups()
    for text, limit in zip(limits, (row["ci_low"], row["ci_high"])):
        near = 0.51 * 10.0 ** -len(text.partition(".")[2])
        assert abs(float(text.replace("−", "-")) - 100 * limit) <= near, (limits, row)
    said = re.search(r"than in the sedentary group \(95% CI ([0-9.]+) to ([0-9.]+), p < \.001", page).groups()
    ends = sorted(100 * abs(row[key]) for key in ("ci_low", "ci_high"))
    assert row["method"] == "Welch" and all(abs(float(a) - b) <= 0.5 for a, b in zip(said, ends)), (said, row)
END2
python3 check.py out/report.html out/comparisons/groups.json out/figures/groups.svg
# a filter and another order reach every sentence
hinge-report -q out/results.h5 --order sedentary,trained --filter 'participant!=p001' --facts -o facts.json
hinge-compare groups -q out/results.h5 --order sedentary,trained --filter 'participant!=p001&cue=none' -o groups.json 2>/dev/null
python3 - <<'END2'
import json
facts = json.load(open("facts.json"))
row = next(r for r in json.load(open("groups.json"))["results"]["outcomes"] if r["role"] == "primary")
lead = facts["groups"]["rows"][0]
assert facts["groups"]["a_name"] == "sedentary" and [h["n"] for h in facts["groups"]["heads"]] == [row["n_first"], row["n_second"]]
assert abs(float(lead["diff"]) - 100 * row["diff"]) <= 0.5, (lead, row["diff"])
END2
# another baseline: each cue is compared with that
hinge-report -q out/results.h5 --baseline dowel --facts | python3 -c '
import json, sys
f = json.load(sys.stdin)
said = f["cues"]["each"][0]["sentence"]
assert " higher</b> than with the dowel (" in said and f["groups"]["when"] == "With the dowel", said'
hinge-report -q out/results.h5 --baseline dowl -o x.html 2>said && fail "a wrong baseline was taken"
grep -q 'did you mean "dowel"' said || fail "$(cat said)"
hinge-report -q out/results.h5 --order trained -o x.html 2>said && fail "an order of one group was taken"
# a figure without a filter holds the baseline, as the page does, and says so
said=$(hinge-plot groups out/results.h5 -o groups.svg 2>&1)
[[ $said == *"12 recordings of 12 participants of the movement without a cue; 12 other recordings (12 participants) differ in the cue."* ]] ||
    fail "$said"
hinge-plot groups out/results.h5 --filter cue=none -o none.svg 2>/dev/null
cmp <(grep -v '<desc>' groups.svg) <(grep -v '<desc>' none.svg) || fail "groups without a cue"
# hinge-compare does not average over cues: it prints the command that does as the page
hinge-compare groups out/results.h5 >/dev/null 2>said && fail "a mean over cues"
grep -qx ' *hinge-compare groups out/results.h5 --filter cue=none' said || fail "$(cat said)"
# as the tools have it
a=$(hinge-compare cues out/results.h5 --order trained,sedentary 2>/dev/null)
[[ $a == *"in the trained group and "*" in the sedentary group"* ]] || fail "${a:0:400}"
hinge-compare cues out/results.h5 --order traned,sedentary 2>/dev/null && fail "a wrong group was taken"
d() { hinge-table participants out/results.h5 -q "$@" | awk '/^height_m/ {print $NF}'; }
[[ $(d --order trained,sedentary) == "-$(d)" ]] || fail "std_difference $(d) $(d --order trained,sedentary)"
