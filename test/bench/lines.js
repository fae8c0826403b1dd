// `node test/bench/lines.js [--lines 10000,30000,100000] [--rustc PATH]`: a crate of so many generated lines of scalar code (integers, loops,
// arrays, matches, statics, calls), compiled by kbuild and by the real rustc without optimization in one run. Time of the clock and of
// processors and peak memory of both, and the ratios; `--rustc` names the compiler to compare with.
import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { lines: { type: "string", default: "10000,30000,100000" }, rustc: { type: "string", default: "rustc" } },
});
const KBUILD = [process.execPath, resolve(import.meta.dirname, "../../bin/kbuild.js"), "+1.96", "build", "--target", "x86_64-unknown-none"];
const HEAD = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
`;

/** 25 lines; each function calls the one before it. */
const part = (i) => `static TABLE_${i}: [u32; 4] = [${i}, ${i + 1}, ${(i * 7) % 1000}, 0x${((i * 2654435761) % 4294967296).toString(16)}];
fn mix_${i}(seed: u64, data: &mut [u32; 8]) -> u64 {
    let mut sum = seed ^ ${i}u64;
    let mut i = 0usize;
    while i < data.len() {
        let word = data[i].wrapping_add(TABLE_${i}[i % 4]);
        sum = sum.rotate_left(5).wrapping_mul(0x9e37_79b9) ^ word as u64;
        data[i] = match word % 5 {
            0 => word >> 3,
            1 | 2 => word ^ 0xffff,
            n if n == ${i % 5} => word.wrapping_sub(n),
            _ => !word,
        };
        i += 1;
    }
    for step in 0..${(i % 7) + 1}u8 {
        if step % 2 == 0 && sum & 1 == 1 {
            sum = sum.wrapping_add(step as u64);
        } else {
            sum ^= (step as u64) << 7;
        }
    }
    let (low, high) = (sum as u32, (sum >> 32) as u32);
    ${i === 0 ? "(low as u64) + (high as u64)" : `mix_${i - 1}(low as u64 + high as u64, data)`}
}
`;
const LINES_OF_PART = 26;

function crate(lines) {
  const count = Math.ceil(lines / LINES_OF_PART);
  const parts = Array.from({ length: count }, (_, i) => part(i)).join("");
  return `${HEAD}${parts}#[no_mangle]\npub extern "C" fn _start() -> ! {\n    let mut data = [1; 8];\n    mix_${count - 1}(7, &mut data);\n    loop {}\n}\n`;
}

function measured(command, cwd) {
  const { stderr, status } = spawnSync("/usr/bin/time", ["-f", "%U %S %M %e", ...command], { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command[0]}: ${stderr.slice(0, 500)}`);
  const [user, system, memory, clock] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { clock, seconds: user + system, memory: memory / 1024 };
}

for (const lines of values.lines.split(",").map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-lines-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "Cargo.toml"), '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n');
  writeFileSync(join(folder, "src/main.rs"), crate(lines));
  const theirs = measured(
    [values.rustc, "src/main.rs", "--edition", "2021", "--target", "x86_64-unknown-none", "-C", "panic=abort", "-g", "-o", "theirs"],
    folder,
  );
  const ours = measured(KBUILD, folder);
  const show = ({ clock, seconds, memory }) => `${clock.toFixed(1)} s (${seconds.toFixed(1)} s of processors) ${memory.toFixed(0)} MB`;
  const ratio = (time) => `${(ours[time] / theirs[time]).toFixed(2)}x`;
  console.log(`${lines} lines: kbuild ${show(ours)}, rustc ${show(theirs)}, ${ratio("clock")} (${ratio("seconds")} of processors)`);
  rmSync(folder, { recursive: true, force: true });
}
