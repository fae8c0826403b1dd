#!/usr/bin/env node
"use strict";
process.argv.splice(2, 0, "size");
require("./load.js").load("size.cjs");
