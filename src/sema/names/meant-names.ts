// What somebody may have meant by a name that means nothing: one that is spelt alike, or one that could be imported.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident, Path } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { importCandidates, placeForImport } from "./candidates.ts";
import type { ImportCandidate } from "./candidates.ts";
import { headSpan } from "./duplicates.ts";
import type { LateResolver } from "./late.ts";
import { namespaceOf, type PathSource } from "./late-paths.ts";
import { PRIMITIVES } from "./lookup.ts";
import type { Binding, Module } from "./module.ts";
import { knownWord, wordOf } from "./name-words.ts";
import { fits } from "./path-fit.ts";
import { similarName } from "../../base/near-names.ts";

interface Candidate {
  readonly name: string;
  readonly word: string;
  readonly def: DefId | undefined;
}

export class MeantNames {
  readonly #late: LateResolver;

  constructor(late: LateResolver) {
    this.#late = late;
  }

  #since(minor: number): boolean {
    return this.#late.compilation.since(minor);
  }

  typo(path: Path, source: PathSource, last: Ident): Candidate | undefined {
    const candidates = path.segments.length === 1 && !path.global ? this.#inScope(source) : this.#inPrefix(path, source);
    const byName = new Map<string, Candidate>();
    for (const candidate of candidates) if (!byName.has(candidate.name)) byName.set(candidate.name, candidate);
    const names = [...byName.keys()].toSorted();
    const found = similarName(names, last.name);
    const meant = found === undefined ? undefined : byName.get(found);
    return meant === undefined || this.#isAround(meant, last) ? undefined : meant;
  }

  /** The name stands within the definition of what it may mean: nobody means that. */
  #isAround({ def }: Candidate, { span }: Ident): boolean {
    const { definitions } = this.#late.compilation;
    if (def === undefined || def < 0 || !definitions.isLocal(def)) return false;
    const whole = definitions.span(def);
    return whole.lo < span.hi && span.lo < whole.hi;
  }

  *#inScope(source: PathSource): Generator<Candidate> {
    const late = this.#late;
    const namespace = namespaceOf(source);
    if (source === "value" || source === "call")
      for (const { name } of late.scopes.variableNames()) yield { name, word: "local variable", def: undefined };
    if (source === "type") {
      for (const { name, def } of late.scopes.genericNames()) {
        if (def >= 0 && late.compilation.definitions.get(def).kind === "type-param") yield { name, word: "type parameter", def };
      }
    }
    for (let module = late.module; ; module = module.parent as typeof module) {
      yield* this.#fitting(late.lookup.names(module, namespace), source);
      if (module.kind === "mod" || module.parent === undefined) break;
    }
    const prelude = late.lookup.prelude(late.crate);
    if (prelude !== undefined) yield* this.#fitting(late.lookup.names(prelude, namespace), source);
    if (source === "type") for (const name of PRIMITIVES) yield { name, word: "builtin type", def: undefined };
  }

  *#inPrefix(path: Path, source: PathSource): Generator<Candidate> {
    const late = this.#late;
    const prefix = path.segments.slice(0, -1).map(({ ident }) => ident);
    const result = late.lookup.path(prefix, path.global, late.module, { isImport: false });
    if (result.kind === "module") yield* this.#fitting(late.lookup.names(result.module, namespaceOf(source)), source);
  }

  *#fitting(names: Iterable<{ name: string; binding: Binding }>, source: PathSource): Generator<Candidate> {
    for (const { name, binding } of names) {
      const { res } = binding;
      if (res.kind !== "def" || !fits(this.#late.compilation.definitions, res, source)) continue;
      const word = wordOf(this.#late, res) ?? knownWord(this.#late, res.def);
      if (source === "call" && word !== "function" && word !== "tuple struct" && word !== "tuple variant") continue;
      yield { name, word, def: res.def };
    }
  }

  suggestTypo(said: DiagnosticBuilder, typo: Candidate, last: Ident): void {
    const { definitions } = this.#late.compilation;
    if (typo.def !== undefined && typo.def >= 0 && definitions.isLocal(typo.def)) {
      const def = definitions.get(typo.def);
      const holder = def.kind === "constructor" && def.parent !== undefined ? definitions.get(def.parent) : def;
      said.label(this.#definitionSpan(holder.id), `similarly named ${typo.word} \`${typo.name}\` defined here`);
    }
    const article = /^(?!unit)[aeiou]/.test(typo.word) ? "an" : "a";
    const style = this.#since(90) ? "verbose" : "inline";
    said.suggest(`${article} ${typo.word} with a similar name exists`, [{ span: last.span, text: typo.name }], "MaybeIncorrect", style);
  }

  /** What rustc calls the definition's span: signature or head. */
  #definitionSpan(def: DefId): Span {
    const { definitions } = this.#late.compilation;
    const found = definitions.get(def);
    if (found.kind === "fn" || found.kind === "assoc-fn") {
      const { kind } = found.tree.item(found.node);
      if (kind.kind === "fn")
        return { ...kind.signatureSpan, lo: found.span.lo, hi: kind.body === undefined ? found.span.hi : kind.signatureSpan.hi };
    }
    return headSpan(this.#late.compilation, found.span);
  }

  /** 1.96 tells of variables that only hygiene hides. */
  hygiene(said: DiagnosticBuilder, last: Ident, source: PathSource): void {
    if (source !== "value" || !this.#since(90)) return;
    for (let i = this.#late.scopes.ribs.length - 1; i >= 0; i--) {
      for (const [name, node] of this.#late.scopes.ribs[i]?.variables ?? []) {
        if (name.split("#")[0] !== last.name) continue;
        said.helpAt(
          this.#late.tree.span(node),
          "an identifier with the same name is defined here, but is not accessible due to macro hygiene",
        );
        return;
      }
    }
  }

  /** Whether there is something to import. */
  suggestImport(said: DiagnosticBuilder, path: Path, source: PathSource, last: Ident): boolean {
    if (path.segments.length > 1 || path.global) return false;
    return this.#offer(said, importCandidates(this.#late, last.name, source));
  }

  /**
   * For a path of which the first segments lead nowhere: what the last but one could be by an import, and the path without the others.
   * True if there is something.
   */
  suggestPrefix(said: DiagnosticBuilder, idents: readonly Ident[]): boolean {
    const [first, meant] = [idents[0], idents.at(-2)];
    if (first === undefined || meant === undefined) return false;
    if (!this.#offer(said, importCandidates(this.#late, meant.name, "prefix"))) return false;
    if (first === meant) return true;
    const span = { ...first.span, hi: meant.span.lo };
    said.suggest(`if you import \`${meant.name}\`, refer to it directly`, [{ span, text: "" }], "Unspecified", "verbose");
    return true;
  }

  /** A crate, or a module below the current one, with a name like that of a path's first segment. */
  suggestModule(said: DiagnosticBuilder, { name, span }: Ident): boolean {
    const { crate, module } = this.#late;
    const here = module.nearest;
    const isBelow = (other: Module): boolean => other.parent !== undefined && (other.parent.nearest === here || isBelow(other.parent));
    const below = [...crate.modules.values()].filter((other) => other.kind === "mod" && other !== here && isBelow(other));
    const found = similarName([...crate.externPrelude.names(), ...below.map((other) => other.name)].toSorted(), name);
    if (found === undefined) return false;
    said.suggest("there is a crate or module with a similar name", [{ span, text: found }], "MaybeIncorrect", "verbose");
    return true;
  }

  /** For a path of two segments whose first leads nowhere: a type with a similar name. */
  suggestType(said: DiagnosticBuilder, path: Path): void {
    const first = { ...path, segments: path.segments.slice(0, 1) };
    const ident = first.segments[0]?.ident;
    const typo = ident === undefined ? undefined : this.typo(first, "type", ident);
    if (ident === undefined || typo === undefined) return;
    const article = /^(?!unit)[aeiou]/.test(typo.word) ? "an" : "a";
    said.suggest(
      `${article} ${typo.word} with a similar name exists`,
      [{ span: ident.span, text: typo.name }],
      "MaybeIncorrect",
      "verbose",
    );
  }

  #offer(said: DiagnosticBuilder, candidates: readonly ImportCandidate[]): boolean {
    const [first] = candidates;
    if (first === undefined) return false;
    const place = placeForImport(this.#late);
    if (place === undefined) return true;
    const words = new Set(candidates.map(({ word }) => word));
    const kind = words.size === 1 ? first.word : "item";
    const message =
      candidates.length === 1
        ? `consider importing this ${kind}`
        : `consider importing one of these ${kind === "item" ? "items" : `${kind}s`}`;
    const end = place.beforeUse ? "\n" : "\n\n";
    const edits = candidates.map((candidate) => [{ span: place.span, text: `use ${candidate.path};${end}` }]);
    if (edits.length === 1) said.suggest(message, edits[0] as (typeof edits)[number], "MaybeIncorrect", "verbose");
    else said.suggestOneOf(message, edits, "MaybeIncorrect");
    return true;
  }
}
