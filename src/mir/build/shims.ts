// Functions that nobody wrote: a constructor as a function, and `Fn::call` of a function item or pointer. Their bodies are
// one block.
import type { Span } from "../../base/source.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Body, Operand, Place } from "../mir.ts";
import { simplifyCfg } from "../simplify.ts";
import { BodyBuilder, Unsupported } from "./builder.ts";
import type { BuildContext } from "./builder.ts";

/** `Some` as a value: takes the fields, gives the variant. */
export function buildConstructor(context: BuildContext, instance: Extract<Instance, { kind: "constructor" }>, span: Span): Body {
  const b = new BodyBuilder(context, instance.args, span);
  const { tables } = context;
  const type = tables.types.adt(instance.adt, instance.args);
  const fields = tables.adt(instance.adt).variants[instance.variant]?.fields ?? [];
  b.newLocal(type, span);
  const parameters = fields.map((field) => b.placeOf(b.newLocal(tables.instantiate(field.type, instance.args), span)));
  const operands = parameters.map((place, field) => ({ field, operand: moved(place) }));
  b.assign(b.placeOf(0), { kind: "aggregate", type, variant: instance.variant, fields: operands }, span);
  return finish(b, fields.length, span);
}

/** The function, called with `self` (or a reference to it) in front, which a function item does not need. */
export function buildFunctionCall(context: BuildContext, instance: Extract<Instance, { kind: "fn-call" }>, span: Span): Body {
  const b = new BodyBuilder(context, [], span);
  const { type, method } = instance;
  const { inputs, output } = signatureOf(context, type, span);
  b.newLocal(output, span);
  const byValue = method === "call_once";
  const self = b.placeOf(b.newLocal(byValue ? type : context.tables.types.ref(type, method === "call_mut"), span));
  const args = inputs.map((input) => moved(b.placeOf(b.newLocal(input, span))));
  const pointer = byValue ? self : b.project(self, { kind: "deref", type });
  const callee = type.kind === "fn-def" ? context.resolve(type.def, type.args) : ({ kind: "copy", place: pointer } as const);
  const target = b.newBlock();
  b.terminate({ kind: "call", callee, args, destination: b.placeOf(0), target, span });
  b.startBlock(target);
  return finish(b, inputs.length + 1, span);
}

/** The function, called from its own head. */
export function buildReified(context: BuildContext, { def, args }: Extract<Instance, { kind: "reified" }>, span: Span): Body {
  const b = new BodyBuilder(context, args, span);
  const { inputs, output } = signatureOf(context, context.tables.types.fnDef(def, args), span);
  b.newLocal(output, span);
  const parameters = inputs.map((input) => moved(b.placeOf(b.newLocal(input, span))));
  const target = output.kind === "never" ? undefined : b.newBlock();
  b.terminate({ kind: "call", callee: { kind: "item", def, args }, args: parameters, destination: b.placeOf(0), target, span });
  if (target === undefined) return simplifyCfg(b.finish("shim", inputs.length, span));
  b.startBlock(target);
  return finish(b, inputs.length, span);
}

/** The method of core, with the address of the program's allocator in front. */
export function buildAllocator(context: BuildContext, { method, allocator }: Extract<Instance, { kind: "allocator" }>, span: Span): Body {
  const { tables } = context;
  const type = tables.typeOf(allocator);
  const b = new BodyBuilder(context, [type], span);
  const { inputs, output } = signatureOf(context, tables.types.fnDef(method, [type]), span);
  b.newLocal(output, span);
  const parameters = inputs.slice(1).map((input) => moved(b.placeOf(b.newLocal(input, span))));
  const address: Operand = { kind: "constant", type: tables.types.ref(type), value: { kind: "static", def: allocator } };
  const target = b.newBlock();
  const callee = { kind: "item", def: method, args: [type] } as const;
  b.terminate({ kind: "call", callee, args: [address, ...parameters], destination: b.placeOf(0), target, span });
  b.startBlock(target);
  return finish(b, parameters.length, span);
}

const moved = (place: Place): Operand => ({ kind: "move", place });

function signatureOf({ tables }: BuildContext, type: Ty, span: Span): { readonly inputs: readonly Ty[]; readonly output: Ty } {
  if (type.kind === "fn-pointer") return { inputs: type.params, output: type.output };
  if (type.kind !== "fn-def") throw new Unsupported("this call", span);
  const { params, output } = tables.signature(type.def);
  return { inputs: params.map((param) => tables.instantiate(param, type.args)), output: tables.instantiate(output, type.args) };
}

function finish(b: BodyBuilder, argumentCount: number, span: Span): Body {
  b.terminate({ kind: "return", span });
  return simplifyCfg(b.finish("shim", argumentCount, span));
}
