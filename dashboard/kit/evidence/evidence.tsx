import { For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { evidence } from "#domain/api/common";
import { Time } from "#kit/control/control.tsx";
import { evidenceMessages } from "#kit/evidence/evidence.messages.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import "#kit/evidence/evidence.css";

const t = makeTranslator(evidenceMessages);

/** The source's own words, frozen when the finding was made. */
export function EvidenceRows(props: { readonly rows: readonly z.infer<typeof evidence>[] }): JSX.Element {
  return (
    <Show when={props.rows.length > 0} fallback={<p class="muted">{t("none")}</p>}>
      <ul class="evidence">
        <For each={props.rows as z.infer<typeof evidence>[]}>
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
