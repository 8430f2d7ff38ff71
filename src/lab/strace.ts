/** A bind() or connect() of an IPv4 socket. */
export interface Call {
  /** Wall-clock time in ms. */
  readonly at: number;
  readonly name: "bind" | "connect";
  /** What it failed with; null where it did not, or is under way (EINPROGRESS). */
  readonly errno: string | null;
}

/** The command that prints what `callsIn` reads, before the command that is to be watched. */
export const STRACE = "strace -f -qq -ttt --seccomp-bpf -e trace=setsockopt,bind,connect";

const LINE =
  /^(?:\[pid +\d+\] )?(\d+\.\d+) (?:(bind|connect)\(\d+, \{sa_family=AF_INET,|<\.\.\. (bind|connect) resumed>).* = (?:0|-1 (E[A-Z]+))/gm;

/** The calls in what strace printed, in their order. */
export const callsIn = (output: string): Call[] =>
  Array.from(output.matchAll(LINE), ([, at, name, resumed, errno]) => ({
    at: Number(at) * 1000,
    name: (name ?? resumed) as Call["name"],
    errno: errno === undefined || errno === "EINPROGRESS" ? null : errno,
  }));
