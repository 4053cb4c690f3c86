#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2154 # of pins.sh, which is checked by itself
# Tables with their options, and every writer of text, as text (pins.sh); of workbooks what the
# cells hold, for the library that writes them has versions.
. "$HINGE_ROOT/tests/bytes/pins.sh"
. "$HINGE_ROOT/tests/bytes/studies.sh"
cohort
r=cohort/results.h5
few=lumbar_fraction,hip_excursion_deg,duration_s
cat >words.csv <<'END'
id,label
lumbar_fraction,"Anteil, LWS"
group,Gruppe
trained,geübt
butt_wink,Beckenkippen
END
t() { # name view option...
    local name=$1
    shift
    pin "$name" hinge-table "$@"
}
for format in tsv markdown latex html json; do
    t summary.$format summary $r --columns $few --phase descent --format $format
    t reps.$format reps $r --columns keys,$few,age,sex,warnings --phase ascent --filter participant=p001 --format $format
    t participants.$format participants $r --format $format
    t faults.$format faults $r --format $format --by participant,group,cue --filter fault=butt_wink,rounding_early,squat_pattern
done
for view in summary reps participants trials; do
    hinge-table -q $view $r --columns keys,$few --format csv --dictionary --label words.csv -o $view.csv && keep $view.csv $view.columns.json
done 2>/dev/null
hinge-table -q trials,summary,faults,participants $r -o book.xlsx
hinge-compare -q rows $r --outcome butt_wink,severity:butt_wink,squat_pattern,lumbar_fraction --filter participant=p001 -o rows.xlsx
hinge-compare -q rows $r --outcome butt_wink,severity:butt_wink --condition cue -o severities.md
pin severities grep -oE '^\| [^|]*\|' severities.md
cat >cells.py <<'END'
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
for name in sorted(n for n in book.namelist() if re.search("sheet|Strings|comments|workbook.xml$", n)):
    cells = re.findall(r"<(?:v|t|f)\b[^>]*>([^<]*)<|\b(?:ref|r|name|width)=\"([^\"]*)\"", book.read(name).decode())
    print(name, len(cells), *("".join(cell) for cell in cells[:int(sys.argv[2])]))
