#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/film/stickers.js on pictures drawn now: six discs that move are followed within half a pixel, one that falls is empty, a disc of
# the wall is never taken, skin is refused. Skipped without node.
set -uo pipefail
command -v node >/dev/null || { echo "skipped: needs node" && exit 77; }
node - "$HINGE_ROOT/scripts/film/stickers.js" <<'E2'
const S = require(process.argv[2]), W = 300, H = 960, N = 60, NAMES = ['C7', 'L1', 'L5', 'trochanter', 'knee', 'ankle'], R = 4;
const at = (n, t) => { const i = NAMES.indexOf(n), u = (1 - Math.cos(2 * Math.PI * t / N)) / 2; return {x: 150 - u * 12 * Math.max(0, 4 - i) * 1.5, y: 200 + 120 * i + u * 10 * Math.max(0, 4 - i), fallen: n === 'L1' && t >= 30}; };
const draw = (t, colour) => {
  const d = new Uint8ClampedArray(4 * W * H).fill(255);
  let seed = 7 + t;
  for (let i = 0; i < W * H; i++) { seed = seed * 16807 % 2147483647; const v = seed % 9 - 4; d[4 * i] = 190 + v; d[4 * i + 1] = 150 + v; d[4 * i + 2] = 125 + v; }
  const discs = NAMES.map(n => at(n, t)).filter(p => !p.fallen).concat({x: 60, y: 330});
  for (const p of discs) for (let y = Math.floor(p.y) - 6; y < p.y + 7; y++) for (let x = Math.floor(p.x) - 6; x < p.x + 7; x++) {
    const m = Math.max(0, Math.min(1, R + .5 - Math.hypot(x - p.x, y - p.y))), j = 4 * (y * W + x);
    for (let c = 0; c < 3; c++) d[j + c] = d[j + c] * (1 - m) + colour[c] * m;
  }
  return d;
};
const clicks = NAMES.map(n => ({frame: 0, name: n, x: Math.round(at(n, 0).x), y: Math.round(at(n, 0).y)})), pink = [250, 50, 150], wrong = [];
if (!S.learn(draw(0, [195, 158, 130]), W, H, clicks).refused) wrong.push('a colour like skin is not refused');
const model = S.learn(draw(0, pink), W, H, clicks);
if (model.refused) wrong.push(model.refused);
const frames = Array.from({length: N}, (_, t) => S.detect(draw(t, pink), W, H, model).blobs), {tracks, asks} = S.associate(frames, H, 30, model, clicks);
let given = 0;
for (const n of NAMES) tracks[n].forEach((p, t) => {
  const q = at(n, t);
  if (p && (q.fallen ? t > 31 : Math.hypot(p.x - q.x, p.y - q.y) > .5)) wrong.push(`${n} at ${t}: ${p.x.toFixed(1)}, ${p.y.toFixed(1)}`);
  given += !!p;
});
if (given < .95 * (N * 6 - 30)) wrong.push(`${given} places of ${N * 6 - 30}`);
if (asks.length !== 1 || asks[0].name !== 'L1') wrong.push(`questions: ${JSON.stringify(asks)}`);
if (JSON.stringify(S.associate(frames, H, 30, model, clicks).tracks) !== JSON.stringify(tracks)) wrong.push('not the same twice');
if (wrong.length) { console.log(wrong.join('\n')); process.exit(1); }
E2
