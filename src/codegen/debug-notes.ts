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
  const placed = code.notes
    .filter(({ offset }) => offset < code.bytes.length)
    .map(({ id, offset }) => ({ offset, note: notes[id] as Note }));
  return {
    rows: placed.flatMap(({ offset, note }) => (note.kind === "row" ? [{ offset, span: note.span }] : [])),
    frame: placed.flatMap(({ offset, note }) => (note.kind === "frame" ? [{ ...note, offset }] : [])),
    scopes: placed.flatMap(({ offset, note }) => (note.kind === "scope" ? [{ offset, scope: note.scope }] : [])),
  };
}
