// The verifier of MIR sees what it is for: a body whose result is written on two ways, and what a pass may do to it.
import { expect, test } from "vitest";
import type { BasicBlock, Body, LocalDecl, Operand, Place, Statement, Terminator } from "../../src/mir/mir.ts";
import { verifyBody } from "../../src/mir/verify.ts";
import { BOOL, Interner, U32, USIZE } from "../../src/sema/types/ty.ts";
import type { Ty } from "../../src/sema/types/ty.ts";

const types = new Interner(undefined);
const PAIR = types.tuple([U32, BOOL]);
const FROM = { span: { lo: 0, hi: 0 }, scope: 0 };

const place = (local: number, type: Ty): Place => ({ local, projection: [], type });
const field = (number: number, type: Ty): Place => ({ local: 2, projection: [{ kind: "field", variant: -1, field: number, type }], type });
const copy = (from: Place): Operand => ({ kind: "copy", place: from });
const int = (value: bigint, type: Ty): Operand => ({ kind: "constant", type, value: { kind: "int", value } });
const assign = (to: Place, operand: Operand): Statement => ({ ...FROM, kind: "assign", place: to, value: { kind: "use", operand } });
const goto = (target: number): Terminator => ({ ...FROM, kind: "goto", target });
const choose = (operand: Operand, ...values: bigint[]): Terminator => ({
  ...FROM,
  kind: "switch",
  operand,
  cases: values.map((value) => ({ value, target: 1 })),
  otherwise: 2,
});
const local = (type: Ty): LocalDecl => ({ type, name: undefined, mutable: true, span: FROM.span, scope: 0, visibleIn: 0 });

/** `_2 = (_1 checked+ 1); if _2.1 { _0 = 0 } else { _0 = _2.0 }; return` */
function adding(): Body & { readonly blocks: BasicBlock[] } {
  const sum: Statement = {
    ...FROM,
    kind: "assign",
    place: place(2, PAIR),
    value: { kind: "checked-binary", op: "+", left: copy(place(1, U32)), right: int(1n, U32) },
  };
  return {
    name: "adding",
    locals: [local(U32), local(U32), local(PAIR)],
    argumentCount: 1,
    blocks: [
      { statements: [sum], terminator: choose(copy(field(1, BOOL)), 0n) },
      { statements: [assign(place(0, U32), copy(field(0, U32)))], terminator: goto(3) },
      { statements: [assign(place(0, U32), int(0n, U32))], terminator: goto(3) },
      { statements: [], terminator: { ...FROM, kind: "return" } },
    ],
    scopes: [],
    span: FROM.span,
  };
}

const NAMES = new Map([
  [U32, "u32"],
  [BOOL, "bool"],
  [USIZE, "usize"],
  [PAIR, "(u32, bool)"],
]);
const nothing = (): never => {
  throw new Error("there are no such types here");
};
const print = (type: Ty) => NAMES.get(type) ?? "another";
const tables = { types, adt: nothing, instantiate: nothing, captureTypes: nothing, print };

const verify = (body: Body, dropped?: Ty) => (): void => verifyBody(body, { ...tables, needsDrop: (type) => type === dropped }, "a pass");

test("a whole body", () => {
  expect(verify(adding())).not.toThrow();
});

const WRONG: readonly (readonly [what: string, words: string, spoil: (blocks: BasicBlock[]) => void])[] = [
  ["a result that one way does not write", "block 3: _0 is read, and not written on every way", (blocks) => blocks[2]?.statements.pop()],
  ["a local that is read before it is written", "block 0: _2 is read", (blocks) => blocks[0]?.statements.pop()],
  ["a value of another type", "statement 0 of block 2: the value is `bool`, not `u32`", put(2, assign(place(0, U32), int(1n, BOOL)))],
  ["a place that says another type", "a place is `usize`, not `u32`", put(2, assign(place(0, USIZE), int(1n, USIZE)))],
  ["a part that there is not", "`(u32, bool)` has no such part: field", put(1, assign(place(0, U32), copy(field(2, U32))))],
  ["a part of another type", "a part (field) is `u32`, not `bool`", put(1, assign(place(0, U32), copy(field(1, U32))))],
  ["a local that there is not", "there is no _7", put(1, assign(place(7, U32), int(1n, U32)))],
  ["a block that there is not", "the terminator of block 1: there is no block 9", end(1, goto(9))],
  ["a way back to the entry", "this leads to the entry", end(1, goto(0))],
  ["a choice by what has no cases", "this chooses by a `(u32, bool)`", end(0, choose(copy(place(2, PAIR)), 0n))],
  ["a case that is there twice", "two cases are the same", end(0, choose(copy(field(0, U32)), 5n, 5n))],
];

function put(block: number, statement: Statement) {
  return (blocks: BasicBlock[]) => blocks[block]?.statements.splice(0, 1, statement);
}

function end(block: number, terminator: Terminator) {
  return (blocks: BasicBlock[]) => Object.assign(blocks[block] as BasicBlock, { terminator });
}

test.each(WRONG)("%s", (_, words, spoil) => {
  const body = adding();
  spoil(body.blocks);
  expect(verify(body)).toThrow(words);
});

test("a local that needs dropping: a flag tells whether it is written", () => {
  const body = adding();
  body.blocks[2]?.statements.pop();
  expect(verify(body, U32)).not.toThrow();
  body.blocks[1]?.statements.pop();
  expect(verify(body, U32)).toThrow("block 3: _0 is read");
});
