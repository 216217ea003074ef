import { createSignal, For, type JSX, Show } from "solid-js";
import type { ConfigComparison, ScoreConfigView } from "#domain/api/score-configs";
import { Time } from "#kit/control/control.tsx";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { GROUPS } from "./config-lines.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { StateTag } from "./version-facts.tsx";

const t = makeTranslator(scoreConfigMessages);

/** Two versions side by side, line by line; what differs is marked. */
export function Compare(props: {
  readonly configs: readonly ScoreConfigView[];
  readonly from: number;
  readonly to: number;
  readonly onPick: (from: number, to: number) => void;
}): JSX.Element {
  const query = createQuery(
    () => ({ from: props.from, to: props.to }),
    (key, signal) => getJson<ConfigComparison>("api/score-configs/compare", { query: key, signal }),
    { rowKey: "path" },
  );
  const [onlyDifferent, setOnlyDifferent] = createSignal(false);
  return (
    <section class="panel" aria-labelledby="config-compare">
      <header class="wrap">
        <h2 id="config-compare">{t("view.compare")}</h2>
        <Pick
          label={t("compare.from")}
          configs={props.configs}
          value={props.from}
          onPick={(from) => props.onPick(from, props.to)}
        />
        <span aria-hidden="true">→</span>
        <Pick
          label={t("compare.to")}
          configs={props.configs}
          value={props.to}
          onPick={(to) => props.onPick(props.from, to)}
        />
        <button type="button" class="button tiny" onClick={() => props.onPick(props.to, props.from)}>
          {t("compare.swap")}
        </button>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={10} height={32} />}>
        {(comparison) => {
          const paths = (): ReadonlySet<string> => new Set(comparison().differences.map(({ path }) => path));
          return (
            <>
              <div class="row wrap">
                <p role="status">
                  {comparison().differences.length === 0
                    ? t("compare.same")
                    : t("compare.count", { n: comparison().differences.length })}
                </p>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={onlyDifferent()}
                    onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
                  />
                  {t("compare.only")}
                </label>
              </div>
              <div class="table-box" tabindex={0}>
                <table class="table plain-table config-compare">
                  <thead>
                    <tr>
                      <th>{t("compare.item")}</th>
                      <For each={[comparison().from, comparison().to]}>
                        {(version) => (
                          <th>
                            v{version.version} <StateTag version={version} />{" "}
                            <span class="small">
                              <Time at={version.activatedAt ?? version.createdAt} />
                            </span>
                          </th>
                        )}
                      </For>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={GROUPS}>
                      {(group) => (
                        <>
                          <tr class="group">
                            <th scope="rowgroup">{group.name()}</th>
                            <td>{group.picture?.(comparison().from)}</td>
                            <td>{group.picture?.(comparison().to)}</td>
                          </tr>
                          <For
                            each={group.lines().filter((line) => !onlyDifferent() || paths().has(line.path))}
                          >
                            {(line) => (
                              <tr classList={{ differs: paths().has(line.path) }}>
                                <th scope="row">
                                  {line.name}
                                  <Show when={paths().has(line.path)}>
                                    <span class="tag warn">{t("compare.differs")}</span>
                                  </Show>
                                </th>
                                <td class="wrap-cell">{line.show(comparison().from)}</td>
                                <td class="wrap-cell">{line.show(comparison().to)}</td>
                              </tr>
                            )}
                          </For>
                        </>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

function Pick(props: {
  readonly label: string;
  readonly configs: readonly ScoreConfigView[];
  readonly value: number;
  readonly onPick: (version: number) => void;
}): JSX.Element {
  return (
    <select
      class="select"
      aria-label={props.label}
      value={String(props.value)}
      onChange={(event) => props.onPick(Number(event.currentTarget.value))}
    >
      <For each={props.configs as ScoreConfigView[]}>
        {(version) => (
          <option value={String(version.version)} selected={version.version === props.value}>
            v{version.version} {t(`state.${version.state}`)}
          </option>
        )}
      </For>
    </select>
  );
}
