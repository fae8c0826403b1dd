// Thread-local access in an executable: every model becomes an offset from the thread pointer, known when linking.
// Instruction sequences: ELF Handling For Thread-Local Storage, chapter 5 (x86-64), and the psABI for descriptors.

/** Where the offset goes after a rewrite, and what to add to it; `skip`: the next relocation, of the call, is gone. */
export interface RewrittenAccess {
  readonly at: number;
  readonly addend: bigint;
  readonly skip: boolean;
  /** Nothing is left to fill in. */
  readonly isFixed: boolean;
}

const GENERAL = [0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, 0x48, 0x8d, 0x80, 0, 0, 0, 0];
const LOCAL = [0x66, 0x66, 0x66, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0];
const LOCAL_LONG = [0x66, ...LOCAL];

const at = (offset: number, addend: bigint, skip = false): RewrittenAccess => ({ at: offset, addend, skip, isFixed: false });
const fixed = (skip: boolean): RewrittenAccess => ({ at: 0, addend: 0n, skip, isFixed: true });

/** `lea x@tlsgd, %rdi; call __tls_get_addr` becomes `mov %fs:0, %rax; lea x@tpoff(%rax), %rax`. */
export function rewriteGeneral(data: Uint8Array, offset: number): RewrittenAccess {
  data.set(GENERAL, offset - 4);
  return at(offset + 8, 4n, true);
}

/** `lea x@tlsld, %rdi; call __tls_get_addr` becomes `mov %fs:0, %rax`; undefined if it is another sequence. */
export function rewriteLocal(data: Uint8Array, offset: number): RewrittenAccess | undefined {
  if (data[offset + 4] === 0xe8) data.set(LOCAL, offset - 3);
  else if (data[offset + 4] === 0xff && data[offset + 5] === 0x15) data.set(LOCAL_LONG, offset - 3);
  else return undefined;
  return fixed(true);
}

/** REX and opcode, for `mov` and `add` of a slot, and what they become: an immediate or `lea`. */
interface InitialRow {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** What becomes of the register's field. */
  readonly form: "immediate" | "base and target";
}

const INITIAL: readonly InitialRow[] = [
  { from: [0x4c, 0x03], to: [0x4d, 0x8d], form: "base and target" },
  { from: [0x48, 0x03], to: [0x48, 0x8d], form: "base and target" },
  { from: [0x4c, 0x8b], to: [0x49, 0xc7], form: "immediate" },
  { from: [0x48, 0x8b], to: [0x48, 0xc7], form: "immediate" },
];

/** `mov x@gottpoff(%rip), %reg` becomes `mov $x@tpoff, %reg`; undefined if it is neither `mov` nor `add`. */
export function rewriteInitial(data: Uint8Array, offset: number): RewrittenAccess | undefined {
  const start = offset - 3;
  const [rex, opcode, modrm] = [data[start] as number, data[start + 1] as number, data[start + 2] as number];
  const register = modrm >> 3;
  // With %rsp or %r12 as base `lea` would need a byte more.
  if (opcode === 0x03 && modrm === 0x25) data.set(rex === 0x48 ? [0x48, 0x81, 0xc4] : [0x49, 0x81, 0xc4], start);
  else {
    const row = INITIAL.find(({ from }) => from[0] === rex && from[1] === opcode);
    if (row === undefined) return undefined;
    data.set(row.to, start);
    data[offset - 1] = row.form === "immediate" ? 0xc0 | register : 0x80 | (register << 3) | register;
  }
  return at(offset, 4n);
}

/** `lea x@tlsdesc(%rip), %reg` becomes `mov $x@tpoff, %reg`; undefined if it is no such `lea`. */
export function rewriteDescriptor(data: Uint8Array, offset: number): RewrittenAccess | undefined {
  const [rex, opcode, modrm] = [data[offset - 3] as number, data[offset - 2] as number, data[offset - 1] as number];
  if ((rex & 0xfb) !== 0x48 || opcode !== 0x8d || (modrm & 0xc7) !== 0x05) return undefined;
  data[offset - 3] = 0x48 | ((rex >> 2) & 1);
  data[offset - 2] = 0xc7;
  data[offset - 1] = 0xc0 | ((modrm >> 3) & 7);
  return at(offset, 4n);
}

/** `call *x@tlsdesc(%rax)` becomes a two-byte no-operation. */
export function rewriteDescriptorCall(data: Uint8Array, offset: number): RewrittenAccess {
  data.set([0x66, 0x90], offset);
  return fixed(false);
}
