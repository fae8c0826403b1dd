// `node cached.cjs FILE WORD...` runs a script, which is a function of what modules get, with what V8 compiled at its last run, as
// kbuild's own chunks are loaded.
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

function readCache(file) {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
}

setFlagsFromString("--interrupt-budget=400000");
setFlagsFromString("--semi-space-growth-factor=4");
const [file] = process.argv.splice(2, 1);
const cachedData = readCache(file);
const script = new Script(readFileSync(file, "latin1"), { filename: file, cachedData });
if (cachedData === undefined) process.on("exit", () => writeFileSync(`${file}.cache`, script.createCachedData()));
script.runInThisContext().call({}, {}, createRequire(file), {}, file, __dirname);
