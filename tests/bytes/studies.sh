# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small studies for the tests of this folder; each is in the folder of its name.

# A study is made by the first test of a run that wants it, and copied, for some change theirs.
cohort() { once cohort; }
visits() { once visits; }
phones() { once phones; }
alone() { once alone; }
large() { once large; }
once() { # study
    local shared=${HINGE_RUN:-$pins}/studies
    mkdir -p "$shared"
    (flock 9 && cd "$shared" && { [ -e "$1.made" ] || { "make_$1"; : >"$1.made"; }; }) 9>"$shared/$1.lock"
    cp -rp "$shared/$1" .
}

# Two groups, three cues, faults, gaps and outliers; names as people write them, covariates with
# holes, an observer's labels; one recording is cut short, one is missing, one is no recording.
make_cohort() {
    hinge-simulate -q -n 8 --seed 3 --reps 3 --cue none --cue dowel --cue wall_tap_4in --fault butt_wink \
        --fault rounding_early --fault squat_pattern --fault drop_lowering --fault-probability 0.7 \
        --fault-share 0.6 --gaps 0.03 --outliers 0.002 --noise 3 --rate 40 -o cohort
    awk -F, -v OFS=, 'NR == 1 { print $0, "age", "sex", "label:butt_wink", "notes"; next }
        { k = substr($2, 2) + 0
          name = k == 2 ? "Zoë Müller" : k == 3 ? "a & <b>" : k == 5 ? "患者 一" : $2
          group = $3 == "trained" ? "trained" : "sitting & \"still\""; gsub(/"/, "\"\"", group)
          $2 = name; $3 = "\"" group "\""
          print $0, k == 4 ? "" : 20 + 3 * k, k % 3 ? "f" : k == 6 ? "" : "m", k % 2 ? "1 0 1" : k == 8 ? "?" : "0", k == 1 ? "was tired" : "" }' \
        cohort/trials.csv >cohort/list.csv
    head -c 4000 cohort/p007/bodyweight_hinge_dowel_1.trc >whole.cut && mv whole.cut cohort/p007/bodyweight_hinge_dowel_1.trc
    echo 'no recording' >cohort/p008/bodyweight_hinge_none_1.trc
    rm cohort/p006/bodyweight_hinge_wall_tap_4in_1.trc
    hinge-ingest -q --set keep_column=participant --set keep_column=notes cohort/list.csv -o cohort/study.h5 2>cohort/ingested
    hinge-analyze -q cohort/study.h5 -o cohort/results.h5 2>cohort/analysed
}

# A planned study of two visits and two trials, with reference recordings.
make_visits() {
    hinge-plan -q --groups sedentary:3,trained:3 --cues none,dowel --sessions 2 --trials 2 --reps 3 --seed 4 \
        --name '{participant}/s{session}_{cue}_{trial}.trc' -o visits/plan 2>/dev/null
    hinge-simulate -q --list visits/plan/trials.csv --seed 8 --rate 30 --noise 4 -o visits/made
    cp visits/plan/trials.csv visits/made
    hinge-ingest -q visits/made/trials.csv -o visits/study.h5 2>visits/ingested
    hinge-analyze -q visits/study.h5 -o visits/results.h5 2>visits/analysed
}

# Keypoints of a camera, in pixels, from the side: no spine.
make_phones() {
    hinge-simulate -q -n 4 --seed 6 --reps 3 --format csv-coco --rate 30 --noise 6 --view 12 --gaps 0.02 --zero-gaps \
        --fault knee_dominant --fault-probability 0.5 -o phones
    hinge-ingest -q --image-size 1920x1080 phones/trials.csv -o phones/study.h5 2>phones/ingested
    hinge-analyze -q phones/study.h5 -o phones/results.h5 2>phones/analysed
}

# One person, one cue.
make_alone() {
    hinge-simulate -q -n 1 --seed 9 --reps 4 --cue none --format trc-whole-a --fault lumbar_rounding --rate 50 -o alone
    hinge-ingest -q alone/trials.csv -o alone/study.h5 2>alone/ingested
    hinge-analyze -q alone/study.h5 -o alone/results.h5 2>alone/analysed
}

