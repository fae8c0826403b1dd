// Encodings against those of llvm-mc 15 (`llvm-mc-15 -x86-asm-syntax=intel -show-encoding`), recorded in the fixture.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AsmError, AsmErrors, Assembler } from "../../src/isa/x86_64/assemble.ts";
import { nopBytes } from "../../src/isa/x86_64/code.ts";

const hex = (bytes: Iterable<number>) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
function bytesOf(text: string, syntax: "intel" | "att" = "intel"): string {
  const assembler = new Assembler("t", { syntax, llvm: 15 });
  assembler.assemble(text);
  return assembler
    .finish()
    .map(({ code }) => hex(code.bytes))
    .join("|");
}

const rows = readFileSync(`${import.meta.dirname}/../../fixtures/isa/llvm-mc-15.txt`, "utf8")
  .trimEnd()
  .split("\n");

test.each(rows.map((row) => row.split(" => ")))("%s", (text, expected) => {
  expect(bytesOf(text as string)).toBe(expected);
});

const forms = readFileSync(`${import.meta.dirname}/../../fixtures/isa/forms-22.txt`, "utf8")
  .trimEnd()
  .split("\n");

function formBytes(mode: string, syntax: "intel" | "att", text: string): string {
  try {
    const assembler = new Assembler("t", { syntax, llvm: 22 });
    assembler.assemble(`.code${mode}\n${text}`);
    return assembler
      .finish()
      .map(({ code }) => hex(code.bytes))
      .join("|");
  } catch (error) {
    if (error instanceof AsmError || error instanceof AsmErrors) return "refused";
    throw error;
  }
}

test("every form of the table, in both syntaxes and three modes, as llvm-mc 22 assembles it", () => {
  const ours = forms.map((line) => {
    const [, mode, syntax, text] = /^(\d+) (\w+) (.*) => .*$/.exec(line) ?? [];
    return `${mode} ${syntax} ${text} => ${formBytes(mode as string, syntax as "intel" | "att", text as string)}`;
  });
  expect(ours.filter((line, i) => line !== forms[i])).toEqual([]);
});

const blind = readFileSync(`${import.meta.dirname}/../../fixtures/isa/blind-22.txt`, "utf8")
  .trimEnd()
  .split("\n");

test("random forms and operands, prefixes and all, as llvm-mc 22 assembles or refuses them", () => {
  const ours = blind.map((line) => {
    const [, mode, syntax, text] = /^(\d+) (\w+) (.*) => .*$/.exec(line) ?? [];
    return `${mode} ${syntax} ${text} => ${formBytes(mode as string, syntax as "intel" | "att", text as string)}`;
  });
  expect(ours.filter((line, i) => line !== blind[i])).toEqual([]);
});

test("what LLVM says of registers that a prefix takes away, and what its releases differ in", () => {
  expect(() => bytesOf("add [r9], bh")).toThrow("can't encode 'bh' in an instruction requiring REX prefix");
  expect(bytesOf("vaddps xmm1, xmm2, xmm9")).toBe("c4c16858c9");
  expect(formBytes("64", "intel", "vaddps xmm1, xmm2, xmm9")).toBe("c5b058ca");
});

test("directives", () => {
  expect(bytesOf(".octa 0x112233445566778899aabbccddeeff00, -1")).toBe(`00ffeeddccbbaa998877665544332211${"ff".repeat(16)}`);
  expect(bytesOf(".uleb128 300, 0\n.sleb128 -300, 64")).toBe("ac0200d47dc000");
  expect(bytesOf("nop\n.p2align 4, 0x90\nnop")).toBe("906666666666662e0f1f84000000000090");
  expect(formBytes("64", "intel", "nop\n.p2align 4, 0x90\nnop")).toBe("90".repeat(17));
  for (const text of [".hword 7", ".skip -1", ".equiv x, 5\n.equiv x, 6", ".rept -1\nnop\n.endr", ".byte 08", "a=b\nb=3\n.byte a"])
    expect(formBytes("64", "intel", text)).toBe("refused");
});

test("padding is as few no-operations as LLVM uses", () => {
  expect(hex(nopBytes(15))).toBe("6666666666662e0f1f840000000000".slice(0, 0) + "66666666666" + "62e0f1f840000000000");
  expect(hex(nopBytes(5))).toBe("0f1f440000");
});

test("repetitions", () => {
  expect(bytesOf(".rept 2\nnop\n.rept 1 + 1\nhlt\n.endr\n.endr\n.byte 7")).toBe("90f4f490f4f407");
  expect(() => bytesOf(".rept 3\nnop")).toThrow("no matching '.endr'");
  expect(() => bytesOf(`${".rept 1000\n".repeat(9)}nop\n${".endr\n".repeat(9)}`)).toThrow("this many repetitions");
});

test("branches are as short as they can be", () => {
  expect(bytesOf("2: jmp 2b; jmp 3f; 3: hlt")).toBe("ebfeeb00f4");
});

test("macros, conditions and series stand for what llvm-mc takes them for", () => {
  const [text, expected] = ["macros.s", "macros.hex"].map((name) =>
    readFileSync(`${import.meta.dirname}/../../fixtures/isa/${name}`, "utf8"),
  );
  expect(bytesOf(text as string)).toBe(expected?.trimEnd());
});

test("macros that are wrong or without end", () => {
  expect(() => bytesOf(".macro a")).toThrow("no matching '.endmacro' in definition");
  expect(() => bytesOf(".macro a x:req\n.endm\na")).toThrow("missing value for required parameter 'x' in macro 'a'");
  expect(() => bytesOf(".macro a x\n.endm\na 1, 2")).toThrow("too many positional arguments");
  expect(() => bytesOf(".macro a\na\n.endm\na")).toThrow("this many repetitions");
  expect(() => bytesOf(".macro a\n.rept 100000\na\n.endr\n.endm\na")).toThrow("this many repetitions");
});
