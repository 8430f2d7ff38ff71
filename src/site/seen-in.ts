import { claimWords } from "../../components/claim/words.ts";
import type { Proof } from "../../components/claim/evidence.ts";
import { version, type Lang } from "../../components/lang.ts";
import { bare } from "../sessions/kernels.ts";

/** A claim's evidence as a citation names it: `server-time-wait, Linux 6.18.44, packets 10, 11`. */
export function seenIn(
  proofs: readonly Proof[],
  lang: Lang,
): { readonly seenIn: readonly string[]; readonly recorded: string } {
  const words = claimWords[lang];
  const lines = proofs.map((proof) => {
    switch (proof.kind) {
      case "session": {
        const { name, packets, release, kernel, kernels } = proof;
        const others = kernels.filter((one) => one !== kernel).map(bare);
        return [
          name,
          `Linux ${[version(release), ...others].join(", ")}`,
          packets.length > 0 ? words.packets(packets) : "",
        ];
      }
      case "measurement": {
        const others = proof.kernels.filter((one) => one !== proof.kernel).map(bare);
        return [proof.name, `Linux ${[version(proof.release), ...others].join(", ")}`];
      }
      case "oracle":
        return [words.cases(proof.cases.length), `Linux ${proof.kernels.map(bare).join(", ")}`];
      case "source":
        return [words.readIn(proof.release, proof.function)];
    }
  });
  const dates = proofs.flatMap((proof) => ("recorded" in proof ? [proof.recorded] : []));
  return {
    seenIn: lines.map((parts) => parts.filter(Boolean).join(words.comma)),
    recorded: dates.toSorted().at(-1) ?? "",
  };
}
