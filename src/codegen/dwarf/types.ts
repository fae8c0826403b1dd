// Types as debugging entries: each once, in the namespaces of its path, as rustc names and nests them.
import type { Layout, Layouts } from "../../sema/types/layout.ts";
import { fieldOffset, nicheValue } from "../../sema/types/layout.ts";
import { U8, USIZE } from "../../sema/types/ty.ts";
import type { Ty, TyOf } from "../../sema/types/ty.ts";
import { AT, Die, TAG } from "./dies.ts";
import type { TypeNames } from "../type-names.ts";

/** An argument of a generic item, with its parameter's name. */
export interface DebugGeneric {
  readonly name: string;
  readonly type: Ty;
}

const ENCODING = { boolean: 2, float: 4, signed: 5, unsigned: 7, utf: 0x10 } as const;

export class TypeEntries {
  readonly #known = new Map<Ty, Die>();
  readonly #pending: (() => void)[] = [];

  constructor(
    readonly layouts: Layouts,
    readonly root: Die,
    readonly names: TypeNames,
    readonly namespace: (path: readonly string[]) => Die,
    /** A vtable is described with its methods, not by what each begins with alone. */
    readonly describesMethods: boolean,
  ) {}

  /** Undefined for types that are not described. */
  of(type: Ty): Die | undefined {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const made = this.#make(type);
    if (made !== undefined) this.#known.set(type, made);
    return made;
  }

