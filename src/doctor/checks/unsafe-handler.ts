// A panic handler that may only be called in an unsafe block, and is called without one.
import { lineOf, rootTexts } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

const UNSAFE_HANDLER = /#\[panic_handler\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?unsafe\s+fn\b/;

export const unsafeHandler: Check = {
  id: "unsafe-handler",
  title: "the panic handler is no unsafe function",
  page: "panic-handler",
  run({ survey }) {
    return rootTexts(survey).flatMap(({ path, text }) => {
      const handler = UNSAFE_HANDLER.exec(text);
      if (handler === null) return [];
      const words = "an `unsafe fn` as panic handler is accepted by a hole in the compiler that is to be closed: make it a safe `fn`";
      return [{ path, line: lineOf(text, handler.index), words }];
    });
  },
};
