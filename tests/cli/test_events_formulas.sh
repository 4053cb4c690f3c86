#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# events.csv as pages of hinge-view save it: no cell is a formula for a spreadsheet, headers too, and the program reads the
# same texts. 77: skipped.
set -eu
command -v node >/dev/null || { echo "skipped: no node"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/hinge-events-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
hinge-simulate -q -n 1 --reps 2 --seed 5 --noise 0 --rate 30 --cue none --format trc-b -o rec
cp rec/p001/*.trc rec/other.trc # the list leaves it out: its rows are kept as they are
hinge-ingest -q rec/trials.csv -o study.h5
hinge-analyze -q study.h5 -o results.h5
hinge-view -q study.h5 results.h5 -o pages
cat >write.js <<'JS'
const fs = require('fs'), page = fs.readFileSync(process.argv[2], 'utf8');
const quote = eval(/^const quote = (.*);$/m.exec(page)[1]);
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'], texts = ["'", "''", "'quoted'", '', ' =1', 'a=1', 'x,y;z', 'say "no"', '-', '--', '-5', '+5.5e1', '-.5', "'-5", '-5 kg', '-1e999', '+1-2',
  ...signs.flatMap(s => [s + 'cmd|A1', s + '1+2', "'" + s + 'x', "''" + s + 'x', s + '"q", x'])];
fs.writeFileSync('texts.json', JSON.stringify(texts));
const rows = [['file', 'trial', 'rep', 'why', '=note'], ...texts.map((t, i) => ['other.trc', '=' + i, i + 1, t, t])];
fs.writeFileSync('rec/events.csv', rows.map(r => r.map(quote).join(',') + '\n').join(''));
console.log(quote.toString());
JS
for page in pages/index.html pages/p001*.html; do
    node write.js "$page" >>quote.js
    hinge-analyze -q study.h5 --events rec/events.csv -o marked.h5
    hinge-view -q study.h5 marked.h5 --events rec/events.csv -o "${page%.html}"
    python3 - "${page%.html}/index.html" <<'PY'
import csv, json, re, sys

texts = json.load(open("texts.json"))
for row in csv.reader(open("rec/events.csv", newline="")):
    for cell in row:
        if re.match("[=+\\-@＝＋－＠\t\r\n]", cell) and not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e\d+)?", cell):
            sys.exit(f"a formula: {cell}")
kept = json.loads(re.search(r'id="data">(.*?)</script>', open(sys.argv[1]).read(), re.S)[1])["kept"]
heads = ["rep", "desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s", "exclude", "task", "why", "blind"]
if kept["more"] != ["=note"]:
    sys.exit(f"header {kept['more']}")
for i, (text, row) in enumerate(zip(texts, kept["rows"], strict=True)):
    if row[1:3] != ["other.trc", f"={i}"] or row[10] != text or row[12] != text:
        sys.exit(f"{text!r} became {row}")
PY
done
[ "$(sort -u quote.js | wc -l)" = 1 ] || { echo "the pages write cells by different rules:"; cat quote.js; exit 1; }
