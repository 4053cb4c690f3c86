#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The two bodies of a page over visits stand for the means of those with both visits, and are of the person nearest to both: not
# of somebody who changed as the mean, from another level. Planted: five people bend 80 degrees three times, with these shares of
# the lower back, in percent, before and after. p3 and p5 changed by the mean, 10, too; p4 is at the means, 44 and 34.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo file,task,participant,session,cue >trials.csv
while read -r who before after; do
    for visit in before,"$before" after,"$after"; do
        file=${who}_${visit%,*}.csv
        echo "$file,bodyweight_hinge,$who,${visit%,*},none" >>trials.csv
        awk -v share="${visit#*,}" 'BEGIN {
            print "time,pelvis_tilt,lumbar_flex,hip_flex,knee_flex"
            for (t = 0; t < 14; t += 0.02) { # stands for 2 s; down, held and up in 4 s, three times
                phase = t < 2 ? 0 : (t - 2) % 4
                bent = phase < 1.5 ? phase / 1.5 : phase < 2 ? 1 : phase < 3.5 ? (3.5 - phase) / 1.5 : 0
                bent = bent * bent * (3 - 2 * bent)
                lumbar = 80 * share / 100 * bent; hip = 80 * (1 - share / 100) * bent
                printf "%.2f,%.4f,%.4f,%.4f,%.4f\n", t, 0.9 * hip, lumbar, hip, 8 * bent } }' >"$file"
    done
done <<'END'
p1 40 31
p2 47 36
p3 51 41
p4 44 34
p5 38 28
END
hinge-ingest -q trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-report -q results.h5 --study study.h5 --change session:after-before -o page.html
got=$(tr '\n' ' ' <page.html | grep -oE '<b>[0-9.]+%</b> (before|after)|Bodies nearest to these values: [^<]*' | tr '\n' ';')
want='<b>44%</b> before;<b>34%</b> after;Bodies nearest to these values: p4.;'
[ "$got" = "$want" ] || { echo "$got"; echo "not $want"; exit 1; }
