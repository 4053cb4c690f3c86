/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page: a folder of files in, the tools' messages, the report and a zip out. Files are blobs by path, which a worker per run reads;
 * what it wrote replaces them when it ends, so a run that is stopped or breaks off loses nothing. */
'use strict';
const $ = id => document.getElementById(id), FILMS = /\.(mp4|mov|avi|mkv|webm|m4v|mts)$/i;
const files = new Map(), changed = new Set(), CODES = {0: 'Done.', 1: 'Done; what was asked for was found.', 2: 'The program was not asked rightly: see above.', 3: 'A file could not be used: see above.',
  4: 'Done. Some recordings were refused; their names are above.', 5: 'No memory is left. Close other pages, or run a part of the folder.'};
let folder = '', worker = null, module = null, listPath = '', resultsAt = '', unsaved = false, cells = Promise.resolve();
/* The only texts that are taken as a program or as a page: the worker of this file, pages that a run wrote. */
const trusted = globalThis.trustedTypes ? trustedTypes.createPolicy('hingekit', {createHTML: page => page, createScriptURL: url => url}) : {createHTML: page => page, createScriptURL: url => url};

/* --- the folder --- */
const keepFile = (path, blob, ms) => { files.set(path, {blob, ms}); changed.add(path); unsaved = true; };
const mayReplace = () => !unsaved || confirm(`Files of ${folder} are not saved as a zip. Open another folder without them?`);
const clean = path => path.split('/').filter(p => p && p !== '.' && p !== '..').join('/');
function take(path, file) {
  path = clean(path);
  if (!folder) folder = path.includes('/') ? path.split('/')[0] : 'study';
  if (!path.startsWith(folder + '/') && path !== folder + '-key.csv') path = folder + '/' + path;
  files.set(path, {blob: file, ms: file.lastModified || Date.now()});
}
const entries = reader => new Promise((f, no) => reader.readEntries(f, no)), fileOf = entry => new Promise((f, no) => entry.file(f, no));
async function takeEntry(entry, above) {
  if (entry.isFile) return take(above + entry.name, await fileOf(entry));
  const reader = entry.createReader();
  for (let some; (some = await entries(reader)).length;) for (const e of some) await takeEntry(e, above + entry.name + '/');
}
const forget = () => { files.clear(); changed.clear(); unsaved = false; folder = listPath = resultsAt = ''; $('result').hidden = $('list').hidden = true; $('log').textContent = ''; $('log').hidden = true; };
async function dropped(transfer) {
  const all = [...transfer.items].map(i => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean), folders = all.filter(e => e.isDirectory);
  if (worker) return;
  if (folders.length === 1 && folders[0].name !== folder) { if (!mayReplace()) return; forget(); }
  if (folders.length > 1 && !folder) folder = 'study';
  for (const e of all) await takeEntry(e, '');
  there();
}
const size = n => n >= 1e9 ? (n / 1e9).toFixed(1) + ' GB' : n >= 1e6 ? Math.round(n / 1e6) + ' MB' : Math.ceil(n / 1e3) + ' kB';
function there() {
  const kinds = new Map(), mine = [...files].filter(([p]) => !resultsAt || !p.startsWith(resultsAt));
  let bytes = 0, most = 0;
  for (const [p, f] of mine) {
    const kind = (/\.([^./]+)$/.exec(p) || ['', 'no ending'])[1].toLowerCase();
    kinds.set(kind, (kinds.get(kind) || 0) + 1);
    if (!FILMS.test(p)) { bytes += f.blob.size; most = Math.max(most, f.blob.size); }
  }
  const films = mine.filter(([p]) => FILMS.test(p)).length;
  $('there').hidden = !files.size;
  $('name').textContent = folder;
  $('what').textContent = `${mine.length} ${mine.length === 1 ? 'file' : 'files'}: ${[...kinds].sort((a, b) => b[1] - a[1]).map(([k, n]) => `${n} × ${k}`).join(', ')}; ${size(bytes)}.` +
    (most > 1e9 ? ' A file above 1 GB may need more memory than a page can have.' : '');
  $('movies').hidden = !films;
  $('movies').textContent = `${films} × film: films have no points yet. Open film.html, make a CSV of each film, and add these.`;
  buttons();
}
function buttons() {
  const ready = files.has(folder + '/study.ini');
  for (const id of ['look', 'run', 'folder', 'more']) $(id).disabled = !!worker;
  $('run').disabled = !!worker || !ready;
  $('run').className = ready ? 'go' : '';
  $('look').className = ready ? '' : 'go';
  $('look').textContent = ready ? 'Look again: new recordings' : 'Look at the folder';
  $('stop').hidden = !worker;
  $('save').disabled = !!worker || !changed.size;
  $('show').hidden = !listPath || !/\.(csv|tsv|txt)$/i.test(listPath);
}

