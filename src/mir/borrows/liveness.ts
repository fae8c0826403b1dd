// Which locals are still read after each point, by going backwards through the blocks until nothing changes.
import type { BasicBlock, BlockId, Body, Local, Operand, Place, Rvalue, Statement, Terminator } from "../mir.ts";
import { isOperand, successors } from "../mir.ts";

function placeReads(place: Place): Local[] {
  return [place.local, ...place.projection.flatMap((step) => (step.kind === "index" ? [step.index] : []))];
}

const operandReads = (operand: Operand): Local[] => (operand.kind === "constant" ? [] : placeReads(operand.place));

export function rvalueOperands(value: Rvalue): readonly Operand[] {
  switch (value.kind) {
    case "use":
    case "unary":
    case "cast":
    case "repeat":
      return [value.operand];
    case "binary":
    case "checked-binary":
      return [value.left, value.right];
    case "aggregate":
      return value.fields.map(({ operand }) => operand);
    default:
      return [];
  }
}

/** The place that is borrowed, or whose length or variant is asked for. */
export function rvaluePlace(value: Rvalue): Place | undefined {
  return value.kind === "ref" || value.kind === "len" || value.kind === "discriminant" ? value.place : undefined;
}

/** Assigning to a part of a local, or through it, reads it; assigning the whole ends its life before. */
function assign(place: Place, live: Set<Local>): void {
  if (place.projection.length === 0) live.delete(place.local);
  else for (const local of placeReads(place)) live.add(local);
}

export function beforeStatement({ place, value }: Statement, live: Set<Local>): void {
  assign(place, live);
  for (const operand of rvalueOperands(value)) for (const local of operandReads(operand)) live.add(local);
  const looked = rvaluePlace(value);
  if (looked !== undefined) for (const local of placeReads(looked)) live.add(local);
}

export function terminatorReads(terminator: Terminator): Operand[] {
  switch (terminator.kind) {
    case "switch":
      return [terminator.operand];
    case "call":
      return isOperand(terminator.callee) ? [terminator.callee, ...terminator.args] : [...terminator.args];
    case "assert":
      return [terminator.condition];
    case "asm":
      return terminator.asm.operands.flatMap((operand) => (operand.kind === "in" || operand.kind === "inout" ? [operand.value] : []));
    default:
      return [];
  }
}

export function terminatorWrites(terminator: Terminator): Place[] {
  if (terminator.kind === "call") return [terminator.destination];
  if (terminator.kind !== "asm") return [];
  return terminator.asm.operands.flatMap((operand) =>
    (operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined ? [operand.place] : [],
  );
}

export function beforeTerminator(terminator: Terminator, live: Set<Local>): void {
  for (const place of terminatorWrites(terminator)) assign(place, live);
  for (const operand of terminatorReads(terminator)) for (const local of operandReads(operand)) live.add(local);
  if (terminator.kind === "return") live.add(0);
}

/** Locals live at the end of each block. */
export function liveAtEnd(body: Body): ReadonlySet<Local>[] {
  const ends: Set<Local>[] = body.blocks.map(() => new Set());
  const starts: Set<Local>[] = body.blocks.map(() => new Set());
  for (let changed = true; changed;) {
    changed = false;
    for (let id: BlockId = body.blocks.length - 1; id >= 0; id--) {
      const block = body.blocks[id] as BasicBlock;
      const end = ends[id] as Set<Local>;
      for (const next of successors(block.terminator)) for (const local of starts[next] as Set<Local>) end.add(local);
      const live = new Set(end);
      beforeTerminator(block.terminator, live);
      for (const statement of block.statements.toReversed()) beforeStatement(statement, live);
      changed ||= live.size !== (starts[id] as Set<Local>).size;
      starts[id] = live;
    }
  }
  return ends;
}
