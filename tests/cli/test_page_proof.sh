#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A report against the tables of its results: all of its numbers are found; one that is changed is printed, and so are the
# numbers of two rows whose names are exchanged, and those of a page of other people.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for seed in 31 32; do
    hinge-simulate -q -n 10 --reps 4 --seed $seed --rate 30 --format trc-b -o study$seed
    hinge-ingest -q study$seed/trials.csv -o s$seed.h5
    hinge-analyze -q s$seed.h5 -o r$seed.h5
    hinge-report -q r$seed.h5 --study s$seed.h5 -o report$seed.html
done
hinge-check --page report31.html r31.h5 >said
grep -Eqx '([0-9]{3}) of \1 numbers found' said || { cat said && exit 1; }
status=0
hinge-check --page report31.html r32.h5 >other 2>why || status=$?
[ $status = 3 ] && grep -q '^hinge-check: [0-9]* numbers of the page are in no table of these results$' why
hinge-check --page none.html r31.h5 2>why && exit 1
grep -q '^hinge-check: none.html: ' why
echo '<p>Nothing is counted here.</p>' >empty.html
hinge-check --page empty.html r31.h5 2>why && exit 1
grep -q '^hinge-check: empty.html: no number .* expected a report' why
hinge-check --page report31.html r31.h5 --detectable 2>why && exit 1
[ "$(cat why)" = "hinge-check: --detectable: --page reads a report and does not take it; give one of the two" ]
python3 - <<'END'
import re, subprocess
page = open("report31.html", encoding="utf-8").read()

def missing(said):
    found, of = map(int, re.search(r"(\d+) of (\d+) numbers found\n$", said).groups())
    return of - found

def check(what, text, *wants):
    open("bad.html", "w", encoding="utf-8").write(text)
    said = subprocess.run(["hinge-check", "--page", "bad.html", "r31.h5"], capture_output=True, text=True)
    assert said.returncode == 3 and missing(said.stdout) > missing(open("said").read()), (what, said)
    assert all(re.search(rf"^[^:]+: .*(?<!\d){want}(?!\d).* in: ", said.stdout, re.M) for want in wants), (what, wants, said.stdout)

for what, pattern in {"title": r"(<h1[^>]*>[^<]*?)(\d\d)(?=%)", "interval": r"(95%(?: |&nbsp;|\xa0)CI )(\d+)", "n": r"(n(?: |&nbsp;|\xa0)=(?: |&nbsp;|\xa0))(\d+)",
                      "tests": r"(exploratory, )(\d+)(?= tests)", "people": r"(<td[^>]*>(?:<[^>]*>)*[^<]*?)(\d+)(?= yes)"}.items():
    m = re.search(pattern, page)
    new = str(int(m[2]) + 7)
    check(what, page[:m.start(2)] + new + page[m.end(2):], new)
p = re.search(r"<td[^>]*>(\.\d\d\d)</td>", page)
check("p", page[:p.start(1)] + ".777" + page[p.end(1):], "0.777")
names = [re.search(rf"<t[hd][^>]*>(?:<[^>]*>)*{name}", page) for name in (r"Hip excursion \(°\)", r"Knee excursion \(°\)")]
a, b = (m[0] for m in names)
check("rows", page.replace(a, "\0").replace(b, a).replace("\0", b))
END
