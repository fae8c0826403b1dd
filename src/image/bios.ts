// A raw disk that a PC's BIOS boots. Sector 0 reads the rest through INT 13h, 32 KiB at a time, into low memory and copies it up
// past 1 MiB in unreal mode (16-bit code whose segments reach 4 GiB); then the loader, in the last bytes it copied, clears what the
// kernel wants as zeroes, moves its segments to their places, goes to long mode and calls it.
// Layout from sector 1 on: the loader's table and code (one chunk of 32 KiB at most), then the segments' bytes.
// BIOS services: INT 10h, 13h (EDD packet), 15h; unreal mode is entered again after each: SeaBIOS may leave it.
import { ByteWriter } from "../base/bytes.ts";
import type { PlacedKernel } from "../elf/place.ts";
import { DESCRIPTORS, TEXT_SCREEN_DATA, callKernel, enterLongMode, fillTables, patchEntry } from "./boot-code.ts";
import { assembleFlat } from "./flat.ts";
import { ImageError } from "./image-error.ts";
import {
  COMMAND_LINE,
  commandLineBytes,
  MAP_ADDRESS,
  MAP_COUNT,
  MAP_ENTRY_SIZE,
  MEMORY_MAP,
  START_INFORMATION,
  START_MAGIC,
} from "../elf/start-information.ts";

const SECTOR = 512;
const CHUNK = 0x8000;
const CHUNK_SECTORS = CHUNK / SECTOR;
const BOOT = 0x7c00;
/** Where INT 13h reads a chunk to. */
const BUFFER = 0x10000;
/** What the kernel is told (see `start-information.ts`), and its memory map. */
const INFORMATION = START_INFORMATION;
const MAP = MEMORY_MAP;
const MAP_MOST = 128;
/** Tables of long mode, and the stack, in low memory. */
const TABLES = 0x20000;
const STACK = 0x80000;
/** The loader runs here. */
const LOADER = 0x8000;
/** SeaBIOS reads disks of at least one cylinder of 16 heads and 63 sectors. */
const CYLINDER = 16 * 63 * SECTOR;
const MOST_BYTES = 0x10000000;

/** Sector 0: reads the loader (chunk 0) to its place and jumps to it. */
const BOOT_SECTOR = `
.code16
start:
  jmp begin
  nop
  .org 8
begin:
  cli
  xor ax, ax
  mov ds, ax
  mov es, ax
  mov ss, ax
  mov sp, ${BOOT}
  cld
  mov byte ptr [drive], dl
  mov ax, 3
  int 0x10
  mov ax, 0x2401
  int 0x15
  in al, 0x92
  or al, 2
  and al, 0xfe
  out 0x92, al
  mov si, offset packet
  mov ah, 0x42
  mov dl, byte ptr [drive]
  int 0x13
  jc failed
  mov dl, byte ptr [drive]
  .byte 0xea
  .short ${LOADER}
  .short 0
failed:
  mov si, offset message
1:
  lodsb
  test al, al
  jz 2f
  mov ah, 14
  mov bx, 7
  int 0x10
  jmp 1b
2:
  hlt
  jmp 2b
message:
  .asciz "kbuild: the disk cannot be read"
  .balign 4
packet:
  .byte 16
  .byte 0
  .short ${CHUNK_SECTORS}
  .short ${LOADER}
  .short 0
  .quad 1
drive:
  .byte 0
  .org 510
  .short 0xaa55
`;

/** Entries: 64-bit physical address of a segment, bytes of it in the file (whole chunks are read), bytes to clear behind them. */
const ENTRY_SIZE = 12;

