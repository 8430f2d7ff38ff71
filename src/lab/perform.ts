import { existsSync, readFileSync } from "node:fs";
import { formatCast } from "../sessions/cast.ts";
import { sha256 } from "../sessions/hash.ts";
import type { Program, SessionFile } from "../sessions/schema.ts";
import { addScript, build, builders } from "./build.ts";
import { EMULATOR } from "./emulator.ts";
import { programsOf, type Story } from "./experiment.ts";
import { thisKernel } from "./kernel.ts";
import { raiseNetwork } from "./network.ts";
import { Sentence } from "./sentence.ts";
import { Stage, type StageOptions } from "./stage.ts";
import { ALWAYS, requireTools } from "./tools.ts";

/** A run as it will stand on disk: file name → content. */
export type Recording = ReadonlyMap<string, string | Uint8Array>;

/** Settings that decide about TIME_WAIT; noted with every session. */
const NOTED = [
  "net.ipv4.tcp_timestamps",
  "net.ipv4.tcp_tw_reuse",
  "net.ipv4.tcp_tw_reuse_delay", // since 6.14
  "net.ipv4.tcp_rfc1337",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_max_tw_buckets",
  "net.ipv4.ip_local_port_range",
];

const path = (sysctl: string) => `/proc/sys/${sysctl.replaceAll(".", "/")}`;

/**
 * Plays an experiment in this network namespace, which must be its own, and checks it.
 * @param cwd an empty folder; the shells start there
 * @param unhurried type at a hand's pace, as for a recording
 * Rejects with a Sentence when anything is not as it must be.
 */
export async function perform(
  experiment: Story,
  { cwd, unhurried, report }: Omit<StageOptions, "network" | "snap">,
): Promise<Recording> {
  const tools = requireTools([...ALWAYS, ...experiment.tools]);
  let stage: Stage | undefined;
  try {
    const programs = [
      ...programsOf(experiment).map((source) => build(source, cwd)),
      ...(experiment.scripts ?? []).map((source) => addScript(source, cwd)),
    ];
    const network = raiseNetwork(experiment.network ?? "loopback", experiment.sysctls);
    const { snap } = experiment;
    stage = new Stage(experiment.terminals, { cwd, network, snap, unhurried, report });
    await stage.open();
    await experiment.play(stage);
    await stage.close();
    return collect(experiment, stage, { ...EMULATOR, ...tools, ...builders(programs) }, programs);
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    const last = stage?.steps.at(-1)?.id ?? "the beginning";
    throw new Sentence(`${experiment.name}, after ${last}: ${error.message}`);
  } finally {
    stage?.abandon();
  }
}

function collect(
  experiment: Story,
  stage: Stage,
  tools: Record<string, string>,
  programs: readonly Program[],
): Recording {
  const map = stage.clock.map();
  const recorded = new Date(Date.now() - stage.clock.now() / 1e3);
  const packets = stage.capture.timed(map);
  // A last packet may seem to lie after the end, by the error of the capture's clock.
  const duration = Math.max(stage.ended, packets.at(-1)?.at ?? 0);
  const files = new Map<string, string | Uint8Array>();

  const terminals = stage.terminals.map(({ spec, events }) => {
    const cast = formatCast({
      cols: spec.cols,
      rows: spec.rows,
      timestamp: Math.floor(recorded.getTime() / 1e3),
      title: spec.title.en,
      events,
    });
    files.set(`${spec.id}.cast`, cast);
    return { ...spec, file: `${spec.id}.cast`, sha256: sha256(cast) };
  });
  const pcap = stage.capture.pcap();
  files.set("packets.pcap", pcap);

  const checked = stage.checks.flatMap((check) =>
    check.kind === "counter" ? [check.counter] : [],
  );
  const session: SessionFile = {
    format: 1,
    experiment: experiment.name,
    title: experiment.title,
    summary: experiment.summary,
    recorded: recorded.toISOString(),
    kernel: thisKernel(),
    sysctls: Object.fromEntries(
      NOTED.filter((name) => existsSync(path(name))).map((name) => [
        name,
        readFileSync(path(name), "utf8").trim(),
      ]),
    ),
    tools,
    programs: [...programs],
    network: experiment.network ?? "loopback",
    ends: experiment.ends,
    clock: map,
    duration,
    terminals,
    packets: { file: "packets.pcap", count: packets.length, sha256: sha256(pcap) },
    commands: stage.commands(),
    tables: stage.sockets.tables.filter(({ at }) => at <= duration),
    counters: Object.fromEntries(
      Object.entries(stage.counters).filter(([name, rise]) => rise !== 0 || checked.includes(name)),
    ),
    ...(stage.finding && { finding: stage.finding }),
    poster: experiment.poster,
    steps: stage.steps.map((step) => ({
      ...step,
      at: step.at ?? packets[(step.packet ?? 0) - 1]?.at ?? 0,
    })),
    checks: stage.checks,
  };
  files.set("session.json", `${JSON.stringify(session, null, 2)}\n`);
  return files;
}
