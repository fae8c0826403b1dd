// Findings of lints become diagnostics: the level decides whether it is an error, a warning or nothing, and a note tells
// where the level comes from. Each such note is told once in a run.
import type { SubDiagnostic } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { NodeId, Tree } from "../../syntax/ast.ts";
import type { LintLevel, Session } from "../../target/session.ts";
import { commandLineNames } from "./command-line-names.ts";
import { LintLevels } from "./levels.ts";
import type { LevelAt } from "./levels.ts";
import type { LintSetting } from "./lint-attributes.ts";
import { lintTable } from "./lint-table.ts";
import type { LintTable } from "./lint-table.ts";

/** A finding; its diagnostic's own level is of no account. */
export interface FoundLint {
  readonly lint: string;
  /** The node whose place decides which attributes hold; 0 for the crate. */
  readonly node: NodeId;
  /** Where it is instead, if it is told of another place: the call of a macro that it is found in. */
  readonly place?: number;
  /** The attribute that it is found in. */
  readonly setting?: LintSetting;
  readonly diagnostic: Diagnostic;
}

export class LintReporter {
  readonly levels: LintLevels;
  readonly #table: LintTable;
  readonly #minor: number;
  readonly #told = new Set<string>();
  readonly #fulfilled = new Set<LintSetting>();

  constructor(
    settings: readonly LintSetting[],
    session: Session,
    readonly tree: Tree,
  ) {
    this.#minor = session.release.minor;
    this.#table = lintTable(this.#minor, session.edition);
    this.levels = new LintLevels(this.#table, settings, session);
  }

  /** The diagnostics for findings, in their order; nothing for what is allowed or expected. */
  report(found: readonly FoundLint[]): Diagnostic[] {
    return found.flatMap((one) => this.#one(one) ?? []);
  }

  /** What is wrong with names on the command line, judged by what stands in front of them. */
  commandLine(session: Session): Diagnostic[] {
    return commandLineNames(session.lintLevels, this.#table, this.#minor).flatMap(({ lint, diagnostic, before }) => {
      if (lint === undefined) return [diagnostic];
      const levels = new LintLevels(this.#table, [], { lintLevels: before, capLints: session.capLints });
      return this.#judged(lint, diagnostic, levels.at(lint, 0)) ?? [];
    });
  }

  #one({ lint, node, place, setting, diagnostic }: FoundLint): Diagnostic | undefined {
    const own = node === 0 ? (diagnostic.spans.find(({ primary }) => primary)?.span.lo ?? 0) : this.tree.span(node).lo;
    return this.#judged(lint, diagnostic, this.levels.at(lint, place ?? own, setting));
  }

  #judged(lint: string, diagnostic: Diagnostic, at: LevelAt): Diagnostic | undefined {
    if (at.level === "allow") return undefined;
    if (at.level === "expect") {
      if (at.decided.by === "attribute") this.#fulfilled.add(at.decided.setting);
      return undefined;
    }
    // A reason is told each time.
    const reason = at.decided.by === "attribute" && at.decided.setting.reason !== undefined ? [note(at.decided.setting.reason)] : [];
    const why = [...reason, ...this.#why(lint, at).filter((each) => this.#isNew(each))];
    // Up to 1.75 a lint said where its level comes from before anything else.
    const children = this.#minor >= 76 ? [...diagnostic.children, ...why] : [...why, ...diagnostic.children];
    const level = at.level === "deny" || at.level === "forbid" ? "error" : "warning";
    return { ...diagnostic, level, lint, children };
  }

  #isNew(note: SubDiagnostic): boolean {
    const key = JSON.stringify(note);
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  #why(lint: string, { level, decided }: LevelAt): SubDiagnostic[] {
    if (decided.by === "default") return [note(this.#defaultText(lint, level))];
    if (decided.by === "command-line") return this.#commandLine(lint, decided.name, decided.level);
    const { setting } = decided;
    const why: SubDiagnostic[] = [
      { level: "note", message: "the lint level is defined here", spans: [{ span: setting.nameSpan, primary: true }] },
    ];
    const named = this.#table.renamed(setting.name)?.to ?? setting.name;
    if (named !== lint) why.push(note(`\`#[${level}(${lint})]\` implied by \`#[${level}(${setting.name})]\``));
    return why;
  }

  #defaultText(lint: string, level: LintLevel): string {
    const group = this.#minor >= 89 ? this.#table.groupOf(lint) : undefined;
    const part = group === undefined ? "" : ` (part of \`#[${level}(${group})]\`)`;
    return `\`#[${level}(${lint})]\`${part} on by default`;
  }

  #commandLine(lint: string, name: string, level: LintLevel): SubDiagnostic[] {
    const flag = { warn: "-W", deny: "-D", forbid: "-F", allow: "-A", "force-warn": "--force-warn", expect: "" }[level];
    const dashed = (text: string) => `${flag} ${text.replaceAll("_", "-")}`;
    if (name === lint) return [note(`requested on the command line with \`${dashed(lint)}\``)];
    const implied = note(`\`${dashed(lint)}\` implied by \`${dashed(name)}\``);
    if (this.#minor < 71 || (level !== "warn" && level !== "deny")) return [implied];
    const expects = lint === "dead_code" && this.#minor >= 92 ? `\`#[expect(${lint})]\` or ` : "";
    return [implied, { level: "help", message: `to override \`${dashed(name)}\` add ${expects}\`#[allow(${lint})]\``, spans: [] }];
  }

  /** Expectations that nothing met, as findings of `unfulfilled_lint_expectations`. */
  unfulfilled(settings: readonly LintSetting[]): FoundLint[] {
    return settings
      .filter((setting) => setting.level === "expect" && !this.#fulfilled.has(setting))
      .map((setting) => ({ lint: "unfulfilled_lint_expectations", node: 0, diagnostic: unfulfilled(setting) }));
  }
}

function note(message: string): SubDiagnostic {
  return { level: "note", message, spans: [] };
}

function unfulfilled({ nameSpan, reason }: LintSetting): Diagnostic {
  return {
    level: "warning",
    message: "this lint expectation is unfulfilled",
    spans: [{ span: nameSpan, primary: true }],
    children: reason === undefined ? [] : [note(reason)],
    suggestions: [],
  };
}
