import { For, type JSX, Show } from "solid-js";
import type { NaturePictureShape } from "#domain/api/natures";
import { formatYuan } from "#kit/format/money.ts";
import { formatExact } from "#kit/format/number.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { naturesMessages } from "./natures.messages.ts";

const t = makeTranslator(naturesMessages);

type Interval = NonNullable<NaturePictureShape["estimate"]["people"]>;

/** People, amount and loss as intervals on a logarithmic track, with the threshold of pursuit as a line. */
export function ExtentBars(props: { readonly picture: NaturePictureShape }): JSX.Element {
  const estimate = () => props.picture.estimate;
  const rows = (): readonly {
    readonly name: string;
    readonly interval: Interval | null;
    readonly threshold: number;
    readonly say: (value: number) => string;
  }[] => {
    const { people, amountYuan, lossYuan, thresholds } = estimate();
    const money = (value: number): string => formatYuan(String(value));
    return [
      {
        name: t("people"),
        interval: people,
        threshold: thresholds.people,
        say: (value) => formatExact(value),
      },
      { name: t("amount"), interval: amountYuan, threshold: thresholds.amountYuan, say: money },
      { name: t("loss"), interval: lossYuan, threshold: thresholds.lossYuan, say: money },
    ];
  };
  return (
    <>
      <h4>{t("estimate")}</h4>
      <For each={rows()}>
        {(row) => (
          <div class="nature-bar">
            <span>
              <strong>{row.name}</strong>{" "}
              <Show when={row.interval} fallback={<span class="muted">{t("estimate.none")}</span>}>
                {(interval) => (
                  <>
                    {t("interval", {
                      low: row.say(interval().low),
                      middle: row.say(interval().middle),
                      high: row.say(interval().high),
                    })}
                  </>
                )}
              </Show>
            </span>
            <Show when={row.interval}>
              {(interval) => (
                <>
                  <div class="nature-track">
                    <span
                      class="nature-fill"
                      style={{
                        left: at(interval().low, row.threshold),
                        right: `${100 - place(interval().high, row.threshold)}%`,
                      }}
                    />
                    <span class="nature-middle" style={{ left: at(interval().middle, row.threshold) }} />
                    <span class="nature-line" style={{ left: at(row.threshold, row.threshold) }} />
                  </div>
                  <span class="small muted">
                    {t("threshold", { value: row.say(row.threshold) })} ·{" "}
                    {t(verdictOf(interval(), row.threshold))}
                  </span>
                </>
              )}
            </Show>
          </div>
        )}
      </For>
      <p class="small muted">{t("document", { document: estimate().thresholds.document })}</p>
      <ul class="nature-unknown small muted">
        <For each={estimate().basis}>{(words) => <li>{words[language()]}</li>}</For>
      </ul>
      <Show when={props.picture.channels.length > 0}>
        <p class="small">
          {t("channels", { channels: joinWords(props.picture.channels.map((one) => t("channel", one))) })}
        </p>
      </Show>
    </>
  );
}

function verdictOf({ low, high }: Interval, threshold: number) {
  if (low >= threshold) return "threshold.over";
  return high >= threshold ? "threshold.may" : "threshold.under";
}

/** Percent of the track: the threshold stands in its middle, a hundredth of it at the left end, a hundredfold at the right. */
function place(value: number, threshold: number): number {
  const decades = Math.log10(Math.max(value, 1e-9) / threshold);
  return Math.min(100, Math.max(0, 50 + 25 * decades));
}

function at(value: number, threshold: number): string {
  return `${place(value, threshold)}%`;
}
