import starlight from "@astrojs/starlight";
import { satteri } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";
import { cellModules } from "./src/notebook/vite.ts";
import { sessionModules } from "./src/sessions/vite.ts";
import { finish } from "./src/site/hosting/finish.ts";

const frame = (name) => `./src/site/frame/${name}.astro`;

/** Where the site will stand; citations and metadata name it. */
const address = new URL(process.env.SITE_URL ?? "https://who-closes-first.example");

export default defineConfig({
  site: address.origin,
  base: address.pathname,
  trailingSlash: "always",
  prefetch: false, // the service worker keeps the book; pages stay within their budget
  markdown: {
    processor: satteri({ features: { headingAttributes: true } }),
    syntaxHighlight: false,
  },
  integrations: [
    starlight({
      title: { en: "Who Closes First", "zh-CN": "谁先关闭？" },
      locales: {
        root: { label: "English", lang: "en" },
        "zh-cn": { label: "中文", lang: "zh-CN" },
      },
      expressiveCode: false,
      credits: false,
      disable404Route: true,
      pagefind: false, // src/site/search makes the index
      markdown: { processedDirs: ["./content"] }, // links on headings there too
      customCss: [
        "./src/site/styles/tokens.css",
        "./src/site/styles/base.css",
        "./src/site/styles/frame.css",
        "./src/site/styles/page.css",
      ],
      components: Object.fromEntries(
        [
          "Head",
          "ThemeProvider",
          "PageFrame",
          "Header",
          "Sidebar",
          "TwoColumnContent",
          "PageSidebar",
          "ContentPanel",
          "PageTitle",
          "MarkdownContent",
          "Footer",
          "Search",
        ].map((name) => [name, frame(name)]),
      ),
    }),
    mdx(),
    finish(),
  ],
  vite: {
    plugins: [sessionModules(), cellModules()],
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        onLog: (level, log, handler) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") handler(level, log); // one per .mdx file, harmless
        },
      },
    },
    // Scripts find one another wherever the folder stands.
    experimental: {
      renderBuiltUrl: (_, { hostType }) => (hostType === "js" ? { relative: true } : undefined),
    },
    ssr: { external: ["@xterm/headless", "@resvg/resvg-js", "lightningcss"] },
  },
});
