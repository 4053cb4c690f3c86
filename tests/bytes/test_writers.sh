#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Tables and figures in each format, of columns and groups with long and strange names, of values that are
# missing for several reasons, with labels of a user, right and wrong, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
r=cohort/results.h5
printf '\xEF\xBB\xBF# words of mine, by an editor of Windows\n' >labels.txt
cat >>labels.txt <<'END'
cue=dowel
dowel = with a <rod> & "tail"
trained = those who trained for a very long time, three times a week, with an instructor
lumbar_fraction = Share of the spine | the back
severity:butt_wink = how much they tuck
butt_wink = tucking_it $ under
reason:GAP_IN_PHASE = a hole
END
printf 'id,label\ndowel,rod\n"butt_wink","tucks, under"\nwall_tap_4in,\n' >labels.csv
printf 'dowel rod\n' >wrong.txt
printf 'dowel = a\ndowel = b\n' >twice.txt
printf '# mine\r\n\n  dowel  = a = b \r\n = c\n#x = y\nno sign\n' >line.txt
printf 'dowell = a\nbutt_wink.short = b\nseverity:butt_wink = c\nzzzz = d\nrep = e\nPHASE_MISSING = f\n' >slips.txt
# the first and the last of all tasks, cues, signals, reasons, phases, settings, columns, titles, faults and metrics: each is known
printf '%s = g\n' unspecified dowel_ref none manual_guidance lumbar_flex lower_lumbar_flex TIER_C_NO_LUMBAR HEAD_FROM_FACE descent standing \
    report.author table.ids after_effect work_pct_low n sparc chin_tuck no_lockout back_limit_reached power_peak_w_kg >>slips.txt
n=0
p() { # program option...
    n=$((n + 1))
    pin "$(printf '%03d' $n),$1,$2" "hinge-$1" "${@:2}"
}
for format in text markdown html latex csv tsv json; do
    p table reps $r --format $format --filter 'participant=p001&rep=1' --columns lumbar_fraction,duration_s,hip_posterior_ll --phase descent --label labels.txt
    p table faults $r --format $format --by group,cue --columns fault,people,reps,prevalence --filter 'cue=none,dowel' --label labels.txt
    p table summary $r --format $format --by cue --columns lumbar_fraction,hip_posterior_ll --label labels.txt
    p table missing $r --format $format --by cue --label labels.txt
    p table trials $r --format $format --columns reps,reason,message --label labels.csv
    p compare cues $r --format $format --label labels.txt
    p compare groups $r --format $format --label labels.csv --allow-single
done
for table in reps trials summary participants faults missing flow quality; do p table $table $r --filter phase=descent --format csv; done
p table trials $r --filter group=trained --columns all --format csv
p table trials $r --filter 'status=refused' --format text
p table reps $r --columns lumbar_fraction,back_limit_depth_deg,es_mvc_pct,cop_foot_pct --filter participant=p001
p table reps $r --columns lumbar_fraction,duration_s --sort duration_s
p table reps $r --columns lumbar_fraction --sort=-lumbar_fraction,nothing
p table summary $r --stat n_pct
p table faults $r --stat n_pct --by group
p table summary $r --by group,cue --wide --columns lumbar_fraction --format markdown --label labels.txt
p table labels $r --label wrong.txt
p table reps $r --label twice.txt --filter participant=p001
p table reps $r --label nowhere.txt
p compare rows $r --outcome lumbar_fraction --apa
p compare detectable $r --apa
p compare power --test t-paired --dz 0.5 --n 20 --apa
p compare spm $r --curve lumbar_flex --condition cue --order dowel,none --design paired --permutation 40 --format text
# columns of a table of one's own
printf 'participant,1st,_x,größe in cm,größe in mm,%s,%s,and,label.,y\n' "$(printf 'long%.0s' {1..20})" "$(printf 'long%.0s' {1..20})er" >odd.csv
for k in 1 2 3 4 5 6; do echo "p$k,$k,$((k * 3)),$((150 + k)),$((1500 + k)),$k,$((k * 2)),$((k % 2)),x$k,$((k * k))"; done >>odd.csv
for format in csv json html xlsx sav tex md; do
    n=$((n + 1))
    pin "$n,odd,$format" hinge-compare rows odd.csv --outcome '1st,_x,größe in cm,größe in mm,and,y' -o made.$format
    [ "$format" = xlsx ] || [ "$format" = sav ] || [ ! -f made.$format ] || keep made.$format
    [ "$format" != sav ] || pin "$n,odd,names" grep -aoE '[A-Z0-9_.]+=[A-Za-z0-9_.]+' made.sav
done
p compare rows odd.csv --outcome '_x,y'
p compare rows odd.csv --outcome 'größe in cm' --condition and --factor and
# figures with long words, too many curves, too little in them
for figure in groups paired waveforms tiles prevalence forest bins limits; do
    pin "figure,$figure.svg" hinge-plot -q $figure $r --label labels.txt
    pin "figure,$figure,one.svg" hinge-plot -q $figure $r --filter participant=p001
done
pin figure,many hinge-plot -q waveforms $r --columns trunk_incl,pelvis_tilt,lumbar_flex,hip_flex,knee_flex,thigh_incl,shank_incl,driver,hip_posterior
pin figure,near hinge-plot -q waveforms $r --columns lumbar_flexx
hinge-compare -q bland_altman odd.csv --difference y --format json -o difference.json
pin figure,difference hinge-plot -q agreement difference.json
pin figure,agreement hinge-plot -q agreement $r
pin figure,json hinge-plot -q groups difference.json
pin figure,chosen hinge-plot -q agreement difference.json --filter cue=none
pin figure,levels hinge-plot -q agreement difference.json --levels cue=none
pin figure,stick hinge-plot -q stick $r --study cohort/study.h5 --trial p001_1_bodyweight_hinge_none_1 --rep 99
# words of a comparison are those of its tables, unless there are others
for of in cues groups; do
    hinge-compare -q $of $r --label labels.txt --allow-single -o $of.json
    for format in text markdown csv; do p table $of $of.json --format $format; done
    p table $of $of.json --format html --label labels.csv
done
p table reps $r --label line.txt
p table faults $r --label slips.txt --filter fault=butt_wink --by group
p table cues cues.json --label slips.txt --columns cue,outcome,n
p table groups groups.json --label labels.txt --columns outcome,phase
pin spm,lists whole hinge-compare spm $r --curve lumbar_flex --condition cue --order dowel,none --design paired --permutation 40
pinned
