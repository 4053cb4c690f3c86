#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2034,SC2154 # browser.sh is checked by itself; it has work and takes window
# The report in a browser: no line in its console under its own content policy; a person is picked in every figure, a
# repetition is played, the methods are read and copied by keyboard and mouse; a telephone shows it without scrolling
# sideways; it prints on three or four pages, and says what it has to in 900 words. Skipped without Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
hinge-ingest -q "$HINGE_ROOT/datasets/cohort/trials.csv" -o study.h5 && hinge-analyze -q study.h5 -o results.h5 || exit 1
hinge-report results.h5 --study study.h5 --order trained,sedentary -o report.html || exit 1
printf '[run]\nlist = %s\noutput = out\norder = trained,sedentary\nfigures = none\n' "$HINGE_ROOT/datasets/cohort/trials.csv" >run.ini
hinge-run -q --allow-outside run.ini >said 2>&1 || fail "$(cat said)"
hinge-simulate -q -n 1 --reps 2 --format csv-coco --cue none -o one && hinge-ingest -q one/trials.csv -o one.h5 &&
    hinge-analyze -q one.h5 -o one_r.h5 && hinge-report -q one_r.h5 --study one.h5 -o one.html || exit 1
for page in report out/report one; do
    browse $page.html --enable-logging=stderr --dump-dom >dom 2>log
    [ -s dom ] || { echo "Chromium does not run here"; exit 77; }
    grep -i 'CONSOLE\|Refused to' log && fail "$page: the console has errors"
    grep -q '<path class="l1" d="M' dom || [ $page = one ] || fail "$page: no repetition is shown"
done
[ "$(wc -c <report.html)" -lt 300000 ] || fail "a page of ten people has $(wc -c <report.html) bytes"
# links lead to files that are there
grep -o 'href="[^"#]*' out/report.html | cut -c7- | sort -u >links
while read -r file; do
    [ -e "out/$file" ] || fail "the page links to $file, which is not there"
done <links

# a copy without the policy takes what a hand would do
hand() { # page script: what it says
    {
        sed -e 's/<meta http-equiv[^>]*>//' -e '/^<\/body>/,$d' "$1"
        printf '<script>%s</script></body></html>' "$(cat "$2")"
    } >hand.html
    browse hand.html --dump-dom 2>/dev/null | sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p'
}
# what a checker of accessibility would find: names, ids, order of headings, hidden stops of the keyboard, contrast of words
cat >access.js <<'END'
{ const found = [], all = s => [...document.querySelectorAll(s)], add = (what, e) => found.push(what + ' ' + e.outerHTML.slice(0, 60)), ids = new Set();
const name = e => e.getAttribute('aria-label') || e.textContent.trim() || [...e.labels || []].map(l => l.textContent.trim()).join('');
const colour = s => (s.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number), ground = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > .5) return c; } return [255, 255, 255]; };
const light = c => [.2126, .7152, .0722].reduce((s, w, k) => { const v = c[k] / 255; return s + w * (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); }, .05);
for (const e of all('svg[role],button,a[href],input,select,[role=button],[role=slider]')) if (!e.closest('[aria-hidden=true]') && !name(e)) add('no name', e);
for (const e of all('[id]')) { if (ids.has(e.id)) add('id twice', e); ids.add(e.id); }
for (const e of all('[aria-labelledby],[aria-controls]')) if (!ids.has(e.getAttribute('aria-labelledby') || e.getAttribute('aria-controls'))) add('no such id', e);
all('h1,h2,h3').reduce((last, h) => { const n = +h.tagName[1]; if (n > last + 1) add('heading', h); return n; }, 0);
for (const e of all('[aria-hidden=true] [tabindex="0"],[aria-hidden=true] button,th:not([scope])')) add('hidden stop or scope', e);
for (const e of all('main *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('[hidden],title,script,style,.sr') || !e.getBoundingClientRect().width) continue;
  const s = getComputedStyle(e), a = light(colour(e instanceof SVGElement ? s.fill : s.color)), b = light(ground(e)), times = Math.max(a, b) / Math.min(a, b);
  if (times < (parseFloat(s.fontSize) >= 24 ? 3 : 4.5)) add('contrast ' + times.toFixed(1), e);
}
document.body.innerHTML = '<pre>ok' + found.join('|').replace(/[&<]/g, ' ') + '</pre>'; }
END
hinge-plan -q --groups sedentary:2,trained:2 --cues none,dowel --practice 1 --name '{participant}/{session}_{cue}_{trial}.trc' -o plan &&
    hinge-simulate -q --list plan/trials.csv --format trc-b --rate 20 --learn=-0.1 -o plan && hinge-ingest -q plan/trials.csv -o l.h5 &&
    hinge-analyze -q l.h5 -o lr.h5 && hinge-report -q lr.h5 --study l.h5 -o over.html || exit 1
page=$(ls out/recordings/p001*none*.html)
hinge-view -q study.h5 results.h5 --rate-as a -o rate.html || exit 1
for page in report.html one.html over.html rate.html "$page" out/recordings/index.html; do
    said=$(hand "$page" access.js)
    [ "$said" = ok ] || fail "$page: $said"
