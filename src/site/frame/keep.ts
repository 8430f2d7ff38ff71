import { fileUrl } from "../../../components/url.ts";

/** Has the book kept on this device, once the page is there and unless the reader saves data. */
export function keepTheBook(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (!("serviceWorker" in navigator) || connection?.saveData) return;
  addEventListener("load", () => {
    // Where it may not be (a private window, a full disk), the site works as before.
    navigator.serviceWorker.register(fileUrl("/sw.js")).catch(() => undefined);
  });
}
