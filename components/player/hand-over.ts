/**
 * Offers play or pause, and passes the focus from the one to the other before the one is gone: a
 * browser takes the focus away from what it no longer shows, some of them at once.
 * @param play the button that plays
 * @param pause the one that pauses
 * @param playing which is offered: pause while it plays, else play
 */
export function handOver(play: HTMLElement, pause: HTMLElement, playing: boolean): void {
  const [come, gone] = playing ? [pause, play] : [play, pause];
  const focused = document.activeElement === gone;
  come.hidden = false;
  if (focused) come.focus({ preventScroll: true });
  gone.hidden = true;
}
