// A build script cannot run here as a program, but most scripts of freestanding crates only print lines that cargo's variables
// and the release decide. In: the text of `build.rs` and those variables. Out: the lines, or why the script is refused. What is
// understood stands in `script-interpreter.ts` and `script-library.ts`.
import type { Span, SourceFile, SourceMap } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, Fn, Item, MacroCall, Path, UseTree } from "../../syntax/ast.ts";
import { parseCrate } from "../../syntax/parse.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Release } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { ScriptConditions } from "./script-conditions.ts";
import { ScriptInterpreter } from "./script-interpreter.ts";
import type { ScriptConstant } from "./script-interpreter.ts";
import type { World } from "./script-library.ts";
import { NotConstant, namedType } from "./script-values.ts";

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
  /** The text of a file of the package, by its path as it is shown; undefined if it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
  readonly output: World["output"];
  readonly compiles: World["compiles"];
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
const IMPORTED = /^(?:std::(?:env|path)(?:::\w+)*|std::str(?:::FromStr)?|std::process(?:::Command)?|std::ffi::OsString|autocfg)$/;

class ScriptReader {
  #output = "";
  readonly #functions = new Map<string, Fn>();
  readonly #constants = new Map<string, ScriptConstant>();
  readonly #imports = new Map<string, string>();
  readonly #conditions: ScriptConditions;
  readonly #isIncluded: boolean;

  constructor(
    readonly tree: SyntaxTree,
    readonly input: BuildScriptInput,
    isIncluded = false,
  ) {
    this.#isIncluded = isIncluded;
    this.#conditions = new ScriptConditions(input.sources, input.features, input.isQuiet);
    for (const name of input.crates) this.#imports.set(name, name);
    this.#imports.set("std", "std");
    this.#imports.set("String", "std::string::String");
  }

  run(): readonly string[] {
    this.#items();
    const main = this.#functions.get("main");
    if (main === undefined || main.params.length > 0) throw new NotConstant("the absence of `main`", this.tree.crate.span);
    this.#interpreter().run(main);
    const lines = this.#output.split("\n");
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  }

  /** Of a file that is included: constants alone, which are known at once. */
  included(): ReadonlyMap<string, ScriptConstant> {
    this.#items();
    if (this.#functions.size > 0) throw new NotConstant("a function in an included file", this.tree.crate.span);
    const interpreter = this.#interpreter();
    interpreter.checkConstants();
    return new Map(
      [...this.#constants].map(([name, { type, value, span }]) => {
        const known = value(interpreter);
        return [name, { type, value: () => known, span }];
      }),
    );
  }

  #items(): void {
    const { attrs, items } = this.tree.crate;
    const attribute = attrs.find((each) => !this.#isOfLints(each));
    if (attribute !== undefined) throw new NotConstant("an attribute", attribute.span);
    items.forEach((id) => this.#item(this.tree.item(id)));
  }

  #interpreter(): ScriptInterpreter {
    const { sources, file, edition, release, compileVariables, output, compiles } = this.input;
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
      output,
      compiles,
      variable: (name: string) => this.#variable(name),
      print: (line: string) => void (this.#output += `${line}\n`),
      write: (text: string) => void (this.#output += text),
    };
    return new ScriptInterpreter(this.tree, sources, { edition, release }, own, world);
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
    if (kind.kind === "macro-call") return this.#include(kind.call);
    if (kind.kind === "extern-crate" && kind.original === undefined && this.#imports.get(ident.name) === ident.name) return;
    if (visibility.kind !== "inherited") throw new NotConstant("this item", item.span);
    if (ident.name !== "main" && !this.#isIncluded && !this.#isUsed(ident.name)) throw new NotConstant("an item without use", item.span);
    if (kind.kind === "const" && kind.value !== undefined) {
      const type = namedType(this.input.sources.snippet(this.tree.type(kind.type).span));
      if (type === undefined) throw new NotConstant("this type", item.span);
      const init = kind.value;
      this.#constants.set(ident.name, { type, value: (on) => on.value(init, "moves"), span: this.tree.span(init) });
    } else if (kind.kind === "fn") this.#function(item, kind);
    else throw new NotConstant("this item", item.span);
  }

  /** `include!("file.rs");` */
  #include(call: MacroCall): void {
    const { sources, file, edition, release } = this.input;
    const { tokens } = this.tree;
    const { from, to } = call.tokens;
    const name = namesOf(call.path).join("::") === "include" && to === from + 1 ? /^"([^"\\]*)"$/.exec(tokens.text(from))?.[1] : undefined;
    if (name === undefined || this.#isIncluded) throw new NotConstant("this item", call.span);
    const path = `${file.name.replace(/[^/]*$/, "")}${name}`;
    const text = this.input.readFile(path);
    if (text === undefined) throw new NotConstant("a file that cannot be read", call.span);
    const other = sources.add(path, text);
    const { tree, diagnostics } = parseCrate(sources, other, { edition, release });
    if (diagnostics.length > 0) throw new NotConstant("this file", call.span);
    const constants = new ScriptReader(tree, { ...this.input, file: other }, true).included();
    for (const [constant, value] of constants) {
      if (!this.input.isQuiet && !this.#isUsed(constant, 0)) throw new NotConstant("an item without use", value.span);
      this.#constants.set(constant, value);
    }
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

  /** `besides`: how often the name stands in the file where it is made. */
  #isUsed(name: string, besides = 1): boolean {
    return name !== "_" && this.input.file.text.split(new RegExp(`\\b${name}\\b`)).length > 1 + besides;
  }

  /** Of the standard library, and used, else rustc would warn. */
  #use({ prefix, kind, span }: UseTree, before: readonly string[]): void {
    const path = [...before, ...namesOf(prefix)];
    if (kind.kind === "nested") return kind.trees.forEach((tree) => this.#use(tree, path));
    const isSelf = path.at(-1) === "self";
    const whole = isSelf ? path.slice(0, -1) : path;
    const name = whole.at(-1) ?? "";
    const isKnown = kind.kind === "simple" && kind.rename === undefined && (IMPORTED.test(whole.join("::")) || isErrorTrait(whole));
    // A trait is there for its function.
    const isUsed = name === "FromStr" ? this.#isUsed("from_str", 0) : this.#isUsed(name);
    if (!isKnown || !isUsed) throw new NotConstant("this import", span);
    this.#imports.set(name, whole.join("::"));
  }
}

const namesOf = ({ segments }: Path): string[] => segments.map(({ ident }) => ident.name);
/** For what `main` gives. */
const isErrorTrait = (path: readonly string[]): boolean => path.join("::") === "std::error::Error";
