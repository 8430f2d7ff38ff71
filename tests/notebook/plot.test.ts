import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { plotted } from "../../components/cell/plot.ts";
import { outputsText } from "../../src/notebook/html.ts";
import { checkedPlot, plotOf, plotTable } from "../../src/notebook/plot.ts";

const rows = [
  { age: 0, past: -2, answer: "ACK" },
  { age: 15, past: 234, answer: "SYN-ACK" },
];
const plot = plotOf(rows, { x: "age", y: "past", series: "answer", mark: "dot" });
const { document } = parseHTML("<html></html>");

describe("a plot", () => {
  test("has a table that says the same, in text and beside the picture", () => {
    expect(plotTable(plot)).toEqual([
      ["age", "past", "answer"],
      ["0", "-2", "ACK"],
      ["15", "234", "SYN-ACK"],
    ]);
    expect(outputsText([{ kind: "plot", plot }])).toBe(
      "age  past  answer\n0    -2    ACK\n15   234   SYN-ACK\n",
    );
    const html = plotted(plot, document, "en");
    expect(html.match(/aria-label/g)).toHaveLength(1);
    expect(html.match(/<circle/g)).toHaveLength(2);
    expect(html).toContain(
      'aria-label="A plot of past against age; the table below says the same."',
    );
    expect(html).toContain('<span role="cell">SYN-ACK</span>');
  });

  test("tells its series apart by form", () => {
    const html = plotted(plot, document, "en");
    expect(html).toContain("● ACK");
    expect(html).toContain("○ SYN-ACK");
    expect(plotted({ ...plot, mark: "line" }, document, "en")).toContain('stroke-dasharray="6 4"');
    const many = ["a", "b", "c", "d", "e", "f"].map((which, n) => ({ n, which }));
    const signs = plotted(plotOf(many, { x: "n", y: "n", series: "which" }), document, "en");
    expect(signs.match(/[●○▲△■□] [a-f]/g)).toEqual(["● a", "○ b", "▲ c", "△ d", "■ e", "□ f"]);
  });

  test("says which row has no number", () => {
    expect(() =>
      plotOf(
        [
          { x: 1, y: 2 },
          { x: 2, y: "b" },
        ],
        { x: "x", y: "y" },
      ),
    ).toThrow("show.plot: row 2 has no number in y");
  });

  test("from a cell is drawn as it is, or not at all: nothing else gets into the page", () => {
    expect(checkedPlot(plot)).toEqual(plot);
    const evil = `<img src=x onerror="alert(1)">`;
    const html = plotted(
      plotOf([{ x: 1, y: 2, s: evil }], { x: "x", y: "y", series: "s" }),
      document,
      "en",
    );
    expect(html).not.toContain("<img");
    fc.assert(
      fc.property(fc.anything(), (sent) => {
        const checked = checkedPlot(sent);
        if (checked) plotted(checked, document, "zh-cn");
      }),
      { numRuns: 2000 },
    );
    for (const bad of [null, 1, {}, { ...plot, points: [{ x: NaN, y: 1 }] }, { ...plot, x: 1 }])
      expect(checkedPlot(bad)).toBeNull();
  });
});
