#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC1091,SC2034,SC2154 # browser.sh is checked by itself; it has work and takes window
# Corrections on a page of hinge-view, by keys and pointer: boundaries keep order, frames and 5 of them; undo and redo; a bend that
# is excluded with a reason, one that is added, the blind switch. The list has them, too. The values of the page are then those of hinge-analyze on the saved
# rows, to 0.01 points, 0.01 degrees and 1 ms, for spine markers, pelvis and thorax markers, phones. Skipped without Chromium.
set -uo pipefail
. "$HINGE_ROOT/tests/cli/browser.sh"
window=1366,768
# on a busy machine Chromium may end before the script: once more
again() { [ -n "${HINGE_TRY-}" ] || { cd "$HINGE_ROOT" && rm -rf "$work"; HINGE_TRY=again exec bash "$HINGE_ROOT/tests/cli/test_edit_browser.sh"; }; }
fail() { again; echo "$*"; exit 1; }
typed() { # file: its text after the script
    browse "$1" --dump-dom 2>/dev/null | sed -n '/<pre>/,/<\/pre>/p' |
        sed -e 's/.*<pre>//' -e '/<\/pre>/,$d' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g'
}
# a copy without the policy takes what a hand would do; it has the page's place in the folder. What pages keep goes from one to the
# next by kept.json: Chromium may end before it wrote its profile
hand() { # page script
    {
        printf '<!DOCTYPE html><script>localStorage.clear();Object.assign(localStorage,%s)</script>' "$(cat kept.json)"
        sed -e 's/<meta http-equiv[^>]*>//' -e '/^<\/body>/,$d' "$1"
        printf '<script>%s</script></body></html>' "$(cat tools.js "$2")"
    } >hand.html
    typed hand.html >all.txt
    sed -n 's/^kept //p' all.txt >kept.new
    [ -s kept.new ] && mv kept.new kept.json
    grep -v '^kept ' all.txt
}
echo '{}' >kept.json
cat >tools.js <<'END'
Element.prototype.setPointerCapture = () => {};
HTMLAnchorElement.prototype.click = () => {};
let blob;
URL.createObjectURL = b => { blob = b; return '#'; };
const q = s => document.querySelector(s), said = [];
const key = (k, more = {}) => (more.on || document.body).dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true, cancelable: true, ...more}));
const click = s => q(s).dispatchEvent(new MouseEvent('click', {bubbles: true}));
const pointer = (on, kind, x) => on.dispatchEvent(new PointerEvent(kind, {clientX: x, clientY: 5, bubbles: true, pointerType: 'mouse', pointerId: 1}));
const wait = (ms = 100) => new Promise(f => setTimeout(f, ms));
const is = (what, yes) => said.push(yes ? what : 'not ' + what);
const at = (bend, k) => +q(`[data-bound="${bend} ${k}"]`).getAttribute('aria-valuenow');
const drag = async (bend, k, by) => { // pixels
  const grip = q(`[data-bound="${bend} ${k}"]`), x = +grip.querySelector('circle').getAttribute('cx') + q('#curves').getBoundingClientRect().left;
  pointer(grip, 'pointerdown', x); pointer(q('#curves'), 'pointermove', x + by); await wait(50); pointer(q('#curves'), 'pointerup', x + by);
};
const METRIC = {'From the spine': 'lumbar_fraction', 'Lumbar flexion': 'lumbar_excursion_deg', 'Hip flexion': 'hip_excursion_deg', 'Depth': 'total_excursion_deg',
  'Trunk lean': 'trunk_excursion_deg', 'Knee flexion': 'knee_excursion_deg', 'Descent': 'duration_s'};
const values = () => items.filter(r => r.use).flatMap(r => Object.entries(liveValues(r)).filter(([k]) => METRIC[D.values[k].name])
  .map(([k, v]) => `value ${r.t[0]} ${METRIC[D.values[k].name]} ${v == null ? 'none' : v}`));
