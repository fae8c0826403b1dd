import { strip } from "../../inspect/strip/strip.ts";
import { inspectMain } from "../inspect-main.ts";

void inspectMain("strip", strip);
