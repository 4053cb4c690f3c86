/* SPDX-License-Identifier: GPL-3.0-or-later */
/* node scripts/page/in-node.js ENGINE FOLDER TOOL WORD...: what the page's worker does, on a folder of this computer: for tests.
 * The folder is the current one of the tool. What the tool wrote is written there; the exit code is its own. */
'use strict';
const fs = require('fs'), path = require('path'), vm = require('vm');
const [, , engine, folder, ...argv] = process.argv, top = path.dirname(path.resolve(folder)), files = [];
(function list(at) {
  for (const e of fs.readdirSync(path.join(top, at), {withFileTypes: true})) {
    const below = at + '/' + e.name;
    if (e.isDirectory()) list(below);
    else if (e.isFile()) { const s = fs.statSync(path.join(top, below)); files.push([below, {size: s.size, at: path.join(top, below)}, Math.floor(s.mtimeMs)]); }
  }
})(path.basename(path.resolve(folder)));
const key = path.basename(path.resolve(folder)) + '-key.csv'; // of names, beside the folder
if (fs.existsSync(path.join(top, key))) files.push([key, {size: fs.statSync(path.join(top, key)).size, at: path.join(top, key)}, Date.now()]);
globalThis.hingekit = require(path.resolve(engine));
vm.runInThisContext(fs.readFileSync(path.join(__dirname, 'worker.js'), 'utf8'));
(async () => {
  const module = await WebAssembly.compile(fs.readFileSync(path.resolve(engine) + '.wasm'));
  const done = await globalThis.run({module, argv, env: {HINGE_PROGRESS: process.env.HINGE_PROGRESS || '', COLUMNS: '80'}, files}, f => new Uint8Array(fs.readFileSync(f.at)), m => console.log(m.line));
  for (const p of done.gone) fs.rmSync(path.join(top, p));
  for (const [p, bytes, ms] of done.files) {
    fs.mkdirSync(path.dirname(path.join(top, p)), {recursive: true});
    fs.writeFileSync(path.join(top, p), bytes);
    fs.utimesSync(path.join(top, p), ms / 1000, ms / 1000);
  }
  const use = process.resourceUsage();
  if (process.env.HINGE_PAGE_USE) console.error(`cpu ${((use.userCPUTime + use.systemCPUTime) / 1e6).toFixed(2)} s, wasm memory ${done.mib} MiB, process ${Math.round(use.maxRSS / 1024)} MiB`);
  process.exitCode = done.end === null ? 134 : done.end;
})();