const tell = lines => { const pre = document.createElement('pre'); pre.textContent = [...lines, 'kept ' + JSON.stringify(localStorage), ''].join('\n'); document.body.replaceChildren(pre); };
END
cat >edit.js <<'END'
const hand = async () => {
  await wait(500);
  is('nothing changed', q('#save').disabled && q('#undo').disabled);
  const was = at(2, 1), text = snapshot();
  await drag(2, 1, 30);
  is('drag', at(2, 1) > was && Math.abs((at(2, 1) - F0) * HZ - Math.round((at(2, 1) - F0) * HZ)) < .01);
  is('old place', q('#curves .was'));
  key('z', {ctrlKey: true});
  is('undo', snapshot() === text && q('#save').disabled);
  await drag(2, 1, 0); // a grip that was only touched is no step: redo stays
  key('y', {ctrlKey: true});
  is('redo', at(2, 1) > was);
  await drag(2, 0, 2000);
  is('five frames', Math.round((at(2, 1) - at(2, 0)) * HZ) === 4);
  key('z', {ctrlKey: true});
  await drag(2, 3, 4000);
  is('not into the next', at(2, 3) <= at(3, 0) + 1e-6);
  for (let i = 0; i < 3; i++) key('ArrowLeft', {on: q('[data-bound="2 3"]')}); // a rest that is too short for a mean
  seek(items[0].t[1] + .25); key('['); // a hold of which a mean takes half
  is('short hold', Math.abs(at(1, 2) - at(1, 1) - .25) < 1 / HZ);
  for (let i = 0; i < 3; i++) key('ArrowLeft', {on: q('[data-bound="1 0"]')});
  is('arrows', Math.abs(items[0].was[0] - at(1, 0) - 3 / HZ) < 1e-3);
  seek(items[2].t[2] + 6 / HZ); choose(items[1], null, false); // the nearest of all bends
  key('[');
  is('bracket', Math.abs(at(3, 2) - items[2].was[2] - 6 / HZ) < 1e-3);
  // the last bend is excluded with a reason, taken back, excluded again
  choose(items[items.length - 1]); key('x');
  is('excluded', !item.use && q('#why').value === 'not a bend');
  q('#why').value = 'points jump, "badly"'; q('#why').dispatchEvent(new Event('change', {bubbles: true}));
  // one that was missed, and where there is none
  const missed = items.splice(3, 1)[0];
  const words = () => q('#saved').textContent, none = (add(F0 + .5), words());
  add(items[0].t[1]); add((items[0].t[0] + items[0].t[1]) / 2);
  is('no bend', /No bend is seen/.test(none) && /^Bend 1 is here already/.test(words()));
  q('#blind').click();
  choose(items[1], items[1].faults[0]); choose(null, null, false);
  is('blind', fault == null && !/%|p001|cue/.test(q('header').textContent + q('#side').textContent + document.title) && ![...document.querySelectorAll('#curves text')].some(t => /%|\d$/.test(t.textContent) && !t.matches('.lab')));
  q('#curves').dispatchEvent(new MouseEvent('dblclick', {bubbles: true, clientX: xOf(missed.t[1]) + q('#curves').getBoundingClientRect().left}));
  await wait();
  is('added', items.filter(r => r.added).length === 1);
  q('#blind').click();
  is('seen', /p001/.test(q('#finding').textContent));
  setView(F0, END); zoom(.5, 5); is('zoom', Math.abs(view[1] - view[0] - (END - F0) / 2) < .01);
  q('#fit').click(); is('whole', view[1] - view[0] === END - F0);
  const films = names => { const t = new DataTransfer(); names.forEach(n => t.items.add(new File(['no film'], n, {type: 'video/mp4'}))); q('#file').files = t.files; q('#file').dispatchEvent(new Event('change')); return q('#video').dataset.name; };
  is('no film', !films(['a.mp4', 'b.mp4']) && /^No film here has/.test(q('#again').textContent));
  is('by name', films(['a.mp4', stemOf(D.row[0]).toUpperCase() + '.MOV']) === stemOf(D.row[0]).toUpperCase() + '.MOV');
  films(['side.mp4']); // a film beside the points, and how far apart their clocks are
  q('#vf').click();
  is('film', !q('#video').hidden && q('#match').hidden === false && /0\.03 s/.test(q('#voff').textContent) && JSON.parse(localStorage.getItem(KEY + ':film')).name === 'side.mp4');
  const reps = [...D.reps];
  choose(items[1]); is('old faults', q('#side .fault.old') && !q('#side .fault:not(.old)'));
  is('other bends', q('#curves .other') && !q('#curves .spread'));
  for (let i = 0; i < 13; i++) D.reps.push({...D.reps[0], n: 100 + i});
  choose(items[1]);
  const band = q('#curves .spread').getAttribute('d').match(/-?[\d.]+/g).map(Number), high = q('#curves .other').getAttribute('d').match(/-?[\d.]+/g).map(Number);
  is('median and band', band.length === 2 * high.length && high.every((v, i) => i % 2 ? v >= band[i] - .1 && v <= band[band.length - i] + .1 : Math.abs(v - band[i]) < .2));
  D.reps.splice(0, Infinity, ...reps);
  is('kept', /^\d+ corrections, kept in this browser, not saved yet/.test(q('#saved').textContent));
  q('#save').click(); await wait();
  tell([said.join('|'), ...values(), 'rows', await blob.text()]);
};
hand().catch(e => { tell([said.join('|') + ' ' + e.stack]); });
END
cat >floor.js <<'END'
setTimeout(async () => { // a lift from the floor goes up first
  const missed = items.splice(1, 1)[0];
  add((missed.t[3] + missed.t[0]) / 2);
  const added = items.find(r => r.added), [down, low, up, high] = added ? added.t : [];
  is('added', up < high && high <= down && down < low);
  await drag(3, 2, 12); is('drag', at(3, 2) > items[2].was[2] && at(3, 2) <= at(3, 3));
  q('#save').click(); await wait();
  tell([said.join('|'), ...values(), 'rows', await blob.text()]);
}, 500);
END
cat >cost.js <<'END'
setTimeout(async () => { // a grip keeps the keyboard; what an exclusion costs is said at once, and not whom under Blind
  choose(items[0]); await wait();
  q('[data-bound="1 1"]').focus();
  const from = at(1, 1), high = q('#stage').clientHeight;
  for (let i = 0; i < 3; i++) { key('ArrowRight', {on: document.activeElement}); await wait(300); }
  is('keyboard', document.activeElement.dataset.bound === '1 1' && Math.abs(at(1, 1) - from - 3 / HZ) < 1e-3);
  is('height', q('#stage').clientHeight === high && q('#saved').textContent);
  exclude(items[0]); is('free', !/Only/.test(q('#saved').textContent));
  exclude(items[1]); said.push(q('#saved b').textContent);
  q('#blind').click(); keep(); is('blind', /the participant leaves/.test(q('#saved').textContent) && !/p001/.test(q('#saved').textContent)); q('#blind').click();
  exclude(items[2]); exclude(items[3]); said.push(q('#saved b').textContent);
  while (past.length) undo();
  is('back', !q('#saved').textContent);
  tell([said.join('|')]);
}, 500);
END
cat >apply.js <<'END'
setTimeout(async () => { const open = q('#stale').open; q('#apply').click(); await wait();
  const excluded = D.rejected.filter(r => r.number); // its times are known, and come back with it
  tell([[open, q('#stale').open, items.filter(changed).length > 0, excluded.length === 1 && excluded[0].t.length === 4 && !excluded[0].t.includes(null)].join('|')]); }, 500);
