// Which of several names somebody may have meant: rustc's measure, the restricted Damerau-Levenshtein distance with a third
// of the searched name's length (of three at least) as the limit, then equality of the sorted words.

/** Edit distance with transpositions; undefined if above `limit`. */
export function editDistance(first: string, second: string, limit: number): number | undefined {
  const a = Array.from(first);
  const b = Array.from(second);
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same);
      if (i > 1 && j > 1 && same === 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] as number) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  const distance = last[b.length] as number;
  return distance <= limit ? distance : undefined;
}

function usualLimit(wanted: string): number {
  return Math.floor(Math.max(Array.from(wanted).length, 3) / 3);
}

/**
 * As names of members are compared: what one has before or behind the other counts half, and a name inside the other counts as one
 * step. Undefined if above `limit`.
 */
export function memberDistance(wanted: string, name: string, limit = usualLimit(wanted)): number | undefined {
  const [n, m] = [Array.from(wanted).length, Array.from(name).length];
  const longer = Math.abs(n - m);
  const distance = editDistance(wanted, name, limit + longer);
  if (distance === undefined) return undefined;
  const rest = distance - longer;
  let score = rest + longer;
  if (n * 2 >= m && m * 2 >= n) score = rest === 0 && longer > 0 ? 1 : rest + Math.ceil(longer / 2);
  return score <= limit ? score : undefined;
}

/** The member that is most like `wanted`: of several equally near ones by `memberDistance` that by the plain distance. */
export function similarMember(names: readonly string[], wanted: string): string | undefined {
  const upper = wanted.toUpperCase();
  const sameLetters = names.find((name) => name.toUpperCase() === upper);
  if (sameLetters !== undefined) return sameLetters;
  const scored = names.flatMap((name) => {
    const score = memberDistance(wanted, name);
    return score === undefined ? [] : [{ name, score }];
  });
  const least = Math.min(...scored.map(({ score }) => score));
  const nearest = scored.filter(({ score }) => score === least).map(({ name }) => name);
  if (nearest.length > 1) return similarName(nearest, wanted, wanted.length) ?? nearest.at(-1);
  return nearest[0] ?? names.findLast((name) => sortedWords(name) === sortedWords(wanted));
}

/** The name that is most like `wanted`, the first of equal ones. */
export function similarName(names: readonly string[], wanted: string, farthest = usualLimit(wanted)): string | undefined {
  const upper = wanted.toUpperCase();
  const sameLetters = names.find((name) => name !== wanted && name.toUpperCase() === upper);
  if (sameLetters !== undefined) return sameLetters;
  let limit = farthest;
  let best: string | undefined;
  for (const name of names) {
    if (name === wanted) continue;
    const distance = editDistance(wanted, name, limit);
    if (distance === undefined) continue;
    if (distance === 0) return name;
    limit = distance - 1;
    best = name;
  }
  if (best !== undefined) return best;
  const words = sortedWords(wanted);
  return names.find((name) => name !== wanted && sortedWords(name) === words);
}

function sortedWords(name: string): string {
  return name.split("_").sort().join("_");
}
