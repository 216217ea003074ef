import { maskEnterpriseName, maskPersonName } from "#domain/mask";
import { normaliseName, shortNames } from "#domain/name";

/** A row's name and reason as visitors see them: what a text calls the firm by is hidden in the reason too. */
export function maskRow(row: { readonly name: string; readonly reason: string }): {
  readonly name: string;
  readonly reason: string;
} {
  const name = maskEnterpriseName(row.name);
  let reason = row.reason.split(row.name).join(name).split(normaliseName(row.name)).join(name);
  for (const short of shortNames(row.name)) reason = reason.split(short).join("＊＊");
  return { name, reason };
}

export function maskOfficer(name: string): string {
  return maskPersonName(name);
}
