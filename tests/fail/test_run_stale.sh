#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# hinge-run over a folder in which something happened since: an output changed, cut, lost, replaced or
# with one bit flipped, its times kept; a recording changed with size and time of modification kept; a
# run killed at a random instant; two runs at once with different settings; a run that is refused.
# The files are those of a run from scratch, and config.ini is that of the results beside it.
# HINGE_CAMPAIGN=full does more of each; SEED chooses.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-stale-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
RANDOM=${SEED:-1}
each=3
[ "${HINGE_CAMPAIGN-}" != full ] || each=40
mkdir rec
cp -r "$HINGE_ROOT"/datasets/cohort/p00[1-3] rec
grep -E '^(file|p00[123]/)' "$HINGE_ROOT/datasets/cohort/trials.csv" > rec/trials.csv
printf '[run]\ntables = flow,reps\nfigures = tiles\n' > rec/study.ini
runs=0 wrong=0
amiss() {
    wrong=$((wrong + 1))
    echo "$*"
}
run() { # ARGUMENTS...
    hinge-run -q rec/study.ini "$@" > out 2> said
    code=$?
    runs=$((runs + 1))
    [ $code = 0 ] || amiss "exit $code: $(cat said)"
}
shopt -s globstar dotglob nullglob
sum() { # of what a run made, without what was kept aside
    local file files=()
    for file in rec/results/**; do
        case ${file##*/} in *.changed-* | run-state.txt | config.ini) continue ;; esac
        [ ! -f "$file" ] || files+=("$file")
    done
    sha256sum "${files[@]}"
}
same() { # as from scratch
    local left=(rec/results/**/*hinge~) aside=(rec/results/**/*.changed-*)
    [ "$(sum)" = "$first" ] || amiss "$*: other files"
    [ ${#left[@]} -eq 0 ] || amiss "$*: a temporary is left"
    [ ${#aside[@]} -eq 0 ] || rm "${aside[@]}"
}
run
first=$(sum)
mapfile -t files < <(find rec/results -type f ! -name run-state.txt ! -name config.ini | LC_ALL=C sort)
for i in $(seq $((5 * each))); do
    file=${files[$((RANDOM % ${#files[@]}))]}
    size=$(stat -c %s "$file")
    place=$(((RANDOM << 15 | RANDOM) % size))
    cp -p "$file" kept
    case $((i % 5)) in
    0) what='longer' && echo >> "$file" ;;
    1) what='cut' && truncate -s $place "$file" ;;
    2) what='lost' && rm "$file" ;;
    3) what='replaced' && head -c "$size" /dev/zero > "$file" && touch -r kept "$file" ;;
    4)
        what="bit $place"
        byte=$(od -An -tu1 -j $place -N 1 "$file")
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\x$(printf %02x $((byte ^ 1 << RANDOM % 8)))" |
            dd of="$file" bs=1 seek=$place conv=notrunc status=none
        touch -r kept "$file"
        ;;
    esac
    run
    same "$file $what"
done

mapfile -t recordings < <(find rec/p00? -name '*.trc' | LC_ALL=C sort)
for i in $(seq "$each"); do
    file=${recordings[$((RANDOM % ${#recordings[@]}))]}
    cp -p "$file" kept
    sed -i "$((20 + RANDOM % 50)),\$s/[0-8]\([^0-9]*\)\$/9\1/" "$file"
    [ "$((i % 2))" = 0 ] || { cat "$file" > changed && cat kept > "$file" && cat changed > "$file"; } # one inode
    touch -r kept "$file"
    run
    run --set run.output=fresh
    rm rec/fresh/comparisons/*.json # they say which file they are of
    diff -rq rec/results rec/fresh | grep -vE 'config.ini|ro-crate-metadata.json|run-state.txt|comparisons.*json|\.changed-' && amiss "$file changed, its size and time kept: not seen"
    rm -r rec/fresh
    cp -p kept "$file"
    run
    same "$file changed back"
done

began=$(date +%s%N)
run --again
took=$((($(date +%s%N) - began) / 1000000))
for i in $(seq "$each"); do
    hinge-run -q --again rec/study.ini > out 2>&1 &
    child=$!
    instant=$((took * (RANDOM % 1000) / 1000))
    sleep "$(printf '%d.%03d' $((instant / 1000)) $((instant % 1000)))"
    kill -KILL $child 2> /dev/null
    { wait $child; } 2> /dev/null
    run
    same "killed after $instant ms"
done

# of two at once each ends whole or is told who works there; the config is that of the results
for i in $(seq "$each"); do
    hinge-run -q rec/study.ini --set seg.join=0.$((i % 8 + 1)) > one 2>&1 &
    child=$!
    sleep "0.0$((RANDOM % 10))"
    hinge-run -q rec/study.ini --set filter.fc_slow=$((5 + i % 2)) > two 2>&1
    second=$?
    wait $child
    codes=$?:$second
    runs=$((runs + 2))
    case $codes in
    0:0) ;;
    0:5) grep -q 'another hinge-run works there (process ' two || amiss "the second: $(cat two)" ;;
    5:0) grep -q 'another hinge-run works there (process ' one || amiss "the first: $(cat one)" ;;
    *) amiss "two at once: exit $codes: $(cat one two)" ;;
    esac
    hinge-run -q rec/results/config.ini --set "run.list=$folder/rec/trials.csv" --set "run.output=$folder/rec/fresh" > out 2>&1 ||
        amiss "its config: $(cat out)"
    hinge-table -q reps rec/results/results.h5 > one
    hinge-table -q reps rec/fresh/results.h5 > two
    cmp -s one two || amiss "two at once: the results are not those of config.ini"
    rm -r rec/fresh
done
run
same "after two at once"

# a refused run leaves all of it
before=$(sha256sum rec/results/{config.ini,*.h5,*/*})
echo file > rec/empty.csv
for set in run.list=none.csv run.list=empty.csv ingest.rate_hz=x seg.join=-1 run.tables=none,such; do
    hinge-run -q rec/study.ini --set run.title=Refused --set $set > out 2>&1
    code=$?
    runs=$((runs + 1))
    case $code in 2 | 3) ;; *) amiss "$set: exit $code" ;; esac
    [ "$(sha256sum rec/results/{config.ini,*.h5,*/*})" = "$before" ] ||
        amiss "$set: refused, and something is new"
done
echo "$runs runs, $wrong wrong"
[ $wrong -eq 0 ]
