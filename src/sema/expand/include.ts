// `include!`, `include_str!` and `include_bytes!`: files named by a string literal, relative to the file of the call.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { NodeId } from "../../syntax/ast.ts";
import { lexFile } from "../../syntax/lexer.ts";
import { type BuiltInCall, literal, onlyString, quote, report } from "./built-in-macros.ts";

/** Files included inside each other beyond this are a cycle. */
const MAXIMUM_INCLUDES = 128;

function read(call: BuiltInCall, what: string): { path: string; bytes: Uint8Array } | undefined {
  const { compilation } = call.expander;
  const found = onlyString(call);
  if (found === undefined) return undefined;
  const at = compilation.sources.fileAt(compilation.hygiene.sourceCallSite(call.call.span).lo);
  const path = found.text.startsWith("/") ? found.text : joinPath(folderOf(at?.name ?? ""), found.text);
  const bytes = compilation.input.readFile(path);
  if (bytes !== undefined) return { path, bytes };
  report(
    call,
    error(`couldn't read ${what === "include!" ? "" : ""}\`${path}\`: No such file or directory (os error 2)`).at(call.call.span),
  );
  return undefined;
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Joined as rustc joins: `..` stays as it is written. */
export function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function expandIncludeText(call: BuiltInCall): readonly NodeId[] {
  const file = read(call, "include_str!");
  if (file === undefined) return [];
  const text = decode(file.bytes);
  if (text !== undefined) return literal(call, quote(text));
  report(call, unsupported("KB0315", "`include_str!` of a file that is not UTF-8", call.call.span));
  return [];
}

export function expandIncludeBytes(call: BuiltInCall): readonly NodeId[] {
  const file = read(call, "include_bytes!");
  if (file === undefined) return [];
  let text = 'b"';
  for (const byte of file.bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    text += isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return literal(call, `${text}"`);
}

/** The file's tokens in the call's place. */
export function expandInclude(call: BuiltInCall): readonly NodeId[] {
  const file = read(call, "include!");
  if (file === undefined) return [];
  const { compilation, tree, crate } = call.expander;
  const text = decode(file.bytes);
  if (text === undefined || compilation.sources.files.length > MAXIMUM_INCLUDES * 8 || call.place.nesting.depth > MAXIMUM_INCLUDES - 2) {
    report(call, unsupported("KB0315", "this `include!`", call.call.span));
    return [];
  }
  const source = compilation.sources.add(file.path, text);
  const lexed = lexFile(tree.tokens, source.text, source.start, { edition: crate.edition, release: compilation.session.release });
  if (!lexed.balanced || lexed.flaws.length > 0) {
    report(call, unsupported("KB0315", "an included file with such mistakes", call.call.span));
    return [];
  }
  return call.expander.parse({ from: lexed.from, to: lexed.to }, call.position, call.call, call.place, undefined);
}
