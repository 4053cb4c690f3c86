#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every tool on every file and folder of HINGE_SHARED/data, and on pairs and fives of its files: it does
# its work or says what is wrong; no signal, no exit 70, no report of a sanitizer, no message cut short.
# A part of them by a fixed seed; HINGE_EVERY=all: all, about 10,000 commands. 77: skipped.
set -u
script=$(realpath "$0")
data=${HINGE_SHARED:-$HINGE_ROOT/../shared}/data
jobs=$(nproc)
export OMP_NUM_THREADS=1

# --- one set of files: every tool on it, in a folder of its own

run() { # command...
    local said
    timeout 300 "$@" >"$folder/stdout" 2>"$folder/stderr" </dev/null
    code=$?
    commands=$((commands + 1))
    read -rd '' said <"$folder/stderr"
    case $code in
    0) ;;
    2 | 3 | 4) [ -n "$said" ] || tell "$*" "exit $code without a message" ;;
    *) tell "$*" "exit $code" ;;
    esac
    if [[ $said == *"runtime error:"* || $said == *Sanitizer* ]]; then tell "$*" 'a sanitizer'; fi
}

tell() { # command finding
    found=$((found + 1))
    echo "$name: $1: $2: $(grep -m 3 -E 'runtime error|ERROR|SUMMARY' "$folder/stderr" || tail -n 2 "$folder/stderr")"
}

tables() { # option...: of tables, figures and pages
    local one all=
    for one in "$HINGE_ROOT"/lib/report/tables/*.c; do
        one=${one##*/} one=${one%.c}
        case $one in cues | groups) ;; *) all+=${all:+,}$one ;; esac # those are of comparisons
    done
    run hinge-table "$all" results.h5 "$@"
    if [ $code -ne 0 ]; then
        for one in ${all//,/ }; do run hinge-table "$one" results.h5 "$@"; done
    fi
    run hinge-table "$all" results.h5 "$@" -o tables.html
    for one in "$HINGE_ROOT"/lib/*/kinds/*.c; do
        one=${one##*/} one=${one%.c}
        case $one in overview | stick) ;; *) run hinge-plot "$one" results.h5 "$@" -o figure.svg ;; esac
    done
    run hinge-report results.h5 "$@" -o report.html
}

