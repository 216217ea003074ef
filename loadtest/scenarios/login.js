import { check, sleep } from "k6";
import http from "k6/http";
import { anyUser, BASE, postLogin } from "../client.js";

/** Somebody logs in, opens the first screen's account data, and logs out. */
export function login() {
  const response = postLogin(anyUser(), "login");
  const isIn = check(response, { "login answers 200": ({ status }) => status === 200 });
  if (!isIn) return;
  const me = http.get(`${BASE}api/me`, { tags: { op: "query", name: "GET /api/me" } });
  check(me, { "the session is known": ({ status }) => status === 200 });
  sleep(1);
  const out = http.post(`${BASE}api/auth/logout`, "{}", {
    headers: { "content-type": "application/json" },
    tags: { op: "write", name: "POST /api/auth/logout" },
  });
  check(out, { "logout answers 200": ({ status }) => status === 200 });
}