/* --- a run --- */
const text = id => $(id).textContent;
const compiled = () => module ||= (async () => {
  const packed = atob(text('wasm')), bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  $('wasm').remove();
  return WebAssembly.compile(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
})();
/* A program in a worker of its own, on these files: what it did. `hold` gets the worker, and what ends it. */
async function program(argv, given, heard, hold = () => {}) {
  const url = URL.createObjectURL(new Blob([text('engine'), '\n', text('worker')], {type: 'text/javascript'})), its = new Worker(trusted.createScriptURL(url));
  const ended = new Promise(end => {
    hold(its, () => end({stopped: true}));
    its.onmessage = ({data}) => data.line === undefined ? end(data) : heard(data.line);
    its.onerror = e => { e.preventDefault(); end({end: null, why: e.message}); };
  });
  const columns = Math.max(40, Math.min(100, Math.floor(($('log').clientWidth - 16) / 7.9)));
  its.postMessage({module: await compiled(), argv, env: {HINGE_PROGRESS: 'lines', COLUMNS: String(columns), LANG: 'C.UTF-8'}, files: given.map(([p, f]) => [p, f.blob, f.ms])});
  const done = await ended;
  its.terminate();
  URL.revokeObjectURL(url);
  return done;
}
function say(line) {
  const bar = /^\[[# ]*\] +(\d+) %/.exec(line), stage = /^hinge-run: (\d)\/(\d) (\w+)/.exec(line);
  if (bar) { $('bar').value = +bar[1]; return; }
  if (stage) { $('state').textContent = `Step ${stage[1]} of ${stage[2]}: ${stage[3]}`; $('bar').removeAttribute('value'); return; }
  $('log').hidden = false;
  $('log').append(line + '\n');
  $('log').scrollTop = $('log').scrollHeight;
}
async function tool(...argv) {
  await cells; // that are being written
  if (worker) return {end: null};
  const began = performance.now();
  $('log').textContent = '';
  $('log').hidden = false;
  say('$ ' + argv.join(' '));
  $('state').textContent = 'The programs start …';
  $('bar').hidden = false;
  $('bar').removeAttribute('value');
  const done = await program(argv, [...files], say, (its, stop) => { worker = its; $('stop').onclick = stop; buttons(); });
  worker = null;
  $('bar').hidden = true;
  const kept = done.end === null ? {} : done; // what a broken program wrote is not whole
  for (const p of kept.gone || []) { files.delete(p); changed.delete(p); }
  for (const [p, blob, ms] of kept.files || []) keepFile(p, blob, ms);
  $('state').textContent = done.stopped ? 'Stopped. The folder is as it was.'
    : done.end === null ? `The program broke off${done.why ? ' (' + done.why + ')' : ''}. The folder is as it was. The last message says at which file; leave that out and try again.`
    : `${CODES[done.end] || 'Exit code ' + done.end + '.'} ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(done.mib)} MiB of memory.`;
  there();
  return done;
}
const named = () => folder.startsWith('-') ? './' + folder : folder; // no option
async function findList() {
  const ini = files.get(folder + '/study.ini'), list = ini && /^[ \t]*list[ \t]*=[ \t]*(.+?)[ \t]*$/m.exec(await ini.blob.text());
  listPath = list && files.has(folder + '/' + clean(list[1])) ? folder + '/' + clean(list[1]) : '';
  const out = ini && /^[ \t]*output[ \t]*=[ \t]*(.+?)[ \t]*$/m.exec(await ini.blob.text());
  resultsAt = folder + '/' + (out ? clean(out[1]) : 'results') + '/';
}
$('look').onclick = async () => { const done = await tool('hinge-run', '--new', named()); await findList(); there(); if (done.end === 0 || done.end === 4) await showList(); };
$('run').onclick = async () => { $('list').hidden = true; await tool('hinge-run', named()); await findList(); there(); if (files.has(resultsAt + 'report.html') && changed.has(resultsAt + 'report.html')) await open(resultsAt + 'report.html', ''); };

/* --- the list --- */
/* hinge-inspect of the list alone: what it printed, and wrote into WRITTEN. */
const WRITTEN = 'list-with-a-cell';
async function ofList(...words) {
  const said = [], path = (listPath.startsWith('-') ? './' : '') + listPath, done = await program(['hinge-inspect', '-q', ...words, path], [[listPath, files.get(listPath)]], line => said.push(line));
  if (done.end !== 0) $('state').textContent = said.at(-1) || 'The program broke off.';
  return {good: done.end === 0, said, written: (done.files || []).find(([p]) => p === WRITTEN)};
}
async function showList() {
  if (!listPath || !/\.(csv|tsv|txt)$/i.test(listPath)) return;
  const {good, said} = await ofList('--cells');
  if (!good) return;
  const rows = JSON.parse(said.join('\n')), table = document.createElement('table'), head = rows[0].slice(1);
  rows.forEach(([line, ...row], r) => {
    const tr = table.insertRow();
    head.forEach((name, c) => {
      if (!r) { const th = document.createElement('th'); th.scope = 'col'; th.textContent = name; tr.append(th); return; }
      const input = document.createElement('input');
      input.value = row[c] ?? '';
      input.setAttribute('aria-label', `${name || 'column ' + (c + 1)}, line ${line}`);
      input.onchange = () => { cells = cells.then(() => putCell(input, line, c, row)); };
      tr.insertCell().append(input);
    });
  });
  $('cells').replaceChildren(table);
  $('listName').textContent = listPath;
  $('list').hidden = false;
}
/* The list with the cell, as the program writes it; what it refuses is as it was. */
async function putCell(input, line, c, row) {
  const {good, written} = await ofList('--cell', `${line}:${c + 1}=${input.value}`, '-o', WRITTEN);
  if (good) { row[c] = input.value; keepFile(listPath, written[1], Date.now()); } else input.value = row[c] ?? '';
  buttons();
}
$('show').onclick = async () => { if ($('list').hidden) await showList(); else $('list').hidden = true; };

/* --- the report and its pages: each in the frame; what a page saves is taken, too --- */
const saved = new Map();
async function open(path, hash) {
  const page = files.get(path), frame = $('frame');
  if (!page) return;
  const html = await page.blob.text();
  $('result').hidden = false;
  $('page').textContent = path;
  await new Promise(f => { frame.onload = f; frame.srcdoc = trusted.createHTML(html); });
  const view = frame.contentWindow, inside = frame.contentDocument, make = view.URL.createObjectURL, press = view.HTMLAnchorElement.prototype.click;
  view.URL.createObjectURL = blob => { const url = make.call(view.URL, blob); saved.set(url, blob); return url; };
  view.HTMLAnchorElement.prototype.click = function () { if (!keepSaved(this)) press.call(this); };
  inside.addEventListener('click', e => {
    const a = e.target.closest && e.target.closest('a[href]'), to = a && a.getAttribute('href');
    if (!a || to.startsWith('#')) return;
    if (a.hasAttribute('download')) { if (keepSaved(a)) e.preventDefault(); return; }
    if (/^[a-z][a-z0-9+.-]*:/i.test(to)) return;
    e.preventDefault();
    const [name, end] = to.split('#'), parts = path.split('/').slice(0, -1);
    for (const p of decodeURIComponent(name).split('/')) if (p === '..') parts.pop(); else if (p && p !== '.') parts.push(p);
    const target = parts.join('/');
    if (/\.html$/.test(target)) open(target, end || ''); else if (files.has(target)) offer(files.get(target).blob, target.split('/').pop());
  });
  if (hash) view.location.hash = hash;
  $('result').scrollIntoView();
}
function keepSaved(a) {
  const blob = saved.get(a.href);
  if (!blob || a.download !== 'events.csv') return false;
  keepFile(folder + '/events.csv', blob, Date.now());
  $('state').textContent = 'Corrections are in events.csv of the folder: run again.';
  there();
  return true;
}
$('back').onclick = () => open(resultsAt + 'report.html', '');
$('print').onclick = () => $('frame').contentWindow.print();

/* --- save --- */
function offer(blob, name) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 60000);
}
const TABLE = Int32Array.from({length: 256}, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });
const crc = bytes => { let c = -1; for (const b of bytes) c = TABLE[(c ^ b) & 255] ^ (c >>> 8); return ~c >>> 0; };
async function zip(paths) {
  const parts = [], central = [], field = (...pairs) => { const v = new DataView(new ArrayBuffer(pairs.reduce((n, p) => n + p[0], 0))); let at = 0; for (const [n, x] of pairs) { v[n === 2 ? 'setUint16' : 'setUint32'](at, x, true); at += n; } return new Uint8Array(v.buffer); };
  let at = 0, length = 0;
  for (const p of paths) {
    const {blob, ms} = files.get(p), name = new TextEncoder().encode(p), d = new Date(ms), sum = crc(new Uint8Array(await blob.arrayBuffer()));
    const packed = await new Response(blob.stream().pipeThrough(new CompressionStream('deflate-raw'))).blob();
    const about = [[2, 20], [2, 0x800], [2, 8], [2, d.getHours() << 11 | d.getMinutes() << 5 | d.getSeconds() >> 1], [2, Math.max(0, d.getFullYear() - 1980) << 9 | d.getMonth() + 1 << 5 | d.getDate()], [4, sum], [4, packed.size], [4, blob.size], [2, name.length], [2, 0]];
    const head = field([4, 0x04034b50], ...about), row = field([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
    parts.push(head, name, packed);
    central.push(row, name);
    at += head.length + name.length + packed.size;
    length += row.length + name.length;
  }
  return new Blob([...parts, ...central, field([4, 0x06054b50], [2, 0], [2, 0], [2, paths.length], [2, paths.length], [4, length], [4, at], [2, 0])], {type: 'application/zip'});
}
$('save').onclick = async () => { await cells; offer(await zip([...changed].filter(p => files.has(p)).sort()), folder + '-hingekit.zip'); unsaved = false; };
addEventListener('beforeunload', e => { if (unsaved || worker) e.preventDefault(); });

/* --- what is dropped and chosen --- */
$('folder').onchange = e => { if (!mayReplace()) { e.target.value = ''; return; } forget(); for (const f of e.target.files) take(f.webkitRelativePath || f.name, f); e.target.value = ''; findList().then(there); };
$('more').onchange = e => { for (const f of e.target.files) take(f.name, f); e.target.value = ''; findList().then(there); };
addEventListener('dragover', e => { e.preventDefault(); document.body.classList.add('over'); });
addEventListener('dragleave', () => document.body.classList.remove('over'));
addEventListener('drop', e => { e.preventDefault(); document.body.classList.remove('over'); dropped(e.dataTransfer).then(findList).then(there); });
