// What attributes take that know a few words: `windows_subsystem`, `used`, `should_panic`, `macro_use`, `ignore` (since 1.90).
import type { Span } from "../base/source.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import type { CrateView } from "./crate-view.ts";
import { metaItems, type MetaItem } from "./meta-items.ts";
import { illFormed } from "./phased-out.ts";

export interface WrongWord {
  readonly code: "E0539" | "E0805";
  readonly at: Span;
  readonly label: string;
}

const wrong = (at: Span, label: string): WrongWord => ({ code: "E0539", at, label });
const ofForm = (name: string): string => `expected this to be of the form \`${name} = "..."\``;

/** The literal behind the equals sign, if it is none that a string could be. */
function valueOf({ tree }: CrateView, { args }: Attribute): { readonly span: Span; readonly text: string | undefined } | undefined {
  if (args.kind !== "value") return undefined;
  const { kind, span } = tree.expr(args.value);
  if (kind.kind !== "literal") return undefined;
  return { span, text: kind.literal.kind === "string" ? kind.literal.value : undefined };
}

function wrongSubsystem(view: CrateView, attribute: Attribute): WrongWord | undefined {
  const { args, path } = attribute;
  if (args.kind !== "value") return wrong(args.kind === "empty" ? path.span : args.span, ofForm("windows_subsystem"));
  const value = valueOf(view, attribute);
  const isKnown = value === undefined || value.text === "console" || value.text === "windows";
  return isKnown ? undefined : wrong(value.span, 'valid arguments are "console" or "windows"');
}

function single(attribute: Attribute, items: readonly MetaItem[]): MetaItem | WrongWord {
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return {
    code: "E0805",
    at: attribute.args.kind === "empty" ? attribute.span : attribute.args.span,
    label: "expected a single argument here",
  };
}

function wrongExpectation(view: CrateView, attribute: Attribute): WrongWord | undefined {
  const value = valueOf(view, attribute);
  if (value !== undefined) return value.text === undefined ? wrong(value.span, "expected a string literal here") : undefined;
  const items = metaItems(view.tree, attribute);
  if (items === undefined) return undefined;
  const only = single(attribute, items);
  if ("code" in only) return only;
  if (only.name === undefined) return wrong(only.span, ofForm("expected"));
  if (only.name !== "expected")
    return wrong(attribute.args.kind === "delimited" ? attribute.args.span : only.span, 'the only valid argument here is "expected"');
  if (only.value === undefined) return wrong(only.span, ofForm("expected"));
  return only.value.kind === "string" ? undefined : wrong(only.value.span, "expected a string literal here");
}

function wrongUse(view: CrateView, attribute: Attribute): WrongWord | undefined {
  const items = metaItems(view.tree, attribute);
  if (items === undefined) return undefined;
  const only = single(attribute, items);
  if ("code" in only) return only;
  const isKnown = (only.name === "compiler" || only.name === "linker") && only.value === undefined && only.list === undefined;
  return isKnown ? undefined : wrong(only.span, "valid arguments are `compiler` or `linker`");
}

/** Undefined: it is right, or is no such attribute. */
export function wrongWord(view: CrateView, name: string, attribute: Attribute): WrongWord | undefined {
  if (name === "windows_subsystem") return wrongSubsystem(view, attribute);
  if (name === "should_panic") return wrongExpectation(view, attribute);
  if (name === "used") return wrongUse(view, attribute);
  const value = name === "macro_use" && attribute.args.kind === "value" ? attribute.args.span : undefined;
  return value && wrong({ ...value, lo: equalsSign(view, attribute, value) }, "expected a list or no arguments here");
}

function equalsSign({ sources }: CrateView, { path }: Attribute, value: Span): number {
  return path.span.hi + Math.max(0, sources.snippet({ lo: path.span.hi, hi: value.lo }).indexOf("="));
}

/** `#[ignore(dead_code)]`: told by a lint. */
export function wrongIgnore(view: CrateView, attribute: Attribute): DiagnosticBuilder | undefined {
  const { args, span } = attribute;
  const value = valueOf(view, attribute);
  if (args.kind === "empty" || (args.kind === "value" && (value === undefined || value.text !== undefined))) return undefined;
  const words = 'valid forms for the attribute are `#[ignore = "reason"]` and `#[ignore]`';
  const [only, second] = metaItems(view.tree, attribute) ?? [];
  const lint =
    only?.name !== undefined && second === undefined && only.value === undefined && only.list === undefined ? only.name : undefined;
  const said = illFormed(words, span);
  if (lint !== undefined)
    said.children.unshift({
      level: "help",
      message: `if you meant to silence a warning, consider using #![allow(${lint})] or #![expect(${lint})]`,
      spans: [],
    });
  return said;
}
