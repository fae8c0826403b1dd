import { testOlderPrograms, testPrograms } from "./programs.ts";

testPrograms("dev");
testOlderPrograms();
