// The ABI strings of `extern "..."`: which exist, which need a feature, which the target has.
import { similarName } from "../base/near-names.ts";
import { error, unsupported } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { StringLiteral } from "../syntax/ast.ts";
import * as K from "../syntax/node-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { forEachNode } from "../syntax/walk.ts";
import { atLeast } from "../target/release.ts";
import { enabledFeatures } from "./gated-attributes.ts";
import { findAttribute, type CrateView, type PlacedItem } from "./crate-view.ts";
import { signatureSpan } from "./item-spans.ts";

/** Usable on stable with any target. */
const EVERYWHERE = ["Rust", "C", "system", "cdecl"];
const X86_64 = ["sysv64", "win64", "efiapi"];
const ARM = ["aapcs", "efiapi"];

/** 1.63 to 1.68 list all that they know. */
const LISTED =
  "Rust, C, C-unwind, cdecl, cdecl-unwind, stdcall, stdcall-unwind, fastcall, fastcall-unwind, vectorcall, vectorcall-unwind, thiscall, thiscall-unwind, aapcs, aapcs-unwind, win64, win64-unwind, sysv64, sysv64-unwind, ptx-kernel, msp430-interrupt, x86-interrupt, amdgpu-kernel, efiapi, avr-interrupt, avr-non-blocking-interrupt, C-cmse-nonsecure-call, wasm, system, system-unwind, rust-intrinsic, rust-call, platform-intrinsic, unadjusted, rust-cold";

const KNOWN = new Set([
  ...LISTED.split(", "),
  "aapcs-vfp",
  "riscv-interrupt-m",
  "riscv-interrupt-s",
  "gpu-kernel",
  "custom",
  "rust-preserve-none",
]);

function abiOf({ item }: PlacedItem): StringLiteral | undefined {
  const { kind } = item;
  if (kind.kind === "extern-block") return kind.abi;
  return kind.kind === "fn" && kind.header.extern.kind === "explicit" ? kind.header.extern.abi : undefined;
}

function usable({ session }: CrateView, abi: string): boolean {
  const plain = atLeast(session.release, 71) ? abi.replace(/-unwind$/, "") : abi;
  const { arch } = session.target;
  return EVERYWHERE.includes(plain) || (arch === "x86_64" && X86_64.includes(plain)) || (arch === "arm" && ARM.includes(plain));
}

function invalidAbi({ session }: CrateView, abi: StringLiteral): Diagnostic {
  const found = error("E0703", `invalid ABI: found \`${abi.value}\``).at(abi.span, "invalid ABI");
  const similar = similarName([...KNOWN], abi.value);
  if (!atLeast(session.release, 75)) return found.help(`valid ABIs: ${LISTED}`);
  found.note("invoke `rustc --print=calling-conventions` for a full list of supported calling conventions");
  if (similar === undefined) return found;
  return found.suggest(
    `there's a similarly named valid ABI \`${similar}\``,
    [{ span: abi.span, text: `"${similar}"` }],
    "MaybeIncorrect",
    "verbose",
  );
}

/** On a stable release the feature itself is the error, and allows what it names. */
function interruptGate({ session, tree }: CrateView, abi: StringLiteral): Diagnostic[] {
  const isOn = tree instanceof SyntaxTree && enabledFeatures(tree).has("abi_x86_interrupt");
  if (isOn) return session.unstableFeatures ? [unsupported("KB0402", `the calling convention "${abi.value}"`, abi.span)] : [];
  const words = atLeast(session.release, 89)
    ? 'the extern "x86-interrupt" ABI is experimental and subject to change'
    : "x86-interrupt ABI is experimental and subject to change";
  return [
    error("E0658", words).at(abi.span).note("see issue #40180 <https://github.com/rust-lang/rust/issues/40180> for more information"),
  ];
}

function interruptHandler(view: CrateView, placed: PlacedItem, abi: StringLiteral): Diagnostic[] {
  const { kind } = placed.item;
  const modern = atLeast(view.session.release, 89);
  const parameters = kind.kind === "fn" ? kind.params.length : 1;
  const wrong = error('invalid signature for `extern "x86-interrupt"` function')
    .at(signatureSpan(placed.item))
    .note(`functions with the "x86-interrupt" ABI must be have either 1 or 2 parameters (but found ${parameters})`);
  const gated = interruptGate(view, abi);
  return modern && (parameters < 1 || parameters > 2) ? [wrong, ...gated] : gated;
}

