// After a build of dist/bin, and after an installation that brings one: runs the verbs people wait for once each, and writes
// down what V8 compiled on the way. `node warm.js` runs all; `node warm.js VERB...` is one of those runs.
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { chunks, cachePath, BUSY, FOLDER } = require("./load.js");

const KERNEL = `#![no_std]
#![no_main]
use core::panic::PanicInfo;
static HELLO: &[u8] = b"Hello World!";
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
#[no_mangle]
pub extern "C" fn _start() -> ! {
    let vga_buffer = 0xb8000 as *mut u8;
    for (i, &byte) in HELLO.iter().enumerate() {
        unsafe {
            *vga_buffer.offset(i as isize * 2) = byte;
            *vga_buffer.offset(i as isize * 2 + 1) = 0xb;
        }
    }
    loop {}
}
`;
const IMAGE = "target/x86_64-unknown-none/debug/kernel";
const BUILD = "build --target x86_64-unknown-none";
// What shares chunks with the build comes before it: the last run to use a chunk writes it.
const RUNS = [
  BUILD,
  `objdump -d ${IMAGE}`,
  `readelf -a ${IMAGE}`,
  `size ${IMAGE}`,
  `nm ${IMAGE}`,
  "run --emulator --target x86_64-unknown-none",
  "clean",
  `${BUILD} --release`,
  "clean",
  BUILD,
];

/** What builds use before they have something to compile, without the flag that compiling sets. */
const CALM_RUNS = ["clean", `${BUILD} --release`, BUILD, "run --emulator --target x86_64-unknown-none"];

function warmEvery() {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-warm-"));
  const run = (words, cwd, mood = "") =>
    spawnSync(process.execPath, [__filename, ...words.split(" ")], { cwd, stdio: "ignore", env: { ...process.env, KBUILD_WARM: mood } });
  try {
    run("new kernel --bin --edition 2021", folder);
    const crate = join(folder, "kernel");
    writeFileSync(join(crate, "src/main.rs"), KERNEL);
    for (const words of RUNS) run(words, crate);
    for (const words of CALM_RUNS) run(words, crate, "calm");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function warmOne() {
  process.on("exit", () => {
    // V8 writes down the flags of now. What sets them is never loaded without.
    const isCalm = process.env.KBUILD_WARM === "calm";
    for (const [name, { script }] of chunks) if (!isCalm || !BUSY.test(name)) writeFileSync(cachePath(name), script.createCachedData());
  });
  require("./kbuild.js");
}

if (process.argv.length > 2) warmOne();
else if (existsSync(join(FOLDER, "cli.cjs"))) warmEvery();
