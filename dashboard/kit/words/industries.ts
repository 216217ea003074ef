import { createRoot, createSignal } from "solid-js";
import { language } from "#kit/i18n/translate.ts";

type Names = typeof import("#domain/industry");

const [names, setNames] = createRoot(() => createSignal<Names | null>(null));
let asked = false;

/** Name of a GB/T 4754 class. The table is large, so it comes on first use; until then the code stands there. */
export function industryName(code: string | null): string {
  if (code === null || code === "") return "—";
  const table = names();
  if (table === null) {
    if (!asked) {
      asked = true;
      import("#domain/industry").then(
        (loaded) => setNames(() => loaded),
        () => {
          asked = false;
        },
      );
    }
    return code;
  }
  return table.industryName(code, language());
}

/** The 20 sections (门类), once the table is there. */
export function industrySections(): readonly { readonly code: string; readonly name: string }[] {
  industryName("J");
  const table = names();
  return table === null
    ? []
    : table.SECTIONS.map((section) => ({
        code: section.code,
        name: table.industryName(section.code, language()),
      }));
}
