// What code generation notes on its way for debuggers: where the source goes on, and how far away the caller's frame is.
// Notes are handed to the code's buffer by their number, which tells in the end where each came to lie.
import type { Span } from "../base/source.ts";
import type { FrameChange } from "./dwarf/frames.ts";
import type { Local, ScopeId } from "../mir/mir.ts";

/** What a noted place in the code is noted for. */
export type Note =
  | { readonly kind: "row"; readonly span: Span }
  | { readonly kind: "scope"; readonly scope: ScopeId }
  | ({ readonly kind: "frame" } & Omit<FrameChange, "offset">);

/** What debuggers want to know of a function. */
export interface DebugNotes {
  /** Where the source goes on, and the place there. */
  readonly rows: readonly { readonly offset: number; readonly span: Span }[];
  readonly frame: readonly FrameChange[];
  /** Which scope the code from a place on is made for, up to the next; empty where that is not told. */
  readonly scopes: readonly { readonly offset: number; readonly scope: ScopeId }[];
  /** Arguments and named locals that live in memory: bytes from the stack pointer, or undefined where nothing is ever written there. */
  readonly variables: readonly { readonly local: Local; readonly offset: number | undefined }[];
}

interface NotedCode {
  readonly bytes: Uint8Array;
  readonly notes: readonly { readonly id: number; readonly offset: number }[];
}

/** Notes at the offsets where they came to lie; none behind the code's end. */
export function notesAt(code: NotedCode, notes: readonly Note[]): Pick<DebugNotes, "rows" | "frame" | "scopes"> {
  const rows: { offset: number; span: Span }[] = [];
  const frame: FrameChange[] = [];
  const scopes: { offset: number; scope: ScopeId }[] = [];
  for (const { id, offset } of code.notes) {
    if (offset >= code.bytes.length) continue;
    const note = notes[id] as Note;
    if (note.kind === "row") rows.push({ offset, span: note.span });
    else if (note.kind === "scope") scopes.push({ offset, scope: note.scope });
    else frame.push({ offset, ...note });
  }
  return { rows, frame, scopes };
}
