#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the sheet, the page and the tables say of one person of an uneven study is the same: recordings with unequal numbers
# of bends, corrected ones, visits listed the last first, another cue measured in another way, and people who were refused.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
make() { hinge-simulate -q -n 1 --rate 25 --cue none "${@:2}" -o "$1"; }
make long --format trc-b --reps 4 --seed 4 --lumbar-share 0.2
make short --format trc-b --reps 1 --seed 5 --lumbar-share 0.5 --stand 1
make other --format trc-b --reps 1 --seed 8 --lumbar-share 0.3 --stand 1
make phone --format csv-coco --reps 1 --seed 6 --cue dowel
make still --format trc-a --reps 3 --seed 7 --fault lumbar_rounding --fault-share 0.5
cp still/p001/*.trc still.trc
echo none >broken.trc
cat >trials.csv <<'END'
file,participant,group,session,task,cue,trial,role,rate_hz,units,image_width_px,image_height_px
long/p001/bodyweight_hinge_none_1.trc,p1,a,T10,bodyweight_hinge,none,1,,,,,
short/p001/bodyweight_hinge_none_1.trc,p1,a,T10,bodyweight_hinge,none,2,,,,,
other/p001/bodyweight_hinge_none_1.trc,p1,a,T2,bodyweight_hinge,none,1,,,,,
phone/p001/bodyweight_hinge_dowel_1.csv,p2,a,,bodyweight_hinge,dowel,1,,25,px,1920,1080
still/p001/bodyweight_hinge_none_1.trc,p2,a,,bodyweight_hinge,none,1,,,,,
still.trc,p3,b,,calibration,,1,standing,,,,
broken.trc,p3,b,,bodyweight_hinge,none,1,,,,,
END
printf 'trial,rep,exclude\np1_T10_bodyweight_hinge_none_1,4,yes\n' >events.csv
hinge-ingest -q trials.csv -o s.h5 2>/dev/null || [ $? = 4 ]
hinge-analyze -q s.h5 --events events.csv --set agg.has_fault=0.3 -o r.h5 2>/dev/null
mean() { hinge-table summary r.h5 --allow-single --by participant,session,cue --filter "participant=p1&session=$1" \
    --phase descent --columns lumbar_fraction --format csv | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "mean") k = i } NR == 2 { printf "%.0f\n", 100 * $k }'; }
sheet() { hinge-report -q r.h5 "${@:2}" --sheet --participant "$1" -o sheet.html; }
last=$(mean T10)
before=$(mean T2)

# the mean of recordings, also on the page; T2 came before T10
sheet p1 --study s.h5 --events events.csv
[ "$(grep -o '<g transform' sheet.html | wc -l)" = 5 ] # the body of the corrected bends, from standing to the lowest point
grep -q "aria-label=\"T2: $before%, T10: $last%\"" sheet.html
grep -q "lower back <bdi dir=\"ltr\">$last%" sheet.html
grep -q "$(printf '<bdi dir=\"ltr\">4</bdi>\xc2\xa0bends')" sheet.html # of the four and the one, less the corrected
hinge-report -q r.h5 --filter participant=p1 --allow-single --facts -o facts.json
python3 - "$before" "$last" <<'END'
import json, sys
facts = json.load(open("facts.json"))
title = facts["title"]["sessions"]
assert [title["first"], title["last"]] == [v + "%" for v in sys.argv[1:]], title
# nobody else is of this page, refused or not
assert "listed" not in facts["head"] and "excluded" not in facts["methods"], facts["head"]
END

# faults: by agg.has_fault, of the bends that are shown, not of the phone's
sheet p2
grep -q 'Seen clearly, in at least 30% of your bends' sheet.html
! grep -q 'the view from the front' sheet.html || exit 1
hinge-report -q r.h5 --facts -o all.json
grep -q '"share": *"30%"' all.json

# a reference is no reason
sheet p3 2>said || grep -q 'there is no repetition (broken.trc: the format of the file is not known)' said

# a repetition that can be used counts in a table only if its person has enough
hinge-view -q r.h5 -o pages
grep -q '1 of 1 usable' pages/index.html
grep -q 'reference' pages/index.html

# a page leads to the person's other recordings, and has what the results need of the person there, with what the other
# recordings of the visit have: p1's T10 has 3 and 1 usable bends (1 excluded), T2 has 1, too few; p2 has no other cue that counts
hinge-view -q s.h5 r.h5 --events events.csv -o linked
hinge-view -q s.h5 r.h5 --events events.csv --trial p1_T2_bodyweight_hinge_none_1 -o alone.html
python3 - <<'END'
import json, re, sys
def page(name):
    return json.loads(re.search('<script type="application/json" id="data">(.*?)</script>', open(name).read(), re.S)[1])
pages = {id: page(f"linked/{id}.html") for id in ("p1_T10_bodyweight_hinge_none_1", "p1_T10_bodyweight_hinge_none_2", "p1_T2_bodyweight_hinge_none_1", "p2_bodyweight_hinge_none_1")}
t10, second, t2, other = pages.values()
assert [(o["href"], o["words"]) for o in t10["links"]["others"]] == [("p1_T10_bodyweight_hinge_none_2.html", "session T10, no cue"), ("p1_T2_bodyweight_hinge_none_1.html", "session T2, no cue")], t10["links"]
assert [o["words"] for o in t2["links"]["others"]] == [f"session T10, no cue ({x}/p001/bodyweight_hinge_none_1.trc)" for x in ("long", "short")], t2["links"]
assert [o["words"] for o in other["links"]["others"]] == ["dowel"] and page("alone.html")["links"]["others"] == []
need = {"who": "p1", "least": 3, "share": 0.5, "few": 0, "alone": 1}
assert t10["need"] == {**need, "others": [["p1_T10_bodyweight_hinge_none_2", 1, 1]]}, t10["need"]
assert second["need"] == {**need, "others": [["p1_T10_bodyweight_hinge_none_1", 3, 3]]}, second["need"]
assert t2["need"] == {**need, "few": 1, "alone": 0, "others": []}, t2["need"]
END
hinge-analyze -q s.h5 --events events.csv --set agg.min_reps=5 -o more.h5
hinge-view -q s.h5 more.h5 --events events.csv --trial p1_T10_bodyweight_hinge_none_1 -o alone.html
grep -q '"need":{"who":"p1","least":5,.*"few":1,"alone":1}' alone.html # the results say how many are needed

# of a finding that 12 recordings and a quarter share the list has one line with their number, and sends nobody to each of them
for n in 11 12; do
    hinge-simulate -q -n $n --rate 20 --cue none --reps 1 --stand 1 --seed 9 --format trc-b -o many
    sed -i 's/,bodyweight_hinge,/,own_bend,/' many/trials.csv
    hinge-ingest -q many/trials.csv -o many.h5
    hinge-analyze -q many.h5 -o manys.h5
    hinge-view -q many.h5 manys.h5 -o many$n
    rm -r many
done
grep -q '<h1>11 recordings: look at 11 of them</h1>' many11/index.html
! grep -q 'class="cause"' many11/index.html || exit 1
grep -q '<h1>12 recordings: 1 finding that many share</h1>' many12/index.html
grep -c '<p class="cause"><b>12 recordings:</b> A task that is not a known one. <span class="small">Write a known task' many12/index.html | grep -qx 1
grep -c '<li class="r m".*<span class="c">A task that is not a known one.</span>' many12/index.html | grep -qx 12

# a visit that was recorded in another way is on neither, and both say so
sed -n '1p; /,p1,/p' trials.csv >list.csv
echo 'phone/p001/bodyweight_hinge_dowel_1.csv,p1,a,T11,bodyweight_hinge,none,1,,25,px,1920,1080' >>list.csv
hinge-ingest -q list.csv -o s.h5 2>/dev/null
hinge-analyze -q s.h5 -o r.h5
sheet p1
grep -q "aria-label=\"T2: $before%, T10: " sheet.html
grep -q 'Other visits are not on this page: T11 (another kind of recording).' sheet.html
hinge-report -q r.h5 --allow-single -o page.html
grep -q "p1 bent $before% from the spine in session T2 and [0-9]*% in session T10" page.html
grep -q 'Not shown: session T11 (another kind of recording, tier C).' page.html

# the title says the fraction in words, the bar the number; without the study there is no body, and without a dowel no
# line on one; what is not seen has no fraction
shares="0.02 0.11 0.16 0.2 0.25 0.33 0.38 0.44 0.5 0.57 0.62 0.67 0.75 0.8 0.84 0.9 0.98"
for share in $shares; do make "s$share" --format trc-a --reps 1 --seed 4 --stand 1 --variation 0 --lumbar-share "$share"; done
make seen --format csv-coco --reps 1 --seed 6
{
    echo file,participant,cue,rate_hz,units,image_width_px,image_height_px
    for share in $shares; do echo "s$share/p001/bodyweight_hinge_none_1.trc,s$share,none,,,,"; done
    echo seen/p001/bodyweight_hinge_none_1.csv,seen,none,25,px,1920,1080
} >list.csv
hinge-ingest -q list.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
for share in $shares seen; do
    hinge-report -q r.h5 --sheet --participant "${share/#0/s0}" --allow-single -o sheet.html
    if grep 'transform=\|dowel' sheet.html; then exit 1; fi
    sed 's/<bdi[^>]*>\|<\/bdi>//g' sheet.html | sed -n 's/<h1>\(.*\) of your bend came from your lower back.*/\1:/p; s/<h1>\(Your trunk.*\)<\/h1>/\1/p
        s/.*>lower back \([0-9]*\)%.*>hips \([0-9]*\)%.*/\1 + \2/p' | paste -sd ' '
