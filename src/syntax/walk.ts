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

/** What a field of a node holds. */
const NODE = 1;
const LIST = 2;
const OPTIONAL_LIST = 3;
const FORMS: Readonly<Record<string, number>> = { "-": 0, n: NODE, l: LIST, L: OPTIONAL_LIST };

/** By kind of node, what each of its fields holds. */
const FIELDS: readonly Uint8Array[] = readRows();

function readRows(): Uint8Array[] {
  const rows = new Map(ROWS.split(" ").map((row) => [row.slice(0, row.indexOf(":")), row.slice(row.indexOf(":") + 1)]));
  return K.NODE_KIND_NAMES.map((name) => {
    const row = rows.get(name);
    if (row === undefined) throw new Error(`walk: no row for ${name}`);
    return Uint8Array.from(row, (form) => FORMS[form] as number);
  });
}

/** Puts the children of a node behind what `out` holds, in source order (of a struct literal, also its base). */
function pushChildren(tree: SyntaxTree, id: NodeId, out: NodeId[]): void {
  const kind = tree.nodeKinds[id] as number;
  const forms = FIELDS[kind] as Uint8Array;
  const data = tree.nodeData[id] as number;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i] as number;
    if (form === 0) continue;
    const value = forms.length === 1 ? data : (tree.words[data + i] as number);
    if (value === 0) continue;
    if (form === NODE) out.push(tree.resolve(value));
    else if (form === LIST || value !== K.NO_LIST) tree.pushList(value, out);
  }
  if (kind === K.StructExpr && tree.field(id, 2) === 1) out.push(tree.resolve(tree.field(id, 3)));
}

/** Calls `visit` with each child in source order (of a struct literal, also its base). */
export function forEachChild(tree: SyntaxTree, id: NodeId, visit: (child: NodeId) => void): void {
  const children: NodeId[] = [];
  pushChildren(tree, id, children);
  for (const child of children) visit(child);
}

/** Also with what a built-in macro was given, last first: `pending` is a stack. */
function pushBelow(tree: SyntaxTree, id: NodeId, pending: NodeId[]): void {
  const from = pending.length;
  pushChildren(tree, id, pending);
  const kind = tree.nodeKinds[id] as number;
  if (kind === K.BuiltIn || kind === K.MacroItem) for (const operand of tree.operands(id)) pending.push(tree.resolve(operand));
  reverseFrom(pending, from);
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
  pushBelow(tree, item, pending);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (K.isItemKind(tree.kind(next))) within.push(next);
    else {
      visit(next);
      pushBelow(tree, next, pending);
    }
  }
  return within;
}

interface Order {
  readonly changes: number;
  readonly nodes: Uint32Array;
}

/** Many passes walk a tree that no longer changes. */
const orders = new WeakMap<SyntaxTree, Order>();

function orderOf(tree: SyntaxTree): Uint32Array {
  const known = orders.get(tree);
  if (known?.changes === tree.changes) return known.nodes;
  const nodes: NodeId[] = [];
  const pending: NodeId[] = [...tree.crate.items].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    nodes.push(next);
    pushBelow(tree, next, pending);
  }
  const order = { changes: tree.changes, nodes: Uint32Array.from(nodes) };
  orders.set(tree, order);
  return order.nodes;
}

/** Calls `visit` with every node below the crate's root, what built-in macros were given too, parents first; the tree stays as it is. */
export function forEachNode(tree: SyntaxTree, visit: (id: NodeId) => void): void {
  const nodes = orderOf(tree);
  for (let i = 0; i < nodes.length; i++) visit(nodes[i] as NodeId);
}
