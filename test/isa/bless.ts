// What llvm-mc makes of every form of the table, in Intel syntax and in the AT&T syntax it prints: the fixture's lines, or (with
// `every`) a comparison with kbuild's own encodings; and of macros. `npm run bless:isa` and `npm run oracle:isa` bundle and run this.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AsmError, AsmErrors, Assembler } from "../../src/isa/x86_64/assemble.ts";
import { allForms } from "./forms.ts";
import type { Form } from "./forms.ts";

const TRIPLES = { 64: "x86_64", 32: "i386", 16: "i386-unknown-unknown-code16" } as const;
type Syntax = "intel" | "att";

interface Answer {
  readonly bytes: string;
  /** The instruction in AT&T syntax. */
  readonly printed: string;
}

/** Answers by number of the text; undefined where the tool refuses it. */
function ask(tool: string, mode: Form["mode"], syntax: Syntax, texts: readonly string[]): (Answer | undefined)[] {
  const head = syntax === "intel" ? ".intel_syntax noprefix\n" : "";
  const input = `${head}${texts.map((text, i) => `L${i}: ${text}\n`).join("")}`;
  const { stdout } = spawnSync(tool, ["-triple", TRIPLES[mode], "-show-encoding"], { input, encoding: "utf8", maxBuffer: 1 << 30 });
  const answers: (Answer | undefined)[] = texts.map(() => undefined);
  let at = -1;
  for (const line of stdout.split("\n")) {
    at = Number(/^L(\d+):/.exec(line)?.[1] ?? at);
    const encoding = /encoding: \[([^\]]*)\]/.exec(line)?.[1];
    if (encoding === undefined) continue;
    const printed = (line.split("#", 1)[0] as string)
      .replace(/^L\d+:/, "")
      .trim()
      .replaceAll("\t", " ");
    answers[at] = { bytes: (answers[at]?.bytes ?? "") + encoding.replaceAll(/0x|,/g, ""), printed };
  }
  return answers;
}

function ours(text: string, mode: Form["mode"], syntax: Syntax, llvm: 15 | 22): string | undefined {
  try {
    const assembler = new Assembler("t", { syntax, llvm });
    assembler.assemble(`.code${mode}\n${text}`);
    return assembler
      .finish()
      .map(({ code }) => Buffer.from(code.bytes).toString("hex"))
      .join("|");
  } catch (error) {
    if (error instanceof AsmError || error instanceof AsmErrors) return undefined;
    throw error;
  }
}

function linesOf(llvm: 15 | 22, forms: readonly Form[]): string[] {
  const tool = `llvm-mc-${llvm}`;
  return ([64, 32, 16] as const).flatMap((mode) => {
    const texts = forms.filter((form) => form.mode === mode).map(({ text }) => text);
    const intel = ask(tool, mode, "intel", texts);
    const printed = [...new Set(intel.flatMap((answer) => (answer === undefined || /[A-Z]/.test(answer.bytes) ? [] : [answer.printed])))];
    const att = ask(tool, mode, "att", printed);
    const line = (syntax: Syntax, all: readonly string[], answers: readonly (Answer | undefined)[]) =>
      all.map((text, i) => `${mode} ${syntax} ${text} => ${answers[i]?.bytes ?? "refused"}`);
    return [...line("intel", texts, intel), ...line("att", printed, att)];
  });
}

function compare(llvm: 15 | 22, lines: readonly string[]): void {
  const differing = lines.filter((line) => {
    const [, mode, syntax = "", text = "", bytes] = /^(\d+) (\w+) (.*) => (.*)$/.exec(line) ?? [];
    return (ours(text, Number(mode) as Form["mode"], syntax as Syntax, llvm) ?? "refused") !== bytes;
  });
  for (const line of differing) console.log(`DIFFERS  ${line}`);
  console.log(`llvm-mc-${llvm}: ${lines.length} forms, ${differing.length} differ`);
}

/** The bytes of the text of `fixtures/isa/macros.s`. */
function macroBytes(llvm: 15 | 22): string {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-isa-"));
  const run = (tool: string, words: readonly string[]) => {
    const { status, stderr } = spawnSync(tool, words, { encoding: "utf8", timeout: 20_000 });
    if (status !== 0) throw new Error(`${tool}: ${stderr}`);
  };
  try {
    run(`llvm-mc-${llvm}`, ["-triple", TRIPLES[64], "-filetype=obj", "fixtures/isa/macros.s", "-o", `${folder}/o`]);
    run(`llvm-objcopy-${llvm}`, ["-O", "binary", "-j", ".text", `${folder}/o`, `${folder}/text`]);
    return readFileSync(`${folder}/text`, "hex");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compareMacros(llvm: 15 | 22): void {
  const same = macroBytes(llvm) === ours(readFileSync("fixtures/isa/macros.s", "utf8"), 64, "intel", llvm);
  console.log(`llvm-mc-${llvm}: macros ${same ? "are the same" : "differ"}`);
}

const [what] = process.argv.slice(2);
if (what === "every") {
  for (const llvm of [15, 22] as const) {
    compare(llvm, linesOf(llvm, allForms(true)));
    compareMacros(llvm);
  }
} else {
  writeFileSync("fixtures/isa/forms-22.txt", `${linesOf(22, allForms(false)).join("\n")}\n`);
  writeFileSync("fixtures/isa/macros.hex", `${macroBytes(22)}\n`);
}
