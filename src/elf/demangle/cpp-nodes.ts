// What a C++ name is made of once it is read: nodes that print in two halves, since a C declarator wraps around the
// name (`int (*` f `)(char)`). Parameter packs print differently each time their expansion walks them, so a node is
// printed with the state of the expansion around it.

/** The expansion that is being printed, and how much text there may still be. */
export interface Printing {
  index: number;
  count: number | undefined;
  budget: number;
}

export class TooLong extends Error {}

export interface Node {
  left(p: Printing): string;
  right(p: Printing): string;
  /** A function or array type, perhaps below pointers: what follows the name is not empty. */
  readonly wraps?: "function" | "array" | undefined;
  /** Text goes on after the declarator. */
  readonly goesOn?: boolean | undefined;
  /** The name constructors and destructors take. */
  readonly base?: string | undefined;
  /** A reference: its kind and what it refers to. */
  readonly reference?: { readonly lvalue: boolean; readonly to: Node } | undefined;
  /** What the node is for the element that an expansion is at; only where a pack lies inside. */
  readonly now?: ((p: Printing) => Node) | undefined;
  /** Elements of an argument pack. */
  readonly elements?: readonly Node[] | undefined;
}

const none = (): string => "";

export function spend(p: Printing, text: string): string {
  p.budget -= text.length + 1;
  if (p.budget < 0) throw new TooLong();
  return text;
}

export function show(node: Node, p: Printing): string {
  return spend(p, node.left(p) + node.right(p));
}

export const text = (value: string, base = value): Node => ({ left: (p) => spend(p, value), right: none, base });

/** A node of one half that is made of others. */
export const made = (print: (p: Printing) => string, base?: string): Node => ({ left: print, right: none, base });

/** Elements joined by `, `; what prints nothing leaves no comma. */
export function list(nodes: readonly Node[], p: Printing): string {
  return nodes
    .map((node) => show(node, p))
    .filter((shown) => shown !== "")
    .join(", ");
}

/** A type built over `to`; over a pack it is built anew for each element, since how it prints depends on that. */
function over(to: Node, build: (to: Node) => Node): Node {
  const { now } = to;
  if (now === undefined) return build(to);
  const element = (p: Printing): Node => build(now(p));
  return { left: (p) => element(p).left(p), right: (p) => element(p).right(p), now: element };
}

export function qualified(node: Node, words: string): Node {
  if (words === "") return node;
  if (node.now !== undefined) return over(node, (element) => qualified(element, words));
  return { ...halves(node), left: (p) => spend(p, node.left(p) + words), right: (p) => node.right(p) };
}

/** What a type hands on to the types around it. */
function halves(node: Node): { readonly wraps: Node["wraps"]; readonly goesOn: boolean | undefined } {
  return { wraps: node.wraps, goesOn: node.goesOn };
}

function declarator(to: Node, sign: string): Node {
  const opening = to.wraps === undefined ? "" : to.wraps === "array" ? " (" : "(";
  return {
    left: (p) => spend(p, to.left(p) + opening + sign),
    right: (p) => (opening === "" ? "" : ")") + to.right(p),
    goesOn: to.goesOn,
  };
}

export const pointer = (to: Node): Node => over(to, (element) => declarator(element, "*"));

/** References to references collapse: `&` wins over `&&` (C++ [dcl.ref] 6). */
export function reference(to: Node, lvalue: boolean): Node {
  if (to.now !== undefined) return over(to, (element) => reference(element, lvalue));
  if (to.reference !== undefined) return reference(to.reference.to, lvalue || to.reference.lvalue);
  return { ...declarator(to, lvalue ? "&" : "&&"), reference: { lvalue, to } };
}

export function memberPointer(owner: Node, to: Node): Node {
  const opening = to.wraps === undefined ? " " : "(";
  return {
    left: (p) => spend(p, `${to.left(p)}${opening}${show(owner, p)}::*`),
    right: (p) => (to.wraps === undefined ? "" : ")") + to.right(p),
    goesOn: to.goesOn,
  };
}

export function arrayOf(element: Node, dimension: Node | undefined): Node {
  return {
    left: (p) => element.left(p),
    right(p) {
      const rest = element.right(p);
      return ` [${dimension === undefined ? "" : show(dimension, p)}]${element.wraps === "array" ? rest.trimStart() : rest}`;
    },
    wraps: "array",
    goesOn: true,
  };
}

export const vectorOf = (element: Node, size: Node | undefined): Node =>
  made((p) => `${show(element, p)} vector[${size === undefined ? "" : show(size, p)}]`);

export function functionType(result: Node, parameters: readonly Node[], after: string, exceptions: Node): Node {
  return {
    left: (p) => spend(p, `${result.left(p)} `),
    right: (p) => `(${list(parameters, p)})${result.right(p)}${after}${show(exceptions, p)}`,
    wraps: "function",
    goesOn: true,
  };
}

export function encoding(result: Node | undefined, name: Node, parameters: readonly Node[], after: string): Node {
  const before = (p: Printing): string => (result === undefined ? "" : result.left(p) + (result.goesOn === true ? "" : " "));
  return {
    left: (p) => spend(p, before(p) + show(name, p)),
    right: (p) => `(${list(parameters, p)})${result?.right(p) ?? ""}${after}`,
    goesOn: true,
  };
}

const NOTHING = text("");

/** Arguments that take one place of a parameter list: outside an expansion the first starts one. */
export function parameterPack(elements: readonly Node[]): Node {
  const current = (p: Printing): Node => {
    if (p.count === undefined) {
      p.count = elements.length;
      p.index = 0;
    }
    return elements[p.index] ?? NOTHING;
  };
  return { left: (p) => current(p).left(p), right: (p) => current(p).right(p), now: current, elements };
}

/** `T...`: the pattern once for each element of the pack inside it. */
export function expansion(pattern: Node): Node {
  return made((p) => {
    const { index, count } = p;
    p.index = 0;
    p.count = undefined;
    const shown = [show(pattern, p)];
    const elements: number | undefined = p.count;
    if (elements === undefined) shown[0] += "...";
    if (elements === 0) shown.pop();
    for (p.index = 1; p.index < (elements ?? 0); p.index++) shown.push(show(pattern, p));
    p.index = index;
    p.count = count;
    return spend(p, shown.filter((each) => each !== "").join(", "));
  });
}
