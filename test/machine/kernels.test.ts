// Kernels of the real compiler in kbuild's machine: serial output and exit status as under QEMU.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { debugExitStatus, stopWords } from "../../src/cli/machine/stop-words.ts";
import { screenRows } from "../../src/cli/machine/screen-text.ts";
import { symbolsOf } from "../../src/cli/machine/symbols.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { Computer } from "../../src/machine/computer.ts";

const FOLDER = "fixtures/machine/kernels";
const names = readdirSync(FOLDER).flatMap((name) => (name.endsWith(".elf") ? [name.slice(0, -4)] : []));
const STILL_RUNNING = 124;
/** In seconds since 1970. */
const NOON = 1_767_268_800;

function boot(image: Uint8Array, maxInstructions = 10_000_000, typed = new Uint8Array(0)) {
  const serial: number[] = [];
  const computer = new Computer({
    memory: 0x8000000,
    serial: (byte) => serial.push(byte),
    time: NOON,
    exitPort: 0xf4,
    maxInstructions,
  });
  const kernel = placeKernel(bytesAccess(image));
  expect(computer.load(kernel)).toBe(true);
  computer.serial.offer(typed);
  const reason = computer.run();
  const words = stopWords(reason, computer.processor.ip, symbolsOf(bytesAccess(image), kernel.delta), false, computer.runner.count);
  return { computer, reason, words: words.text, serial: Buffer.from(serial).toString("latin1") };
}

test.each(names)("%s", (name) => {
  const typed = `${FOLDER}/${name}.typed`;
  const { reason, serial } = boot(readFileSync(`${FOLDER}/${name}.elf`), undefined, existsSync(typed) ? readFileSync(typed) : undefined);
  expect(serial).toBe(readFileSync(`${FOLDER}/${name}.serial`, "latin1"));
  const status = reason.kind === "debug-exit" ? debugExitStatus(reason.value) : STILL_RUNNING;
  expect(status).toBe(Number(readFileSync(`${FOLDER}/${name}.exit`, "utf8")));
});

test("a kernel at rest is told about", () => {
  expect(boot(readFileSync(`${FOLDER}/kernel.dev.elf`)).words).toMatch(/^spinning at _start\+0x2 \(0x[0-9a-f]+\)$/);
  const { words, computer } = boot(readFileSync(`${FOLDER}/vga_hello.release.elf`));
  expect(words).toBe("halted, interrupts off: your kernel is done");
  expect(screenRows(computer.screen)[0]).toBe("Hello World!");
});

