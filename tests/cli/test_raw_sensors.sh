#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Planted raw sensors, from the recording to the verdict: what rests and what does not, which way a
# sensor tips, files of one device. Rates are those of the motion itself, accelerations of gravity.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# plant NAME OFFSET STILL GAP REPS PELVIS L1 THIGH SHANK: a file of each sensor that bends so far,
# STILL seconds before and GAP between, its rates off by OFFSET deg/s. Some noise, always the same.
plant() {
    awk -v name="$1" -v offset="$2" -v still="$3" -v gap="$4" -v reps="$5" -v p="$6" -v l="$7" -v t="$8" -v s="$9" '
    function noise() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 - 0.5 }
    function rise(x) { x = x < 0 ? 0 : x > 1 ? 1 : x; return x * x * x * (10 - 15 * x + 6 * x * x) }
    BEGIN {
        seed = 7; split("pelvis l1 thigh_r shank_r", who, " "); d = 3.14159265358979 / 180
        most[1] = p; most[2] = l; most[3] = t; most[4] = s
        for (k = 1; k <= 4; k++) {
            file = name "_" who[k] ".csv"
            print "time,ax (m/s2),ay (m/s2),az (m/s2),gx (deg/s),gy (deg/s),gz (deg/s)" > file
            n = int((2 * still + reps * (3 + gap)) * 50)
            for (i = 0; i < n; i++) {
                x = 0
                for (r = 0; r < reps; r++) {
                    a = still + r * (3 + gap)
                    x += rise((i / 50 - a) / 1.5) - rise((i / 50 - a - 1.8) / 1.2)
                }
                rate = i > 0 ? (x - before) * 50 * most[k] : 0; before = x; tip = most[k] * x * d
                printf "%.2f,%.5f,%.5f,%.5f,%.5f,%.5f,%.5f\n", i / 50, -9.80665 * sin(tip) + .1 * noise(), .1 * noise(), 9.80665 * cos(tip) + .1 * noise(), .6 * offset + .2 * noise(), rate - .5 * offset + .2 * noise(), .62 * offset + .2 * noise() > file
            }
        }
    }'
    columns=sensor:pelvis,sensor:l1,sensor:thigh_r,sensor:shank_r
    files=${1}_pelvis.csv,${1}_l1.csv,${1}_thigh_r.csv,${1}_shank_r.csv
    printf 'participant,task,cue,trial,%s%s\np,rdl,none,1,%s%s\n' "$columns" "${10:-}" "$files" "${11:-}" >"$1.csv"
}
# analyse LIST: study.h5, results.h5 and its tables
analyse() {
    hinge-ingest -q "$1" -o study.h5 2>messages
    hinge-analyze -q study.h5 -o results.h5 2>>messages
    hinge-table reps results.h5 --format csv >reps.csv
    hinge-table quality results.h5 --format csv >quality.csv
    hinge-table faults results.h5 --by participant,cue,trial,rep --format csv >faults.csv
}
# text FILE: the words of a page, on one line
text() { sed 's/<script.*//; s/<style.*//; s/<[^>]*>//g; s/&nbsp;/ /g' "$1" | tr -s '\n' ' '; }
# pages: page.html and sheet.html
pages() {
    hinge-report -q results.h5 --study study.h5 -o page.html
    hinge-report -q results.h5 --sheet --participant p "$@" -o sheet.html
}
says() { text "$1.html" | grep -qF "$2" || fail "$list: the $1 does not say: $2"; }
silent() { ! text "$1.html" | grep -qE "$2" || fail "$list: the $1 says: $2"; }
fail() {
    echo "$*"
    exit 1
}
# is COLUMN PHASE VALUE TOLERANCE: of each repetition
is() {
    awk -F, -v c="$1" -v phase="$2" -v want="$3" -v most="$4" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["phase"] == phase { n++; d = $at[c] - want; if ($at[c] == "" || d > most || d < -most) { print c, $at[c], "not", want; bad = 1 } }
    END { exit bad || n == 0 }' reps.csv || fail "$1 of $list"
}
warned() { grep -q "\b$1\b" quality.csv || fail "$list: no $1"; }
unwarned() { ! grep -q "\b$1\b" quality.csv || fail "$list: $1"; }
# verdict FAULT STATE…: every repetition has one of these
verdict() {
    fault=$1
    shift
    awk -F, -v fault="$fault" -v states=" $* " '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["fault"] == fault { n++; if (!index(states, " " $at["state"] " ")) { print fault, $at["state"], "not", states; bad = 1 } }
    END { exit bad || n == 0 }' faults.csv || fail "$fault of $list"
}

