// Whether what a variable of a build script refers to lives as long as the variable.
import type { BlockId, ExprId, PatId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Evaluator } from "./script-scopes.ts";
import type { Type } from "./script-values.ts";

export function holdsReference(type: Type): boolean {
  return type.kind === "ref" || ["Display", "Cow"].includes(type.kind) || ("of" in type && holdsReference(type.of));
}

/** Macros whose text is there for good, or that never give one. */
const LASTING = new Set(["env", "concat", "panic", "unreachable"]);

function nameOf(id: ExprId, tree: SyntaxTree): string | undefined {
  const { kind } = tree.expr(id);
  return kind.kind === "path" && kind.path.segments.length === 1 ? kind.path.segments[0]?.ident.name : undefined;
}

/** The one variable of a pattern. */
function boundBy(id: PatId, tree: SyntaxTree): string | undefined {
  const { kind } = tree.pat(id);
  if (kind.kind === "tuple-struct") return kind.elements[0] === undefined ? undefined : boundBy(kind.elements[0], tree);
  return kind.kind === "ident" ? kind.ident.name : undefined;
}

/**
 * Whether what an expression refers to lives on behind its statement: variables, which stay where they are then, and literals; a
 * value that is no reference is dropped.
 */
export function outlives(id: ExprId, tree: SyntaxTree, on: Evaluator, isConstant: (name: string) => boolean): boolean {
  const lives = (one: ExprId): boolean => outlives(one, tree, on, isConstant);
  /** Variables of the block are not seen from here: what it gives of them does not live on. */
  const blockLives = (block: BlockId): boolean => {
    const last = tree.block(block).stmts.at(-1);
    const stmt = last === undefined ? undefined : tree.stmt(last);
    return stmt?.kind === "expr" && !stmt.semicolon && lives(stmt.expr);
  };
  const { kind } = tree.expr(id);
  switch (kind.kind) {
    case "literal":
    case "return":
      return true;
    case "macro-call":
      return LASTING.has(kind.call.path.segments.at(-1)?.ident.name ?? "");
    case "path": {
      const name = kind.path.segments.at(-1)?.ident.name ?? "";
      const found = on.scopes.find(name);
      if (found !== undefined) found.pinned = true;
      return found !== undefined || isConstant(name);
    }
    case "paren":
      return lives(kind.inner);
    case "address-of":
    case "unary":
    case "index":
    case "field":
    case "try":
      return lives(kind.operand);
    case "array":
      return kind.elements.every(lives);
    case "method-call":
      return holdsReference(on.value(id, "reads").type) && [kind.receiver, ...kind.args].every(lives);
    case "call":
      return holdsReference(on.value(id, "reads").type) && kind.args.every(lives);
    case "match":
      return kind.arms.every(({ pat, body }) => {
        if (body === undefined) return false;
        const name = nameOf(body, tree);
        return name !== undefined && name === boundBy(pat, tree) ? lives(kind.scrutinee) : lives(body);
      });
    case "if":
      return blockLives(kind.then) && kind.otherwise !== undefined && lives(kind.otherwise);
    case "block":
      return blockLives(kind.block);
    default:
      return false;
  }
}
