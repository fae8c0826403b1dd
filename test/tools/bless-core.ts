// `npm run bless:core`: writes what is made from corelib's sources.
import { readFileSync, writeFileSync } from "node:fs";
import { implPlacesText } from "./impl-places.ts";

const FOLDER = "src/corelib/";
const read = (path: string): string | undefined => {
  try {
    return readFileSync(FOLDER + path, "utf8");
  } catch {
    return undefined;
  }
};
const file = `${FOLDER}impl-places.ts`;
const text = implPlacesText(read);
if (text !== readFileSync(file, "utf8")) writeFileSync(file, text);