# the offset is known from rest, of any size
list=rested
plant rested 20 3 1 3 38 70 -30 20
analyse rested.csv
is pelvis_excursion_deg descent 38 1
is hip_excursion_deg descent 68 1
unwarned NO_REST
verdict pelvic_tuck absent
verdict lumbar_rounding above # 32 of 30 by 4

# nothing rests: within a wider margin; what lies beyond is certain
list=restless
plant restless 0.2 0.1 0.1 6 38 85 -30 20
analyse restless.csv
is lumbar_excursion_deg descent 47 2
warned NO_REST
grep -q "nothing rests" quality.csv || fail "what to do is not said"
verdict pelvic_tuck absent
verdict lumbar_rounding present
grep -q "^p,.*,butt_wink,absent,[^,]*,5,4," faults.csv || fail "absent cannot be reached"

pages
says page "In 1 of 1 recordings nothing rests, so margins are wider: stand still for two seconds first."
silent page "also for one person"
says sheet "The sensors were never still, so these numbers are less exact."

# a heading that drifts too far leaves nothing certain
list=drifting
plant drifting 1.6 0.1 0.1 6 38 85 -30 20
analyse drifting.csv
warned NO_REST
verdict lumbar_rounding above below
verdict pelvic_tuck above below
printf 'sheet.language = de\n' >german
pages --label german
says page "the drift of the sensors is not known, so hip and lumbar angles are possible, not certain"
says sheet "Die Sensoren waren nie in Ruhe"
silent sheet "vor allem aus"

# an offset that pelvis and trunk show refuses what is made of two sensors
list=offset
plant offset 6 0.1 0.1 6 38 70 -30 20
analyse offset.csv
hinge-table missing results.h5 --format csv | grep -q NO_REST || fail "no reason"
verdict lumbar_rounding refused
grep -q "hip, knee and lumbar angles are refused" quality.csv || fail "the refusal is not said"
! grep -q TIER_C_NO_LUMBAR faults.csv || fail "lumbar faults have another reason"
! hinge-check study.h5 | grep -q "to measure the spine" || fail "hinge-check asks for markers"
pages || [ $? = 4 ] # no angle of a sensor with such an offset is shown, so the sheet has no number
says page "motion sensors without lumbar angles"
says page "nothing rests, so hip, knee and lumbar angles are refused: stand still for two seconds first"
says page "Two seconds of standing still before the first bend would show it."
says page "found in the tilt of the segment at T12/L1"
silent page "between shoulder and hip|camera|[Ii]mu, tier|Spine markers|thorax tilt"
says sheet "could not be measured, because a gyroscope&#39;s error at rest is not known"
silent sheet "only hips and shoulders|were tracked|film|camera"
says sheet "stand still for two seconds before the first bend and after the last"
missing() { hinge-table missing results.h5 --format csv | grep -q "$1,descent,NO_REST,6,6"; }
{ missing pelvis_excursion_deg && missing trunk_excursion_deg; } || fail "the angle of a sensor with such an offset is shown"
plant small 0.2 0.1 0.1 6 38 70 -30 20
cp small_l1.csv offset_l1.csv # one that is not off keeps its angle
analyse offset.csv
missing pelvis_excursion_deg || fail "the pelvis is shown"
is trunk_excursion_deg descent 70 1

# --- which way a pelvis tips ---
# not told: left out, and trunk and tempo stay
list=tuck
plant tuck 1 3 1 3 -25 45 -30 20
analyse tuck.csv
unknown() { hinge-table missing results.h5 --format csv | grep -q "$1,descent,HEADING_UNKNOWN,3,3"; }
{ unknown pelvis_excursion_deg && unknown hip_excursion_deg && unknown lumbar_excursion_deg; } || fail "an angle that may have the other sign"
is trunk_excursion_deg descent 45 1
warned HEADING_UNKNOWN
grep -q "pelvis: forward or back is not told" quality.csv || fail "the sign is not said to be open"
verdict pelvic_tuck refused
verdict lumbar_rounding refused
pages || [ $? = 4 ] # without the pelvis the sheet has no number
says page "In 1 of 1 recordings the sensors do not tell which way the pelvis tips, so pelvis, hip and lumbar angles are left out"
silent page "also for one person"
says sheet "The sensors do not show which way your pelvis tipped"
silent sheet "mostly from|from the hips and"

