// `-C code-model`: how addresses that are known at link time come into registers. (rustc 1.96 with `-C opt-level=3 -C
// relocation-model=static`: R_X86_64_32S for bare metal, whose model is `kernel`, R_X86_64_32 with `-C code-model=small`.)
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";

const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
const SOURCE = `#![no_std]
static T: [u64; 4] = [1, 2, 3, 4];
#[no_mangle]
pub fn address() -> &'static [u64; 4] {
    &T
}
`;
const SHT_RELA = 4;
const [R_32, R_32S] = [10, 11];

async function relocationTypes(level: number, ...options: string[]): Promise<number[]> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/lib.rs": SOURCE }, "/k");
  const words = ["+1.96", "rustc", "-q", "--lib", "--target", "x86_64-unknown-none", "--", "--emit=obj=/k/k.o"];
  const status = await runCommandLine(
    host,
    [...words, "-C", `opt-level=${level}`, "-C", "debuginfo=0", "-C", "relocation-model=static", ...options],
    readCorelib,
  );
  expect([status, host.stderr.text]).toEqual([0, ""]);
  const file = new ElfFile(bytesAccess(host.files.read("/k/k.o")));
  const tables = file.sections.filter(({ type }) => type === SHT_RELA);
  return tables
    .flatMap(({ offset, size }) => {
      const bytes = file.access.read(Number(offset), Number(size));
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      return Array.from({ length: Number(size) / 24 }, (_, i) => view.getUint32(24 * i + 8, true));
    })
    .filter((type) => type === R_32 || type === R_32S);
}

test("bare metal's code may lie in the upper 2 GiB", async () => {
  expect(await relocationTypes(3)).toEqual([R_32S]);
  expect(await relocationTypes(3, "-C", "code-model=kernel")).toEqual([R_32S]);
  expect(await relocationTypes(3, "-C", "code-model=small")).toEqual([R_32]);
});
