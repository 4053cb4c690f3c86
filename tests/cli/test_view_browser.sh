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
# two cues of a person
hinge-simulate -q -n 1 --reps 3 --seed 5 --rate 30 --format trc-b -o cues && hinge-ingest -q cues/trials.csv -o cues.h5 &&
    hinge-analyze -q cues.h5 -o cues-results.h5 && hinge-view -q cues.h5 cues-results.h5 -o cues-pages || exit 1
two=cues-pages/$id.html

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

# Picture and Clip under the page's policy, but for the script that is added: a PNG of twice the size, a GIF of one bend
# of 480 pixels, 15 pictures a second and at most 1 MB, whose every frame is read; under Blind nobody's name and no value.
# The other recordings of the person are hidden then, too
cat >pictures.js <<'END'
const q = s => document.querySelector(s), said = [], blobs = [], names = [], words = [], print = CanvasRenderingContext2D.prototype.fillText;
HTMLAnchorElement.prototype.click = function () { names.push(this.download); };
CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { words.push(text); print.call(this, text, ...at); };
const get = CanvasRenderingContext2D.prototype.getImageData; let taken;
CanvasRenderingContext2D.prototype.getImageData = function (...at) { return taken = get.call(this, ...at); };
const url = URL.createObjectURL; URL.createObjectURL = b => { blobs.push(b); return url(b); };
const wait = ms => new Promise(f => setTimeout(f, ms)), press = async id => { const n = blobs.length; words.length = 0; q(id).click(); while (blobs.length === n || q(id).disabled) await wait(20); return blobs[n]; };
const is = (what, yes) => said.push(yes ? what : 'not ' + what);
const decode = d => { // a GIF: width, pictures, seconds, pixels of the last; by its definition
  const u = i => d[i] | d[i + 1] << 8, [w, h] = [u(6), u(8)], px = new Uint8Array(w * h); let i = 13 + 768, n = 0, time = 0, same = -1;
  for (; d[i] !== 0x3B;) {
    if (d[i] === 0x21) { if (d[i + 1] === 0xF9) { time += u(i + 4); same = d[i + 3] & 1 ? d[i + 6] : -1; } for (i += 2; d[i]; i += d[i] + 1); i++; continue; }
    const [x, y, cw, ch] = [1, 3, 5, 7].map(k => u(i + k)), data = []; let bits = 0, have = 0, at = 0, size = 9, old = null, table = [], done = 0;
    if (d[i] !== 0x2C || d[i + 10] !== 8) throw Error('no picture at ' + i);
    for (i += 11; d[i]; i += d[i] + 1) data.push(...d.slice(i + 1, i + 1 + d[i]));
    i++;
    for (;;) {
      while (have < size) { if (at >= data.length) throw Error('no end of picture ' + n); bits |= data[at++] << have; have += 8; }
      const code = bits & (1 << size) - 1; bits >>>= size; have -= size;
      if (code === 257) break;
      if (code === 256) { table = Array.from({length: 258}, (_, k) => [k]); size = 9; old = null; continue; }
      if (code > table.length || !old && code > 255) throw Error('code ' + code + ' of picture ' + n);
      const out = table[code] || [...old, old[0]];
      for (const v of out) { if (v !== same) px[(y + Math.floor(done / cw)) * w + x + done % cw] = v; done++; }
      if (old && table.length < 4096) table.push([...old, out[0]]);
      if (table.length === 1 << size && size < 12) size++;
      old = out;
    }
    if (done !== cw * ch) throw Error(done + ' pixels of picture ' + n);
    n++;
  }
  return {w, n, seconds: time / 100, px};
};
const sized = async b => { const i = new Image(); i.src = url(b); await i.decode(); return [i.naturalWidth, i.naturalHeight]; };
// a document that is not closed holds the load event
const open = document.body.appendChild(document.createElement('iframe')).contentDocument; open.open();
setTimeout(async () => {
  try {
    is('others', /^Same person: 1/.test(q('#others').textContent) && q('#others a').target === '_blank' && q('#others a').getAttribute('href') === 'p001_1_bodyweight_hinge_dowel_1.html');
    choose(items[1]);
    const shot = await press('#shot'), [w] = await sized(shot);
    is('picture', shot.type === 'image/png' && w === 2 * q('#curves').clientWidth && /^p001_1_.*_bend_2_[\d.]+s\.png$/.test(names[0]) && /p001/.test(words.join()));
    const clip = await press('#clip'), made = indexed(taken.data), bytes = new Uint8Array(await clip.arrayBuffer()), read = decode(bytes), [from, to] = span(items[1]), [wide] = await sized(clip);
    is('clip', wide === 480 && read.w === 480 && bytes.length <= 1e6 && Math.abs(read.n - (to - from + .4) * 15) < 2 && Math.abs(read.seconds - read.n / 15) < .02 && /_bend_2\.gif$/.test(names[1]));
    is('last picture', made.length === read.px.length && made.every((v, k) => v === read.px[k]));
    is('as before', q('#curves').viewBox.baseVal.width === q('#curves').clientWidth && !q('#clip').disabled && Math.abs(now - items[1].t[1]) < .02);
    // on paper letters are as large as on a page of 480 pixels, and on the screen as before
    dispatchEvent(new Event('beforeprint')); const paper = q('#curves').viewBox.baseVal.width; dispatchEvent(new Event('afterprint'));
    is('paper', paper === 480 && q('#curves').viewBox.baseVal.width === q('#curves').clientWidth && q('#figure').innerHTML);
    q('#blind').click(); await press('#shot'); await press('#clip');
    is('blind', words.length && !/p001|%|°/.test(words.join()) && names.slice(2).every(n => /^recording_bend_2/.test(n)) && !q('#others'));
  } catch (e) { said.push(e.stack); }
  const pre = document.createElement('pre'); pre.textContent = said.join('|'); document.body.prepend(pre);
  open.close();
}, 500);
END
{
    sed -e "s/script-src '[^']*'/script-src 'unsafe-inline'/" -e '/^<\/body>/,$d' "$two"
    printf '<script>%s</script></body></html>' "$(cat pictures.js)"
} >hand.html
clock=real browse hand.html --enable-logging=stderr --dump-dom >dom 2>log
said=$(sed -n 's/.*<pre>\([^+]*\)<\/pre>.*/\1/p' dom)
[ "$said" = 'others|picture|clip|last picture|as before|paper|blind' ] || { echo "pictures: $said"; grep CONSOLE log; exit 1; }

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
