#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Pages of studies of angles alone that are drawn up here, so that they are large or odd and yet cheap: a crowd, many
# cues, practice with and without a cue in one session, lighter and heavier loads, groups that do not differ, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
# A study: on stdin participant,group,session,task,cue,trial,load_kg,role and, of the recording, how far the lower back
# and the hips bend (degrees), and how many bends it has.
drawn() { # name option of hinge-analyze...
    mkdir "$1"
    awk -F, -v OFS=, -v list="$1.csv" -v folder="$1" -v shape="${shape-}" 'BEGIN { print "file,participant,group,session,task,cue,trial,load_kg,role" >list }
    {
        file = folder "/" NR ".csv"
        print file, $1, $2, $3, $4, $5, $6, $7, $8 >list
        print "time," (shape == "trunk" ? "trunk_incl" : "lumbar_flex,pelvis_tilt,hip_flex_l,hip_flex_r") ",knee_flex_l,knee_flex_r" >file
        for (i = 0; i < 30 + $11 * 80; i++) { # 20 a second: 1.5 s down, 0.5 s held, 1.2 s up, 0.8 s of standing
            t = (i + 50) % 80 / 20
            depth = i < 30 ? 0 : t < 1.5 ? (1 - cos(t / 1.5 * 3.14159)) / 2 : t < 2 ? 1 : t < 3.2 ? (1 + cos((t - 2) / 1.2 * 3.14159)) / 2 : 0
            depth *= 1 + 0.02 * sin(7 * int((i - 30) / 80) + NR)
            at = 0.05 * sin(i * i + NR)
            lower = at + $9 * depth ^ 2
            if (shape == "trunk") seen = sprintf("%.2f", lower + at + 0.9 * $10 * depth)
            else seen = (shape == "gap" && NR == 1 && t > 0.7 && t < 1.2 ? "" : sprintf("%.2f", lower)) sprintf(",%.2f,%.2f,%.2f", at + 0.9 * $10 * depth, at + $10 * depth, at + $10 * depth)
            printf "%.2f,%s,%.2f,%.2f\n", i / 20, seen, 5 + 12 * depth, 5 + 12 * depth >file
        }
        close(file)
    }'
    hinge-ingest -q "$1.csv" -o "$1.h5" 2>/dev/null
    hinge-analyze -q "$1.h5" -o "$1.r.h5" "${@:2}" 2>/dev/null
}
# 62 people, 620 bends: a line is a person, and a bar everybody; one bend is cut short
for p in {1..62}; do
    bends=10
    [ "$p" != 7 ] || bends=9.5
    echo "p$p,,1,,none,1,,,$((12 + p * 37 % 62 * 2 / 5)),$((62 + p % 9)),$bends"
done | drawn crowd
report crowd crowd.r.h5
pin crowd-page hinge-view -q crowd.h5 crowd.r.h5 --trial p4_1_none_1 -o p4.html
pin crowd-cut-page hinge-view -q crowd.r.h5 --trial p7_1_none_1 -o p7.html
keep p4.html p7.html
pin crowd-tiles.svg hinge-plot -q tiles crowd.r.h5
pin crowd-cut.svg hinge-plot -q overview crowd.r.h5 --study crowd.h5 --trial p7_1_none_1
# six cues: more change what was planned for them than the title gives sizes of
for p in {1..5}; do
    n=0
    for cue in none dowel mirror hands_on_glutes control_down limit_depth wall_front; do
        echo "p$p,,1,,$cue,1,,,$((24 + p % 3 - 2 * n - 2 * (n > 0))),$((62 + p % 4 + (n == 3 ? 9 : 0))),3"
        n=$((n + 1))
    done
done | drawn cues
report cues cues.r.h5
# practice: without and with a cue in one session, and bends as far as possible, which shrink; one person has none at the end
for p in {1..5}; do
    echo "p$p,,before,,,1,,maxflex,30,$((100 + p)),1"
    echo "p$p,,after,,,1,,maxflex,30,$((92 + p)),1"
    [ "$p" = 4 ] || echo "p$p,,later,,,1,,maxflex,30,$((100 + p)),1"
    echo "p$p,,before,,none,1,,,$((28 + p)),70,3"
    echo "p$p,,before,,dowel,1,,,$((22 + p)),70,3"
    echo "p$p,,practice_1,,dowel,1,,,$((20 + p)),71,3"
    echo "p$p,,practice_1,,none,1,,,$((24 + p)),71,3"
    echo "p$p,,practice_2,,dowel,1,,,$((18 + p)),72,3"
    echo "p$p,,after,,none,1,,,$((20 + p % 3)),73,3"
    [ "$p" = 5 ] || echo "p$p,,later,,none,1,,,$((22 + p % 2)),72,3"
