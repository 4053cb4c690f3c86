#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2034,SC2154 # browser.sh is checked by itself; it has work and takes window
# A page of hinge-view in a browser: no line in its console under its own content policy, the
# keys, a moment, a bend, a fault; a telephone shows it without scrolling sideways, one bend
# prints on one page. Skipped without Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
window=1280,1000
hinge-simulate -q -n 2 --reps 3 --seed 5 --format trc-a --cue none --fault butt_wink -o cohort &&
    hinge-ingest -q cohort/trials.csv -o study.h5 &&
    hinge-analyze -q study.h5 -o results.h5 &&
    hinge-view -q study.h5 results.h5 -o recordings --report ../report.html || exit 1
id=p001_1_bodyweight_hinge_none_1
page=recordings/$id.html

for what in index.html "$id.html" "$id.html#rep=2" "$id.html#rep=2&fault=butt_wink"; do
    browse "recordings/$what" --enable-logging=stderr --dump-dom >dom 2>log
    [ -s dom ] || { echo "skipped: Chromium does not run here"; exit 77; }
    if grep -i 'CONSOLE\|Refused to' log; then
        echo "the console of $what has a line"
        exit 1
    fi
done
grep -q '<text class="mark"' dom || { echo "a fault in the link is not drawn"; exit 1; }

# a copy without the policy takes what a hand would do; corrections are test_edit_browser's
cat >hand.js <<'END'
Element.prototype.setPointerCapture = () => {};
const q = s => document.querySelector(s), said = [], time = () => parseFloat(q('#time').textContent);
const key = (k, more = {}) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true, cancelable: true, ...more}));
const click = s => q(s).dispatchEvent(new MouseEvent('click', {bubbles: true}));
const pointer = (on, kind, x) => on.dispatchEvent(new PointerEvent(kind, {clientX: x, clientY: 5, bubbles: true, pointerType: 'mouse', pointerId: 1}));
const wait = () => new Promise(f => setTimeout(f, 700));
const hand = async () => {
  await wait();
  const body = () => q('#figure').innerHTML, curves = q('#curves').getBoundingClientRect(), first = body();
  const before = time();
  key('ArrowRight');
  said.push(Math.abs(time() - before - 1 / 60) < .011 ? 'key' : 'no key');
  pointer(q('#curves'), 'pointerdown', curves.left + curves.width / 2); pointer(q('#curves'), 'pointerup', curves.left + curves.width / 2);
  said.push(Math.abs(time() - before) > 1 && body() !== first ? 'time' : 'no time');
  key('ArrowRight', {shiftKey: true}); await wait();
  said.push(/Bend \d/.test(q('#side h2').textContent) ? 'shift' : 'no shift');
  click('#side [data-key=""]'); click('#side [data-key="2"]'); await wait();
  said.push(q('#side h2').textContent === 'Bend 2' && location.hash === '#rep=2' ? 'bend' : 'no bend');
  click('#play'); // it loops
  click('#side [data-fault]'); await wait();
  said.push(q('#figure .mark') && q('#curves .band') && q('.fault[aria-pressed=true]') && /fault=/.test(location.hash) ? 'fault' : 'no fault');
  document.body.innerHTML = '<pre>' + said.join('|') + '</pre>';
};
hand().catch(e => { document.body.innerHTML = '<pre>' + said.join('|') + e.message + '</pre>'; });
END
{
    sed -e 's/<meta http-equiv[^>]*>//' -e '/^<\/body>/,$d' "$page"
    printf '<script>%s</script></body></html>' "$(cat hand.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p' dom)
[ "$said" = 'key|time|shift|bend|fault' ] || { echo "by hand: $said"; exit 1; }

# above 60 rows of the list those in which nothing was found are folded, and notes if there are many; a search unfolds
sed -e 's/<meta http-equiv[^>]*>//' -e '/^<\/body>/,$d' recordings/index.html |
    awk '!/<li class="r/ { print; next } { for (k = 0; k < 50; k++) { sub(/class="r ./, "class=\"r " (done ? "i" : "o")); print } done = 1 }' >hand.html
cat >>hand.html <<'END'
<script>
const said = [], see = () => said.push([document.querySelectorAll('#list li').length, ...[...document.querySelectorAll('details:not([hidden])')].map(d => d.querySelector('summary').textContent.replace(/,.*/, '') + ': ' + d.querySelectorAll('li').length)].join());
see();
document.getElementById('find').value = 'p001'; document.getElementById('bar').dispatchEvent(new Event('input')); see();
document.body.innerHTML = '<pre>' + said.join('|') + '</pre>';
</script></body></html>
END
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p' dom)
[ "$said" = '0,50 recordings with notes only: 50,50 recordings in which nothing was found: 50|50' ] || { echo "folded: $said"; exit 1; }

# 390 px wide it is not wider than that
cat >narrow.js <<'END'
const said = [];
pages.forEach((page, i) => {
    const frame = document.createElement('iframe');
    frame.width = 390; frame.height = 800;
    frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob(page), c => c.charCodeAt(0)));
    frame.onload = () => setTimeout(() => { const d = frame.contentDocument.documentElement;
        said[i] = d.scrollWidth - d.clientWidth;
        if (Object.keys(said).length === pages.length) document.body.innerHTML = '<pre>' + said.join('|') + '</pre>'; }, 1000);
    document.body.append(frame);
});
END
{
    printf '<!DOCTYPE html><html><body><script>const pages=['
    for what in recordings/index.html "$page"; do printf '"%s",' "$(sed 's/<meta http-equiv[^>]*>//' "$what" | base64 -w0)"; done
    printf '];%s</script></body></html>' "$(cat narrow.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>\(.*\)<\/pre>.*/\1/p' dom)
[ "$said" = '0|0' ] || { echo "at 390 px the index and a page are wider by $said"; exit 1; }

browse "$page#rep=2" --no-pdf-header-footer --print-to-pdf="$work/one.pdf" >/dev/null 2>&1
head -c 5 one.pdf | grep -q '%PDF-' || { echo "it does not print"; exit 1; }
if command -v pdftotext >/dev/null; then
    pages=$(pdftotext one.pdf - | tr -cd '\f' | wc -c)
    [ "$pages" -eq 1 ] || { echo "a repetition prints on $pages pages"; exit 1; }
fi
