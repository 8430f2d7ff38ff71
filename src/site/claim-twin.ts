import type { Claim, Proven } from "../../components/claim/claims.ts";
import type { Proof } from "../../components/claim/evidence.ts";
import { officialSentence, sentence } from "../../components/clause/clauses.ts";
import { absolute, absoluteFile } from "./address.ts";

/** A claim for other programs: everything its page says, in both languages, with whole addresses. */
export async function claimTwin({ id, data, proofs, held }: Claim & Proven) {
  const clauses = await Promise.all(data.clause.map(sentence));
  return {
    id,
    url: bothPages(`/claims/${id}/`),
    says: data.says,
    limits: data.limits ?? null,
    refuted: data.refuted,
    heldOn: held,
    clauses: clauses.map((clause) => ({
      id: clause.id,
      rfc: clause.number,
      section: clause.section,
      text: clause.text,
      url: absolute(`/from-an-rfc-thread/#${clause.id}`, "en"),
      source: officialSentence(clause),
    })),
    kernel: data.kernel,
    evidence: proofs.map(evidence),
    tests: data.tests,
    chapter: { slug: data.chapter, url: bothPages(`/${data.chapter}/#claim-${id}`) },
  };
}

const bothPages = (path: string) => ({
  en: absolute(path, "en"),
  "zh-cn": absolute(path, "zh-cn"),
});

/** One piece of evidence, with the addresses of its page and of the recorded files. */
function evidence(proof: Proof) {
  switch (proof.kind) {
    case "session": {
      const { kind, name, kernel, release, recorded, step, packets, checks, kernels, not } = proof;
      const folder = `/sessions/${name}/${kernel}`;
      return {
        kind,
        name,
        url: absolute(proof.path, "en"),
        files: [`${folder}/session.json`, `${folder}/packets.pcap`].map(absoluteFile),
        kernel,
        release,
        recorded,
        step: step.id,
        packets,
        checks,
        kernels,
        not,
      };
    }
    case "measurement": {
      const { kind, name, kernel, release, recorded, checks, kernels, not } = proof;
      return {
        kind,
        name,
        url: absolute(proof.path, "en"),
        files: [absoluteFile(`/measurements/${name}/${kernel}.json`)],
        kernel,
        release,
        recorded,
        checks,
        kernels,
        not,
      };
    }
    case "oracle":
      return {
        ...proof,
        cases: proof.cases.map(({ id }) => id),
        files: ["cases", ...proof.kernels].map((file) =>
          absoluteFile(`/measurements/oracle/${file}.jsonl`),
        ),
      };
    case "source":
      return proof;
  }
}
