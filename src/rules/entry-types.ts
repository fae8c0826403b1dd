// The types of the functions that others call: `main` by the runtime (without std nothing but `fn()` will do), the panic
// handler by core. What such a function should be and what it is are told as two signatures, with their lifetimes.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { RegionItems } from "../sema/flow/region-items.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { TypePrinter } from "../sema/types/print.ts";
import { messageNames } from "../sema/types/print-names.ts";
import { eraseRegions, parameterIndex, parameterRegion, regionsOf, STATIC_REGION } from "../sema/types/regions.ts";
import { HAS_ERROR, NEVER, UNIT } from "../sema/types/ty.ts";
import type { Region, Ty } from "../sema/types/ty.ts";
import type { Item } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { signatureSpan } from "./item-spans.ts";

interface Signature {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly unsafe: boolean;
  readonly abi: string;
  /** Names of its lifetimes as far as they have any. */
  readonly lifetimes: readonly string[];
}

interface Mismatch {
  readonly span: Span;
  readonly label: string;
}

/** A function of the crate that is an entry, and the type it should have. */
export class EntryTypes {
  readonly #items: RegionItems;
  readonly #panicInfo: DefId | undefined;

  constructor(items: RegionItems, panicInfo: DefId | undefined) {
    this.#items = items;
    this.#panicInfo = panicInfo;
  }

  /** `main`, where there is no runtime that takes other results. */
  main(item: Item, def: DefId): Diagnostic | undefined {
    const expected: Signature = { params: [], output: UNIT, unsafe: false, abi: "Rust", lifetimes: [] };
    return this.#judge(item, def, expected, error("E0580", "`main` function has wrong type"));
  }

  /** `for<'a, 'b> fn(&'a PanicInfo<'b>) -> !`; it may be unsafe. */
  panicHandler(item: Item, def: DefId, release: Release): Diagnostic | undefined {
    if (this.#panicInfo === undefined) return undefined;
    const { types } = this.#items.tcx;
    const { unsafe } = this.#items.tcx.signature(def);
    const info = types.ref(types.adt(this.#panicInfo, [], [parameterRegion(1)]), false, parameterRegion(0));
    const expected: Signature = { params: [info], output: NEVER, unsafe, abi: "Rust", lifetimes: [] };
    if (!atLeast(release, 72)) return this.#oldHandler(item, def, expected);
    return this.#judge(item, def, expected, error("E0308", "`#[panic_handler]` function has wrong type"));
  }

  #signature(def: DefId): Signature {
    const { tcx } = this.#items;
    const { params, output } = this.#items.signature(def);
    const { unsafe, abi } = tcx.signature(def);
    const lifetimes = (tcx.items.astGenerics(def)?.params ?? []).flatMap(({ kind, ident }) => (kind === "lifetime" ? [ident.name] : []));
    return { params, output, unsafe, abi, lifetimes };
  }

  #judge(item: Item, def: DefId, expected: Signature, said: ReturnType<typeof error>): Diagnostic | undefined {
    const found = this.#signature(def);
    if (isTainted(found)) return undefined;
    const wrong = this.#mismatch(item, def, expected, found);
    if (wrong === undefined) return undefined;
    const [shouldBe, is] = this.#print(expected, found);
    return said.at(wrong.span, wrong.label).note(`expected signature \`${shouldBe}\`\n   found signature \`${is}\``);
  }

  /** The first difference, in the order rustc compares. */
  #mismatch(item: Item, def: DefId, expected: Signature, found: Signature): Mismatch | undefined {
    const header = signatureSpan(item);
    if (found.unsafe !== expected.unsafe) return { span: header, label: "expected safe fn, found unsafe fn" };
    if (found.abi !== expected.abi) return { span: header, label: `expected "${expected.abi}" fn, found "${found.abi}" fn` };
    if (found.params.length !== expected.params.length) return { span: header, label: "incorrect number of function parameters" };
    for (const [i, param] of expected.params.entries()) {
      const label = this.#difference(param, found.params[i] as Ty);
      if (label !== undefined) return { span: this.#paramSpan(item, def, i), label };
    }
    if (!this.#same(expected.output, found.output))
      return { span: this.#outputSpan(item, def), label: this.#label(expected.output, found.output) };
    return isAsGeneral(found) ? undefined : { span: header, label: "one type is more general than the other" };
  }

  #same(a: Ty, b: Ty): boolean {
    const { types } = this.#items.tcx;
    return eraseRegions(types, a) === eraseRegions(types, b);
  }

  /** What is told of two parameters: the references first, then what they point to. */
  #difference(expected: Ty, found: Ty): string | undefined {
    if (this.#same(expected, found)) return undefined;
    if (expected.kind !== "ref" || found.kind !== "ref") return this.#label(expected, found);
    if (expected.mutable !== found.mutable) return "types differ in mutability";
    return this.#label(expected.target, found.target);
  }

  #label(expected: Ty, found: Ty): string {
    const named = (region: Region) => (region === STATIC_REGION ? "'static" : undefined);
    const printer = this.#printer(named);
    return `expected \`${printer.print(expected)}\`, found \`${printer.print(found)}\``;
  }

  #printer(region: (region: Region) => string | undefined): TypePrinter {
    return new TypePrinter(messageNames(this.#items.tcx), (def) => this.#items.lifetimeCount(def), region);
  }

  /** Both signatures; a result that is the same in both is left out. */
  #print(expected: Signature, found: Signature): [string, string] {
    const same = this.#same(expected.output, found.output);
    const isUnit = expected.output === UNIT && found.output === UNIT;
    const one = (signature: Signature) => {
      const { binder, region } = bindLifetimes(signature);
      const printer = this.#printer(region);
      const output = isUnit ? "" : ` -> ${same ? "_" : printer.print(signature.output)}`;
      const abi = signature.abi === "Rust" ? "" : `extern "${signature.abi}" `;
      return `${signature.unsafe ? "unsafe " : ""}${abi}${binder}fn(${printer.list(signature.params)})${output}`;
    };
    return [one(expected), one(found)];
  }

  #paramSpan(item: Item, def: DefId, index: number): Span {
    const param = item.kind.kind === "fn" ? item.kind.params[index] : undefined;
    return param === undefined ? signatureSpan(item) : this.#items.tcx.items.tree(def).span(param.type);
  }

