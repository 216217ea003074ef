import { type JSX, Show } from "solid-js";
import type { Tally } from "#domain/api/sources";
import { nowMs } from "#kit/clock.ts";
import { SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatCount, formatExact, NOTHING } from "#kit/format/number.ts";
import { formatAge, formatDay } from "#kit/format/time.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { can } from "#kit/session/session.ts";
import type { Column } from "#kit/table/table.tsx";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import { isOwn, type Source, stateOf } from "./source-list.ts";

const t = makeTranslator(dataMessages);
const PARTS = ["read", "accepted", "duplicate", "conflict", "rejected"] as const;
/** A key that ends sooner than this is pointed out. */
const KEY_SOON_MS = 14 * 86400_000;

export interface SourceActs {
  readonly which: "today" | "total";
  readonly onRejects: (source: string) => void;
  readonly onEdit: (source: Source) => void;
  readonly onToggle: (source: Source) => void;
  readonly onRotate: (source: Source) => void;
  /** Removes it, or brings it back. */
  readonly onRetire: (source: Source) => void;
}

/** Name, type, collection, tallies (read = accepted + duplicate + conflict + rejected, and the table checks it), acts. */
export function sourceColumns(acts: SourceActs): Column<Source>[] {
  return [
    { id: "name", label: t("name"), sort: "name", width: "180px", cell: nameCell },
    {
      id: "type",
      label: t("type"),
      sort: "type",
      width: "92px",
      cell: (source) => <span title={kindsOf(source)}>{word("transport", source.transport)}</span>,
    },
    {
      id: "kinds",
      label: t("kinds"),
      sort: "kinds",
      width: "84px",
      wide: true,
      cell: (source) => <span title={kindsOf(source)}>{kindsOf(source)}</span>,
    },
    { id: "frequency", label: t("frequency"), sort: "frequency", width: "104px", cell: frequencyCell },
    {
      id: "lastEvent",
      label: t("lastEvent"),
      sort: "lastEvent",
      width: "124px",
      cell: (source) => (
        <Show when={source.lastEvent} fallback={t("never")}>
          {(at) => <Time at={at()} />}
        </Show>
      ),
    },
    { id: "state", label: t("state"), sort: "state", width: "92px", cell: stateCell },
    ...PARTS.map(
      (part): Column<Source> => ({
        id: part,
        label: t(part),
        sort: part,
        align: "end",
        width: "64px",
        wide: part !== "read" && part !== "rejected",
        cell: (source) => tallyCell(source, part, acts),
      }),
    ),
    { id: "key", label: t("key"), sort: "key", width: "104px", wide: true, cell: keyCell },
    { id: "actions", label: t("actions"), width: "140px", cell: (source) => actsCell(source, acts) },
  ];
}

function nameCell(source: Source): JSX.Element {
  return (
    <>
      <span class="source-name">
        <strong class="clip" title={source.name}>
          {source.name}
        </strong>
        <Show when={source.simulated}>
          <SimulatedTag short />
        </Show>
      </span>
      <code class="small mono muted">{source.id}</code>
    </>
  );
}

function frequencyCell(source: Source): JSX.Element {
  return (
    <span title={t("frequency.hint")}>
      {source.everySeconds === null
        ? t("frequency.seen", { n: formatCount(source.ratePerMinute) })
        : t("frequency.agreed", { age: formatAge(source.everySeconds * 1000) })}
    </span>
  );
}

function stateCell(source: Source): JSX.Element {
  const age = (): string =>
    source.lastEvent === null ? NOTHING : formatAge(nowMs() - Date.parse(source.lastEvent));
  return (
    <Show
      when={stateOf(source) === "silent"}
      fallback={
        <span class="tag" classList={{ good: stateOf(source) === "on" }}>
          {t(`state.${stateOf(source)}`)}
        </span>
      }
    >
      <span class="tag warn" title={t("silent.hint")}>
        {t("silent", { age: age() })}
      </span>
    </Show>
  );
}

function tallyCell(source: Source, part: (typeof PARTS)[number], acts: SourceActs): JSX.Element {
  const tally = (): Tally => source[acts.which];
  const opens = (): boolean => (part === "rejected" || part === "conflict") && tally()[part] > 0;
  return (
    <span title={formatExact(tally()[part])}>
      <Show when={opens()} fallback={formatCount(tally()[part])}>
        <button type="button" class="link" onClick={() => acts.onRejects(source.id)}>
          {formatCount(tally()[part])}
        </button>
      </Show>
      <Show when={part === "read" && difference(tally()) !== 0}>
        {" "}
        <span class="tag warn" title={t("unbalanced.hint")}>
          {t("unbalanced", { n: difference(tally()) })}
        </span>
      </Show>
    </span>
  );
}

function keyCell(source: Source): JSX.Element {
  return (
    <Show when={source.keyExpiresAt} fallback={NOTHING}>
      {(at) => (
        <span classList={{ "tag warn": Date.parse(at()) - nowMs() < KEY_SOON_MS }}>{formatDay(at())}</span>
      )}
    </Show>
  );
}

function actsCell(source: Source, acts: SourceActs): JSX.Element {
  const retired = (): boolean => source.retiredAt !== null;
  return (
    <Show when={can("source.manage") && isOwn(source)}>
      <Show when={!retired()}>
        <IconButton icon="edit" words={t("edit")} run={() => acts.onEdit(source)} />
        <Show when={source.transport !== "file"}>
          <IconButton icon="key" words={t("rotate")} run={() => acts.onRotate(source)} />
        </Show>
        <IconButton
          icon={source.enabled ? "pause" : "play"}
          words={t(source.enabled ? "disable" : "enable")}
          run={() => acts.onToggle(source)}
        />
      </Show>
      <IconButton
        icon={retired() ? "back" : "trash"}
        words={t(retired() ? "restore" : "retire")}
        run={() => acts.onRetire(source)}
      />
    </Show>
  );
}

function IconButton(props: {
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly words: string;
  readonly run: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="button plain tiny"
      title={props.words}
      aria-label={props.words}
      onClick={() => props.run()}
    >
      <Icon name={props.icon} />
    </button>
  );
}

function kindsOf(source: Source): string {
  return joinWords(source.kinds.map((kind) => word("kind", kind)));
}

function difference(tally: Tally): number {
  return tally.read - tally.accepted - tally.duplicate - tally.conflict - tally.rejected;
}
