/* What scripts of pages with a body have in common: words, numbers, marks. */
const esc = words => String(words).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`), upper = words => words[0].toUpperCase() + words.slice(1);
const clamp = (v, low, high) => Math.max(low, Math.min(high, v)), known = list => list.filter(v => v != null), r1 = v => Math.round(v * 10) / 10;
const path = (cls, d, more = '') => `<path class="${cls}" d="${d}" ${more}/>`;
const dot = (cls, x, y, r, title = '') => `<circle class="${cls}" cx="${x}" cy="${y}" r="${r}">${title && `<title>${esc(title)}</title>`}</circle>`;
const text = (cls, x, y, words, anchor = 'start') => `<text class="${cls}" x="${r1(x)}" y="${r1(y)}" text-anchor="${anchor}">${esc(words)}</text>`;
const rect = (cls, x, y, w, h, more = '', title = '') =>
  `<rect class="${cls}" x="${r1(x)}" y="${r1(y)}" width="${r1(Math.max(w, 1))}" height="${r1(h)}" ${more}>${title && `<title>${esc(title)}</title>`}</rect>`;
