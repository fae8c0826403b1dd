// The rules in the order rustc reports them, by phase. `afterExpansion` goes with unknown macros and imports,
// `onItems` comes between names and types, `beforeCode` is told when everything else was right.
import type { Span } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { NodeId } from "../syntax/ast.ts";
import * as K from "../syntax/node-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { atLeast } from "../target/release.ts";
import { checkAttributeFiles, type ReadFile } from "./attribute-files.ts";
import { checkAttributes, checkCallAttributes } from "./attributes.ts";
import type { AttributeFindings } from "./attributes.ts";
import { checkCallingConventions } from "./calling-conventions.ts";
import { hasCrateAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { checkEntryPoint, checkMainForm, checkRuntime } from "./entry-point.ts";
import { checkGatedAttributes } from "./gated-attributes.ts";
import { checkLinkAttributes } from "./link-attribute.ts";
import { checkParameterAttributes } from "./parameter-attributes.ts";
import { checkProcMacroAttributes } from "./proc-macro-attributes.ts";
import { checkSafeMethods, checkTargetFeatures } from "./target-feature.ts";
import { checkRepresentations } from "./representation.ts";
import { checkLangItems } from "./lang-items.ts";
import { checkHandlerAttributes, checkHandlerPlaces, checkHandlerPresence, checkOuterHandlers, panicHandlers } from "./panic-handler.ts";
import type { OuterHandler } from "./panic-handler.ts";
import { checkNoCore, checkStandardLibrary, hasStd, wantsStd } from "./standard-library.ts";
import { hasStdByHarness } from "./test-harness.ts";
import { checkUnwinding } from "./unwinding.ts";
import { unusedDocs } from "./unused-docs.ts";

export interface ItemFindings extends AttributeFindings {
  /** Errors that come right before bodies are checked. */
  readonly main: readonly Diagnostic[];
  /** Nothing is told behind them. */
  readonly isLast: boolean;
}

/** `readFile`: a file of the crate by its path as diagnostics show it. */
export function afterExpansion(view: CrateView, readFile: ReadFile): Diagnostic[] {
  return [
    ...checkStandardLibrary(view),
    ...checkParameterAttributes(view),
    ...checkProcMacroAttributes(view),
    ...checkGatedAttributes(view),
    ...checkAttributeFiles(view, readFile),
    ...checkCallAttributes(view).errors,
  ];
}

/** Up to 1.76 a missing `main` ended a run that was to make code before lang items were collected. */
function weakLangItems(view: CrateView, isEnded: boolean, inDependencies: boolean): Diagnostic[] {
  const old = !atLeast(view.session.release, 77);
  const nobodyAsks = wantsStd(view) && !hasStd(view) && checkRuntime(view).length === 0;
  if (old && (isEnded || nobodyAsks)) return [];
  if (hasStdByHarness(view)) return [];
  const doubled = panicHandlers(view).length > 1;
  return [...checkHandlerPresence(view, inDependencies), ...(doubled ? [] : checkUnwinding(view))];
}

export type EarlyLint = AttributeFindings["lints"][number] & { readonly when?: number };

/** Where the innermost module round a place begins; before everything: the crate. */
function moduleAt({ items }: CrateView, place: number): number {
  const holds = ({ lo, hi }: Span) => lo <= place && place < hi;
  return Math.max(-1, ...items.flatMap(({ item }) => (item.kind.kind === "mod" && holds(item.span) ? [item.span.lo] : [])));
}

/** Lints that come with those of expansion. */
export function whileExpanding(view: CrateView): readonly EarlyLint[] {
  if (!atLeast(view.session.release, 90)) return [];
  const found = [...checkCallAttributes(view).lints, ...unusedDocs(view)];
  // What is told of a macro call among items belongs to the module that it is in.
  const { tree } = view;
  const isItem = (node: NodeId) => tree instanceof SyntaxTree && tree.kind(node) === K.MacroItem;
  return found.map((one) => (isItem(one.node) ? { ...one, when: moduleAt(view, tree.span(one.node).lo) } : one));
}

/** `outer`: other crates that bring a panic handler. */
export function onItems(view: CrateView, outer: readonly OuterHandler[] = [], makesCode = true): ItemFindings {
  if (hasCrateAttribute(view, "no_core")) return { errors: checkNoCore(view), lints: [], main: [], isLast: false };
  const { errors, lints } = checkAttributes(view);
  const entry = checkEntryPoint(view);
  const old = !atLeast(view.session.release, 77);
  const places = [...checkHandlerPlaces(view), ...checkOuterHandlers(view, outer), ...checkLangItems(view)];
  const doubled = old ? -1 : places.findIndex(({ code, message }) => code === "E0152" || message.startsWith("duplicate lang item"));
  if (doubled >= 0) return { errors: places.slice(0, doubled + 1), lints: [], main: [], isLast: true };
  const weak = weakLangItems(view, makesCode && entry.length > 0, outer.length > 0);
  const representations = checkRepresentations(view);
  const conventions = [...checkLinkAttributes(view), ...representations.errors, ...checkCallingConventions(view)];
  const all = old
    ? [...conventions, ...errors, ...places, ...entry, ...weak, ...checkTargetFeatures(view)]
    : [
        ...conventions,
        ...places,
        ...weak,
        ...entry,
        ...errors,
        ...checkTargetFeatures(view),
        ...checkSafeMethods(view),
        ...checkHandlerAttributes(view),
      ];
  return { errors: all, lints: [...representations.lints, ...lints], main: checkMainForm(view), isLast: false };
}

export function beforeCode(view: CrateView): Diagnostic[] {
  return checkRuntime(view);
}
