import { findController } from "#detectors/relations/controller";
import type { Holding, PartyNode } from "#detectors/relations/holdings";
import type { Chain, Owner } from "#detectors/relations/look-through";
import { type ChainJson, type ControllerDraft, replaceControllers } from "#store/controllers";
import { type PostRow, readHeldFirms, readHolders, readPosts } from "#store/holdings";
import type { Db } from "#store/pool";

/** Raised when the same ties would give another controller: all are then computed anew as they are looked at. */
export const CONTROLLER_VERSION = 1;
/** Storeys above and below a firm that is looked at, and firms in one round. */
const MAX_STOREYS = 12;
const MAX_FIRMS = 5000;

/**
 * 实际控制人 and 受益所有人 of the firms that changed and of all that they hold, directly or through others: only those can
 * have other owners now. Gives how many are others than before.
 */
export async function refreshControllers(tx: Db, changed: readonly number[], nowMs: number): Promise<number> {
  const firms = await collectBelow(tx, changed);
  const holders = await loadAbove(tx, firms);
  const posts = new Map<number, PostRow[]>(firms.map((firm) => [firm, []]));
  for (const post of await readPosts(tx, firms)) posts.get(post.firm)?.push(post);
  const drafts: ControllerDraft[] = [];
  for (const [firm, own] of posts) {
    const node = (post: PostRow): PartyNode =>
      post.personId === null ? `e:${post.enterpriseId}` : `p:${post.personId}`;
    const declared = own.find(({ kind }) => kind === "controller");
    const picture = findController({
      firm: `e:${firm}`,
      holdersOf: (one) => holders.get(one),
      declared: declared === undefined ? null : node(declared),
      managers: own.filter(({ kind }) => kind === "legal-representative").map(node),
    });
    const chainsOf = (party: PartyNode): ChainJson[] =>
      chainsTo(picture.lookThrough.owners.find((owner) => owner.node === party));
    const { controller } = picture;
    if (controller !== null)
      drafts.push(draft(firm, "controller", controller, controller.votes, chainsOf(controller.node)));
    for (const owner of picture.beneficial)
      drafts.push(draft(firm, "beneficial", owner, owner.share, chainsOf(owner.node)));
  }
  return replaceControllers(tx, firms, drafts, CONTROLLER_VERSION, nowMs);
}

function chainsTo(owner: Owner | undefined): ChainJson[] {
  return (owner?.chains ?? []).map(({ nodes, shares, share }: Chain) => ({
    nodes,
    shares: shares.map(round6),
    share: round6(share),
  }));
}

function draft(
  enterpriseId: number,
  what: ControllerDraft["what"],
  party: { readonly node: PartyNode; readonly rule: string },
  share: number | null,
  chains: readonly ChainJson[],
): ControllerDraft {
  const id = Number(party.node.slice(2));
  const person = party.node.startsWith("p:");
  return {
    enterpriseId,
    what,
    rule: party.rule,
    personId: person ? id : null,
    partyEnterprise: person ? null : id,
    share: share === null ? null : round6(share),
    chains,
  };
}

async function collectBelow(tx: Db, changed: readonly number[]): Promise<number[]> {
  const all = new Set(changed);
  let frontier = [...changed];
  for (let storey = 0; storey < MAX_STOREYS && frontier.length > 0 && all.size < MAX_FIRMS; storey++) {
    frontier = (await readHeldFirms(tx, frontier, MAX_FIRMS)).filter((id) => !all.has(id));
    for (const id of frontier) all.add(id);
  }
  return [...all].sort((a, b) => a - b);
}

/** Holders of these firms, of their holders and so on. */
async function loadAbove(tx: Db, firms: readonly number[]): Promise<Map<PartyNode, Holding[]>> {
  const holders = new Map<PartyNode, Holding[]>();
  const seen = new Set(firms);
  let frontier = [...firms];
  for (let storey = 0; storey < MAX_STOREYS && frontier.length > 0; storey++) {
    const next: number[] = [];
    for (const { firm, personId, enterpriseId, share } of await readHolders(tx, frontier)) {
      const holding = { holder: personId === null ? `e:${enterpriseId}` : `p:${personId}`, share };
      const list = holders.get(`e:${firm}`);
      if (list === undefined) holders.set(`e:${firm}`, [holding]);
      else list.push(holding);
      if (enterpriseId === null || seen.has(enterpriseId)) continue;
      seen.add(enterpriseId);
      next.push(enterpriseId);
    }
    frontier = next;
  }
  return holders;
}

/** Six decimals, as the register's shares have. */
function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
