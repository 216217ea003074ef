import { z } from "zod";
import { configComment, configDraft, configSaved } from "#domain/api/score-configs";
import { CITY } from "#domain/district";
import { checkPalette, DEFAULT_PALETTE } from "#domain/palette";
import { withdrawReview } from "#domain/review";
import { type ConfigContent, checkContent, compareContents, roundContent } from "#domain/score-config";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute } from "#server/http/route";
import { proposeChange, REVIEW_REFUSALS, reviewOf } from "#server/modules/reviews/proposal";
import { changeView } from "#server/modules/score-config/change";
import { faultDetails, warningDetails } from "#server/modules/score-config/fault-words";
import type { Db, Pool } from "#store/pool";
import { lockReview, saveWithdrawal } from "#store/reviews";
import {
  changeDraft,
  closeConfig,
  handInConfig,
  insertConfig,
  lockConfig,
  readActiveConfig,
  readConfig,
  type ScoreConfigRow,
} from "#store/score-configs";

type Saved = z.input<typeof configSaved>;
type Asker = Pick<Context, "user" | "nowMs" | "audit" | "language" | "scope">;

const versionParams = z.object({ version: z.coerce.number().int().positive() });

/** A change of the configuration: written as a draft, handed in, decided by another person in 复核 (/api/reviews). */
export function proposalRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/score-configs",
      tag: "score-config",
      summary: {
        zh: "新建评分配置草稿（保存前检查）",
        en: "A new draft of the configuration, checked before it is kept",
      },
      access: { kind: "whole", action: "config.propose" },
      body: configDraft,
      response: configSaved,
      status: 201,
      trail: "audited",
      handler: async (context) => {
        const { body, user, audit } = context;
        const content = checkedContent(body);
        return db.transaction(async (tx) => {
          const version = await insertConfig(tx, {
            ...content,
            comment: body.comment,
            base: body.base ?? (await readActiveConfig(tx))?.version ?? null,
            rollbackOf: null,
            createdBy: user.id,
          });
          const row = (await readConfig(tx, version)) as ScoreConfigRow;
          await audit.write(tx, {
            action: "score-config.draft",
            subject: `score-config:${version}`,
            after: changeView(row),
          });
          return saved(row, context);
        });
      },
    }),
    defineRoute({
      method: "PUT",
      path: "/api/score-configs/:version",
      tag: "score-config",
      summary: { zh: "修改本人的草稿", en: "Change one's own draft" },
      access: { kind: "whole", action: "config.propose" },
      params: versionParams,
      body: configDraft,
      response: configSaved,
      trail: "audited",
      handler: async (context) => {
        const { params, body, audit } = context;
        const content = checkedContent(body);
        return db.transaction(async (tx) => {
          const before = await ownConfig(tx, params.version, context, ["draft"]);
          await changeDraft(tx, before.version, { ...content, comment: body.comment });
          const row = (await readConfig(tx, before.version)) as ScoreConfigRow;
          await audit.write(tx, {
            action: "score-config.draft",
            subject: `score-config:${row.version}`,
            before: changeView(before),
            after: changeView(row),
          });
          return saved(row, context);
        });
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/score-configs/:version/submit",
      tag: "score-config",
      summary: { zh: "提交草稿，由他人复核后生效", en: "Hand a draft in; another person approves it" },
      access: { kind: "whole", action: "config.propose" },
      params: versionParams,
      body: configComment,
      response: configSaved,
      status: 202,
      trail: "audited",
      handler: (context) =>
        db.transaction(async (tx) => {
          const row = await ownConfig(tx, context.params.version, context, ["draft"]);
          return handIn(tx, row, context.body.comment, context);
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/score-configs/:version/withdraw",
      tag: "score-config",
      summary: { zh: "撤回本人的草稿或待复核版本", en: "Take back one's own draft or pending version" },
      access: { kind: "whole", action: "config.propose" },
      params: versionParams,
      response: configSaved,
      trail: "audited",
      handler: (context) =>
        db.transaction(async (tx) => {
          const row = await ownConfig(tx, context.params.version, context, ["draft", "pending"]);
          const review = row.reviewId === null ? null : await lockReview(tx, row.reviewId, context.scope);
          if (review !== null) {
            const taken = withdrawReview(reviewOf(review), context.user.principal, context.nowMs);
            if (!taken.ok) throw new Refusal(REVIEW_REFUSALS[taken.reason], { action: "config.propose" });
            await saveWithdrawal(tx, review.id, context.nowMs);
          }
          await closeConfig(tx, row.version, "withdrawn");
          await context.audit.write(tx, {
            action: "score-config.withdraw",
            subject: `score-config:${row.version}`,
            before: { state: row.state },
            after: { state: "withdrawn" },
          });
          return saved((await readConfig(tx, row.version)) as ScoreConfigRow, context);
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/score-configs/:version/rollback",
      tag: "score-config",
      summary: {
        zh: "提出回滚：以该版本内容新建一个版本并提交复核",
        en: "Propose to go back: a new version with that content, handed in",
      },
      access: { kind: "whole", action: "config.propose" },
      params: versionParams,
      body: configComment,
      response: configSaved,
      status: 202,
      trail: "audited",
      handler: (context) =>
        db.transaction(async (tx) => {
          const { params, body, user } = context;
          const old = await readConfig(tx, params.version);
          if (old === null) throw new Refusal("request.not-found");
          // Only what was once in force can be gone back to.
          if (old.state !== "retired")
            throw new Refusal("score-config.not-retired", { version: params.version });
          const version = await insertConfig(tx, {
            weights: old.weights,
            levels: old.levels,
            colours: old.colours,
            descriptions: old.descriptions,
            comment: "",
            base: (await readActiveConfig(tx))?.version ?? null,
            rollbackOf: old.version,
            createdBy: user.id,
          });
          const row = (await readConfig(tx, version)) as ScoreConfigRow;
          return handIn(tx, row, `回滚至 v${old.version}：${body.comment}`, context);
        }),
    }),
  ];
}

/** The content of the body in the steps in which it is kept, or a refusal that names each fault. */
function checkedContent(body: z.output<typeof configDraft>): ConfigContent {
  const content = roundContent(body as ConfigContent);
  const faults = checkContent(content);
  if (faults.length > 0) throw new Refusal("score-config.invalid", {}, { details: faultDetails(faults) });
  return content;
}

/** A version of the person who asks, in one of these states, held until the transaction ends. */
async function ownConfig(
  tx: Db,
  version: number,
  { user }: Pick<Context, "user">,
  states: readonly ScoreConfigRow["state"][],
): Promise<ScoreConfigRow> {
  const row = await lockConfig(tx, version);
  if (row === null) throw new Refusal("request.not-found");
  if (row.createdBy !== user.id)
    throw new Refusal("score-config.not-yours", { version, name: row.creator ?? "" });
  if (!states.includes(row.state)) throw new Refusal("score-config.closed", { version });
  return row;
}

async function handIn(tx: Db, row: ScoreConfigRow, comment: string, context: Asker): Promise<Saved> {
  const active = await readActiveConfig(tx);
  if (active === null) throw new Refusal("request.not-found");
  if (compareContents(active, row).length === 0)
    throw new Refusal("score-config.unchanged", { version: active.version });
  const reviewId = await proposeChange(tx, context, {
    kind: "score-config",
    subject: `score-config:${row.version}`,
    enterpriseId: null,
    district: CITY,
    street: null,
    before: changeView(active),
    after: changeView(row),
    comment,
  });
  await handInConfig(tx, row.version, reviewId, comment);
  return saved((await readConfig(tx, row.version)) as ScoreConfigRow, context);
}

function saved(row: ScoreConfigRow, { language }: Pick<Context, "language">): Saved {
  return {
    version: row.version,
    state: row.state,
    reviewId: row.reviewId,
    warnings: warningDetails(checkPalette(row.colours ?? DEFAULT_PALETTE).warnings, language),
  };
}
