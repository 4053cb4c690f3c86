#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# People whose ids differ in letters that a file's name cannot have, or in capitals: a page and a
# sheet each (nobody's recording is in none), links that lead there, and none to a page that was not made; files of others stay.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
count() { find "$1" -type f | wc -l; }
fail() { echo "$*"; exit 1; }
links() { python3 "$here/links.py" "$@" || exit 1; }

hinge-simulate -q -n 12 --reps 2 --cue none --rate 30 --format trc-b --noise 0 -o rec || exit 1
python3 - <<'END'
x = 99 * "x"
names = ["Jörg", "Järg", "a b", "a_b", "日本", "東京", x + "1", x + "2", "S.1", "s.1", "Jörg", ""]
with open("rec/trials.csv", encoding="utf-8") as file:
    rows = [line.split(",") for line in file]
for row, name in zip(rows[1:], names):
    row[1] = name
rows[11][2:] = rows[1][2:] # one person, one body
with open("rec/trials.csv", "w", encoding="utf-8") as file:
    file.writelines(",".join(row) for row in rows)
END
printf '[run]\nlist = rec/trials.csv\nsheets = yes\n' >study.ini
hinge-run -q study.ini >said 2>&1 || fail "$(cat said)"
for sheet in Jörg Järg "a b" a_b 日本 東京 's.1~' 'S.1~'; do
    ls results/sheets/"$sheet"* >/dev/null || exit 1
done
[ "$(count results/sheets)" -eq 10 ] || fail "sheets: $(ls results/sheets)"
[ "$(count results/recordings)" -eq 13 ] || fail "pages: $(ls results/recordings)"
links results/report.html results/recordings/*.html results/sheets/*.html
[ "$(grep -o 'recordings/[^#"]*\.html#rep' results/report.html | sort -u | wc -l)" -eq 11 ] || fail "recordings without a link" # one has no participant
[ "$(grep -o 'href="[^"#/]*\.html' results/recordings/index.html | sort -u | wc -l)" -eq 12 ] || fail "recordings without a line"

# the names do not depend on the filter; a second run makes nothing new
ls results/sheets >all
hinge-run -q --set run.filter=group=trained study.ini >said 2>&1 || fail "$(cat said)"
(cd results/sheets && printf '%s\n' *) | grep -vxFf all && fail "other names under a filter"

# only recordings to look at, and those that the report plays, have pages: the list has a command that makes the others
hinge-run -q --set run.recordings=flagged --set run.filter=group=trained study.ini >said 2>&1 || fail "$(cat said)"
links results/report.html results/recordings/*.html
plain() { sed 's/&#39;/'"'"'/g; s/&amp;/\&/g'; }
id=$(grep -o '</b>.* <code>[^<]*' results/recordings/index.html | sed 's/.*<code>//' | plain | head -n 1)
[ -n "$id" ] || fail "no recording is without a page"
command=$(grep -o '<code>hinge-view[^<]*' results/recordings/index.html | sed 's/<code>//' | plain)
(cd results && eval "${command/--trial ID/--trial \"\$id\"}") || fail "the list has the command: $command"
page=$(find results -maxdepth 1 -name '*.html' ! -name report.html)
grep -q '"points":\[{' "$page" || fail "$command made no page"

# hinge-view by itself: the same names; a file of somebody else is not replaced
hinge-view -q results/study.h5 results/results.h5 -o pages || exit 1
[ "$(count pages)" -eq 13 ] || fail "pages of hinge-view: $(ls pages)"
links pages/*.html
hinge-view -q results/study.h5 results/results.h5 -o pages || fail "its own pages can be replaced"
hinge-export -q results/study.h5 --raw -o files || exit 1
[ "$(count files)" -eq 12 ] || fail "files of hinge-export: $(ls files)"
mkdir mine
echo mine >mine/index.html
hinge-view -q results/study.h5 results/results.h5 -o mine 2>said
if [ $? -ne 2 ] || [ "$(cat mine/index.html)" != mine ] || [ "$(ls mine)" != index.html ]; then fail "it was replaced"; fi
grep -q "mine/index.html is there already, and hinge-view did not make it" said || fail "$(cat said)"
hinge-view -q results/study.h5 results/results.h5 -o mine --force || exit 1
links mine/*.html
