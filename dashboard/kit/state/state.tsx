import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { formatTime } from "#kit/format/time.ts";
import type { HttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import type { Query } from "#kit/query/query.ts";
import { stateMessages } from "#kit/state/state.messages.ts";
import "#kit/state/state.css";

const t = makeTranslator(stateMessages);

/** Grey bars in the final geometry, after 200 ms: a fast answer never flashes. */
export function Skeleton(props: { readonly rows?: number; readonly height?: number }): JSX.Element {
  const [shown, setShown] = createSignal(false);
  const timer = setTimeout(() => setShown(true), 200);
  onCleanup(() => clearTimeout(timer));
  return (
    <div class="skeleton" role="status" aria-label={t("loading")}>
      <For each={Array.from({ length: props.rows ?? 3 })}>
        {() => (
          <div
            class="skeleton-bar"
            classList={{ shown: shown() }}
            style={{ height: `${props.height ?? 20}px` }}
          />
        )}
      </For>
    </div>
  );
}

/** Why nothing is here, and what to do next. */
export function EmptyState(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: JSX.Element;
}): JSX.Element {
  return (
    <div class="empty-state">
      <p class="empty-title">{props.title}</p>
      <Show when={props.hint}>
        <p class="muted">{props.hint}</p>
      </Show>
      {props.children}
    </div>
  );
}

/** What happened, what it means, what to do, and its code. */
export function ErrorState(props: {
  readonly error: HttpError;
  readonly retry?: (() => void) | undefined;
}): JSX.Element {
  const title = (): string =>
    props.error.status === 403
      ? t("forbidden")
      : props.error.status === 404
        ? t("missing")
        : props.error.message;
  const hint = (): string =>
    props.error.status === 403
      ? t("forbidden.hint")
      : props.error.status === 404
        ? t("missing.hint")
        : props.error.hint;
  return (
    <div class="empty-state" role="alert">
      <p class="empty-title">{title()}</p>
      <p class="muted">{hint()}</p>
      <For each={props.error.details}>
        {(detail) => (
          <p class="muted">
            <span class="mono">{detail.path}</span> {detail.message}
          </p>
        )}
      </For>
      <p class="small muted">
        {t("code")} <code class="mono">{props.error.code}</code>
        <Show when={props.error.traceId}>
          {" · "}
          {t("trace")} <code class="mono">{props.error.traceId}</code>
        </Show>
      </p>
      <Show when={props.retry && props.error.status !== 403 && props.error.status !== 404}>
        <button type="button" class="button" onClick={() => props.retry?.()}>
          {t("retry")}
        </button>
      </Show>
    </div>
  );
}

/** A short fault inside a form or dialog. */
export function FaultNote(props: { readonly error: HttpError | null }): JSX.Element {
  return (
    <Show when={props.error}>
      {(error) => (
        <div class="note fault" role="alert">
          <div>
            <strong>{error().message}</strong>
            <Show when={error().hint}>
              <div>{error().hint}</div>
            </Show>
            <For each={error().details}>
              {(detail) => (
                <div class="small">
                  <span class="mono">{detail.path}</span> {detail.message}
                </div>
              )}
            </For>
            <div class="small muted">
              {t("code")} <code class="mono">{error().code}</code>
            </div>
          </div>
        </div>
      )}
    </Show>
  );
}

/** A query in each of its states: skeleton, error, stale beside the last good picture, and the picture. */
export function QueryView<T extends object>(props: {
  readonly query: Query<T>;
  readonly skeleton?: JSX.Element;
  readonly children: (data: () => T) => JSX.Element;
}): JSX.Element {
  return (
    <Show
      when={props.query.data()}
      fallback={
        <Show when={props.query.error()} fallback={props.skeleton ?? <Skeleton rows={4} />}>
          {(error) => <ErrorState error={error()} retry={() => void props.query.refetch()} />}
        </Show>
      }
    >
      {(data) => (
        <>
          <StaleNote query={props.query} />
          {props.children(data)}
        </>
      )}
    </Show>
  );
}

export function StaleNote<T extends object>(props: { readonly query: Query<T> }): JSX.Element {
  return (
    <Show when={props.query.data() !== undefined && props.query.error()}>
      {(error) => (
        <div class="note stale-note" role="status">
          <span class="grow">
            {t("stale", { time: formatTime(props.query.loadedAt()), reason: error().message })}
          </span>
          <button type="button" class="button plain tiny" onClick={() => void props.query.refetch()}>
            {t("retry")}
          </button>
        </div>
      )}
    </Show>
  );
}
