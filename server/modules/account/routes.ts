import { z } from "zod";
import { authMethods, loginRequest, type Me, me } from "#domain/api/auth";
import { instant } from "#domain/api/common";
import { actionsOf, fieldsOf } from "#domain/permission";
import type { Account } from "#server/auth/account";
import { listDemoUsers } from "#server/auth/demo-users";
import type { Login } from "#server/auth/login";
import type { Oidc } from "#server/auth/oidc";
import type { SessionUser } from "#server/auth/session-user";
import { SESSION_COOKIE, type Sessions } from "#server/auth/sessions";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute } from "#server/http/route";
import { setCookie } from "#server/modules/account/cookie";
import { oidcRoutes } from "#server/modules/account/oidc-routes";
import { iso } from "#server/modules/levels";
import type { Pool } from "#store/pool";
import { readPosts } from "#store/posts";
import { readActiveConfig, type ScoreConfigRow } from "#store/score-configs";
import { readPostHolder } from "#store/session-users";
import { readSessions, switchPost } from "#store/sessions";

export interface AccountRouteDeps {
  readonly db: Pool;
  readonly login: Login;
  readonly account: Account;
  readonly sessions: Sessions;
  readonly oidc: Oidc | null;
}

export interface AccountRouteConfig {
  readonly basePath: string;
  readonly publicOrigin: string | null;
  readonly simulatedCity: boolean;
  readonly isFirstRun: () => Promise<boolean>;
}

const done = z.object({});

