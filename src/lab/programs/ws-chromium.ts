/**
 * The WebSocket of a page in headless Chromium. At Enter the page starts the closing handshake; Ctrl-C
 * closes its tab. It ends with the connection.
 */
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  pipe: true, // it is told what to do over a pipe, not over TCP
  userDataDir: "./profile",
  handleSIGINT: false,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});
const page = await browser.newPage();
page.on("console", (message) => {
  console.log(message.text());
  if (message.text().startsWith("closed")) void page.close();
});
page.once("close", () => void browser.close().then(() => process.exit()));
process.once("SIGINT", () => void page.close());
process.stdin.on("data", () => void page.evaluate("socket.close(1000)"));
await page.evaluate(() => {
  const socket = new WebSocket("ws://127.0.0.1:8888");
  socket.onopen = () => console.log("open");
  socket.onclose = ({ code }) => console.log(`closed: ${code}`);
  Object.assign(globalThis, { socket });
});
