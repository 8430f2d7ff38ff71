/** `npm run cells:update`: runs every cell and accepts what it shows. */
import { readdirSync, writeFileSync } from "node:fs";
import { acceptedFile, cellFolder, cellIds, readCell } from "./cells.ts";
import { outputsText } from "./html.ts";

try {
  for (const chapter of readdirSync("content/chapters")) {
    const folder = cellFolder(chapter);
    for (const id of cellIds(folder)) {
      const { outputs } = await readCell(folder, id);
      writeFileSync(acceptedFile(folder, id), outputsText(outputs));
      console.log(`accepted ${acceptedFile(folder, id)}`);
    }
  }
} catch (error) {
  console.error(`cells:update: ${(error as Error).message}`);
  process.exitCode = 1;
}
