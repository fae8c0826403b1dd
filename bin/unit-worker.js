// A worker thread of a build.
"use strict";
const { load } = require("./load.js");
load("unit-worker.cjs");
