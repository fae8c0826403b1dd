// Which passes a body goes through: small functions are inlined from the leaves up, and when optimizing, stores that
// nobody sees go. Bodies are made once per instance.
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance, Shim } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import { Unsupported } from "./build/builder.ts";
import { removeDeadStores } from "./dead-stores.ts";
import { exportedName, findAttribute } from "./exports.ts";
import { inlineCalls, isSmallLeaf } from "./inline.ts";
import type { Body } from "./mir.ts";

export class OptimizedBodies {
  readonly #known = new Map<string, Body | undefined>();

  constructor(
    readonly program: Program,
    readonly optimizes: boolean,
    /** Throws what is not supported. */
    readonly build: (def: DefId, args: readonly Ty[], shim?: Shim) => Body,
  ) {}

  bodyOf = ({ def, args, shim }: { readonly def: DefId; readonly args: readonly Ty[]; readonly shim?: Shim | undefined }): Body => {
    const made = shim?.kind === "closure-call" ? `closure ${shim.closure} ${shim.method}` : "";
    const key = `${def} ${args.map(({ id }) => id).join()}${made}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, undefined); // a function that calls itself is not inlined into itself
    const built = inlineCalls(this.build(def, args, shim), (instance) => this.#candidate(instance));
    const body = this.optimizes ? removeDeadStores(built) : built;
    this.#known.set(key, body);
    return body;
  };

  #candidate(instance: Instance): Body | undefined {
    if (instance.kind !== "item" || !this.#mayInline(instance.def)) return undefined;
    const key = `${instance.def} ${instance.args.map(({ id }) => id).join()}`;
    if (this.#known.has(key) && this.#known.get(key) === undefined) return undefined;
    try {
      const body = this.bodyOf(instance);
      return isSmallLeaf(body) ? body : undefined;
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.#known.delete(key);
      return undefined; // refused when the callee itself is compiled
    }
  }

  /** A function that reports its caller's place must stay a function; so must one that says so. */
  #mayInline(def: DefId): boolean {
    const { definitions } = this.program;
    const { attrs } = definitions.get(def);
    if (findAttribute(attrs, "track_caller") !== undefined || findAttribute(attrs, "naked") !== undefined) return false;
    const inline = findAttribute(attrs, "inline");
    if (inline?.args.kind === "delimited" && definitions.isLocal(def) && !this.optimizes) return false;
    if (definitions.isLocal(def))
      return this.optimizes && (inline === undefined || inline.args.kind === "empty") && exportedName(this.program, def) === undefined;
    return findAttribute(attrs, "cold") === undefined;
  }
}
