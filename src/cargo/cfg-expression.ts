// `cfg(all(unix, target_os = "linux"))` of manifests and configurations, judged against a target's cfgs.
import type { Cfg } from "../target/session.ts";

const TOKEN = /\s*(?:([A-Za-z_]\w*)|"([^"]*)"|([(),=]))/y;

class Judge {
  at = 0;
  constructor(
    readonly text: string,
    readonly cfgs: readonly Cfg[],
  ) {}

  next(): { readonly word?: string; readonly string?: string; readonly mark?: string } | undefined {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (found === null) return undefined;
    this.at = TOKEN.lastIndex;
    if (found[1] !== undefined) return { word: found[1] };
    return found[2] === undefined ? { mark: found[3] as string } : { string: found[2] };
  }

  peekMark(mark: string): boolean {
    const before = this.at;
    if (this.next()?.mark === mark) return true;
    this.at = before;
    return false;
  }

  /** predicate = "all" "(" list ")" | "any" "(" list ")" | "not" "(" predicate ")" | name [ "=" string ] */
  predicate(): boolean {
    const word = this.next()?.word;
    if (word === undefined) return false;
    if ((word === "all" || word === "any" || word === "not" || word === "cfg") && this.peekMark("("))
      return this.combine(word, this.list());
    if (!this.peekMark("=")) return word === "true" || this.cfgs.some(({ name, value }) => name === word && value === undefined);
    const value = this.next()?.string;
    return this.cfgs.some((cfg) => cfg.name === word && cfg.value === value);
  }

  list(): boolean[] {
    const results: boolean[] = [];
    while (!this.peekMark(")") && this.at < this.text.length) {
      results.push(this.predicate());
      if (!this.peekMark(",") && this.text[this.at] !== ")" && !/^\s*\)/.test(this.text.slice(this.at))) break;
    }
    return results;
  }

  combine(word: string, results: readonly boolean[]): boolean {
    if (word === "any") return results.some(Boolean);
    return word === "not" ? results[0] === false : results.every(Boolean);
  }
}

export function cfgMatches(expression: string, cfgs: readonly Cfg[]): boolean {
  return new Judge(expression, cfgs).predicate();
}
