// Kinds of nodes and what each stores. A node has a kind, a span and one number: the field itself if there is one field
// (or none), else the place in `words` where its fields begin. A field is a node, a token, a list (the place in `words`
// of a count and that many numbers; 0 is the empty list), or plain numbers. 0 is "none" for nodes and tokens.

/** A list that is absent rather than empty. */
export const NO_LIST = 0xffffffff;

// Flags of items and functions.
export const UNSAFE = 1;
export const SAFE = 2;
export const DEFAULT = 4;
export const MUTABLE = 8;
export const CONST = 16;
export const ASYNC = 32;
export const GEN = 64;
export const AUTO = 128;
export const INLINE = 256;
export const NEGATIVE = 512;
export const VARIADIC = 1024;
export const EXTERN = 2048;
export const MOVE = 4096;
export const STATIC = 8192;

// Shared parts
/** nothing: a node that was given up while parsing */
export const Dead = 0;
/** identToken */
export const Segment = 1;
/** identToken, args */
export const SegmentArgs = 2;
/** global, segments */
export const Path = 3;
/** path, selfType, position */
export const QPath = 4;
/** args (lifetimes, types, constants, constraints) */
export const AngleArgs = 5;
/** inputs, output */
export const ParenArgs = 6;
export const ReturnTypeNotation = 7;
/** identToken, args, equals, equalsConst, bounds or NO_LIST */
export const Constraint = 8;
/** token */
export const Lifetime = 9;
/** params, where, whereLo, whereHi */
export const Generics = 10;
/** token, bounds */
export const LifetimeParam = 11;
/** identToken, bounds, default */
export const TypeParam = 12;
/** identToken, type, default */
export const ConstParam = 13;
/** forParams, modifiers, path */
export const TraitBound = 14;
/** identTokens */
export const UseBound = 15;
/** forParams, type, bounds */
export const TypePredicate = 16;
/** lifetime, bounds */
export const LifetimePredicate = 17;
/** token */
export const DocAttribute = 18;
/** flags (1 inner, 2 unsafe), path, form (0 empty, 1 delimited, 2 value), openToken or value */
export const Attribute = 19;
/** path, openToken, closeToken */
export const MacroCall = 20;
export const PublicVisibility = 21;
/** path, shorthand */
export const RestrictedVisibility = 22;
/** path */
export const TraitRef = 23;
/** token */
export const Label = 24;

// Items: visibility, identToken, then
/** visibility, identToken, originalToken */
export const ExternCrate = 25;
/** visibility, identToken, useTree */
export const Use = 26;
/** visibility, identToken, flags, type, value */
export const Static = 27;
/** visibility, identToken, flags, generics, type, value */
export const Const = 28;
/** visibility, identToken, fn */
export const FnItem = 29;
/** visibility, identToken, flags, items or NO_LIST, innerLo, innerHi */
export const Mod = 30;
/** visibility, identToken, flags, abiToken, items */
export const ExternBlock = 31;
/** visibility, identToken, flags, generics, bounds, type */
export const TypeAlias = 32;
/** visibility, identToken, generics, variants */
export const Enum = 33;
/** visibility, identToken, generics, data */
export const Struct = 34;
/** visibility, identToken, generics, data */
export const Union = 35;
/** visibility, identToken, flags, generics, bounds, items */
export const Trait = 36;
/** visibility, identToken, generics, bounds */
export const TraitAlias = 37;
/** visibility, identToken, flags, generics, traitRef, selfType, items */
export const Impl = 38;
/** visibility, identToken, call, semicolon */
export const MacroItem = 39;
/** visibility, identToken, legacy, openToken */
export const MacroDef = 40;
/** visibility, identToken */
export const ErrorItem = 41;

