import { spawn } from "node:child_process";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { Sentence } from "../sentence.ts";

/** An emulated machine: no KVM, which few machines grant; no network. */
const MACHINE = [
  ...["-accel", "tcg", "-cpu", "max", "-m", "1536", "-smp", "1"],
  ...["-nodefaults", "-nic", "none", "-display", "none", "-no-reboot"],
];

/** How a machine ended: by itself, because its time was up, or because this process is to end. */
type End = "off" | "late" | "stopped";

/**
 * Runs a machine until it stops. Its serial lines are the files console, errors and archive in the
 * folder, which holds its initrd; all but the second, which is its output.
 * The kernel ends qemu should this process die, even by SIGKILL.
 * @param timeout seconds after which it is switched off
 * Rejects with a Sentence when qemu does not run.
 */
export async function boot(
  image: string,
  folder: string,
  { onOutput, timeout }: { onOutput?: (line: string) => void; timeout: number },
): Promise<{ stdout: Buffer; end: End }> {
  const file = (name: string) => `file,id=${name},path=${join(folder, name)}`;
  const port = (nr: number, name: string) => `virtserialport,nr=${nr},chardev=${name}`;
  const child = spawn(
    "setpriv",
    [
      ...["--pdeathsig", "KILL", "qemu-system-x86_64", ...MACHINE],
      ...["-kernel", image, "-initrd", join(folder, "initrd")],
      ...["-append", "console=ttyS0 quiet panic=-1"], // on panic it reboots, which ends qemu
      ...["-chardev", file("console"), "-serial", "chardev:console"],
      ...["-device", "virtio-serial", "-chardev", "stdio,id=output", "-device", port(1, "output")],
      ...["-chardev", file("errors"), "-device", port(2, "errors")],
      ...["-chardev", file("archive"), "-device", port(3, "archive")],
    ],
    { stdio: ["pipe", "pipe", "pipe"] }, // an end of its input would close its output,
  );
  const output: Buffer[] = [];
  const decoder = new StringDecoder(); // a character may come in two pieces
  let line = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output.push(chunk);
    const lines = (line + decoder.write(chunk)).split("\n");
    line = lines.pop() ?? "";
    if (onOutput) lines.forEach((one) => onOutput(one));
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));

  return new Promise((resolve, reject) => {
    let end: End = "off";
    const kill = (why: End) => {
      end = why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => kill("late"), timeout * 1000);
    const stop = () => kill("stopped");
    process.once("SIGINT", stop).once("SIGTERM", stop);
    child.once("error", reject).once("close", (code) => {
      clearTimeout(timer);
      process.off("SIGINT", stop).off("SIGTERM", stop);
      if (end === "off" && code !== 0)
        reject(new Sentence(`qemu-system-x86_64 failed: ${said.trim()}`));
      else resolve({ stdout: Buffer.concat(output), end });
    });
  });
}
