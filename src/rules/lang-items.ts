// `#[lang = "..."]`: what stands there must be of the kind that the compiler wants, with as many generic parameters, and be the
// only one in all crates. Core has most of them.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute, Item } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { attributeSites } from "./attribute-sites.ts";
import type { AttributeSite } from "./attribute-sites.ts";
import { targetName } from "./attribute-targets.ts";
import type { Target } from "./attribute-targets.ts";
import { attributeName, hasCrateAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { headerSpan } from "./item-spans.ts";
import { isOfCore, langItem } from "./lang-item-table.ts";
import type { LangItem } from "./lang-item-table.ts";

/** "language item" was the word before. */
const LANG_ITEM_SINCE = 82;

const words = ({ session }: CrateView): string => (atLeast(session.release, LANG_ITEM_SINCE) ? "lang item" : "language item");

/** The string behind `lang =`. */
function nameOf({ tree }: CrateView, { args }: Attribute): string | undefined {
  const kind = args.kind === "value" ? tree.expr(args.value).kind : undefined;
  return kind?.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : undefined;
}

/** A name that the compiler does not know. */
export function unknownLangItem(view: CrateView, attribute: Attribute): Diagnostic | undefined {
  const name = attributeName(attribute) === "lang" ? nameOf(view, attribute) : undefined;
  if (name === undefined || langItem(name, view.session.release) !== "unknown") return undefined;
  const what = atLeast(view.session.release, LANG_ITEM_SINCE) ? "lang item" : "language item";
  return error("E0522", `definition of an unknown ${what}: \`${name}\``).at(
    attribute.span,
    `definition of unknown ${words(view)} \`${name}\``,
  );
}

interface Marked {
  readonly site: AttributeSite;
  readonly attribute: Attribute;
  readonly name: string;
  readonly wanted: LangItem;
}

function marked(view: CrateView): Marked[] {
  return attributeSites(view).flatMap((site) => {
    const attribute = site.attrs.find((each) => attributeName(each) === "lang" && nameOf(view, each) !== undefined);
    const name = attribute === undefined ? undefined : nameOf(view, attribute);
    const wanted = name === undefined ? undefined : langItem(name, view.session.release);
    if (attribute === undefined || name === undefined || typeof wanted !== "object" || !isAsked(site.target)) return [];
    return [{ site, attribute, name, wanted }];
  });
}

/** Fields, statements, foreign items and the like are not asked. */
const NOT_ASKED =
  "field expression statement arm type-param lifetime-param const-param param pat-field expr-field macro-call crate closure foreign-fn foreign-static foreign-type".split(
    " ",
  );

const isAsked = (target: Target | undefined): target is Target => target !== undefined && !NOT_ASKED.includes(target);

/** On the way to lang items a block of foreign items goes for one of them. */
const kindName = (target: Target): string => targetName(target === "extern-block" ? "foreign-fn" : target);

/** Own and, of a member, the parameters of the impl or trait round it. */
function parametersOf({ items }: CrateView, { item }: AttributeSite, isMember: boolean): { count: number; span: Span } | undefined {
  if (item === undefined || !("generics" in item.kind)) return undefined;
  const { params, span } = item.kind.generics;
  if (!isMember) return { count: params.length, span };
  const holds = ({ kind, span: { lo, hi } }: Item) =>
    (kind.kind === "impl" || kind.kind === "trait") && lo <= item.span.lo && item.span.hi <= hi;
  const outer = items.findLast((placed) => holds(placed.item))?.item.kind;
  const more = outer !== undefined && "generics" in outer ? outer.generics.params.length : 0;
  return { count: params.length + more, span };
}

const MEMBERS: ReadonlySet<Target> = new Set<Target>(["assoc-const", "assoc-type", "method", "required", "provided", "implemented"]);

function misplaced(view: CrateView, { site, attribute, name, wanted }: Marked): Diagnostic | undefined {
  const target = site.target as Target;
  const subject = `\`${name}\` ${words(view)} must be applied to a`;
  if (target !== wanted.on)
    return error("E0718", `${subject} ${targetName(wanted.on)}`).at(
      attribute.span,
      `attribute should be applied to a ${targetName(wanted.on)}, not a ${kindName(target)}`,
    );
  const isMember = MEMBERS.has(target);
  const found = isMember && !atLeast(view.session.release, LANG_ITEM_SINCE) ? undefined : parametersOf(view, site, isMember);
  if (found === undefined || wanted.parameters === undefined) return undefined;
  const { count, isLeast } = wanted.parameters;
  if (isLeast ? found.count >= count : found.count === count) return undefined;
  const what = targetName(target);
  const are = (number: number) => `${number} generic argument${number === 1 ? "" : "s"}`;
  return error("E0718", `${subject} ${what} with ${isLeast ? "at least " : ""}${are(count)}`)
    .at(attribute.span)
    .label(found.span, `this ${what} has ${are(found.count)}`);
}

/** Misplaced ones and doubled ones. Since 1.85 the first that is doubled is the last that is told. */
export function checkLangItems(view: CrateView): Diagnostic[] {
  const { session } = view;
  const known = new Map<string, Item>();
  return marked(view).flatMap((one) => {
    const wrong = misplaced(view, one);
    if (wrong !== undefined) return [wrong];
    const { name, site } = one;
    if (site.item === undefined) return [];
    const said = error("E0152", `found duplicate lang item \`${name}\``).at(headerSpan(site.item, session.release));
    const first = known.get(name);
    known.set(name, site.item);
    if (first !== undefined) return [said.noteAt(headerSpan(first, session.release), "the lang item is first defined here")];
    if (!isOfCore(name) || hasCrateAttribute(view, "no_core") || !atLeast(session.release, LANG_ITEM_SINCE)) return [];
    const own = session.crateName.replaceAll("-", "_");
    return [
      said
        .note(`the lang item is first defined in crate \`core\` (which \`${own}\` depends on)`)
        .note(`first definition in \`core\` loaded from <sysroot>/lib/rustlib/${session.target.triple}/lib/libcore-<hash>.rlib`)
        .note(`second definition in the local crate (\`${own}\`)`),
    ];
  });
}