// Parts of items
/** flags, externToken (abi, or the word extern), generics, params, output, body */
export const Fn = 42;
/** pattern, type, self form (0 none, 1 value, 2 reference, 3 typed) */
export const Param = 43;
/** fields */
export const StructData = 44;
/** fields */
export const TupleData = 45;
export const UnitData = 46;
/** visibility, identToken, data, discriminant */
export const Variant = 47;
/** visibility, identToken, type, default */
export const Field = 48;
/** prefix, renameToken */
export const UseSimple = 49;
/** prefix, openToken, closeToken, trees */
export const UseNested = 50;
/** prefix, starToken */
export const UseGlob = 51;

// Statements and blocks
/** pattern, type, init, otherwise */
export const Let = 52;
/** item */
export const ItemStmt = 53;
/** expression */
export const ExprStmt = 54;
/** expression */
export const SemiStmt = 55;
export const EmptyStmt = 56;
/** call, style (0 semicolon, 1 braces, 2 none) */
export const MacroStmt = 57;
/** statements */
export const Block = 58;
/** statements */
export const UnsafeBlock = 59;

// Expressions
/** token */
export const LiteralExpr = 60;
/** path */
export const PathExpr = 61;
/** operator, operand */
export const Unary = 62;
/** operator, operatorLo, operatorHi, left, right */
export const Binary = 63;
/** 0, operatorLo, operatorHi, left, right */
export const Assign = 64;
/** operator, operatorLo, operatorHi, left, right */
export const AssignOp = 65;
/** operand, type */
export const Cast = 66;
/** flags (1 mutable, 2 raw), operand */
export const AddressOf = 67;
/** callee, args */
export const Call = 68;
/** receiver, segment, args, callLo */
export const MethodCall = 69;
/** operand, identToken */
export const FieldExpr = 70;
/** operand, name */
export const TupleField = 71;
/** operand, index, bracketLo */
export const Index = 72;
/** start, end, inclusive */
export const Range = 73;
/** elements */
export const TupleExpr = 74;
/** elements */
export const ArrayExpr = 75;
/** element, count */
export const Repeat = 76;
/** path, fields, rest form (0 none, 1 base, 2 rest), base or token */
export const StructExpr = 77;
/** inner */
export const ParenExpr = 78;
/** label, block */
export const BlockExpr = 79;
/** flags (1 move, 2 gen, 4 not async), block */
export const AsyncBlock = 80;
/** block */
export const ConstBlock = 81;
/** block */
export const TryBlock = 82;
/** condition, then, otherwise */
export const If = 83;
/** pattern, scrutinee */
export const LetExpr = 84;
/** label, condition, body */
export const While = 85;
/** label, pattern, iterator, body */
export const For = 86;
/** label, body */
export const Loop = 87;
/** scrutinee, arms, postfix */
export const Match = 88;
/** flags, forParams or NO_LIST, params, output, body, headHi */
export const Closure = 89;
/** label, value */
export const Break = 90;
/** label */
export const Continue = 91;
/** value */
export const Return = 92;
/** value */
export const Yield = 93;
/** value */
export const Become = 94;
/** operand */
export const Await = 95;
/** operand */
export const Try = 96;
export const Underscore = 97;
/** call */
export const MacroExpr = 98;
/** name */
export const BuiltIn = 99;
export const ErrorExpr = 100;

// Parts of expressions
/** identToken, value, shorthand */
export const ExprField = 101;
/** pattern, guard, body */
export const Arm = 102;

// Patterns
export const WildPat = 103;
export const RestPat = 104;
export const NeverPat = 105;
/** flags (1 ref, 2 ref mut, 4 mut), identToken, sub */
export const IdentPat = 106;
/** path, fields, rest */
export const StructPat = 107;
/** path, elements */
export const TupleStructPat = 108;
/** path */
export const PathPat = 109;
/** alternatives */
export const OrPat = 110;
/** elements */
export const TuplePat = 111;
/** inner */
export const BoxPat = 112;
/** mutable, inner */
export const ReferencePat = 113;
/** expression */
export const ExprPat = 114;
/** start, end, syntax (0 .., 1 ..=, 2 ...) */
export const RangePat = 115;
/** elements */
export const SlicePat = 116;
/** inner */
export const ParenPat = 117;
/** call */
export const MacroPat = 118;
export const ErrorPat = 119;
/** identToken, pattern, shorthand */
export const PatField = 120;

