// The words for paths that lead nowhere: E0433, and the labels E0432 shares with it.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation, Phase } from "../compilation.ts";
import type { PathResult } from "./path-result.ts";
import type { Module } from "./module.ts";

type Failed = PathResult & { kind: "failed" };

export interface FailureWords {
  /** 1.96's title. */
  readonly title: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly span: Span;
}

function isUpper(name: string): boolean {
  const first = name.charAt(0);
  return first.toLowerCase() !== first;
}

/** How messages name a module: `core`, `panic`, "the crate root". */
export function moduleWord(_compilation: Compilation, module: Module): string {
  if (module.parent !== undefined) return `\`${module.name}\``;
  return module.crate.isLocal ? "the crate root" : `\`${module.crate.name}\``;
}

/** What to say of a failed path; undefined if the words are not sure. */
export function failureWords(compilation: Compilation, result: Failed, idents: readonly Ident[]): FailureWords | undefined {
  const ident = idents[result.at];
  if (ident === undefined) return undefined;
  const { name, span } = ident;
  const modern = compilation.since(90);
  switch (result.why) {
    case "too-many-supers":
      return { title: "too many leading `super` keywords", label: "there are too many leading `super` keywords", help: undefined, span };
    case "not-in-module": {
      if (result.module === undefined || result.module.kind !== "mod") return undefined;
      const written = idents[result.at - 1]?.name;
      const isRoot = result.module.parent === undefined && result.module.crate.isLocal;
      const where = isRoot || written === undefined ? moduleWord(compilation, result.module) : `\`${written}\``;
      return {
        title: `cannot find \`${name}\` in ${written === undefined ? where : `\`${written}\``}`,
        label: `could not find \`${name}\` in ${where}`,
        help: undefined,
        span,
      };
    }
    case "unknown-crate": {
      if (name === "Self") {
        const label = `\`Self\` is only available in impls, traits, ${modern ? "and" : "or"} type definitions`;
        return { title: "cannot find `Self` in this scope", label, help: undefined, span };
      }
      if (isUpper(name))
        return { title: `cannot find type \`${name}\` in this scope`, label: `use of undeclared type \`${name}\``, help: undefined, span };
      const label = modern ? `use of unresolved module or unlinked crate \`${name}\`` : `use of undeclared crate or module \`${name}\``;
      // It is there, and only has to be named.
      const help =
        name === "alloc"
          ? "add `extern crate alloc` to use the `alloc` crate"
          : modern
            ? `if you wanted to use a crate named \`${name}\`, use \`cargo add ${name}\` to add it to your \`Cargo.toml\``
            : undefined;
      return { title: `cannot find module or crate \`${name}\` in this scope`, label, help, span };
    }
    default:
      return undefined;
  }
}

export function unresolvedPath(compilation: Compilation, words: FailureWords): DiagnosticBuilder {
  const modern = compilation.since(90);
  return error("E0433", modern ? words.title : `failed to resolve: ${words.label}`).at(words.span, words.label);
}

export function reportPathFailure(compilation: Compilation, result: Failed, idents: readonly Ident[], phase: Phase): void {
  compilation.report(phase, pathFailure(compilation, result, idents, false));
}

export function pathFailure(compilation: Compilation, result: Failed, idents: readonly Ident[], withHelp: boolean): DiagnosticBuilder {
  const words = failureWords(compilation, result, idents);
  if (words === undefined) return unsupported("KB0323", "a path of this form", idents[result.at]?.span ?? { lo: 0, hi: 0 });
  const said = unresolvedPath(compilation, words);
  if (withHelp && words.help !== undefined) said.help(words.help);
  return said;
}
