#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A name of an option has one meaning in every tool: the help of each begins with the same words, to
# the first "; ", ". ", " (" or ": " (lib/include/hinge/settings.def has them). The few names below
# may differ; the list may only shrink. So has its default, where tools print one.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# output: what is written differs. names: of hinge-run --new those of people, elsewhere those of outcomes. The others are columns
# of a table in hinge-compare.
may="output participant group trial rep names"
# what follows from the extension of -o differs; order is of two groups in a table, of a baseline in an analysis; reference values
# of analyses are of the seed 20240101, studies of the seed 1
defaults="format order seed"
for tool in hinge-analyze hinge-check hinge-compare hinge-export hinge-ingest hinge-inspect hinge-merge \
    hinge-plan hinge-plot hinge-report hinge-run hinge-simulate hinge-table hinge-view; do
    "$tool" --help=all | sed "s/^/$tool\t/"
done | awk -F'\t' -v may="$may" -v defaults="$defaults" '
    function done_(   words) {
        if (name == "") return
        words = help
        sub(/; .*|\. .*| \(.*|: .*/, "", words)
        names += !(name in first)
        slots++
        if (!(name in first)) { first[name] = words; by[name] = tool }
        else if (first[name] != words) {
            differ[name] = 1
            if ((" " may " ") !~ (" " name " "))
                print "--" name ": \"" first[name] "\" in " by[name] ", \"" words "\" in " tool
        }
        if (match(help, /default:? [^;)]+/)) {
            words = substr(help, RSTART, RLENGTH)
            sub(/default:? /, "", words)
            if (!(name in standard)) { standard[name] = words; of[name] = tool }
            else if (standard[name] != words) {
                two[name] = 1
                if ((" " defaults " ") !~ (" " name " "))
                    print "--" name ": default " standard[name] " in " of[name] ", " words " in " tool
            }
        }
        name = help = ""
    }
    /\t  (    |-., )--[a-z]/ {
        done_(); tool = $1; help = $2
        sub(/^ *(-., )?--/, "", help); name = help; sub(/ .*/, "", name)
        sub(/^[^ ]+( [^ ]+)?  +/, "", help) || help = ""
        next
    }
    name != "" && $2 ~ /^           / { line = $2; sub(/^ +/, "", line); help = help (help == "" ? "" : " ") line; next }
    { done_() }
    END {
        done_()
        n = split(may, list, " ")
        for (i = 1; i <= n; i++)
            if (!(list[i] in differ)) print list[i] ": has one meaning now: take it from the list of this test"
        n = split(defaults, list, " ")
        for (i = 1; i <= n; i++)
            if (!(list[i] in two)) print list[i] ": has one default now: take it from the list of this test"
        if (names < 150) print "only " names " names were found"
    }' >"$dir/found"
[ ! -s "$dir/found" ] || { cat "$dir/found"; exit 1; }

# what rows of a CSV cannot obey is refused in one line: it is of a results file
cd "$dir"
printf 'participant,group,x\n1,a,1\n2,a,2\n3,a,3\n4,b,2\n5,b,3\n6,b,5\n' >a.csv
for option in --allow-inferred --all-tasks --all-reps "--fault-rule certain"; do
    # shellcheck disable=SC2086 # two words
    hinge-compare between a.csv --outcome x --group group $option >out 2>said && rc=0 || rc=$?
    name=${option%% *} name=${name#--}
    if [ "$rc" -ne 2 ] || [ -s out ] || [ "$(wc -l <said)" -ne 1 ] ||
        ! grep -q "${name//-/_}: a.csv is a CSV; the option is of a results file" said; then
        echo "$option: exit $rc: $(cat said)"
        exit 1
    fi
done
