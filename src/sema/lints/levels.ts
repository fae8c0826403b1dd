// Which level a lint has at a place, and who said so. The innermost attribute round the place decides, then the command
// line, then the default; what would warn asks `warnings` once more; a cap lowers the rest.
import type { Pos, Span } from "../../base/source.ts";
import { error, warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { LintLevel, Session } from "../../target/session.ts";
import type { LintSetting } from "./lint-attributes.ts";
import type { LintTable } from "./lint-table.ts";

export type Decided =
  | { readonly by: "default" }
  | { readonly by: "attribute"; readonly setting: LintSetting }
  /** `name` as given: the lint, its group, or `warnings`. */
  | { readonly by: "command-line"; readonly name: string; readonly level: LintLevel };

export interface LevelAt {
  readonly level: LintLevel;
  readonly decided: Decided;
}

export class LintLevels {
  readonly #byName = new Map<string, LintSetting[]>();
  /** Of lints whose settings are others for early lints. */
  readonly #early = new Map<string, LintSetting[]>();
  readonly #commandLine: Session["lintLevels"];
  readonly #cap: LintLevel | undefined;

  constructor(
    readonly table: LintTable,
    settings: readonly LintSetting[],
    session: Pick<Session, "lintLevels" | "capLints">,
  ) {
    this.#commandLine = session.lintLevels;
    this.#cap = session.capLints;
    for (const setting of settings) {
      for (const name of this.#namesOf(setting.name)) {
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [setting]);
        else known.push(setting);
      }
    }
    if (settings.some(({ level }) => level === "forbid")) this.#keepForbidden();
  }

  /** For early lints, what would lower a lint that is forbidden by its name has no effect; the late ones heed it. */
  #keepForbidden(): void {
    for (const [name, known] of this.#byName) {
      const forbidding = known.filter(({ level }) => level === "forbid");
      const lowers = (inner: LintSetting): boolean =>
        forbidding.some((outer) => !this.#isByGroup(inner, outer) && this.#lowers(inner, outer));
      if (known.some(lowers))
        this.#early.set(
          name,
          known.filter((inner) => !lowers(inner)),
        );
    }
  }

  /** The lints a name stands for: itself or the members of the group. */
  #namesOf(name: string): readonly string[] {
    return this.table.group(name) ?? [this.table.renamed(name)?.to ?? name];
  }

  /** `asked`: an attribute that is being read; those behind it at the same place do not count yet. */
  at(lint: string, place: Pos, asked?: LintSetting): LevelAt {
    return this.#capped(this.#withWarnings(this.#lookUp(lint, place, asked) ?? this.#default(lint), place, asked));
  }

  /** False if nobody has asked for a lint that is allowed by default. */
  isEverOn(lint: string): boolean {
    return this.table.defaultLevel(lint) !== "allow" || this.#byName.has(lint) || this.#fromCommandLine(lint) !== undefined;
  }

  /** Of lints that are allowed by default: the release has it, and somebody asks for it. */
  isOn(lint: string): boolean {
    return this.table.isLint(lint) && this.isEverOn(lint);
  }

  #default(lint: string): LevelAt {
    return { level: this.table.defaultLevel(lint), decided: { by: "default" } };
  }

  #lookUp(lint: string, place: Pos, asked?: LintSetting): LevelAt | undefined {
    const forced = this.#commandLine.findLast(({ lint: name, level }) => level === "force-warn" && this.#namesOf(name).includes(lint));
    if (forced !== undefined) return { level: "force-warn", decided: { by: "command-line", name: forced.lint, level: "force-warn" } };
    const given = this.#fromCommandLine(lint);
    const setting = given?.level === "forbid" ? undefined : innermost(this.#settings(lint), place, asked);
    return setting === undefined ? given : { level: setting.level, decided: { by: "attribute", setting } };
  }

  /** Whether early lints are looked for. */
  isEarly = false;

  #settings(lint: string): readonly LintSetting[] {
    return (this.isEarly ? this.#early.get(lint) : undefined) ?? this.#byName.get(lint) ?? [];
  }

  #fromCommandLine(lint: string): LevelAt | undefined {
    const given = this.#commandLine.findLast(({ lint: name }) => this.#namesOf(name).includes(lint));
    return given === undefined ? undefined : { level: given.level, decided: { by: "command-line", name: given.lint, level: given.level } };
  }

  #withWarnings(found: LevelAt, place: Pos, asked?: LintSetting): LevelAt {
    return found.level === "warn" ? (this.#lookUp("warnings", place, asked) ?? found) : found;
  }

  #capped(found: LevelAt): LevelAt {
    if (this.#cap === undefined || found.level === "force-warn") return found;
    if (this.#cap === "allow") return { ...found, level: "allow" };
    return this.#cap === "warn" && (found.level === "deny" || found.level === "forbid") ? { ...found, level: "warn" } : found;
  }

  /** Attributes that would lower what an outer one forbids. */
  conflicts(): Diagnostic[] {
    return this.#lowered(false).map(([inner, outer]) => conflict(error("E0453", incompatible(inner)), inner, outer));
  }

  /** What a whole group forbids: only told (`forbidden_lint_groups`). */
  groupConflicts(): { lint: string; node: number; place: Pos; diagnostic: Diagnostic }[] {
    return this.#lowered(true).map(([inner, outer]) => {
      const diagnostic = conflict(warning(incompatible(inner)), inner, outer).phasedOut(81670);
      return { lint: "forbidden_lint_groups", node: 0, place: inner.nameSpan.lo, diagnostic };
    });
  }

  #lowered(byGroup: boolean): (readonly [LintSetting, LintSetting])[] {
    const all = [...new Set([...this.#byName.values()].flat())];
    const forbidding = all.filter(({ level }) => level === "forbid");
    return all.flatMap((inner) => {
      const outer = forbidding.find((other) => this.#isByGroup(inner, other) === byGroup && this.#lowers(inner, other));
      return outer === undefined ? [] : [[inner, outer] as const];
    });
  }

  #isByGroup(inner: LintSetting, outer: LintSetting): boolean {
    return this.table.group(outer.name) !== undefined && outer.name !== inner.name;
  }

  #lowers(inner: LintSetting, outer: LintSetting): boolean {
    if (inner === outer || inner.level === "forbid" || !contains(outer.scope, inner.scope)) return false;
    const isSamePlace = contains(inner.scope, outer.scope);
    if (isSamePlace && inner.order < outer.order) return false;
    const names = this.#namesOf(outer.name);
    return this.#namesOf(inner.name).some((name) => names.includes(name));
  }
}

const incompatible = ({ level, name }: LintSetting): string => `${level}(${name}) incompatible with previous forbid`;

function conflict(said: DiagnosticBuilder, inner: LintSetting, outer: LintSetting): DiagnosticBuilder {
  return said.at(inner.nameSpan, "overruled by previous forbid").label(outer.nameSpan, "`forbid` level set here");
}

function contains(outer: Span, inner: Span): boolean {
  return outer.lo <= inner.lo && inner.hi <= outer.hi;
}

/** The smallest scope round the place; of one node's the last that was written. */
function innermost(settings: readonly LintSetting[], place: Pos, asked?: LintSetting): LintSetting | undefined {
  let best: LintSetting | undefined;
  for (const setting of settings) {
    if (place < setting.scope.lo || place >= setting.scope.hi) continue;
    if (asked !== undefined && setting.node === asked.node && setting.order > asked.order) continue;
    if (best === undefined || contains(best.scope, setting.scope)) best = setting;
  }
  return best;
}
