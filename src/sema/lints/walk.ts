// A walk over a crate's tree in source order, for lints that need no types: each node before what it holds. What is still
// to be seen lies on an explicit stack, so that no nesting overflows it.
import type {
  Arm,
  Block,
  BlockId,
  Expr,
  ExprId,
  GenericArgs,
  Item,
  ItemId,
  Param,
  Pat,
  PatId,
  Path,
  Stmt,
  StmtId,
  Tree,
  TypeId,
  TypeNode,
  VariantData,
} from "../../syntax/ast.ts";

/** What is told of each node; `depth` and the like are the lint's own business. */
export interface TreeVisitor {
  item?(item: Item): void;
  block?(block: Block): void;
  stmt?(stmt: Stmt): void;
  expr?(expr: Expr): void;
  pat?(pat: Pat): void;
  type?(type: TypeNode): void;
}

type Pending =
  | { readonly item: ItemId }
  | { readonly block: BlockId }
  | { readonly stmt: StmtId }
  | { readonly expr: ExprId }
  | { readonly pat: PatId }
  | { readonly type: TypeId };

const exprs = (ids: readonly (ExprId | undefined)[]): Pending[] => ids.flatMap((expr) => (expr === undefined ? [] : [{ expr }]));
const pats = (ids: readonly PatId[]): Pending[] => ids.map((pat) => ({ pat }));
const blocks = (ids: readonly (BlockId | undefined)[]): Pending[] => ids.flatMap((block) => (block === undefined ? [] : [{ block }]));
const items = (ids: readonly ItemId[]): Pending[] => ids.map((item) => ({ item }));
const types = (ids: readonly (TypeId | undefined)[]): Pending[] => ids.flatMap((type) => (type === undefined ? [] : [{ type }]));
const params = (all: readonly Param[]): Pending[] => all.flatMap(({ pat, type }) => [{ pat }, { type }]);
const fields = (data: VariantData): Pending[] => (data.kind === "unit" ? [] : types(data.fields.map(({ type }) => type)));
const inPath = ({ segments }: Path): Pending[] => segments.flatMap(({ args }) => inArgs(args));

export function walkCrate(tree: Tree, visitors: readonly TreeVisitor[]): void {
  walk(tree, items(tree.crate.items), visitors);
}

function walk(tree: Tree, first: readonly Pending[], visitors: readonly TreeVisitor[]): void {
  const stack = [...first].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const held = visit(tree, next, visitors);
    for (let i = held.length - 1; i >= 0; i--) stack.push(held[i] as Pending);
  }
}

function visit(tree: Tree, next: Pending, visitors: readonly TreeVisitor[]): Pending[] {
  if ("item" in next) {
    const item = tree.item(next.item);
    for (const visitor of visitors) visitor.item?.(item);
    return inItem(item);
  }
  if ("block" in next) {
    const block = tree.block(next.block);
    for (const visitor of visitors) visitor.block?.(block);
    return block.stmts.map((stmt) => ({ stmt }));
  }
  if ("stmt" in next) {
    const stmt = tree.stmt(next.stmt);
    for (const visitor of visitors) visitor.stmt?.(stmt);
    return inStmt(stmt);
  }
  if ("pat" in next) {
    const pat = tree.pat(next.pat);
    for (const visitor of visitors) visitor.pat?.(pat);
    return inPat(pat);
  }
  if ("type" in next) {
    const type = tree.type(next.type);
    for (const visitor of visitors) visitor.type?.(type);
    return inType(type);
  }
  const expr = tree.expr(next.expr);
  for (const visitor of visitors) visitor.expr?.(expr);
  return inExpr(expr);
}

function inItem({ kind }: Item): Pending[] {
  switch (kind.kind) {
    case "static":
    case "const":
      return [...types([kind.type]), ...exprs([kind.value])];
    case "fn":
      return [...params(kind.params), ...types([kind.output]), ...blocks([kind.body])];
    case "mod":
      return items(kind.items ?? []);
    case "extern-block":
    case "trait":
      return items(kind.items);
    case "impl":
      return [...types([kind.self]), ...items(kind.items)];
    case "enum":
      return kind.variants.flatMap(({ data, discriminant }) => [...fields(data), ...exprs([discriminant])]);
    case "struct":
    case "union":
      return fields(kind.data);
    case "type-alias":
      return types([kind.type]);
    default:
      return [];
  }
}

