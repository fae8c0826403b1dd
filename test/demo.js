// `npm run demo`: builds the post's kernel in a scratch folder and shows what is inside, command by command.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const KERNEL = `#![no_std]
#![no_main]

use core::panic::PanicInfo;

/// Called when something panics.
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}

#[no_mangle]
pub extern "C" fn _start() -> ! {
    loop {}
}
`;
const IMAGE = "target/x86_64-unknown-none/debug/kernel";
const RELEASE_IMAGE = "target/x86_64-unknown-none/release/kernel";
const STEPS = [
  "build --target x86_64-unknown-none",
  `nm ${IMAGE}`,
  `objdump -f ${IMAGE}`,
  `objdump -h ${IMAGE}`,
  `objdump -d ${IMAGE}`,
  `size ${IMAGE}`,
  "build --target x86_64-unknown-none --release",
  `objdump -d ${RELEASE_IMAGE}`,
];

if (!existsSync(join(ROOT, "dist/bin/cli.cjs"))) spawnSync("npm", ["run", "-s", "build:bin"], { cwd: ROOT, stdio: "inherit" });

let failed = false;
function run(words, folder) {
  process.stdout.write(`\n$ kbuild ${words}\n`);
  const { status } = spawnSync(process.execPath, [join(ROOT, "bin/kbuild.js"), ...words.split(" ")], { cwd: folder, stdio: "inherit" });
  if (status !== 0) failed = true;
}

const base = mkdtempSync(join(tmpdir(), "kbuild-demo-"));
try {
  run("new kernel --bin --edition 2021", base);
  const folder = join(base, "kernel");
  writeFileSync(join(folder, "src/main.rs"), KERNEL);
  process.stdout.write(`\n$ cat src/main.rs\n${KERNEL}`);
  for (const step of STEPS) run(step, folder);
} finally {
  rmSync(base, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
