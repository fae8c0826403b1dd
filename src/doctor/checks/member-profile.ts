// Profiles are the workspace root's. A package that moves into a workspace leaves them behind; `panic = "abort"` is then not in
// force, and a build for the host fails with a word on unwinding.
import { lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

export const memberProfile: Check = {
  id: "member-profile",
  title: "profiles stand in the workspace's root",
  page: "profile-in-member",
  run({ survey }) {
    const root = survey.workspace?.rootPath;
    return survey.members.flatMap(({ path, text, document }) => {
      const entry = document.entries.get("profile");
      if (entry === undefined || path === root) return [];
      return [
        {
          path,
          line: lineOf(text, entry.key.lo),
          words: `profiles of a member are not read; ${survey.shown(root ?? "")} is the place for them`,
        },
      ];
    });
  },
};
