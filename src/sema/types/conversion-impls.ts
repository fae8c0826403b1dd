// What numbers are made of by core's `From`, for errors of conversions that there are none of: of types with five impls or more,
// which are listed; those of others are shown where macros make them, which nobody has written down here.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { TraitRef } from "./predicates.ts";

/** Of older releases nobody has looked. */
const LISTS = 90;

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  u32: ["Ipv4Addr", "bool", "char", "core::ascii::Char", "u16", "u8"],
  u64: ["bool", "char", "core::ascii::Char", "u16", "u32", "u8"],
  u128: ["Ipv6Addr", "bool", "char", "core::ascii::Char", "u16", "u32", "u64", "u8"],
  i32: ["bool", "i16", "i8", "u16", "u8"],
  i64: ["bool", "i16", "i32", "i8", "u16", "u32", "u8"],
  i128: ["bool", "i16", "i32", "i64", "i8", "u16", "u32", "u64", "u8"],
  f32: ["bool", "i16", "i8", "u16", "u8"],
  f64: ["bool", "f16", "f32", "i16", "i32", "i8", "u16", "u32", "u8"],
};

export function adviseNumberConversions(tcx: TypeContext, { trait, args }: TraitRef, said: DiagnosticBuilder): void {
  const [self] = args;
  if (tcx.session.release.minor < LISTS || (self?.kind !== "int" && self?.kind !== "float") || tcx.items.isLocal(trait)) return;
  const type = tcx.print(self);
  const sources = tcx.items.name(trait) === "From" ? SOURCES[type] : undefined;
  if (sources !== undefined) said.help(`\`${type}\` implements trait \`From<T>\`:${sources.map((each) => `\n  From<${each}>`).join("")}`);
}
