// A body with other places in it. Where a whole local is assigned, it stays: only what is read, or lies behind, is rewritten.
import type { Body, Place, Projection } from "./mir.ts";
import { assignment } from "./mir.ts";
import { Renamer } from "./rename.ts";

class PlaceRewriter extends Renamer {
  constructor(readonly rewrite: (place: Place) => Place) {
    super(
      (local) => local,
      (block) => block,
    );
  }

  override place(place: Place): Place {
    const made = this.rewrite(place);
    if (!made.projection.some(({ kind }) => kind === "index")) return made;
    return { ...made, projection: made.projection.map((step) => this.#index(step)) };
  }

  /** An index is a local of its own. */
  #index(step: Projection): Projection {
    if (step.kind !== "index") return step;
    const index = this.rewrite({ local: step.index, projection: [], type: step.type });
    return index.projection.length === 0 ? { ...step, index: index.local } : step;
  }
}

export function rewritePlaces(body: Body, rewrite: (place: Place) => Place): Body {
  const rewriter = new PlaceRewriter(rewrite);
  const target = (place: Place): Place => (place.projection.length === 0 ? place : rewriter.place(place));
  const blocks = body.blocks.map(({ statements, terminator }) => {
    const renamed = rewriter.terminator(terminator);
    if (renamed.kind === "call" && terminator.kind === "call")
      return { statements, terminator: { ...renamed, destination: target(terminator.destination) } };
    return { statements, terminator: renamed };
  });
  return {
    ...body,
    blocks: blocks.map(({ statements, terminator }) => ({
      statements: statements.map((statement) => assignment(statement, target(statement.place), rewriter.rvalue(statement.value))),
      terminator,
    })),
  };
}
