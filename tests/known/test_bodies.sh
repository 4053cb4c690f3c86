#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The two bodies of a page over visits stand for the means of those with both visits, and are of the person nearest to both: not
# of somebody who changed as the mean, from another level. Planted: five people bend 80 degrees three times, with these shares of
# the lower back, in percent, before and after. p3 and p5 changed by the mean, 10, too; p4 is at the means, 44 and 34.
# Where the knees were planned, title, picture and bodies are of these, of groups and of one person: in a (26, 22 and 17 degrees)
# p2 is nearest to the mean, in b (26, 19 and 16) p5; by their shares p3 and p6 would be drawn. p6 came once.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo file,task,participant,group,session,cue >trials.csv
while read -r who group knees before after; do
    for visit in before,"$before" ${after:+after,"$after"}; do
        file=${who}_${visit%,*}.csv
        echo "$file,bodyweight_hinge,$who,$group,${visit%,*},none" >>trials.csv
        awk -v share="${visit#*,}" -v knees="$knees" 'BEGIN {
            print "time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex"
            for (t = 0; t < 14; t += 0.02) { # stands for 2 s; down, held and up in 4 s, three times
                phase = t < 2 ? 0 : (t - 2) % 4
                bent = phase < 1.5 ? phase / 1.5 : phase < 2 ? 1 : phase < 3.5 ? (3.5 - phase) / 1.5 : 0
                bent = bent * bent * (3 - 2 * bent)
                lumbar = 80 * share / 100 * bent; hip = 80 * (1 - share / 100) * bent
                printf "%.2f,%.4f,%.4f,%.4f,%.4f\n", t, 0.9 * hip, lumbar, hip, knees * bent } }' >"$file"
    done
done <<'END'
p1 a 26 40 31
p2 a 22 47 36
p3 a 17 51 41
p4 b 26 44 34
p5 b 19 38 28
p6 b 16 41
END
said() { # pattern, what the page is to say
    local got
    got=$(tr '\n' ' ' <page.html | sed 's/&nbsp;/ /g' | grep -oE "$1" | tr '\n' ';')
    [ "$got" = "$2" ] || { echo "$got"; echo "not $2"; exit 1; }
}
nearest='Nearest: [^<]*'
grep -v p6 trials.csv | cut -d, -f1-3,5- >visits.csv
for list in trials visits; do
    hinge-ingest -q $list.csv -o $list.h5
    hinge-analyze -q $list.h5 -o $list-results.h5
done
hinge-report -q visits-results.h5 --study visits.h5 --change session:after-before -o page.html
said "<b>[0-9.]+%</b> (before|after)|$nearest" '<b>44%</b> before;<b>34%</b> after;Nearest: p4.;'
hinge-report -q trials-results.h5 --study trials.h5 --filter session=before --primary knee_excursion_deg --order a,b -o page.html
said "$nearest" 'Nearest: p2 and p5.;'
hinge-report -q visits-results.h5 --filter participant=p1 --primary knee_excursion_deg -o page.html
said '<h1>[^<]*' '<h1>Knee excursion of p1 was 26° before and 26° after;'
