// The code of the UEFI application, as assembly text, and where its parts lie: `uefi.ts` puts its tables behind it.
// Facts: UEFI specification 2.10: 4.3 (system table), 7.2 (memory services), 7.4.6 (leaving), 12.4 (console).
import { COMMAND_LINE, MAP_ADDRESS, MAP_COUNT, MAP_ENTRY_SIZE, ROOT_POINTER, START_MAGIC } from "../elf/start-information.ts";
import { SECTION_ALIGNMENT } from "../link/pe/pe-file.ts";
import { DESCRIPTORS, TABLES_SIZE, callKernel } from "./boot-code.ts";

export const PAGE = 0x1000;
/** Addresses from the image's base. */
export const CODE = SECTION_ALIGNMENT;
export const ZEROES = 0x10000;
/** From `start`, where the code begins, to parts of the zeroes. */
export const VARIABLES = ZEROES - CODE;
const MAP = VARIABLES + PAGE;
const FIRMWARE_MAP = MAP + 0x8000;
const FIRMWARE_MAP_SIZE = 0x10000;
const TABLES = FIRMWARE_MAP + FIRMWARE_MAP_SIZE;
const STACK_END = TABLES + TABLES_SIZE + 0x40000;
export const ZEROES_SIZE = STACK_END - VARIABLES;
export const SEGMENTS = ZEROES + ZEROES_SIZE;

const [WHERE, MAP_SIZE, MAP_KEY, ENTRY_SIZE, ENTRY_VERSION, POINTER, INFORMATION, SCREEN] = [0, 8, 16, 24, 32, 48, 64, 128].map(
  (offset) => VARIABLES + offset,
) as [number, number, number, number, number, number, number, number];

/** A place in the zeroes as an operand. */
const at = (offset: number): string => `[rip + start + ${offset}]`;

/** Types of memory by the firmware's numbers, as E820 has them. */
const TYPES = [2, 1, 1, 1, 1, 2, 2, 1, 5, 3, 4, 2, 2, 2, 2, 2];

/** UCS-2, with a new line behind it. */
const text = (words: string): string => `  .short ${[...`kbuild: ${words}\r\n\0`].map((one) => one.charCodeAt(0)).join(", ")}`;

/** Asks for the range that rbx points to, at its address. */
const TAKE_RANGE = `  mov rax, qword ptr [rbx]
  mov qword ptr ${at(WHERE)}, rax
  mov ecx, 2
  mov edx, 2
  mov r8, qword ptr [rbx + 8]
  lea r9, ${at(WHERE)}
  call qword ptr [r14 + 40]
`;

/** r15: how far the kernel is moved. */
const ALLOCATE = `
  xor r15d, r15d
  lea rbx, [rip + ranges]
  mov ebp, dword ptr [rip + range_count]
range:
  test ebp, ebp
  jz copy
${TAKE_RANGE}  lea rdx, [rip + taken]
  test rax, rax
  jnz failed
  add rbx, 16
  dec ebp
  jmp range
`;

/** One range. Where it is not free the kernel goes wherever the firmware has room below 4 GiB, to a page of 2 MiB. */
const ALLOCATE_MOVABLE = `
  xor r15d, r15d
  lea rbx, [rip + ranges]
${TAKE_RANGE}  test rax, rax
  jz copy
  mov eax, 0xffffffff
  mov qword ptr ${at(WHERE)}, rax
  mov ecx, 1
  mov edx, 2
  mov r8, qword ptr [rbx + 8]
  add r8, 511
  lea r9, ${at(WHERE)}
  call qword ptr [r14 + 40]
  lea rdx, [rip + full]
  test rax, rax
  jnz failed
  mov r15, qword ptr ${at(WHERE)}
  add r15, 0x1fffff
  and r15, -0x200000
  sub r15, qword ptr [rbx]
`;

const COPY = `
copy:
  cld
  lea rbx, [rip + segments]
  mov ebp, dword ptr [rip + segment_count]
segment:
  test ebp, ebp
  jz relocate
  mov rdi, qword ptr [rbx]
  add rdi, r15
  lea rsi, [rip + start]
  add rsi, qword ptr [rbx + 24]
  mov rcx, qword ptr [rbx + 8]
  rep movsb
  mov rcx, qword ptr [rbx + 16]
  xor eax, eax
  rep stosb
  add rbx, 32
  dec ebp
  jmp segment
`;

/** Words that hold addresses of the kernel's: their own addresses, 32 bits each, stand behind the segments. */
const RELOCATE = `
relocate:
  lea rbx, [rip + start]
  mov eax, dword ptr [rip + relocated_from]
  add rbx, rax
  mov ebp, dword ptr [rip + relocated_count]
1:
  test ebp, ebp
  jz root_pointer
  mov eax, dword ptr [rbx]
  add qword ptr [rax + r15], r15
  add rbx, 4
  dec ebp
  jmp 1b
`;

