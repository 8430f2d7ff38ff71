import "../../../src/site/styles/tokens.css";
import "../../../src/site/styles/base.css";
import "../../../components/player/cast-player.ts";
