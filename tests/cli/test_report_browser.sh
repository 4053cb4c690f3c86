#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report in a browser: no error in its console under its own content policy, columns
# sort, rows filter, CSV is complete, a telephone shows it without scrolling sideways, it prints
# on two to four pages. Skipped without Chromium.
set -uo pipefail
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "no Chromium"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
browse() { # page options...
    timeout 120 "$chromium" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/profile" --virtual-time-budget=4000 "${@:2}" "file://$work/$1"
}
hinge-simulate -q -n 4 --reps 3 --seed 5 -o cohort &&
    hinge-ingest -q cohort/trials.csv -o study.h5 &&
    hinge-analyze -q study.h5 -o results.h5 &&
    hinge-report results.h5 -o report.html || exit 1

browse report.html --enable-logging=stderr --dump-dom >dom 2>log
[ -s dom ] || { echo "Chromium does not run here"; exit 77; }
if grep -i 'CONSOLE\|Refused to' log; then
    echo "the console has errors"
    exit 1
fi
tables=$(grep -c '<section class="t[ "]' report.html)
buttons=$(grep -o '<input type="search">' dom | wc -l)
if [ "$tables" -le 2 ] || [ "$tables" -ne "$buttons" ]; then
    echo "$tables tables, $buttons of them with a filter: the script did not run"
    exit 1
fi

# a copy without the policy takes what a hand would do
cat >hand.js <<'END'
const s = document.querySelector('#quality'), t = s.querySelector('table');
const c = [...t.tHead.rows[0].cells].findIndex(h => h.dataset.v === 'file');
const b = t.tHead.rows[0].cells[c].querySelector('button');
const first = () => t.tBodies[0].rows[0].cells[c].textContent;
b.click(); const up = first();
b.click(); const down = first();
const i = s.querySelector('input'), filter = (what, at) => { at.value = what;
    at.dispatchEvent(new Event('input')); };
filter('p003', i);
const left = t.tBodies[0].rows.length;
// what is typed begins a word of one cell; words of several cells are found together
const f = document.querySelector('#faults'), rows = f.querySelector('section').parentNode &&
    document.querySelector('#table-faults tbody').rows;
const at = document.querySelector('#table-faults input'), said = [];
for (const what of ['no cue', 'trained no cue', 'ained', 'butt wink', '5 5', '']) {
    filter(what, at);
    const all = [...rows], text = r => [...r.cells].map(c => c.textContent.toLowerCase());
    said.push(what === 'no cue' ? all.length > 0 && all.every(r => text(r).includes('no cue'))
        : what === 'trained no cue' ? all.length > 0 && all.every(r =>
            text(r).includes('trained') && text(r).includes('no cue'))
        : what === 'butt wink' ? all.length > 0 && all.every(r =>
            text(r).some(c => /butt wink/.test(c)))
        : what === 'ained' ? all.length === 0 : all.length > 0);
}
let csv = '';
const make = URL.createObjectURL;
URL.createObjectURL = x => { x.text().then(v => { csv = v;
    document.body.innerHTML = '<pre>' + [up, down, left, said.join(' '), csv].join('|') + '</pre>'; });
    return make(x); };
