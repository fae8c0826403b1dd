// What `for (const x of list)` and `const [a, b] = pair` ask of JavaScript is an iterator, an object for each step, and an end that is
// told however the loop is left. Optimised code has none of that left; but most of a run is over before code is optimised, and nearly
// all that is gone through is an array. So the chunks ask once whether it is one, and count; anything else is iterated as it was.
// Two things differ, which no code of kbuild relies on: an iterator is not told that a loop was left early, and a list that
// changes its methods does so in vain.
import { parseAst } from "rolldown/parseAst";

const HELPERS = `const $isList = Array.isArray;
function $items(list, count) {
  if ($isList(list)) return list;
  const items = [];
  for (let steps = list[Symbol.iterator](), step; items.length < count && !(step = steps.next()).done; ) items.push(step.value);
  return items;
}
`;

const isNode = (value) => typeof value === "object" && value !== null && typeof value.type === "string";

export const childrenOf = (node) =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))
    .sort((a, b) => a.start - b.start);

/** A pattern that an object's does as well: names in their places. */
function isPlain({ type, elements }) {
  if (type !== "ArrayPattern") return false;
  return elements.every((element) => element === null || (element.type !== "RestElement" && element.type !== "ArrayPattern"));
}

class Writer {
  constructor(code) {
    this.code = code;
  }

  /** The node's text, with the loops and patterns in it written out. */
  text(node) {
    if (node.type === "ForOfStatement" && !node.await && node.left.type === "VariableDeclaration") return this.loop(node);
    if (node.type === "VariableDeclarator" && node.init !== null && isPlain(node.id)) return this.declarator(node.id, this.text(node.init));
    return this.inside(node);
  }

  /** As it stands, but for what is in it. */
  inside(node) {
    let text = "";
    let at = node.start;
    for (const child of childrenOf(node)) {
      // A property's short form is its name and its value.
      if (child.start < at) continue;
      text += this.code.slice(at, child.start) + this.text(child);
      at = child.end;
    }
    return text + this.code.slice(at, node.end);
  }

  declarator(pattern, value) {
    if (!isPlain(pattern)) return `${this.text(pattern)} = ${value}`;
    const fields = pattern.elements.flatMap((element, i) => (element === null ? [] : [`${i}: ${this.text(element)}`]));
    return `{ ${fields.join(", ")} } = $items(${value}, ${pattern.elements.length})`;
  }

  loop({ left, right, body }) {
    const list = `$list = ${this.text(right)}, $steps = $isList($list) ? void 0 : $list[Symbol.iterator](), $step, $i = 0`;
    const test = "$steps === void 0 ? $i < $list.length : !($step = $steps.next()).done";
    const item = this.declarator(left.declarations[0].id, "$steps === void 0 ? $list[$i] : $step.value");
    return `for (let ${list}; ${test}; $i++) { ${left.kind} ${item}; ${this.text(body)} }`;
  }
}

/** The code of a chunk, with what its loops need. */
export function withPlainLoops(code) {
  const directive = /^(?:\s*["']use strict["'];?)?/.exec(code)[0];
  const writer = new Writer(code);
  return directive + HELPERS + writer.inside({ ...parseAst(code), start: directive.length, end: code.length });
}

export const plainLoops = { name: "plain-loops", renderChunk: (code) => ({ code: withPlainLoops(code), map: null }) };
