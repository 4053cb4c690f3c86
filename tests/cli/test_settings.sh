#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A name of an option has one meaning in every tool: the help of each begins with the same words, to
# the first "; ", ". ", " (" or ": " (lib/include/hinge/settings.h has them). The few names below
# may differ; the list may only shrink.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# output: what is written differs. The others are columns of a table in hinge-compare.
may="output participant group trial rep"
for tool in hinge-analyze hinge-check hinge-compare hinge-export hinge-ingest hinge-inspect hinge-merge \
    hinge-plan hinge-plot hinge-report hinge-run hinge-simulate hinge-table hinge-view; do
    "$tool" --help=all | sed "s/^/$tool\t/"
done | awk -F'\t' -v may="$may" '
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
        if (names < 150) print "only " names " names were found"
    }' >"$dir/found"
[ ! -s "$dir/found" ] || { cat "$dir/found"; exit 1; }
