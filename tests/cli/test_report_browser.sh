#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The report in a browser: no error in its console under its own content policy, columns
# sort, rows filter, CSV is complete, it prints. Skipped without Chromium.
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
const i = s.querySelector('input'); i.value = 'p003'; i.dispatchEvent(new Event('input'));
const left = [...t.tBodies[0].rows].filter(r => !r.hidden).length;
let csv = '';
const make = URL.createObjectURL;
URL.createObjectURL = x => { x.text().then(v => { csv = v;
    document.body.innerHTML = '<pre>' + [up, down, left, csv].join('|') + '</pre>'; });
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
p001/*'|'p004/*'|2|'participant,*) ;;
*)
    echo "sorting, filtering or CSV: $said"
    exit 1
    ;;
esac
browse report.html --no-pdf-header-footer --print-to-pdf=report.pdf >/dev/null 2>&1
head -c 5 report.pdf | grep -q '%PDF-' || { echo "it does not print"; exit 1; }
if command -v pdftotext >/dev/null; then
    # a heading goes with what it heads: no page begins within two lines after it
    pdftotext -layout report.pdf - | tr '\f' '@' | grep -v '^ *$' |
        grep -A2 '^@\{0,1\} *Figures *$' >figures
    if [ ! -s figures ] || tail -n +2 figures | grep -q '^@'; then
        echo "the heading Figures is missing or alone at the foot of a page:"
        cat figures
        exit 1
    fi
fi
