/** How a terminal's cell looks, as xterm keeps it: of a cell, or of what will be written next. */
export interface Look {
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  isUnderline(): number;
  getUnderlineStyle(): number;
  /** Whether an underline has a style or a colour of its own. */
  hasExtendedAttrs(): number;
  readonly extended: { readonly underlineColor: number };
  getFgColorMode(): number;
  getFgColor(): number;
  getBgColorMode(): number;
  getBgColor(): number;
}

const DEFAULT = 0;
const P16 = 0x1000000;
const P256 = 0x2000000;
const MODE = 0x3000000;
const RGB = 0xffffff;

/** The look of a terminal that was told nothing. */
export const PLAIN = "\x1b[0m";

/**
 * The one sequence after which a terminal writes with a look, whatever it wrote with (ECMA-48 SGR).
 * @param pen whether it is what will be written next: an underline's colour is set before there is one
 */
export function sgr(look: Look, pen = false): string {
  const style = look.getUnderlineStyle() || (look.isUnderline() ? 1 : 0);
  const line = pen || look.hasExtendedAttrs() ? look.extended.underlineColor : 0;
  const on: (string | false)[] = [
    "0",
    !!look.isBold() && "1",
    !!look.isDim() && "2",
    !!look.isItalic() && "3",
    style > 0 && `4:${style}`,
    !!look.isBlink() && "5",
    !!look.isInverse() && "7",
    !!look.isInvisible() && "8",
    !!look.isStrikethrough() && "9",
    !!look.isOverline() && "53",
    colour(30, look.getFgColorMode(), look.getFgColor()),
    colour(40, look.getBgColorMode(), look.getBgColor()),
    underline(line & MODE, line & RGB),
  ];
  return `\x1b[${on.filter((part) => part).join(";")}m`;
}

/** @param base 30 of a foreground, 40 of a background */
function colour(base: number, mode: number, value: number): string {
  if (mode === DEFAULT) return "";
  if (mode === P16) return String(value < 8 ? base + value : base + 60 + value - 8);
  return mode === P256 ? `${base + 8};5;${value}` : `${base + 8};2;${bytes(value).join(";")}`;
}

function underline(mode: number, value: number): string {
  if (mode === DEFAULT) return "";
  return mode === MODE ? `58:2::${bytes(value).join(":")}` : `58:5:${value & 255}`;
}

const bytes = (rgb: number) => [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];
