// Attributes on parameters: lint levels, conditions and tools' own; the language has no other there, and nothing documents them.
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { isBuiltInAttribute } from "../sema/expand/attribute-names.ts";
import * as K from "../syntax/node-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { attributeName, type CrateView } from "./crate-view.ts";

const ALLOWED: ReadonlySet<string> = new Set(["allow", "cfg", "cfg_attr", "deny", "expect", "forbid", "warn"]);

/** Macros: name resolution tells of these. */
const MACROS: ReadonlySet<string> = new Set(["derive", "test", "bench", "test_case", "global_allocator", "derive_const"]);

export function checkParameterAttributes({ tree }: CrateView): Diagnostic[] {
  if (!(tree instanceof SyntaxTree)) return [];
  const removed = [...tree.removedNodes()].map((node) => tree.span(node));
  const all = [...tree.attributedNodes()].filter((node) => tree.kind(node) === K.Param).flatMap((node) => [...tree.attributes(node)]);
  return all
    .filter(({ span }) => !removed.some(({ lo, hi }) => lo <= span.lo && span.lo < hi))
    .sort((a, b) => a.span.lo - b.span.lo)
    .flatMap((attribute): Diagnostic[] => {
      const { span } = attribute;
      if (attribute.docComment) {
        const said = error("documentation comments cannot be applied to function parameters");
        return [said.at(span, "doc comments are not allowed here")];
      }
      const name = attributeName(attribute);
      if (name === undefined || ALLOWED.has(name) || MACROS.has(name) || !isBuiltInAttribute(name)) return [];
      const names = "allow, cfg, cfg_attr, deny, expect, forbid, and warn";
      return [error(`${names} are the only allowed built-in attributes in function parameters`).at(span)];
    });
}