# in which format each column shows its numbers
styles = book.read("xl/styles.xml").decode()
words = {"0": "General"} | dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
formats = [words.get(n, n) for n in re.findall(r'numFmtId="(\d+)"', styles[styles.index("<cellXfs"):])]
for name in sorted(n for n in book.namelist() if n.endswith(".xml") and "sheets/" in n):
    of, columns = {}, {}
    for column, style in re.findall(r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?><v>', book.read(name).decode()):
        of.setdefault(column, {})[formats[int(style or 0)]] = 1
    for column, all in of.items():
        columns.setdefault(" or ".join(all), []).append(column)
    print(name, *(f"{all}: {' '.join(c)}" for all, c in columns.items()), sep="\n  ")
END
pin book.cells python3 cells.py book.xlsx 40
pin rows.cells python3 cells.py rows.xlsx 999
# names that SPSS does not take, or only once; texts of 8, 9, 120, 121 and 256 bytes, one with a character that XML does not take
w=$(printf 'w%.0s' {1..52})
odd="az,AZ,Az0,Za,zA9z,@a,[b,\`c,{d,x\`{[/Z.9,by,_,é,x._.,a__b,${w}Z1,${w}Z12,${w}Z12é"
echo "participant,group,cue,session,task,trial,$odd" >names.csv
for k in 1 2 3; do
    printf 'p%d,groups\v%d' $k $k && printf ',%0*d' 9 $k 120 $k 121 $k 256 $k && printf ',%d' {1..18} && echo
done >>names.csv
for format in sav xlsx; do pin names.$format.said hinge-compare -q rows names.csv --outcome "$odd" --factor group,cue,session,task,trial -o names.$format; done
cat >variables.py <<'END'
import struct, sys
data, at = open(sys.argv[1], "rb").read(), 176
while (record := struct.unpack_from("<iiii4B4x8s", data, at))[0] == 2:
    kind, width, labelled, missing, decimals, columns, form, _, name = record
    at += 32
    n = struct.unpack_from("<i", data, at)[0] if labelled else 0
    if width >= 0: # else more of a long text
        print(name.decode().strip(), f"text {width}" if width else f"number {columns}.{decimals}", f"format {form}", f"missing {missing}", data[at + 4:at + 4 + n].decode())
    at += (4 + (n + 3) // 4 * 4 if labelled else 0) + 8 * abs(missing)
END
pin names.sav python3 variables.py names.sav
pin names.variables grep -aoE '[A-Z0-9_.]+=[A-Za-z0-9_.]+' names.sav
for view in reps summary; do # of a file for SPSS its variables
    hinge-table -q $view $r --format sav -o $view.sav
    pin $view.variables grep -aoE '[A-Z0-9_]+=[a-z][a-z0-9_.]*' $view.sav
    pin $view.labels sh -c "grep -aoE '[[:alnum:]][[:print:]]{5,}' $view.sav | sed -n '3,120p'" # of variables and of values
    # how often the codes of its reasons stand there
    pin $view.codes python3 -c 'import struct, sys; print(*(open(sys.argv[1], "rb").read().count(struct.pack("<d", -900001 - k)) for k in range(4)))' $view.sav
done
t by summary $r --by participant --columns $few --stat median_iqr
t by_none summary $r --by cue --columns $few --stat mean_ci --digits 5
t by_sex summary $r --by sex,cue --columns $few --sort=-mean
t labelled participants $r --label words.csv --format html
t wide summary $r --by participant,cue --wide --columns $few --format csv
t all_reps summary $r --all-reps --columns $few --format csv
t inferred summary $r --allow-inferred --columns $few --format csv
t rates faults $r --by participant,cue,trial,rep --format csv
t one_cell faults -q $r --filter 'group=trained&cue=none' --format markdown
t counted faults $r --stat n_pct --by group --format markdown
t people participants $r --stat median_iqr --format csv
t ratios_by ratios $r --by cue --stat mean_ci --phase descent
t flow_by flow $r --by group
t flow_some flow $r --by group --filter 'rom_deg>=84&participant!=p001'
t flow_each flow $r --all-reps --allow-single --filter 'rep=1&lumbar_fraction<0.3' --phase ascent
t missing_by missing $r --by cue --phase descent --format csv
t curves waveforms $r --by cue --phase descent --filter 'group=trained & signal=lumbar_flex' --format csv
t variability variability $r --columns lumbar_fraction,duration_s
t filtered reps $r --filter 'lumbar_fraction>=0.2&cue=none,dowel' --columns $few --phase descent --sort=-lumbar_fraction
t sorted trials $r --sort=-sex,participant,-cue,age,reps,group,task,tier --columns participant,cue,sex
t by_most summary $r --by participant,session,group,task,cue,trial,tier,status,file,reps,standing_source,driver,lumbar_def,rate_hz,sex,age \
    --columns lumbar_fraction --phase descent --format csv
t chosen trials $r --columns "$(printf 'age,%.0s' {1..255})cue" --filter cue=dowel
t deep reps $r --filter 'rounding_early>=0' --columns $few
t several trials,flow,provenance $r
{ cat words.csv; echo 'table.ids,yes'; } >ids.csv
t ids summary $r --columns $few --format markdown --label ids.csv
t words faults $r --label words.csv --format latex --filter fault=butt_wink
hinge-compare -q cues $r --mdc 4 -o cues.json
for format in text csv markdown html latex; do
    t cues.$format cues cues.json --format $format
done
for wrong in 'summry '$r 'summary nothing.h5' 'summary cohort/study.h5' "summary $r --by nobody" "summary $r --columns lumbar_fractoin" \
    "reps $r --filter lumbar_fraction>>2" "reps $r --filter cue=nil" "reps $r --phase down" "trials $r --stat mean_sd" \
    "summary $r --format pdf" "summary $r --label nothing.csv" "reps $r --sort nothing" "cues $r" "summary cues.json" "summary $r --by cue,cue" \
    "faults $r --phase asc --filter lumbar_fraction>0.2" "summary $r --filter lumbar_fraction>5" \
    "summary $r --filter participant=p001&cue=none&lumbar_fraction>5" "summary $r --filter cue=none&cue=dowel" "reps $r --sort a,b,c,d,e,f,g,h,i" "participants $r --by a,b,c,d,e,f,g,h,i" \
    "summary $r --by $(printf 'cue,%.0s' {1..16})age" "trials $r --columns $(printf 'age,%.0s' {1..256})cue"; do
    words=${wrong//[^a-z]/_}
    # shellcheck disable=SC2086
    t "wrong,${words:0:100}" $wrong
done
pinned
