// What parses and yet cannot be: items without bodies, visibility where none may stand, `self` in free functions.
// rustc checks this between expansion and name resolution (Reference: the grammar notes of each item).
import type { Span } from "../base/source.ts";
import { type Diagnostic, type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { Fn, Generics, Item, ItemId, ItemKind, Param, Visibility } from "./ast.ts";
import type { ParseOptions } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import { enabledFeatures } from "./feature-gates.ts";
import { checkExpressionAttributes } from "./expression-attributes.ts";
import { checkNeverTypes } from "./never-types.ts";
import { checkBoundPlaces, checkObjectBounds } from "./validate-bounds.ts";
import { checkAliasWhere, checkAsciiName, checkForeignBody, checkForeignItem, checkTypeBounds } from "./validate-foreign.ts";
import { checkGenerics, checkUnusedDefaults } from "./validate-generics.ts";
import { checkParameterPatterns, checkRangePattern } from "./validate-patterns.ts";
import { checkBoundForm, checkTypeForm } from "./validate-types.ts";
import { forEachNode } from "./walk.ts";

type Place = "free" | "trait" | "impl" | "trait-impl" | "extern";

/** The diagnostics of an expanded crate. */
export function validateTree(tree: SyntaxTree, options: ParseOptions, snippet: (span: Span) => string): Validation {
  const validator = new Validator(tree, options, snippet);
  validator.diagnostics.push(...checkNeverTypes(tree), ...checkExpressionAttributes(tree));
  // Items among statements stay in the tree when `cfg` takes them away.
  const removed = [...tree.removedNodes()].filter((node) => K.isItemKind(tree.kind(node))).map((node) => tree.span(node));
  forEachNode(tree, (id) => {
    const kind = tree.kind(id);
    if (removed.length > 0 && isWithin(tree.span(id), removed)) return;
    if (K.isItemKind(kind)) validator.item(tree.item(id));
    else if (kind === K.FnPointerType || kind === K.ImplTraitType) validator.diagnostics.push(...checkTypeForm(tree, id));
    else if (kind === K.TraitObjectType) validator.diagnostics.push(...checkObjectBounds(tree, id, options.release.minor));
    else if (kind === K.TraitBound) validator.diagnostics.push(...checkBoundForm(tree, id));
    else if (kind === K.RangePat && options.edition >= 2021) validator.diagnostics.push(...checkRangePattern(tree, id));
  });
  return validator;
}

const isWithin = ({ lo }: Span, spans: readonly Span[]): boolean => spans.some((span) => span.lo <= lo && lo < span.hi);

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  /** Errors that lints tell of, at items whose attributes may allow them. */
  readonly lints: readonly { readonly lint: string; readonly node: ItemId; readonly diagnostic: Diagnostic }[];
}

class Validator {
  readonly diagnostics: DiagnosticBuilder[] = [];
  readonly lints: { lint: string; node: ItemId; diagnostic: Diagnostic }[] = [];
  readonly #associated = new Map<ItemId, Place>();
  /** The blocks that foreign items stand in. */
  readonly #blocks = new Map<ItemId, Item>();

  constructor(
    readonly tree: SyntaxTree,
    readonly options: ParseOptions,
    readonly snippet: (span: Span) => string,
  ) {}

