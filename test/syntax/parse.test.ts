// The parser's door: trees of small crates, fragments, replacement.
import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import { parseCrate, parseFragment } from "../../src/syntax/parse.ts";

const OPTIONS = { edition: 2021, release: { minor: 96 } };

function parse(text: string) {
  const sources = new SourceMap();
  return { sources, ...parseCrate(sources, sources.add("src/main.rs", text), OPTIONS) };
}

const KERNEL = `#![no_std]
#![no_main]
use core::panic::PanicInfo;
#[panic_handler]
fn panic(_info: &PanicInfo) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! { loop {} }
`;

test("the minimal kernel becomes a tree", () => {
  const { tree, diagnostics, sources } = parse(KERNEL);
  expect(diagnostics).toEqual([]);
  expect(tree.crate.attrs.map(({ path }) => path.segments[0]?.ident.name)).toEqual(["no_std", "no_main"]);
  const items = tree.crate.items.map((id) => tree.item(id));
  expect(items.map(({ ident, kind }) => [kind.kind, ident.name])).toEqual([
    ["use", ""],
    ["fn", "panic"],
    ["fn", "_start"],
  ]);
  const start = items[2]?.kind;
  if (start?.kind !== "fn" || start.body === undefined) throw new Error("no function");
  expect(start.header.extern).toMatchObject({ kind: "explicit", abi: { value: "C" } });
  expect(sources.snippet(start.signatureSpan)).toBe('extern "C" fn _start() -> !');
  const [statement] = tree.block(start.body).stmts;
  expect(tree.stmt(statement ?? 0)).toMatchObject({ kind: "expr", semicolon: false });
});

test("a macro call is seen as what replaced it", () => {
  const { tree, sources } = parse("fn f() { m!(1 + 2) }");
  const [id] = tree.crate.items;
  const item = tree.item(id ?? 0).kind;
  if (item.kind !== "fn" || item.body === undefined) throw new Error("no function");
  const [statement] = tree.block(item.body).stmts;
  const body = tree.stmt(statement ?? 0);
  if (body.kind !== "expr") throw new Error("no expression");
  const macro = tree.expr(body.expr);
  if (macro.kind.kind !== "macro-call") throw new Error("no macro call");
  const fragment = parseFragment(tree, sources, macro.kind.call.tokens, "expr", OPTIONS);
  expect(fragment).toMatchObject({ failure: undefined, end: macro.kind.call.tokens.to });
  tree.replace(macro.id, fragment.nodes);
  expect(tree.expr(body.expr).kind).toMatchObject({ kind: "binary", op: "+" });
  tree.remove(statement ?? 0);
  expect(tree.block(item.body).stmts).toEqual([]);
});