  #outputSpan(item: Item, def: DefId): Span {
    const { hi } = signatureSpan(item);
    const output = item.kind.kind === "fn" ? item.kind.output : undefined;
    return output === undefined ? { lo: hi, hi } : this.#items.tcx.items.tree(def).span(output);
  }

  /** Up to 1.71 only the parts were looked at, and nothing of lifetimes or ABIs; errors in them counted, too. */
  #oldHandler(item: Item, def: DefId, expected: Signature): Diagnostic | undefined {
    const found = this.#signature(def);
    if (!this.#same(found.output, expected.output)) {
      const { lo, hi } = this.#outputSpan(item, def);
      const isWritten = item.kind.kind === "fn" && item.kind.output !== undefined;
      return error("return type should be `!`").at(isWritten ? { lo, hi } : { lo: hi + 1, hi: hi + 1 });
    }
    if (found.params.length !== 1) return error("function should have one argument").at(signatureSpan(item));
    if (this.#same(found.params[0] as Ty, expected.params[0] as Ty)) return undefined;
    return error("argument should be `&PanicInfo`").at(this.#paramSpan(item, def, 0));
  }
}

function isTainted({ params, output }: Signature): boolean {
  return [...params, output].some(({ flags }) => (flags & HAS_ERROR) !== 0);
}

/** Each lifetime is one of its own. */
function isAsGeneral({ params }: Signature): boolean {
  const regions = params.flatMap((type) => regionsOf(type));
  return !regions.includes(STATIC_REGION) && new Set(regions).size === regions.length;
}

/** `for<'a, 'b>`: unnamed lifetimes get the letters that no other has, and stand before the named ones. */
function bindLifetimes({ params, output, lifetimes }: Signature): { binder: string; region: (region: Region) => string | undefined } {
  const names = new Map<Region, string>([[STATIC_REGION, "'static"]]);
  const letters = Array.from({ length: 26 }, (_, i) => `'${String.fromCharCode(97 + i)}`).filter((name) => !lifetimes.includes(name));
  const named = new Set<string>();
  const bound: string[] = [];
  for (const region of [...params, output].flatMap((type) => regionsOf(type))) {
    const index = parameterIndex(region);
    if (index === undefined || names.has(region)) continue;
    const written = lifetimes[index];
    names.set(region, written ?? letters[bound.length] ?? "'_");
    if (written === undefined) bound.push(names.get(region) as string);
    else named.add(written);
  }
  const all = [...bound, ...named];
  return { binder: all.length === 0 ? "" : `for<${all.join(", ")}> `, region: (region) => names.get(region) };
}