// Types
/** path */
export const PathType = 121;
/** element */
export const SliceType = 122;
/** element, length */
export const ArrayType = 123;
/** mutable, target */
export const PointerType = 124;
/** lifetime, mutable, target */
export const ReferenceType = 125;
/** forParams, flags, externToken, params, output */
export const FnPointerType = 126;
export const NeverType = 127;
/** elements */
export const TupleType = 128;
/** bounds, dyn */
export const TraitObjectType = 129;
/** bounds */
export const ImplTraitType = 130;
/** inner */
export const ParenType = 131;
export const InferType = 132;
export const ImplicitSelfType = 133;
/** call */
export const MacroType = 134;
export const ErrorType = 135;
/** A function's body that is not parsed yet; token of its opening brace. */
export const DeferredBlock = 136;

export const NODE_KIND_NAMES: readonly string[] =
  "Dead Segment SegmentArgs Path QPath AngleArgs ParenArgs ReturnTypeNotation Constraint Lifetime Generics LifetimeParam TypeParam ConstParam TraitBound UseBound TypePredicate LifetimePredicate DocAttribute Attribute MacroCall PublicVisibility RestrictedVisibility TraitRef Label ExternCrate Use Static Const FnItem Mod ExternBlock TypeAlias Enum Struct Union Trait TraitAlias Impl MacroItem MacroDef ErrorItem Fn Param StructData TupleData UnitData Variant Field UseSimple UseNested UseGlob Let ItemStmt ExprStmt SemiStmt EmptyStmt MacroStmt Block UnsafeBlock LiteralExpr PathExpr Unary Binary Assign AssignOp Cast AddressOf Call MethodCall FieldExpr TupleField Index Range TupleExpr ArrayExpr Repeat StructExpr ParenExpr BlockExpr AsyncBlock ConstBlock TryBlock If LetExpr While For Loop Match Closure Break Continue Return Yield Become Await Try Underscore MacroExpr BuiltIn ErrorExpr ExprField Arm WildPat RestPat NeverPat IdentPat StructPat TupleStructPat PathPat OrPat TuplePat BoxPat ReferencePat ExprPat RangePat SlicePat ParenPat MacroPat ErrorPat PatField PathType SliceType ArrayType PointerType ReferenceType FnPointerType NeverType TupleType TraitObjectType ImplTraitType ParenType InferType ImplicitSelfType MacroType ErrorType DeferredBlock".split(
    " ",
  );

export function isItemKind(kind: number): boolean {
  return kind >= ExternCrate && kind <= ErrorItem;
}

export function isExprKind(kind: number): boolean {
  return kind >= LiteralExpr && kind <= ErrorExpr;
}

export function isPatKind(kind: number): boolean {
  return kind >= WildPat && kind <= ErrorPat;
}

export function isTypeKind(kind: number): boolean {
  return kind >= PathType && kind <= ErrorType;
}

export function isStmtKind(kind: number): boolean {
  return kind >= Let && kind <= MacroStmt;
}

/** How messages of the parser name an item. */
export const ITEM_NAMES: Readonly<Record<number, string>> = {
  [ExternCrate]: "extern crate",
  [Use]: "`use` import",
  [Static]: "static item",
  [Const]: "constant item",
  [FnItem]: "function",
  [Mod]: "module",
  [ExternBlock]: "extern block",
  [TypeAlias]: "type alias",
  [Enum]: "enum",
  [Struct]: "struct",
  [Union]: "union",
  [Trait]: "trait",
  [TraitAlias]: "trait alias",
  [MacroItem]: "item macro invocation",
  [MacroDef]: "macro definition",
  [Impl]: "implementation",
};
