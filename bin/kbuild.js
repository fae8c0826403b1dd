#!/usr/bin/env node
// Chooses the chunk: the inspectors load alone, everything else through the program.
"use strict";
const { load } = require("./load.js");
const INSPECTORS = ["nm", "objdump", "size", "strip", "readelf"];
const first = process.argv[2] && process.argv[2].startsWith("+") ? process.argv[3] : process.argv[2];
if (INSPECTORS.includes(first)) load(`${first}.cjs`);
else {
  // V8 optimises what has run for so many bytes of bytecode (by default a third of this): most runs are over before optimised code
  // has paid for the time that making it takes, on processors that others of the build could use. The inspectors are over before
  // the module that sets it would be loaded.
  require("node:v8").setFlagsFromString("--interrupt-budget=400000");
  load("cli.cjs");
}
