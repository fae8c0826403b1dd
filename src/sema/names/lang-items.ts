// Lang items: definitions the compiler knows by `#[lang = "name"]`, and the panic handler.
import type { Definition } from "../definitions.ts";
import { simpleName } from "../expand/attributes.ts";

export function langItemName(definition: Definition): string | undefined {
  for (const attribute of definition.attrs) {
    const name = simpleName(attribute);
    if (name === "panic_handler") return "panic_impl";
    if (name !== "lang" || attribute.args.kind !== "value") continue;
    const { kind } = definition.tree.expr(attribute.args.value);
    if (kind.kind === "literal" && kind.literal.kind === "string") return kind.literal.value;
  }
  return undefined;
}
