// A trait that a type does not have: E0277, or a refusal where core may have an impl that kbuild's core lacks. The words of
// core's own traits (`rustc_on_unimplemented`) are a table; what else rustc says is in `unsatisfied-advice.ts`.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { TraitRef } from "./predicates.ts";
import { adviseNumberConversions } from "./conversion-impls.ts";
import { adviseIndexImpls } from "./index-impls.ts";
import { adviseOperatorImpls } from "./operator-impls.ts";
import { isUnit, STR, type Ty } from "./ty.ts";
import { isFloating } from "./ty-util.ts";
import { mayBeCores } from "./unmodelled.ts";
import { adviseConversions, adviseDerive, adviseImpls, adviseIntegers, canDerive } from "./unsatisfied-advice.ts";

/** Traits that core implements for types for which kbuild's core does not. */
const UNMODELLED: ReadonlySet<string> = new Set(["LowerExp", "UpperExp", "From", "Into", "TryFrom", "TryInto", "Default"]);
/** Integers alone are these, of numbers. */
const OF_INTEGERS: ReadonlySet<string> = new Set(["Eq", "Ord", "Hash"]);
/** Floating-point numbers are written in these ways by core, and not yet by kbuild's. */
const FORMATS_OF_FLOATS: ReadonlySet<string> = new Set(["Debug", "Display", "LowerExp", "UpperExp"]);
/** Likewise, for its structs and enums: of all but a few builders core has a text, not always of fields that kbuild's have, too. */
const UNMODELLED_OF_ADTS: ReadonlyMap<string, (name: string) => boolean> = new Map<string, (name: string) => boolean>([
  ["Debug", () => true],
  ["Hash", (name) => name === "Discriminant"],
]);
/** Since then a type of the crate is shown, and long words stand in a help. */
const SHOWS_TYPE = 90;

export interface Words {
  readonly message?: string;
  readonly label?: string;
  readonly notes?: readonly string[];
}

type Says = (self: string, type: Ty, other: string) => Words;

const same = (message: string, ...notes: string[]): Words => ({ message, label: message, notes });
const RANGE =
  "if you want to iterate between `start` until a value `end`, use the exclusive range syntax `start..end` or the inclusive range syntax `start..=end`";

/** What is to be called, and how: `(u8,)` are the arguments. */
const callable =
  (name: string): Says =>
  (self, _, inputs) => {
    const sugared = `${name}${inputs.replace(/,\)$/, ")")}`;
    const said = {
      message: `expected a \`${sugared}\` closure, found \`${self}\``,
      label: `expected an \`${sugared}\` closure, found \`${self}\``,
    };
    return inputs === "()" ? { ...said, notes: [`wrap the \`${self}\` in a closure with no arguments: \`|| { /* code */ }\``] } : said;
  };

const INDICES = "slice indices are of type `usize` or ranges of `usize`";

/** By the name of core's trait. */
const WORDS: ReadonlyMap<string, Says> = new Map<string, Says>([
  ...["Fn", "FnMut", "FnOnce"].map((name): [string, Says] => [name, callable(name)]),
  ["Sync", (self) => same(`\`${self}\` cannot be shared between threads safely`)],
  ["Send", (self) => same(`\`${self}\` cannot be sent between threads safely`)],
  [
    "Sized",
    (self) => ({
      message: `the size for values of type \`${self}\` cannot be known at compilation time`,
      label: "doesn't have a size known at compile-time",
    }),
  ],
  [
    "Iterator",
    (self, type) =>
      same(`\`${self}\` is not an iterator`, ...(type.kind === "int" || (type.kind === "infer" && type.of === "int") ? [RANGE] : [])),
  ],
  [
    "PartialEq",
    (self, _, other) => ({
      message: `can't compare \`${self}\` with \`${other}\``,
      label: `no implementation for \`${self} == ${other}\``,
    }),
  ],
  [
    "PartialOrd",
    (self, _, other) => ({
      message: `can't compare \`${self}\` with \`${other}\``,
      label: `no implementation for \`${self} < ${other}\` and \`${self} > ${other}\``,
    }),
  ],
  ["SliceIndex", (self, _, whole) => ({ message: `the type \`${whole}\` cannot be indexed by \`${self}\``, label: INDICES })],
  ["StrIndex", (self) => ({ message: `the type \`str\` cannot be indexed by \`${self}\``, label: "string indices are ranges of `usize`" })],
  ["Display", (self) => ({ message: `\`${self}\` doesn't implement \`Display\`` })],
  ["Debug", (self) => ({ message: `\`${self}\` doesn't implement \`Debug\`` })],
]);

/** The words that one of core's traits has for what lacks it. */
export function wordsOf(tcx: TypeContext, { trait, args }: TraitRef): Words | undefined {
  const subject = args[0] as Ty;
  if (tcx.items.isLocal(trait)) return undefined;
  return WORDS.get(tcx.items.name(trait))?.(tcx.print(subject), subject, args[1] === undefined ? "" : tcx.print(args[1]));
}

