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
    hinge-ingest -q $which/trials.csv -o $which/study.h5
    hinge-analyze -q $which/study.h5 -o $which/results.h5 2>/dev/null
done
spread=6 flips=3
[ "${HINGE_CAMPAIGN-}" != full ] || spread=60 flips=200
wrong=0 runs=0 ended=0

# Before which calls: some from the first on, and the last.
choose() { # CALLS
    mapfile -t places < <(seq 1 $(($1 / spread + 1)) "$1" && echo "$1")
}

run() { # FOLDER COMMAND...: out, said
    (cd "$1" && ulimit -t 60 && exec "${@:2}" -o out) >"$1/said" 2>&1
}

# The output is that of the file; of one with another byte that nothing reads but for the digest,
# which the report names.
same() { # FOLDER old or new
    [ "${sums[$1/out]-}" = "${sums[$2/out]}" ] ||
        { [ -n "$flip" ] && cmp -s <(without_digest "$1/out") <(without_digest "$2/out"); }
}
without_digest() { sed -E 's/sha256 [0-9a-f]+/sha256/g' "$1"; }

judge() { # FOLDER CODE what
    runs=$((runs + 1))
    case $2 in
    0 | 4) same "$1" new || same "$1" old && return ;;
    3 | 5) [ ! -e "$1/out" ] && [ -s "$1/said" ] && ended=$((ended + 1)) && return ;;
    esac
    echo "$3: exit $2: $(head -c 300 "$1/said")"
    wrong=$((wrong + 1))
}

# each FILE COMMAND...: FILE is study.h5 or results.h5; each run has a folder of its own
each() {
    local file=$1 how at size byte sum path i what=() codes=() swapped=() folders=() flip=
    local -A sums=()
    shift
    rm -f {old,new}/out
    : >old/calls
    SWAP_NAME=$file SWAP_COUNT=calls LD_PRELOAD=$folder/swap.so run old "$@"
    run new "$@"
    read -r calls <old/calls
    choose ${#calls}
    for how in replace rewrite; do
        for at in "${places[@]}"; do
            what+=("$how at $at")
            swapped+=("runs/${#swapped[@]}")
        done
    done
    folders=("${swapped[@]}")
    for ((i = 0; i < flips; i++)); do folders+=("runs/flip$i"); done
    mkdir runs "${folders[@]}"
    tee "${folders[@]/%//$file}" <"old/$file" >/dev/null
    tee "${swapped[@]/%//other.h5}" <"new/$file" >/dev/null
    for i in "${!swapped[@]}"; do
        read -r how _ at <<<"${what[i]}"
        SWAP_NAME=$file SWAP_BY=other.h5 SWAP_AT=$at SWAP_HOW=$how LD_PRELOAD=$folder/swap.so \
            run "${folders[i]}" "$@"
        codes+=($?)
    done
    size=$(stat -c %s "old/$file")
    for ((; i + 1 < ${#folders[@]}; i++)); do
        at=$(((RANDOM << 15 | RANDOM) % size))
        printf -v byte '\\x%02x' $((RANDOM % 256))
        printf '%b' "$byte" >byte
        dd if=byte of="${folders[i + 1]}/$file" bs=1 seek=$at conv=notrunc status=none
        run "${folders[i + 1]}" "$@"
        codes+=($?)
        what+=("another byte at $at")
    done
    while read -r sum at path; do sums[$path]="$sum $at"; done < <(cksum {old,new,runs/*}/out 2>/dev/null)
    [ "${sums[old/out]}" != "${sums[new/out]}" ] || { echo "$*: the same of both files" && wrong=$((wrong + 1)); }
    for i in "${!folders[@]}"; do
        [ "$i" -lt ${#swapped[@]} ] || flip=yes
        judge "${folders[i]}" "${codes[i]}" "$* ($file: ${what[i]})"
    done
    rm -r runs
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
    (cd "$1/results" && cksum {tables,comparisons,figures}/* report.html)
}
again() { # SETTING...: a copy of the old run with another title, run once more
    rm -rf again
    cp -r old again
    echo 'title = One state' >>again/study.ini
    (ulimit -t 60 && exec env "$@" hinge-run -q again/study.ini) >said 2>&1
    code=$?
}
shopt -s nullglob
for which in old new; do
    rm $which/{*.h5,out,said}
    printf '[run]\ntables = trials,summary\nfigures = paired\n' >$which/study.ini
    hinge-run -q $which/study.ini >said
    cp -r $which again
    echo 'title = One state' >>again/study.ini
    hinge-run -q again/study.ini >said
    made again >$which.made
    rm -r again
done
! cmp -s old.made new.made || { echo "hinge-run: the same of both" && wrong=$((wrong + 1)); }
again SWAP_NAME=results.h5 SWAP_COUNT="$PWD/count" LD_PRELOAD="$folder/swap.so"
read -r calls <count
choose ${#calls}
for how in replace rewrite; do
    for at in "${places[@]}"; do
        cp new/results/results.h5 other.h5
        again SWAP_NAME=results.h5 SWAP_BY="$PWD/other.h5" SWAP_AT="$at" SWAP_HOW=$how LD_PRELOAD="$folder/swap.so"
        runs=$((runs + 1))
        case $code in
        0 | 4) made again >again.made && { cmp -s again.made old.made || cmp -s again.made new.made; } ;;
        3 | 5) [ -s said ] && ended=$((ended + 1)) ;;
        *) false ;;
        esac && continue
        echo "hinge-run ($how at $at of ${#calls}): exit $code: $(head -c 300 said)"
        wrong=$((wrong + 1))
    done
done
echo "$runs runs, $wrong wrong ($ended ended with 3 or 5)"
[ $wrong -eq 0 ]
