/**
 * The player's one state machine. Time is handed in; nothing here waits, draws or loads.
 *
 *   state    on event            becomes
 *   idle     open                loading   (what was wanted is kept)
 *   loading  open                loading   (the newest wish counts)
 *   loading  loaded              playing or paused, as wished
 *   loading  failed              idle
 *   paused   play                playing
 *   playing  pause               paused
 *   playing  tick, at the end    ended
 *   ended    play                playing   (from the start)
 *   paused, playing, ended  seek paused or playing at the place; ended at the end
 *   any      speed               the same, at another rate
 *   any      silences            the same, its silences shortened to these, or at true time again
 *   any      part                the same, within a part of the recording, or no more
 *   playing  tick, at the part's end  playing from its start when it goes round, else ended
 *   ended    play, in a part     playing   (from the part's start)
 *
 * A part that is left by a seek is over.
 *
 * Every other pair changes nothing, so that late facts do no harm.
 */
import { played, recorded, type Silence } from "./silence.ts";

export type State = "idle" | "loading" | "paused" | "playing" | "ended";

export type PlayerEvent =
  | { readonly kind: "open"; readonly play: boolean; readonly at?: number }
  | { readonly kind: "loaded" }
  | { readonly kind: "failed" }
  | { readonly kind: "play" }
  | { readonly kind: "pause" }
  | { readonly kind: "seek"; readonly to: number }
  | { readonly kind: "speed"; readonly rate: number }
  | { readonly kind: "silences"; readonly silences: readonly Silence[] }
  | { readonly kind: "part"; readonly part: Part | null }
  | { readonly kind: "tick" };

/** A part of the recording, in µs; it ends after it begins. What is played ends there, or goes round in it. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly round: boolean;
}

/** All there is to know about a player between two events. Positions are µs, `since` is ms. */
export interface Playback {
  readonly state: State;
  readonly duration: number;
  readonly rate: number;
  /** Where it stood at `since`. */
  readonly position: number;
  /** The clock's reading when it began to play from there. */
  readonly since: number;
  /** The silences that are shortened; none: true time. */
  readonly silences: readonly Silence[];
  readonly part: Part | null;
  /** Whether it is to play once it is loaded. */
  readonly wish: boolean;
}

/** A player nobody has touched. */
export const idle = (duration: number): Playback => ({
  state: "idle",
  duration,
  rate: 1,
  position: 0,
  since: 0,
  silences: [],
  part: null,
  wish: false,
});

/** Where the player stands at a reading of the clock (ms), in µs. */
export function positionAt(playback: Playback, now: number): number {
  const { state, position, since, rate, duration, silences, part } = playback;
  if (state !== "playing") return position;
  const reached = recorded(played(position, silences) + (now - since) * 1e3 * rate, silences);
  return Math.min(part?.to ?? duration, reached);
}

/** The player after an event at a reading of the clock (ms). */
export function next(playback: Playback, event: PlayerEvent, now: number): Playback {
  const { state, duration } = playback;
  const ready = state === "paused" || state === "playing" || state === "ended";
  const position = positionAt(playback, now);
  const at = (state: State, position: number) => ({ ...playback, state, position, since: now });
  switch (event.kind) {
    case "open":
      if (ready) return playback;
      return { ...at("loading", clamp(event.at ?? 0, duration)), wish: event.play };
    case "loaded":
      return state === "loading" ? at(playback.wish ? "playing" : "paused", position) : playback;
    case "failed":
      return state === "loading" ? at("idle", 0) : playback;
    case "play":
      if (state === "ended") return at("playing", playback.part?.from ?? 0);
      return state === "paused" ? at("playing", position) : playback;
    case "pause":
      return state === "playing" ? at("paused", position) : playback;
    case "seek": {
      if (!ready) return playback;
      const to = clamp(event.to, duration);
      const part = within(playback.part, to) ? playback.part : null;
      if (to >= (part?.to ?? duration)) return { ...at("ended", to), part };
      return { ...at(state === "playing" ? "playing" : "paused", to), part };
    }
    case "speed":
      return { ...at(state, position), rate: event.rate };
    case "silences":
      return { ...at(state, position), silences: event.silences };
    case "part": {
      const { part } = event;
      if (part && !(part.from < part.to && within(part, position))) return playback;
      return { ...at(state, position), part };
    }
    case "tick": {
      const { part } = playback;
      if (state !== "playing" || position < (part?.to ?? duration)) return playback;
      return part?.round ? at("playing", part.from) : at("ended", position);
    }
  }
}

/** Whether a place is in a part; of one that goes round, the end is not. */
const within = (part: Part | null, at: number) =>
  part !== null && at >= part.from && (part.round ? at < part.to : at <= part.to);

const clamp = (position: number, duration: number) => Math.max(0, Math.min(duration, position));