s.querySelector('.tools button').click();
END
{
    sed -e 's/<meta http-equiv[^>]*>//' -e '/<\/body>/,$d' report.html
    printf '<script>%s</script></body></html>' "$(cat hand.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>//p' dom)
case $said in
p001/*'|'p004/*'|2|true true true true '*' true|'participant,*) ;;
*)
    echo "sorting, filtering or CSV: $said"
    exit 1
    ;;
esac
# a long table shows a part at a time; sorting, filter and CSV are of the whole of it
cat >long.js <<'END'
const s = document.querySelector('#table-variability section.t'), t = s.querySelector('table'), said = [];
const b = name => [...s.querySelectorAll('.tools button')].find(x => x.textContent === name);
const h = [...t.tHead.rows[0].cells];
const rows = () => t.tBodies[0].rows, note = () => s.querySelector('.tools span').textContent;
const value = d => d.dataset.v ?? d.textContent;
said.push(t.tBodies.length, rows().length, note());
b('Previous').click(); said.push(note());
b('Next').click(); said.push(rows().length, note());
for (let i = 0; i < 9; i++) b('Next').click();
said.push(note(), b('Next').getAttribute('aria-disabled'));
h[0].querySelector('button').click(); h[0].querySelector('button').click();
said.push(value(rows()[0].cells[0]));
const i = s.querySelector('input'); i.value = 'p002'; i.dispatchEvent(new Event('input'));
said.push(rows().length, note(), b('Next').hidden);
i.value = ''; i.dispatchEvent(new Event('input'));
const make = URL.createObjectURL;
URL.createObjectURL = x => { x.text().then(v => { said.push(v.trimEnd().split('\r\n').length);
    document.body.innerHTML = '<pre>' + said.join('|') + '</pre>'; }); return make(x); };
b('CSV').click();
END
hinge-simulate -q -n 13 --reps 3 --seed 5 -o many && hinge-ingest -q many/trials.csv -o many.h5 &&
    hinge-analyze -q many.h5 -o many-results.h5 &&
    hinge-report many-results.h5 -o parts.html || exit 1
browse parts.html --enable-logging=stderr --dump-dom >dom 2>log
if grep -i 'CONSOLE\|Refused to' log; then
    echo "the console of a long page has errors"
    exit 1
fi
{
    sed -e 's/<meta http-equiv[^>]*>//' -e '/<\/body>/,$d' parts.html
    printf '<script>%s</script></body></html>' "$(cat long.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p' dom)
want='1|500|rows 1 to 500 of 546|rows 1 to 500 of 546|46|rows 501 to 546 of 546|rows 501 to 546 of 546|true|p013'
want="$want|42|42 of 546 rows|true|547"
if [ "$said" != "$want" ]; then
    echo "a long table in parts: $said, not $want"
    exit 1
fi
# a page 390 px wide is not wider than that, also with everything open
cat >narrow.js <<'END'
const frame = document.createElement('iframe');
frame.width = 390; frame.height = 800;
frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob(page), c => c.charCodeAt(0)));
frame.onload = () => { const d = frame.contentDocument, said = [];
    const beyond = () => said.push(d.documentElement.scrollWidth - d.documentElement.clientWidth);
    beyond();
    d.querySelectorAll('details').forEach(x => { x.open = true; });
    beyond();
    document.body.innerHTML = '<pre>' + said.join('|') + '</pre>'; };
document.body.append(frame);
END
{
    printf '<!DOCTYPE html><html><body><script>const page="'
    sed 's/<meta http-equiv[^>]*>//' report.html | base64 -w0
    printf '";%s</script></body></html>' "$(cat narrow.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p' dom)
if [ "$said" != '0|0' ]; then
    echo "a page of 390 px is wider by $said (folded, open)"
    exit 1
fi
print() { # page pdf
    browse "$1" --no-pdf-header-footer --print-to-pdf="$2" >/dev/null 2>&1
    head -c 5 "$2" | grep -q '%PDF-' || { echo "it does not print"; exit 1; }
}
print report.html report.pdf
sed 's/<details /<details open /g' report.html >open.html
print open.html open.pdf
if command -v pdftotext >/dev/null; then
    pdftotext -layout report.pdf report.txt
    # Letter is the default of the browser: two to four pages, the last line among them
    pages=$(tr -cd '\f' <report.txt | wc -c)
    if [ "$pages" -lt 2 ] || [ "$pages" -gt 4 ]; then
        echo "$pages pages on paper"
        exit 1
    fi
    tr -d '\f' <report.txt | grep -v '^ *$' | tail -n 1 | grep -q 'Made with hingekit' ||
        { echo "the last line is not on paper"; exit 1; }
    # what is folded is not there, nor the heading of nothing else
    if grep 'too many for paper\|Tables of detail\|Further figures\|Every fault, with' report.txt; then
        echo "folded parts are on paper"
        exit 1
    fi
    # the cue table is whole on its page, its words unbroken
    tr '\f' '\001' <report.txt | sed -n '/Change with each cue/,/Range of/p' | sed '1s/^.*Change/Change/' >cues
    if grep -q "$(printf '\001')" cues || ! grep -q 'secondary' cues || ! grep -q "Baseline M (SD)" cues; then
        echo "the cue table is split, or its words are:"
        cat cues
        exit 1
    fi
    # a table that goes on has its head on every page
    heads=$(pdftotext -layout open.pdf - | grep -c 'Mean ± SD')
    [ "$heads" -ge 3 ] || { echo "two tables over several pages, $heads heads"; exit 1; }
    # a wide table fits: no column is cut, and the page is not made smaller for it
    pdftotext -bbox open.pdf words
    size=$(sed -n 's/.*yMin="\([0-9.]*\)".*yMax="\([0-9.]*\)">Provenance<.*/\2 \1/p' words |
        awk '{ print ($1 - $2 > 12) ? "whole" : $1 - $2 " pt" }' | tail -n 1)
    if [ "$size" != whole ] || [ "$(grep -c '>pelvis<' words)" -lt 1 ]; then
        echo "a table is wider than the page: headings are $size high"
        exit 1
    fi
    # a heading goes with what it heads: no page begins within two lines after it
    pdftotext -layout open.pdf - | tr '\f' '@' | grep -v '^ *$' |
        grep -A2 '^@\{0,1\} *Further figures *$' >figures
    if [ ! -s figures ] || tail -n +2 figures | grep -q '^@'; then
        echo "the heading Further figures is missing or alone at the foot of a page:"
        cat figures
        exit 1
    fi
fi
