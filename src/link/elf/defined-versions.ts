// `.gnu.version_d`: the versions that an image itself defines, as a version script names them, behind the image's own name.
// Source: LSB, "Symbol Versioning".
import { ByteWriter } from "../../base/bytes.ts";
import type { DynamicNames } from "./dynamic-names.ts";
import type { LinkOptions } from "./options.ts";
import { VERSION_GLOBAL } from "./shared-library.ts";
import { systemVHash } from "./symbol-hashes.ts";

const ENTRY = 28;
const NAME_AT = 20;
const FLAG_BASE = 1;

/** In the order of the script; a script without names makes no versions. */
export const namedVersions = ({ versions }: Pick<LinkOptions, "versions">): string[] => versions.flatMap(({ name }) => name ?? []);

/** Of `.gnu.version`: the image's own name is the first. */
export const versionNumber = (names: readonly string[], name: string): number => VERSION_GLOBAL + 1 + names.indexOf(name);

export const definedVersionsSize = (names: readonly string[]): number => ENTRY * (1 + names.length);

export function definedVersions(sharedName: string, own: readonly string[], names: DynamicNames): Uint8Array {
  const out = new ByteWriter();
  [sharedName, ...own].forEach((name, i) => {
    const next = i < own.length ? ENTRY : 0;
    out.u16(1).u16(i === 0 ? FLAG_BASE : 0);
    out.u16(i + 1).u16(1);
    out.u32(systemVHash(name)).u32(NAME_AT).u32(next);
    out.u32(names.offset(name)).u32(0);
  });
  return out.bytes.slice();
}
