/** A table's text without its tags. */
const textOf = (html: string): string => html.replace(/<[^>]*>/g, "").trim();

/**
 * A table as Markdown makes it, so that each row can stand as a card on a narrow screen: the first
 * cell of a row becomes its heading, each other cell bears the heading of its column. Roles are
 * written out, because CSS that turns rows into cards takes them away.
 * Throws an Error when there is no table.
 */
export function cards(html: string): string {
  const [, head = "", body] =
    /<thead[^>]*>([\s\S]*?)<\/thead>\s*<tbody[^>]*>([\s\S]*?)<\/tbody>/.exec(html) ?? [];
  if (body === undefined)
    throw new Error("<Table> needs a Markdown table, with a line of headings.");
  const labels = Array.from(head.matchAll(/<th[^>]*>([\s\S]*?)<\/th>/g), ([, th = ""]) =>
    textOf(th),
  );
  const rows = body.replace(/<tr>([\s\S]*?)<\/tr>/g, (_, row: string) => {
    let column = -1;
    const cells = row.replace(/<td([^>]*)>([\s\S]*?)<\/td>/g, (_, rest: string, cell: string) => {
      column++;
      return column === 0
        ? `<th scope="row" role="rowheader"${rest}>${cell}</th>`
        : `<td role="cell" data-label="${labels[column] ?? ""}"${rest}>${cell}</td>`;
    });
    return `<tr role="row">${cells}</tr>`;
  });
  const top = head
    .replace("<tr>", '<tr role="row">')
    .replace(/<th([^>]*)><\/th>/g, "<td$1></td>")
    .replace(/<th(?=[\s>])/g, '<th scope="col" role="columnheader"');
  // With a class of its own it is not styled as a plain table of the prose.
  return `<table class="of-words" role="table"><thead role="rowgroup">${top}</thead><tbody role="rowgroup">${rows}</tbody></table>`;
}
