// The door to the parser: files to trees, and token ranges to fragments for the macro expander.
//
// A crate's files all go into one `SyntaxTree`. `parseCrate` reads the root file; a `mod name;` is an item without
// contents until the expander, which knows `cfg` and `#[path]`, finds its file, calls `parseModule` and
// `tree.attachModule`. `loadModule` is for callers without `cfg`: it is asked for every such item at once.
//
// As rustc does, a file whose brackets do not match, or that holds an unterminated literal, gets the lexer's words only.
import type { SourceFile, SourceMap } from "../base/source.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import { type GatedSyntax, type ParseOptions, SyntaxFailure, SyntaxStop } from "./cursor.ts";
import type { Flaw } from "./flaws.ts";
import { flawDiagnostic, isFatalFlaw, isMereWarning } from "./flaw-words.ts";
import { lexFile } from "./lexer.ts";
import * as K from "./node-kinds.ts";
import { FragmentParser } from "./parse-fragments.ts";
import * as T from "./token-kinds.ts";
import { textDirectionDiagnostics } from "./text-direction.ts";
import { SyntaxTree } from "./tree.ts";
import { bracketDiagnostics } from "./unbalanced.ts";

export type { GatedSyntax, ParseOptions } from "./cursor.ts";

export interface CrateOptions extends ParseOptions {
  /** The file of `mod name;`, or undefined to leave the module without contents. */
  readonly loadModule?: (tree: SyntaxTree, item: ItemId, within: SourceFile) => SourceFile | undefined;
}

export interface ParsedCrate {
  readonly tree: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
  /** Syntax that needs a feature, in order of the text. */
  readonly gated: readonly GatedSyntax[];
  /** The root file could not be read to its end: rustc stops there. What was mended stops nothing. */
  readonly isBroken: boolean;
}

/** The contents of a file as a module: lists of items and inner attributes, for `tree.attachModule`. */
export interface ParsedModule {
  readonly items: number;
  readonly attributes: number;
  readonly lo: number;
  readonly hi: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Of this file; `tree.gated` holds them all. */
  readonly gated: readonly GatedSyntax[];
  /** It could not be read to its end. */
  readonly isBroken: boolean;
}

export function parseCrate(sources: SourceMap, file: SourceFile, options: CrateOptions): ParsedCrate {
  const tree = new SyntaxTree();
  const root = parseModule(tree, sources, file, options);
  const diagnostics = [...root.diagnostics];
  const at = tree.allocate(6);
  tree.words.set([0, 0, K.INLINE, root.items, root.lo, root.hi], at);
  const id = tree.addNode(K.Mod, root.lo, root.hi, 0, at);
  tree.setAttributes(id, root.attributes);
  tree.setRoot(id);
  if (options.loadModule !== undefined) loadModules(tree, sources, file, options, diagnostics);
  // Nobody will look at the types.
  if (root.isBroken || options.parseOnly === true) diagnostics.push(...tree.takeUntyped());
  return { tree, diagnostics, gated: tree.gated, isBroken: root.isBroken };
}

/** Parses a file into a tree that exists. */
export function parseModule(tree: SyntaxTree, sources: SourceMap, file: SourceFile, options: ParseOptions): ParsedModule {
  const lexed = lexFile(tree.tokens, file.text, file.start, options);
  const span = { lo: file.start, hi: file.start + file.text.length };
  const diagnostics: Diagnostic[] = [];
  reportFlaws(lexed.flaws, file, options, diagnostics);
  if (!lexed.balanced && !lexed.flaws.some((flaw) => isFatalFlaw(flaw.kind))) {
    for (const diagnostic of bracketDiagnostics(tree.tokens, lexed, file)) diagnostics.push(diagnostic);
  }
  if (!lexed.balanced || lexed.flaws.some((flaw) => isFatalFlaw(flaw.kind))) {
    return { items: 0, attributes: 0, ...span, diagnostics, gated: [], isBroken: true };
  }
  for (const { kind, lo } of lexed.flaws) if (!isMereWarning(kind)) tree.tokens.markFlawed(lexed, lo);
  const parser = newParser(tree, lexed.from, lexed.to, options, sources);
  const gatedBefore = tree.gated.length;
  let attributes = 0;
  let items = 0;
  let isBroken = false;
  parser.isFile = true;
  try {
    attributes = parser.parseInnerAttributes();
    items = parser.parseModItems(T.Eof);
  } catch (failure) {
    if (!(failure instanceof SyntaxStop)) parser.report(failureDiagnostic(failure));
    isBroken = true;
    items = tree.addList(itemsSoFar(tree, parser.scratch), 0);
  }
  for (const diagnostic of parser.diagnostics) diagnostics.push(diagnostic);
  if (options.parseOnly !== true) diagnostics.push(...textDirectionDiagnostics(tree.tokens, lexed, file));
  for (const { kind, lo, hi } of lexed.flaws) if (kind === "frontmatter") parser.gate("frontmatter", { lo, hi });
  return { items, attributes, ...span, diagnostics, gated: tree.gated.slice(gatedBefore), isBroken };
}

/** What a file that failed had before the failure; unfinished parts of the failed item follow and are dropped. */
function itemsSoFar(tree: SyntaxTree, scratch: readonly NodeId[]): NodeId[] {
  const end = scratch.findIndex((node) => !K.isItemKind(tree.kind(node)));
  return scratch.slice(0, end < 0 ? scratch.length : end);
}

