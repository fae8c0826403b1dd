#!/usr/bin/env node
// Chooses the chunk: the inspectors load alone, everything else through the program.
"use strict";
const { load } = require("./load.js");
const INSPECTORS = ["nm", "objdump", "size", "strip", "readelf"];
const first = process.argv[2] && process.argv[2].startsWith("+") ? process.argv[3] : process.argv[2];
load(INSPECTORS.includes(first) ? `${first}.cjs` : "cli.cjs");
