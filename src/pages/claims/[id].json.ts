import type { APIContext, GetStaticPaths } from "astro";
import { claims, type Claim, type Proven } from "../../../components/claim/claims.ts";
import { claimTwin } from "../../site/claim-twin.ts";

export const getStaticPaths = (async () =>
  (await claims()).map((claim) => ({
    params: { id: claim.id },
    props: { claim },
  }))) satisfies GetStaticPaths;

/** A claim for other programs. */
export const GET = async ({ props }: APIContext<{ claim: Claim & Proven }>): Promise<Response> =>
  new Response(`${JSON.stringify(await claimTwin(props.claim), null, 2)}\n`);
