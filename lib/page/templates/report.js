/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's program: report.html includes it when templates are compiled in. */
/* In #data are D.reps, of a bend 25 stick figures and 49 values a curve, and D.map, the hinge map. */
/* It chooses a person in every figure, moves bodies and copies Methods. */
@include parts/element.js
const $ = s => document.querySelector(s),
  all = (s, n = document) => [...n.querySelectorAll(s)],
  D = JSON.parse($('#data').textContent),
  tip = $('#tip'),
  M = D.map,
  MF = M && $('#map');
/* the value of a mark, on hover and focus */
const say = e => {
  const m = e.target.closest && e.target.closest('[data-t]');
  tip.hidden = !m;
  if (!m) return;
  tip.textContent = m.dataset.t;
  const b = m.getBoundingClientRect(),
    w = tip.offsetWidth;
  tip.style.left = Math.max(4, Math.min(b.x + b.width / 2 - w / 2, innerWidth - w - 8)) + 'px';
  tip.style.top = b.y + scrollY - tip.offsetHeight - 8 + 'px';
};
addEventListener('pointerover', say);
addEventListener('focusin', say);
/* a person in every figure */
const pick = p => {
  all('[data-p]').forEach(m =>
    m.classList.toggle(
      'off',
      !!p &&
        m.dataset.p !== p &&
        (M && M.one ? M.group[p] && m.closest('.iv') : !m.closest('.map'))
    )
  );
  all('.who[data-p]').forEach(w => w.classList.toggle('sel', !!p && w.dataset.p === p));
  $('#bar').hidden = !p;
  $('#who').textContent = p || '';
  $('#to').replaceChildren();
  if (MF) MF.pick(p);
  if (p)
    new Map(
      all('.bends a[href]')
        .filter(a => a.dataset.p === p)
        .map(a => [
          a.getAttribute('href').split('#')[0],
          a.dataset.t.split(', ').slice(1, -1).join(', ')
        ])
    ).forEach((t, h) => {
      const a = document.createElement('a');
      a.href = h;
      a.textContent = t.split(', repetition')[0];
      $('#to').append(' · ', a);
    });
};
$('#all').onclick = () => pick();
/* marks: one stop for the keyboard in each drawing, arrows go on */
all('main svg').forEach(s => {
  const m = all('[data-p]', s).filter(x => x.dataset.t);
  if (!m.length || s.parentNode.closest('svg,.matrix,[aria-hidden=true]')) return;
  m.forEach((x, i) => {
    x.setAttribute('tabindex', i ? -1 : 0);
    x.setAttribute('role', x.hasAttribute('href') ? 'link' : 'button');
    x.setAttribute('aria-label', x.dataset.t);
  });
  s.addEventListener('keydown', e => {
    const i = m.indexOf(e.target),
      d = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (i >= 0 && d) {
      e.preventDefault();
      const t = m[(i + d + m.length) % m.length];
      t.focus();
      if (t.matches('.pp')) pick(t.dataset.p);
    }
  });
});
addEventListener('click', e => {
  const m = e.target.closest('[data-p]');
  if (!m) return;
  pick(m.dataset.p);
  if (m.dataset.k || !m.hasAttribute('href')) e.preventDefault();
  if (m.dataset.k) show(+m.dataset.k, m.getAttribute('href'), m.dataset.t);
});
addEventListener('keydown', e => {
  if (e.key === 'Escape') {
    pick();
    tip.hidden = true;
  }
  if (
    (e.key === 'Enter' || e.key === ' ') &&
    e.target.dataset &&
    e.target.dataset.p &&
    !(e.key === 'Enter' && e.target.hasAttribute('href'))
  ) {
    e.preventDefault();
    e.target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
});
/* a repetition: stick figure and curves */
const bytes = t => new Int16Array(Uint8Array.from(atob(t), c => c.charCodeAt(0)).buffer),
  P = $('#rep');
let R;
const curve = j => (R.c[j * 49 + 24] > -32768 ? R.kind.curves[j] : '');
const path = (q, at) => q.map(i => 'M' + i.map(k => at(k).join(' ')).join('L')).join(''),
  parts = (kind, at) => kind.parts.map(([c, q]) => svg('path', { class: c, d: path(q, at) })),
  average = kind => (kind.average ? ' Angles as measured, lengths of an average body.' : '');
const frame = k => {
  const n = R.kind.points,
    a = Math.floor(k / 2),
    b = Math.ceil(k / 2);
  return i =>
    [0, 1].map(j => ((j ? -1 : 1) * (R.s[(a * n + i) * 2 + j] + R.s[(b * n + i) * 2 + j])) / 2);
};
const draw = () => {
  const k = +$('#at').value,
    at = frame(k);
  fill(P.querySelector('g'), parts(R.kind, at));
  P.querySelector('.still').setAttribute(
    'd',
    R.kind.parts.map(([, q]) => path(q, frame(0))).join('')
  );
  P.querySelector('.now').setAttribute('d', 'M' + (k / 48) * 100 + ' -110V15');
  const top = R.kind.curves.map((c, j) => (110 - R.c[j * 49 + k] / 10) / 1.25),
    say = all('output', P);
  top
    .map((y, j) => [y, j])
    .sort((a, b) => a[0] - b[0])
    .reduce((last, [y, j]) => ((y = Math.max(y, last + 9)), (top[j] = y), y), -20);
  say.forEach((o, j) => {
    o.textContent = curve(j)
      ? curve(j) + ' ' + (Math.round(R.c[j * 49 + k] / 10) + '°').replace('-', '−')
      : '';
    o.style.top = top[j] + '%';
  });
  $('#at').setAttribute('aria-valuetext', say.map(o => o.textContent).join(' '));
};
const show = (i, href, text) => {
  const d = D.reps[i];
  R = { ...d, kind: D.kinds[d.k], s: bytes(d.s), c: bytes(d.c) };
  P.className = 'panel ' + d.g + (R.kind.curves[0] === 'trunk' ? ' lean' : '');
  P.firstElementChild.hidden = !R.kind.points;
  $('#what').textContent = text || d.t;
  const to = href || d.h,
    o = $('#open'),
    w = $('#make');
  if (o) {
    o.hidden = !to;
    w.hidden = !!to;
    if (to) o.href = to;
    else w.lastChild.textContent = d.w;
  }
  ['.l0', '.l1', '.l2'].forEach((l, j) =>
    P.querySelector(l).setAttribute(
      'd',
      curve(j)
        ? Array.from(
            { length: 49 },
            (_, k) => (k ? 'L' : 'M') + (k / 48) * 100 + ' ' + -R.c[j * 49 + k] / 10
          ).join('')
        : ''
    )
  );
  const h = P.querySelector('.hold');
  h.setAttribute('x', d.b[0]);
  h.setAttribute('width', d.b[1] - d.b[0]);
  $('#found').textContent =
    [
      ['Faults', 3],
      ['Possible', 2]
    ]
      .map(([w, s]) => [w, d.f.filter(f => f[1] === s)])
      .filter(x => x[1].length)
      .map(
        ([w, l]) =>
          w +
          ': ' +
          l.map(([n, , v]) => D.faults[n].toLowerCase() + ' (' + v + ')').join(', ') +
          '.'
      )
      .join(' ') || 'No fault in this repetition.';
  $('#found').textContent += average(R.kind);
  $('#at').value = Math.round((d.b[0] + d.b[1]) * 0.24);
  draw();
};
if (D.reps.length) {
  $('#at').oninput = draw;
  show(D.first);
} else if (P) P.hidden = true;
/* the hinge map: a person, the same body, the same person in every figure */
if (MF) {
  const C = MF.querySelector('.map'),
    B = $('#m-body'),
    at = $('#m-at'),
    cache = {};
  let who = null,
    cue = '';
  const rep = k =>
    cache[k] ||
    (cache[k] = (d => {
      const kind = D.kinds[d.k],
        s = bytes(d.s),
        c = bytes(d.c);
      return { d, kind, s, c, depth: j => (c[j] + c[49 + j] - c[0] - c[49]) / 10 };
    })(D.reps[k]));
  const seen = k => k !== undefined && rep(k).kind.points;
  /* the frame at which a bend has come to a part of its depth */
  const frameAt = (r, f) => {
    const end = r.d.b[0] * 0.48,
      j1 = Math.round(end),
      full = r.depth(j1);
    let j = 0;
    while (j < j1 && r.depth(j) < full * f) j++;
    return f >= 1 ? j1 : j;
  };
  const figureOf = (k, f, cls, dx) => {
    const r = rep(k),
      n = r.kind.points,
      j = frameAt(r, f),
      a = Math.floor(j / 2),
      b = Math.ceil(j / 2),
      pt = i =>
        [0, 1].map(
          e => (e ? -1 : 1) * Math.round((r.s[(a * n + i) * 2 + e] + r.s[(b * n + i) * 2 + e]) / 2)
        );
    return svg('g', { class: cls, transform: `translate(${dx} 0)` }, parts(r.kind, pt));
  };
  const lineOf = d =>
      d
        .slice(1)
        .split('L')
        .map(p => p.split(' ').map(v => v / 10)),
    on = (l, f) => {
      const k = f * (l.length - 1),
        a = Math.floor(k),
        b = Math.min(l.length - 1, a + 1),
        w = k - a;
      return [l[a][0] * (1 - w) + l[b][0] * w, -(l[a][1] * (1 - w) + l[b][1] * w)];
    };
  const spot = ([x, y], cls) =>
    svg(
      'svg',
      { x: (x / M.xm) * 100 + '%', y: ((M.ym - y) / (M.ym - M.y0)) * 100 + '%' },
      svg('circle', { class: 'ptr ' + cls, r: 5 })
    );
  const deg = v => (Math.round(v) + '°').replace('-', '−'),
    two = (v, cls, w) =>
      html('div', { class: cls }, html('b', {}, deg(v[1]), ' + ', deg(v[0])), 'spine + hip, ', w);
  const drawMap = () => {
    const f = +at.value / 16;
    $('#m-pc').textContent = Math.round(f * 100);
    const body = [],
      vals = [],
      ptr = [];
    if (who) {
      const g = M.group[who],
        ks = M.who[who] || {},
        e = all('.pp[data-p]', MF).find(x => x.dataset.p === who),
        ls = all('.ln', e).map(x => [
          x.matches('.q') ? +x.nextElementSibling.dataset.i : 0,
          x.getAttribute('d')
        ]),
        c = +(cue || M.ghost);
      $('#m-who').textContent = g[0] && !M.one ? who + ', ' + g[0] : who;
      const rs = M.reps[who] || [];
      $('#m-say').textContent =
        (rs[0] && rs[0].length > 1
          ? M.conds[0][0].toUpperCase() +
            M.conds[0].slice(1) +
            ': ' +
            rs[0].slice(0, 12).join(', ') +
            (rs[0].length > 12 ? ' …' : '') +
            '. '
          : rs[0]
            ? rs[0][0] + '. '
            : '') +
        (M.wide.includes(who) ? 'These bends differ: look at them. ' : '') +
        (ks[0] === undefined
          ? 'Its body is on the page of the recording.'
          : ls.length > 1 && seen(ks[c])
            ? 'Thin outline: ' + M.conds[c] + '.'
            : '') +
        (seen(ks[0]) ? average(rep(ks[0]).kind) : '');
      if (seen(ks[0]))
        body.push(
          ls.length > 1 && seen(ks[c]) && figureOf(ks[c], f, 'ghost', 0),
          figureOf(ks[0], f, g[1], 0)
        );
      ls.forEach(([i, l]) => {
        if (i && i !== c) return;
        const v = on(lineOf(l), f);
        vals.push(two(v, g[1], M.one ? M.one[who] : M.conds[i]));
        ptr.push(spot(v, g[1]));
      });
    } else {
      const drawn = M.pick.filter(p => seen(p.k)),
        n = drawn.length;
      $('#m-who').textContent = M.pick.length > 1 ? 'The groups' : M.pick.map(p => p.name).join();
      $('#m-say').textContent = n
        ? (n > 1 ? 'Bodies' : 'Body') +
          ': the bend nearest to ' +
          (n > 1 ? 'each' : 'the') +
          ' mean in depth and share' +
          ' (' +
          drawn.map(p => p.p).join(', ') +
          ').' +
          average(rep(drawn[0].k).kind)
        : '';
      const ms = all('.mean', MF).filter(m => m.querySelector('.ln'));
      drawn.forEach((p, i) => {
        body.push(figureOf(p.k, f, p.cls, (i - (n - 1) / 2) * (n > 2 ? 900 : 760) - 60));
      });
      ms.forEach((m, i) => {
        const v = on(lineOf(m.querySelector('.ln').getAttribute('d')), f),
          cls = m.getAttribute('class').split(' ')[1];
        vals.push(two(v, cls, (M.groups[i] || [''])[0]));
        ptr.push(f < 1 && spot(v, cls));
      });
    }
    const wide =
      who || M.pick.length < 3
        ? 2000
        : 900 * M.pick.length + 200; /* bodies beside each other, whole */
    B.setAttribute('viewBox', `${-wide / 2} -1850 ${wide} 1900`);
    B.toggleAttribute('hidden', !body.length);
    fill(B, svg('path', { class: 'floor', d: `M${-wide / 2} 22H${wide / 2}` }), body);
    fill($('#m-v'), vals);
    fill($('#ptrs'), ptr);
    at.setAttribute(
      'aria-valuetext',
      $('#m-pc').textContent + ' per cent, ' + $('#m-v').textContent
    );
  };
  MF.pick = p => {
    who = p && M.group[p] ? p : null;
    all('.map').forEach(c => c.classList.toggle('has', !!who));
    all('.pp').forEach(e => e.classList.toggle('sel', e.dataset.p === who));
    $('#m-all').hidden = !who;
    drawMap();
    const ks = who && M.who[who];
    if (ks && ks[0] !== undefined && $('#rep') && !P.hidden) show(ks[0]);
  };
  at.oninput = drawMap;
  $('#m-all').onclick = () => pick();
  let timer;
  $('#m-play').onclick = () => {
    clearInterval(timer);
    let k = 0;
    timer = setInterval(() => {
      at.value = k;
      drawMap();
      if (++k > 16) clearInterval(timer);
    }, 90);
  };
  all('input[name=c]').forEach(
    r =>
      (r.onchange = () => {
        cue = r.value;
        if (cue) C.dataset.c = cue;
        else delete C.dataset.c;
        all('[data-i]', C).forEach(x => x.classList.toggle('on', x.dataset.i === cue));
        drawMap();
      })
  );
  MF.start = drawMap;
}
if (MF) MF.start();
/* methods: to the clipboard; what can be read on paper is open there */
addEventListener('beforeprint', () => all('.read').forEach(d => (d.open = true)));
if ($('#copy'))
  $('#copy').onclick = () =>
    navigator.clipboard
      .writeText(
        all('#methods p')
          .map(p => p.textContent.trim())
          .join('\n')
      )
      .then(
        () => ($('#copied').textContent = 'Copied.'),
        () => {
          getSelection().selectAllChildren($('#methods'));
          $('#copied').textContent = 'Selected: press Ctrl+C.';
        }
      );
