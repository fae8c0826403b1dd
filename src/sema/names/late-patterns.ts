// Names in patterns: variables that they bind, constants and constructors that they name.
import type { Span } from "../../base/source.ts";
import { similarName } from "../../base/near-names.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { Ident, NodeId, Param, PatId } from "../../syntax/ast.ts";
import type { LateResolver } from "./late.ts";
import { key } from "./scopes.ts";

/** One side of an or-pattern, with what it binds. */
interface Alternative {
  readonly pat: PatId;
  readonly names: ReadonlyMap<string, NodeId>;
}

export class PatternResolver {
  readonly #late: LateResolver;

  constructor(late: LateResolver) {
    this.#late = late;
  }

  /** What the patterns are of that are looked at, as messages call it. */
  source: "let binding" | "match binding" | "for binding" | "function parameter" = "let binding";

  params(params: readonly Param[]): void {
    this.source = "function parameter";
    const bound = new Map<string, NodeId>();
    for (const param of params) this.#pattern(param.pat, bound, new Map(), true);
  }

  pattern(pat: PatId, source: PatternResolver["source"] = "let binding"): void {
    this.source = source;
    this.#pattern(pat, new Map(), new Map(), false);
  }

  /** `bound` is what the whole pattern has bound, `repeated` what other alternatives of an or-pattern around have. */
  #pattern(id: PatId, bound: Map<string, NodeId>, repeated: ReadonlyMap<string, NodeId>, isParam: boolean): void {
    const pat = this.#late.tree.pat(id);
    const { kind } = pat;
    switch (kind.kind) {
      case "ident":
        this.#identifier(pat.id, kind, bound, repeated, isParam);
        if (kind.sub !== undefined) this.#pattern(kind.sub, bound, repeated, isParam);
        break;
      case "struct":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "struct");
        for (const field of kind.fields) this.#pattern(field.pat, bound, repeated, isParam);
        break;
      case "tuple-struct":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "tuple-struct-pattern", { span: pat.span, parts: kind.elements });
        for (const element of kind.elements) this.#pattern(element, bound, repeated, isParam);
        break;
      case "path":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "pattern");
        break;
      case "or":
        this.#alternatives(kind.alternatives, bound, repeated, isParam);
        break;
      case "tuple":
      case "slice":
        for (const element of kind.elements) this.#pattern(element, bound, repeated, isParam);
        break;
      case "box":
      case "reference":
      case "paren":
        this.#pattern(kind.inner, bound, repeated, isParam);
        break;
      case "expr":
        this.#late.bodies.expr(kind.expr);
        break;
      case "range":
        if (kind.start !== undefined) this.#late.bodies.expr(kind.start);
        if (kind.end !== undefined) this.#late.bodies.expr(kind.end);
        break;
      default:
    }
  }

  /** A fresh binding, or the name of a constant or unit struct. */
  #identifier(
    id: PatId,
    kind: { byRef: boolean; mutable: boolean; ident: Ident; sub: PatId | undefined },
    bound: Map<string, NodeId>,
    repeated: ReadonlyMap<string, NodeId>,
    isParam: boolean,
  ): void {
    const { ident } = kind;
    const late = this.#late;
    const isPlain = !kind.byRef && !kind.mutable && kind.sub === undefined;
    if (late.paths.identifierPattern(id, ident, isPlain)) return;
    const name = key(ident.name, ident.span.ctxt);
    const first = repeated.get(name);
    if (first !== undefined) {
      late.tables.setRepeat(id, first);
      bound.set(name, first);
      late.scopes.bind(ident, first);
      return;
    }
    if (bound.has(name)) this.#boundTwice(ident, isParam);
    bound.set(name, id);
    late.scopes.bind(ident, id);
  }

  #boundTwice({ name, span }: Ident, isParam: boolean): void {
    const [code, where, label] = isParam
      ? ["E0415", "parameter list", "used as parameter more than once"]
      : ["E0416", "the same pattern", "used in a pattern more than once"];
    const message = isParam
      ? `identifier \`${name}\` is bound more than once in this ${where}`
      : `identifier \`${name}\` is bound more than once in ${where}`;
    this.#late.compilation.report("names", error(code as string, message).at(span, label));
  }

  #alternatives(alternatives: readonly PatId[], bound: Map<string, NodeId>, repeated: ReadonlyMap<string, NodeId>, isParam: boolean): void {
    const known = new Map(repeated);
    const each: { pat: PatId; names: Map<string, NodeId> }[] = [];
    const outer = new Map(bound);
    for (const alternative of alternatives) {
      const names = new Map(outer);
      this.#pattern(alternative, names, known, isParam);
      for (const name of outer.keys()) names.delete(name);
      each.push({ pat: alternative, names });
      for (const [name, node] of names) if (!known.has(name)) known.set(name, node);
    }
    for (const { names } of each) for (const [name, node] of names) bound.set(name, node);
    this.#inAll(each);
  }

  /** E0408: each alternative binds the same names. */
  #inAll(each: readonly Alternative[]): void {
    const all = new Map<string, NodeId[]>();
    for (const { names } of each) {
      for (const [name, node] of names) {
        const list = all.get(name);
        if (list === undefined) all.set(name, [node]);
        else list.push(node);
      }
    }
    const lacking = (name: string) => each.findIndex(({ names }) => !names.has(name));
    for (const name of [...all.keys()].toSorted((a, b) => lacking(a) - lacking(b))) {
      const missing = each.filter(({ names }) => !names.has(name));
      if (missing.length === 0) continue;
      const [text = name] = name.split("#");
      const said = error("E0408", `variable \`${text}\` is not bound in all patterns`);
      for (const { pat } of missing) said.at(this.#late.tree.span(pat), `pattern doesn't bind \`${text}\``);
      const places = each.flatMap(({ names, pat }) => (names.has(name) ? [this.#bindingSpan(pat, text)] : []));
      for (const span of places) said.label(span, "variable not in all patterns");
      this.#suggestBinding(said, text, missing, each, places);
      this.#late.compilation.report("names", said);
    }
  }

  /** What the others bind in its place has nearly its name. */
  #suggestBinding(
    said: DiagnosticBuilder,
    name: string,
    missing: readonly Alternative[],
    each: readonly Alternative[],
    places: readonly Span[],
  ): void {
    const isName = ({ pat }: Alternative) => this.#late.tree.pat(pat).kind.kind === "ident";
    const origins = each.filter((one) => !missing.includes(one));
    if (this.#late.compilation.session.release.minor < 90 || missing.every(isName) || origins.every(isName)) return;
    const bound = (them: readonly Alternative[]) => them.flatMap(({ names }) => [...names.keys()].map((key) => key.split("#")[0] ?? key));
    const typo = similarName(bound(missing).toSorted(), name);
    if (typo === undefined || bound(origins).includes(typo)) return;
    const edits = places.map((span) => ({ span, text: typo }));
    said.suggest(`you might have meant to use the similarly named previously used binding \`${typo}\``, edits, "MaybeIncorrect", "verbose");
  }

  #bindingSpan(pat: PatId, name: string): Span {
    const found: Span[] = [];
    const look = (id: PatId) => {
      const { kind } = this.#late.tree.pat(id);
      if (kind.kind === "ident" && kind.ident.name === name) found.push(kind.ident.span);
      if (kind.kind === "ident" && kind.sub !== undefined) look(kind.sub);
      if (kind.kind === "tuple" || kind.kind === "slice" || kind.kind === "tuple-struct")
        for (const element of kind.elements) look(element);
      if (kind.kind === "struct") for (const field of kind.fields) look(field.pat);
      if (kind.kind === "reference" || kind.kind === "box" || kind.kind === "paren") look(kind.inner);
      if (kind.kind === "or") for (const alternative of kind.alternatives) look(alternative);
    };
    look(pat);
    return found[0] ?? this.#late.tree.span(pat);
  }
}
