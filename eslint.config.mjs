import astro from "eslint-plugin-astro";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * Data flows one way (kernel → lab → content → sessions → components → page, and model → cells):
 * what a folder may not import, with the reason.
 */
const closed = (files, folders, reason) => ({
  files: [files],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: [{ regex: `/(${folders.join("|")})(/|$)`, message: reason }] },
    ],
    "no-restricted-syntax": [
      "error",
      {
        selector: `ImportExpression[source.value=/\\u002f(${folders.join("|")})(\\u002f|$)/]`,
        message: reason,
      },
    ],
  },
});

export default defineConfig(
  { ignores: ["dist/", ".bench-*/", ".astro/", "node_modules/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowNullish: true, allowRegExp: true },
      ],
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  ...astro.configs["flat/recommended"],
  { files: ["**/*.astro", "**/*.astro/*.ts", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["src/model/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(?!\\./)", message: "src/model imports nothing." }] },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ImportExpression", message: "src/model imports nothing." },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: "src/model is told the time, and leaves nothing to chance.",
        },
      ],
      "no-restricted-globals": [
        "error",
        ...["Date", "performance", "crypto", "process", "setTimeout", "setInterval"].map(
          (name) => ({
            name,
            message: "src/model is told the time, and leaves nothing to chance.",
          }),
        ),
      ],
    },
  },
  closed(
    "src/sessions/**",
    ["lab", "site", "notebook", "components"],
    "src/sessions knows only the model.",
  ),
  closed(
    "src/notebook/**",
    ["lab", "site", "components"],
    "src/notebook knows the model and the sessions.",
  ),
  closed(
    "src/oracle/**",
    ["lab", "site", "notebook", "components", "sessions"],
    "src/oracle knows only the model.",
  ),
  closed(
    "src/lab/**",
    ["site", "notebook", "components"],
    "src/lab knows the model and the sessions.",
  ),
  closed("components/**", ["lab", "site"], "Components show what was recorded, on any page."),
  closed("content/**", ["lab", "site"], "Content holds no logic."),
);
