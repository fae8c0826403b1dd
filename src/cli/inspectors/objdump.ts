import { objdump } from "../../inspect/objdump/objdump.ts";
import { inspectMain } from "../inspect-main.ts";

void inspectMain("objdump", objdump);
