// An enum has no such member, but a variant with a similar name.
import { similarName } from "../../../base/near-names.ts";
import type { DiagnosticBuilder, Edit } from "../../../diag/diagnostic.ts";
import type { VariantDef } from "../tables.ts";
import type { BodyContext } from "./context.ts";
import type { UnknownMember } from "./unknown-member.ts";

export function adviseVariant(cx: BodyContext, member: UnknownMember, said: DiagnosticBuilder): void {
  const { type } = member;
  if (type.kind !== "adt" || cx.tcx.adt(type.def).kind !== "enum") return;
  const { variants } = cx.tcx.adt(type.def);
  const name = similarName(
    variants.map((variant) => variant.name),
    member.name,
  );
  const variant = variants.find((each) => each.name === name);
  if (variant === undefined) return;
  const message = "there is a variant with a similar name";
  if (cx.tcx.session.release.minor < 80)
    return void said.suggest(message, [{ span: member.ident.span, text: variant.name }], "MaybeIncorrect");
  said.suggest(message, member.isMethod ? plain(member, variant) : edits(cx, member, variant), "HasPlaceholders", "verbose");
}

const plain = ({ ident: { span } }: UnknownMember, { name }: VariantDef): Edit[] => [{ span, text: name }];

/** The variant as it is written, with what it takes. */
function edits(cx: BodyContext, member: UnknownMember, variant: VariantDef): Edit[] {
  const { ident, whole, args } = member;
  const rest = args === undefined ? ident.span : { ...ident.span, hi: whole.hi };
  const { name, fields } = variant;
  if (variant.shape === "unit") return [{ span: rest, text: name }];
  if (variant.shape !== "tuple") {
    const written = fields.map((field) => `${field.name}: /* value */`).join(", ");
    return [{ span: rest, text: fields.length === 0 ? `${name} {}` : `${name} { ${written} }` }];
  }
  const inputs = fields.map((field) => `/* ${cx.print(field.type)} */`).join(", ");
  if (args === undefined) return [{ span: rest, text: `${name}(${inputs})` }];
  if (args.length === 0)
    return [...plain(member, variant), { span: { ...ident.span, lo: ident.span.hi, hi: whole.hi }, text: `(${inputs})` }];
  if (args.length === fields.length) return plain(member, variant);
  const [first, last] = [cx.tree.span(args[0] as number), cx.tree.span(args.at(-1) as number)];
  return [...plain(member, variant), { span: { ...first, hi: last.hi }, text: inputs }];
}
