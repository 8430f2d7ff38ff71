/**
 * What a cell may try. `escape`s are expressions, or bodies of async functions, that succeed only
 * where the sandbox does not hold; `exhaust`s are whole cells that must end with a sentence.
 * SITE and TARGET stand for the addresses of the site and of another server that counts who comes.
 */
export const escapes: Readonly<Record<string, readonly string[]>> = {
  network: [
    `await fetch("TARGET")`,
    `await fetch("TARGET", { mode: "no-cors" })`,
    `await fetch("SITE")`,
    `await fetch("data:text/plain,x")`,
    `const x = new XMLHttpRequest(); x.open("GET", "TARGET", false); x.send()`,
    `importScripts("TARGET")`,
    `await new Function("return import('TARGET')")()`,
    `await new Promise((yes, no) => { const w = new WebSocket("TARGET".replace("http", "ws")); w.onopen = yes; w.onerror = no; })`,
    `await new Promise((yes, no) => { const e = new EventSource("TARGET"); e.onmessage = yes; e.onopen = yes; e.onerror = no; })`,
    `const t = new WebTransport("https://127.0.0.1:9/"); await t.ready`,
    `navigator.sendBeacon("TARGET")`,
  ],
  storage: [
    `localStorage.setItem("a", "b")`,
    `sessionStorage.length`,
    `await new Promise((yes, no) => { const r = indexedDB.open("x"); r.onsuccess = yes; r.onerror = no; })`,
    `await caches.open("x")`,
    `await navigator.storage.getDirectory()`,
    `document.cookie`,
    `await cookieStore.set("a", "b")`,
  ],
  page: [
    `document.title`,
    `window.name`,
    `parent.location.href`,
    `top.document`,
    `opener.closed`,
    `frames[0].length`,
    `alert("here")`,
    `location.assign("SITE")`,
    `localStorage.getItem("wcf:edits")`,
  ],
  "nested escape": [
    `await new Promise((yes, no) => { const w = new Worker("TARGET"); w.onmessage = yes; w.onerror = no; })`,
    `await new Promise((yes, no) => { const w = new Worker("SITE"); w.onmessage = yes; w.onerror = no; })`,
    `await new Promise((yes, no) => { const w = new Worker("data:text/javascript,postMessage(1)"); w.onmessage = yes; w.onerror = no; })`,
    `new SharedWorker("TARGET").port.start()`,
    `await navigator.serviceWorker.register("SITE")`,
    // A worker made of a blob may be had; it is held by the same policy.
    `await new Promise((yes, no) => {
      const inner = 'fetch("TARGET").then(() => postMessage("out"), () => postMessage("held"))';
      const w = new Worker(URL.createObjectURL(new Blob([inner])));
      w.onmessage = ({ data }) => (data === "out" ? yes(1) : no(1));
      w.onerror = no;
    })`,
    `await new Promise((yes, no) => {
      const inner = 'try { importScripts("TARGET"); postMessage("out") } catch { postMessage("held") }';
      const w = new Worker(URL.createObjectURL(new Blob([inner])));
      w.onmessage = ({ data }) => (data === "out" ? yes(1) : no(1));
      w.onerror = no;
    })`,
  ],
};

/** Cells that want all of something, by what they want, and how they must end. */
export const exhausts: Readonly<
  Record<string, { readonly endings: readonly string[]; readonly cells: readonly string[] }>
> = {
  loops: {
    endings: ["tooLong"],
    cells: [
      `for (;;) {}`,
      `enum E { A } let e: E = E.A; while (e === E.A) {}`,
      `for (;;) await null;`,
      `const again = () => { setTimeout(again, 0); }; again();`,
      `setInterval(() => {}, 1);`,
      `await new Promise(() => {});\nexport const never = 1; setInterval(() => {}, 1);`,
      `try { for (;;) {} } finally { for (;;) {} }`,
      `/(a+)+$/.test("a".repeat(60) + "b");`,
    ],
  },
  output: {
    endings: ["tooMuch", "tooLong"], // whichever a slow machine meets first
    cells: [
      `for (;;) console.log("x".repeat(1000));`,
      `for (let i = 0; i < 5000; i++) console.log("");`,
      `console.log("x".repeat(200_000));`,
      `for (;;) try { console.log("x".repeat(1000)); } catch {}`,
      `setInterval(() => { for (let i = 0; i < 100; i++) console.log("x".repeat(100)); }, 1);`,
      `console.table(Array.from({ length: 20_000 }, (_, i) => ({ i, text: "x" })));`,
      `for (;;) postMessage({ kind: "text", text: "x".repeat(1000) });`,
    ],
  },
  memory: {
    endings: ["done", "tooLong", "tooMuch"],
    cells: [
      `new ArrayBuffer(2 ** 45);`,
      `"x".repeat(2 ** 31);`,
      `new Array(2 ** 32 - 1).fill(0).length; for (;;) {}`,
      `const all = []; for (;;) all.push(new Array(1000).fill(all.length));`,
      `let s = "x"; for (;;) s += s;`,
      `const deep = (n: number): number => deep(n + 1) + 1; deep(0);`,
    ],
  },
  promises: {
    endings: ["done", "tooLong"],
    cells: [
      `for (;;) void Promise.resolve().then(() => 1);`,
      `const flood = (): void => { void Promise.resolve().then(flood).then(flood); }; flood();`,
      `for (let i = 0; i < 10_000; i++) void Promise.reject(new Error("no"));`,
      `await Promise.all(Array.from({ length: 200_000 }, async () => null));`,
      `queueMicrotask(function again() { queueMicrotask(again); });`,
      `const tick = async (): Promise<void> => { await null; await tick(); }; await tick();`,
    ],
  },
};
