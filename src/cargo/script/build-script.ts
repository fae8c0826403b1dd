// A build script cannot run here, but most scripts of freestanding crates only print constant lines. In: the text of
// `build.rs` and the variables cargo would set. Out: what its lines ask for, or why the script is refused. What is
// understood: `fn main` with `let` of strings and `println!`, strings made by `format!`, `concat!`, `env!`, `env::var` of
// cargo's own variables, and paths joined of them.
import type { Span, SourceFile, SourceMap } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Item, MacroCall, Stmt } from "../../syntax/ast.ts";
import { parseCrate } from "../../syntax/parse.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Release } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { ConstantStrings, NotConstant } from "./constant-strings.ts";

export interface BuildScriptInput {
  readonly sources: SourceMap;
  readonly file: SourceFile;
  readonly edition: Edition;
  readonly release: Release;
  /** What `env!` and `env::var` give. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ReadBuildScript {
  /** Lines of standard output, in order. */
  readonly lines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Lines that the script prints; if there are diagnostics, one of them is an error. */
export function readBuildScript(input: BuildScriptInput): ReadBuildScript {
  const { sources, file, edition, release } = input;
  const { tree, diagnostics } = parseCrate(sources, file, { edition, release });
  if (diagnostics.length > 0) return { lines: [], diagnostics };
  try {
    return { lines: new ScriptReader(tree, input).run(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof NotConstant)) throw error;
    return { lines: [], diagnostics: [refused(error.what, error.span)] };
  }
}

function refused(what: string, span: Span): Diagnostic {
  return unsupported("KB0603", `${what} in a build script`, span).note(
    "build scripts do not run: constant lines that they print are understood",
  );
}

class ScriptReader {
  readonly #lines: string[] = [];
  #unfinished = "";
  readonly #strings: ConstantStrings;

  constructor(
    readonly tree: SyntaxTree,
    readonly input: BuildScriptInput,
  ) {
    const { sources, edition, release, variables } = input;
    this.#strings = new ConstantStrings(tree, sources, { edition, release }, variables);
  }

  run(): readonly string[] {
    const { attrs, items } = this.tree.crate;
    const [attribute] = attrs;
    if (attribute !== undefined) throw new NotConstant("an attribute", attribute.span);
    const all = items.map((id) => this.tree.item(id));
    if (!all.some(({ ident }) => ident.name === "main")) throw new NotConstant("the absence of `main`", this.tree.crate.span);
    all.forEach((item) => this.#item(item));
    if (this.#unfinished !== "") this.#lines.push(this.#unfinished);
    return this.#lines;
  }

  #item(item: Item): void {
    const { kind, attrs, ident } = item;
    if (attrs.length > 0) throw new NotConstant("an attribute", item.span);
    if (kind.kind === "use") return this.#use(item);
    if (kind.kind !== "fn" || ident.name !== "main" || kind.body === undefined) throw new NotConstant("this item", item.span);
    if (kind.output !== undefined) throw new NotConstant("a result of `main`", item.span);
    this.tree.block(kind.body).stmts.forEach((id) => this.#statement(this.tree.stmt(id)));
  }

  /** Of the standard library, and used, else rustc would warn. */
  #use(item: Item): void {
    const text = this.input.sources.snippet(item.span);
    const path = /^use\s+(?:std|core)::(?:\w+::)*(\w+|\{[\w\s,:]+\})\s*;$/.exec(text);
    const names = path?.[1]?.match(/\w+(?=\s*(?:,|\}|$))/g) ?? [];
    const isUsed = (name: string) => name !== "self" && this.input.file.text.split(new RegExp(`\\b${name}\\b`)).length > 2;
    if (path === null || !names.every(isUsed)) throw new NotConstant("this import", item.span);
  }

  #statement(stmt: Stmt): void {
    if (stmt.kind === "empty") return;
    if (stmt.kind === "macro-call") return this.#print(stmt.call);
    const expr = stmt.kind === "expr" ? this.tree.expr(stmt.expr) : undefined;
    if (expr?.kind.kind === "macro-call") return this.#print(expr.kind.call);
    if (stmt.kind !== "let" || stmt.init === undefined || stmt.otherwise !== undefined) throw new NotConstant("this statement", stmt.span);
    const pat = this.tree.pat(stmt.pat);
    if (pat.kind.kind !== "ident") throw new NotConstant("this pattern", pat.span);
    const { name } = pat.kind.ident;
    if (this.input.file.text.split(new RegExp(`\\b${name}\\b`)).length <= 2) throw new NotConstant("a variable without use", pat.span);
    this.#strings.bind(name, stmt.init);
  }

  #print(call: MacroCall): void {
    const name = call.path.segments.at(-1)?.ident.name ?? "";
    if (name !== "println" && name !== "print") throw new NotConstant(`\`${name}!\``, call.span);
    const text = this.#unfinished + (call.tokens.from === call.tokens.to ? "" : this.#strings.format(call));
    const lines = (name === "println" ? `${text}\n` : text).split("\n");
    this.#unfinished = lines.pop() ?? "";
    this.#lines.push(...lines);
  }
}
