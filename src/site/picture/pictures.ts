import { claims, type Claim, type Proven } from "../../../components/claim/claims.ts";
import { session, sessionNames } from "../../sessions/library.ts";

/** A moment of a session, as a picture that stands for a page. */
export interface Picture {
  readonly session: string;
  readonly step: string;
}

/** Every page asks, so they are looked up once. */
let known: ReturnType<typeof claims> | undefined;
const all = () => (known ??= claims());

/** Stands for pages that are about no single session. */
const HOME: Picture = { session: "server-time-wait", step: "reopened" };

const poster = (name: string): Picture => ({ session: name, step: session(name).file.poster });

/** The first step that a claim rests on; a claim may rest on none. */
const shown = ({ proofs }: Claim & Proven): Picture | undefined =>
  proofs.flatMap((proof) =>
    proof.kind === "session" ? [{ session: proof.name, step: proof.step.id }] : [],
  )[0];

/**
 * The picture of a page: of a claim, the step it rests on; of a session, its poster; of a chapter, what
 * its first claim has; of all others, the home page's.
 * @param id the page's route without language and slashes around: `claims/reopen-isn-65537`
 */
export async function pictureOf(id: string): Promise<Picture> {
  const [folder = "", name = ""] = id.split("/");
  if (folder === "sessions" && sessionNames().includes(name)) return poster(name);
  const every = await all();
  const own = every.find((claim) => folder === "claims" && claim.id === name);
  const chapter = own?.data.chapter ?? folder;
  const ofChapter = every.filter(({ data }) => data.chapter === chapter);
  return [...(own ? [own] : []), ...ofChapter].map(shown).find(Boolean) ?? HOME;
}

/** All that some page may have, each once. */
export async function pictures(): Promise<Picture[]> {
  const found = [
    HOME,
    ...sessionNames().map(poster),
    ...(await all()).flatMap((one) => shown(one) ?? []),
  ];
  return [...new Map(found.map((one) => [picturePath(one), one])).values()];
}

/** Where it is, from the site's root. */
export const picturePath = ({ session: name, step }: Picture): string =>
  `/pictures/${name}/${step}.png`;
