// How fast kernels run: from the command to the text of a hello, and a hot loop, in kbuild's own machine beside QEMU (TCG). Ratios
// in one run; without QEMU kbuild's own numbers alone, with `ax-x86` installed beside it that emulator's, too.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { otherSpeed } from "./other-emulator.js";

const ROOT = resolve(import.meta.dirname, "../..");
const KBUILD = [process.execPath, join(ROOT, "bin/kbuild.js")];
const ROUNDS = 5;
/** Rounds of the loop. */
const STEPS = 20_000_000;
/** Fourteen instructions a step. */
const LOOP = `
    let mut cell = 0u64;
    unsafe {
        core::arch::asm!(
            "2:", "mov rdx, rax", "shl rdx, 13", "xor rax, rdx", "mov rdx, rax", "shr rdx, 7", "xor rax, rdx",
            "mov rdx, rax", "shl rdx, 17", "xor rax, rdx", "add [{memory}], rax", "mov rdx, [{memory}]", "add r8, rdx",
            "dec rcx", "jnz 2b",
            memory = in(reg) &mut cell, inout("rax") 1u64 => _, inout("rcx") ${STEPS}u64 => _, out("rdx") _, out("r8") _,
        );
    }`;

const kernel = (body) => `#![no_std]
#![no_main]

#[no_mangle]
pub extern "C" fn _start() -> ! {
    for byte in *b"Hello\\n" {
        unsafe { core::arch::asm!("out dx, al", in("dx") 0x3f8u16, in("al") byte) };
    }
    ${body}
    unsafe { core::arch::asm!("out dx, eax", in("dx") 0xf4u16, in("eax") 16u32) };
    loop {}
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
`;

const base = mkdtempSync(join(tmpdir(), "kbuild-bench-"));

function makeKernel(name, body) {
  const folder = join(base, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, ".cargo"));
  writeFileSync(join(folder, "Cargo.toml"), `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`);
  writeFileSync(join(folder, ".cargo/config.toml"), '[build]\ntarget = "x86_64-unknown-none"\n');
  writeFileSync(join(folder, "src/main.rs"), kernel(body));
  const { status, stderr } = spawnSync(KBUILD[0], [KBUILD[1], "image", "-q", "--release", "-o", "kernel.pvh"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return folder;
}

/** Median milliseconds of a command that ends with status 33; undefined if it cannot be run. */
function milliseconds(command, cwd) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { status, stdout } = spawnSync(command[0], command.slice(1), { cwd, encoding: "utf8", timeout: 120_000 });
    if (status !== 33 || !stdout.startsWith("Hello")) return undefined;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}

const QEMU = [
  "-display",
  "none",
  "-no-reboot",
  "-device",
  "isa-debug-exit,iobase=0xf4,iosize=0x04",
  "-serial",
  "stdio",
  "-kernel",
  "kernel.pvh",
];
const own = [...KBUILD, "run", "-q", "--release", "--emulator"];
const qemu = ["qemu-system-x86_64", ...QEMU];

function show(name, value, unit, reference) {
  const ratio = reference === undefined ? "" : `  ${(value / reference).toFixed(2)}x of QEMU`;
  console.log(`${name.padEnd(28)} ${value === undefined ? "not here" : `${value.toFixed(1)} ${unit}`}${value === undefined ? "" : ratio}`);
}

try {
  const hello = makeKernel("hello", "");
  const loop = makeKernel("hotloop", LOOP);
  const node = spawnTime();
  const [ownHello, qemuHello] = [milliseconds(own, hello), milliseconds(qemu, hello)];
  show("hello, kbuild's machine", ownHello, "ms", qemuHello);
  show("  above Node's own start", ownHello - node, "ms");
  show("hello, QEMU", qemuHello, "ms");
  const speed = (time, start) => (time === undefined ? undefined : (14 * STEPS) / 1000 / (time - start));
  const qemuSpeed = speed(milliseconds(qemu, loop), qemuHello);
  const ownSpeed = speed(milliseconds(own, loop), ownHello);
  show("hot loop, kbuild's machine", ownSpeed, "million instructions/s", qemuSpeed);
  const other = await otherSpeed();
  if (other !== undefined) console.log(`  ${(ownSpeed / other).toFixed(0)}x of ax-x86 (${other.toFixed(2)} million instructions/s)`);
  show("hot loop, QEMU", qemuSpeed, "million instructions/s");
} finally {
  rmSync(base, { recursive: true, force: true });
}

function spawnTime() {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    spawnSync(process.execPath, ["-e", "0"]);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}
