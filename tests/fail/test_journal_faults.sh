#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The journal of hinge-ingest and hinge-analyze where calls or room fail it: a journal never
# fails a run, and never changes it. Runs that make a journal and runs that resume from one, with
# calls on the journal failing, and a file that may not grow: the bytes of an undisturbed run and exit 0, or exit 5; after exit 5 the same command makes them. A journal that
# is cut, or has a bit flipped anywhere, is not believed; one whose checksums were made to fit what was
# flipped never ends a run but with a word, and after exit 3 or 5 the command makes the bytes; so with one that
# has a batch of repetitions twice (exit 3). HINGE_CAMPAIGN=full tries more places. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-journal-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer comes before a preloaded library"; exit 77; }
${CC:-cc} -shared -fPIC -O1 -o "$folder/iofault.so" "$HINGE_ROOT/tests/fail/iofault.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
wrong=0 runs=0 resumed=0
hinge-simulate -q -n 20 --trials 2 --reps 14 --cue none --cue wall_tap --format csv --rate 10 -o long
hinge-ingest -q long/trials.csv -o whole.ingest
hinge-analyze -q whole.ingest -o whole.analyze

amiss() {
    wrong=$((wrong + 1))
    [ $wrong -gt 20 ] || echo "$*"
}

# No end is seen by the processor it takes: a machine that others use too may be slow for its own reasons.
fails() { # CALL NAME FROM ONCE COMMAND...
    (ulimit -t 20 && exec env IOFAULT_CALL="$1" IOFAULT_NAME="$2" IOFAULT_FROM="$3" ${4:+IOFAULT_ONCE=1} \
        LD_PRELOAD="$folder/iofault.so" timeout 900 "${@:5}")
}

# The outcome of a run with something failing, and of the command after it.
judge() { # what kind code
    runs=$((runs + 1))
    ! grep -q '^hinge-[a-z]*: resumed' said || resumed=$((resumed + 1))
    case $3 in
    0) cmp -s out "whole.$2" || amiss "$1: exit 0 and another $2" ;;
    5) "${line[@]}" -q -o out 2>said || amiss "$1: then exit $?: $(head -n 1 said)"
        cmp -s out "whole.$2" || amiss "$1: then another $2" ;;
    *) amiss "$1: exit $3: $(head -n 1 said)" ;;
    esac
    [ -z "$(find . -maxdepth 1 -name '.out.hinge~')" ] || amiss "$1 leaves a temporary"
    rm -f out .out.*~
}

places=2 times=('') seeds=1
[ "${HINGE_CAMPAIGN-}" != full ] ||
    { places="1 2 3 4 5 7 10 14 20 30" && times=('' yes) && seeds=$(seq 40); }
for kind in ingest analyze; do
    case $kind in
    ingest) line=(hinge-ingest long/trials.csv) ;;
    analyze) line=(hinge-analyze whole.ingest) ;;
    esac
    # killed where all of the work is done and nothing published
    IOFAULT_KILL=1 fails rename out 1 '' "${line[@]}" -q -o out >/dev/null 2>&1
    [ -s .out.journal~ ] || { echo "$kind keeps no journal"; exit 1; }
    mv .out.journal~ journal
    rm -f .out.*~
    "${line[@]}" --force -o out >said 2>&1
    judge "without a journal" $kind $?
    cp journal .out.journal~
    "${line[@]}" -o out >said 2>&1
    judge "resumed" $kind $?
    [ $resumed -gt 0 ] || { echo "$kind does not resume"; exit 1; }
    for from in $places; do
        for once in "${times[@]}"; do
            for call in open write fstat lstat close; do
                fails $call .out.journal~ "$from" "$once" "${line[@]}" -o out >said 2>&1
                judge "journal: $call $from ${once:+once}" $kind $?
            done
            for call in open fstat pread ftruncate write close unlink; do
                cp journal .out.journal~
                fails $call .out.journal~ "$from" "$once" "${line[@]}" -o out >said 2>&1
                judge "resumed: $call $from ${once:+once}" $kind $?
            done
        done
        # no room for the journal, then none for the target either
        kib=$((from * $(stat -c %s journal) / 1024 / 16))
        cp journal .out.journal~
        (trap '' XFSZ && ulimit -f $kib && exec "${line[@]}" -o out) >said 2>&1
        judge "resumed with $kib KiB" $kind $?
        # a torn journal
        head -c $((from * $(stat -c %s journal) / 40)) journal >.out.journal~
        "${line[@]}" -o out >said 2>&1
        judge "cut journal" $kind $?
    done
    # bits of its checksums, kinds, lengths, counts, texts and numbers flipped (journal_bits.py)
    for where in checksum kind length head body heads bodies; do
        for seed in $seeds; do
            python3 "$HINGE_ROOT/tests/fail/journal_bits.py" journal .out.journal~ $where "$seed" ||
                amiss "no journal to damage: $kind, $where"
            "${line[@]}" -o out >said 2>&1
            judge "journal with bits flipped: $where, seed $seed" $kind $?
        done
    done
    # bits flipped and the checksums made to fit: numbers may be others, the run ends in order
    for seed in $(seq 3) $seeds; do
        python3 "$HINGE_ROOT/tests/fail/journal_bits.py" journal .out.journal~ forged "$seed" ||
            amiss "no journal to forge: $kind"
        "${line[@]}" -o out >said 2>&1
        code=$?
        if [ $code -eq 0 ] || [ $code -eq 4 ]; then
            runs=$((runs + 1))
            hinge-inspect out >/dev/null 2>said
            case $? in 0 | 3) ;; *) amiss "what a forged journal made, seed $seed: $(head -n 1 said)" ;; esac
            rm -f out .out.*~
        else
            [ $code -ne 3 ] || code=5
            judge "forged journal: seed $seed" $kind $code
        fi
    done
    # a batch of repetitions twice: more of them than the trials have
    if [ $kind = analyze ]; then
        python3 "$HINGE_ROOT/tests/fail/journal_bits.py" journal .out.journal~ again 1 || amiss "no repetitions in the journal"
        "${line[@]}" -o out >said 2>&1
        code=$?
        if [ $code -ne 3 ] || ! grep -q 'repetitions are of no trial; .* run the same command again' said; then
            amiss "repetitions of no trial: exit $code: $(head -n 1 said)"
        fi
        if [ -e out ] || [ -e .out.journal~ ]; then amiss "repetitions of no trial: a file is left"; fi
        judge "repetitions of no trial" $kind 5
    fi
done
echo "$runs runs, $resumed resumed, $wrong wrong"
[ $wrong -eq 0 ]
