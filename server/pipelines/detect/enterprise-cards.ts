import type { StreamEvent } from "#domain/event";
import type { LruMap } from "#server/pipelines/lru";
import { type EnterpriseCard, readCards } from "#store/enterprise-cards";
import type { Statements } from "#store/statement-group";

/**
 * What a push message and a score row say about an enterprise: name, place, industry, position. Kept in memory;
 * registrations of the batch in hand show at once, and stay only when the batch commits.
 */
export class EnterpriseCards {
  /** Shared by all lanes: an enterprise is worked at by one of them at a time, and not always by the same. */
  readonly #cards: LruMap<number, EnterpriseCard>;
  #changed = new Map<number, EnterpriseCard>();

  constructor(cards: LruMap<number, EnterpriseCard>) {
    this.#cards = cards;
  }

  get(id: number): EnterpriseCard {
    const card = this.#changed.get(id) ?? this.#cards.get(id);
    if (card === undefined) throw new MissingEnterpriseError(id);
    return card;
  }

  async load(client: Statements, events: readonly StreamEvent[]): Promise<void> {
    await this.loadIds(
      client,
      events.flatMap((event) => (event.enterpriseId === null ? [] : [event.enterpriseId])),
    );
  }

  async loadIds(client: Statements, ids: readonly number[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => this.#cards.get(id) === undefined);
    if (missing.length === 0) return;
    for (const card of await readCards(client, missing)) this.#cards.set(card.id, card);
  }

  /** Folds the registrations of a batch in. */
  project(events: readonly StreamEvent[]): void {
    for (const event of events) {
      if (event.kind !== "registration" || event.enterpriseId === null) continue;
      const { data } = event as StreamEvent<"registration">;
      const card = this.get(event.enterpriseId);
      const district = data.businessDistrict ?? data.registeredDistrict;
      this.#changed.set(card.id, {
        ...card,
        name: data.name ?? card.name,
        district: district ?? card.district,
        street:
          district === undefined ? (data.registeredStreet ?? card.street) : (data.registeredStreet ?? null),
        industry: data.industryCode ?? card.industry,
        financeKind: data.financeKind ?? card.financeKind,
        position: data.position ?? card.position,
      });
    }
  }

  commit(): void {
    for (const [id, card] of this.#changed) this.#cards.set(id, card);
    this.#changed = new Map();
  }

  rollback(): void {
    this.#changed = new Map();
  }
}

export class MissingEnterpriseError extends Error {
  readonly code = "detect.enterprise-missing";
  constructor(id: number) {
    super(`enterprise ${id} is not in the store`);
  }
}
