import { randomInt } from "node:crypto";
import { z } from "zod";
import { instant } from "#domain/api/common";
import { FINANCE_KINDS } from "#domain/finance-kind";
import { checkOrganisation, checkPost, type Organisation, tierOf } from "#domain/organisation";
import { GUARDED_FIELDS, hasAction, LINES, mayBeGivenField } from "#domain/permission";
import { conflictOf, ROLES } from "#domain/role";
import type { Account } from "#server/auth/account";
import type { PasswordHasher } from "#server/auth/password";
import type { Sessions } from "#server/auth/sessions";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute, type SubjectLoader } from "#server/http/route";
import { iso, isoOrNull } from "#server/modules/levels";
import { createOrganisation, readOrganisations } from "#store/organisations";
import type { Db, Pool } from "#store/pool";
import { addPost, endPost, type PostRow, readPosts } from "#store/posts";
import { countUserManagers } from "#store/user-managers";
import {
  createUser,
  readUser,
  readUsers,
  setDisabled,
  setTotp,
  type UserRow,
  unlockUser,
} from "#store/users";

export interface UserDeps {
  readonly db: Pool;
  readonly hasher: PasswordHasher;
  readonly account: Account;
  readonly sessions: Sessions;
}

const params = z.object({ id: z.coerce.number().int().positive() });
const done = z.object({});

const post = z.object({
  id: z.number(),
  role: z.enum(ROLES),
  organisationId: z.number(),
  organisation: z.string(),
  district: z.string(),
  street: z.string().nullable(),
  lines: z.array(z.string()).nullable(),
  businesses: z.array(z.string()).nullable(),
  fields: z.array(z.string()),
  standsInFor: z.number().nullable(),
  from: instant,
  to: instant.nullable(),
});

