#!/usr/bin/env node
// The `muster` command on whatever Node the machine has: re-executed with the project's own Node 24 where that is
// needed. Plain JavaScript for that reason: an older Node must be able to read it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldest = 24;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = path.join(root, 'src', 'cli', 'main.ts');
const built = path.join(root, 'dist', 'cli', 'main.js');
const entry = existsSync(built) && !existsSync(source) ? built : source;

if (Number(process.versions.node.split('.')[0]) >= oldest) await import(pathToFileURL(entry).href);
else runWith(ownNode());

function ownNode() {
  // Beside this package, or hoisted above it where Muster is somebody's dependency.
  for (let at = root; ; at = path.dirname(at)) {
    const found = path.join(at, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(found)) return found;
    if (at === path.dirname(at)) break;
  }
  console.error(
    `muster: needs Node ${oldest} or newer, this is ${process.version}; run "npm ci" in ${root}, which brings one along`,
  );
  process.exit(1);
}

function runWith(node) {
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, forward);
  // Ctrl-C on a terminal reaches the child by itself; told twice, it would take it for "stop at once".
  process.on('SIGINT', (signal) => {
    if (!process.stdin.isTTY) forward(signal);
  });
  child.on('error', (error) => {
    console.error(`muster: ${node} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
