#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs ended at random instants by INT, TERM or HUP, or by OpenMP's runtime without memory for a
# thread: ended in words with the signal's exit code, or whole; no temporary stays beside a target,
# in a folder or in TMPDIR, and what was there before stays until the new one is whole.
# HINGE_CAMPAIGN=full stops more runs; SEED chooses the instants.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-interrupts-XXXXXX")
# not in a child that is ended before it is another program, in which even "[" may fail
trap '[ -n "${over-}" ] && rm -rf "$folder"' EXIT
cd "$folder" || exit 1
export TMPDIR=$folder/tmp
mkdir tmp rec
RANDOM=${SEED:-1}
each=3
[ "${HINGE_CAMPAIGN-}" != full ] || each=40
cp -r "$HINGE_ROOT"/datasets/cohort/p00[12] rec
head -n 1 "$HINGE_ROOT/datasets/cohort/trials.csv" > rec/trials.csv
grep '^p00[12]/' "$HINGE_ROOT/datasets/cohort/trials.csv" >> rec/trials.csv
printf '[run]\ntables = reps,summary\nfigures = paired,tiles\n' > rec/study.ini
hinge-ingest -q rec/trials.csv -o study.h5 && hinge-analyze -q study.h5 -o results.h5 || exit 1
runs=0 wrong=0

amiss() {
    wrong=$((wrong + 1))
    echo "$*"
}

shopt -s globstar dotglob nullglob
clean() { # what was done
    local left=(**/*hinge~ tmp/*)
    [ ${#left[@]} -eq 0 ] || amiss "$*: leaves ${left[*]}"
    if [ ${#left[@]} -gt 0 ] || [ -e made ]; then rm -rf tmp/* made; fi
}

# stop SIGNAL COMMAND...: ended some time within its course, which is known from a run before
stop() {
    local signal=$1 code child
    shift
    env --default-signal=INT,TERM,HUP "$@" > /dev/null 2> said &
    child=$!
    sleep "$(printf '%d.%03d' $((instant / 1000)) $((instant % 1000)))"
    kill "-$signal" $child 2> /dev/null
    { wait $child; } 2> /dev/null
    code=$?
    runs=$((runs + 1))
    case $signal:$code in
    *:0 | INT:130 | TERM:143 | HUP:129) ;;
    *) amiss "$signal after $instant ms, exit $code: $*: $(cat said)" ;;
    esac
    clean "$signal after $instant ms: $*"
}

try() { # COMMAND...
    local began took instant signal
    began=$(date +%s%N)
    "$@" > /dev/null 2> said || amiss "$*: $(cat said)"
    took=$((($(date +%s%N) - began) / 1000000))
    clean "$*"
    for signal in INT TERM HUP; do
        for _ in $(seq $each); do
            instant=$((took * (RANDOM % 1000) / 1000))
            [ ! -e rec/results ] || rm -r rec/results
            stop $signal "$@"
        done
    done
}
try hinge-run -q rec/study.ini
try hinge-table -q reps results.h5 --format xlsx -o made
try hinge-table -q reps results.h5 --format csv -o made
try hinge-simulate -q -n 6 --trials 2 -j 3 --format csv -o made
try hinge-export -q study.h5 --raw -o made
try hinge-export -q study.h5 --bids made
try hinge-report -q results.h5 -o made
try hinge-plan -q --groups all:8 --cues none,dowel -o made

# no memory for a thread, in a folder of outputs that are begun
if [ -z "${HINGE_SANITIZED-}" ]; then
    for _ in $(seq $each); do
        (ulimit -v 4000000 && OMP_STACKSIZE=8G hinge-simulate -q -n 6 -j 4 -o made) > /dev/null 2> said
        code=$?
        runs=$((runs + 1))
        [ $code -eq 5 ] || amiss "no memory for a thread: exit $code: $(cat said)"
        clean "no memory for a thread"
    done
fi

# before the program stands: the system's own end, which a shell counts alike
for signal in INT TERM HUP; do
    for _ in $(seq $each); do
        instant=$((RANDOM % 20))
        stop $signal hinge-table -q reps results.h5 --format xlsx -o made
    done
done
# just between a scratch file's making and its unlinking
if command -v strace > /dev/null; then
    for at in 1 2 3 5; do
        strace -f -qq -o /dev/null -e inject=unlink:error=EIO:signal=TERM:when=$at \
            hinge-table -q reps results.h5 --format xlsx -o made > /dev/null 2>&1
        runs=$((runs + 1))
        clean "TERM at unlink $at of xlsx"
    done
    # other threads write on while the one with the signal ends the process, here slowly
    for _ in 1 2 3 4 5; do
        strace -D -f -qq --seccomp-bpf -o /dev/null -e trace=exit_group \
            -e inject=exit_group:delay_enter=300000 \
            hinge-simulate -q -n 4 --trials 300 -j 3 --format csv -o made > /dev/null 2> said &
        child=$!
        sleep 0.3
        kill -TERM $child
        { wait $child; } 2> /dev/null
        code=$?
        runs=$((runs + 1))
        [ $code -eq 143 ] || [ $code -eq 0 ] || amiss "TERM with a slow end: exit $code: $(cat said)"
        clean "TERM with a slow end"
    done
fi
over=yes
echo "$runs runs, $wrong wrong"
[ $wrong -eq 0 ]
