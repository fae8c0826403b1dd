// Which types have an operator's trait, for errors of operators on numbers and `bool`: core's macros make the impls (`add_impl!` in
// ops/arith.rs, `bitand_impl!` in ops/bit.rs), so each is pointed at in its macro, and the macro's call besides. Few are shown where
// they stand; more than four are listed.
import type { DiagnosticBuilder, LabeledSpan } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { TraitRef } from "./predicates.ts";
import type { Ty } from "./ty.ts";

/** From this release on impls are shown where they stand. */
const SHOWS_IMPLS = 90;
const ARITHMETIC: ReadonlySet<string> = new Set(["Add", "Sub", "Mul", "Div", "Rem"]);
const BITS: ReadonlySet<string> = new Set(["BitAnd", "BitOr", "BitXor"]);
const SHIFTS: ReadonlySet<string> = new Set(["Shl", "Shr"]);
/** In the order of their names. */
const INTEGERS = ["i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32", "u64", "u8", "usize"];
const FLOATS = ["f128", "f16", "f32", "f64"];
/** So many are listed. */
const LISTED = 8;
/** What a literal could be has so many impls that are not listed: `u32` also by `Duration`, integers also by `NonZero`. */
const LITERALS_REST: Readonly<Record<string, number>> = { Add: 56, Sub: 56, Mul: 57, Div: 62, Rem: 62, Shl: 568, Shr: 568 };
const BITS_REST = 40;
const SHIFTS_REST = 40;
const SHIFT_ASSIGNS_REST = 16;

export function adviseOperatorImpls(tcx: TypeContext, { trait, args }: TraitRef, said: DiagnosticBuilder): void {
  const [self] = args;
  if (tcx.session.release.minor < SHOWS_IMPLS || self === undefined || tcx.items.isLocal(trait)) return;
  const name = tcx.items.name(trait);
  const plain = name.replace(/Assign$/, "");
  if (!ARITHMETIC.has(plain) && !BITS.has(plain) && !SHIFTS.has(plain)) return;
  const subject = self.kind === "ref" ? self.target : self;
  if (subject.kind !== "int" && subject.kind !== "float" && subject.kind !== "bool" && subject.kind !== "infer") return;
  const type = tcx.print(subject);
  if (plain !== name) return adviseAssigns(tcx, name, plain, subject, said);
  const words = `the following other types implement trait \`${name}<Rhs>\``;
  const list = (lines: readonly string[], rest?: number): void => {
    const more = rest === undefined ? "" : `\nand ${rest} others`;
    said.help(`${words}:${lines.map((line) => `\n  ${line}`).join("")}${more}`);
  };
  const has = (one: string, other?: string) => `\`${one}\` implements \`${name}${other === undefined ? "" : `<${other}>`}\``;
  if (subject.kind === "infer") {
    const other = args[1];
    if (other?.kind !== "int" && other?.kind !== "float") return list(...literals(plain, has));
    if (SHIFTS.has(plain)) return;
    const number = tcx.print(other);
    const labels = [has(`&${number}`, number)];
    return show(tcx, said, words, macroOf(plain, other), has(number), { by: "forward_ref_binop", labels });
  }
  if (SHIFTS.has(plain)) {
    const others = INTEGERS.filter((each) => each !== type).slice(0, LISTED);
    return list(
      others.map((other) => has(`&${type}`, `&${other}`)),
      SHIFTS_REST,
    );
  }
  const more = special(plain, subject, type);
  if (more !== undefined) return list([has(`&${type}`, type), has(`&${type}`), has(type, `&${type}`), has(type, more), has(type)]);
  const labels = [has(`&${type}`, type), has(type, `&${type}`), has(`&${type}`)];
  show(tcx, said, words, macroOf(plain, subject), has(type), { by: "forward_ref_binop", labels });
}

/** What stands on the right besides the type itself. */
function special(name: string, { kind }: Ty, type: string): string | undefined {
  if (name === "Mul" && type === "u32") return "Duration";
  if (kind === "int" && type.startsWith("u") && (name === "Div" || name === "Rem")) return `NonZero<${type}>`;
  return kind === "bool" ? "Mask<T, N>" : undefined;
}

