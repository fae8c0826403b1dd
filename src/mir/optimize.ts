// Which passes a body goes through: small functions are inlined from the leaves up, and when optimizing, stores that
// nobody sees go. Bodies are made once per instance, those of core's functions for core's types once for all programs that
// share core.
import { FIRST_OWN } from "../sema/definitions.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { shimKey } from "../sema/types/tables.ts";
import type { Instance, Shim } from "../sema/types/tables.ts";
import { HAS_OWN, type Ty } from "../sema/types/ty.ts";
import { Unsupported } from "./build/builder.ts";
import { DeadArguments } from "./dead-arguments.ts";
import { removeDeadStores } from "./dead-stores.ts";
import { attributeSays, exportedName, findAttribute, panicHandler } from "./exports.ts";
import { inlineCalls, inlineCost, isSmallLeaf } from "./inline.ts";
import type { Inlined } from "./inline.ts";
import { isOperand } from "./mir.ts";
import type { Body } from "./mir.ts";
import { propagateConstants } from "./propagate-constants.ts";
import { propagateReferences } from "./propagate.ts";
import { splitAggregates } from "./split-aggregates.ts";
import type { FieldsOf } from "./split-aggregates.ts";
import { threadJumps } from "./thread.ts";
import type { DiscriminantOf } from "./thread.ts";

/** What may be inlined where it costs no more. A closure is mostly called in one place, by a function made for it. */
const COSTS = { plain: 30, hinted: 50, taking: 200, closure: 250 } as const;

/** A body to be made: of a function, or of a shim that belongs to it. */
export interface FunctionInstance {
  readonly def: DefId;
  readonly args: readonly Ty[];
  readonly shim?: Shim | undefined;
}

/** So many bodies are under way at most, each asked for by the one before: chains of calls have no end. */
const MOST_UNDER_WAY = 48;

/** A function of core for types of core: other crates have no part in it. */
function isOfCoreAlone({ def, args, shim }: FunctionInstance): boolean {
  const isShim = shim !== undefined && (shim.kind !== "closure-call" || shim.closure >= FIRST_OWN);
  return def < FIRST_OWN && !isShim && args.every((arg) => (arg.flags & HAS_OWN) === 0);
}

function keyOf({ def, args, shim }: FunctionInstance): string {
  return `${def} ${args.map(({ id }) => id).join()}${shim === undefined ? "" : shimKey(shim)}`;
}

/** A body that programs share, by the key of its instance. */
export interface SharedBody {
  readonly instance: FunctionInstance;
  /** Before anything was inlined. */
  readonly built: Body;
  readonly body: Body;
  /** Whose bodies were asked for on the way. */
  readonly asked: readonly string[];
}

/** A body under way. */
interface Frame {
  readonly key: string;
  readonly asked: string[];
  /** A function that it would have inlined was under way itself: asked for first, it would be another. */
  isCut: boolean;
}

/** The function that takes another's body in. */
interface Caller {
  readonly isOptimized: boolean;
  /** It has `#[track_caller]`. */
  readonly intoTracking: boolean;
}

/** Looks at what a pass has left, and gives it back. */
export type CheckBody = (body: Body, after: string) => Body;

export interface BodySource {
  readonly program: Program;
  readonly optimizes: boolean;
  readonly tracksCaller: (def: DefId) => boolean;
  readonly discriminantOf: DiscriminantOf;
  /** Throws what is not supported. */
  readonly build: (def: DefId, args: readonly Ty[], shim?: Shim) => Body;
  /** Is shown each body that is built, or would have been. */
  readonly look: (instance: FunctionInstance, built: Body) => void;
  readonly check: CheckBody;
  /** The function a closure is written in. */
  readonly ownerOf: (closure: number) => DefId;
  readonly fieldsOf: FieldsOf;
  /** What programs with the same core have made; undefined where there is none. */
  readonly shared: Map<string, SharedBody> | undefined;
}

export class OptimizedBodies {
  readonly program: Program;
  readonly check: CheckBody;
  readonly #source: BodySource;
  readonly #known = new Map<string, Body | undefined>();
  readonly #frames: Frame[] = [];
  /** Bodies that hang on what was under way when they were made. */
  readonly #cut = new Set<string>();

  constructor(source: BodySource) {
    this.#source = source;
    this.program = source.program;
    this.check = source.check;
  }

