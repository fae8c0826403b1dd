// Loads chunks of dist/bin. V8 keeps what it compiled of each beside it (`<chunk>.cache`, written by warm.js): with that,
// start-up compiles nothing. A cache that is missing, or of another Node, only costs time.
"use strict";
const { readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const FOLDER = join(__dirname, "../dist/bin");

/** @type {Map<string, { exports: unknown, script: Script }>} Chunks by name. */
const chunks = new Map();

function cacheOf(name) {
  try {
    return readFileSync(join(FOLDER, `${name}.cache`));
  } catch {
    return undefined;
  }
}

/** The exports of the chunk `name` ("cli.cjs"), which runs at its first use. */
function load(name) {
  const known = chunks.get(name);
  if (known !== undefined) return known.exports;
  const filename = join(FOLDER, name);
  const script = new Script(wrap(readFileSync(filename, "utf8")), { filename, cachedData: cacheOf(name) });
  const chunk = { exports: {}, script };
  chunks.set(name, chunk);
  const outside = (id) => (id.startsWith("node:") ? require(id) : createRequire(filename)(id));
  const inside = (id) => (id.startsWith("./") ? load(id.slice(2)) : outside(id));
  script.runInThisContext().call(chunk.exports, chunk.exports, inside, chunk, filename, dirname(filename));
  return chunk.exports;
}

module.exports = { load, chunks, FOLDER };
