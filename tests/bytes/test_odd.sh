#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Recordings and lists that are odd: few or other markers, angles alone, sensors without standing, lists with units in
# their cells and of spreadsheets; what is read, drawn and said, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
made() { # name tool option...
    local name=$1 tool=$2
    shift 2
    "$tool" -q -n 1 --seed 5 --reps 3 --cue none --rate 30 "$@" -o "$name" && mv "$name"/p001/* "$name.$(basename "$name"/p001/* | sed 's/.*\.//')"
}
without() { # file name of a marker...: a TRC on stdout in which these are of something else
    local file=$1 name
    shift
    cp "$file" left.trc
    for name; do sed -i "4s/\t$name\t/\tX$name\t/" left.trc; done
    cat left.trc
}
made whole hinge-simulate --format trc-whole-a
made gait hinge-simulate --format trc-a
made chain hinge-simulate --format trc-b
made angles simulate-more --format angles
for format in quaternions mvnx mot vicon qualisys motive kinovea-text; do made $format simulate-more --format $format; done
without gait.trc CLAV STRN >posterior.trc
without gait.trc LASI RASI >behind.trc
without gait.trc LPSI >three.trc
without gait.trc T10 CLAV STRN >neck.trc
without whole.trc asis_l asis_r psis_l psis_r ij px >spine.trc
without whole.trc asis_l asis_r psis_l psis_r ij px t8 l3 >few.trc
without whole.trc hjc_l hjc_r >hips.trc
without whole.trc shoulder_l shoulder_r c7 >headless.trc
without whole.trc knee_r ankle_r heel_r toe_r hjc_r shoulder_r >left_side.trc
without chain.trc ankle_l ankle_r heel_l heel_r toe_l toe_r >feetless.trc
cut -d, -f1,3 angles.csv >tilt.csv
cut -d, -f1,4,5 angles.csv >hip.csv
cut -d, -f1,6,7 angles.csv >knee.csv
awk -F, -v OFS=, 'NR == 1 { print "time,pelvis_tilt,thorax_tilt,knee_flex_l"; next } { print $1, $3, $3 + $2, $6 }' angles.csv >both.csv
awk -F, -v OFS=, 'NR == 1 { print "time,trunk_incl,hip_flex_l"; next } { print $1, $3 + $2, $4 }' angles.csv >trunk.csv
echo file,participant,cue,trial,task,side,height_m,mass_kg,age,view >list.csv
n=0
{
    for file in posterior behind three neck spine few hips headless left_side feetless whole; do echo "$file.trc,$file,none,1,rdl,,1.7,70,$((n += 1)),"; done
    for file in tilt hip knee both trunk angles; do echo "$file.csv,$file,none,1,rdl,,,,,"; done
    for file in quaternions mvnx mot vicon qualisys motive kinovea-text; do echo "$(ls "$file".*),$file,none,1,rdl,,,,,"; done
} >>list.csv
pin ingest hinge-ingest list.csv -o study.h5
pin analyze hinge-analyze study.h5 -o results.h5 --allow-inferred
pin quality hinge-table quality -q results.h5 --columns all --format csv
pin reps hinge-table reps -q results.h5 --columns all --format csv --allow-inferred
pin faults hinge-table faults -q results.h5 --by participant --columns all --format csv --allow-inferred
pin check hinge-check study.h5 --show findings --format csv
pin report hinge-report -q results.h5 --study study.h5 --allow-inferred -o report.html
keep report.html
for person in whole angles both left_side mvnx; do
    pin sheet-$person.said hinge-report -q results.h5 --participant $person --sheet --allow-inferred -o sheet.html
    [ ! -f sheet.html ] || mv sheet.html out/sheet-$person.html
done
for trial in angles both posterior spine headless left_side mvnx; do
    pin stick-$trial.svg hinge-plot -q stick results.h5 --study study.h5 --trial ${trial}_rdl_none_1
    pin overview-$trial.svg hinge-plot -q overview results.h5 --study study.h5 --trial ${trial}_rdl_none_1
done
pin view hinge-view -q study.h5 results.h5 -o view
for page in view/*.html; do mv "$page" "out/view-$(basename "$page")"; done
for file in posterior.trc behind.trc three.trc headless.trc left_side.trc tilt.csv knee.csv both.csv; do pin inspect-$file hinge-inspect $file; done
pin exported-trc hinge-export study.h5 --processed --format trc --trial angles_rdl_none_1
pin exported-mot hinge-export study.h5 --processed --format mot --trial feetless_rdl_none_1
pin exported-raw hinge-export study.h5 --raw --trial mvnx_rdl_none_1
# bodies that lack a part which others have
without whole.trc shoulder_l shoulder_r >armless.trc
without whole.trc toe_l toe_r >toeless.trc
without chain.trc c7 >neckless.trc
made rods hinge-simulate --format trc-whole-a --fault dowel_head
cp whole.trc bench.trc # in front of a bench, 10 cm behind the shins
{ echo file,participant,task,cue,bench_gap_cm && for file in armless toeless neckless bench rods; do echo $file.trc,$file,rdl,,; done | sed 's/^bench.*/bench.trc,bench,rdl,bench_behind,10/'; } >bodies.csv
hinge-ingest -q bodies.csv -o bodies.h5 && hinge-analyze -q bodies.h5 -o bodies.r.h5
pin view-bodies hinge-view -q bodies.h5 bodies.r.h5 -o bodies
for page in bodies/*.html; do mv "$page" "out/view-bodies-$(basename "$page")"; done
# sensors
hinge-simulate -q -n 1 --seed 5 --reps 3 --cue none --rate 60 --format dot -o dot
dots() { # name column=value...
    local name=$1 columns="" values="" pair
    shift
    for pair; do columns+=,${pair%%=*} values+=,${pair#*=}; done
    { sed -n "1s/\$/$columns/p" dot/trials.csv; sed -n "2s/\$/$values/p" dot/trials.csv; } >"dot/$name.csv"
    pin "dot-$name" hinge-ingest -q "dot/$name.csv" -o dot.h5
    [ ! -f dot.h5 ] || pin "dot-$name,analyze" hinge-analyze dot.h5 -o dot.r.h5
    [ ! -f dot.r.h5 ] || pin "dot-$name,quality" hinge-table quality -q dot.r.h5 --format csv --columns participant,status,reason,heading_from,reps,message
    rm -f dot.h5 dot.r.h5
}
dots plain
dots recorded heading=recorded
dots aligned heading=aligned
dots back 'outward:pelvis=+z back'
dots up 'outward:pelvis=+x back'
dots word 'outward:pelvis=behind'
dots offset offset_s:thigh_r=0.4
dots far offset_s:thigh_r=400
for file in dot/p001/*/*.csv; do awk 'NR < 14 || NR > 160' "$file" >cut.csv && mv cut.csv "$file"; done
dots moving
# lists as people write them
cp whole.trc a.trc && cp gait.trc b.trc && cp chain.trc c.trc
printf 'file;participant;height;mass;age;notes\na.trc;p1;1,75 m;72 kg;31;\nb.trc;p2;168 cm;150 lb;;x\n' >units.csv
printf 'file,participant,height_m,mass_kg\na.trc,p1,1.75 furlong,72\n' >wrong.csv
printf 'file,participant,height_m,mass_kg\na.trc,p1,tall,72\n' >word.csv
printf 'file,participant,Größe (cm),Gewicht (kg),Gruppe,Übung\na.trc,p1,175,72,x,rdl\nb.trc,p2,168,61,y,rdl\nb.trc,p2,168,61,y,rdl\n' >german.csv
python3 - <<'PY' || exit 1
import zipfile

def book(name, sheet, strings=None, styles=None):
    with zipfile.ZipFile(name, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
        if strings is not None:
            z.writestr("xl/sharedStrings.xml", "<sst>%s</sst>" % strings)
        if styles is not None:
            z.writestr("xl/styles.xml", styles)
        z.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>%s</sheetData></worksheet>" % sheet)

head = "<si><t>file</t></si><si><t>participant</t><rPh><t>paato</t></rPh></si><si><r><t>record</t></r><r><t>ed</t></r></si><si><t>a.trc</t></si><si><t>p 1</t></si><si><t/></si><si><t>next</t></si>"
rows = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>age</t></is></c></row>'
        '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" s="1"><v>46082.5</v></c><c r="D3"><v>31</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>x</f><v>b.trc</v></c><c r="B4" t="s"><v>99</v></c><c r="D4" t="b"><v>1</v></c></row>'
        '<row r="5"><c r="A5" t="inlineStr"><is><t>c.trc</t></is></c><c r="B5" t="s"><v>5</v></c></row>')
styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
book("list.xlsx", rows.replace(">99<", ">5<"), head, styles)
book("bare.xlsx", rows)
letters = [chr(65 + k) for k in range(26)] + ["AA", "AB"] # of columns
row = lambda at, cells: f'<row r="{at}">' + "".join(f'<c r="{k}{at}" t="inlineStr"><is><t>{c}</t></is></c>' for k, c in zip(letters, cells)) + "</row>"
book("wide.xlsx", row(1, ["file", "Proband"] + [f"k{k}" for k in range(3, 29)]) + row(2, ["a.trc", "p1"] + list(range(3, 29))))
book("empty.xlsx", "", head)
with zipfile.ZipFile("none.xlsx", "w") as z:
    z.writestr("xl/workbook.xml", "<workbook/>")
open("locked.xlsx", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
open("cut.xlsx", "wb").write(open("list.xlsx", "rb").read()[:700])
PY
for list in units.csv wrong.csv word.csv german.csv list.xlsx wide.xlsx bare.xlsx empty.xlsx none.xlsx locked.xlsx cut.xlsx; do
    pin list-$list hinge-inspect $list
    pin list-$list,ingest hinge-ingest -q $list -o list.h5
    [ ! -f list.h5 ] || pin list-$list,check hinge-check -q list.h5 --show trials --format csv
    rm -f list.h5
done
printf 'file,participant\n\xff\xfe.trc,\xe4\xf6\n' >latin.csv
pin list-latin hinge-ingest -q latin.csv -o list.h5
pinned
