// A path inside an item: what it names, whether that is fit for its place, and the words if it is not.
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Ident, NodeId, Path, QSelf, TypeId } from "../../syntax/ast.ts";
import type { Res } from "../resolution.ts";
import { reportGlobs } from "./ambiguity.ts";
import type { LateResolver } from "./late.ts";
import { PRIMITIVES, MISSING } from "./lookup.ts";
import type { PathResult } from "./path-result.ts";
import { fits, isTupleConstructor } from "./path-fit.ts";
import { NameErrors } from "./late-errors.ts";
import type { Namespace } from "./known-names.ts";
import type { Written } from "./misfit-constructors.ts";
import { outerVariable } from "./outer-variables.ts";
import * as scopeErrors from "./scope-errors.ts";
import { noteQualification } from "./qualifications.ts";
import { type Binding, type Module, useImports } from "./module.ts";
import { wordOf } from "./name-words.ts";
import { refuseUnstableModule } from "./unstable-modules.ts";
import type { GenericThrough } from "./scopes.ts";

/** What kind of thing is wanted. */
export type PathSource = "type" | "trait" | "value" | "call" | "struct" | "pattern" | "tuple-struct-pattern";

export function namespaceOf(source: PathSource): Namespace {
  return source === "type" || source === "trait" || source === "struct" ? "type" : "value";
}

type Found = { readonly res: Res; readonly unresolved: number };

export class PathResolver {
  readonly #late: LateResolver;
  readonly #errors: NameErrors;

  constructor(late: LateResolver) {
    this.#late = late;
    this.#errors = new NameErrors(late);
  }

  // --- One path --------------------------------------------------------------------------------------------------

  /** The path itself is told of before what is said inside it. */
  resolve(node: NodeId, qself: QSelf | undefined, path: Path, source: PathSource, written?: Written): void {
    this.#resolve(node, qself, path, source, written);
    this.#late.types.pathParts(qself, path);
  }

  #resolve(node: NodeId, qself: QSelf | undefined, path: Path, source: PathSource, written?: Written): void {
    if (qself !== undefined) {
      this.#qualified(node, qself, path, source);
      return;
    }
    const found = this.#insteadOfModule(this.find(path, source), path, source);
    if (found === undefined) {
      this.#failed(node, path, source);
      this.#errors.report(path, source, written);
      return;
    }
    if (found === "reported") {
      this.#failed(node, path, source);
      return;
    }
    if (found.unresolved === 0 && !fits(this.#late.compilation.definitions, found.res, source)) {
      this.#failed(node, path, source);
      this.#errors.unfit.report(path, source, found.res, written);
      return;
    }
    this.#set(node, path, found, source);
    noteQualification(this.#late, node, path, found, namespaceOf(source));
  }

  #failed(node: NodeId, path: Path, source: PathSource): void {
    const { tables, compilation, crate } = this.#late;
    tables.setPath(node, { kind: "error" });
    if (source === "trait" && crate.isLocal) compilation.unknownTraits.push(path.span);
  }

  /** With `use core::str`, `str` alone is still the type: a module of that name is none. */
  #insteadOfModule(found: Found | "reported" | undefined, path: Path, source: PathSource): typeof found {
    const [first, second] = path.segments;
    if (typeof found !== "object" || first === undefined || second !== undefined || source !== "type") return found;
    const isPrimitive =
      PRIMITIVES.has(first.ident.name) && found.res.kind === "def" && !fits(this.#late.compilation.definitions, found.res, source);
    return isPrimitive ? { res: { kind: "primitive", name: first.ident.name }, unresolved: 0 } : found;
  }

