// SPDX-License-Identifier: GPL-3.0-or-later
/* Stickers of one colour in a film. In: pictures as getImageData gives them (red, green, blue, alpha) and clicks; out: for each
 * sticker a place or null per picture. learn: clicks of one picture -> the colour; detect: a picture -> blobs of the colour;
 * associate: the blobs of all pictures and the clicks -> tracks and questions. Pictures are not kept. Nothing is filled in: a sticker
 * that is covered, cut by the edge, run into its colour or contradicted by its neighbours has no place.
 * node scripts/film/stickers.js WIDTH HEIGHT RATE CLICKS.csv <rgb24 >points.csv; clicks are picture,name,x,y (x and y empty: not to be seen). */
'use strict';
const STICKERS = (() => {
  const ORDER = ['C7', 'T3', 'T8', 'T12', 'L1', 'L3', 'L5', 'S1', 'ASIS', 'trochanter', 'knee', 'ankle', 'heel', 'toe'];
  const STANDING = {6: ['C7', 'L1', 'L5', 'trochanter', 'knee', 'ankle'], 7: ['C7', 'T8', 'L1', 'L5', 'trochanter', 'knee', 'ankle']};
  const TRUNK = ORDER.slice(0, 8), LEAST_CONTRAST = 3, GOOD_CONTRAST = 4.5, LEAST_PX = 6, REACH = 1.6, FAINT = .5, GRID = 24, CUT = .28;
  const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]), apart = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);
  const mean = a => [0, 1, 2].map(c => a.reduce((s, p) => s + p[c], 0) / a.length), range = (a, b) => Array.from({length: Math.max(0, b - a)}, (_, i) => a + i);
  const median = a => { const s = Array.from(a).sort((p, q) => p - q), n = s.length; return n ? (s[n - 1 >> 1] + s[n >> 1]) / 2 : NaN; };
  const inverse = ([[a, b, c], [d, e, f], [g, h, i]]) => { const D = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g); return [[e * i - f * h, c * h - b * i, b * f - c * e], [f * g - d * i, a * i - c * g, c * d - a * f], [d * h - e * g, b * g - a * h, a * e - b * d]].map(r => r.map(v => v / D)); };
  const root = V => { const a = Math.sqrt(V[0][0]), b = V[0][1] / a, c = V[0][2] / a, e = Math.sqrt(V[1][1] - b * b), h = (V[1][2] - b * c) / e; return [a, b, c, e, h, Math.sqrt(V[2][2] - c * c - h * h)]; }; // |root u|² = u'Vu
  const grid = (d, W, H) => { const g = []; for (let y = GRID; y < H; y += GRID) for (let x = GRID; x < W; x += GRID) { const i = 4 * (y * W + x); g.push(d[i] + d[i + 1] + d[i + 2]); } return g; };
  const local = (p, A, B) => { const ux = B.x - A.x, uy = B.y - A.y, D = ux * ux + uy * uy, vx = p.x - A.x, vy = p.y - A.y; return [(vx * ux + vy * uy) / D, (ux * vy - uy * vx) / D]; };
  const global = (z, A, B) => ({x: A.x + z[0] * (B.x - A.x) - z[1] * (B.y - A.y), y: A.y + z[0] * (B.y - A.y) + z[1] * (B.x - A.x)});

  /* What the clicked stickers look like, and whether they can be followed: `refused` in words, else "", `doubt` likewise. Contrast is
   * in standard deviations of the sticker's own colour, from what surrounds it. */
  const learn = (d, W, H, clicks) => {
    const at = (x, y) => { const i = 4 * (Math.max(0, Math.min(H - 1, Math.round(y))) * W + Math.max(0, Math.min(W - 1, Math.round(x)))); return [d[i], d[i + 1], d[i + 2]]; };
    const ring = (x, y, r) => { const n = Math.max(8, Math.round(6 * r)); return range(0, n).map(i => at(x + r * Math.cos(2 * Math.PI * i / n), y + r * Math.sin(2 * Math.PI * i / n))); };
    const one = clicks.map(({x, y}) => {
      const f = mean([-1, 0, 1].flatMap(j => [-1, 0, 1].map(i => at(x + i, y + j)))), dist = range(1, Math.ceil(Math.max(8, H / 40))).map(r => median(ring(x, y, r).map(p => far(p, f)))), top = Math.max(...dist);
      let R = 1;
      while (R < dist.length && dist[R - 1] < .6 * top) R++;
      return {x, y, f, R, top};
    });
    const mid = [0, 1, 2].map(c => median(one.map(o => o.f[c]))), R = median(one.map(o => o.R)), fg = [], bg = [];
    for (const o of one.filter(k => far(k.f, mid) <= 70)) { // else clicked beside a sticker, or one of another colour
      for (let r = 1.8 * R + 1.5; r < 4.5 * R + 5; r += 1.5) bg.push(...ring(o.x, o.y, r).filter(p => far(p, o.f) > .4 * o.top));
      for (let j = -R; j <= R; j++) for (let i = -R; i <= R; i++) { const p = at(o.x + i, o.y + j); if (far(p, o.f) < .3 * o.top) fg.push(p); }
    }
    // a colour's shade varies more than its hue: distances are in its own spread, and a pixel half covered is half as far as what is behind
    const f = mean(fg), V = inverse([0, 1, 2].map(i => [0, 1, 2].map(j => fg.reduce((s, p) => s + (p[i] - f[i]) * (p[j] - f[j]), 0) / fg.length + (i === j ? 60 : 0))));
    const q = p => { const u = p[0] - f[0], v = p[1] - f[1], w = p[2] - f[2]; return Math.sqrt(V[0][0] * u * u + V[1][1] * v * v + V[2][2] * w * w + 2 * (V[0][1] * u * v + V[0][2] * u * w + V[1][2] * v * w)); };
    const ds = bg.map(q).sort((a, b) => a - b), D = ds.length ? ds[Math.floor(.15 * ds.length)] : 0, model = {L: root(V), f, D, contrast: D, R, grid: grid(d, W, H), area: 0, refused: '', doubt: ''};
    const all = D > 0 ? detect(d, W, H, model, true).blobs : [];
    model.found = clicks.map(c => all.map(b => [apart(b, c), b]).sort((a, b) => a[0] - b[0])[0]).map(n => n && n[0] < Math.max(4, 2 * R) ? n[1] : null);
    model.area = median(model.found.filter(Boolean).map(b => b.area));
    const areas = model.found.filter(Boolean).map(b => b.area).sort((a, b) => b - a), px = 2 * Math.sqrt((areas[1] || areas[0] || 0) / Math.PI); // of half balls less is seen
    if (!(D >= LEAST_CONTRAST) || !(model.area > 0)) model.refused = 'This colour does not stand out from what is around it. Use stickers of a colour that is nowhere else in the picture: pink or green. Film nearer and in more light.';
    else if (px < LEAST_PX - (clicks.length > 3 ? .4 : 2)) model.refused = `The sticker is ${px.toFixed(1)} pixels across, and ${LEAST_PX} are needed. Film nearer, or with 1080p, or use larger stickers.`;
    else if (like(d, W, H, model) > 40 * model.area) model.doubt = 'A part of the picture is of nearly this colour. Before it the stickers are not seen, and their places are left empty. Choose another place to film, or another colour.';
    else if (D < GOOD_CONTRAST) model.doubt = 'The colour is near to what is around it: look at the result with care. Pink or green stickers are seen better.';
    return model;
  };

  /* Pixels of the colour: before them a sticker has no contrast. Every third is looked at. */
  const like = (d, W, H, m) => {
    const [a, b, c, e, h, l] = m.L;
    let n = 0;
    for (let y = 0; y < H; y += 3) for (let x = 0; x < W; x += 3) { const j = 4 * (y * W + x), u = d[j] - m.f[0], v = d[j + 1] - m.f[1], w = d[j + 2] - m.f[2]; if (Math.hypot(a * u + b * v + c * w, e * v + h * w, l * w) < LEAST_CONTRAST) n += 9; }
    return n;
  };

  /* Blobs of the colour with the middle of what they cover, as bright as the film is now. A small sticker that moves is mixed with what
   * is behind it, so nothing is asked of a colour alone: a blob is nearer to the colour than all around it, and each of its pixels counts
   * by its place between what is around it there and the sticker. What a blob covers in all stays when it is smeared. */
  let room = null, marks = null, rims = null;
  const detect = (d, W, H, m, any) => {
    const n = W * H, now = grid(d, W, H), k = 1 / median(now.map((v, i) => v / Math.max(1, m.grid[i]))), [f0, f1, f2] = m.f, [a, b, c, e, h, l] = m.L;
    const step = Math.max(1, Math.min(4, Math.floor(m.R / 1.5))), w2 = Math.floor(W / step), h2 = Math.floor(H / step), far2 = (REACH * m.D) ** 2, most = any ? 4e3 : Math.min(4e3, 12 * m.area + 60);
    if (!marks || marks.length !== n) { marks = new Int32Array(n); rims = new Int32Array(n); } else { marks.fill(0); rims.fill(0); }
    if (!room || room.length !== w2 * h2) room = new Float32Array(w2 * h2);
    const coarse = room, mark = marks, ro = Math.max(4, 1.7 * m.R + 2), round = range(0, 8).map(i => [Math.round(ro * Math.cos(Math.PI * i / 4)), Math.round(ro * Math.sin(Math.PI * i / 4))]), seeds = [];
    const q = i => { const j = 4 * i, u = d[j] * k - f0, v = d[j + 1] * k - f1, w = d[j + 2] * k - f2, s = a * u + b * v + c * w, t = e * v + h * w, z = l * w; return s * s + t * t + z * z; }, of = (x, y) => x < 0 || y < 0 || x >= W || y >= H ? 1e9 : q(y * W + x);
    for (let y = 0, o = 0; y < h2; y++) for (let x = 0, i = y * step * W; x < w2; x++, i += step, o++) coarse[o] = q(i);
    for (let y = 1; y < h2 - 1; y++) for (let i = y * w2 + 1, end = i + w2 - 2; i < end; i++) {
      const v = coarse[i];
      if (!(v < far2) || v > coarse[i - 1] || v >= coarse[i + 1] || v > coarse[i - w2] || v >= coarse[i + w2]) continue;
      const x = step * (i - y * w2), than = Math.max(4, 2.25 * v);
      let more = 0;
      for (const [s, t] of round) if (of(x + s, y * step + t) > than) more++;
      if (more > 4) seeds.push([v, y * step * W + x]);
    }
    seeds.sort((s, t) => s[0] - t[0] || s[1] - t[1]);
    const white = (i, o) => { const j = 4 * i, u = d[j] * k - f0, v = d[j + 1] * k - f1, w = d[j + 2] * k - f2; o[0] += a * u + b * v + c * w; o[1] += e * v + h * w; o[2] += l * w; o[3]++; };
    const blobs = [], o = [0, 0, 0, 0], z = [0, 0, 0, 1], four = [z, z, z, z, z];
    let id = 0;
    for (const [v, seed] of seeds) {
      if (mark[seed]) continue;
      const X = seed % W, Y = (seed - X) / W, ring = round.map(([s, t]) => Math.sqrt(of(X + s, Y + t))).sort((s, t) => s - t), from = Math.sqrt(Math.min(v, ...[-1, 0, 1].flatMap(t => [-1, 0, 1].map(s => of(X + s, Y + t))))), level = (.5 * (Math.sqrt(v) + Math.min(ring[2], 1.3 * m.D))) ** 2, list = [seed];
      if (from > FAINT * 1.2 * ring[5]) continue;
      let x0 = X, x1 = X, y0 = Y, y1 = Y;
      mark[seed] = ++id;
      for (let at = 0; at < list.length && list.length < most; at++) {
        const p = list[at], x = p % W, y = (p - x) / W;
        x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y);
        for (const o of [x > 0 ? p - 1 : p, x < W - 1 ? p + 1 : p, p - W, p + W]) if (o >= 0 && o < n && !mark[o] && q(o) < level) { mark[o] = id; list.push(o); }
      }
      if (!any && list.length < .2 * m.area) continue;
      if (list.length >= most) continue; // a sticker before a wall of its colour is one with it
      // what is around it: four sides, 4 pixels off; in between by how near each side is
      const l0 = x0 - 4, r0 = x1 + 4, t0 = y0 - 4, b0 = y1 + 4, sides = [];
      const side = (x, y) => { const o = [0, 0, 0, 0]; for (let j = -1; j < 2; j++) for (let i = -1; i < 2; i++) if (x + i >= 0 && x + i < W && y + j >= 0 && y + j < H) white((y + j) * W + x + i, o); if (o[3]) { o[0] /= o[3]; o[1] /= o[3]; o[2] /= o[3]; sides.push(Math.hypot(o[0], o[1], o[2])); } return o; };
      const top = range(l0, r0 + 1).map(x => side(x, t0)), under = range(l0, r0 + 1).map(x => side(x, b0)), left = range(t0, b0 + 1).map(y => side(l0, y)), right = range(t0, b0 + 1).map(y => side(r0, y));
      sides.sort((s, t) => s - t);
      if (!(sides[sides.length >> 2] > Math.max(LEAST_CONTRAST, .45 * median(sides)))) continue; // run into its colour
      const value = [];
      for (const p of list) { const x = p % W, y = (p - x) / W; for (let t = Math.max(0, y - 2); t <= Math.min(H - 1, y + 2); t++) for (let s = Math.max(0, x - 2); s <= Math.min(W - 1, x + 2); s++) rims[t * W + s] = id; }
      let peak = 0, off = 1;
      for (let y = Math.max(0, y0 - 2); y <= Math.min(H - 1, y1 + 2); y++) for (let x = Math.max(0, x0 - 2); x <= Math.min(W - 1, x1 + 2); x++) {
        const i = y * W + x;
        if (rims[i] !== id || mark[i] && mark[i] !== id) continue;
        o[0] = o[1] = o[2] = z[0] = z[1] = z[2] = 0;
        white(i, o);
        four[1] = left[y - t0]; four[2] = right[y - t0]; four[3] = top[x - l0]; four[4] = under[x - l0];
        let sum = 0;
        for (let f = 1; f < 5; f++) if (four[f][3]) { const far_ = f === 1 ? x - l0 : f === 2 ? r0 - x : f === 3 ? y - t0 : b0 - y, w = 1 / (far_ * far_); sum += w; for (let a = 0; a < 3; a++) z[a] += w * four[f][a]; }
        for (let a = 0; a < 3; a++) z[a] /= sum;
        // between the sticker and what is around it, or one side of that; what is no mixture of both is something else beside it
        let v = 0, rest = 1e9, size = 1;
        for (const p of four) if (p[3] !== 0) {
          const zz = p[0] * p[0] + p[1] * p[1] + p[2] * p[2], share = Math.max(0, Math.min(1.15, 1 - (o[0] * p[0] + o[1] * p[1] + o[2] * p[2]) / zz)), r = Math.hypot(o[0] - (1 - share) * p[0], o[1] - (1 - share) * p[1], o[2] - (1 - share) * p[2]) + (p === z ? 0 : .7);
          if (r < rest) { rest = r; v = share; size = Math.sqrt(zz); }
        }
        rest /= 4 + .25 * Math.abs(1 - v) * size;
        peak = Math.max(peak, v); off = Math.min(off, Math.hypot(o[0], o[1], o[2]) / size);
        if (v > .15) value.push([x, y, v / (1 + rest ** 4)]);
      }
      let sw = 0, sx = 0, sy = 0, cw = 0, cx = 0, cy = 0;
      for (const [x, y, v] of value) { sw += v; sx += v * x; sy += v * y; if (v > .6 * peak) { cw += v; cx += v * x; cy += v * y; } }
      if (any ? sw >= 3 : sw >= .3 * m.area && sw <= 3 * m.area && off <= FAINT) blobs.push({x: sx / sw, y: sy / sw, area: sw, edge: x0 < 2 || y0 < 2 || x1 > W - 3 || y1 > H - 3, off, skew: Math.hypot(sx / sw - cx / cw, sy / sw - cy / cw)});
    }
    const differ = now.reduce((sum, v, i) => sum + Math.abs(v * k - (m.last || m.grid)[i]), 0) / now.reduce((sum, v) => sum + v * k, 1);
    if (!any) m.last = now.map(v => v * k);
    return {blobs, cut: differ > CUT};
  };

  /* The blobs like a clicked one within a square (all where there is none), and their names from top to bottom, if there are six or seven. */
  const find = (d, W, H, model, square) => {
    const own = model.found.find(Boolean), all = detect(d, W, H, model).blobs.filter(b => b.area > .4 * own.area && b.area < 2.6 * own.area && b.off < .4 && (!square || Math.abs(b.x - square.x) < square.side / 2 && Math.abs(b.y - square.y) < square.side / 2)).sort((a, b) => a.y - b.y);
    return {blobs: all, names: STANDING[all.length] || null};
  };

  /* Lengths between neighbours change by these shares at most while a person bends: rigid but for perspective and a turned leg; skin stretches. */
  const stretch = (a, b) => ['L5', 'S1', 'ASIS'].includes(a) && b === 'trochanter' ? [.8, 1.25] : ['trochanter', 'knee'].includes(a) ? [.75, 1.2] : ['L1', 'T12', 'L3'].includes(a) ? [.75, 1.7] : [.78, 1.35];

  /* Empties what jumps: places of `tracks` that are more than `most` pixels off the parabola through the three places before and behind
   * them (where one side has fewer than two: twice that off the parabola through the other side's), the worst first; then what is left of
   * less than 4 pictures between two gaps. What is less like the colour may jump less; what all do at once is the camera. Places farther
   * than `many` pictures say nothing. */
  const steady = (tracks, kept, most, many, at_) => {
    const off = (T, t) => {
      const side = way => range(1, many + 1).map(i => t + way * i).filter(u => T[u] && Math.abs(at_(u) - at_(t)) <= many + .5).slice(0, 3), [a, b] = [side(-1), side(1)], one = a.length < 2 || b.length < 2, at = one ? a.length > b.length ? a : b : a.concat(b), n = at.length;
      if (!T[t] || n < 3) return null;
      const S = p => at.reduce((s, u) => s + (at_(u) - at_(t)) ** p, 0), I = inverse([[n, S(1), S(2)], [S(1), S(2), S(3)], [S(2), S(3), S(4)]])[0], on = x => at.reduce((s, u) => s + (I[0] + I[1] * (at_(u) - at_(t)) + I[2] * (at_(u) - at_(t)) ** 2) * T[u][x], 0);
      return {x: T[t].x - on('x'), y: T[t].y - on('y'), one};
    }, names = Object.keys(tracks), all = names.map(n => tracks[n].map((_, t) => off(tracks[n], t))), camera = tracks[names[0]].map((_, t) => { const o = all.map(a => a[t]).filter(v => v && !v.one); return o.length < 4 ? {x: 0, y: 0} : {x: median(o.map(v => v.x)), y: median(o.map(v => v.y))}; });
    names.forEach((n, i) => {
      const T = tracks[n], by = (o, t) => o && T[t] && !kept(n, t) ? apart(o, camera[t]) / (o.one ? 2 : 1) / (1 - (T[t].off || 0)) : 0, offs = all[i].map(by);
      for (;;) {
        const t = offs.reduce((best, v, u) => v > offs[best] ? u : best, 0);
        if (!(offs[t] > most)) break;
        T[t] = null;
        for (let u = Math.max(0, t - many); u <= Math.min(T.length - 1, t + many); u++) offs[u] = by(off(T, u), u);
      }
      for (let t = 0, from = 0; t <= T.length; t++) if (t === T.length || !T[t]) { if (t - from < 4 && from > 0 && t < T.length && !range(from, t).some(u => kept(n, u))) for (let u = from; u < t; u++) T[u] = null; from = t + 1; }
    });
  };

  /* frames: blobs of each picture; cuts: numbers of pictures before which the film is cut; times: theirs in s, where
   * they are not even; clicks: {frame, name, x, y}, or {frame, name, gone: true}.
   * Returns tracks {name: [null or {x, y}]} and asks [{name, frame, to}]: where a sticker was lost and nobody said why. */
  const associate = (frames, H, hz, model, clicks, cuts = [], times = null) => {
    const q = H / 960, step = 30 / hz, N = frames.length, names = ORDER.filter(n => clicks.some(c => c.name === n && !c.gone)), first = {}, ref = {}, area = {}, lengths = {}, refs = {};
    // an answer does not snap to what is more than a sticker; one without a blob is a place of its picture alone
    const snap = c => { const b = frames[c.frame] && frames[c.frame].map(p => [apart(p, c), p]).sort((p, r) => p[0] - r[0])[0]; return b && b[1].area < (area[c.name] ? 1.6 * area[c.name] : 3 * model.area) && b[0] < Math.max(3.5 * q, 1.1 * model.R) ? b[1] : null; };
    for (const n of names) {
      first[n] = clicks.filter(c => c.name === n && !c.gone).sort((a, b) => a.frame - b.frame)[0];
      const b = snap(first[n]);
      ref[n] = b || first[n]; area[n] = b ? b.area : model.area;
    }
    const near = n => { const i = names.indexOf(n); return i === 0 ? [names[1], names[2]] : i === names.length - 1 ? [names[i - 1], names[i - 2]] : [names[i - 1], names[i + 1]]; };
    const between = n => { const i = names.indexOf(n); return [names.slice(0, i).reverse(), names.slice(i + 1)]; };
    const pairs = names.slice(1).map((b, i) => [names[i], b, stretch(names[i], b)]), whole = b => !b.edge && b.off <= FAINT, compact = b => b.skew < Math.max(1, .3 * model.R);
    const least = .55, most = 1.8;
    const pass = (dir, forward) => {
      const out = Object.fromEntries(names.map(n => [n, new Array(N).fill(null)])), S = {}, once = {}, beside = {};
      const gap = n => S[n] ? S[n].gap : 9, odd = n => !!(S[n] && S[n].odd), change = (n, b) => Math.abs(Math.log(b.area / (S[n] ? S[n].a : b.area))), fresh = (b, more) => ({x: b.x, y: b.y, vx: 0, vy: 0, gap: 0, sure: 9, z: null, a: b.area, age: 0, ...more});
      for (let t = dir > 0 ? Math.min(...names.map(n => first[n].frame)) : N - 1; t >= 0 && t < N; t += dir) {
        const taken = new Set(), now = {}, wish = [], clicked = n => clicks.find(k => k.name === n && k.frame === t);
        if (cuts.includes(dir > 0 ? t : t + 1)) for (const n of names) { delete S[n]; delete once[n]; }
        for (const n of names) {
          const c = clicked(n);
          if (c && c.gone) delete S[n];
          if (!c || c.gone) continue;
          const b = snap(c) || {x: c.x, y: c.y, area: area[n], by: 1};
          now[n] = b; taken.add(b);
          if (b.by) { delete S[n]; out[n][t] = b; } else S[n] = fresh(b);
        }
        if (forward) for (const n of names) if (!now[n] && !S[n] && forward[n][t] && !(clicked(n) || {}).gone) { const e = forward[n][t]; now[n] = e; taken.add(e); S[n] = fresh(e, {a: area[n]}); }
        // each sticker wishes the blobs where it may be now: where it was and its speed say it, or after a gap its neighbours
        for (const n of names) {
          const s = S[n], [A, B] = near(n);
          if (!s || now[n]) continue;
          let px = s.x + s.vx * (s.gap + 1), py = s.y + s.vy * (s.gap + 1), g = (5 * q + .45 * Math.hypot(s.vx, s.vy) + (s.age < 2 ? 6 * q : 0)) * Math.sqrt(step) + 1.5 * q * Math.min(s.gap, 8);
          if (s.gap > 1 && s.z && A && B && now[A] && now[B]) { ({x: px, y: py} = global(s.z, now[A], now[B])); g = (8 + Math.min(14, .7 * s.gap * step)) * q; }
          else if (s.gap > 1 && s.z && S[A] && S[B] && S[A].gap === 0 && S[B].gap === 0) { ({x: px, y: py} = global(s.z, {x: S[A].x + S[A].vx, y: S[A].y + S[A].vy}, {x: S[B].x + S[B].vx, y: S[B].y + S[B].vy})); g = (8 + Math.min(14, .7 * s.gap * step)) * q; }
          else if (s.gap > 8 / step) continue;
          for (const b of frames[t]) {
            const e = Math.hypot(b.x - px, b.y - py), k = b.area / s.a;
            if (e > g || k < least || k > most || !whole(b) || !compact(b) && (k > 1.25 || b.skew > Math.max(1.4, .42 * model.R))) continue;
            wish.push({n, b, cost: (e / g) ** 2 + (Math.log(k) / .3) ** 2 * .5 + (b.off / .3) ** 2 * .3});
          }
        }
        wish.sort((a, b) => a.cost - b.cost);
        for (const k of wish) {
          if (now[k.n] || taken.has(k.b)) continue;
          const rival = wish.find(o => o.n === k.n && o.b !== k.b && !taken.has(o.b) && o.cost < k.cost + .35 && !wish.some(u => u.n !== k.n && u.b === o.b && u.cost < o.cost));
          if (rival && S[k.n].gap > 1) continue; // two as good: neither
          now[k.n] = k.b; taken.add(k.b);
        }
        // one that was lost comes back where its neighbours say its place, and one blob alone is there; without these, where it was lately
        // between the next ones, or where it was last
        for (const n of names) {
          const [A, B] = near(n);
          if (S[n] && S[n].gap <= 1 || now[n] || !once[n] || (clicked(n) || {}).gone) continue;
          const a = now[A], b = now[B], last = once[n].p;
          const [C, D] = between(n).map(side => side.find(o => now[o])), seen = C && D && beside[n + C + D];
          let at, tol = 12 * q;
          if (a && b && refs[n] && (n === 'trochanter' || n === 'knee')) {
            const ra = lengths[n + A], rb = lengths[n + B], D = apart(a, b);
            if (D > 1.03 * (ra + rb) || D < Math.abs(ra - rb)) continue;
            const u = (ra * ra - rb * rb + D * D) / (2 * D * D), h = Math.sqrt(Math.max(0, ra * ra - u * u * D * D)) / D;
            at = global([u, Math.sign(refs[n][1]) * h], a, b);
          } else if (a && b && refs[n] && (n === 'C7' || n === 'T8')) at = global(refs[n], a, b);
          else if (seen && Math.abs(t - seen.t) < 1.5 * hz) { at = global(seen.z, now[C], now[D]); tol = (6 + 6 * Math.abs(t - seen.t) / hz) * q; }
          else if (last) { at = last; if (!['ankle', 'heel', 'toe'].includes(n)) tol = 6 * q; } // the foot stands
          else continue;
          const c = frames[t].filter(o => whole(o) && compact(o) && apart(o, at) < tol && o.area / area[n] > .6 && o.area / area[n] < 1.6 && !taken.has(o));
          if (c.length !== 1) continue;
          S[n] = S[n] || fresh(c[0], {a: area[n], age: 5});
          now[n] = c[0]; taken.add(c[0]);
          S[n].sure = Math.min(S[n].sure, 2); S[n].gap = Math.max(1, S[n].gap);
        }
        // the thorax is rigid: T8 and C7 come back as the one pair of blobs at three known distances from L1, or where that is lost, too, as
        // the one pair at their distance with no more than a bent spine from L5
        const base = ['L1', 'T12', 'L5', 'S1'].find(n => now[n]), [u, v] = ['T8', 'C7'];
        if (base && refs.C7 && names.includes(u) && names.includes(v) && !now[u] && !now[v] && once[u] && once[v]) {
          const thorax = base === 'L1' || base === 'T12', P = now[base], ok = (x, y) => Math.abs(x / y - 1) < .05, from = (x, y) => thorax ? ok(x, y) : x / y > .7 && x / y < 1.3, may = n => frames[t].filter(b => whole(b) && compact(b) && !taken.has(b) && from(apart(b, P), lengths[base + n]) && b.area / area[n] > .55 && b.area / area[n] < 1.7), c7 = may(v);
          const two = may(u).flatMap(x => c7.filter(y => y !== x && ok(apart(x, y), lengths[u + v]) && (thorax ? apart(global(refs.C7, ...near('C7').map(k => k === u ? x : P)), y) < 8 * q : apart(y, P) > apart(x, P))).map(y => [x, y]));
          if (two.length === 1) [u, v].forEach((n, i) => { const b = two[0][i]; S[n] = fresh(b, {gap: 2, sure: 0, a: area[n], age: 5}); now[n] = b; taken.add(b); });
        }
        if (dir > 0) for (const a of names) for (const b of names) if (a !== b && now[a] && now[b] && !lengths[a + b]) lengths[a + b] = apart(now[a], now[b]);
        if (dir > 0) for (const n of names) { const [A, B] = near(n); if (!refs[n] && A && B && now[n] && now[A] && now[B]) refs[n] = local(now[n], now[A], now[B]); }
        // neighbours contradict: one that leaves their frame at once, or whose distance no body has
        for (const n of names) {
          const s = S[n], p = now[n], [A, B] = near(n);
          if (!s || !p || clicked(n) || !(A && B && now[A] && now[B] && s.z && s.gap === 0 && gap(A) === 0 && gap(B) === 0)) continue;
          const e = apart(global([s.z[0] + s.zv[0], s.z[1] + s.zv[1]], now[A], now[B]), p);
          if (e > (3.5 * q + .12 * Math.hypot(s.vx, s.vy) + (s.age < 3 ? 3 * q : 0)) * step) { if (s.odd) now[n] = null; s.odd = 1; } else s.odd = 0;
        }
        for (const [a, b, [lo, hi]] of pairs) {
          const l = now[a] && now[b] && lengths[a + b] ? apart(now[a], now[b]) / lengths[a + b] : 1;
          if (l >= lo && l <= hi) continue;
          const bad = clicked(b) || !clicked(a) && (gap(a) > gap(b) || odd(a) || !(gap(b) > gap(a) || odd(b)) && change(a, now[a]) > change(b, now[b])) ? a : b;
          if (clicked(bad)) continue;
          now[bad] = null; if (S[bad]) S[bad].gap += 3;
        }
        for (const n of names) {
          const s = S[n], p = now[n], [A, B] = near(n);
          if (!s) continue;
          if (!p) { s.gap++; s.sure = 0; if (s.gap > 4) { s.vx *= .8; s.vy *= .8; } if (s.gap > 1.2 * hz) delete S[n]; continue; }
          const dt = s.gap + 1, f = s.age < 2 || s.gap ? 1 : .6;
          s.vx += f * ((p.x - s.x) / dt - s.vx); s.vy += f * ((p.y - s.y) / dt - s.vy); s.x = p.x; s.y = p.y; s.age++; s.sure++;
          if (A && B && now[A] && now[B]) { const z = local(p, now[A], now[B]); s.zv = s.z && !s.gap ? [.5 * s.zv[0] + .5 * (z[0] - s.z[0]), .5 * s.zv[1] + .5 * (z[1] - s.z[1])] : [0, 0]; s.z = z; }
          s.gap = 0; s.a += .2 * (p.area - s.a);
          once[n] = once[n] || {};
          if (s.sure > 2) { once[n].p = {x: p.x, y: p.y}; const [above, below] = between(n); for (const C of above) for (const D of below) if (now[C] && now[D]) beside[n + C + D] = {z: local(p, now[C], now[D]), t}; }
          if (s.sure >= 3 || s.age <= 3) { out[n][t] = p; if (s.sure === 3 && s.age > 3) for (let k = 1; k < 3; k++) if (s.held && s.held[k - 1]) out[n][t - k * dir] = s.held[k - 1]; }
          s.held = [p, (s.held || [])[0]];
        }
      }
      return out;
    };
    const forward = pass(1), backward = pass(-1, forward), tracks = {}, asks = [];
    for (const n of names) {
      const T = tracks[n] = new Array(N).fill(null), one = [], fill = [], agreed = forward[n].map((a, t) => !!(a && backward[n][t] && apart(a, backward[n][t]) < 1));
      for (let t = 0; t < N; t++) { const a = forward[n][t], b = backward[n][t]; if (agreed[t]) T[t] = a; else if (!a !== !b) one.push([t, a || b]); }
      // seen in one direction only: taken where both agree before it and behind it
      for (const [t, p] of one) { let i = t, j = t; while (i > 0 && !T[i] && t - i < .6 * hz) i--; while (j < N - 1 && !T[j] && j - t < .6 * hz) j++; if (agreed[i] && agreed[j]) fill.push([t, p]); }
      for (const [t, p] of fill) T[t] = p;
    }
    // what is at a place while the sticker is elsewhere is a part of the wall, and so it is when the track is there
    const spots = new Map(), key = (x, y) => Math.round(x / 3) * 1e5 + Math.round(y / 3);
    frames.forEach((list, t) => { const own = new Set(names.map(n => tracks[n][t])); for (const b of list) if (!own.has(b)) { const at = key(b.x, b.y); if (!spots.has(at)) spots.set(at, []); spots.get(at).push([t, b]); } });
    for (const n of names) {
      const T = tracks[n], trunk = TRUNK.includes(n) ? names.filter(o => o !== n && TRUNK.includes(o)).map(o => tracks[o]) : [];
      // elsewhere: its track is, or all of the trunk that is seen now and then has moved
      const away = (p, t, u) => { if (T[u]) return apart(T[u], p) > 16 * q; const both = trunk.filter(o => o[t] && o[u]); return both.length > 0 && both.every(o => apart(o[t], o[u]) > 16 * q); };
      const wall = (p, t) => {
        let found = 0;
        for (const i of [-3, 0, 3]) for (const j of [-3, 0, 3]) for (const [u, b] of spots.get(key(p.x + i, p.y + j)) || []) if (b.area > .55 * p.area && b.off < p.off + .15 && apart(b, p) < 2 * q + 1 && away(p, t, u) && ++found > 3) return true;
        return false;
      };
      const keep = T.map((p, t) => p && (clicks.some(c => c.name === n && c.frame === t) || !wall(p, t)));
      keep.forEach((yes, t) => { if (!yes) T[t] = null; });
    }
    steady(tracks, (n, t) => clicks.some(c => c.name === n && c.frame === t), 2 * q, Math.round(.17 * hz), t => times ? (times[t] - times[0]) * hz : t);
    // a spine bends slowly: where a sticker of the trunk leaves the frame of those above and below it within .1 s, it falls or is another
    const back = names.filter(n => TRUNK.includes(n) || n === 'trochanter'), D = Math.round(.1 * hz), leaves = D < 2 ? [] : back.flatMap((n, i) => tracks[n].map((p, t) => {
      const u = t - D, has = o => tracks[o][t] && tracks[o][u], A = back.slice(0, i).reverse().find(has), B = back.slice(i + 1).find(has);
      if (!p || !A || !B || !tracks[n][u] || clicks.some(c => c.name === n && c.frame === t)) return null;
      const [a, b] = [tracks[A][t], tracks[B][t]], to = global(local(tracks[n][u], tracks[A][u], tracks[B][u]), a, b);
      return apart(p, to) > .06 * apart(a, b) + 3 * q ? [n, t] : null;
    })).filter(Boolean);
    for (const [n, t] of leaves) tracks[n][t] = null;
    for (const n of names) {
      const T = tracks[n], gone = clicks.filter(c => c.name === n && c.gone).map(c => c.frame);
      for (let t = first[n].frame, from = -1; t <= N; t++) {
        if (t < N && !T[t] && !gone.some(g => g <= t)) { if (from < 0) from = t; }
        else if (from >= 0) { if (t - from > .25 * hz) asks.push({name: n, frame: from, to: t - 1}); from = -1; }
      }
    }
    return {tracks, asks: asks.sort((a, b) => b.to - b.frame - a.to + a.frame)};
  };
  return {learn, detect, find, associate, median, ORDER};
})();

