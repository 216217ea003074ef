import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Account } from "#server/auth/account";
import type { PasswordHasher } from "#server/auth/password";
import type { Sessions } from "#server/auth/sessions";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { knownUser, presentUser, userParams, userShape, userSubject } from "#server/modules/users/shapes";
import type { Pool } from "#store/pool";
import { readPosts } from "#store/posts";
import { countUserManagers } from "#store/user-managers";
import { createUser, readUsers, setDisabled, setTotp, unlockUser } from "#store/users";

export interface UserDeps {
  readonly db: Pool;
  readonly hasher: PasswordHasher;
  readonly account: Account;
  readonly sessions: Sessions;
}

const done = z.object({});

/**
 * 用户: accounts (user.manage) and what they may do (permission.grant) are two rights, given to two people: who makes
 * an account gives it no power, and nobody grants anything to himself.
 */
export function userRoutes({ db, hasher, account, sessions }: UserDeps): AnyRoute[] {
  const target = userSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/users",
      tag: "users",
      summary: { zh: "用户及其岗位", en: "Users with their posts" },
      access: { kind: "whole", action: "user.read" },
      query: z.object({
        q: z.string().max(100).optional(),
        cursor: z
          .string()
          .regex(/^\d{1,15}$/)
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
      response: z.object({ rows: z.array(userShape), next: z.string().nullable() }),
      handler: async ({ query, nowMs }) => {
        const rows = await readUsers(db, {
          q: query.q,
          afterId: Number(query.cursor ?? 0),
          limit: query.limit + 1,
        });
        const shown = rows.slice(0, query.limit);
        const posts = await Promise.all(shown.map((row) => readPosts(db, row.id)));
        return {
          rows: shown.map((row, i) => presentUser(row, posts[i] ?? [], nowMs)),
          next: rows.length > query.limit ? String(shown.at(-1)?.id) : null,
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users",
      tag: "users",
      summary: {
        zh: "建立账号（尚无岗位），返回一次性密码",
        en: "Make an account (no post yet); gives a one-time password",
      },
      access: { kind: "whole", action: "user.manage" },
      body: z.object({
        user: z.string().regex(/^[a-zA-Z][\w.-]{1,40}$/),
        name: z.string().trim().min(1).max(60),
      }),
      response: z.object({ id: z.number(), password: z.string() }),
      status: 201,
      trail: "audited",
      handler: async ({ body, audit }) => {
        const password = makePassword();
        const passwordHash = await hasher.hash(password);
        return db.transaction(async (tx) => {
          const id = await createUser(tx, {
            login: body.user,
            name: body.name,
            passwordHash,
            mustChangePassword: true,
          });
          if (id === null) throw new Refusal("user.exists", { user: body.user });
          await audit.write(tx, {
            action: "user.create",
            subject: `user:${id}`,
            after: { user: body.user, name: body.name },
          });
          return { id, password };
        });
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/disable",
      tag: "users",
      summary: { zh: "停用账号，其会话立即结束", en: "Disable an account; its sessions end at once" },
      access: { kind: "whole", action: "user.manage", subject: target },
      params: userParams,
      response: done,
      trail: "audited",
      handler: async ({ params, user, audit }) => {
        if (params.id === user.id) throw new Refusal("scope.self", { action: "user.manage" });
        await db.transaction(async (tx) => {
          const before = await knownUser(tx, params.id);
          await setDisabled(tx, params.id, true);
          if ((await countUserManagers(tx)) === 0) throw new Refusal("user.last-manager");
          await audit.write(tx, {
            action: "user.disable",
            subject: `user:${params.id}`,
            before: { disabled: before.disabled },
            after: { disabled: true },
          });
        });
        await sessions.endAll(params.id, "disabled");
        return {};
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/enable",
      tag: "users",
      summary: { zh: "启用账号", en: "Enable an account" },
      access: { kind: "whole", action: "user.manage", subject: target },
      params: userParams,
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const before = await knownUser(tx, params.id);
          await setDisabled(tx, params.id, false);
          await audit.write(tx, {
            action: "user.enable",
            subject: `user:${params.id}`,
            before: { disabled: before.disabled },
            after: { disabled: false },
          });
        });
        return {};
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/unlock",
      tag: "users",
      summary: { zh: "解除登录锁定", en: "Unlock after failed logins" },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          await knownUser(tx, params.id);
          await unlockUser(tx, params.id);
          await audit.write(tx, { action: "user.unlock", subject: `user:${params.id}` });
        });
        return {};
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/reset",
      tag: "users",
      summary: {
        zh: "重置密码并停用二次验证，返回一次性密码",
        en: "Reset the password, second factor off; gives a one-time password",
      },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      response: z.object({ password: z.string() }),
      trail: "audited",
      handler: async ({ params, audit }) => {
        const password = makePassword();
        await db.transaction(async (tx) => {
          await knownUser(tx, params.id);
          await account.resetPassword(tx, params.id, password);
          await setTotp(tx, params.id, null, false);
          await audit.write(tx, { action: "user.reset", subject: `user:${params.id}` });
        });
        await sessions.endAll(params.id, "password reset");
        return { password };
      },
    }),
  ];
}

/** 16 characters without those that are taken for one another: read over the telephone, used once. */
function makePassword(): string {
  const letters = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  return Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
}
