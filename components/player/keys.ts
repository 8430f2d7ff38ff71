/** What each key does while the player has focus, by the name its button bears. */
export const KEYS: Readonly<Record<string, string>> = {
  ArrowRight: "next-step",
  ArrowLeft: "previous-step",
  Home: "restart",
  End: "end",
  ",": "previous-packet",
  ".": "next-packet",
  "<": "slower",
  ">": "faster",
  s: "skip-idle",
  l: "loop",
  f: "fullscreen",
  "/": "search",
  "?": "keys",
};

/** Whether a key means something where the focus is: a control, or a box that it scrolls. */
export function hasUseFor(key: string, target: Element): boolean {
  const box = target.closest("input, select, [tabindex='0']");
  if (!(box instanceof HTMLElement)) return false;
  const moves = /^(Arrow|Home|End|Page)/.test(key);
  if (box.matches("[type=search]")) return true;
  if (box.matches("input")) return moves;
  if (box.matches("select")) return moves || !/^[?<>,./]$/.test(key); // letters choose
  if (key.startsWith("Arrow")) return box.scrollWidth > box.clientWidth;
  return moves && box.scrollHeight > box.clientHeight;
}
