// A verb's words, read as clap reads them: from left to right, in one pass, so that the fault that is told is clap's first.
// commander, which fills the options in, finds no fault then. An option's value is judged when the next word is understood; words
// that are not understood end the pass at once. (clap 4: `parser/parser.rs`; order by experiment.)
import { mostAlike } from "../base/similar.ts";
import { CargoError } from "../cargo/cargo-error.ts";
import { missingValue } from "../cargo/value-words.ts";
import { isHyphenated, isRepeatable, judgeValue, restOf, takesAnyWords } from "./clap-options.ts";
import type { Option } from "./clap-options.ts";
import {
  NOTHING_USED,
  missingArguments,
  repeatedOption,
  shownOption,
  unexpectedArgument,
  unknownSubcommand,
  unwantedValue,
} from "./clap-words.ts";
import type { Call, Used } from "./clap-words.ts";
import { foreignOption, foreignOptions, isHidden, refusedLongs, refusedWord } from "./foreign-options.ts";

/** A verb's options, for words in front of it: `cargo --release build`. */
export interface Behind {
  readonly verb: string;
  readonly options: readonly Option[];
}

/** An option whose value, or its lack, is not judged yet. */
interface Pending {
  readonly option: Option;
  readonly value?: string;
}

class WordReader {
  private pending: Pending | undefined;
  private readonly seen = new Set<Option>();
  private readonly shown: string[] = [];
  private words = 0;
  private readonly foreign: readonly Option[];

  constructor(
    private readonly call: Call,
    private readonly behind: Behind | undefined,
  ) {
    this.foreign = foreignOptions(call.verb, call.release).map((flags) => call.command.createOption(flags));
  }

  /** True if help is asked for. */
  read(argv: readonly string[]): boolean {
    const dashes = argv.indexOf("--");
    const end = dashes < 0 ? argv.length : dashes;
    for (const word of argv.slice(0, end)) {
      if (this.takesAsValue(word)) this.pending = { option: (this.pending as Pending).option, value: word };
      else if (word.startsWith("--")) {
        if (this.long(word)) return true;
      } else if (word.startsWith("-") && word !== "-") {
        if (this.cluster(word)) return true;
      } else {
        this.argument(word, false);
        if (restOf(this.call.command) === "first") return this.finish();
      }
    }
    for (const word of argv.slice(end + 1)) this.argument(word, true);
    return this.finish();
  }

  private finish(): false {
    this.resolve();
    const { command, release } = this.call;
    if (command.registeredArguments.slice(this.words).some(({ required }) => required)) throw missingArguments(this.call, this.used());
    const foreign = this.foreign.find((option) => this.seen.has(option));
    if (foreign?.long !== undefined) throw foreignOption(foreign.long, release);
    return false;
  }

  private used(...more: readonly string[]): Used {
    return { options: [...new Set([...this.shown, ...more])], words: this.words };
  }

  private takesAsValue(word: string): boolean {
    const { pending } = this;
    if (pending === undefined || pending.value !== undefined) return false;
    return isHyphenated(pending.option) || !/^-./.test(word);
  }

  /** Judges the option before. Throws CargoError. */
  private resolve(): void {
    const { pending } = this;
    this.pending = undefined;
    if (pending === undefined) return;
    if (pending.value === undefined && pending.option.required) throw missingValue(shownOption(pending.option), pending.option.argChoices);
    this.take(pending.option, pending.value);
  }

  /** As `resolve`; another fault is told. */
  private resolveQuietly(): void {
    try {
      this.resolve();
    } catch (error) {
      if (!(error instanceof CargoError)) throw error;
    }
  }

  private take(option: Option, value: string | undefined): void {
    if (this.seen.has(option) && !isRepeatable(option)) throw repeatedOption(option, this.call);
    this.seen.add(option);
    if (!option.hidden && !isHidden(option.long ?? "")) this.shown.push(shownOption(option));
    if (value !== undefined) judgeValue(option, value, this.call.release);
  }

  /** An option that is understood, with the value that it was written together with. */
  private option(option: Option, attached: string | undefined): void {
    this.resolve();
    if ((option.required || option.optional) && attached === undefined) this.pending = { option };
    else this.take(option, attached);
  }

