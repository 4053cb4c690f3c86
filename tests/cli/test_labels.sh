#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One file of labels for tables, figures, report and sheet, as a CSV or as lines; a sheet whose
# every key in docs/paper.md is replaced has no word of the program's left.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
hinge-simulate -q -n 6 --reps 3 --seed 5 --noise 0 -o raw
hinge-ingest -q raw/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
printf '# words of mine\nlumbar_fraction = Anteil der LWS\r\n\n  trained =  trainiert \ndowel=Stab\nlumbar_rounding = Rundrücken\n' >lines
printf '\357\273\277id;label\nlumbar_fraction;Anteil der LWS\ntrained;trainiert\ndowel;Stab\nlumbar_rounding;Rundrücken\n' >list.csv
for tool in 'table summary r.h5 --format markdown' 'table faults r.h5 --format html' 'report r.h5' \
    'plot prevalence r.h5 -q' 'report r.h5 --participant p001 --sheet'; do
    read -ra words <<<"$tool"
    "hinge-${words[0]}" "${words[@]:1}" --label lines >a
    "hinge-${words[0]}" "${words[@]:1}" --label list.csv >b
    "hinge-${words[0]}" "${words[@]:1}" >c
    diff a b
    echo "$tool"
    if cmp -s a c; then [ "$tool" = 'report r.h5 --participant p001 --sheet' ]; fi
done
hinge-report r.h5 --label lines >report.html
grep -q '<th[^>]*>Anteil der LWS (%)' report.html
grep -q '<th[^>]*>Rundrücken<' report.html
grep -q '<h1>.*trainiert' report.html
grep -q 'Without a cue' report.html
grep -q '>Stab<' report.html
# cues and groups as well, in the sentences of the report and of hinge-compare, in every table
printf 'trained = trainiert\nsedentary = sitzend\ndowel = Stab\nlumbar_fraction = Anteil der LWS\n' >levels
hinge-report r.h5 --label levels -o report.html
PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -m page_text report.html >said
grep -qi 'sitzend' said
grep -q 'With the cue "Stab"' said
if grep -i 'trained\|sedentary\|dowel' said; then exit 1; fi
for analysis in cues groups; do
    held=() # groups have one cue
    [ $analysis = cues ] || held=(--filter cue=none)
    for format in text markdown latex html; do
        hinge-compare "$analysis" r.h5 "${held[@]}" --label levels --verbose --format "$format" >"said.$format"
    done
    if grep -w 'trained' said.text | grep -v W_ | grep 'was\|minus'; then exit 1; fi
    grep -q 'trainiert\|Stab' said.text
    grep -q 'Trainiert\|Stab' said.markdown
done
grep -q '^Stab: ' <(hinge-compare cues r.h5 --label levels)
hinge-compare cues r.h5 --label levels --apa | grep -q '^Stab, \|; group by cue, sitzend minus trainiert'
# a comparison kept as JSON has one vocabulary: its sentences' own, in every table
printf 'trained = trainiert\nsedentary = sitzend\ndowel = Stab\nthoracic_rounding = Buckel\nlumbar_rounding = Rundrücken\n' >levels
hinge-compare cues r.h5 --label levels -o c.json
for format in text markdown latex html; do
    hinge-table cues c.json --format "$format" >said
    grep -q 'Stab' said
    if grep -i 'dowel' said | grep -vi 'estimated dowel gap'; then exit 1; fi
done
# a line of the file says that names stay
printf 'table.ids = yes\n' >ids
hinge-table cues c.json --label ids | grep -q '^dowel  *severity:lumbar_rounding '
# a severity keeps what it measures; the own word names the fault
hinge-table cues c.json | grep -q '^Stab: .*[Pp]eak lumbar flexion'
hinge-table cues c.json --format markdown | grep -q '^| Peak lumbar flexion  *| primary'
if grep -q 'Rundrücken was' <(hinge-compare cues r.h5 --label levels --verbose); then exit 1; fi
grep -q '^[^|]*Rundrücken' <(hinge-compare cues r.h5 --label levels --verbose --format markdown | grep Stab) ||
    hinge-compare cues r.h5 --label levels --verbose --format markdown | grep -q '| Rundrücken '
