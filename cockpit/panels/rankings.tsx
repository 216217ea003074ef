import { createMemo, Index, type JSX, Show } from "solid-js";
import { isDistrict } from "#domain/district";
import { formatCount, formatExact } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { shortDistrictName } from "#kit/words/districts.ts";
import { shortIndustryName } from "../model/industry-words.ts";
import { rankAtRisk, type WallPicture } from "../model/picture.ts";
import { wallMessages } from "../wall.messages.ts";

const t = makeTranslator(wallMessages);

const AREAS = 10;
const INDUSTRIES = 8;

interface Row {
  readonly code: string;
  readonly name: string;
  readonly atRisk: number;
  readonly marked: boolean;
}

/** Districts (streets inside of one) and industries by enterprises at risk, each a bar with its name on it. */
export function Rankings(props: { readonly picture: WallPicture; readonly focus: string }): JSX.Element {
  const areas = createMemo<readonly Row[]>(() =>
    rankAtRisk(props.picture.areas, AREAS).map((area) => ({
      code: area.code,
      name: isDistrict(area.code) ? shortDistrictName(area.code) : area.name,
      atRisk: area.atRisk,
      marked: area.code === props.focus,
    })),
  );
  const industries = createMemo<readonly Row[]>(() =>
    rankAtRisk(
      props.picture.industries.filter((row) => row.code !== ""),
      INDUSTRIES,
    ).map((row) => ({
      code: row.code,
      name: shortIndustryName(row.code),
      atRisk: row.atRisk,
      marked: false,
    })),
  );
  const inDistrict = (): boolean => isDistrict(props.picture.area);
  return (
    <div class="w-rankings">
      <Ranking title={inDistrict() ? t("rank.streets") : t("rank.districts")} rows={areas()} />
      <Ranking title={t("rank.industries")} rows={industries()} />
    </div>
  );
}

function Ranking(props: { readonly title: string; readonly rows: readonly Row[] }): JSX.Element {
  const most = (): number => Math.max(1, ...props.rows.map((row) => row.atRisk));
  const someone = (): boolean => props.rows.some((row) => row.atRisk > 0);
  return (
    <section class="w-panel w-ranking">
      <h2>
        {props.title} <small>{t("rank.unit")}</small>
      </h2>
      <Show when={someone()} fallback={<p class="w-empty">{t("rank.none")}</p>}>
        <ol>
          <Index each={props.rows}>
            {(row, i) => (
              <li classList={{ marked: row().marked }}>
                <span class="w-bar" style={{ transform: `scaleX(${row().atRisk / most()})` }} />
                <span class="w-place">{i + 1}</span>
                <span class="w-rank-name" title={row().name}>
                  {row().name}
                </span>
                <span class="w-count" title={formatExact(row().atRisk)}>
                  {formatCount(row().atRisk)}
                </span>
              </li>
            )}
          </Index>
        </ol>
      </Show>
    </section>
  );
}