function inStmt(stmt: Stmt): Pending[] {
  switch (stmt.kind) {
    case "let":
      return [{ pat: stmt.pat }, ...types([stmt.type]), ...exprs([stmt.init]), ...blocks([stmt.otherwise])];
    case "item":
      return items([stmt.item]);
    case "expr":
      return exprs([stmt.expr]);
    default:
      return [];
  }
}

function inArm({ pat, guard, body }: Arm): Pending[] {
  return [{ pat }, ...exprs([guard, body])];
}

/** What an expression holds, in source order. */
function inExpr({ kind }: Expr): Pending[] {
  switch (kind.kind) {
    case "cast":
      return [...exprs([kind.operand]), ...types([kind.type])];
    case "path":
      return inPath(kind.path);
    case "unary":
    case "address-of":
    case "field":
    case "await":
    case "try":
      return exprs([kind.operand]);
    case "binary":
    case "assign":
    case "assign-op":
      return exprs([kind.left, kind.right]);
    case "call":
      return exprs([kind.callee, ...kind.args]);
    case "method-call":
      return exprs([kind.receiver, ...kind.args]);
    case "index":
      return exprs([kind.operand, kind.index]);
    case "range":
      return exprs([kind.start, kind.end]);
    case "tuple":
    case "array":
      return exprs(kind.elements);
    case "repeat":
      return exprs([kind.element, kind.count]);
    case "struct":
      return [...exprs(kind.fields.map(({ value }) => value)), ...exprs(kind.rest.kind === "base" ? [kind.rest.expr] : [])];
    case "paren":
      return exprs([kind.inner]);
    default:
      return inControl(kind);
  }
}

function inControl(kind: Expr["kind"]): Pending[] {
  switch (kind.kind) {
    case "block":
    case "async-block":
    case "const-block":
    case "try-block":
      return blocks([kind.block]);
    case "if":
      return [...exprs([kind.condition]), ...blocks([kind.then]), ...exprs([kind.otherwise])];
    case "let":
      return [{ pat: kind.pat }, ...exprs([kind.scrutinee])];
    case "while":
      return [...exprs([kind.condition]), ...blocks([kind.body])];
    case "for":
      return [{ pat: kind.pat }, ...exprs([kind.iterator]), ...blocks([kind.body])];
    case "loop":
      return blocks([kind.body]);
    case "match":
      return [...exprs([kind.scrutinee]), ...kind.arms.flatMap(inArm)];
    case "closure":
      return [...params(kind.params), ...types([kind.output]), ...exprs([kind.body])];
    case "break":
    case "return":
    case "yield":
    case "become":
      return exprs([kind.value]);
    default:
      return [];
  }
}

function inPat({ kind }: Pat): Pending[] {
  switch (kind.kind) {
    case "ident":
      return kind.sub === undefined ? [] : pats([kind.sub]);
    case "struct":
      return pats(kind.fields.map(({ pat }) => pat));
    case "tuple-struct":
    case "tuple":
    case "slice":
      return pats(kind.elements);
    case "or":
      return pats(kind.alternatives);
    case "box":
    case "reference":
    case "paren":
      return pats([kind.inner]);
    default:
      return [];
  }
}

function inType({ kind }: TypeNode): Pending[] {
  switch (kind.kind) {
    case "path":
      return inPath(kind.path);
    case "slice":
      return types([kind.element]);
    case "array":
      return [...types([kind.element]), ...exprs([kind.length])];
    case "pointer":
    case "reference":
      return types([kind.target]);
    case "fn-pointer":
      return types([...kind.params.map(({ type }) => type), kind.output]);
    case "tuple":
      return types(kind.elements);
    case "paren":
      return types([kind.inner]);
    default:
      return [];
  }
}

function inArgs(args: GenericArgs | undefined): Pending[] {
  if (args?.kind === "parenthesized") return types([...args.inputs, args.output]);
  if (args?.kind !== "angle") return [];
  return args.args.flatMap((arg) => {
    if (arg.kind === "type") return types([arg.type]);
    return arg.kind === "const" ? exprs([arg.value]) : [];
  });
}
