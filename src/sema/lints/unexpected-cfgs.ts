// `unexpected_cfgs`: a condition that nobody can ever set, as a misspelt `target_os` or a feature the manifest does not have.
// In: the conditions of the crate, and what cargo has announced. Out: findings with what may have been meant. Since 1.80.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import { knownCfgs } from "../../target/known-cfgs.ts";
import type { Session } from "../../target/session.ts";
import { similarName } from "../../base/near-names.ts";
import type { FoundLint } from "./report.ts";

export interface SeenCfg {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
  readonly valueSpan: Span | undefined;
}

type Values = ReadonlySet<string | undefined>;

const SHOWN = 35;
const MORE =
  "see <https://doc.rust-lang.org/nightly/rustc/check-cfg/cargo-specifics.html> for more information about checking conditional configuration";

export function unexpectedCfgs(seen: readonly SeenCfg[], session: Session): FoundLint[] {
  const judge = new CfgJudge(session);
  return seen.flatMap((cfg) => {
    const diagnostic = judge.judge(cfg);
    return diagnostic === undefined ? [] : [{ lint: "unexpected_cfgs", node: 0, diagnostic }];
  });
}

class CfgJudge {
  readonly #known: ReadonlyMap<string, Values>;
  /** Names with their values; `any` takes each. */
  readonly #expected: Map<string, Values | "any">;
  #toldNames = false;

  constructor(session: Session) {
    this.#known = knownCfgs();
    this.#expected = new Map(this.#known);
    for (const { name, values } of session.expectedCfgs ?? []) {
      const before = this.#expected.get(name);
      const isOpen = values === "any" || before === "any";
      this.#expected.set(name, isOpen ? "any" : new Set([...(before ?? []), ...values]));
    }
  }

  judge(cfg: SeenCfg): DiagnosticBuilder | undefined {
    const values = this.#expected.get(cfg.name);
    if (values === undefined) return this.#unknownName(cfg);
    return values === "any" || values.has(cfg.value) ? undefined : this.#unknownValue(cfg, values);
  }

  // --- Names -----------------------------------------------------------------------------------------------------

  #unknownName(cfg: SeenCfg): DiagnosticBuilder {
    const said = warning(`unexpected \`cfg\` condition name: \`${cfg.name}\``).at(cfg.span);
    const best = this.#suggestName(cfg, said);
    if (cfg.name !== "feature" && best !== "feature") helpCargo(cfg, said);
    return said.note(MORE);
  }

  /** The name that it was taken for, if any. */
  #suggestName(cfg: SeenCfg, said: DiagnosticBuilder): string | undefined {
    const { name, value } = cfg;
    const boolean = name.toLowerCase();
    if (value === undefined && (boolean === "false" || boolean === "true")) {
      const words = `you may have meant to use \`${boolean}\` (notice the capitalization). Doing so makes this predicate evaluate to \`${boolean}\` unconditionally`;
      said.suggest(words, [{ span: nameSpan(cfg), text: boolean }], "MachineApplicable", "verbose");
      return undefined;
    }
    const best = similarName([...this.#expected.keys()], name);
    if (best === undefined) this.#suggestValues(cfg, said);
    else this.#similar(cfg, said, best);
    return best;
  }

  #similar(cfg: SeenCfg, said: DiagnosticBuilder, best: string): void {
    const values = this.#expected.get(best);
    const possible = values === undefined || values === "any" ? [] : sorted(values);
    const suggest = (words: string, edit: Edit) => said.suggest(`there is a config with a similar name${words}`, [edit], "MaybeIncorrect");
    const tell = () => void (possible.length > 0 && said.help(`expected values for \`${best}\` are: ${list(possible)}`));
    if (cfg.value === undefined || values === undefined || values === "any") {
      suggest("", { span: nameSpan(cfg), text: best });
      tell();
    } else if (values.has(cfg.value)) suggest(" and value", { span: nameSpan(cfg), text: best });
    else if (values.has(undefined)) suggest(" and no value", { span: cfg.span, text: best });
    else {
      const first = possible[0];
      suggest(" and different values", { span: cfg.span, text: first === undefined ? best : `${best} = "${first}"` });
      tell();
    }
  }

  /** `linux` is a value of `target_os`. */
  #suggestValues(cfg: SeenCfg, said: DiagnosticBuilder): void {
    const names = cfg.value === undefined ? this.#namesWith(cfg.name, this.#expected) : [];
    if (names.length <= 3) {
      for (const name of names)
        said.suggest("found config with similar value", [{ span: nameSpan(cfg), text: `${name} = "${cfg.name}"` }], "MaybeIncorrect");
    }
    const own = [...this.#expected.keys()].filter((name) => !this.#known.has(name)).sort();
    if (own.length === 0 || this.#toldNames) return;
    this.#toldNames = true;
    const shown = own.slice(0, SHOWN);
    said.help(`expected names are: ${list(shown)}${andMore(this.#expected.size - shown.length)}`);
  }

  #namesWith(value: string, among: ReadonlyMap<string, Values | "any">): string[] {
    return [...among].flatMap(([name, values]) => (values !== "any" && values.has(value) ? [name] : [])).sort();
  }

  // --- Values ----------------------------------------------------------------------------------------------------

  #unknownValue(cfg: SeenCfg, values: Values): DiagnosticBuilder {
    const { name, value } = cfg;
    const shown = value === undefined ? "(none)" : `\`${value}\``;
    const said = warning(`unexpected \`cfg\` condition value: ${shown}`).at(cfg.span);
    const others = value === undefined || !this.#known.has(name) ? [] : this.#namesWith(value, this.#known);
    const possible = sorted(values);
    if (others.length > 0) suggestOtherNames(cfg, said, others);
    else if (possible.length > 0) suggestValue(cfg, said, possible, values.has(undefined));
    else suggestLess(cfg, said, values.has(undefined));
    if (name === "feature")
      said.help(
        value === undefined
          ? "consider defining some features in `Cargo.toml`"
          : `consider adding \`${value}\` as a feature in \`Cargo.toml\``,
      );
    else if (!this.#known.has(name)) helpCargo(cfg, said);
    return said.note(MORE);
  }
}

