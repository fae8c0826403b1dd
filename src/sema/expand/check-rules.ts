// What `macro_rules!` demands of a definition before any call: each variable once, no repetition of nothing, and after
// a fragment only tokens that no future syntax of that fragment can swallow (the Reference's follow sets).
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { error } from "../../diag/diagnostic.ts";
import { tokenText } from "../../syntax/describe.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isOpen, type TokenBuffer } from "../../syntax/tokens.ts";
import * as W from "../../syntax/words.ts";
import type { Span } from "../../base/source.ts";
import { fragmentName, type FragmentKind, type Rule, type RuleTree } from "./matcher.ts";
import { variableText } from "./parse-rules.ts";

type Leaf = RuleTree & { kind: "token" | "declaration" };

/** What may come: leaves, and whether nothing may come. */
interface Leaves {
  readonly leaves: readonly Leaf[];
  readonly maybeEmpty: boolean;
}

export function checkRules(tokens: TokenBuffer, rules: readonly Rule[], out: DiagnosticBuilder[]): void {
  const checker = new RuleChecker(tokens, out);
  for (const rule of rules) checker.check(rule);
}

const ALLOWED: Readonly<Partial<Record<FragmentKind, readonly string[]>>> = {
  stmt: ["=>", ",", ";"],
  expr: ["=>", ",", ";"],
  expr_2021: ["=>", ",", ";"],
  pat: ["=>", ",", "=", "if", "in"],
  pat_param: ["=>", ",", "=", "|", "if", "in"],
  path: ["{", "[", "=>", ",", ">", "=", ":", ";", "|", "as", "where"],
  ty: ["{", "[", "=>", ",", ">", "=", ":", ";", "|", "as", "where"],
  vis: [",", "an ident", "a type"],
};

class RuleChecker {
  readonly #tokens: TokenBuffer;
  readonly #out: DiagnosticBuilder[];

  constructor(tokens: TokenBuffer, out: DiagnosticBuilder[]) {
    this.#tokens = tokens;
    this.#out = out;
  }

  check(rule: Rule): void {
    if (!this.#noEmptyRepetition(rule.left)) return;
    this.#duplicates(rule.left, new Map());
    this.#follow(rule.left, { leaves: [], maybeEmpty: false });
  }

  #noEmptyRepetition(trees: readonly RuleTree[]): boolean {
    for (const tree of trees) {
      if (tree.kind === "delimited" && !this.#noEmptyRepetition(tree.trees)) return false;
      if (tree.kind !== "sequence") continue;
      if (tree.repetition.separator === undefined && tree.trees.every(mayBeEmpty)) {
        this.#out.push(error("repetition matches empty token tree").at(tree.span));
        return false;
      }
      if (!this.#noEmptyRepetition(tree.trees)) return false;
    }
    return true;
  }

  #duplicates(trees: readonly RuleTree[], seen: Map<string, Span>): void {
    for (const tree of trees) {
      if (tree.kind === "delimited" || tree.kind === "sequence") this.#duplicates(tree.trees, seen);
      if (tree.kind !== "declaration") continue;
      const before = seen.get(tree.name);
      if (before === undefined) seen.set(tree.name, tree.span);
      else this.#out.push(error("duplicate matcher binding").at(tree.span, "duplicate binding").label(before, "previous binding"));
    }
  }

  /** What a list of trees may begin with. */
  #first(trees: readonly RuleTree[]): Leaves {
    const leaves: Leaf[] = [];
    for (const tree of trees) {
      if (tree.kind === "sequence") {
        const inner = this.#first(tree.trees);
        leaves.push(...inner.leaves);
        if (inner.maybeEmpty && tree.repetition.separator !== undefined) leaves.push({ kind: "token", token: tree.repetition.separator });
        if (!inner.maybeEmpty && tree.repetition.operator === "+") return { leaves, maybeEmpty: false };
        continue;
      }
      if (tree.kind === "delimited") leaves.push({ kind: "token", token: tree.open });
      else if (tree.kind === "token" || tree.kind === "declaration") leaves.push(tree);
      else continue;
      return { leaves, maybeEmpty: false };
    }
    return { leaves, maybeEmpty: true };
  }

