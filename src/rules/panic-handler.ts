// A freestanding program brings its own panic handler: core calls it, and nothing else would define it. rustc wants
// exactly one in the crates that are linked, as a function of the right type.
import { isComplete } from "../target/session.ts";
import { DUMMY_SPAN } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute, Item } from "../syntax/ast.ts";
import { atLeast, type Release } from "../target/release.ts";
import { describeItem, findAttribute } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";
import { headerSpan, signatureSpan } from "./item-spans.ts";
import { hasStd } from "./standard-library.ts";

interface Marked {
  readonly placed: PlacedItem;
  readonly attribute: Attribute;
}

/** Foreign items are not looked at. */
function markedItems({ items }: CrateView): Marked[] {
  return items.flatMap((placed) => {
    const attribute = placed.within === "extern-block" ? undefined : findAttribute(placed.item.attrs, "panic_handler");
    return attribute === undefined ? [] : [{ placed, attribute }];
  });
}

const isFree = ({ item, within }: PlacedItem): boolean => item.kind.kind === "fn" && within !== "trait" && within !== "impl";

/** The functions that are panic handlers of this crate. */
export function panicHandlers(view: CrateView): Item[] {
  return markedItems(view).flatMap(({ placed }) => (isFree(placed) ? [placed.item] : []));
}

/** Since then methods of impls of traits have a name of their own. */
const NAMES_IMPLS = 90;

function describeMarked({ item, within, parent }: PlacedItem, release: Release): string {
  if (item.kind.kind !== "fn") return describeItem(item);
  if (within === "trait") return item.kind.body === undefined ? "required trait method" : "provided trait method";
  if (parent?.kind.kind === "impl" && parent.kind.trait === undefined) return "inherent method";
  return atLeast(release, NAMES_IMPLS) ? "trait method in an impl block" : "provided trait method";
}

/** Misplaced and doubled handlers: found while lang items are collected. */
export function checkHandlerPlaces(view: CrateView): Diagnostic[] {
  const { release } = view.session;
  const words = atLeast(release, 82) ? "lang item" : "language item";
  const misplaced = markedItems(view)
    .filter(({ placed }) => !isFree(placed))
    .map(({ placed, attribute }) =>
      error("E0718", `\`panic_impl\` ${words} must be applied to a function`).at(
        attribute.span,
        `attribute should be applied to a function, not a ${describeMarked(placed, release)}`,
      ),
    );
  const [first, ...others] = panicHandlers(view);
  const doubled = others.map((other) =>
    error("E0152", "found duplicate lang item `panic_impl`")
      .at(headerSpan(other, release))
      .noteAt(headerSpan(first as Item, release), "the lang item is first defined here"),
  );
  return [...misplaced, ...doubled];
}

/** Another crate that brings a handler: its name, the library it is in, and the crate that names it. */
export interface OuterHandler {
  readonly source: { readonly name: string; readonly library: string };
  readonly dependencyOf: string;
}

/** A library is made from the metadata of others, a program from their code. */
function loadedFrom({ session }: CrateView, { source }: OuterHandler): string {
  const path = session.crateType === "lib" ? source.library.replace(/\.rlib$/, ".rmeta") : source.library;
  return `definition in \`${source.name}\` loaded from ${path}`;
}

/** There may be one in all crates together. What stands in others is collected first. */
export function checkOuterHandlers(view: CrateView, [first, second]: readonly OuterHandler[]): Diagnostic[] {
  const [own] = panicHandlers(view);
  const { release, crateName } = view.session;
  if (first === undefined || (own === undefined && second === undefined)) return [];
  const known = `the lang item is first defined in crate \`${first.source.name}\` (which \`${first.dependencyOf}\` depends on)`;
  if (second !== undefined) {
    const { source, dependencyOf } = second;
    const end = atLeast(release, 82) ? "" : ".";
    return [
      error("E0152", `duplicate lang item in crate \`${source.name}\` (which \`${dependencyOf}\` depends on): \`panic_impl\`${end}`)
        .at(DUMMY_SPAN)
        .note(known)
        .note(`first ${loadedFrom(view, first)}`)
        .note(`second ${loadedFrom(view, second)}`),
    ];
  }
  return [
    error("E0152", "found duplicate lang item `panic_impl`")
      .at(headerSpan(own as Item, release))
      .note(known)
      .note(`first ${loadedFrom(view, first)}`)
      .note(`second definition in the local crate (\`${crateName.replaceAll("-", "_")}\`)`),
  ];
}

/** Parameters of a handler other than lifetimes: whatever its type otherwise is. */
export function checkHandlerGenerics(handler: Item): Diagnostic[] {
  const params = handler.kind.kind === "fn" ? handler.kind.generics.params : [];
  const kinds = ["type", "const"].filter((kind) => params.some((param) => param.kind === kind));
  return kinds.map((kind) => error(`should have no ${kind} parameters`).at(signatureSpan(handler)));
}

/** Since then rustc looks at what other attributes a handler has; and since then at its name. */
const REFUSES_ATTRIBUTES = 80;
const REFUSES_NAMES = 90;

/** How core calls a handler, and under what name, is not for its author to say. Told behind all other attributes. */
export function checkHandlerAttributes(view: CrateView): Diagnostic[] {
  const { release } = view.session;
  return panicHandlers(view).flatMap((handler) => {
    const refused = handler.attrs.flatMap((attribute) => {
      const name = ["track_caller", "target_feature"].find((each) => findAttribute([attribute], each) !== undefined);
      if (name === undefined || !atLeast(release, REFUSES_ATTRIBUTES)) return [];
      const words = `\`#[panic_handler]\` function is not allowed to have \`#[${name}]\``;
      return [error(words).at(attribute.span).label(signatureSpan(handler), words)];
    });
    const named = findAttribute(handler.attrs, "no_mangle");
    return named === undefined || !atLeast(release, REFUSES_NAMES) ? refused : [...refused, namedHandler(handler, named)];
  });
}

function namedHandler(handler: Item, { span }: Attribute): Diagnostic {
  return error("`#[no_mangle]` cannot be used on internal language items")
    .at(span)
    .label(signatureSpan(handler), "should be the internal language item")
    .note("Rustc requires this item to have a specific mangled name.")
    .note("If you are trying to prevent mangling to ease debugging, many")
    .note("debuggers support a command such as `rbreak rust_begin_unwind` to")
    .note("match `.*rust_begin_unwind.*` instead of `break rust_begin_unwind` on a specific name");
}

/** Reported where the weak lang items of all crates are known. */
export function checkHandlerPresence(view: CrateView, inDependencies: boolean): Diagnostic[] {
  if (!isComplete(view.session) || hasStd(view) || inDependencies) return [];
  return panicHandlers(view).length > 0 ? [] : [error("`#[panic_handler]` function required, but not found")];
}
