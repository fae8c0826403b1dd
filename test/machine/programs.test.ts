// Static Linux programs of the real compiler in the machine's user mode: output and exit status as on the processor itself.
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { Process } from "../../src/machine/process.ts";

const FOLDER = "fixtures/machine/programs";
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".elf"));

test.each(names)("%s", (name) => {
  const wanted = JSON.parse(readFileSync(`${FOLDER}/${name.replace(/elf$/, "json")}`, "utf8")) as { stdout: string; exit: number };
  const chunks: Uint8Array[] = [];
  const process = new Process(bytesAccess(readFileSync(`${FOLDER}/${name}`)), {
    write: (_, bytes) => chunks.push(bytes),
    maxInstructions: 20_000_000,
    memory: 0x2000000,
  });
  const reason = process.run();
  expect({ stdout: Buffer.concat(chunks).toString("utf8"), end: reason }).toEqual({
    stdout: wanted.stdout,
    end: { kind: "exit", status: wanted.exit },
  });
});
