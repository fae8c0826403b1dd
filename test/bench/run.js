// `npm run bench`: ratios side by side in one run, never a pass or a failure. With cargo on the PATH its times stand
// beside; without it kbuild's alone.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const KBUILD = [process.execPath, join(ROOT, "bin/kbuild.js"), "+1.96"];
const CARGO = process.env.CARGO_TO_COMPARE ?? "cargo";
const ROUNDS = 7;
const TARGET = ["--target", "x86_64-unknown-none"];

const base = mkdtempSync(join(tmpdir(), "kbuild-bench-"));
mkdirSync(join(base, "src"));
writeFileSync(join(base, "Cargo.toml"), '[package]\nname = "kernel"\nversion = "0.1.0"\nedition = "2021"\n');
writeFileSync(
  join(base, "src/main.rs"),
  '#![no_std]\n#![no_main]\n\n#[panic_handler]\nfn panic(_info: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n\n#[no_mangle]\npub extern "C" fn _start() -> ! {\n    loop {}\n}\n',
);

function milliseconds(command, before) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    before?.();
    const start = performance.now();
    const { status, error, stderr } = spawnSync(command[0], command.slice(1), { cwd: base, encoding: "utf8" });
    if (error !== undefined || status !== 0) return { failed: (stderr ?? String(error)).split("\n")[0] };
    times.push(performance.now() - start);
  }
  return { median: times.sort((a, b) => a - b)[ROUNDS >> 1] };
}

const show = (name, { median, failed }, reference) => {
  const time = failed === undefined ? `${median.toFixed(1)} ms` : `failed: ${failed}`;
  const ratio = reference?.median !== undefined && median !== undefined ? `  ${(median / reference.median).toFixed(2)}x` : "";
  console.log(`${name.padEnd(28)} ${time}${ratio}`);
};

try {
  const clean = () => rmSync(join(base, "target"), { recursive: true, force: true });
  const node = milliseconds([process.execPath, "-e", "0"]);
  show("node -e 0", node);
  const commander = milliseconds([process.execPath, "-e", `require(${JSON.stringify(join(ROOT, "node_modules/commander"))})`]);
  show("node, loading commander", commander, node);
  const cargoCold = milliseconds([CARGO, "build", ...TARGET], clean);
  show("cargo, cold build", cargoCold);
  show("cargo, no-op build", milliseconds([CARGO, "build", ...TARGET]));
  show("kbuild, cold build", milliseconds([...KBUILD, "build", ...TARGET], clean), cargoCold);
  show("kbuild, no-op build", milliseconds([...KBUILD, "build", ...TARGET]), commander);
  show("kbuild version", milliseconds([...KBUILD, "version"]), node);
} finally {
  rmSync(base, { recursive: true, force: true });
}

await import("./workspace.js");
await import("./inspect.js");
await import("./link.js");
await import("./machine.js");
