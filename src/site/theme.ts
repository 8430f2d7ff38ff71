/** Where the reader's choice of theme is kept. */
export const THEME_KEY = "wcf-theme";

/**
 * Runs before the page is painted, so that a chosen theme does not flash the other one. Without a
 * choice, without storage and without JavaScript the system decides (tokens.css).
 */
export const themeScript = `try{const t=localStorage.getItem("${THEME_KEY}");if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}`;
