#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016 # programs of awk
# Every output of a run is searched for words that say which way an outcome differs: each has a record. A sentence that is
# planted into a page, or into what hinge-compare said, is found, and one whose record does not differ.
set -euo pipefail
dir=$(mktemp -d "${TMPDIR:-/tmp}/hinge-sentences-XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "sentences: $*" >&2
    exit 1
}
search() { PYTHONDONTWRITEBYTECODE=1 python3 "$HINGE_ROOT/tests/contract/sentences.py" "$1/facts.json" "$1/results"; }
run() { # FOLDER, of trials.csv
    printf '[run]\nlist = trials.csv\noutput = results\nrecordings = none\n%s\n' "${2-figures = none}" >"$1/study.ini"
    hinge-run -q "$1/study.ini" >/dev/null 2>&1 || fail "$1: hinge-run"
    hinge-report -q "$1/results/results.h5" --facts -o "$1/facts.json"
    search "$1" >found || fail "$1: $(cat found)"
    echo "$1: $(tail -n 1 found)"
}
hinge-simulate -q -n 12 --reps 3 --seed 5 --rate 30 --format trc-b -o cues
run cues ""
# the cue becomes a second session: of two groups, of one, and under numbers; the same people as three groups
at() { awk -F, -v OFS=, 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i; print; next} {'"$1"'; print}' cues/trials.csv >"$2/trials.csv"; }
for study in stages numbers one three; do cp -r cues $study && rm -rf $study/results; done
at '$at["session"] = $at["cue"] == "none" ? "before" : "after"; $at["cue"] = "none"' stages
at '$at["session"] = 1 + ($at["cue"] != "none"); $at["cue"] = "none"' numbers
at '$at["session"] = $at["cue"] == "none" ? "before" : "after"; $at["cue"] = "none"; $at["group"] = ""' one
at 'n = substr($at["participant"], 2) % 3; $at["group"] = n == 0 ? "a" : n == 1 ? "b" : "c"' three
for study in stages numbers one three; do run $study; done
# planted: a direction in the page; in an answer, with a size that no record has; and where the record does not differ
page=cues/results/report.html words=cues/results/comparisons/cues.txt
cp $page page && sed -i 's,<p>,<p>With the dowel\, knee excursion was 31.7° lower than without a cue. ,' $page
search cues >found && fail "a sentence planted in the page was not found"
grep -q 'report.html: .*31.7° lower' found || fail "$(cat found)"
cp page $page && cp $words answer && sed -i '1s/$/ Peak hip flexion was 31.7° larger with the dowel./' $words
search cues >found && fail "a sentence planted in an answer was not found"
grep -q 'cues.txt: .*31.7° larger' found || fail "$(cat found)"
# a record more is one that Methods do not count
cp answer $words && cp cues/results/comparisons/groups.json records
sed -i '0,/"role": "described"/s//"role": "further", "verdict": "undecided"/' cues/results/comparisons/groups.json
search cues >found && fail "a record that Methods do not count was not found"
grep -q 'methods: [0-9]* tests, of [0-9]* records' found || fail "$(cat found)"
cp records cues/results/comparisons/groups.json && sed -i '0,/"verdict": "differs"/s//"verdict": "undecided"/' cues/facts.json
search cues >found && fail "a verdict that the sentence does not say was not found"
grep -q 'facts: undecided: ' found || fail "$(cat found)"
