#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # studies.sh is checked by itself
# What each analysis gives to programs, for two studies and a table of rows.
. "$HINGE_ROOT/tests/bytes/studies.sh" # rows; the other studies here are those of this folder
. "$HINGE_ROOT/tests/golden/studies.sh"
lab
visits
rows
o='--outcome lumbar_fraction'
# shellcheck disable=SC2086
{
    result cues cues lab.h5
    result cues_visits cues visits.h5
    result groups groups lab.h5 --filter cue=none
    result between between lab.h5 $o --group group --filter cue=none
    result between_rows between rows.csv --outcome y --participant participant --group group --tost=-3,3
    result within within lab.h5 $o --condition cue --order dowel,none
    result within_three within rows.csv --outcome y --participant participant --condition cue
    result anova anova rows.csv --outcome y --participant participant --group cue --groups-vary
    result ancova ancova lab.h5 $o --group group --covariate height_m --filter cue=none
    result prevalence prevalence lab.h5 --outcome rounding_early --by cue
    result prevalence_rows prevalence rows.csv --outcome hit --participant participant --by cue,group
    result binary_within binary_within lab.h5 --outcome rounding_early --condition cue --order dowel,none
    result binary_within_three binary_within rows.csv --outcome hit --participant participant --condition cue --filter rep=1
    result icc icc visits.h5 $o --participant participant --rater session --filter cue=none
    result icc_gaps icc lab.h5 $o --participant participant --rater cue
    result bland_altman bland_altman visits.h5 $o --method session --order 2,1
    result kappa kappa rows.csv --rater rater1,rater2
    result validate validate rows.csv --truth hit --pred twice --participant participant
    result roc roc rows.csv --truth hit --score score
    result spm spm lab.h5 --curve lumbar_flex --group group --filter cue=none --variance pooled
    result spm_paired spm lab.h5 --curve lumbar_flex --design paired --condition cue --order dowel,none
    result spm_band spm_band lab.h5 --curve hip_flex --by cue --bootstrap 50
    result curve_agreement curve_agreement visits.h5 --curve lumbar_flex --session session --filter cue=none
    result power power --test t-paired --dz 0.5 --power 0.8
    result power_groups power --test t-two-sample --n 12,15 --power 0.8
    result detectable detectable lab.h5 --outcome lumbar_fraction --group group --condition cue
}
golden analyses
compared
