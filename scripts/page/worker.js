/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of one tool, in a worker of the page or of node (tests). In: {module, argv, env, files: [[path, blob, ms]]}, where blobs
 * are read when the tool opens them. Out: {line} as the tool prints it, at the end {end: exit code, mib: memory, files: what it
 * wrote, gone: paths that it removed}. `hingekit` is emscripten's. */
'use strict';
const TRUNCATED = 0o1000, TOP = '/study/'; // the current folder of the tool: names of the system's own are free below it
let last = ''; // the file that was opened last

/* A file whose bytes are there while it is open. */
function lay(FS, path, blob, ms, read) {
  const cut = path.lastIndexOf('/') + 1;
  FS.createPath(TOP, path.slice(0, cut), true, true);
  const node = FS.createFile(TOP + path.slice(0, cut), path.slice(cut), {}, true, true), plain = node.stream_ops;
  let open = 0;
  node.mode = node.mode & ~0o777 | 0o600; // nobody else is here
  node.laid = path; // until it is changed
  node.again = () => read(blob);
  node.usedBytes = blob.size;
  node.timestamp = ms;
  node.stream_ops = {
    ...plain,
    open(stream) {
      last = path;
      if (stream.flags & TRUNCATED) node.laid = null;
      if (!open++ && node.laid !== null && !node.contents) node.contents = read(blob);
    },
    close() { if (!--open && node.laid !== null) node.contents = null; },
    write(...words) { node.laid = null; return plain.write(...words); },
  };
}

function walk(FS, folder, seen) {
  for (const name of FS.readdir(TOP + folder)) {
    if (name === '.' || name === '..') continue;
    const path = folder + name, node = FS.lookupPath(TOP + path).node;
    if (FS.isDir(node.mode)) walk(FS, path + '/', seen);
    else if (FS.isFile(node.mode)) seen(path, node);
  }
}

async function run(job, read, say) {
  let code = null;
  const line = text => say({line: text}), lines = () => { // of bytes: a stream that is no terminal
    let bytes = [];
    return byte => { if (byte !== 10 && byte !== null) bytes.push(byte); else if (byte === 10 || bytes.length) { line(new TextDecoder().decode(new Uint8Array(bytes))); bytes = []; } };
  };
  const engine = await hingekit({
    thisProgram: job.argv[0], noInitialRun: true, print: line, printErr: line, stdin: () => null, stdout: lines(), stderr: lines(),
    instantiateWasm(imports, done) { WebAssembly.instantiate(job.module, imports).then(i => done(i)); return {}; },
    quit(status, end) { throw end; },
    preRun: [m => Object.assign(m.ENV, job.env)],
  });
  const {FS} = engine, given = new Set();
  FS.mkdir(TOP);
  FS.chdir(TOP);
  for (const [path, blob, ms] of job.files) { lay(FS, path, blob, ms, read); given.add(path); }
  try { code = engine.callMain(job.argv.slice(1)); } catch (e) { if (!e || e.name !== 'ExitStatus') line(`${job.argv[0]}: the program broke off (${e && e.message})${last && ` after it opened ${last}`}`); else code = e.status; }
  const wrote = [];
  walk(FS, '', (path, node) => { // a key of names is beside the folder
    given.delete(path);
    if (node.laid !== path) wrote.push([path, node.laid ? node.again() : node.contents ? node.contents.subarray(0, node.usedBytes) : new Uint8Array(0), node.timestamp]);
  });
  return {end: code, mib: engine.HEAP8.length / 1048576, files: wrote, gone: [...given]};
}

if (typeof FileReaderSync !== 'undefined')
  onmessage = async ({data: job}) => {
    const reader = new FileReaderSync(), done = await run(job, blob => new Uint8Array(reader.readAsArrayBuffer(blob)), m => postMessage(m));
    postMessage({...done, files: done.files.map(([path, bytes, ms]) => [path, new Blob([bytes]), ms])});
  };
