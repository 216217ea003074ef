import { createSignal, For, type JSX } from "solid-js";
import type { Dataset } from "#domain/api/algorithms";
import { addDays, dayOf } from "#domain/time";
import { nowMs } from "#kit/clock.ts";
import { NumberField } from "#kit/control/number-field.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { formatExact } from "#kit/format/number.ts";
import { postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

/** Mounted while it is open, so that nothing of the last time is in it. */
interface DialogProps {
  readonly onClose: () => void;
  readonly onMade: (dataset: Dataset) => void;
}

/** A labelled file. */
export function UploadDialog(props: DialogProps): JSX.Element {
  const [file, setFile] = createSignal<File | null>(null);
  const [name, setName] = createSignal("");
  const [label, setLabel] = createSignal("label");
  const send = async (): Promise<void> => {
    const form = new FormData();
    form.append("name", name().trim());
    form.append("label", label().trim());
    form.append("file", file() as File);
    const made = await postJson<Dataset>("api/datasets", form, { timeoutMs: 300_000 });
    tell(t("dataset.uploaded", { rows: formatExact(made.rows), rejected: formatExact(made.rejected) }));
    props.onMade(made);
  };
  const ready = (): boolean => file() !== null && name().trim() !== "" && label().trim() !== "";
  return (
    <Dialog open title={t("dataset.upload")} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("dataset.send")} send={send} onClose={props.onClose}>
        <label class="field">
          <span class="label">{t("dataset.file")}</span>
          <input
            class="input"
            type="file"
            accept=".csv,.tsv,.txt"
            onChange={(event) => {
              const picked = event.currentTarget.files?.[0] ?? null;
              setFile(picked);
              if (picked !== null && name() === "") setName(picked.name.replace(/\.\w+$/, "").slice(0, 100));
            }}
          />
          <span class="small muted">{t("dataset.file.hint")}</span>
        </label>
        <label class="field">
          <span class="label">{t("dataset.name")}</span>
          <input
            class="input"
            maxlength={100}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="label">{t("dataset.label")}</span>
          <input
            class="input"
            maxlength={100}
            value={label()}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
        </label>
      </DialogForm>
    </Dialog>
  );
}

const OUTCOMES = ["criminal-case", "outbreak", "verdict"] as const;
const KNOWN = ["recorded", "event"] as const;

/** Enterprises at past days with what came of them: days whose outcome is not known yet are refused by the server. */
export function SnapshotDialog(props: DialogProps): JSX.Element {
  const [name, setName] = createSignal("");
  const [horizon, setHorizon] = createSignal(90);
  const [days, setDays] = createSignal(addDays(dayOf(nowMs()), -91));
  const [outcome, setOutcome] = createSignal<string>("criminal-case");
  const [known, setKnown] = createSignal<string>("recorded");
  const [most, setMost] = createSignal(20_000);
  const list = (): string[] =>
    days()
      .split(/[^\d-]+/)
      .filter((day) => day !== "");
  const send = async (): Promise<void> => {
    const made = await postJson<Dataset>("api/datasets/snapshots", {
      name: name().trim(),
      days: list(),
      horizonDays: horizon(),
      outcome: outcome(),
      knownBy: known(),
      mostRows: most(),
    });
    tell(t("dataset.making", { name: made.name }));
    props.onMade(made);
  };
  const ready = (): boolean =>
    name().trim() !== "" && list().length > 0 && list().length <= 24 && horizon() >= 1 && most() >= 100;
  return (
    <Dialog open title={t("dataset.snapshot")} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("dataset.make")} send={send} onClose={props.onClose}>
        <label class="field">
          <span class="label">{t("dataset.name")}</span>
          <input
            class="input"
            maxlength={100}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="label">{t("dataset.days")}</span>
          <textarea
            class="textarea mono"
            value={days()}
            onInput={(event) => setDays(event.currentTarget.value)}
          />
        </label>
        <div class="row wrap">
          <NumberField
            label={t("dataset.horizon")}
            value={horizon()}
            min={1}
            max={730}
            step="1"
            onChange={setHorizon}
          />
          <NumberField
            label={t("dataset.most")}
            value={most()}
            min={100}
            max={200_000}
            step="1"
            onChange={setMost}
          />
        </div>
        <label class="field">
          <span class="label">{t("dataset.outcome")}</span>
          <select
            class="select"
            value={outcome()}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          >
            <For each={OUTCOMES}>{(each) => <option value={each}>{t(`outcome.${each}`)}</option>}</For>
          </select>
        </label>
        <label class="field">
          <span class="label">{t("dataset.known")}</span>
          <select class="select" value={known()} onChange={(event) => setKnown(event.currentTarget.value)}>
            <For each={KNOWN}>{(each) => <option value={each}>{t(`known.${each}`)}</option>}</For>
          </select>
        </label>
      </DialogForm>
    </Dialog>
  );
}
