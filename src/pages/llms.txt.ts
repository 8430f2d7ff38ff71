import { claims } from "../../components/claim/claims.ts";
import type { Lang } from "../../components/lang.ts";
import { session, sessionNames } from "../sessions/library.ts";
import { absolute } from "../site/address.ts";
import { chapters } from "../site/chapters.ts";
import { pageWords } from "../site/pages.ts";
import { frameWords } from "../site/words.ts";

const line = (says: string, url: string, more = ""): string =>
  `- [${says.replaceAll("`", "")}](${url})${more && `: ${more}`}`;

const chapterLines = async (lang: Lang): Promise<string[]> =>
  (await chapters(lang)).map(({ number, slug, title, description }) =>
    line(`${number}. ${title}`, absolute(`/${slug}/`, lang), description),
  );

/** What is here and where, for programs that read: https://llmstxt.org. */
export async function GET(): Promise<Response> {
  const all = await claims();
  const text = [
    `# ${frameWords.en.title}`,
    "",
    `> ${pageWords.en.home.description}`,
    "",
    "Every page is also in Chinese, below /zh-cn/, with the same ids, and as Markdown: `index.md` after its address. A claim is a JSON document as well: its address with `.json` for the last slash. Each names the kernels it holds on, what would refute it, and the recorded files that show it.",
    "",
    `## ${frameWords.en.chapters}`,
    "",
    ...(await chapterLines("en")),
    "",
    `## ${frameWords.en.claims}`,
    "",
    ...all.map(({ id, data }) => line(data.says.en, absolute(`/claims/${id}/`, "en"))),
    "",
    `## ${frameWords.en.sessions}`,
    "",
    ...sessionNames().map((name) => {
      const { title, summary } = session(name).file;
      return line(title.en, absolute(`/sessions/${name}/`, "en"), summary.en);
    }),
    "",
    `## ${frameWords["zh-cn"].title}`,
    "",
    ...(await chapterLines("zh-cn")),
    "",
  ];
  return new Response(text.join("\n"));
}