  private long(word: string): boolean {
    const equals = word.indexOf("=");
    const name = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? undefined : word.slice(equals + 1);
    const refused = refusedWord(name, this.call);
    const option = [...this.call.command.options, ...this.foreign].find(({ long }) => long === name);
    const isFlag = option === undefined ? refused !== undefined || name === "--help" : !option.required && !option.optional;
    if (isFlag && value !== undefined) {
      this.resolveQuietly();
      throw unwantedValue(option === undefined ? name : shownOption(option), value, this.call);
    }
    if (refused !== undefined) {
      this.resolve();
      throw unexpectedArgument(refused.shown, this.call, NOTHING_USED, [refused.tip]);
    }
    if (name === "--help") return this.help();
    if (option === undefined) throw this.unknownLong(name);
    this.option(option, value);
    return false;
  }

  private help(): true {
    this.resolve();
    return true;
  }

  /** `-rqj2`: letters, the last of which may have a value behind it. True if one asks for help. */
  private cluster(word: string): boolean {
    for (let at = 1; at < word.length; at++) {
      const letter = `-${word[at]}`;
      const refused = refusedWord(letter, this.call);
      if (refused !== undefined) {
        this.resolve();
        throw unexpectedArgument(refused.shown, this.call, NOTHING_USED, [refused.tip]);
      }
      if (letter === "-h") return this.help();
      const option = this.call.command.options.find(({ short }) => short === letter);
      if (option === undefined) {
        this.resolveQuietly();
        throw unexpectedArgument(letter, this.call, NOTHING_USED, this.valueTip(letter, false));
      }
      const isFlag = !option.required && !option.optional;
      const rest = word.slice(at + 1).replace(/^=/, "");
      this.option(option, isFlag || at + 1 === word.length ? undefined : rest);
      if (!isFlag) return false;
    }
    return false;
  }

  /** Words could stand behind `--`. */
  private valueTip(word: string, isMisspelt: boolean): string[] {
    const { command } = this.call;
    const takesWords = isMisspelt ? restOf(command) !== undefined : command.registeredArguments.length > 0;
    return takesWords ? [`to pass '${word}' as a value, use '-- ${word}'`] : [];
  }

  private unknownLong(name: string): CargoError {
    this.resolveQuietly();
    const options = [...this.call.command.options, ...this.foreign];
    const longs = [...options.flatMap(({ long }) => long ?? []), ...refusedLongs(this.call)].map((long) => long.slice(2));
    const near = mostAlike(name.slice(2), longs);
    if (near !== undefined) {
      const meant = options.find(({ long }) => long === `--${near}`);
      const isShown = meant !== undefined && !meant.hidden && !isHidden(`--${near}`);
      const used = this.used(...(isShown ? [shownOption(meant)] : []));
      return unexpectedArgument(name, this.call, used, [`a similar argument exists: '--${near}'`, ...this.valueTip(name, true)]);
    }
    const { behind } = this;
    const behindNames = behind?.options.flatMap(({ long }) => long?.slice(2) ?? []) ?? [];
    const nearBehind = mostAlike(name.slice(2), behindNames);
    const tips = nearBehind === undefined ? this.valueTip(name, false) : [`'${behind?.verb} --${nearBehind}' exists`];
    return unexpectedArgument(name, this.call, this.used(), tips);
  }

  private argument(word: string, isBehindDashes: boolean): void {
    const { command, verb } = this.call;
    const places = command.registeredArguments.filter(({ variadic }) => !variadic || isBehindDashes || restOf(command) !== "dashes");
    if (takesAnyWords(command)) return;
    if (this.words >= places.length && places.at(-1)?.variadic !== true) {
      this.resolveQuietly();
      throw verb === "clean" ? unknownSubcommand(word, this.call) : unexpectedArgument(word, this.call);
    }
    this.resolve();
    this.words++;
  }
}

/** Throws CargoError for the first fault. True if help is asked for in front of it. */
export function readWords(argv: readonly string[], call: Call, behind?: Behind): boolean {
  return new WordReader(call, behind).read(argv);
}
