export function cleanLinkerWords(text: string): string;
