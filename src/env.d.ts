/// <reference types="astro/client" />

/** A recorded session as a module: see sessions/vite.ts. */
declare module "session/*" {
  type Session = import("./sessions/module.ts").SessionModule;
  export const kernel: Session["kernel"];
  export const sysctls: Session["sysctls"];
  export const ends: Session["ends"];
  export const steps: Session["steps"];
  export const tables: Session["tables"];
  export const packets: Session["packets"];
  export const packet: Session["packet"];
  export const packetOf: Session["packetOf"];
  export const recorded: Session["recorded"];
}

/** A measurement as a module: see sessions/vite.ts. */
declare module "measurement/*" {
  type Measurement = import("./sessions/module.ts").MeasurementData;
  export const kernel: Measurement["kernel"];
  export const recorded: Measurement["recorded"];
  export const columns: Measurement["columns"];
  export const rows: Measurement["rows"];
  export const finding: Measurement["finding"];
}

/** What cells show things with: see notebook/show.ts. */
declare module "notebook" {
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
