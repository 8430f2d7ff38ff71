import { asked } from "./links.ts";

/** What a chapter has told its player, which the recording's own page does not know. */
const KEPT = ["prediction", "answer", "settledAt", "from", "to"];

const LINK = "a[data-on-kernel]";

/** Whether the address asks for another kernel's recording of a player's session, which then takes its place. */
export function openKernel(player: HTMLElement): boolean {
  const { kernel, session } = asked(location);
  if (kernel === null || (session !== null && session !== player.dataset.session)) return false;
  const link = player.querySelector<HTMLAnchorElement>(`${LINK}[data-on-kernel="${kernel}"]`);
  if (!link || link.ariaCurrent) return false;
  if (isItsPage(player)) location.replace(link.pathname + location.hash);
  else void switchTo(player, link);
  return true;
}

/** Obeys a click on one of a player's kernels, unless it means the page of that recording. */
export function clickKernel(player: HTMLElement, event: MouseEvent): boolean {
  const link = (event.target as Element).closest<HTMLAnchorElement>(LINK);
  if (!link) return false;
  const { state, session, step } = player.dataset;
  if (state !== "idle") link.hash = `s/${session}/${step}`;
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (isItsPage(player) || elsewhere) return true;
  event.preventDefault();
  if (!link.ariaCurrent) void switchTo(player, link);
  return true;
}

/** Whether the page is about this recording, and not only its player. */
const isItsPage = (player: HTMLElement) =>
  player.querySelector<HTMLAnchorElement>(`${LINK}[aria-current]`)?.pathname === location.pathname;

/** Another kernel's recording takes a player's place, at the same step. Failing that, its page does. */
async function switchTo(player: HTMLElement, link: HTMLAnchorElement): Promise<void> {
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
