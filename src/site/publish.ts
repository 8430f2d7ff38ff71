/** `npm run ids:publish`: adds the ids that are new to the registry; it never takes one out. */
import { writeFileSync } from "node:fs";
import { published, REGISTRY, registered } from "./published.ts";

const known = registered();
const all = [...new Set([...known, ...published()])].toSorted();
writeFileSync(REGISTRY, `${all.join("\n")}\n`);
console.log(`${REGISTRY}: ${all.length} ids, ${all.length - known.length} of them new`);
