import type { DefaultModel } from "#detectors/finance/pawn/default";
import type { PrincipalModel } from "#detectors/finance/principal";
import type { LocalKind } from "#domain/finance-kind";

/** What one kind's reports of one month say together. JSON, kept in rows that are never changed. */
export interface PeerSnapshot {
  readonly kind: LocalKind;
  /** Month of the reports. */
  readonly period: string;
  /** Firms that reported. */
  readonly n: number;
  /** Values of each indicator at 0, 5 … 100 % of the peers that reported it. */
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
  /** Diffusion index of income against a year before: 50 is as many up as down; null when fewer than ten say. */
  readonly climate: number | null;
  readonly principal: PrincipalModel | null;
  /** Why there are no components, in words. */
  readonly principalWhy: { readonly zh: string; readonly en: string } | null;
  readonly defaults: DefaultModel | null;
}

/** Fewest peers from which a rank is told. */
export const LEAST_RANKED = 10;

/** Share of the peers below a value, 0–1, by straight lines between the kept quantiles; null without peers. */
export function rankOf(peers: PeerSnapshot | null, id: string, value: number | null): number | null {
  const quantiles = peers?.quantiles[id];
  if (quantiles === undefined || value === null || quantiles.length < 2) return null;
  const last = quantiles.length - 1;
  if (value < (quantiles[0] as number)) return 0;
  if (value >= (quantiles[last] as number)) return 1;
  let i = 0;
  while (i < last && (quantiles[i + 1] as number) <= value) i++;
  const [low, high] = [quantiles[i] as number, quantiles[i + 1] as number];
  return (i + (high > low ? (value - low) / (high - low) : 0)) / last;
}

/** The middle of the peers. */
export function medianOf(peers: PeerSnapshot | null, id: string): number | null {
  const quantiles = peers?.quantiles[id];
  return quantiles === undefined ? null : (quantiles[Math.floor(quantiles.length / 2)] ?? null);
}
