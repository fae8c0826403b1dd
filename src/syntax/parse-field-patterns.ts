// The fields of struct patterns.
import { error } from "../diag/diagnostic.ts";
import type { NodeId, PatId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { BY_REF, MUT, REF_MUT } from "./parse-binding-patterns.ts";
import { BindingPatternParser } from "./parse-binding-patterns.ts";

export abstract class FieldPatternParser extends BindingPatternParser {
  abstract parsePat(commas?: "tuple" | "either"): PatId;

  /** `path { field, name: pat, .. }` */
  protected parseStructPat(start: number, path: NodeId): PatId {
    this.expect(T.OpenBrace);
    const mark = this.scratch.length;
    const rest = this.#fields();
    const fields = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return this.node3(K.StructPat, start, path, fields, rest ? 1 : 0);
  }

  #fields(): boolean {
    let rest = false;
    let needsComma = false;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      const attributes = this.parseOuterAttributes();
      if (needsComma) this.#missingComma();
      if (attributes !== 0 && this.kind === T.DotDot) this.failIdent();
      if (this.check(T.DotDot) || this.kind === T.DotDotDot || this.word === W.Underscore) {
        this.#rest();
        rest = true;
        if (this.kind === T.CloseBrace) break;
        this.#afterRest();
        continue;
      }
      const field = this.#field();
      this.tree.setAttributes(field, attributes);
      this.scratch.push(field);
      needsComma = !this.eat(T.Comma);
    }
    return rest;
  }

  #missingComma(): never {
    this.expectNote(T.CloseBrace);
    throw new SyntaxFailure(this.expectedOneOf());
  }

  #rest(): void {
    if (this.kind === T.DotDot) return this.bump();
    const span = this.span;
    const found = this.kind === T.DotDotDot ? "`...`" : "`_`";
    this.bump();
    const message = found === "`...`" ? "expected field pattern, found `...`" : "expected identifier, found reserved identifier `_`";
    this.report(error(message).at(span));
  }

  #afterRest(): void {
    const span = this.span;
    if (this.kind === T.Comma) {
      const said = error("expected `}`, found `,`")
        .at(span, "expected `}`")
        .label(this.previousSpan, "`..` must be at the end and cannot have a trailing comma");
      this.bump();
      if (this.kind === T.CloseBrace) said.suggest("remove this comma", [{ span, text: "" }], "MachineApplicable", "short");
      return this.report(said);
    }
    this.fail(`expected \`}\`, found ${describeHere(this)}`, span, "expected `}`");
  }

  /** `name: pat`, `0: pat`, or `box? ref? mut? name` */
  #field(): NodeId {
    const { start } = this;
    if (this.ahead(1) === T.Colon && (this.isAnyIdent || this.kind === T.Int)) {
      const token = this.#fieldName();
      this.bump();
      const pattern = this.parsePat();
      return this.node3(K.PatField, start, token, pattern, 0);
    }
    const boxed = this.eatWord(W.Box);
    const bindingStart = this.start;
    const byRef = this.eatWord(W.Ref);
    const mutable = this.eatWord(W.Mut);
    const token = this.parseIdent();
    const flags = byRef ? BY_REF | (mutable ? REF_MUT : 0) : mutable ? MUT : 0;
    const binding = this.node3(K.IdentPat, bindingStart, flags, token, 0);
    return this.node3(K.PatField, start, token, boxed ? this.node(K.BoxPat, start, binding) : binding, 1);
  }

  #fieldName(): number {
    if (this.kind !== T.Int) return this.parseIdent();
    const token = this.at;
    this.bump();
    return token;
  }
}
