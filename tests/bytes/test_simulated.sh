#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2016,SC2154 # of pins.sh, which is checked by itself; backquotes of a page
# What hinge-simulate writes: every fault, shown and just missed, tasks, cues and kinds of recording, as
# text (pins.sh).
# shellcheck source=/dev/null
. "$HINGE_ROOT/tests/bytes/pins.sh"
# What was planted into each repetition and what it came to, and of each recording how many rows it has, the
# weighted sum of its numbers, and a line every four seconds unless a fault was just missed.
moments() { # in recordings of folders kept/NAME, into out/NAME
    shopt -s nullglob globstar
    local folder path files=()
    for folder in kept/*; do
        files+=("$folder/truth.csv")
        for path in "$folder"/**; do [ ! -f "$path" ] || [[ $path == */truth.csv ]] || files+=("$path"); done
    done
    awk -F '[,\t]' '
        function put(line) { if (put_lines++ < 40) print line >out }
        function end_file() { if (rows) print "-- " rows " rows, " sprintf("%.8g", sum / rows) >out; rows = sum = 0 }
        FNR == 1 {
            end_file()
            split(FILENAME, part, "/")
            if (out != "out/" part[2]) { close(out); out = "out/" part[2]; put_lines = 0 }
            fault = part[2]
            near = sub(/,near$/, "", fault)
            path = "made" substr(FILENAME, length("kept/" part[2]) + 1)
        }
        path == "made/truth.csv" {
            if (FNR == 1) { for (i = 1; i <= NF; i++) name[i] = $i; next }
            line = "truth"
            for (i = 1; i <= NF; i++) if (i < 20 || index(name[i], fault) == 1 || name[i] ~ /^planted/) line = line " " name[i] "=" $i
            print line >out
            next
        }
        FNR == 1 { put(path) }
        path ~ /trials.csv$/ { # of several recordings
            if (FNR < 3) { held[FNR] = $0; next }
            if (FNR == 3) { put(held[1]); put(held[2]) }
            put($0)
            next
        }
        !near && FNR % 40 == 36 { put(substr($0, 1, 500)) }
        { rows++; for (i = 1; i <= NF; i++) sum += FNR * i * $i }
        END { end_file() }' "${files[@]}"
}
mkdir kept
s() { # name option...
    local name=$1 usual=()
    shift
    for option in '-n 1' '--reps 1' '--cue none' '--rate 10' '--stand 0.6' '--precision 1' '--format trc-whole-a'; do
        # shellcheck disable=SC2206
        [[ " $* " == *" ${option% *} "* ]] || usual+=($option)
    done
    pin "$name.said" hinge-simulate --seed 3 "${usual[@]}" "$@" -o made
    [ ! -d made ] || mv made "kept/$name"
}
while read -r fault; do
    s "$fault" --fault "$fault" --group trained
    s "$fault,near" --fault "$fault" --near-miss 1
done < <(sed -n 's/^| `\([a-z0-9_]*\)`<br>.* [|] [-0-9.]* \/ [-0-9.]* |$/\1/p' "$HINGE_ROOT/docs/faults.md" | sort -u)
for task in rdl single_leg_rdl good_morning kickstand warrior bench deadlift_floor; do s "task-$task" --task "$task"; done
s cues --cue dowel --cue wall_tap_3in --cue mirror --cue-effect -0.2
s many -n 3 --trials 2 --reps 2 --variation 2 --group sedentary
s noise --noise 8 --error slow:10 --outliers 0.05 --pull 0.1 --gaps 0.1 --drop 0.1
s zeros --gaps 0.1 --zero-gaps --heading 60
s feet --rear-foot 30 --lumbar-share 0.5 --descent 2 --rest 1
s pixels --format csv-coco --view 30 --image-size 640x480 --scale 200
s mediapipe --format csv-mediapipe --view -20
s shares -n 4 --fault butt_wink --fault chin_tuck --fault-probability 0.5 --fault-share 0.5 --reps 3
s first -n 2 --first 7 --format mixed
for wrong in '--rate 0' '--reps 0' '--fault nothing' '--group nobody' '--view 100' '--gaps 2' '--format x' '--task x' '--cue x y'; do
    # shellcheck disable=SC2086
    s "wrong,${wrong//[^a-z0-9]/_}" $wrong
done
moments
pinned
