// Unsafe blocks that do nothing that only unsafe code may do (`unused_unsafe`), and such operations in the body of an
// `unsafe fn` outside a block (`unsafe_op_in_unsafe_fn`). What needs a block and has none is `types/unsafety.ts`.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Block, Body, Expr, Pat } from "../types/thir.ts";
import { childrenOf, partsOfPat } from "../types/thir-walk.ts";

interface Operation {
  readonly what: string;
  readonly label: string;
  readonly note: string;
}

const DEREF: Operation = {
  what: "dereference of raw pointer",
  label: "dereference of raw pointer",
  note: "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are undefined behavior",
};
const ASM: Operation = {
  what: "use of inline assembly",
  label: "use of inline assembly",
  note: "inline assembly is entirely unchecked and can cause undefined behavior",
};
const MUTABLE_STATIC: Operation = {
  what: "use of mutable static",
  label: "use of mutable static",
  note: "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior",
};
const EXTERN_STATIC: Operation = {
  what: "use of extern static",
  label: "use of extern static",
  note: "extern statics are not controlled by the Rust type system: invalid data, aliasing violations or data races will cause undefined behavior",
};
const UNION: Operation = {
  what: "access to union field",
  label: "access to union field",
  note: "the field may not be properly initialized: using uninitialized data will cause undefined behavior",
};

export interface UnsafeQuestions {
  readonly tables: TypeTables;
  readonly minor: number;
  readonly edition: number;
  /** `crate::m::f`, as messages name a function. */
  readonly path: (def: number) => string;
  readonly isForeign: (def: number) => boolean;
  /** The body's owner is an `unsafe fn`; undefined for constants and statics. */
  readonly unsafeOwner: boolean;
  readonly owner: { readonly head: Span; readonly body: Span };
}

interface Context {
  /** The innermost unsafe block round the expression. */
  readonly block: UnsafeBlock | undefined;
}

interface UnsafeBlock {
  readonly block: Block;
  readonly outer: UnsafeBlock | undefined;
  /** Something in it needs it, outside the blocks within. */
  isNeeded: boolean;
  /** Blocks within that are needed where this one is not. */
  readonly within: Block[];
}

class Checker {
  readonly lints: FoundLint[] = [];
  #toldOwner = false;
  /** Each behind those it stands in. */
  readonly #blocks: UnsafeBlock[] = [];

  constructor(readonly ask: UnsafeQuestions) {}

