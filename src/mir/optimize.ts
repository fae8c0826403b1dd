// Which passes a body goes through: small functions are inlined from the leaves up, and when optimizing, stores that
// nobody sees go. Bodies are made once per instance.
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { shimKey } from "../sema/types/tables.ts";
import type { Instance, Shim } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import { Unsupported } from "./build/builder.ts";
import { DeadArguments } from "./dead-arguments.ts";
import { removeDeadStores } from "./dead-stores.ts";
import { attributeSays, exportedName, findAttribute, panicHandler } from "./exports.ts";
import { inlineCalls, inlineCost, isSmallLeaf } from "./inline.ts";
import type { Inlined } from "./inline.ts";
import { isOperand } from "./mir.ts";
import type { Body } from "./mir.ts";
import { propagateConstants, propagateReferences } from "./propagate.ts";
import { threadJumps } from "./thread.ts";
import type { DiscriminantOf } from "./thread.ts";

/** What may be inlined where it costs no more. */
const COSTS = { plain: 30, hinted: 50, taking: 120 } as const;

/** The function that takes another's body in. */
interface Caller {
  readonly isOptimized: boolean;
  /** It has `#[track_caller]`. */
  readonly intoTracking: boolean;
}

/** Looks at what a pass has left, and gives it back. */
export type CheckBody = (body: Body, after: string) => Body;

export class OptimizedBodies {
  readonly #known = new Map<string, Body | undefined>();

  constructor(
    readonly program: Program,
    readonly optimizes: boolean,
    readonly discriminantOf: DiscriminantOf,
    /** Throws what is not supported. */
    readonly build: (def: DefId, args: readonly Ty[], shim?: Shim) => Body,
    readonly check: CheckBody,
  ) {}

  bodyOf = ({ def, args, shim }: { readonly def: DefId; readonly args: readonly Ty[]; readonly shim?: Shim | undefined }): Body => {
    const made = shim === undefined ? "" : shimKey(shim);
    const key = `${def} ${args.map(({ id }) => id).join()}${made}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, undefined); // a function that calls itself is not inlined into itself
    const isOptimized = this.#isOptimized(def);
    const into = { isOptimized, intoTracking: this.#tracksCaller(def) && shim === undefined };
    const inlined = inlineCalls(this.build(def, args, shim), (instance) => this.#candidate(instance, into), !isOptimized);
    const built = this.check(inlined, "inlining");
    const body = isOptimized ? this.#optimized(built) : this.check(propagateConstants(built), "propagation of constants");
    this.#known.set(key, body);
    return body;
  };

  readonly #deadArguments = new DeadArguments({
    find: (instance) => this.#callee(instance),
    tracksCaller: (instance) => instance.kind === "item" && this.#tracksCaller(instance.def),
  });

  /** The body without what is made only for arguments that callees do not read. */
  trimmed = (body: Body): Body => this.check(this.#deadArguments.trim(body), "taking arguments away");

  ignoresPlace = (instance: Instance): boolean => this.#deadArguments.of(instance).place;

  /** What is behind a call, if it is known and was not written in assembly. */
  #callee(instance: Instance): { key: string; body: Body; tracksCaller: boolean } | undefined {
    const def =
      instance.kind === "foreign" ? panicHandler(this.program, instance.def) : instance.kind === "item" ? instance.def : undefined;
    if (def === undefined || findAttribute(this.program.definitions.get(def).attrs, "naked") !== undefined) return undefined;
    const args = instance.kind === "item" ? instance.args : [];
    try {
      const body = this.bodyOf({ def, args });
      return { key: `${def} ${args.map(({ id }) => id).join()}`, body, tracksCaller: this.#tracksCaller(def) };
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      return undefined; // refused when it is compiled itself
    }
  }

  /** Core is compiled with optimization whatever the crate is, as the installed one was. */
  #isOptimized(def: DefId): boolean {
    return this.optimizes || this.program.definitions.isCore(def);
  }

  #optimized(body: Body): Body {
    const once = this.#removed(this.#threaded(this.#propagated(body)));
    // What was a reference to a reference may now be seen through.
    return this.#removed(this.#threaded(this.#propagated(once)));
  }

  #propagated(body: Body): Body {
    return this.check(propagateReferences(body), "propagation of references");
  }

  #threaded(body: Body): Body {
    return this.check(threadJumps(body, this.discriminantOf), "threading jumps");
  }

  #removed(body: Body): Body {
    return this.check(removeDeadStores(body), "taking dead stores away");
  }

  #tracksCaller(def: DefId): boolean {
    return findAttribute(this.program.definitions.get(def).attrs, "track_caller") !== undefined;
  }

  /** It asks for its caller's place, or calls what does. */
  #usesPlace(body: Body): boolean {
    return body.blocks.some(({ terminator }) => {
      if (terminator.kind !== "call" || isOperand(terminator.callee)) return false;
      const { callee } = terminator;
      return callee.kind === "intrinsic" ? callee.name === "caller_location" : callee.kind === "item" && this.#tracksCaller(callee.def);
    });
  }

  #candidate(instance: Instance, into: Caller): Inlined | undefined {
    const body = this.#candidateBody(instance, into);
    if (body === undefined || instance.kind !== "item") return undefined;
    const isCallersPlace = this.#tracksCaller(instance.def);
    // Places in a function that passes its caller's on are all its caller's.
    if (into.intoTracking && !isCallersPlace && this.#usesPlace(body)) return undefined;
    return { body, isCallersPlace };
  }

  #candidateBody(instance: Instance, into: Caller): Body | undefined {
    if (instance.kind !== "item" || !this.#mayInline(instance.def, into)) return undefined;
    const key = `${instance.def} ${instance.args.map(({ id }) => id).join()}`;
    if (this.#known.has(key) && this.#known.get(key) === undefined) return undefined;
    try {
      const body = this.bodyOf(instance);
      return this.#isCheap(instance, body, into) ? body : undefined;
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.#known.delete(key);
      return undefined; // refused when the callee itself is compiled
    }
  }

  #isCheap({ def, args }: Extract<Instance, { kind: "item" }>, body: Body, into: Caller): boolean {
    if (!into.isOptimized) return isSmallLeaf(body);
    const takesFunction = args.some(({ kind }) => kind === "closure" || kind === "fn-def");
    const isHinted = findAttribute(this.program.definitions.get(def).attrs, "inline") !== undefined || this.program.definitions.isCore(def);
    return inlineCost(body) <= (takesFunction ? COSTS.taking : isHinted ? COSTS.hinted : COSTS.plain);
  }

  /** A function without optimization that reports its caller's place must stay a function; so must one that says so. */
  #mayInline(def: DefId, into: Caller): boolean {
    const { definitions } = this.program;
    const { attrs } = definitions.get(def);
    if (findAttribute(attrs, "naked") !== undefined) return false;
    if (!into.isOptimized && findAttribute(attrs, "track_caller") !== undefined) return false;
    const inline = findAttribute(attrs, "inline");
    if (attributeSays(this.program, def, "inline", "never")) return false;
    if (inline?.args.kind === "delimited" && !definitions.isCore(def) && !into.isOptimized) return false;
    if (findAttribute(attrs, "cold") !== undefined) return false;
    return definitions.isCore(def) || (into.isOptimized && exportedName(this.program, def) === undefined);
  }
}