done >titles
diff - titles <<'END'
Hardly any: 2 + 98
About a tenth: 11 + 89
Less than a fifth: 16 + 84
About a fifth: 20 + 80
About a quarter: 25 + 75
About a third: 33 + 67
A little more than a third: 38 + 62
A little less than half: 44 + 56
About half: 50 + 50
A little more than half: 57 + 43
A little less than two thirds: 62 + 38
About two thirds: 67 + 33
About three quarters: 75 + 25
About four fifths: 80 + 20
More than four fifths: 84 + 16
About nine tenths: 90 + 10
Nearly all: 98 + 2
Your trunk leaned forward by 52°. How your back bent could not be seen.
END

# the sheet is one page of A4 at its longest, in the narrowest and the widest face that is here: German, nine visits, faults
# that are certain and that are seldom
make full --format trc-whole-a --reps 5 --trials 9 --seed 3 --variation 2 --fault lumbar_rounding --fault butt_wink --fault back_unfurl \
    --fault squat_pattern --fault knee_valgus --fault drop_lowering --fault-probability 1 --fault-share 0.6
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print $0, "date"; next }
    { $at["participant"] = "<b>&p"; $at["session"] = $at["trial"]; print $0, "2026-0" $at["trial"] "-11" }' full/trials.csv >full/list.csv
hinge-ingest -q full/list.csv -o s.h5 && hinge-analyze -q s.h5 -o r.h5
echo 'sheet.language = de' >words
sheet '<b>&p' --study s.h5 --label words
grep -q '<bdi>&lt;b&gt;&amp;p</bdi>' sheet.html
grep -q '<text class="m" x="90%" y="150">2026-09-11</text>' sheet.html
[ "$(grep -o '<g transform' sheet.html | wc -l)" = 5 ]
if grep Stab sheet.html; then exit 1; fi # nobody had a dowel
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || exit 0
fc-list >faces 2>/dev/null || true
for face in "Liberation Sans" "DejaVu Sans"; do
    grep -q "$face" faces || { echo "$face is not installed: the sheet is not printed in it"; continue; }
    sed "s/<meta http-equiv[^>]*>//; s/font:13pt[^;]*/font:13pt\/1.35 \"$face\"/" sheet.html >face.html
    timeout 60 "$chromium" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$dir/profile" \
        --print-to-pdf=sheet.pdf "file://$dir/face.html" 2>/dev/null
    [ "$(grep -ac '/Type */Page\b' sheet.pdf)" = 1 ] || { echo "in $face the sheet has more than a page"; exit 1; }
done
