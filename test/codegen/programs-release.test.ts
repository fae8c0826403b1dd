import { testPrograms } from "./programs.ts";

testPrograms("release");
