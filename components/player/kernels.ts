import { asked } from "./links.ts";

export const LINK = "a[data-on-kernel]";

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

/** Another kernel's recording takes the player's place; what does that is loaded only then. */
const switchTo = (player: HTMLElement, link: HTMLAnchorElement): Promise<void> =>
  import("./another-kernel.ts").then(
    ({ takePlace }) => takePlace(player, link),
    () => location.assign(link.href),
  );
