/** `npm run book:stats`: reading time in minutes, predictions, cells, sessions and claims of each chapter. */
import { stats } from "./stats.ts";

const rows = stats();
console.table(Object.fromEntries(rows.map(({ chapter, ...rest }) => [chapter, rest])));
