import { ACTIVITIES, type Activity, SCOPE_FORBIDS } from "#detectors/natures/activities";
import type {
  NatureDraft,
  NatureInput,
  NatureParameters,
  NaturePoint,
  Sentence,
  Words,
} from "#detectors/natures/input";
import { type ReadText, sentenceOf, sentencesMatching } from "#detectors/natures/reading";

const CRIMINAL_CAUSE = /非法吸收公众存款|集资诈骗|非法经营|非法集资|擅自设立金融机构|擅自发行|组织、领导传销/;
const UNLICENSED_REASON =
  /无证经营|未经(?:批准|许可|核准)|擅自|超(?:出|越)?(?:核准|许可|经营)?范围|非法集资|非法金融/;
const SAID_ILLEGAL =
  /非法集资|非法吸收|非吸|无牌照|无资质|没有牌照|无证经营|未取得[^，。]{0,10}(?:牌照|许可|资质)|未备案/;

/**
 * 非法性: financial activity that texts, recruitment and scope show, against the licences and the kind that the register
 * knows; decisions of authorities; what others say. A licence that is not in the data is not proved to be missing.
 */
export function readIllegality(
  { subject, events }: NatureInput,
  texts: readonly ReadText[],
  p: NatureParameters,
): NatureDraft {
  const points: NaturePoint[] = [];
  const unknown: Words[] = [];
  // What officers and courts write is a decision, and no sign of what the firm offers.
  const offers = texts.filter(({ event }) => event.kind !== "penalty" && event.kind !== "judicial");
  const licences = knownLicences(subject.licences, events);
  let bare = 0;
  for (const activity of ACTIVITIES) {
    const sentences = offers.flatMap((read) => sentencesMatching(read, activity.shows));
    if (sentences.length === 0) continue;
    const held = licences.list.filter((licence) => activity.allowedBy?.test(licence) === true);
    if (held.length > 0 || (subject.financeKind !== null && activity.kinds.includes(subject.financeKind)))
      continue;
    bare++;
    points.push(unlicensed(activity, sentences, subject.scope, p.keptSentences));
    if (activity.allowedBy !== null && !licences.known) {
      unknown.push({
        zh: `${activity.zh}：许可数据中未见${activity.needs}，该企业的许可数据未曾报送，需向发证机关核实`,
        en: `${activity.en}: no licence in our data (${activity.needsEn}); licence data of this firm were never sent, ask the authority`,
      });
    }
  }
  if (subject.scope === null || subject.scope === "")
    unknown.push({ zh: "经营范围未知", en: "The registered scope is not known" });
  else if (SCOPE_FORBIDS.test(subject.scope) && bare > 0)
    points.push({
      id: "scope-forbids",
      words: {
        zh: `经营范围明示不得从事：“${SCOPE_FORBIDS.exec(subject.scope)?.[0]}”`,
        en: `Its registered scope itself excludes the business: “${SCOPE_FORBIDS.exec(subject.scope)?.[0]}”`,
      },
      weight: 0.25,
      source: "registration",
      sentences: [],
    });
  if (bare > 0 && (subject.status === "revoked" || subject.status === "cancelled"))
    points.push({
      id: "status",
      words: {
        zh: `主体已${subject.status === "revoked" ? "吊销" : "注销"}，仍见金融活动字样`,
        en: `The firm's registration was ${subject.status}, yet texts show financial activity`,
      },
      weight: 0.4,
      source: "registration",
      sentences: [],
    });
  points.push(...decisions(texts, p.keptSentences));
  const said = texts
    .filter(({ event }) => event.kind === "sentiment" || event.kind === "complaint")
    .flatMap((read) => sentencesMatching(read, SAID_ILLEGAL));
  if (said.length > 0)
    points.push({
      id: "said",
      words: {
        zh: `${said.length} 处舆情或投诉称其无资质、涉嫌非法集资（他人所述，待核）`,
        en: `${said.length} sentences of media or complaints call it unlicensed or suspect illegal fund-raising (others' words)`,
      },
      weight: Math.min(0.35, 0.15 + 0.05 * said.length),
      source: said[0]?.kind ?? "sentiment",
      sentences: said.slice(0, p.keptSentences),
    });
  if (offers.length === 0)
    unknown.push({
      zh: "没有舆情、投诉或招聘文本可供比对",
      en: "There is no text of media, complaints or recruitment to compare",
    });
  return { points, unknown };
}

/** Licences of the register and of events; known when any source ever sent the list, an empty one too. */
function knownLicences(
  present: readonly string[],
  events: NatureInput["events"],
): { readonly list: readonly string[]; readonly known: boolean } {
  const sent = events.some(({ kind, data }) => kind === "registration" && Array.isArray(data.licences));
  return { list: present, known: sent || present.length > 0 };
}

function unlicensed(
  activity: Activity,
  sentences: readonly Sentence[],
  scope: string | null,
  kept: number,
): NaturePoint {
  const covered = scope !== null && activity.inScope.test(scope);
  const banned = activity.allowedBy === null;
  const [zh, en] = banned
    ? [`出现“${activity.zh}”，${activity.needs}`, `Texts show “${activity.en}”: ${activity.needsEn}`]
    : [
        `出现“${activity.zh}”${sentences.length} 处，未见${activity.needs}${scope === null || covered ? "" : "，经营范围亦不含该项"}`,
        `${sentences.length} sentences show “${activity.en}” without ${activity.needsEn}${scope === null || covered ? "" : "; not in its registered scope either"}`,
      ];
  return {
    id: `unlicensed-${activity.id}`,
    words: { zh, en },
    weight: Math.min(0.7, (banned ? 0.5 : covered ? 0.3 : 0.4) + 0.05 * (sentences.length - 1)),
    source: sentences[0]?.kind ?? "sentiment",
    sentences: sentences.slice(0, kept),
  };
}

/** Cases and penalties whose cause is the matter itself. */
function decisions(texts: readonly ReadText[], kept: number): NaturePoint[] {
  const causes = texts.filter(({ event, raw }) => event.kind === "judicial" && CRIMINAL_CAUSE.test(raw));
  const penalties = texts.filter(({ event, raw }) => event.kind === "penalty" && UNLICENSED_REASON.test(raw));
  const points: NaturePoint[] = [];
  if (causes.length > 0)
    points.push({
      id: "case",
      words: {
        zh: `司法信息案由与非法集资有关 ${causes.length} 件（裁判前仍为涉嫌）`,
        en: `${causes.length} court matters whose cause is of this kind (suspicion until judgment)`,
      },
      weight: 0.7,
      source: "judicial",
      sentences: causes.slice(0, kept).map((read) => sentenceOf(read, read.raw)),
    });
  if (penalties.length > 0)
    points.push({
      id: "penalty",
      words: {
        zh: `行政处罚涉及未经许可或超范围经营 ${penalties.length} 件`,
        en: `${penalties.length} penalties for business without permission or beyond its scope`,
      },
      weight: 0.5,
      source: "penalty",
      sentences: penalties.slice(0, kept).map((read) => sentenceOf(read, read.raw)),
    });
  return points;
}
