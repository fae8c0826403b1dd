// What conditional instructions ask: `jo`, `setb`, `cmovne`.
export const OPPOSITES = { o: "no", e: "ne", ne: "e", b: "ae", ae: "b", be: "a", a: "be", l: "ge", ge: "l", le: "g", g: "le" } as const;

/** How a condition is written behind a mnemonic. */
export type Flag = keyof typeof OPPOSITES;
