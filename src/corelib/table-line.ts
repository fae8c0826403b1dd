// The generated tables are long texts in functions: nothing is made of one before it is asked for, and then of one line.

/** What follows `head` in the line of `table` that starts with it. */
export function lineAfter(table: string, head: string): string | undefined {
  const start = table.startsWith(head) ? 0 : table.indexOf(`\n${head}`) + 1;
  if (start === 0 && !table.startsWith(head)) return undefined;
  const end = table.indexOf("\n", start);
  return table.slice(start + head.length, end < 0 ? undefined : end);
}
