import type { Player } from "asciinema-player";

declare global {
  interface Window {
    /** The players opened, in the order of the page. */
    players: Player[];
  }
}

const asked = new URLSearchParams(location.search);
const speed = Number(asked.get("speed") ?? 1);
const load = () =>
  Promise.all([
    import("asciinema-player"),
    import("asciinema-player/dist/bundle/asciinema-player.css"),
  ]);
window.players = [];

for (const [index, src] of asked.getAll("src").entries()) {
  const host = document.createElement("div");
  document.querySelector("main")?.append(host);
  const open = async (autoPlay: boolean) => {
    const [{ create }] = await load();
    window.players[index] = create(src, host, { autoPlay, speed, cursorMode: "steady" });
  };
  // As its manual embeds it, the page brings the code along; else the code comes when it is wanted, as ours does.
  if (asked.has("embedded")) await open(false);
  else {
    host.innerHTML = '<button type="button">Play</button>';
    host.querySelector("button")?.addEventListener("click", () => {
      host.replaceChildren();
      void open(true);
    });
  }
}