END
cat >look.js <<'END'
setTimeout(() => tell([`${q('#stale').open}|${items.filter(changed).length}|${q('#saved').textContent}|${Object.keys(localStorage).filter(k => k === KEY).length}`, ...values()]), 500);
END
cat >list.js <<'END'
setTimeout(async () => {
  const n = q('#kl').textContent.split(':'), shown = () => document.querySelectorAll('#list li').length, find = q('#find');
  q('#save').click(); await wait();
  find.value = 'p002'; find.dispatchEvent(new Event('input', {bubbles: true}));
  const one = q('#count').textContent, left = shown();
  find.value = ''; find.dispatchEvent(new Event('input', {bubbles: true}));
  tell([[n[0], q('#kl a') && +n[1] > 4, one, left, shown()].join('|'), await blob.text()]);
}, 300);
END
cat >compare.awk <<'AWK'
BEGIN { FS = "," }
FNR == NR { if (/^value /) { split($0, v, " "); n++; start[n] = v[2]; metric[n] = v[3]; page[n] = v[4] } next }
FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
$c["participant"] == "p001" && $c["cue"] == "none" && $c["phase"] == "descent" {
    for (k = 1; k <= n; k++) if (($c["start_s"] - start[k]) ^ 2 < 4e-6) {
        seen++
        there = $c[metric[k]]; times = metric[k] == "lumbar_fraction" ? 100 : 1; near = metric[k] == "duration_s" ? .001 : .01
        if (there == "" ? page[k] != "none" : page[k] == "none" || (page[k] - times * there) ^ 2 > near ^ 2) { bad = 1; print start[k], metric[k], "page", page[k], "analysis", times * there }
    }
}
END { if (bad || seen != n || n < 6) { print seen + 0 " of " n " values compared"; exit 1 } }
AWK
expected='nothing changed|drag|old place|undo|redo|five frames|not into the next|short hold|arrows|bracket|excluded|no bend|blind|added|seen|zoom|whole|no film|by name|film|old faults|other bends|median and band|kept'
compare() { # hinge-analyze on the rows that a page saved
    sed '1,/^rows$/d' said >events.csv
    hinge-analyze -q study.h5 --events events.csv -o again.h5 || fail "$kind: $(cat events.csv)"
    hinge-table reps again.h5 --format csv --columns all >table.csv
    awk -f compare.awk said table.csv || fail "$kind: the page has other values than the analysis of its rows"
}
id=p001_1_deadlift_floor_none_1
kind=floor
costs='Only 2 of the 3 bends that a recording needs are left: this recording will not count; with it p001 leaves the comparison.|blind|No usable bend is left: this recording will not count; with it p001 leaves the comparison.'
hinge-simulate -q -n 1 --reps 4 --seed 5 --rate 50 --format trc-a --task deadlift_floor --cue none -o cohort && hinge-ingest -q cohort/trials.csv -o study.h5 &&
    hinge-analyze -q study.h5 -o results.h5 && hinge-view -q study.h5 results.h5 -o $kind || exit 1
