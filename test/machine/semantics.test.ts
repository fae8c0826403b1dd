// Every instruction form with random operands, interpreted and compiled: both as the processor this runs on, and both alike.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { Process } from "../../src/machine/process.ts";
import { FORMS, semanticsProgram } from "./semantics.ts";

const isProcessor = process.platform === "linux" && process.arch === "x64";
const every = Number(process.env["KBUILD_SEMANTICS_CASES"] ?? 0);
/** A sample of the forms, so that the suite stays quick; all of them with KBUILD_SEMANTICS_CASES=1000000. */
const forms = every > 0 ? FORMS : FORMS.filter((_, i) => i % 12 === 0);
const count = every > 0 ? Math.ceil(every / FORMS.length) : 40;

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

const checksums = (output: Buffer) => forms.map(({ text }, i) => `${text}: ${output.subarray(8 * i, 8 * i + 8).toString("hex")}`);

test.runIf(isProcessor)(
  `${forms.length} forms, ${count} times each`,
  () => {
    const program = semanticsProgram(forms, count, 20260101);
    expect(checksums(emulated(program))).toEqual(checksums(native(program)));
  },
  600_000,
);
