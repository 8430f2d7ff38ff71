/** What each key does while the player has focus, by the name its button bears. */
export const KEYS: Readonly<Record<string, string>> = {
  ArrowRight: "next-step",
  ArrowLeft: "previous-step",
  Home: "restart",
  End: "end",
  "<": "slower",
  ">": "faster",
  s: "skip-idle",
  l: "loop",
  f: "fullscreen",
  "?": "keys",
};
