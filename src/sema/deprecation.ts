// What `#[deprecated]` says of a definition, its own or that of what it is part of (core's is its own alone). In: definitions.
// Out: the words of the lint `deprecated` for a use. Facts from the Reference ("The deprecated attribute"); core's attributes stand
// in its sources here, with the release that each is of.
import type { Span } from "../base/source.ts";
import { warning, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, Tree } from "../syntax/ast.ts";
import * as T from "../syntax/token-kinds.ts";
import { decodeString } from "../syntax/literals.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import type { Definitions } from "./definitions.ts";
import type { DefId } from "./types/def-id.ts";

export interface Deprecation {
  /** What bears the attribute. */
  readonly origin: DefId;
  readonly note: string | undefined;
  readonly since: string | undefined;
  /** Core's, what to write instead. */
  readonly suggestion: string | undefined;
}

/** A path that names what is deprecated. */
export interface DeprecatedUse {
  readonly def: DefId;
  readonly span: Span;
  readonly isValue: boolean;
  /** Where it stands in the text as written. */
  readonly place: number;
}

const NOUNS: Readonly<Record<string, string>> = {
  fn: "function",
  mod: "module",
  const: "constant",
  "type-alias": "type alias",
  "assoc-const": "associated constant",
  "assoc-type": "associated type",
  "type-param": "type parameter",
};

export class Deprecations {
  readonly #known = new Map<DefId, Deprecation | undefined>();

  constructor(
    readonly definitions: Definitions,
    /** Of the release. */
    readonly minor: number,
    /** Written by a `derive`: nobody is told. */
    readonly isDerived: (span: Span) => boolean,
  ) {}

  of(def: DefId): Deprecation | undefined {
    if (this.#known.has(def)) return this.#known.get(def);
    this.#known.set(def, undefined);
    const { parent, kind } = this.definitions.get(def);
    const isInherited = this.definitions.isLocal(def) || kind === "constructor";
    const found = this.#own(def) ?? (parent !== undefined && isInherited ? this.of(parent) : undefined);
    this.#known.set(def, found);
    return found;
  }

  #own(def: DefId): Deprecation | undefined {
    const { attrs, tree } = this.definitions.get(def);
    const attribute = attrs.find(
      ({ path, docComment }) => !docComment && path.segments.length === 1 && path.segments[0]?.ident.name === "deprecated",
    );
    if (attribute === undefined) return undefined;
    const { note, since, suggestion } = valuesOf(tree, attribute);
    if (since === "TBD" || (!this.definitions.isLocal(def) && Number(since?.split(".")[1] ?? "0") > this.minor)) return undefined;
    return { origin: def, note, since, suggestion };
  }

  /** What is stable elsewhere, and deprecated where its module is unstable. */
  isOfUnstableModule({ origin, since }: Deprecation): boolean {
    return since === undefined && !this.definitions.isLocal(origin);
  }

  /** `user`: the item that names `def`; what bears the same attribute is not told. `shown`: its path. */
  use(def: DefId, span: Span, user: DefId | undefined, shown: string): DiagnosticBuilder | undefined {
    const found = this.of(def);
    if (found === undefined || this.isDerived(span) || (user !== undefined && this.of(user)?.origin === found.origin)) return undefined;
    const { parent } = this.definitions.get(def);
    const isThroughModule = this.isOfUnstableModule(found) && parent !== undefined;
    const noun = isThroughModule ? "module" : this.#noun(def);
    const path = isThroughModule ? this.definitions.path(parent) : shown;
    const said = warning(`use of deprecated ${noun} \`${path}\`${found.note === undefined ? "" : `: ${found.note}`}`).at(span);
    if (found.suggestion !== undefined && found.origin === def)
      said.suggest(`replace the use of the deprecated ${noun}`, [{ span, text: found.suggestion }], "MachineApplicable", "verbose");
    said.lint = "deprecated";
    return said;
  }

  #noun(def: DefId): string {
    const { kind, parent, tree, node } = this.definitions.get(def);
    if (kind === "assoc-fn") {
      const item = tree.item(node).kind;
      return item.kind === "fn" && item.params[0]?.self !== undefined ? "method" : "associated function";
    }
    if (kind !== "constructor" || parent === undefined) return NOUNS[kind] ?? kind;
    const isUnit = !this.definitions.children(parent).some((child) => this.definitions.get(child).kind === "field");
    return `${isUnit ? "unit" : "tuple"} ${this.definitions.get(parent).kind === "variant" ? "variant" : "struct"}`;
  }
}

function isString(kind: number): boolean {
  return kind === T.Str || kind === T.RawStr;
}

function valuesOf(tree: Tree, { args }: Attribute): { note?: string; since?: string; suggestion?: string } {
  if (args.kind === "value") {
    const { kind } = tree.expr(args.value);
    return kind.kind === "literal" && kind.literal.kind === "string" ? { note: kind.literal.value } : {};
  }
  if (args.kind !== "delimited" || !(tree instanceof SyntaxTree)) return {};
  const { tokens } = tree;
  const values: Record<string, string> = {};
  for (let at = args.tokens.from; at + 2 < args.tokens.to; at++)
    if (tokens.kind(at + 1) === T.Eq && isString(tokens.kind(at + 2)))
      values[tokens.text(at)] = decodeString(tokens.kind(at + 2), tokens.text(at + 2));
  return values;
}
