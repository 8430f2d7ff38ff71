import { roleWords, type Ends } from "./colour.ts";

/**
 * Colours the words that belong to a role in the terminals on these screens, by ranges; where the
 * browser cannot, they stay ink. A screen without a terminal has none.
 */
export function colourWords(screens: readonly Element[], ends: Ends): void {
  if (!("highlights" in CSS)) return;
  const ranges: Record<"c" | "s" | "tw", Range[]> = { c: [], s: [], tw: [] };
  for (const row of screens.flatMap((one) =>
    Array.from(one.querySelectorAll(".xterm-rows > div")),
  )) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const { role, from, to } of roleWords(node.textContent ?? "", ends)) {
        const range = new Range();
        range.setStart(node, from);
        range.setEnd(node, to);
        ranges[role].push(range);
      }
  }
  for (const [role, found] of Object.entries(ranges)) {
    const name = `role-${role}`;
    const kept = Array.from(CSS.highlights.get(name) ?? []).filter(
      ({ startContainer }) =>
        startContainer.isConnected && !screens.some((screen) => screen.contains(startContainer)),
    );
    CSS.highlights.set(name, new Highlight(...kept, ...found));
  }
}
