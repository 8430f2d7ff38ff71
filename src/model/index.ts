/** `time-wait`: Linux's TIME_WAIT decisions in plain TypeScript. No DOM, no clock, no randomness. */
export { add, after, before, diff, type Seq } from "./seq.ts";
export { endSeq, has, type Segment } from "./segment.ts";
export { pawsReject, type PawsQuestion } from "./paws.ts";
export { kernelNamed, kernels, type Kernel } from "./kernels.ts";
export { type Surroundings, type TimeWait } from "./time-wait.ts";
export { type Answer } from "./answer.ts";
export { type Branch } from "./branch.ts";
export { receiveInSynRecv, type Checked, type Request } from "./request.ts";
export { receiveInTimeWait, type Outcome } from "./receive.ts";
export { receiveInListen, type Heard } from "./listen.ts";
