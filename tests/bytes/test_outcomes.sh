#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Every metric as the outcome of a comparison, in each phase, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
visits
metrics() { # file phase: 38 in a line, whose rows are all shown
    hinge-table reps -q "$1" --columns all --phase "$2" --format csv | head -n 1 | tr , '\n' |
        sed -n '/^lumbar_excursion_deg$/,/^lumbar_curve_sd_deg$/p' | xargs -n 38 | tr ' ' ,
}
dowel() { # option...: of each outcome the people, the difference and its interval
    hinge-compare -q cues "$r" --allow-single --format csv "$@" | grep -E '^(outcome|[^,]*,dowel,[^f])' | cut -d, -f 1,6,9-11
}
for phase in descent ascent hold rep; do
    r=cohort/results.h5 n=0
    while read -r some; do
        n=$((n + 1))
        pin "cues,$phase,$n" dowel --outcome "$some" --phase $phase
        [ $phase != descent ] || pin "groups,$n" hinge-compare -q groups $r --outcome "$some" --filter cue=none --allow-single --format csv
    done < <(metrics $r $phase)
    for study in cohort visits; do
        pin "$study,summary,$phase" hinge-table summary $study/results.h5 --columns all --phase $phase --by group,cue --format csv
        pin "$study,ratios,$phase" hinge-table ratios $study/results.h5 --columns all --phase $phase --by cue --format csv
    done
done
for metric in lumbar_fraction_deg0_30 lumbar_hip_ratio_q2 log_ratio matched_lumbar_fraction; do
    pin "$metric,cues" hinge-compare -q cues visits/results.h5 --outcome $metric --format csv
    pin "$metric,within" hinge-compare -q within "$r" --outcome $metric --condition cue --order dowel,none --format json
    pin "$metric,between" hinge-compare -q between "$r" --outcome $metric --group group --filter cue=none --allow-single --format json
done
# every analysis calls an outcome alike, in one unit
sentences() { # outcome
    local analysis
    for analysis in cues groups detectable 'between --group group --filter cue=none' 'rows --group group' 'within --condition cue --order dowel,none'; do
        # shellcheck disable=SC2086
        hinge-compare -q $analysis "$r" --allow-single --outcome "$1" --apa
        # shellcheck disable=SC2086
        hinge-compare -q $analysis "$r" --allow-single --outcome "$1" | sed '/^$/,$d'
    done 2>/dev/null
}
for outcome in lumbar_rounding severity:lumbar_rounding hip_flexion_largest_deg hip_posterior_ll total_excursion_deg; do pin "sentences,$outcome" sentences $outcome; done
pinned
