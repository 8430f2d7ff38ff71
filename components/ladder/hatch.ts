const pattern = (id: string, angle: number): string =>
  `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(${angle})"><line x1="1" y1="0" x2="1" y2="5" stroke="var(--tw-stroke)" stroke-width="1.6"/></pattern>`;

/** The hatching of TIME_WAIT, and what crosses it once its 60 s were restarted: ladders refer to them by id. */
export const HATCHES = `<defs>${pattern("hatch", 45)}${pattern("crossed", -45)}</defs>`;
