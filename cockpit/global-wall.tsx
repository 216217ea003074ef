import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { CITY } from "#domain/district";
import { nowMs } from "#kit/clock.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { me, ownDistrict, session } from "#kit/session/session.ts";
import { districtName } from "#kit/words/districts.ts";
import { createWallFilters } from "./filters.ts";
import { createWallKeys } from "./keys.ts";
import { createWallData } from "./live.ts";
import { judgeHealth } from "./model/health.ts";
import { Opening } from "./opening.tsx";
import { Figures } from "./panels/figures.tsx";
import { Header } from "./panels/header.tsx";
import { LatestList } from "./panels/latest-list.tsx";
import { MapPanel } from "./panels/map-panel.tsx";
import { Rankings } from "./panels/rankings.tsx";
import { Tools } from "./panels/tools.tsx";
import { TrendPanel } from "./panels/trend-panel.tsx";
import { createTour } from "./tour.ts";
import { wallMessages } from "./wall.messages.ts";

const t = makeTranslator(wallMessages);

/** The global wall (R154): one picture, once a second, for weeks. */
export function GlobalWall(): JSX.Element {
  const filters = createWallFilters();
  const data = createWallData(filters.value, ownDistrict);
  const area = (): string => filters.value().district ?? ownDistrict();
  const tour = createTour(filters, () => data.picture()?.areas ?? [], area);
  const [helpOpen, setHelpOpen] = createSignal(false);
  createWallKeys({
    filters,
    tour,
    help: () => setHelpOpen(!helpOpen()),
    closeHelp: () => setHelpOpen(false),
    signedOut: () => data.health().signedOut,
  });

  // Another area or industry is another picture; the one before stays until it is there.
  const key = createMemo(() => `${filters.value().district}/${filters.value().industry}`);
  let first = true;
  createEffect(() => {
    key();
    if (first) first = false;
    else data.refresh();
  });
  createEffect(() => {
    if (session().at === "out") data.signOut();
  });
  createEffect(() => {
    document.title = `${t("brand")} · ${title()}`;
  });
  onCleanup(() => setHelpOpen(false));

  const title = (): string =>
    area() === CITY ? t("title.city") : t("title.district", { name: districtName(area()) });
  const verdict = createMemo(() => {
    const asOf = data.picture()?.asOfMs ?? null;
    return judgeHealth(data.health(), asOf === null ? null : asOf - data.health().skewMs, nowMs());
  });
  const forbidden = (): boolean => data.health().fault?.status === 403;

  return (
    <Show
      when={data.picture()}
      fallback={
        <Opening
          title={
            forbidden()
              ? t("state.forbidden")
              : data.health().fault === null
                ? t("state.asking")
                : t("state.failed")
          }
          {...(forbidden()
            ? { hint: t("state.forbidden.hint") }
            : data.health().fault === null
              ? {}
              : {
                  hint: `${data.health().fault?.message} ${t("health.code", { code: data.health().fault?.code ?? "" })}`,
                })}
        />
      }
    >
      {(picture) => (
        <main class="wall" data-health={verdict().kind}>
          <Header
            title={title()}
            verdict={verdict()}
            health={data.health()}
            filters={filters.value()}
            dutyOfficer={picture().dutyOfficer}
            simulated={me()?.simulatedCity ?? picture().latest.some((row) => row.simulated)}
          />
          <Figures picture={picture()} />
          <div class="w-left">
            <TrendPanel picture={picture()} industry={filters.value().industry} />
            <Rankings picture={picture()} focus={tour.stop()} />
          </div>
          <MapPanel picture={picture()} data={data} filters={filters} tour={tour} />
          <LatestList rows={picture().latest} filters={filters.value()} />
          <Tools
            filters={filters}
            tour={tour}
            helpOpen={helpOpen()}
            onHelp={() => setHelpOpen(!helpOpen())}
          />
        </main>
      )}
    </Show>
  );
}
