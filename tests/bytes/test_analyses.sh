#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Analyses of a cohort with their options, for programs and for readers, to the last byte (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
r=cohort/results.h5
# shellcheck disable=SC2086
{
    c cues $r
    c cues $r --baseline dowel --mdc 0.05 --outcomes lumbar_fraction,duration_s,hip_excursion_deg
    c groups $r --filter cue=none
    c groups $r --filter cue=none --covariate height_m,age --allow-single
    c between $r $lf --group group --filter cue=none --bootstrap 50 --glass-delta --tost=-0.05,0.05
    c between $r $lf --group group --permutation none --alternative less --noninferiority 0.02 --better lower
    c between $r --outcome severity:butt_wink --group group --allow-single
    c within $r $lf --condition cue --order dowel,none --mdc 0.03 --bootstrap 50 --tost-d=-0.5,0.5
    c within $r $lf --condition cue --max-t --bootstrap 40
    c within $r $lf --condition cue --trend cue --scores cue=0,1,4
    c within $r --outcome hip_excursion_deg --condition cue --order dowel,none --signflip monte-carlo --n-perm 99 --phase ascent
    c describe $r $lf --by cue,group --bootstrap 50 --statistic median
    c describe $r --outcomes hip_excursion_deg,duration_s --condition cue --aggregate nested --trial trial
    c anova $r $lf --group cue --filter group=trained --groups-vary
    c ancova $r $lf --group group --covariate height_m --filter cue=none
    c binary_within $r --outcome rounding_early --condition cue --order dowel,none --fault-rule certain
    c prevalence $r --outcome rounding_early --by cue --fault-rule possible --min-share 0.3
    c prevalence_curve $r --metric rounding_early --thresholds 0.1,0.2,0.3,0.5 --condition cue --order dowel,none
    c prevalence_curve $r --metric rounding_early --thresholds 0.1,0.3 --by cue
    c icc $r $lf --participant participant --rater cue
    c cv $r $lf --filter cue=none
    c bland_altman $r $lf --method cue --order dowel,none
    c roc $r --score lumbar_fraction --truth rounding_early --bootstrap 40
    c impute $r $lf --condition cue --group group --m 5 --delta=-0.1,0,0.1 --delta-condition dowel
    c spm $r --curve lumbar_flex --group group --filter cue=none --effect-size
    c spm $r --curve lumbar_flex --design paired --condition cue --order dowel,none --cluster-mass --permutations 99
    c spm_band $r --curve hip_flex --by cue --bootstrap 50
    c curve_agreement $r --curve lumbar_flex --session cue
    c gstudy $r $lf --session cue --mdc-target 0.02
    c between $r --outcome nothing --group group
    c between $r $lf --group cue
    c within $r $lf --condition group
}
pinned
