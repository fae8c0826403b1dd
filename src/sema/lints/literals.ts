// Numbers as written: suffixes that do not exist, prefixes in capitals, integers beyond 128 bits. The lexer lets them
// pass, for macros may take them; in code they are errors.
import type { SourceMap } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Expr } from "../../syntax/ast.ts";
import type { TreeVisitor } from "./walk.ts";

const LIMIT = 2n ** 128n - 1n;
const INTEGERS = /^[iu](?:8|16|32|64|128|size)$/;
const FLOATS = /^f(?:16|32|64|128)$/;

export class NumberErrors implements TreeVisitor {
  readonly found: Diagnostic[] = [];

  constructor(
    readonly sources: SourceMap,
    readonly minor: number,
  ) {}

  expr({ kind, span }: Expr): void {
    if (kind.kind !== "literal" || (kind.literal.kind !== "int" && kind.literal.kind !== "float")) return;
    const text = this.sources.snippet(span);
    if (/^0[XBO]/.test(text)) return this.#prefix(text, span);
    const { suffix } = kind.literal;
    if (kind.literal.kind === "int" && kind.literal.value > LIMIT) return this.#large(span);
    if (suffix === "" || FLOATS.test(suffix) || (INTEGERS.test(suffix) && kind.literal.kind === "int")) return;
    this.#suffix(suffix, kind.literal.kind, span);
  }

  #prefix(text: string, span: Expr["span"]): void {
    const found = error("invalid base prefix for number literal").at(span).note("base prefixes (`0xff`, `0b1010`, `0o755`) are lowercase");
    const lower = text.slice(0, 2).toLowerCase() + text.slice(2);
    this.found.push(found.suggest("try making the prefix lowercase", [{ span, text: lower }], "MaybeIncorrect"));
  }

  #large(span: Expr["span"]): void {
    const found = error("integer literal is too large").at(span);
    this.found.push(this.minor >= 71 ? found.note(`value exceeds limit of \`${LIMIT}\``) : found);
  }

  #suffix(suffix: string, kind: "int" | "float", span: Expr["span"]): void {
    const width = /^[iuf](\d+)$/.exec(suffix);
    if (kind === "int" && width !== null && !suffix.startsWith("f")) {
      const said = error(`invalid width \`${width[1]}\` for integer literal`).at(span);
      this.found.push(said.help("valid widths are 8, 16, 32, 64 and 128"));
    } else if (width !== null && suffix.startsWith("f")) {
      this.found.push(error(`invalid width \`${width[1]}\` for float literal`).at(span).help("valid widths are 32 and 64"));
    } else {
      const sort = kind === "int" ? "number" : "float";
      const valid =
        kind === "int" ? "the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)" : "valid suffixes are `f32` and `f64`";
      this.found.push(error(`invalid suffix \`${suffix}\` for ${sort} literal`).at(span, `invalid suffix \`${suffix}\``).help(valid));
    }
  }
}