const user = z.object({
  id: z.number(),
  user: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  locked: z.boolean(),
  totpEnabled: z.boolean(),
  mustChangePassword: z.boolean(),
  demo: z.boolean(),
  lastLogin: instant.nullable(),
  posts: z.array(post),
});

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
      response: z.object({ rows: z.array(user), next: z.string().nullable() }),
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
      params,
      response: done,
      trail: "audited",
      handler: async ({ params, user, audit }) => {
        if (params.id === user.id) throw new Refusal("scope.self", { action: "user.manage" });
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
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
      params,
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const before = await known(tx, params.id);
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
      params,
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          await known(tx, params.id);
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
      params,
      response: z.object({ password: z.string() }),
      trail: "audited",
      handler: async ({ params, audit }) => {
        const password = makePassword();
        await db.transaction(async (tx) => {
          await known(tx, params.id);
          await account.resetPassword(tx, params.id, password);
          await setTotp(tx, params.id, null, false);
          await audit.write(tx, { action: "user.reset", subject: `user:${params.id}` });
        });
        await sessions.endAll(params.id, "password reset");
        return { password };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts",
      tag: "users",
      summary: {
        zh: "授予岗位：单位、角色、条线、业务、字段、代理期限",
        en: "Give a post: organisation, role, lines, businesses, fields, dates",
      },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params,
      body: z.object({
        organisationId: z.number().int().positive(),
        role: z.enum(ROLES),
        lines: z.array(z.enum(LINES)).nullable().default(null),
        businesses: z.array(z.enum(FINANCE_KINDS)).nullable().default(null),
        fields: z.array(z.enum(GUARDED_FIELDS)).default([]),
        standsInFor: z.number().int().positive().nullable().default(null),
        to: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
      response: z.object({ id: z.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ params, body, user, nowMs, audit }) => {
        const organisations = await readOrganisations(db);
        const organisation = organisations.find((one) => one.id === body.organisationId);
        if (organisation === undefined) throw fault("organisationId", "unknown", "no such organisation");
        const toMs = body.to === null ? null : Date.parse(body.to);
        const faults = checkPost(
          {
            id: 0,
            userId: params.id,
            organisationId: organisation.id,
            role: body.role,
            lines: body.lines ?? ["*"],
            validFromMs: nowMs,
            validToMs: toMs,
            standsInFor: body.standsInFor,
          },
          organisation,
        );
        if (faults[0] !== undefined)
          throw new Refusal(
            "user.role-place",
            {},
            { details: faults.map((code) => ({ path: "body", code, message: code })) },
          );
        if (body.role === "sector-regulator" && body.businesses === null)
          throw fault("businesses", "required", "a sector regulator's post names its businesses");
        const closed = body.fields.filter((field) => !mayBeGivenField(body.role, field));
        if (closed.length > 0) throw fault("fields", "not-for-role", closed.join(", "));
        const held = (await readPosts(db, params.id)).map((one) => one.role);
        const conflict = conflictOf([...held, body.role]);
        if (conflict !== null)
          throw fault("role", "conflict", `${conflict[0]} and ${conflict[1]} are never one person`);
        const id = await db.transaction(async (tx) => {
          const made = await addPost(tx, { ...body, userId: params.id, toMs, recordedBy: user.id });
          await audit.write(tx, {
            action: "post.grant",
            subject: `user:${params.id}`,
            after: { postId: made, ...body },
          });
          return made;
        });
        return { id };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts/:postId/end",
      tag: "users",
      summary: { zh: "终止岗位，其会话立即结束", en: "End a post; the person's sessions end at once" },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: params.extend({ postId: z.coerce.number().int().positive() }),
      response: done,
      trail: "audited",
      handler: async ({ params, audit }) => {
        await db.transaction(async (tx) => {
          const held = (await readPosts(tx, params.id)).find((one) => one.id === params.postId);
          if (held === undefined) throw new Refusal("request.not-found");
          await endPost(tx, params.postId);
          if (hasAction(held.role, "user.manage") && (await countUserManagers(tx)) === 0)
            throw new Refusal("user.last-manager");
          await audit.write(tx, {
            action: "post.end",
            subject: `user:${params.id}`,
            before: presentPost(held),
          });
        });
        await sessions.endAll(params.id, "post ended");
        return {};
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "单位树", en: "The organisation tree" },
      access: { kind: "whole", action: "user.read" },
      response: z.object({
        organisations: z.array(
          z.object({
            id: z.number(),
            kind: z.string(),
            name: z.string(),
            parentId: z.number().nullable(),
            district: z.string(),
            street: z.string().nullable(),
          }),
        ),
      }),
      handler: async () => ({ organisations: (await readOrganisations(db)).map((one) => ({ ...one })) }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "增加单位", en: "Add an organisation" },
      access: { kind: "whole", action: "organisation.manage" },
      body: z.object({
        kind: z.enum(["city-office", "district-office", "street-office", "committee-office", "member-unit"]),
        name: z.string().trim().min(1).max(100),
        parentId: z.number().int().positive().nullable().default(null),
        district: z.string().regex(/^\d{6}$/),
        street: z
          .string()
          .regex(/^\d{9}$/)
          .nullable()
          .default(null),
      }),
      response: z.object({ id: z.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ body, audit }) => {
        const tree = new Map((await readOrganisations(db)).map((one) => [one.id, one] as const));
        if (body.parentId !== null && !tree.has(body.parentId))
          throw fault("parentId", "unknown", "no such organisation");
        const candidate: Organisation = { id: 0, ...body };
        const faults = checkOrganisation(candidate, tree);
        if (faults.length > 0)
          throw new Refusal(
            "user.role-place",
            {},
            {
              details: faults.map((code) => ({
                path: "body",
                code,
                message: `${tierOf(candidate)}: ${code}`,
              })),
            },
          );
        const id = await db.transaction(async (tx) => {
          const made = await createOrganisation(tx, body);
          await audit.write(tx, {
            action: "organisation.create",
            subject: `organisation:${made}`,
            after: body,
          });
          return made;
        });
        return { id };
      },
    }),
  ];
}

/** For permission.grant: nobody changes his own rights. */
function userSubject(db: Db): SubjectLoader {
  return async ({ id }) => {
    const row = /^\d{1,15}$/.test(id ?? "") ? await readUser(db, Number(id)) : null;
    return row === null ? null : { userId: row.id };
  };
}

async function known(db: Db, id: number): Promise<UserRow> {
  const row = await readUser(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

function fault(field: string, code: string, message: string): Refusal {
  return new Refusal("user.role-place", {}, { details: [{ path: `body.${field}`, code, message }] });
}

function presentUser(row: UserRow, posts: readonly PostRow[], nowMs: number): z.input<typeof user> {
  return {
    id: row.id,
    user: row.login,
    name: row.name,
    disabled: row.disabled,
    locked: row.lockedUntilMs !== null && row.lockedUntilMs > nowMs,
    totpEnabled: row.totpEnabled,
    mustChangePassword: row.mustChangePassword,
    demo: row.demo,
    lastLogin: isoOrNull(row.lastLoginMs),
    posts: posts.map(presentPost),
  };
}

function presentPost(row: PostRow): z.input<typeof post> {
  return {
    id: row.id,
    role: row.role,
    organisationId: row.organisationId,
    organisation: row.organisation,
    district: row.district,
    street: row.street,
    lines: row.lines === null ? null : [...row.lines],
    businesses: row.businesses === null ? null : [...row.businesses],
    fields: [...row.fields],
    standsInFor: row.standsInFor,
    from: iso(row.fromMs),
    to: isoOrNull(row.toMs),
  };
}

/** 16 characters without those that are taken for one another: read over the telephone, used once. */
function makePassword(): string {
  const letters = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  return Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
}
