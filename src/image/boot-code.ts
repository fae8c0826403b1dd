// What all boot code has in common, as assembly text: the way from protected mode with flat segments into long mode, and the page
// tables there. Memory up to 4 GiB is at its own address, and again at 0xffff800000000000; the first 2 GiB also at
// 0xffffffff80000000, for kernels that are linked there.

import { textScreenInformation } from "../elf/start-information.ts";

/** Bytes of tables from `tables` on: a root, two middle ones, four of 2 MiB pages. */
export const TABLES_SIZE = 0x7000;

/** 32-bit code: fills in tables at `tables`; uses eax, ecx, edi. `[edi]` addresses need flat segments. */
export const fillTables = (tables: number): string => `
  mov edi, ${tables}
  xor eax, eax
  mov ecx, ${TABLES_SIZE / 4}
  rep stosd
  mov dword ptr [${tables}], ${tables + 0x1003}
  mov dword ptr [${tables + 256 * 8}], ${tables + 0x1003}
  mov dword ptr [${tables + 511 * 8}], ${tables + 0x2003}
  mov dword ptr [${tables + 0x2000 + 510 * 8}], ${tables + 0x3003}
  mov dword ptr [${tables + 0x2000 + 511 * 8}], ${tables + 0x4003}
  mov edi, ${tables + 0x1000}
  mov eax, ${tables + 0x3003}
  mov ecx, 4
2:
  mov dword ptr [edi], eax
  add edi, 8
  add eax, 0x1000
  dec ecx
  jnz 2b
  mov edi, ${tables + 0x3000}
  mov eax, 0x83
3:
  mov dword ptr [edi], eax
  add edi, 8
  add eax, 0x200000
  jnc 3b
`;

/** Switches paging and long mode on; what follows must be a far jump to 64-bit code. CR4: PAE, OSFXSR, OSXMMEXCPT. */
export const enterLongMode = (tables: number): string => `
  mov eax, ${tables}
  mov cr3, eax
  mov eax, cr4
  or eax, 0x620
  mov cr4, eax
  mov ecx, 0xc0000080
  rdmsr
  or eax, 0x100
  wrmsr
  mov eax, cr0
  and eax, 0xfffffffb
  or eax, 0x80000003
  mov cr0, eax
`;

/**
 * 64-bit code: flat data segments, no local descriptors and a stack (`setStack`), then the call of the kernel's entry; what returns
 * halts. `moved`: what adds to rax how far the kernel was moved.
 */
export const callKernel = (setStack: string, moved = ""): string => `
  mov eax, 16
  mov ds, eax
  mov es, eax
  mov ss, eax
  xor eax, eax
  mov fs, eax
  mov gs, eax
  lldt ax
  ${setStack}
  xor ebp, ebp
  movabs rax, 0x1122334455667788
entry_end:
  ${moved}
  call rax
4:
  hlt
  jmp 4b
`;

/** Null, 64-bit code, data of 4 GiB, 32-bit code; and the operand of \`lgdt\`. */
export const DESCRIPTORS = `
  .balign 8
gdt:
  .quad 0
  .quad 0x00af9a000000ffff
  .quad 0x00cf92000000ffff
  .quad 0x00cf9a000000ffff
gdt_end:
gdt_pointer:
  .short 31
  .long gdt
`;

/** What the screen is where it is a PC's text screen: see `start-information.ts`. */
export const TEXT_SCREEN_DATA = `
  .balign 8
screen:
  .byte ${textScreenInformation().join(", ")}
`;

/** Puts the entry's address into the code of \`callKernel\`. */
export function patchEntry(bytes: Uint8Array, entryEnd: number, entry: bigint): void {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).setBigUint64(entryEnd - 8, entry, true);
}
