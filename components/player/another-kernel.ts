import { LINK } from "./kernels.ts";

/** What a chapter has told its player, which the recording's own page does not know. */
const KEPT = ["prediction", "answer", "settledAt", "from", "to"];

/** Another kernel's recording takes a player's place, at the same step. Failing that, its page does. */
export async function takePlace(player: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  try {
    const other = await playerOf(link.pathname);
    if (!player.isConnected) return;
    for (const name of KEPT) if (name in player.dataset) other.dataset[name] = player.dataset[name];
    if (player.dataset.state !== "idle") other.dataset.open = player.dataset.step;
    const address = new URL(location.href);
    address.searchParams.set("kernel", link.dataset.onKernel ?? "");
    history.replaceState(history.state, "", address);
    const focused = player.contains(document.activeElement);
    player.replaceWith(other);
    if (focused) other.querySelector<HTMLElement>(`${LINK}[aria-current]`)?.focus();
  } catch {
    if (player.isConnected) location.assign(link.href);
  }
}

/** The player in a recording's page. Rejects when there is none. */
async function playerOf(page: string): Promise<HTMLElement> {
  const response = await fetch(page);
  const html = response.ok ? await response.text() : "";
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("session-player");
  if (!found) throw new Error(`${page}: ${response.status}, no player`);
  const other = document.importNode(found as HTMLElement, true);
  // Addresses are told from the page that they stand in.
  for (const one of [other, ...other.querySelectorAll("[href]:not([href^='#'])")])
    for (const name of ["href", "data-timeline"]) {
      const address = one.getAttribute(name);
      if (address === null) continue;
      const { pathname, search, hash } = new URL(address, response.url);
      one.setAttribute(name, pathname + search + hash);
    }
  return other;
}
