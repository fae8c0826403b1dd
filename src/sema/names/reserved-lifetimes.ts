// `'_` where a lifetime must have a name: E0637.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";

const TELLS_OTHER = 90;

export function underscoreLifetime(span: Span, minor: number): DiagnosticBuilder {
  const said = error("E0637", "`'_` cannot be used here").at(span, "`'_` is a reserved lifetime name");
  return minor < TELLS_OTHER ? said : said.help("use another lifetime specifier");
}
