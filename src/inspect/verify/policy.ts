// A team's rules for its image, as a JSON file (`policy.schema.json` beside this file describes it). In: text. Out: the policy, or what
// is wrong with the file, with the path of the key. A key that is not known is an error: a rule that is misspelt would hold nothing.

export interface Policy {
  /** ELF machine by its name here: `x86_64`. */
  readonly machine?: string;
  /** The image has an entry point. */
  readonly entry?: boolean;
  readonly unwindTables?: boolean;
  readonly dynamicDependencies?: boolean;
  readonly undefinedSymbols?: boolean;
  readonly writableCode?: boolean;
  /** Most bytes of a section. */
  readonly sectionBudgets?: Readonly<Record<string, number>>;
  /** Most bytes of the file. */
  readonly fileBudget?: number;
  readonly requiredSymbols?: readonly string[];
  readonly forbiddenSymbols?: readonly string[];
  /** Two builds give the same bytes. */
  readonly reproducible?: boolean;
  /** The rules of `elf/image-rules.ts`. */
  readonly wellFormed?: boolean;
}

export class PolicyError extends Error {}

/** Without a file: what every freestanding image should be. */
export const DEFAULT_POLICY: Policy = {
  entry: true,
  dynamicDependencies: false,
  undefinedSymbols: false,
  writableCode: false,
  wellFormed: true,
};

type Check = (value: unknown) => boolean;

const isBoolean: Check = (value) => typeof value === "boolean";
const isSize: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isStrings: Check = (value) => Array.isArray(value) && value.every((item) => typeof item === "string");
const isBudgets: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isSize);

/** Key in the file -> key of the policy, its type's words and test. */
const KEYS: Readonly<Record<string, readonly [keyof Policy, string, Check]>> = {
  machine: ["machine", "a string", (value) => typeof value === "string"],
  entry: ["entry", "true or false", isBoolean],
  "unwind-tables": ["unwindTables", "true or false", isBoolean],
  "dynamic-dependencies": ["dynamicDependencies", "true or false", isBoolean],
  "undefined-symbols": ["undefinedSymbols", "true or false", isBoolean],
  "writable-code": ["writableCode", "true or false", isBoolean],
  "section-budgets": ["sectionBudgets", "an object of sizes in bytes", isBudgets],
  "file-budget": ["fileBudget", "a size in bytes", isSize],
  "required-symbols": ["requiredSymbols", "a list of strings", isStrings],
  "forbidden-symbols": ["forbiddenSymbols", "a list of strings", isStrings],
  reproducible: ["reproducible", "true or false", isBoolean],
  "well-formed": ["wellFormed", "true or false", isBoolean],
};

export function parsePolicy(text: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PolicyError(error instanceof Error ? error.message : String(error));
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new PolicyError("a policy is an object");
  const policy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    if (key === "$schema") continue;
    const row = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (row === undefined) throw new PolicyError(`unknown key \`${key}\`; known are ${Object.keys(KEYS).join(", ")}`);
    const [name, expected, check] = row;
    if (!check(value)) throw new PolicyError(`\`${key}\` must be ${expected}`);
    policy[name] = value;
  }
  return policy as Policy;
}
