/* What scripts of pages with a body have in common: words, numbers, marks. */
const upper = words => words[0].toUpperCase() + words.slice(1);
const clamp = (v, low, high) => Math.max(low, Math.min(high, v)), known = list => list.filter(v => v != null), r1 = v => Math.round(v * 10) / 10;
const titled = title => title && svg('title', {}, title);
const path = (cls, d, more) => svg('path', {class: cls, d, ...more});
const dot = (cls, x, y, r, title) => svg('circle', {class: cls, cx: x, cy: y, r}, titled(title));
const text = (cls, x, y, words, anchor = 'start') => svg('text', {class: cls, x: r1(x), y: r1(y), 'text-anchor': anchor}, words);
const rect = (cls, x, y, w, h, more, title) => svg('rect', {class: cls, x: r1(x), y: r1(y), width: r1(Math.max(w, 1)), height: r1(h), ...more}, titled(title));
const speeds = list => list.map(([words, v]) => [html('button', {type: 'button', value: v, 'aria-pressed': v === 1}, words), ' ']);
