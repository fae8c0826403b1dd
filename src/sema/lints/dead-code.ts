// Items that nothing uses (see `live-code.ts`), as `dead_code` tells them: free items one by one, items of an impl or of a trait
// together, as well as the variants of an enum and the fields of a struct or variant, module by module. In: the program with its names and bodies. Out: findings in rustc's order.
import { warning } from "../../diag/diagnostic.ts";
import type { Definition } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";
import { deadParts } from "./dead-parts.ts";
import { plural, tellTogether } from "./dead-words.ts";
import { LiveCode } from "./live-code.ts";
import type { LiveInput } from "./live-code.ts";
import type { FoundLint } from "./report.ts";

/** What a message calls it and what it says of it. */
const WORDS: ReadonlyMap<Definition["kind"], readonly [string, string]> = new Map([
  ["fn", ["function", "used"]],
  ["const", ["constant", "used"]],
  ["static", ["static", "used"]],
  ["struct", ["struct", "constructed"]],
  ["enum", ["enum", "used"]],
  ["union", ["union", "used"]],
  ["type-alias", ["type alias", "used"]],
  ["trait", ["trait", "used"]],
]);
const DATA: ReadonlySet<Definition["kind"]> = new Set<Definition["kind"]>(["struct", "enum", "union"]);

export function findDeadCode(input: LiveInput): FoundLint[] {
  return new DeadCode(input).find();
}

class DeadCode {
  readonly #input: LiveInput;
  readonly #live: LiveCode;

  constructor(input: LiveInput) {
    this.#input = input;
    this.#live = new LiveCode(input);
  }

  find(): FoundLint[] {
    const byModule = new Map<DefId, Definition[]>([[this.#input.root, []]]);
    for (const item of this.#live.items) {
      const module = this.#input.definitions.moduleOf(item.id);
      const list = byModule.get(module);
      if (list === undefined) byModule.set(module, [item]);
      else list.push(item);
    }
    const modules = [...byModule].sort(([a], [b]) => a - b);
    return modules.flatMap(([, items]) => this.#inModule(items));
  }

  #inModule(items: readonly Definition[]): FoundLint[] {
    const isForeign = ({ parent }: Definition): boolean => this.#kindOf(parent) === "extern-block";
    const sorted = [...items].sort((a, b) => a.span.lo - b.span.lo);
    const free = sorted.filter((item) => !isForeign(item)).flatMap((item) => this.#inItem(item));
    return [...free, ...sorted.filter(isForeign).flatMap((item) => this.#alone(item))];
  }

  #kindOf(def: DefId | undefined): Definition["kind"] | undefined {
    return def === undefined ? undefined : this.#input.definitions.get(def).kind;
  }

  #inItem(item: Definition): FoundLint[] {
    const { id, kind } = item;
    const asGroup = (kind === "impl" && this.#live.traitOf(id) === undefined) || (kind === "trait" && this.#live.has(id));
    if (asGroup) return this.#associated(item);
    if (this.#live.has(id) && DATA.has(kind)) return deadParts(this.#input, this.#live, item);
    if (!WORDS.has(kind) || this.#live.has(id)) return [];
    // Of what lies in a dead function, the function tells.
    const outer = this.#live.owners.outer(id);
    return outer !== undefined && !this.#live.has(outer) ? [] : this.#alone(item);
  }

  #isTold({ name, id, node }: Definition): boolean {
    return !this.#live.has(id) && !name.startsWith("_") && !this.#input.isAllowed(node);
  }

  #alone(item: Definition): FoundLint[] {
    const { kind, name, identSpan, span, node } = item;
    if (!this.#isTold(item) || (kind === "trait" && this.#input.minor < 78)) return [];
    const [sort, verb] = WORDS.get(kind) ?? ["item", "used"];
    const whole = this.#input.minor < 64 && (kind === "const" || kind === "static");
    return [{ lint: "dead_code", node, diagnostic: warning(`${sort} \`${name}\` is never ${verb}`).at(whole ? span : identSpan) }];
  }

  #associated(owner: Definition): FoundLint[] {
    const { definitions, minor, tcx } = this.#input;
    if (owner.kind === "trait" && minor < 78) return [];
    const dead = definitions
      .children(owner.id)
      .map((item) => definitions.get(item))
      .filter((item) => item.kind.startsWith("assoc-") && this.#isTold(item));
    const [first] = dead;
    if (first === undefined) return [];
    const sorts = [...new Set(dead.map((item) => this.#sortOf(item)))];
    const sort = sorts.length === 1 ? (sorts[0] as string) : "associated item";
    const says = tellTogether(dead, sort, "used");
    for (const { identSpan } of dead) says.at(identSpan);
    const place = owner.kind === "trait" ? "trait" : "implementation";
    says.label(owner.kind === "trait" ? owner.identSpan : tcx.implHead(owner.id), `${plural(sort, dead.length)} in this ${place}`);
    return [{ lint: "dead_code", node: first.node, diagnostic: says }];
  }

  #sortOf({ kind, id }: Definition): string {
    if (kind === "assoc-const") return "associated constant";
    if (kind === "assoc-type") return "associated type";
    const item = this.#input.tcx.items.item(id)?.kind;
    const [receiver] = item?.kind === "fn" ? item.params : [];
    return receiver !== undefined && this.#isSelf(receiver.pat) ? "method" : "associated function";
  }

  #isSelf(pat: number): boolean {
    const { kind } = this.#input.tree.pat(pat);
    return kind.kind === "ident" && kind.ident.name === "self";
  }
}
