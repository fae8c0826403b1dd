export function langPaths(): [string, string][];
