// objdump -a: a member's line in `ls -l`'s form. A field that is no number is told, each its own way: a mode ends the line before it
// begins, an owner ends the dump, a date is shown as it stands.
import { malformed } from "../../elf/archive.ts";
import { ElfError } from "../../elf/read.ts";
import type { ArchiveMember } from "../../elf/archive.ts";
import type { ObjdumpContext } from "./objdump.ts";

const LETTERS = "rwxrwxrwx";

function modeText(bits: number): string {
  return [...LETTERS].map((letter, i) => ((bits & (0o400 >> i)) !== 0 ? letter : "-")).join("");
}

/** An owner's field that is no number: told of the archive, not of the member. */
export class OwnerError extends ElfError {}

/** A user's or group's number; throws OwnerError. */
function owner(field: string, kind: "UID" | "GID", member: ArchiveMember): string {
  if (field === "") return "0";
  if (/^\d+$/.test(field)) return String(Number(field));
  const what = `characters in ${kind} field in archive member header are not all decimal numbers: '${field}' for the archive member header`;
  throw new OwnerError(malformed(`${what} at offset ${member.headerOffset}`).message);
}

export function memberHeader({ desk, object }: ObjdumpContext): void {
  const { member } = object;
  if (member === undefined) return;
  const { mode, uid, gid, modified } = member.fields;
  if (!/^[0-7]+$/.test(mode)) return desk.error("objdump: error: ill-formed archive entry.\n");
  desk.print(`${modeText(Number.parseInt(mode, 8))} `);
  const owners = `${owner(uid, "UID", member)}/${owner(gid, "GID", member)}`;
  const isNumber = /^\d+$/.test(modified) && Number(modified) < 2 ** 32;
  const date = isNumber ? desk.timeText(Number(modified)) : `(date: "${modified}" contains non-decimal chars)`;
  desk.print(`${owners} ${String(member.rawSize).padStart(6)} ${date} ${object.name}\n`);
}
