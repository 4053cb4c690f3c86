#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A page of hinge-view in a browser: no line in its console under its own content policy, the
# slider, the keys, a repetition, a fault, a boundary that is dragged; the rows that it gives are
# what hinge-analyze --events takes; a telephone shows it without scrolling sideways, one repetition
# prints on one page. Skipped without Chromium.
set -uo pipefail
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped: no Chromium"
    exit 77
}
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
browse() { # page options...
    timeout 120 "$chromium" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/profile" --virtual-time-budget=6000 --window-size=1280,1000 \
        "${@:2}" "file://$work/$1"
}
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

# a copy without the policy takes what a hand would do
cat >hand.js <<'END'
Element.prototype.setPointerCapture = () => {};
let copied = '';
Object.defineProperty(navigator, 'clipboard', {value: {writeText: async words => { copied = words; }}});
const q = s => document.querySelector(s), said = [], time = () => parseFloat(q('#time').textContent);
const key = (k, more = {}) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true, cancelable: true, ...more}));
const click = s => q(s).dispatchEvent(new MouseEvent('click', {bubbles: true}));
const pointer = (on, kind, x) => on.dispatchEvent(new PointerEvent(kind, {clientX: x, clientY: 5, bubbles: true, pointerType: 'mouse', pointerId: 1}));
const later = () => new Promise(f => setTimeout(f, 700));
const hand = async () => {
  await later();
  const slider = q('#slider'), body = () => q('#figure').innerHTML;
  slider.value = 30; slider.dispatchEvent(new Event('input', {bubbles: true}));
  const at = time(), first = body();
  slider.value = 120; slider.dispatchEvent(new Event('input', {bubbles: true}));
  said.push(Math.abs(time() - at - 3) < .02 && body() !== first ? 'slider' : `no slider ${at} ${time()} ${body() !== first}`);
  const before = time();
  key('ArrowRight');
  said.push(Math.abs(time() - before - 1 / 30) < .011 ? 'key' : 'no key');
  key('ArrowRight', {shiftKey: true}); await later();
  said.push(/Repetition \d/.test(q('#side h2').textContent) ? 'shift' : 'no shift');
  click('#curves [data-key="2"]'); await later();
  said.push(q('#side h2').textContent === 'Repetition 2' && location.hash === '#rep=2' ? 'repetition' : 'no repetition');
  click('#play'); // it loops
  click('#side [data-fault]'); await later();
  said.push(q('#figure .mark') && q('.fault[aria-pressed=true]') && /fault=/.test(location.hash) ? 'fault' : 'no fault');
  const grip = q('[data-bound="1"]'), x = +grip.querySelector('circle').getAttribute('cx'), left = q('#curves').getBoundingClientRect().left;
  const was = +grip.getAttribute('aria-valuenow');
  pointer(grip, 'pointerdown', left + x); pointer(q('#curves'), 'pointermove', left + x + 20); pointer(q('#curves'), 'pointerup', left + x + 20);
  const now = +q('[data-bound="1"]').getAttribute('aria-valuenow');
  said.push(now > was && !q('#edit').hidden ? 'drag' : 'no drag');
  click('#side [data-key="3"]') ; await later();
  q('#use').click();
  click('#copy'); await later(); const text = copied;
  said.push(q('#copy').textContent === 'Copied' ? 'copied' : 'not copied', now);
  document.body.innerHTML = '<pre>' + said.join('|') + '\n' + text + '</pre>';
};
hand().catch(e => { document.body.innerHTML = '<pre>' + said.join('|') + e.message + '</pre>'; });
END
{
    sed -e 's/<meta http-equiv[^>]*>//' -e '/^<\/body>/,$d' "$page"
    printf '<script>%s</script></body></html>' "$(cat hand.js)"
} >hand.html
browse hand.html --dump-dom >dom 2>/dev/null
said=$(sed -n 's/.*<pre>//p' dom)
if [ "${said%|*}" != 'slider|key|shift|repetition|fault|drag|copied' ]; then
    echo "by hand: $said"
    exit 1
fi
moved=${said##*|}
sed -n '/^trial,rep,/,$p' dom | sed '/<\/pre>/,$d' >events.csv
[ "$(wc -l <events.csv)" -eq 3 ] || { echo "rows:"; cat events.csv; exit 1; }

# what was copied is what the analysis takes, and what the next page shows
hinge-analyze -q study.h5 --events events.csv -o again.h5 || exit 1
hinge-table reps again.h5 --format csv --columns all |
    awk -F, -v id="$moved" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i }
        NR > 1 && $c["participant"] == "p001" && $c["rep"] == 2 && $c["phase"] == "descent" { print $c["end_s"] }' >end
awk -v a="$(cat end)" -v b="$moved" 'BEGIN { exit !(a != "" && (a - b)^2 < 1e-4) }' || {
    echo "the descent of repetition 2 was dragged to $moved and ends at $(cat end)"
    exit 1
}
hinge-view -q study.h5 again.h5 --events events.csv --trial $id -o again.html || exit 1
browse again.html --dump-dom >dom 2>/dev/null
grep -q 'aria-label="Repetition 3: it was excluded by hand"' dom || {
    echo "the excluded repetition is not in the page that follows"
    exit 1
}

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
