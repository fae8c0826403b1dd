// `@FILE` on the command line: FILE's words take its place, as LLVM's tools and LLD read them. A backslash takes the next character as it is,
// in quotes of both kinds, too; a quote without an end reaches to the file's end; a file within itself stays a word.

/** The words of a response file's text. */
export function splitResponse(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === "\\" && i + 1 < text.length) word = (word ?? "") + (text[++i] as string);
    else if (character === quote) quote = "";
    else if (quote !== "") word += character;
    else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + character;
  }
  return word === undefined ? words : [...words, word];
}

/** What `@FILE` is read with. */
export interface ResponseReader {
  /** The file's text, or undefined if it cannot be read. */
  read(path: string): string | undefined;
  /** Told of a file that names itself, by way of others or at once. */
  recursive(path: string): void;
}

/** Arguments with `@FILE` replaced by the file's words; one that cannot be read stays. */
export function expandResponses(args: readonly string[], reader: ResponseReader, within: readonly string[] = []): string[] {
  return args.flatMap((arg) => {
    const path = arg.slice(1);
    if (!arg.startsWith("@") || path === "") return [arg];
    if (within.includes(path)) {
      reader.recursive(path);
      return [arg];
    }
    const text = reader.read(path);
    return text === undefined ? [arg] : expandResponses(splitResponse(text), reader, [...within, path]);
  });
}