for window in 1280,900 1366,768; do
    hand $kind/$id.html cost.js >costs
    [ -s costs ] || { again; echo "skipped: Chromium does not run here"; exit 77; }
    [ "$(head -n 1 costs)" = "keyboard|height|free|$costs|back" ] || fail "$window: $(head -n 3 costs)"
done
hand $kind/$id.html floor.js >said
[ -s said ] || { again; echo "skipped: Chromium does not run here"; exit 77; }
[ "$(head -n 1 said)" = 'added|drag' ] || fail "$kind by hand: $(head -n 3 said)"
compare
id=p001_1_bodyweight_hinge_none_1
for kind in trc-a trc-b phone; do
    format=$kind; rate=60
    [ $kind = phone ] && format=csv-mediapipe && rate=30
    rm -rf cohort events.csv
    hinge-simulate -q -n 2 --reps 5 --seed 5 --rate $rate --format $format --cue none -o cohort && hinge-ingest -q cohort/trials.csv -o study.h5 &&
        hinge-analyze -q study.h5 -o results.h5 && hinge-view -q study.h5 results.h5 -o $kind || exit 1
    hand $kind/$id.html edit.js >said
    [ -s said ] || { again; echo "skipped: Chromium does not run here"; exit 77; }
    [ "$(head -n 1 said)" = "$expected" ] || fail "$kind by hand: $(head -n 3 said)"
    compare
    [ $kind = trc-b ] && continue
    # the list names them, and saves the same file
    hand $kind/index.html list.js >said
    [ "$(head -n 1 said)" = "p001, no cue|true|1 of 2|1|2" ] || fail "$kind in the list: $(cat said)"
    sed 1d said | sed '/^$/d' | diff - <(sed '/^$/d' events.csv) || fail "$kind: the list saves another file"
    # the same results: the corrections are there again; results that have them: nothing is a change any more
    hand $kind/$id.html look.js >said
    grep -q '^false|[1-9].*, not saved yet|1$' said || fail "$kind again: $(cat said)"
    if [ $kind = phone ]; then # after a file was saved, too
        hand $kind/index.html list.js >said
        hand $kind/$id.html look.js >said
        grep -q '^false|[1-9].*in this browser; saved|1$' said || fail "$kind saved: $(head -n 1 said)"
    fi
    # other results without them: the page asks
    printf 'trial,rep,exclude\n%s,2,yes\n' $id >other.csv
    hinge-analyze -q study.h5 --events other.csv -o other.h5 && hinge-view -q study.h5 other.h5 --events other.csv -o $kind-other || exit 1
    hand $kind-other/$id.html apply.js >said
    [ "$(head -n 1 said)" = 'true|false|true|true' ] || fail "$kind with other results: $(cat said)"
    hinge-view -q study.h5 again.h5 --events events.csv -o $kind-again || exit 1
    hand $kind-again/$id.html look.js >said
    grep -q '^false|0||0' said || fail "$kind with its rows: $(cat said)"
done
head -n 1 events.csv | grep -qx 'file,trial,rep,desc_start_s,desc_end_s,asc_start_s,asc_end_s,exclude,task,why,blind' || fail "$(cat events.csv)"
grep -q '"points jump, ""badly"""' events.csv || fail "no reason: $(cat events.csv)"
grep -q ',yes$' events.csv || fail "nothing is blind: $(cat events.csv)"
