import { check, sleep } from "k6";
import { any, get, personOf } from "../client.js";

/** Somebody looks for an enterprise: by a part of its name, its credit code, or by filters. */
export function search(data) {
  const person = personOf(data);
  const firm = any(data.firms);
  const start = Math.floor(Math.random() * Math.max(1, firm.name.length - 4));
  const word = firm.name.slice(start, start + 2 + Math.floor(Math.random() * 3));
  find(person, `q=${encodeURIComponent(word)}`);
  sleep(0.5 + Math.random());
  if (firm.code) {
    const rows = find(person, `q=${firm.code}`).json("rows") || [];
    // Who looks after one district finds the firms of others nowhere.
    if (person.district === "310000")
      check(rows, { "a credit code finds its firm": (found) => found.some(({ id }) => id === firm.id) });
  }
  sleep(0.5 + Math.random());
  find(person, `levels=orange,red&sort=since&q=${encodeURIComponent(word.slice(0, 2))}`);
  sleep(0.5 + Math.random());
}

function find(person, query) {
  return get(person, `api/enterprises?limit=50&${query}`, "search", "api/enterprises?q");
}