printf 'severity:lumbar_rounding = Beugung der LWS\n' >severity
hinge-compare cues r.h5 --label severity | grep -q '^Dowel: .*Beugung der LWS'
hinge-plot paired r.h5 --columns lumbar_rounding --label levels 2>/dev/null | grep 'Peak lumbar flexion' >/dev/null
# text too: titles of faults and columns; a figure of one column takes the short title
hinge-table faults r.h5 --by group >plain
grep -q '  Lumbar flexion beyond threshold  ' plain
printf 'lumbar_rounding = Rundrücken\nprevalence = Häufigkeit\nback_unfurl.short = Rücken hebt\n' >words
hinge-table faults r.h5 --by group --label words >said
grep -q '  Rundrücken  ' said
grep -q '  Häufigkeit  ' said
if grep -q 'Lumbar flexion beyond threshold' said; then exit 1; fi
hinge-table faults r.h5 --by group --label ids | grep -q '  lumbar_rounding  '
hinge-plot prevalence r.h5 --label words --width 85 >narrow 2>said
if grep -q 'is called' said; then cat said; exit 1; fi
grep -q 'Rücken hebt' narrow
hinge-plot prevalence r.h5 --label words >wide 2>/dev/null
grep -q 'Lumbar extension beyond 20° on the ascent' wide
if grep -q 'Rücken hebt' wide; then exit 1; fi
# a fault of the config is called what its section says
printf '[fault:mine]\ntitle = Lumbar flexion on the way down\nshort = Mine\nsignal = lumbar_flex\nwindow = descent\nthreshold = 5\n[fault:lumbar_rounding]\ntitle = Lumbar flexion beyond 30 degrees\n' >own.ini
hinge-analyze -q s.h5 -o own.h5 --config own.ini
hinge-table faults own.h5 --format markdown | grep -q '| Lumbar flexion on the way down '
hinge-table faults own.h5 --format markdown | grep -q '| Lumbar flexion beyond 30 degrees '
hinge-table faults own.h5 --label ids | grep -q '  mine  '
hinge-plot prevalence own.h5 --width 85 2>/dev/null | grep -q '>Mine<'
hinge-compare groups own.h5 --filter cue=none --outcome mine,lumbar_fraction --verbose --format markdown >said
grep -q '| Share of bends with lumbar flexion on the way down ' said
hinge-report own.h5 | grep 'Mine: Lumbar flexion on the way down' >/dev/null
# every word of the sheet, and of its faults, which only tracked pelvis and thorax tell of one person
hinge-simulate -q -n 1 --group sedentary --reps 3 --seed 5 --noise 0 --format trc-a -o tracked
hinge-ingest -q tracked/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
templates=$HINGE_ROOT/lib/page/templates
keys=$(grep -o '^sheet[^ ]*' "$templates/words_en.txt")
for key in $keys; do
    case $key in *language) echo "$key = ja" ;; *) echo "$key = 語" ;; esac
done >words
hinge-table faults r.h5 -o faults.csv
cut -d, -f10 faults.csv | sort -u | grep -v '^fault$' | sed 's/$/ = 障/' >>words
echo 'p001 = 17' >>words
hinge-report r.h5 --study s.h5 --participant p001 --sheet --label words >ja.html 2>said
[ ! -s said ] || { cat said; exit 1; }
grep -q '<html lang="ja">' ja.html
grep -q 障 ja.html
left=$(sed -n '/<body>/,$p' ja.html | sed 's/<[^>]*>/ /g' | (grep -o '[A-Za-z][A-Za-z ]*' || true) | sort -u)
[ -z "$left" ] || { echo "not replaced: $left"; exit 1; }
# the German words have every sentence; names that --label gives go before them
diff <(echo "$keys") <(grep -o '^sheet[^ ]*' "$templates/words_de.txt")
printf 'sheet.language = de\nlumbar_rounding.short = Rundrücken\n' >own
hinge-report r.h5 --participant p001 --sheet --label own >de.html 2>said
[ ! -s said ] || { cat said; exit 1; }
grep -q '<html lang="de">' de.html
grep -q '<li>Rundrücken' de.html
left=$(sed -n '/<h1>/,$p' de.html | sed 's/<[^>]*>/ /g' | grep -iw 'the\|your\|of' || true)
[ -z "$left" ] || { echo "not German: $left"; exit 1; }
# what is no file of labels is said with its line
printf 'dowel = Stab\ntrained trainiert\n' >bad
if hinge-report r.h5 --label bad 2>said; then exit 1; fi
grep -q '^hinge-report: bad:2: "trained trainiert" is not a line "id = words"' said
printf 'name,label\nx,y\n' >bad.csv
if hinge-plot prevalence r.h5 --label bad.csv 2>said; then exit 1; fi
grep -q 'bad.csv: no column "id"' said
