#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-plan --how-many removes its own working folder and nothing else: not what a link leads to, no folder of another
# user of its name, not the user's empty folder. One at a time works in a folder, and a signal leaves nothing.
# shellcheck disable=SC2011,SC2015,SC2034 # a failure ends the test; names are of this test
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "$@"; exit 1; }
begin() { exec hinge-plan -q --how-many --groups a,b --reps 3 --rate 15 "$@"; }
plan() { (begin "$@"); }
mkdir -p theirs/below linked/.how-many-1-0.hinge~
echo kept | tee theirs/a theirs/below/b linked/.how-many-1-0.hinge~/c >/dev/null
ln -s ../theirs linked/.how-many.hinge~
plan --pool 20 -o linked
mkdir folder folder/.how-many.hinge~
echo kept >folder/.how-many.hinge~/d
plan --pool 20 -o folder
cat theirs/a theirs/below/b linked/.how-many-1-0.hinge~/c folder/.how-many.hinge~/d | uniq -c | grep -q '4 kept' ||
    fail "what is not its own was removed"
[ "$(ls -A folder | xargs)" = ".how-many.hinge~ how-many.csv how-many.json how-many.md how-many.svg" ] || fail "$(ls -A folder)"
# what it makes itself has a link in it by then: what that leads to stays
begin --pool 60 -o link 2>/dev/null &
for i in $(seq 400); do
    ln -s "$dir/theirs" link/.how-many-*/mine 2>/dev/null && [ ! -e 'link/.how-many-*' ] && break
    sleep 0.01
done
wait $!
[ -e theirs/a ] && [ -e theirs/below/b ] || fail "a link in the working folder was followed"
# two at once
begin --pool 60 -o two 2>one.err &
one=$!
while [ ! -e two/.hinge-plan.hinge~ ]; do sleep 0.01; done
status=0
plan --pool 20 -o two 2>other.err || status=$?
wait $one || fail "the first: $(cat one.err)"
[ $status = 5 ] || fail "the second ended with $status"
grep -q "^hinge-plan: two: another hinge-plan works there (process $one): wait until" other.err || fail "$(cat other.err)"
# signals, and a user's own folder
mkdir empty
for s in 1 3 6; do
    begin --pool 400 -o empty 2>/dev/null &
    sleep 0.$s
    kill -TERM $!
    status=0
    wait $! || status=$?
    [ $status = 143 ] && [ -d empty ] && [ -z "$(ls -A empty)" ] || fail "TERM after 0.$s s: $status, $(ls -A empty)"
done
plan --effect groups:sparc=-5 -o empty 2>/dev/null && fail "not refused"
[ -d empty ] || fail "the user's empty folder was removed"
