// Functions: their signature and body.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import { QualifierParser } from "./parse-qualifiers.ts";

export abstract class FunctionParser extends QualifierParser {
  /** Behind the visibility: `qualifiers fn name<..>(params) -> T where.. { }`. The result is the name and a `Fn`. */
  parseFn(extraFlags: number, namesOptional: boolean, bodyRequired: boolean, visibility?: Span): { name: number; fn: NodeId } {
    const { start } = this;
    const { flags, abi } = this.parseFrontMatter(visibility);
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    const { list, variadic } = this.parseFnParams(namesOptional);
    const paramsEnd = this.behind;
    const output = this.parseReturnType(true, "all");
    const signatureHi = this.previousHi;
    const generics = this.parseWhereAndFinish(open);
    const body = this.parseFnBody(bodyRequired, output === 0 ? paramsEnd : undefined, name);
    const all = flags | extraFlags | (variadic ? K.VARIADIC : 0);
    const fn = this.nodeMany(K.Fn, start, all, abi, generics, list, output, body);
    this.tree.nodeHis[fn] = signatureHi;
    return { name, fn };
  }

  /** `;` or a block; 0 for the former. `paramsEnd`: behind the parameters, if no return type stands there. `name` of the function. */
  parseFnBody(required: boolean, paramsEnd?: Span, name?: number): NodeId {
    if (required ? this.kind === T.Semi : this.check(T.Semi)) {
      this.bump();
      return 0;
    }
    if (this.kind === T.OpenBrace && this.options.defersBodies === true) return this.#deferredBody();
    if (this.check(T.OpenBrace) || (this.kind === T.OpenNone && this.isFragment("block"))) return this.parseBlock();
    if (this.kind === T.Eq) return this.#bodyByEquals();
    try {
      this.expectOneOf([], required ? [T.OpenBrace] : [T.Semi, T.OpenBrace]);
    } catch (failure) {
      if (failure instanceof SyntaxFailure && this.kind === T.RArrow && paramsEnd !== undefined && this.since(88))
        throw this.#returnTypeBehindWhere(failure, paramsEnd);
      if (!(failure instanceof SyntaxFailure) || this.kind !== T.CloseBrace || name === undefined) throw failure;
      // What it stands in ends here; the function is kept.
      this.report(failure.diagnostic.label(this.tokens.span(name), "while parsing this `fn`"));
    }
    return 0;
  }

  /** `fn f<T>() where T: Copy -> T {}` */
  #returnTypeBehindWhere(failure: SyntaxFailure, paramsEnd: Span): SyntaxFailure {
    const bound = this.tokens.text(this.previous);
    const before = this.previousSpan;
    const { lo } = this.span;
    if (this.attempt(() => this.parseReturnType(true, "all")) instanceof SyntaxFailure) return failure;
    if (bound === "Fn" || bound === "FnMut" || bound === "FnOnce") {
      const edits = [{ span: { ...before, lo: before.hi }, text: "()" }];
      failure.diagnostic.label(before, "`Fn` bounds require arguments in parentheses");
      failure.diagnostic.suggest("try adding parentheses", edits, "MachineApplicable", "short");
      return failure;
    }
    const type = { ...this.previousSpan, lo };
    const edits = [
      { span: paramsEnd, text: ` ${this.snippet(type)}` },
      { span: type, text: "" },
    ];
    const worded = failure.diagnostic.reworded("return type should be specified after the function parameters");
    return new SyntaxFailure(worded.suggest("place the return type after the function parameters", edits, "MachineApplicable", "verbose"));
  }

  #deferredBody(): NodeId {
    const { at, start } = this;
    this.skipTree();
    return this.node(K.DeferredBlock, start, at);
  }

  /** `fn f() = e;` */
  #bodyByEquals(): NodeId {
    const { start } = this;
    this.bump();
    const equals = this.previousSpan;
    this.parseExpr();
    this.expectSemicolon();
    const span = this.spanFrom(start);
    const last = { lo: span.hi - 1, hi: span.hi };
    this.report(
      error("function body cannot be `= expression;`")
        .at(span)
        .suggest(
          "surround the expression with `{` and `}` instead of `=` and `;`",
          [
            { span: equals, text: "{" },
            { span: last, text: " }" },
          ],
          "MachineApplicable",
          "verbose",
        ),
    );
    return this.node(K.Block, start, 0);
  }
}
