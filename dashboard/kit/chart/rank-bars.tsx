import { For, type JSX, Show } from "solid-js";
import { formatCount, formatExact } from "#kit/format/number.ts";
import "#kit/chart/chart.css";

export interface RankRow {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** Said instead of the value, as a share. */
  readonly words?: string;
  /** Shown on hover instead of the name, as an id. */
  readonly title?: string;
  /** Said after the value, as “占 3.2%”. */
  readonly note?: string;
}

/** A ranking as bars with their names on them; each row may open something. */
export function RankBars(props: {
  readonly label: string;
  readonly rows: readonly RankRow[];
  readonly onOpen?: (id: string) => void;
  readonly href?: (id: string) => string;
}): JSX.Element {
  const most = (): number => Math.max(0, ...props.rows.map((row) => row.value)) || 1;
  return (
    <ol class="rank" aria-label={props.label}>
      <For each={props.rows as RankRow[]}>
        {(row, i) => {
          const body = (): JSX.Element => (
            <>
              <span class="rank-bar" style={{ width: `${Math.max(0.5, (row.value / most()) * 100)}%` }} />
              <span class="rank-place">{i() + 1}</span>
              <span class="rank-name clip" title={row.title ?? row.name}>
                {row.name}
              </span>
              <Show when={row.note}>
                <span class="rank-note">{row.note}</span>
              </Show>
              <span class="rank-value" title={formatExact(row.value)}>
                {row.words ?? formatCount(row.value)}
              </span>
            </>
          );
          return (
            <li>
              <Show when={props.href} fallback={<span class="rank-row">{body()}</span>}>
                {(href) => (
                  <a class="rank-row" href={href()(row.id)}>
                    {body()}
                  </a>
                )}
              </Show>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
