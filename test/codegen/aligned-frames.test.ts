// A local that asks for more alignment than the stack has: the stack pointer is rounded down, and from there on debuggers
// count from the frame pointer. The instructions of `.debug_frame` and `.eh_frame` are as llvm-dwarfdump 22 reads them.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const MANIFEST = '[package]\nname = "kernel"\nversion = "0.1.0"\nedition = "2021"\n';
const SOURCE = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
#[repr(align(64))]
pub struct Line(u32);
#[no_mangle]
pub extern "C" fn _start() -> ! {
    let line = Line(1);
    core::hint::black_box(&line);
    loop {}
}
`;

/** Of the entry: what the last words of its description say. */
const RULES = {
  // In its unwinding table: 16 below, then DW_CFA_def_cfa x29, 16; the link register at 8, x29 at 16.
  "aarch64-unknown-none": "440e10440c1d109e029d04",
  // ra at 8, s0 at 16; then DW_CFA_def_cfa s0, 0.
  "riscv64gc-unknown-none-elf": "0c0800",
  // lr at 4, r7 at 8; then DW_CFA_def_cfa_register r7.
  "thumbv7em-none-eabihf": "420e088e018702420d07",
  // DW_CFA_def_cfa_offset 16, rbp at 16; then DW_CFA_def_cfa_register rbp.
  "x86_64-unknown-none": "410e108602430d06",
} as const;

test.each(Object.entries(RULES))("%s", async (triple, rules) => {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": SOURCE }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: [triple], defaultFeatures: true }, context, "link");
  expect(await build(host, options, readCorelib), host.stderr.text).toBe(0);
  const file = new ElfFile(bytesAccess(host.files.read(`/k/target/${triple}/debug/kernel`)));
  const table = triple === "aarch64-unknown-none" ? ".eh_frame" : ".debug_frame";
  const frames = file.sections.find((section) => file.sectionName(section) === table);
  expect(frames).toBeDefined();
  if (frames !== undefined) expect(Buffer.from(file.contents(frames)).toString("hex")).toContain(rules);
});
