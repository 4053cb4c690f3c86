#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154,SC2016 # of pins.sh, which is checked by itself; evaluated later
# A BIDS data set, read again after each part of it was changed; keys by a pattern of names; dates of a workbook; names
# that a simulation does not take, as text (pins.sh).
. "$HINGE_ROOT/tests/bytes/pins.sh"
hinge-simulate -q -n 2 --seed 5 --reps 2 --stand 1 --rate 25 --format trc-b --cue none --cue wall_tap_3in --task rdl -o rec
awk -F, -v OFS=, 'NR == 1 { print $0, "age", "sex" } NR > 1 { $4 = 1 + (NR % 2); print $0, 20 + NR, "f" }' rec/trials.csv >rec/list.csv
hinge-ingest -q rec/list.csv -o rec.h5
pin export hinge-export rec.h5 --bids whole
(cd whole && find . -type f | LC_ALL=C sort) >out/files
keep whole/participants.tsv whole/sub-p001/ses-*/motion/*_channels.tsv whole/dataset_description.json
keep whole/sub-p001/ses-*/motion/*_channels.json whole/sub-p001/ses-*/motion/*_motion.json
# words that are no labels, groups of two people, two values of a person, a person's zero in another recording, nobody
cat >rec/odd.csv <<'END'
file,participant,group,session,task,cue,trial,role,height_m,pain,clinic,shoe size
p001/rdl_none_1.trc,P 1,=x,1,rdl,none,1,standing,1.7,3,,41
p001/rdl_wall_tap_3in_1.trc,P 1,,1,rdl,wall_tap_3in,01,,,4,,41
p002/rdl_none_1.trc,P-1,b,day 1,,wall-tap 3in,b c,,,2,north wing,
p002/rdl_wall_tap_3in_1.trc,,b,,rdl,,,,1.805,,,
END
hinge-ingest -q rec/odd.csv -o odd.h5
pin odd hinge-export odd.h5 --bids odd
(cd odd && find . -type f | LC_ALL=C sort) >out/odd,files
for file in README participants.tsv participants.json; do cp odd/$file out/odd,$file; done
cat odd/sub-P1/ses-1/motion/*tap*_motion.json odd/sub-P1/ses-1/motion/*tap*_events.tsv >out/odd,tap
for format in csv trc mot; do pin odd,$format hinge-export odd.h5 --processed --format $format --trial 'P 1_1_rdl_wall_tap_3in_01'; done
# of a film two coordinates; a lift from the floor, whose hold is at the top
hinge-simulate -q -n 1 --seed 5 --reps 2 --stand 1 --rate 25 --format csv-coco --task deadlift_floor --cue none -o film
hinge-ingest -q film/trials.csv --rate 25 --image-size 1920x1080 -o film.h5
for format in csv trc mot; do pin film,$format hinge-export film.h5 --processed --format $format; done
# two rows of one name
printf 'file,participant,task,cue\np001/rdl_none_1.trc,P 1,,none\np002/rdl_none_1.trc,P 1,unspecified,none\n' >rec/same.csv
hinge-ingest -q rec/same.csv -o same.h5
pin same hinge-export same.h5 --bids same
# most without a task; a questionnaire of many items, some of them the same in all of a group
printf 'file,participant,task,group\np001/rdl_none_1.trc,P 1,,a\np001/rdl_wall_tap_3in_1.trc,P 2,,a\np002/rdl_none_1.trc,P 3,,b\np002/rdl_wall_tap_3in_1.trc,P 4,rdl,b\n' |
    awk -F, -v OFS=, '{ for (k = 1; k <= 64; k++) $(4 + k) = NR == 1 ? "item_" k : k % 2 ? k * NR : k * (NR > 3); $0 = $0 (NR == 1 ? ",sport" : NR > 3 ? ",run" : ",row"); print }' >rec/tasks.csv
hinge-ingest -q rec/tasks.csv -o tasks.h5 && hinge-analyze -q tasks.h5 -o tasks.r.h5
pin tasks,people hinge-table participants tasks.r.h5
hinge-table participants -q tasks.r.h5 --by participant -o largest.csv # a ratio to little lumbar flexion is none
pin tasks,largest grep largest largest.csv
pin tasks hinge-plot bins tasks.r.h5 --allow-single -o tasks.svg
changed() { # name, what is done in the data set
    rm -rf set set.h5
    cp -r whole set
    (cd set && eval "$2") || { echo "$1 cannot be made"; exit 1; }
    pin "$1" hinge-ingest set -o set.h5
    [ ! -f set.h5 ] || hinge-check -q set.h5 --show trials --format csv >"out/$1,trials"
}
one='sub-p001/ses-1/motion/sub-p001_ses-1_task-rdl_*'
changed as_it_is :
cp -r whole begun && pin begun hinge-run --new begun
keep begun/trials.csv begun/study.ini
changed no_participants 'rm participants.tsv'
changed other_ids 'sed -i s/^sub-// participants.tsv'
changed unknown_person 'sed -i s/p002/p003/ participants.tsv'
changed sessions 'printf "session_id\tage\tpain\nses-1\t50\t3\nses-2\t51\t4\n" >sub-p001/sub-p001_sessions.tsv'
hinge-analyze -q set.h5 -o set.r.h5
pin sessions,table hinge-table trials -q set.r.h5 --columns participant,session,age,pain --format csv
changed sessions_other 'printf "session_id\tage\n1\t50\n" >sub-p002/sub-p009_sessions.tsv; printf "session\tage\n1\t50\n" >sub-p001/sub-p001_sessions.tsv'
changed sessions_word 'printf "session_id\tage\nses-1\told\n" >sub-p001/sub-p001_sessions.tsv'
changed scans_number 'sed -i "s/7.62/far/" sub-p001/ses-2/*_scans.tsv'
changed scans_bound 'sed -i "s/7.62/762/" sub-p001/ses-2/*_scans.tsv'
changed scans_nameless 'sed -i "s/^filename/file/" sub-p001/ses-2/*_scans.tsv'
changed scans_personal 'sed -i "1s/\$/\tbirth date/; 2s/\$/\t1987-05-12/" sub-p001/ses-2/*_scans.tsv'
changed scans_theirs 'printf "filename\tacq_time\teeg_cap\nmotion/none_motion.tsv\t1877-06-15T13:45:30\tA\neeg/x.edf\tn/a\t02\n" >sub-p001/ses-1/sub-p001_ses-1_scans.tsv'
changed scans_gone 'rm sub-*/ses-*/*_scans.tsv'
changed no_channels 'rm '"$one"'_channels.tsv'
changed no_names 'cut -f2- $(ls '"$one"'_channels.tsv | head -n 1) >x && mv x $(ls '"$one"'_channels.tsv | head -n 1)'
changed header_there 'f=$(ls '"$one"'_motion.tsv | head -n 1); { awk "NR > 1 { printf \"%s%s\", (NR > 2 ? \"\t\" : \"\"), \$1 } END { print \"\" }" ${f%_motion.tsv}_channels.tsv; cat $f; } >x && mv x $f'
changed no_rows 'f=$(ls '"$one"'_channels.tsv | head -n 1); sed -i "2,\$d" $f'
changed signs 'f=$(ls '"$one"'_motion.tsv | head -n 1); sed -i "1s/^/-/; 2s/^/+/; 3s/^[^\t]*/n\/a/" $f'
changed blank 'f=$(ls '"$one"'_motion.tsv | head -n 1); sed -i "1s/^[^\t]*/ /" $f'
changed blank_first 'f=$(ls '"$one"'_motion.tsv | head -n 1); sed -i "1s/^[^\t]*//" $f'
changed no_json 'rm '"$one"'_motion.json'
changed rate 'sed -i "s/\"SamplingFrequency\": [0-9.]*/\"SamplingFrequency\": 0/" '"$one"'_motion.json'
changed rate_word 'sed -i "s/\"SamplingFrequency\": [0-9.]*/\"SamplingFrequency\": \"25\"/" '"$one"'_motion.json'
changed task 'sed -i "s/\"TaskName\": \"[^\"]*\"/\"TaskName\": \"another task\"/" '"$one"'_motion.json'
changed cue 'sed -i "s/\"Instructions\": \"[^\"]*\"/\"Instructions\": \"mirror\"/" '"$one"'_motion.json'
changed no_axes 'rm '"$one"'_channels.json'
changed axes 'sed -i s/_S_/ARS/ '"$one"'_channels.json'
changed down 'sed -i s/_S_/_I_/ '"$one"'_channels.json'
changed sideways 'sed -i s/_S_/LSP/ '"$one"'_channels.json'
changed odd_axes 'sed -i s/_S_/SSI/ '"$one"'_channels.json'
changed left_handed 'sed -i s/right-hand/left-hand/ '"$one"'_channels.json'
changed not_json 'echo "{" >$(ls '"$one"'_motion.json | head -n 1)'
changed renamed 'mv sub-p002 sub-p2; for f in sub-p2/ses-*/motion/*; do mv $f ${f//sub-p002/sub-p2}; done'
changed below 'mkdir deeper && mv sub-p001 deeper && cp participants.tsv dataset_description.json deeper'
changed loose 'cp '"$one"'_motion.tsv . && rm -r sub-p001'
for file in whole/participants.tsv whole/dataset_description.json whole whole/sub-p001 whole/sub-p001/ses-1/motion/*; do
    pin "inspect,$(basename "$file")" hinge-inspect "$file"
done
# a pattern that splits words, that gives them to another key, that does not fit
mkdir named && for file in p1_rdl_wall_tap_3in_1 p2_rdl_none_2 p3_bodyweight_hinge_dowel_1 xrdl_stick_p4_1 p5_none_rdl_1; do cp rec/p001/rdl_none_1.trc named/$file.trc; done
n=0
for pattern in '{participant}_{task}_{cue}_{trial}.trc' '{participant}_{task}_{trial}.trc' '{task}_{participant}_{trial}.trc' '{participant}_{cue}_{task}_{trial}.trc' 'named/{participant}_{trial}.trc' \
    'other/{participant}.trc' '{participant}_{nothing}.trc' '{participant' 'none.trc' '{participant}_{rate_hz}.trc' '{participant}{trial}.trc' '{trial}.trc'; do
    n=$((n + 1))
    rm -f named.h5
    pin "name,$n" hinge-ingest named --name "$pattern" -o named.h5
    [ ! -f named.h5 ] || hinge-check -q named.h5 --show trials --format csv >"out/name,$n,trials"
done
# dates of a workbook, of 1900, leap years and days, and with a time
python3 - <<'PY' || exit 1
import zipfile
serial = [1, 59, 60, 61, 366, 367, 731, 1461, 1462, 12345.5, 27560, 29585, 36525, 36526, 36585, 36586, 36891, 36892, 40000.999, 45351, 45352, 46082.25, 73050, 73110, 73111, 109575, 2958465, 2958466, -1]
with zipfile.ZipFile("dates.xlsx", "w") as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>')
    z.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
    z.writestr("xl/styles.xml", '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>')
    text = lambda cell, value: f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'
    rows = ['<row r="1">' + text("A1", "file") + text("B1", "participant") + text("C1", "session") + '</row>']
    for r, s in enumerate(serial, 2):
        rows.append(f'<row r="{r}">' + text(f"A{r}", f"{r}.trc") + text(f"B{r}", f"p{r}") + f'<c r="C{r}" s="{1 + r % 2}"><v>{s}</v></c></row>')
    z.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + "".join(rows) + "</sheetData></worksheet>")
PY
cp rec/p001/rdl_none_1.trc 2.trc
pin dates hinge-ingest dates.xlsx -o dates.h5
hinge-check -q dates.h5 --show trials --format csv >out/dates,trials
# names of a simulation
n=0
for options in '--cue .hidden' '--cue a/b' '--cue ""' "--cue $(printf 'x%.0s' {1..64})" "--cue $(printf 'x%.0s' {1..65})" '--cue none --cue none' '--group nobody' '--task ..' '--task "a b"' '--fault nothing' '--format xyz' '--learn 0.1' '--reps 0' '--reps 1001' '--error fast:3' '--error slow:x' \
    '--view 91' '--heading x' '--image-size 10' '--near-miss 2' '--fault butt_wink --near-miss 1' '--rate 1' '--precision 0' '-n 0' '--first 0 --seed -1'; do
    n=$((n + 1))
    rm -rf made
    eval "pin 'simulate,$n' hinge-simulate -q -n 1 --reps 1 --stand 0.5 --rate 10 $options -o made"
    [ ! -f made/trials.csv ] || cp made/trials.csv "out/simulate,$n,trials"
done
pinned
