import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { sourceSecret } from "#domain/api/sources";
import type { InputKind } from "#domain/event";
import { NumberField } from "#kit/control/number-field.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { postJson, requestJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import type { Source } from "./source-list.ts";

const t = makeTranslator(dataMessages);

type Secret = z.infer<typeof sourceSecret>;
const TRANSPORTS = ["http", "webhook", "file"] as const;

/** The kinds that a source may send; the list of the domain without its schemas, which the page does not need. */
export const KINDS: readonly InputKind[] = [
  "registration",
  "sentiment",
  "market",
  "complaint",
  "judicial",
  "tax",
  "penalty",
  "filing",
  "transaction",
];

export function CreateSource(props: {
  readonly onClose: () => void;
  readonly onCreated: (secret: Secret) => void;
}): JSX.Element {
  const [id, setId] = createSignal("");
  const [name, setName] = createSignal("");
  const [transport, setTransport] = createSignal<string>("http");
  const [kinds, setKinds] = createSignal<readonly InputKind[]>([]);
  const [hours, setHours] = createSignal(24);
  const [days, setDays] = createSignal(180);
  const ready = (): boolean =>
    /^[a-z0-9-]{2,60}$/.test(id()) && name().trim() !== "" && kinds().length > 0 && hours() > 0 && days() > 0;
  const send = async (): Promise<void> => {
    const made = await postJson<Secret>("api/sources", {
      id: id(),
      name: name().trim(),
      transport: transport(),
      kinds: kinds(),
      silenceSeconds: Math.round(hours() * 3600),
      keyDays: Math.round(days()),
    });
    props.onCreated(made);
  };
  return (
    <Dialog open title={t("create.title")} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("create.send")} send={send} onClose={props.onClose}>
        <label class="field">
          <span class="label">{t("create.id")}</span>
          <input
            class="input mono"
            value={id()}
            maxlength={60}
            autocapitalize="none"
            spellcheck={false}
            onInput={(event) => setId(event.currentTarget.value.trim().toLowerCase())}
          />
        </label>
        <label class="field">
          <span class="label">{t("create.name")}</span>
          <input
            class="input"
            value={name()}
            maxlength={100}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="label">{t("transport")}</span>
          <select
            class="select"
            value={transport()}
            onChange={(event) => setTransport(event.currentTarget.value)}
          >
            <For each={TRANSPORTS}>{(each) => <option value={each}>{word("transport", each)}</option>}</For>
          </select>
        </label>
        <KindChoices kinds={kinds()} onChange={setKinds} />
        <div class="row wrap">
          <NumberField label={t("create.silence")} value={hours()} min={1} step="1" onChange={setHours} />
          <NumberField
            label={t("create.days")}
            value={days()}
            min={1}
            max={730}
            step="1"
            onChange={setDays}
          />
        </div>
      </DialogForm>
    </Dialog>
  );
}

function KindChoices(props: {
  readonly kinds: readonly InputKind[];
  readonly onChange: (kinds: readonly InputKind[]) => void;
}): JSX.Element {
  const toggle = (kind: InputKind): void =>
    props.onChange(
      props.kinds.includes(kind) ? props.kinds.filter((other) => other !== kind) : [...props.kinds, kind],
    );
  return (
    <fieldset class="kind-choices">
      <legend>{t("kinds")}</legend>
      <For each={KINDS}>
        {(kind) => (
          <label class="check">
            <input type="checkbox" checked={props.kinds.includes(kind)} onChange={() => toggle(kind)} />
            {word("kind", kind)}
          </label>
        )}
      </For>
    </fieldset>
  );
}

/** Name, kinds, how often it is agreed to deliver, and how long its silence is normal. */
export function EditSource(props: {
  readonly source: Source | null;
  readonly onClose: () => void;
  readonly onSaved: (name: string) => void;
}): JSX.Element {
  return (
    <Show when={props.source} keyed>
      {(source) => {
        const [name, setName] = createSignal(source.name);
        const [kinds, setKinds] = createSignal<readonly InputKind[]>(source.kinds);
        const [hours, setHours] = createSignal(source.silenceSeconds / 3600);
        // Empty: nothing is agreed.
        const [minutes, setMinutes] = createSignal(
          source.everySeconds === null ? Number.NaN : source.everySeconds / 60,
        );
        const ready = (): boolean =>
          name().trim() !== "" &&
          kinds().length > 0 &&
          hours() >= 1 / 60 &&
          (Number.isNaN(minutes()) || minutes() > 0);
        const send = async (): Promise<void> => {
          await requestJson("PATCH", `api/sources/${source.id}`, {
            body: {
              name: name().trim(),
              kinds: kinds(),
              silenceSeconds: Math.round(hours() * 3600),
              everySeconds: Number.isNaN(minutes()) ? null : Math.max(1, Math.round(minutes() * 60)),
            },
          });
          props.onSaved(name().trim());
        };
        return (
          <Dialog open title={t("edit.title", { name: source.name })} onClose={props.onClose}>
            <DialogForm ready={ready()} action={t("edit.send")} send={send} onClose={props.onClose}>
              <label class="field">
                <span class="label">{t("create.name")}</span>
                <input
                  class="input"
                  value={name()}
                  maxlength={100}
                  onInput={(event) => setName(event.currentTarget.value)}
                />
              </label>
              <KindChoices kinds={kinds()} onChange={setKinds} />
              <div class="row wrap">
                <NumberField label={t("edit.every")} value={minutes()} min={0} onChange={setMinutes} />
                <NumberField label={t("create.silence")} value={hours()} min={0} onChange={setHours} />
              </div>
            </DialogForm>
          </Dialog>
        );
      }}
    </Show>
  );
}
