#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing outside a folder that was given is read: not by links to recordings, lists, tables of people,
# sensors and what is beside a BIDS recording; with --allow-outside all of it is.
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit
bad=0
fail() { echo "$*" && bad=1; }
hinge-simulate -q -n 3 --reps 3 --cue none --format trc-b -o out || exit
mkdir in && cp out/p001/*_1.trc in/P1_1.trc && file=$(basename out/p002/*_1.trc) && ln -s ../out/p002/"$file" in/P2_1.trc
mkdir in/.store && cp out/p003/*_1.trc in/.store/x.trc && ln -s .store/x.trc in/P3_1.trc # a link within leads nowhere else
outside() { # STATUS WORDS COMMAND...: ends so, and says it
    want=$1 words=$2 && shift 2
    "$@" >said 2>&1 </dev/null
    status=$?
    [ $status = "$want" ] && { [ -z "$words" ] || tr -s ' \n' ' ' <said | grep -qE "$words"; } || fail "$*: exit $status, not $want with \"$words\": $(cat said)"
}
leaves='leaves the data folder'

outside 4 "P2_1.trc: $leaves" hinge-ingest in -o x.h5
! tr -s ' \n' ' ' <said | grep -q "P3_1.trc: $leaves" said || fail "a link within is refused: $(cat said)"
outside 0 '' hinge-ingest -q --allow-outside in -o x.h5

# people beside a list that was given, and in a folder
mkdir listed && cp in/P1_1.trc listed && printf 'file,participant\nP1_1.trc,P1\n' >listed/trials.csv
printf 'participant,age\nP1,44\n' >people.csv && ln -s ../people.csv listed/participants.csv
outside 3 "participants.csv: $leaves" hinge-ingest listed/trials.csv -o x.h5
outside 3 "participants.csv: $leaves" hinge-ingest listed -o x.h5
outside 0 '' hinge-ingest -q --allow-outside listed -o x.h5
mv listed/participants.csv listed/people.csv # by its columns
outside 0 "people.csv: not taken: $leaves" hinge-ingest listed/trials.csv -o x.h5
! grep -q joined said || fail "people elsewhere are joined: $(cat said)"
rm listed/people.csv
mv listed/trials.csv . && ln -s ../trials.csv listed/trials.csv # a list elsewhere
outside 4 "trials.csv: $leaves" hinge-ingest listed -o x.h5

# BIDS
hinge-ingest -q in/P1_1.trc --set name='{participant}_{trial}.trc' -o x.h5 && hinge-export -q x.h5 --bids bids || fail "no BIDS"
outside 0 '' hinge-ingest -q bids -o y.h5
for one in participants.tsv $(cd bids && find . -name '*_motion.tsv' -o -name '*_channels.tsv' -o -name '*_motion.json'); do
    rm -rf bids2 away && cp -r bids bids2 && mkdir away && mv "bids2/$one" away
    ln -s "$dir/away/$(basename "$one")" "bids2/$one"
    outside 3 "$(basename "$one"): $leaves" hinge-ingest bids2 -o y.h5
    outside 0 '' hinge-ingest -q --allow-outside bids2 -o y.h5
done
exit $bad
