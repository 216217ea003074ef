import { Index, type JSX, Show } from "solid-js";
import type { Level } from "#domain/level";
import { createChanged } from "#kit/changed.ts";
import { formatExact } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import type { WallPicture } from "../model/picture.ts";
import { formatFigure, formatStep } from "../model/words.ts";
import { wallMessages } from "../wall.messages.ts";

const t = makeTranslator(wallMessages);

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly level?: Level;
  /** Change since the month began; null when not known. */
  readonly step: number | null;
}

/** The six key figures. A changed one stands on a quiet ground for two seconds. */
export function Figures(props: { readonly picture: WallPicture }): JSX.Element {
  const figures = (): readonly Figure[] => {
    const { monitored, atRisk, levels, levelsBefore, newToday, openAlerts } = props.picture;
    const before = (...indexes: number[]): number | null =>
      levelsBefore === null ? null : indexes.reduce((sum, i) => sum + (levelsBefore[i] ?? 0), 0);
    const step = (now: number, then: number | null): number | null => (then === null ? null : now - then);
    return [
      { label: t("figure.monitored"), value: monitored, step: null },
      { label: t("figure.atRisk"), value: atRisk, step: step(atRisk, before(2, 3, 4)) },
      { label: t("figure.red"), value: levels[3], level: "red", step: step(levels[3], before(3)) },
      { label: t("figure.outbreak"), value: levels[4], level: "outbreak", step: step(levels[4], before(4)) },
      { label: t("figure.newToday"), value: newToday, step: null },
      { label: t("figure.openAlerts"), value: openAlerts, step: null },
    ];
  };
  return (
    <dl class="w-figures">
      <Index each={figures()}>{(figure) => <KeyFigure figure={figure()} />}</Index>
    </dl>
  );
}

function KeyFigure(props: { readonly figure: Figure }): JSX.Element {
  const changed = createChanged(() => props.figure.value);
  const shown = () => formatFigure(props.figure.value);
  return (
    <div class="w-figure">
      <dt>
        <Show when={props.figure.level}>{(level) => <LevelShape level={level()} />}</Show>
        {props.figure.label}
        <Show when={formatStep(props.figure.step) !== ""}>
          <small>{t("figure.step", { step: formatStep(props.figure.step) })}</small>
        </Show>
      </dt>
      <dd classList={{ changed: changed() }} title={formatExact(props.figure.value)}>
        {shown().digits}
        <Show when={shown().unit !== ""}>
          <span class="w-unit">{shown().unit}</span>
        </Show>
      </dd>
    </div>
  );
}
