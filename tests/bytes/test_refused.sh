#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings, lists and configs that are odd or refused, and exports: what the tools say, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
for file in "$DATA"/bad/*; do
    [ -f "$file" ] || continue
    name=$(basename "$file")
    cp "$file" .
    pin "$name,inspect" hinge-inspect "$name"
    pin "$name,ingest" hinge-ingest -q "$name" -o bad.h5
    pin "$name,rate" hinge-ingest -q --rate 30 --units m --up +y --set ragged=drop "$name" -o bad.h5
done
printf 'RIFF\004\0\0\0WEBP' >least.webp # twelve bytes are enough to know a picture
pin least.webp hinge-inspect least.webp
simulate-more -q -n 1 --seed 5 --reps 16 --cue none --rate 60 --format mvnx -o long # more than is read in one piece
pin mvnx,long hinge-inspect long/p001/*
cohort
pin inspect,list hinge-inspect cohort/list.csv
pin inspect,list.csv hinge-inspect --format csv cohort/list.csv
pin inspect,study hinge-inspect cohort/study.h5
pin inspect,results hinge-inspect cohort/results.h5
pin inspect,study.json hinge-inspect --format json cohort/study.h5 cohort/results.h5
pin inspect,suggest hinge-inspect --suggest cohort/p005/*none*
for show in all trials findings cohort; do
    pin check,$show hinge-check cohort/study.h5 --show $show
    [ $show = all ] || pin check,$show.csv hinge-check cohort/study.h5 --show $show --format csv --allow-inferred
done
pin check,fails hinge-check -q cohort/study.h5 --fail-on warning --format json
for text in '[reps' 'seg.fc = 3' '[reps]\nseg.fc = three' '[reps]\nseg.fcc = 3' '[nothing]\nx = 1' '[fault:own]\nsignal = knee_flex' \
    '[fault:own]\nsignal = knee_flex\nstat = max\nwindow = rep\nthreshold = 20\nmargin = 4\nunit = deg' '[reps]\nseg.fc = -1'; do
    printf "%b\n" "$text" >own.ini
    pin "config,${text//[^a-z0-9]/_}" hinge-analyze -c own.ini cohort/study.h5 -o own.h5
    pin "config,${text//[^a-z0-9]/_},printed" hinge-analyze -c own.ini --print-config
done
pin bids hinge-export cohort/study.h5 --bids bids
(cd bids && find . -type f | sort) >out/bids,files
pin trc hinge-export -q cohort/study.h5 --processed --format trc --trial p001_1_bodyweight_hinge_none_1
pin exported hinge-export cohort/study.h5 --processed -o processed
pin exported,again hinge-export cohort/study.h5 --processed -o processed
pinned
