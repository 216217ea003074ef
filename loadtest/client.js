import { check } from "k6";
import http from "k6/http";

/** Where the server is, who may log in, and a source's key: given by server/loadtest. */
export const BASE = (__ENV.GUANLAN_URL || "http://127.0.0.1:8080/").replace(/\/*$/, "/");
const USERS = JSON.parse(__ENV.GUANLAN_USERS || "[]");
const KEY = __ENV.GUANLAN_KEY || "";
export const SOURCE = __ENV.GUANLAN_SOURCE || "loadtest";
const COOKIE = "guanlan_session";

/** Logs everybody in once and finds firms to ask for: what all scenarios share. Its requests are outside the figures. */
export function setup() {
  if (USERS.length === 0) throw new Error("GUANLAN_USERS names nobody");
  const people = USERS.map((user) => {
    const response = postLogin(user, "setup");
    if (response.status !== 200)
      throw new Error(`${user.login} cannot log in: ${response.status} ${response.body}`);
    const { district } = response.json();
    http.cookieJar().clear(BASE);
    return { login: user.login, district, cookie: `${COOKIE}=${response.cookies[COOKIE][0].value}` };
  });
  const page = http.get(`${BASE}api/enterprises?limit=200&sort=name&order=asc`, {
    headers: { cookie: people[0].cookie },
    tags: { op: "setup" },
  });
  const firms = page.json("rows").map(({ id, name, code, district }) => ({ id, name, code, district }));
  if (firms.length === 0) throw new Error("the server knows no enterprises");
  return { people, firms, run: `${Date.now()}` };
}

export function postLogin({ login, password }, op) {
  return http.post(`${BASE}api/auth/login`, JSON.stringify({ user: login, password }), {
    headers: { "content-type": "application/json" },
    tags: { op, name: "POST /api/auth/login" },
  });
}

export function anyUser() {
  return any(USERS);
}

/** The person of this virtual user, always the same: a session is used by one browser after the other. */
export function personOf(data) {
  return data.people[(__VU - 1) % data.people.length];
}

/** `op` says which threshold of the requirements holds: login, query, write, search or report. */
export function get(person, path, op, name) {
  const response = http.get(BASE + path, {
    headers: { cookie: person.cookie },
    tags: { op, name: `GET /${name || path.split("?")[0]}` },
  });
  check(response, { [`GET /${name || path.split("?")[0]} answers 200`]: ({ status }) => status === 200 });
  return response;
}

export function post(person, path, body, op, name, statuses = [200]) {
  const response = http.post(BASE + path, JSON.stringify(body), {
    headers: { cookie: person.cookie, "content-type": "application/json" },
    tags: { op, name: `POST /${name}` },
    responseCallback: http.expectedStatuses(...statuses),
  });
  check(response, {
    [`POST /${name} answers ${statuses.join(" or ")}`]: ({ status }) => statuses.includes(status),
  });
  return response;
}

export function send(kind, events) {
  return http.post(`${BASE}api/ingest/${kind}`, JSON.stringify(events), {
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    tags: { op: "ingest", name: `POST /api/ingest/${kind}` },
  });
}

export function any(list) {
  return list[Math.floor(Math.random() * list.length)];
}
