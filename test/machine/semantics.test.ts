// Every instruction form with random operands, interpreted and compiled. A few cases of each are held to what a processor made of
// them (`fixtures/machine/semantics.txt`); with KBUILD_SEMANTICS_CASES=1000000 so many, on the processor this runs on, in the same
// run. KBUILD_SEMANTICS_RECORD=1 writes the recorded ones anew, from the processor.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { setPatience } from "../../src/machine/block.ts";
import { Process } from "../../src/machine/process.ts";
import { FORMS, semanticsProgram } from "./semantics.ts";

const RECORDED = "fixtures/machine/semantics.txt";
const SEED = 20260101;
/** Half of them are interpreted, half compiled. */
const FEW = 4;
const PATIENCE = 24;
const isProcessor = process.platform === "linux" && process.arch === "x64";
const many = Math.ceil(Number(process.env["KBUILD_SEMANTICS_CASES"] ?? 0) / FORMS.length);

function native(program: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-semantics-"));
  const file = join(folder, "program");
  writeFileSync(file, program, { mode: 0o755 });
  const { stdout } = spawnSync(file, { maxBuffer: 1 << 26 });
  rmSync(folder, { recursive: true });
  return stdout;
}

function emulated(program: Uint8Array): Buffer {
  const chunks: Uint8Array[] = [];
  new Process(bytesAccess(program), { write: (_, bytes) => chunks.push(bytes), memory: 0x2000000 }).run();
  return Buffer.concat(chunks);
}

const checksums = (output: Buffer) => FORMS.map(({ text }, i) => `${text}: ${output.subarray(8 * i, 8 * i + 8).toString("hex")}`);

test(`${FORMS.length} forms, ${FEW} times each, as recorded`, () => {
  const program = semanticsProgram(FORMS, FEW, SEED);
  if (process.env["KBUILD_SEMANTICS_RECORD"] !== undefined) writeFileSync(RECORDED, `${checksums(native(program)).join("\n")}\n`);
  setPatience(FEW / 2);
  const output = emulated(program);
  setPatience(PATIENCE);
  expect(checksums(output)).toEqual(readFileSync(RECORDED, "utf8").trimEnd().split("\n"));
});

test.runIf(isProcessor && many > 0)(
  `${FORMS.length} forms, ${many} times each, as this processor has it`,
  () => {
    const program = semanticsProgram(FORMS, many, SEED);
    expect(checksums(emulated(program))).toEqual(checksums(native(program)));
  },
  3_600_000,
);
