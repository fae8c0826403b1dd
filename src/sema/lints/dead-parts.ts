// Variants that nobody constructs and fields that nobody reads, of a type that is used: one finding for the fields of each
// variant, then one for all variants. In: what is live. Out: findings of `dead_code`.
import type { Definition } from "../definitions.ts";
import type { Ty } from "../types/ty.ts";
import { plural, tellTogether } from "./dead-words.ts";
import type { LiveCode, LiveInput } from "./live-code.ts";
import type { FoundLint } from "./report.ts";

const UNIT_OR_NOT =
  "consider changing the field to be of unit type to suppress this warning while preserving the field numbering, or remove the field";

export function deadParts(input: LiveInput, live: LiveCode, adt: Definition): FoundLint[] {
  return new DeadParts(input, live, adt).find();
}

class DeadParts {
  readonly #input: LiveInput;
  readonly #live: LiveCode;
  readonly #adt: Definition;

  constructor(input: LiveInput, live: LiveCode, adt: Definition) {
    this.#input = input;
    this.#live = live;
    this.#adt = adt;
  }

  find(): FoundLint[] {
    const { definitions, tcx } = this.#input;
    const variants = tcx.adt(this.#adt.id).variants.map(({ def }) => definitions.get(def));
    if (this.#adt.kind !== "enum") return this.#fields(this.#adt);
    const dead = variants.filter(({ id }) => !this.#live.has(id));
    const alive = variants.filter(({ id }) => this.#live.has(id));
    return [...alive.flatMap((variant) => this.#fields(variant)), ...this.#together(this.#adt, dead, "variant", "constructed")];
  }

  #fields(owner: Definition): FoundLint[] {
    const { definitions, tcx, minor } = this.#input;
    const variant = tcx.adt(this.#adt.id).variants.find(({ def }) => def === owner.id);
    if (variant?.shape === "tuple" && minor < 77) return [];
    const dead = this.#live.parts.fieldsOf(owner.id).filter((field, i) => {
      const type = variant?.fields[i]?.type;
      return !this.#live.has(field) && type !== undefined && this.#isWorthTelling(type, variant?.shape === "tuple");
    });
    return this.#together(
      owner,
      dead.map((field) => definitions.get(field)),
      "field",
      "read",
    );
  }

  /** Markers are there for their type; tuple fields without a size (or with an unknown one) for their number. */
  #isWorthTelling(type: Ty, isPositional: boolean): boolean {
    const { tcx } = this.#input;
    if (type.kind === "adt" && tcx.isLang(type.def, "phantom_data")) return false;
    return !isPositional || !this.#mayBeEmpty(type);
  }

  #mayBeEmpty(type: Ty): boolean {
    const { tcx } = this.#input;
    switch (type.kind) {
      case "tuple":
        return type.elements.every((element) => this.#mayBeEmpty(element));
      case "array":
        return type.length.kind !== "const" || type.length.value === 0n || this.#mayBeEmpty(type.element);
      case "adt": {
        const { variants } = tcx.adt(type.def);
        const fields = variants.flatMap((variant) => variant.fields);
        return variants.length < 2 && fields.every((field) => this.#mayBeEmpty(tcx.types.substitute(field.type, type.args)));
      }
      // Of a pointer to what may be unsized nobody knows the size, either.
      case "ref":
      case "ptr":
        return ["param", "projection", "opaque"].includes(type.target.kind) && !this.#input.isSized(this.#adt.id, type.target);
      case "param":
      case "projection":
      case "opaque":
      case "never":
      case "fn-def":
        return true;
      default:
        return false;
    }
  }

  #together(owner: Definition, dead: readonly Definition[], sort: "field" | "variant", verb: string): FoundLint[] {
    const told = dead.filter(({ name, node }) => !name.startsWith("_") && !this.#input.isAllowed(node));
    const [first] = told;
    if (first === undefined) return [];
    const said = tellTogether(told, sort, verb);
    const isPositional = /^\d/.test(first.name);
    const whole = isPositional || this.#input.minor < 64;
    for (const { span, identSpan } of told) said.at(whole ? span : identSpan);
    said.label(owner.identSpan, `${plural(sort, told.length)} in this ${owner.kind}`);
    if (isPositional) this.#suggestRemoval(said, owner, told);
    const note = this.#derived();
    if (note !== undefined) said.note(note);
    return [{ lint: "dead_code", node: first.node, diagnostic: said }];
  }

  /** The last fields of a struct can go; others keep the numbers of those behind them. */
  #suggestRemoval(said: ReturnType<typeof tellTogether>, owner: Definition, dead: readonly Definition[]): void {
    const trailing = owner.kind === "struct" ? this.#live.parts.fieldsOf(owner.id).slice(-dead.length) : [];
    const many = dead.length > 1;
    if (dead.every(({ id }) => trailing.includes(id))) {
      said.help(many ? "consider removing these fields" : "consider removing this field");
      return;
    }
    const message = many ? UNIT_OR_NOT.replaceAll(/\bfield(?! numbering)/g, "fields") : UNIT_OR_NOT;
    said.suggest(
      message,
      dead.map(({ span }) => ({ span, text: "()" })),
      "HasPlaceholders",
      "verbose",
    );
  }

  /** Derived traits that do not count, the last one first. */
  #derived(): string | undefined {
    const traits = [...(this.#live.ignored.get(this.#adt.id) ?? [])].reverse().map((name) => `\`${name}\``);
    if (traits.length === 0) return undefined;
    const [impls, these] = traits.length > 1 ? ["derived impls for the traits", "these are"] : ["a derived impl for the trait", "this is"];
    return `\`${this.#adt.name}\` has ${impls} ${traits.join(" and ")}, but ${these} intentionally ignored during dead code analysis`;
  }
}
