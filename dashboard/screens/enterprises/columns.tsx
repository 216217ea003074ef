import type { JSX } from "solid-js";
import type { EnterprisePage } from "#domain/api/enterprises";
import { Sparkline } from "#kit/chart/sparkline.tsx";
import { CopyCode, ProvisionalTag, SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatChange, formatScore, NOTHING } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { LevelMark } from "#kit/level/level-mark.tsx";
import type { Column } from "#kit/table/table.tsx";
import { placeName, shortDistrictName } from "#kit/words/districts.ts";
import { industryName } from "#kit/words/industries.ts";
import { financeKindName, word } from "#kit/words/words.ts";
import { enterprisesMessages } from "./enterprises.messages.ts";

const t = makeTranslator(enterprisesMessages);

export type EnterpriseRow = EnterprisePage["rows"][number];

export const DEFAULT_COLUMNS = [
  "level",
  "name",
  "code",
  "district",
  "industry",
  "score",
  "spark",
  "change",
  "reason",
  "lastEvent",
];
/** Always there: a row without them says nothing. */
export const FIXED_COLUMNS: ReadonlySet<string> = new Set(["level", "name", "score"]);

/** All columns of the list, in their order; the chooser takes from these. */
export function enterpriseColumns(): readonly Column<EnterpriseRow>[] {
  return [
    {
      id: "level",
      label: t("level"),
      width: wide("74px", "98px"),
      cell: (row) => <LevelMark level={row.level} />,
    },
    { id: "name", label: t("name"), width: "280px", sort: "name", cell: nameCell },
    {
      id: "code",
      label: t("code"),
      width: "160px",
      wide: true,
      cell: (row) => (row.code === null ? NOTHING : <CopyCode text={row.code} />),
    },
    {
      id: "district",
      label: t("district"),
      width: wide("72px", "104px"),
      wide: true,
      cell: (row) => (
        <span title={placeName(row.district, row.street)}>{shortDistrictName(row.district)}</span>
      ),
    },
    {
      id: "street",
      label: t("street"),
      width: "150px",
      wide: true,
      cell: (row) => (row.street === null ? NOTHING : placeName(row.district, row.street).split(" · ")[1]),
    },
    {
      id: "industry",
      label: t("industry"),
      width: "116px",
      wide: true,
      cell: (row) => <span title={industryName(row.industry)}>{industryName(row.industry)}</span>,
    },
    {
      id: "financeKind",
      label: t("finance"),
      width: "120px",
      wide: true,
      cell: (row) => (row.financeKind === null ? NOTHING : financeKindName(row.financeKind)),
    },
    {
      id: "status",
      label: t("status"),
      width: "96px",
      wide: true,
      cell: (row) => word("status", row.status),
    },
    {
      id: "score",
      label: t("score"),
      width: "68px",
      align: "end",
      sort: "score",
      cell: (row) => <strong>{formatScore(row.score)}</strong>,
    },
    {
      id: "spark",
      label: t("spark"),
      width: "98px",
      wide: true,
      cell: (row) => <Sparkline values={row.spark} />,
    },
    {
      id: "change",
      label: t("change"),
      width: "92px",
      align: "end",
      sort: "change",
      wide: true,
      cell: (row) => formatChange(row.change, 1),
    },
    {
      id: "reason",
      label: t("reason"),
      width: "200px",
      wide: true,
      cell: (row) => <span title={row.reason}>{row.reason === "" ? NOTHING : row.reason}</span>,
    },
    {
      id: "lastEvent",
      label: t("lastEvent"),
      width: "104px",
      sort: "lastEvent",
      wide: true,
      cell: (row) => <Time at={row.lastEvent} />,
    },
    {
      id: "since",
      label: t("since"),
      width: "112px",
      sort: "since",
      wide: true,
      cell: (row) => <Time at={row.since} />,
    },
  ];
}

/** English words of the same meaning are wider. */
function wide(zh: string, en: string): string {
  return language() === "en" ? en : zh;
}

function nameCell(row: EnterpriseRow): JSX.Element {
  return (
    <div class="name-cell">
      <a class="clip" href={appUrl(`enterprises/${row.id}`)} title={row.name}>
        {row.name}
      </a>
      {row.watched ? (
        <span class="tag" title={t("watched")}>
          <Icon name="star" size={12} filled />
        </span>
      ) : null}
      {row.provisional ? <ProvisionalTag /> : null}
      {row.simulated ? <SimulatedTag short /> : null}
      <span class="phone-only small muted clip name-reason">
        {shortDistrictName(row.district)} · {row.reason}
      </span>
    </div>
  );
}