  #set(node: NodeId, path: Path, found: Found, source: PathSource): void {
    const late = this.#late;
    late.tables.setPath(node, found.res, found.unresolved);
    const last = path.segments.at(-1);
    if (found.unresolved > 0 && last !== undefined) late.tables.setScope(node, late, last.ident.name);
    if (found.res.kind !== "def") return;
    if (found.res.def < 0) return;
    const def = late.compilation.definitions.get(found.res.def);
    const named = path.segments.at(-1 - found.unresolved)?.ident.span;
    if (named !== undefined && this.#isWritten(named))
      late.compilation.noteUse(def.id, named, path.segments.at(-2 - found.unresolved)?.ident.name, source === "value" || source === "call");
    const idents = path.segments.map(({ ident }) => ident);
    if (refuseUnstableModule(late.compilation, late.crate, idents, path.span, "names")) return;
    if (this.#isRestricted(found.res.def, path)) {
      late.compilation.report(
        "names",
        unsupported("KB0303", `\`${late.compilation.definitions.path(def.id)}\`, unstable or newer than the release,`, path.span),
      );
      return;
    }
    if (def.kind !== "unmodelled") return;
    late.tables.setPath(node, { kind: "error" });
    late.compilation.hasUnmodelledBound ||= source === "trait";
    this.#unmodelled(late.compilation.definitions.path(def.id), path);
  }

