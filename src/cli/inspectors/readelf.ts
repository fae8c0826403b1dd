import { readelf } from "../../inspect/readelf/readelf.ts";
import { inspectMain } from "../inspect-main.ts";

void inspectMain("readelf", readelf);
