import type { Lang } from "../../../components/lang.ts";

/** What the pages about kernels and measurements say. */
interface EvidenceWords {
  readonly kernels: {
    readonly title: string;
    readonly intro: string;
    readonly reading: string;
    readonly sample: string;
    readonly marked: string;
    readonly experiment: string;
    readonly table: string;
    readonly odd: string;
    readonly checksHold: (checks: number) => string;
    readonly notRecorded: string;
    /** Above the bars: how many experiments found the same on several kernels, how many did not, and how many have but one. */
    readonly glance: (same: number, differing: number, alone: number) => string;
    /** Of kernels on which the checks held, and no more is said. */
    readonly same: string;
    readonly glanceTitle: string;
    readonly all: string;
    readonly which: string;
    readonly recordings: (count: number, date: string) => string;
    readonly repeat: string;
    readonly repeatText: string;
  };
  readonly onKernels: string;
  readonly onKernelsText: string;
  readonly here: string;
  readonly emulated: (by: string) => string;
  readonly files: string;
  readonly on: (title: string, kernel: string) => string;
  readonly measurement: {
    readonly rows: string;
    readonly found: string;
    readonly raw: string;
    readonly rawIntro: (commands: number) => string;
    readonly rawShow: string;
    readonly exit: string;
  };
}

export const evidenceWords: Record<Lang, EvidenceWords> = {
  en: {
    kernels: {
      title: "Kernels",
      intro: "Which of this depends on the kernel?",
      reading:
        "Each row is one experiment, each column one kernel. A cell says in a few words what was found, and leads to the recording it was found in.",
      sample: "differs",
      marked: "marks a cell where most kernels of its row say something else.",
      experiment: "Experiment",
      table: "What each experiment found on each kernel",
      odd: "differs:",
      checksHold: (checks) => `${checks} checks hold`,
      notRecorded: "not recorded",
      glance: (same, differing, alone) =>
        `${differing} experiments did not find the same on every kernel, and stand first. ${same} did; ${alone} were recorded on one only. A bar runs through the kernels that agree; dotted: not recorded.`,
      same: "the same checks hold",
      glanceTitle: "In ten seconds",
      all: "In full",
      which: "Which kernels",
      recordings: (count, date) =>
        `${count} ${count === 1 ? "recording" : "recordings"}, the last on ${date}`,
      repeat: "And yours?",
      repeatText:
        "On Linux, this plays every experiment on your kernel and says what is the same as recorded here and what differs. Root is not needed where user namespaces are allowed.",
    },
    onKernels: "On each kernel",
    onKernelsText: "The same experiment, wherever it was recorded:",
    here: "this page",
    emulated: (by) => `in an emulated machine, where everything takes longer: ${by}`,
    files: "File",
    on: (title, kernel) => `${title} (Linux ${kernel})`,
    measurement: {
      rows: "What was measured",
      found: "Found",
      raw: "What was printed",
      rawIntro: (commands) =>
        commands === 1
          ? "The one command that was run, and all it printed."
          : `The ${commands} commands that were run, and all they printed.`,
      rawShow: "Commands and output",
      exit: "exit code",
    },
  },
  "zh-cn": {
    kernels: {
      title: "内核",
      intro: "这些结果，哪些因内核而异？",
      reading: "每行是一个实验，每列是一个内核。格子里用几个字说明结果，点进去就是得出它的实录。",
      sample: "不同",
      marked: "表示这一格与同行多数内核的结果不同。",
      experiment: "实验",
      table: "每个实验在每个内核上的结果",
      odd: "不同：",
      checksHold: (checks) => `${checks} 项核对全部通过`,
      notRecorded: "未录制",
      glance: (same, differing, alone) =>
        `${differing} 个实验的结果因内核而异，排在前面；${same} 个在各内核上都一样；${alone} 个只在一个内核上录过。结果相同的内核由一条横条连在一起，点线表示未录制。`,
      same: "同样的核对全部通过",
      glanceTitle: "十秒钟看懂",
      all: "细看",
      which: "哪些内核",
      recordings: (count, date) => `${count} 份记录，最近一份录于${date}`,
      repeat: "你的内核呢？",
      repeatText:
        "在 Linux 上，这条命令会在你的内核上把所有实验做一遍，并指出哪些与这里的记录相同、哪些不同。系统允许用户命名空间时，不需要 root。",
    },
    onKernels: "各个内核上",
    onKernelsText: "同一个实验，在每个录制过的内核上：",
    here: "本页",
    emulated: (by) => `在模拟的机器上，一切都更慢：${by}`,
    files: "文件",
    on: (title, kernel) => `${title}（Linux ${kernel}）`,
    measurement: {
      rows: "测得的数据",
      found: "结果",
      raw: "原始输出",
      rawIntro: (commands) => `运行了 ${commands} 条命令，这是它们的全部输出。`,
      rawShow: "命令与输出",
      exit: "退出码",
    },
  },
};
