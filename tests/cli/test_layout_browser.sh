#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2015,SC2034,SC2086,SC2154 # browser.sh is checked by itself; it has work and takes window
# What people see first when a page is wrong: a page that is wider than the screen, a text over a text, a text that its
# frame cuts, a squeezed column, letters too small to read, a boundary that loses the keyboard. Report, sheet, list and a page of a recording
# and of a rater, of six studies, 320, 390, 768 and 1280 pixels wide, with everything open, and on paper. Skipped without
# Chromium.
# HINGE_LAYOUT=FOLDER: its HTML pages are looked at instead. HINGE_KEEP=FOLDER gets the pages, and all that was found.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
window=1400,1000
cat >look.js <<'END'
const said = [], words = e => e.textContent.replace(/\s+/g, ' ').trim().slice(0, 40), wait = ms => new Promise(f => setTimeout(f, ms));
const look = (d, W) => {
  const found = [], view = d.defaultView, style = e => view.getComputedStyle(e);
  const wide = d.documentElement.scrollWidth;
  if (wide > d.documentElement.clientWidth) {
    const beyond = [...d.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect(); return r.width && r.right > d.documentElement.clientWidth + 1; });
    found.push(`wider by ${wide - d.documentElement.clientWidth}: ${[...new Set(beyond.slice(0, 3).map(e => e.tagName + ' ' + words(e)))].join(', ')}`);
  }
  // what is folded away at this width, or for a reader of the screen alone, is no text
  const shown = e => { for (let a = e; a && a.tagName !== 'BODY'; a = a.parentElement) { const s = style(a); if (s.display === 'none' || s.visibility === 'hidden' || s.opacity === '0' || s.clipPath !== 'none' && s.position === 'absolute' || a.tagName === 'DETAILS' && !a.open && !a.firstElementChild.contains(e)) return false; } return true; };
  const numeral = e => e.matches('.vn'); // of a filled mark: a later mark covers it
  const scale = svg => svg.viewBox.baseVal && svg.viewBox.baseVal.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const texts = [...d.querySelectorAll('svg text,h1,h2,h3,td,th,p,li,figcaption,legend,summary')].filter(shown).map(e => {
    const svg = e.closest('svg'), out = svg && (svg.parentElement.closest('svg') || svg), box = [], walk = d.createTreeWalker(e, 4), range = d.createRange();
    while (walk.nextNode()) if (shown(walk.currentNode.parentElement)) { range.selectNodeContents(walk.currentNode); box.push(...range.getClientRects()); }
    return {e, svg: out, box: box.filter(r => r.width > 1 && r.height > 1), size: parseFloat(style(e).fontSize) * (out ? scale(out) : 1)};
  }).filter(t => t.box.length);
  texts.forEach((a, i) => {
    if (a.size < 10.9) found.push(`small ${a.size.toFixed(1)}: ${words(a.e)}`);
    if (!a.svg) return;
    texts.forEach((b, j) => {
      if (numeral(a.e) && numeral(b.e)) return;
      if (a === b || b.svg && j < i || a.e.contains(b.e) || b.e.contains(a.e) || b.e.contains(a.svg)) return;
      for (const p of a.box) for (const q of b.box) {
        const x = Math.min(p.right, q.right) - Math.max(p.left, q.left), y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
        if (x > 3 && y > .35 * Math.min(p.height, q.height)) found.push(`over: ${words(a.e)} x ${words(b.e)} ${Math.round(x)}x${Math.round(y)}`);
      }
    });
    const frame = a.svg.getBoundingClientRect();
    if (style(a.svg).overflow !== 'visible') for (const p of a.box)
      if (p.left < frame.left - 1.5 || p.right > frame.right + 1.5 || p.top < frame.top - 2 || p.bottom > frame.bottom + 2) found.push(`cut: ${words(a.e)}`);
  });
  for (const plot of d.querySelectorAll('svg.plot')) { // marks and their words stay beside their row
    const row = plot.parentElement.getBoundingClientRect();
    for (const e of plot.querySelectorAll('circle,use,line,text')) {
      const r = e.getBoundingClientRect();
      if (shown(e) && (r.left < row.left - 1 || r.right > row.right + 1)) found.push(`beyond its row: ${e.tagName} ${words(e)}`);
    }
  }
  for (const e of d.querySelectorAll('td,th')) if (shown(e) && e.clientWidth < 70) { // a column squeezed by others: a word a line
    const range = d.createRange();
    range.selectNodeContents(e);
    if (new Set([...range.getClientRects()].map(r => Math.round(r.top / 8))).size > 4) found.push(`squeezed: ${words(e)}`);
  }
  // text in a box that hides what does not fit
  for (const e of d.querySelectorAll('body *:not(svg *)')) if (shown(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) {
    const s = style(e);
    if (s.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 || s.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 2) found.push(`cut: ${words(e)}`);
  }
  found.push(...budgets(d, W, shown));
  return [...new Set(found)];
};
// A report is read before it is scrolled: its title, what stands above section 1, and a section, in words; text in pictures counts.
const budgets = (d, W, shown) => {
  const h1 = d.querySelector('h1'), first = d.querySelector('main section'), found = [];
  if (!h1 || !first || !d.querySelector('#h-share')) return found;
  const count = (root, until) => {
    const walk = d.createTreeWalker(root, 4);
    let n = 0;
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (until && until.compareDocumentPosition(e) & 4) break;
      if (!e.closest('script,style,title,desc') && shown(e) && !(until === null && e.closest('table,svg,figure'))) n += (walk.currentNode.data.match(e.closest('h1') && until === undefined ? /\S*[\p{L}\d]\S*/gu : /\S*\p{L}\S*/gu) || []).length;
    }
    return n;
  };
  const over = (what, n, most) => { if (n > most) found.push(`${what}: ${n}, at most ${most}`); };
  over('words of the title', count(h1), 20);
  if (W === 1280) over('words above section 1', count(d.querySelector('main'), first), 140);
  if (W === 1280) for (const s of d.querySelectorAll('main section')) if (s.querySelector('h2 span')) over('words of section ' + words(s.querySelector('h2')), count(s, null), 150);
  if (W === 1280 && !d.querySelector('main details[open]')) over('words of the report', count(d.querySelector('main')), mostWords);
  const picture = d.querySelector('.answer svg');
  if (W === 390 && picture) over('y of the first picture', Math.round(picture.getBoundingClientRect().top), 260);
  return found;
};
const keyboard = async (d, w) => { // a boundary keeps it after each step
  const first = d.querySelector('#side [data-key]');
  if (!d.querySelector('#curves') || !first) return [];
  first.click(); await wait(50);
  let grip = d.querySelector('[data-bound]');
  if (!grip) return [];
  const bound = grip.dataset.bound, from = +grip.getAttribute('aria-valuenow');
  grip.focus();
  for (let k = 0; k < 3; k++) { d.activeElement.dispatchEvent(new d.defaultView.KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, cancelable: true})); await wait(120); }
  grip = d.querySelector(`[data-bound="${bound}"]`);
  return d.activeElement === grip && +grip.getAttribute('aria-valuenow') > from ? [] : ['the boundary loses the keyboard'];
};
(async () => {
  for (const width of [320, 390, 768, 1280]) {
    const frame = document.createElement('iframe');
    frame.width = width; frame.height = 900;
    const there = new Promise(f => { frame.onload = f; });
    frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob(page), c => c.charCodeAt(0)));
    document.body.append(frame);
    await there; await wait(400);
    const d = frame.contentDocument;
    let found = [...look(d, width), ...await keyboard(d, width)];
    for (const x of d.querySelectorAll('details')) x.open = true;
    await wait(50);
    found = [...new Set([...found, ...look(d, width)])];
    found.forEach(f => said.push(width + ': ' + f));
    frame.remove();
  }
  const pre = document.createElement('pre'); pre.textContent = ['looked', ...said].join('\n') + '\n'; document.body.replaceChildren(pre);
})().catch(e => { document.body.innerHTML = '<pre></pre>'; document.body.firstChild.textContent = e.stack; });
END
looked=0
look() { # page: its findings
    {
        printf '<!DOCTYPE html><html><body><script>try { localStorage.clear() } catch {}\nconst mostWords=%d, page="' \
            "$([[ $1 = */demo-* ]] && echo 900 || echo 1300)"
        sed 's/<meta http-equiv[^>]*>//' "$1" | base64 -w0
        printf '";%s</script></body></html>' "$(cat look.js)"
    } >hand.html
    browse hand.html --virtual-time-budget=60000 --dump-dom 2>/dev/null | sed -n '/<pre>/,/<\/pre>/p' |
        sed -e 's/.*<pre>//' -e '/<\/pre>/,$d' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g' | sed '/^$/d' >said
    [ -s said ] || { echo "skipped: Chromium does not run here"; exit 77; }
    [ "$(head -n 1 said)" = looked ] || fail "$1: $(cat said)"
    looked=$((looked + 1))
    sed "1d; s|^|${1#./} |" said >>found
}
: >found
if [ -n "${HINGE_LAYOUT-}" ]; then
    cp -r "$HINGE_LAYOUT" pages
