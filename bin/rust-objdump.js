#!/usr/bin/env node
"use strict";
process.argv.splice(2, 0, "objdump");
require("./load.js").load("objdump.cjs");
