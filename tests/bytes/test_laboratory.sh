#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Force plates, muscles and weights: what is recognised, tables, figures, pages and the report, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
hinge-simulate -q -n 4 --cue none --cue dowel --reps 3 --rate 50 --format trc-whole-a --seed 3 --fault cop_off_target -o made
muscles() { # seconds: each muscle works later than the one before, the last one all the time
    awk -v s="$1" 'BEGIN { print "time,gmax_l,gmax_r,ham_l,ham_r,es_l,es_r,rf_l,eo_l,ra_r"
        for (i = 0; i < 200 * s; i++) { t = i / 200; line = sprintf("%.3f", t)
            for (m = 0; m < 9; m++) line = line sprintf(",%.4f", sin(i * (97 + m)) * (0.01 + (m == 8 || sin(t * 1.4 - m / 9) > 0.2)))
            print line } }'
}
echo file,participant,group,cue,trial,task,mass_kg,height_m,sex,load_kg,emg >list.csv
for path in made/p*/*.trc; do
    person=$(basename "${path%/*}") n=$((${n-0} + 1)) cue=none
    [[ $path != *dowel* ]] || cue=dowel
    case $n in
    1 | 5) words="type=1" ;; 2 | 6) words="type=2 samples=1 box=1" ;; 3) words="type=3 curve=1" ;; 4) words="up=y unit=kN" ;;
    7) words="zero=1 frames=1-19 blank=20" ;; *) words="forward=-30 gain=1.3" ;;
    esac
    # shellcheck disable=SC2086 # words
    python3 "$HINGE_ROOT/tests/known/plates.py" "$path" $n.c3d $words mass=$((60 + ${person#p00})) || exit 1
    muscles 18 >$n.emg.csv
    echo "$n.c3d,$person,$([ "${person#p00}" -lt 3 ] && echo a || echo b),$cue,$n,bodyweight_hinge,$((60 + ${person#p00})),1.7,f,$((n % 2 * 10)),$n.emg.csv" >>list.csv
done
pin ingest hinge-ingest list.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5
pin inspect3 hinge-inspect 3.c3d
pin inspect hinge-inspect 1.c3d 2.c3d 8.c3d 1.emg.csv
pin raw hinge-export study.h5 --raw --trial p001_bodyweight_hinge_none_2
pin processed hinge-export study.h5 --processed --trial p001_bodyweight_hinge_none_2
pin check hinge-check study.h5 --show findings --format csv
for table in reps faults work loads quality summary ratios dose; do pin $table hinge-table $table -q results.h5 --columns all --format csv; done
pin report hinge-report -q results.h5 --study study.h5 -o report.html
pin sheet hinge-report -q results.h5 --participant p001 --sheet -o sheet.html
keep report.html sheet.html
for figure in bins groups limits loops prevalence waveforms; do pin $figure.svg hinge-plot -q $figure results.h5; done
pin stick.svg hinge-plot -q stick results.h5 --study study.h5
pin view hinge-view -q study.h5 results.h5 -o view
keep view/index.html view/p001*.html view/p004*.html
pinned
