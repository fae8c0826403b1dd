// What stands in an impl of a trait is the trait's, of the kind it has there, and stands there once.
import type { Span } from "../../base/source.ts";
import { similarName } from "../../base/near-names.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Item, NodeId, Path } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import type { Namespace } from "./known-names.ts";
import type { LateResolver } from "./late.ts";

/** Code and word for an impl's item that the trait has as something else; what the trait should have. */
const OTHER_KIND: Readonly<Record<string, readonly [string, string, string]>> = {
  fn: ["E0324", "method", "assoc-fn"],
  const: ["E0323", "const", "assoc-const"],
  "type-alias": ["E0325", "type", "assoc-type"],
};

/** What an impl's item is called, the error if the trait has none of its name, and the namespace. */
const TRAIT_ITEMS: Readonly<Record<string, readonly [string, string, Namespace]>> = {
  fn: ["method", "E0407", "value"],
  const: ["const", "E0438", "value"],
  "type-alias": ["type", "E0437", "type"],
};

export class ImplMembers {
  readonly #late: LateResolver;
  readonly #trait: DefId;
  readonly #traitName: string;
  /** As the impl names it: `fmt::Write`. */
  readonly #writtenName: string;
  readonly #seen = new Map<string, Span>();

  constructor(late: LateResolver, trait: DefId, written: Path) {
    this.#writtenName = written.segments.map(({ ident }) => ident.name).join("::");
    this.#late = late;
    this.#trait = trait;
    this.#traitName = late.compilation.definitions.get(trait).name;
  }

  check(id: NodeId): void {
    const item = this.#late.tree.item(id);
    if (this.#late.crate.isLocal) this.#inTrait(item);
    this.#onlyOnce(item);
  }

  /** E0407, E0437, E0438 */
  #inTrait(item: Item): void {
    const { compilation, lookup, tree } = this.#late;
    if (compilation.definitions.get(this.#trait).kind !== "trait") return;
    const words = TRAIT_ITEMS[item.kind.kind];
    const module = lookup.moduleFor({ kind: "def", def: this.#trait });
    if (words === undefined || module === undefined) return;
    const { name } = item.ident;
    const isThere = (["type", "value"] as const).some((namespace) => lookup.inModule(module, name, namespace) !== undefined);
    if (isThere) return this.#sameKind(item);
    const label = `not a member of trait \`${this.#writtenName}\``;
    const said = error(words[1], `${words[0]} \`${name}\` is ${label}`).at(tree.span(item.id), label);
    const kind = OTHER_KIND[item.kind.kind] as readonly [string, string, string];
    const similar = similarName(this.#names(kind[2]), name);
    if (similar !== undefined) {
      const words = `there is an associated ${kind[1] === "method" ? "function" : kind[1] === "const" ? "constant" : kind[1]} with a similar name`;
      said.suggest(words, [{ span: item.ident.span, text: similar }], "MaybeIncorrect");
    }
    compilation.report("names", said);
  }

  /** What the trait has of a kind. */
  #names(kind: string): string[] {
    const { definitions } = this.#late.compilation;
    const all = definitions.children(this.#trait).map((each) => definitions.get(each));
    return all.filter((each) => each.kind === kind).map((each) => each.name);
  }

  /** E0201 */
  #onlyOnce({ id, ident, kind }: Item): void {
    const key = `${kind.kind} ${ident.name}`;
    const first = this.#seen.get(key);
    const span = this.#late.tree.span(id);
    if (first === undefined || ident.name === "") this.#seen.set(key, span);
    else {
      const said = error("E0201", `duplicate definitions with name \`${ident.name}\`:`).at(span, "duplicate definition");
      this.#late.compilation.report("names", said.label(first, "previous definition here"));
    }
  }

  /** E0323, E0324, E0325: of the trait's name and of another kind. */
  #sameKind(item: Item): void {
    const words = OTHER_KIND[item.kind.kind];
    const { definitions } = this.#late.compilation;
    const all = definitions.children(this.#trait).map((each) => definitions.get(each));
    const theirs = all.filter(({ name, kind }) => name === item.ident.name && kind.startsWith("assoc-"));
    if (words === undefined || theirs.length === 0 || theirs.some(({ kind }) => kind === words[2])) return;
    const [code, what] = words;
    const message = `item \`${item.ident.name}\` is an associated ${what}, which doesn't match its trait \`${this.#traitName}\``;
    const said = error(code, message).at(this.#late.tree.span(item.id), "does not match trait");
    for (const { span } of theirs) said.label(span, "item in trait");
    this.#late.compilation.report("names", said);
  }
}
