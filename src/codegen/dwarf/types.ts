// Types as debugging entries: each once, in the namespaces of its path, as rustc names and nests them.
import type { Layout, Layouts } from "../../sema/types/layout.ts";
import { fieldOffset, nicheValue } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { AT, Die, TAG } from "./dies.ts";

const ENCODING = { boolean: 2, float: 4, signed: 5, unsigned: 7, utf: 0x10 } as const;

export class TypeEntries {
  readonly #known = new Map<Ty, Die>();
  readonly #pending: (() => void)[] = [];

  constructor(
    readonly layouts: Layouts,
    readonly root: Die,
    /** The namespace of an item's path, the last name left out. */
    readonly namespace: (def: number) => Die,
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
      case "bool":
        return this.#base(type, ENCODING.boolean);
      case "char":
        return this.#base(type, ENCODING.utf);
      case "int":
        return this.#base(type, type.name.startsWith("i") ? ENCODING.signed : ENCODING.unsigned);
      case "ref":
      case "ptr":
        return this.#pointer(type, type.target);
      case "tuple":
        return this.#structure(
          type,
          this.root,
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
    return this.root.child(new Die(tag)).name(this.layouts.tables.print(type)).number(AT.byte_size, this.layouts.of(type).size);
  }

  #base(type: Ty, encoding: number): Die {
    return this.#sized(TAG.base_type, type).number(AT.encoding, encoding);
  }

  #pointer(type: Ty, target: Ty): Die {
    if (this.layouts.of(type).abi.kind === "pair") return this.#fatPointer(type, target);
    const die = this.root.child(new Die(TAG.pointer_type)).name(this.layouts.tables.print(type));
    this.#refer(die, target);
    return die;
  }

  /** A slice or `str` is its address and its length; a trait object its address and its vtable. */
  #fatPointer(type: Ty, target: Ty): Die {
    const die = this.#sized(TAG.structure_type, type);
    const second = target.kind === "dynamic" ? "vtable" : "length";
    for (const [at, name] of [target.kind === "dynamic" ? "pointer" : "data_ptr", second].entries())
      die
        .child(new Die(TAG.member))
        .name(name)
        .number(AT.data_member_location, this.layouts.pointerSize * at);
    const element = target.kind === "slice" ? target.element : undefined;
    this.#pending.push(() => {
      const inner = element === undefined ? undefined : this.of(element);
      const pointer = this.root.child(new Die(TAG.pointer_type));
      if (inner !== undefined) pointer.add(AT.type, { form: "ref4", die: inner });
      die.children[0]?.add(AT.type, { form: "ref4", die: pointer });
      die.children[1]?.add(AT.type, { form: "ref4", die: this.#word() });
    });
    return die;
  }

  #usize: Die | undefined;

  #word(): Die {
    this.#usize ??= this.root
      .child(new Die(TAG.base_type))
      .name("usize")
      .number(AT.byte_size, this.layouts.pointerSize)
      .number(AT.encoding, ENCODING.unsigned);
    return this.#usize;
  }

  #refer(die: Die, target: Ty): void {
    this.#pending.push(() => {
      const inner = this.of(target);
      if (inner !== undefined) die.add(AT.type, { form: "ref4", die: inner });
    });
  }

  #array(type: Extract<Ty, { kind: "array" }>): Die | undefined {
    if (type.length.kind !== "const") return undefined;
    const die = this.root.child(new Die(TAG.array_type));
    this.#refer(die, type.element);
    die.child(new Die(TAG.subrange_type)).add(AT.type, { form: "ref4", die: this.#word() }).number(AT.count, Number(type.length.value));
    return die;
  }

  #structure(type: Ty, parent: Die, fields: readonly { readonly name: string; readonly type: Ty; readonly at: number }[]): Die {
    const layout = this.layouts.of(type);
    const die = parent.child(new Die(TAG.structure_type));
    die
      .name(lastName(this.layouts.tables.print(type)))
      .number(AT.byte_size, layout.size)
      .add(AT.alignment, { form: "udata", value: layout.alignment });
    for (const field of fields) {
      const member = die.child(new Die(TAG.member)).name(field.name);
      this.#refer(member, field.type);
      member.number(AT.data_member_location, fieldOffset(layout, -1, field.at));
    }
    return die;
  }

  #adt(type: Extract<Ty, { kind: "adt" }>): Die {
    const { tables } = this.layouts;
    const adt = tables.adt(type.def);
    const parent = this.namespace(type.def);
    if (adt.kind === "enum") return this.#enumeration(type, parent);
    const [variant] = adt.variants;
    const fields = (variant?.fields ?? []).map((field, at) => ({
      name: variant?.shape === "tuple" ? `__${at}` : field.name,
      type: tables.instantiate(field.type, type.args),
      at,
    }));
    return this.#structure(type, parent, adt.kind === "union" ? [] : fields);
  }

  /** Of enums without data the variants are numbers. */
  #enumeration(type: Extract<Ty, { kind: "adt" }>, parent: Die): Die {
    const { tables } = this.layouts;
    const { variants } = tables.adt(type.def);
    const layout = this.layouts.of(type);
    const hasData = variants.some(({ fields }) => fields.length > 0);
    if (hasData || layout.tag === undefined) return this.#variants(type, this.#structure(type, parent, []));
    const die = parent.child(new Die(TAG.enumeration_type)).add(AT.enum_class, { form: "flag_present" });
    die.name(lastName(tables.print(type))).number(AT.byte_size, layout.size);
    for (const { name, discriminant } of variants)
      die.child(new Die(TAG.enumerator)).name(name).number(AT.const_value, Number(discriminant));
    return die;
  }

  /** Each variant is a structure over the whole value, which the enum is where its tag says so. */
  #variants(type: Extract<Ty, { kind: "adt" }>, die: Die): Die {
    const { tables } = this.layouts;
    const layout = this.layouts.of(type);
    const part = die.child(new Die(TAG.variant_part));
    this.#discriminant(part, layout);
    tables.adt(type.def).variants.forEach(({ name, shape, fields, discriminant }, i) => {
      if (layout.onlyVariant !== undefined && layout.onlyVariant !== i) return;
      const offsets = layout.variants.length > 0 ? layout.variants[i] : layout.fields;
      const structure = die.child(new Die(TAG.structure_type)).name(name).number(AT.byte_size, layout.size);
      structure.add(AT.alignment, { form: "udata", value: layout.alignment });
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

/** A path's last name, with its generic arguments. */
function lastName(path: string): string {
  const open = path.search(/[<(]/);
  const head = open < 0 ? path : path.slice(0, open);
  return path.slice(head.lastIndexOf("::") < 0 ? 0 : head.lastIndexOf("::") + 2);
}
