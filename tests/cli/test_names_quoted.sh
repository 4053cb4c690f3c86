#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# People and groups whose names have commas, ampersands and quotes are compared, filtered and drawn as others.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 12 --seed 1 --noise 1 --format trc-a -o plain
make() { hinge-ingest -q "plain/$1.csv" -o s.h5; hinge-analyze -q s.h5 -o "$1.h5"; }
sed 's/,p001,/,Smith \& Co <1>,/; s/,sedentary,/,"desk, ""old"" office",/' plain/trials.csv >plain/odd.csv
make trials
make odd
group='"desk, ""old"" office"'
answer() { hinge-compare between "$1.h5" --outcome lumbar_fraction --group group "${@:2}" --apa 2>err | sed "1d" || { cat err; exit 1; }; }
answer trials --order trained,sedentary --filter cue=none >want
answer odd --order "trained,$group" --filter cue=none | diff want -
[ "$(answer odd --filter "group=$group,trained&cue=none" | wc -l)" = "$(wc -l <want)" ]
hinge-compare anova odd.h5 --outcome lumbar_fraction --group group --levels "group=trained,$group" --filter cue=none --apa >out 2>err || { cat err; exit 1; }
[ "$(hinge-table trials odd.h5 --filter "group=$group" --format csv | grep -c '^"*bodyweight\|office')" = \
    "$(hinge-table trials trials.h5 --filter group=sedentary --format csv | grep -c sedentary)" ]
hinge-plot -q groups odd.h5 --levels "trained,$group" -o g.svg
grep -q 'trained minus desk, &quot;old&quot; office' g.svg
hinge-report odd.h5 -o odd.html
grep -q 'The desk, &quot;old&quot; office group bent [0-9.]*% from the spine, the trained group [0-9.]*%' odd.html
hinge-report odd.h5 --sheet --participant 'Smith & Co <1>' -o sheet.html
grep -q 'Smith &amp; Co &lt;1&gt;' sheet.html
# what is suggested can be copied; a quote that is not closed is said
if hinge-table trials odd.h5 --filter 'group=desk' 2>err; then exit 1; fi
grep -qF "did you mean $group?" err
if hinge-compare between odd.h5 --outcome lumbar_fraction --group group --filter 'group="desk' 2>err; then exit 1; fi
grep -qF 'the quote of group="desk is not closed' err
# sessions, too: the rows that the change of hinge-run is of
awk -F, -v OFS=, 'NR > 1 { $3 = "" } NR > 1 && $6 == "none" { $4 = "\"pre, week 2\"" } NR > 1 && $6 == "dowel" { $4 = "\"post, week 8\""; $6 = "none"; $7 = 2 } NR == 1 || $6 == "none"' plain/trials.csv >plain/sessions.csv
printf "%s\n" "[run]" "list = plain/sessions.csv" "change = session:post, week 8-pre, week 2" "tables =" "figures = none" "recordings = none" >study.ini
hinge-run -q study.ini -o run >out 2>&1 || { cat out; exit 1; }
filter=$(python3 -c "import json; print(json.load(open('run/comparisons/sessions.json'))['request']['filter'])")
hinge-compare cues run/results.h5 --condition stage --baseline 'pre, week 2' --filter "$filter" >again 2>err || { cat err; exit 1; }
# an option that an analysis does not take is said before anything of its data
if hinge-compare groups trials.h5 --rater trial 2>err; then exit 1; fi
grep -q "groups has no option 'rater'" err
