#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A question that is asked is answered, by the people whom the title compares, or the page says why not. The planned
# outcome may be the severity of a fault, as QUESTION has it: who has both visits, who was lost, the picture and the
# section are of it. Where nobody has both visits or cues, or not in one way, that comes first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() {
    echo "asked, answered: $*" >&2
    exit 1
}
visit() { # folder, its visit, lumbar share, people, options
    local folder=$1 visit=$2 share=$3 people=$4
    shift 4
    {
        echo file,participant,group,session,task,cue,planned_reps
        for p in $people; do echo "$p.trc,$p,trained,$visit,bodyweight_hinge,none,3"; done
    } >list.csv
    hinge-simulate -q --list list.csv --format trc-b --lumbar-share "$share" "$@" -o made
    mkdir -p "$folder"
    mv made/*.trc "$folder"
    rm -r made
}
run() { # folder: what its end says, in one line
    hinge-run --new "$1" >/dev/null 2>&1
    sed -i "s/^#primary =.*/primary = ${2:-}/" "$1/study.ini"
    hinge-run "$1" 2>&1 | tr -s ' \n' ' ' >said
}
says() { grep -qF "$1" said || fail "no '$1' in: $(cat said)"; }

# five have both visits; three who bend from the hips have the first alone
visit clinic/before before .5 'p01 p02 p03 p04 p05'
visit clinic/before before .2 'p06 p07 p08'
visit clinic/after after .35 'p01 p02 p03 p04 p05'
run clinic severity:lumbar_rounding
says 'did peak lumbar flexion change from before to after? (8 people, 5 with both)'
says '3 of 8 people have no value after; peak lumbar flexion before:'
says 'There is no control group, so time and retesting are part of the change.'
says 'participants of the movement (before)' # what other figures are of
page=clinic/results/report.html
grep -q 'What changed from before to after' $page || fail 'no section of the change'
# the means that are drawn are of these five, as the numbers beside the bodies are
grep -o '<desc>before: [^<]*' $page | head -1 >drawn
grep -qE 'before: [0-9.]+°, n = 5; after: [0-9.]+°, n = 5\.' drawn || fail "drawn: $(cat drawn)"
for level in before after; do
    value=$(sed "s/.*$level: \([0-9.]*°\).*/\1/" drawn)
    grep -qF "<b>$value</b> $level" $page || fail "$level is $value in the picture, but not beside its body"
done

# who did not come the last time is named, too
mkdir long
cp -r clinic/before clinic/after long
visit long/later later .3 'p01 p02 p03'
run long
says '5 of 8 people have no value later;'

# a fault was planned, whose severity is what the cue is for: how often it is there is compared, of who has both
mkdir cued
for cue in dowel none; do cp -r clinic/before "cued/$cue"; done
rm cued/dowel/p08.trc
visit cued/dowel before .35 'p01 p02 p03 p04 p05 p06 p07'
run cued lumbar_rounding
says 'change with the dowel? (8 people, 7 with both)'
says 'With the dowel: '
says 'n = 7 of 8. '
grep -q '^dowel *Peak lumbar flexion' cued/results/comparisons/cues.txt || fail 'the severity is called a share of bends'
! grep -q 'matched depth the change was .*percentage points' cued/results/comparisons/cues.txt || fail 'degrees as points'

# other people before than after: nothing is compared, and that is said before all else
rm -r clinic/results clinic/*.csv clinic/study.ini clinic/after/p0[1-5].trc
visit clinic/after after .35 'p11 p12 p13'
run clinic
says 'caution Nobody was measured both before and after, so these are not compared; different people'
# the same people with and without the dowel, but nobody with both
mv clinic/before 'clinic/no dowel'
mv clinic/after clinic/dowel
rm -r clinic/results clinic/*.csv clinic/study.ini
run clinic
says 'caution Nobody was measured both without a cue and with the dowel, so these are not compared'
sed -i 's/^#baseline =.*/baseline = before/' clinic/study.ini
! hinge-run clinic >said 2>&1 || fail 'a baseline that is not there was taken'
says 'no row has cue "before"; choose from dowel, none'
# both visits of everybody, with nobody standing still in the second
rm -r clinic
visit clinic/before before .5 'p01 p02 p03 p04 p05'
visit clinic/after after .35 'p01 p02 p03 p04 p05' --stand 0
run clinic
says 'caution Nobody was measured in one way both before and after, so these are not compared.'
says 'stand.zero = lockout'

# each clinic with all its people in one group: groups and clinics are one; not where a group has no clinic
{
    echo file,participant,group,clinic,task,cue,planned_reps
    for p in a1,A,north a2,A,north a3,A,east a4,A,east b1,B,south b2,B,south; do echo "${p%%,*}.trc,$p,bodyweight_hinge,none,2"; done
} >list.csv
hinge-simulate -q --list list.csv --format trc-b -o clinics
for south in south ''; do # said 1 time, 0 times
    sed "s/,south,/,$south,/" list.csv >clinics/list.csv
    hinge-ingest -q clinics/list.csv -o study.h5
    hinge-analyze -q study.h5 -o results.h5
    hinge-report -q results.h5 -o page.html
    grep -c 'Each clinic is in one group only, so clinic and group cannot be told apart' page.html >>said-of-clinics || true
done
[ "$(tr '\n' ' ' <said-of-clinics)" = '1 0 ' ] || fail "of clinics: $(cat said-of-clinics)"