  /** Fills in fields: they may name types that are being made. */
  finish(): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) next();
  }

  #make(type: Ty): Die | undefined {
    switch (type.kind) {
      case "never":
        return this.#base(type, ENCODING.unsigned);
      case "bool":
        return this.#base(type, ENCODING.boolean);
      case "char":
        return this.#base(type, ENCODING.utf);
      case "int":
        return this.#base(type, type.name.startsWith("i") ? ENCODING.signed : ENCODING.unsigned);
      case "float":
        return this.#base(type, ENCODING.float);
      case "ref":
      case "ptr":
        return this.#pointer(type, type.target);
      case "str":
        return this.of(U8);
      case "slice":
        return this.of(type.element);
      case "dynamic":
        return this.root.child(new Die(TAG.structure_type)).name(this.names.of(type)).number(AT.byte_size, 0);
      case "fn-pointer":
        return this.#functionPointer(type);
      case "fn-def":
        return this.of(this.#pointerOf(type));
      case "closure":
        return this.#closure(type);
      case "tuple":
        if (type.elements.length === 0) return this.#base(type, ENCODING.unsigned);
        return this.#structure(
          type,
          this.root,
          this.names.of(type),
          type.elements.map((element, i) => ({ name: `__${i}`, type: element, at: i })),
        );
      case "array":
        return this.#array(type);
      case "adt":
        return this.#adt(type);
      default:
        return undefined;
    }
  }

  #sized(tag: number, type: Ty): Die {
    const size = type.kind === "never" ? 0 : this.layouts.of(type).size;
    return this.root.child(new Die(tag)).name(this.names.of(type)).number(AT.byte_size, size);
  }

  #base(type: Ty, encoding: number): Die {
    return this.#sized(TAG.base_type, type).number(AT.encoding, encoding);
  }

  #pointer(type: Ty, target: Ty): Die {
    if (this.layouts.of(type).abi.kind === "pair") return this.#fatPointer(type, target);
    const die = this.root.child(new Die(TAG.pointer_type)).name(this.names.of(type));
    this.#refer(die, target);
    die.add(AT.address_class, { form: "data4", value: 0 });
    return die;
  }

  /** A slice or `str` is its address and its length; a trait object its address and its vtable. */
  #fatPointer(type: Ty, target: Ty): Die {
    const die = this.#sized(TAG.structure_type, type);
    const tail = this.layouts.tables.unsizedTail(target);
    const isObject = tail.kind === "dynamic";
    const [first, second] = (isObject ? ["pointer", "vtable"] : ["data_ptr", "length"]).map((name, at) =>
      die
        .child(new Die(TAG.member))
        .name(name)
        .number(AT.data_member_location, this.layouts.pointerSize * at),
    );
    this.#pending.push(() => {
      first?.add(AT.type, { form: "ref4", die: this.#pointerTo(isObject || tail === target ? this.of(target) : undefined) });
      second?.add(AT.type, { form: "ref4", die: isObject ? this.#vtablePointer(tail) : this.#word() });
    });
    return die;
  }

  #pointerTo(target: Die | undefined, name?: string): Die {
    const die = this.root.child(new Die(TAG.pointer_type));
    if (name !== undefined) die.name(name);
    if (target !== undefined) die.add(AT.type, { form: "ref4", die: target });
    return die.add(AT.address_class, { form: "data4", value: 0 });
  }

  /** By length. */
  readonly #vtables = new Map<number, Die>();

  /** Glue, size and alignment, which every table begins with, then its methods. */
  #vtablePointer(object: Ty): Die {
    const length = 3 + (this.describesMethods ? this.layouts.tables.vtableMethodCount(object) : 0);
    const known = this.#vtables.get(length);
    if (known !== undefined) return known;
    const made = this.#pointerTo(this.#wordArray(length), `&[usize; ${length}]`);
    this.#vtables.set(length, made);
    return made;
  }

  #wordArray(count: number): Die {
    return this.#range(this.root.child(new Die(TAG.array_type)).add(AT.type, { form: "ref4", die: this.#word() }), count);
  }

  /** The type of an array's indexes, as LLVM calls it. */
  #indexType: Die | undefined;

  #range(array: Die, count: number): Die {
    this.#indexType ??= this.root
      .child(new Die(TAG.base_type))
      .name("__ARRAY_SIZE_TYPE__")
      .number(AT.byte_size, 8)
      .number(AT.encoding, ENCODING.unsigned);
    array
      .child(new Die(TAG.subrange_type))
      .add(AT.type, { form: "ref4", die: this.#indexType })
      .number(AT.lower_bound, 0)
      .wide(AT.count, BigInt(count));
    return array;
  }

  /** A function's own type takes no room; debuggers see a pointer. */
  #pointerOf({ def, args }: TyOf<"fn-def">): Ty {
    const { tables } = this.layouts;
    const { params, output, abi, unsafe, variadic } = tables.signature(def);
    const put = (part: Ty): Ty => tables.instantiate(part, args);
    return tables.types.fnPointer(params.map(put), put(output), abi, unsafe, variadic);
  }

  #functionPointer(type: TyOf<"fn-pointer">): Die {
    const signature = this.root.child(new Die(TAG.subroutine_type));
    this.#pending.push(() => {
      const isUnit = type.output.kind === "tuple" && type.output.elements.length === 0;
      const returned = isUnit ? undefined : this.of(type.output);
      if (returned !== undefined) signature.add(AT.type, { form: "ref4", die: returned });
      for (const param of type.params) {
        const described = this.of(param);
        if (described !== undefined) signature.child(new Die(TAG.formal_parameter)).add(AT.type, { form: "ref4", die: described });
      }
    });
    return this.#pointerTo(signature, this.names.of(type));
  }

  /** What a closure holds: variables, or references to them, which rustc marks by their names. */
  #closure(type: TyOf<"closure">): Die {
    const { tables } = this.layouts;
    const closure = tables.closure(type.closure);
    const locals = tables.body(closure.owner)?.locals ?? [];
    const parent = this.namespace(this.names.pathOf(closure.owner));
    const fields = tables.captureTypes(type).map((held, at) => {
      const capture = closure.captures[at];
      const name = locals[capture?.local ?? -1]?.name ?? `__${at}`;
      return { name: capture?.mode === "value" ? name : `_ref__${name}`, type: held, at };
    });
    return this.#structure(type, parent, this.names.closure(type.closure, "closure_env") + this.names.arguments(type.args), fields);
  }

  #word(): Die {
    return this.of(USIZE) as Die;
  }

  #refer(die: Die, target: Ty): void {
    this.#pending.push(() => {
      const inner = this.of(target);
      if (inner !== undefined) die.add(AT.type, { form: "ref4", die: inner });
    });
  }

  #array(type: TyOf<"array">): Die | undefined {
    if (type.length.kind !== "const") return undefined;
    const die = this.root.child(new Die(TAG.array_type));
    this.#refer(die, type.element);
    return this.#range(die, Number(type.length.value));
  }

  #structure(
    type: Ty,
    parent: Die,
    name: string,
    fields: readonly { readonly name: string; readonly type: Ty; readonly at: number }[],
    tag: number = TAG.structure_type,
  ): Die {
    const layout = this.layouts.of(type);
    const die = parent.child(new Die(tag));
    die.name(name).number(AT.byte_size, layout.size).add(AT.alignment, { form: "udata", value: layout.alignment });
    for (const field of fields) {
      const member = die.child(new Die(TAG.member)).name(field.name);
      this.#refer(member, field.type);
      member.number(AT.data_member_location, tag === TAG.union_type ? 0 : fieldOffset(layout, -1, field.at));
    }
    return die;
  }

  #adt(type: TyOf<"adt">): Die {
    const { tables } = this.layouts;
    const adt = tables.adt(type.def);
    const parent = this.namespace(this.names.pathOf(type.def).slice(0, -1));
    const name = this.names.lastName(type);
    if (adt.kind === "enum") return this.#enumeration(type, parent, name);
    const [variant] = adt.variants;
    const fields = (variant?.fields ?? []).map((field, at) => ({
      name: variant?.shape === "tuple" ? `__${at}` : field.name,
      type: tables.instantiate(field.type, type.args),
      at,
    }));
    const die = this.#structure(type, parent, name, fields, adt.kind === "union" ? TAG.union_type : TAG.structure_type);
    this.#pending.push(() => this.addGenerics(die, this.#genericsOf(type)));
    return die;
  }

  #genericsOf({ def, args }: TyOf<"adt">): DebugGeneric[] {
    const { params } = this.layouts.tables.generics(def);
    return args.map((type, i) => ({ name: params[i]?.name ?? "", type }));
  }

  /** Entries for arguments that are types. */
  addGenerics(die: Die, generics: readonly DebugGeneric[]): void {
    for (const { name, type } of generics) {
      const described = type.kind === "const" ? undefined : this.of(type);
      if (described !== undefined)
        die.child(new Die(TAG.template_type_parameter)).add(AT.type, { form: "ref4", die: described }).name(name);
    }
  }

  /** Of enums without data the variants are numbers. */
  #enumeration(type: TyOf<"adt">, parent: Die, name: string): Die {
    const { tables } = this.layouts;
    const { variants } = tables.adt(type.def);
    const layout = this.layouts.of(type);
    const hasData = variants.some(({ fields }) => fields.length > 0);
    if (hasData || layout.tag === undefined) return this.#variants(type, this.#structure(type, parent, name, []));
    const die = parent.child(new Die(TAG.enumeration_type)).add(AT.enum_class, { form: "flag_present" });
    die.name(name).number(AT.byte_size, layout.size);
    for (const variant of variants)
      die.child(new Die(TAG.enumerator)).name(variant.name).number(AT.const_value, Number(variant.discriminant));
    return die;
  }

  /** Each variant is a structure over the whole value, which the enum is where its tag says so. */
  #variants(type: TyOf<"adt">, die: Die): Die {
    const { tables } = this.layouts;
    const layout = this.layouts.of(type);
    const part = die.child(new Die(TAG.variant_part));
    this.#discriminant(part, layout);
    tables.adt(type.def).variants.forEach(({ name, shape, fields, discriminant }, i) => {
      if (layout.onlyVariant !== undefined && layout.onlyVariant !== i) return;
      const offsets = layout.variants.length > 0 ? layout.variants[i] : layout.fields;
      const structure = die.child(new Die(TAG.structure_type)).name(name).number(AT.byte_size, layout.size);
      structure.add(AT.alignment, { form: "udata", value: layout.alignment });
      this.#pending.push(() => this.addGenerics(structure, this.#genericsOf(type)));
      fields.forEach((field, at) => {
        const offset = offsets?.[at];
        if (offset === undefined) return;
        const member = structure.child(new Die(TAG.member)).name(shape === "tuple" ? `__${at}` : field.name);
        this.#refer(member, tables.instantiate(field.type, type.args));
        member.number(AT.data_member_location, offset);
      });
      const variant = part.child(new Die(TAG.variant));
      const value = tagValue(layout, i, discriminant);
      if (value !== undefined) variant.wide(AT.discr_value, value);
      variant.child(new Die(TAG.member)).name(name).add(AT.type, { form: "ref4", die: structure }).number(AT.data_member_location, 0);
    });
    return die;
  }

  /** The member that tells the variants apart; none where there is nothing to tell. */
  #discriminant(part: Die, { tag, nicheTag }: Layout): void {
    const place = tag ?? nicheTag;
    if (place === undefined) return;
    const member = part.child(new Die(TAG.member));
    part.add(AT.discr, { form: "ref4", die: member });
    if (tag === undefined) member.add(AT.type, { form: "ref4", die: this.#unsigned(place.scalar.size) });
    else this.#refer(member, tag.type);
    member.number(AT.data_member_location, place.offset).add(AT.artificial, { form: "flag_present" });
  }

  readonly #spare = new Map<number, Die>();

  /** What spare values of `size` bytes are compared as. */
  #unsigned(size: number): Die {
    let die = this.#spare.get(size);
    if (die === undefined) {
      die = this.root
        .child(new Die(TAG.base_type))
        .name(`u${8 * size}`)
        .number(AT.byte_size, size)
        .number(AT.encoding, ENCODING.unsigned);
      this.#spare.set(size, die);
    }
    return die;
  }
}

/** What the tag of a variant holds; undefined for the one that any other value means. */
function tagValue({ tag, nicheTag }: Layout, variant: number, discriminant: bigint): bigint | undefined {
  if (tag !== undefined) return tag.scalar.signed ? discriminant : BigInt.asUintN(8 * tag.scalar.size, discriminant);
  if (nicheTag === undefined || variant === nicheTag.dataVariant) return undefined;
  return nicheValue(variant, nicheTag);
}