  bodyOf = (instance: FunctionInstance): Body => {
    const key = keyOf(instance);
    const body = this.#known.get(key) ?? this.#fromOthers(key) ?? this.#make(key, instance);
    const asker = this.#frames.at(-1);
    asker?.asked.push(key);
    if (asker !== undefined && this.#cut.has(key)) asker.isCut = true;
    return body;
  };

  /**
   * Of a function that is compiled and not optimised hardly anybody asks again (only a function of core that it is given to);
   * who does gets it made once more. Kept, such bodies were nearly half of what was alive when all code was made.
   */
  forget = (instance: FunctionInstance): void => {
    if (!this.#isOptimized(instance.def)) this.#known.delete(keyOf(instance));
  };

  #make(key: string, instance: FunctionInstance): Body {
    const { def, args, shim } = instance;
    this.#known.set(key, undefined); // a function that calls itself is not inlined into itself
    const frame: Frame = { key, asked: [], isCut: false };
    this.#frames.push(frame);
    try {
      const isOptimized = this.#isOptimized(def);
      const into = { isOptimized, intoTracking: this.#tracksCaller(def) && shim === undefined };
      const built = this.#source.build(def, args, shim);
      this.#source.look(instance, built);
      const inlined = this.check(
        inlineCalls(built, (callee) => this.#candidate(callee, into), !isOptimized),
        "inlining",
      );
      const body = isOptimized ? this.#optimized(inlined) : this.#withConstants(inlined);
      this.#known.set(key, body);
      if (frame.isCut) this.#cut.add(key);
      else if (isOfCoreAlone(instance)) this.#source.shared?.set(key, { instance, built, body, asked: frame.asked });
      return body;
    } finally {
      this.#frames.pop();
    }
  }

  #fromOthers(key: string): Body | undefined {
    if (this.#known.has(key)) return undefined;
    const found = this.#source.shared?.get(key);
    if (found === undefined) return undefined;
    const { instance, built, body, asked } = found;
    this.#known.set(key, body);
    this.#source.look(instance, built);
    for (const other of asked) if (!this.#known.has(other)) this.#fromOthers(other);
    return body;
  }

  readonly #deadArguments = new DeadArguments({
    find: (instance) => this.#callee(instance),
    tracksCaller: (instance) => this.#givesPlace(instance),
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
    return this.#source.optimizes || this.program.definitions.isCore(def);
  }

  #optimized(body: Body): Body {
    const once = this.#removed(this.#threaded(this.#propagated(this.#withConstants(body))));
    // What was a reference to a reference, or to a whole, may now be seen through.
    return this.#removed(this.#threaded(this.#propagated(this.#split(once))));
  }

  #withConstants(body: Body): Body {
    return this.check(propagateConstants(body), "propagation of constants");
  }

  #propagated(body: Body): Body {
    return this.check(propagateReferences(body), "propagation of references");
  }

  #split(body: Body): Body {
    return this.check(splitAggregates(body, this.#source.fieldsOf), "splitting aggregates");
  }

  #threaded(body: Body): Body {
    return this.check(threadJumps(body, this.#source.discriminantOf), "threading jumps");
  }

  #removed(body: Body): Body {
    return this.check(removeDeadStores(body), "taking dead stores away");
  }

  #tracksCaller(def: DefId): boolean {
    return this.#source.tracksCaller(def);
  }

  /** Who calls it tells from where. */
  #givesPlace(instance: Instance): boolean {
    return (instance.kind === "item" || instance.kind === "virtual") && this.#tracksCaller(instance.def);
  }

  /** It asks for its caller's place, or calls what does. */
  #usesPlace(body: Body): boolean {
    return body.blocks.some(({ terminator }) => {
      if (terminator.kind !== "call" || isOperand(terminator.callee)) return false;
      const { callee } = terminator;
      return callee.kind === "intrinsic" ? callee.name === "caller_location" : this.#givesPlace(callee);
    });
  }

  /** Functions and closures can be inlined. */
  #functionOf(instance: Instance): FunctionInstance | undefined {
    if (instance.kind === "item") return instance;
    if (instance.kind !== "closure-call") return undefined;
    return { def: this.#source.ownerOf(instance.closure), args: instance.args, shim: instance };
  }

  #candidate(instance: Instance, into: Caller): Inlined | undefined {
    const callee = this.#functionOf(instance);
    if (callee === undefined || !this.#mayInline(callee, into)) return undefined;
    const body = this.#candidateBody(callee, into);
    if (body === undefined) return undefined;
    const isCallersPlace = callee.shim === undefined && this.#tracksCaller(callee.def);
    // Places in a function that passes its caller's on are all its caller's.
    if (into.intoTracking && !isCallersPlace && this.#usesPlace(body)) return undefined;
    return { body, isCallersPlace };
  }

  #candidateBody(callee: FunctionInstance, into: Caller): Body | undefined {
    const key = keyOf(callee);
    if (this.#known.has(key) && this.#known.get(key) === undefined) {
      const under = this.#frames.findIndex((frame) => frame.key === key);
      for (const frame of this.#frames.slice(under + 1)) frame.isCut = true;
      return undefined;
    }
    if (this.#frames.length >= MOST_UNDER_WAY) {
      for (const frame of this.#frames) frame.isCut = true;
      return undefined;
    }
    try {
      const body = this.bodyOf(callee);
      return this.#isCheap(callee, body, into) ? body : undefined;
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.#known.delete(key);
      return undefined; // refused when the callee itself is compiled
    }
  }

  #isCheap({ def, args, shim }: FunctionInstance, body: Body, into: Caller): boolean {
    if (!into.isOptimized) return isSmallLeaf(body);
    if (shim !== undefined) return inlineCost(body) <= COSTS.closure;
    const takesFunction = args.some(({ kind }) => kind === "closure" || kind === "fn-def");
    const isHinted = findAttribute(this.program.definitions.get(def).attrs, "inline") !== undefined || this.program.definitions.isCore(def);
    return inlineCost(body) <= (takesFunction ? COSTS.taking : isHinted ? COSTS.hinted : COSTS.plain);
  }

  /** A function without optimization that reports its caller's place must stay a function; so must one that says so. */
  #mayInline({ def, shim }: FunctionInstance, into: Caller): boolean {
    const { definitions } = this.program;
    // A closure's function may say of itself what does not hold of the closure.
    if (shim !== undefined) return into.isOptimized && (this.#source.optimizes || definitions.isCore(def));
    const { attrs } = definitions.get(def);
    if (findAttribute(attrs, "naked") !== undefined) return false;
    if (!into.isOptimized && this.#tracksCaller(def)) return false;
    const inline = findAttribute(attrs, "inline");
    if (attributeSays(this.program, def, "inline", "never")) return false;
    if (inline?.args.kind === "delimited" && !definitions.isCore(def) && !into.isOptimized) return false;
    if (findAttribute(attrs, "cold") !== undefined) return false;
    return definitions.isCore(def) || (into.isOptimized && exportedName(this.program, def) === undefined);
  }
}
