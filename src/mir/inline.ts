// The inliner: calls of small functions become their blocks. Core's smallest functions are inlined at every optimization
// level, as what carries `#[inline(always)]` there is; others only when optimizing, by what they cost. Callees have been
// through the inliner themselves, so one round is enough.
import type { Instance } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { BasicBlock, BlockId, Body, Local, LocalDecl, Operand, Rvalue, Terminator } from "./mir.ts";
import { assignment } from "./mir.ts";
import { isOperand } from "./mir.ts";
import { Renamer } from "./rename.ts";
import { simplifyCfg } from "./simplify.ts";

const MAX_BLOCKS = 4;
const MAX_STATEMENTS = 8;

export interface Inlined {
  readonly body: Body;
  /** Panics in it are said to be where it is called: `#[track_caller]`. */
  readonly isCallersPlace: boolean;
}

/** The callee's body if it may be inlined here; undefined if not. */
export type InlineCandidate = (instance: Instance) => Inlined | undefined;

/** Small, and a leaf: what it calls are intrinsics. */
export function isSmallLeaf(body: Body): boolean {
  const statements = body.blocks.reduce((sum, block) => sum + block.statements.length, 0);
  if (body.blocks.length > MAX_BLOCKS || statements > MAX_STATEMENTS) return false;
  return body.blocks.every(
    ({ terminator }) =>
      terminator.kind !== "asm" &&
      (terminator.kind !== "call" || (!isOperand(terminator.callee) && terminator.callee.kind === "intrinsic")),
  );
}

/** What a body costs where it is inlined: statements, ways, and more for what it calls. */
export function inlineCost(body: Body): number {
  return body.blocks.reduce((sum, { statements, terminator }) => sum + statements.length + TERMINATOR_COSTS[terminator.kind], 0);
}

const TERMINATOR_COSTS: Readonly<Record<Terminator["kind"], number>> = {
  goto: 0,
  return: 0,
  unreachable: 0,
  switch: 2,
  assert: 2,
  call: 4,
  asm: 4,
  drop: 4,
};

/** An argument as its parameter. A closure that only looks at what it has captured may be given by `&mut`. */
function passed(operand: Operand, type: Ty): Rvalue {
  const given = operand.kind === "constant" ? operand.type : operand.place.type;
  return given !== type && given.kind === "ref" && type.kind === "ref"
    ? { kind: "cast", cast: "pointer", operand, type }
    : { kind: "use", operand };
}

/** A body that has grown so much takes no more in. */
const LARGEST_BODY = 3000;

class Inliner {
  readonly locals: LocalDecl[];
  readonly blocks: BasicBlock[];

  constructor(
    readonly body: Body,
    readonly candidate: InlineCandidate,
    /** Variables of what is inlined stay variables, for debuggers. */
    readonly keepsNames: boolean,
  ) {
    this.locals = [...body.locals];
    this.blocks = body.blocks.map((block) => ({ statements: [...block.statements], terminator: block.terminator }));
  }

  run(): Body {
    for (let at = 0; at < this.body.blocks.length; at++) this.#inlineAt(at);
    return simplifyCfg({ ...this.body, locals: this.locals, blocks: this.blocks });
  }

  #inlineAt(at: BlockId): void {
    const block = this.blocks[at] as BasicBlock;
    const call = block.terminator;
    if (call.kind !== "call" || isOperand(call.callee)) return;
    const callee = this.candidate(call.callee);
    if (callee === undefined || callee.body.argumentCount !== call.args.length || this.blocks.length > LARGEST_BODY) return;
    this.#splice(block, call, callee.body, callee.isCallersPlace);
  }

  /** Arguments are assigned to the callee's locals, its blocks appended, its returns sent on to the call's target. */
  #splice(block: BasicBlock, call: Extract<Terminator, { kind: "call" }>, callee: Body, isCallersPlace: boolean): void {
    const firstLocal = this.locals.length;
    const firstBlock = this.blocks.length;
    const { span, scope } = call;
    // The callee's variables are not seen in the caller: all of it counts as the call's place.
    const nameOf = ({ name }: LocalDecl) => (this.keepsNames ? name : undefined);
    this.locals.push(
      ...callee.locals.map((local) => ({
        type: local.type,
        name: nameOf(local),
        mutable: local.mutable,
        span: local.span,
        scope,
        visibleIn: scope,
      })),
    );
    const renamer = new Renamer(
      (local) => firstLocal + local,
      (id) => firstBlock + id,
    );
    call.args.forEach((operand, i) => {
      const type = (callee.locals[i + 1] as LocalDecl).type;
      block.statements.push({
        kind: "assign",
        place: { local: firstLocal + i + 1, projection: [], type },
        value: passed(operand, type),
        span,
        scope,
      });
    });
    for (const { statements, terminator } of callee.blocks) {
      this.blocks.push({
        statements: statements.map(({ span: at, place, value }) =>
          assignment({ span: at, scope }, renamer.place(place), renamer.rvalue(value)),
        ),
        terminator: { ...renamer.terminator(terminator), scope, ...(isCallersPlace ? { span } : {}) },
      });
    }
    for (const inlined of this.blocks.slice(firstBlock)) if (inlined.terminator.kind === "return") this.#return(inlined, call, firstLocal);
    block.terminator = { kind: "goto", target: firstBlock, span, scope };
  }

  #return(inlined: BasicBlock, call: Extract<Terminator, { kind: "call" }>, result: Local): void {
    const { span, scope } = call;
    if (call.target === undefined) {
      inlined.terminator = { kind: "unreachable", span, scope };
      return;
    }
    const type = (this.locals[result] as LocalDecl).type;
    inlined.statements.push({
      kind: "assign",
      place: call.destination,
      value: { kind: "use", operand: { kind: "move", place: { local: result, projection: [], type } } },
      span,
      scope,
    });
    inlined.terminator = { kind: "goto", target: call.target, span, scope };
  }
}

export function inlineCalls(body: Body, candidate: InlineCandidate, keepsNames: boolean): Body {
  return new Inliner(body, candidate, keepsNames).run();
}
