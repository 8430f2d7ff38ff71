/// <reference types="astro/client" />

/** A recorded session as a module: see sessions/vite.ts. */
declare module "session/*" {
  type Session = import("./sessions/module.ts").SessionModule;
  /** The kernel that it was recorded on. */
  export const kernel: Session["kernel"];
  /** What was set in the kernel, by name. */
  export const sysctls: Session["sysctls"];
  /** The addresses of client and server. */
  export const ends: Session["ends"];
  /** What happened, step by step, with the times in µs. */
  export const steps: Session["steps"];
  /** The socket tables that were taken, with their times. */
  export const tables: Session["tables"];
  /** All packets, in the order of the capture. */
  export const packets: Session["packets"];
  /** The packet of that number in the capture, from 1. */
  export const packet: Session["packet"];
  /** The packet of that step. */
  export const packetOf: Session["packetOf"];
  /** When it was recorded. */
  export const recorded: Session["recorded"];
}

/** A measurement as a module: see sessions/vite.ts. */
declare module "measurement/*" {
  type Measurement = import("./sessions/module.ts").MeasurementData;
  /** The kernel that it was measured on. */
  export const kernel: Measurement["kernel"];
  /** When it was measured. */
  export const recorded: Measurement["recorded"];
  /** What its columns hold, by name. */
  export const columns: Measurement["columns"];
  /** What was measured: one row for each run. */
  export const rows: Measurement["rows"];
  /** What follows from the rows. */
  export const finding: Measurement["finding"];
}

/** What cells show things with: see notebook/show.ts. */
declare module "notebook" {
  /** Shows a value, or a few words and a value, or a table. */
  export const show: import("./notebook/show.ts").Show;
}

declare module "virtual:cell-worker" {
  const code: string;
  export default code;
}

declare module "virtual:cell-names" {
  const names: import("./notebook/names.ts").Names;
  export default names;
}

declare module "@pagefind/default-ui" {
  export const PagefindUI: new (options: Record<string, unknown>) => object;
}
