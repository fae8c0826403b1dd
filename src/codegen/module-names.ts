// Names of what a crate's code refers to. Whatever gets a name here for the first time is reached, and waits for being
// compiled, in the order in which it was found.
import type { Span } from "../base/source.ts";
import { allocatorShim, exportedName, isForeign, panicHandler } from "../mir/exports.ts";
import { Unsupported } from "../mir/build/builder.ts";
import { excessOf } from "../mir/instance-limits.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { shimKey } from "../sema/types/tables.ts";
import type { Instance, Shim } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { FunctionInstance, ModuleContext } from "./module.ts";
import type { ItemPaths } from "./impl-paths.ts";
import { itemPaths, mangle } from "./symbol-names.ts";

export class ModuleNames {
  readonly #symbols = new Map<string, string>();
  readonly #functions: FunctionInstance[] = [];
  readonly #statics = new Map<DefId, string>();
  readonly #staticQueue: DefId[] = [];
  /** What is compiled now. */
  span: Span = { lo: 0, hi: 0 };

  constructor(readonly context: ModuleContext) {
    this.#paths = itemPaths(context.program, context.tables);
  }

  refuse(construct: string, span: Span): never {
    throw new Unsupported(construct, span);
  }

  /** The next function that is reached and not compiled yet. */
  nextFunction(): FunctionInstance | undefined {
    return this.#functions.shift();
  }

  /** The same of statics. */
  nextStatic(): DefId | undefined {
    return this.#staticQueue.shift();
  }

  symbolOf(instance: Instance): string {
    const handler = instance.kind === "foreign" ? panicHandler(this.context.program, instance.def) : undefined;
    if (handler !== undefined) return this.functionNamed(handler, []);
    const shim = instance.kind === "foreign" ? allocatorShim(this.context.program, instance.def) : undefined;
    if (shim !== undefined && instance.kind === "foreign") return this.#allocatorFunction(shim, instance.def);
    if (instance.kind === "foreign")
      return exportedName(this.context.program, instance.def) ?? this.context.program.definitions.get(instance.def).name;
    if (instance.kind === "drop-glue") return this.#dropGlue(instance);
    if (instance.kind === "closure-call" || instance.kind === "constructor" || instance.kind === "fn-call" || instance.kind === "reified")
      return this.#shimFunction(instance);
    if (instance.kind !== "item") return this.refuse(`a call through a ${instance.kind}`, this.span);
    return this.functionNamed(instance.def, instance.args);
  }

  /** Of what a pointer or a table of methods holds: it takes no caller's place. */
  pointerSymbol(instance: Instance): string {
    const { kind } = instance;
    return this.symbolOf(kind === "item" && this.context.tables.tracksCaller(instance.def) ? { ...instance, kind: "reified" } : instance);
  }

  /** Of an item's instance, which is to be compiled if it is new. */
  functionNamed(def: DefId, args: readonly Ty[]): string {
    const key = `${def} ${args.map(({ id }) => id).join()}`;
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const symbol = exportedName(this.context.program, def) ?? this.#mangled(def, args);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def, args, symbol });
    return symbol;
  }

  readonly #named = new Map<string, number>();
  readonly #paths: ItemPaths;

  /** What is called alike and differs (closures, items in blocks) is told apart by the order in which it was found. */
  #mangled(def: DefId, args: readonly Ty[], inner: readonly string[] = [], suffix = ""): string {
    const { session, tables } = this.context;
    const excess = excessOf(args);
    if (excess !== undefined) return this.refuse(excess, this.span);
    const printed = args.map((arg) => tables.print(arg)).join();
    const alike = mangle(session, this.#paths, def, printed, inner, suffix);
    const before = this.#named.get(alike) ?? 0;
    this.#named.set(alike, before + 1);
    return before === 0 ? alike : mangle(session, this.#paths, def, `${printed} ${before}`, inner, suffix);
  }

  /** `core::ptr::drop_in_place::<T>`. */
  #dropGlue(shim: Extract<Shim, { kind: "drop-glue" }>): string {
    const key = shimKey(shim);
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const def = this.context.dropInPlace;
    const symbol = this.#mangled(def, [shim.type], [], `<${this.context.tables.print(shim.type)}>`);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def, args: [], symbol, shim });
    return symbol;
  }

  /** A function that nobody wrote; it is named after what it is made for. */
  #shimFunction(shim: Shim): string {
    const args = "args" in shim ? shim.args : [];
    const key = `${shimKey(shim)} ${args.map(({ id }) => id).join()}`;
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const owner = this.#shimOwner(shim);
    const last = shim.kind === "closure-call" ? "{{closure}}" : "{{shim}}";
    const symbol = this.#mangled(owner, args, [last]);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def: owner, args, symbol, shim });
    return symbol;
  }

  /** Of the program's allocator, under the name by which alloc calls it. */
  #allocatorFunction(shim: Extract<Shim, { kind: "allocator" }>, declared: DefId): string {
    const key = shimKey(shim);
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const { program } = this.context;
    const symbol = exportedName(program, declared) ?? program.definitions.get(declared).name;
    this.#symbols.set(key, symbol);
    this.#functions.push({ def: shim.method, args: [], symbol, shim });
    return symbol;
  }

  #shimOwner(shim: Shim): DefId {
    if (shim.kind === "closure-call") return this.context.tables.closure(shim.closure).owner;
    if (shim.kind === "constructor") return shim.adt;
    if (shim.kind === "reified") return shim.def;
    if (shim.kind === "allocator") return shim.method;
    return shim.type.kind === "fn-def" ? shim.type.def : 0;
  }

  #anchors = 0;

  /** A name for a place in a function's code that relocations refer to. */
  newAnchor(): string {
    return `.Lpcrel_hi${this.#anchors++}`;
  }

  staticSymbol(def: DefId): string {
    const known = this.#statics.get(def);
    if (known !== undefined) return known;
    const foreign = this.#foreignStatic(def);
    if (foreign !== undefined) return foreign;
    const symbol = exportedName(this.context.program, def) ?? this.#mangled(def, []);
    this.#statics.set(def, symbol);
    this.#staticQueue.push(def);
    return symbol;
  }

  #foreignStatic(def: DefId): string | undefined {
    const { program } = this.context;
    return isForeign(program, def) ? (exportedName(program, def) ?? program.definitions.get(def).name) : undefined;
  }

  functionSymbol(type: Ty): string {
    if (type.kind === "closure") return this.symbolOf({ kind: "closure-call", closure: type.closure, args: type.args, method: "pointer" });
    if (type.kind !== "fn-def") return this.refuse("this function in a constant", this.span);
    return this.pointerSymbol(this.context.tables.resolveInstance(type.def, type.args));
  }
}
