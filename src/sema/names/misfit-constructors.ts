// Constructors and variants in a form that they do not have: `Unit(x)`, `Tuple` without parentheses in a pattern, a struct with
// named fields called or matched like a tuple. In: the path, what was wanted there and what it names. Out: E0423, E0532, E0533
// or E0164 with the form that is right (rustc: `smart_resolve_context_dependent_help`; of variants named through their enum,
// since 1.80, its type checker).
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { ExprId, PatId, Path, VariantData } from "../../syntax/ast.ts";
import type { Definition } from "../definitions.ts";
import type { LateResolver } from "./late.ts";
import type { PathSource } from "./late-paths.ts";
import type { MeantNames } from "./meant-names.ts";
import { isTupleConstructor } from "./path-fit.ts";

/** What stands there: the whole pattern or call, and what is in its parentheses. */
export interface Written {
  readonly span: Span;
  readonly parts: readonly (ExprId | PatId)[];
}

export interface Misfit {
  readonly path: Path;
  readonly source: PathSource;
  readonly written: Written;
}

const WANTED: Readonly<Partial<Record<PathSource, string>>> = {
  value: "value",
  call: "function, tuple struct or tuple variant",
  pattern: "unit struct, unit variant or constant",
  "tuple-struct-pattern": "tuple struct or tuple variant",
};

const BOOK = "function calls are not allowed in patterns: <https://doc.rust-lang.org/book/ch19-00-patterns.html>";

export class MisfitConstructors {
  readonly #late: LateResolver;
  readonly #meant: MeantNames;

  constructor(late: LateResolver, meant: MeantNames) {
    this.#late = late;
    this.#meant = meant;
  }

  /** The report; undefined if it is not of these. */
  report(misfit: Misfit, def: Definition, word: string): DiagnosticBuilder | undefined {
    const { path, source, written } = misfit;
    const wanted = WANTED[source];
    if (wanted === undefined) return undefined;
    const isPattern = source === "pattern" || source === "tuple-struct-pattern";
    const fields = this.#namedFields(def);
    const isModern = this.#late.compilation.since(80);
    if (fields !== undefined && def.kind === "variant" && path.segments.length > 1 && isModern) return this.#throughEnum(misfit, fields);
    const shown = def.kind === "variant" && !isModern ? `struct ${word}` : word;
    const said = error(isPattern ? "E0532" : "E0423", `expected ${wanted}, found ${shown} \`${textOf(path)}\``);
    if (fields !== undefined) return this.#withFields(said.at(written.span), misfit, def, fields);
    if (!isPattern) return undefined;
    if (def.kind === "constructor") return this.#formOf(said.at(written.span), misfit, def, word);
    if (source === "tuple-struct-pattern" && word === "function" && isModern)
      return error("E0532", "expected a pattern, found a function call").at(path.span, `not a ${wanted}`).note(BOOK);
    return said.at(path.span, `not a ${wanted}`);
  }

