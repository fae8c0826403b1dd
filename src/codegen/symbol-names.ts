// Symbol names. An exported function or static has the name its attributes say; others get Rust's legacy mangling,
// `_ZN<length><segment>..17h<16 hexadecimal digits>E`, with a hash of kbuild's own that is the same on every machine.
import { Fnv64 } from "../base/fnv.ts";
import type { Session } from "../target/session.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";

function hash64(text: string): string {
  const hash = new Fnv64();
  hash.text(text);
  return hash.digits;
}

/** `kernel::module::name` from the crate's root down. */
export function pathSegments(program: Program, def: DefId): string[] {
  const segments: string[] = [];
  for (let at: DefId | undefined = def; at !== undefined;) {
    const definition = program.definitions.get(at);
    segments.unshift(
      definition.parent === undefined
        ? (program.definitions.crates[definition.crate]?.name ?? "")
        : definition.name || `{${definition.kind}#${program.definitions.disambiguator(at)}}`,
    );
    at = definition.parent;
  }
  return segments;
}

/** Characters that symbols do not hold are spelt out. */
function escaped(segment: string): string {
  const text = segment
    .replaceAll("<", "$LT$")
    .replaceAll(">", "$GT$")
    .replaceAll("{", "$u7b$")
    .replaceAll("}", "$u7d$")
    .replaceAll("#", "$u23$")
    .replaceAll("*", "$BP$")
    .replaceAll("&", "$RF$")
    .replaceAll("(", "$LP$")
    .replaceAll(")", "$RP$")
    .replaceAll(",", "$C$")
    .replaceAll(" ", "$u20$")
    .replaceAll("[", "$u5b$")
    .replaceAll("]", "$u5d$")
    .replaceAll(";", "$u3b$")
    .replaceAll("+", "$u2b$")
    .replaceAll("'", "$u27$")
    .replaceAll("::", "..");
  return text.startsWith("$") ? `_${text}` : text;
}

/** `inner`: segments below the definition, as `{{closure}}`; `suffix`: what is shown of its arguments. */
export function mangle(session: Session, program: Program, def: DefId, args: string, inner: readonly string[] = [], suffix = ""): string {
  const segments = [...pathSegments(program, def), ...inner];
  segments.push(`${segments.pop()}${suffix}`);
  const hash = hash64(`${session.crateName} ${session.metadata.join()} ${segments.join("::")} ${args}`);
  const parts = segments.map((segment) => escaped(segment)).map((segment) => `${segment.length}${segment}`);
  return `_ZN${parts.join("")}17h${hash}E`;
}
