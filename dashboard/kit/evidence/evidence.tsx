import { For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { evidence } from "#domain/api/common";
import { Time } from "#kit/control/control.tsx";
import { evidenceMessages } from "#kit/evidence/evidence.messages.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import "#kit/evidence/evidence.css";

const t = makeTranslator(evidenceMessages);

type Row = z.infer<typeof evidence>;

/** The source's own words, frozen when the finding was made. */
export function EvidenceRows(props: { readonly rows: readonly Row[] }): JSX.Element {
  return (
    <Show when={props.rows.length > 0} fallback={<p class="muted">{t("none")}</p>}>
      <ul class="evidence">
        <For each={withoutRepeats(props.rows)}>
          {(row) => (
            <li>
              <span>{row.text}</span>
              <span class="small muted">
                <Time at={row.time} /> · {word("kind", row.kind)} · {row.source} ·{" "}
                <span class="mono">{row.eventUid}</span>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** Several findings may rest on the same row: it is shown once. */
function withoutRepeats(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = `${row.eventUid} ${row.text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
