/** What a host should send with the files of `dist/`, beside what it sends anyway. */

interface Rule {
  /** Paths below the site's root; `*` at the end stands for anything. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const FOR_EVER = { "Cache-Control": "public, max-age=31536000, immutable" };

export const RULES: readonly Rule[] = [
  {
    path: "/*",
    headers: {
      // A page's own policy stands in its head; this is what cannot be said there.
      "Content-Security-Policy": "frame-ancestors 'self'",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Permissions-Policy":
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), display-capture=()",
      "Cross-Origin-Opener-Policy": "same-origin",
    },
  },
  // Named by their content, by file name or by `?v=`.
  { path: "/_astro/*", headers: FOR_EVER },
  { path: "/sandbox.html", headers: FOR_EVER },
];

/** The headers for a path of the site. */
export const headersFor = (path: string): Record<string, string> =>
  Object.assign(
    {},
    ...RULES.filter((rule) =>
      rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
    ).map(({ headers }) => headers),
  ) as Record<string, string>;

/** The same as the `_headers` file that Cloudflare Pages and Netlify read. */
export const hostFile = (): string =>
  RULES.map(({ path, headers }) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n"),
  ).join("\n\n") + "\n";
