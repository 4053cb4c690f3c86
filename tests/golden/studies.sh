# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small studies whose tables and analyses are compared, number for number, with those that a person can read in the
# folders beside this file (compare.c says how). A test sources this file, makes a folder of tables and results
# (csv, json) for each study, and says `golden STUDY...`. HINGE_ACCEPT=yes (scripts/run-tests --accept) writes what
# differs anew; CHANGES needs a line for it then. HINGE_KEEP=DIR keeps what was made.
set -u
goldens=$HINGE_ROOT/tests/golden
compare=$HINGE_BUILD/tests/golden/compare
[ -x "$compare" ] || { echo "not built: $compare; make tests/golden/compare there, or all tests"; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-golden-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
problems=0
exec 3>&1

# A command whose output is the input of the rest.
must() { # command...
    local status=0
    "$@" 2>said || status=$?
    case $status in
    0 | 4) ;; # 4: some trials were refused; the table of trials says why
    *) { echo "exit $status: $*"; head -n 5 said; } >&3; exit 1 ;;
    esac
}

table() { # study table option...
    local study=$1 table=$2
    shift 2
    must hinge-table "${table%.*}" -q "$study.h5" --format csv "$@" >"$study/$table.csv"
}

# Every repetition, and what is said of all.
tables() { # study
    local view
    for view in reps faults trials participants summary ratios flow missing; do
        table "$1" $view
    done
    table "$1" faults.reps --by participant,cue,trial,rep
}

analyses() { # study list option...
    local study=$1 list=$2
    shift 2
    must hinge-ingest -q "$@" "$list" -o "$study.study.h5"
    must hinge-analyze -q "$study.study.h5" --allow-inferred -o "$study.h5"
    mkdir -p "$study"
}

# An analysis as programs read it.
result() { # name analysis option...
    local name=$1
    shift
    must hinge-compare -q "$@" --format json >made.json
    mkdir -p analyses
    sed -e '/^ "version":/d' -e '/^  "sha256":/d' made.json >"analyses/$name.json"
}

golden() { # study...
    local study accept=()
    [ "${HINGE_ACCEPT-}" != yes ] || accept=(--accept)
    for study in "$@"; do
        [ -z "${HINGE_KEEP-}" ] || { mkdir -p "$HINGE_KEEP/$study" && cp "$study"/*.csv "$study"/*.json "$HINGE_KEEP/$study" 2>/dev/null; }
        [ ${#accept[@]} = 0 ] || mkdir -p "$goldens/$study"
        "$compare" "${accept[@]}" "$goldens" "$goldens/$study" "$study" || problems=$?
    done
}

# Ends a test.
compared() {
    [ $problems -ne 0 ] || return 0
    [ $problems -ne 1 ] ||
        echo "If every change is meant: a line in tests/golden/CHANGES that says why, and scripts/run-tests --accept build tests/golden"
    exit 1
}

# Tier A, two groups, three cues, faults and gaps; covariates with holes, an observer's labels; one recording is cut
# short, one is missing, one is no recording.
lab() {
    must hinge-simulate -q -n 8 --seed 5 --reps 3 --cue none --cue dowel --cue wall_tap_4in --format trc-a --rate 40 --gaps 0.03 \
        --fault butt_wink --fault lumbar_rounding --fault rounding_early --fault squat_pattern --fault-probability 0.7 --fault-share 0.6 -o lab.made
    awk -F, -v OFS=, 'NR == 1 { print $0, "age", "sex", "label:butt_wink"; next }
        { k = substr($2, 2) + 0
          print $0, k == 4 ? "" : 20 + 3 * k * (k % 3), k % 3 ? "f" : k == 6 ? "" : "m", k % 2 ? "1 0 1" : k == 8 ? "?" : "0" }' \
        lab.made/trials.csv >lab.made/list.csv
    head -c 4000 lab.made/p007/bodyweight_hinge_dowel_1.trc >whole.cut && mv whole.cut lab.made/p007/bodyweight_hinge_dowel_1.trc
    echo 'no recording' >lab.made/p008/bodyweight_hinge_wall_tap_4in_1.trc
    rm lab.made/p006/bodyweight_hinge_wall_tap_4in_1.trc
    analyses lab lab.made/list.csv
    cp lab.made/truth.csv lab
}

# Tier B: a chain of spine markers in csv, and angles that another program made of the same movement.
spine() {
    local options=(-q -n 4 --seed 12 --reps 3 --cue none --rate 40 --fault rounding_early --fault back_first_ascent --fault-share 0.5)
    must hinge-simulate "${options[@]}" --format csv --outliers 0.002 -o spine.made
    must simulate-more "${options[@]}" --format angles --noise 5 -o spine.theirs
    local file
    for file in spine.made/p*/*.csv; do cp "spine.theirs/${file#*/}" "${file%.csv}_theirs.csv"; done
    awk -F, -v OFS=, 'NR == 1 { print $0, "angles"; next } { f = $1; sub(/\.csv$/, "_theirs.csv", f); print $0, f }' \
        spine.made/trials.csv >spine.made/list.csv
    analyses spine spine.made/list.csv
    cp spine.made/truth.csv spine
}

# Tier C: keypoints of a camera, in pixels, nearly from the side.
phones() {
    must hinge-simulate -q -n 3 --seed 6 --reps 3 --format csv-coco --rate 30 --noise 6 --view 12 --gaps 0.02 --zero-gaps \
        --fault knee_dominant --fault-probability 0.5 -o phones.made
    analyses phones phones.made/trials.csv --image-size 1920x1080
    cp phones.made/truth.csv phones
}

# Lifts from the floor, C3D.
lifts() {
    must simulate-more -q -n 3 --seed 3 --reps 3 --format c3d --rate 50 --task deadlift_floor --cue none --fault hips_shoot_up \
        --fault-share 0.5 -o lifts.made
    analyses lifts lifts.made/trials.csv
    cp lifts.made/truth.csv lifts
}

# Sensors, MVNX.
sensors() {
    must simulate-more -q -n 3 --seed 4 --reps 3 --format mvnx --rate 50 --cue none --fault lumbar_rounding --fault-share 0.5 -o sensors.made
    analyses sensors sensors.made/trials.csv
    cp sensors.made/truth.csv sensors
}

# A planned study: two visits, reference recordings.
visits() {
    must hinge-plan -q --groups sedentary:2,trained:3 --cues none,dowel --sessions 2 --trials 1 --reps 3 --seed 4 \
        --name '{participant}/s{session}_{cue}_{trial}.trc' -o visits.plan
    must hinge-simulate -q --list visits.plan/trials.csv --seed 8 --rate 30 --noise 4 -o visits.made
    cp visits.plan/trials.csv visits.made
    analyses visits visits.made/trials.csv
}
