import { size } from "../../inspect/size.ts";
import { inspectMain } from "../inspect-main.ts";

void inspectMain("size", size);
