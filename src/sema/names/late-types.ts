// Names in types, in generic arguments, and in the constants that stand in types.
import type { Span } from "../../base/source.ts";
import type { GenericArg, GenericArgs, NodeId, Path, QSelf, TypeId, TypeKind } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { LateResolver } from "./late.ts";

export class TypeResolver {
  readonly #late: LateResolver;

  constructor(late: LateResolver) {
    this.#late = late;
  }

  /** Before `fn(..)`: what stands there, or would, is `for<..>`. */
  #pointerHead({ lo, hi }: Span, hasParams: boolean): Span {
    const open = hasParams ? this.#late.compilation.sources.snippet({ lo, hi }).indexOf("<") : -1;
    return { lo, hi: lo + open + 1 };
  }

  /** `for<..>` with the blanks behind it. */
  #pointerList({ lo, hi, ...rest }: Span): Span {
    const list = /^for\s*<[^>]*>\s*/.exec(this.#late.compilation.sources.snippet({ lo, hi }))?.[0] ?? "";
    return { ...rest, lo, hi: lo + list.length };
  }

  #signature({ params, output }: TypeKind & { kind: "fn-pointer" }): void {
    const { generics } = this.#late;
    for (const param of params) generics.eliding("here", () => this.type(param.type));
    if (output !== undefined) generics.eliding("nowhere", () => this.type(output));
  }

  type(id: TypeId): void {
    const node = this.#late.tree.type(id);
    const { kind } = node;
    switch (kind.kind) {
      case "path":
        this.#late.paths.resolve(node.id, kind.qself, kind.path, "type");
        break;
      case "slice":
        this.type(kind.element);
        break;
      case "array":
        this.type(kind.element);
        this.anonymous(kind.length);
        break;
      case "pointer":
        this.type(kind.target);
        break;
      case "reference":
        if (kind.lifetime !== undefined) this.#late.generics.lifetime(kind.lifetime, true);
        this.type(kind.target);
        break;
      case "fn-pointer":
        this.#late.generics.withParams(
          kind.forParams,
          undefined,
          { span: this.#pointerHead(node.span, kind.forParams.length > 0), kind: "type" },
          () => this.#signature(kind),
          this.#pointerList(node.span),
        );
        break;
      case "tuple":
        for (const element of kind.elements) this.type(element);
        break;
      case "trait-object":
      case "impl-trait":
        this.#late.generics.bounds(kind.bounds);
        break;
      case "paren":
        this.type(kind.inner);
        break;
      default:
    }
  }

  /** A constant of its own: array length, discriminant, const argument. A lone path to a parameter is let through. */
  anonymous(expr: NodeId): void {
    this.#late.generics.eliding("nowhere", () => this.#anonymous(expr));
  }

  #anonymous(expr: NodeId): void {
    if (this.#isLonePath(expr)) {
      this.#late.scopes.within("constant-path", () => this.#late.bodies.constantPath(expr));
      return;
    }
    this.#late.scopes.within("constant", () => this.#late.labels.without(() => this.#late.bodies.expr(expr)));
  }

  /** How often an element is repeated: parameters are told of when types are known. */
  count(expr: NodeId): void {
    if (this.#isLonePath(expr)) return this.anonymous(expr);
    this.#late.scopes.within("count", () => this.#late.labels.without(() => this.#late.bodies.expr(expr)));
  }

  #isLonePath(expr: NodeId): boolean {
    const { tree } = this.#late;
    let at = tree.resolve(expr);
    if (tree.kind(at) === K.BlockExpr) {
      const kind = tree.expr(at).kind;
      const block = kind.kind === "block" ? tree.block(kind.block) : undefined;
      const only = block?.stmts.length === 1 && block.stmts[0] !== undefined ? tree.stmt(block.stmts[0]) : undefined;
      if (only?.kind !== "expr" || only.semicolon) return false;
      at = tree.resolve(only.expr);
    }
    const { kind } = tree.expr(at);
    return kind.kind === "path" && kind.path.segments.length === 1 && kind.qself === undefined;
  }

  genericArgs(args: GenericArgs | undefined): void {
    if (args === undefined || args.kind === "return-type-notation") return;
    if (args.kind === "parenthesized") {
      const types = args.output === undefined ? args.inputs : [...args.inputs, args.output];
      return this.#late.generics.eliding("nowhere", () => types.forEach((type) => this.type(type)));
    }
    for (const arg of args.args) {
      if (arg.kind === "lifetime") this.#late.generics.lifetime(arg.lifetime);
      else if (arg.kind !== "constraint") this.#argument(arg);
      else {
        this.genericArgs(arg.args);
        if (arg.equals !== undefined) this.type(arg.equals);
        if (arg.equalsConst !== undefined) this.anonymous(arg.equalsConst);
        if (arg.bounds !== undefined) this.#late.generics.bounds(arg.bounds);
      }
    }
  }

  #argument(arg: GenericArg & { kind: "type" | "const" }): void {
    const outer = this.#late.inGenericArgs;
    this.#late.inGenericArgs = true;
    if (arg.kind === "type") this.#late.paths.typeOrConst(arg.type);
    else this.anonymous(arg.value);
    this.#late.inGenericArgs = outer;
  }

  /** For the path resolver: arguments and the self type. */
  pathParts(qself: QSelf | undefined, path: Path): void {
    if (qself !== undefined) this.type(qself.type);
    for (const segment of path.segments) this.genericArgs(segment.args);
  }
}