const snake = (name: string): string => name.replace("Assign", "_assign").toLowerCase();

function macroOf(name: string, { kind }: Ty): string {
  if (name === "Div" || name === "Rem") return `${snake(name)}_impl_${kind === "float" ? "float" : "integer"}`;
  return `${snake(name)}_impl`;
}

/** What any number has, as the type is not known yet. */
function literals(name: string, has: (one: string, other?: string) => string): [readonly string[], number] {
  if (SHIFTS.has(name)) {
    const [first = "", ...others] = INTEGERS;
    return [others.slice(0, LISTED).map((other) => has(`&${first}`, `&${other}`)), LITERALS_REST[name] ?? 0];
  }
  const types = BITS.has(name) ? INTEGERS.slice(0, LISTED / 2) : FLOATS;
  const lines = types.flatMap((type) => [has(`&${type}`, type), has(`&${type}`)]);
  return [lines, BITS.has(name) ? BITS_REST : (LITERALS_REST[name] ?? 0)];
}

function adviseAssigns(tcx: TypeContext, name: string, plain: string, subject: Ty, said: DiagnosticBuilder): void {
  const type = tcx.print(subject);
  const words = `\`${type}\` implements trait \`${name}<Rhs>\``;
  if (SHIFTS.has(plain)) {
    const lines = INTEGERS.slice(0, LISTED).map((other) => `\n  ${name}<&${other}>`);
    return void said.help(`${words}:${lines.join("")}\nand ${SHIFT_ASSIGNS_REST} others`);
  }
  // Where the impls for `NonZero` are is another matter.
  if (subject.kind === "infer" || (special(plain, subject, type)?.startsWith("NonZero") ?? false)) return;
  const macro = `${snake(name)}_impl`;
  show(tcx, said, words, macro, `\`${name}\``, { by: "forward_ref_op_assign", labels: [`\`${name}<&${type}>\``] });
}

/** Files of core that were pointed at. */
const pointedAt = new WeakMap<TypeContext, Set<string>>();

/** rustc shows files in the order in which it came to know them. */
function isForwardingFirst(tcx: TypeContext, macro: string): boolean {
  const files = pointedAt.get(tcx) ?? new Set();
  const own = macro.startsWith("bit") ? "bit" : "arith";
  const isFirst = files.size > 0 && !files.has(own);
  pointedAt.set(tcx, files.add(own));
  return isFirst;
}

/** `own`: of the macro's impl; `forwarded`: of those that another macro makes of it for references. */
function show(tcx: TypeContext, said: DiagnosticBuilder, words: string, macro: string, own: string, forwarded: Forwarded): void {
  const places = tcx.items.placesInCore([`!${macro}::i0`, `!${macro}::call`]);
  const others = tcx.items.placesInCore(forwarded.labels.map((_, i) => `!${forwarded.by}::i${i}`));
  const [impl, call] = places ?? [];
  if (impl === undefined || call === undefined || others === undefined) return;
  const spans: LabeledSpan[] = [
    { span: impl, primary: true, label: own },
    { span: call, primary: false, label: "in this macro invocation", isDrawnOnly: true },
  ];
  const references = others.map((span, i): LabeledSpan => ({ span, primary: true, label: forwarded.labels[i] ?? "" }));
  const isBehind = isForwardingFirst(tcx, macro);
  const all = isBehind ? [...references, ...spans] : [...spans, ...references];
  said.help(words, ...all);
  const origin = isBehind ? `\`${forwarded.by}\` which comes from the expansion of the macro \`${macro}\`` : `\`${macro}\``;
  const what = said.level === "error" ? "error" : "warning";
  const message = `this ${what} originates in the macro ${origin} (in Nightly builds, run with -Z macro-backtrace for more info)`;
  said.children.push({ level: "note", message, spans: [], isDrawnOnly: true });
}

interface Forwarded {
  readonly by: string;
  readonly labels: readonly string[];
}
