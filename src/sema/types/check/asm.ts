// `asm!` and its kin: operands typed, then judged: registers, register classes, template modifiers, operand types. What can be
// told from the text alone is told at once, in rustc's order; types are judged when inference is done.
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Asm, AsmOperand as AstOperand, AsmPiece } from "../../expand/built-in.ts";
import { asmFacts, type AsmRegisterFacts, type RegisterClassInfo } from "../asm-register-facts.ts";
import type { AsmOperand, Expr, InlineAsm } from "../thir.ts";
import { I32, NEVER, UNIT, type Ty } from "../ty.ts";
import { makeMutable } from "./autoderef.ts";
import { checkAsmTypes } from "./asm-types.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";
import { isPlace } from "./reference.ts";

export function checkAsm(cx: BodyContext, span: AstExpr["span"], asm: Asm): Expr {
  const options = asm.options.map((option) => option.name);
  const noreturn = options.includes("noreturn") || asm.macro === "naked_asm";
  checkStable(cx, asm);
  checkRegisters(cx, asm);
  const operands = asm.operands.map((operand) => checkOperand(cx, operand));
  const typed: InlineAsm = {
    macro: asm.macro,
    templates: asm.templates,
    template: asm.pieces.map((piece) =>
      piece.kind === "text" ? { ...piece, span: asm.span } : { ...piece, modifier: piece.modifier ?? "" },
    ),
    operands,
    options,
    clobberAbis: asm.clobberAbis.map((abi) => abi.name),
    span: asm.span,
  };
  cx.atEnd.push(() => checkAsmTypes(cx, asm, operands));
  return cx.make(span, noreturn ? NEVER : UNIT, { kind: "asm", asm: typed });
}

function checkOperand(cx: BodyContext, operand: AstOperand): AsmOperand {
  const { span } = operand;
  const place = (id: number): Expr => {
    const expr = checkExpr(cx, id);
    if (!isPlace(expr) && expr.kind !== "error") cx.report(error("invalid asm output").at(expr.span, "cannot assign to this expression"));
    makeMutable(cx, expr);
    return expr;
  };
  switch (operand.kind) {
    case "in":
      return { kind: "in", span, reg: operand.reg, value: checkInput(cx, operand.expr) };
    case "out":
      return {
        kind: "out",
        span,
        reg: operand.reg,
        late: operand.late,
        place: operand.expr === undefined ? undefined : place(operand.expr),
      };
    case "inout":
      return { kind: "inout", span, reg: operand.reg, late: operand.late, place: place(operand.expr) };
    case "split-inout": {
      const value = checkInput(cx, operand.input);
      return {
        kind: "split-inout",
        span,
        reg: operand.reg,
        late: operand.late,
        value,
        place: operand.output === undefined ? undefined : place(operand.output),
      };
    }
    case "const":
      return { kind: "const", span, value: checkConst(cx, operand.expr, span) };
    case "sym":
      return { kind: "sym", span, value: checkSym(cx, operand.expr) };
    case "label":
      return { kind: "label", span, block: checkExpr(cx, operand.expr, UNIT) };
  }
}

/** A function as an input is its address; references stay what they are: their bits are a pointer's. */
function checkInput(cx: BodyContext, id: number): Expr {
  const expr = checkExpr(cx, id);
  const type = cx.structurally(expr.type);
  const pointer = type.kind === "fn-def" ? cx.fnPointer(type) : undefined;
  return pointer === undefined ? expr : cx.make(expr.span, pointer, { kind: "coerce", to: "reify", operand: expr });
}

function checkConst(cx: BodyContext, id: number, span: Span): Expr {
  const value = checkExpr(cx, id);
  cx.deferred.push(() => {
    const type = cx.structurally(value.type);
    if (type.kind === "infer" && type.of === "int") cx.unify(type, I32);
  });
  cx.atEnd.push(() => {
    const type = cx.resolve(value.type);
    if (type.kind === "int" || type.kind === "error" || type.kind === "infer") return;
    cx.report(
      error("invalid type for `const` operand")
        .at(span)
        .label(value.span, `is ${articleFor(type, cx)} \`${cx.print(type)}\``)
        .help("`const` operands must be of an integer type"),
    );
  });
  return value;
}

