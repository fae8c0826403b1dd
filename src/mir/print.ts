// MIR as text, the way `rustc --emit=mir` prints it: locals by scope, then the blocks. Releases before 1.70 stand a
// comment with the place in the source behind each line; newer ones name the kinds of operands and casts otherwise.
import type { Span } from "../base/source.ts";
import type { AdtDef, Instance } from "../sema/types/tables.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { BasicBlock, BlockId, Body, Local, LocalDecl, ScopeId, SourceInfo, SourceScope } from "./mir.ts";
import { OperandPrinter } from "./print-operand.ts";
import { statementText, terminatorText } from "./print-code.ts";

/** What names things for the text. */
export interface MirNames {
  readonly type: (type: Ty) => string;
  /** As a callee: `write_volatile::<u16>`. */
  readonly instance: (instance: Instance) => string;
  readonly item: (def: DefId) => string;
  readonly adt: (def: DefId) => AdtDef;
  /** `src/main.rs:5:31: 5:32` */
  readonly location: (span: Span) => string;
}

export interface MirLook {
  /** With `// scope 0 at src/main.rs:6:5: 6:12`. */
  readonly comments: boolean;
  /** `copy _1`, `[return: bb1, unwind unreachable]`, `AddWithOverflow`. */
  readonly modern: boolean;
  /** What an unwinding call does in this session: `unreachable`, or `continue`. */
  readonly unwind: "unreachable" | "continue";
}

/** What a body is, beside its code. */
export interface MirItem {
  readonly kind: "fn" | "static" | "const";
  readonly mutable: boolean;
  readonly body: Body;
  /** Of the written return type, or where it would stand. */
  readonly resultSpan: Span;
}

/** Where comments begin, unless the line is longer. */
const COMMENT_COLUMN = 41;
const HEAD = [
  "// WARNING: This output format is intended for human consumers only",
  "// and is subject to change without notice. Knock yourself out.",
];
const HINT = "// HINT: See also -Z dump-mir for MIR at specific points during compilation.";

/** All bodies of a crate, in the order given. */
export function printMir(items: readonly MirItem[], names: MirNames, look: MirLook): string {
  const head = look.modern ? [...HEAD, HINT] : HEAD;
  return `${[head.join("\n"), ""].join("\n")}${items.map((item) => new BodyPrinter(item, names, look).print()).join("\n")}`;
}

class BodyPrinter {
  readonly #lines: string[] = [];
  readonly #operands: OperandPrinter;

  constructor(
    readonly item: MirItem,
    readonly names: MirNames,
    readonly look: MirLook,
  ) {
    this.#operands = new OperandPrinter(names, look);
  }

  get #body(): Body {
    return this.item.body;
  }

  print(): string {
    this.#lines.push(`${this.#head()} {`);
    this.#arguments();
    this.#local(0, 1, "return place in ");
    this.#scope(0, 1);
    this.#body.blocks.forEach((block, id) => this.#block(block, id));
    this.#lines.push("}");
    return `${this.#lines.join("\n")}\n`;
  }

  #head(): string {
    const { kind, mutable } = this.item;
    const { name, locals, argumentCount } = this.#body;
    const result = this.names.type((locals[0] as LocalDecl).type);
    if (kind !== "fn") return `${kind}${mutable ? " mut" : ""} ${name}: ${result} =`;
    const params = locals.slice(1, argumentCount + 1).map(({ type }, i) => `_${i + 1}: ${this.names.type(type)}`);
    return `fn ${name}(${params.join(", ")}) -> ${result}`;
  }

  /** A line with the comment of older releases at its fixed column. */
  #line(depth: number, text: string, comment: string): void {
    const line = "    ".repeat(depth) + text;
    this.#lines.push(this.look.comments ? `${line.padEnd(COMMENT_COLUMN - 1)} // ${comment}` : line);
  }

  #debug(local: Local, depth: number): void {
    const { name, span, visibleIn } = this.#body.locals[local] as LocalDecl;
    if (name === undefined || name === "") return;
    this.#line(depth, `debug ${name} => _${local};`, `in scope ${this.#number(visibleIn)} at ${this.names.location(span)}`);
  }

  #arguments(): void {
    for (let local = 1; local <= this.#body.argumentCount; local++) this.#debug(local, 1);
  }

  #local(local: Local, depth: number, what = "in "): void {
    const { type, mutable, span, scope } = this.#body.locals[local] as LocalDecl;
    const isMutable = local === 0 || mutable;
    const place = this.names.location(local === 0 ? this.item.resultSpan : span);
    this.#line(
      depth,
      `let ${isMutable ? "mut " : ""}_${local}: ${this.names.type(type)};`,
      `${what}scope ${this.#number(scope)} at ${place}`,
    );
  }

  /** The variables one can name here, what is declared here, then the scopes inside. */
  #scope(scope: ScopeId, depth: number): void {
    const { locals, argumentCount, scopes } = this.#body;
    const own = locals.map((_, i) => i).slice(argumentCount + 1);
    for (const local of own) if ((locals[local] as LocalDecl).visibleIn === scope) this.#debug(local, depth);
    for (const local of own) if (this.#shown((locals[local] as LocalDecl).scope) === scope) this.#local(local, depth);
    scopes.forEach(({ isTemporary }, inner) => {
      if (isTemporary || this.#parent(inner) !== scope) return;
      this.#lines.push(`${"    ".repeat(depth)}scope ${this.#number(inner)} {`);
      this.#scope(inner, depth + 1);
      this.#lines.push(`${"    ".repeat(depth)}}`);
    });
  }

  /** The next scope outwards that is shown. */
  #shown(scope: ScopeId): ScopeId {
    const { parent, isTemporary } = this.#body.scopes[scope] as SourceScope;
    return isTemporary && parent !== undefined ? this.#shown(parent) : scope;
  }

  #parent(scope: ScopeId): ScopeId | undefined {
    const parent = this.#body.scopes[scope]?.parent;
    return parent === undefined ? undefined : this.#shown(parent);
  }

  /** Scopes of temporaries are not counted. */
  #number(scope: ScopeId): number {
    const shown = this.#shown(scope);
    return this.#body.scopes.slice(0, shown).filter(({ isTemporary }) => !isTemporary).length;
  }

  #block({ statements, terminator }: BasicBlock, id: BlockId): void {
    this.#lines.push("", `    bb${id}: {`);
    for (const statement of statements) this.#code(statementText(statement, this.#operands), statement);
    this.#code(terminatorText(terminator, this.#operands, this.look), terminator);
    this.#lines.push("    }");
  }

  #code(text: string, { span, scope }: SourceInfo): void {
    this.#line(2, text, `scope ${this.#number(scope)} at ${this.names.location(span)}`);
  }
}