function reportFlaws(flaws: readonly Flaw[], file: SourceFile, options: ParseOptions, diagnostics: Diagnostic[]): void {
  for (const flaw of flaws) {
    if (flaw.kind === "emoji-identifier" && options.parseOnly === true) continue;
    const diagnostic = flawDiagnostic(flaw, file, options.release.minor);
    if (diagnostic !== undefined) diagnostics.push(diagnostic);
    if (isFatalFlaw(flaw.kind)) break;
  }
}

function newParser(tree: SyntaxTree, from: number, to: number, options: ParseOptions, sources: SourceMap): FragmentParser {
  const parser = new FragmentParser(tree, from, to, options);
  parser.hasNewline = (lo, hi) => lo < hi && hi - lo < 1_000_000 && sources.snippet({ lo, hi }).includes("\n");
  parser.snippet = (span) => sources.snippet(span);
  return parser;
}

function failureDiagnostic(failure: unknown): DiagnosticBuilder {
  if (failure instanceof SyntaxFailure) return failure.diagnostic;
  throw failure;
}

/** Loads `mod name;` items, also those in files so loaded. */
function loadModules(tree: SyntaxTree, sources: SourceMap, root: SourceFile, options: CrateOptions, out: Diagnostic[]): void {
  for (let item = 1; item < tree.nodeCount; item++) {
    if (tree.nodeKinds[item] !== K.Mod || tree.field(item, 3) !== K.NO_LIST) continue;
    const within = sources.fileAt(tree.span(item).lo) ?? root;
    const file = options.loadModule?.(tree, item, within);
    if (file === undefined) continue;
    const parsed = parseModule(tree, sources, file, options);
    for (const diagnostic of parsed.diagnostics) out.push(diagnostic);
    tree.attachModule(item, parsed);
  }
}

export type FragmentKind =
  | "expr"
  | "items"
  | "trait-items"
  | "impl-items"
  | "extern-items"
  | "item"
  | "stmts"
  | "stmt"
  | "pat"
  | "pat-single"
  | "ty"
  | "path"
  | "block"
  | "vis"
  | "meta"
  | "literal"
  | "lifetime"
  | "ident"
  | "tt";

export interface ParsedFragment {
  /** One node; for `items` and `stmts` all of them. A token for `ident`, `tt`, `meta`. */
  readonly nodes: readonly NodeId[];
  /** The first token that was not taken. */
  readonly end: number;
  /** What made it fail; `nodes` is empty then. */
  readonly failure: Diagnostic | undefined;
  /** What was reported but mended. */
  readonly diagnostics: readonly Diagnostic[];
  readonly gated: readonly GatedSyntax[];
  /** Says that neither a comma nor what could have gone on stands at `end`. */
  noComma(): Diagnostic;
}

/** Says that no comma stands where the tokens `[from, to)` begin. */
export function noCommaAt(
  tree: SyntaxTree,
  sources: SourceMap,
  { from, to }: { readonly from: number; readonly to: number },
  options: ParseOptions,
): Diagnostic {
  return noComma(newParser(tree, from, to, options, sources));
}

function noComma(parser: FragmentParser): Diagnostic {
  parser.expectNote(T.Comma);
  return parser.expectedOneOf();
}

/** Parses the tokens `[from, to)` as a fragment. What is left over is the caller's business (`end`). */
export function parseFragment(
  tree: SyntaxTree,
  sources: SourceMap,
  range: { readonly from: number; readonly to: number },
  kind: FragmentKind,
  options: ParseOptions,
): ParsedFragment {
  const parser = newParser(tree, range.from, range.to, options, sources);
  const gatedBefore = tree.gated.length;
  try {
    const nodes = parseNodes(parser, kind);
    const gated = tree.gated.slice(gatedBefore);
    return { nodes, end: parser.at, failure: undefined, diagnostics: parser.diagnostics, gated, noComma: () => noComma(parser) };
  } catch (failure) {
    const diagnostic = failureDiagnostic(failure);
    return { nodes: [], end: parser.at, failure: diagnostic, diagnostics: parser.diagnostics, gated: [], noComma: () => diagnostic };
  }
}

/** Reads a body that was skipped and puts it in its place; its node. */
export function parseDeferredBody(tree: SyntaxTree, sources: SourceMap, deferred: NodeId, options: ParseOptions): NodeId {
  const from = tree.nodeData[deferred] as number;
  const { nodes } = parseFragment(tree, sources, { from, to: tree.tokens.afterTree(from) }, "block", options);
  if (nodes.length !== 1) throw new Error("a deferred body that does not parse");
  tree.replace(deferred, nodes);
  return nodes[0] as NodeId;
}

const CONTEXTS: Readonly<Record<string, number>> = { items: 0, "trait-items": 2, "impl-items": 3, "extern-items": 4 };

function parseNodes(parser: FragmentParser, kind: FragmentKind): NodeId[] {
  const context = CONTEXTS[kind];
  if (context !== undefined) return parser.parseItemsOfFragment(context);
  switch (kind) {
    case "stmts":
      return Array.from(parser.tree.rawList(parser.parseStatements(T.Eof)));
    default:
      return [parser.parseOneFragment(kind)];
  }
}
