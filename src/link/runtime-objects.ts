// What rustc links into every binary besides the crate's own object. From some release between 1.68 and 1.96 on,
// its `symbols.o` refers to `__rust_probestack`, so that one object of compiler_builtins is loaded: its function is
// collected again, but its file symbol, its `.comment` and the CIE of its unwind table stay in the image.
import * as elf from "../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol } from "../elf/object.ts";
import { rustcVersionText } from "../target/release.ts";
import type { Release } from "../target/release.ts";

const PROBESTACK = "_RNvCsfgHYwM92fyn_7___rustc17___rust_probestack";
const FILE_NAME = "compiler_builtins.9ce7a74646255bf4-cgu.298";
/** push rbp; mov rbp, rsp; leave; ret: it is never called, since probes are inline. */
const CODE = Uint8Array.of(0x55, 0x48, 0x89, 0xe5, 0xc9, 0xc3);

/** zR: code alignment 1, data alignment -8, return address in column 16, pcrel sdata4; CFA = rsp + 8, return address at -8. */
const CIE = [0x14, 0, 0, 0, 0, 0, 0, 0, 1, 0x7a, 0x52, 0, 1, 0x78, 0x10, 1, 0x1b, 0x0c, 7, 8, 0x90, 1, 0, 0];
/** Six bytes of code: frame set up and taken down again. */
const FDE = [0x1c, 0, 0, 0, 0x1c, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0x41, 0x0e, 0x10, 0x86, 2, 0x43, 0x0d, 6, 0x41, 0x0c, 7, 8, 0, 0, 0];

function section(
  name: string,
  type: number,
  flags: number,
  alignment: number,
  data: Uint8Array,
  extra: Partial<ObjectSection> = {},
): ObjectSection {
  return { name, type, flags, alignment, entrySize: 0, data, size: data.length, relocations: [], ...extra };
}

function probestackObject(release: Release): ElfObject {
  const comment = new TextEncoder().encode(`\0rustc version ${rustcVersionText(release)} (built from a source tarball)\0`);
  const symbols: ObjectSymbol[] = [
    { name: FILE_NAME, value: 0n, size: 0n, binding: elf.STB_LOCAL, type: elf.STT_FILE, visibility: elf.STV_DEFAULT, place: "absolute" },
    {
      name: `.text.${PROBESTACK}`,
      value: 0n,
      size: 0n,
      binding: elf.STB_LOCAL,
      type: elf.STT_SECTION,
      visibility: elf.STV_DEFAULT,
      place: 0,
    },
    { name: PROBESTACK, value: 0n, size: 6n, binding: elf.STB_GLOBAL, type: elf.STT_FUNC, visibility: elf.STV_HIDDEN, place: 0 },
  ];
  return {
    name: "libcompiler_builtins.rlib(compiler_builtins.o)",
    is64: true,
    littleEndian: true,
    machine: elf.EM_X86_64,
    flags: 0,
    osAbi: 0,
    sections: [
      section(`.text.${PROBESTACK}`, elf.SHT_PROGBITS, elf.SHF_ALLOC | elf.SHF_EXECINSTR, 16, CODE),
      section(".comment", elf.SHT_PROGBITS, elf.SHF_MERGE | elf.SHF_STRINGS, 1, comment, { entrySize: 1 }),
      section(".eh_frame", elf.SHT_X86_64_UNWIND, elf.SHF_ALLOC, 8, Uint8Array.from([...CIE, ...FDE]), {
        relocations: [{ offset: 0x20, type: elf.R_X86_64_PC32, symbol: 1, addend: 0n }],
      }),
    ],
    symbols,
  };
}

/** Objects to link behind the crate's own for a bare-metal binary. */
export function runtimeObjects(release: Release): readonly ElfObject[] {
  return release.minor >= 96 ? [probestackObject(release)] : [];
}