# 40 people in two groups under four conditions, of which study and results are kept.
make_large() {
    hinge-simulate -q -n 40 --rate 30 --reps 3 --format trc-b --cue none --cue dowel --cue wall_tap_4in --cue mirror -o large
    hinge-ingest -q large/trials.csv -o large/study.h5
    hinge-analyze -q large/study.h5 -o large/results.h5
    rm -r large/p*
}

# A table of repetitions with columns of every kind: ten people, three cues, four repetitions.
rows() {
    awk 'BEGIN { printf "participant,group,cue,session,trial,rep,load,y,z,hit,score,score2,age,w,num,den,way,pain,n,exposure,p,family,rater1,rater2,twice"
        for (i = 0; i <= 20; i++) printf ",c%d", i
        print ""
        split("none dowel wall_tap", cue, " ")
        for (p = 1; p <= 10; p++) for (c = 1; c <= 3; c++) for (r = 1; r <= 4; r++) {
            k = (p * 7 + c * 5 + r * 3 + p * c * r) % 11
            printf "P%d,%s,%s,%d,%d,%d,%d,%.2f,%.2f,%d,%d,%d,%d,%d,%.2f,%.2f,%d,%d,%d,%d,%.4f,%s,%s,%s,%d", p, (p % 2 ? "a" : "b"), cue[c], 1 + (r > 2), \
                1 + r % 2, r, (c * c + 1) * 5, 40 + p + c * 2 + k / 5, k / 3 - 1, (k > 5), k + p, k * p % 7, 20 + p * p % 13, 1 + k % 3, 10 + k + p / 7, \
                30 - k + c, (350 + k * 3) % 360, 1 + (k + p + c) % 4, k % 5, 1 + k % 3, (k * k + 1) / 150, (p % 2 ? "one" : "two"), \
                substr("xyz", 1 + k % 3, 1), substr("xyz", 1 + (k + (p == 3)) % 3, 1), (k + (r == 2) > 5)
            for (i = 0; i <= 20; i++) printf ",%.2f", p + (c * 2 + k / 5) * sin(i / 6) + (p * i % 5) / 3
            print ""
        } }' >rows.csv
}

# Columns of the tables of repetitions and recordings that a person follows.
r_columns=participant,cue,trial,rep,phase,start_s,end_s,status,reason,lumbar_fraction,lumbar_excursion_deg,hip_excursion_deg,pelvis_excursion_deg
r_columns+=,knee_excursion_deg,trunk_excursion_deg,duration_s,warnings
q_columns=participant,cue,tier,status,reason,reps,standing_source,driver,lumbar_def,rate_hz,seg_source,vertical_source,cutoff_hz,standing_start_s
q_columns+=,standing_trunk_deg,standing_pelvis_deg,standing_knee_deg,noise_lumbar_deg,noise_pelvis_deg,held_share,residual_cutoff_hz,warnings

# What inspect, ingest, check, export and tables say and write of each folder of recordings here.
pin_recordings() {
    for list in */trials.csv; do
        format=${list%/*}
        keep "$list" "$format/truth.csv"
        pin "$format,inspect" hinge-inspect "$format"/p001/*
        pin "$format,ingest" hinge-ingest "$list" -o "$format.h5"
        pin "$format,check" hinge-check "$format.h5" --format csv --show trials
        pin "$format,raw" hinge-export -q "$format.h5" --raw
        pin "$format,processed" hinge-export -q "$format.h5" --processed
        pin "$format,analyze" hinge-analyze "$format.h5" -o "$format.r.h5"
        pin "$format,reps" hinge-table reps -q "$format.r.h5" --columns "$r_columns" --format csv
        pin "$format,quality" hinge-table quality -q "$format.r.h5" --columns "$q_columns" --format csv
    done
}

# An analysis for programs and for readers, numbered: analysis option...
c() {
    n=$((${n-0} + 1))
    pin "$(printf '%03d' $n),$1.json" hinge-compare -q "$@" --format json
    pin "$(printf '%03d' $n),$1.text" whole hinge-compare "$@"
}
whole() { # every table, without the seconds that it took
    local rc=0
    "$@" --verbose 2>cost || rc=$?
    sed '/ s wall, /d' cost >&2
    return $rc
}
# shellcheck disable=SC2034 # for tests
lf='--outcome lumbar_fraction'
