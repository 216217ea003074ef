import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { ImportJob, ImportPreview, SourceList } from "#domain/api/sources";
import { getJson, postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import { KINDS } from "./source-dialogs.tsx";

const t = makeTranslator(dataMessages);
/** A large file over a slow line. */
const UPLOAD_TIMEOUT_MS = 15 * 60_000;

/** A file becomes events: choose it, say which column is which, start. What cannot be read stays as error rows. */
export function ImportWizard(props: {
  readonly onDone: () => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const sources = createQuery(
    () => "file",
    (_file, signal) => getJson<SourceList>("api/sources", { signal }),
  );
  const [file, setFile] = createSignal<File | null>(null);
  const [source, setSource] = createSignal("");
  const [kind, setKind] = createSignal<string>("complaint");
  const [preview, setPreview] = createSignal<ImportPreview | null>(null);
  const [mapping, setMapping] = createSignal<Readonly<Record<string, string>>>({});
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);

  const fileSources = () =>
    (sources.data()?.sources ?? []).filter((each) => each.transport === "file" && each.enabled);
  const chosenSource = (): string => source() || (fileSources()[0]?.id ?? "");
  const missing = (): string[] =>
    (preview()?.targets ?? [])
      .filter((target) => target.required && (mapping()[target.field] ?? "") === "")
      .map((target) => target.field);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  const upload = (): Promise<void> =>
    attempt(async () => {
      const chosen = file();
      if (chosen === null || chosenSource() === "") return;
      // Fields before the file: the server knows source and kind before the first byte of it.
      const form = new FormData();
      form.set("source", chosenSource());
      form.set("kind", kind());
      form.set("file", chosen, chosen.name);
      const made = await postJson<ImportPreview>("api/imports/preview", form, {
        timeoutMs: UPLOAD_TIMEOUT_MS,
      });
      setPreview(made);
      setMapping({ ...made.suggested });
    });
  const run = (): Promise<void> =>
    attempt(async () => {
      const made = preview();
      if (made === null) return;
      const used = Object.fromEntries(Object.entries(mapping()).filter(([, column]) => column !== ""));
      const job = await postJson<ImportJob>("api/imports", {
        uploadId: made.uploadId,
        source: chosenSource(),
        kind: kind(),
        mapping: used,
      });
      tell(t("import.started", { file: job.file }));
      props.onDone();
    });

  return (
    <section class="panel" aria-label={t("import.new")}>
      <ol class="wizard-steps">
        <li aria-current={preview() === null ? "step" : undefined}>{t("import.step.1")}</li>
        <li aria-current={preview() !== null ? "step" : undefined}>{t("import.step.2")}</li>
        <li>{t("import.step.3")}</li>
      </ol>
      <Show
        when={preview()}
        fallback={
          <form
            class="stack wizard-file"
            onSubmit={(event) => {
              event.preventDefault();
              void upload();
            }}
          >
            <label class="field">
              <span class="label">{t("import.file")}</span>
              <input
                class="input"
                type="file"
                accept=".csv,.ndjson,.jsonl,.json,text/csv"
                onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
              />
            </label>
            <label class="field">
              <span class="label">{t("import.source")}</span>
              <select
                class="select"
                value={chosenSource()}
                onChange={(event) => setSource(event.currentTarget.value)}
              >
                <For each={fileSources()}>{(each) => <option value={each.id}>{each.name}</option>}</For>
              </select>
            </label>
            <Show when={sources.data() !== undefined && fileSources().length === 0}>
              <p class="note">
                {t("import.no.source")} <A href="/data">{t("tab.sources")}</A>
              </p>
            </Show>
            <label class="field">
              <span class="label">{t("import.kind")}</span>
              <select class="select" value={kind()} onChange={(event) => setKind(event.currentTarget.value)}>
                <For each={KINDS}>{(each) => <option value={each}>{word("kind", each)}</option>}</For>
              </select>
            </label>
            <FaultNote error={error() ?? sources.error()} />
            <div class="row">
              <button
                type="submit"
                class="button primary"
                disabled={busy() || file() === null || chosenSource() === ""}
              >
                {busy() ? t("import.uploading") : t("import.upload")}
              </button>
              <button type="button" class="button" onClick={() => props.onCancel()}>
                {t("cancel")}
              </button>
            </div>
          </form>
        }
      >
        {(made) => (
          <div class="stack">
            <div class="wizard-map">
              <div class="table-box">
                <table class="table plain-table">
                  <thead>
                    <tr>
                      <th>{t("import.field")}</th>
                      <th>{t("import.column")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={made().targets}>
                      {(target) => (
                        <tr>
                          <td class="wrap-cell">
                            {target.description}{" "}
                            <Show when={target.required}>
                              <span class="tag warn">{t("import.required")}</span>
                            </Show>
                            <br />
                            <code class="small mono muted">{target.field}</code>
                          </td>
                          <td>
                            <select
                              class="select"
                              aria-label={target.description}
                              onChange={(event) =>
                                setMapping({ ...mapping(), [target.field]: event.currentTarget.value })
                              }
                            >
                              <option value="">{t("import.none.column")}</option>
                              <For each={made().columns}>
                                {(column) => (
                                  <option value={column} selected={mapping()[target.field] === column}>
                                    {column}
                                  </option>
                                )}
                              </For>
                            </select>
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
              <div class="table-box">
                <h3>{t("import.preview", { n: made().rows.length })}</h3>
                <table class="table plain-table">
                  <thead>
                    <tr>
                      <For each={made().columns}>{(column) => <th>{column}</th>}</For>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={made().rows}>
                      {(row) => (
                        <tr>
                          <For each={row}>
                            {(cell) => (
                              <td class="clip preview-cell" title={cell}>
                                {cell}
                              </td>
                            )}
                          </For>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </div>
            <PreviewFaults faults={made().faults} />
            <Show when={missing().length > 0}>
              <p class="note">{t("import.missing", { fields: joinWords(missing()) })}</p>
            </Show>
            <FaultNote error={error()} />
            <div class="row wrap">
              <button
                type="button"
                class="button primary"
                disabled={busy() || missing().length > 0}
                onClick={() => void run()}
              >
                {t("import.run")}
              </button>
              <button type="button" class="button" onClick={() => setPreview(null)}>
                {t("import.back")}
              </button>
              <button type="button" class="button plain" onClick={() => props.onCancel()}>
                {t("cancel")}
              </button>
            </div>
          </div>
        )}
      </Show>
    </section>
  );
}

/** Rows that the import would not take, with the line that an editor shows and what to do. */
function PreviewFaults(props: { readonly faults: ImportPreview["faults"] }): JSX.Element {
  return (
    <Show when={props.faults.length > 0}>
      <div class="table-box preview-faults">
        <p class="note">{t("import.faults", { n: props.faults.length })}</p>
        <table class="table plain-table">
          <thead>
            <tr>
              <th class="num">{t("import.line")}</th>
              <th>{t("import.reason")}</th>
              <th>{t("import.raw")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.faults}>
              {(fault) => (
                <tr>
                  <td class="num">{fault.row}</td>
                  <td class="wrap-cell" title={fault.code}>
                    {fault.message}
                    <br />
                    <span class="small muted">{fault.hint}</span>
                  </td>
                  <td class="clip preview-cell mono small" title={fault.raw}>
                    {fault.raw}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
