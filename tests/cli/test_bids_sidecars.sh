#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What is beside a BIDS recording is read whole, or refuses it by name; where there is none, it is said.
# shellcheck disable=SC2011,SC2015,SC2034 # a failure ends the test; names are of this test
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit
bad=0
fail() { echo "$*" && bad=1; }
hinge-simulate -q -n 1 --reps 3 --cue dowel --format trc-b -o made && hinge-ingest -q made/trials.csv -o x.h5 && hinge-export -q x.h5 --bids bids || exit
file=$(find bids -name '*_motion.json')
cp "$file" sound.json
[ "$(grep -c '"SamplingFrequency"' sound.json)" = 1 ] || fail "$(cat sound.json)"
rate() { sed "s/\"SamplingFrequency\": *[0-9.]*/\"SamplingFrequency\": $1/" sound.json >"$file"; }
try() { # STATUS WORDS
    hinge-ingest bids -o y.h5 >said 2>&1
    status=$?
    [ $status = "$1" ] && tr -s ' \n' ' ' <said | grep -q "$2" || fail "exit $status, not $1 with \"$2\": $(cat said)"
}
try 0 '1 recording stored'
for value in 0 -60 1e300 '"fast"' true; do
    rate "$value"
    try 3 "_motion.json: SamplingFrequency is .*: expected samples per second"
done
rate NaN && try 3 '_motion.json:.*'
rate '"n\/a"' && try 0 '1 recording stored'
head -c 40 sound.json >"$file" && try 3 '_motion.json'
printf 'none' >"$file" && try 3 '_motion.json'
: >"$file" && try 3 '_motion.json'
cp sound.json "$file"
other=$(find bids -name '*_channels.tsv')
cp "$other" channels && printf 'name\tname\na\tb\n' >"$other" && try 3 '_channels.tsv'
cp channels "$other" && rm "$file"
try 0 "_motion.tsv: warning: no _motion.json beside it"
hinge-inspect "$(find bids -name '*_motion.tsv')" >said 2>&1
tr -s ' \n' ' ' <said | grep -q 'no _motion.json beside it' || fail "a file that is missing is not said: $(cat said)"
exit $bad
