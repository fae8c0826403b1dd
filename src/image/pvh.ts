// A kernel as an ELF file that QEMU and other hypervisors boot directly (`-kernel`): the PVH note names a 32-bit entry, whose
// code clears the text screen of what the firmware wrote, goes to long mode and calls the kernel.
// Note and entry state: Xen's PVH boot protocol (XEN_ELFNOTE_PHYS32_ENTRY).
import { ByteWriter } from "../base/bytes.ts";
import type { PlacedKernel } from "../elf/place.ts";
import { DESCRIPTORS, TEXT_SCREEN_DATA, callKernel, enterLongMode, fillTables } from "./boot-code.ts";
import { bootableElf } from "./bootable-elf.ts";
import type { BootPlaces } from "./bootable-elf.ts";

/** Runs with paging off, flat 32-bit segments, ebx = address of the start information, which the kernel gets in rdi. */
const stub = ({ tables, stack }: BootPlaces): string => `
.code32
start:
  cld
  mov dword ptr [information], ebx
  mov edi, 0xb8000
  mov eax, 0x07200720
  mov ecx, 1000
  rep stosd
${fillTables(tables)}
  lgdt [gdt_pointer]
${enterLongMode(tables)}
  .byte 0xea
  .long long_mode
  .short 8
.code64
long_mode:
  mov edi, dword ptr [information]
  mov esi, offset screen
${callKernel(`mov esp, ${stack}`)}
${DESCRIPTORS}${TEXT_SCREEN_DATA}
  .balign 4
information:
  .long 0
`;

const PHYS32_ENTRY = 18;

function note({ base }: BootPlaces): Uint8Array {
  return new ByteWriter().u32(4).u32(4).u32(PHYS32_ENTRY).append([0x58, 0x65, 0x6e, 0]).u32(base).bytes.slice();
}

export function pvhImage(kernel: PlacedKernel): Uint8Array {
  return bootableElf(kernel, stub, note);
}
