// Loads chunks of dist/bin. V8 keeps what it compiled of each beside it (`<chunk>.cache`, written by warm.js): with that,
// start-up compiles nothing. A cache that is missing, or of another Node, only costs time. V8 takes no cache that was made under
// other flags: what is loaded behind a chunk that sets one has a cache of its own (`<chunk>.busy.cache`).
"use strict";
const { closeSync, fstatSync, openSync, readSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** Chunks that do much in a short time. */
const BUSY = /^(?:unit-(?:compiler|worker)|make-code)\b/;
let isBusy = false;

/**
 * V8 optimises what has run for so many bytes of bytecode (by default a third of this): most runs are over before optimised code
 * has paid for the time that making it takes, on processors that others of the build could use. Its space for what is new grows
 * by so much at a time: what a build makes lives long, and would be copied at each of more steps. Runs that compile nothing do
 * without: the module for it takes long to load.
 */
function beBusy() {
  if (isBusy || process.env.KBUILD_WARM === "calm") return;
  isBusy = true;
  const { setFlagsFromString } = require("node:v8");
  setFlagsFromString("--interrupt-budget=400000");
  setFlagsFromString("--semi-space-growth-factor=4");
}

const FOLDER = join(__dirname, "../dist/bin");

/** @type {Map<string, { exports: unknown, script: Script }>} Chunks by name. */
const chunks = new Map();

const cachePath = (name) => join(FOLDER, `${name}${isBusy ? ".busy" : ""}.cache`);

/** Files are read into one buffer, each over the last: memory that was never touched costs more than the reading. */
let buffer = Buffer.allocUnsafeSlow(1 << 19);

/** The bytes of a file, until the next call. */
function contents(path) {
  const file = openSync(path);
  try {
    const { size } = fstatSync(file);
    if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(size + (size >> 1));
    let end = 0;
    for (let read = 1; read > 0 && end < size; end += read) read = readSync(file, buffer, end, size - end);
    return buffer.subarray(0, end);
  } finally {
    closeSync(file);
  }
}

function cacheOf(name) {
  try {
    return contents(cachePath(name));
  } catch {
    return undefined;
  }
}

/** commander asks for this one at once, for what kbuild does not use: it is loaded when it is looked into. */
const LATE = new Set(["node:child_process"]);

function late(id) {
  return new Proxy(
    {},
    {
      get: (_, key) => require(id)[key],
      has: (_, key) => key in require(id),
      ownKeys: () => Reflect.ownKeys(require(id)),
      getOwnPropertyDescriptor: (_, key) => ({ ...Object.getOwnPropertyDescriptor(require(id), key), configurable: true }),
    },
  );
}

/** The exports of the chunk `name` ("cli.cjs"), which runs at its first use. */
function load(name) {
  const known = chunks.get(name);
  if (known !== undefined) return known.exports;
  if (BUSY.test(name)) beBusy();
  const filename = join(FOLDER, name);
  // Chunks are ASCII: nothing to decode.
  const text = contents(filename).latin1Slice();
  const script = new Script(text, { filename, cachedData: cacheOf(name) });
  const chunk = { exports: {}, script };
  chunks.set(name, chunk);
  const outside = (id) => (LATE.has(id) ? late(id) : id.startsWith("node:") ? require(id) : createRequire(filename)(id));
  const inside = (id) => (id.startsWith("./") ? load(id.slice(2)) : outside(id));
  script.runInThisContext().call(chunk.exports, chunk.exports, inside, chunk, filename, dirname(filename));
  return chunk.exports;
}

module.exports = { load, chunks, cachePath, BUSY, FOLDER };