/** `ref` resolved as far as it is known. `label`: in the place of the trait's own. */
export function unsatisfied(tcx: TypeContext, ref: TraitRef, span: Span, formatted?: Words): DiagnosticBuilder {
  const { trait, args } = ref;
  const subject = args[0] as Ty;
  const self = tcx.print(subject);
  const name = tcx.printer.trait(trait, args);
  if (isUnmodelled(tcx, ref, formatted !== undefined)) return unsupported("KB0223", `the trait \`${name}\` of \`${self}\``, span);
  const ofCore = tcx.items.isLocal(trait) ? undefined : tcx.items.name(trait);
  const words = { ...wordsOf(tcx, ref), ...formatted };
  const said = error("E0277", words.message ?? `the trait bound \`${self}: ${name}\` is not satisfied`);
  explain(tcx, ref, said, span, words.label);
  for (const note of words.notes ?? []) said.note(note);
  const debugging = debuggingNote(tcx, ref);
  if (debugging !== undefined) said.note(debugging);
  if (isFloating(subject) && ofCore !== undefined && OF_INTEGERS.has(ofCore)) adviseIntegers(said, name);
  else if (subject.kind !== "param") adviseImpls(tcx, ref, said);
  adviseOperatorImpls(tcx, ref, said);
  adviseNumberConversions(tcx, ref, said);
  const indexed = ofCore === "StrIndex" ? STR : ofCore === "SliceIndex" ? args[1] : undefined;
  if (indexed !== undefined) adviseIndexImpls(tcx, subject, indexed, said).ended();
  adviseDerive(tcx, ref, said, tcx.session.release.minor >= 90);
  return said;
}

/** How a type of the crate gets `Debug`. */
export function debuggingNote(tcx: TypeContext, { trait, args: [subject] }: TraitRef): string | undefined {
  if (tcx.items.isLocal(trait) || tcx.items.name(trait) !== "Debug" || subject?.kind !== "adt" || !tcx.items.isLocal(subject.def))
    return undefined;
  const self = tcx.print(subject);
  return `add \`#[derive(Debug)]\` to \`${self}\` or manually \`impl Debug for ${self}\``;
}

/** That the trait is not implemented: as the label, or as a help where there is another label or a type to show. */
function explain(tcx: TypeContext, ref: TraitRef, said: DiagnosticBuilder, span: Span, label: string | undefined): void {
  const subject = ref.args[0] as Ty;
  const sort = subject.kind === "closure" ? " closure" : subject.kind === "fn-def" ? " fn item" : "";
  const isOfText = !tcx.items.isLocal(ref.trait) && tcx.items.name(ref.trait) === "StrIndex";
  const name = isOfText ? "SliceIndex<str>" : tcx.printer.trait(ref.trait, ref.args);
  const words = `the trait \`${name}\` is not implemented for${sort} \`${tcx.print(subject)}\``;
  const isShown =
    tcx.session.release.minor >= SHOWS_TYPE && subject.kind === "adt" && tcx.items.isLocal(subject.def) && !canDerive(tcx, ref);
  if (label === undefined && !isShown) return void said.at(span, words);
  said.at(span, label ?? "unsatisfied trait bound");
  if (isShown && adviseConversions(tcx, ref, said)) return;
  if (isShown) said.helpAt(tcx.headSpan(subject.def), words);
  else if (subject.kind !== "param") said.help(words);
}

/** Whose conversions among each other are all modelled. */
function isPlain(type: Ty): boolean {
  return type.kind === "int" || type.kind === "bool" || isUnit(type);
}

const FOREIGN_TO_NUMBERS: ReadonlySet<string> = new Set(["int", "bool", "float", "tuple", "array", "slice", "ptr"]);

/** A number, whose `From` is modelled as far as what it is made of is no struct of core's. */
function isMadeOfKnown(tcx: TypeContext, self: Ty, other: Ty): boolean {
  if (self.kind !== "int" && self.kind !== "float" && self.kind !== "char") return false;
  if (other.kind === "adt") return ["core::option::Option", "core::result::Result"].includes(tcx.items.path(other.def));
  if (other.kind === "char") return self.kind === "float" || (self.kind === "int" && !/^u(?:32|64|128)$/.test(tcx.print(self)));
  // What dereferencing would mend is told otherwise.
  if (other.kind === "ref") return other.target.kind === "str" || other.target.kind === "slice";
  return FOREIGN_TO_NUMBERS.has(other.kind) && !(self.kind === "float" && other.kind === "bool");
}

/** Core has more impls for its own types than are modelled. */
function isUnmodelled(tcx: TypeContext, { trait, args }: TraitRef, isFormatted: boolean): boolean {
  const subject = args[0] as Ty;
  if (tcx.items.isLocal(trait) || !mayBeCores(tcx, subject)) return false;
  if (args.some((type) => type.kind === "adt" && tcx.items.isLocal(type.def))) return false;
  const name = tcx.items.name(trait);
  if (name === "From" && (args.every(isPlain) || isMadeOfKnown(tcx, subject, args[1] as Ty))) return false;
  if (subject.kind === "adt" && UNMODELLED_OF_ADTS.get(name)?.(tcx.items.name(subject.def)) === true) return true;
  if (isFloating(subject) && FORMATS_OF_FLOATS.has(name)) return true;
  return !isFormatted && (UNMODELLED.has(name) || (isFloating(subject) && !tcx.isLang(trait, "copy") && !OF_INTEGERS.has(name)));
}
