// References made to what they may not be: what a shared reference points to is written to or borrowed mutably through a cast
// pointer, or read as something larger than it is (`invalid_reference_casting`); `transmute` from `&T` to `&mut T`
// (`mutable_transmutes`).
import { error } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import { isPolymorphic } from "../types/ty-util.ts";
import type { Finding, TypedLint, TypedQuestions } from "./typed-lints.ts";
import { written } from "./written.ts";
import type { WrittenBody } from "./written.ts";

const WRITES = /^core::ptr::write(?:_volatile|_unaligned)?$/;
const PAGE = "for more information, visit <https://doc.rust-lang.org/book/ch15-05-interior-mutability.html>";
const THROUGH_CELL =
  "even for types with interior mutability, the only legal way to obtain a mutable pointer from a shared reference is through `UnsafeCell::get`";

interface Use {
  readonly pointer: Expr;
  readonly kind: "assign" | "borrow-mut" | "borrow";
}

/** `*p = ..`, `*p += ..`, `&*p`, `&mut *p`, `write(p, ..)`. */
function useOf(expr: Expr, body: WrittenBody): Use | undefined {
  const call = body.coreCall(expr);
  if (call !== undefined) {
    const [pointer] = call.args;
    return !call.isMethod && WRITES.test(call.path) && pointer !== undefined ? { pointer, kind: "assign" } : undefined;
  }
  const isBorrow = expr.kind === "borrow" || expr.kind === "raw-borrow";
  if (isBorrow && written(expr) !== expr) return undefined;
  const place = expr.kind === "assign" || expr.kind === "assign-op" ? expr.place : isBorrow ? expr.operand : undefined;
  if (place?.kind !== "deref" || written(place) !== place) return undefined;
  return { pointer: written(place.operand), kind: isBorrow ? (expr.mutable ? "borrow-mut" : "borrow") : "assign" };
}

export const referenceCasts: TypedLint = (expr, body, ask) => {
  const use = useOf(expr, body);
  if (use === undefined || use.pointer.type.kind !== "ptr") return undefined;
  const init = body.origin(use.pointer);
  const isElsewhere = init.span.lo !== use.pointer.span.lo || init.span.hi !== use.pointer.span.hi;
  const tell = (said: DiagnosticBuilder): DiagnosticBuilder => {
    said.at(expr.span);
    return isElsewhere ? said.label(init.span, "casting happened here") : said;
  };
  const { expr: start, throughCell } = body.uncast(init);
  if (init.type.kind !== "ptr" || start.type.kind !== "ref") return undefined;
  const found: Finding[] = [];
  if (use.kind !== "borrow" && init.type.mutable && !start.type.mutable) {
    const inner = start.type.target;
    const hasCell = !isPolymorphic(inner) && !ask.isFreeze(inner);
    if (!throughCell || !hasCell) {
      const words =
        use.kind === "assign"
          ? "assigning to `&T` is undefined behavior, consider using an `UnsafeCell`"
          : "casting `&T` to `&mut T` is undefined behavior, even if the reference is unused, consider instead using an `UnsafeCell`";
      const said = tell(error(words));
      said.note(PAGE);
      if (hasCell) said.note(THROUGH_CELL);
      found.push({ lint: "invalid_reference_casting", diagnostic: said });
    }
  }
  const enlarged = enlargement(start, init.type.target, body, ask);
  if (enlarged === undefined) return found;
  const said = tell(
    error(
      "casting references to a bigger memory layout than the backing allocation is undefined behavior, even if the reference is unused",
    ),
  );
  said.label(enlarged.allocation.span, "backing allocation comes from here").note(enlarged.note);
  return [...found, { lint: "invalid_reference_casting", diagnostic: said }];
};

/** The place that a reference was taken of is smaller than the type it is read as. */
function enlargement(
  start: Expr,
  to: Expr["type"],
  body: WrittenBody,
  ask: TypedQuestions,
): { allocation: Expr; note: string } | undefined {
  if (start.type.kind !== "ref") return undefined;
  let allocation = body.origin(start);
  if (allocation.kind === "borrow") allocation = written(allocation.operand);
  if (allocation.kind === "index" || allocation.kind === "field" || allocation.kind === "deref") return undefined;
  if (allocation.kind === "call" && allocation.by === "operator") return undefined;
  const kind = allocation.type.kind;
  if (kind === "ref" || kind === "ptr" || kind === "fn-pointer") return undefined;
  const from = start.type.target;
  const [size, least, wanted] = [ask.sizeOf(from), ask.sizeOf(allocation.type), ask.sizeOf(to)];
  if (size === undefined || least === undefined || wanted === undefined || wanted <= size || wanted <= least) return undefined;
  return { allocation, note: `casting from \`${ask.print(from)}\` (${size} bytes) to \`${ask.print(to)}\` (${wanted} bytes)` };
}

const TRANSMUTE = "transmuting &T to &mut T is undefined behavior, even if the reference is unused, consider instead using an UnsafeCell";

export const mutableTransmutes: TypedLint = (expr, _body, ask) => {
  if (expr.kind !== "fn-item" || expr.type.kind !== "fn-def" || ask.pathInCore(expr.type.def) !== "core::intrinsics::transmute")
    return undefined;
  const [from, to] = expr.type.args;
  if (from?.kind !== "ref" || to?.kind !== "ref" || from.mutable || !to.mutable) return undefined;
  return [{ lint: "mutable_transmutes", diagnostic: error(TRANSMUTE).at(expr.span) }];
};