done
cat >hand.js <<'END'
const said = [], q = s => document.querySelector(s), n = s => document.querySelectorAll(s).length;
const click = e => e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
click(q('.iv [data-p="p004"]'));
said.push(q('#who').textContent, n('[data-p="p004"].off'), n('[data-p]:not([data-p="p004"]):not(.off):not(.map *)'));
// the map: the person's line and body, which the slider moves
const body = () => q('#m-body .body').getAttribute('d'), low = body();
q('#m-at').value = 4; q('#m-at').dispatchEvent(new Event('input'));
said.push(n('.pp.sel'), q('.pp.sel').dataset.p, q('#m-who').textContent, body() !== low, n('#ptrs circle'));
click(q('#all'));
said.push(n('.off'), q('#bar').hidden);
const dot = q('.bends [data-p="p004"][data-k]');
click(dot);
said.push(q('#what').textContent === dot.dataset.t, q('.stick .body').getAttribute('d').length > 40);
const at = q('#at'), before = q('.stick .body').getAttribute('d');
at.value = 5; at.dispatchEvent(new Event('input'));
said.push(q('.stick .body').getAttribute('d') !== before);
// one stop for the keyboard in each drawing, arrows go on
const marks = [...q('.bends svg').querySelectorAll('[data-p][data-t]')];
said.push(marks.filter(m => m.getAttribute('tabindex') === '0').length);
marks[0].focus();
marks[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
said.push(document.activeElement === marks[1], !q('#tip').hidden);
const methods = q('#methods');
if (methods) {
    said.push(!methods.open); click(q('#methods summary')); said.push(!methods.open);
    navigator.clipboard.writeText = t => { said.push(/Participants were the unit/.test(t)); return Promise.resolve(); };
    click(q('#copy'));
}
document.body.innerHTML = '<pre>' + said.join('|') + '</pre>';
END
said=$(hand report.html hand.js)
[ "$said" = 'p004|0|0|1|p004|p004, trained|true|2|0|true|true|true|true|1|true|true|true|false|true' ] || fail "by hand: $said"
# of one person a bend that is chosen in the map is chosen in the table's dots, and nothing else fades
hinge-report -q results.h5 --study study.h5 --filter participant=p001 -o person.html || exit 1
cat >bend.js <<'END'
{ const all = s => [...document.querySelectorAll(s)], chosen = all('.map .pp[data-p]')[0], its = chosen.dataset.p;
chosen.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
const left = all('.iv [data-p]:not(.off)').map(e => e.dataset.p), off = all('.off');
document.body.innerHTML = '<pre>' + [left.length, left[0] === its, off.length > 0, off.every(e => e.closest('.iv'))].join('|') + '</pre>'; }
END
said=$(hand person.html bend.js)
[ "$said" = '1|true|true|true' ] || fail "a bend of one person: $said"
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
# of two groups' visits too, whose table has eight columns
cp -r "$HINGE_ROOT"/datasets/cohort/p0* . && awk -F, -v OFS=, 'NR > 1 { $4 = $6 == "none" ? "before" : "after"; $6 = "none" } 1' "$HINGE_ROOT/datasets/cohort/trials.csv" >visits.csv &&
    hinge-ingest -q visits.csv -o v.h5 && hinge-analyze -q v.h5 -o vr.h5 && hinge-report -q vr.h5 --change session:after-before -o visits.html || exit 1
grep -q 'People with both' visits.html || fail "no table of changes"
for page in report visits; do
    {
        printf '<!DOCTYPE html><html><body><script>const page="'
        sed 's/<meta http-equiv[^>]*>//' $page.html | base64 -w0
        printf '";%s</script></body></html>' "$(cat narrow.js)"
    } >hand.html
    said=$(browse hand.html --dump-dom 2>/dev/null | sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p')
    [ "$said" = '0|0' ] || fail "$page: a page of 390 px is wider by $said (folded, open)"
done
browse report.html --no-pdf-header-footer --print-to-pdf=report.pdf >/dev/null 2>&1
head -c 5 report.pdf | grep -q '%PDF-' || fail "it does not print"
if command -v pdftotext >/dev/null; then
    pdftotext -layout report.pdf report.txt
    pages=$(tr -cd '\f' <report.txt | wc -c)
    { [ "$pages" -ge 2 ] && [ "$pages" -le 4 ]; } || fail "$pages pages on paper"
    # what is folded on the screen, methods, is on paper; buttons and hints for the mouse are not
    grep -q 'Participants were the unit' report.txt || fail "no methods on paper"
    ! grep 'Click a person\|Copy' report.txt || fail "hints for the mouse are on paper"
    # a heading goes with what it heads
    ! tr '\f' '@' <report.txt | grep -v '^ *$' | grep -A1 '^@\{0,1\} *\([1-9] *\)\{0,1\}\(Which faults\|Every bend\|Do the groups\|Did the cue\).*?*$' | grep '^@ *[^1-9 ]' ||
        fail "a heading is alone at the foot of a page"
fi
# visible words: methods and settings are folded
words=$(PYTHONPATH=$HINGE_ROOT/tests/cli python3 -B -c '
import re, sys, page_text
page = re.sub(r"<details.*?</details>", "", open("report.html", encoding="utf-8").read(), flags=re.S)
print(sum(len(line.split()) for line in page_text.lines(page)))')
[ "$words" -lt 900 ] || fail "$words visible words"
