// Macros of a build script: `println!`, `format!` and their like, a template and what stands in its places; `env!`, `concat!`, `panic!`.
import type { SourceMap } from "../../base/source.ts";
import { parseTemplate } from "../../sema/expand/format-string.ts";
import type { Placeholder } from "../../sema/expand/format-string.ts";
import type { ExprId, MacroCall, TokenRange } from "../../syntax/ast.ts";
import { parseFragment } from "../../syntax/parse.ts";
import type { ParseOptions } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { ScriptItems } from "./script-interpreter.ts";
import type { Evaluator } from "./script-scopes.ts";
import { NEVER, NotConstant, STR, UNIT, isIntegerName, simple, withoutRefs } from "./script-values.ts";
import type { Type, Value } from "./script-values.ts";

interface Arguments {
  readonly positional: readonly ExprId[];
  readonly named: ReadonlyMap<string, ExprId>;
}

const DISPLAYED: ReadonlySet<Type["kind"]> = new Set(["str", "String", "bool", "int", "char", "Display", "Cow", "VarError"]);

export class ScriptMacros {
  constructor(
    readonly tree: SyntaxTree,
    readonly sources: SourceMap,
    readonly options: ParseOptions,
    readonly on: Evaluator,
    readonly items: Pick<ScriptItems, "compileVariables" | "conditions">,
    /** Standard output. */
    readonly write: (text: string) => void,
  ) {}

  macro(call: MacroCall): Value {
    const name = call.path.segments.at(-1)?.ident.name ?? "";
    switch (name) {
      case "println":
      case "print": {
        const isEmpty = call.tokens.from === call.tokens.to;
        if (isEmpty && name === "print") throw new NotConstant("`print!`", call.span);
        const text = isEmpty ? "" : this.#format(call);
        if (this.on.isReal) this.write(`${text}${name === "println" ? "\n" : ""}`);
        return UNIT;
      }
      case "panic":
      case "unreachable":
        if (call.tokens.from !== call.tokens.to) this.#format(call);
        if (this.on.isReal) throw new NotConstant("a panic", call.span);
        return NEVER;
      case "format":
        return { type: simple("String"), data: this.#format(call) };
      case "concat":
      case "env": {
        const { positional, named } = this.#arguments(call.tokens);
        const values = positional.map((id) => this.#compileTimeText(id));
        if (named.size > 0 || (name === "env" && values.length !== 1)) throw new NotConstant(`\`${name}!\``, call.span);
        const data = name === "concat" ? values.join("") : this.items.compileVariables[values[0] as string];
        if (data === undefined) throw new NotConstant(`the variable \`${values[0]}\``, call.span);
        return { type: STR, data };
      }
      case "cfg":
        return { type: simple("bool"), data: this.items.conditions.holds(this.#text(call.tokens), call.span) };
      default:
        throw new NotConstant(`\`${name}!\``, call.span);
    }
  }

  #text({ from, to }: TokenRange): string {
    const { tokens } = this.tree;
    return from === to ? "" : this.sources.snippet({ lo: tokens.span(from).lo, hi: tokens.span(to - 1).hi });
  }

  #compileTimeText(id: ExprId): string {
    const { kind, span } = this.tree.expr(id);
    if (kind.kind !== "literal" && kind.kind !== "macro-call") throw new NotConstant("this argument", span);
    const { data } = this.on.value(id, "reads");
    return String(data);
  }

  /** The value of an argument, or of a variable that a place names. */
  #read(argument: ExprId | string, { span }: MacroCall): Value {
    if (typeof argument !== "string") return this.on.value(argument, "reads");
    const binding = this.on.scopes.find(argument);
    if (binding === undefined || this.on.scopes.hasMoved(binding)) throw new NotConstant(`the place of \`${argument}\``, span);
    return binding.value;
  }

  /** Undefined where a part is not known. */
  #format(call: MacroCall): string | undefined {
    const { positional, named } = this.#arguments(call.tokens);
    const [first, ...rest] = positional;
    const template = first === undefined ? undefined : this.tree.expr(first);
    if (template?.kind.kind !== "literal" || template.kind.literal.kind !== "string") throw new NotConstant("this template", call.span);
    const { parts, error } = parseTemplate(template.kind.literal.value, this.options.release);
    if (error !== undefined) throw new NotConstant("this template", call.span);
    let next = 0;
    const used = new Set<number | string>();
    const place = ({ argument, trait, width, precision }: Placeholder): string | undefined => {
      if (trait !== "Display" || width !== undefined || precision !== undefined) throw new NotConstant("this place", call.span);
      if (argument.kind === "name") {
        used.add(argument.name);
        return this.#shown(this.#read(named.get(argument.name) ?? argument.name, call), call);
      }
      const at = argument.kind === "number" ? argument.value : next++;
      const id = rest[at];
      if (id === undefined) throw new NotConstant("this template", call.span);
      used.add(at);
      return this.#shown(this.#read(id, call), call);
    };
    const texts = parts.map((part) => (part.kind === "text" ? part.text : place(part)));
    const isWhole = rest.every((_, at) => used.has(at)) && [...named.keys()].every((name) => used.has(name));
    if (!isWhole) throw new NotConstant("an argument without place", call.span);
    return texts.includes(undefined) ? undefined : texts.join("");
  }

  #shown({ type, data }: Value, call: MacroCall): string | undefined {
    const { kind } = withoutRefs(type);
    if (!DISPLAYED.has(kind) && !isIntegerName(kind)) throw new NotConstant("an argument that has no `Display`", call.span);
    return data === undefined ? undefined : String(data);
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
