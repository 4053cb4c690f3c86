#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every tool with each of its own allocations failing once, by every way that leads to it
# (tests/fail/allocfault.c): exit 5 and the word memory, or the outcome of an undisturbed run. What
# a forked copy ends with otherwise is done again in the tool itself: then the old output must be
# there, and no temporary. HINGE_CAMPAIGN=full takes more commands. 77: skipped.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-alloc-XXXXXX")
trap 'rm -rf "$folder"' EXIT
[ -z "${HINGE_SANITIZED-}" ] || { echo "skipped: a sanitizer has its own malloc"; exit 77; }
${CC:-cc} -D_GNU_SOURCE -shared -fPIC -O1 -o "$folder/allocfault.so" "$HINGE_ROOT/tests/fail/allocfault.c" -ldl 2>/dev/null ||
    { echo "skipped: no compiler for the preloaded library"; exit 77; }
cd "$folder" || exit 1
full=no
[ "${HINGE_CAMPAIGN-}" != full ] || full=yes
wrong=0 tried=0 again=0
cpu=$(taskset -cp $$ | sed 's/.*[:, -]//') # one processor: copies have one thread

failing() { # COMMAND...
    taskset -c "$cpu" env ALLOCFAULT_SEEN="$folder/seen" ALLOCFAULT_LOG="$folder/log" \
        LD_PRELOAD="$folder/allocfault.so" timeout 600 "$@"
}

amiss() {
    wrong=$((wrong + 1))
    [ $wrong -gt 20 ] || echo "$*"
}

# The command with the one allocation failing in itself.
really() { # how said number COMMAND...
    local code
    again=$((again + 1))
    cp seen.before seen
    rm -rf out
    echo old >out
    [ ! -d whole ] || rm out
    ALLOCFAULT_ONLY=$3 failing "${@:4}" >said.out 2>said
    code=$?
    case $code in
    0) # hinge-run notes which files these are, another time others
        { diff -rq -x run-state.txt out whole && cmp said.out whole.out; } >/dev/null 2>&1 ||
        amiss "$4: allocation $3: exit 0 and another outcome (${*:4}; $1, $2)" ;;
    5) if ! grep -q memory said; then amiss "$4: allocation $3: $(head -n 1 said) (${*:4})"; fi
        [ ! -f out ] || [ "$(cat out)" = old ] || amiss "$4: allocation $3: the old output is gone (${*:4})" ;;
    *) amiss "$4: allocation $3: exit $code: $(head -n 1 said) (${*:4}; $1, $2)" ;;
    esac
    [ -z "$(find . -name '*hinge~*' -o -name '*journal~*')" ] || amiss "$4: allocation $3 leaves a temporary (${*:4})"
    find . \( -name '*hinge~*' -o -name '*journal~*' \) -exec rm -rf {} +
}

try() { # COMMAND...: its output is `out`, or what it prints
    local how said number
    rm -rf out whole
    "$@" >whole.out 2>/dev/null </dev/null
    [ ! -e out ] || mv out whole
    [ -e whole ] || echo old >whole
    cp seen seen.before
    : >log
    failing "$@" >/dev/null 2>&1 </dev/null || [ $? -le 1 ] || amiss "$*: the undisturbed run fails"
    tried=$((tried + $(wc -l <log)))
    while IFS=$'\t' read -r how _ said number _; do
        [ "$how" = "exit 5" ] && [[ $said == *memory* ]] && continue
        [[ $how != signal* ]] || amiss "$*: allocation $number: $how, $said"
        really "$how" "$said" "$number" "$@"
    done < <(grep -vP '^exit 5\t[^\t]*\t[^\t]*memory' log)
}

truncate -s 8M seen
: >log
hinge-simulate -q -n 4 --trials 1 --reps 3 --rate 20 --seed 5 --cue none --cue dowel -o raw
hinge-ingest -q raw/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
try hinge-ingest -q raw/p001/bodyweight_hinge_none_1.trc -o out
try hinge-table reps results.h5
try hinge-compare between results.h5 --outcome lumbar_fraction --group group --format csv
head -n 2 raw/trials.csv >raw/one.csv
try hinge-inspect study.h5 results.h5 raw/one.csv
try hinge-plot -q forest results.h5 -o out
if [ $full = yes ]; then
    try hinge-ingest -q raw/trials.csv -o out
    try hinge-analyze -q study.h5 -o out
    try hinge-check study.h5 -o out
    for view in agreement faults flow missing participants provenance quality ratios sensitivity \
        summary trials variability waveforms; do try hinge-table $view results.h5 -o out; done
    for format in csv tsv json markdown latex html xlsx; do try hinge-table ratios results.h5 --format $format -o out; done
    for figure in "agreement --by cue" bins coupling loops paired prevalence roc sensitivity tiles waveforms \
        "overview --study study.h5 --trial p001_1_bodyweight_hinge_none_1" \
        "stick --study study.h5 --trial p001_1_bodyweight_hinge_none_1"; do
        # shellcheck disable=SC2086 # words
        try hinge-plot -q $figure results.h5 -o out
    done
    for analysis in cues "lmm --formula lumbar_fraction~cue+(1|participant)" \
        "within --outcome lumbar_fraction --condition cue" \
        "icc --outcome lumbar_fraction --rater cue" "groups --group group"; do
        # shellcheck disable=SC2086 # words
        try hinge-compare -q $analysis results.h5
    done
    try hinge-report -q results.h5 -o out
    try hinge-export -q study.h5 --raw --trial p001_1_bodyweight_hinge_none_1 -o out
    try hinge-export -q study.h5 --processed -o out
    hinge-ingest -q raw/trials.csv --shard 1/2 -o a.h5
    hinge-ingest -q raw/trials.csv --shard 2/2 -o b.h5
    try hinge-merge -q a.h5 b.h5 -o out
    try hinge-plan -q --groups a:6,b:6 --cues none,dowel --nsim 20 -o out
    try hinge-simulate -q -n 1 --trials 1 --reps 1 -o out
    cp -r raw/p001 folder
    hinge-run --new folder >/dev/null 2>&1
    try hinge-run -q folder/study.ini --set run.output=../out --set run.tables=summary --set run.figures=paired
fi
echo "$tried allocations failed, $again of them again in the tool itself, $wrong wrong"
[ $wrong -eq 0 ] && [ $tried -gt 100 ]