done | drawn practice
report practice-dowel practice.r.h5 --baseline dowel
pin practice-inspect hinge-inspect practice.r.h5 # bends as far as possible are no repetitions
# too few bends for a change by practice; nobody wrote down a cue
for p in 1 2; do
    for session in before practice after; do echo "p$p,,$session,,,1,,,$((28 + p)),70,2"; done
done | drawn few
report few few.r.h5
report few-sheet few.r.h5 --participant p1 --sheet
# most people lifted a load in the middle, two one that is hardly heavier; of some recordings the load is not known
for p in {1..6}; do
    for kg in 8 16 18 24; do
        [[ $p-$kg =~ ^(6-8|5-24|6-24|[3-6]-18)$ ]] || echo "p$p,,1,rdl,none,1,$kg,,$((20 + p + kg / 4)),70,3"
    done
    [ "$p" -gt 2 ] || echo "p$p,,1,rdl,none,2,,,$((20 + p)),70,3"
done | drawn loads
report loads loads.r.h5 --study loads.h5
hinge-view -q loads.h5 loads.r.h5 -o view
keep view/index.html
# groups that do not differ
group=(a b c)
for p in {1..15}; do echo "p$p,${group[p % 3]},1,,none,1,,,$((20 + p * 7 % 5)),70,3"; done | drawn alike
report alike alike.r.h5
# every two of five groups at a load: three alike, two apart from all; a heavier one, which in a, b and d everybody lifted,
# changes each of these otherwise
group=(a b c d e)
lumbar=(20 21 20 32 44)
heavier=(1 6 2 -4 2)
for p in {1..25}; do
    g=$((p % 5))
    echo "p$p,${group[g]},1,rdl,none,1,8,,$((lumbar[g] + p * 7 % 3)),70,1"
    [[ ${group[g]} =~ [ce] && $p -gt 5 ]] || echo "p$p,${group[g]},1,rdl,none,2,16,,$((lumbar[g] + heavier[g] + p * 7 % 3)),70,1"
done | drawn apart
for groups in a,b,c,d c,d,e; do report "apart-$groups" apart.r.h5 --filter "group=$groups" --allow-single; done
# two groups at a load, of which trunk and knees alone are seen; a load that nobody wrote down, but one heavier
for p in {1..10}; do
    echo "p$p,${group[p % 2]},1,rdl,none,1,8,,$((20 + p % 2 * 20 + p * 7 % 3)),60,1"
    [ "$p" -gt 3 ] || echo "p$p,${group[p % 2]},1,rdl,none,2,16,,$((23 + p % 2 * 20)),60,1"
done | shape=trunk drawn unseen
report unseen unseen.r.h5 --allow-single
printf '%s\n' {p1,p2},,1,rdl,none,1,,,30,70,3 p1,,1,rdl,none,2,16,,33,70,3 | drawn unknown
report unknown unknown.r.h5
# a lower back that is not seen in the middle of one person's bends: the curve has a gap, and no part in tests and loops
for p in {1..8}; do echo "p$p,${group[p % 2]},1,,none,1,,,$((20 + p % 2 * 12 + p)),70,3"; done | shape=gap drawn gaps
for figure in waveforms loops; do pin gaps-$figure.svg hinge-plot $figure gaps.r.h5 --all-reps --data $figure.csv; done
keep waveforms.csv
# visits in another order than that of their numbers, of which one is with a cue alone, and a back that hardly bends; words
# of the user's
printf '%s\n' p1,,3,,none,1,,,0.2,72,3 p1,,1,,none,1,,,20,70,3 p1,,2,,none,1,,,9.5,71,4 p1,,4,,dowel,1,,,8,70,3 | drawn visits
printf 'sheet.language = Deutsch\nsheet.varies = Schwankung\n' >words
report visits visits.r.h5 --participant p1 --sheet --mdc 0.1 --label words
report visits-cue visits.r.h5 --filter session=1,4
# as many bends as a page tells one by one, and one more; the first is left out
printf '%s\n' p1,,1,,none,1,,,30,70,6 p2,,1,,none,1,,,12,100,7 | drawn counts --set seg.drop_first=1
pin counts-pages hinge-view -q counts.h5 counts.r.h5 -o counted
report counts counts.r.h5
keep counted/*.html
# one person, one bend with a cue and one without
for cue in none dowel; do echo "p1,,1,,$cue,1,,,$((26 - ${#cue})),70,1"; done | drawn one
report one one.r.h5 --allow-single
pinned
