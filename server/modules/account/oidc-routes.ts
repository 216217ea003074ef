import type { FastifyReply, FastifyRequest } from "fastify";
import type { Oidc, OidcIdentity } from "#server/auth/oidc";
import type { SessionUser } from "#server/auth/session-user";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute } from "#server/http/route";
import { setCookie } from "#server/modules/account/cookie";
import { linkOidc } from "#store/oidc-links";
import type { Pool } from "#store/pool";
import { findUserByOidc, noteLogin, type UserSecretRow } from "#store/users";

export interface OidcRouteConfig {
  readonly basePath: string;
  readonly publicOrigin: string | null;
}

const OIDC_COOKIE = "guanlan_oidc";

export type Enter = (context: Context, user: UserSecretRow, action: string) => Promise<SessionUser>;

/** The browser navigates here, so a refusal goes back to the login page with its code and not as JSON. */
export function oidcRoutes(
  oidc: Oidc,
  deps: { readonly db: Pool; readonly enter: Enter },
  config: OidcRouteConfig,
): AnyRoute[] {
  const { db } = deps;
  const callback = (request: FastifyRequest): string => {
    const origin = config.publicOrigin ?? `${request.protocol}://${request.host}`;
    return `${origin}${config.basePath}api/auth/oidc/callback`;
  };
  const goBack = (reply: FastifyReply, error: unknown): FastifyReply => {
    if (!(error instanceof Refusal)) throw error;
    return reply.redirect(`${config.basePath}?fault=${error.code}`, 302);
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/auth/oidc",
      tag: "account",
      summary: { zh: "转到单点登录", en: "Go to the single sign-on" },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 60 },
      answers: "text/html",
      handler: async ({ request, reply }) => {
        try {
          const { url, cookie } = await oidc.begin(callback(request));
          setCookie(reply, request, OIDC_COOKIE, cookie, config.basePath, "lax", 600);
          return reply.redirect(url, 302);
        } catch (error) {
          return goBack(reply, error);
        }
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/oidc/callback",
      tag: "account",
      summary: { zh: "单点登录返回地址", en: "Where the single sign-on sends the browser back" },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 60 },
      answers: "text/html",
      handler: async (context) => {
        const { request, reply } = context;
        try {
          const url = new URL(callback(request));
          url.search = request.url.split("?")[1] ?? "";
          const identity = await oidc.finish(url, request.cookies[OIDC_COOKIE]);
          reply.clearCookie(OIDC_COOKIE, { path: config.basePath });
          const user = await findOidcUser(db, identity);
          if (user === null)
            throw new Refusal("auth.oidc-unknown-user", { subject: identity.login ?? identity.subject });
          if (user.disabled) throw new Refusal("auth.disabled");
          await noteLogin(db, user.id);
          await deps.enter(context, user, "auth.login.oidc");
          return reply.redirect(config.basePath, 302);
        } catch (error) {
          return goBack(reply, error);
        }
      },
    }),
  ];
}

/** By the issuer's own id; the first time by the login name, if that account has no other identity yet. */
async function findOidcUser(db: Pool, identity: OidcIdentity): Promise<UserSecretRow | null> {
  const known = await findUserByOidc(db, identity.issuer, identity.subject);
  if (known !== null || identity.login === null) return known;
  if (!(await linkOidc(db, identity.login, identity))) return null;
  return findUserByOidc(db, identity.issuer, identity.subject);
}
