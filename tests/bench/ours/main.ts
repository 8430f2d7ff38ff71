import "../../../src/site/styles/tokens.css";
import "../../../src/site/styles/base.css";
import "../../../components/player/cast-player.ts";

for (const src of new URLSearchParams(location.search).getAll("src")) {
  const player = document.createElement("cast-player");
  player.setAttribute("src", src);
  document.querySelector("main")?.append(player);
}