/** The configuration table of ACPI 2.0: 8868e871-e4f1-11d3-bc22-0080c73c8881. */
const FIND_ROOT_POINTER = `
root_pointer:
  mov rcx, qword ptr [r13 + 104]
  mov rbx, qword ptr [r13 + 112]
  movabs rdx, 0x11d3e4f18868e871
  movabs rsi, 0x81883cc7800022bc
1:
  test rcx, rcx
  jz find_screen
  cmp qword ptr [rbx], rdx
  jne 2f
  cmp qword ptr [rbx + 8], rsi
  jne 2f
  mov rax, qword ptr [rbx + 16]
  mov qword ptr ${at(INFORMATION + ROOT_POINTER)}, rax
2:
  add rbx, 24
  dec rcx
  jmp 1b
`;

/**
 * The graphics output protocol, if there is one: where its pixels are. Formats: 0 red in the lowest byte, 1 blue; others have no plain
 * pixels. UEFI specification 12.9.
 */
const FIND_SCREEN = `
find_screen:
  lea rcx, [rip + graphics]
  xor edx, edx
  lea r8, ${at(POINTER)}
  call qword ptr [r14 + 320]
  test rax, rax
  jnz leave
  mov rax, qword ptr ${at(POINTER)}
  mov rax, qword ptr [rax + 24]
  mov rbx, qword ptr [rax + 8]
  lea rdi, ${at(SCREEN)}
  mov ecx, dword ptr [rbx + 12]
  cmp ecx, 1
  ja leave
  mov dword ptr [rdi], 2
  mov rdx, qword ptr [rax + 24]
  mov qword ptr [rdi + 8], rdx
  mov edx, dword ptr [rbx + 32]
  shl edx, 2
  mov dword ptr [rdi + 4], edx
  mov edx, dword ptr [rbx + 4]
  mov dword ptr [rdi + 16], edx
  mov edx, dword ptr [rbx + 8]
  mov dword ptr [rdi + 20], edx
  mov dword ptr [rdi + 24], 32
  mov dword ptr [rdi + 28], 0x08080800
  mov dword ptr [rdi + 32], 0x0810
  test ecx, ecx
  jz leave
  mov dword ptr [rdi + 28], 0x08080810
  mov dword ptr [rdi + 32], 0x0800
`;

/** The map's key is good until something is allocated: firmware may refuse the first time. */
const LEAVE = `
leave:
  mov ebp, 8
again:
  mov qword ptr ${at(MAP_SIZE)}, ${FIRMWARE_MAP_SIZE}
  lea rcx, ${at(MAP_SIZE)}
  lea rdx, ${at(FIRMWARE_MAP)}
  lea r8, ${at(MAP_KEY)}
  lea r9, ${at(ENTRY_SIZE)}
  lea rax, ${at(ENTRY_VERSION)}
  mov qword ptr [rsp + 32], rax
  call qword ptr [r14 + 56]
  lea rdx, [rip + stuck]
  test rax, rax
  jnz failed
  mov rcx, r12
  mov rdx, qword ptr ${at(MAP_KEY)}
  call qword ptr [r14 + 232]
  test rax, rax
  jz free
  lea rdx, [rip + stuck]
  dec ebp
  jnz again
`;

const FAILED = `
failed:
  mov rcx, qword ptr [r13 + 64]
  call qword ptr [rcx + 8]
  movabs rax, 0x8000000000000001
  add rsp, 72
  pop r15
  pop r14
  pop r13
  pop r12
  pop rdi
  pop rsi
  pop rbp
  pop rbx
  ret
`;

const CONVERT_MAP = `
free:
  cli
  cld
  lea rsi, ${at(FIRMWARE_MAP)}
  mov rdx, rsi
  add rdx, qword ptr ${at(MAP_SIZE)}
  lea rdi, ${at(MAP)}
  lea rcx, [rip + types]
  xor ebx, ebx
1:
  cmp rsi, rdx
  jae 3f
  mov rax, qword ptr [rsi + 8]
  mov qword ptr [rdi], rax
  mov rax, qword ptr [rsi + 24]
  shl rax, 12
  mov qword ptr [rdi + 8], rax
  mov eax, dword ptr [rsi]
  cmp eax, ${TYPES.length - 1}
  jbe 2f
  xor eax, eax
2:
  movzx eax, byte ptr [rcx + rax]
  mov qword ptr [rdi + 16], rax
  add rdi, ${MAP_ENTRY_SIZE}
  add rsi, qword ptr ${at(ENTRY_SIZE)}
  inc ebx
  jmp 1b
3:
  lea rdi, ${at(INFORMATION)}
  mov dword ptr [rdi], ${START_MAGIC}
  mov dword ptr [rdi + 4], 1
  lea rax, ${at(MAP)}
  mov qword ptr [rdi + ${MAP_ADDRESS}], rax
  lea rax, [rip + command_line]
  cmp byte ptr [rax], 0
  je 4f
  mov qword ptr [rdi + ${COMMAND_LINE}], rax
4:
  mov dword ptr [rdi + ${MAP_COUNT}], ebx
`;

