import { idle, next, positionAt, type Playback, type PlayerEvent } from "./machine.ts";

/** A playback that goes: the machine, with the browser's clock and its frames. */
export class Running {
  readonly #show: (playback: Playback, position: number) => void;
  #playback: Playback;
  #frame = 0;

  /** @param show is told of every change, and of every frame while it plays; position in µs */
  constructor(duration: number, show: (playback: Playback, position: number) => void) {
    this.#playback = idle(duration);
    this.#show = show;
  }

  get playback(): Playback {
    return this.#playback;
  }

  /** Where it stands now, in µs. */
  get position(): number {
    return positionAt(this.#playback, performance.now());
  }

  send(event: PlayerEvent): void {
    const before = this.#playback;
    this.#playback = next(before, event, performance.now());
    if (this.#playback === before) return;
    this.#show(this.#playback, this.position);
    this.#go();
  }

  /** Stops for good; it is as if nobody had touched it. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#playback = idle(this.#playback.duration);
  }

  #go(): void {
    cancelAnimationFrame(this.#frame);
    if (this.#playback.state === "playing") this.#frame = requestAnimationFrame(() => this.#tick());
  }

  #tick(): void {
    const before = this.#playback;
    this.send({ kind: "tick" });
    if (this.#playback !== before) return;
    this.#show(before, this.position);
    this.#go();
  }
}
