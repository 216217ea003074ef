import type { BlindIndex, Cipher } from "#domain/crypto";
import type { InputKind } from "#domain/event";

/**
 * Sensitive fields leave ingest sealed: what stays in their place is a blind index, equal for equal values and useless
 * without the key. Detectors group by it; only the store's readers with the right open the sealed form.
 */
export function sealFields(
  kind: InputKind,
  data: Record<string, unknown>,
  crypto: { readonly cipher: Cipher; readonly blindIndex: BlindIndex },
): Record<string, unknown> {
  const { cipher, blindIndex } = crypto;
  switch (kind) {
    case "registration": {
      const {
        phone,
        phoneSealed: _,
        relations,
        ...rest
      } = data as { phone?: string; phoneSealed?: string; relations?: { party: string; code?: string }[] };
      return {
        ...rest,
        ...(phone === undefined
          ? {}
          : {
              phone: blindIndex.indexOf("phone", phone),
              phoneSealed: cipher.seal(phone, "enterprise.phone"),
            }),
        ...(relations === undefined
          ? {}
          : {
              relations: relations.map((relation) =>
                relation.party === "person" && relation.code !== undefined
                  ? { ...relation, code: blindIndex.indexOf("person", relation.code) }
                  : relation,
              ),
            }),
      };
    }
    case "transaction": {
      const { account, counterparty } = data as { account: string; counterparty: string };
      return {
        ...data,
        account: blindIndex.indexOf("account", account),
        accountSealed: cipher.seal(account, "transaction.account"),
        counterparty: blindIndex.indexOf("account", counterparty),
        counterpartySealed: cipher.seal(counterparty, "transaction.account"),
      };
    }
    default:
      return data;
  }
}
