import { For, type JSX, Show } from "solid-js";
import type { EnterpriseProfile } from "#domain/api/enterprises";
import { CopyCode, ProvisionalTag, SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatYuan } from "#kit/format/money.ts";
import { formatChange, formatScore, NOTHING } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { LevelMark } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { can } from "#kit/session/session.ts";
import { placeName } from "#kit/words/districts.ts";
import { word } from "#kit/words/words.ts";
import { enterpriseMessages } from "./enterprise.messages.ts";

const t = makeTranslator(enterpriseMessages);

/** Who it is and how it stands: name, code, level and score, the heads of the file, and one sentence that says why. */
export function EnterpriseHead(props: {
  readonly profile: EnterpriseProfile;
  readonly onWatch: () => void;
  readonly onMerge: () => void;
}): JSX.Element {
  const row = (): EnterpriseProfile["row"] => props.profile.row;
  const reasons = (): string => {
    const texts = props.profile.reasons
      .slice(0, 3)
      .map((reason) => (language() === "en" && reason.textEn !== "" ? reason.textEn : reason.text));
    return texts.length === 0 ? t("why.none") : t("why", { reasons: texts.join(t("why.join")) });
  };
  const responsible = () =>
    props.profile.places.find((place) => place.kind === "responsible" && place.to === null);
  const heads = (): readonly (readonly [string, JSX.Element])[] => [
    [t("status"), word("status", row().status)],
    [t("legal"), props.profile.legalRepresentative ?? NOTHING],
    [t("controller"), props.profile.controller ?? NOTHING],
    [t("established"), props.profile.establishedOn ?? NOTHING],
    [
      t("registered"),
      `${formatYuan(props.profile.registeredCapital)} / ${formatYuan(props.profile.paidInCapital)}`,
    ],
    [
      word("place", "responsible"),
      placeName(responsible()?.district ?? row().district, responsible()?.street ?? row().street),
    ],
    [
      t("licences"),
      props.profile.licences.length === 0 ? t("licences.none") : joinWords(props.profile.licences),
    ],
    [t("criminal"), props.profile.criminalCase ? <strong>{t("criminal.yes")}</strong> : t("criminal.no")],
  ];
  return (
    <header class="panel enterprise-head">
      <div class="enterprise-title">
        <div class="grow">
          <h1>
            <span class="enterprise-name">{row().name}</span>
            <Show when={row().provisional}>
              <ProvisionalTag />
            </Show>
            <Show when={row().simulated}>
              <SimulatedTag />
            </Show>
          </h1>
          <div class="row wrap enterprise-marks">
            <Show when={row().code}>{(code) => <CopyCode text={code()} />}</Show>
            <strong class="enterprise-level">
              <LevelMark level={row().level} full size={16} />
            </strong>
            <Show when={props.profile.pendingFall}>
              {(to) => (
                <a class="tag warn" href={appUrl("reviews", { kind: "level.downgrade" })}>
                  {t("fall", { level: levelWord(to()) })}
                </a>
              )}
            </Show>
            <span class="enterprise-score">
              {t("score")} <strong>{formatScore(row().score)}</strong>
            </span>
            <span class="muted">{t("change", { change: formatChange(row().change, 1) })}</span>
            <span class="muted">
              <SinceText at={row().since} />
            </span>
          </div>
        </div>
        <div class="row wrap enterprise-buttons">
          <Show when={props.profile.openAlertId}>
            {(id) => (
              <a class="button" href={appUrl(`alerts/${id()}`)}>
                {t("alert")}
              </a>
            )}
          </Show>
          <Show when={row().provisional && can("enterprise.merge")}>
            <button type="button" class="button" onClick={() => props.onMerge()}>
              {t("merge")}
            </button>
          </Show>
          <Show when={can("enterprise.watch")}>
            <button type="button" class="button" aria-pressed={row().watched} onClick={() => props.onWatch()}>
              <Icon name="star" filled={row().watched} /> {t(row().watched ? "unwatch" : "watch")}
            </button>
          </Show>
        </div>
      </div>
      <p class="enterprise-why">{reasons()}</p>
      <Show when={props.profile.features.length > 0}>
        <ul class="chips enterprise-features" aria-label={t("features")}>
          <For each={props.profile.features}>
            {(feature) => (
              <li class="tag warn" title={feature.findings.map((one) => inWords(one)).join("\n")}>
                {language() === "en" ? feature.nameEn : feature.name}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <dl class="enterprise-facts">
        <For each={heads() as (readonly [string, JSX.Element])[]}>
          {([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
    </header>
  );
}

function inWords(finding: { readonly reason: string; readonly reasonEn: string }): string {
  return language() === "en" && finding.reasonEn !== "" ? finding.reasonEn : finding.reason;
}

function SinceText(props: { readonly at: string }): JSX.Element {
  const parts = (): readonly string[] => t("since").split("{time}");
  return (
    <>
      {parts()[0]}
      <Time at={props.at} />
      {parts()[1]}
    </>
  );
}
