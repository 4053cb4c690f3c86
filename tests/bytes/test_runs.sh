#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# What hinge-run says and writes, first, again and after changes, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
hinge-simulate -q -n 4 --reps 2 --seed 5 --rate 30 --format trc-b -o rec
rm rec/trials.csv rec/truth.csv
pin new hinge-run --new rec
keep rec/trials.csv rec/study.ini
awk -F, -v OFS=, 'NR > 1 { $3 = $2 ~ /[13]$/ ? "sedentary" : "trained" } { print }' rec/trials.csv >list && mv list rec/trials.csv
pin dry hinge-run --dry-run rec/study.ini --set run.mdc=
some='--set run.figures=paired,tiles --set run.tables=summary,faults,flow --set run.formats=csv,html'
# shellcheck disable=SC2086
{
    pin first hinge-run rec/study.ini $some
    (cd rec/results && find . -type f ! -name '*.pdf' | sort && cat comparisons/* tables/*.* figures/*.svg report.html) >out/made
    pin second hinge-run rec/study.ini $some
    pin other hinge-run --dry-run rec/study.ini --set run.mdc=0.05
    pin set hinge-run rec/study.ini $some --set run.title=Other --set run.by=cue
    rm rec/results/tables/summary.csv
    pin lost hinge-run rec/study.ini $some
    pin again hinge-run -q --again rec/study.ini $some
    pin sheets hinge-run rec/study.ini --set run.figures=none --set run.tables=reps,loads --set run.formats=csv,sav,latex,markdown,text --set run.tables_decimal=comma --set run.sheets=yes --set run.words=de \
        --set run.mdc=400% --set run.margin=lumbar_fraction=5% --set run.recordings=all --set run.allow_single=yes --set run.author=Ü --set run.date=2026-03-01
    (cd rec/results && find . -type f | sort && cat tables/*.csv README* index* 2>/dev/null) >out/sheets-made
    head -n 3 rec/results/tables/*.{tex,md,txt} >out/sheets-tables
    hinge-table reps rec/results/results.h5 --format sav -o reps.sav --allow-single
    pin sheets,sav cmp reps.sav rec/results/tables/reps.sav
    keep rec/results/sheets/*.html rec/results/report.html rec/results/recordings/index.html
    echo nothing >rec/p001/bodyweight_hinge_none_1.trc
    pin refused hinge-run rec/study.ini $some
    pin config hinge-run --print-config rec/study.ini
}
pin own_output hinge-run rec/study.ini --set run.events=results/config.ini
# of a folder as the list, of people with a file a sensor, of folders of frames and of a data set, each file counts, and what stands
# beside the list
few='--set run.figures=none --set run.tables=flow --set run.recordings=none'
mkdir loose && cp -r rec/p002 rec/p003 loose
awk -F '\t' -v OFS='\t' 'NR > 80 && NR < 110 { for (i = 3; i <= NF; i++) $i = "" } { print }' rec/p002/*none*.trc >loose/p002/bodyweight_hinge_none_1.trc # half a bend
hinge-simulate -q -n 2 --reps 2 --seed 5 --rate 30 --cue none --format dot -o sensors
printf '[run]\nlist = .\n' >loose/study.ini
printf '[run]\nlist = trials.csv\n' >sensors/study.ini
simulate-more -q -n 1 --reps 1 --seed 5 --rate 10 --cue none --format openpose-json -o frames
printf '[run]\nlist = trials.csv\n[fault:mine]\nmetric = knee_excursion_deg\nthreshold = 15\n' >frames/study.ini
hinge-ingest -q loose -o loose.h5 2>/dev/null && hinge-export -q loose.h5 --bids data
(cd data && { echo file && ls -- */*/*motion.tsv; } >list.csv && printf '[run]\nlist = list.csv\n' >study.ini)
for study in loose sensors frames data; do
    where= # of recordings in a folder that is the list results go elsewhere
    [ $study != loose ] || where='--set run.output=../loose.results'
    # shellcheck disable=SC2086
    {
        pin $study hinge-run $study/study.ini $few $where
        pin $study,same hinge-run --dry-run $study/study.ini $few $where
        printf 'participant,age\np001,30\n' >$study/participants.csv
        pin $study,people hinge-run --dry-run $study/study.ini $few $where
        rm $study/participants.csv
        case $study in loose) changed=(loose/p002/*dowel*) ;; sensors) changed=(sensors/p002/*/pelvis.csv) ;; frames) changed=(frames/p001/*/*9*) ;; *) changed=(data/*/*/*channels.tsv) ;; esac
        touch -d @1000000000 "${changed[0]}"
        pin $study,touched hinge-run --dry-run $study/study.ini $few $where
    }
done
# nine people whose codes are numbers, under cues without a baseline, at a rate that is five times the camera's; then eight, one without a number
hinge-simulate -q -n 9 --reps 1 --seed 5 --rate 25 --cue mirror --format csv -o codes
for file in codes/p*/*.csv; do cut -d, -f2- "$file" >part && mv part "$file"; done
awk -F, -v OFS=, 'NR > 1 { $2 = NR - 1; $6 = NR % 3 ? NR % 3 > 1 ? "dowel" : "heel_block" : "mirror"; $8 = NR > 9 ? 130 : 120 } { print }' codes/trials.csv >list
mv list codes/trials.csv
for i in 1 2 3; do cp codes/p001/*.csv codes/x$i.csv; done
printf '[run]\nlist = trials.csv\n' >codes/study.ini
# shellcheck disable=SC2086
pin codes hinge-run codes/study.ini $few
sed -i '$d; 9s/,8,/,Jo,/' codes/trials.csv && head -n 1 codes/p008/*.csv >part && mv part codes/p008/*.csv
# shellcheck disable=SC2086
pin codes,eight hinge-run codes/study.ini $few
for set in tables=sumary figures=nil split=maybe lst=x formats=doc order=x baseline=y filter=z participants=nobody mdc=-1 mdc=x recordings=some tables_decimal=kommas sheets=maybe list= output= output=study.ini \
    tablez=x allow_single=1 figures=paird tables=reps,none,flaw words=fr events=gone.csv label=gone.csv folder=gone; do
    pin "wrong,$set" hinge-run rec/study.ini --set run.$set
done
pinned
