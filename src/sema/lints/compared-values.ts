// Comparisons that are not what they seem: with NaN, which equals nothing (`invalid_nan_comparisons`), and of wide pointers,
// where lengths and vtables are compared along (`ambiguous_wide_pointer_comparisons`). (rustc_lint: `types.rs`.)
import { warning } from "../../diag/diagnostic.ts";
import type { DefId } from "../types/def-id.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { Finding, TypedLint, TypedQuestions } from "./typed-lints.ts";
import { written } from "./written.ts";

const METHODS: ReadonlyMap<string, string> = new Map([
  ["core::cmp::PartialEq::eq", "=="],
  ["core::cmp::PartialEq::ne", "!="],
  ["core::cmp::PartialOrd::lt", "<"],
  ["core::cmp::PartialOrd::le", "<="],
  ["core::cmp::PartialOrd::gt", ">"],
  ["core::cmp::PartialOrd::ge", ">="],
]);

export interface Comparison {
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
  readonly isWritten: boolean;
}

/** Without borrows: `&x` is compared as `x`. */
function bare(expr: Expr): Expr {
  let at = written(expr);
  while (at.kind === "borrow") at = written(at.operand);
  return at;
}

function comparisonOf(expr: Expr, ask: TypedQuestions): Comparison | undefined {
  if (expr.kind === "binary") {
    if (!/^(?:[=!]=|[<>]=?)$/.test(expr.op)) return undefined;
    return { op: expr.op, left: bare(expr.left), right: bare(expr.right), isWritten: true };
  }
  if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def") return undefined;
  const op = METHODS.get(ask.pathInCore(expr.callee.type.def) ?? "");
  const [left, right] = expr.args;
  if (op === undefined || left === undefined || right === undefined) return undefined;
  return { op, left: bare(left), right: bare(right), isWritten: expr.by === "operator" };
}

export const nanComparisons: TypedLint = (expr, _body, ask) => {
  const compared = comparisonOf(expr, ask);
  if (compared === undefined || !compared.isWritten) return undefined;
  // The old constants of the modules are others.
  const isNan = ({ kind, ...rest }: Expr): boolean =>
    kind === "constant" && "def" in rest && /^core::(?!f\d+::NAN$)(?:\w+::)*NAN$/.test(ask.pathInCore(rest.def) ?? "");
  const { left, right, op } = compared;
  const [isLeft, isRight] = [isNan(left), isNan(right)];
  if (!isLeft && !isRight) return undefined;
  const lint = "invalid_nan_comparisons";
  if (op !== "==" && op !== "!=") {
    const diagnostic = warning("incorrect NaN comparison, NaN is not orderable").at(expr.span);
    return [{ lint, diagnostic }];
  }
  const diagnostic = warning("incorrect NaN comparison, NaN cannot be directly compared to itself").at(expr.span);
  const kept = isLeft ? right : left;
  const gone = isLeft ? { lo: left.span.lo, hi: right.span.lo } : { lo: left.span.hi, hi: right.span.hi };
  const at = (place: number, text: string) => ({ span: { ...expr.span, lo: place, hi: place }, text });
  const edits = [
    ...(op === "!=" ? [at(kept.span.lo, "!")] : []),
    at(kept.span.hi, ".is_nan()"),
    { span: { ...expr.span, ...gone }, text: "" },
  ];
  diagnostic.suggest("use `f32::is_nan()` or `f64::is_nan()` instead", edits, "MachineApplicable", "verbose");
  return [{ lint, diagnostic }];
};

interface WidePointer {
  readonly span: Expr["span"];
  readonly references: number;
  /** What makes a raw pointer of it. */
  readonly modifier: string;
  readonly isDyn: boolean;
}

function widePointer({ type, span }: Expr, owner: DefId, ask: TypedQuestions): WidePointer | undefined {
  let at: Ty = type;
  let references = 0;
  for (; at.kind === "ref"; references++) at = at.target;
  const isNonNull = at.kind === "adt" && ask.pathInCore(at.def) === "core::ptr::non_null::NonNull";
  const target = at.kind === "ptr" ? at.target : isNonNull && at.kind === "adt" ? at.args[0] : undefined;
  if (target === undefined || ask.isSizedIn(owner, target)) return undefined;
  return { span, references, modifier: isNonNull ? ".as_ptr()" : "", isDyn: target.kind === "dynamic" };
}

const LEAD = "ambiguous wide pointer comparison, the comparison includes metadata which may not be expected";

export const widePointers: TypedLint = (expr, { body: { owner } }, ask) => {
  const compared = comparisonOf(expr, ask);
  if (compared === undefined) return undefined;
  const [left, right] = [widePointer(compared.left, owner, ask), widePointer(compared.right, owner, ask)];
  if (left === undefined || right === undefined) return undefined;
  const { op } = compared;
  return [op === "==" || op === "!=" ? equality(expr, op, left, right) : order(expr, compared.isWritten, left, right)];
};

function equality({ span }: Expr, op: string, left: WidePointer, right: WidePointer): Finding {
  const diagnostic = warning(LEAD).at(span);
  const suggest = (words: string, name: string) => {
    const between = (lo: number, hi: number, text: string) => ({ span: { ...span, lo, hi }, text });
    const edits = [
      between(span.lo, left.span.lo, `${op === "!=" ? "!" : ""}std::ptr::${name}(${"*".repeat(left.references)}`),
      between(left.span.hi, right.span.lo, `${left.modifier}, ${"*".repeat(right.references)}`),
      between(right.span.hi, span.hi, `${right.modifier})`),
    ];
    diagnostic.suggest(words, edits, "MaybeIncorrect", "verbose");
  };
  suggest("use `std::ptr::addr_eq` or untyped pointers to only compare their addresses", "addr_eq");
  if (!left.isDyn || !right.isDyn) suggest("use explicit `std::ptr::eq` method to compare metadata and addresses", "eq");
  return { lint: "ambiguous_wide_pointer_comparisons", diagnostic };
}

function order({ span }: Expr, isWritten: boolean, left: WidePointer, right: WidePointer): Finding {
  const diagnostic = warning(LEAD).at(span);
  const at = (place: number, text: string) => ({ span: { ...span, lo: place, hi: place }, text });
  const cast = ({ span: own, references, modifier }: WidePointer) =>
    references === 0
      ? [at(own.hi, `${modifier}.cast::<()>()`)]
      : [at(own.lo, `(${"*".repeat(references)}`), at(own.hi, `${modifier}).cast::<()>()`)];
  const words = "use untyped pointers to only compare their addresses";
  diagnostic.suggest(words, [...cast(left), ...cast(right)], "MaybeIncorrect", "verbose");
  const [open, close] = isWritten ? ["(", ")"] : ["", ""];
  const expecting = `{ #[expect(ambiguous_wide_pointer_comparisons, reason = "...")] ${open}`;
  const edits = [at(span.lo, expecting), at(span.hi, `${close} }`)];
  diagnostic.suggest("or expect the lint to compare the pointers metadata and addresses", edits, "MaybeIncorrect", "verbose");
  return { lint: "ambiguous_wide_pointer_comparisons", diagnostic };
}
