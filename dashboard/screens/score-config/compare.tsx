import { createSignal, For, type JSX, Show } from "solid-js";
import type { ConfigComparison, ScoreConfigView } from "#domain/api/score-configs";
import { DIMENSIONS } from "#domain/dimension";
import { LEVELS } from "#domain/level";
import { DEFAULT_PALETTE, PALETTE_THEMES } from "#domain/palette";
import { Time } from "#kit/control/control.tsx";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { levelDefaultAbout, levelFullWord } from "#kit/level/level-style.ts";
import { createQuery } from "#kit/query/query.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { word } from "#kit/words/words.ts";
import { BandParts } from "./band-bar.tsx";
import { PreviewGround } from "./colour-preview.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { StateTag } from "./version-facts.tsx";
import { WeightBar } from "./weight-bar.tsx";

const t = makeTranslator(scoreConfigMessages);

interface Line {
  readonly path: string;
  readonly name: string;
  readonly show: (version: ScoreConfigView) => JSX.Element;
}

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
                    <For each={LINES}>
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

/** Words are looked up when they are shown, so that the language can be switched. */
const LINES: readonly {
  readonly name: () => string;
  readonly picture?: (version: ScoreConfigView) => JSX.Element;
  readonly lines: () => readonly Line[];
}[] = [
  {
    name: () => t("weights"),
    picture: (version) => <WeightBar weights={version.weights} />,
    lines: () =>
      DIMENSIONS.map((dimension) => ({
        path: `weights.${dimension}`,
        name: word("dimension", dimension),
        show: (version) => formatPercent(version.weights[dimension]),
      })),
  },
  {
    name: () => t("bands"),
    picture: (version) => (
      <div class="preview-bands">
        <BandParts floors={version.levels.floors} />
      </div>
    ),
    lines: () => [
      ...LEVELS.map((level, i) => ({
        path: `levels.floors.${i}`,
        name: levelFullWord(level),
        show: (version: ScoreConfigView) => {
          const top = version.levels.floors[i + 1];
          return `[${version.levels.floors[i]}, ${top ?? 100}${top === undefined ? "]" : ")"}`;
        },
      })),
      {
        path: "levels.margin",
        name: t("compare.margin"),
        show: (version) => `${version.levels.margin} ${t("points")}`,
      },
      {
        path: "levels.minDwellMs",
        name: t("compare.dwell"),
        show: (version) => `${formatExact(version.levels.minDwellMs / 3_600_000)} ${t("hours")}`,
      },
    ],
  },
  ...PALETTE_THEMES.map((theme) => ({
    name: () => `${t("colours")} · ${t(`theme.${theme}`)}`,
    lines: (): readonly Line[] =>
      LEVELS.map((level, i) => ({
        path: `colours.${theme}.${i}`,
        name: levelFullWord(level),
        show: (version) => {
          const colour = (version.colours ?? DEFAULT_PALETTE)[theme][i] ?? "";
          return (
            <span class="colour-fact">
              <PreviewGround theme={theme} colours={[]}>
                <span class="colour-chip" style={{ background: colour }} />
              </PreviewGround>
              <code class="mono">{colour}</code>
            </span>
          );
        },
      })),
  })),
  {
    name: () => t("bands.about"),
    lines: () =>
      LEVELS.map((level) => ({
        path: `descriptions.${level}`,
        name: levelFullWord(level),
        show: (version) => version.descriptions[level] ?? levelDefaultAbout(level),
      })),
  },
];
