// `--emit=mir`: the bodies of a crate's functions, statics and constants, before optimization, as rustc prints them.
import type { SourceMap, Span } from "../../base/source.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { buildBody } from "../../mir/build/body.ts";
import { Unsupported } from "../../mir/build/builder.ts";
import { printMir } from "../../mir/print.ts";
import type { MirItem, MirNames } from "../../mir/print.ts";
import type { ResolvedProgram } from "../../sema/names/program.ts";
import type { TypedCrate } from "../../sema/types/check-crate.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Instance, TypeTables } from "../../sema/types/tables.ts";
import type { Item, Tree } from "../../syntax/ast.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { genericContext } from "./generate.ts";

export interface MirText {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

const KINDS: ReadonlyMap<string, MirItem["kind"]> = new Map([
  ["fn", "fn"],
  ["assoc-fn", "fn"],
  ["static", "static"],
  ["const", "const"],
  ["assoc-const", "const"],
]);

/** What is written after `->`, or the place where it would stand; of a static or constant, its type. */
function resultSpan(tree: Tree, item: Item): Span {
  const { kind } = item;
  if (kind.kind === "fn") {
    if (kind.output !== undefined) return tree.type(kind.output).span;
    const end = kind.body === undefined ? kind.signatureSpan.hi : tree.block(kind.body).span.lo;
    return { lo: end, hi: end };
  }
  return "type" in kind && typeof kind.type === "number" ? tree.type(kind.type).span : item.span;
}

function itemOf(program: ResolvedProgram, def: DefId): { item: Item; tree: Tree } {
  const { tree, node } = program.definitions.get(def);
  return { tree, item: tree.item(node) };
}

/** `module::function` below the crate's root; a method is shown behind its impl's type. */
function shownPath(program: ResolvedProgram, tables: TypeTables, def: DefId): string {
  const { name, parent } = program.definitions.get(def);
  if (parent === undefined) return "";
  const owner = program.definitions.get(parent);
  if (owner.parent === undefined) return name;
  if (owner.kind === "impl") return `<impl ${tables.print(tables.typeOf(parent))}>::${name}`;
  return `${shownPath(program, tables, parent)}::${name}`;
}

function namesOf(tables: TypeTables, program: ResolvedProgram, sources: SourceMap, session: Session): MirNames {
  const modern = atLeast(session.release, 70);
  const place = (position: number) => {
    const found = sources.locate(position);
    return { file: found?.file.shownName ?? "", text: `${found?.line ?? 0}:${found?.column ?? 0}` };
  };
  return {
    type: modern ? tables.printWithLifetimes : tables.print,
    instance: (instance) => instanceText(tables, program, instance),
    item: (def) => program.definitions.get(def).name,
    adt: (def) => tables.adt(def),
    location: ({ lo, hi }) => `${place(lo).file}:${place(lo).text}: ${place(hi).text}`,
  };
}

function instanceText(tables: TypeTables, program: ResolvedProgram, instance: Instance): string {
  switch (instance.kind) {
    case "item":
    case "intrinsic":
    case "virtual":
      return tables.printPath(instance.def, instance.args);
    case "foreign":
      return program.definitions.get(instance.def).name;
    case "constructor":
      return tables.adt(instance.adt).variants[instance.variant]?.name ?? "";
    default:
      return `{${instance.kind}}`;
  }
}

export function mirText(session: Session, sources: SourceMap, program: ResolvedProgram, typed: TypedCrate): MirText {
  const { tables } = typed;
  const items: MirItem[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { id: def, kind: shape } of program.definitions.own()) {
    const kind = program.definitions.isLocal(def) ? KINDS.get(shape) : undefined;
    const body = kind === undefined ? undefined : tables.body(def);
    if (kind === undefined || body === undefined) continue;
    const { item, tree } = itemOf(program, def);
    try {
      items.push({
        kind,
        mutable: item.kind.kind === "static" && item.kind.mutable,
        body: buildBody(genericContext(session, program, typed, def), shownPath(program, tables, def), body, tables.identityArgs(def)),
        resultSpan: resultSpan(tree, item),
      });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      diagnostics.push(unsupported("KB0001", error.construct, error.span));
    }
  }
  const look = { comments: !atLeast(session.release, 70), modern: atLeast(session.release, 70), unwind: unwindAction(session) };
  return { text: printMir(items, namesOf(tables, program, sources, session), look), diagnostics };
}

const unwindAction = ({ panic }: Session) => (panic === "abort" ? ("unreachable" as const) : ("continue" as const));
