/** `time-wait`: Linux's TIME_WAIT decisions in plain TypeScript. No DOM, no clock, no randomness. */
export { add, after, before, diff, type Seq } from "./seq.ts";
export { endSeq, has, type Segment } from "./segment.ts";
export { pawsReject, type PawsQuestion } from "./paws.ts";
export { kernelNamed, kernels, type Kernel } from "./kernels.ts";
export { type Surroundings, type TimeWait } from "./time-wait.ts";
export { type Answer } from "./answer.ts";
export { type Branch } from "./branch.ts";
export { establish, receiveInSynRecv, type Checked, type Request } from "./request.ts";
export { receiveInTimeWait, type Outcome } from "./receive.ts";
export { receiveInListen, type Listened } from "./listen.ts";
export { receiveInSynSent, type Heard, type SynSent } from "./syn-sent.ts";
export { toTimeWait, type Connection } from "./connection.ts";
export { receiveInConnection, type Received } from "./receive-connection.ts";
export { reset } from "./answer.ts";
export { bindConflicts, type Bound } from "./bind.ts";
export { takeOver, type Reuse, type TakenOver } from "./reuse.ts";
export { connect, type Attempt, type Connected, type Tuple } from "./connect.ts";
export { findPort, LOCAL_PORT_RANGE, portPasses, type PortRange, type PortState } from "./ports.ts";
export { enter, type Buckets } from "./buckets.ts";
export { prescribed, type Prescribed, type Standard } from "./rfc.ts";
export { Network, type Path } from "./network.ts";
export { type Happening, type Packet, type Sent } from "./packet.ts";
export {
  type ConnectOptions,
  type Decision,
  type Host,
  type HostSettings,
  type Opened,
} from "./host.ts";
export { type Listed } from "./held.ts";
export { type Socket, type SocketEvents } from "./socket.ts";
