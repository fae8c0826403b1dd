// Drops to calls: of the destructor itself where that is all there is to do, else of the type's drop glue. A drop that is
// asked for by address (`drop_in_place`) is the same call, or nothing.
import type { TypeTables } from "../sema/types/tables.ts";
import type { Instance } from "../sema/types/tables.ts";
import { UNIT } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";
import { partsOf } from "./drop-parts.ts";
import type { BasicBlock, Body, LocalDecl, Place, Terminator } from "./mir.ts";
import { isOperand } from "./mir.ts";
import { simplifyCfg } from "./simplify.ts";

/** A destructor with nothing behind it to drop. */
function onlyDestructor(tables: TypeTables, type: Ty): Instance | undefined {
  const method = tables.dropMethod(type);
  const hasParts = partsOf(tables, type).some(({ parts }) => parts.some((part) => tables.needsDrop(part.type)));
  return hasParts ? undefined : method;
}

class DropLowering {
  readonly locals: LocalDecl[];
  changed = false;

  constructor(
    readonly body: Body,
    readonly tables: TypeTables,
  ) {
    this.locals = [...body.locals];
  }

  run(): Body {
    const blocks = this.body.blocks.map((block) => this.#block(block));
    return this.changed ? simplifyCfg({ ...this.body, locals: this.locals, blocks }) : this.body;
  }

  #block(block: BasicBlock): BasicBlock {
    const { terminator } = block;
    if (terminator.kind === "drop") return this.#drop(block, terminator);
    if (terminator.kind !== "call" || isOperand(terminator.callee)) return block;
    const { callee, target, span, scope } = terminator;
    if (callee.kind !== "intrinsic" || callee.name !== "drop_in_place" || target === undefined) return block;
    this.changed = true;
    const type = callee.args[0] as Ty;
    if (!this.tables.needsDrop(type)) return { ...block, terminator: { kind: "goto", target, span, scope } };
    return { ...block, terminator: { ...terminator, callee: { kind: "drop-glue", type } } };
  }

  #temporary(type: Ty): Place {
    this.locals.push({ type, name: undefined, mutable: true, span: this.body.span, scope: 0, visibleIn: 0 });
    return { local: this.locals.length - 1, projection: [], type };
  }

  #drop({ statements }: BasicBlock, { place, target, span, scope }: Extract<Terminator, { kind: "drop" }>): BasicBlock {
    this.changed = true;
    const { tables } = this;
    if (!tables.needsDrop(place.type)) return { statements, terminator: { kind: "goto", target, span, scope } };
    const callee = onlyDestructor(tables, place.type) ?? { kind: "drop-glue", type: place.type };
    const isGlue = callee.kind === "drop-glue";
    const pointer = this.#temporary(isGlue ? tables.types.ptr(place.type, true) : tables.types.ref(place.type, true));
    const value = { kind: "ref", mutable: true, raw: isGlue, place } as const;
    return {
      statements: [...statements, { kind: "assign", place: pointer, value, span, scope }],
      terminator: {
        kind: "call",
        callee,
        args: [{ kind: "move", place: pointer }],
        destination: this.#temporary(UNIT),
        target,
        span,
        scope,
      },
    };
  }
}

export function lowerDrops(body: Body, tables: TypeTables): Body {
  return new DropLowering(body, tables).run();
}
