import { useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { review } from "#domain/api/system";
import type { Level } from "#domain/level";
import { REVIEW_KINDS, type ReviewKind } from "#domain/review";
import { Pager, Segments, Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { formatScore } from "#kit/format/number.ts";
import { formatTime } from "#kit/format/time.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelStep } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { can, me } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { tell } from "#kit/toast/toast.tsx";
import { districtName, placeName } from "#kit/words/districts.ts";
import { reviewsMessages } from "./reviews.messages.ts";

const t = makeTranslator(reviewsMessages);

type Review = z.infer<typeof review>;
interface ReviewPage {
  readonly rows: readonly Review[];
  readonly next: string | null;
  readonly total: number | null;
}
const STATES = ["pending", "approved", "rejected", "withdrawn", "all"] as const;
type State = (typeof STATES)[number];

/** Manual changes that wait for a second person, and those that were decided. */
export function ReviewsScreen(): JSX.Element {
  const scope = createScope();
  const cursors = createCursors();
  const [search, setSearch] = useSearchParams<{ state?: string; kind?: string }>();
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const state = (): State => STATES.find((each) => each === search.state) ?? "pending";
  const kind = (): ReviewKind | undefined => REVIEW_KINDS.find((each) => each === search.kind);
  const query = createQuery(
    () => ({
      ...scope.query(),
      state: state() === "all" ? undefined : state(),
      kind: kind(),
      cursor: cursors.cursor(),
    }),
    (key, signal) => getJson<ReviewPage>("api/reviews", { query: key, signal }),
    { everyMs: 30_000 },
  );
  const falls = (): readonly Review[] =>
    (query.data()?.rows ?? []).filter((row) => row.state === "pending" && fallOf(row) !== null);
  const decide = (row: Review, verb: "approve" | "reject"): void => {
    const kind = kindName(row.kind);
    setAsk({
      title: t(`${verb}.title`, { id: row.id }),
      body: t(`${verb}.body`, { kind, name: proposerOf(row) }),
      action: t(`${verb}.send`),
      ...(verb === "reject" ? { danger: true, comment: t("reject.comment") } : {}),
      run: async (comment) => {
        await postJson(`api/reviews/${row.id}/${verb}`, { comment });
        tell(t(`${verb}.done`, { id: row.id }));
        await query.refetch();
      },
    });
  };
  const approveAll = (rows: readonly Review[]): void => {
    setAsk({
      title: t("fall.all.title", { n: rows.length }),
      body: t("fall.all.body", { names: joinWords(rows.map((row) => row.enterprise ?? row.subject)) }),
      action: t("fall.all.send"),
      run: async () => {
        const faults: string[] = [];
        for (const row of rows)
          await postJson(`api/reviews/${row.id}/approve`, { comment: "" }).catch((error: unknown) => {
            faults.push(error instanceof Error ? error.message : String(error));
          });
        const n = rows.length - faults.length;
        tell(
          faults.length === 0
            ? t("fall.all.done", { n })
            : t("fall.all.stale", { n, left: faults.length, why: joinWords([...new Set(faults)]) }),
        );
        await query.refetch();
      },
    });
  };
  return (
    <div class="page stack">
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(scope.district(), scope.street())}
        </h1>
        <a class="button tiny" href={appUrl("enterprises", scope.query())}>
          ← {t("back")}
        </a>
        <span class="muted">{t("hint")}</span>
      </div>
      <section class="panel" aria-label={t("title")}>
        <header>
          <Segments
            label={t("state")}
            value={state()}
            options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
            onChange={(value) =>
              setSearch({ state: value === "pending" ? null : value, cursor: null, page: null })
            }
          />
          <label class="check">
            {t("kind")}
            <select
              class="select"
              value={kind() ?? ""}
              onChange={(event) =>
                setSearch({ kind: event.currentTarget.value || null, cursor: null, page: null })
              }
            >
              <option value="">{t("kind.all")}</option>
              <For each={KINDS}>{(each) => <option value={each}>{kindName(each)}</option>}</For>
            </select>
          </label>
          <span class="grow" />
          <Show when={falls().length > 1 && can("review.decide")}>
            <button type="button" class="button tiny" onClick={() => approveAll(falls())}>
              {t("fall.all", { n: falls().length })}
            </button>
          </Show>
        </header>
        <QueryView query={query} skeleton={<Skeleton rows={4} height={64} />}>
          {(page) => (
            <Show
              when={page().rows.length > 0}
              fallback={
                state() === "pending" ? (
                  <EmptyState title={t("none")} hint={t("none.hint")} />
                ) : (
                  <EmptyState title={t("none.other")} />
                )
              }
            >
              <ul class="cards">
                <For each={page().rows as Review[]}>
                  {(row) => <ReviewCard row={row} onDecide={decide} />}
                </For>
              </ul>
              <Pager
                page={cursors.page()}
                total={page().total}
                hasNext={page().next !== null}
                onFirst={cursors.first}
                onPrevious={cursors.previous}
                onNext={() => {
                  const next = page().next;
                  if (next !== null) cursors.next(next);
                }}
              />
            </Show>
          )}
        </QueryView>
      </section>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </div>
  );
}

function ReviewCard(props: {
  readonly row: Review;
  readonly onDecide: (row: Review, verb: "approve" | "reject") => void;
}): JSX.Element {
  const subjectId = (): string | null => /^enterprise:(\d+)$/.exec(props.row.subject)?.[1] ?? null;
  const own = (): boolean => props.row.proposedBy === me()?.name;
  return (
    <li>
      <div class="row wrap">
        <strong>{kindName(props.row.kind)}</strong>
        <Show when={fallOf(props.row)}>
          {(fall) => (
            <>
              <span>{props.row.enterprise}</span>
              <LevelStep from={fall().from} to={fall().to} />
            </>
          )}
        </Show>
        <span class="tag">{t(`state.${props.row.state}`)}</span>
        <span class="small muted">
          {t("proposed.by", { name: proposerOf(props.row) })} <Time at={props.row.proposedAt} />
          <Show when={props.row.decidedBy}>
            {(name) => (
              <>
                {" · "}
                {t("decided.by", { name: name() })} <Time at={props.row.decidedAt} />
              </>
            )}
          </Show>
        </span>
        <span class="grow" />
        <Show when={subjectId()}>
          {(id) => (
            <a class="button tiny" href={appUrl(`enterprises/${id()}`)}>
              {t("open")}
            </a>
          )}
        </Show>
        <Show when={props.row.kind === "score-config" && can("config.read")}>
          <a class="button tiny" href={appUrl("system", { tab: "config", view: "approval" })}>
            {t("open.config")}
          </a>
        </Show>
        <Show when={props.row.state === "pending" && can("review.decide")}>
          <Show when={!own()} fallback={<span class="small muted">{t("own")}</span>}>
            <button
              type="button"
              class="button tiny primary"
              onClick={() => props.onDecide(props.row, "approve")}
            >
              {t("approve")}
            </button>
            <button
              type="button"
              class="button tiny danger"
              onClick={() => props.onDecide(props.row, "reject")}
            >
              {t("reject")}
            </button>
          </Show>
        </Show>
      </div>
      <Show when={props.row.comment !== ""}>
        <p>{props.row.comment}</p>
      </Show>
      <p class="muted">
        <Show when={fallOf(props.row)} fallback={describeChange(props.row)}>
          {(fall) => (
            <>
              {t("fall.score", { score: formatScore(fall().score) })}
              {" · "}
              {t("fall.since", { level: levelWord(fall().from), time: formatTime(fall().since) })}
            </>
          )}
        </Show>
      </p>
    </li>
  );
}

/** Kinds that have come about, as the filter offers them. */
const KINDS = REVIEW_KINDS.filter((each) => `kind.${each}` in reviewsMessages);

function proposerOf(row: Review): string {
  return row.proposedBy ?? t("system");
}

interface Fall {
  readonly from: Level;
  readonly to: Level;
  readonly score: number;
  readonly since: string;
}

/** A level that a score has left; null for any other review. */
function fallOf(row: Review): Fall | null {
  if (row.kind !== "level.downgrade") return null;
  const before = row.before as { readonly level: Level; readonly since: string };
  const after = row.after as { readonly level: Level; readonly score: number };
  return { from: before.level, to: after.level, score: after.score, since: before.since };
}

function kindName(kind: string): string {
  return lookUp(reviewsMessages, `kind.${kind}`).replace(/^kind\./, "");
}

/** A merge says who goes into whom; anything else what stood before and what would stand after. */
function describeChange(row: Review): string {
  if (row.kind === "score-config")
    return t("config.change", { from: versionOf(row.before), to: versionOf(row.after) });
  const sides = row.before as { readonly from?: unknown; readonly into?: unknown } | null;
  const from = nameSide(sides?.from);
  const into = nameSide(sides?.into);
  if (from !== null && into !== null) return `${from} → ${into}`;
  return `${t("before")} ${describe(row.before)} → ${t("after")} ${describe(row.after)}`;
}

function versionOf(side: unknown): number {
  return (side as { readonly version: number }).version;
}

function nameSide(side: unknown): string | null {
  const view = side as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly district?: unknown;
  } | null;
  if (typeof view?.name !== "string") return null;
  const district = typeof view.district === "string" ? districtName(view.district) : "";
  return [view.name, typeof view.code === "string" ? view.code : "", district]
    .filter((part) => part !== "")
    .join(" ");
}

/** A place by its names, other values by their fields. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return "—";
  if (typeof value !== "object") return String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields.district === "string")
    return placeName(fields.district, typeof fields.street === "string" ? fields.street : null);
  return Object.entries(fields)
    .map(([name, field]) => `${name} ${typeof field === "object" ? JSON.stringify(field) : String(field)}`)
    .join(" ");
}
