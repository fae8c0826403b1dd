// `mismatched_lifetime_syntaxes`: the result of a function names, leaves out or hides a lifetime otherwise than the parameters do
// that it comes from. In: functions of the crate. Out: findings, one for each lifetime. (rustc_lint: `LifetimeSyntax`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { Param, Tree } from "../../syntax/ast.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { placesIn } from "../types/elision.ts";
import type { Place } from "../types/elision.ts";
import type { FoundLint } from "./report.ts";

/** `&T`, `&'_ T` and `S<'_>` are elided, `S` hides what `'a` names. */
type Category = "hidden" | "elided" | "named";

interface Use {
  readonly place: Place;
  readonly category: Category;
}

interface Group {
  readonly inputs: Use[];
  readonly outputs: Use[];
}

const categoryOf = ({ name, form }: Place): Category => (name !== undefined ? "named" : form === "hidden" ? "hidden" : "elided");
/** Where nothing is written the whole type is shown. */
const shown = ({ form, span, type }: Place): Span => (form === "written" ? span : type);

/** A path that hides several lifetimes hides each. */
const uses = (places: readonly Place[]): Use[] =>
  places.flatMap((place) => Array.from({ length: place.count }, () => ({ place, category: categoryOf(place) })));

export function lifetimeSyntax(tcx: TypeContext, functions: readonly DefId[]): FoundLint[] {
  return functions.flatMap((def) => {
    const kind = tcx.items.item(def)?.kind;
    if (kind?.kind !== "fn" || kind.output === undefined || kind.params.length === 0) return [];
    const tree = tcx.items.tree(def);
    const params = kind.params.map((param) => ({ param, places: placesIn(tcx, tree, param.type) }));
    const groups = grouped(tree, params, placesIn(tcx, tree, kind.output));
    return groups
      .filter(({ inputs, outputs }) => inputs.length > 0 && new Set([...inputs, ...outputs].map(({ category }) => category)).size > 1)
      .map((group) => ({ lint: "mismatched_lifetime_syntaxes", node: 0, diagnostic: finding(group) }));
  });
}

/** The lifetimes of the result, each with the places of the parameters where it stands. */
function grouped(
  tree: Tree,
  params: readonly { readonly param: Param; readonly places: readonly Place[] }[],
  output: readonly Place[],
): Group[] {
  const all = params.flatMap(({ places }) => places);
  const elided = elisionOf(tree, params);
  const groups = new Map<Place | string, Group>();
  for (const use of uses(output)) {
    const key = use.place.name ?? elided?.name ?? elided;
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { inputs: [], outputs: [use] });
    else group.outputs.push(use);
  }
  for (const use of uses(all)) groups.get(use.place.name ?? use.place)?.inputs.push(use);
  return [...groups.values()];
}

/** The place whose lifetime a result's elided one is: that of `&self`, else the only one. */
function elisionOf(tree: Tree, params: readonly { readonly param: Param; readonly places: readonly Place[] }[]): Place | undefined {
  const [first] = params;
  const ofSelf = first?.param.self === undefined ? [] : first.places.filter(({ source }) => source === "reference");
  if (first !== undefined && ofSelf.length > 0)
    return tree.type(first.param.type).kind.kind === "reference" || ofSelf.length === 1 ? ofSelf[0] : undefined;
  const all = params.flatMap(({ places }) => places);
  const [only] = all;
  const names = new Set(all.map(({ name }) => name));
  const isOnly = only !== undefined && (only.name === undefined ? all.length === 1 && only.count === 1 : names.size === 1);
  return isOnly ? only : undefined;
}

function message(categories: ReadonlySet<Category>): string {
  if (!categories.has("named")) return "hiding a lifetime that's elided elsewhere is confusing";
  if (!categories.has("elided")) return "hiding a lifetime that's named elsewhere is confusing";
  if (!categories.has("hidden")) return "eliding a lifetime that's named elsewhere is confusing";
  return "hiding or eliding a lifetime that's named elsewhere is confusing";
}

const ORDER: readonly Category[] = ["hidden", "elided", "named"];

function finding({ inputs, outputs }: Group): DiagnosticBuilder {
  const all = [...inputs, ...outputs];
  const said = warning(message(new Set(all.map(({ category }) => category))));
  const label = (span: Span, category: Category, words: string) => (category === "named" ? said.label(span, words) : said.at(span, words));
  for (const wanted of ORDER) {
    for (const { place, category } of inputs) if (category === wanted) label(shown(place), category, `the lifetime is ${category} here`);
    if (wanted === "hidden") hiddenInResult(said, outputs);
    else
      for (const { place, category } of outputs)
        if (category === wanted) label(shown(place), category, `the same lifetime is ${category} here`);
  }
  said.help("the same lifetime is referred to in inconsistent ways, making the signature confusing");
  suggestions(all).forEach(({ words, edits }, i) => {
    said.suggest(words, edits, i === 0 ? "MachineApplicable" : "MaybeIncorrect", i === 0 ? "verbose" : "tool-only");
  });
  return said;
}

function hiddenInResult(said: DiagnosticBuilder, outputs: readonly Use[]): void {
  const counts = new Map<Place, number>();
  for (const { place, category } of outputs) if (category === "hidden") counts.set(place, (counts.get(place) ?? 0) + 1);
  for (const [place, count] of counts)
    said.at(shown(place), count === 1 ? "the same lifetime is hidden here" : "the same lifetimes are hidden here");
}

interface Suggested {
  readonly words: string;
  readonly edits: readonly Edit[];
}

/** The best first: the name that there is, references without and paths with `'_`, nothing written, `'_` everywhere. */
function suggestions(all: readonly Use[]): Suggested[] {
  const places = [...new Set(all.map(({ place }) => place))];
  const named = places.find(({ name }) => name !== undefined);
  const edited = (name: string, some: readonly Place[]): Edit[] => [
    ...some.filter(({ form }) => form !== "hidden").map(({ edit }) => edit(name)),
    ...some.filter(({ form }) => form === "hidden").map(({ edit }) => edit(name)),
  ];
  if (named?.name !== undefined) {
    const others = places.filter(({ name }) => name === undefined);
    return [{ words: `consistently use \`${named.name}\``, edits: edited(named.name, others) }];
  }
  const found: Suggested[] = [];
  const hidden = places.filter(({ form }) => form === "hidden");
  const isMixed =
    places.some(({ source }) => source === "reference") && places.some(({ source }) => source === "path") && hidden.length > 0;
  if (isMixed) found.push({ words: "use `'_` for type paths", edits: edited("'_", hidden) });
  const writtenReferences = places.filter(({ source, form }) => source === "reference" && form === "written");
  if (writtenReferences.length > 0 && places.every(({ source }) => source === "reference")) {
    const removed = writtenReferences.map(({ edit }) => edit(""));
    found.push({ words: "remove the lifetime name from references", edits: removed });
  }
  const unwritten = places.filter(({ form }) => form !== "written");
  if (!isMixed && unwritten.length > 0) found.push({ words: "consistently use `'_`", edits: edited("'_", unwritten) });
  return found;
}