/** The loader. Its table stands at \`table\`: per segment an address, a number of bytes, a number of zeroes. */
const loaderCode = (commandLine: string): string => `
.code16
loader:
  jmp begin
  nop
  .balign 4
count:
  .long 0
left:
  .long 0
table_pointer:
  .long table
begin:
  mov byte ptr [drive], dl
  mov di, ${INFORMATION}
  mov cx, ${(MAP - INFORMATION) / 2}
  xor ax, ax
  rep stosw
  mov dword ptr [${INFORMATION}], ${START_MAGIC}
  mov dword ptr [${INFORMATION + 4}], 1
  mov dword ptr [${INFORMATION + MAP_ADDRESS}], ${MAP}
  mov dword ptr [${INFORMATION + COMMAND_LINE}], ${commandLine === "" ? "0" : "offset command_line"}
  mov di, ${MAP}
  xor ebx, ebx
memory:
  mov eax, 0xe820
  mov ecx, 20
  mov edx, 0x534d4150
  mov dword ptr [di + 20], 0
  int 0x15
  jc told
  cmp eax, 0x534d4150
  jne told
  add di, ${MAP_ENTRY_SIZE}
  inc dword ptr [${INFORMATION + MAP_COUNT}]
  test ebx, ebx
  jz told
  cmp di, ${MAP + MAP_MOST * MAP_ENTRY_SIZE}
  jb memory
told:
  mov ebx, dword ptr [table_pointer]
  mov eax, dword ptr [count]
  mov dword ptr [left], eax
segment:
  cmp dword ptr [left], 0
  je done
  mov edi, dword ptr [ebx]
  mov ebp, dword ptr [ebx + 4]
chunk:
  test ebp, ebp
  jz next
  push ebx
  mov si, offset packet
  mov ah, 0x42
  mov dl, byte ptr [drive]
  int 0x13
  pop ebx
  jc failed
  call unreal
  mov ecx, ${CHUNK}
  cmp ebp, ecx
  jae 1f
  mov ecx, ebp
1:
  sub ebp, ecx
  mov esi, ${BUFFER}
2:
  mov al, byte ptr fs:[esi]
  mov byte ptr fs:[edi], al
  inc esi
  inc edi
  dec ecx
  jnz 2b
  add dword ptr [packet + 8], ${CHUNK_SECTORS}
  jmp chunk
next:
  add ebx, ${ENTRY_SIZE}
  dec dword ptr [left]
  jmp segment
failed:
  hlt
  jmp failed
unreal:
  cli
  lgdt [gdt_pointer]
  mov eax, cr0
  or al, 1
  mov cr0, eax
  mov ax, 16
  mov fs, ax
  mov eax, cr0
  and al, 0xfe
  mov cr0, eax
  ret
done:
  cli
  lgdt [gdt_pointer]
  mov eax, cr0
  or al, 1
  mov cr0, eax
  .byte 0xea
  .short protected
  .short 24
.code32
protected:
  mov eax, 16
  mov ds, eax
  mov es, eax
  mov ss, eax
  cld
${fillTables(TABLES)}
${enterLongMode(TABLES)}
  .byte 0xea
  .long long_mode
  .short 8
.code64
long_mode:
  mov eax, 16
  mov es, eax
  xor eax, eax
  mov ebx, dword ptr [table_pointer]
  mov edx, dword ptr [count]
zeroes:
  mov edi, dword ptr [rbx]
  mov ecx, dword ptr [rbx + 4]
  add rdi, rcx
  mov ecx, dword ptr [rbx + 8]
  rep stosb
  add rbx, ${ENTRY_SIZE}
  dec edx
  jnz zeroes
  mov edi, ${INFORMATION}
  mov esi, offset screen
${callKernel(`mov esp, ${STACK}`)}
${DESCRIPTORS}${TEXT_SCREEN_DATA}
command_line:
  .byte ${commandLineBytes(commandLine).join(", ")}
  .balign 4
packet:
  .byte 16
  .byte 0
  .short ${CHUNK_SECTORS}
  .short 0
  .short ${BUFFER >> 4}
  .quad ${1 + CHUNK_SECTORS}
drive:
  .byte 0
  .balign 4
table:
`;

const align = (value: number, to: number) => Math.ceil(value / to) * to;

function check({ segments }: PlacedKernel): void {
  for (const { physical, memorySize, bytes } of segments) {
    const address = `0x${physical.toString(16)}`;
    if (physical < 0x100000n) throw new ImageError(`a segment of the kernel is to be at ${address}: a BIOS disk loads from 0x100000 on`);
    if (physical + memorySize > 0x100000000n)
      throw new ImageError(`a segment of the kernel is to be at ${address}: a BIOS disk loads below 4 GiB`);
    if (bytes.length > MOST_BYTES) throw new ImageError("a segment of the kernel has more than 256 MiB of bytes");
  }
}

function loaderOf({ segments, entry }: PlacedKernel, commandLine: string): Uint8Array {
  const code = assembleFlat(loaderCode(commandLine), LOADER);
  patchEntry(code.bytes, code.offset("entry_end"), entry);
  new DataView(code.bytes.buffer).setUint32(code.offset("count"), segments.length, true);
  const out = new ByteWriter(true, CHUNK).append(code.bytes);
  for (const { physical, bytes, memorySize } of segments) {
    out
      .u32(Number(physical))
      .u32(bytes.length)
      .u32(Number(memorySize) - bytes.length);
  }
  if (out.length > CHUNK) throw new ImageError(`the kernel has ${segments.length} segments: too many for a BIOS disk`);
  return out.align(CHUNK).bytes.slice();
}

/** The disk. */
export function biosImage(kernel: PlacedKernel, commandLine = ""): Uint8Array {
  check(kernel);
  const parts = [assembleFlat(BOOT_SECTOR, BOOT).bytes, loaderOf(kernel, commandLine), ...kernel.segments.map(({ bytes }) => bytes)];
  const sizes = parts.map(({ length }, i) => (i === 0 ? SECTOR : align(length, CHUNK)));
  const image = new Uint8Array(
    align(
      sizes.reduce((sum, size) => sum + size, 0),
      CYLINDER,
    ),
  );
  let at = 0;
  parts.forEach((part, i) => {
    image.set(part, at);
    at += sizes[i] as number;
  });
  return image;
}
