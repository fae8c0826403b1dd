// SimplifyLocals: temporaries that no statement names any more go, and the others close ranks. The return value, the
// arguments and the source's variables stay.
import type { Body, Local, LocalDecl } from "./mir.ts";
import { Renamer } from "./rename.ts";

export function simplifyLocals(body: Body): Body {
  const used = new Set<Local>();
  const finder = new Renamer(
    (local) => (used.add(local), local),
    (block) => block,
  );
  for (const { statements, terminator } of body.blocks) {
    for (const statement of statements) finder.statement(statement);
    finder.terminator(terminator);
  }
  const isKept = (local: Local) => local <= body.argumentCount || used.has(local) || (body.locals[local] as LocalDecl).name !== undefined;
  const kept = body.locals.map((_, local) => local).filter(isKept);
  if (kept.length === body.locals.length) return body;
  const numbers = new Map(kept.map((old, local) => [old, local]));
  const renamer = new Renamer(
    (local) => numbers.get(local) as number,
    (block) => block,
  );
  const blocks = body.blocks.map(({ statements, terminator }) => ({
    statements: statements.map((statement) => renamer.statement(statement)),
    terminator: renamer.terminator(terminator),
  }));
  return { ...body, locals: kept.map((local) => body.locals[local] as LocalDecl), blocks };
}