export function accountRoutes(deps: AccountRouteDeps, config: AccountRouteConfig): AnyRoute[] {
  const { db, sessions, account } = deps;
  const present = async (user: SessionUser): Promise<Me> =>
    presentMe(user, await readActiveConfig(db), config.simulatedCity, sessions.config.idleMs);

  /** A session that the browser brought ends: a token never outlives a login (no fixation, no pile of them). */
  async function enter(
    context: Context,
    user: { id: number; login: string; name: string },
    action: string,
  ): Promise<SessionUser> {
    const holder = await readPostHolder(db, user.id);
    if (holder === null) throw new Refusal("auth.disabled");
    const { request, reply, address, audit } = context;
    const old = request.cookies[SESSION_COOKIE];
    if (old !== undefined) {
      const before = await sessions.authenticate(old).catch((error: unknown) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      if (before !== null) await sessions.end(before.id, before.sessionHash, "rotated");
    }
    const session = await sessions.open(
      { id: user.id, postId: holder.postId },
      { address, userAgent: request.headers["user-agent"] ?? "" },
    );
    setCookie(reply, request, SESSION_COOKIE, session.token, config.basePath, "strict", null);
    await audit.write(db, { action, subject: `user:${user.id}`, actor: { id: user.id, name: user.name } });
    return sessions.authenticate(session.token);
  }

  return [
    defineRoute({
      method: "GET",
      path: "/api/auth/methods",
      tag: "account",
      summary: { zh: "登录方式", en: "Ways to log in" },
      access: { kind: "public", why: "the login page asks it before anybody is logged in" },
      response: authMethods,
      handler: async () => ({
        oidc: deps.oidc === null ? null : { label: deps.oidc.label, url: `${config.basePath}api/auth/oidc` },
        demoUsers: config.simulatedCity ? listDemoUsers() : [],
        firstRun: await config.isFirstRun(),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/login",
      tag: "account",
      summary: {
        zh: "登录；已启用二次验证的账号另附 totp 或 recoveryCode",
        en: "Log in; with totp or recoveryCode where the second factor is on",
      },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 600 },
      body: loginRequest.extend({ recoveryCode: z.string().min(10).max(20).optional() }),
      response: me,
      trail: "audited",
      handler: async (context) => {
        const { body, address } = context;
        const user = await deps.login.check({
          login: body.user.trim(),
          password: body.password,
          totp: body.totp,
          recoveryCode: body.recoveryCode,
          address,
        });
        return present(await enter(context, user, "auth.login"));
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/logout",
      tag: "account",
      summary: { zh: "退出登录；everywhere 为真时退出所有设备", en: "Log out; everywhere: on all devices" },
      access: { kind: "self", evenIfPasswordMustChange: true },
      body: z.object({ everywhere: z.boolean().default(false) }).default({ everywhere: false }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, reply, audit }) => {
        if (body.everywhere) await sessions.endAll(user.id, "logout everywhere");
        else await sessions.end(user.id, user.sessionHash, "logout");
        reply.clearCookie(SESSION_COOKIE, { path: config.basePath });
        await audit.write(db, {
          action: "auth.logout",
          subject: `user:${user.id}`,
          after: { everywhere: body.everywhere },
        });
        return {};
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/me",
      tag: "account",
      summary: { zh: "当前用户、权限和会话时限", en: "Who is logged in, rights, session limits" },
      access: { kind: "self", evenIfPasswordMustChange: true },
      response: me,
      handler: async ({ user }) => present(user),
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/password",
      tag: "account",
      summary: {
        zh: "修改本人密码；其他设备上的会话随即结束",
        en: "Change one's password; sessions on other devices end",
      },
      access: { kind: "self", evenIfPasswordMustChange: true },
      rate: { per: "user", perMinute: 10 },
      body: z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await account.changePassword(user.id, body.current, body.next, (tx) =>
          audit.write(tx, { action: "auth.password", subject: `user:${user.id}` }),
        );
        await sessions.endAll(user.id, "password changed", user.sessionHash);
        return {};
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/setup",
      tag: "account",
      summary: { zh: "生成二次验证密钥", en: "Make a secret for the second factor" },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      response: z.object({ secret: z.string(), uri: z.string() }),
      trail: "audited",
      handler: ({ user, audit }) =>
        account.beginTotp(user.id, (tx) =>
          audit.write(tx, { action: "auth.totp.setup", subject: `user:${user.id}` }),
        ),
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/enable",
      tag: "account",
      summary: {
        zh: "以验证码启用二次验证，返回恢复码（只显示一次）",
        en: "Turn the second factor on; gives recovery codes, once",
      },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      body: z.object({ code: z.string().regex(/^\d{6}$/) }),
      response: z.object({ recoveryCodes: z.array(z.string()) }),
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        const recoveryCodes = await account.enableTotp(user.id, body.code, (tx) =>
          audit.write(tx, {
            action: "auth.totp.enable",
            subject: `user:${user.id}`,
            before: { on: false },
            after: { on: true },
          }),
        );
        await sessions.endAll(user.id, "second factor changed", user.sessionHash);
        return { recoveryCodes };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/disable",
      tag: "account",
      summary: {
        zh: "以验证码或恢复码停用二次验证",
        en: "Turn the second factor off with a code or a recovery code",
      },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      body: z.object({ code: z.string().min(6).max(20) }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await account.disableTotp(user.id, body.code, (tx) =>
          audit.write(tx, {
            action: "auth.totp.disable",
            subject: `user:${user.id}`,
            before: { on: true },
            after: { on: false },
          }),
        );
        await sessions.endAll(user.id, "second factor changed", user.sessionHash);
        return {};
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/sessions",
      tag: "account",
      summary: { zh: "本人的在线会话", en: "One's own living sessions" },
      access: { kind: "self" },
      response: z.object({
        sessions: z.array(
          z.object({
            current: z.boolean(),
            createdAt: instant,
            lastSeen: instant,
            address: z.string(),
            userAgent: z.string(),
          }),
        ),
      }),
      handler: async ({ user, nowMs }) => ({
        sessions: (await readSessions(db, user.id, nowMs)).map((row) => ({
          current: row.tokenHash === user.sessionHash,
          createdAt: iso(row.createdAtMs),
          lastSeen: iso(row.lastSeenMs),
          address: row.address,
          userAgent: row.userAgent,
        })),
      }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/posts",
      tag: "account",
      summary: { zh: "本人现任岗位", en: "The posts that one holds now" },
      access: { kind: "self" },
      response: z.object({
        posts: z.array(
          z.object({
            id: z.number(),
            role: z.string(),
            organisation: z.string(),
            district: z.string(),
            street: z.string().nullable(),
            standsIn: z.boolean(),
            current: z.boolean(),
          }),
        ),
      }),
      handler: async ({ user }) => ({
        posts: (await readPosts(db, user.id)).map((post) => ({
          id: post.id,
          role: post.role,
          organisation: post.organisation,
          district: post.district,
          street: post.street,
          standsIn: post.standsInFor !== null,
          current: post.id === user.postId,
        })),
      }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/post",
      tag: "account",
      summary: { zh: "切换到本人的另一岗位", en: "Act in another of one's posts" },
      access: { kind: "self" },
      body: z.object({ postId: z.number().int().positive() }),
      response: me,
      trail: "audited",
      handler: async ({ body, user, audit, request }) => {
        const held = (await readPosts(db, user.id)).some((post) => post.id === body.postId);
        if (!held || !(await switchPost(db, user.sessionHash, body.postId)))
          throw new Refusal("request.not-found");
        await audit.write(db, {
          action: "auth.post",
          subject: `user:${user.id}`,
          before: { postId: user.postId },
          after: { postId: body.postId },
        });
        return present(await sessions.authenticate(request.cookies[SESSION_COOKIE]));
      },
    }),
    ...(deps.oidc === null ? [] : oidcRoutes(deps.oidc, { ...deps, enter }, config)),
  ];
}

function presentMe(
  user: SessionUser,
  active: ScoreConfigRow | null,
  simulatedCity: boolean,
  idleMs: number,
): Me {
  const { principal } = user;
  return {
    id: user.id,
    user: user.login,
    name: user.name,
    role: principal.role,
    district: principal.district,
    street: principal.street,
    actions: [...actionsOf(principal.role)],
    fields: [...fieldsOf(principal)],
    mustChangePassword: user.mustChangePassword,
    totpEnabled: user.totpEnabled,
    simulatedCity,
    idleLimitSeconds: Math.round(idleMs / 1000),
    ...(active === null
      ? {}
      : {
          configVersion: active.version,
          levelFloors: [...active.levels.floors],
          levelDescriptions: { ...active.descriptions },
        }),
    ...(active?.colours == null
      ? {}
      : { levelColours: { light: [...active.colours.light], dark: [...active.colours.dark] } }),
  };
}
