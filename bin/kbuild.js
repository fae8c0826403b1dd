#!/usr/bin/env node
// Chooses the chunk: the inspectors load alone, a build that was made before is looked at by itself, and everything else goes
// through the program.
"use strict";
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { load } = require("./load.js");
const INSPECTORS = ["nm", "objdump", "size", "strip", "readelf"];
const BUILDS = ["build", "b", "check", "c"];
const argv = process.argv.slice(2);
const first = argv[0] && argv[0].startsWith("+") ? argv[1] : argv[0];

/** Some target folder of this or a folder around it holds records of what builds said (see `src/node/answers.ts`). */
function hasRecords(folder) {
  const around = dirname(folder);
  return existsSync(join(folder, "target/.kbuild")) || (around !== folder && hasRecords(around));
}

const mayKnow = () => process.env.CARGO_TARGET_DIR !== undefined || hasRecords(process.cwd());
if (BUILDS.includes(first) && mayKnow() && load("again.cjs").sayAgain(argv)) process.exit(0);
load(INSPECTORS.includes(first) ? `${first}.cjs` : "cli.cjs");
