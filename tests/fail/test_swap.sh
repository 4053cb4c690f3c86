#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A study or results file that is replaced, or rewritten in place, before any of a tool's opens and
# reads of it, and one with a bit flipped: the output is that of the old file or of the new one,
# or exit 3 or 5 and none. What hinge-run makes of its results is all of one of them.
# HINGE_CAMPAIGN=full tries more places. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-swap-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o "$folder/swap.so" "$HINGE_ROOT/tests/fail/swap.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
RANDOM=${SEED:-1}
# two studies of the same people, in which the same names have other numbers
for which in old new; do
    seed=1
    [ $which = old ] || seed=2
    hinge-simulate -q -n 6 --trials 1 --reps 4 --cue none --cue wall_tap --rate 20 --seed $seed -o $which
    hinge-ingest -q $which/trials.csv -o $which.study.h5
    hinge-analyze -q $which.study.h5 -o $which.results.h5 2>/dev/null
done
places=6 flips=3
[ "${HINGE_CAMPAIGN-}" != full ] || places=60 flips=200
wrong=0 runs=0 ended=0

# The output is that of the file; of one with another byte that nothing reads but for the digest,
# which the report names.
same() { # output
    cmp -s out "$1" || { [ -n "${flip-}" ] && cmp -s <(without_digest out) <(without_digest "$1"); }
}
without_digest() { sed -E 's/sha256 [0-9a-f]+/sha256/g' "$1"; }

judge() { # what
    runs=$((runs + 1))
    case $code in
    0 | 4) same new.out || same old.out && return ;;
    3 | 5) [ ! -e out ] && [ -s said ] && ended=$((ended + 1)) && return ;;
    esac
    echo "$1: exit $code: $(head -c 300 said)"
    wrong=$((wrong + 1))
}

run() { # command...: out, said, code
    rm -f out
    (ulimit -t 60 && exec "$@" -o out) >said 2>&1
    code=$?
}

# each FILE COMMAND...: FILE is study.h5 or results.h5
each() {
    local file=$1 which how at calls
    shift
    for which in old new; do
        cp $which.study.h5 study.h5
        cp $which.results.h5 results.h5
        run "$@"
        mv out $which.out
    done
    ! cmp -s old.out new.out || { echo "$*: the same of both files" && wrong=$((wrong + 1)); }
    cp old.study.h5 study.h5
    cp old.results.h5 results.h5
    SWAP_NAME=$file SWAP_COUNT=calls LD_PRELOAD=$folder/swap.so run "$@"
    calls=$(wc -c <calls)
    rm calls
    for how in replace rewrite; do
        for at in $(seq 1 $((calls / places + 1)) "$calls"); do
            cp "old.$file" "$file"
            [ -e other.h5 ] || cp "new.$file" other.h5
            SWAP_NAME=$file SWAP_BY=$PWD/other.h5 SWAP_AT=$at SWAP_HOW=$how LD_PRELOAD=$folder/swap.so \
                run "$@"
            judge "$* ($file: $how at $at)"
        done
    done
    rm -f other.h5
    for _ in $(seq $flips); do
        cp "old.$file" "$file"
        at=$(((RANDOM << 15 | RANDOM) % $(stat -c %s "$file")))
        printf '%b' "\\x$(printf %02x $((RANDOM % 256)))" |
            dd of="$file" bs=1 seek=$at conv=notrunc status=none
        run "$@"
        flip=yes judge "$* ($file: another byte at $at)"
    done
}

each results.h5 hinge-report results.h5
each results.h5 hinge-report results.h5 --participant p001 --sheet
each results.h5 hinge-compare cues results.h5 --condition cue --baseline none --format csv
each results.h5 hinge-compare within results.h5 --outcome lumbar_fraction --condition cue --format csv
each results.h5 hinge-table trials,summary,faults,missing results.h5 --format markdown
each results.h5 hinge-table reps results.h5 --format csv
each results.h5 hinge-plot paired results.h5
each results.h5 hinge-plot waveforms results.h5
each study.h5 hinge-analyze study.h5
each study.h5 hinge-check study.h5
each study.h5 hinge-export study.h5 --raw --trial p001_1_bodyweight_hinge_none_1

# a second hinge-run makes its summaries from results that are there
made() { # RUN
    (cd "$1/results" && find tables comparisons figures report.html -type f -exec sha256sum {} + | sort -k 2)
}
again() { # SETTING...: a copy of the old run with another title, run once more
    rm -rf again
    cp -r old again
    echo 'title = One state' >>again/study.ini
    (ulimit -t 60 && exec env "$@" hinge-run -q again/study.ini) >said 2>&1
    code=$?
}
for which in old new; do
    printf '[run]\ntables = trials,summary\nfigures = paired,waveforms\n' >$which/study.ini
    hinge-run -q $which/study.ini >said
    cp -r $which again
    echo 'title = One state' >>again/study.ini
    hinge-run -q again/study.ini >said
    made again >$which.made
    rm -r again
done
again SWAP_NAME=results.h5 SWAP_COUNT="$PWD/calls" LD_PRELOAD="$folder/swap.so"
calls=$(wc -c <calls)
for how in replace rewrite; do
    for at in $(seq 1 $((calls / places + 1)) "$calls"); do
        cp new/results/results.h5 other.h5
        again SWAP_NAME=results.h5 SWAP_BY="$PWD/other.h5" SWAP_AT="$at" SWAP_HOW=$how LD_PRELOAD="$folder/swap.so"
        runs=$((runs + 1))
        case $code in
        0 | 4) made again | cmp -s - old.made || made again | cmp -s - new.made ;;
        3 | 5) [ -s said ] && ended=$((ended + 1)) ;;
        *) false ;;
        esac && continue
        echo "hinge-run ($how at $at of $calls): exit $code: $(head -c 300 said)"
        wrong=$((wrong + 1))
    done
done
echo "$runs runs, $wrong wrong ($ended ended with 3 or 5)"
[ $wrong -eq 0 ]