  /** Of a struct or variant that has some. */
  #namedFields({ kind, tree, node, parent }: Definition): readonly string[] | undefined {
    const { definitions } = this.#late.compilation;
    let data: VariantData | undefined;
    if (kind === "struct") {
      const item = tree.item(node).kind;
      data = item.kind === "struct" ? item.data : undefined;
    } else if (kind === "variant" && parent !== undefined) {
      const owner = tree.item(definitions.get(parent).node).kind;
      data = owner.kind === "enum" ? owner.variants.find(({ id }) => id === node)?.data : undefined;
    }
    return data?.kind === "struct" ? data.fields.map(({ ident }) => ident.name) : undefined;
  }

  #throughEnum({ path, source, written }: Misfit, fields: readonly string[]): DiagnosticBuilder {
    const isTuple = source === "tuple-struct-pattern";
    const isPattern = isTuple || source === "pattern";
    const wanted = isPattern ? (WANTED[source] as string) : "value";
    const said = error(isTuple ? "E0164" : "E0533", `expected ${wanted}, found struct variant \`${textOf(path)}\``);
    said.at(isTuple ? written.span : path.span, `not a ${wanted}`);
    const tail = isPattern ? "_" : "/* value */";
    const text = ` { ${fields.map((field) => `${field}: ${tail}`).join(", ")} }`;
    const edit = { span: { ...written.span, lo: path.span.hi }, text };
    const ignored = fields.length === 1 ? "field is" : "fields are";
    const words = isPattern ? `the struct variant's ${ignored} being ignored` : "you might have meant to create a new value of the struct";
    return said.suggest(words, [edit], "HasPlaceholders", "verbose");
  }

  #withFields(said: DiagnosticBuilder, misfit: Misfit, def: Definition, fields: readonly string[]): DiagnosticBuilder {
    const { path, source, written } = misfit;
    const { compilation, tree } = this.#late;
    if (compilation.definitions.isLocal(def.id)) said.label(def.span, `\`${textOf(path)}\` defined here`);
    const isPattern = source === "pattern" || source === "tuple-struct-pattern";
    const spans = written.parts.map((id) => tree.span(id));
    if (source === "call" && spans.length > 0 && spans.length === fields.length && compilation.since(80)) {
      said.suggest(
        "use struct literal syntax instead of calling",
        called(path.span, written.span, spans, fields),
        "HasPlaceholders",
        "verbose",
      );
    } else {
      const old = spans.map((span) => compilation.sources.snippet(span));
      const put = (field: string, i: number): string =>
        !isPattern ? `${field}: val` : old[i] === undefined || old[i] === field ? field : `${field}: ${old[i]}`;
      const text = `${textOf(path)} { ${fields.map(put).join(", ")} }`;
      const words = `use struct ${isPattern ? "pattern" : "literal"} syntax instead`;
      said.suggest(words, [{ span: written.span, text }], isPattern ? "MachineApplicable" : "HasPlaceholders");
    }
    return this.#withTypo(said, misfit);
  }

  #formOf(said: DiagnosticBuilder, misfit: Misfit, def: Definition, word: string): DiagnosticBuilder {
    const { path, written } = misfit;
    const { definitions } = this.#late.compilation;
    const isTuple = isTupleConstructor(definitions, def.id);
    const owner = def.parent === undefined ? def : definitions.get(def.parent);
    if (definitions.isLocal(def.id)) said.label(owner.span, `\`${textOf(path)}\` defined here`);
    if (isTuple) {
      const holes = Array.from({ length: this.#arity(owner) }, () => "_").join(", ");
      const edit = { span: written.span, text: `${textOf(path)}(${holes})` };
      said.suggest(`use the ${word} pattern syntax instead`, [edit], "HasPlaceholders");
    } else said.suggest("use this syntax instead", [{ span: written.span, text: textOf(path) }], "MaybeIncorrect");
    return this.#withTypo(said, misfit);
  }

  #arity({ kind, tree, node, parent }: Definition): number {
    const owner = kind === "variant" && parent !== undefined ? this.#late.compilation.definitions.get(parent).node : node;
    const item = tree.item(owner).kind;
    const data = item.kind === "struct" ? item.data : item.kind === "enum" ? item.variants.find(({ id }) => id === node)?.data : undefined;
    return data === undefined || data.kind === "unit" ? 0 : data.fields.length;
  }

  #withTypo(said: DiagnosticBuilder, { path, source }: Misfit): DiagnosticBuilder {
    const last = path.segments.at(-1)?.ident;
    const typo = last === undefined ? undefined : this.#meant.typo(path, source === "call" ? "value" : source, last);
    if (last !== undefined && typo !== undefined) this.#meant.suggestTypo(said, typo, last);
    return said;
  }
}

/** `S(1, 2)` becomes `S{a: 1, b: 2}`. */
function called(path: Span, whole: Span, args: readonly Span[], fields: readonly string[]) {
  const names = args.map((span, i) => ({ span: { ...span, hi: span.lo }, text: `${fields[i]}: ` }));
  const [first, last] = [args[0] as Span, args.at(-1) as Span];
  return [{ span: { ...path, lo: path.hi, hi: first.lo }, text: "{" }, ...names, { span: { ...whole, lo: last.hi }, text: "}" }];
}

function textOf(path: Path): string {
  return path.segments.map(({ ident }) => ident.name).join("::");
}
