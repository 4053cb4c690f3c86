/* The body of a recording D from the side: its frames, its points, its drawing. */
const T = D.pieces.flatMap(([from, n]) => Array.from({length: n}, (_, i) => from + i / D.rate_hz)), N = T.length;
const unpack = (data, step, n = N) => { // half bytes in base64: how far a value is from where the two before it point; 0 is missing
  const bytes = atob(data), out = new Float32Array(n);
  for (let i = 0, at = 0, last = 0, trend = 0; i < n; i++) {
    let z = 0, shift = 0, half;
    do { half = bytes.charCodeAt(at >> 1) >> (at++ & 1) * 4 & 15; z |= (half & 7) << shift; shift += 3; } while (half > 7);
    if (z--) { trend += z >> 1 ^ -(z & 1); last += trend; }
    out[i] = z < 0 ? NaN : last * step;
  }
  return out;
};
const P = D.points.map(p => ({...p, x: unpack(p.x, 1), y: unpack(p.y, 1)}));
const before = time => { // the last stored frame that is not later
  let a = 0, b = N;
  while (b - a > 1) { const m = a + b >> 1; if (T[m] > time + 1e-6) b = m; else a = m; }
  return a;
};
const nearest = time => { const a = before(time); return a + 1 < N && T[a + 1] - time < time - T[a] ? a + 1 : a; };
const spot = (q, a, w) => { // a point between frames a and a + 1, or the mean of several
  if (Array.isArray(q)) return q.map(k => spot(k, a, w)).reduce((s, v) => [s[0] + v[0] / q.length, s[1] + v[1] / q.length], [0, 0]);
  return [P[q].x, P[q].y].map(v => w ? v[a] * (1 - w) + v[a + 1] * w : v[a]);
};
const range = k => P.flatMap(p => [...p[k]]).filter(v => v === v).reduce((m, v) => [Math.min(m[0], v), Math.max(m[1], v)], [0, 1]);
const BOX = {x: range('x'), y: range('y')};
for (const p of D.props) BOX.x[0] = Math.min(BOX.x[0], p.x - 80);
let scale, X, Y, tall; // pixels of a step, of a place; height of the person
const fit = (w, h) => {
  scale = Math.min((w - 24) / (BOX.x[1] - BOX.x[0]), (h - 30) / (BOX.y[1] - BOX.y[0]));
  X = x => r1(w / 2 + (x - (BOX.x[0] + BOX.x[1]) / 2) * scale);
  Y = y => r1(h - 20 - (y - BOX.y[0]) * scale);
  tall = BOX.y[1] * scale;
};
const WIDE = {pelvis: .03, lumbar: .022, thorax: .03, trunk: .03, leg: .018, far: .013, dowel: .012};
const outline = (points, a, w) => points.map(q => spot(q, a, w)).filter(([x, y]) => x === x && y === y).map(([x, y]) => X(x) + ' ' + Y(y)).join('L');
const figure = (a, w, ghost) => D.parts.map(([part, points, closed, between]) => {
  const d = outline(points, a, w), wide = r1(Math.max(1.5, (closed ? .009 : WIDE[part] || .007) * tall));
  return d && path(ghost || `part ${part}${closed ? ' closed' : ''}${between ? ' between' : ''}`, 'M' + d + (closed ? 'Z' : ''), {'stroke-width': ghost ? null : wide});
});
