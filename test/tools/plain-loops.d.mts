export function withPlainLoops(code: string): string;
