// Expressions of a build script that are strings or paths and known without running it: literals, variables bound to such,
// `format!`, `concat!`, `env!`, `env::var` of what cargo sets, joined paths, and the calls that only change the type.
import type { Span, SourceMap } from "../../base/source.ts";
import { parseTemplate } from "../../sema/expand/format-string.ts";
import type { Placeholder } from "../../sema/expand/format-string.ts";
import type { Expr, ExprId, MacroCall, Path, TokenRange } from "../../syntax/ast.ts";
import { parseFragment } from "../../syntax/parse.ts";
import type { ParseOptions } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";

/** Not known without running the script. */
export class NotConstant extends Error {
  constructor(
    readonly what: string,
    readonly span: Span,
  ) {
    super(what);
  }
}

/** Methods that give the same text in another type. */
const SAME_TEXT = new Set(
  "unwrap expect to_string to_owned into display as_str as_ref to_str to_string_lossy clone into_string unwrap_or_default".split(" "),
);
/** Functions of one argument that do. */
const CONVERSIONS = /(?:^|::)(?:String::from|Path::new|PathBuf::from)$/;

interface Arguments {
  readonly positional: readonly ExprId[];
  readonly named: ReadonlyMap<string, ExprId>;
}

export class ConstantStrings {
  readonly #bound = new Map<string, string>();

  constructor(
    readonly tree: SyntaxTree,
    readonly sources: SourceMap,
    readonly options: ParseOptions,
    readonly variables: Readonly<Record<string, string>>,
  ) {}

  bind(name: string, init: ExprId): void {
    this.#bound.set(name, this.value(init));
  }

  value(id: ExprId): string {
    const expr = this.tree.expr(id);
    const { kind } = expr;
    switch (kind.kind) {
      case "literal":
        if (kind.literal.kind === "string") return kind.literal.value;
        throw new NotConstant("this literal", expr.span);
      case "paren":
        return this.value(kind.inner);
      case "address-of":
        return this.value(kind.operand);
      case "path":
        return this.#variable(expr, kind.path);
      case "call":
        return this.#call(expr, kind.callee, kind.args);
      case "method-call":
        return this.#method(expr, kind.receiver, kind.segment.ident.name, kind.args);
      case "macro-call":
        return this.#macro(kind.call);
      default:
        throw new NotConstant("this expression", expr.span);
    }
  }

  #variable({ span }: Expr, path: Path): string {
    const [only, ...more] = path.segments;
    const bound = more.length === 0 ? this.#bound.get(only?.ident.name ?? "") : undefined;
    if (bound === undefined) throw new NotConstant("this path", span);
    return bound;
  }

  #call(expr: Expr, callee: ExprId, args: readonly ExprId[]): string {
    const name = this.sources.snippet(this.tree.span(callee)).replaceAll(/\s/g, "");
    const [only, ...more] = args;
    if (only === undefined || more.length > 0) throw new NotConstant("this call", expr.span);
    if (CONVERSIONS.test(name)) return this.value(only);
    if (/^(?:std::)?env::var(?:_os)?$/.test(name)) return this.#fromEnvironment(this.value(only), expr.span);
    throw new NotConstant("this call", expr.span);
  }

  #fromEnvironment(name: string, span: Span): string {
    const value = this.variables[name];
    if (value === undefined) throw new NotConstant(`the variable \`${name}\``, span);
    return value;
  }

  #method(expr: Expr, receiver: ExprId, name: string, args: readonly ExprId[]): string {
    const text = this.value(receiver);
    const [only] = args;
    if (name === "join" && only !== undefined && args.length === 1) {
      const added = this.value(only);
      return added.startsWith("/") ? added : `${text.replace(/\/$/, "")}/${added}`;
    }
    if (SAME_TEXT.has(name)) return text;
    throw new NotConstant(`the method \`${name}\``, expr.span);
  }

  #macro(call: MacroCall): string {
    const name = call.path.segments.at(-1)?.ident.name ?? "";
    if (name === "format") return this.format(call);
    const { positional, named } = this.#arguments(call.tokens);
    const [first] = positional;
    if (name === "concat" && named.size === 0) return positional.map((id) => this.value(id)).join("");
    if (name === "env" && first !== undefined) return this.#fromEnvironment(this.value(first), call.span);
    throw new NotConstant(`\`${name}!\``, call.span);
  }

  /** The text of `format!`, `println!`: a template, then what stands in its places. */
  format(call: MacroCall): string {
    const { positional, named } = this.#arguments(call.tokens);
    const [first, ...rest] = positional;
    const template = first === undefined ? undefined : this.tree.expr(first);
    if (template?.kind.kind !== "literal" || template.kind.literal.kind !== "string") throw new NotConstant("this template", call.span);
    const { parts, error } = parseTemplate(template.kind.literal.value, this.options.release);
    if (error !== undefined) throw new NotConstant("this template", call.span);
    let next = 0;
    const used = new Set<number>();
    const place = (part: Placeholder): string => {
      const { argument } = part;
      if (part.trait !== "Display" || part.width !== undefined || part.precision !== undefined)
        throw new NotConstant("this place", call.span);
      if (argument.kind === "name") {
        const given = named.get(argument.name);
        const value = given === undefined ? this.#bound.get(argument.name) : this.value(given);
        if (value === undefined) throw new NotConstant(`the place of \`${argument.name}\``, call.span);
        return value;
      }
      const at = argument.kind === "number" ? argument.value : next++;
      const id = rest[at];
      if (id === undefined) throw new NotConstant("this template", call.span);
      used.add(at);
      return this.value(id);
    };
    const text = parts.map((part) => (part.kind === "text" ? part.text : place(part))).join("");
    if (used.size !== rest.length) throw new NotConstant("an argument without place", call.span);
    return text;
  }

  /** `a, b, name = c` */
  #arguments({ from, to }: TokenRange): Arguments {
    const { tokens } = this.tree;
    const positional: ExprId[] = [];
    const named = new Map<string, ExprId>();
    for (let at = from; at < to; at++) {
      const isNamed = tokens.kind(at) === T.Ident && at + 1 < to && tokens.kind(at + 1) === T.Eq;
      const start = isNamed ? at + 2 : at;
      const parsed = parseFragment(this.tree, this.sources, { from: start, to }, "expr", this.options);
      const node = parsed.nodes[0];
      const isWhole = parsed.end >= to || tokens.kind(parsed.end) === T.Comma;
      if (node === undefined || parsed.failure !== undefined || !isWhole) throw new NotConstant("this argument", tokens.span(at));
      if (isNamed) named.set(tokens.text(at), node);
      else positional.push(node);
      at = parsed.end;
    }
    return { positional, named };
  }
}
