import { z } from "zod";
import { systemStatus } from "#domain/api/system";
import type { StatusPort } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { acknowledgeAlarm, readAlarms } from "#store/alarms";
import type { Pool } from "#store/pool";

export interface SystemDeps {
  readonly db: Pool;
  readonly status: StatusPort;
}

const params = z.object({ id: z.coerce.number().int().positive() });

/** 系统: how the program itself is. Its 告警 are apart from risk 预警. */
export function systemRoutes({ db, status }: SystemDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/system",
      tag: "system",
      summary: {
        zh: "系统状态：版本、能力等级、速率、积压、告警",
        en: "Status: versions, capability level, rates, lag, alarms",
      },
      access: { kind: "whole", action: "system.read" },
      response: systemStatus,
      handler: () => status.read(),
    }),
    defineRoute({
      method: "POST",
      path: "/api/alarms/:id/acknowledge",
      tag: "system",
      summary: { zh: "确认告警", en: "Acknowledge an alarm" },
      access: { kind: "whole", action: "system.operate" },
      params,
      response: z.object({}),
      trail: "audited",
      handler: async ({ params, user, audit }) => {
        await db.transaction(async (tx) => {
          const done = await acknowledgeAlarm(tx, params.id, user.id);
          if (!done && !(await readAlarms(tx, 500)).some((alarm) => alarm.id === params.id)) {
            throw new Refusal("request.not-found");
          }
          await audit.write(tx, {
            action: "alarm.acknowledge",
            subject: `alarm:${params.id}`,
            after: { first: done },
          });
        });
        return {};
      },
    }),
  ];
}
