import type { Clock } from "#domain/clock";
import type { Cipher } from "#domain/crypto";
import { type Account, makeAccount } from "#server/auth/account";
import { LOGIN_RULE, type Login, type LoginRule, makeLogin } from "#server/auth/login";
import { makeOidc, type Oidc, type OidcConfig } from "#server/auth/oidc";
import { createPasswordHasher, type PasswordHasher } from "#server/auth/password";
import { makeSessions, type SessionConfig, type Sessions } from "#server/auth/sessions";
import type { SessionBus } from "#server/http/ports";
import type { Log } from "#server/log";
import type { LoginOutcome } from "#store/login-attempts";
import type { Pool } from "#store/pool";

export interface PeopleDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly cipher: Cipher;
  readonly log: Log;
  readonly bus: SessionBus;
  readonly onLogin: (outcome: LoginOutcome) => void;
}

export interface PeopleConfig {
  readonly session: SessionConfig;
  readonly login?: LoginRule;
  readonly oidc: OidcConfig | null;
}

/** Who people are: login, sessions, second factor, single sign-on. HTTP and the push socket both ask here. */
export interface People {
  readonly hasher: PasswordHasher;
  readonly sessions: Sessions;
  readonly login: Login;
  readonly account: Account;
  readonly oidc: Oidc | null;
}

export function makePeople(deps: PeopleDeps, config: PeopleConfig): People {
  const hasher = createPasswordHasher();
  return {
    hasher,
    sessions: makeSessions(deps, config.session),
    login: makeLogin({ ...deps, hasher, onOutcome: deps.onLogin }, config.login ?? LOGIN_RULE),
    account: makeAccount({ ...deps, hasher }),
    oidc: config.oidc === null ? null : makeOidc(config.oidc, deps),
  };
}