function articleFor(type: Ty, cx: BodyContext): "a" | "an" {
  return /^[aeiouf]/.test(cx.print(type)) && cx.print(type) !== "fn" ? "an" : "a";
}

function checkSym(cx: BodyContext, id: number): Expr {
  const value = checkExpr(cx, id);
  if (value.kind !== "fn-item" && value.kind !== "static" && value.kind !== "error") {
    cx.report(
      error("invalid `sym` operand")
        .at(value.span, "is a local variable")
        .help("`sym` operands must refer to either a function or a static"),
    );
  }
  return value;
}

/** E0658: `const` operands are stable from 1.82 on, `may_unwind` not yet. */
function checkStable(cx: BodyContext, asm: Asm): void {
  const { release, unstableFeatures } = cx.tcx.session;
  if (unstableFeatures) return;
  const issue = (number: number) => `see issue #${number} <https://github.com/rust-lang/rust/issues/${number}> for more information`;
  for (const { kind, span } of asm.operands)
    if (kind === "const" && release.minor < 82)
      cx.report(error("E0658", "const operands for inline assembly are unstable").at(span).note(issue(93332)));
  if (asm.options.some(({ name }) => name === "may_unwind"))
    cx.report(error("E0658", "the `may_unwind` option is unstable").at(asm.span).note(issue(93334)));
}

// --- What the text tells ---------------------------------------------------------------------------------------------

/** `` `a`, `b`, and `c` ``; up to 1.82 without the `and`. */
export function listed(names: readonly string[], minor: number): string {
  const quoted = names.map((name) => `\`${name}\``);
  return minor < 83 || quoted.length < 2
    ? quoted.join(", ")
    : `${quoted.slice(0, -1).join(", ")}${quoted.length > 2 ? "," : ""} and ${quoted.at(-1)}`;
}

function checkRegisters(cx: BodyContext, asm: Asm): void {
  const { target, release } = cx.tcx.session;
  const { minor } = release;
  const facts = asmFacts(target.arch);
  if (target.arch !== "x86_64" && asm.options.some(({ name }) => name === "att_syntax"))
    cx.report(error("the `att_syntax` option is only supported on x86").at(asm.span));
  checkAbis(cx, asm, minor, facts);
  const classes = asm.operands.map((operand) => classOf(cx, operand, minor, facts));
  for (const piece of asm.pieces) if (piece.kind === "operand") checkModifier(cx, asm, piece, classes[piece.operand]);
  asm.operands.forEach((operand, i) => {
    const cls = classes[i];
    if (cls?.clobberOnly === true && !isClobber(operand))
      cx.report(error(`register class \`${cls.name}\` can only be used as a clobber, not as an input or output`).at(operand.span));
  });
  checkConflicts(cx, asm.operands, minor, facts);
}

const isClobber = (operand: AstOperand): boolean => operand.kind === "out" && operand.expr === undefined;

/** The class of an operand's register; undefined if it has none or a wrong one, which is then reported. */
function classOf(cx: BodyContext, operand: AstOperand, minor: number, facts: AsmRegisterFacts): RegisterClassInfo | undefined {
  if (!("reg" in operand)) return undefined;
  const { kind, name } = operand.reg;
  if (kind === "class") {
    const found = facts.classes.find((one) => one.name === name);
    if (found === undefined) cx.report(unknownClass(name, operand.span, minor, facts));
    return found;
  }
  const refused = facts.refused(name);
  if (refused === undefined) return facts.classes.find((one) => one.name === facts.named(name)?.class);
  cx.report(error(refused).at(operand.span));
  return undefined;
}

function unknownClass(name: string, span: Span, minor: number, facts: AsmRegisterFacts): DiagnosticBuilder {
  const said = error(`invalid register class \`${name}\`: unknown register class`).at(span);
  if (minor < 83) return said;
  const known = listed(
    facts.classes.map((one) => one.name),
    minor,
  );
  return said.note(`the following register classes are supported on this target: ${known}`);
}

