// How `dead_code` speaks of several at once.
import { warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";

/** From this number on they are only counted. */
const MANY = 7;

/** `fields `a` and `b` are never read` */
export function tellTogether(dead: readonly { readonly name: string }[], sort: string, verb: string): DiagnosticBuilder {
  const many = plural(sort, dead.length);
  const subject = dead.length < MANY ? `${many} ${listed(dead)} ${dead.length > 1 ? "are" : "is"}` : `multiple ${many} are`;
  return warning(`${subject} never ${verb}`);
}

export function plural(sort: string, count: number): string {
  return count > 1 ? `${sort}s` : sort;
}

function listed(items: readonly { readonly name: string }[]): string {
  const names = items.map(({ name }) => `\`${name}\``);
  if (names.length <= 2) return names.join(" and ");
  return `${names.slice(0, -1).join(", ")}, and ${names.at(-1)}`;
}
