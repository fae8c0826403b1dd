// `unsafe_code`, for crates that allow no unsafe code at all; and `no_mangle` on constants, which have no symbol.
import type { SourceMap } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Attribute, Block, Expr, Item, NodeId, Tree } from "../../syntax/ast.ts";
import type { Session } from "../../target/session.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

const DUPLICATES =
  "the linker's behavior with multiple libraries exporting duplicate symbol names is undefined and Rust cannot provide guarantees when you manually override them";

const UNSAFE_MACRO = "using this macro is unsafe even though it does not need an `unsafe` block";

const SECTIONS =
  "the program's behavior with overridden link sections on items is unpredictable and Rust cannot provide guarantees when you manually override them";

function find(attrs: readonly Attribute[], name: string): Attribute | undefined {
  return attrs.find(({ path, docComment }) => !docComment && path.segments.length === 1 && path.segments[0]?.ident.name === name);
}

/** Since then also of assembly and of blocks of foreign functions. */
const KNOWS_ASSEMBLY = 90;

export class UnsafeCodeLint implements TreeVisitor {
  readonly found: FoundLint[] = [];
  readonly #associated = new Set<NodeId>();
  readonly #foreign = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly minor: number,
  ) {}

  #add(node: NodeId, message: string, at: { span: { lo: number; hi: number } }, note?: string): void {
    const diagnostic = warning(message).at(at.span);
    if (note !== undefined) diagnostic.note(note);
    this.found.push({ lint: "unsafe_code", node, diagnostic });
  }

  expr({ id, kind, span }: Expr): void {
    if (kind.kind !== "block") return;
    const block: Block = this.tree.block(kind.block);
    if (block.unsafe) this.#add(id, "usage of an `unsafe` block", { span });
  }

  item(item: Item): void {
    const { id, kind } = item;
    if (kind.kind === "impl" || kind.kind === "trait") for (const one of kind.items) this.#associated.add(one);
    if (kind.kind === "extern-block") for (const one of kind.items) this.#foreign.add(one);
    if (kind.kind === "trait" && kind.safety === "unsafe") this.#add(id, "declaration of an `unsafe` trait", item);
    if (kind.kind === "impl" && kind.safety === "unsafe") this.#add(id, "implementation of an `unsafe` trait", item);
    if (this.minor >= KNOWS_ASSEMBLY && kind.kind === "extern-block" && kind.safety === "unsafe")
      this.#add(id, "usage of an `unsafe extern` block", item);
    // Of the calls of macros, only this one is left of an item.
    if (this.minor >= KNOWS_ASSEMBLY && kind.kind === "macro-call" && kind.call.path.segments.at(-1)?.ident.name === "global_asm")
      this.#add(id, "usage of `core::arch::global_asm`", kind.call, UNSAFE_MACRO);
    if ((kind.kind === "fn" || kind.kind === "static") && !this.#foreign.has(id)) this.#symbol(item);
    if (kind.kind === "fn" && kind.header.safety === "unsafe" && !this.#foreign.has(id)) {
      const what = kind.body === undefined ? "declaration" : "implementation";
      this.#add(id, this.#associated.has(id) ? `${what} of an \`unsafe\` method` : "declaration of an `unsafe` function", item);
    }
  }

  #symbol({ id, kind, attrs }: Item): void {
    const what = kind.kind === "static" ? "static" : this.#associated.has(id) ? "method" : "function";
    for (const name of ["no_mangle", "export_name", "link_section"]) {
      const attribute = find(attrs, name);
      if (attribute === undefined || (name === "link_section" && what === "method")) continue;
      const symbol = name === "no_mangle" ? `a \`no_mangle\` ${what}` : `a ${what} with \`${name}\``;
      this.#add(id, `declaration of ${symbol}`, attribute, name === "link_section" ? SECTIONS : DUPLICATES);
    }
  }
}

/** The name of a constant is not a symbol: nothing could be found by it. */
export class NoMangleConstLint implements TreeVisitor {
  readonly found: FoundLint[] = [];

  constructor(
    readonly sources: SourceMap,
    readonly session: Session,
  ) {}

  /** Constants of traits and impls are not looked at. */
  readonly #associated = new Set<NodeId>();

  item({ id, kind, attrs, span, ident }: Item): void {
    if (kind.kind === "impl" || kind.kind === "trait") for (const one of kind.items) this.#associated.add(one);
    if (kind.kind !== "const" || this.#associated.has(id) || find(attrs, "no_mangle") === undefined) return;
    const diagnostic = warning("const items should never be `#[no_mangle]`").at(span);
    const { minor } = this.session.release;
    const end = this.sources.snippet({ lo: span.lo, hi: ident.span.lo }).trimEnd().length;
    // Up to 1.70 the suggestion left off the keyword's last letter; since 1.90 it goes up to the name.
    const hi = minor >= 90 ? ident.span.lo : span.lo + end - (minor >= 71 ? 0 : 1);
    const text = minor >= 90 ? "pub static " : "pub static";
    if (minor < 90 || kind.generics === undefined || kind.generics.span.lo === kind.generics.span.hi)
      diagnostic.suggest("try a static value", [{ span: { lo: span.lo, hi }, text }], "MachineApplicable");
    this.found.push({ lint: "no_mangle_const_items", node: id, diagnostic });
  }
}
