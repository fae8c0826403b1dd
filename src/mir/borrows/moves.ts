// Variables that may have no value where they are read: not assigned yet on some way, or moved away. Parts of a variable
// count on their own. In: MIR. Out: the places of such reads.
import type { Span } from "../../base/source.ts";
import type { BasicBlock, BlockId, Body, Local, Operand, Place, Statement, Terminator } from "../mir.ts";
import { successors } from "../mir.ts";
import { rvalueOperands, rvaluePlace, terminatorReads, terminatorWrites } from "./liveness.ts";

/** `local.field.field`, as far as no pointer or index is on the way. */
type Path = string;

function pathOf({ local, projection }: Place): Path {
  const fields: number[] = [];
  for (const step of projection) {
    if (step.kind !== "field") break;
    fields.push(step.field);
  }
  return [local, ...fields].join(".");
}

const isWithin = (path: Path, whole: Path): boolean => path === whole || path.startsWith(`${whole}.`);
const isPath = ({ projection }: Place): boolean => projection.every(({ kind }) => kind === "field");

class MoveChecker {
  readonly #found = new Map<string, Span>();
  #reports = false;
  readonly #tracked: ReadonlySet<Local>;

  constructor(readonly body: Body) {
    const isTracked = (local: Local) => local > 0 && (local <= body.argumentCount || body.locals[local]?.name !== undefined);
    this.#tracked = new Set(body.locals.map((_, local) => local).filter(isTracked));
  }

  run(): Span[] {
    const starts = this.#solve();
    this.#reports = true;
    this.body.blocks.forEach((block, id) => {
      const start = starts[id];
      if (start !== undefined) this.#block(block, new Set(start));
    });
    return [...this.#found.values()];
  }

  #solve(): (Set<Path> | undefined)[] {
    const starts: (Set<Path> | undefined)[] = this.body.blocks.map(() => undefined);
    starts[0] = new Set([...this.#tracked].filter((local) => local > this.body.argumentCount).map(String));
    const queue: BlockId[] = [0];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const missing = new Set(starts[id]);
      const block = this.body.blocks[id] as BasicBlock;
      this.#block(block, missing);
      for (const next of successors(block.terminator)) {
        const known = starts[next];
        if (known !== undefined && [...missing].every((path) => known.has(path))) continue;
        starts[next] = new Set([...(known ?? []), ...missing]);
        queue.push(next);
      }
    }
    return starts;
  }

  #block({ statements, terminator }: BasicBlock, missing: Set<Path>): void {
    for (const statement of statements) this.#statement(statement, missing);
    this.#terminator(terminator, missing);
  }

  #statement({ place, value, span }: Statement, missing: Set<Path>): void {
    for (const operand of rvalueOperands(value)) this.#operand(operand, missing, span);
    const looked = rvaluePlace(value);
    if (looked !== undefined) this.#read(looked, missing, span);
    this.#assign(place, missing, span);
  }

  #terminator(terminator: Terminator, missing: Set<Path>): void {
    for (const operand of terminatorReads(terminator)) this.#operand(operand, missing, terminator.span);
    for (const place of terminatorWrites(terminator)) this.#assign(place, missing, terminator.span);
  }

  #operand(operand: Operand, missing: Set<Path>, span: Span): void {
    if (operand.kind === "constant") return;
    this.#read(operand.place, missing, span);
    if (operand.kind === "move" && !isPath(operand.place)) this.#report(span);
    if (operand.kind === "move" && this.#tracked.has(operand.place.local) && isPath(operand.place)) missing.add(pathOf(operand.place));
  }

  #read(place: Place, missing: Set<Path>, span: Span): void {
    for (const step of place.projection)
      if (step.kind === "index") this.#read({ local: step.index, projection: [], type: place.type }, missing, span);
    if (!this.#tracked.has(place.local)) return;
    const path = pathOf(place);
    if ([...missing].some((other) => isWithin(path, other) || isWithin(other, path))) this.#report(span);
  }

  /** A part can be assigned to only where the whole is there. */
  #assign(place: Place, missing: Set<Path>, span: Span): void {
    if (!this.#tracked.has(place.local)) return;
    const path = pathOf(place);
    if (!isPath(place)) return this.#read({ ...place, projection: place.projection.slice(0, firstPointer(place)) }, missing, span);
    const isPartOfMissing = [...missing].some((other) => other !== path && isWithin(path, other));
    if (isPartOfMissing) return this.#report(span);
    for (const other of [...missing]) if (isWithin(other, path)) missing.delete(other);
  }

  #report(span: Span): void {
    if (this.#reports) this.#found.set(`${span.lo} ${span.hi}`, span);
  }
}

const firstPointer = ({ projection }: Place): number => projection.findIndex(({ kind }) => kind !== "field");

/** Reads of what may be missing. */
export function missingValues(body: Body): Span[] {
  return new MoveChecker(body).run();
}
