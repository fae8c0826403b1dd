// `#![feature(..)]`: what a stable release refuses, what is gone, and what has been there for everybody for long. Experimental
// things of one release are often neither in the next, so the words name the release that decided.
import type { Span } from "../base/source.ts";
import { error, warning } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { FoundLint } from "../sema/lints/report.ts";
import type { Attribute, TokenRange } from "../syntax/ast.ts";
import * as T from "../syntax/token-kinds.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { featureTables } from "../target/known-features.ts";
import type { FeatureTables } from "../target/known-features.ts";
import { atLeast } from "../target/release.ts";
import type { Session } from "../target/session.ts";
import { attributeName } from "./crate-view.ts";

interface NamedFeature {
  readonly name: string;
  readonly span: Span;
}

export interface FeatureFindings {
  /** Told before anything is expanded. */
  readonly removed: readonly Diagnostic[];
  /** Told with the checks of syntax. */
  readonly refused: readonly Diagnostic[];
  readonly lints: readonly FoundLint[];
  /** Told when all items are known. */
  readonly unknown: readonly Diagnostic[];
}

const NOTHING: FeatureFindings = { removed: [], refused: [], lints: [], unknown: [] };

export function checkFeatures(tree: SyntaxTree, session: Session): FeatureFindings {
  const attributes = tree.crate.attrs.filter((attribute) => attributeName(attribute) === "feature");
  if (attributes.length === 0) return NOTHING;
  const read = attributes.map((attribute) => ({ attribute, ...readFeatures(tree, attribute) }));
  const first = read.find(({ named }) => named.length > 0)?.attribute;
  const named = read.flatMap((each) => each.named);
  if (!atLeast(session.release, 90)) {
    const refused = session.unstableFeatures
      ? []
      : read.filter((each) => each.named.length > 0).map(({ attribute }) => notOnStable(attribute.span));
    return { ...NOTHING, refused };
  }
  const tables = featureTables();
  const removed = named.flatMap((feature) => removedFeature(feature, tables));
  const enabled = named.filter(({ name }) => tables.removed(name) === undefined);
  const refused = session.unstableFeatures || enabled.length === 0 || first === undefined ? [] : [refuse(first.span, named, tables)];
  const malformed = read.flatMap((each) => each.malformed);
  const lints = [...lintsOf(enabled, tables), ...read.flatMap(({ attribute, isEmpty }) => (isEmpty ? [emptyList(attribute)] : []))];
  return { removed, refused: [...refused, ...malformed], lints, unknown: unknownFeatures(enabled, tables) };
}

interface ReadFeatures {
  readonly named: readonly NamedFeature[];
  readonly malformed: readonly Diagnostic[];
  /** `#![feature()]` */
  readonly isEmpty: boolean;
}

function readFeatures(tree: SyntaxTree, attribute: Attribute): ReadFeatures {
  const { args, span } = attribute;
  if (args.kind === "delimited" && args.delimiter === "paren") {
    const { named, wrong } = namesIn(tree, args.tokens);
    const malformed = wrong.map(({ at, code, label }) => mustBeList(code, span).label(at, label));
    return { named, malformed, isEmpty: args.tokens.from === args.tokens.to };
  }
  const label = "expected this to be a list";
  const said = error("E0539", MALFORMED);
  if (args.kind === "empty") said.at(span, label);
  else said.at(span).label(withEquals(attribute, args.span), label);
  return { named: [], malformed: [said.suggest(FORM, [{ span, text: SHAPE }], "MaybeIncorrect")], isEmpty: false };
}

/** ` = value` begins at its equals sign. */
function withEquals({ path }: Attribute, value: Span): Span {
  const gap = value.lo - path.span.hi;
  return { ...value, lo: gap === 1 ? path.span.hi : path.span.hi + 1 };
}

const MALFORMED = "malformed `feature` attribute input";
const FORM = "must be of the form";
const SHAPE = "#![feature(feature1, feature2, ...)]";

function mustBeList(code: string, span: Span) {
  return error(code, MALFORMED)
    .at(span)
    .suggest(FORM, [{ span, text: SHAPE }], "MaybeIncorrect");
}

function emptyList({ span }: Attribute): FoundLint {
  const said = warning("unused attribute")
    .at(span)
    .suggest("remove this attribute", [{ span, text: "" }], "MachineApplicable");
  return { lint: "unused_attributes", node: 0, diagnostic: said.note("using `feature` with an empty list has no effect") };
}