  /** Checks all pairs of neighbours; gives what may come last. */
  #follow(trees: readonly RuleTree[], after: Leaves): Leaves {
    let last: Leaves = { leaves: [], maybeEmpty: true };
    trees.forEach((tree, i) => {
      const rest = this.#first(trees.slice(i + 1));
      const next = rest.maybeEmpty ? join(rest, after) : rest;
      if (tree.kind === "delimited") {
        this.#follow(tree.trees, { leaves: [{ kind: "token", token: tree.close }], maybeEmpty: false });
        last = { leaves: [], maybeEmpty: false };
        return;
      }
      if (tree.kind === "sequence") {
        last = this.#sequence(tree, next, last);
        return;
      }
      if (tree.kind !== "declaration" || ALLOWED[tree.fragment] === undefined) {
        last = { leaves: [], maybeEmpty: false };
        return;
      }
      last = { leaves: [tree], maybeEmpty: false };
      this.#pairs(last, next);
    });
    return last;
  }

  #sequence(tree: RuleTree & { kind: "sequence" }, next: Leaves, last: Leaves): Leaves {
    const { separator, operator } = tree.repetition;
    const separated: Leaves =
      separator === undefined ? next : { leaves: [...next.leaves, { kind: "token", token: separator }], maybeEmpty: next.maybeEmpty };
    // That a repetition without separator follows itself, rustc does not look at: `$($t:ty)*` is fine.
    const inner = this.#follow(tree.trees, separated);
    return inner.maybeEmpty || operator !== "+" ? join(last, { ...inner, maybeEmpty: inner.maybeEmpty }) : inner;
  }

  #pairs(last: Leaves, next: Leaves): void {
    const verb = last.leaves.length === 1 && next.leaves.length === 1 ? "is" : "may be";
    for (const leaf of last.leaves) {
      if (leaf.kind !== "declaration") continue;
      for (const follower of next.leaves) if (!this.#mayFollow(leaf.fragment, follower)) this.#report(leaf, follower, verb);
    }
  }

  #report(leaf: RuleTree & { kind: "declaration" }, follower: Leaf, verb: string): void {
    const kind = fragmentName(leaf.fragment);
    const span = follower.kind === "token" ? this.#tokens.span(follower.token) : follower.span;
    const text =
      follower.kind === "token"
        ? tokenText(this.#tokens, follower.token)
        : `$${variableText(follower.name)}:${fragmentName(follower.fragment)}`;
    const name = `$${variableText(leaf.name)}:${kind}`;
    const said = error(`\`${name}\` ${verb} followed by \`${text}\`, which is not allowed for \`${kind}\` fragments`);
    said.at(span, `not allowed after \`${kind}\` fragments`);
    if (kind === "pat" && text === "|") {
      const edit = { span: leaf.span, text: `$${variableText(leaf.name)}:pat_param` };
      said.suggest("try a `pat_param` fragment specifier instead", [edit], "MaybeIncorrect");
    }
    const allowed = (ALLOWED[leaf.fragment] ?? []).map((word) => (word.startsWith("a") && word !== "as" ? word : `\`${word}\``));
    said.note(`allowed there are: ${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}`);
    this.#out.push(said);
  }

  #mayFollow(fragment: FragmentKind, follower: Leaf): boolean {
    if (follower.kind === "token" && isCloseKind(this.#tokens.kind(follower.token))) return true;
    const allowed = ALLOWED[fragment];
    if (allowed === undefined) return true;
    if (fragment === "vis") return this.#mayFollowVisibility(follower);
    if (follower.kind === "declaration") return (fragment === "path" || fragment === "ty") && follower.fragment === "block";
    const kind = this.#tokens.kind(follower.token);
    if (kind === T.RawIdent) return false;
    if (kind === T.Shr && (fragment === "path" || fragment === "ty")) return true;
    return allowed.includes(this.#tokens.text(follower.token));
  }

  #mayFollowVisibility(follower: Leaf): boolean {
    if (follower.kind === "declaration") return ["ident", "ty", "path"].includes(follower.fragment);
    const kind = this.#tokens.kind(follower.token);
    if (kind === T.Ident) return (this.#tokens.payloads[follower.token] as number) !== W.Priv;
    return kind === T.Comma || kind === T.RawIdent || beginsType(kind);
  }
}

function isCloseKind(kind: number): boolean {
  return kind === T.CloseParen || kind === T.CloseBracket || kind === T.CloseBrace || kind === T.CloseNone;
}

/** Tokens, words apart, that a type may begin with. */
export function beginsType(kind: number): boolean {
  if (isOpen(kind)) return kind === T.OpenParen || kind === T.OpenBracket;
  return [T.Not, T.Star, T.And, T.AndAnd, T.Question, T.Lifetime, T.RawLifetime, T.Lt, T.Shl, T.PathSep].includes(kind);
}

function mayBeEmpty(tree: RuleTree): boolean {
  if (tree.kind === "declaration") return tree.fragment === "vis";
  return tree.kind === "sequence" && (tree.repetition.operator !== "+" || tree.trees.every(mayBeEmpty));
}

function join(first: Leaves, second: Leaves): Leaves {
  return { leaves: [...first.leaves, ...second.leaves], maybeEmpty: second.maybeEmpty };
}
