import { For, type JSX, Show } from "solid-js";
import type { OrganisationPage } from "#domain/api/local-organisations";
import { INDICATOR_GROUP_NAMES } from "#domain/indicator-group";
import { SimulatedTag } from "#kit/control/control.tsx";
import { formatPercent, formatScore, NOTHING } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark } from "#kit/level/level-mark.tsx";
import type { Column } from "#kit/table/table.tsx";
import { placeName, shortDistrictName } from "#kit/words/districts.ts";
import { localOrganisationsMessages } from "./local-organisations.messages.ts";

const t = makeTranslator(localOrganisationsMessages);
type Row = OrganisationPage["rows"][number];

export function organisationColumns(): readonly Column<Row>[] {
  return [
    {
      id: "level",
      label: t("level"),
      width: language() === "en" ? "98px" : "78px",
      cell: (row) => (
        <Show when={row.level} fallback={<span class="muted small">{t("waiting")}</span>}>
          {(level) => <LevelMark level={level()} />}
        </Show>
      ),
    },
    { id: "name", label: t("name"), width: "270px", cell: nameCell },
    {
      id: "district",
      label: t("district"),
      width: language() === "en" ? "104px" : "72px",
      wide: true,
      cell: (row) => (
        <span title={placeName(row.district, row.street)}>{shortDistrictName(row.district)}</span>
      ),
    },
    {
      id: "score",
      label: t("score"),
      width: "78px",
      align: "end",
      cell: (row) => <strong>{formatScore(row.score)}</strong>,
    },
    { id: "groups", label: t("groups"), width: "232px", wide: true, cell: groupCells },
    {
      id: "worst",
      label: t("worst"),
      width: language() === "en" ? "104px" : "84px",
      wide: true,
      cell: (row) => (row.worstGroup === null ? NOTHING : INDICATOR_GROUP_NAMES[row.worstGroup][language()]),
    },
    {
      id: "breaches",
      label: t("breaches"),
      width: "64px",
      align: "end",
      cell: (row) =>
        row.breaches === null ? (
          NOTHING
        ) : row.breaches > 0 ? (
          <strong class="breached">{row.breaches}</strong>
        ) : (
          0
        ),
    },
    {
      id: "warning",
      label: t("warning"),
      wide: true,
      cell: (row) => <span title={row.warning ?? ""}>{row.warning ?? NOTHING}</span>,
    },
    { id: "period", label: t("period"), width: "78px", wide: true, cell: (row) => row.period ?? NOTHING },
    {
      id: "known",
      label: t("known"),
      width: "76px",
      align: "end",
      wide: true,
      cell: (row) => formatPercent(row.known),
    },
  ];
}

function nameCell(row: Row): JSX.Element {
  return (
    <div class="name-cell">
      <Show when={row.score !== null} fallback={<span class="clip">{row.name}</span>}>
        <a class="clip" href={appUrl(`local-organisations/${row.id}`)} title={row.name}>
          {row.name}
        </a>
      </Show>
      {row.simulated ? <SimulatedTag short /> : null}
    </div>
  );
}

/** Six bars side by side on one scale, so that rows can be compared. */
function groupCells(row: Row): JSX.Element {
  return (
    <div class="group-bars">
      <For each={row.groups}>
        {(group) => {
          const words = () =>
            t("groups.label", {
              group: INDICATOR_GROUP_NAMES[group.id][language()],
              score: formatScore(group.score),
            });
          return (
            <span class="group-bar" role="img" aria-label={words()} title={words()}>
              <span style={{ height: `${Math.max(4, Math.min(100, group.score ?? 0))}%` }} />
              <small>{group.score === null ? NOTHING : group.score.toFixed(0)}</small>
            </span>
          );
        }}
      </For>
    </div>
  );
}
