// Whether values of a data type have an end: a type that holds itself without a pointer in between has none (E0072). In: a
// data type of the crate. Out: one report for each cycle, at the member that stands first. Asked the way rustc asks
// (`check_representability`): fields in order, a type's definition before those of its arguments that are stored in it; the
// first cycle that is met is told, and all that led to it is given up.
import { type Edit, error } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Path, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

/** As many members of a cycle are shown. */
const SHOWN = 5;

type Answer = "asked" | "finite" | "endless";

/** What is being asked: a data type, by one of its fields or not yet; or a use of one, with its arguments. */
type Frame =
  | { readonly kind: "definition"; readonly def: DefId; field: DefId | undefined }
  | { readonly kind: "use"; readonly type: Ty & { readonly kind: "adt" } };

interface Member {
  readonly def: DefId;
  readonly field: DefId;
}

export class Representability {
  readonly #tcx: TypeContext;
  readonly #definitions = new Map<DefId, Answer>();
  readonly #uses = new Map<Ty, Answer>();
  readonly #stored = new Map<DefId, ReadonlySet<number>>();
  readonly #frames: Frame[] = [];

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
  }

  /** False of what holds itself, and of what holds such a type. */
  isFinite(def: DefId): boolean {
    return this.#answer(this.#definitions, def, { kind: "definition", def, field: undefined }, (frame) =>
      this.#tcx.adt(def).variants.every((variant) =>
        variant.fields.every(({ name, type }) => {
          if (frame.kind === "definition") frame.field = this.#field(variant.def, name);
          return this.#isFiniteType(type);
        }),
      ),
    );
  }

  get hasEndless(): boolean {
    return [...this.#definitions.values()].includes("endless");
  }

  #isFiniteType(type: Ty): boolean {
    if (type.kind === "array") return this.#isFiniteType(type.element);
    if (type.kind === "tuple") return type.elements.every((element) => this.#isFiniteType(element));
    if (type.kind !== "adt") return true;
    return this.#answer(this.#uses, type, { kind: "use", type }, () => {
      if (this.#tcx.items.isLocal(type.def) && !this.isFinite(type.def)) return false;
      const stored = this.#storedParameters(type.def);
      return type.args.every((arg, i) => !stored.has(i) || this.#isFiniteType(arg));
    });
  }

  #answer<K>(known: Map<K, Answer>, key: K, frame: Frame, ask: (frame: Frame) => boolean): boolean {
    const before = known.get(key);
    if (before === "asked") this.#report(frame);
    if (before !== undefined) return before === "finite";
    known.set(key, "asked");
    this.#frames.push(frame);
    const answer = ask(frame);
    this.#frames.pop();
    known.set(key, answer ? "finite" : "endless");
    return answer;
  }

  /** Numbers of the type parameters whose values a type of this definition stores. */
  #storedParameters(def: DefId): ReadonlySet<number> {
    const known = this.#stored.get(def);
    if (known !== undefined) return known;
    const found = new Set<number>();
    this.#stored.set(def, found);
    const mark = (type: Ty): void => {
      if (type.kind === "param") found.add(type.index);
      else if (type.kind === "array") mark(type.element);
      else if (type.kind === "tuple") type.elements.forEach(mark);
      else if (type.kind === "adt") {
        const inner = this.#storedParameters(type.def);
        type.args.forEach((arg, i) => inner.has(i) && mark(arg));
      }
    };
    if (!this.#tcx.isLang(def, "phantom_data"))
      for (const { fields } of this.#tcx.adt(def).variants) for (const { type } of fields) mark(type);
    return found;
  }

  /** `again` is met while it is being asked. */
  #report(again: Frame): void {
    const first = this.#frames.findIndex((frame) => isSame(frame, again));
    const cycle = this.#frames.slice(first);
    const members = cycle.flatMap((frame) =>
      frame.kind === "definition" && frame.field !== undefined ? [{ def: frame.def, field: frame.field }] : [],
    );
    // Types that are finite in themselves, so that the cycle goes through their arguments.
    const through = new Set(cycle.flatMap((frame) => (frame.kind === "use" ? [frame.type.def] : [])));
    for (const { def } of members) through.delete(def);
    const { items } = this.#tcx;
    const start = members.reduce(
      (least, { def }, i) => (items.span(def).lo < items.span((members[least] as Member).def).lo ? i : least),
      0,
    );
    this.#tell([...members.slice(start), ...members.slice(0, start)], through);
  }

  #tell(members: readonly Member[], through: ReadonlySet<DefId>): void {
    const names = members.map(({ def }) => `\`${this.#tcx.items.shownPath(def)}\``);
    const shown = members.slice(0, SHOWN);
    const said = error(
      "E0072",
      `recursive ${names.length === 1 ? "type" : "types"} ${listed(names)} ${names.length === 1 ? "has" : "have"} infinite size`,
    );
    for (const { def } of shown) said.at(this.#tcx.headSpan(def));
    const edits: Edit[] = [];
    shown.forEach(({ field }, i) => {
      const next = (members[(i + 1) % members.length] as Member).def;
      for (const span of this.#mentions(field, next, through)) {
        said.label(span, "recursive without indirection");
        edits.push({ span: { ...span, hi: span.lo }, text: "Box<" }, { span: { ...span, lo: span.hi }, text: ">" });
      }
    });
    const help = "insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle";
    this.#tcx.report(said.suggest(help, edits, "HasPlaceholders", "verbose"));
  }

  #field(owner: DefId, name: string): DefId | undefined {
    const { items } = this.#tcx;
    return items.named(owner, name).find((child) => items.kind(child) === "field");
  }

  /** Where the field's type, as written, stores `needle`; all of it if that is behind an alias. */
  #mentions(field: DefId, needle: DefId, through: ReadonlySet<DefId>): readonly Span[] {
    const { items } = this.#tcx;
    const written = items.field(field)?.type;
    if (written === undefined) return [];
    const tree = items.tree(field);
    const found: Span[] = [];
    const look = (id: TypeId): void => {
      const { kind } = tree.type(id);
      if (kind.kind === "paren") look(kind.inner);
      else if (kind.kind === "array") look(kind.element);
      else if (kind.kind === "tuple") kind.elements.forEach(look);
      else if (kind.kind === "path" && kind.qself === undefined) lookAtPath(id, kind.path);
    };
    const lookAtPath = (id: TypeId, path: Path): void => {
      const base = items.resolution(tree, id)?.base;
      if (base?.kind !== "def" || !DATA_KINDS.has(items.kind(base.def))) return;
      if (base.def === needle) found.push(tree.span(id));
      if (items.isLocal(base.def) && !through.has(base.def)) return;
      const args = path.segments.at(-1)?.args;
      const types = args?.kind === "angle" ? args.args.filter(({ kind }) => kind !== "lifetime") : [];
      const stored = this.#storedParameters(base.def);
      types.forEach((arg, i) => arg.kind === "type" && stored.has(i) && look(arg.type));
    };
    look(written);
    return found.length > 0 ? found : [tree.span(written)];
  }
}

const DATA_KINDS: ReadonlySet<string> = new Set(["struct", "enum", "union"]);

function isSame(frame: Frame, other: Frame): boolean {
  return frame.kind === "use" ? other.kind === "use" && frame.type === other.type : other.kind === "definition" && frame.def === other.def;
}

/** `A`, `B` and `C` */
function listed(names: readonly string[]): string {
  if (names.length > SHOWN) return `${names.slice(0, SHOWN).join(", ")} and ${names.length - SHOWN} more`;
  return names.length === 1 ? (names[0] as string) : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
