import { expect } from "vitest";
import { oneOfEach } from "./kinds.ts";
import { useWalk, walking } from "./walk.ts";

const { open } = useWalk();

/**
 * Runs in the page: `tabStop()` is where Tab has come to and what is wrong with that for somebody who looks
 * for it, null at the end; `missed()` is what can be reached and never was. Of radio buttons Tab comes to
 * one, and the arrow keys to the others; what they belong to has its own test.
 */
function prepare(): void {
  const stops: Element[] = [];
  const canBeReached = (one: HTMLElement) =>
    one.tabIndex >= 0 &&
    (one as HTMLInputElement).type !== "radio" &&
    !(one as HTMLButtonElement).disabled &&
    !one.closest("[inert], dialog:not([open])") &&
    one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const nameOf = (one: Element) =>
    `<${one.localName} class="${one.getAttribute("class") ?? ""}"> ${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 30)}`;
  const wrongWith = (one: Element): string | null => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const ringed =
      (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    if (!ringed) return "no ring";
    const { left, top, right, bottom, width, height } = one.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth)
      return "out of sight";
    if (width <= 1 || height <= 1) return null; // something else is drawn for it
    const rects = Array.from(one.getClientRects());
    const seen = rects.some(({ left, right, top, bottom }) => {
      const at = document.elementFromPoint(
        (left + right) / 2,
        (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2,
      );
      return (
        at !== null && (one.contains(at) || at.contains(one) || at.closest("label")?.contains(one))
      );
    });
    return seen ? null : "covered";
  };
  window.tabStop = () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const before = stops.at(-1);
    stops.push(one);
    const back =
      before && one.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING
        ? "out of order"
        : null;
    const wrong = back ?? wrongWith(one);
    return { name: nameOf(one), wrong };
  };
  window.missed = () =>
    Array.from(
      document.querySelectorAll<HTMLElement>(
        "a[href], button, input, select, textarea, summary, [tabindex='0'], iframe",
      ),
    )
      .filter((one) => canBeReached(one) && !stops.includes(one))
      .map(nameOf);
}

declare global {
  interface Window {
    tabStop: () => { name: string; wrong: string | null } | null;
    missed: () => string[];
  }
}

/** No page has so many stops. */
const ENOUGH = 1000;

// The whole book is the chapters again, and takes ten times as long.
walking.each(oneOfEach.filter(({ what }) => what !== "whole book"))(
  "Tab comes to everything, in its order, in sight and with a ring: $what",
  async ({ path }) => {
    const { page } = await open(path);
    await page.evaluate(prepare);
    const wrong: string[] = [];
    let stops = 0;
    for (; stops < ENOUGH; stops++) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => window.tabStop());
      if (now === null) break;
      if (stops === 0) expect(now.name, "the way past what every page has").toMatch(/Skip|跳/);
      if (now.wrong) wrong.push(`${now.wrong}: ${now.name}`);
    }
    expect(stops).toBeGreaterThan(10);
    expect(stops, "Tab does not come out of something").toBeLessThan(ENOUGH);
    expect(wrong).toEqual([]);
    expect(await page.evaluate(() => window.missed())).toEqual([]);
  },
);
