// The words the parser knows by number. A tree's name table begins with this very list, so that a keyword is recognised
// by comparing two numbers. Number 0 is the empty name.

// Words reserved in every edition.
export const Underscore: number = 1;
export const As: number = 2;
export const Break: number = 3;
export const Const: number = 4;
export const Continue: number = 5;
export const Crate: number = 6;
export const Else: number = 7;
export const Enum: number = 8;
export const Extern: number = 9;
export const False: number = 10;
export const Fn: number = 11;
export const For: number = 12;
export const If: number = 13;
export const Impl: number = 14;
export const In: number = 15;
export const Let: number = 16;
export const Loop: number = 17;
export const Match: number = 18;
export const Mod: number = 19;
export const Move: number = 20;
export const Mut: number = 21;
export const Pub: number = 22;
export const Ref: number = 23;
export const Return: number = 24;
export const SelfValue: number = 25;
export const SelfType: number = 26;
export const Static: number = 27;
export const Struct: number = 28;
export const Super: number = 29;
export const Trait: number = 30;
export const True: number = 31;
export const Type: number = 32;
export const Unsafe: number = 33;
export const Use: number = 34;
export const Where: number = 35;
export const While: number = 36;
export const DollarCrate: number = 37;
export const Abstract: number = 38;
export const Become: number = 39;
export const Box: number = 40;
export const Do: number = 41;
export const Final: number = 42;
export const Macro: number = 43;
export const Override: number = 44;
export const Priv: number = 45;
export const Typeof: number = 46;
export const Unsized: number = 47;
export const Virtual: number = 48;
export const Yield: number = 49;

// Reserved from 2018 on.
export const Async: number = 50;
export const Await: number = 51;
export const Dyn: number = 52;
export const Try: number = 53;

// Reserved from 2024 on.
export const Gen: number = 54;

// Words that mean something in one place only.
export const Auto: number = 55;
export const Builtin: number = 56;
export const Catch: number = 57;
export const Default: number = 58;
export const MacroRules: number = 59;
export const Raw: number = 60;
export const Reuse: number = 61;
export const Safe: number = 62;
export const Union: number = 63;
export const Yeet: number = 64;
export const ContractRequires: number = 65;
export const ContractEnsures: number = 66;
export const Pin: number = 67;
export const Doc: number = 68;
export const Path: number = 69;
export const Cfg: number = 70;
export const CfgAttr: number = 71;
export const Derive: number = 72;
export const And: number = 73;
export const Or: number = 74;
export const Not: number = 75;

export const LAST_ALWAYS_RESERVED = 49;
export const LAST_RESERVED_2018 = 53;
export const LAST_RESERVED_2024 = 54;

export function isReserved(word: number, edition: number): boolean {
  if (word === 0) return false;
  if (word <= LAST_ALWAYS_RESERVED) return true;
  if (word > LAST_RESERVED_2024) return false;
  return edition >= (word <= LAST_RESERVED_2018 ? 2018 : 2024);
}

export const WORDS: readonly string[] =
  " _ as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while $crate abstract become box do final macro override priv typeof unsized virtual yield async await dyn try gen auto builtin catch default macro_rules raw reuse safe union yeet contract_requires contract_ensures pin doc path cfg cfg_attr derive and or not".split(
    " ",
  );
