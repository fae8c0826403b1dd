#!/usr/bin/env node
"use strict";
process.argv.splice(2, 0, "strip");
require("./load.js").load("strip.cjs");
