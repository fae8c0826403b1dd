// Move paths: the places of a body that may be initialized or moved out of on their own. Roots are locals whose values
// are dropped; below them are the fields (of structs, tuples, closures, variants) and array elements that the body moves,
// assigns or drops by themselves. What lies behind a pointer is never moved out of, and has no path,
// but for what a box owns.
import type { Body, Local, Operand, Place, Projection, Statement, Terminator } from "./mir.ts";
import { rvalueOperands, terminatorOperands } from "./mir.ts";

export type PathId = number;

export interface MovePath {
  readonly id: PathId;
  readonly place: Place;
  readonly parent: PathId | undefined;
  readonly children: Map<string, PathId>;
}

/** What a statement or terminator does to paths, in order. */
export interface Effect {
  readonly kind: "init" | "move";
  readonly path: PathId;
}

/** How a step is known among the parts of its whole; undefined for what is no part with a path of its own. */
export function stepKey(step: Projection, whole: Place["type"]): string | undefined {
  if (step.kind === "deref" && step.ofBox === true) return "*";
  if (step.kind === "field") return `${Math.max(step.variant, 0)} ${step.field}`;
  if (step.kind !== "constant-index" || whole.kind !== "array" || whole.length.kind !== "const") return undefined;
  return String(step.fromEnd ? Number(whole.length.value) - step.offset : step.offset);
}

export class MovePaths {
  readonly paths: MovePath[] = [];
  readonly #roots = new Map<Local, PathId>();

  constructor(readonly body: Body) {
    for (const { terminator } of body.blocks)
      if (terminator.kind === "drop" && terminator.place.projection.every((step) => step.kind !== "deref" || step.ofBox === true))
        this.#root(terminator.place.local);
    for (const { statements, terminator } of body.blocks) {
      for (const statement of statements) this.#mention(statement.place, ...moved(rvalueOperands(statement.value)));
      this.#mention(...moved(terminatorOperands(terminator)));
      if (terminator.kind === "call") this.#mention(terminator.destination);
      if (terminator.kind === "drop") this.#mention(terminator.place);
    }
  }

  path(id: PathId): MovePath {
    return this.paths[id] as MovePath;
  }

  #root(local: Local): void {
    if (this.#roots.has(local)) return;
    const type = (this.body.locals[local] as { type: Place["type"] }).type;
    this.#roots.set(local, this.#add({ local, projection: [], type }, undefined));
  }

  #add(place: Place, parent: PathId | undefined): PathId {
    this.paths.push({ id: this.paths.length, place, parent, children: new Map() });
    return this.paths.length - 1;
  }

  #mention(...places: readonly Place[]): void {
    for (const place of places) for (const part of elementwise(place)) this.#walk(part, true);
  }

  /** The path of a place; undefined if it has none. */
  find(place: Place): PathId | undefined {
    return this.#walk(place, false);
  }

  #walk(place: Place, makes: boolean): PathId | undefined {
    let at = this.#roots.get(place.local);
    for (const [i, step] of place.projection.entries()) {
      if (at === undefined) return undefined;
      const whole = this.path(at);
      const key = stepKey(step, whole.place.type);
      if (key === undefined) return undefined;
      let next = whole.children.get(key);
      if (next === undefined && makes) {
        next = this.#add({ local: place.local, projection: place.projection.slice(0, i + 1), type: step.type }, at);
        whole.children.set(key, next);
      }
      at = next;
    }
    return at;
  }

  /** The path and all below it. */
  subtree(id: PathId): PathId[] {
    return [id, ...[...this.path(id).children.values()].flatMap((child) => this.subtree(child))];
  }

  // --- Effects -----------------------------------------------------------------------------------------------------

  #effects(kind: Effect["kind"], places: readonly Place[]): Effect[] {
    return places.flatMap(elementwise).flatMap((place) => {
      const path = this.find(place);
      return path === undefined ? [] : [{ kind, path }];
    });
  }

  ofStatement({ place, value }: Statement): readonly Effect[] {
    return [...this.#effects("move", moved(rvalueOperands(value))), ...this.#effects("init", [place])];
  }

  /** Before control goes on: what is handed over, or dropped. */
  ofTerminator(terminator: Terminator): readonly Effect[] {
    if (terminator.kind === "drop") return this.#effects("move", [terminator.place]);
    return this.#effects("move", moved(terminatorOperands(terminator)));
  }

  /** When a call comes back. */
  ofReturn(terminator: Terminator): readonly Effect[] {
    return terminator.kind === "call" ? this.#effects("init", [terminator.destination]) : [];
  }
}

function moved(operands: readonly Operand[]): Place[] {
  return operands.flatMap((operand) => (operand.kind === "move" ? [operand.place] : []));
}

/** A part of an array is its elements. */
function elementwise(place: Place): readonly Place[] {
  const at = place.projection.findIndex(({ kind }) => kind === "subslice");
  const step = place.projection[at];
  if (step?.kind !== "subslice" || step.type.kind !== "array" || step.type.length.kind !== "const") return [place];
  const { element, length } = step.type;
  return Array.from({ length: Number(length.value) }, (_, i) => ({
    local: place.local,
    projection: [
      ...place.projection.slice(0, at),
      { kind: "constant-index", offset: step.from + i, fromEnd: false, type: element },
      ...place.projection.slice(at + 1),
    ],
    type: element,
  }));
}
