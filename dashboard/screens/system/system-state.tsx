import { For, type JSX, Show } from "solid-js";
import type { SystemStatus } from "#domain/api/system";
import { nowMs } from "#kit/clock.ts";
import { Time } from "#kit/control/control.tsx";
import { formatBytes, formatCount, formatExact, formatPercent } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { inBrackets } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { detectorName } from "#kit/words/indicators.ts";
import { ranges } from "./ranges.ts";
import { systemMessages } from "./system.messages.ts";

const t = makeTranslator(systemMessages);
/** A role that was silent for this long is pointed out. */
const LOST_MS = 60_000;

export function SystemState(props: { readonly status: SystemStatus }): JSX.Element {
  const rates = (): SystemStatus["rates"] => props.status.rates;
  return (
    <div class="stack">
      <section class="flow" aria-label={t("flow")}>
        <Figure name={t("ingest")} value={rate(rates().ingestPerSecond)} unit={t("per.second")} />
        <Figure name={t("stored")} value={rate(rates().storedPerSecond)} unit={t("per.second")} />
        <Figure name={t("pushed")} value={rate(rates().pushedPerSecond)} unit={t("per.second")} />
        <Figure name={t("storedP99")} {...latency(rates().storedP99Ms)} />
        <Figure name={t("pushedP99")} {...latency(rates().pushedP99Ms)} />
        <Figure name={t("lag")} value={formatCount(props.status.stream.lag)} unit={t("lag.unit")} />
        <a class="figure" href={appUrl("data", { tab: "dead" })}>
          <span>{t("dead")}</span>
          <strong>{formatCount(props.status.deadLetters)}</strong>
        </a>
      </section>
      <div class="system-parts">
        <Part
          title={t("program")}
          rows={[
            [t("version"), `${props.status.version} · Node ${props.status.node.replace(/^v/, "")}`],
            [t("started"), <Time at={props.status.startedAt} />],
          ]}
        />
        <Part
          title={t("database")}
          rows={[
            [t("version"), props.status.database.version.replace(/^(?=\d)/, "PostgreSQL ")],
            [t("capability"), t(`capability.${props.status.database.capability}`)],
            [t("size"), formatBytes(props.status.database.sizeBytes)],
            [t("migration"), String(props.status.database.migration)],
          ]}
        />
        <Part
          title={t("stream")}
          rows={[
            [t("version"), `nats-server ${props.status.stream.version}`],
            [t("messages"), formatExact(props.status.stream.messages)],
            [
              t("storage"),
              `${formatBytes(props.status.stream.bytes)} / ${formatBytes(props.status.stream.maxBytes)}${inBrackets(formatPercent(props.status.stream.maxBytes === 0 ? 0 : props.status.stream.bytes / props.status.stream.maxBytes))}`,
            ],
          ]}
        />
        <Part
          title={t("realtime")}
          rows={[
            [t("driver"), props.status.realtime.driver],
            [t("clients"), formatExact(props.status.realtime.clients)],
            [t("sent"), rate(props.status.realtime.sentPerSecond)],
            [t("snapshots"), formatExact(props.status.realtime.snapshots)],
          ]}
        />
      </div>
      <section class="panel" aria-labelledby="roles-title">
        <header>
          <h2 id="roles-title">{t("roles")}</h2>
        </header>
        <div class="table-box" tabindex={0}>
          <table class="table plain-table">
            <thead>
              <tr>
                <th>{t("role")}</th>
                <th>{t("instance")}</th>
                <th class="wide">{t("host")}</th>
                <th class="wide">{t("started")}</th>
                <th>{t("seen")}</th>
                <th class="wide">{t("partitions")}</th>
                <th class="num">{t("memory")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.status.roles}>
                {(role) => (
                  <tr>
                    <td>{role.role}</td>
                    <td class="mono">{role.instance}</td>
                    <td class="wide">{role.host}</td>
                    <td class="wide">
                      <Time at={role.startedAt} />
                    </td>
                    <td>
                      <Time at={role.lastSeen} />
                      <Show when={nowMs() - Date.parse(role.lastSeen) > LOST_MS}>
                        {" "}
                        <span class="tag warn">{t("late")}</span>
                      </Show>
                    </td>
                    <td class="wide">{role.partitions.length === 0 ? "—" : ranges(role.partitions)}</td>
                    <td class="num">{role.rssMb.toFixed(0)} MB</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
      <section class="panel" aria-labelledby="detectors-title">
        <header>
          <h2 id="detectors-title">{t("detectors")}</h2>
        </header>
        <div class="table-box" tabindex={0}>
          <table class="table plain-table">
            <thead>
              <tr>
                <th>{t("detector")}</th>
                <th class="num">{t("version")}</th>
                <th class="num">{t("events")}</th>
                <th class="num">{t("findings")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.status.detectors}>
                {(detector) => (
                  <tr>
                    <td>
                      {detectorName(detector.id)} <code class="small mono muted">{detector.id}</code>
                    </td>
                    <td class="num">{detector.version}</td>
                    <td class="num" title={formatExact(detector.events)}>
                      {formatCount(detector.events)}
                    </td>
                    <td class="num" title={formatExact(detector.findings)}>
                      {formatCount(detector.findings)}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}

function Figure(props: {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
}): JSX.Element {
  return (
    <div class="figure">
      <span>{props.name}</span>
      <span>
        <strong>{props.value}</strong> <span class="small muted">{props.unit}</span>
      </span>
    </div>
  );
}

function Part(props: {
  readonly title: string;
  readonly rows: readonly (readonly [string, JSX.Element])[];
}): JSX.Element {
  return (
    <section class="panel">
      <h2>{props.title}</h2>
      <dl class="part">
        <For each={props.rows as (readonly [string, JSX.Element])[]}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          )}
        </For>
      </dl>
    </section>
  );
}

/** 18 ms, 11.6 s */
function latency(ms: number): { readonly value: string; readonly unit: string } {
  return ms < 1000 ? { value: ms.toFixed(0), unit: "ms" } : { value: (ms / 1000).toFixed(1), unit: "s" };
}

function rate(value: number): string {
  return value >= 100 ? formatCount(Math.round(value)) : value.toFixed(1);
}
