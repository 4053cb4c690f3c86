#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Pages of groups that were recorded with two systems, of groups of which some are few, of practice in three groups, of
# loads of which the first is not the main one, of one person's several recordings, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
made() { # name: its study and results
    hinge-ingest -q "$1.csv" -o "$1.h5" 2>/dev/null
    hinge-analyze -q "$1.h5" -o "$1.r.h5" 2>/dev/null
}
hinge-simulate -q -n 12 --seed 3 --reps 3 --rate 25 --noise 1 --format trc-a --cue none --task rdl -o first
hinge-simulate -q -n 10 --first 13 --seed 4 --reps 3 --rate 25 --noise 1 --format trc-b --cue none --task rdl --lumbar-share 0.4 -o second
{ sed 's|^p|first/p|' first/trials.csv && sed '1d; s|^p|second/p|' second/trials.csv; } >kinds.csv
made kinds
report kinds kinds.r.h5 --study kinds.h5
report kinds-few kinds.r.h5 --filter 'participant=p001,p002,p003,p013,p014,p015,p016'
# repetitions that were left out or moved by hand, and what the difference of the groups was without that
head -n 7 kinds.csv >marked.csv
cat >events.csv <<'END'
file,rep,desc_start_s,desc_end_s,exclude,why
first/p001/rdl_none_1.trc,2,,,yes,stumbled
first/p002/rdl_none_1.trc,1,,,yes,
first/p002/rdl_none_1.trc,3,,,1,stumbled
first/p003/rdl_none_1.trc,1,2.4,,,
END
printf 'trained = lifters\n' >lifters
hinge-ingest -q marked.csv -o marked.h5
hinge-analyze -q marked.h5 --events events.csv -o marked.r.h5
report marked marked.r.h5 --study marked.h5 --events events.csv --label lifters
# four groups, of which two are few
awk -F, -v OFS=, 'NR > 1 { n++; $3 = n < 6 ? "a" : n < 11 ? "b" : n < 13 ? "c" : $3 } NR < 14' kinds.csv >four.csv
awk -F, -v OFS=, 'NR > 1 && NR < 5 { $1 = "second/p0" 11 + NR "/rdl_none_1.trc"; $2 = "q" NR; $3 = "d"; print }' second/trials.csv >>four.csv
made four
report four four.r.h5
report three four.r.h5 --filter group=a,b,c
# people of whom a few were recorded with another system, too
{ head -n 13 kinds.csv && awk -F, -v OFS=, 'NR > 1 && NR < 6 { $1 = "second/p0" 11 + NR "/rdl_none_1.trc"; $7 = 2; print }' kinds.csv; } >twice.csv
made twice
report twice twice.r.h5
# more people at 16 kg than at 8 kg
awk -F, -v OFS=, 'NR == 1 { print $0, "load_kg", "mass_kg"; next } { $7 = 1; print $0, (NR % 3 ? 16 : 8), 70 }' kinds.csv | head -n 13 >loads.csv
awk -F, -v OFS=, 'NR > 1 && NR < 6 { $1 = "second/p0" 11 + NR "/rdl_none_1.trc"; $7 = 2; print $0, 8, 70 }' kinds.csv >>loads.csv
made loads
report loads loads.r.h5
report loads-sheet loads.r.h5 --participant p001 --sheet
# One person's sessions by their numbers, 10 after 9: the sheet is of the lighter load, also of the visits before, and counts
# the other bends of the last one. Another's sessions have names, whose order is that of the list; the number of an only
# visit is not said, a year is. Of one who has no cue the visits are listed backwards, of another numbers and names mix. Words of a language from the right, with marks of HTML and a number in their middle.
echo file,participant,task,cue,session,trial,load_kg,mass_kg >sessions.csv
echo second/p013/rdl_none_1.trc,u,rdl,none,2026,1,8,70 >>sessions.csv
while read -r n who session trial kg; do
    echo "first/p0$n/rdl_none_1.trc,$who,rdl,none,$session,$trial,$kg,70" >>sessions.csv
