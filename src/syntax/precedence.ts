// Tables of expressions: how tightly operators bind, and what may stand where an expression does.
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";

// What an expression may not, or may, be where it stands (combined by |).
/** `+=` and its like. */
export const COMPOUND_ASSIGNMENTS: readonly number[] = [
  T.PlusEq,
  T.MinusEq,
  T.StarEq,
  T.SlashEq,
  T.PercentEq,
  T.CaretEq,
  T.AndEq,
  T.OrEq,
  T.ShlEq,
  T.ShrEq,
];

/** A statement: `{ ... }`, `if`, `match`, ... end it. */
export const STATEMENT = 1;
/** Before a block: `path {` is no struct literal. */
export const NO_STRUCT = 2;
/** A generic argument: `>` ends it. */
export const CONST_ARGUMENT = 4;
/** A condition: `let` may stand at its top and under `&&`. */
export const ALLOW_LET = 8;

export const PRECEDENCE_CAST = 14;
export const PRECEDENCE_COMPARE = 7;
export const PRECEDENCE_AND = 6;
export const PRECEDENCE_RANGE = 4;
export const PRECEDENCE_ASSIGN = 2;

export const PRECEDENCE: Uint8Array = precedenceTable();

function precedenceTable(): Uint8Array {
  const table = new Uint8Array(T.KIND_COUNT);
  const rows: readonly (readonly [number, readonly number[]])[] = [
    [13, [T.Star, T.Slash, T.Percent]],
    [12, [T.Plus, T.Minus]],
    [11, [T.Shl, T.Shr]],
    [10, [T.And]],
    [9, [T.Caret]],
    [8, [T.Or]],
    [PRECEDENCE_COMPARE, [T.EqEq, T.Ne, T.Lt, T.Le, T.Gt, T.Ge]],
    [PRECEDENCE_AND, [T.AndAnd]],
    [5, [T.OrOr]],
    [PRECEDENCE_RANGE, [T.DotDot, T.DotDotEq, T.DotDotDot]],
    [PRECEDENCE_ASSIGN, [T.Eq, ...COMPOUND_ASSIGNMENTS]],
  ];
  for (const [precedence, kinds] of rows) for (const kind of kinds) table[kind] = precedence;
  return table;
}

/** `+=` to `+`. */
export function plainOperator(assign: number): number {
  return T.PUNCTUATION.indexOf((T.PUNCTUATION[assign] as string).slice(0, -1));
}

export const POSTFIX_NAMES: Readonly<Record<number, string>> = {
  [K.Index]: "indexing",
  [K.Try]: "`?`",
  [K.FieldExpr]: "a field access",
  [K.TupleField]: "a field access",
  [K.MethodCall]: "a method call",
  [K.Call]: "a function call",
  [K.Await]: "`.await`",
  [K.Match]: "a postfix match",
};

/** Operators that cannot begin a statement: behind a block-like statement they are a mistake rustc names. */
export const CONTINUES_BLOCK: ReadonlySet<number> = new Set([
  T.Caret,
  T.Slash,
  T.Percent,
  T.Shr,
  T.Le,
  T.Gt,
  T.Ge,
  T.Eq,
  ...COMPOUND_ASSIGNMENTS,
]);
