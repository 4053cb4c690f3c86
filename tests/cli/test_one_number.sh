#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One question, one number: the answer, its figures, captions and tables are the same analysis,
# with the filter and order that were asked for.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "$*"; exit 1; }
hinge-simulate -q -n 8 --reps 3 --seed 3 --format trc-a -o cohort
printf '[run]\nlist = cohort/trials.csv\noutput = out\norder = trained,sedentary\n' >study.ini
hinge-run -q study.ini >/dev/null
python3 - <<'END2'
import html, re
page = html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", open("out/report.html", encoding="utf-8").read(), flags=re.S))
page = re.sub(r"[ \n]+", " ", page)
said = re.findall(r"lumbar fraction in the descent, without a cue: a mark per participant.*?n = 4 and 4", page)
assert len(said) == 2 and said[0] == said[1], said  # beside the answer, and folded
drawn = re.search(r"<desc>(.*?n = 4 and 4)", open("out/figures/groups.svg", encoding="utf-8").read())[1]
assert drawn.split(" of the means, ")[1] == said[0].split(" of the means, ")[1], (drawn, said[0])
assert "sedentary minus trained" not in page, re.findall(r".{60}sedentary minus trained.{40}", page)
for what in ("The groups' changes were compared", "Standardised difference: ", "Groups were compared"):
    assert re.search(re.escape(what) + r"[^.;]*trained minus sedentary", page), what
size = re.search(r"the lumbar fraction was ([0-9.]+) lower in the trained group", page)[1]
assert f"trained minus sedentary: −{size} " in said[0], (size, said)
END2
# another baseline reaches the figures, too
hinge-report -q out/results.h5 --baseline dowel -o dowel.html
grep -q 'Changes from dowel in the descent' dowel.html || fail "forest keeps its own baseline"
grep -q 'a line per person; diamonds are means with 95 % intervals. Changes from dowel' dowel.html ||
    fail "paired keeps its own baseline"
# a mean over cues says so
said=$(hinge-plot groups out/results.h5 -o groups.svg 2>&1)
[[ $said == *"mean over cues (no cue, dowel)"* ]] || fail "$said"
# as the tools have it
a=$(hinge-compare cues out/results.h5 --order trained,sedentary 2>/dev/null)
[[ $a == *"trained minus sedentary"* ]] || fail "${a:0:300}"
hinge-compare cues out/results.h5 --order traned,sedentary 2>/dev/null && fail "a wrong group was taken"
d() { hinge-table participants out/results.h5 -q "$@" | awk '/^height_m/ {print $NF}'; }
[[ $(d --order trained,sedentary) == "-$(d)" ]] || fail "std_difference $(d) $(d --order trained,sedentary)"
