import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { until, type Engine } from "./engine.ts";

/** The keys that are no character, as W3C WebDriver, section 17.4.2, writes them. */
const KEYS: Readonly<Record<string, string>> = {
  Control: "\uE009",
  End: "\uE010",
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
};

/** What an element is called in W3C WebDriver, section 12. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** WebKitGTK, by the W3C WebDriver that comes with it, on a display of its own. */
export async function webkitGtk(paths: { driver: string; browser: string }): Promise<Engine> {
  const port = await freePort();
  const driver = spawn(
    "xvfb-run",
    ["-a", "-s", "-screen 0 1280x1024x24", paths.driver, `--port=${port}`, "--host=127.0.0.1"],
    {
      detached: true, // a group of its own, which ends together
      stdio: "ignore",
      env: { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
    },
  );
  const kill = () => {
    if (driver.pid && driver.exitCode === null) process.kill(-driver.pid, "SIGTERM");
  };

  /** One command. Rejects with what the driver says. */
  const command = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebKitWebDriver: ${path}: ${error}: ${message}`);
  };

  try {
    await until("WebKitWebDriver answers", () =>
      command("GET", "/status").then(
        () => true,
        () => false,
      ),
    );
    const started = (await command("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          "webkitgtk:browserOptions": { binary: paths.browser, args: ["--automation"] },
          timeouts: { script: 30_000, pageLoad: 60_000 },
        },
      },
    })) as { sessionId: string };
    const session = `/session/${started.sessionId}`;
    await command("POST", `${session}/window/rect`, { width: 1280, height: 1000 });

    const keys = (...actions: readonly (readonly [type: "keyDown" | "keyUp", key: string])[]) =>
      command("POST", `${session}/actions`, {
        actions: [
          {
            type: "key",
            id: "keys",
            actions: actions.map(([type, key]) => ({ type, value: KEYS[key] ?? key })),
          },
        ],
      });
    return {
      goto: async (url) => {
        await command("POST", `${session}/url`, { url });
      },
      ask: (question, ...given) =>
        command("POST", `${session}/execute/async`, {
          script: `const done = arguments[arguments.length - 1];
            Promise.resolve((${String(question)})(...[...arguments].slice(0, -1))).then(done);`,
          args: given,
        }) as never,
      click: async (css) => {
        // The driver does not click what it would have to scroll to.
        await command("POST", `${session}/execute/sync`, {
          script: `document.querySelector(arguments[0])
            ?.scrollIntoView({ block: "center", behavior: "instant" })`,
          args: [css],
        });
        const found = (await command("POST", `${session}/element`, {
          using: "css selector",
          value: css,
        })) as Record<string, string>;
        await command("POST", `${session}/element/${found[ELEMENT]}/click`, {});
      },
      press: async (key, control = false) => {
        await keys(
          ...(control ? ([["keyDown", "Control"]] as const) : []),
          ["keyDown", key],
          ["keyUp", key],
          ...(control ? ([["keyUp", "Control"]] as const) : []),
        );
      },
      print: () => Promise.resolve(null),
      end: async () => {
        await command("DELETE", session).catch(() => null);
        kill();
      },
    };
  } catch (error) {
    kill();
    throw error;
  }
}

/** A port on which nobody listens. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .on("error", reject)
      .listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
  });
