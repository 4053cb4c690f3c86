#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# xlsx and sav hold what csv holds: every number and text, reasons beside missing cells, names
# that the programs take; their bytes repeat. xlsx is read by Python's zipfile, sav by pspp
# where it is installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
# seven people: a sheet has room for 60,000 comments
d=$HINGE_ROOT/datasets/cohort
cp -r "$d" cohort
sed -i '/p008\|p009\|p010/d' cohort/trials.csv
hinge-ingest -q cohort/trials.csv -o s.h5
hinge-analyze -q s.h5 -o r.h5
hinge-table reps r.h5 -o reps.csv --dictionary
hinge-table trials,reps,faults r.h5 -o book.xlsx
hinge-table faults r.h5 -o faults.csv
hinge-table reps r.h5 --columns all -o reps.sav
# without being asked, what the dialogs of SPSS have room for, and how many are left out
hinge-table reps r.h5 -o few.sav 2>said
read -r few left < <(sed -nE 's/.*: ([0-9]+) variables: .*; ([0-9]+) metrics are not written: --columns all .*/\1 \2/p' said)
[ "$few" -le 60 ] && [ "$left" -ge 150 ]
if command -v pspp >/dev/null; then
    printf '%s\n' "GET FILE='few.sav'." "SAVE TRANSLATE /OUTFILE='few.csv' /TYPE=CSV /FIELDNAMES." >few.sps
    pspp few.sps
    [ "$(head -n 1 few.csv | tr , '\n' | wc -l)" -eq "$few" ]
    for name in participant cue rep phase tier lumbar_fraction hip_posterior_ll hinge_index faults_judged faults_present; do
        head -n 1 few.csv | tr , '\n' | grep -qx "$name"
    done
fi
sleep 1.1
TZ=Pacific/Auckland hinge-table trials,reps,faults r.h5 -o again.xlsx
TZ=Pacific/Auckland hinge-table reps r.h5 --columns all -o again.sav
cmp book.xlsx again.xlsx
cmp reps.sav again.sav

cat >check.py <<'END'
import csv, json, re, sys, zipfile
import xml.etree.ElementTree as tree

space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
book = zipfile.ZipFile("book.xlsx")
names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).iter(
    "{%s}sheet" % space["m"])]
assert names == ["trials", "reps", "faults", "dictionary"], names

def read(number):
    rows = []
    for row in tree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(
            "{%s}row" % space["m"]):
        cells = {}
        for cell in row:
            place = re.match("[A-Z]+", cell.get("r")).group()
            inline = cell.find("m:is/m:t", space)
            if cell.get("t") == "inlineStr":
                cells[place] = inline.text
            elif cell.find("m:v", space) is not None:
                cells[place] = float(cell.find("m:v", space).text)
        rows.append(cells)
    return rows

def column(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26) if i < 702 else None

rows, want = read(2), list(csv.reader(open("reps.csv")))
assert len(rows) == len(want), (len(rows), len(want))
numbers = texts = missing = 0
comments = {c.get("ref"): "".join(t.text for t in c.iter("{%s}t" % space["m"]))
            for c in tree.fromstring(book.read("xl/comments1.xml")).iter(
                "{%s}comment" % space["m"])}
head = want[0]
for r, line in enumerate(want):
    for i, text in enumerate(line):
        got = rows[r].get(column(i))
        if text == "":
            assert got is None, (r, head[i], got)
            missing += 1
        elif isinstance(got, float):
            # a workbook holds 16 digits, a csv as many as read back the same
            assert abs(got - float(text)) <= 1e-15 * abs(got), (r, head[i], got, text)
            numbers += 1
        else:
            assert got == text.removeprefix("'"), (r, head[i], got, text)
            texts += 1
assert numbers > 10000 and texts > 1000 and missing > 1000
# the lumbar fraction of a hold has none
hold = next(r for r, line in enumerate(want) if line[head.index("phase")] == "hold")
ref = column(head.index("lumbar_fraction")) + str(hold + 1)
assert comments[ref] == "PHASE_MISSING", comments.get(ref)
# a number that is not there says why: by itself, by the reason of its row, by its people
metrics = [i for i, name in enumerate(head) if any(line[i].startswith("0.") for line in want[1:])]
bare = [(head[i], r) for r, line in enumerate(want) for i in metrics
        if r > 0 and line[i] == "" and column(i) + str(r + 1) not in comments]
assert not bare, bare[:5]
faults, said = list(csv.reader(open("faults.csv"))), {}
for c in tree.fromstring(book.read("xl/comments2.xml")).iter("{%s}comment" % space["m"]):
    said[c.get("ref")] = "".join(t.text for t in c.iter("{%s}t" % space["m"]))
lacking = [(r, name) for r, line in enumerate(faults[1:], 1) for i, name in enumerate(faults[0])
           if name in ("prevalence", "ci_low", "severity", "people_with") and line[i] == ""
           and said.get(column(i) + str(r + 1)) != line[faults[0].index("reasons")]]