function checkAbis(cx: BodyContext, asm: Asm, minor: number, facts: AsmRegisterFacts): void {
  const seen = new Map<string, { name: string; span: Span }>();
  for (const abi of asm.clobberAbis) {
    const same = facts.abis[abi.name];
    if (same === undefined) {
      const known = listed(Object.keys(facts.abis), minor);
      cx.report(error("invalid ABI for `clobber_abi`").at(abi.span).note(`the following ABIs are supported on this target: ${known}`));
      continue;
    }
    const before = seen.get(same);
    if (before === undefined) seen.set(same, abi);
    else cx.report(repeatedAbi(before, abi));
  }
  const generic = asm.operands.filter((operand) => operand.kind !== "in" && "reg" in operand && operand.reg.kind === "class");
  if (asm.clobberAbis.length === 0 || generic.length === 0) return;
  const said = error("asm with `clobber_abi` must specify explicit registers for outputs");
  for (const { span } of generic) said.at(span, "generic outputs");
  cx.report(said.label((asm.clobberAbis[0] as { span: Span }).span, "clobber_abi"));
}

function repeatedAbi(before: { name: string; span: Span }, abi: { name: string; span: Span }): DiagnosticBuilder {
  const said = error(`\`${before.name}\` ABI specified multiple times`).at(abi.span).label(before.span, "previously specified here");
  return before.name === abi.name ? said : said.note("these ABIs are equivalent on the current target");
}

function checkModifier(cx: BodyContext, asm: Asm, piece: AsmPiece & { kind: "operand" }, cls: RegisterClassInfo | undefined): void {
  const { modifier, span } = piece;
  const operand = asm.operands[piece.operand];
  if (modifier === undefined || operand === undefined) return;
  const { minor } = cx.tcx.session.release;
  if (operand.kind === "const" || operand.kind === "sym" || operand.kind === "label") {
    const message = `asm template modifiers are not allowed for \`${operand.kind}\` arguments`;
    return cx.report(error(message).at(span, "template modifier").label(operand.span, "argument"));
  }
  if (cls === undefined || cls.modifiers.includes(modifier)) return;
  const named = minor < 83 ? "" : ` \`${modifier}\``;
  const note =
    cls.modifiers.length === 0
      ? `the \`${cls.name}\` register class does not support template modifiers`
      : `the \`${cls.name}\` register class supports the following template modifiers: ${listed(cls.modifiers, minor)}`;
  const said = error(`invalid asm template modifier${named} for this register class`);
  cx.report(said.at(span, "template modifier").label(operand.span, "argument").note(note));
}

/** Two operands may not share a register, but for an input and an output that is written last. */
function checkConflicts(cx: BodyContext, operands: readonly AstOperand[], minor: number, facts: AsmRegisterFacts): void {
  const inputs = new Map<string, AstOperand>();
  const outputs = new Map<string, AstOperand>();
  for (const operand of operands) {
    if (!("reg" in operand) || operand.reg.kind !== "explicit") continue;
    const named = facts.named(operand.reg.name);
    if (named === undefined || facts.refused(operand.reg.name) !== undefined) continue;
    const isInput = operand.kind !== "out" || !operand.late;
    const isOutput = operand.kind !== "in";
    const before = (isInput ? inputs.get(named.unit) : undefined) ?? (isOutput ? outputs.get(named.unit) : undefined);
    if (before !== undefined) cx.report(conflict(before, operand, minor, facts));
    if (isInput && !inputs.has(named.unit)) inputs.set(named.unit, operand);
    if (isOutput && !outputs.has(named.unit)) outputs.set(named.unit, operand);
  }
}

function conflict(before: AstOperand, operand: AstOperand, minor: number, facts: AsmRegisterFacts): DiagnosticBuilder {
  const name = (one: AstOperand): string => {
    const written = "reg" in one ? one.reg.name : "";
    return minor < 83 ? (facts.named(written)?.name ?? written) : written;
  };
  const said = error(`register \`${name(operand)}\` conflicts with register \`${name(before)}\``)
    .at(operand.span, `register \`${name(operand)}\``)
    .label(before.span, `register \`${name(before)}\``);
  const [input, output] = before.kind === "in" ? [before, operand] : [operand, before];
  if (input.kind === "in" && output.kind === "out" && !output.late)
    said.help("use `lateout` instead of `out` to avoid conflict", { span: input.span, primary: true });
  return said;
}
