#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2016,SC2154 # of pins.sh, which is checked by itself; backquotes of a page
# What hinge-simulate writes: every fault, shown and just missed, tasks, cues and kinds of recording, as
# text (pins.sh).
# shellcheck source=/dev/null
. "$HINGE_ROOT/tests/bytes/pins.sh"
# What was planted into each repetition and what it came to, the weighted sum of what else is true of it, and of each recording how many rows it has, the
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
            others = 0
            for (i = 1; i <= NF; i++) if (i < 20 || index(name[i], fault) == 1 || name[i] ~ /^planted/) line = line " " name[i] "=" $i; else others += i * $i
            print line " others " sprintf("%.8g", others) >out
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
        { rows++; gsub(/"/, ""); for (i = 1; i <= NF; i++) sum += FNR * i * $i }
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
# a bend that is hardly held, and others that are never; hands, feet and rod where other people have them
s swing --task kettlebell_swing --fault hip_rom_limited --reps 2 --rate 25
s swing,near --task kettlebell_swing --fault lateral_shift --near-miss 1
s row --task hinge_row --fault head_trunk_line --stand 2.5
s squat --task squat_contrast --fault depth_short --format trc-whole-b
s squat,near --task hero_squat --fault depth_short --near-miss 1
s rods --fault dowel_head --fault dowel_mid --fault dowel_tail -n 3 --reps 2 --format csv --variation 0 --first 8
s pig --format trc-a --heading 200 --noise 1 --gaps 0.3 --rate 23.976 --cue none --cue mirror+dowel
s sensors --format dot --rate 60 --gaps 0.2 --heading -91 --drop 0.3
s clicks --format kinovea --gaps 0.2 --drop 0.2 --view 10 --image-size 1280x720 --scale 150
s poses --format spinepose-json --gaps 0.4 --drop 0.3 --rate 10 --heading 95
s blank --format csv-coco --drop 0.3 --gaps 0.3 --heading 90
s waves --error slow:20 --pull 0.3 --rate 11 --outliers 0.02 --format csv
s chair --task stand_up --fault knee_valgus --reps 3
s knees --task bench_behind --cue bench_behind+wall_tap --fault bench_behind_miss --near-miss 0.5 --reps 2 -n 2
s side --task warrior_hinge --fault pelvic_open --rear-foot 10
# a cue beside the one that a fault is seen under, columns of several faults and of none, points that a format has no room for, a lift's reference
s joined --fault bench_front_contact --cue mirror
s columns -n 3 --fault wall_tap_miss --fault depth_short --fault bench_front_contact --rear-foot 20
s columnless --fault wall_tap_miss --fault-probability 0
s longest --cue "$(printf 'c%.0s' {1..64})"
s rodless --fault dowel_head --format csv-coco
s lifted --task deadlift_floor --fault rib_flare_setup
for wrong in '--rate 0' '--reps 0' '--fault nothing' '--group nobody' '--view 100' '--gaps 2' '--format x' '--task x' '--cue x y' '--cue x --cue X' '--task a/b' '--gaps 1' '--near-miss 1.1' '--variation -1' '--descent 0' '--reps 1001' '-n 0' '--noise -1' '--image-size 1x1' '--scale 0' '--learn 0.1' '--cue .x' "--cue $(printf 'c%.0s' {1..65})" '--error slow:x' '--first 0' '--stand 0.1'; do
    # shellcheck disable=SC2086
    s "wrong,${wrong//[^a-z0-9]/_}" $wrong
done
# what a list plans: a repetition, as many as the options have, groups that are no profile
printf '%s\n' file,participant,group,cue,task,planned_reps a/1.trc,a,x,none,rdl,1 a/2.trc,a,x,none,kickstand_hinge,0 b/3.trc,b,y,none,rdl,1001 b/4.trc,b,x,none,deadlift_floor, >plan.csv
pin planned.said hinge-simulate --list plan.csv --seed 3 --reps 2 --rate 10 --stand 0.6 --precision 1 --format trc-whole-a -o made
mv made kept/planned
moments
pinned
