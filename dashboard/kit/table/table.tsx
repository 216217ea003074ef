import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createKeys } from "#kit/keys/keys.ts";
import { tableMessages } from "#kit/table/table.messages.ts";
import "#kit/table/table.css";

const t = makeTranslator(tableMessages);

export interface Column<R> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: R) => JSX.Element;
  /** CSS width, as "96px"; the ones without share what is left. */
  readonly width?: string;
  readonly align?: "end";
  /** The server's name of the order; absent: cannot be sorted by. */
  readonly sort?: string;
  /** Not shown on a phone. */
  readonly wide?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly order: "asc" | "desc";
}

/** A table whose order and pages come from the server. Rows are 36 high; j k move, Enter opens, x ticks. */
export function DataTable<R>(props: {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => number | string;
  readonly rowName: (row: R) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly onOpen?: (row: R) => void;
  readonly ticked?: ReadonlySet<number | string>;
  readonly onTick?: (ids: ReadonlySet<number | string>) => void;
  readonly busy?: boolean;
}): JSX.Element {
  const [at, setAt] = createSignal(-1);
  let body: HTMLTableSectionElement | undefined;

  createEffect(() => {
    if (at() >= props.rows.length) setAt(props.rows.length - 1);
  });
  const go = (move: number): void => {
    const next = Math.min(props.rows.length - 1, Math.max(0, at() + move));
    setAt(next);
    body?.rows[next]?.scrollIntoView({ block: "nearest" });
  };
  createKeys([
    { key: "j", label: () => t("keys.down"), run: () => go(1) },
    { key: "k", label: () => t("keys.up"), run: () => go(-1) },
    {
      key: "Enter",
      label: () => t("keys.open"),
      run: () => {
        const row = props.rows[at()];
        if (row !== undefined) props.onOpen?.(row);
      },
    },
    {
      key: "x",
      label: () => t("keys.tick"),
      run: () => {
        const row = props.rows[at()];
        if (row !== undefined) tick(props.rowId(row));
      },
    },
  ]);

  const tick = (id: number | string): void => {
    const next = new Set(props.ticked);
    if (!next.delete(id)) next.add(id);
    props.onTick?.(next);
  };
  const all = (): boolean =>
    props.rows.length > 0 && props.rows.every((row) => props.ticked?.has(props.rowId(row)));
  const tickAll = (): void => {
    const next = new Set(props.ticked);
    const off = all();
    for (const row of props.rows) {
      if (off) next.delete(props.rowId(row));
      else next.add(props.rowId(row));
    }
    props.onTick?.(next);
  };
  const sortBy = (id: string): void => {
    const present = props.sort;
    const order = present?.by === id && present.order === "desc" ? "asc" : "desc";
    props.onSort?.({ by: id, order });
  };
  const ariaSort = (column: Column<R>): "ascending" | "descending" | undefined => {
    if (column.sort === undefined || props.sort?.by !== column.sort) return undefined;
    return props.sort.order === "asc" ? "ascending" : "descending";
  };

  return (
    // A region that scrolls sideways must be reachable by keyboard.
    <section class="table-box" aria-label={props.label} tabindex={0}>
      <table class="table" classList={{ busy: props.busy === true }}>
        <thead>
          <tr>
            <Show when={props.onTick}>
              <th class="tick wide">
                <input type="checkbox" aria-label={t("tick.all")} checked={all()} onChange={tickAll} />
              </th>
            </Show>
            <For each={props.columns as Column<R>[]}>
              {(column) => (
                <th
                  scope="col"
                  class={column.wide === true ? "wide" : undefined}
                  classList={{ num: column.align === "end" }}
                  style={column.width === undefined ? {} : { width: column.width }}
                  aria-sort={ariaSort(column)}
                >
                  <Show when={column.sort} fallback={column.label}>
                    {(id) => (
                      <button type="button" class="sort" onClick={() => sortBy(id())}>
                        {column.label}
                        <span aria-hidden="true" class="sort-arrow">
                          {props.sort?.by === id() ? (props.sort.order === "asc" ? "↑" : "↓") : "↕"}
                        </span>
                      </button>
                    )}
                  </Show>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody ref={body}>
          <For each={props.rows as R[]}>
            {(row, i) => (
              <tr
                classList={{ at: at() === i(), opens: props.onOpen !== undefined }}
                aria-selected={at() === i() ? true : undefined}
                onClick={(event) => {
                  setAt(i());
                  if (!(event.target as Element).closest("a, button, input, label") && !hasSelection())
                    props.onOpen?.(row);
                }}
              >
                <Show when={props.onTick}>
                  <td class="tick wide">
                    <input
                      type="checkbox"
                      aria-label={t("tick", { name: props.rowName(row) })}
                      checked={props.ticked?.has(props.rowId(row)) ?? false}
                      onChange={() => tick(props.rowId(row))}
                    />
                  </td>
                </Show>
                <For each={props.columns as Column<R>[]}>
                  {(column) => (
                    <td
                      class={column.wide === true ? "wide" : undefined}
                      classList={{ num: column.align === "end" }}
                    >
                      {column.cell(row)}
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

/** Somebody who marks text to copy it does not mean to open the row. */
function hasSelection(): boolean {
  return (window.getSelection()?.toString() ?? "") !== "";
}
