// Decoding of items, statements and blocks. An item's fields begin with its visibility and name.
import type { Block, BlockId, FieldDef, Fn, Item, ItemId, ItemKind, NodeId, Stmt, StmtId, UseTree, Variant, VariantData } from "./ast.ts";
import { ExpressionDecoder } from "./decode-expressions.ts";
import * as K from "./node-kinds.ts";
import { delimiterOf } from "./tokens.ts";

const MACRO_STYLES = ["semicolon", "braces", "none"] as const;

export class ItemDecoder extends ExpressionDecoder {
  item(id: ItemId): Item {
    const seen = this.resolve(id);
    return {
      id: seen,
      span: this.span(seen),
      attrs: this.attributes(seen),
      visibility: this.visibility(this.field(seen, 0), seen),
      ident: this.ident(this.field(seen, 1)),
      kind: this.#itemKind(seen),
    };
  }

  #itemKind(id: NodeId): ItemKind {
    const first = this.field(id, 2);
    switch (this.kind(id)) {
      case K.ExternCrate:
        return { kind: "extern-crate", original: first === 0 ? undefined : this.tokens.text(first) };
      case K.Use:
        return { kind: "use", tree: this.useTree(first) };
      case K.FnItem:
        return { kind: "fn", ...this.fn(first) };
      case K.Enum:
        return {
          kind: "enum",
          generics: this.generics(first),
          variants: this.list(this.field(id, 3)).map((variant) => this.variant(variant)),
        };
      case K.Struct:
      case K.Union: {
        const kind = this.kind(id) === K.Struct ? "struct" : "union";
        return { kind, generics: this.generics(first), data: this.variantData(this.field(id, 3)) };
      }
      case K.TraitAlias:
        return { kind: "trait-alias", generics: this.generics(first), bounds: this.bounds(this.field(id, 3)) };
      case K.MacroItem:
        return { kind: "macro-call", call: this.macroCall(first), semicolon: this.field(id, 3) !== 0 };
      case K.MacroDef: {
        const open = this.field(id, 3);
        const { tokens } = this.delimited(open);
        return { kind: "macro-def", legacy: first !== 0, delimiter: delimiterOf(this.tokens.kind(open)), tokens };
      }
      case K.ErrorItem:
        return { kind: "error" };
      default:
        return this.#itemWithFlags(id, first);
    }
  }

  #itemWithFlags(id: NodeId, flags: number): ItemKind {
    const isDefault = (flags & K.DEFAULT) !== 0;
    switch (this.kind(id)) {
      case K.Static: {
        const value = this.child(this.field(id, 4));
        const mutable = (flags & K.MUTABLE) !== 0;
        return { kind: "static", mutable, safety: this.safety(flags), type: this.resolve(this.field(id, 3)), value, default: isDefault };
      }
      case K.Const: {
        const generics = this.generics(this.field(id, 3));
        return { kind: "const", default: isDefault, generics, type: this.resolve(this.field(id, 4)), value: this.child(this.field(id, 5)) };
      }
      case K.TypeAlias: {
        const generics = this.generics(this.field(id, 3));
        return {
          kind: "type-alias",
          default: isDefault,
          generics,
          bounds: this.bounds(this.field(id, 4)),
          type: this.child(this.field(id, 5)),
        };
      }
      case K.Mod:
        return this.#mod(id, flags);
      case K.ExternBlock:
        return {
          kind: "extern-block",
          safety: this.safety(flags),
          abi: this.stringLiteral(this.field(id, 3)),
          items: this.list(this.field(id, 4)),
        };
      case K.Trait:
        return {
          kind: "trait",
          safety: this.safety(flags),
          auto: (flags & K.AUTO) !== 0,
          generics: this.generics(this.field(id, 3)),
          bounds: this.bounds(this.field(id, 4)),
          items: this.list(this.field(id, 5)),
        };
      case K.Impl:
        return this.#impl(id, flags);
      default:
        return { kind: "error" };
    }
  }

  #mod(id: NodeId, flags: number): ItemKind {
    const items = this.field(id, 3);
    return {
      kind: "mod",
      safety: this.safety(flags),
      inline: (flags & K.INLINE) !== 0,
      items: items === K.NO_LIST ? undefined : this.list(items),
      innerSpan: this.withCtxt(this.field(id, 4), this.field(id, 5), this.nodeCtxts[id] as number),
    };
  }

  #impl(id: NodeId, flags: number): ItemKind {
    const trait = this.field(id, 4);
    return {
      kind: "impl",
      safety: this.safety(flags),
      default: (flags & K.DEFAULT) !== 0,
      negative: (flags & K.NEGATIVE) !== 0,
      constness: (flags & K.CONST) !== 0,
      generics: this.generics(this.field(id, 3)),
      trait: trait === 0 ? undefined : this.path(this.data(trait)),
      traitId: trait,
      self: this.resolve(this.field(id, 5)),
      items: this.list(this.field(id, 6)),
    };
  }

  fn(id: NodeId): Fn {
    const flags = this.field(id, 0);
    return {
      generics: this.generics(this.field(id, 2)),
      default: (flags & K.DEFAULT) !== 0,
      header: {
        constness: (flags & K.CONST) !== 0,
        asyncness: (flags & K.ASYNC) !== 0,
        gen: (flags & K.GEN) !== 0,
        safety: this.safety(flags),
        extern: this.externOf(flags, this.field(id, 1)),
      },
      params: this.params(this.field(id, 3)),
      variadic: (flags & K.VARIADIC) !== 0,
      output: this.child(this.field(id, 4)),
      body: this.child(this.field(id, 5)),
      signatureSpan: this.span(id),
    };
  }

  variant(id: NodeId): Variant {
    return {
      id,
      span: this.span(id),
      attrs: this.attributes(id),
      visibility: this.visibility(this.field(id, 0), id),
      ident: this.ident(this.field(id, 1)),
      data: this.variantData(this.field(id, 2)),
      discriminant: this.child(this.field(id, 3)),
    };
  }

  variantData(id: NodeId): VariantData {
    switch (this.kind(id)) {
      case K.StructData:
        return { kind: "struct", fields: this.list(this.data(id)).map((field, index) => this.fieldDef(field, index)) };
      case K.TupleData:
        return { kind: "tuple", fields: this.list(this.data(id)).map((field, index) => this.fieldDef(field, index)), constructorId: id };
      default:
        return { kind: "unit", constructorId: id };
    }
  }

  fieldDef(id: NodeId, index: number): FieldDef {
    const token = this.field(id, 1);
    const type = this.field(id, 2);
    return {
      id,
      span: this.span(id),
      attrs: this.attributes(id),
      visibility: this.visibility(this.field(id, 0), id),
      ident: token === 0 ? { name: String(index), span: this.span(type) } : this.ident(token),
      type: this.resolve(type),
      default: this.child(this.field(id, 3)),
    };
  }

  useTree(id: NodeId): UseTree {
    const prefixNode = this.field(id, 0);
    const span = this.span(id);
    const prefix = prefixNode === 0 ? { span: { ...span, hi: span.lo }, global: false, segments: [] } : this.path(prefixNode);
    switch (this.kind(id)) {
      case K.UseSimple:
        return { id, span, prefix, kind: { kind: "simple", rename: this.optionalIdent(this.field(id, 1)) } };
      case K.UseNested: {
        const braces = this.delimited(this.field(id, 1)).span;
        return {
          id,
          span,
          prefix,
          kind: { kind: "nested", trees: this.list(this.field(id, 3)).map((tree) => this.useTree(tree)), span: braces },
        };
      }
      default:
        return { id, span, prefix, kind: { kind: "glob", span: this.tokens.span(this.field(id, 1)) } };
    }
  }

  block(id: BlockId): Block {
    const seen = this.resolve(id);
    if (this.kind(seen) === K.DeferredBlock) throw new Error("block: the body of this function was not asked for");
    const unsafe = this.kind(seen) === K.UnsafeBlock;
    return { id: seen, span: this.span(seen), unsafe, attrs: this.attributes(seen), stmts: this.list(this.data(seen)) };
  }

  stmt(id: StmtId): Stmt {
    const seen = this.resolve(id);
    const span = this.span(seen);
    switch (this.kind(seen)) {
      case K.Let:
        return {
          id: seen,
          span,
          kind: "let",
          attrs: this.attributes(seen),
          pat: this.resolve(this.field(seen, 0)),
          type: this.child(this.field(seen, 1)),
          init: this.child(this.field(seen, 2)),
          otherwise: this.child(this.field(seen, 3)),
        };
      case K.ItemStmt:
        return { id: seen, span, kind: "item", item: this.resolve(this.data(seen)) };
      case K.ExprStmt:
      case K.SemiStmt:
        return { id: seen, span, kind: "expr", expr: this.resolve(this.data(seen)), semicolon: this.kind(seen) === K.SemiStmt };
      case K.MacroStmt: {
        const style = MACRO_STYLES[this.field(seen, 1)] as "none";
        return { id: seen, span, kind: "macro-call", attrs: this.attributes(seen), call: this.macroCall(this.field(seen, 0)), style };
      }
      default:
        return { id: seen, span, kind: "empty" };
    }
  }
}
