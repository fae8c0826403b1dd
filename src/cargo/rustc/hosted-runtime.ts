// A program for a system that is linked without its C library: what its code wants of one, and of the unwinder, must be defined in
// it. rustc leaves that to the linker, whose words depend on what LLVM made of the code; kbuild, whose code wants none of it,
// refuses where rustc's would not link.
import type { Span } from "../../base/source.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import { isMutableStatic } from "../../mir/exports.ts";
import { pathSegments } from "../../codegen/symbol-names.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { ElfObject } from "../../elf/object.ts";
import type { Body } from "../../mir/mir.ts";
import { isRuntimeFree } from "../../mir/runtime-free.ts";
import { runtimeWants } from "../../mir/runtime-wants.ts";
import type { WantContext, WantedName } from "../../mir/runtime-wants.ts";
import type { Program } from "../../sema/resolution.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import { layoutsFor } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { TypeTables } from "../../sema/types/tables.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";

/** What else does: LLVM may call one for the other. */
const ALSO: Readonly<Partial<Record<WantedName, string>>> = { memmove: "memcpy", memcmp: "bcmp" };

const WHAT: Readonly<Record<WantedName, string>> = {
  memcpy: "a copy of memory",
  memmove: "a move of memory",
  memset: "memory that is filled",
  memcmp: "a comparison of memory",
  rust_eh_personality: "what checks pointers and bounds in code that must not unwind",
};

const SCALARS: ReadonlySet<Ty["kind"]> = new Set(["int", "bool", "char", "float"]);

export class HostedRuntime {
  readonly #wanted = new Map<WantedName, Span>();
  readonly #context: WantContext;

  constructor(
    readonly session: Session,
    readonly program: Program,
    tables: TypeTables,
  ) {
    const layouts = layoutsFor(tables, session);
    const isOptimized = session.optLevel !== "0";
    this.#context = {
      sizeOf: (type) => (this.#isFormatting(type) ? 0 : layouts.of(type).size),
      isOptimized,
      isChecked: !isOptimized && session.debugAssertions && atLeast(session.release, 78),
      isMutable: (def) => isMutableStatic(program, def),
      isRisky: (def, args) => this.#isRisky(def, args),
    };
  }

  /** What `format_args!` is made of is laid out otherwise in core: nothing large is copied there. */
  #isFormatting(type: Ty): boolean {
    if (type.kind === "array") return this.#isFormatting(type.element);
    if (type.kind !== "adt" || !this.program.definitions.isCore(type.def)) return false;
    return pathSegments(this.program, type.def)[1] === "fmt";
  }

  #isRisky(def: DefId, args: readonly Ty[]): boolean {
    const { program } = this;
    if (!program.definitions.isCore(def)) return false;
    const path = pathSegments(program, def);
    if (isRuntimeFree(path)) return false;
    const isPlain = (type: Ty) => SCALARS.has(type.kind) || this.#isOwnIterator(type);
    const isAdapter = path[1] === "iter" && path[2] !== "range" && args.every(isPlain) && args.some((type) => this.#isOwnIterator(type));
    return !isAdapter;
  }

  /** An iterator of the crate's own, with whatever core puts around it: no pointer in it is checked. */
  #isOwnIterator(type: Ty): boolean {
    if (type.kind === "closure" || type.kind === "fn-def" || type.kind === "fn-pointer") return true;
    if (type.kind !== "adt") return false;
    if (!this.program.definitions.isCore(type.def)) return true;
    return pathSegments(this.program, type.def)[1] === "iter" && type.args.some((arg) => this.#isOwnIterator(arg));
  }

  /** Bodies are looked at as they are built without optimization, and as they are compiled with it. (Core's own were with it.) */
  get looksAt(): "built" | "compiled" {
    return this.#context.isOptimized ? "compiled" : "built";
  }

  /** `args`: the types that a generic function is compiled for. */
  look(def: DefId, args: readonly Ty[], body: Body): void {
    const { definitions } = this.program;
    const isOwn = !definitions.isCore(def);
    const isCompiledHere = isOwn || (args.length > 0 && pathSegments(this.program, def)[1] !== "panicking");
    const context = isCompiledHere ? this.#context : { ...this.#context, isOptimized: true };
    for (const { name, span } of runtimeWants(body, context, isOwn)) this.#want(name, definitions.isLocal(def) ? span : DUMMY_SPAN);
    const [self] = args;
    const isReached = this.#isDefaultMethod(def) && self?.kind === "adt" && !definitions.isCore(self.def);
    if (this.#context.isChecked && isReached && this.#isRisky(def, args)) this.#want("rust_eh_personality", DUMMY_SPAN);
  }

  #want(name: WantedName, span: Span): void {
    const known = this.#wanted.get(name);
    if (known === undefined || known === DUMMY_SPAN) this.#wanted.set(name, span);
  }

  /** Reached through the tables of a type's methods, too, where no call names it. */
  #isDefaultMethod(def: DefId): boolean {
    const { parent } = this.program.definitions.get(def);
    return parent !== undefined && this.program.definitions.get(parent).kind === "trait";
  }

  /** For what is wanted and `object` does not define. */
  refusals({ symbols }: ElfObject): Diagnostic[] {
    const defined = new Set(symbols.filter(({ place }) => place !== "undefined").map(({ name }) => name));
    return [...this.#wanted]
      .filter(([name]) => !defined.has(name) && !defined.has(ALSO[name] ?? name))
      .map(([name, span]) =>
        unsupported("KB0608", `${WHAT[name]} for \`${this.session.target.triple}\` in a crate that does not define \`${name}\``, span),
      );
  }
}

/** Undefined where the target brings what its code wants, or another linker than `cc` judges. */
export function hostedRuntime(session: Session, program: Program, tables: TypeTables): HostedRuntime | undefined {
  const { os, linkerFlavor } = session.target;
  return os === "none" || linkerFlavor !== "gnu-cc" ? undefined : new HostedRuntime(session, program, tables);
}
