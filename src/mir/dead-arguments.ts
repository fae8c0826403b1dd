// Arguments that nobody reads. Where a function does not look at a parameter, its callers need not make the argument: what
// is computed for it alone goes, too. So a panic handler that ignores its `PanicInfo` leaves of a panic a call and nothing
// else: no message is put together, no location kept. The signature stays; the argument's register holds anything.
import { removeDeadStores } from "./dead-stores.ts";
import type { Instance } from "../sema/types/tables.ts";
import { isOperand } from "./mir.ts";
import type { BasicBlock, Body, Local, Operand, Terminator } from "./mir.ts";
import { localsRead } from "./reads.ts";
import { simplifyLocals } from "./simplify-locals.ts";
import { simplifyCfg } from "./simplify.ts";

/** Which of a function's arguments are not read, counted from 0; `place`: nor where it was called from. */
export interface Unread {
  readonly arguments: ReadonlySet<number>;
  readonly place: boolean;
}

const NONE: Unread = { arguments: new Set(), place: false };

/** Of callees of callees: what lies deeper is taken to read all. */
const MOST_DEPTH = 100;

type Call = Extract<Terminator, { kind: "call" }>;

export interface CallGraph {
  /** The body behind an instance, its key, and whether it has `#[track_caller]`; undefined where it cannot be looked into. */
  readonly find: (instance: Instance) => { readonly key: string; readonly body: Body; readonly tracksCaller: boolean } | undefined;
  readonly tracksCaller: (instance: Instance) => boolean;
}

export class DeadArguments {
  readonly #known = new Map<string, Unread>();
  #depth = 0;

  constructor(readonly graph: CallGraph) {}

  /** The body without what is made for arguments that are not read. */
  trim(body: Body): Body {
    const blocks = body.blocks.map((block): BasicBlock => {
      const { terminator } = block;
      if (terminator.kind !== "call" || isOperand(terminator.callee)) return block;
      const unread = this.of(terminator.callee).arguments;
      return unread.size === 0 ? block : { statements: block.statements, terminator: withoutArguments(terminator, unread) };
    });
    if (blocks.every((block, i) => block === body.blocks[i])) return body;
    return removeUnused({ ...body, blocks });
  }

  of(callee: Instance): Unread {
    const found = this.graph.find(callee);
    if (found === undefined) return NONE;
    const known = this.#known.get(found.key);
    if (known !== undefined || this.#depth >= MOST_DEPTH) return known ?? NONE;
    this.#known.set(found.key, NONE); // a function that calls itself may read what it passes on
    this.#depth++;
    const unread = this.#judge(this.trim(found.body), found.tracksCaller);
    this.#depth--;
    this.#known.set(found.key, unread);
    return unread;
  }

  #judge(body: Body, tracksCaller: boolean): Unread {
    const read = localsRead(body);
    const unread = Array.from({ length: body.argumentCount }, (_, i) => i).filter((i) => !read.has(i + 1));
    return { arguments: new Set(unread), place: tracksCaller && !body.blocks.some(({ terminator }) => this.#asksPlace(terminator)) };
  }

  #asksPlace(terminator: Terminator): boolean {
    if (terminator.kind !== "call" || isOperand(terminator.callee)) return false;
    const { callee } = terminator;
    if (callee.kind === "intrinsic") return callee.name === "caller_location";
    return this.graph.tracksCaller(callee) && !this.of(callee).place;
  }
}

function withoutArguments(call: Call, unread: ReadonlySet<number>): Call {
  const args = call.args.map((operand, i): Operand => {
    if (!unread.has(i)) return operand;
    const type = operand.kind === "constant" ? operand.type : operand.place.type;
    return { kind: "constant", type, value: { kind: "unread" } };
  });
  return { ...call, args };
}

/** Stores that nobody sees, and questions whose answer nobody reads: as long as there are any. */
function removeUnused(body: Body): Body {
  for (let at = body; ;) {
    const next = withoutQuestions(removeDeadStores(at));
    if (size(next) === size(at)) return simplifyLocals(next);
    at = next;
  }
}

const size = ({ blocks }: Body): number => blocks.reduce((sum, { statements }) => sum + 1 + statements.length, 0);

function withoutQuestions(body: Body): Body {
  const read = localsRead(body);
  const blocks = body.blocks.map((block): BasicBlock => {
    const { terminator } = block;
    if (terminator.kind !== "call" || terminator.target === undefined || !isQuestion(terminator, read)) return block;
    const { target, span, scope } = terminator;
    return { statements: block.statements, terminator: { kind: "goto", target, span, scope } };
  });
  return blocks.every((block, i) => block === body.blocks[i]) ? body : simplifyCfg({ ...body, blocks });
}

function isQuestion({ callee, destination }: Call, read: ReadonlySet<Local>): boolean {
  if (isOperand(callee) || callee.kind !== "intrinsic" || callee.name !== "caller_location") return false;
  return destination.projection.length === 0 && !read.has(destination.local);
}