if (typeof module !== 'undefined' && require.main === module) {
  const fs = require('fs'), [W, H, hz] = process.argv.slice(2, 5).map(Number), fail = words => { process.stderr.write(`stickers.js: ${words}\n`); process.exit(1); };
  if (!(W > 0 && H > 0 && hz > 0) || !process.argv[5]) fail('usage: node stickers.js WIDTH HEIGHT RATE CLICKS.csv <rgb24 >points.csv');
  const clicks = fs.readFileSync(process.argv[5], 'utf8').trim().split('\n').filter(l => /^\d/.test(l)).map(l => l.split(',')).map(([frame, name, x, y]) => x ? {frame: +frame, name, x: +x, y: +y} : {frame: +frame, name, gone: true});
  const bad = clicks.find(c => !STICKERS.ORDER.includes(c.name)), rgb = Buffer.alloc(3 * W * H), d = new Uint8ClampedArray(4 * W * H).fill(255), frames = [], cuts = [];
  if (bad || !clicks.length) fail(bad ? `unknown name ${bad.name}; known: ${STICKERS.ORDER.join(' ')}` : 'no clicks');
  const next = () => { for (let at = 0, got; at < rgb.length; at += got) { got = fs.readSync(0, rgb, at, rgb.length - at); if (!got) return false; } for (let i = 0, j = 0; i < rgb.length; i += 3, j += 4) { d[j] = rgb[i]; d[j + 1] = rgb[i + 1]; d[j + 2] = rgb[i + 2]; } return true; };
  let model, ms = 0;
  while (next()) {
    if (!model) model = STICKERS.learn(d, W, H, clicks.filter(c => c.frame === 0 && !c.gone));
    if (model.refused) fail(model.refused);
    const from = process.cpuUsage().user, {blobs, cut} = STICKERS.detect(d, W, H, model);
    ms += (process.cpuUsage().user - from) / 1e3;
    if (cut) cuts.push(frames.length);
    frames.push(blobs);
  }
  const {tracks, asks} = STICKERS.associate(frames, H, hz, model, clicks, cuts), names = Object.keys(tracks);
  process.stdout.write('time,' + names.flatMap(n => [n + '_x', n + '_y']).join() + '\n' + frames.map((_, t) => [(t / hz).toFixed(6), ...names.flatMap(n => tracks[n][t] ? [tracks[n][t].x.toFixed(3), tracks[n][t].y.toFixed(3)] : ['', ''])].join() + '\n').join(''));
  process.stderr.write(JSON.stringify({contrast: model.contrast, ms: ms / frames.length, cuts, asks}) + '\n');
}
if (typeof module !== 'undefined') module.exports = STICKERS;
