// Names that were nearly meant: edit distance with swaps (Damerau-Levenshtein, the restricted form).
/** Letters to insert, remove, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, replaced, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}

/** The nearest of some names, if it is near: `limit` edits away, or one for each three letters. */
export function similar(
  name: string,
  names: readonly string[],
  limit: number = Math.max(1, Math.floor(name.length / 3)),
): string | undefined {
  const ranked = names.map((other) => ({ other, score: distance(name, other) })).sort((a, b) => a.score - b.score);
  const [best] = ranked;
  return best !== undefined && best.score <= limit ? best.other : undefined;
}

/** Those of some names that are at most so many edits away, the nearest first. */
export function withinEdits(name: string, names: readonly string[], limit: number): string[] {
  const ranked = names.map((other) => ({ other, score: distance(name, other) })).filter(({ score }) => score <= limit);
  return ranked.sort((a, b) => a.score - b.score).map(({ other }) => other);
}

/** How far apart cargo takes names to be alike; capitals count for nothing. */
export function isAlike(a: string, b: string): boolean {
  return distance(a.toLowerCase(), b.toLowerCase()) <= 3;
}

/** Similarity after Jaro, from 0 to 1: letters that both have nearby, less half of those that stand in another order. */
function jaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const shared: string[] = [];
  for (const [i, letter] of [...a].entries()) {
    const from = Math.max(0, i - reach);
    const at = [...b].findIndex((other, j) => j >= from && j <= i + reach && other === letter && !taken.has(j));
    if (at < 0) continue;
    taken.add(at);
    shared.push(letter);
  }
  const matches = shared.length;
  if (matches === 0) return 0;
  const inOrder = [...taken].sort((x, y) => x - y).map((at) => b[at]);
  const moved = shared.filter((letter, i) => letter !== inOrder[i]).length / 2;
  return (matches / a.length + matches / b.length + (matches - moved) / matches) / 3;
}

/** What clap thinks was meant: the most alike of those above 0.7, the last of several. */
export function mostAlike(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let score = 0;
  for (const other of names) {
    const own = jaro(name, other);
    if (own > 0.7 && own >= score) [best, score] = [other, own];
  }
  return best;
}

/** The `count` names that are nearest, of those that are `count` edits away or less; others follow in their own order. */
export function nearest(name: string, names: readonly string[], count: number): string[] {
  const ranked = names.map((other) => ({ other, score: distance(name, other) }));
  const key = ({ score }: { readonly score: number }): number => (score <= count ? score : Infinity);
  return ranked
    .toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)))
    .slice(0, count)
    .map(({ other }) => other);
}
