// `unused_visibilities`: `pub const _`, which has no name that anybody could see.
import { warning } from "../../diag/diagnostic.ts";
import type { Item } from "../../syntax/ast.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

const SINCE = 93;

export class VainVisibilities implements TreeVisitor {
  readonly found: FoundLint[] = [];

  constructor(readonly minor: number) {}

  item({ id, kind, ident, visibility }: Item): void {
    if (this.minor < SINCE || kind.kind !== "const" || ident.name !== "_" || visibility.kind === "inherited") return;
    const { span } = visibility;
    const said = warning("visibility qualifiers have no effect on `const _` declarations").at(span);
    said.note("`const _` does not declare a name, so there is nothing for the qualifier to apply to");
    said.suggest("remove the qualifier", [{ span, text: "" }], "MachineApplicable", "inline");
    this.found.push({ lint: "unused_visibilities", node: id, diagnostic: said });
  }
}