/** As `fillTables` of the boot code, in 64-bit mode and wherever the tables lie. */
const FILL_TABLES = `
  lea rbx, ${at(TABLES)}
  lea rax, [rbx + 0x1003]
  mov qword ptr [rbx], rax
  mov qword ptr [rbx + ${256 * 8}], rax
  add rax, 0x1000
  mov qword ptr [rbx + ${511 * 8}], rax
  add rax, 0x1000
  mov qword ptr [rbx + ${0x2000 + 510 * 8}], rax
  add rax, 0x1000
  mov qword ptr [rbx + ${0x2000 + 511 * 8}], rax
  lea rax, [rbx + 0x3003]
  lea rdi, [rbx + 0x1000]
  mov ecx, 4
1:
  mov qword ptr [rdi], rax
  add rdi, 8
  add rax, 0x1000
  dec ecx
  jnz 1b
  lea rdi, [rbx + 0x3000]
  mov eax, 0x83
  mov ecx, 2048
2:
  mov qword ptr [rdi], rax
  add rdi, 8
  add rax, 0x200000
  dec ecx
  jnz 2b
`;

/**
 * The firmware's descriptors and interrupts are gone: an exception before the kernel has its own is a triple fault. Control registers
 * and EFER (no NXE) become those that the other boot code leaves.
 */
const SWITCH = `
  lea rax, [rip + gdt]
  mov word ptr ${at(POINTER)}, 31
  mov qword ptr ${at(POINTER + 2)}, rax
  lgdt ${at(POINTER)}
  mov word ptr ${at(POINTER)}, 0
  lidt ${at(POINTER)}
  mov cr3, rbx
  mov rax, cr4
  and eax, 0x1000
  or eax, 0x620
  mov cr4, rax
  mov eax, 0x80000013
  mov cr0, rax
  mov ecx, 0xc0000080
  rdmsr
  mov eax, 0x500
  wrmsr
  lea rsp, ${at(STACK_END)}
  push 8
  lea rax, [rip + flat]
  push rax
  .byte 0x48, 0xcb
flat:
  lea rdi, ${at(INFORMATION)}
  lea rsi, ${at(SCREEN)}
${callKernel(`lea rsp, ${at(STACK_END)}`, "add rax, r15")}
`;

/** What the code is told of a kernel. */
export interface Told {
  /** Pages that it takes: those of one that can be moved are one range. */
  readonly ranges: readonly { readonly address: number; readonly pages: number }[];
  /** `source`: from the start of the code. */
  readonly segments: readonly { readonly address: bigint; readonly bytes: number; readonly zeroes: number; readonly source: number }[];
  readonly isMovable: boolean;
  /** Where the table of relocated words is, from the start of the code, and how many there are. */
  readonly relocatedFrom: number;
  readonly relocated: number;
  /** With the zero behind it. */
  readonly commandLine: Uint8Array;
}

/** rcx: the image's handle, rdx: the system table. r14: boot services. */
export const application = ({ ranges, segments, isMovable, relocatedFrom, relocated, commandLine }: Told): string => `
.code64
start:
  push rbx
  push rbp
  push rsi
  push rdi
  push r12
  push r13
  push r14
  push r15
  sub rsp, 72
  mov r12, rcx
  mov r13, rdx
  mov r14, qword ptr [rdx + 96]
  lea rax, ${at(STACK_END)}
  shr rax, 32
  lea rdx, [rip + high]
  jnz failed
${isMovable ? ALLOCATE_MOVABLE : ALLOCATE}${COPY}${RELOCATE}${FIND_ROOT_POINTER}${FIND_SCREEN}${LEAVE}${FAILED}${CONVERT_MAP}${FILL_TABLES}${SWITCH}${DESCRIPTORS}
types:
  .byte ${TYPES.join(", ")}
graphics:
  .long 0x9042a9de
  .short 0x23dc, 0x4a38
  .byte 0x96, 0xfb, 0x7a, 0xde, 0xd0, 0x80, 0x51, 0x6a
command_line:
  .byte ${commandLine.join(", ")}
  .balign 2
taken:
${text("the memory that the kernel is linked for is not free here")}
full:
${text("there is not enough free memory for the kernel below 4 GiB")}
stuck:
${text("the firmware does not let go of the machine")}
high:
${text("the firmware put the loader above 4 GiB")}
  .balign 8
range_count:
  .long ${ranges.length}
segment_count:
  .long ${segments.length}
relocated_count:
  .long ${relocated}
relocated_from:
  .long ${relocatedFrom}
ranges:
${ranges.map(({ address, pages }) => `  .quad ${address}, ${pages}`).join("\n")}
segments:
${segments.map(({ address, bytes, zeroes, source }) => `  .quad ${address}, ${bytes}, ${zeroes}, ${source}`).join("\n")}
`;
