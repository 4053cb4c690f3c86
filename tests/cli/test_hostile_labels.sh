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
for format in text csv json; do
    hinge-compare -q between results.h5 --outcome lumbar_fraction --group group \
        --format $format -o "out/between.$format"
done
hinge-inspect study.h5 >out/inspect.text
hinge-check study.h5 >out/check.text 2>&1 || [ $? -eq 4 ]
{ hinge-report results.h5 --participant $'\e[31mno\a' --sheet || true; } >/dev/null 2>out/gone.said
{ hinge-table reps $'\e]0;x\agone.h5' || true; } 2>out/path.said
{ hinge-table reps results.h5 --filter $'cue=\e[31m' || true; } >/dev/null 2>out/filter.said
python3 "$HINGE_ROOT/tests/cli/hostile_labels.py" check out