  /** By the crate's author, not by a macro of core. */
  #isWritten({ ctxt }: Span): boolean {
    const { crate, compilation } = this.#late;
    return crate.isLocal && compilation.hygiene.expansionOf(ctxt)?.foreign !== true;
  }

  /** A name of core that is not stable in the release, written by the user. */
  #isRestricted(def: number, path: Path): boolean {
    const late = this.#late;
    const { compilation, crate, lookup } = late;
    if (!crate.isLocal || compilation.muted > 0) return false;
    const expansion = compilation.hygiene.expansionOf(path.segments.at(-1)?.ident.span.ctxt);
    if (expansion?.foreign === true) return false;
    const entry = lookup.unmodelled.restriction(def);
    return (
      entry !== undefined && !(compilation.session.unstableFeatures && entry.feature !== "" && crate.features.has(entry.feature ?? ""))
    );
  }

  /** Core has it, kbuild has not. */
  #unmodelled(name: string, path: Path): void {
    const late = this.#late;
    const span = path.segments.at(-1)?.ident.span ?? path.span;
    late.compilation.report("names", unsupported("KB0301", `\`${name}\``, span));
  }

  /** `<T as Trait>::Name`, `<T>::Name` */
  #qualified(node: NodeId, qself: QSelf, path: Path, source: PathSource): void {
    const idents = path.segments.map(({ ident }) => ident);
    if (qself.position === 0) {
      const last = idents.at(-1);
      if (last !== undefined) this.#late.tables.setScope(node, this.#late, last.name);
      return;
    }
    const trait: Path = { ...path, segments: path.segments.slice(0, qself.position) };
    const found = this.find(trait, "trait");
    if (typeof found === "object") noteQualification(this.#late, node, trait, found, "type");
    if (
      found === undefined ||
      found === "reported" ||
      found.res.kind !== "def" ||
      !fits(this.#late.compilation.definitions, found.res, "trait")
    ) {
      this.#failed(node, path, "trait");
      if (found === undefined) this.#errors.report(trait, "trait");
      else if (found !== "reported") this.#errors.unfit.report(trait, "trait", found.res);
      return;
    }
    const module = this.#late.lookup.moduleFor(found.res);
    const name = idents[qself.position];
    if (module === undefined || name === undefined) {
      this.#set(node, path, { res: found.res, unresolved: 0 }, source);
      return;
    }
    const isLast = qself.position === idents.length - 1;
    const item = this.#late.lookup.inModule(module, name.name, isLast ? namespaceOf(source) : "type");
    if (item === undefined) {
      this.#late.tables.setPath(node, { kind: "error" });
      this.#errors.notInTrait(name, trait, isLast && namespaceOf(source) === "value");
      return;
    }
    this.#set(node, path, { res: item.res, unresolved: idents.length - 1 - qself.position }, source);
  }

  // --- Finding ---------------------------------------------------------------------------------------------------

  find(path: Path, source: PathSource): Found | "reported" | undefined {
    const idents = path.segments.map(({ ident }) => ident);
    const namespace = namespaceOf(source);
    const [first] = idents;
    if (first === undefined) return undefined;
    if (idents.length === 1 && !path.global) return this.#single(first, namespace);
    if (!path.global) {
      const inner = this.#inner(first);
      if (inner !== undefined) return { res: inner, unresolved: idents.length - 1 };
    }
    return this.#long(idents, path, namespace);
  }

  /** `Self`, and type parameters, as beginnings of paths. */
  #inner(ident: Ident): Res | undefined {
    const late = this.#late;
    if (ident.name === "Self") return this.#selfType(ident);
    const generic = late.scopes.generic(ident.name);
    if (generic === undefined) return undefined;
    if (generic.through === "item") return undefined;
    if (generic.through === "constant") {
      scopeErrors.genericInConstant(late.compilation, ident, generic.def);
      return { kind: "error" };
    }
    if (this.#banned(ident, generic.through)) return { kind: "error" };
    return { kind: "def", def: generic.def };
  }

  /** In a constant without a name a trait's is a parameter like others; whether an impl's has parameters is known later. */
  #selfType(ident: Ident): Res | undefined {
    const { self, scopes, compilation } = this.#late;
    if (self === undefined) return undefined;
    if (!scopes.isInConstant()) return { kind: "self-type", def: self };
    if (compilation.definitions.get(self).kind !== "trait") return { kind: "self-type", def: self, inConstant: true };
    scopeErrors.genericInConstant(compilation, ident, -1);
    return { kind: "error" };
  }

  #single(ident: Ident, namespace: Namespace): Found | "reported" | undefined {
    const late = this.#late;
    if (namespace === "value") return this.#variable(ident) ?? this.#item(ident, namespace);
    if (ident.name === "Self" || late.scopes.generic(ident.name) !== undefined) {
      const generic = late.scopes.generic(ident.name);
      if (generic?.through === "item") {
        scopeErrors.outerGeneric(late, ident, generic.def);
        return "reported";
      }
      if (generic?.through === "constant") {
        scopeErrors.genericInConstant(this.#late.compilation, ident, generic.def);
        return "reported";
      }
      if (generic !== undefined && this.#banned(ident, generic.through)) return "reported";
      if (ident.name === "Self" && this.#selfInDefault(ident)) return "reported";
      const inner = this.#inner(ident);
      return inner === undefined ? undefined : { res: inner, unresolved: 0 };
    }
    return this.#item(ident, namespace);
  }

  #variable(ident: Ident): Found | "reported" | undefined {
    const late = this.#late;
    if (ident.name === "self" || ident.name === "Self") {
      if (ident.name === "Self")
        return late.selfImpl === undefined ? undefined : { res: { kind: "self-constructor", impl: late.selfImpl }, unresolved: 0 };
    }
    const found = late.scopes.variable(ident, (module) => this.#inBlock(module, ident.name));
    if (found?.kind === "module") return this.#item(ident, "value");
    if (found?.kind === "found") {
      if (found.through === "nothing") return { res: { kind: "local", node: found.node }, unresolved: 0 };
      const { kind } = late.tree.pat(found.node);
      outerVariable(late.compilation, ident, kind.kind === "ident" ? kind.ident : ident, found.through);
      return "reported";
    }
    const generic = late.scopes.generic(ident.name);
    if (generic === undefined || generic.def < 0 || late.compilation.definitions.get(generic.def).kind !== "const-param") return undefined;
    if (generic.through === "item") {
      scopeErrors.outerGeneric(late, ident, generic.def);
      return "reported";
    }
    if (generic.through === "constant" || generic.through === "count") {
      scopeErrors.genericInConstant(this.#late.compilation, ident, generic.def);
      return "reported";
    }
    if (this.#banned(ident, generic.through)) return "reported";
    return { res: { kind: "def", def: generic.def }, unresolved: 0 };
  }

  /** E0128 and E0770 */
  #banned(ident: Ident, through: GenericThrough): boolean {
    if (through === "const-type") scopeErrors.inConstType(this.#late.compilation, ident);
    if (through === "default") scopeErrors.forwardDeclared(this.#late.compilation, ident);
    return through === "const-type" || through === "default";
  }

  /** E0735: of a data type; a trait's may say `Self`. */
  #selfInDefault(ident: Ident): boolean {
    const { scopes, self, compilation } = this.#late;
    if (scopes.ban?.why === "const-type" && self !== undefined) {
      scopeErrors.inConstType(compilation, ident);
      return true;
    }
    if (scopes.ban?.why !== "default" || self === undefined || compilation.definitions.get(self).kind === "trait") return false;
    scopeErrors.selfInDefault(compilation, ident);
    return true;
  }

  #inBlock(module: Module, name: string): boolean {
    return this.#late.lookup.inModule(module, name, "value") !== undefined;
  }

  #item(ident: Ident, namespace: Namespace): Found | "reported" | undefined {
    const late = this.#late;
    if (["self", "super", "crate", "$crate"].includes(ident.name)) {
      if (namespace !== "type") return undefined;
      const result = late.lookup.path([ident], false, late.module, { isImport: false });
      return result.kind === "module" ? { res: { kind: "def", def: result.module.def }, unresolved: 0 } : undefined;
    }
    const binding = late.lookup.lexical(late.module, ident.name, namespace);
    if (binding === undefined) return undefined;
    if (binding.ambiguous !== undefined) return reportGlobs(late.compilation, ident, binding, binding.ambiguous);
    useImports(binding);
    if (binding === MISSING || binding.res.kind === "error") return "reported";
    return { res: binding.res, unresolved: 0 };
  }

  #long(idents: readonly Ident[], path: Path, namespace: Namespace): Found | "reported" | undefined {
    const late = this.#late;
    const result = late.lookup.path(idents, path.global, late.module, { isImport: false, last: namespace, visit: useImports });
    if (result.kind === "silent") return "reported";
    if (result.kind === "module") this.#errors.privates(result.privates, path);
    if (result.kind === "module") return { res: { kind: "def", def: result.module.def }, unresolved: 0 };
    if (result.kind === "binding") return this.#throughBinding(result, idents, path);
    return this.#pathFailed(result, idents, path);
  }

  #throughBinding(result: PathResult & { kind: "binding" }, idents: readonly Ident[], path: Path): Found | "reported" | undefined {
    const { binding, used } = result;
    this.#errors.privates(result.privates, path);
    if (binding === MISSING || binding.res.kind === "error") return "reported";
    if (binding.ambiguous !== undefined) {
      return reportGlobs(this.#late.compilation, idents[used - 1] as Ident, binding, binding.ambiguous);
    }
    return { res: binding.res, unresolved: idents.length - used };
  }

  #pathFailed(result: PathResult & { kind: "failed" }, idents: readonly Ident[], path: Path): Found | "reported" | undefined {
    const late = this.#late;
    const { module, at } = result;
    const [first] = idents;
    if (module?.kind === "enum" && result.why === "not-in-module") {
      this.#errors.privates(result.privates, path);
      return { res: { kind: "def", def: module.def }, unresolved: idents.length - at };
    }
    if (first !== undefined && !path.global && PRIMITIVES.has(first.name) && at === 1) {
      return { res: { kind: "primitive", name: first.name }, unresolved: idents.length - 1 };
    }
    const isBroken = module !== undefined && this.broken(module);
    if (isBroken && late.compilation.since(86)) return "reported";
    if (at === idents.length - 1 && (result.why === "not-in-module" || idents.length === 1)) return undefined;
    if (isBroken) return "reported";
    if (at === 0 && first !== undefined && scopeErrors.outerParameter(late, first)) return "reported";
    this.#errors.pathFailed(result, idents, path);
    return "reported";
  }

  /** What the module holds could not be read. */
  broken: (module: Module) => boolean = () => false;

  // --- Special places --------------------------------------------------------------------------------------------

  /** A generic argument that looks like a type may be a constant. */
  typeOrConst(id: TypeId): void {
    const late = this.#late;
    const { kind } = late.tree.type(id);
    const only = kind.kind === "path" && kind.qself === undefined && kind.path.segments.length === 1 ? kind.path.segments[0] : undefined;
    if (kind.kind !== "path" || only === undefined || only.args !== undefined) {
      late.types.type(id);
      return;
    }
    const { ident } = only;
    const asType = this.#single(ident, "type");
    if (asType !== undefined && !this.#isConstParam(asType)) {
      late.types.type(id);
      return;
    }
    // A type of the name comes before the constant, which does not fit it.
    const shadowed = asType === undefined ? undefined : late.lookup.lexical(late.module, ident.name, "type");
    const kindOf = shadowed?.res.kind === "def" && shadowed.res.def >= 0 ? late.compilation.definitions.get(shadowed.res.def).kind : "";
    if (shadowed !== undefined && ["struct", "enum", "union", "type-alias"].includes(kindOf))
      return this.#set(id, kind.path, { res: shadowed.res, unresolved: 0 }, "type");
    const asValue = this.#single(ident, "value");
    if (asValue === undefined) late.types.type(id);
    else if (asValue === "reported") late.tables.setPath(id, { kind: "error" });
    else this.#set(id, kind.path, asValue, "value");
  }

  #isConstParam(found: Found | "reported"): boolean {
    const { definitions } = this.#late.compilation;
    return found !== "reported" && found.res.kind === "def" && found.res.def >= 0 && definitions.get(found.res.def).kind === "const-param";
  }

  /** A lone identifier in a pattern; true if it names a constant or unit struct rather than a new variable. */
  identifierPattern(id: NodeId, ident: Ident, isPlain: boolean): boolean {
    const late = this.#late;
    const generic = late.scopes.generic(ident.name);
    if (
      generic !== undefined &&
      generic.through !== "item" &&
      this.#isConstParam({ res: { kind: "def", def: generic.def }, unresolved: 0 })
    ) {
      if (!isPlain) return this.#refuseShadow(ident);
      late.tables.setPath(id, { kind: "def", def: generic.def });
      return true;
    }
    const binding = ident.name === "self" ? undefined : late.lookup.lexical(late.module, ident.name, "value");
    if (binding?.res.kind !== "def") return false;
    const { kind } = late.compilation.definitions.get(binding.res.def);
    const isConstant = kind === "const" || kind === "constructor" || kind === "static" || kind === "assoc-const";
    if (kind === "unmodelled") {
      const known = late.lookup.unmodelled.knownOf(binding.res.def)?.kind ?? "";
      if (!["c", "v", "0", "S", "w", "1"].includes(known)) return false;
      this.#unmodelled(late.compilation.definitions.path(binding.res.def), {
        span: ident.span,
        global: false,
        segments: [],
      });
      return true;
    }
    if (!isConstant) return false;
    const isTuple = kind === "constructor" && isTupleConstructor(late.compilation.definitions, binding.res.def);
    if (isPlain && kind !== "static" && !isTuple) {
      useImports(binding);
      late.tables.setPath(id, binding.res);
      if (this.#isWritten(ident.span)) late.compilation.noteUse(binding.res.def, ident.span, undefined);
      return true;
    }
    return kind === "constructor" || kind === "static" || (!isPlain && kind === "const") ? this.#shadowing(ident, binding) : false;
  }

  /** E0530; then it is a new variable all the same. */
  #shadowing(ident: Ident, { res, import: brought }: Binding): boolean {
    const { definitions } = this.#late.compilation;
    // Behind one that was told already, or an allowed one, it is a variable that is shadowed.
    if (this.#late.scopes.variable(ident, (module) => this.#inBlock(module, ident.name))?.kind === "found") return false;
    const word = wordOf(this.#late, res);
    if (word === undefined || res.kind !== "def" || !definitions.isLocal(res.def)) return this.#refuseShadow(ident);
    const { kind, parent, span } = definitions.get(res.def);
    const { source } = this.#late.patterns;
    const article = word.startsWith("a") ? "an" : "a";
    const said = error("E0530", `${source}s cannot shadow ${word}s`).at(ident.span, `cannot be named the same as ${article} ${word}`);
    const defined = kind === "constructor" && parent !== undefined ? definitions.get(parent).span : span;
    const participle = brought === undefined ? "defined" : "imported";
    said.label(brought?.itemSpan ?? defined, `the ${word} \`${ident.name}\` is ${participle} here`);
    if (source === "match binding" && word.startsWith("tuple"))
      said.suggest("try specify the pattern arguments", [{ span: ident.span, text: `${ident.name}(..)` }], "Unspecified");
    this.#late.compilation.report("names", said);
    return false;
  }

  /** E0530 in one of its other forms. */
  #refuseShadow(ident: Ident): true {
    this.#late.compilation.report("names", unsupported("KB0327", "a binding that shadows this", ident.span));
    return true;
  }
}