  #foreign(item: Item): void {
    const block = this.#blocks.get(item.id);
    const isUnsafe = block?.kind.kind === "extern-block" && block.kind.safety === "unsafe";
    if (block !== undefined) for (const found of checkForeignBody(this.tree, item, block.span, this.snippet)) this.#report(found);
    for (const found of checkForeignItem(item, isUnsafe, this.snippet)) this.#report(found);
  }

  item(item: Item): void {
    const place = this.#associated.get(item.id) ?? "free";
    const { kind } = item;
    if ("generics" in kind) this.#generics(item, kind.generics);
    for (const found of checkBoundPlaces(this.tree, item, this.options.release.minor)) this.#report(found);
    for (const found of checkAsciiName(item)) this.#report(found);
    if (place === "extern") this.#foreign(item);
    this.#default(item, place);
    if (kind.kind === "type-alias") this.#alias(kind, place);
    if (kind.kind === "type-alias" && kind.type !== undefined && place === "trait") this.#typeDefault(item);
    if (kind.kind === "static" && kind.safety === "unsafe" && place === "free") {
      const words = "static items cannot be declared with `unsafe` safety qualifier outside of `extern` block";
      this.#report(error(words).at(item.span));
    }
    if (kind.kind === "fn") this.#fn(item, kind, place);
    else if (kind.kind === "const" && kind.value === undefined && place !== "trait") this.#withoutBody(item, "constant", place);
    else if (kind.kind === "static" && kind.value === undefined && place !== "extern") this.#withoutBody(item, "static", place);
    else if (kind.kind === "type-alias" && kind.type === undefined && place !== "trait" && place !== "extern")
      this.#withoutBody(item, "type", place);
    else if (kind.kind === "impl") this.#impl(item, kind.trait !== undefined, kind.items);
    else if (kind.kind === "trait") this.#members(kind.items, "trait", "trait items always share the visibility of their trait");
    else if (kind.kind === "extern-block") this.#externBlock(item, kind.items);
    else if (kind.kind === "enum") {
      const note = "enum variants and their fields always share the visibility of the enum they are in";
      for (const variant of kind.variants) {
        this.#noVisibility(variant.visibility, note);
        if (variant.data.kind !== "unit") for (const field of variant.data.fields) this.#noVisibility(field.visibility, note);
      }
    } else if (kind.kind === "mod" && kind.safety === "unsafe") {
      this.#report(error("module cannot be declared unsafe").at(this.#wordSpan(item.span, "unsafe")));
    }
  }

  #report(diagnostic: DiagnosticBuilder): void {
    this.diagnostics.push(diagnostic);
  }

  #generics(item: Item, generics: Generics): void {
    for (const found of checkGenerics(this.tree, generics, this.snippet)) this.#report(found);
    if (item.kind.kind !== "fn" && item.kind.kind !== "impl") return;
    const { minor } = this.options.release;
    for (const diagnostic of checkUnusedDefaults(this.tree, generics, "type", minor))
      this.#lint(item, "invalid_type_param_default", diagnostic);
  }

  #lint(item: Item, lint: string, diagnostic: DiagnosticBuilder): void {
    this.lints.push({ lint, node: item.id, diagnostic });
  }

  /** `default` leaves an item of an impl to other impls. */
  #default({ kind, span }: Item, place: Place): void {
    if ((kind.kind !== "fn" && kind.kind !== "const" && kind.kind !== "type-alias") || !kind.default) return;
    const isAllowed = place === "trait-impl" || (place === "impl" && this.options.release.minor >= 90);
    if (!isAllowed)
      this.#report(
        error("`default` is only allowed on items in trait impls").at(kind.kind === "fn" ? { ...span, hi: kind.signatureSpan.hi } : span),
      );
  }

  /** E0658 */
  #typeDefault({ span }: Item): void {
    if (enabledFeatures(this.tree).has("associated_type_defaults")) return;
    const said = error("E0658", "associated type defaults are unstable").at(span);
    this.#report(said.note("see issue #29661 <https://github.com/rust-lang/rust/issues/29661> for more information"));
  }

  #alias(kind: ItemKind & { kind: "type-alias" }, place: Place): void {
    if (place === "impl" || place === "trait-impl") for (const found of checkTypeBounds(kind.bounds, "`impl`s")) this.#report(found);
    if (place === "free") for (const found of checkTypeBounds(kind.bounds, "this context")) this.#report(found);
    if (place === "free") for (const found of checkAliasWhere(this.tree, kind)) this.#report(found);
  }

  #wordSpan({ lo }: Span, word: string): Span {
    return { lo, hi: lo + word.length };
  }

  #members(items: readonly ItemId[], place: Place, note: string | undefined): void {
    for (const id of items) {
      this.#associated.set(id, place);
      if (note !== undefined) this.#noVisibility(this.tree.item(id).visibility, note);
    }
  }

  #impl(item: Item, ofTrait: boolean, items: readonly ItemId[]): void {
    if (ofTrait) this.#noVisibility(item.visibility, "trait items always share the visibility of their trait");
    else this.#noVisibility(item.visibility, "place qualifiers on individual impl items instead");
    this.#negative(item);
    this.#members(items, ofTrait ? "trait-impl" : "impl", ofTrait ? "trait items always share the visibility of their trait" : undefined);
  }

  /** E0198 */
  #negative({ kind, span }: Item): void {
    if (kind.kind !== "impl" || !kind.negative || kind.safety !== "unsafe" || kind.trait === undefined) return;
    const before = this.snippet({ ...span, hi: kind.trait.span.lo });
    const sign = span.lo + before.lastIndexOf("!");
    const said = error("E0198", "negative impls cannot be unsafe").at({ ...kind.trait.span, lo: sign });
    const word = span.lo + before.indexOf("unsafe");
    said.label({ ...span, lo: sign, hi: sign + 1 }, "negative because of this");
    this.#report(said.label({ ...span, lo: word, hi: word + "unsafe".length }, "unsafe because of this"));
  }

  #externBlock(item: Item, items: readonly ItemId[]): void {
    this.#noVisibility(item.visibility, "place qualifiers on individual foreign items instead");
    this.#members(items, "extern", undefined);
    if (item.kind.kind === "extern-block") for (const id of items) this.#blocks.set(id, item);
    if (item.kind.kind === "extern-block" && item.kind.safety === "unsafe" && this.options.release.minor < 82)
      this.#report(error("extern block cannot be declared unsafe").at(this.#wordSpan(item.span, "unsafe")));
    if (this.options.edition < 2024 || item.kind.kind !== "extern-block" || item.kind.safety === "unsafe") return;
    this.#report(error("extern blocks must be unsafe").at(item.span));
  }

  /** E0449 */
  #noVisibility(visibility: Visibility, note: string): void {
    if (visibility.kind === "inherited") return;
    const { span } = visibility;
    if (this.options.release.minor < 73) {
      this.#report(
        error("E0449", "unnecessary visibility qualifier").at(
          span,
          visibility.kind === "public" && note.startsWith("trait items") ? "`pub` not permitted here because it's implied" : undefined,
        ),
      );
      return;
    }
    const { lo, hi } = span;
    this.#report(
      error("E0449", "visibility qualifiers are not permitted here")
        .at(span)
        .note(note)
        .suggest("remove the qualifier", [{ span: { lo, hi }, text: "" }], "MachineApplicable", "inline"),
    );
  }

  // --- Bodies ----------------------------------------------------------------------------------------------------

  #withoutBody(item: Item, what: "constant" | "static" | "type", place: Place): void {
    const [free, associated] = { constant: ["constant item", "constant"], static: ["static item", "static"], type: ["type alias", "type"] }[
      what
    ];
    const noun = place === "free" ? (free as string) : (associated as string);
    const text = what === "type" ? " = <type>;" : " = <expr>;";
    this.#report(this.#bodyMissing(item.span, place, noun, what, text));
  }

  #bodyMissing(span: Span, place: Place, noun: string, name: string, text: string): DiagnosticBuilder {
    const message =
      place === "free" ? `free ${noun} without${noun === "function" ? " a" : ""} body` : `associated ${noun} in \`impl\` without body`;
    const semicolon = { lo: span.hi - 1, hi: span.hi };
    return error(message)
      .at(span)
      .suggest(`provide a definition for the ${name}`, [{ span: semicolon, text }], "HasPlaceholders", "inline");
  }

  #fn(item: Item, fn: Fn, place: Place): void {
    this.#receivers(fn.params, place);
    if (place === "extern" || (place === "trait" && fn.body === undefined)) {
      for (const found of checkParameterPatterns(this.tree, fn.params, place)) {
        if (found.lint === undefined) this.#report(found);
        else this.#lint(item, found.lint, found);
      }
    }
    if (fn.header.constness && (place === "trait" || place === "trait-impl")) this.#constInTrait(fn, place);
    if (place === "extern") {
      return;
    }
    if (fn.body === undefined && place !== "trait") {
      const missing = this.#bodyMissing(item.span, place, "function", "function", " { <body> }");
      if (place === "free") this.#suggestExternBlock(item.span, fn, missing);
      this.#report(missing);
    }
  }

  /** `extern "C" fn f();` may have been meant as a declaration. */
  #suggestExternBlock({ hi }: Span, { header }: Fn, missing: DiagnosticBuilder): void {
    const { extern } = header;
    if (extern.kind === "none" || this.options.release.minor < 64) return;
    const [abi, place] = extern.kind === "implicit" ? ["", extern.span.hi] : [` "${extern.abi.value}"`, extern.abi.span.hi];
    const lo = place - `extern${abi}`.length;
    const message = "if you meant to declare an externally defined function, use an `extern` block";
    const edits = [
      { span: { lo, hi: place }, text: `extern${abi} {` },
      { span: { lo: hi, hi }, text: " }" },
    ];
    missing.suggest(message, edits, "MaybeIncorrect", "verbose");
  }

  /** E0379 */
  #constInTrait({ signatureSpan }: Fn, place: "trait" | "trait-impl"): void {
    const where = place === "trait-impl" && this.options.release.minor >= 77 ? "trait impls" : "traits";
    const at = this.#wordSpan(signatureSpan, "const");
    const said = error("E0379", `functions in ${where} cannot be declared const`).at(at, `functions in ${where} cannot be const`);
    const removed = { lo: at.lo, hi: at.hi + 1 };
    this.#report(said.suggest("remove the `const`", [{ span: removed, text: "" }], "MachineApplicable", "inline"));
  }

  /** `self` belongs to associated functions. */
  #receivers(params: readonly Param[], place: Place): void {
    if (place !== "free" && place !== "extern") return;
    // A later one is the parser's to report.
    const first = params[0];
    if (first?.self === undefined) return;
    this.#report(
      error("`self` parameter is only allowed in associated functions")
        .at(first.span, "not semantically valid as function parameter")
        .note("associated functions are those in `impl` or `trait` definitions"),
    );
  }
}