/** With arguments of any number: C's convention and its like. */
const VARIADIC = ["C", "cdecl", "aapcs", "efiapi", "sysv64", "win64"];

/** E0045 */
function checkVariadic(view: CrateView): Diagnostic[] {
  return view.items.flatMap(({ item, parent }) => {
    if (item.kind.kind !== "fn" || !item.kind.variadic || parent?.kind.kind !== "extern-block") return [];
    const abi = parent.kind.abi?.value ?? "C";
    if (VARIADIC.includes(abi.replace(/-unwind$/, ""))) return [];
    const said = error("E0045", `C-variadic functions with the "${abi}" calling convention are not supported`);
    return [said.at(item.span, "C-variadic function must have a compatible calling convention")];
  });
}

/** Stable since 1.71. */
const isGatedUnwind = ({ session }: CrateView, { value }: StringLiteral): boolean =>
  value.endsWith("-unwind") && !atLeast(session.release, 71);

function unwindGate({ value, span }: StringLiteral): Diagnostic {
  const said = error("E0658", `${value} ABI is experimental and subject to change`).at(span);
  return said.note("see issue #74990 <https://github.com/rust-lang/rust/issues/74990> for more information");
}

/** E0737 */
function checkCallerTracking(view: CrateView): Diagnostic[] {
  return view.items.flatMap(({ item, parent }) => {
    const attribute = findAttribute(item.attrs, "track_caller");
    const isForeign = parent?.kind.kind === "extern-block";
    const isModern = atLeast(view.session.release, 90);
    if (attribute === undefined || item.kind.kind !== "fn" || (isForeign && isModern)) return [];
    const { extern } = item.kind.header;
    const abi = isForeign ? "C" : extern.kind === "none" ? "Rust" : extern.kind === "implicit" ? "C" : extern.abi.value;
    return abi === "Rust"
      ? []
      : [error("E0737", `\`#[track_caller]\` ${isModern ? "can only be used with the" : "requires"} Rust ABI`).at(attribute.span)];
  });
}

export function checkCallingConventions(view: CrateView): Diagnostic[] {
  return [...checkConventions(view), ...checkPointers(view), ...checkVariadic(view), ...checkCallerTracking(view)];
}

function checkConventions(view: CrateView): Diagnostic[] {
  return view.items.flatMap((placed) => {
    const abi = abiOf(placed);
    if (abi === undefined || usable(view, abi.value)) return [];
    if (!KNOWN.has(abi.value)) return [invalidAbi(view, abi)];
    if (isGatedUnwind(view, abi)) return [unwindGate(abi)];
    if (abi.value === "x86-interrupt" && view.session.target.arch === "x86_64") return interruptHandler(view, placed, abi);
    return [unsupported("KB0402", `the calling convention "${abi.value}"`, abi.span)];
  });
}

/** Of types of functions, wherever they stand. */
function checkPointers(view: CrateView): Diagnostic[] {
  const { tree } = view;
  const found: Diagnostic[] = [];
  if (!(tree instanceof SyntaxTree)) return found;
  forEachNode(tree, (id) => {
    if (tree.kind(id) !== K.FnPointerType) return;
    const { kind } = tree.type(id);
    const abi = kind.kind === "fn-pointer" && kind.extern.kind === "explicit" ? kind.extern.abi : undefined;
    if (abi === undefined || usable(view, abi.value)) return;
    if (!KNOWN.has(abi.value)) found.push(invalidAbi(view, abi));
    else if (isGatedUnwind(view, abi)) found.push(unwindGate(abi));
    else if (abi.value === "x86-interrupt" && view.session.target.arch === "x86_64") found.push(...interruptGate(view, abi));
    else if (atLeast(view.session.release, 89)) found.push(unsupported("KB0402", `the calling convention "${abi.value}"`, abi.span));
  });
  return found;
}
