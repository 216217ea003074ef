import { hash64 } from "#detectors/hash";
import { memoise } from "#detectors/memo";
import { normaliseText } from "#detectors/text/normalise";

/**
 * One form for one address: what is written between brackets, spaces, marks, the city and the words for the same
 * thing (号楼 幢 栋, 房 室) are levelled, and a desk inside a room (室-12, 工位 3) counts as the room. Null when too
 * little is left to tell one place from another.
 */
export function normaliseAddress(address: string): string | null {
  const flat = normaliseText(address)
    .replaceAll(/[(（[【][^)）\]】]*[)）\]】]/g, "")
    .replaceAll(/[\s,，。.、;；]/g, "")
    .replace(/^中国(?:上海)?自由贸易试验区(?:临港新片区)?/, "")
    .replace(/^上海市?/, "")
    .replaceAll(/号楼|栋|座楼|号房/g, (word) => (word === "号房" ? "室" : "幢"))
    .replace(/房$/, "室")
    .replace(/(室|号)(?:-\d+|[a-z]?\d*工位|第?\d+工位|之[一二三四五六七八九十\d]+)$/, "$1");
  return flat.length >= 6 && /\d/.test(flat) ? flat : null;
}

/** Hash by which an address is a key; null when it is too vague. */
export const addressHash = memoise((address): string | null => {
  const flat = normaliseAddress(address);
  return flat === null ? null : hash64(flat);
});

/** Places where many firms are registered on purpose: 集中登记地, incubators, parks. Sharing says little there. */
export function isCollectiveAddress(address: string): boolean {
  return /集中登记|孵化|众创|创业园|科技园|产业园|经济园区|开发区|虚拟注册|托管|工位/.test(address);
}
