import { createRequire } from "node:module";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";

const project = createRequire(join(process.cwd(), "package.json"));

/** The fonts that the site's own lists name, from a package: a machine that builds may have none. */
const FONTS = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"].map(
  (name) => project.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
);

/** An SVG as a PNG of its own size. */
export const paint = (svg: string): Uint8Array =>
  new Resvg(svg, { font: { fontFiles: FONTS, loadSystemFonts: false } }).render().asPng();
