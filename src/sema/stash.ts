// Errors about names that wait for the type checker, which may know more and tells them where it comes by. In: errors by the
// name they are about. Out: one when its place is checked; at the end what is left, the beginnings of paths before calls.
// (rustc stashes them so: `StashKey::CallAssocMethod`, `CallIntoMethod`.)
import type { Span } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";

/** `path`: `a` of `a::b` leads nowhere; `call`: there is no function `f` for `f()`. */
export type StashKind = "path" | "call";

const keyOf = ({ lo, ctxt }: Span): string => `${lo} ${ctxt ?? 0}`;

export class Stash {
  readonly #waiting: Record<StashKind, Map<string, Diagnostic>> = { path: new Map(), call: new Map() };

  get isEmpty(): boolean {
    return this.#waiting.path.size + this.#waiting.call.size === 0;
  }

  put(kind: StashKind, name: Span, diagnostic: Diagnostic): void {
    const waiting = this.#waiting[kind];
    if (!waiting.has(keyOf(name))) waiting.set(keyOf(name), diagnostic);
  }

  /** The error about a name, which is told by whoever asks. */
  take(kind: StashKind, name: Span): Diagnostic | undefined {
    const key = keyOf(name);
    const found = this.#waiting[kind].get(key);
    this.#waiting[kind].delete(key);
    return found;
  }

  /** What nobody asked for. */
  takeAll(): Diagnostic[] {
    const { path, call } = this.#waiting;
    const left = [...path.values(), ...call.values()];
    path.clear();
    call.clear();
    return left;
  }
}
