// What parameters bring into scope: types and constants on the ribs of names, lifetimes on a stack of their own; and the names
// in bounds, `where` clauses and defaults.
import { underscoreLifetime } from "./reserved-lifetimes.ts";
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Bound, GenericParam, Generics, Ident, Lifetime } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { capturedName } from "./captured-names.ts";
import type { LateResolver } from "./late.ts";
import { inConstType, outerLifetime } from "./scope-errors.ts";
import type { Ban } from "./scopes.ts";
import { LifetimeUses } from "./lifetime-uses.ts";
import { undeclaredLifetime, type LifetimePlace } from "./undeclared-lifetimes.ts";

/** Lifetimes that one list of parameters brings: their definitions (-1 of `for<..>`) and where they stand. */
interface LifetimeScope {
  readonly defs: Map<string, DefId>;
  readonly spans: Map<string, Span>;
  /** Where it stands or would; undefined where rustc proposes nothing. */
  readonly place: LifetimePlace | undefined;
  readonly uses: LifetimeUses;
}

export class GenericsResolver {
  readonly #late: LateResolver;
  #scopes: LifetimeScope[] = [];
  /** Of the items around, which this one cannot name. */
  #hidden: readonly LifetimeScope[] = [];

  constructor(late: LateResolver) {
    this.#late = late;
  }

  /** Before an item that stands in a module. */
  clear(): void {
    this.#scopes = [];
    this.#eliding = undefined;
  }

  /** Whose parameters unnamed lifetimes would be. */
  #eliding: LifetimeScope | undefined;

  /** Where `'_` would be a parameter of the innermost list; `where` says otherwise. */
  eliding(where: "here" | "nowhere", action: () => void): void {
    const outer = this.#eliding;
    this.#eliding = where === "here" ? this.#scopes.at(-1) : undefined;
    action();
    this.#eliding = outer;
  }