assert len(said) > 100 and not lacking, (len(said), lacking[:5])
words = {row.get("B"): row for row in read(4) if row.get("A") == "reps"}
assert words["lumbar_fraction"]["C"] == "Lumbar fraction"
assert words["lumbar_fraction"]["F"] == "Esola 1996"
assert words["hip_excursion_deg"]["D"] == "deg"
about = json.load(open("reps.columns.json"))
assert list(about) == head
assert about["lumbar_fraction"]["LongName"] == "Lumbar fraction"
assert about["hip_excursion_deg"]["Units"] == "deg"
assert set(about["cue"]["Levels"]) == {"none", "dowel"}
END
python3 check.py

if command -v pspp >/dev/null; then
    cat >check.sps <<'END'
GET FILE='reps.sav'.
SAVE TRANSLATE /OUTFILE='back.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES.
FREQUENCIES lumbar_fraction /MISSING=INCLUDE /FORMAT=NOTABLE.
TEMPORARY.
SELECT IF phase = 'hold'.
CROSSTABS phase BY lumbar_hip_ratio /MISSING=INCLUDE.
DISPLAY LABELS.
END
    pspp -O format=txt -O width=200 check.sps >said.txt || { cat said.txt; exit 1; }
    cat >back.py <<'END'
import csv
want, got = list(csv.reader(open("reps.csv"))), list(csv.reader(open("back.csv")))
assert [h.lower() for h in got[0]] == [h.lower() for h in want[0]]
n = reasons = 0
for w, g in zip(want[1:], got[1:], strict=True):
    for name, a, b in zip(want[0], w, g, strict=True):
        b = b.strip()
        if a == "":
            reasons += b.startswith("-9000")
            assert b in ("", ".") or b.startswith("-9000"), (name, a, b)
            continue
        try:
            same = abs(float(a) - float(b)) <= 1e-12 * max(1, abs(float(a)))
        except ValueError:
            same = a.removeprefix("'") == b
        assert same, (name, a, b)
        n += 1
assert n > 10000 and reasons > 1000, (n, reasons)
END
    python3 back.py
    grep -q PHASE_MISSING said.txt
    # what codes mean: ids of faults and cues, numbers that are no amounts
    hinge-table faults r.h5 --by participant,cue,trial,rep -o verdicts.sav
    printf '%s\n' "GET FILE='verdicts.sav'." "DISPLAY DICTIONARY /VARIABLES=fault cue inferred." >labels.sps
    pspp -O format=txt -O width=200 labels.sps >labels.txt || { cat labels.txt; exit 1; }
    grep -q 'back_unfurl  *|Lumbar extension beyond 20° on the ascent' labels.txt
    grep -q 'none  *|no cue' labels.txt
    grep -q '1 *|estimated by a network or model' labels.txt
    grep -q 'Hip excursion (°)' said.txt
else
    echo "no pspp: sav was not read back"
fi

# a file that holds one table takes one; names that SPSS refuses are made ones it takes
if hinge-table trials,reps r.h5 -o two.csv 2>said; then exit 1; fi
grep -q 'csv holds one table, not 2' said
if hinge-table reps r.h5 --dictionary 2>said; then exit 1; fi
grep -q -- '--dictionary is written beside' said

# names of a trial list that SPSS would refuse, and two that would become one
awk -F, -v OFS=, 'NR == 1 { print $0, "2nd test", "pain!", "pain?", "ROM_" } NR > 1 { print $0, NR, NR % 3, NR % 2, NR + 1 }' \
    "$d/trials.csv" | sed "2,\$s#^#$d/#" >odd.csv
hinge-ingest -q --allow-outside odd.csv -o o.h5
hinge-analyze -q o.h5 -o or.h5
hinge-table trials or.h5 -o odd.sav
hinge-table trials or.h5 -o odd_read.csv
grep -aoE '[A-Z0-9_]+=(v2nd_test|pain|pain_2|ROM)\b' odd.sav | cut -d= -f2 >names
printf '%s\n' v2nd_test pain pain_2 ROM | diff names -
if command -v pspp >/dev/null; then
    printf '%s\n' "GET FILE='odd.sav'." "SAVE TRANSLATE /OUTFILE='odd_back.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES." >odd.sps
    pspp odd.sps >said.txt
    python3 - <<'END'
import csv
want, got = (list(csv.DictReader(open(f))) for f in ("odd_read.csv", "odd_back.csv"))
assert len(want) == len(got) > 10
for a, b in zip(want, got):
    for one, other in (("2nd test", "v2nd_test"), ("pain!", "pain"), ("pain?", "pain_2"), ("ROM_", "ROM")):
        assert float(a[one]) == float(b[other]), (one, a[one], b[other])
END
fi
# a workbook is put together in a file of its own
TMPDIR=$dir/nowhere hinge-table trials r.h5 -o none.xlsx 2>said && code=0 || code=$?
[ "$code" = 5 ]
grep -q 'nowhere/hinge-book-.*: no temporary file can be made there (TMPDIR)' said
[ ! -e none.xlsx ]