  check(value: Expr): void {
    this.#walk(value, { block: undefined });
    const unused: (readonly [Block, Block | undefined])[] = [];
    for (const { block, outer, isNeeded, within } of [...this.#blocks].reverse()) {
      if (isNeeded) {
        unused.push(...within.map((inner) => [inner, block] as const));
        outer?.within.push(block);
      } else {
        unused.push([block, undefined]);
        outer?.within.push(...within);
      }
    }
    for (const [block, outer] of unused.sort(([one], [other]) => one.span.lo - other.span.lo)) this.#unused(block, outer);
  }

  #walk(first: Expr, context: Context): void {
    const work: [Expr, Context][] = [[first, context]];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const [expr, at] = next;
      const inner = this.#enter(expr, at);
      const children = this.#visited(expr, at);
      for (let i = children.length - 1; i >= 0; i--) work.push([children[i] as Expr, inner]);
    }
  }

  #enter(expr: Expr, at: Context): Context {
    if (expr.kind !== "block" || !expr.block.unsafe) return at;
    const block: UnsafeBlock = { block: expr.block, outer: at.block, isNeeded: false, within: [] };
    this.#blocks.push(block);
    return { block };
  }

  #visited(expr: Expr, at: Context): Expr[] {
    const operation = this.#operationOf(expr);
    if (operation !== undefined) this.#require(operation, expr.span, at);
    // The address of a static, and of what a raw pointer points to, may be taken without looking at it.
    if (expr.kind === "raw-borrow") {
      if (expr.operand.kind === "deref") return this.#minor >= 83 ? [expr.operand.operand] : [expr.operand];
      if (expr.operand.kind === "static" && this.#minor >= 82) return [];
    }
    return childrenOf(expr, (pat) => this.#pattern(pat, at));
  }

  /** Which function it is has been told since 1.77. */
  #name(what: string): string {
    return this.#minor >= 77 ? what : what.replace(/ `.*`/, "");
  }

  get #minor(): number {
    return this.ask.minor;
  }

  #pattern(pat: Pat, at: Context): void {
    if (pat.kind.kind === "leaf" && this.#isUnion(pat.type) && pat.kind.fields.some(({ pat: inner }) => inner.kind.kind !== "wild"))
      this.#require(UNION, pat.span, at);
    for (const part of partsOfPat(pat.kind)) this.#pattern(part, at);
  }

  #isUnion(type: Expr["type"]): boolean {
    return type.kind === "adt" && this.ask.tables.adt(type.def).kind === "union";
  }

  #operationOf(expr: Expr): Operation | undefined {
    switch (expr.kind) {
      case "deref":
        return expr.operand.type.kind === "ptr" ? DEREF : undefined;
      case "asm":
        return expr.asm.macro === "asm" ? ASM : undefined;
      case "static":
        if (this.ask.isForeign(expr.def)) return EXTERN_STATIC;
        return expr.mutable ? MUTABLE_STATIC : undefined;
      case "field":
        return this.#isUnion(expr.operand.type) ? UNION : undefined;
      case "call":
        return this.#call(expr);
      default:
        return undefined;
    }
  }

  #call({ callee }: Expr & { kind: "call" }): Operation | undefined {
    const { type } = callee;
    if (type.kind === "fn-pointer") return type.unsafe ? unsafeCall("unsafe function") : undefined;
    if (type.kind !== "fn-def" || !this.ask.tables.signature(type.def).unsafe) return undefined;
    return unsafeCall(`unsafe function \`${this.ask.path(type.def)}\``);
  }

  #require(operation: Operation, span: Span, { block }: Context): void {
    if (block !== undefined) {
      block.isNeeded = true;
      return;
    }
    if (this.ask.unsafeOwner) this.#inUnsafeFn(operation, span);
  }

  /** Since edition 2024 the body of an `unsafe fn` is not an unsafe block (`unsafe_op_in_unsafe_fn`). */
  #inUnsafeFn({ what, label, note }: Operation, span: Span): void {
    const modern = this.#minor >= 77;
    const message = `${this.#name(what)} is unsafe and requires unsafe block${modern ? "" : " (error E0133)"}`;
    const found = warning(message, modern ? "E0133" : undefined)
      .at(span, label)
      .note(note);
    if (modern) {
      if (!this.#toldOwner) {
        const { head, body } = this.ask.owner;
        const edits = [
          { span: { ...body, hi: body.lo }, text: "{ unsafe " },
          { span: { ...body, lo: body.hi }, text: "}" },
        ];
        found
          .noteAt(head, "an unsafe function restricts its caller, but its body is safe by default")
          .suggest("consider wrapping the function body in an unsafe block", edits, "MachineApplicable", "tool-only");
      }
      this.#toldOwner = true;
      found.note("for more information, see <https://doc.rust-lang.org/edition-guide/rust-2024/unsafe-op-in-unsafe-fn.html>");
    }
    this.lints.push({ lint: "unsafe_op_in_unsafe_fn", node: 0, diagnostic: found });
  }

  #unused({ span }: Block, outer: Block | undefined): void {
    const keyword = { ...span, hi: span.lo + "unsafe".length };
    const found = warning("unnecessary `unsafe` block");
    if (outer !== undefined)
      found.label({ ...outer.span, hi: outer.span.lo + "unsafe".length }, "because it's nested under this `unsafe` block");
    this.lints.push({ lint: "unused_unsafe", node: 0, diagnostic: found.at(keyword, "unnecessary `unsafe` block") });
  }
}

function unsafeCall(what: string): Operation {
  return {
    what: `call to ${what}`,
    label: `call to ${what.replace(/ `.*/, "")}`,
    note: "consult the function's documentation for information on how to avoid undefined behavior",
  };
}

export function unusedUnsafe(body: Body, ask: UnsafeQuestions): FoundLint[] {
  const checker = new Checker(ask);
  checker.check(body.value);
  for (const closure of body.closures) checker.check(closure.value);
  return checker.lints;
}