interface WrongFeature {
  readonly at: Span;
  readonly code: "E0539" | "E0565";
  readonly label: string;
}

/** The names of a list, and what in it is none. */
function namesIn(tree: SyntaxTree, { from, to }: TokenRange): { named: NamedFeature[]; wrong: WrongFeature[] } {
  const { tokens } = tree;
  const named: NamedFeature[] = [];
  const wrong: WrongFeature[] = [];
  for (let at = from; at < to; at++) {
    const start = at;
    while (at < to && tokens.kind(at) !== T.Comma) at = tokens.afterTree(at);
    const isName = tokens.kind(start) === T.Ident;
    if (isName && at === start + 1) named.push({ name: tokens.text(start), span: tokens.span(start) });
    else if (isName && tokens.kind(start + 1) !== T.PathSep) {
      const rest = { ...tokens.span(start + 1), hi: tokens.span(at - 1).hi };
      wrong.push({ at: rest, code: "E0565", label: "didn't expect any arguments here" });
    } else
      wrong.push({ at: { ...tokens.span(start), hi: tokens.span(at - 1).hi }, code: "E0539", label: "expected a valid identifier here" });
  }
  return { named, wrong };
}

function removedFeature({ name, span }: NamedFeature, tables: FeatureTables): Diagnostic[] {
  const row = tables.removed(name);
  if (row === undefined) return [];
  const said = error("E0557", "feature has been removed").at(span, "feature has been removed");
  const pull = row.pull === undefined ? "" : `; see <https://github.com/rust-lang/rust/pull/${row.pull}> for more information`;
  said.note(`removed in ${row.since}${pull}`);
  return [row.reason === undefined ? said : said.note(row.reason)];
}

function notOnStable(span: Span) {
  return error("E0554", "`#![feature]` may not be used on the stable release channel").at(span);
}

function refuse(span: Span, named: readonly NamedFeature[], { accepted }: FeatureTables): Diagnostic {
  const said = notOnStable(span);
  for (const { name } of named) {
    const since = accepted.get(name);
    if (since !== undefined)
      said.help(`the feature \`${name}\` has been stable since \`${since}\` and no longer requires an attribute to enable`);
  }
  const allStable = named.every(({ name }) => accepted.has(name));
  if (allStable) said.suggest("remove the attribute", [{ span, text: "" }], "MachineApplicable");
  return said;
}

function lintsOf(all: readonly NamedFeature[], tables: FeatureTables): FoundLint[] {
  const named = all.filter(({ name }, i) => !all.slice(i + 1).some((later) => later.name === name));
  const doubled = all.filter(({ name }, i) => all.slice(0, i).some((earlier) => earlier.name === name));
  const lint = (name: string, diagnostic: Diagnostic): FoundLint => ({ lint: name, node: 0, diagnostic });
  const internal = named.flatMap(({ name, span }) => {
    if (tables.incomplete.has(name)) {
      const words = `the feature \`${name}\` is incomplete and may not be safe to use and/or cause compiler crashes`;
      return [lint("incomplete_features", warning(words).at(span))];
    }
    if (!tables.internal.has(name) && name !== "core_intrinsics" && !/_internals?$/.test(name)) return [];
    const said = warning(`the feature \`${name}\` is internal to the compiler or standard library`).at(span);
    return [lint("internal_features", said.note("using it is strongly discouraged"))];
  });
  const stable = (from: ReadonlyMap<string, string>) =>
    named.flatMap(({ name, span }) => {
      const since = from.get(name);
      if (since === undefined) return [];
      const words = `the feature \`${name}\` has been stable since ${since} and no longer requires an attribute to enable`;
      return [lint("stable_features", warning(words).at(span))];
    });
  const library = new Map([...tables.stableLibrary].filter(([name]) => !tables.accepted.has(name)));
  const twice = doubled.map(({ name, span }) =>
    lint("duplicate_features", error(`the feature \`${name}\` has already been enabled`).at(span)),
  );
  return [...internal, ...stable(tables.accepted), ...twice, ...stable(library).sort(byMessage)];
}

function byMessage(a: FoundLint, b: FoundLint): number {
  return a.diagnostic.message < b.diagnostic.message ? -1 : 1;
}

function unknownFeatures(named: readonly NamedFeature[], tables: FeatureTables): Diagnostic[] {
  return named.filter(({ name }) => !tables.isKnown(name)).map(({ name, span }) => error("E0635", `unknown feature \`${name}\``).at(span));
}