  /** For an item in the middle of another. */
  hiding(action: () => void): void {
    const [scopes, hidden] = [this.#scopes, this.#hidden];
    this.#hidden = [...hidden, ...scopes];
    this.#scopes = [];
    action();
    this.#scopes = scopes;
    this.#hidden = hidden;
  }

  withGenerics(generics: Generics, owner: DefId, action: () => void, kind: "item" | "counted" | "const" = "item"): void {
    const place = kind === "const" ? undefined : ({ span: generics.span, kind: "item" } as const);
    const clauses = () => this.eliding("nowhere", () => this.#where(generics));
    const inside = () => {
      clauses();
      action();
    };
    this.withParams(generics.params, owner, place, inside, kind === "counted" ? generics.span : undefined);
  }

  #where(generics: Generics): void {
    for (const predicate of generics.where) {
      if (predicate.kind === "lifetime") {
        this.lifetime(predicate.lifetime);
        this.bounds(predicate.bounds);
      } else {
        const { lo } = predicate.span;
        const where = { span: { lo, hi: this.#late.tree.span(predicate.type).lo }, kind: "bound" } as const;
        this.withParams(
          predicate.forParams,
          undefined,
          where,
          () => {
            this.#late.types.type(predicate.type);
            this.bounds(predicate.bounds);
          },
          where.span,
        );
      }
    }
  }

  /** Parameters of an item (`owner`), or of `for<..>`; `counted`: the list, where it is told of lifetimes that are used once or never. */
  withParams(
    params: readonly GenericParam[],
    owner: DefId | undefined,
    place: LifetimePlace | undefined,
    action: () => void,
    counted?: Span,
  ): void {
    const { definitions } = this.#late.compilation;
    const lifetimes: LifetimeScope = { defs: new Map(), spans: new Map(), place, uses: new LifetimeUses() };
    this.#late.scopes.within("normal", (rib) => {
      const seen = new Map<string, GenericParam>();
      for (const param of params) {
        const before = seen.get(param.ident.name);
        if (before !== undefined) this.#duplicateParam(param, before);
        else {
          seen.set(param.ident.name, param);
          this.#shadowed(param);
          this.#reserved(param);
        }
        const def = owner === undefined ? -1 : (definitions.ofNode(this.#late.tree, param.id) ?? -1);
        if (param.kind !== "lifetime") continue;
        lifetimes.defs.set(param.ident.name, def);
        lifetimes.spans.set(param.ident.name, param.ident.span);
      }
      this.#scopes.push(lifetimes);
      this.eliding("nowhere", () => this.#paramParts(params, owner, rib.generics));
      action();
      this.#scopes.pop();
    });
    if (counted !== undefined && params.length > 0) this.#tellUses(params, lifetimes, counted);
  }

  #tellUses(params: readonly GenericParam[], { uses }: LifetimeScope, span: Span): void {
    const { compilation, crate, tree } = this.#late;
    if (!crate.isLocal || !(compilation.asks("single_use_lifetimes") || compilation.asks("unused_lifetimes"))) return;
    for (const found of uses.findings(compilation, tree, params, span)) compilation.lint(found);
  }

  #paramParts(params: readonly GenericParam[], owner: DefId | undefined, generics: Map<string, DefId>): void {
    const { definitions } = this.#late.compilation;
    for (const param of params) {
      const def = owner === undefined ? -1 : (definitions.ofNode(this.#late.tree, param.id) ?? -1);
      if (param.kind !== "lifetime") generics.set(param.ident.name, def);
    }
    params.forEach((param, i) => {
      this.bounds(param.bounds);
      const names = new Set(params.slice(i).map(({ ident }) => ident.name));
      const later: Ban = { why: "default", names, generics };
      if (param.kind === "type" && param.default !== undefined) {
        const written = param.default;
        this.#late.scopes.banned(later, () => this.#late.types.type(written));
      }
      if (param.kind !== "const") return;
      this.#late.scopes.banned({ why: "const-type", names: undefined, generics }, () => this.#late.types.type(param.type));
      if (param.default === undefined) return;
      const written = param.default;
      this.#late.scopes.banned(later, () => this.#late.types.anonymous(written));
    });
  }

  /** E0262 and E0637: reserved names. */
  #reserved({ ident: { name, span } }: GenericParam): void {
    if (name === "'static") {
      const said = error("E0262", "invalid lifetime parameter name: `'static`").at(span, "'static is a reserved lifetime name");
      this.#late.compilation.report("names", said);
    } else if (name === "'_") {
      this.#late.compilation.report("names", underscoreLifetime(span, this.#late.compilation.session.release.minor));
    }
  }

  /** E0403 and E0496: a parameter of the impl or trait around, or of a `for<..>`, has the name. */
  #shadowed(param: GenericParam): void {
    const { name, span } = param.ident;
    if (param.kind === "lifetime") {
      const outer = this.#scopes.map((scope) => scope.spans.get(name)).findLast((found) => found !== undefined);
      if (outer === undefined) return;
      const said = error("E0496", `lifetime name \`${name}\` shadows a lifetime name that is already in scope`);
      said.at(span, `lifetime \`${name}\` already in scope`).label(outer, "first declared here");
      return this.#late.compilation.report("names", said);
    }
    const outer = this.#late.scopes.generic(name);
    if (outer === undefined || outer.through === "item" || outer.def < 0) return;
    const { identSpan } = this.#late.compilation.definitions.get(outer.def);
    const said = error("E0403", `the name \`${name}\` is already used for a generic parameter in this item's generic parameters`);
    this.#late.compilation.report("names", said.at(span, "already used").label(identSpan, `first use of \`${name}\``));
  }

  #duplicateParam(param: GenericParam, before: GenericParam): void {
    const { name, span } = param.ident;
    const code = param.kind === "lifetime" && !this.#late.compilation.since(68) ? "E0263" : "E0403";
    const modern = this.#late.compilation.since(68);
    const said = error(
      code,
      modern
        ? `the name \`${name}\` is already used for a generic parameter in this item's generic parameters`
        : `lifetime name \`${name}\` declared twice in the same scope`,
    );
    this.#late.compilation.report("names", said.at(span, "already used").label(before.ident.span, `first use of \`${name}\``));
  }

  bounds(bounds: readonly Bound[]): void {
    for (const bound of bounds) {
      if (bound.kind === "lifetime") this.lifetime(bound.lifetime);
      else if (bound.kind === "use") for (const name of bound.args) this.#captured(name);
      else {
        const place = { span: { lo: bound.span.lo, hi: bound.path.span.lo }, kind: "bound" } as const;
        this.withParams(bound.forParams, undefined, place, () => {
          this.#late.paths.resolve(bound.pathId, undefined, bound.path, "trait");
        });
      }
    }
  }

  /** In `use<..>` */
  #captured(ident: Ident): void {
    const { name } = ident;
    if (!name.startsWith("'")) return capturedName(this.#late, ident);
    const scope = this.#scopes.findLast(({ defs }) => defs.has(name));
    scope?.uses.add(name, ident.span, false, false);
    if (name !== "'static" && name !== "'_" && scope === undefined) this.#undeclared(ident);
  }

  lifetime(lifetime: Lifetime, isOfReference = false): void {
    const { name } = lifetime.ident;
    if (name === "'_") {
      this.#late.tables.setLifetime(lifetime.id, { kind: "elided" });
      return;
    }
    if (name === "'static") {
      this.#late.tables.setLifetime(lifetime.id, { kind: "static" });
      return;
    }
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const scope = this.#scopes[i] as LifetimeScope;
      const def = scope.defs.get(name);
      if (def === undefined) continue;
      scope.uses.add(name, lifetime.ident.span, isOfReference, this.#eliding === scope);
      if (this.#late.scopes.ban?.why === "const-type") return inConstType(this.#late.compilation, lifetime.ident);
      this.#late.tables.setLifetime(lifetime.id, { kind: "param", def });
      return;
    }
    this.#late.tables.setLifetime(lifetime.id, { kind: "error" });
    this.#undeclared(lifetime.ident);
  }

  #undeclared(ident: Ident): void {
    const outer = this.#hidden.map(({ spans }) => spans.get(ident.name)).findLast((found) => found !== undefined);
    const places = this.#scopes.flatMap(({ place }) => (place === undefined ? [] : [place])).reverse();
    if (outer !== undefined) return outerLifetime(this.#late.compilation, ident, outer, places);
    undeclaredLifetime(this.#late.compilation, ident, places);
  }
}