else
    mkdir pages
    make() { # study list options of hinge-report: its pages
        local in=$1
        hinge-ingest -q "$2" -o $in.h5 2>/dev/null
        hinge-analyze -q $in.h5 -o $in-r.h5 2>/dev/null && hinge-report -q $in-r.h5 --study $in.h5 "${@:3}" -o pages/$in-report.html &&
            hinge-report -q $in-r.h5 --study $in.h5 --sheet --participant "$(hinge-table trials $in-r.h5 --columns participant --format csv | sed -n "2s|,.*||p")" -o pages/$in-sheet.html &&
            hinge-view -q $in.h5 $in-r.h5 -o $in-recordings 2>/dev/null && hinge-view -q $in.h5 $in-r.h5 --rate-as a -o pages/$in-rate.html || fail "$in: no pages"
        cp $in-recordings/index.html pages/$in-index.html
        cp "$(find $in-recordings -name '*_1.html' | sort | head -n 1)" pages/$in-recording.html
    }
    # two groups on two days; three groups, two cues; telephones; one person's visits; five cues, long names; the demo; few bends that count
    hinge-plan -q --groups sedentary:6,trained:6 --cues none --sessions 2 --reps 3 --name '{participant}/{session}_{cue}_{trial}.trc' -o two
    hinge-simulate -q --list two/trials.csv --format trc-b --rate 20 --seed 8 -o two && make two two/trials.csv
    hinge-plan -q --groups office_workers_sitting:4,dancers:4,warehouse:4 --cues none,dowel --reps 3 --name '{participant}/{cue}_{trial}.trc' -o three
    sed 's/,office_workers_sitting,/,sedentary,/; s/,\(dancers\|warehouse\),/,trained,/' three/trials.csv >list.csv
    hinge-simulate -q --list list.csv --format trc-b --rate 20 --seed 3 -o three && make three three/trials.csv
    hinge-simulate -q -n 6 --reps 3 --seed 4 --format csv-mediapipe --rate 30 --cue none --cue dowel -o phones && make phones phones/trials.csv
    hinge-plan -q --groups one:1 --cues none --sessions 3 --reps 5 --name '{participant}/{session}_{cue}_{trial}.trc' -o one
    sed 's/,one,/,trained,/' one/trials.csv >list.csv
    hinge-simulate -q --list list.csv --format trc-b --rate 30 --seed 5 -o one && make one one/trials.csv
    hinge-simulate -q -n 5 --reps 3 --seed 6 --format trc-a --rate 20 --cue none --cue dowel --cue wall_tap --cue soften_knees --cue band_pull -o five 2>/dev/null &&
        sed 's/,p00\([1-5]\),/,participant-\1-of-the-long-names,/' five/trials.csv >five/long.csv && make five five/long.csv
    make demo "$HINGE_ROOT/datasets/cohort/trials.csv"
    hinge-simulate -q -n 2 --reps 2 --seed 7 --format csv-coco --rate 30 --cue none -o few && make few few/trials.csv
fi
for page in pages/*.html; do look "$page"; done
# on paper no page has a few lines alone
for page in pages/*-report.html pages/*-sheet.html pages/*-rate.html; do
    [ -e "$page" ] && command -v pdftotext >/dev/null || continue
    browse "$page" --no-pdf-header-footer --print-to-pdf=page.pdf >/dev/null 2>&1
    pdftotext -layout page.pdf - | awk -v page="${page#pages/}" 'BEGIN { RS = "\f" }
        { lines = 0; n = split($0, line, "\n"); for (i = 1; i <= n; i++) lines += line[i] ~ /[^ ]/ }
        lines > 0 { pages++ }
        lines > 0 && lines < 10 { few = few "pages/" page " on paper: " lines " lines on page " NR "\n" }
        END { if (pages > 1) printf "%s", few }' >>found
done
[ -z "${HINGE_KEEP-}" ] || cp -r pages found "$HINGE_KEEP"
[ "$looked" -gt 0 ] || fail "no page was looked at"
[ ! -s found ] || fail "$(wc -l <found) findings on $looked pages: $(cut -c1-160 found | head -n 40)"
