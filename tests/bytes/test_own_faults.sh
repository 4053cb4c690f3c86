#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091 # of pins.sh, which is checked by itself
# Faults of a user of every statistic, window, zero, gate, exception and margin, and the analysis with most settings of
# the method changed: every severity and number, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
echo file,participant,task,cue,trial,load_kg,mass_kg,height_m,depth,side,rate_hz,units,image_width_px,image_height_px,stand_start_s,stand_end_s >list.csv
made() { # name columns simulate's option...
    local name=$1 columns=$2 file
    shift 2
    hinge-simulate -q -n 1 --rate 30 --stand 1 --noise 1 "$@" -o "$name"
    file=$(echo "$name"/p001/*)
    mv "$file" "$name.${file##*.}"
    echo "$name.${file##*.},$name,$columns" >>list.csv
}
made whole rdl,none,1,,70,1.7,max,,,,,,, --format trc-whole-a --reps 2 --seed 5 --fault butt_wink --cue none
made floor deadlift_floor,none,1,40,70,1.7,,,,,,,, --format trc-whole-b --reps 3 --seed 6 --task deadlift_floor --fault hips_shoot_up --cue none
made bench bodyweight_hinge,bench,1,0,70,1.7,fixed,,,,,,, --format trc-b --reps 2 --seed 7 --gaps 0.02 --fault rounding_early --cue none
made leg single_leg_hinge,none,1,,70,1.7,,r,,,,,, --format trc-whole-a --reps 2 --seed 8 --task single_leg_hinge --cue none
made dish dog_dish,none,1,,,1.7,,,,,,,0.1,0.9 --format trc-a --reps 2 --seed 9 --fault knee_dominant --cue none
made rod bodyweight_hinge,dowel,1,0,70,1.7,,,,,,,, --format trc-whole-a --reps 2 --seed 3 --cue dowel --fault dowel_head
made chair stand_up,none,1,0,70,1.7,,,,,,,, --format trc-whole-b --reps 3 --seed 2 --task stand_up --heading 130 --cue none
made behind kickstand_hinge,none,1,12,70,1.7,,r,,,,,, --format trc-whole-b --reps 2 --seed 1 --task kickstand_hinge --rear-foot 30 --cue none
made film weighted_hinge,none,1,8,70,1.7,,,30,px,1920,1080,, --format csv-coco --reps 2 --seed 4 --view 12 --fault drop_lowering --cue none
awk 'BEGIN {
    statistics = split("max min mean median end excursion share plateau quarter rate drop onset_difference onset_least", statistic, " ")
    windows = split("rep|descent 0..0.3|setup|hold+ascent 0.2..1|bottom|lockout|ascent 0..0.5|descent|descent+hold 0.5..1|ascent 0.7..0.9", window, "|")
    signals = split("lumbar_flex hip_flex knee_flex trunk_incl pelvis_tilt thorax_tilt hip_drop knee_travel com_foot load_midfoot shoulder_rise lateral_shift driver thigh_incl", signal, " ")
    zeros = split("standing start target absolute", zero, " ")
    exceptions = split("|task:deadlift_floor=5|cue:bench=na|load=30 floor=na|daily=2 bilateral=12|depth:max=3", exception, "|")
    for (s = 1; s <= statistics; s++) for (w = 1; w <= windows; w++) {
        n++
        two = statistic[s] ~ /share|plateau|quarter|onset/
        if (two && window[w] ~ /setup|bottom|lockout|[+]|rep/) continue
        printf "[fault:own_%s_%d]\nsignal = %s\nstatistic = %s\nwindow = %s\nthreshold = %g\n", statistic[s], w, signal[n % signals + 1], statistic[s], window[w], n % 5 * 4
        if (two) printf "over = %s\n", n % 2 ? "total_flex" : "trunk_incl"
        printf "relative_to = %s\ndirection = %s\ntier = %s\n", zero[n % zeros + 1], n % 3 ? "above" : "below", substr("ABC", n % 3 + 1, 1)
        if (n % 2) printf "margin = %g\n", n % 4
        if (n % 5 == 0) print "offset = 3\nabsolute = yes"
        if (n % 7 == 0) print "never_negative = yes\nstrict_noise = yes\nnoise_adds = 0.5"
        if (exception[n % exceptions + 1] != "") print "exceptions = " exception[n % exceptions + 1]
        if (n % 11 == 0) print "only = floor task:rdl"
        if (n % 4 == 0) printf "gate_signal = hip_flex\ngate_window = %s\ngate_least = %d\ngate_otherwise = %s\n", n % 8 ? "descent" : "bottom", n % 16 * 4, n % 12 ? "absent" : n % 24 ? "present" : "refused"
    }
    metrics = split("duration_s lumbar_fraction tempo_ratio hip_posterior_ll peak_velocity_deg_s load_midfoot_fl sparc onset_lag_s", metric, " ")
    for (m = 1; m <= metrics; m++)
        printf "[fault:own_metric_%d]\nmetric = %s\nphase = %s\nthreshold = %g\n", m, metric[m], m ~ /[3468]/ ? "rep" : m % 2 ? "ascent" : "descent", m / 4
    print "[fault:own_every_part]\nsignal = lumbar_flex\nstatistic = mean\nwindow = setup+descent+hold+ascent+lockout+bottom 0.2..0.8\nthreshold = 5"
}' >own.ini
hinge-ingest -q list.csv -o study.h5
pin own,analyze hinge-analyze study.h5 -o own.h5 --config own.ini
pin own,faults hinge-table faults -q own.h5 --by participant,rep --columns all --format csv
n=0
while read -r settings; do
    options=()
    for setting in $settings; do options+=(--set "$setting"); done
    n=$((n + 1))
    pin "set,$n,analyze" hinge-analyze -q study.h5 -o set.h5 "${options[@]}"
    for table in reps trials; do pin "set,$n,$table" hinge-table $table -q set.h5 --columns all --format csv; done
    rm -f set.h5
done <<'END'
vertical.from=standing filter.cutoff=auto filter.fc_slow=5 hampel.nsig=2 gap.max_s=0.1 lumbar.def=SPN seg.drop_first=1 reach.height=60 bins.deg=0,20,45 noise.k=2 seg.lockout=2 seg.partial_abs=70 peak.w_A=0.4
stand.zero=first_frame filter.fc_slow=0 gap.linear_s=0 miss.phase=0 seg.fc=2 seg.v_frac=0.1 seg.hold_min=0.05 limit.lumbar_deg=5 ratio.min_H=30 noise.refuse=0.1 seg2d.min_ratio=0.95 marker.rigid=0.01 fs.min_vel=40
stand.zero=lockout lumbar.def=ISB filter.max_frac=0.1 seg.join=1 seg.pause_s=0.1 seg.near=0.2 matched.share=0.5 excursion.w_s=0.5 onset.frac=0.1 onset.sigma=0 share.w=0.1 view.ok_deg=5 view.partial_deg=10 vertical.warn=1 seg.min_desc_s=1.2
END
pinned
