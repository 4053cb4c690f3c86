#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # browser.sh is checked by itself; it has work and chromium
# scripts/page-run twice, the same bytes; its programs in node and its page in Chromium say and write what the tools here do: words, and
# numbers to 1e-9. Skipped without emscripten's libraries (scripts/libraries page) or Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
unset MAKEFLAGS MAKELEVEL
for run in 1 2; do
    "$HINGE_ROOT/scripts/page-run" $run 2>said >&2
    case $? in 0) ;; 77) echo "skipped: $(head -n 1 said)" && exit 77 ;; *) fail "$(cat said)" ;; esac
done
diff -rq 1 2 || fail "the page is not the same twice"
[ "$(stat -c %s 1/hingekit.html)" -le 12000000 ] || fail "hingekit.html has $(stat -c %s 1/hingekit.html) bytes, more than 12 MB"
[ "$(cat "$HINGE_ROOT"/scripts/page/{page,worker}.js | wc -l)" -le 600 ] || fail "more than 600 lines of the page's own"
in_node() { node "$HINGE_ROOT/scripts/page/in-node.js" "$HINGE_ROOT/build/page/one/hinge-tools" "$@"; }
tables() { # folder into: its tables and comparisons
    mkdir -p "$2" && cp "$1"/tables/*.csv "$1"/tables/more/*.csv "$1"/comparisons/*.csv "$2" && rm "$2/provenance.csv"
}
same() { # folder what: of a study beside that of here
    tables here/study/results tables/here
    tables "$1/results" "tables/$2"
    [ "$(ls tables/here)" = "$(ls "tables/$2")" ] || fail "$2 has other tables: $(diff <(ls tables/here) <(ls "tables/$2"))"
    "$HINGE_BUILD/bin/same-numbers" tables/here "tables/$2" >differ || fail "$2: $(cat differ)"
}
for where in here node page; do
    mkdir $where && cp -r "$HINGE_ROOT/datasets/cohort" $where/study && rm $where/study/truth.csv
done
(cd here && hinge-run --new study >look.txt && hinge-run -q study >run.txt) || fail "here"
in_node node/study hinge-run --new study >node/look.txt || fail "$(cat node/look.txt)"
in_node node/study hinge-run -q study >node/run.txt || fail "$(cat node/run.txt)"
for said in look run; do diff here/$said.txt node/$said.txt || fail "the programs in node say something else"; done
same node/study node

# refusals are those of a terminal
for words in "hinge-run nothing" "hinge-run --new study --list" "hinge-table reps study/trials.csv" "hinge-run --nwe study"; do
    # shellcheck disable=SC2086 # words
    (cd here && $words >refused.txt 2>&1)
    code=$?
    # shellcheck disable=SC2086
    in_node node/study $words >node/refused.txt 2>&1
    [ $? = $code ] || fail "$words: another exit code than $code"
    diff here/refused.txt node/refused.txt || fail "$words: says something else"
done

python3 "$HINGE_ROOT/tests/cli/page_run.py" "$chromium" 1/hingekit.html page/study "$work/page" >page/said.txt || fail "$(cat page/said.txt)"
unzip -q -d zip page/saved/*.zip || fail "the zip"
same zip/study page
grep -q '^report: .*38' page/said.txt || fail "$(cat page/said.txt)"
