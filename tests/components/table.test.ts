import { describe, expect, test } from "vitest";
import { cards } from "../../components/table/cards.ts";

const table = `<table><thead><tr><th></th><th><span class="s">The server</span></th></tr></thead>
<tbody><tr><td>Who <b>pays</b></td><td>nobody</td></tr></tbody></table>`;

describe("a table whose rows can stand as cards", () => {
  test("has a heading in each row, and each cell bears its column's", () => {
    const html = cards(table);
    expect(html).toContain('<th scope="row" role="rowheader">Who <b>pays</b></th>');
    expect(html).toContain('<td role="cell" data-label="The server">nobody</td>');
  });

  test("keeps what a table is, whatever the styles make of it", () => {
    const html = cards(table);
    expect(html).toContain('<th scope="col" role="columnheader"><span');
    expect(html).toContain('<thead role="rowgroup"><tr role="row"><td></td>');
    expect(html.match(/role="row"/g)).toHaveLength(2);
  });

  test("needs a table", () => {
    expect(() => cards("<p>none</p>")).toThrow("<Table> needs a Markdown table");
  });
});
