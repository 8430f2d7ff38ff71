import type { APIContext, GetStaticPaths } from "astro";
import { session } from "../../../sessions/library.ts";
import { drawPicture } from "../../../site/picture/draw.ts";
import { paint } from "../../../site/picture/paint.ts";
import { pictures, type Picture } from "../../../site/picture/pictures.ts";

export const getStaticPaths = (async () =>
  (await pictures()).map((picture) => ({
    params: { ...picture },
    props: { picture },
  }))) satisfies GetStaticPaths;

/** A session at a step, for those who show a preview of a page. */
export const GET = ({ props }: APIContext<{ picture: Picture }>): Response =>
  new Response(
    new Uint8Array(paint(drawPicture(session(props.picture.session), props.picture.step))),
    { headers: { "Content-Type": "image/png" } },
  );
