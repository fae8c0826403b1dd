// Children of a node, whatever it is: for passes that look at every node of some kinds. One row for each kind of node tells
// which of its fields are nodes (`n`), lists of nodes (`l`), lists that may be absent (`L`), or neither (`-`). Replacements are
// seen as the accessors see them; attributes are not children.
import type { NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import type { SyntaxTree } from "./tree.ts";

const ROWS =
  "Dead: Segment:- SegmentArgs:-n Path:-l QPath:nn- AngleArgs:l ParenArgs:ln ReturnTypeNotation: Constraint:-nnnL Lifetime:- " +
  "Generics:ll-- LifetimeParam:-l TypeParam:-ln ConstParam:-nn TraitBound:l-n UseBound:- TypePredicate:lnl LifetimePredicate:nl " +
  "DocAttribute:- Attribute:---- MacroCall:--- PublicVisibility: RestrictedVisibility:-- TraitRef:n Label:- ExternCrate:--- Use:--n " +
  "Static:---nn Const:---nnn FnItem:--n Mod:---L-- ExternBlock:----l TypeAlias:---nln Enum:--nl Struct:--nn Union:--nn Trait:---nll " +
  "TraitAlias:--nl Impl:---nnnl MacroItem:--n- MacroDef:---- ErrorItem:-- Fn:--nlnn Param:nn- StructData:l TupleData:l UnitData: " +
  "Variant:--nn Field:--nn UseSimple:-- UseNested:---l UseGlob:-- Let:nnnn ItemStmt:n ExprStmt:n SemiStmt:n EmptyStmt: MacroStmt:n- " +
  "Block:l UnsafeBlock:l LiteralExpr:- PathExpr:n Unary:-n Binary:---nn Assign:---nn AssignOp:---nn Cast:nn AddressOf:-n Call:nl " +
  "MethodCall:nnl- FieldExpr:n- TupleField:n- Index:nn- Range:nn- TupleExpr:l ArrayExpr:l Repeat:nn StructExpr:nl-- ParenExpr:n " +
  "BlockExpr:-n AsyncBlock:-n ConstBlock:n TryBlock:n If:nnn LetExpr:nn While:-nn For:-nnn Loop:-n Match:nl- Closure:-Llnn- Break:-n " +
  "Continue:- Return:n Yield:n Become:n Await:n Try:n Underscore: MacroExpr:n BuiltIn:- ErrorExpr: ExprField:-n- Arm:nnn WildPat: " +
  "RestPat: NeverPat: IdentPat:--n StructPat:nl- TupleStructPat:nl PathPat:n OrPat:l TuplePat:l BoxPat:n ReferencePat:-n ExprPat:n " +
  "RangePat:nn- SlicePat:l ParenPat:n MacroPat:n ErrorPat: PatField:-n- PathType:n SliceType:n ArrayType:nn PointerType:-n " +
  "ReferenceType:n-n FnPointerType:l--ln NeverType: TupleType:l TraitObjectType:l- ImplTraitType:l ParenType:n InferType: " +
  "ImplicitSelfType: MacroType:n ErrorType: DeferredBlock:-";

const FIELDS: readonly string[] = readRows();

function readRows(): string[] {
  const rows = new Map(ROWS.split(" ").map((row) => [row.slice(0, row.indexOf(":")), row.slice(row.indexOf(":") + 1)]));
  return K.NODE_KIND_NAMES.map((name) => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`walk: no row for ${name}`);
    return row;
  });
}

/** Calls `visit` with each child in source order (of a struct literal, also its base). */
export function forEachChild(tree: SyntaxTree, id: NodeId, visit: (child: NodeId) => void): void {
  const kind = tree.kind(id);
  const fields = FIELDS[kind] as string;
  if (fields.length === 1) visitField(tree, fields, tree.nodeData[id] as number, visit);
  else for (let i = 0; i < fields.length; i++) visitField(tree, fields[i] as string, tree.field(id, i), visit);
  if (kind === K.StructExpr && tree.field(id, 2) === 1) visit(tree.resolve(tree.field(id, 3)));
}

function visitField(tree: SyntaxTree, form: string, value: number, visit: (child: NodeId) => void): void {
  if (form === "-" || value === 0) return;
  if (form === "n") visit(tree.resolve(value));
  else if (form === "l" || value !== K.NO_LIST) for (const child of tree.list(value)) visit(child);
}

/** In place: a list may be longer than a call may have arguments. */
function reverseFrom(list: NodeId[], from: number): void {
  for (let low = from, high = list.length - 1; low < high; low++, high--) {
    const kept = list[low] as NodeId;
    list[low] = list[high] as NodeId;
    list[high] = kept;
  }
}

/** Calls `visit` with the nodes of one item, parents first, without those of items within it; these are given back in order. */
export function forEachOwnNode(tree: SyntaxTree, item: NodeId, visit: (id: NodeId) => void): NodeId[] {
  const within: NodeId[] = [];
  const pending: NodeId[] = [];
  const push = (node: NodeId) => {
    const from = pending.length;
    forEachChild(tree, node, (child) => pending.push(child));
    const kind = tree.kind(node);
    if (kind === K.BuiltIn || kind === K.MacroItem) for (const operand of tree.operands(node)) pending.push(tree.resolve(operand));
    reverseFrom(pending, from);
  };
  push(item);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (K.isItemKind(tree.kind(next))) within.push(next);
    else {
      visit(next);
      push(next);
    }
  }
  return within;
}

/** Calls `visit` with every node below the crate's root, what built-in macros were given too, parents first, without recursion. */
export function forEachNode(tree: SyntaxTree, visit: (id: NodeId) => void): void {
  const pending: NodeId[] = [...tree.crate.items].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    visit(next);
    const from = pending.length;
    forEachChild(tree, next, (child) => pending.push(child));
    const kind = tree.kind(next);
    if (kind === K.BuiltIn || kind === K.MacroItem) for (const operand of tree.operands(next)) pending.push(tree.resolve(operand));
    reverseFrom(pending, from);
  }
}
