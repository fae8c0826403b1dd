// Android's note of type 4: which memory tagging a program wants. Memtag ABI Extension to ELF for the Arm 64-bit Architecture.

const NOTE_MODES = ["NONE", "ASYNC", "SYNC"];

/** Lines of Android's note of type 4. */
export function androidNoteText(value: number): string {
  const mode = NOTE_MODES[value & 3] ?? `Unknown (${value & 3})`;
  const enabled = (bit: number): string => ((value & bit) === 0 ? "Disabled" : "Enabled");
  return `    Tagging Mode: ${mode}\n    Heap: ${enabled(4)}\n    Stack: ${enabled(8)}\n`;
}

export function isMemoryTagNote({
  owner,
  type,
  data,
}: {
  readonly owner: string;
  readonly type: number;
  readonly data: Uint8Array;
}): boolean {
  return owner === "Android" && type === 4 && data.length >= 4;
}
