#!/usr/bin/env node
// Chooses the chunk: the inspectors load alone, a build that was made before is looked at by itself, and everything else goes
// through the program.
"use strict";
const { load } = require("./load.js");
const INSPECTORS = ["nm", "objdump", "size", "strip", "readelf"];
const BUILDS = ["build", "b", "check", "c"];
const argv = process.argv.slice(2);
const first = argv[0] && argv[0].startsWith("+") ? argv[1] : argv[0];
if (BUILDS.includes(first) && load("again.cjs").sayAgain(argv)) process.exit(0);
load(INSPECTORS.includes(first) ? `${first}.cjs` : "cli.cjs");
