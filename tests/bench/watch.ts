declare global {
  interface Window {
    /** Milliseconds from the beginning of something to the moment a screen shows a text (null: any); null after 10 s. */
    until: (which: number, text: string | null, begin: () => void) => Promise<number | null>;
    /** How long each of the page's tasks over 50 ms took, since this was emptied. */
    tasks: number[];
  }
}

/**
 * Runs in a page before all else. A player has shown something when it stands in the document, whoever
 * draws it; so both are watched by the same means, and neither is asked whether it is done.
 * @param css where the rows of a player's terminal are
 */
export function watch(css: string): void {
  const seen = (which: number) =>
    document.querySelectorAll(css)[which]?.textContent.replace(/\s/g, "") ?? "";
  window.until = (which, text, begin) =>
    new Promise((resolve) => {
      const start = performance.now();
      const look = () => {
        const now = seen(which);
        if (text === null ? now === "" : now !== text) return;
        observer.disconnect();
        clearTimeout(late);
        resolve(performance.now() - start);
      };
      const late = setTimeout(() => resolve(null), 10_000);
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true });
      begin();
    });
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.tasks.push(duration);
  }).observe({ type: "longtask" });
}
