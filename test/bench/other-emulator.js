// Another emulator in JavaScript beside kbuild's machine: `ax-x86` from npm, whose license (GPL) keeps it out of this package's
// dependencies. Where somebody has put it beside this checkout, its speed on the hot loop is told; else nothing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The hot loop of `machine.js` behind `mov eax, 1; mov ecx, 100000`, with its memory operand at [rsi]. */
const CODE = "b801000000b9a08601004889c248c1e20d4831d04889c248c1ea074831d04889c248c1e2114831d0480106488b164901d048ffc975d4";
const STEPS = 100_000;
const INSTRUCTIONS_A_STEP = 14;
const START = 0x400000n;
const MEMORY = 0x10000n;

/** The package's folder, or undefined. */
function folder() {
  try {
    return dirname(createRequire(import.meta.url).resolve("ax-x86/package.json"));
  } catch {
    return undefined;
  }
}

/** Million instructions a second of the hot loop; undefined where the emulator is not installed. */
export async function otherSpeed() {
  const at = folder();
  if (at === undefined) return undefined;
  // Its module does not say that it is one.
  const text = readFileSync(join(at, "ax_x86.js"), "utf8");
  const { default: init, Axecutor, Register } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  await init(readFileSync(join(at, "ax_x86_bg.wasm")));
  const machine = new Axecutor(new Uint8Array(Buffer.from(CODE, "hex")), START, START);
  machine.mem_init_zero(MEMORY, 0x1000n);
  machine.reg_write_64(Register.RSI, MEMORY);
  const start = performance.now();
  await machine.execute();
  return (INSTRUCTIONS_A_STEP * STEPS) / 1000 / (performance.now() - start);
}