/** An ELF file of one segment with this code, entered at its start. */
function kernelOf(code: readonly number[], address = 0x200000): Uint8Array {
  const bytes = new Uint8Array(120 + code.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  for (const [at, value] of [
    [16, 2],
    [18, 62],
    [52, 64],
    [54, 56],
    [56, 1],
  ] as const)
    view.setUint16(at, value, true);
  for (const [at, value] of [
    [24, address + 120],
    [32, 64],
    [72, 0],
    [80, address],
    [88, address],
    [96, bytes.length],
    [104, bytes.length],
    [112, 1],
  ] as const)
    view.setBigUint64(at, BigInt(value), true);
  view.setUint32(20, 1, true);
  view.setUint32(64, 1, true);
  view.setUint32(68, 7, true);
  bytes.set(code, 120);
  return bytes;
}

test.each([
  ["ret", [0xc3], "returned from _start"],
  ["cli; hlt", [0xfa, 0xf4], "halted, interrupts off: your kernel is done"],
  ["jmp to itself", [0xeb, 0xfe], "spinning at 0x200078"],
  ["pause; jmp back", [0xf3, 0x90, 0xeb, 0xfc], "spinning at 0x200078"],
  [
    "mov dx, 0x604; mov ax, 0x2000; out dx, ax",
    [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0x00, 0x20, 0x66, 0xef],
    "the kernel switched the machine off",
  ],
  [
    "mov dx, 0x604; mov ax, 0x3400; out dx, ax; ud2",
    [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0x00, 0x34, 0x66, 0xef, 0x0f, 0x0b],
    "triple fault: invalid opcode, instruction at 0x200082, no handler",
  ],
  ["ud2", [0x0f, 0x0b], "triple fault: invalid opcode, instruction at 0x200078, no handler"],
  [
    "mov al, [0x123456789000]",
    [0xa0, 0x00, 0x90, 0x78, 0x56, 0x34, 0x12, 0, 0],
    "triple fault: page fault at 0x123456789000 (reading a page that is not there), instruction at 0x200078, no handler",
  ],
  [
    "an instruction of AVX",
    [0xc5, 0xf8, 0x77],
    "instruction c5 f8 77 00 00 00 00 00 00 00 00 00 00 00 00 at 0x200078, which kbuild's machine does not know",
  ],
  [
    "a jump to 32-bit code",
    // mov dword ptr [0x10100c], 0xcf9a00; push 8; push 0; retfq
    [0xc7, 0x04, 0x25, 0x0c, 0x10, 0x10, 0, 0, 0x9a, 0xcf, 0, 0x6a, 8, 0x6a, 0, 0x48, 0xcb],
    "goes to 16- or 32-bit code (segment 0x8) at 0x200087, which kbuild's machine does not run",
  ],
  [
    "a copy from another segment",
    [0x64, 0xf3, 0xa4],
    "instruction 64 f3 a4 00 00 00 00 00 00 00 00 00 00 00 00 at 0x200078, which kbuild's machine does not know",
  ],
  [
    "a fill whose addresses wrap at 32 bits",
    [0x67, 0xf3, 0xaa],
    "instruction 67 f3 aa 00 00 00 00 00 00 00 00 00 00 00 00 at 0x200078, which kbuild's machine does not know",
  ],
])("%s", (_, code, words) => {
  expect(boot(kernelOf(code)).words).toBe(words);
});

test("segments go over the stack", () => {
  // mov ax, 16; mov fs, ax; push fs; pop rax; push gs; pop rbx; out 0xf4, eax
  const code = [0x66, 0xb8, 0x10, 0, 0x8e, 0xe0, 0x0f, 0xa0, 0x58, 0x0f, 0xa8, 0x0f, 0xa9, 0xe7, 0xf4];
  expect(boot(kernelOf(code)).reason).toEqual({ kind: "debug-exit", value: 16 });
});

test("no two time stamps are the same", () => {
  // rdtsc; mov ecx, eax; rdtsc; sub eax, ecx; out 0xf4, eax
  const { reason } = boot(kernelOf([0x0f, 0x31, 0x89, 0xc1, 0x0f, 0x31, 0x29, 0xc8, 0xe7, 0xf4]));
  expect(reason).toEqual({ kind: "debug-exit", value: 1 });
});

test("what the float unit keeps is that of one that was just reset", () => {
  // fnsave [0x300000]; fnstcw [0x300080]; cli; hlt. As an x86-64 processor writes it.
  const { computer } = boot(kernelOf([0xdd, 0x34, 0x25, 0, 0, 0x30, 0, 0xd9, 0x3c, 0x25, 0x80, 0, 0x30, 0, 0xfa, 0xf4]));
  const { bytes } = computer.processor.memory;
  const environment = `7f03ffff0000ffffffffffff${"00".repeat(14)}ffff`;
  expect(Buffer.from(bytes.subarray(0x300000, 0x30006c)).toString("hex")).toBe(environment + "00".repeat(80));
  expect(Buffer.from(bytes.subarray(0x300080, 0x300082)).toString("hex")).toBe("7f03");
});

test("an endless loop ends at the limit", () => {
  const { reason, computer } = boot(kernelOf([0x48, 0xff, 0xc0, 0xeb, 0xfb]), 1_000_000);
  expect(reason.kind).toBe("limit");
  expect(computer.runner.count).toBeGreaterThanOrEqual(1_000_000);
  expect(computer.runner.count).toBeLessThan(1_001_000);
});

test("numbers of the machine's own chance", () => {
  // rdrand rax; rdseed ecx; setc dl; hlt, with interrupts off
  const code = [0xfa, 0x48, 0x0f, 0xc7, 0xf0, 0x0f, 0xc7, 0xf9, 0x0f, 0x92, 0xc2, 0xf4];
  const seen = [0, 1].map(() => {
    const { computer, reason } = boot(kernelOf(code));
    expect(reason.kind).toBe("halted");
    return [0, 1].map((register) => computer.processor.register(register, 64)).concat(computer.processor.register(2, 8));
  });
  // The first two numbers of SplitMix64 from 0: the same in every run.
  expect(seen[0]).toEqual([0xe220a8397b1dcdafn, 0xa1b965f4n, 1n]);
  expect(seen[1]).toEqual(seen[0]);
});
