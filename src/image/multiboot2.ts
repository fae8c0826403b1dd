// A kernel as an ELF file for boot loaders that follow Multiboot 2, GRUB above all (`multiboot2 /boot/kernel.elf`). The header lies
// among the first bytes of the code; the loader's memory map becomes the kernel's start information.
// Facts: Multiboot2 specification 2.0: 3.1 (header), 3.3 (state at entry), 3.6 (information).
import type { PlacedKernel } from "../elf/place.ts";
import { COMMAND_LINE, MAP_ADDRESS, MAP_COUNT, MAP_ENTRY_SIZE, ROOT_POINTER, START_MAGIC } from "../elf/start-information.ts";
import { DESCRIPTORS, callKernel, enterLongMode, fillTables } from "./boot-code.ts";
import { bootableElf } from "./bootable-elf.ts";
import type { BootPlaces } from "./bootable-elf.ts";

const MAGIC = 0xe85250d6;
/** Bytes of the header: itself, the tag with the entry's address, the tag that ends it. */
const HEADER_SIZE = 16 + 16 + 8;
const ENTRY_TAG = 3;

const SCREEN_TAG = 8;

/** ebx = the tag: address, bytes of a row, columns, rows, bits; then whether it is pixels (1) or text (2), and the colours' bits. */
const READ_SCREEN = `
  mov eax, dword ptr [ebx + 8]
  mov dword ptr [screen + 8], eax
  mov eax, dword ptr [ebx + 12]
  mov dword ptr [screen + 12], eax
  mov eax, dword ptr [ebx + 16]
  mov dword ptr [screen + 4], eax
  mov eax, dword ptr [ebx + 20]
  mov dword ptr [screen + 16], eax
  mov eax, dword ptr [ebx + 24]
  mov dword ptr [screen + 20], eax
  movzx eax, byte ptr [ebx + 28]
  mov dword ptr [screen + 24], eax
  movzx eax, byte ptr [ebx + 29]
  cmp eax, 2
  jne 5f
  mov dword ptr [screen], 1
5:
  cmp eax, 1
  jne 6f
  mov dword ptr [screen], 2
  mov eax, dword ptr [ebx + 32]
  mov dword ptr [screen + 28], eax
  movzx eax, word ptr [ebx + 36]
  mov dword ptr [screen + 32], eax`;

/** Runs with paging off, flat 32-bit segments, ebx = address of the loader's information: tags of type, size, content. */
const stub = ({ tables, stack }: BootPlaces): string => `
.code32
  .balign 8
start:
  .long ${MAGIC}, 0, ${HEADER_SIZE}, ${0x100000000 - MAGIC - HEADER_SIZE}
  .short ${ENTRY_TAG}, 0
  .long 12, begin
  .long 0
  .short 0, 0
  .long 8
begin:
  cld
  add ebx, 8
tag:
  mov eax, dword ptr [ebx]
  mov ecx, dword ptr [ebx + 4]
  test eax, eax
  jz told
  cmp eax, 1
  jne 1f
  lea edx, [ebx + 8]
  mov dword ptr [information + ${COMMAND_LINE}], edx
1:
  cmp eax, 6
  jne 2f
  lea edx, [ebx + 16]
  mov dword ptr [information + ${MAP_ADDRESS}], edx
  lea eax, [ecx - 16]
  xor edx, edx
  mov esi, ${MAP_ENTRY_SIZE}
  div esi
  mov dword ptr [information + ${MAP_COUNT}], eax
2:
  cmp dword ptr [ebx], 14
  je 3f
  cmp dword ptr [ebx], 15
  jne 4f
3:
  lea edx, [ebx + 8]
  mov dword ptr [information + ${ROOT_POINTER}], edx
4:
  cmp dword ptr [ebx], ${SCREEN_TAG}
  jne 6f
${READ_SCREEN}
6:
  lea ebx, [ebx + ecx + 7]
  and ebx, 0xfffffff8
  jmp tag
told:
${fillTables(tables)}
  lgdt [gdt_pointer]
${enterLongMode(tables)}
  .byte 0xea
  .long long_mode
  .short 8
.code64
long_mode:
  mov edi, offset information
  mov esi, offset screen
${callKernel(`mov esp, ${stack}`)}
${DESCRIPTORS}
  .balign 8
information:
  .long ${START_MAGIC}, 1
  .long 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
screen:
  .long 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
`;

export function multiboot2Image(kernel: PlacedKernel): Uint8Array {
  return bootableElf(kernel, stub, () => new Uint8Array(0));
}