# told by a deeper bend of the session, before or after; not by one of another session
list=session
plant deep 1 3 1 3 34 62 -30 20
plant late 1.1 3 1 3 -25 45 -30 20
plant away 1.2 3 1 3 -25 45 -30 20
echo "participant,session,task,cue,trial,sensor:pelvis,sensor:l1,sensor:thigh_r,sensor:shank_r" >session.csv
for of in 1,rdl,none,1,tuck 1,rdl,none,2,deep 1,rdl,none,3,late 2,rdl,none,1,away; do
    file=${of##*,}
    echo "p,${of%,*},${file}_pelvis.csv,${file}_l1.csv,${file}_thigh_r.csv,${file}_shank_r.csv"
done >>session.csv
analyse session.csv
cp reps.csv all.csv
for of in "1 1 -25" "1 2 34" "1 3 -25"; do
    awk -F, -v session="${of%% *}" -v trial="$(echo "$of" | cut -d' ' -f2)" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 1 || ($at["session"] == session && $at["trial"] == trial)' all.csv >reps.csv
    is pelvis_excursion_deg descent "${of##* }" 1
done
[ "$(grep -o 'pelvis: a deeper bend of the session told which way is forward' quality.csv | wc -l)" = 2 ] || fail "who told is not said"
[ "$(hinge-table trials results.h5 -q --columns participant,session,warnings --format csv | grep HEADING_UNKNOWN | cut -d, -f2)" = 2 ] || fail "another session told"

# told by outward: of the list, by a heading of the list, where the other sign cannot be
list=outward
plant outward 1 3 1 3 -25 45 -30 20 ,outward:pelvis ",+x front"
analyse outward.csv
is pelvis_excursion_deg descent -25 1
is lumbar_excursion_deg descent 70 1
unwarned HEADING_UNKNOWN
printf '%s\n' "$(sed 's/+x front/bogus/' outward.csv)" >bogus.csv
status=0
hinge-ingest -q bogus.csv -o bogus.h5 2>messages || status=$?
[ $status = 3 ] || fail "outward:pelvis = bogus: status $status"
tr -s ' \n' ' ' <messages | grep -q 'bogus.csv:2: column "outward:pelvis": "bogus": an axis of the sensor and where it points is expected, such as +z back' || fail "$(cat messages)"
list=heading
plant heading 1 3 1 3 25 45 -30 20 ,heading ,aligned
analyse heading.csv
unwarned HEADING_UNKNOWN
verdict pelvic_tuck absent
list=told
plant told 1 3 1 3 34 62 -30 20
analyse told.csv
unwarned HEADING_UNKNOWN
verdict pelvic_tuck absent

# told by a calibration of the session, which is no trial
list=calibrated
plant bow 1 3 3 1 40 44 -12 16
plant calibrated 1 3 1 3 -25 45 -30 20
{
    echo "participant,task,cue,trial,role,sensor:pelvis,sensor:l1,sensor:thigh_r,sensor:shank_r"
    echo "p,rdl,none,0,calibration,bow_pelvis.csv,bow_l1.csv,bow_thigh_r.csv,bow_shank_r.csv"
    echo "p,rdl,none,1,,calibrated_pelvis.csv,calibrated_l1.csv,calibrated_thigh_r.csv,calibrated_shank_r.csv"
} >both.csv
analyse both.csv
is pelvis_excursion_deg descent -25 1
is hip_excursion_deg descent 5 1
grep -q "pelvis:calibration" quality.csv || fail "heading_from"
grep -q "^pelvis, l1, shank_r: the session's calibration told which way is forward" quality.csv || fail "its use is not said"
! grep -q "thigh_r tips" quality.csv || fail "a calibration is warned of its thigh"
hinge-check study.h5 >check.txt || true
! grep -q "is not told" check.txt || fail "hinge-check does not know the calibration"
# one that never bows says so, and the trial which calibration would do
plant bow 1 3 3 1 2 3 -1 1
analyse both.csv || true
grep -q "a calibration without a bow: l1 or thorax has to tip by 20 degrees; stand still for two seconds, bow from the hips" quality.csv || fail "no bow"
grep -q "a recording with role = calibration in which it tips forward by 10 degrees" quality.csv || fail "the trial asks for what it has"

# hinge-run --new has columns to fill
mkdir new
cp tuck_pelvis.csv new/P1_pelvis.csv
cp tuck_l1.csv new/P1_l1.csv
hinge-run --new new >new.txt 2>&1
grep -q "outward:pelvis,outward:l1" new/trials.csv || fail "--new: no columns outward:"
tr -s ' \n' ' ' <new.txt | grep -q "fill columns outward:pelvis and outward:l1 with the axis" || fail "--new: not said how"

# --- one device, several files ---
# phone APP: the files of `told` as that program writes them, the gyroscope's clock a little off
phone() {
    for s in pelvis l1 thigh_r shank_r; do
        mkdir -p "$1_$s"
        awk -F, -v to="$1_$s" -v app="$1" '
        NR == 1 {
            head = app == "phyphox" ? "Time (s),Acceleration x (m/s^2),Acceleration y (m/s^2),Acceleration z (m/s^2)" : "time,seconds_elapsed,z,y,x"
            print head > to "/Accelerometer.csv"
            sub("Acceleration x .m/s.2.", "Gyroscope x (rad/s)", head); sub("Acceleration y .m/s.2.", "Gyroscope y (rad/s)", head); sub("Acceleration z .m/s.2.", "Gyroscope z (rad/s)", head)
            print head > to "/Gyroscope.csv"
            if (app == "logger") print head > to "/Gravity.csv"
            next
        }
        {
            d = 3.14159265358979 / 180; u = $1 + 0.0031
            x = $5 * d; y = $6 * d; z = $7 * d
            if (app == "phyphox") {
                print $1 "," $2 "," $3 "," $4 > to "/Accelerometer.csv"
                printf "%.4f,%.7f,%.7f,%.7f\n", u, x, y, z > to "/Gyroscope.csv"
            } else { # gravity in a file of its own
                printf "17000%014.0f,%.6f,%.5f,%.5f,%.5f\n", 1e9 * $1, $1, $4 - 9, $3, $2 + 3 > to "/Accelerometer.csv"
                printf "17000%014.0f,%.6f,9,0,-3\n", 1e9 * $1, $1 > to "/Gravity.csv"
                printf "17000%014.0f,%.6f,%.7f,%.7f,%.7f\n", 1e9 * u, u, z, y, x > to "/Gyroscope.csv"
            }
        }' "told_$s.csv"
    done
}
for app in phyphox logger; do
    list=$app
    phone $app
    file=$([ $app = phyphox ] && echo "" || echo "/Gyroscope.csv") # a folder, or one of its files
    printf 'participant,task,cue,trial,sensor:pelvis,sensor:l1,sensor:thigh_r,sensor:shank_r\np,rdl,none,1,%s,%s,%s,%s\n' "${app}_pelvis$file" "${app}_l1$file" "${app}_thigh_r$file" "${app}_shank_r$file" >$app.csv
    analyse $app.csv
    is pelvis_excursion_deg descent 34 1
    is hip_excursion_deg descent 64 1
done

# names of APDM and Delsys
list=makers
sed '1s/.*/Time,Accelerometers\/X,Accelerometers\/Y,Accelerometers\/Z,Gyroscopes\/X (deg\/s),Gyroscopes\/Y (deg\/s),Gyroscopes\/Z (deg\/s)/' told_pelvis.csv >apdm.csv
awk -F, 'NR == 1 { print "ACC X Time Series (s),ACC X (G),ACC Y (G),ACC Z (G),GYRO X Time Series (s),GYRO X (deg/s),GYRO Y (deg/s),GYRO Z (deg/s)"; next }
    { printf "%s,%.6f,%.6f,%.6f,%s,%s,%s,%s\n", $1, $2 / 9.80665, $3 / 9.80665, $4 / 9.80665, $1, $5, $6, $7 }' told_l1.csv >delsys.csv
printf 'participant,task,cue,trial,sensor:pelvis,sensor:l1\np,rdl,none,1,apdm.csv,delsys.csv\n' >makers.csv
analyse makers.csv
is pelvis_excursion_deg descent 34 1
is lumbar_excursion_deg descent 28 1

# acceleration alone says which file the gyroscope is in
mkdir alone
cp phyphox_pelvis/Accelerometer.csv alone/
! hinge-inspect alone/Accelerometer.csv >/dev/null 2>messages || fail "acceleration alone is read"
grep -q "acceleration alone gives no angle: the gyroscope is missing; phyphox and Sensor Logger write it into Gyroscope.csv" messages || fail "$(cat messages)"

# so does its folder, in a list, too; and one with the gyroscope alone
printf 'participant,task,cue,trial,sensor:pelvis,sensor:l1\np,rdl,none,1,phyphox_pelvis,alone\n' >alone.csv
for call in "hinge-inspect alone" "hinge-ingest -q alone.csv -o alone.h5"; do
    status=0
    $call >/dev/null 2>messages || status=$?
    [ $status = 3 ] || fail "$call: status $status"
    tr -s ' \n' ' ' <messages | grep -q "alone: acceleration alone gives no angle: the gyroscope is missing; phyphox and Sensor Logger write it into Gyroscope.csv: put it into this folder" || fail "$(cat messages)"
done
mv alone/Accelerometer.csv alone/old
cp phyphox_pelvis/Gyroscope.csv alone/
! hinge-inspect alone >/dev/null 2>messages || fail "rates alone are read"
grep -q "the acceleration is missing; phyphox and Sensor Logger write it into Accelerometer.csv" messages || fail "$(cat messages)"

# a word in a cell is missing, with its place; too many of them refuse the file
cp -r logger_pelvis word
sed -i '40s/,[^,]*$/,ERR/' word/Accelerometer.csv
sed -i '50s/^[^,]*/inf/' word/Gyroscope.csv
sed -i '60s/,[^,]*$/,9.8#1/' word/Gravity.csv
hinge-inspect word >shown 2>&1 || fail "a word in a folder of sensors: $(cat shown)"
tr -s ' \n' ' ' <shown | grep -q 'warning: 3 cells are no numbers and count as missing: Accelerometer.csv, line 40, column 5 (x): "ERR"; Gyroscope.csv, line 50, column 1 (time): "inf"; Gravity.csv, line 60, column 5 (x): "9.8#1"' ||
    fail "the cells are not named: $(cat shown)"
sed -i '100,300s/,[^,]*$/,ERR/' word/Accelerometer.csv
printf 'participant,task,cue,trial,sensor:pelvis,sensor:l1\np,rdl,none,1,word,logger_l1\np,rdl,none,2,logger_pelvis,logger_l1\n' >word.csv
status=0
hinge-ingest -q word.csv -o word.h5 >/dev/null 2>messages || status=$?
tr -s ' \n' ' ' <messages | grep -q 'word/Accelerometer.csv:40: column 5 (x): "ERR" is not a number' || fail "status $status: $(cat messages)"

# a file that was cut off is said, and one of another time refused with both spans
for file in Accelerometer Gyroscope Gravity; do
    rm -rf cut && cp -r logger_pelvis cut && rows=$(wc -l <cut/$file.csv)
    head -n $((rows * 2 / 5)) cut/$file.csv >cut/part && mv cut/part cut/$file.csv
    hinge-inspect cut >shown 2>&1 || fail "cut $file: $(cat shown)"
    tr -s ' \n' ' ' <shown | grep -qE "warning: its files have (39|40) % of the time of .* in common, and [0-9]+ of [0-9]+ rows are used .*$file.csv from" || fail "cut $file.csv is not said: $(cat shown)"
done
! hinge-inspect logger_pelvis 2>&1 | grep -q "in common" || fail "whole files are called cut"
rm -rf cut && cp -r phyphox_pelvis cut && awk -F, -v OFS=, 'NR > 1 { $1 += 1000 } 1' phyphox_pelvis/Gyroscope.csv >cut/Gyroscope.csv
! hinge-inspect cut >/dev/null 2>messages || fail "files of other times are read"
tr -s ' \n' ' ' <messages | grep -q "cut: its files have no time in common (Accelerometer.csv from 0 to .*, Gyroscope.csv from 1000" || fail "$(cat messages)"
