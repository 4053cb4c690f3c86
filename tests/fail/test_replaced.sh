#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# For every tool that writes into a folder, and each name that it would write there: a file of that
# name that somebody else made stays, byte by byte, and the run ends with exit 2 and --force in its
# words; with --force it is replaced, unless it is an input. HINGE_CAMPAIGN=full tries every name.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-replaced-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
names=3
[ "${HINGE_CAMPAIGN-}" != full ] || names=1000
cp -r "$HINGE_ROOT"/datasets/cohort/p001 "$HINGE_ROOT"/datasets/cohort/p002 .
grep -E '^(file|p00[12]/)' "$HINGE_ROOT/datasets/cohort/trials.csv" > trials.csv
hinge-ingest -q trials.csv -o study.h5 || exit 1
runs=0 wrong=0
amiss() {
    wrong=$((wrong + 1))
    echo "$*"
}

shopt -s globstar dotglob nullglob extglob
theirs() { # FILE: as somebody else made it
    local text
    read -rd '' text <"$1"
    [ "$text" = "somebody's" ]
}
inputs() { sha256sum p00?/*.trc trials.csv study.h5 study.ini; }

# into COMMAND...: its last word is the folder, out
into() {
    local name all=() code picked text
    rm -rf out
    "$@" out > said 2>&1 || amiss "$*: $(cat said)"
    for name in out/**; do
        [ ! -f "$name" ] || [ "${name##*/}" = run-state.txt ] || all+=("$name")
    done
    [ ${#all[@]} -gt 0 ] || amiss "$*: makes nothing"
    picked=$((${#all[@]} < names ? ${#all[@]} : names))
    for ((i = 0; i < picked; i++)); do
        name=${all[$((i * ${#all[@]} / picked))]}
        rm -rf out && mkdir -p "${name%/*}"
        echo "somebody's" > "$name"
        "$@" out > said 2>&1
        code=$?
        runs=$((runs + 1))
        read -rd '' text < said
        [[ $code:$text =~ ^2:.*(--force|never replaced) ]] || amiss "$* over $name: exit $code: $text"
        theirs "$name" || amiss "$*: $name was replaced"
        [ "${name##*/}" != dataset_description.json ] || continue # another data set, for good
        "$@" --force out > said 2>&1 || amiss "$* --force: $(cat said)"
        runs=$((runs + 1))
        ! theirs "$name" || amiss "$* --force: $name stayed"
    done
}
forced() { # --force and the folder, which are last, where the tool takes them
    local last=${*: -1} force=() word line=()
    for word in "${@:1:$#-1}"; do
        if [ "$word" = --force ]; then force=(--force); else line+=("$word"); fi
    done
    case ${line[0]} in
    hinge-run) "${line[@]}" "${force[@]}" --set "run.output=$folder/$last" ;;
    *) "${line[@]}" "${force[@]}" -o "$last" ;;
    esac
}
export_bids() {
    local last=${*: -1}
    hinge-export -q study.h5 "${@:1:$#-1}" --bids "$last"
}
printf '[run]\ntables = flow,reps\nfigures = tiles\n' > study.ini
into forced hinge-export -q study.h5 --raw
into forced hinge-export -q study.h5 --processed
into forced hinge-export -q study.h5 --processed --format trc
into forced hinge-export -q study.h5 --processed --format mot
into export_bids
into forced hinge-simulate -q -n 1 --reps 1 --format csv
into forced hinge-simulate -q -n 1 --reps 1 --rate 10 --format spinepose-json
into forced hinge-plan -q --groups all:2 --cues none,dowel
into forced hinge-run -q study.ini

# recordings, lists and the study itself, whatever is asked for
first=$(inputs)
hinge-ingest -q p001/* -o loose.h5
for file in p001/*; do
    id=${file##*/} id=${id%.trc}
    for how in "--raw" "--processed --format trc" "--processed --format mot" "--processed"; do
        # shellcheck disable=SC2086 # words
        hinge-export -q loose.h5 $how --trial "$id" -o "$file" > said 2>&1
        code=$?
        # shellcheck disable=SC2086
        hinge-export -q loose.h5 $how --force -o p001 > /dev/null 2>&1
        runs=$((runs + 2))
        [ "$(inputs):$code" = "$first:2" ] ||
            amiss "hinge-export $how over a recording: exit $code: $(cat said)"
        more=(p001/!(*.trc))
        [ ${#more[@]} -eq 0 ] || rm "${more[@]}"
    done
done
for line in "hinge-ingest trials.csv -o trials.csv" "hinge-ingest trials.csv -o p001/bodyweight_hinge_none_1.trc" \
    "hinge-ingest trials.csv -o out.h5 --run-log p001/bodyweight_hinge_none_1.trc" \
    "hinge-ingest trials.csv -o out.h5 --run-log trials.csv" "hinge-analyze study.h5 -o study.h5" \
    "hinge-analyze study.h5 -c study.ini -o study.ini" "hinge-analyze study.h5 -o out.h5 --run-log study.ini" \
    "hinge-analyze study.h5 -o out.h5 --run-log study.h5" "hinge-check study.h5 -o ./study.h5" \
    "hinge-export study.h5 --raw --trial p001_1_bodyweight_hinge_none_1 -o study.h5" \
    "hinge-run study.ini --run-log study.ini"; do
    # shellcheck disable=SC2086 # words
    $line > said 2>&1
    code=$?
    runs=$((runs + 1))
    [ $code = 2 ] || amiss "$line: exit $code: $(cat said)"
    [ "$(inputs)" = "$first" ] || amiss "$line replaces an input"
done
echo "$runs runs, $wrong wrong"
[ $wrong -eq 0 ]
