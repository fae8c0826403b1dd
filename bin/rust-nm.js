#!/usr/bin/env node
"use strict";
process.argv.splice(2, 0, "nm");
require("./load.js").load("nm.cjs");
