/** What a chapter can use. */
export { default as Cell } from "./cell/Cell.astro";
export { default as Claim } from "./claim/Claim.astro";
export { default as Claimed } from "./claim/Claimed.astro";
export { default as Clause } from "./clause/Clause.astro";
export { default as Client } from "./text/Client.astro";
export { default as Excerpt } from "./excerpt/Excerpt.astro";
export { default as Ladder } from "./ladder/Ladder.astro";
export { default as Player } from "./player/Player.astro";
export { default as Predict } from "./predict/Predict.astro";
export { default as Program } from "./program/Program.astro";
export { default as Quote } from "./clause/Quote.astro";
export { default as Ref } from "./reference/Ref.astro";
export { default as Row } from "./row/Row.astro";
export { default as Server } from "./text/Server.astro";
export { default as Term } from "./term/Term.astro";
export { default as Tw } from "./text/Tw.astro";
