#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Names of people, groups and cues that would be a formula, markup, a macro or a terminal's
# command, through every writer, figure and page: each is read back by a parser of its format,
# and nothing in it acts. 77: skipped.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-hostile-labels-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cp -r "$HINGE_ROOT"/datasets/cohort/p00[1-8] .
python3 "$HINGE_ROOT/tests/cli/hostile_labels.py" list "$HINGE_ROOT/datasets/cohort/trials.csv" >list.csv
hinge-ingest -q list.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
mkdir out
cue=$'-dowel\xe2\x80\xae<i>\\x</i>'

for table in trials reps summary participants; do
    for format in text csv tsv markdown latex html json xlsx sav; do
        hinge-table -q $table results.h5 --format $format -o "out/$table.$format"
    done
done
for figure in loops waveforms bins prevalence tiles paired forest; do
    hinge-plot -q $figure results.h5 -o "out/$figure.svg" --data "out/$figure.csv" \
        2>"out/$figure.said"
done
hinge-plot -q paired results.h5 --levels "none,$cue" -o out/levels.svg
hinge-report -q results.h5 --title "<i>\$t\$" -o out/report.html
hinge-report -q results.h5 --participant '<script>alert(p002)</script>' --sheet -o out/sheet.html
for format in text csv json markdown latex html; do
    hinge-compare -q between results.h5 --outcome lumbar_fraction --group group --filter cue=none \
        --format $format -o "out/between.$format" 2>>out/compare.said
    hinge-compare -q cues results.h5 --baseline none --verbose --format $format \
        -o "out/cues.$format" 2>>out/compare.said
done
hinge-compare -q between results.h5 --outcome lumbar_fraction --group group --filter cue=none --apa >out/apa.said 2>&1
hinge-inspect study.h5 >out/inspect.text
hinge-run --new list.csv >out/new.said 2>&1
if grep -E '^(END_OF_DATA|system)' out/new.said; then echo "a name makes lines"; exit 1; fi
TERM=dumb python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' hinge-table trials results.h5 --format csv \
    </dev/null | sed 's/\r$//' >out/terminal.said
grep -q 'x1b\[31mp004' out/terminal.said

# exports are opened in spreadsheets, too, and read back as they were
hinge-simulate -q -n 1 --reps 2 --cue none --format csv -o plain
awk 'BEGIN { q = "\"" } NR == 1 { print $0 "," q "=HYPERLINK(" q q "http://x" q q ",1)" q ",@SUM(1),+plus"; next } { print $0 ",1,2,3" }' \
    plain/*/*.csv >odd.csv
hinge-ingest -q odd.csv -o odd.h5
hinge-export -q --raw odd.h5 >out/raw.csv
grep -q HYPERLINK out/raw.csv
hinge-ingest -q out/raw.csv -o again.h5
hinge-export -q --raw again.h5 | cmp - out/raw.csv
hinge-export -q --bids bids study.h5
cp bids/participants.tsv out/participants.tsv
grep -q "'+trained" out/participants.tsv

# a template is a program: its scripts are refused unless they are wanted
refused() {
    printf '%b' "$1" >own.html
    if hinge-report results.h5 --template own.html -o page.html 2>err; then echo "a script ran: $1"; exit 1; fi
    grep -q "^hinge-report: own.html: line $2: .*--allow-script" err || { cat err; exit 1; }
    hinge-report -q results.h5 --template own.html --allow-script -o page.html
}
refused '<p>\n<script>steal()</script>' 2
refused '<img src=x\nonerror=a()>' 1
refused '<a href="java&#115;cript:a()">x</a>' 1
refused '{{<x}}<im{{/x}}{{>x}}g onerror=a()>' 1
# {{<name}} begins a part in a template, but is a tag in a page
refused '{{<b}}{{{/b}}{{<t}}<{{/t}}{{>b}}{{>b}}{{>t}}img/onerror=a()//}}>' 1
hinge-report --print-template >own.html
hinge-report -q results.h5 --template own.html | cmp - <(hinge-report -q results.h5)
hinge-plan --print-template >plan.txt
hinge-plan -q --groups a:2 --template plan.txt -o as-own
hinge-plan -q --groups a:2 -o own
diff -r as-own own
sed 's,</head>,<script>steal()</script>&,' plan.txt >steals.txt
if hinge-plan --groups a:2 --template steals.txt -o plan 2>err; then echo "a script in a plan"; exit 1; fi
grep -q '^hinge-plan: steals.txt: line [0-9]*: <script> .*--allow-script' err
[ ! -e plan/plan.html ] || { echo "a plan of a refusal"; exit 1; }
hinge-plan -q --groups a:2 --template steals.txt --allow-script -o plan

# pages of recordings have the names in their data, too
cat >acts.csv <<'END'
file,participant,group,task,cue,trial
p001/bodyweight_hinge_none_1.trc,"</script><!--<script>""'&",</script>,"<!--""</script>",'<!--,1
END
hinge-ingest -q acts.csv -o acts.h5
hinge-analyze -q acts.h5 -o acts.results.h5
hinge-view -q acts.h5 acts.results.h5 -o view
cp view/index.html out/recordings.html
rm view/index.html
cp view/*.html out/view.html
hinge-check study.h5 >out/check.text 2>&1 || [ $? -eq 4 ]
{ hinge-report results.h5 --participant $'\e[31mno\a' --sheet || true; } >/dev/null 2>out/gone.said
{ hinge-table reps $'\e]0;x\agone.h5' || true; } 2>out/path.said
{ hinge-table reps results.h5 --filter $'cue=\e[31m' || true; } >/dev/null 2>out/filter.said
python3 "$HINGE_ROOT/tests/cli/hostile_labels.py" check out
