// A worker thread of objdump.
"use strict";
const { load } = require("./load.js");
load("dump-worker.cjs");
