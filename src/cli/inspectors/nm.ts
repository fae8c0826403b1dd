import { nm } from "../../inspect/nm.ts";
import { inspectMain } from "../inspect-main.ts";

void inspectMain("nm", nm);
