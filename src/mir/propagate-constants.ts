// Constant propagation: a local that is one number all its life is read as that number; so is what is computed of such
// numbers without looking at their sign: lengths of arrays, comparisons, indices. Checks that hold for certain go.
import type { BasicBlock, Body, Constant, Local, LocalDecl, Operand, Place, Projection, Rvalue } from "./mir.ts";
import { Definitions } from "./propagate.ts";
import { localsRead } from "./reads.ts";
import { Renamer } from "./rename.ts";
import { simplifyCfg } from "./simplify.ts";
import type { Ty } from "../sema/types/ty.ts";

type Numbers = Map<Local, Constant>;

/** Numbers below this are the same in every type of integers. */
const SAME_EVERYWHERE = 128n;
const MOST_ROUNDS = 4;

const isUnsigned = (type: Ty): boolean => type.kind === "int" && type.name.startsWith("u");

class ConstantRewriter extends Renamer {
  constructor(readonly known: Numbers) {
    super(
      (local) => local,
      (block) => block,
    );
  }

  override operand(operand: Operand): Operand {
    if (operand.kind === "constant" || operand.place.projection.length > 0) return super.operand(operand);
    return this.known.get(operand.place.local) ?? operand;
  }

  override place(place: Place): Place {
    if (!place.projection.some(({ kind }) => kind === "index")) return place;
    return { ...place, projection: place.projection.map((step, i) => this.#step(step, place.projection[i - 1])) };
  }

  /** An element of an array at a place that is known. */
  #step(step: Projection, before: Projection | undefined): Projection {
    const number = step.kind === "index" ? this.#number(step.index) : undefined;
    // Without a step before, the local's type says whether it is an array.
    if (number === undefined || before?.type.kind === "slice") return step;
    return { kind: "constant-index", offset: number, fromEnd: false, type: step.type };
  }

  #number(local: Local): number | undefined {
    const value = this.known.get(local)?.value;
    return value?.kind === "int" && value.value < 0x1000_0000n ? Number(value.value) : undefined;
  }
}

class Constants {
  readonly known: Numbers = new Map();
  readonly #definitions: Definitions;

  constructor(readonly body: Body) {
    this.#definitions = new Definitions(body);
  }

  run(): Numbers {
    for (let round = 0, before = -1; round < MOST_ROUNDS && this.known.size > before; round++) {
      before = this.known.size;
      for (const [local, value] of this.#definitions.values) {
        if (local === 0 || this.known.has(local) || !this.#definitions.isSingle(local)) continue;
        const number = this.#compute(value, (this.body.locals[local] as LocalDecl).type);
        if (number !== undefined) this.known.set(local, number);
      }
    }
    return this.known;
  }

  #compute(value: Rvalue, type: Ty): Constant | undefined {
    const int = (number: bigint): Constant => ({ kind: "constant", type, value: { kind: "int", value: number } });
    switch (value.kind) {
      case "use":
        return this.#constant(value.operand);
      case "len":
        return value.place.type.kind === "array" && value.place.type.length.kind === "const"
          ? int(value.place.type.length.value)
          : undefined;
      case "cast": {
        const number = value.cast === "int-to-int" && type.kind === "int" ? this.#number(value.operand) : undefined;
        return number !== undefined && number >= 0n && number < SAME_EVERYWHERE ? int(number) : undefined;
      }
      case "binary": {
        const holds = this.#compare(value);
        return holds === undefined ? undefined : int(holds ? 1n : 0n);
      }
      default:
        return undefined;
    }
  }

  #compare({ op, left, right }: Extract<Rvalue, { kind: "binary" }>): boolean | undefined {
    const [a, b] = [this.#constant(left), this.#constant(right)];
    if (a?.value.kind !== "int" || b?.value.kind !== "int" || !isUnsigned(a.type)) return undefined;
    const [x, y] = [a.value.value, b.value.value];
    if (op === "<") return x < y;
    return op === "==" ? x === y : op === "!=" ? x !== y : undefined;
  }

  #constant(operand: Operand): Constant | undefined {
    if (operand.kind !== "constant") return operand.place.projection.length > 0 ? undefined : this.known.get(operand.place.local);
    return operand.value.kind === "int" ? operand : undefined;
  }

  #number(operand: Operand): bigint | undefined {
    const constant = this.#constant(operand);
    return constant?.value.kind === "int" ? constant.value.value : undefined;
  }
}

const isDecided = ({ terminator }: BasicBlock): boolean => terminator.kind === "switch" && terminator.operand.kind === "constant";

/** Variables are still set, for debuggers. */
export function propagateConstants(body: Body): Body {
  const known = new Constants(body).run();
  if (known.size === 0) return body;
  const rewriter = new ConstantRewriter(known);
  const blocks = body.blocks.map(({ statements, terminator }) => ({
    statements: statements.map((statement) => rewriter.statement(statement)),
    terminator: rewriter.terminator(terminator),
  }));
  return withoutUnread({ ...body, blocks }, known);
}

/** Temporaries that were numbers are set no more. */
function withoutUnread(body: Body, known: Numbers): Body {
  const read = localsRead(body);
  const isGone = (local: Local) => known.has(local) && !read.has(local) && body.locals[local]?.name === undefined;
  const blocks = body.blocks.map(({ statements, terminator }): BasicBlock => ({
    statements: statements.filter(({ place }) => place.projection.length > 0 || !isGone(place.local)),
    terminator,
  }));
  const trimmed = { ...body, blocks };
  return blocks.some(isDecided) ? simplifyCfg(trimmed) : trimmed;
}
