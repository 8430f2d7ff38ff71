/** The paths every page of ours is built for: English at the root, Chinese below /zh-cn/. */
export const localePaths = [
  { params: { locale: undefined } },
  { params: { locale: "zh-cn" } },
] as const;
