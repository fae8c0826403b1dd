// A build script cannot run here as a program, but most scripts of freestanding crates only print lines that cargo's variables
// and the release decide. In: the text of `build.rs` and those variables. Out: the lines, or why the script is refused. What is
// understood stands in `script-interpreter.ts` and `script-library.ts`.
import type { Span, SourceFile, SourceMap } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, ExprId, Fn, Item, Path, UseTree } from "../../syntax/ast.ts";
import { parseCrate } from "../../syntax/parse.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Release } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { ScriptConditions } from "./script-conditions.ts";
import { ScriptInterpreter } from "./script-interpreter.ts";
import { NotConstant, namedType } from "./script-values.ts";
import type { Type } from "./script-values.ts";

export interface BuildScriptInput {
  readonly sources: SourceMap;
  readonly file: SourceFile;
  readonly edition: Edition;
  readonly release: Release;
  /** What `env!` gives. */
  readonly compileVariables: Readonly<Record<string, string>>;
  /** What `env::var` gives besides; a variable of cargo's for features and conditions that is not there is not set. */
  readonly variables: Readonly<Record<string, string>>;
  /** The process's, with what the configuration adds. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The package's that are on. */
  readonly features: readonly string[];
  /** Nobody sees what rustc would warn about. */
  readonly isQuiet: boolean;
  /** Crates that the script may name. */
  readonly crates: readonly string[];
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
    "build scripts do not run as programs: what they print is understood where cargo's variables decide it",
  );
}

/** Variables of cargo's that are not there when their values are not. */
const NOT_SET = /^CARGO_(?:(?:FEATURE|CFG)_.*|MANIFEST_LINKS|MANIFEST_PATH|CRATE_NAME|BIN_NAME|PRIMARY_PACKAGE)$|^DEP_/;
/** Variables that cargo sets to what kbuild does not know. */
const OF_CARGO = /^(?:CARGO|RUST)|^(?:NUM_JOBS|OUT_DIR|LD_LIBRARY_PATH|DYLD_FALLBACK_LIBRARY_PATH|PATH)$/;
const IMPORTED = /^(?:std::(?:env|path)(?:::\w+)*|std::str|autocfg)$/;

class ScriptReader {
  #output = "";
  readonly #functions = new Map<string, Fn>();
  readonly #constants = new Map<string, { readonly type: Type; readonly init: ExprId }>();
  readonly #imports = new Map<string, string>();
  readonly #conditions: ScriptConditions;

  constructor(
    readonly tree: SyntaxTree,
    readonly input: BuildScriptInput,
  ) {
    this.#conditions = new ScriptConditions(input.sources, input.features, input.isQuiet);
    for (const name of input.crates) this.#imports.set(name, name);
    this.#imports.set("std", "std");
    this.#imports.set("String", "std::string::String");
  }

  run(): readonly string[] {
    const { attrs, items } = this.tree.crate;
    const attribute = attrs.find((each) => !this.#isOfLints(each));
    if (attribute !== undefined) throw new NotConstant("an attribute", attribute.span);
    items.forEach((id) => this.#item(this.tree.item(id)));
    const main = this.#functions.get("main");
    if (main === undefined || main.params.length > 0) throw new NotConstant("the absence of `main`", this.tree.crate.span);
    const { sources, file, edition, release, compileVariables } = this.input;
    const own = {
      functions: this.#functions,
      constants: this.#constants,
      imports: this.#imports,
      text: file.text,
      compileVariables,
      conditions: this.#conditions,
    };
    const world = {
      release,
      variable: (name: string) => this.#variable(name),
      print: (line: string) => void (this.#output += `${line}\n`),
      write: (text: string) => void (this.#output += text),
    };
    new ScriptInterpreter(this.tree, sources, { edition, release }, own, world).run(main);
    const lines = this.#output.split("\n");
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  }

  /** cargo sets a variable for each feature and each condition, and none for others; those of the process are seen, too. */
  #variable(name: string): string | null | undefined {
    const { variables, compileVariables, environment } = this.input;
    const value = variables[name] ?? compileVariables[name];
    if (value !== undefined || NOT_SET.test(name)) return value ?? null;
    return OF_CARGO.test(name) ? undefined : (environment[name] ?? null);
  }

  #item(item: Item): void {
    const { kind, attrs, ident, visibility } = item;
    if (!this.#conditions.keeps(attrs, (each) => this.#isOfLints(each))) return;
    if (kind.kind === "use") return this.#use(kind.tree, []);
    if (kind.kind === "extern-crate" && kind.original === undefined && this.#imports.get(ident.name) === ident.name) return;
    if (visibility.kind !== "inherited") throw new NotConstant("this item", item.span);
    if (ident.name !== "main" && !this.#isUsed(ident.name)) throw new NotConstant("an item without use", item.span);
    if (kind.kind === "const" && kind.value !== undefined) {
      const type = namedType(this.input.sources.snippet(this.tree.type(kind.type).span));
      if (type === undefined) throw new NotConstant("this type", item.span);
      this.#constants.set(ident.name, { type, init: kind.value });
    } else if (kind.kind === "fn") this.#function(item, kind);
    else throw new NotConstant("this item", item.span);
  }

  /** What changes no more than what is warned of. */
  #isOfLints({ docComment, path }: Attribute): boolean {
    const name = namesOf(path).join("::");
    return docComment || name === "allow" || (name === "warn" && this.input.isQuiet);
  }

  #function({ ident, span }: Item, fn: Fn): void {
    const { generics, header, variadic } = fn;
    const isPlain = generics.params.length === 0 && !header.constness && !header.asyncness && !header.gen && !variadic;
    if (!isPlain || this.#functions.has(ident.name)) throw new NotConstant("this item", span);
    this.#functions.set(ident.name, fn);
  }

  #isUsed(name: string): boolean {
    return name !== "_" && this.input.file.text.split(new RegExp(`\\b${name}\\b`)).length > 2;
  }

  /** Of the standard library, and used, else rustc would warn. */
  #use({ prefix, kind, span }: UseTree, before: readonly string[]): void {
    const path = [...before, ...namesOf(prefix)];
    if (kind.kind === "nested") return kind.trees.forEach((tree) => this.#use(tree, path));
    const isSelf = path.at(-1) === "self";
    const whole = isSelf ? path.slice(0, -1) : path;
    const name = whole.at(-1) ?? "";
    const isKnown = kind.kind === "simple" && kind.rename === undefined && (IMPORTED.test(whole.join("::")) || isErrorTrait(whole));
    if (!isKnown || !this.#isUsed(name)) throw new NotConstant("this import", span);
    this.#imports.set(name, whole.join("::"));
  }
}

const namesOf = ({ segments }: Path): string[] => segments.map(({ ident }) => ident.name);
/** For what `main` gives. */
const isErrorTrait = (path: readonly string[]): boolean => path.join("::") === "std::error::Error";