function suggestOtherNames(cfg: SeenCfg, said: DiagnosticBuilder, names: readonly string[]): void {
  for (const name of names.slice(0, 3)) {
    const words = `\`${cfg.value}\` is an expected value for \`${name}\``;
    said.suggest(words, [{ span: nameSpan(cfg), text: name }], "MaybeIncorrect", "verbose");
  }
}

function suggestValue(cfg: SeenCfg, said: DiagnosticBuilder, possible: readonly string[], mayBeNone: boolean): void {
  const shown = possible.slice(0, SHOWN);
  const none = mayBeNone ? "(none), " : "";
  said.note(`expected values for \`${cfg.name}\` are: ${none}${list(shown)}${andMore(possible.length - shown.length)}`);
  const best = cfg.value === undefined ? undefined : similarName(possible, cfg.value);
  const { hi } = nameSpan(cfg);
  if (best !== undefined && cfg.valueSpan !== undefined)
    said.suggest("there is a expected value with a similar name", [{ span: cfg.valueSpan, text: `"${best}"` }], "MaybeIncorrect");
  else if (cfg.value === undefined && possible.length === 1)
    said.suggest("specify a config value", [{ span: { lo: hi, hi }, text: ` = "${possible[0]}"` }], "MaybeIncorrect");
}

function suggestLess(cfg: SeenCfg, said: DiagnosticBuilder, takesNone: boolean): void {
  said.note(`no expected value${takesNone ? "" : "s"} for \`${cfg.name}\``);
  const span = takesNone ? { lo: nameSpan(cfg).hi, hi: cfg.span.hi } : cfg.span;
  said.suggest(takesNone ? "remove the value" : "remove the condition", [{ span, text: "" }], "MaybeIncorrect");
}

/** How to announce the condition to cargo. */
function helpCargo({ name, value }: SeenCfg, said: DiagnosticBuilder): void {
  const condition = (quote: string) => (value === undefined ? `cfg(${name})` : `cfg(${name}, values(${quote}${value}${quote}))`);
  said.help("consider using a Cargo feature instead");
  said.help(
    "or consider adding in `Cargo.toml` the `check-cfg` lint config for the lint:\n" +
      ` [lints.rust]\n unexpected_cfgs = { level = "warn", check-cfg = ['${condition('"')}'] }`,
  );
  said.help(`or consider adding \`println!("cargo::rustc-check-cfg=${condition('\\"')}");\` to the top of the \`build.rs\``);
}

function nameSpan({ name, span }: SeenCfg): Span {
  return { ...span, hi: span.lo + name.length };
}

function sorted(values: Values): string[] {
  return [...values].filter((value) => value !== undefined).sort();
}

/** `a`, `a` and `b`, `a`, `b`, and `c`, each in backquotes. */
function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  if (quoted.length === 0) return last;
  return quoted.length === 1 ? `${quoted[0]} and ${last}` : `${quoted.join(", ")}, and ${last}`;
}

function andMore(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
