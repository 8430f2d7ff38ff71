import type { Page, SerializedAXNode } from "puppeteer-core";
import { expect } from "vitest";
import { CHAPTER, PLAYER, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();

/** What a screen reader meets in an element, in its order: `button Run`; names of long things are cut. */
async function read(page: Page, css: string): Promise<string[]> {
  const root = await page.$(css);
  if (!root) throw new Error(`there is no ${css}`);
  const tree = await page.accessibility.snapshot({ root, interestingOnly: false });
  const said = ({ role, name = "", children = [] }: SerializedAXNode): string[] => [
    ...(/^(none|generic|InlineTextBox)$/.test(role) ? [] : [`${role} ${name.slice(0, 60)}`.trim()]),
    ...children.flatMap(said),
  ];
  return tree ? said(tree) : [];
}

/** Expects these to be said in this order, whatever is said between. */
function inOrder(said: readonly string[], wanted: readonly (string | RegExp)[]): void {
  let from = 0;
  for (const one of wanted) {
    const at = said.findIndex(
      (text, index) => index >= from && (typeof one === "string" ? text === one : one.test(text)),
    );
    expect(at, `${one} after ${said[from - 1]} in\n${said.join("\n")}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
}

const CONTROLS = [
  "slider Position in the session",
  "button Play",
  "button Previous step",
  "button Next step",
  "button Restart",
  "combobox Speed",
  "button Keys ?",
  "DisclosureTriangle Transcripts of all terminals",
];

walking(
  "a player is read from its name through terminals, step, packets and sockets to its controls",
  async () => {
    const { page } = await open(CHAPTER);
    await page.click('a[data-step="time-wait"]');
    await until(page, "paused");
    await page.waitForFunction(
      (css) =>
        document
          .querySelector(`${css} [data-pane=ss] .xterm-rows`)
          ?.textContent.includes("TIME-WAIT"),
      {},
      PLAYER,
    );
    const said = await read(page, PLAYER);
    inOrder(said, [
      /^group Session server-time-wait/,
      "navigation server-time-wait, as recorded on Linux",
      "group client",
      /^StaticText .*ncat/,
      /^link Step 5\. ss shows it/,
      /^image The server holds TIME_WAIT/,
      "group server",
      "StaticText TIME_WAIT for 0.2 s of 60 s",
      /^StaticText .*server/,
      /^table Sockets/,
      "columnheader State",
      "cell TIME-WAIT",
      "cell 59 / 60 s",
      "group ss",
      /^StaticText .*TIME-WAIT/,
      "group tcpdump",
      /^StaticText .*Flags \[S\]/,
      ...CONTROLS,
    ]);
    expect(
      said.filter((one) => /^textbox/.test(one)),
      "nothing can be typed",
    ).toEqual([]);
    expect(
      said.filter((one) => /seq snd_nxt/.test(one)),
      "a ladder’s words, not yet sent",
    ).toEqual([]);
    expect(
      said.filter((one) => one === "cell"),
      "empty rows",
    ).toHaveLength(1); // LISTEN has no timer
  },
);

walking("before it is played, the steps stand between the terminals", async () => {
  const { page } = await open(CHAPTER);
  const said = await read(page, PLAYER);
  inOrder(said, [
    "group client",
    /^list/,
    /^link .*The client connects/,
    /^group server/,
    /^table Sockets/,
  ]);
});

walking("a cell is read from its name through its buttons and its code to its output", async () => {
  const { page } = await open(CHAPTER);
  const cell = 'code-cell[data-cell="accept"]';
  const said = await read(page, cell);
  inOrder(said, [
    "StaticText cells/accept.ts",
    "status",
    "button Run",
    "button Edit",
    /^DisclosureTriangle Setup/,
    "group cells/accept.ts",
    "StaticText serverFin",
    "DisclosureTriangle Names and their types",
    /^status Output/i,
    "cell tw_substate == TCP_FIN_WAIT2",
    "StaticText SYN-ACK",
  ]);
  expect(
    said.filter((one) => /^StaticText \d+$/.test(one)),
    "numbers of lines",
  ).toEqual([]);
});
