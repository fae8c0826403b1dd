// Constants that are written to, which changes a copy: assigned to or borrowed mutably (`const_item_mutation`), or with cells in
// them (`const_item_interior_mutations`). (rustc: `check_const_item_mutation.rs`, `interior_mutable_consts.rs`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { FoundLint } from "./report.ts";
import type { TypedLint } from "./typed-lints.ts";

export interface ConstantQuestions {
  /** `const C: u8`; undefined of what is not the crate's. */
  headOf(def: DefId): Span | undefined;
  /** Its type has a destructor, which may see what was changed. */
  hasDestructor(constant: Expr): boolean;
}

/** The constant that a place is, or is part of. */
function constantOf(place: Expr): (Expr & { kind: "constant" }) | undefined {
  let at = place;
  while (at.kind === "field" || at.kind === "index") at = at.operand;
  return at.kind === "constant" ? at : undefined;
}

/** In the order of the body. */
export function constantMutations(body: Body, ask: ConstantQuestions): FoundLint[] {
  const found: FoundLint[] = [];
  const told = new Set<Expr>();
  const tell = (diagnostic: ReturnType<typeof warning>, def: DefId) => {
    const head = ask.headOf(def);
    if (head !== undefined) diagnostic.noteAt(head, "`const` item defined here");
    found.push({ lint: "const_item_mutation", node: 0, diagnostic });
  };
  const borrowed = (expr: Expr & { kind: "borrow" }, span: Span, method: Span | undefined) => {
    const constant = constantOf(expr.operand);
    told.add(expr);
    if (constant === undefined) return;
    const diagnostic = warning("taking a mutable reference to a `const` item").at(span);
    diagnostic.note("each usage of a `const` item creates a new temporary");
    diagnostic.note("the mutable reference will refer to this temporary, not the original `const` item");
    if (method !== undefined) diagnostic.noteAt(method, "mutable reference created due to call to this method");
    tell(diagnostic, constant.def);
  };
  const visit = (expr: Expr): void => {
    if (expr.kind === "assign" || expr.kind === "assign-op") {
      const constant = expr.place.kind === "constant" ? undefined : constantOf(expr.place);
      if (constant === undefined || ask.hasDestructor(constant)) return;
      const diagnostic = warning("attempting to modify a `const` item").at(expr.span);
      diagnostic.note("each usage of a `const` item creates a new temporary; the original `const` item will not be modified");
      tell(diagnostic, constant.def);
    } else if (expr.kind === "call" && expr.by === "method" && expr.callee.type.kind === "fn-def") {
      const [receiver] = expr.args;
      if (receiver?.kind === "borrow" && receiver.mutable) borrowed(receiver, expr.span, ask.headOf(expr.callee.type.def));
    } else if (expr.kind === "borrow" && expr.mutable && !told.has(expr)) borrowed(expr, expr.span, undefined);
  };
  for (const expr of expressionsOf(body)) visit(expr);
  return found;
}

const CELL_METHODS: Readonly<Record<string, string>> = {
  "core::cell::": "set swap replace get update replace_with borrow try_borrow borrow_mut try_borrow_mut as_ref_unchecked as_mut_unchecked",
  "core::cell::lazy::": "force",
  "core::cell::once::": "set try_insert get_or_init get_or_try_init",
  "core::sync::atomic::":
    "store swap compare_and_swap compare_exchange compare_exchange_weak fetch_add fetch_sub fetch_and fetch_nand fetch_or " +
    "fetch_xor fetch_not as_ptr fetch_update try_update update fetch_max fetch_min fetch_ptr_add fetch_ptr_sub fetch_byte_add " +
    "fetch_byte_sub",
};

const CELL_PATHS: ReadonlySet<string> = new Set(
  Object.entries(CELL_METHODS).flatMap(([module, names]) => names.split(" ").map((name) => module + name)),
);

export const interiorMutations: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const [first] = call?.expr.args ?? [];
  if (call === undefined || !CELL_PATHS.has(call.path) || first?.kind !== "borrow" || first.operand.kind !== "constant") return undefined;
  const constant = first.operand;
  const [method, name] = [ask.name(call.def), ask.name(constant.def)];
  const diagnostic = warning(`mutation of an interior mutable \`const\` item with call to \`${method}\``).at(expr.span);
  diagnostic.label(constant.span, `\`${name}\` is a interior mutable \`const\` item of type \`${ask.print(constant.type)}\``);
  diagnostic.note("each usage of a `const` item creates a new temporary");
  diagnostic.note(`only the temporaries and never the original \`const ${name}\` will be modified`);
  diagnostic.help("for more details on interior mutability see <https://doc.rust-lang.org/reference/interior-mutability.html>");
  const head = ask.constantHead(constant.def);
  if (head !== undefined) {
    const words = `for a shared instance of \`${name}\`, consider making it a \`static\` item instead`;
    diagnostic.suggest(words, [{ span: head, text: "static " }], "MaybeIncorrect", "verbose");
  }
  return [{ lint: "const_item_interior_mutations", diagnostic }];
};