done <<'END'
01 q 2 1 8
02 q 2 2 8
03 q 2 3 16
04 q 10 1 16
05 q 10 2 8
06 q 10 3 16
07 q 9 1 16
08 q 9 2 8
09 r pre 1 8
10 r post 1 8
11 r later 1 8
12 t 3 1 8
END
while read -r n who session; do
    echo "second/p0$n/rdl_none_1.trc,$who,rdl,,$session,1,8,70" >>sessions.csv
done <<'END'
14 v 10
15 v 9
16 v 2
17 w post
18 w 1
END
made sessions
printf 'sheet.language = he-IL\nsheet.visit = (%s & <b>)\nsheet.varies = ±{} of it\nsheet.others = {}\nr = Rosa\n' before >words
for person in q t u v w; do report sessions-$person sessions.r.h5 --participant $person --sheet; done
report sessions-right sessions.r.h5 --participant r --sheet --label words --mdc 0.14
# two groups, of which one was given no cue; how much their backs hurt was asked
echo file,participant,group,task,cue,odi,lbp_nrs >waiting.csv
n=0
for who in x1,cued,rdl,{none,dowel,mirror},12,2 {y1,y2},waiting,rdl,none,8,''; do
    n=$((n + 1)) && echo "first/p00$n/rdl_none_1.trc,$who" >>waiting.csv
done
made waiting
report waiting waiting.r.h5
# practice in three groups
hinge-plan -q --groups a:5,b:5,c:5 --cues none,dowel --practice 1 --reps 2 --seed 4 --name '{participant}/{session}_{cue}_{trial}.trc' -o practice >/dev/null 2>&1
hinge-simulate -q --list practice/trials.csv --format trc-b --rate 20 --noise 1 --seed 3 --learn=-0.12 --retain 0.7 -o practice
cp practice/trials.csv practice.csv && sed -i '2,$s|^|practice/|' practice.csv
made practice
report practice practice.r.h5 --allow-single
# of three pairs one has enough people for a test
hinge-report practice.r.h5 --filter 'participant!=p15' --allow-single -q -o one.html
pin practice.one grep -o 'no clear difference of these changes[^<]*' one.html
pin practice.acquisition hinge-table acquisition -q practice.r.h5 --format csv
# the minimal detectable change of the range is of sessions that are declared as a retest
hinge-ingest -q practice.csv --set retest=after,later -o again.h5
hinge-analyze -q again.h5 -o again.r.h5
hinge-report again.r.h5 --allow-single -q -o again.html
pin practice.again grep -o 'One person[^ ]* minimal[^<]*' again.html
# one person, two recordings of each cue, in which a point is missing once; a cue that nobody knows alone
hinge-plan -q --groups all:1 --cues none,dowel --trials 2 --reps 3 --seed 4 --name '{participant}/{cue}_{trial}.trc' -o one >/dev/null 2>&1
hinge-simulate -q --list one/trials.csv --format trc-a --rate 25 --noise 1 --seed 9 -o one
sed -i '40s/[^\t]*\t[^\t]*\t[^\t]*$/\t\t/' one/*/dowel_1.trc
cp one/trials.csv one.csv && sed -i '2,$s|^|one/|' one.csv
made one
report one one.r.h5 --study one.h5
awk -F, -v OFS=, 'NR > 1 { $6 = "my own" } NR < 3' first/trials.csv | sed '2,$s|^p|first/p|' >own.csv
made own
printf 'sheet.language = de\n' >words
report own own.r.h5
report own-sheet own.r.h5 --participant p001 --sheet
report own-german own.r.h5 --participant p001 --sheet --label words
awk -F, -v OFS=, 'NR > 1 { $2 = "" } 1' own.csv >unnamed.csv
made unnamed
report unnamed-sheet unnamed.r.h5 --participant p001 --sheet
# a spine that a model inferred
simulate-more -q -n 2 --seed 5 --reps 3 --rate 25 --cue none --format mot -o mot
sed '2,$s|^|mot/|' mot/trials.csv >inferred.csv
made inferred
report inferred inferred.r.h5
report inferred-sheet inferred.r.h5 --participant p001 --sheet
report inferred-allowed inferred.r.h5 --participant p001 --sheet --allow-inferred
pinned