do_set() { # kind path...: list: with people, groups and cues; list, single: people with a repetition count
    local kind=$1 i=0 file who=(a a b b c c) group=(x x y y x x) cue=(none dowel)
    shift
    local given=("$@") without=() option=() rate=
    [ "$kind" = plain ] || option=(--allow-single)
    mkdir copy
    cp -R --no-preserve=mode "$@" copy 2>/dev/null # one may be picked twice
    for file in "$@"; do
        mapfile -t -O ${#without[@]} without < <(grep -E "^$file(/|$)" "$clockless")
    done
    if [ ${#without[@]} -ge $# ]; then
        given+=(--rate 30 --image-size 1280x720)
    elif [ ${#without[@]} -gt 0 ] || [ "$kind" = list ]; then
        echo file,rate_hz,image_width_px,image_height_px,participant,group,cue >list.csv
        for file in "$@"; do
            rate=,,
            ! grep -qFx "$file" "$clockless" || rate=30,1280,720
            if [ "$kind" = list ]; then
                echo "$file,$rate,${who[i % 6]},${group[i % 6]},${cue[i % 2]}"
            else
                echo "$file,$rate,,,"
            fi
            i=$((i + 1))
        done >>list.csv
        given=(--allow-outside list.csv)
    fi
    run hinge-inspect "$@"
    run hinge-inspect --format json "$@"
    run hinge-inspect --suggest "$1"
    run hinge-ingest "${given[@]}" -o study.h5
    if [ -f study.h5 ]; then
        run hinge-check study.h5
        run hinge-check --format json study.h5
        run hinge-inspect study.h5
        run hinge-export --raw study.h5 -o raw
        run hinge-export --processed study.h5 -o processed
        run hinge-export --bids bids study.h5
        run hinge-analyze study.h5 -o results.h5
    fi
    if [ -f results.h5 ]; then
        run hinge-inspect results.h5
        [ "$kind" != single ] || run hinge-check results.h5 --detectable --n 20,20
        run hinge-plot overview results.h5 --study study.h5 -o figure.svg
        run hinge-plot stick results.h5 --study study.h5 -o figure.svg
        for file in groups cues; do
            run hinge-compare $file results.h5 "${option[@]}" -o $file.json
            run hinge-compare $file results.h5 "${option[@]}" --verbose
            [ ! -f $file.json ] || run hinge-table $file $file.json
        done
        tables "${option[@]}"
        for file in $(hinge-table trials results.h5 --format csv --columns participant 2>/dev/null |
            awk -F, 'NR > 1 && $1 != "" && !($1 in seen) { seen[$1]; print $1 }' | head -n 2); do
            run hinge-report results.h5 --participant "$file" --sheet -o sheet.html
        done
    fi
    run hinge-run --new copy
    if [ -f copy/study.ini ]; then
        [ ${#without[@]} -eq 0 ] || printf '\n[ingest]\nrate_hz = 30\nimage_size = 1280x720\n' >>copy/study.ini
        run hinge-run copy/study.ini
    fi
}

if [ "${1-}" = --set ]; then # clockless name kind path...
    clockless=$2 name=$3
    folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-every-XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    mkdir "$folder/here" && cd "$folder/here" || exit 1
    commands=0 found=0
    do_set "${@:4}"
    echo "commands $commands $found $name"
    exit 0
fi

# --- which sets
[ -d "$data" ] || { echo "skipped: HINGE_SHARED names no folder with data/"; exit 77; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-every-XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
data=$(realpath "$data")
find "$data" -type f | sort >files
find "$data" -mindepth 1 -type d | sort >folders

look() { # path or option...: of each path: status, reason, path
    hinge-ingest -q "$@" -o study.h5
    hinge-analyze -q study.h5 -o results.h5
    hinge-table trials results.h5 --format tsv |
        awk -F '\t' 'NR == FNR { n = split($0, part, "/"); path[part[n]] = $0; next }
            $11 in path { print $9, $10 == "" ? "-" : $10, path[$11] }' <(printf '%s\n' "$@") -
} 2>/dev/null

# Files that need a frame rate get one. Most of a pair or five can be analysed, or would not get far.
mapfile -t some <files
look "${some[@]}" >looked
sed -nE 's/^refused (FS|ASPECT)_UNKNOWN //p' looked >clockless
mapfile -t some <clockless
look "${some[@]}" --rate 30 --image-size 1280x720 | cat looked - | sed -nE 's/^(ok|partial) [^ ]* //p' >usable

seed=20250101
for list in files folders usable; do mapfile -t $list <$list; done
pick() { # list: one of it
    local -n of=$1
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    picked=${of[seed / 65536 % ${#of[@]}]}
}

alone() { # label kind sets list: sets of one; without a number each of the list
    local k=0
    if [ "$3" = each ]; then
        awk -v label="$1" -v kind="$2" '{ print label "-" NR - 1, kind, $0 }' "$4"
        return
    fi
    for (( ; k < $3; k++)); do
        pick "$4"
        echo "$1-$k $2 $picked"
    done
}

several() { # label sets files: every second with a list; one of every fourth may be any file
    local k i set
    for ((k = 0; k < $2; k++)); do
        set="$1-$k plain"
        [ $((k % 2)) -eq 0 ] || set="$1-$k list"
        for ((i = 0; i < $3; i++)); do
            if [ $i -eq 0 ] && [ $((k % 4)) -eq 3 ]; then pick files; else pick usable; fi
            set="$set $picked"
        done
        echo "$set"
    done
}

if [ "${HINGE_EVERY-}" = all ]; then
    alone file plain each files
    alone folder single each folders
    several pair 60 2
    several five 60 5
else
    alone file plain 2 usable
    alone folder single 4 folders
    several pair 8 2
    several five 6 5
fi >sets
# these of them reach what all of them do, by the lines of the library that each runs
[ "${HINGE_EVERY-}" = all ] || sed -i -nE '/^(file-1|folder-.|pair-[347]|five-[1-5]) /p' sets
xargs -P "$jobs" -L 1 bash "$script" --set "$folder/clockless" <sets >said
awk -v sets="$(wc -l <sets)" '$1 != "commands" { print; next } { n += $2; wrong += $3; done++ }
    END { printf "%d of %d sets, %d commands, %d findings\n", done, sets, n, wrong
          exit wrong > 0 || n < 200 || done != sets }' said
