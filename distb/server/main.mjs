import {
  CLOSE,
  DEFAULT_LEVEL_RULE,
  DEFAULT_WEIGHTS,
  DETECTORS,
  DIMENSIONS,
  FEED_ERRORS,
  FEED_VERSION,
  FINANCE_KINDS,
  FINANCE_KIND_NAMES,
  LEVELS,
  MEMBER_ROLE_NAMES,
  RealtimeListenError,
  SNAPSHOT_REASONS,
  chooseEngine,
  createPublisher,
  createRealtimeServer,
  createRegistry,
  decodeEvent,
  encodeEvent,
  levelNumber,
  levelOf
} from "./chunks/chunk-QAJ2TQ24.mjs";
import "./chunks/chunk-OWBHCNKY.mjs";
import {
  checkSignatureHeaders,
  createNatsServer,
  matchesSignature,
  signWebhook,
  webhookContext
} from "./chunks/chunk-DF24PHBG.mjs";
import {
  AUTHORITY,
  CHATTER,
  EVENTS_STREAM,
  EVENTS_SUBJECTS,
  ORDINARY,
  PARTITIONS,
  PROVIDER,
  PUSH_SUBJECTS,
  SIMULATOR_SOURCE,
  accountOf,
  collectLiveEpisodes,
  collectPastEpisodes,
  createConnection,
  delay,
  enterpriseKey,
  makeComplaint,
  makeMarketPoint,
  makeNegativeText,
  makeRoundUp,
  makeSeries,
  makeSimEvent,
  makeSlot,
  namedInText,
  parseEventSubject,
  partitionConsumerName,
  partitionFilter,
  partitionKey,
  partitionOf,
  pickChannel,
  pushSubject,
  roleSubject,
  topicOfSubject
} from "./chunks/chunk-BTAXYHPO.mjs";
import {
  batchByKind,
  checkMapping,
  detectLayout,
  finishEnvelope,
  importFields,
  makeRowMapper,
  readObjects,
  readTable,
  rowId,
  suggestMapping
} from "./chunks/chunk-PDM5ZTVS.mjs";
import {
  LimiterFullError,
  checkPassword,
  createPasswordHasher
} from "./chunks/chunk-HJXCK5OA.mjs";
import {
  createSource,
  ensureSource,
  findSource,
  findSourceByKey,
  issueSourceKey,
  noteKeyUsed,
  readSourceKeys,
  readSourceSettings,
  readSources,
  readWebhookSecrets,
  revokeSourceKeys,
  saveSourceSettings,
  takeNonce,
  updateSource
} from "./chunks/chunk-YDRUFXH6.mjs";
import {
  CHANNELS,
  GUARDED_FIELDS,
  LINES,
  ROLES,
  ROLE_FACTS,
  Refusal,
  Rng,
  SESSION_COOKIE,
  STREAMS,
  TROUBLED_SHARE,
  WHO_MAY,
  actionsOf,
  addPost,
  allowedTopics,
  can,
  canSeeField,
  checkOrganisation,
  checkPost,
  conflictOf,
  countUsers,
  createCity,
  createEnterprises,
  createOrganisation,
  createUser,
  decide,
  districtOfStreet,
  endPost,
  ensureOrganisations,
  fieldsOf,
  findEnterprise,
  findIdentifiers,
  findUserByLogin,
  findUserByOidc,
  hasAction,
  identifierKey,
  inDistricts,
  inScope,
  insertIdentifiers,
  intAt,
  isWholeCity,
  lockCreation,
  makeFixedPlace,
  makePersonName,
  makePhone,
  makeRegistration,
  makeSessions,
  mayBeGivenField,
  mix,
  narrowScope,
  normaliseCreditCode,
  noteFailedLogin,
  noteLogin,
  parseCreditCode,
  readOrganisations,
  readPostHolder,
  readPosts,
  readSessions,
  readUser,
  readUserSecrets,
  readUsers,
  resolveEnterprises,
  scopeOf,
  setDisabled,
  setPassword,
  setTotp,
  setWatched,
  streetName,
  streetsOf,
  switchPost,
  tierOf,
  topicOf,
  unitAt,
  unlockUser
} from "./chunks/chunk-SVEHBE3O.mjs";
import {
  INPUT_KINDS,
  SCHEMA_VERSION,
  envelopeSchema
} from "./chunks/chunk-KONZRWED.mjs";
import {
  CITY,
  CodedError,
  DISTRICTS,
  ERRORS,
  OUTSIDE,
  districtOf,
  isDistrict,
  isErrorCode,
  makeError,
  normaliseDistrict
} from "./chunks/chunk-ZFE45SM2.mjs";
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  ZONE_OFFSET_MS,
  addDays,
  addMonths,
  bucketStart,
  dayOf,
  daysBetween,
  isDay,
  startOfDay,
  weekdayOf
} from "./chunks/chunk-DPTJRLNT.mjs";
import {
  VERSION
} from "./chunks/chunk-2K7LV6X5.mjs";
import {
  prepareDatabase
} from "./chunks/chunk-K67NVYLV.mjs";
import {
  appendAudit,
  readAudit,
  verifyAudit
} from "./chunks/chunk-4H4GBVKX.mjs";
import {
  createEmbeddedServer
} from "./chunks/chunk-HXEBTTQF.mjs";
import {
  ConfigError,
  describeConfig,
  readConfig
} from "./chunks/chunk-PQXE74HE.mjs";
import {
  createPool,
  dbOf,
  first,
  instant,
  join,
  one,
  prepared,
  sql,
  together
} from "./chunks/chunk-IUEGZ6D3.mjs";

// server/auth/demo-users.ts
var DEMO_PASSWORD = "guanlan-demo";
var DEMO_DISTRICT = "310115";
var DEMO_USERS = [
  { user: "duty", name: "\u674E\u56DB", role: "duty-officer", district: CITY },
  { user: "analyst", name: "\u5468\u7814", role: "city-analyst", district: CITY },
  { user: "admin", name: "\u5F20\u4E09", role: "city-administrator", district: CITY },
  { user: "reviewer", name: "\u5434\u5BA1", role: "reviewer", district: CITY },
  { user: "leader", name: "\u90D1\u9886", role: "duty-leader", district: CITY },
  { user: "street", name: "\u51AF\u8857", role: "street-officer", district: DEMO_DISTRICT },
  { user: "grid", name: "\u9648\u7F51", role: "grid-worker", district: DEMO_DISTRICT },
  { user: "police", name: "\u891A\u8B66", role: "member-unit", district: CITY },
  { user: "regulator", name: "\u536B\u7BA1", role: "sector-regulator", district: CITY },
  { user: "auditor", name: "\u94B1\u5BA1\u8BA1", role: "auditor", district: CITY },
  { user: "system", name: "\u5B59\u7CFB\u7EDF", role: "system-administrator", district: CITY },
  { user: "security", name: "\u848B\u5B89\u5168", role: "security-administrator", district: CITY },
  { user: "audit", name: "\u6C88\u5BA1\u8BA1", role: "audit-administrator", district: CITY },
  ...DISTRICTS.map(({ code, short, nameEn }) => ({
    user: nameEn.toLowerCase().replaceAll(/[^a-z]/g, ""),
    name: `${short}\u4E13\u5458`,
    role: "district-officer",
    district: code
  }))
];
async function ensureDemoUsers(db, hasher2) {
  const passwordHash = await hasher2.hash(DEMO_PASSWORD);
  return db.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    let made = 0;
    for (const demo of DEMO_USERS) {
      const userId = await createUser(tx, { login: demo.user, name: demo.name, passwordHash, demo: true });
      if (userId === null) continue;
      made++;
      await addPost(tx, {
        userId,
        organisationId: placeOf(demo, organisations),
        role: demo.role,
        businesses: demo.role === "sector-regulator" ? ["microloan", "pawn", "guarantee", "leasing", "factoring"] : null,
        fields: GUARDED_FIELDS.filter((field) => field === "phone" && mayBeGivenField(demo.role, field))
      });
    }
    return made;
  });
}
function listDemoUsers() {
  return DEMO_USERS.map((demo) => ({
    ...demo,
    name: `${demo.name}\uFF08${ROLE_FACTS[demo.role].zh}\uFF09`,
    password: DEMO_PASSWORD
  }));
}
function placeOf(demo, organisations) {
  switch (demo.role) {
    case "district-officer":
      return organisations.district(demo.district);
    case "street-officer":
    case "grid-worker":
      return organisations.street(streetsOf(demo.district)[0]?.code);
    case "member-unit":
      return organisations.unit("\u5E02\u516C\u5B89\u5C40\u7ECF\u4FA6\u603B\u961F");
    case "sector-regulator":
      return organisations.unit("\u5E02\u59D4\u91D1\u878D\u529E\u5730\u65B9\u91D1\u878D\u76D1\u7BA1\u5904");
    default:
      return organisations.city;
  }
}

// server/lifetime.ts
var Lifetime = class {
  #stops = [];
  #ending = null;
  get ended() {
    return this.#ending !== null;
  }
  async add(stop) {
    if (this.#ending === null) this.#stops.push(stop);
    else {
      await stop();
      throw new LifetimeEndedError();
    }
  }
  end(onError = () => {
  }) {
    this.#ending ??= (async () => {
      for (let stop = this.#stops.pop(); stop !== void 0; stop = this.#stops.pop()) {
        try {
          await stop();
        } catch (error) {
          onError(error);
        }
      }
    })();
    return this.#ending;
  }
};
var LifetimeEndedError = class extends Error {
  code = "start.ended";
  constructor() {
    super("the program was asked to end while it started");
  }
};

// server/program.ts
import { randomBytes as randomBytes5 } from "node:crypto";
import { mkdir as mkdir7 } from "node:fs/promises";
import { dirname as dirname3, join as join11 } from "node:path";
import pino from "pino";

// server/channels/vapid-keys.ts
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import webPush from "web-push";
var VapidKeysError = class extends Error {
  code = "channels.vapid-keys";
};
async function openVapidKeys(file) {
  await mkdir(dirname(file), { recursive: true });
  const made = webPush.generateVAPIDKeys();
  try {
    await writeFile(file, JSON.stringify(made), { mode: 384, flag: "wx" });
    return made;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  for (let tries = 0; ; tries++) {
    const text4 = await readFile(file, "utf8");
    const keys = parseKeys(text4);
    if (keys !== null) return keys;
    if (tries === 20) throw new VapidKeysError(`${file} holds no VAPID key pair; restore it from a backup`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
function parseKeys(text4) {
  try {
    const { publicKey, privateKey } = JSON.parse(text4);
    if (typeof publicKey !== "string" || typeof privateKey !== "string") return null;
    const sizes = [Buffer.from(publicKey, "base64url").length, Buffer.from(privateKey, "base64url").length];
    return sizes[0] === 65 && sizes[1] === 32 ? { publicKey, privateKey } : null;
  } catch {
    return null;
  }
}

// stream/simulator/live.ts
function makeLiveSource(world, options) {
  let positionMs = Math.max(options.fromMs, world.city.epochMs);
  return {
    get positionMs() {
      return positionMs;
    },
    due(nowMs, windowMs = 1e4) {
      const toMs = Math.min(Math.floor(nowMs), positionMs + windowMs);
      if (toMs <= positionMs) return [];
      const events = world.between(positionMs, toMs, options.rates);
      positionMs = toMs;
      return events;
    }
  };
}

// stream/simulator/filing.ts
var MONTHLY_FORMS = {
  microloan: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u6708\u62A5",
  factoring: "\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u6708\u62A5",
  leasing: "\u878D\u8D44\u79DF\u8D41\u516C\u53F8\u6708\u62A5",
  guarantee: "\u878D\u8D44\u62C5\u4FDD\u516C\u53F8\u6708\u62A5",
  pawn: "\u5178\u5F53\u884C\u6708\u62A5"
};
function makeFigures(seed, kind, index, month, capital, stress) {
  const own2 = new Rng(seed, STREAMS.filing, index);
  const now = new Rng(seed, STREAMS.filing, index * 1009 + month);
  const size = Math.max(1e6, capital) * (0.92 + 0.25 * own2.unit());
  const drift = () => 0.96 + 0.08 * now.unit();
  const use = (low, high, strained) => {
    const ordinary = low + (high - low) * own2.unit();
    return Math.min(strained && stress > 0 ? Math.max(ordinary, stress) : ordinary, 3) * (strained && stress > 0 ? 1 : drift());
  };
  const yuan3 = (value) => Math.round(value);
  switch (kind) {
    case "microloan": {
      const net = size * drift();
      const lastYear = size;
      return {
        netAssets: yuan3(net),
        netAssetsLastYear: yuan3(lastYear),
        loanBalance: yuan3(net * (0.8 + 0.5 * own2.unit()) * drift()),
        largestBorrowerLoans: yuan3(lastYear * 0.1 * use(0.3, 0.8, true)),
        largestRelatedLoans: yuan3(lastYear * 0.15 * use(0.35, 0.75, true)),
        nonStandardFunding: yuan3(net * use(0.05, 0.6, stress > 1.1)),
        standardFunding: yuan3(net * 4 * use(0, 0.2, false)),
        nonPerformingRatio: round(0.01 + 0.04 * own2.unit() + 0.05 * Math.max(0, stress)),
        badDebtReserve: yuan3(net * 0.03 * drift())
      };
    }
    case "factoring": {
      const net = size * drift();
      const risk = net * 10 * use(0.2, 0.7, stress > 1.1);
      const balance = risk * 0.9;
      return {
        netAssets: yuan3(net),
        riskAssets: yuan3(risk),
        factoringBalance: yuan3(balance),
        largestDebtorReceivables: yuan3(risk * 0.5 * use(0.2, 0.75, true)),
        relatedDebtorReceivables: yuan3(risk * 0.4 * use(0.1, 0.6, true)),
        riskReserve: yuan3(balance * 0.01 / use(0.5, 0.9, false)),
        overdue90Ratio: round(5e-3 + 0.03 * own2.unit() + 0.04 * Math.max(0, stress))
      };
    }
    case "leasing": {
      const net = size * drift();
      const total2 = net * (2 + 3 * own2.unit());
      return {
        netAssets: yuan3(net),
        totalAssets: yuan3(total2),
        leaseAssets: yuan3(total2 * 0.6 / use(0.65, 0.9, false)),
        riskAssets: yuan3(net * 8 * use(0.2, 0.7, stress > 1.1)),
        fixedIncomeSecurities: yuan3(net * 0.2 * use(0, 0.5, false)),
        largestCustomerBalance: yuan3(net * 0.3 * use(0.2, 0.8, true)),
        largestGroupBalance: yuan3(net * 0.5 * use(0.2, 0.75, true)),
        largestRelatedBalance: yuan3(net * 0.3 * use(0.05, 0.5, false)),
        allRelatedBalance: yuan3(net * 0.5 * use(0.1, 0.6, false)),
        nonPerformingRatio: round(6e-3 + 0.02 * own2.unit() + 0.03 * Math.max(0, stress))
      };
    }
    case "guarantee": {
      const net = size * drift();
      const focus = own2.chance(0.4) ? 1 : 0;
      const liability = net * (focus === 1 ? 15 : 10) * use(0.2, 0.75, true);
      const assets = net * 1.2;
      const class1 = assets * (0.25 + 0.2 * own2.unit());
      const class12 = Math.min(assets * 0.95, class1 + assets * (0.5 + 0.05 * own2.unit()));
      const premium = net * 0.03;
      return {
        netAssets: yuan3(net),
        smallFarmFocus: focus,
        liabilityBalance: yuan3(liability),
        largestGuaranteed: yuan3(net * 0.1 * use(0.3, 0.8, true)),
        largestGuaranteedRelated: yuan3(net * 0.15 * use(0.3, 0.8, true)),
        totalAssetsLessReceivable: yuan3(assets),
        class1Assets: yuan3(class1),
        class12Assets: yuan3(class12),
        class3Assets: yuan3(assets - class12),
        premiumOfYear: yuan3(premium),
        unexpiredReserve: yuan3(premium * (0.5 + 0.1 * own2.unit())),
        compensationReserve: yuan3(liability * (0.011 + 0.01 * own2.unit())),
        compensationRate: round(3e-3 + 0.01 * own2.unit() + 0.03 * Math.max(0, stress))
      };
    }
    case "pawn": {
      const registered = Math.max(1e6, capital);
      const largestEstate = registered < 1e7 ? 1e6 : registered * 0.1;
      return {
        registeredCapital: registered,
        netAssets: yuan3(registered * (0.95 + 0.25 * own2.unit())),
        pawnBalance: yuan3(registered * (0.5 + 0.4 * own2.unit()) * drift()),
        largestCustomerBalance: yuan3(registered * 0.25 * use(0.2, 0.8, true)),
        propertyRightBalance: yuan3(registered * 0.5 * use(0.1, 0.7, false)),
        realEstateBalance: yuan3(registered * use(0.2, 0.75, true)),
        largestRealEstateLoan: yuan3(largestEstate * use(0.3, 0.85, true)),
        bankLoans: yuan3(registered * use(0, 0.5, false)),
        monthlyFeeMovables: round(0.03 + 0.01 * own2.unit()),
        monthlyFeePropertyRights: round(0.015 + 8e-3 * own2.unit()),
        monthlyFeeRealEstate: round(0.015 + 0.01 * own2.unit()),
        defaultRatio: round(0.02 + 0.04 * own2.unit() + 0.05 * Math.max(0, stress))
      };
    }
  }
}
function round(value) {
  return Math.round(value * 1e4) / 1e4;
}

// stream/simulator/relations.ts
function makeRelations(city, enterprise) {
  const { index, legalRepresentative, industry } = enterprise;
  const role = city.roles.get(index);
  const rng = new Rng(city.seed, STREAMS.relation, index);
  const rows = [
    { kind: "legal-representative", party: "person", name: legalRepresentative, office: "\u6267\u884C\u8463\u4E8B" }
  ];
  if (role?.controller !== void 0)
    rows.push({ kind: "controller", party: "person", name: role.controller });
  if (industry.form === "individual") return rows;
  let left = 1;
  if (role?.parent !== void 0) {
    const parent = city.identity(role.parent);
    rows.push({ kind: "shareholder", party: "enterprise", name: parent.name, code: parent.code, share: 0.6 });
    left = 0.4;
  } else if (rng.chance(0.16)) {
    const holder = intAt(
      city.seed,
      STREAMS.relation,
      index + 7e6,
      Math.max(1, Math.floor(city.size / 2))
    );
    if (holder !== index) {
      const owner = city.identity(holder);
      const share = rng.pick([0.2, 0.3, 0.4, 0.51, 0.67, 0.8]);
      rows.push({ kind: "shareholder", party: "enterprise", name: owner.name, code: owner.code, share });
      left -= share;
    }
  }
  const people2 = rng.between(1, 3);
  for (let i = 0; i < people2 && left > 1e-3; i++) {
    const share = i === people2 - 1 ? left : Math.round(left * (0.4 + 0.4 * rng.unit()) * 100) / 100;
    const name = i === 0 ? legalRepresentative : makePersonName(rng.next());
    rows.push({ kind: "shareholder", party: "person", name, share: Math.round(share * 1e4) / 1e4 });
    left -= share;
  }
  rows.push({ kind: "officer", party: "person", name: makePersonName(rng.next()), office: "\u76D1\u4E8B" });
  if (rng.chance(0.1)) {
    rows.push({ kind: "officer", party: "person", name: makePersonName(rng.next()), office: "\u8D22\u52A1\u8D1F\u8D23\u4EBA" });
  }
  return rows;
}

// stream/simulator/stories/story.ts
function makeTimeline(context, breakOffsetDays, live) {
  const { epochMs } = context;
  if (live === null) {
    const breakMs = bucketStart(epochMs + breakOffsetDays * DAY_MS, "day") + 10.5 * 36e5;
    return { at: (day) => Math.floor(breakMs + day * DAY_MS) };
  }
  const pressed = live.minutes * MINUTE_MS / live.days;
  return {
    at: (day) => Math.floor(
      day < -live.days ? epochMs + (day + live.days) * DAY_MS : epochMs + (day + live.days) * pressed
    )
  };
}
function makeScriptWriter(storyId, seed, timeline) {
  const draws = new Rng(seed, STREAMS.story + 100, mix(seed, 1, hashOf(storyId)));
  const parts = [];
  const at = (day, make) => {
    parts.push({ dueMs: timeline.at(day), make });
  };
  return {
    at,
    spread(count2, fromDay, toDay, bend, make) {
      for (let i = 0; i < count2; i++) {
        const share = ((i + draws.unit()) / count2) ** (1 / bend);
        at(fromDay + (toDay - fromDay) * share, make);
      }
    },
    finish() {
      parts.sort((a, b) => a.dueMs - b.dueMs);
      return parts.map(({ dueMs, make }, n) => ({
        dueMs,
        make: (city) => make(city, `st-${storyId}-${n}`, dueMs, new Rng(seed, STREAMS.story + 200 + n, hashOf(storyId)))
      }));
    }
  };
}
function hashOf(text4) {
  let hash = 17;
  for (let i = 0; i < text4.length; i++) hash = Math.imul(hash, 31) + text4.charCodeAt(i) | 0;
  return hash >>> 0;
}

// stream/simulator/stories/fundraising.ts
var BREAKS = [-12, 0, 26, 75, -45, 48, 110, 14, 150, 90];
var DISTRICTS2 = [
  "310101",
  "310115",
  "310106",
  "310104",
  "310109",
  "310107",
  "310112",
  "310105"
];
function planFundraising(context) {
  const { seed, number: number2, epochMs } = context;
  const id = `fundraising-${number2}`;
  const live = number2 === 1;
  const timeline = makeTimeline(
    context,
    BREAKS[number2 % BREAKS.length],
    live ? { days: 7, minutes: 9 } : null
  );
  const rng = new Rng(seed, STREAMS.story + 1, number2);
  const head = context.cast("head");
  const shops = Array.from({ length: rng.between(2, 4) }, (_, i) => context.cast(`shop-${i}`));
  const controller = makePersonName(rng.next());
  const straw = makePersonName(rng.next());
  const phone = makePhone(rng.next());
  const district = DISTRICTS2[number2 % DISTRICTS2.length];
  const place2 = makeFixedPlace(district, rng.int(12), 88 + rng.int(400), `${rng.between(12, 28)}\u697C\u6574\u5C42`);
  const roles = /* @__PURE__ */ new Map();
  roles.set(head, {
    storyId: id,
    role: "head",
    kind: "wealth",
    word: rng.pick(["\u8D22\u5BCC\u7BA1\u7406", "\u8D44\u4EA7\u7BA1\u7406", "\u6295\u8D44\u7BA1\u7406"]),
    place: place2,
    person: controller,
    controller,
    phone,
    ageDays: 420 + rng.int(500),
    capital: 5e7,
    paidIn: 0,
    licensed: false,
    scope: "\u6295\u8D44\u7BA1\u7406\uFF0C\u8D44\u4EA7\u7BA1\u7406\uFF0C\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2\uFF0C\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2\u3002\uFF08\u4F9D\u6CD5\u987B\u7ECF\u6279\u51C6\u7684\u9879\u76EE\uFF0C\u7ECF\u76F8\u5173\u90E8\u95E8\u6279\u51C6\u540E\u65B9\u53EF\u5F00\u5C55\u7ECF\u8425\u6D3B\u52A8\uFF09"
  });
  for (const [i, shop] of shops.entries()) {
    roles.set(shop, {
      storyId: id,
      role: "shop",
      kind: "wealth",
      word: rng.pick(["\u6295\u8D44\u54A8\u8BE2", "\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2", "\u8D22\u5BCC\u6295\u8D44\u54A8\u8BE2"]),
      place: makeFixedPlace(
        DISTRICTS2[(number2 + i + 1) % DISTRICTS2.length],
        rng.int(12),
        20 + rng.int(300),
        "\u5E95\u5C42\u5546\u94FA"
      ),
      person: controller,
      controller,
      phone,
      ageDays: 120 + rng.int(120),
      capital: 5e6,
      paidIn: 0,
      licensed: false,
      parent: head
    });
  }
  const script = makeScriptWriter(id, seed, timeline);
  const anyFirm = (draws) => draws.chance(0.75) ? head : draws.pick(shops);
  const post2 = (topic, channels) => (city, eventId, dueMs, draws) => {
    const firm = city.identity(anyFirm(draws));
    const channel = channels === null ? pickChannel(draws) : draws.pick(channels);
    const named = draws.chance(0.15);
    const data = makeNegativeText(draws, firm, topic, channel, named);
    return makeSimEvent(
      "sentiment",
      channel === "\u65B0\u95FB" ? "news" : "post",
      eventId,
      dueMs,
      firm,
      { ...data },
      named ? namedInText(city.epochMs, dueMs, [firm]) : {}
    );
  };
  const complain = (topics) => (city, eventId, dueMs, draws) => {
    const firm = city.identity(anyFirm(draws));
    return makeSimEvent("complaint", "received", eventId, dueMs, firm, {
      ...makeComplaint(draws, firm, draws.pick(topics))
    });
  };
  script.spread(
    5,
    -165,
    -95,
    1,
    (city, eventId, dueMs, draws) => makeSimEvent("registration", "recruitment", eventId, dueMs, city.identity(anyFirm(draws)), {
      recruitment: {
        posts: draws.between(60, 300),
        salesPosts: draws.between(50, 280),
        wording: "\u5927\u91CF\u62DB\u8058\u7406\u8D22\u987E\u95EE\u3001\u7535\u8BDD\u9500\u552E\uFF0C\u65E0\u8D23\u5E95\u85AA\u52A0\u9AD8\u989D\u63D0\u6210\uFF0C\u9000\u4F11\u4EBA\u5458\u3001\u5B9D\u5988\u4F18\u5148\uFF0C\u4E09\u5929\u57F9\u8BAD\u4E0A\u5C97"
      }
    })
  );
  script.spread(4, -160, -60, 1, post2("recruit", ["\u5C0F\u7EA2\u4E66", "\u5FAE\u535A", "\u516C\u4F17\u53F7"]));
  script.spread(22, -150, -12, 1.2, post2("promise", ["\u5FAE\u535A", "\u6296\u97F3", "\u516C\u4F17\u53F7", "\u5C0F\u7EA2\u4E66"]));
  script.spread(10, -120, -15, 1, post2("lecture", ["\u5FAE\u535A", "\u5C0F\u7EA2\u4E66", "\u77E5\u4E4E"]));
  script.spread(9, -110, -22, 1.5, complain(["promise", "lecture", "recruit"]));
  script.spread(
    26,
    -115,
    -8,
    1.3,
    (city, eventId, dueMs, draws) => transfer(city, head, eventId, dueMs, draws, "in")
  );
  script.spread(
    12,
    -70,
    -3,
    1.4,
    (city, eventId, dueMs, draws) => transfer(city, head, eventId, dueMs, draws, "out")
  );
  script.at(-34, (city, eventId, dueMs) => changePerson(city, head, straw, eventId, dueMs));
  script.at(-28, (city, eventId, dueMs, draws) => changeAddress(city, head, eventId, dueMs, draws));
  script.at(
    -24,
    (city, eventId, dueMs, draws) => makeSimEvent("penalty", "administrative", eventId, dueMs, city.identity(head), {
      authority: `\u4E0A\u6D77\u5E02${districtOf(district)?.name}\u5E02\u573A\u76D1\u7763\u7BA1\u7406\u5C40`,
      documentNo: `\u6CAA\u5E02\u76D1\u5904\u3014${new Date(dueMs).getUTCFullYear()}\u3015${draws.between(1e3, 9999)}\u53F7`,
      category: "administrative",
      reason: "\u53D1\u5E03\u542B\u6709\u4FDD\u672C\u4FDD\u6536\u76CA\u5185\u5BB9\u7684\u8FDD\u6CD5\u5E7F\u544A",
      amount: "200000.00"
    })
  );
  script.spread(18, -20, -0.2, 1.6, complain(["redemption", "abscond", "rights"]));
  script.spread(16, -18, -0.1, 1.5, post2("redemption", null));
  script.spread(7, -9, -0.1, 1.3, post2("rights", null));
  script.spread(5, -4, 0, 1.2, post2("abscond", null));
  script.spread(
    2,
    -14,
    -4,
    1,
    (city, eventId, dueMs, draws) => makeSimEvent("judicial", "case", eventId, dueMs, city.identity(head), {
      stage: draws.pick(["filed", "enforcement"]),
      caseNo: `\uFF08${new Date(dueMs).getUTCFullYear()}\uFF09\u6CAA0115\u6C11\u521D${draws.between(1001, 39999)}\u53F7`,
      cause: "\u59D4\u6258\u7406\u8D22\u5408\u540C\u7EA0\u7EB7",
      court: "\u4E0A\u6D77\u5E02\u6D66\u4E1C\u65B0\u533A\u4EBA\u6C11\u6CD5\u9662",
      role: "defendant",
      amount: `${draws.between(80, 900)}0000.00`
    })
  );
  script.at(
    0,
    (city, eventId, dueMs, draws) => makeSimEvent("judicial", "criminal", eventId, dueMs, city.identity(head), {
      stage: "criminal-filed",
      caseNo: `\u6CAA\u516C\uFF08\u7ECF\uFF09\u7ACB\u5B57\u3014${new Date(dueMs).getUTCFullYear()}\u3015${draws.between(1001, 9999)}\u53F7`,
      cause: "\u6D89\u5ACC\u975E\u6CD5\u5438\u6536\u516C\u4F17\u5B58\u6B3E",
      court: "",
      role: "defendant",
      count: 1
    })
  );
  script.spread(5, 0.1, 6, 1, post2("criminal", ["\u65B0\u95FB", "\u516C\u4F17\u53F7", "\u5FAE\u535A"]));
  const startMs = timeline.at(-165);
  return {
    facts: {
      id,
      kind: "fundraising",
      title: "\u8D22\u5BCC\u516C\u53F8\u7531\u6B63\u5E38\u7ECF\u8425\u6ED1\u5411\u975E\u6CD5\u96C6\u8D44",
      titleEn: "A wealth-management firm turns into illegal fund-raising",
      startMs,
      firstSignMs: timeline.at(-150),
      breakMs: timeline.at(0),
      endMs: timeline.at(6),
      live: live || timeline.at(6) > epochMs && startMs < epochMs,
      enterprises: [{ index: head, role: "head" }, ...shops.map((index) => ({ index, role: "shop" }))]
    },
    roles,
    script: script.finish()
  };
}
function transfer(city, head, id, dueMs, draws, direction) {
  const identity = city.identity(head);
  const amount = direction === "in" ? `${draws.between(3, 60)}0000.00` : `${draws.between(80, 480)}0000.00`;
  return makeSimEvent("transaction", "moved", id, dueMs, identity, {
    provider: PROVIDER,
    authority: AUTHORITY,
    account: accountOf(head),
    counterparty: direction === "in" ? accountOf(95e4 + draws.int(2e4)) : accountOf(head, 1 + draws.int(3)),
    counterpartyName: makePersonName(draws.next()),
    direction,
    amount,
    cash: direction === "out" && draws.chance(0.15),
    remark: direction === "in" ? "\u6295\u8D44\u6B3E" : draws.pick(["\u5F80\u6765\u6B3E", "\u54A8\u8BE2\u8D39", "\u501F\u6B3E"])
  });
}
function changePerson(city, index, person, id, dueMs) {
  const enterprise = city.enterprise(index);
  return makeSimEvent("registration", "changed", id, dueMs, enterprise, {
    legalRepresentative: person,
    changes: [{ field: "legalRepresentative", before: enterprise.legalRepresentative, after: person }],
    relations: [{ kind: "legal-representative", party: "person", name: person, office: "\u6267\u884C\u8463\u4E8B" }]
  });
}
function changeAddress(city, index, id, dueMs, draws) {
  const enterprise = city.enterprise(index);
  const before = makeRegistration(enterprise).registeredAddress;
  const place2 = makeFixedPlace(
    enterprise.district,
    draws.int(12),
    1 + draws.int(200),
    `${draws.between(1, 9)}\u5E62${draws.between(101, 999)}\u5BA4`
  );
  return makeSimEvent("registration", "changed", id, dueMs, enterprise, {
    registeredAddress: place2.address,
    registeredDistrict: place2.district,
    registeredStreet: place2.street,
    changes: [{ field: "registeredAddress", before, after: place2.address }]
  });
}

// stream/simulator/stories/limit-breach.ts
var USE = [0.72, 0.84, 0.95, 1.12, 1.31, 1.38];
var BREACH_AGO = [1, 0, 2, -1, 0, 3];
function planLimitBreach(context) {
  const { seed, number: number2, epochMs } = context;
  const id = `limit-breach-${number2}`;
  const live = number2 === 1;
  const firm = context.cast("company");
  const rng = new Rng(seed, STREAMS.story + 2, number2);
  const role = {
    storyId: id,
    role: "company",
    kind: "microloan",
    word: "\u5C0F\u989D\u8D37\u6B3E",
    capital: 2e8,
    paidIn: 2e8,
    ageDays: 1500 + rng.int(2500),
    licensed: true
  };
  const ago = BREACH_AGO[number2 % BREACH_AGO.length];
  const thisMonth = `${dayOf(epochMs).slice(0, 7)}-01`;
  const reportMs = (offset) => startOfDay(addMonths(thisMonth, offset)) + (8 + hashOf(id) % 6) * DAY_MS + 10 * 36e5 + number2 % 50 * 6e4;
  const script = makeScriptWriter(id, seed, { at: (ms) => ms });
  let firstSignMs = 0;
  let breakMs = null;
  USE.forEach((use, i) => {
    let dueMs = reportMs(-ago - 3 + i);
    if (live)
      dueMs = i < 3 ? epochMs - (3 - i) * 30 * DAY_MS + 36e5 : i === 3 ? epochMs + 4 * 6e4 : epochMs + (i - 3) * 31 * DAY_MS;
    else if (i > 3) dueMs += 8 * DAY_MS;
    if (i === 2) firstSignMs = dueMs;
    if (i === 3) breakMs = dueMs;
    const month = addMonths(thisMonth, live ? i - 3 : -ago - 4 + i);
    script.at(dueMs, (city, eventId, at) => fileReport(city, firm, month, use, eventId, at));
  });
  const broken = breakMs;
  script.at(
    broken + (live ? 2.5 * 6e4 : 6 * DAY_MS),
    (city, eventId, dueMs, draws) => makeSimEvent("penalty", "administrative", eventId, dueMs, city.identity(firm), {
      authority: "\u4E0A\u6D77\u5E02\u5730\u65B9\u91D1\u878D\u76D1\u7763\u7BA1\u7406\u90E8\u95E8\uFF08\u6A21\u62DF\uFF09",
      documentNo: `\u6CAA\u91D1\u76D1\u7BA1\u3014${new Date(dueMs).getUTCFullYear()}\u3015${draws.between(10, 99)}\u53F7`,
      category: "administrative",
      reason: "\u5355\u4E00\u501F\u6B3E\u4EBA\u8D37\u6B3E\u96C6\u4E2D\u5EA6\u8D85\u8FC7\u76D1\u7BA1\u9650\u989D\uFF0C\u8D23\u4EE4\u9650\u671F\u6574\u6539",
      amount: "300000.00"
    })
  );
  script.spread(
    4,
    broken + (live ? 6e4 : DAY_MS),
    broken + (live ? 6 * 6e4 : 12 * DAY_MS),
    1,
    (city, eventId, dueMs, draws) => {
      const identity = city.identity(firm);
      const channel = pickChannel(draws);
      return makeSimEvent("sentiment", "post", eventId, dueMs, identity, {
        ...makeNegativeText(draws, identity, draws.pick(["regulatory", "default"]), channel, false)
      });
    }
  );
  const items = script.finish();
  return {
    facts: {
      id,
      kind: "limit-breach",
      title: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u8D37\u6B3E\u96C6\u4E2D\u5EA6\u7A81\u7834\u76D1\u7BA1\u9650\u989D",
      titleEn: "A small-loan company breaches its concentration limit",
      startMs: items[0].dueMs,
      firstSignMs,
      breakMs,
      endMs: items.at(-1).dueMs,
      live,
      enterprises: [{ index: firm, role: "company" }]
    },
    roles: /* @__PURE__ */ new Map([[firm, role]]),
    script: items
  };
}
function fileReport(city, firm, month, use, id, dueMs) {
  const enterprise = city.enterprise(firm);
  const period = month.slice(0, 7);
  return makeSimEvent("filing", "monthly", id, dueMs, enterprise, {
    form: MONTHLY_FORMS.microloan,
    period,
    dueOn: `${addMonths(month, 1).slice(0, 8)}15`,
    figures: makeFigures(city.seed, "microloan", firm, monthNumber(period), enterprise.capital, use),
    status: "\u5DF2\u62A5\u9001"
  });
}
function monthNumber(period) {
  const [year, month] = period.split("-").map(Number);
  return year * 12 + month - 1;
}

// stream/simulator/stories/market-shock.ts
function planMarketShock(context, series) {
  const { seed, number: number2, epochMs } = context;
  const id = `market-shock-${number2}`;
  const live = number2 === 1;
  const startMs = live ? epochMs + 5 * MINUTE_MS : bucketStart(epochMs - (37 + 31 * Math.max(0, number2 - 1)) * DAY_MS, "day") + 10 * HOUR_MS;
  const hit = new Set(series.filter((one2) => one2.number % 3 === 0).map((one2) => one2.number));
  const shock = { startMs, depth: 0.14, recoveryMs: 2 * DAY_MS, hits: hit };
  return {
    shock,
    story(scene) {
      const script = [];
      const rng = new Rng(seed, STREAMS.story + 5, number2);
      for (const one2 of series) {
        if (!hit.has(one2.number)) continue;
        const points = live ? 6 : 3;
        for (let i = 0; i < points; i++) {
          const dueMs = startMs + Math.floor((i + rng.unit()) * (live ? 8e4 : 25 * MINUTE_MS));
          script.push({
            dueMs,
            make: (city) => makeMarketPoint(city.seed, scene(), one2.number, `st-${id}-m${one2.number}-${i}`, dueMs)
          });
        }
        const newsMs = startMs + Math.floor((0.3 + rng.unit()) * (live ? 4 * MINUTE_MS : 3 * HOUR_MS));
        script.push({
          dueMs: newsMs,
          make: (city) => {
            const firm = city.identity(one2.enterprise);
            return makeSimEvent("sentiment", "news", `st-${id}-n${one2.number}`, newsMs, firm, {
              title: `${firm.tradeName}\u76F8\u5173\u4EA7\u54C1\u5927\u5E45\u6CE2\u52A8`,
              text: `\u53D7\u5E02\u573A\u60C5\u7EEA\u5F71\u54CD\uFF0C${firm.name}\u76F8\u5173${one2.metric}\u76D8\u4E2D\u5927\u8DCC\uFF0C\u6295\u8D44\u8005\u62C5\u5FE7\u5176\u6D41\u52A8\u6027\uFF0C\u516C\u53F8\u79F0\u7ECF\u8425\u6B63\u5E38\uFF0C\u63D0\u9192\u6CE8\u610F\u5E02\u573A\u98CE\u9669\u3002`,
              channel: "\u65B0\u95FB",
              author: "\u8D22\u7ECF\u65E5\u62A5"
            });
          }
        });
      }
      script.sort((a, b) => a.dueMs - b.dueMs);
      return {
        facts: {
          id,
          kind: "market-shock",
          title: "\u5E02\u573A\u51B2\u51FB\uFF1A\u591A\u53EA\u4EA7\u54C1\u51C0\u503C\u4E0E\u4EF7\u683C\u540C\u6B65\u5F02\u52A8",
          titleEn: "A market shock across many series",
          startMs,
          firstSignMs: startMs,
          breakMs: startMs,
          endMs: startMs + 2 * DAY_MS,
          live,
          enterprises: [
            ...new Set(series.filter((one2) => hit.has(one2.number)).map((one2) => one2.enterprise))
          ].map((index) => ({ index, role: "series" }))
        },
        roles: /* @__PURE__ */ new Map(),
        script
      };
    }
  };
}

// stream/simulator/stories/rumour.ts
var HEIGHTS = [-6, 0, -33, -58, -19, 9, -74, 21, -3, 40];
var KINDS = ["leasing", "private-fund", "factoring", "guarantee", "wealth"];
function planRumour(context) {
  const { seed, number: number2 } = context;
  const id = `rumour-${number2}`;
  const live = number2 === 1;
  const timeline = makeTimeline(
    context,
    HEIGHTS[number2 % HEIGHTS.length],
    live ? { days: 2, minutes: 6 } : null
  );
  const rng = new Rng(seed, STREAMS.story + 3, number2);
  const target = context.cast("target");
  const neighbours = [context.cast("neighbour"), context.cast("neighbour")];
  const kind = KINDS[number2 % KINDS.length];
  const role = (name) => ({
    storyId: id,
    role: name,
    kind,
    licensed: true,
    ageDays: 900 + rng.int(3e3)
  });
  const roles = new Map([
    [target, role("target")],
    ...neighbours.map((index) => [index, role("neighbour")])
  ]);
  const script = makeScriptWriter(id, seed, timeline);
  script.spread(34, -1.5, 0.35, 1.4, (city, eventId, dueMs, draws) => {
    const firm = city.identity(draws.chance(0.88) ? target : draws.pick(neighbours));
    const channel = draws.chance(0.6) ? draws.pick(["\u5FAE\u535A", "\u6296\u97F3", "\u5C0F\u7EA2\u4E66"]) : pickChannel(draws);
    const named = draws.chance(0.3);
    const data = makeNegativeText(draws, firm, "rumour", channel, named);
    return makeSimEvent(
      "sentiment",
      channel === "\u65B0\u95FB" ? "news" : "post",
      eventId,
      dueMs,
      firm,
      { ...data },
      named ? namedInText(city.epochMs, dueMs, [firm]) : {}
    );
  });
  script.spread(2, -0.4, 0.3, 1, (city, eventId, dueMs, draws) => {
    const firms = [target, ...neighbours].map((index) => city.identity(index));
    return makeSimEvent(
      "sentiment",
      "news",
      eventId,
      dueMs,
      firms[0] ?? null,
      { ...makeRoundUp(draws, firms, true) },
      namedInText(city.epochMs, dueMs, firms)
    );
  });
  script.spread(4, -0.5, 0.5, 1, (city, eventId, dueMs, draws) => {
    const firm = city.identity(target);
    return makeSimEvent("complaint", "received", eventId, dueMs, firm, {
      ...makeComplaint(draws, firm, "default")
    });
  });
  script.spread(4, 0.7, 1.6, 1, (city, eventId, dueMs, draws) => {
    const firm = city.identity(target);
    return makeSimEvent("sentiment", "news", eventId, dueMs, firm, {
      ...makeNegativeText(draws, firm, "clarify", draws.pick(["\u65B0\u95FB", "\u516C\u4F17\u53F7", "\u5FAE\u535A"]), false)
    });
  });
  return {
    facts: {
      id,
      kind: "rumour",
      title: "\u8C23\u8A00\u98CE\u66B4\uFF1A\u5065\u5EB7\u4F01\u4E1A\u906D\u96C6\u4E2D\u4E0D\u5B9E\u4F20\u64AD",
      titleEn: "A rumour storm about a sound firm",
      startMs: timeline.at(-1.5),
      firstSignMs: timeline.at(-1.4),
      breakMs: timeline.at(0),
      endMs: live ? timeline.at(1.6) : timeline.at(0) + 2 * DAY_MS,
      live,
      enterprises: [
        { index: target, role: "target" },
        ...neighbours.map((index) => ({ index, role: "neighbour" }))
      ]
    },
    roles,
    script: script.finish()
  };
}

// stream/simulator/stories/shell-cluster.ts
var HEIGHTS2 = [-20, 0, -40, 30, -65, 10, -8, 55];
var DISTRICTS3 = ["310120", "310151", "310114", "310118", "310116", "310113"];
var WORDS = ["\u5546\u52A1\u54A8\u8BE2", "\u4F01\u4E1A\u7BA1\u7406", "\u8D38\u6613", "\u4F9B\u5E94\u94FE\u7BA1\u7406", "\u79D1\u6280", "\u4FE1\u606F\u79D1\u6280", "\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2"];
function planShellCluster(context) {
  const { seed, number: number2, size } = context;
  const id = `shell-cluster-${number2}`;
  const live = number2 === 1;
  const offset = HEIGHTS2[number2 % HEIGHTS2.length];
  const timeline = makeTimeline(context, offset, live ? { days: 10, minutes: 8 } : null);
  const rng = new Rng(seed, STREAMS.story + 4, number2);
  const count2 = size < 5e3 ? rng.between(8, 12) : rng.between(14, 30);
  const place2 = makeFixedPlace(
    DISTRICTS3[number2 % DISTRICTS3.length],
    4 + rng.int(10),
    30 + rng.int(600),
    `${rng.between(1, 9)}\u5E62${rng.between(101, 499)}\u5BA4`
  );
  const phone = makePhone(rng.next());
  const persons = Array.from({ length: 3 }, () => makePersonName(rng.next()));
  const firms = [];
  const roles = /* @__PURE__ */ new Map();
  for (let i = 0; i < count2; i++) {
    const index = context.cast("shell");
    firms.push(index);
    roles.set(index, {
      storyId: id,
      role: "shell",
      kind: "none",
      word: WORDS[i % WORDS.length],
      place: place2,
      phone,
      person: rng.pick(persons),
      controller: persons[0],
      capital: 1e7,
      paidIn: 0,
      // All within a month or so, the last 25 to 40 days before the height of the churn.
      ageDays: Math.max(2, 25 + rng.int(40) - offset)
    });
  }
  const script = makeScriptWriter(id, seed, timeline);
  script.spread(
    Math.ceil(count2 * 0.7),
    -22,
    2,
    1.6,
    (city, eventId, dueMs, draws) => changePerson(
      city,
      draws.pick(firms),
      draws.chance(0.6) ? draws.pick(persons) : makePersonName(draws.next()),
      eventId,
      dueMs
    )
  );
  script.spread(
    Math.ceil(count2 * 0.35),
    -15,
    4,
    1.3,
    (city, eventId, dueMs, draws) => changeAddress(city, draws.pick(firms), eventId, dueMs, draws)
  );
  script.spread(
    Math.ceil(count2 * 0.3),
    -3,
    10,
    1,
    (city, eventId, dueMs, draws) => makeSimEvent("penalty", "abnormal", eventId, dueMs, city.identity(draws.pick(firms)), {
      authority: "\u4E0A\u6D77\u5E02\u5E02\u573A\u76D1\u7763\u7BA1\u7406\u5C40\uFF08\u6A21\u62DF\uFF09",
      category: "abnormal-operation",
      reason: "\u901A\u8FC7\u767B\u8BB0\u7684\u4F4F\u6240\u6216\u8005\u7ECF\u8425\u573A\u6240\u65E0\u6CD5\u8054\u7CFB"
    })
  );
  script.spread(
    Math.ceil(count2 * 0.3),
    -5,
    12,
    1,
    (city, eventId, dueMs, draws) => makeSimEvent("tax", "arrears", eventId, dueMs, city.identity(draws.pick(firms)), {
      item: "\u589E\u503C\u7A0E",
      arrears: `${draws.between(3, 90)}${draws.between(1e3, 9999)}.00`
    })
  );
  return {
    facts: {
      id,
      kind: "shell-cluster",
      title: "\u540C\u5740\u7A7A\u58F3\u4F01\u4E1A\u7FA4\u9891\u7E41\u53D8\u66F4",
      titleEn: "A cluster of shell companies at one address",
      startMs: timeline.at(-22) - 40 * DAY_MS,
      firstSignMs: timeline.at(-22),
      breakMs: timeline.at(0),
      endMs: timeline.at(12),
      live,
      enterprises: firms.map((index) => ({ index, role: "shell" }))
    },
    roles,
    script: script.finish()
  };
}

// stream/simulator/world.ts
function createWorld(options) {
  const { seed, epochMs } = options;
  const { stories, roles, series, shocks } = planStories(options);
  const city = createCity(options, roles);
  const { locals, funds } = listFinancial(city);
  const scene = { city, series, shocks, funds };
  const planned = stories.map((plan) => plan(() => scene));
  const script = planned.flatMap((story) => story.script).sort((a, b) => a.dueMs - b.dueMs);
  const filings = makeFilingCalendar(city, locals);
  const newcomers = listNewcomers(city);
  function collectSlots(plan, perSecond, fromMs, toMs, out) {
    const { slotMs } = plan;
    for (let slot = Math.floor(fromMs / slotMs); slot * slotMs < toMs; slot++) {
      for (const event of slotOf(plan, slot, perSecond)) {
        if (event.dueMs < fromMs || event.dueMs >= toMs) continue;
        out.push(
          event.dueMs >= epochMs ? delay(event, new Rng(seed, STREAMS.correction, event.dueMs)) : event
        );
      }
    }
  }
  let kept = { key: "", events: [] };
  function slotOf(plan, slot, perSecond) {
    if (plan.slotMs < HOUR_MS) return makeSlot(scene, plan, slot, perSecond);
    const key = `${slot}/${perSecond}`;
    if (kept.key !== key) kept = { key, events: makeSlot(scene, plan, slot, perSecond) };
    return kept.events;
  }
  return {
    city,
    scene,
    stories: planned.map((story) => story.facts),
    between(fromMs, toMs, rates) {
      const out = [];
      collectSlots(ORDINARY, rates.ordinary, fromMs, toMs, out);
      const pastTo = Math.min(toMs, epochMs);
      if (fromMs < pastTo) {
        collectPastEpisodes(city, rates.historyDays, fromMs, pastTo, out);
        collectCloses(scene, fromMs, pastTo, out);
        collectNewcomers(city, newcomers, fromMs, pastTo, out);
      }
      const liveFrom = Math.max(fromMs, epochMs);
      if (liveFrom < toMs) {
        collectSlots(CHATTER, rates.live, liveFrom, toMs, out);
        collectLiveEpisodes(city, liveFrom, toMs, out);
        collectFollowUps(scene, rates.live, liveFrom, toMs, out);
      }
      filings(fromMs, toMs, out);
      for (let i = lowerBound(script, fromMs); i < script.length; i++) {
        const item = script[i];
        if (item.dueMs >= toMs) break;
        out.push(item.make(city));
      }
      return out.sort((a, b) => a.dueMs - b.dueMs || (a.envelope.id < b.envelope.id ? -1 : 1));
    }
  };
}
function planStories(options) {
  const { seed, size, epochMs } = options;
  const each = Math.max(2, Math.min(60, Math.round(size / 4e3)));
  const bare = createCity(options);
  const taken = /* @__PURE__ */ new Set();
  let draws = 0;
  const cast = () => {
    for (; ; ) {
      const index = intAt(seed, STREAMS.story, draws++, size);
      if (taken.has(index) || bare.troubleRank(index) < TROUBLED_SHARE) continue;
      taken.add(index);
      return index;
    }
  };
  const planned = [];
  for (let number2 = 0; number2 < each; number2++) {
    const context = { seed, size, epochMs, number: number2, cast };
    planned.push(
      planFundraising(context),
      planLimitBreach(context),
      planRumour(context),
      planShellCluster(context)
    );
  }
  const roles = new Map(planned.flatMap((story) => [...story.roles]));
  const series = planSeries(bare, roles);
  const shocks = [0, 1].map((number2) => planMarketShock({ seed, epochMs, number: number2 }, series));
  return {
    stories: [...planned.map((story) => () => story), ...shocks.map((plan) => plan.story)],
    roles,
    series,
    shocks: shocks.map((plan) => plan.shock)
  };
}
function planSeries(city, roles) {
  const count2 = Math.max(8, Math.min(400, Math.round(city.size / 500)));
  const series = [];
  for (let draw = 0; series.length < count2 && draw < city.size * 4; draw++) {
    const index = intAt(city.seed, STREAMS.market, 1e6 + draw, city.size);
    if (roles.has(index) || series.some((one2) => one2.enterprise === index)) continue;
    const kind = city.kindOf(index);
    const wanted = series.length % 2 === 0 ? kind === "private-fund" || kind === "leasing" || kind === "factoring" : kind === "none";
    if (wanted || draw > city.size) series.push(makeSeries(city.seed, series.length, index, kind));
  }
  return series;
}
function listFinancial(city) {
  const locals = [];
  const funds = [];
  for (let index = 0; index < city.size; index++) {
    const kind = city.kindOf(index);
    if (isLocal(kind) && !city.roles.get(index)?.storyId.startsWith("limit-breach")) locals.push(index);
    else if (kind === "private-fund") funds.push(index);
  }
  return { locals: Int32Array.from(locals), funds: Int32Array.from(funds) };
}
function isLocal(kind) {
  return kind in MONTHLY_FORMS;
}
function makeFilingCalendar(city, locals) {
  let cachedDay = -1;
  let cached = [];
  const dayList = (dayMs) => {
    if (dayMs === cachedDay) return cached;
    const day = dayOf(dayMs);
    const date2 = Number(day.slice(8));
    const month = monthNumber(day);
    const list = [];
    if (date2 >= 7 && date2 <= 15) {
      for (const index of locals) {
        const draw = mix(city.seed, STREAMS.filing + 900, index * 613 + month);
        if (draw % 60 === 0 || 7 + (draw >>> 8) % 9 !== date2) continue;
        list.push({ dueMs: dayMs + 9 * HOUR_MS + (draw >>> 12) % 540 * MINUTE_MS, index });
      }
      list.sort((a, b) => a.dueMs - b.dueMs);
    }
    cachedDay = dayMs;
    cached = list;
    return list;
  };
  return (fromMs, toMs, out) => {
    for (let dayMs = bucketStart(fromMs, "day"); dayMs < toMs; dayMs += DAY_MS) {
      for (const { dueMs, index } of dayList(dayMs)) {
        if (dueMs >= fromMs && dueMs < toMs) out.push(makeMonthly(city, index, dueMs));
      }
    }
  };
}
function makeMonthly(city, index, dueMs) {
  const enterprise = city.enterprise(index);
  const kind = enterprise.kind;
  const day = dayOf(dueMs);
  const period = addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
  return makeSimEvent("filing", "monthly", `fl-${index}-${period}`, dueMs, enterprise, {
    form: MONTHLY_FORMS[kind],
    period,
    dueOn: `${day.slice(0, 7)}-15`,
    figures: makeFigures(city.seed, kind, index, monthNumber(period), enterprise.capital, 0),
    status: "\u5DF2\u62A5\u9001"
  });
}
function collectCloses(scene, fromMs, toMs, out) {
  for (let dayMs = bucketStart(fromMs, "day"); dayMs < toMs; dayMs += DAY_MS) {
    const day = dayOf(dayMs);
    if (weekdayOf(day) > 5) continue;
    for (const one2 of scene.series) {
      const dueMs = dayMs + 15 * HOUR_MS + one2.number * 500;
      if (dueMs < fromMs || dueMs >= toMs) continue;
      out.push(makeMarketPoint(scene.city.seed, scene, one2.number, `mk-${one2.number}-${day}`, dueMs));
    }
  }
}
var LONGEST_HISTORY_DAYS = 400;
function listNewcomers(city) {
  const list = [];
  const from = city.epochMs - LONGEST_HISTORY_DAYS * DAY_MS;
  for (let index = 0; index < city.size; index++) if (city.establishedMs(index) > from) list.push(index);
  list.sort((a, b) => city.establishedMs(a) - city.establishedMs(b));
  return Int32Array.from(list);
}
function collectNewcomers(city, newcomers, fromMs, toMs, out) {
  const firstDay = bucketStart(fromMs, "day") - DAY_MS;
  for (const index of newcomers) {
    const establishedMs = city.establishedMs(index);
    if (establishedMs >= toMs) break;
    if (establishedMs < firstDay) continue;
    const dueMs = registeredMs(city, index);
    if (dueMs >= fromMs && dueMs < toMs) out.push(makeEstablished(city, index, dueMs));
  }
}
function registeredMs(city, index) {
  return city.establishedMs(index) + 9 * HOUR_MS + Math.floor(unitAt(city.seed, STREAMS.date + 300, index) * 8 * HOUR_MS);
}
function makeEstablished(city, index, dueMs) {
  const enterprise = city.enterprise(index);
  return makeSimEvent("registration", "established", `rg-${index}`, dueMs, enterprise, {
    ...makeRegistration(enterprise),
    relations: makeRelations(city, enterprise)
  });
}
function collectFollowUps(scene, perSecond, fromMs, toMs, out) {
  const { seed, epochMs } = scene.city;
  for (let minute = Math.floor(fromMs / MINUTE_MS); minute * MINUTE_MS < toMs; minute++) {
    const draw = mix(seed, STREAMS.correction + 1, minute);
    if (draw % 5 !== 0) continue;
    const dueMs = minute * MINUTE_MS + (draw >>> 4) % MINUTE_MS;
    const targetMs = dueMs - (4 + (draw >>> 9) % 26) * MINUTE_MS;
    if (dueMs < fromMs || dueMs >= toMs || targetMs < epochMs) continue;
    const target = makeSlot(scene, CHATTER, Math.floor(targetMs / CHATTER.slotMs), perSecond).find(
      (event) => event.kind === "tax"
    );
    if (target === void 0 || target.dueMs < epochMs) continue;
    out.push(makeFollowUp(target, `fu-${minute.toString(36)}`, dueMs));
  }
}
function makeFollowUp(target, id, dueMs) {
  const { envelope, kind } = target;
  const { type: _type, time: _time, ...rest } = envelope;
  if (kind === "tax") {
    const data2 = { ...envelope.data, paid: `${Math.round(Number(envelope.data.paid ?? 0) * 110) / 100}` };
    return {
      kind,
      dueMs,
      envelope: { ...rest, id, type: "tax.corrected", time: envelope.time, corrects: envelope.id, data: data2 }
    };
  }
  const data = kind === "judicial" ? { ...envelope.data, stage: "other", cause: "\u64A4\u8BC9" } : { ...envelope.data, category: "\u64A4\u56DE" };
  return {
    kind,
    dueMs,
    envelope: {
      ...rest,
      id,
      type: `${kind}.withdrawn`,
      time: new Date(dueMs).toISOString(),
      withdraws: envelope.id,
      data
    }
  };
}
function lowerBound(items, ms) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (items[middle].dueMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

// stream/simulator/seed.ts
var ORDINARY_EACH = 0.9;
function makeRates(world, days, livePerSecond) {
  return {
    live: livePerSecond,
    ordinary: world.city.size * ORDINARY_EACH / (days * 86400),
    historyDays: days
  };
}
function* seedEnvelopes(world, { days }) {
  if (!(days >= 1 && days <= LONGEST_HISTORY_DAYS))
    throw new RangeError(`history is 1 to ${LONGEST_HISTORY_DAYS} days, not ${days}`);
  const { city } = world;
  const startMs = city.epochMs - days * DAY_MS;
  for (let index = 0; index < city.size; index++) {
    if (registeredMs(city, index) >= startMs) continue;
    yield makeEstablished(city, index, startMs - HOUR_MS + Math.floor(index / city.size * HOUR_MS));
  }
  const rates = makeRates(world, days, 0);
  for (let fromMs = startMs; fromMs < city.epochMs; fromMs += DAY_MS) {
    yield* world.between(fromMs, Math.min(fromMs + DAY_MS, city.epochMs), rates);
  }
}
function estimateSeed(world) {
  return Math.round(world.city.size * 2.9);
}

// server/city/city.ts
var CHUNK = 1e3;
var LIVE_MS = 250;
var LONGEST_CATCH_UP_MS = 10 * 6e4;
async function createCity2(context, ingest) {
  const { config, pool, clock, log } = context;
  await ensureSource(pool, {
    id: SIMULATOR_SOURCE,
    name: "\u6A21\u62DF\u57CE\u5E02",
    transport: "simulator",
    kinds: [...INPUT_KINDS],
    simulated: true,
    silenceSeconds: 600
  });
  const kept = (await readSourceSettings(pool, SIMULATOR_SOURCE))?.city;
  let record = kept ?? {
    seed: config.CITY_SEED,
    size: config.CITY_SIZE,
    days: config.CITY_DAYS,
    epochMs: clock.now(),
    seeded: false,
    positionMs: 0
  };
  if (kept === void 0) await save(record);
  const world = createWorld({ seed: record.seed, size: record.size, epochMs: record.epochMs });
  let stopped = false;
  let running = Promise.resolve();
  async function save(next2) {
    record = next2;
    await saveSourceSettings(pool, SIMULATOR_SOURCE, { city: record });
  }
  async function send(events) {
    for (const round5 of batchByKind(events, CHUNK)) {
      await Promise.all(round5.map(({ kind, events: list }) => submit2(kind, list)));
    }
  }
  async function submit2(kind, events) {
    const rows = events.map((event, index) => ({ row: index + 1, value: event.envelope }));
    for (let tries = 0; !stopped; tries++) {
      try {
        await ingest.submit({ id: SIMULATOR_SOURCE, simulated: true }, kind, rows, { language: "zh" });
        return;
      } catch (error) {
        if (!(error instanceof CodedError) && !isPassing(error)) throw error;
        if (tries % 50 === 0) log.warn({ err: error, kind }, "simulated events wait");
        await sleep(error instanceof CodedError && error.code === "ingest.backpressure" ? 200 : 1e3);
      }
    }
  }
  return {
    async seed(onProgress) {
      if (record.seeded) return false;
      const total2 = estimateSeed(world);
      let done5 = 0;
      for (const round5 of batchByKind(seedEnvelopes(world, { days: record.days }), CHUNK)) {
        await Promise.all(round5.map(({ kind, events }) => submit2(kind, events)));
        for (const { events } of round5) done5 += events.length;
        onProgress(Math.min(0.99, done5 / total2));
        if (stopped) return false;
      }
      await save({ ...record, seeded: true, positionMs: record.epochMs });
      onProgress(1);
      return true;
    },
    run() {
      const rates = makeRates(world, record.days, config.CITY_RATE);
      const source = makeLiveSource(world, {
        fromMs: Math.max(record.positionMs, clock.now() - LONGEST_CATCH_UP_MS),
        rates
      });
      let savedMs = clock.now();
      running = (async () => {
        while (!stopped) {
          const events = source.due(clock.now());
          if (events.length > 0) await send(events);
          if (clock.now() - savedMs > 5e3) {
            savedMs = clock.now();
            await save({ ...record, positionMs: source.positionMs }).catch(
              (error) => log.warn({ err: error }, "city position not kept")
            );
          }
          await sleep(LIVE_MS);
        }
        await save({ ...record, positionMs: source.positionMs }).catch(() => void 0);
      })();
      running.catch(context.fail);
    },
    async stop() {
      stopped = true;
      await running.catch(() => void 0);
    }
  };
}
function isPassing(error) {
  const code = error.code ?? "";
  return /^(ECONN|EPIPE|ENOENT|08|53|57|40)/.test(code) || /connection|timeout|terminat/i.test(error.message);
}
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// server/heartbeat.ts
import { hostname } from "node:os";

// store/heartbeats.ts
async function beat(db, beats) {
  if (beats.length === 0) return;
  await db.execute(sql`
    insert into role_heartbeats as h (role, instance, host, pid, version, started_at, last_seen_at, rss_mb, partitions, metrics)
    select role, instance, host, pid, version, now(), now(), "rssMb", partitions, metrics
    from jsonb_to_recordset(${JSON.stringify(beats)}::jsonb) as i(role text, instance text, host text, pid int, version text,
      "rssMb" real, partitions smallint[], metrics jsonb)
    on conflict (role, instance) do update set last_seen_at = now(), rss_mb = excluded.rss_mb, pid = excluded.pid,
      host = excluded.host, version = excluded.version, partitions = excluded.partitions, metrics = excluded.metrics`);
}
async function removeBeats(db, instance) {
  await db.execute(sql`delete from role_heartbeats where instance = ${instance}`);
}
function readHeartbeats(db, maxAgeMs) {
  return db.query(sql`
    select role, instance, host, pid, version, rss_mb as "rssMb", partitions, metrics, started_at as "startedAtMs",
      last_seen_at as "lastSeenMs", (extract(epoch from now() - last_seen_at) * 1000)::float8 as "ageMs"
    from role_heartbeats where last_seen_at > now() - ${maxAgeMs} * interval '1 millisecond' order by role, instance`);
}

// server/heartbeat.ts
var PERIOD_MS = 2e3;
function createHeartbeat(context, roles, details) {
  let stopped = false;
  let running = Promise.resolve();
  async function send() {
    const rssMb = Math.round(process.memoryUsage.rss() / 1048576);
    const base = { instance: context.instance, host: hostname(), pid: process.pid, version: VERSION, rssMb };
    await beat(
      context.pool,
      roles.map((role) => ({
        ...base,
        role,
        partitions: role === "detect" ? details.partitions() : [],
        metrics: role === roles[0] ? details.metrics() : {}
      }))
    );
  }
  function round5() {
    if (stopped) return;
    running = running.then(send).catch((error) => context.log.warn({ err: error }, "no heartbeat: database unavailable"));
  }
  round5();
  const timer = setInterval(round5, PERIOD_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      await removeBeats(context.pool, context.instance).catch(() => void 0);
    }
  };
}

// server/infrastructure.ts
import { join as join2 } from "node:path";

// stream/bus.ts
function createBus(deps) {
  const { connection } = deps;
  const { nats } = connection;
  return {
    publish(subject, data) {
      if (connection.connected() && !nats.isClosed()) nats.publish(subject, data);
    },
    subscribe(pattern, onMessage, options = {}) {
      const subscription = nats.subscribe(pattern, {
        ...options.queue === void 0 ? {} : { queue: options.queue },
        callback: (error, message) => {
          if (error === null) onMessage(message.subject, message.data);
        }
      });
      return () => subscription.unsubscribe();
    }
  };
}

// stream/topology.ts
import { setTimeout as delay2 } from "node:timers/promises";
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  ReplayPolicy,
  RetentionPolicy,
  StorageType
} from "@nats-io/jetstream";
var DEFAULT_TOPOLOGY = {
  maxBytes: 2 * 1024 ** 3,
  maxMessages: -1,
  duplicateWindowMs: 2 * 6e4,
  replicas: 1,
  ackWaitMs: 3e4,
  maxAckPending: 4096
};
async function createTopology(connection, config) {
  const manager = await jetstreamManager(connection.nats, { timeout: 1e4, checkAPI: false });
  await ensureStream(manager, streamConfig(config));
  async function ensurePartition(partition, fresh = false) {
    if (fresh)
      await manager.consumers.delete(EVENTS_STREAM, partitionConsumerName(partition)).catch(ignoreMissing);
    await manager.consumers.add(EVENTS_STREAM, consumerConfig(partition, config));
  }
  for (let partition = 0; partition < PARTITIONS; partition++) await ensurePartition(partition);
  return { manager, config, ensurePartition };
}
async function ensureStream(manager, config) {
  if (!await hasStream(manager, config.name)) {
    try {
      await manager.streams.add(config);
      return;
    } catch (error) {
      await delay2(500);
      if (!await hasStream(manager, config.name)) throw error;
    }
  }
  await manager.streams.update(config.name, config);
}
async function hasStream(manager, name) {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}
function streamConfig(config) {
  return {
    name: EVENTS_STREAM,
    subjects: [EVENTS_SUBJECTS],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    max_bytes: config.maxBytes,
    max_msgs: config.maxMessages,
    duplicate_window: nanos(config.duplicateWindowMs),
    num_replicas: config.replicas,
    deny_delete: false
  };
}
function consumerConfig(partition, config) {
  return {
    durable_name: partitionConsumerName(partition),
    filter_subject: partitionFilter(partition),
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    replay_policy: ReplayPolicy.Instant,
    ack_wait: nanos(config.ackWaitMs),
    max_ack_pending: config.maxAckPending,
    max_deliver: -1,
    max_waiting: 64,
    num_replicas: config.replicas
  };
}
function ignoreMissing(error) {
  const name = error instanceof Error ? error.name : "";
  if (name !== "StreamNotFoundError" && name !== "ConsumerNotFoundError") throw error;
}
function nanos(ms) {
  return ms * 1e6;
}

// server/infrastructure.ts
async function createInfrastructure(config, instance, deps) {
  const { log, step, lifetime } = deps;
  let postgres = null;
  let nats = null;
  const [databaseUrl, stream] = await Promise.all([
    step("database", async () => {
      if (config.DATABASE_URL !== null) return config.DATABASE_URL;
      postgres = await createEmbeddedServer({
        dataDir: join2(config.varDir, "pg"),
        ...config.PG_PORT === 0 ? {} : { port: config.PG_PORT },
        log: (message, fields) => log.info({ part: "postgres", ...fields }, message),
        onExit: (code) => deps.fail(new ChildEndedError("PostgreSQL", code))
      });
      await lifetime.add(postgres.stop);
      return postgres.url;
    }),
    step("stream", async () => {
      if (config.NATS_URL !== null) return { url: config.NATS_URL, token: config.NATS_TOKEN };
      nats = await createNatsServer(
        {
          binary: config.NATS_SERVER ?? "nats-server",
          dir: join2(config.varDir, "nats"),
          port: config.NATS_PORT,
          maxFileStoreBytes: config.STREAM_MAX_BYTES * 2,
          syncInterval: config.NATS_SYNC
        },
        {
          onEvent: (event) => {
            if (event.type === "gave-up") deps.fail(event.error);
            log.info({ part: "nats", ...event }, "nats-server");
          }
        }
      );
      await lifetime.add(nats.stop);
      return { url: nats.url, token: nats.token };
    })
  ]);
  const prepared2 = await step("schema", () => prepareDatabase(databaseUrl));
  const pool = createPool({
    url: databaseUrl,
    max: config.DATABASE_POOL,
    applicationName: `guanlan ${instance}`,
    onIdleError: (error) => log.warn({ err: error }, "an idle database connection broke")
  });
  await lifetime.add(() => pool.stop());
  const lanePool = createPool({
    url: databaseUrl,
    max: config.DETECT_LANES,
    applicationName: `guanlan ${instance}`,
    onIdleError: (error) => log.warn({ err: error }, "an idle connection of a lane broke"),
    pipeline: true
  });
  await lifetime.add(() => lanePool.stop());
  const connection = await createConnection(
    {
      servers: stream.url,
      ...stream.token === null ? {} : { token: stream.token },
      name: `guanlan ${instance}`
    },
    {
      onDisconnect: () => log.warn({}, "stream connection lost"),
      onReconnect: () => log.info({}, "stream connection is back"),
      onFault: deps.fail
    }
  );
  await lifetime.add(() => connection.stop());
  const topology = await createTopology(connection, {
    ...DEFAULT_TOPOLOGY,
    maxBytes: config.STREAM_MAX_BYTES,
    replicas: config.NATS_REPLICAS
  });
  const publisher = createPublisher({ connection });
  await lifetime.add(() => publisher.stop());
  return {
    databaseUrl,
    toolDatabaseUrl: postgres?.tcpUrl ?? databaseUrl,
    natsUrl: stream.url,
    natsToken: stream.token,
    prepared: prepared2,
    pool,
    lanePool,
    connection,
    topology,
    publisher,
    bus: createBus({ connection }),
    children: { postgres, nats }
  };
}
var ChildEndedError = class extends Error {
  code = "start.child-ended";
  constructor(what, code) {
    super(`${what} ended by itself (${code ?? "killed"})`);
  }
};

// stream/lag.ts
async function readLag(topology) {
  const { manager } = topology;
  const [info, consumers] = await Promise.all([
    manager.streams.info(EVENTS_STREAM),
    manager.consumers.list(EVENTS_STREAM).next()
  ]);
  const { max_bytes: maxBytes, max_msgs: maxMessages } = info.config;
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => {
    const found2 = consumers.find((consumer) => consumer.name === `detect-${partition}`);
    return {
      partition,
      pending: found2?.num_pending ?? 0,
      unacknowledged: found2?.num_ack_pending ?? 0,
      redelivered: found2?.num_redelivered ?? 0
    };
  });
  const { messages, bytes } = info.state;
  return {
    messages,
    bytes,
    maxBytes,
    fill: Math.max(maxBytes > 0 ? bytes / maxBytes : 0, maxMessages > 0 ? messages / maxMessages : 0),
    partitions
  };
}

// server/lag-watch.ts
var PERIOD_MS2 = 500;
function createLagWatch(deps, config) {
  let last = null;
  let lastMs = 0;
  let drain = 0;
  let busy = false;
  async function look() {
    if (busy) return;
    busy = true;
    try {
      const now = performance.now();
      const lag = await readLag(deps.topology);
      if (last !== null && now > lastMs) {
        const worked = (last.messages - lag.messages) * 1e3 / (now - lastMs);
        drain = 0.7 * drain + 0.3 * Math.max(0, worked);
      }
      last = lag;
      lastMs = now;
      deps.metrics.lag.set(lag.messages);
    } catch (error) {
      deps.log.debug({ err: error }, "lag not read");
    } finally {
      busy = false;
    }
  }
  const timer = setInterval(() => void look(), PERIOD_MS2);
  void look();
  return {
    last: () => last,
    drainPerSecond: () => drain,
    pressure() {
      if (last === null) return null;
      const over = Math.max(last.messages - config.maxLag, last.fill > 0.9 ? last.messages * 0.2 : 0);
      if (over <= 0) return null;
      return { retryAfterSeconds: Math.min(60, Math.max(1, Math.ceil(over / Math.max(500, drain)))) };
    },
    stop: () => clearInterval(timer)
  };
}

// server/metrics.ts
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
var LATENCY_BUCKETS = Array.from({ length: 66 }, (_, step) => 5e-4 * 1.2 ** step);
function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "guanlan_" });
  const registers = [registry];
  return {
    registry,
    ingested: new Counter({
      name: "guanlan_ingest_rows_total",
      help: "rows by source, kind and outcome",
      labelNames: ["source", "kind", "outcome"],
      registers
    }),
    events: new Counter({
      name: "guanlan_events_total",
      help: "events of the stream by role, kind and outcome",
      labelNames: ["role", "kind", "outcome"],
      registers
    }),
    findings: new Counter({ name: "guanlan_findings_total", help: "findings stored", registers }),
    alerts: new Counter({ name: "guanlan_alerts_total", help: "alerts stored", registers }),
    batchSeconds: new Histogram({
      name: "guanlan_stage_seconds",
      help: "time of one detection transaction",
      labelNames: ["stage"],
      buckets: LATENCY_BUCKETS,
      registers
    }),
    batchEvents: new Histogram({
      name: "guanlan_batch_events",
      help: "events in one detection transaction",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 400, 800],
      registers
    }),
    storedSeconds: new Histogram({
      name: "guanlan_stored_seconds",
      help: "from receipt to commit of an event",
      buckets: LATENCY_BUCKETS,
      registers
    }),
    pushedSeconds: new Histogram({
      name: "guanlan_pushed_seconds",
      help: "from receipt of an event to its push frame",
      buckets: LATENCY_BUCKETS,
      registers
    }),
    inHand: new Gauge({
      name: "guanlan_queue_depth",
      help: "messages in a role's hands",
      labelNames: ["role"],
      registers
    }),
    lag: new Gauge({ name: "guanlan_lag", help: "messages of the stream that wait", registers }),
    notifications: new Counter({
      name: "guanlan_notifications_total",
      help: "notifications by channel and outcome",
      labelNames: ["channel", "outcome"],
      registers
    })
  };
}
async function quantileMs(histogram, quantile, since) {
  const buckets = await bucketCounts(histogram);
  const counts = [...buckets].map(([bound, count2]) => ({ bound, count: count2 - (since?.get(bound) ?? 0) }));
  const total2 = counts.at(-1)?.count ?? 0;
  if (total2 === 0) return 0;
  const wanted = total2 * quantile;
  let below = 0;
  let floor = 0;
  for (const { bound, count: count2 } of counts) {
    if (count2 >= wanted) {
      const ceiling = Number.isFinite(bound) ? bound : floor;
      return 1e3 * (floor + (wanted - below) / Math.max(1, count2 - below) * (ceiling - floor));
    }
    below = count2;
    floor = bound;
  }
  return floor * 1e3;
}
async function bucketCounts(histogram) {
  const { values } = await histogram.get();
  const counts = /* @__PURE__ */ new Map();
  for (const value of values) {
    if (value.metricName?.endsWith("_bucket"))
      counts.set(Number(String(value.labels.le).replace("+Inf", "Infinity")), value.value);
  }
  return new Map([...counts].sort((a, b) => a[0] - b[0]));
}

// domain/area-index.ts
var PRESSURE = [0, 0.2, 1, 4, 10];
var HALF_AT = 0.02;
function areaIndex(area) {
  if (area.monitored === 0) return 0;
  let weight = 0;
  for (let i = 0; i < PRESSURE.length; i++) weight += PRESSURE[i] * area.levels[i];
  const share = weight / area.monitored;
  const pressure = 100 * (1 - 2 ** (-share / HALF_AT));
  return Math.min(100, Math.max(0, 0.4 * area.meanScore + 0.6 * pressure));
}

// store/area-days.ts
function readScoreChanges(db, after, toMs, limit) {
  return db.query(sql`
    select h.time as "timeMs", h.enterprise_id as "enterpriseId", s.district, s.street, h.total, h.level, h.dimensions
    from score_history h join scores s using (enterprise_id)
    where s.listed and (h.time, h.enterprise_id) > (${instant(after.timeMs)}::timestamptz, ${after.id}::bigint)
      and h.time < ${instant(toMs)}::timestamptz
    order by h.time, h.enterprise_id limit ${limit}`);
}
async function saveAreaDays(db, days) {
  if (days.length === 0) return 0;
  return db.execute(sql`
    insert into area_index_history (day, area, at, index, monitored, at_risk, levels, dimensions)
    select day, area, to_timestamp("atMs" / 1000.0), index, monitored, "atRisk", levels, dimensions
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as i(day date, area text, "atMs" float8, index real, monitored int,
      "atRisk" int, levels int[], dimensions real[])
    on conflict (area, day) do nothing`);
}

// server/pipelines/area-backfill.ts
var PAGE = 2e4;
var DAY_MS2 = 864e5;
async function backfillAreaIndices(pool, fromMs, toMs) {
  const places = /* @__PURE__ */ new Map();
  const sums = /* @__PURE__ */ new Map();
  let nextDayEnd = dayEnd(fromMs);
  let after = { timeMs: 0, id: 0 };
  let written = 0;
  async function closeDays(untilMs) {
    while (nextDayEnd <= untilMs) {
      const day = dayOf(nextDayEnd - 1);
      written += await saveAreaDays(
        pool,
        [...sums].map(([area, sum2]) => describe(area, day, nextDayEnd - 1, sum2))
      );
      nextDayEnd += DAY_MS2;
    }
  }
  for (let more = true; more; ) {
    const rows = await readScoreChanges(pool, after, toMs, PAGE);
    more = rows.length === PAGE;
    for (const row of rows) {
      if (row.timeMs >= nextDayEnd) await closeDays(row.timeMs);
      const known3 = places.get(row.enterpriseId);
      if (known3 !== void 0) apply(sums, known3, -1);
      const areas = known3?.areas ?? [CITY, row.district, ...row.street === null ? [] : [row.street]];
      const now = { areas, total: row.total, level: row.level, dimensions: row.dimensions };
      if (row.district === OUTSIDE) continue;
      places.set(row.enterpriseId, now);
      apply(sums, now, 1);
    }
    const last = rows.at(-1);
    if (last !== void 0) after = { timeMs: last.timeMs, id: last.enterpriseId };
  }
  await closeDays(toMs);
  return written;
}
function dayEnd(ms) {
  return Date.parse(`${dayOf(ms)}T00:00:00+08:00`) + DAY_MS2;
}
function apply(sums, row, sign) {
  for (const area of row.areas) {
    let sum2 = sums.get(area);
    if (sum2 === void 0) {
      sum2 = { n: 0, levels: [0, 0, 0, 0, 0], total: 0, dimensions: [0, 0, 0, 0, 0] };
      sums.set(area, sum2);
    }
    sum2.n += sign;
    sum2.total += sign * row.total;
    sum2.levels[row.level - 1] = sum2.levels[row.level - 1] + sign;
    for (let i = 0; i < 5; i++)
      sum2.dimensions[i] = sum2.dimensions[i] + sign * (row.dimensions[i] ?? 0);
  }
}
function describe(area, day, atMs, sum2) {
  const levels = sum2.levels;
  const n = Math.max(1, sum2.n);
  return {
    area,
    day,
    atMs,
    index: areaIndex({ monitored: sum2.n, levels, meanScore: sum2.total / n }),
    monitored: sum2.n,
    atRisk: levels[2] + levels[3] + levels[4],
    levels,
    dimensions: sum2.dimensions.map((value) => value / n)
  };
}

// server/pipelines/ingest/row.ts
import { createHash } from "node:crypto";

// domain/event-data.ts
import { z } from "zod";

// domain/industry.data.json
var industry_data_default = {
  source: "GB/T 4754-2017 \u56FD\u6C11\u7ECF\u6D4E\u884C\u4E1A\u5206\u7C7B (codes and names of the national standard; table read from zmshe/capital)",
  licence: "content of a national standard: facts, no licence needed",
  fields: ["code", "name", "parent"],
  rows: [
    ["A", "\u519C\u3001\u6797\u3001\u7267\u3001\u6E14\u4E1A", ""],
    ["01", "\u519C\u4E1A", "A"],
    ["011", "\u8C37\u7269\u79CD\u690D", "01"],
    ["0111", "\u7A3B\u8C37\u79CD\u690D", "011"],
    ["0112", "\u5C0F\u9EA6\u79CD\u690D", "011"],
    ["0113", "\u7389\u7C73\u79CD\u690D", "011"],
    ["0119", "\u5176\u4ED6\u8C37\u7269\u79CD\u690D", "011"],
    ["012", "\u8C46\u7C7B\u3001\u6CB9\u6599\u548C\u85AF\u7C7B\u79CD\u690D", "01"],
    ["0121", "\u8C46\u7C7B\u79CD\u690D", "012"],
    ["0122", "\u6CB9\u6599\u79CD\u690D", "012"],
    ["0123", "\u85AF\u7C7B\u79CD\u690D", "012"],
    ["013", "\u68C9\u3001\u9EBB\u3001\u7CD6\u3001\u70DF\u8349\u79CD\u690D", "01"],
    ["0131", "\u68C9\u82B1\u79CD\u690D", "013"],
    ["0132", "\u9EBB\u7C7B\u79CD\u690D", "013"],
    ["0133", "\u7CD6\u6599\u79CD\u690D", "013"],
    ["0134", "\u70DF\u8349\u79CD\u690D", "013"],
    ["014", "\u852C\u83DC\u3001\u98DF\u7528\u83CC\u53CA\u56ED\u827A\u4F5C\u7269\u79CD\u690D", "01"],
    ["0141", "\u852C\u83DC\u79CD\u690D", "014"],
    ["0142", "\u98DF\u7528\u83CC\u79CD\u690D", "014"],
    ["0143", "\u82B1\u5349\u79CD\u690D", "014"],
    ["0149", "\u5176\u4ED6\u56ED\u827A\u4F5C\u7269\u79CD\u690D", "014"],
    ["015", "\u6C34\u679C\u79CD\u690D", "01"],
    ["0151", "\u4EC1\u679C\u7C7B\u548C\u6838\u679C\u7C7B\u6C34\u679C\u79CD\u690D", "015"],
    ["0152", "\u8461\u8404\u79CD\u690D", "015"],
    ["0153", "\u67D1\u6A58\u7C7B\u79CD\u690D", "015"],
    ["0154", "\u9999\u8549\u7B49\u4E9A\u70ED\u5E26\u6C34\u679C\u79CD\u690D", "015"],
    ["0159", "\u5176\u4ED6\u6C34\u679C\u79CD\u690D", "015"],
    ["016", "\u575A\u679C\u3001\u542B\u6CB9\u679C\u3001\u9999\u6599\u548C\u996E\u6599\u4F5C\u7269\u79CD\u690D", "01"],
    ["0161", "\u575A\u679C\u79CD\u690D", "016"],
    ["0162", "\u542B\u6CB9\u679C\u79CD\u690D", "016"],
    ["0163", "\u9999\u6599\u4F5C\u7269\u79CD\u690D", "016"],
    ["0164", "\u8336\u53F6\u79CD\u690D", "016"],
    ["0169", "\u5176\u4ED6\u996E\u6599\u4F5C\u7269\u79CD\u690D", "016"],
    ["017", "\u4E2D\u836F\u6750\u79CD\u690D", "01"],
    ["0171", "\u4E2D\u8349\u836F\u79CD\u690D", "017"],
    ["0179", "\u5176\u4ED6\u4E2D\u836F\u6750\u79CD\u690D", "017"],
    ["018", "\u8349\u79CD\u690D\u53CA\u5272\u8349", "01"],
    ["0181", "\u8349\u79CD\u690D", "018"],
    ["0182", "\u5929\u7136\u8349\u539F\u5272\u8349", "018"],
    ["019", "\u5176\u4ED6\u519C\u4E1A", "01"],
    ["0190", "\u5176\u4ED6\u519C\u4E1A", "019"],
    ["02", "\u6797\u4E1A", "A"],
    ["021", "\u6797\u6728\u80B2\u79CD\u548C\u80B2\u82D7", "02"],
    ["0211", "\u6797\u6728\u80B2\u79CD", "021"],
    ["0212", "\u6797\u6728\u80B2\u82D7", "021"],
    ["022", "\u9020\u6797\u548C\u66F4\u65B0", "02"],
    ["0220", "\u9020\u6797\u548C\u66F4\u65B0", "022"],
    ["023", "\u68EE\u6797\u7ECF\u8425\u3001\u7BA1\u62A4\u548C\u6539\u57F9", "02"],
    ["0231", "\u68EE\u6797\u7ECF\u8425\u548C\u7BA1\u62A4", "023"],
    ["0232", "\u68EE\u6797\u6539\u57F9", "023"],
    ["024", "\u6728\u6750\u548C\u7AF9\u6750\u91C7\u8FD0", "02"],
    ["0241", "\u6728\u6750\u91C7\u8FD0", "024"],
    ["0242", "\u7AF9\u6750\u91C7\u8FD0", "024"],
    ["025", "\u6797\u4EA7\u54C1\u91C7\u96C6", "02"],
    ["0251", "\u6728\u7AF9\u6750\u6797\u4EA7\u54C1\u91C7\u96C6", "025"],
    ["0252", "\u975E\u6728\u7AF9\u6750\u6797\u4EA7\u54C1\u91C7\u96C6", "025"],
    ["03", "\u755C\u7267\u4E1A", "A"],
    ["031", "\u7272\u755C\u9972\u517B", "03"],
    ["0311", "\u725B\u7684\u9972\u517B", "031"],
    ["0312", "\u9A6C\u7684\u9972\u517B", "031"],
    ["0313", "\u732A\u7684\u9972\u517B", "031"],
    ["0314", "\u7F8A\u7684\u9972\u517B", "031"],
    ["0315", "\u9A86\u9A7C\u9972\u517B", "031"],
    ["0319", "\u5176\u4ED6\u7272\u755C\u9972\u517B", "031"],
    ["032", "\u5BB6\u79BD\u9972\u517B", "03"],
    ["0321", "\u9E21\u7684\u9972\u517B", "032"],
    ["0322", "\u9E2D\u7684\u9972\u517B", "032"],
    ["0323", "\u9E45\u7684\u9972\u517B", "032"],
    ["0329", "\u5176\u4ED6\u5BB6\u79BD\u9972\u517B", "032"],
    ["033", "\u72E9\u730E\u548C\u6355\u6349\u52A8\u7269", "03"],
    ["0330", "\u72E9\u730E\u548C\u6355\u6349\u52A8\u7269", "033"],
    ["039", "\u5176\u4ED6\u755C\u7267\u4E1A", "03"],
    ["0391", "\u5154\u7684\u9972\u517B", "039"],
    ["0392", "\u871C\u8702\u9972\u517B", "039"],
    ["0399", "\u5176\u4ED6\u672A\u5217\u660E\u755C\u7267\u4E1A", "039"],
    ["04", "\u6E14\u4E1A", "A"],
    ["041", "\u6C34\u4EA7\u517B\u6B96", "04"],
    ["0411", "\u6D77\u6C34\u517B\u6B96", "041"],
    ["0412", "\u5185\u9646\u517B\u6B96", "041"],
    ["042", "\u6C34\u4EA7\u6355\u635E", "04"],
    ["0421", "\u6D77\u6C34\u6355\u635E", "042"],
    ["0422", "\u5185\u9646\u6355\u635E", "042"],
    ["05", "\u519C\u3001\u6797\u3001\u7267\u3001\u6E14\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "A"],
    ["051", "\u519C\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "05"],
    ["0511", "\u79CD\u5B50\u79CD\u82D7\u57F9\u80B2\u6D3B\u52A8", "051"],
    ["0512", "\u519C\u4E1A\u673A\u68B0\u6D3B\u52A8", "051"],
    ["0513", "\u704C\u6E89\u6D3B\u52A8", "051"],
    ["0514", "\u519C\u4EA7\u54C1\u521D\u52A0\u5DE5\u6D3B\u52A8", "051"],
    ["0515", "\u519C\u4F5C\u7269\u75C5\u866B\u5BB3\u9632\u6CBB\u6D3B\u52A8", "051"],
    ["0519", "\u5176\u4ED6\u519C\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "051"],
    ["052", "\u6797\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "05"],
    ["0521", "\u6797\u4E1A\u6709\u5BB3\u751F\u7269\u9632\u6CBB\u6D3B\u52A8", "052"],
    ["0522", "\u68EE\u6797\u9632\u706B\u6D3B\u52A8", "052"],
    ["0523", "\u6797\u4EA7\u54C1\u521D\u7EA7\u52A0\u5DE5\u6D3B\u52A8", "052"],
    ["0529", "\u5176\u4ED6\u6797\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "052"],
    ["053", "\u755C\u7267\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "05"],
    ["0531", "\u755C\u7267\u826F\u79CD\u7E41\u6B96\u6D3B\u52A8", "053"],
    ["0532", "\u755C\u79BD\u7CAA\u6C61\u5904\u7406\u6D3B\u52A8", "053"],
    ["0539", "\u5176\u4ED6\u755C\u7267\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "053"],
    ["054", "\u6E14\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "05"],
    ["0541", "\u9C7C\u82D7\u53CA\u9C7C\u79CD\u573A\u6D3B\u52A8", "054"],
    ["0549", "\u5176\u4ED6\u6E14\u4E1A\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "054"],
    ["B", "\u91C7\u77FF\u4E1A", ""],
    ["06", "\u7164\u70AD\u5F00\u91C7\u548C\u6D17\u9009\u4E1A", "B"],
    ["061", "\u70DF\u7164\u548C\u65E0\u70DF\u7164\u5F00\u91C7\u6D17\u9009", "06"],
    ["0610", "\u70DF\u7164\u548C\u65E0\u70DF\u7164\u5F00\u91C7\u6D17\u9009", "061"],
    ["062", "\u8910\u7164\u5F00\u91C7\u6D17\u9009", "06"],
    ["0620", "\u8910\u7164\u5F00\u91C7\u6D17\u9009", "062"],
    ["069", "\u5176\u4ED6\u7164\u70AD\u91C7\u9009", "06"],
    ["0690", "\u5176\u4ED6\u7164\u70AD\u91C7\u9009", "069"],
    ["07", "\u77F3\u6CB9\u548C\u5929\u7136\u6C14\u5F00\u91C7\u4E1A", "B"],
    ["071", "\u77F3\u6CB9\u5F00\u91C7", "07"],
    ["0711", "\u9646\u5730\u77F3\u6CB9\u5F00\u91C7", "071"],
    ["0712", "\u6D77\u6D0B\u77F3\u6CB9\u5F00\u91C7", "071"],
    ["072", "\u5929\u7136\u6C14\u5F00\u91C7", "07"],
    ["0721", "\u9646\u5730\u5929\u7136\u6C14\u5F00\u91C7", "072"],
    ["0722", "\u6D77\u6D0B\u5929\u7136\u6C14\u53CA\u53EF\u71C3\u51B0\u5F00\u91C7", "072"],
    ["08", "\u9ED1\u8272\u91D1\u5C5E\u77FF\u91C7\u9009\u4E1A", "B"],
    ["081", "\u94C1\u77FF\u91C7\u9009", "08"],
    ["0810", "\u94C1\u77FF\u91C7\u9009", "081"],
    ["082", "\u9530\u77FF\u3001\u94EC\u77FF\u91C7\u9009", "08"],
    ["0820", "\u9530\u77FF\u3001\u94EC\u77FF\u91C7\u9009", "082"],
    ["089", "\u5176\u4ED6\u9ED1\u8272\u91D1\u5C5E\u77FF\u91C7\u9009", "08"],
    ["0890", "\u5176\u4ED6\u9ED1\u8272\u91D1\u5C5E\u77FF\u91C7\u9009", "089"],
    ["09", "\u6709\u8272\u91D1\u5C5E\u77FF\u91C7\u9009\u4E1A", "B"],
    ["091", "\u5E38\u7528\u6709\u8272\u91D1\u5C5E\u77FF\u91C7\u9009", "09"],
    ["0911", "\u94DC\u77FF\u91C7\u9009", "091"],
    ["0912", "\u94C5\u950C\u77FF\u91C7\u9009", "091"],
    ["0913", "\u954D\u94B4\u77FF\u91C7\u9009", "091"],
    ["0914", "\u9521\u77FF\u91C7\u9009", "091"],
    ["0915", "\u9511\u77FF\u91C7\u9009", "091"],
    ["0916", "\u94DD\u77FF\u91C7\u9009", "091"],
    ["0917", "\u9541\u77FF\u91C7\u9009", "091"],
    ["0919", "\u5176\u4ED6\u5E38\u7528\u6709\u8272\u91D1\u5C5E\u77FF\u91C7\u9009", "091"],
    ["092", "\u8D35\u91D1\u5C5E\u77FF\u91C7\u9009", "09"],
    ["0921", "\u91D1\u77FF\u91C7\u9009", "092"],
    ["0922", "\u94F6\u77FF\u91C7\u9009", "092"],
    ["0929", "\u5176\u4ED6\u8D35\u91D1\u5C5E\u77FF\u91C7\u9009", "092"],
    ["093", "\u7A00\u6709\u7A00\u571F\u91D1\u5C5E\u77FF\u91C7\u9009", "09"],
    ["0931", "\u94A8\u94BC\u77FF\u91C7\u9009", "093"],
    ["0932", "\u7A00\u571F\u91D1\u5C5E\u77FF\u91C7\u9009", "093"],
    ["0933", "\u653E\u5C04\u6027\u91D1\u5C5E\u77FF\u91C7\u9009", "093"],
    ["0939", "\u5176\u4ED6\u7A00\u6709\u91D1\u5C5E\u77FF\u91C7\u9009", "093"],
    ["10", "\u975E\u91D1\u5C5E\u77FF\u91C7\u9009\u4E1A", "B"],
    ["101", "\u571F\u7802\u77F3\u5F00\u91C7", "10"],
    ["1011", "\u77F3\u7070\u77F3\u3001\u77F3\u818F\u5F00\u91C7", "101"],
    ["1012", "\u5EFA\u7B51\u88C5\u9970\u7528\u77F3\u5F00\u91C7", "101"],
    ["1013", "\u8010\u706B\u571F\u77F3\u5F00\u91C7", "101"],
    ["1019", "\u7C98\u571F\u53CA\u5176\u4ED6\u571F\u7802\u77F3\u5F00\u91C7", "101"],
    ["102", "\u5316\u5B66\u77FF\u5F00\u91C7", "10"],
    ["1020", "\u5316\u5B66\u77FF\u5F00\u91C7", "102"],
    ["103", "\u91C7\u76D0", "10"],
    ["1030", "\u91C7\u76D0", "103"],
    ["109", "\u77F3\u68C9\u53CA\u5176\u4ED6\u975E\u91D1\u5C5E\u77FF\u91C7\u9009", "10"],
    ["1091", "\u77F3\u68C9\u3001\u4E91\u6BCD\u77FF\u91C7\u9009", "109"],
    ["1092", "\u77F3\u58A8\u3001\u6ED1\u77F3\u91C7\u9009", "109"],
    ["1093", "\u5B9D\u77F3\u3001\u7389\u77F3\u91C7\u9009", "109"],
    ["1099", "\u5176\u4ED6\u672A\u5217\u660E\u975E\u91D1\u5C5E\u77FF\u91C7\u9009", "109"],
    ["11", "\u5F00\u91C7\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "B"],
    ["111", "\u7164\u70AD\u5F00\u91C7\u548C\u6D17\u9009\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "11"],
    ["1110", "\u7164\u70AD\u5F00\u91C7\u548C\u6D17\u9009\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "111"],
    ["112", "\u77F3\u6CB9\u548C\u5929\u7136\u6C14\u5F00\u91C7\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "11"],
    ["1120", "\u77F3\u6CB9\u548C\u5929\u7136\u6C14\u5F00\u91C7\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "112"],
    ["119", "\u5176\u4ED6\u5F00\u91C7\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "11"],
    ["1190", "\u5176\u4ED6\u5F00\u91C7\u4E13\u4E1A\u53CA\u8F85\u52A9\u6027\u6D3B\u52A8", "119"],
    ["12", "\u5176\u4ED6\u91C7\u77FF\u4E1A", "B"],
    ["120", "\u5176\u4ED6\u91C7\u77FF\u4E1A", "12"],
    ["1200", "\u5176\u4ED6\u91C7\u77FF\u4E1A", "120"],
    ["C", "\u5236\u9020\u4E1A", ""],
    ["13", "\u519C\u526F\u98DF\u54C1\u52A0\u5DE5\u4E1A", "C"],
    ["131", "\u8C37\u7269\u78E8\u5236", "13"],
    ["1311", "\u7A3B\u8C37\u52A0\u5DE5", "131"],
    ["1312", "\u5C0F\u9EA6\u52A0\u5DE5", "131"],
    ["1313", "\u7389\u7C73\u52A0\u5DE5", "131"],
    ["1314", "\u6742\u7CAE\u52A0\u5DE5", "131"],
    ["1319", "\u5176\u4ED6\u8C37\u7269\u78E8\u5236", "131"],
    ["132", "\u9972\u6599\u52A0\u5DE5", "13"],
    ["1321", "\u5BA0\u7269\u9972\u6599\u52A0\u5DE5", "132"],
    ["1329", "\u5176\u4ED6\u9972\u6599\u52A0\u5DE5", "132"],
    ["133", "\u690D\u7269\u6CB9\u52A0\u5DE5", "13"],
    ["1331", "\u98DF\u7528\u690D\u7269\u6CB9\u52A0\u5DE5", "133"],
    ["1332", "\u975E\u98DF\u7528\u690D\u7269\u6CB9\u52A0\u5DE5", "133"],
    ["134", "\u5236\u7CD6\u4E1A", "13"],
    ["1340", "\u5236\u7CD6\u4E1A", "134"],
    ["135", "\u5C60\u5BB0\u53CA\u8089\u7C7B\u52A0\u5DE5", "13"],
    ["1351", "\u7272\u755C\u5C60\u5BB0", "135"],
    ["1352", "\u79BD\u7C7B\u5C60\u5BB0", "135"],
    ["1353", "\u8089\u5236\u54C1\u53CA\u526F\u4EA7\u54C1\u52A0\u5DE5", "135"],
    ["136", "\u6C34\u4EA7\u54C1\u52A0\u5DE5", "13"],
    ["1361", "\u6C34\u4EA7\u54C1\u51B7\u51BB\u52A0\u5DE5", "136"],
    ["1362", "\u9C7C\u7CDC\u5236\u54C1\u53CA\u6C34\u4EA7\u54C1\u5E72\u814C\u5236\u52A0\u5DE5", "136"],
    ["1363", "\u9C7C\u6CB9\u63D0\u53D6\u53CA\u5236\u54C1\u5236\u9020", "136"],
    ["1369", "\u5176\u4ED6\u6C34\u4EA7\u54C1\u52A0\u5DE5", "136"],
    ["137", "\u852C\u83DC\u3001\u83CC\u7C7B\u3001\u6C34\u679C\u548C\u575A\u679C\u52A0\u5DE5", "13"],
    ["1371", "\u852C\u83DC\u52A0\u5DE5", "137"],
    ["1372", "\u98DF\u7528\u83CC\u52A0\u5DE5", "137"],
    ["1373", "\u6C34\u679C\u548C\u575A\u679C\u52A0\u5DE5", "137"],
    ["139", "\u5176\u4ED6\u519C\u526F\u98DF\u54C1\u52A0\u5DE5", "13"],
    ["1391", "\u6DC0\u7C89\u53CA\u6DC0\u7C89\u5236\u54C1\u5236\u9020", "139"],
    ["1392", "\u8C46\u5236\u54C1\u5236\u9020", "139"],
    ["1393", "\u86CB\u54C1\u52A0\u5DE5", "139"],
    ["1399", "\u5176\u4ED6\u672A\u5217\u660E\u519C\u526F\u98DF\u54C1\u52A0\u5DE5", "139"],
    ["14", "\u98DF\u54C1\u5236\u9020\u4E1A", "C"],
    ["141", "\u7119\u70E4\u98DF\u54C1\u5236\u9020", "14"],
    ["1411", "\u7CD5\u70B9\u3001\u9762\u5305\u5236\u9020", "141"],
    ["1419", "\u997C\u5E72\u53CA\u5176\u4ED6\u7119\u70E4\u98DF\u54C1\u5236\u9020", "141"],
    ["142", "\u7CD6\u679C\u3001\u5DE7\u514B\u529B\u53CA\u871C\u996F\u5236\u9020", "14"],
    ["1421", "\u7CD6\u679C\u3001\u5DE7\u514B\u529B\u5236\u9020", "142"],
    ["1422", "\u871C\u996F\u5236\u4F5C", "142"],
    ["143", "\u65B9\u4FBF\u98DF\u54C1\u5236\u9020", "14"],
    ["1431", "\u7C73\u3001\u9762\u5236\u54C1\u5236\u9020", "143"],
    ["1432", "\u901F\u51BB\u98DF\u54C1\u5236\u9020", "143"],
    ["1433", "\u65B9\u4FBF\u9762\u5236\u9020", "143"],
    ["1439", "\u5176\u4ED6\u65B9\u4FBF\u98DF\u54C1\u5236\u9020", "143"],
    ["144", "\u4E73\u5236\u54C1\u5236\u9020", "14"],
    ["1441", "\u6DB2\u4F53\u4E73\u5236\u9020", "144"],
    ["1442", "\u4E73\u7C89\u5236\u9020", "144"],
    ["1449", "\u5176\u4ED6\u4E73\u5236\u54C1\u5236\u9020", "144"],
    ["145", "\u7F50\u5934\u98DF\u54C1\u5236\u9020", "14"],
    ["1451", "\u8089\u3001\u79BD\u7C7B\u7F50\u5934\u5236\u9020", "145"],
    ["1452", "\u6C34\u4EA7\u54C1\u7F50\u5934\u5236\u9020", "145"],
    ["1453", "\u852C\u83DC\u3001\u6C34\u679C\u7F50\u5934\u5236\u9020", "145"],
    ["1459", "\u5176\u4ED6\u7F50\u5934\u98DF\u54C1\u5236\u9020", "145"],
    ["146", "\u8C03\u5473\u54C1\u3001\u53D1\u9175\u5236\u54C1\u5236\u9020", "14"],
    ["1461", "\u5473\u7CBE\u5236\u9020", "146"],
    ["1462", "\u9171\u6CB9\u3001\u98DF\u918B\u53CA\u7C7B\u4F3C\u5236\u54C1\u5236\u9020", "146"],
    ["1469", "\u5176\u4ED6\u8C03\u5473\u54C1\u3001\u53D1\u9175\u5236\u54C1\u5236\u9020", "146"],
    ["149", "\u5176\u4ED6\u98DF\u54C1\u5236\u9020", "14"],
    ["1491", "\u8425\u517B\u98DF\u54C1\u5236\u9020", "149"],
    ["1492", "\u4FDD\u5065\u98DF\u54C1\u5236\u9020", "149"],
    ["1493", "\u51B7\u51BB\u996E\u54C1\u53CA\u98DF\u7528\u51B0\u5236\u9020", "149"],
    ["1494", "\u76D0\u52A0\u5DE5", "149"],
    ["1495", "\u98DF\u54C1\u53CA\u9972\u6599\u6DFB\u52A0\u5242\u5236\u9020", "149"],
    ["1499", "\u5176\u4ED6\u672A\u5217\u660E\u98DF\u54C1\u5236\u9020", "149"],
    ["15", "\u9152\u3001\u996E\u6599\u548C\u7CBE\u5236\u8336\u5236\u9020\u4E1A", "C"],
    ["151", "\u9152\u7684\u5236\u9020", "15"],
    ["1511", "\u9152\u7CBE\u5236\u9020", "151"],
    ["1512", "\u767D\u9152\u5236\u9020", "151"],
    ["1513", "\u5564\u9152\u5236\u9020", "151"],
    ["1514", "\u9EC4\u9152\u5236\u9020", "151"],
    ["1515", "\u8461\u8404\u9152\u5236\u9020", "151"],
    ["1519", "\u5176\u4ED6\u9152\u5236\u9020", "151"],
    ["152", "\u996E\u6599\u5236\u9020", "15"],
    ["1521", "\u78B3\u9178\u996E\u6599\u5236\u9020", "152"],
    ["1522", "\u74F6\uFF08\u7F50\uFF09\u88C5\u996E\u7528\u6C34\u5236\u9020", "152"],
    ["1523", "\u679C\u83DC\u6C41\u53CA\u679C\u83DC\u6C41\u996E\u6599\u5236\u9020", "152"],
    ["1524", "\u542B\u4E73\u996E\u6599\u548C\u690D\u7269\u86CB\u767D\u996E\u6599\u5236\u9020", "152"],
    ["1525", "\u56FA\u4F53\u996E\u6599\u5236\u9020", "152"],
    ["1529", "\u8336\u996E\u6599\u53CA\u5176\u4ED6\u996E\u6599\u5236\u9020", "152"],
    ["153", "\u7CBE\u5236\u8336\u52A0\u5DE5", "15"],
    ["1530", "\u7CBE\u5236\u8336\u52A0\u5DE5", "153"],
    ["16", "\u70DF\u8349\u5236\u54C1\u4E1A", "C"],
    ["161", "\u70DF\u53F6\u590D\u70E4", "16"],
    ["1610", "\u70DF\u53F6\u590D\u70E4", "161"],
    ["162", "\u5377\u70DF\u5236\u9020", "16"],
    ["1620", "\u5377\u70DF\u5236\u9020", "162"],
    ["169", "\u5176\u4ED6\u70DF\u8349\u5236\u54C1\u5236\u9020", "16"],
    ["1690", "\u5176\u4ED6\u70DF\u8349\u5236\u54C1\u5236\u9020", "169"],
    ["17", "\u7EBA\u7EC7\u4E1A", "C"],
    ["171", "\u68C9\u7EBA\u7EC7\u53CA\u5370\u67D3\u7CBE\u52A0\u5DE5", "17"],
    ["1711", "\u68C9\u7EBA\u7EB1\u52A0\u5DE5", "171"],
    ["1712", "\u68C9\u7EC7\u9020\u52A0\u5DE5", "171"],
    ["1713", "\u68C9\u5370\u67D3\u7CBE\u52A0\u5DE5", "171"],
    ["172", "\u6BDB\u7EBA\u7EC7\u53CA\u67D3\u6574\u7CBE\u52A0\u5DE5", "17"],
    ["1721", "\u6BDB\u6761\u548C\u6BDB\u7EB1\u7EBF\u52A0\u5DE5", "172"],
    ["1722", "\u6BDB\u7EC7\u9020\u52A0\u5DE5", "172"],
    ["1723", "\u6BDB\u67D3\u6574\u7CBE\u52A0\u5DE5", "172"],
    ["173", "\u9EBB\u7EBA\u7EC7\u53CA\u67D3\u6574\u7CBE\u52A0\u5DE5", "17"],
    ["1731", "\u9EBB\u7EA4\u7EF4\u7EBA\u524D\u52A0\u5DE5\u548C\u7EBA\u7EB1", "173"],
    ["1732", "\u9EBB\u7EC7\u9020\u52A0\u5DE5", "173"],
    ["1733", "\u9EBB\u67D3\u6574\u7CBE\u52A0\u5DE5", "173"],
    ["174", "\u4E1D\u7EE2\u7EBA\u7EC7\u53CA\u5370\u67D3\u7CBE\u52A0\u5DE5", "17"],
    ["1741", "\u7F2B\u4E1D\u52A0\u5DE5", "174"],
    ["1742", "\u7EE2\u7EBA\u548C\u4E1D\u7EC7\u52A0\u5DE5", "174"],
    ["1743", "\u4E1D\u5370\u67D3\u7CBE\u52A0\u5DE5", "174"],
    ["175", "\u5316\u7EA4\u7EC7\u9020\u53CA\u5370\u67D3\u7CBE\u52A0\u5DE5", "17"],
    ["1751", "\u5316\u7EA4\u7EC7\u9020\u52A0\u5DE5", "175"],
    ["1752", "\u5316\u7EA4\u7EC7\u7269\u67D3\u6574\u7CBE\u52A0\u5DE5", "175"],
    ["176", "\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u7269\u53CA\u5176\u5236\u54C1\u5236\u9020", "17"],
    ["1761", "\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u7269\u7EC7\u9020", "176"],
    ["1762", "\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u7269\u5370\u67D3\u7CBE\u52A0\u5DE5", "176"],
    ["1763", "\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u54C1\u5236\u9020", "176"],
    ["177", "\u5BB6\u7528\u7EBA\u7EC7\u5236\u6210\u54C1\u5236\u9020", "17"],
    ["1771", "\u5E8A\u4E0A\u7528\u54C1\u5236\u9020", "177"],
    ["1772", "\u6BDB\u5DFE\u7C7B\u5236\u54C1\u5236\u9020", "177"],
    ["1773", "\u7A97\u5E18\u3001\u5E03\u827A\u7C7B\u4EA7\u54C1\u5236\u9020", "177"],
    ["1779", "\u5176\u4ED6\u5BB6\u7528\u7EBA\u7EC7\u5236\u6210\u54C1\u5236\u9020", "177"],
    ["178", "\u4EA7\u4E1A\u7528\u7EBA\u7EC7\u5236\u6210\u54C1\u5236\u9020", "17"],
    ["1781", "\u975E\u7EC7\u9020\u5E03\u5236\u9020", "178"],
    ["1782", "\u7EF3\u3001\u7D22\u3001\u7F06\u5236\u9020", "178"],
    ["1783", "\u7EBA\u7EC7\u5E26\u548C\u5E18\u5B50\u5E03\u5236\u9020", "178"],
    ["1784", "\u7BF7\u3001\u5E06\u5E03\u5236\u9020", "178"],
    ["1789", "\u5176\u4ED6\u4EA7\u4E1A\u7528\u7EBA\u7EC7\u5236\u6210\u54C1\u5236\u9020", "178"],
    ["18", "\u7EBA\u7EC7\u670D\u88C5\u3001\u670D\u9970\u4E1A", "C"],
    ["181", "\u673A\u7EC7\u670D\u88C5\u5236\u9020", "18"],
    ["1811", "\u8FD0\u52A8\u673A\u7EC7\u670D\u88C5\u5236\u9020", "181"],
    ["1819", "\u5176\u4ED6\u673A\u7EC7\u670D\u88C5\u5236\u9020", "181"],
    ["182", "\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u670D\u88C5\u5236\u9020", "18"],
    ["1821", "\u8FD0\u52A8\u4F11\u95F2\u9488\u7EC7\u670D\u88C5\u5236\u9020", "182"],
    ["1829", "\u5176\u4ED6\u9488\u7EC7\u6216\u94A9\u9488\u7F16\u7EC7\u670D\u88C5\u5236\u9020", "182"],
    ["183", "\u670D\u9970\u5236\u9020", "18"],
    ["1830", "\u670D\u9970\u5236\u9020", "183"],
    ["19", "\u76AE\u9769\u3001\u6BDB\u76AE\u3001\u7FBD\u6BDB\u53CA\u5176\u5236\u54C1\u548C\u5236\u978B\u4E1A", "C"],
    ["191", "\u76AE\u9769\u97A3\u5236\u52A0\u5DE5", "19"],
    ["1910", "\u76AE\u9769\u97A3\u5236\u52A0\u5DE5", "191"],
    ["192", "\u76AE\u9769\u5236\u54C1\u5236\u9020", "19"],
    ["1921", "\u76AE\u9769\u670D\u88C5\u5236\u9020", "192"],
    ["1922", "\u76AE\u7BB1\u3001\u5305\uFF08\u888B\uFF09\u5236\u9020", "192"],
    ["1923", "\u76AE\u624B\u5957\u53CA\u76AE\u88C5\u9970\u5236\u54C1\u5236\u9020", "192"],
    ["1929", "\u5176\u4ED6\u76AE\u9769\u5236\u54C1\u5236\u9020", "192"],
    ["193", "\u6BDB\u76AE\u97A3\u5236\u53CA\u5236\u54C1\u52A0\u5DE5", "19"],
    ["1931", "\u6BDB\u76AE\u97A3\u5236\u52A0\u5DE5", "193"],
    ["1932", "\u6BDB\u76AE\u670D\u88C5\u52A0\u5DE5", "193"],
    ["1939", "\u5176\u4ED6\u6BDB\u76AE\u5236\u54C1\u52A0\u5DE5", "193"],
    ["194", "\u7FBD\u6BDB(\u7ED2)\u52A0\u5DE5\u53CA\u5236\u54C1\u5236\u9020", "19"],
    ["1941", "\u7FBD\u6BDB\uFF08\u7ED2\uFF09\u52A0\u5DE5", "194"],
    ["1942", "\u7FBD\u6BDB\uFF08\u7ED2\uFF09\u5236\u54C1\u52A0\u5DE5", "194"],
    ["195", "\u5236\u978B\u4E1A", "19"],
    ["1951", "\u7EBA\u7EC7\u9762\u6599\u978B\u5236\u9020", "195"],
    ["1952", "\u76AE\u978B\u5236\u9020", "195"],
    ["1953", "\u5851\u6599\u978B\u5236\u9020", "195"],
    ["1954", "\u6A61\u80F6\u978B\u5236\u9020", "195"],
    ["1959", "\u5176\u4ED6\u5236\u978B\u4E1A", "195"],
    ["20", "\u6728\u6750\u52A0\u5DE5\u548C\u6728\u3001\u7AF9\u3001\u85E4\u3001\u68D5\u3001\u8349\u5236\u54C1\u4E1A", "C"],
    ["201", "\u6728\u6750\u52A0\u5DE5", "20"],
    ["2011", "\u952F\u6750\u52A0\u5DE5", "201"],
    ["2012", "\u6728\u7247\u52A0\u5DE5", "201"],
    ["2013", "\u5355\u677F\u52A0\u5DE5", "201"],
    ["2019", "\u5176\u4ED6\u6728\u6750\u52A0\u5DE5", "201"],
    ["202", "\u4EBA\u9020\u677F\u5236\u9020", "20"],
    ["2021", "\u80F6\u5408\u677F\u5236\u9020", "202"],
    ["2022", "\u7EA4\u7EF4\u677F\u5236\u9020", "202"],
    ["2023", "\u5228\u82B1\u677F\u5236\u9020", "202"],
    ["2029", "\u5176\u4ED6\u4EBA\u9020\u677F\u5236\u9020", "202"],
    ["203", "\u6728\u8D28\u5236\u54C1\u5236\u9020", "20"],
    ["2031", "\u5EFA\u7B51\u7528\u6728\u6599\u53CA\u6728\u6750\u7EC4\u4EF6\u52A0\u5DE5", "203"],
    ["2032", "\u6728\u95E8\u7A97\u5236\u9020", "203"],
    ["2033", "\u6728\u697C\u68AF\u5236\u9020", "203"],
    ["2034", "\u6728\u5730\u677F\u5236\u9020", "203"],
    ["2035", "\u6728\u5236\u5BB9\u5668\u5236\u9020", "203"],
    ["2039", "\u8F6F\u6728\u5236\u54C1\u53CA\u5176\u4ED6\u6728\u5236\u54C1\u5236\u9020", "203"],
    ["204", "\u7AF9\u3001\u85E4\u3001\u68D5\u3001\u8349\u7B49\u5236\u54C1\u5236\u9020", "20"],
    ["2041", "\u7AF9\u5236\u54C1\u5236\u9020", "204"],
    ["2042", "\u85E4\u5236\u54C1\u5236\u9020", "204"],
    ["2043", "\u68D5\u5236\u54C1\u5236\u9020", "204"],
    ["2049", "\u8349\u53CA\u5176\u4ED6\u5236\u54C1\u5236\u9020", "204"],
    ["21", "\u5BB6\u5177\u5236\u9020\u4E1A", "C"],
    ["211", "\u6728\u8D28\u5BB6\u5177\u5236\u9020", "21"],
    ["2110", "\u6728\u8D28\u5BB6\u5177\u5236\u9020", "211"],
    ["212", "\u7AF9\u3001\u85E4\u5BB6\u5177\u5236\u9020", "21"],
    ["2120", "\u7AF9\u3001\u85E4\u5BB6\u5177\u5236\u9020", "212"],
    ["213", "\u91D1\u5C5E\u5BB6\u5177\u5236\u9020", "21"],
    ["2130", "\u91D1\u5C5E\u5BB6\u5177\u5236\u9020", "213"],
    ["214", "\u5851\u6599\u5BB6\u5177\u5236\u9020", "21"],
    ["2140", "\u5851\u6599\u5BB6\u5177\u5236\u9020", "214"],
    ["219", "\u5176\u4ED6\u5BB6\u5177\u5236\u9020", "21"],
    ["2190", "\u5176\u4ED6\u5BB6\u5177\u5236\u9020", "219"],
    ["22", "\u9020\u7EB8\u548C\u7EB8\u5236\u54C1\u4E1A", "C"],
    ["221", "\u7EB8\u6D46\u5236\u9020", "22"],
    ["2211", "\u6728\u7AF9\u6D46\u5236\u9020", "221"],
    ["2212", "\u975E\u6728\u7AF9\u6D46\u5236\u9020", "221"],
    ["222", "\u9020\u7EB8", "22"],
    ["2221", "\u673A\u5236\u7EB8\u53CA\u7EB8\u677F\u5236\u9020", "222"],
    ["2222", "\u624B\u5DE5\u7EB8\u5236\u9020", "222"],
    ["2223", "\u52A0\u5DE5\u7EB8\u5236\u9020", "222"],
    ["223", "\u7EB8\u5236\u54C1\u5236\u9020", "22"],
    ["2231", "\u7EB8\u548C\u7EB8\u677F\u5BB9\u5668\u5236\u9020", "223"],
    ["2239", "\u5176\u4ED6\u7EB8\u5236\u54C1\u5236\u9020", "223"],
    ["23", "\u5370\u5237\u548C\u8BB0\u5F55\u5A92\u4ECB\u590D\u5236\u4E1A", "C"],
    ["231", "\u5370\u5237", "23"],
    ["2311", "\u4E66\u3001\u62A5\u520A\u5370\u5237", "231"],
    ["2312", "\u672C\u518C\u5370\u5236", "231"],
    ["2319", "\u5305\u88C5\u88C5\u6F62\u53CA\u5176\u4ED6\u5370\u5237", "231"],
    ["232", "\u88C5\u8BA2\u53CA\u5370\u5237\u76F8\u5173\u670D\u52A1", "23"],
    ["2320", "\u88C5\u8BA2\u53CA\u5370\u5237\u76F8\u5173\u670D\u52A1", "232"],
    ["233", "\u8BB0\u5F55\u5A92\u4ECB\u590D\u5236", "23"],
    ["2330", "\u8BB0\u5F55\u5A92\u4ECB\u590D\u5236", "233"],
    ["24", "\u6587\u6559\u3001\u5DE5\u7F8E\u3001\u4F53\u80B2\u548C\u5A31\u4E50\u7528\u54C1\u5236\u9020\u4E1A", "C"],
    ["241", "\u6587\u6559\u529E\u516C\u7528\u54C1\u5236\u9020", "24"],
    ["2411", "\u6587\u5177\u5236\u9020", "241"],
    ["2412", "\u7B14\u7684\u5236\u9020", "241"],
    ["2413", "\u6559\u5B66\u7528\u6A21\u578B\u53CA\u6559\u5177\u5236\u9020", "241"],
    ["2414", "\u58A8\u6C34\u3001\u58A8\u6C41\u5236\u9020", "241"],
    ["2419", "\u5176\u4ED6\u6587\u6559\u529E\u516C\u7528\u54C1\u5236\u9020", "241"],
    ["242", "\u4E50\u5668\u5236\u9020", "24"],
    ["2421", "\u4E2D\u4E50\u5668\u5236\u9020", "242"],
    ["2422", "\u897F\u4E50\u5668\u5236\u9020", "242"],
    ["2423", "\u7535\u5B50\u4E50\u5668\u5236\u9020", "242"],
    ["2429", "\u5176\u4ED6\u4E50\u5668\u53CA\u96F6\u4EF6\u5236\u9020", "242"],
    ["243", "\u5DE5\u827A\u7F8E\u672F\u53CA\u793C\u4EEA\u7528\u54C1\u5236\u9020", "24"],
    ["2431", "\u96D5\u5851\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2432", "\u91D1\u5C5E\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2433", "\u6F06\u5668\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2434", "\u82B1\u753B\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2435", "\u5929\u7136\u690D\u7269\u7EA4\u7EF4\u7F16\u7EC7\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2436", "\u62BD\u7EB1\u523A\u7EE3\u5DE5\u827A\u54C1\u5236\u9020", "243"],
    ["2437", "\u5730\u6BEF\u3001\u6302\u6BEF\u5236\u9020", "243"],
    ["2438", "\u73E0\u5B9D\u9996\u9970\u53CA\u6709\u5173\u7269\u54C1\u5236\u9020", "243"],
    ["2439", "\u5176\u4ED6\u5DE5\u827A\u7F8E\u672F\u53CA\u793C\u4EEA\u7528\u54C1\u5236\u9020", "243"],
    ["244", "\u4F53\u80B2\u7528\u54C1\u5236\u9020", "24"],
    ["2441", "\u7403\u7C7B\u5236\u9020", "244"],
    ["2442", "\u4E13\u9879\u8FD0\u52A8\u5668\u6750\u53CA\u914D\u4EF6\u5236\u9020", "244"],
    ["2443", "\u5065\u8EAB\u5668\u6750\u5236\u9020", "244"],
    ["2444", "\u8FD0\u52A8\u9632\u62A4\u7528\u5177\u5236\u9020", "244"],
    ["2449", "\u5176\u4ED6\u4F53\u80B2\u7528\u54C1\u5236\u9020", "244"],
    ["245", "\u73A9\u5177\u5236\u9020", "24"],
    ["2451", "\u7535\u73A9\u5177\u5236\u9020", "245"],
    ["2452", "\u5851\u80F6\u73A9\u5177\u5236\u9020", "245"],
    ["2453", "\u91D1\u5C5E\u73A9\u5177\u5236\u9020", "245"],
    ["2454", "\u5F39\u5C04\u73A9\u5177\u5236\u9020", "245"],
    ["2455", "\u5A03\u5A03\u73A9\u5177\u5236\u9020", "245"],
    ["2456", "\u513F\u7AE5\u4E58\u9A91\u73A9\u800D\u7684\u7AE5\u8F66\u7C7B\u4EA7\u54C1\u5236\u9020", "245"],
    ["2459", "\u5176\u4ED6\u73A9\u5177\u5236\u9020", "245"],
    ["246", "\u6E38\u827A\u5668\u6750\u53CA\u5A31\u4E50\u7528\u54C1\u5236\u9020", "24"],
    ["2461", "\u9732\u5929\u6E38\u4E50\u573A\u6240\u6E38\u4E50\u8BBE\u5907\u5236\u9020", "246"],
    ["2462", "\u6E38\u827A\u7528\u54C1\u53CA\u5BA4\u5185\u6E38\u827A\u5668\u6750\u5236\u9020", "246"],
    ["2469", "\u5176\u4ED6\u5A31\u4E50\u7528\u54C1\u5236\u9020", "246"],
    ["25", "\u77F3\u6CB9\u3001\u7164\u70AD\u53CA\u5176\u4ED6\u71C3\u6599\u52A0\u5DE5\u4E1A", "C"],
    ["251", "\u7CBE\u70BC\u77F3\u6CB9\u4EA7\u54C1\u5236\u9020", "25"],
    ["2511", "\u539F\u6CB9\u52A0\u5DE5\u53CA\u77F3\u6CB9\u5236\u54C1\u5236\u9020", "251"],
    ["2519", "\u5176\u4ED6\u539F\u6CB9\u5236\u9020", "251"],
    ["252", "\u7164\u70AD\u52A0\u5DE5", "25"],
    ["2521", "\u70BC\u7126", "252"],
    ["2522", "\u7164\u5236\u5408\u6210\u6C14\u751F\u4EA7", "252"],
    ["2523", "\u7164\u5236\u6DB2\u4F53\u71C3\u6599\u751F\u4EA7", "252"],
    ["2524", "\u7164\u5236\u54C1\u5236\u9020", "252"],
    ["2529", "\u5176\u4ED6\u7164\u70AD\u52A0\u5DE5", "252"],
    ["253", "\u6838\u71C3\u6599\u52A0\u5DE5", "25"],
    ["2530", "\u6838\u71C3\u6599\u52A0\u5DE5", "253"],
    ["254", "\u751F\u7269\u8D28\u71C3\u6599\u52A0\u5DE5", "25"],
    ["2541", " \u751F\u7269\u8D28\u6DB2\u4F53\u71C3\u6599\u751F\u4EA7", "254"],
    ["2542", "\u751F\u7269\u8D28\u81F4\u5BC6\u6210\u578B\u71C3\u6599\u52A0\u5DE5", "254"],
    ["26", "\u5316\u5B66\u539F\u6599\u548C\u5316\u5B66\u5236\u54C1\u5236\u9020\u4E1A", "C"],
    ["261", "\u57FA\u7840\u5316\u5B66\u539F\u6599\u5236\u9020", "26"],
    ["2611", "\u65E0\u673A\u9178\u5236\u9020", "261"],
    ["2612", "\u65E0\u673A\u78B1\u5236\u9020", "261"],
    ["2613", "\u65E0\u673A\u76D0\u5236\u9020", "261"],
    ["2614", "\u6709\u673A\u5316\u5B66\u539F\u6599\u5236\u9020", "261"],
    ["2619", "\u5176\u4ED6\u57FA\u7840\u5316\u5B66\u539F\u6599\u5236\u9020", "261"],
    ["262", "\u80A5\u6599\u5236\u9020", "26"],
    ["2621", "\u6C2E\u80A5\u5236\u9020", "262"],
    ["2622", "\u78F7\u80A5\u5236\u9020", "262"],
    ["2623", "\u94BE\u80A5\u5236\u9020", "262"],
    ["2624", "\u590D\u6DF7\u80A5\u6599\u5236\u9020", "262"],
    ["2625", "\u6709\u673A\u80A5\u6599\u53CA\u5FAE\u751F\u7269\u80A5\u6599\u5236\u9020", "262"],
    ["2629", "\u5176\u4ED6\u80A5\u6599\u5236\u9020", "262"],
    ["263", "\u519C\u836F\u5236\u9020", "26"],
    ["2631", "\u5316\u5B66\u519C\u836F\u5236\u9020", "263"],
    ["2632", "\u751F\u7269\u5316\u5B66\u519C\u836F\u53CA\u5FAE\u751F\u7269\u519C\u836F\u5236\u9020", "263"],
    ["264", "\u6D82\u6599\u3001\u6CB9\u58A8\u3001\u989C\u6599\u53CA\u7C7B\u4F3C\u4EA7\u54C1\u5236\u9020", "26"],
    ["2641", "\u6D82\u6599\u5236\u9020", "264"],
    ["2642", "\u6CB9\u58A8\u53CA\u7C7B\u4F3C\u4EA7\u54C1\u5236\u9020", "264"],
    ["2643", "\u5DE5\u4E1A\u989C\u6599\u5236\u9020", "264"],
    ["2644", "\u5DE5\u827A\u7F8E\u672F\u989C\u6599\u5236\u9020", "264"],
    ["2645", "\u67D3\u6599\u5236\u9020", "264"],
    ["2646", "\u5BC6\u5C01\u7528\u586B\u6599\u53CA\u7C7B\u4F3C\u54C1\u5236\u9020", "264"],
    ["265", "\u5408\u6210\u6750\u6599\u5236\u9020", "26"],
    ["2651", "\u521D\u7EA7\u5F62\u6001\u5851\u6599\u53CA\u5408\u6210\u6811\u8102\u5236\u9020", "265"],
    ["2652", "\u5408\u6210\u6A61\u80F6\u5236\u9020", "265"],
    ["2653", "\u5408\u6210\u7EA4\u7EF4\u5355\uFF08\u805A\u5408\uFF09\u4F53\u5236\u9020", "265"],
    ["2659", "\u5176\u4ED6\u5408\u6210\u6750\u6599\u5236\u9020", "265"],
    ["266", "\u4E13\u7528\u5316\u5B66\u4EA7\u54C1\u5236\u9020", "26"],
    ["2661", "\u5316\u5B66\u8BD5\u5242\u548C\u52A9\u5242\u5236\u9020", "266"],
    ["2662", "\u4E13\u9879\u5316\u5B66\u7528\u54C1\u5236\u9020", "266"],
    ["2663", "\u6797\u4EA7\u5316\u5B66\u4EA7\u54C1\u5236\u9020", "266"],
    ["2664", "\u6587\u5316\u7528\u4FE1\u606F\u5316\u5B66\u54C1\u5236\u9020", "266"],
    ["2665", "\u533B\u5B66\u751F\u4EA7\u7528\u4FE1\u606F\u5316\u5B66\u54C1\u5236\u9020", "266"],
    ["2666", "\u73AF\u5883\u6C61\u67D3\u5904\u7406\u4E13\u7528\u836F\u5242\u6750\u6599\u5236\u9020", "266"],
    ["2667", "\u52A8\u7269\u80F6\u5236\u9020", "266"],
    ["2669", "\u5176\u4ED6\u4E13\u7528\u5316\u5B66\u4EA7\u54C1\u5236\u9020", "266"],
    ["267", "\u70B8\u836F\u3001\u706B\u5DE5\u53CA\u7130\u706B\u4EA7\u54C1\u5236\u9020", "26"],
    ["2671", "\u70B8\u836F\u53CA\u706B\u5DE5\u4EA7\u54C1\u5236\u9020", "267"],
    ["2672", "\u7130\u706B\u3001\u97AD\u70AE\u4EA7\u54C1\u5236\u9020", "267"],
    ["268", "\u65E5\u7528\u5316\u5B66\u4EA7\u54C1\u5236\u9020", "26"],
    ["2681", "\u80A5\u7682\u53CA\u6D17\u6DA4\u5242\u5236\u9020", "268"],
    ["2682", "\u5316\u5986\u54C1\u5236\u9020", "268"],
    ["2683", "\u53E3\u8154\u6E05\u6D01\u7528\u54C1\u5236\u9020", "268"],
    ["2684", "\u9999\u6599\u3001\u9999\u7CBE\u5236\u9020", "268"],
    ["2689", "\u5176\u4ED6\u65E5\u7528\u5316\u5B66\u4EA7\u54C1\u5236\u9020", "268"],
    ["27", "\u533B\u836F\u5236\u9020\u4E1A", "C"],
    ["271", "\u5316\u5B66\u836F\u54C1\u539F\u6599\u836F\u5236\u9020", "27"],
    ["2710", "\u5316\u5B66\u836F\u54C1\u539F\u6599\u836F\u5236\u9020", "271"],
    ["272", "\u5316\u5B66\u836F\u54C1\u5236\u5242\u5236\u9020", "27"],
    ["2720", "\u5316\u5B66\u836F\u54C1\u5236\u5242\u5236\u9020", "272"],
    ["273", "\u4E2D\u836F\u996E\u7247\u52A0\u5DE5", "27"],
    ["2730", "\u4E2D\u836F\u996E\u7247\u52A0\u5DE5", "273"],
    ["274", "\u4E2D\u6210\u836F\u751F\u4EA7", "27"],
    ["2740", "\u4E2D\u6210\u836F\u751F\u4EA7", "274"],
    ["275", "\u517D\u7528\u836F\u54C1\u5236\u9020", "27"],
    ["2750", "\u517D\u7528\u836F\u54C1\u5236\u9020", "275"],
    ["276", "\u751F\u7269\u836F\u54C1\u5236\u54C1\u5236\u9020", "27"],
    ["2761", "\u751F\u7269\u836F\u54C1\u5236\u9020", "276"],
    ["2762", "\u57FA\u56E0\u5DE5\u7A0B\u836F\u7269\u548C\u75AB\u82D7\u5236\u9020", "276"],
    ["277", "\u536B\u751F\u6750\u6599\u53CA\u533B\u836F\u7528\u54C1\u5236\u9020", "27"],
    ["2770", "\u536B\u751F\u6750\u6599\u53CA\u533B\u836F\u7528\u54C1\u5236\u9020", "277"],
    ["278", "\u836F\u7528\u8F85\u6599\u53CA\u5305\u88C5\u6750\u6599", "27"],
    ["2780", "\u836F\u7528\u8F85\u6599\u53CA\u5305\u88C5\u6750\u6599", "278"],
    ["28", "\u5316\u5B66\u7EA4\u7EF4\u5236\u9020\u4E1A", "C"],
    ["281", "\u7EA4\u7EF4\u7D20\u7EA4\u7EF4\u539F\u6599\u53CA\u7EA4\u7EF4\u5236\u9020", "28"],
    ["2811", "\u5316\u7EA4\u6D46\u7C95\u5236\u9020", "281"],
    ["2812", "\u4EBA\u9020\u7EA4\u7EF4\uFF08\u7EA4\u7EF4\u7D20\u7EA4\u7EF4\uFF09\u5236\u9020", "281"],
    ["282", "\u5408\u6210\u7EA4\u7EF4\u5236\u9020", "28"],
    ["2821", "\u9526\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2822", "\u6DA4\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2823", "\u8148\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2824", "\u7EF4\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2825", "\u4E19\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2826", "\u6C28\u7EB6\u7EA4\u7EF4\u5236\u9020", "282"],
    ["2829", "\u5176\u4ED6\u5408\u6210\u7EA4\u7EF4\u5236\u9020", "282"],
    ["283", "\u751F\u7269\u57FA\u6750\u6599\u5236\u9020", "28"],
    ["2831", "\u751F\u7269\u57FA\u5316\u5B66\u7EA4\u7EF4\u5236\u9020", "283"],
    ["2832", "\u751F\u7269\u57FA\u3001\u6DC0\u7C89\u57FA\u65B0\u6750\u6599\u5236\u9020", "283"],
    ["29", "\u6A61\u80F6\u548C\u5851\u6599\u5236\u54C1\u4E1A", "C"],
    ["291", "\u6A61\u80F6\u5236\u54C1\u4E1A", "29"],
    ["2911", "\u8F6E\u80CE\u5236\u9020", "291"],
    ["2912", "\u6A61\u80F6\u677F\u3001\u7BA1\u3001\u5E26\u5236\u9020", "291"],
    ["2913", "\u6A61\u80F6\u96F6\u4EF6\u5236\u9020", "291"],
    ["2914", "\u518D\u751F\u6A61\u80F6\u5236\u9020", "291"],
    ["2915", "\u65E5\u7528\u53CA\u533B\u7528\u6A61\u80F6\u5236\u54C1\u5236\u9020", "291"],
    ["2916", "\u8FD0\u52A8\u573A\u5730\u7528\u5851\u80F6\u5236\u9020", "291"],
    ["2919", "\u5176\u4ED6\u6A61\u80F6\u5236\u54C1\u5236\u9020", "291"],
    ["292", "\u5851\u6599\u5236\u54C1\u4E1A", "29"],
    ["2921", "\u5851\u6599\u8584\u819C\u5236\u9020", "292"],
    ["2922", "\u5851\u6599\u677F\u3001\u7BA1\u3001\u578B\u6750\u5236\u9020", "292"],
    ["2923", "\u5851\u6599\u4E1D\u3001\u7EF3\u53CA\u7F16\u7EC7\u54C1\u5236\u9020", "292"],
    ["2924", "\u6CE1\u6CAB\u5851\u6599\u5236\u9020", "292"],
    ["2925", "\u5851\u6599\u4EBA\u9020\u9769\u3001\u5408\u6210\u9769\u5236\u9020", "292"],
    ["2926", "\u5851\u6599\u5305\u88C5\u7BB1\u53CA\u5BB9\u5668\u5236\u9020", "292"],
    ["2927", "\u65E5\u7528\u5851\u6599\u5236\u54C1\u5236\u9020", "292"],
    ["2928", "\u4EBA\u9020\u8349\u576A\u5236\u9020", "292"],
    ["2929", "\u5851\u6599\u96F6\u4EF6\u53CA\u5176\u4ED6\u5851\u6599\u5236\u54C1\u5236\u9020", "292"],
    ["30", "\u975E\u91D1\u5C5E\u77FF\u7269\u5236\u54C1\u4E1A", "C"],
    ["301", "\u6C34\u6CE5\u3001\u77F3\u7070\u548C\u77F3\u818F\u5236\u9020", "30"],
    ["3011", "\u6C34\u6CE5\u5236\u9020", "301"],
    ["3012", "\u77F3\u7070\u548C\u77F3\u818F\u5236\u9020", "301"],
    ["302", "\u77F3\u818F\u3001\u6C34\u6CE5\u5236\u54C1\u53CA\u7C7B\u4F3C\u5236\u54C1\u5236\u9020", "30"],
    ["3021", "\u6C34\u6CE5\u5236\u54C1\u5236\u9020", "302"],
    ["3022", "\u783C\u7ED3\u6784\u6784\u4EF6\u5236\u9020", "302"],
    ["3023", "\u77F3\u68C9\u6C34\u6CE5\u5236\u54C1\u5236\u9020", "302"],
    ["3024", "\u8F7B\u8D28\u5EFA\u7B51\u6750\u6599\u5236\u9020", "302"],
    ["3029", "\u5176\u4ED6\u6C34\u6CE5\u7C7B\u4F3C\u5236\u54C1\u5236\u9020", "302"],
    ["303", "\u7816\u74E6\u3001\u77F3\u6750\u7B49\u5EFA\u7B51\u6750\u6599\u5236\u9020", "30"],
    ["3031", "\u7C98\u571F\u7816\u74E6\u53CA\u5EFA\u7B51\u780C\u5757\u5236\u9020", "303"],
    ["3032", "\u5EFA\u7B51\u7528\u77F3\u52A0\u5DE5", "303"],
    ["3033", "\u9632\u6C34\u5EFA\u7B51\u6750\u6599\u5236\u9020", "303"],
    ["3034", "\u9694\u70ED\u548C\u9694\u97F3\u6750\u6599\u5236\u9020", "303"],
    ["3039", "\u5176\u4ED6\u5EFA\u7B51\u6750\u6599\u5236\u9020", "303"],
    ["304", "\u73BB\u7483\u5236\u9020", "30"],
    ["3041", "\u5E73\u677F\u73BB\u7483\u5236\u9020", "304"],
    ["3042", "\u7279\u79CD\u73BB\u7483\u5236\u9020", "304"],
    ["3049", "\u5176\u4ED6\u73BB\u7483\u5236\u9020", "304"],
    ["305", "\u73BB\u7483\u5236\u54C1\u5236\u9020", "30"],
    ["3051", "\u6280\u672F\u73BB\u7483\u5236\u54C1\u5236\u9020", "305"],
    ["3052", "\u5149\u5B66\u73BB\u7483\u5236\u9020", "305"],
    ["3053", "\u73BB\u7483\u4EEA\u5668\u5236\u9020", "305"],
    ["3054", "\u65E5\u7528\u73BB\u7483\u5236\u54C1\u5236\u9020", "305"],
    ["3055", "\u73BB\u7483\u5305\u88C5\u5BB9\u5668\u5236\u9020", "305"],
    ["3056", "\u73BB\u7483\u4FDD\u6E29\u5BB9\u5668\u5236\u9020", "305"],
    ["3057", "\u5236\u955C\u53CA\u7C7B\u4F3C\u54C1\u52A0\u5DE5", "305"],
    ["3059", "\u5176\u4ED6\u73BB\u7483\u5236\u54C1\u5236\u9020", "305"],
    ["306", "\u73BB\u7483\u7EA4\u7EF4\u548C\u73BB\u7483\u7EA4\u7EF4\u589E\u5F3A\u5851\u6599\u5236\u54C1\u5236", "30"],
    ["3061", "\u73BB\u7483\u7EA4\u7EF4\u53CA\u5236\u54C1\u5236\u9020", "306"],
    ["3062", "\u73BB\u7483\u7EA4\u7EF4\u589E\u5F3A\u5851\u6599\u5236\u54C1\u5236\u9020", "306"],
    ["307", "\u9676\u74F7\u5236\u54C1\u5236\u9020", "30"],
    ["3071", "\u5EFA\u7B51\u9676\u74F7\u5236\u54C1\u5236\u9020", "307"],
    ["3072", "\u536B\u751F\u9676\u74F7\u5236\u54C1\u5236\u9020", "307"],
    ["3073", "\u7279\u79CD\u9676\u74F7\u5236\u54C1\u5236\u9020", "307"],
    ["3074", "\u65E5\u7528\u9676\u74F7\u5236\u54C1\u5236\u9020", "307"],
    ["3075", "\u9648\u8BBE\u827A\u672F\u9676\u74F7\u5236\u9020", "307"],
    ["3076", "\u56ED\u827A\u9676\u74F7\u5236\u9020", "307"],
    ["3079", "\u5176\u4ED6\u9676\u74F7\u5236\u54C1\u5236\u9020", "307"],
    ["308", "\u8010\u706B\u6750\u6599\u5236\u54C1\u5236\u9020", "30"],
    ["3081", "\u77F3\u68C9\u5236\u54C1\u5236\u9020", "308"],
    ["3082", "\u4E91\u6BCD\u5236\u54C1\u5236\u9020", "308"],
    ["3089", "\u8010\u706B\u9676\u74F7\u5236\u54C1\u53CA\u5176\u4ED6\u8010\u706B\u6750\u6599\u5236\u9020", "308"],
    ["309", "\u77F3\u58A8\u53CA\u5176\u4ED6\u975E\u91D1\u5C5E\u77FF\u7269\u5236\u54C1\u5236\u9020", "30"],
    ["3091", "\u77F3\u58A8\u53CA\u78B3\u7D20\u5236\u54C1\u5236\u9020", "309"],
    ["3099", "\u5176\u4ED6\u975E\u91D1\u5C5E\u77FF\u7269\u5236\u54C1\u5236\u9020", "309"],
    ["31", "\u9ED1\u8272\u91D1\u5C5E\u51B6\u70BC\u548C\u538B\u5EF6\u52A0\u5DE5\u4E1A", "C"],
    ["311", "\u70BC\u94C1", "31"],
    ["3110", "\u70BC\u94C1", "311"],
    ["312", "\u70BC\u94A2", "31"],
    ["3120", "\u70BC\u94A2", "312"],
    ["313", "\u94A2\u538B\u5EF6\u52A0\u5DE5", "31"],
    ["3130", "\u94A2\u538B\u5EF6\u52A0\u5DE5", "313"],
    ["314", "\u94C1\u5408\u91D1\u51B6\u70BC", "31"],
    ["3140", "\u94C1\u5408\u91D1\u51B6\u70BC", "314"],
    ["32", "\u6709\u8272\u91D1\u5C5E\u51B6\u70BC\u548C\u538B\u5EF6\u52A0\u5DE5\u4E1A", "C"],
    ["321", "\u5E38\u7528\u6709\u8272\u91D1\u5C5E\u51B6\u70BC", "32"],
    ["3211", "\u94DC\u51B6\u70BC", "321"],
    ["3212", "\u94C5\u950C\u51B6\u70BC", "321"],
    ["3213", "\u954D\u94B4\u51B6\u70BC", "321"],
    ["3214", "\u9521\u51B6\u70BC", "321"],
    ["3215", "\u9511\u51B6\u70BC", "321"],
    ["3216", "\u94DD\u51B6\u70BC", "321"],
    ["3217", "\u9541\u51B6\u70BC", "321"],
    ["3218", "\u7845\u51B6\u70BC", "321"],
    ["3219", "\u5176\u4ED6\u5E38\u7528\u6709\u8272\u91D1\u5C5E\u51B6\u70BC", "321"],
    ["322", "\u8D35\u91D1\u5C5E\u51B6\u70BC", "32"],
    ["3221", "\u91D1\u51B6\u70BC", "322"],
    ["3222", "\u94F6\u51B6\u70BC", "322"],
    ["3229", "\u5176\u4ED6\u8D35\u91D1\u5C5E\u51B6\u70BC", "322"],
    ["323", "\u7A00\u6709\u7A00\u571F\u91D1\u5C5E\u51B6\u70BC", "32"],
    ["3231", "\u94A8\u94BC\u51B6\u70BC", "323"],
    ["3232", "\u7A00\u571F\u91D1\u5C5E\u51B6\u70BC", "323"],
    ["3239", "\u5176\u4ED6\u7A00\u6709\u91D1\u5C5E\u51B6\u70BC", "323"],
    ["324", "\u6709\u8272\u91D1\u5C5E\u5408\u91D1\u5236\u9020", "32"],
    ["3240", "\u6709\u8272\u91D1\u5C5E\u5408\u91D1\u5236\u9020", "324"],
    ["325", "\u6709\u8272\u91D1\u5C5E\u538B\u5EF6\u52A0\u5DE5", "32"],
    ["3251", "\u94DC\u538B\u5EF6\u52A0\u5DE5", "325"],
    ["3252", "\u94DD\u538B\u5EF6\u52A0\u5DE5", "325"],
    ["3253", "\u8D35\u91D1\u5C5E\u538B\u5EF6\u52A0\u5DE5", "325"],
    ["3254", "\u7A00\u6709\u7A00\u571F\u91D1\u5C5E\u538B\u5EF6\u52A0\u5DE5", "325"],
    ["3259", "\u5176\u4ED6\u6709\u8272\u91D1\u5C5E\u538B\u5EF6\u52A0\u5DE5", "325"],
    ["33", "\u91D1\u5C5E\u5236\u54C1\u4E1A", "C"],
    ["331", "\u7ED3\u6784\u6027\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "33"],
    ["3311", "\u91D1\u5C5E\u7ED3\u6784\u5236\u9020", "331"],
    ["3312", "\u91D1\u5C5E\u95E8\u7A97\u5236\u9020", "331"],
    ["332", "\u91D1\u5C5E\u5DE5\u5177\u5236\u9020", "33"],
    ["3321", "\u5207\u524A\u5DE5\u5177\u5236\u9020", "332"],
    ["3322", "\u624B\u5DE5\u5177\u5236\u9020", "332"],
    ["3323", "\u519C\u7528\u53CA\u56ED\u6797\u7528\u91D1\u5C5E\u5DE5\u5177\u5236\u9020", "332"],
    ["3324", "\u5200\u526A\u53CA\u7C7B\u4F3C\u65E5\u7528\u91D1\u5C5E\u5DE5\u5177\u5236\u9020", "332"],
    ["3329", "\u5176\u4ED6\u91D1\u5C5E\u5DE5\u5177\u5236\u9020", "332"],
    ["333", "\u96C6\u88C5\u7BB1\u53CA\u91D1\u5C5E\u5305\u88C5\u5BB9\u5668\u5236\u9020", "33"],
    ["3331", "\u96C6\u88C5\u7BB1\u5236\u9020", "333"],
    ["3332", "\u91D1\u5C5E\u538B\u529B\u5BB9\u5668\u5236\u9020", "333"],
    ["3333", "\u91D1\u5C5E\u5305\u88C5\u5BB9\u5668\u53CA\u6750\u6599\u5236\u9020", "333"],
    ["334", "\u91D1\u5C5E\u4E1D\u7EF3\u53CA\u5176\u5236\u54C1\u5236\u9020", "33"],
    ["3340", "\u91D1\u5C5E\u4E1D\u7EF3\u53CA\u5176\u5236\u54C1\u5236\u9020", "334"],
    ["335", "\u5EFA\u7B51\u3001\u5B89\u5168\u7528\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "33"],
    ["3351", "\u5EFA\u7B51\u3001\u5BB6\u5177\u7528\u91D1\u5C5E\u914D\u4EF6\u5236\u9020", "335"],
    ["3352", "\u5EFA\u7B51\u88C5\u9970\u53CA\u6C34\u6696\u7BA1\u9053\u96F6\u4EF6\u5236\u9020", "335"],
    ["3353", "\u5B89\u5168\u3001\u6D88\u9632\u7528\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "335"],
    ["3359", "\u5176\u4ED6\u5EFA\u7B51\u3001\u5B89\u5168\u7528\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "335"],
    ["336", "\u91D1\u5C5E\u8868\u9762\u5904\u7406\u53CA\u70ED\u5904\u7406\u52A0\u5DE5", "33"],
    ["3360", "\u91D1\u5C5E\u8868\u9762\u5904\u7406\u53CA\u70ED\u5904\u7406\u52A0\u5DE5", "336"],
    ["337", "\u642A\u74F7\u5236\u54C1\u5236\u9020", "33"],
    ["3371", "\u751F\u4EA7\u4E13\u7528\u642A\u74F7\u5236\u54C1\u5236\u9020", "337"],
    ["3372", "\u5EFA\u7B51\u88C5\u9970\u642A\u74F7\u5236\u54C1\u5236\u9020", "337"],
    ["3373", "\u642A\u74F7\u536B\u751F\u6D01\u5177\u5236\u9020", "337"],
    ["3379", "\u642A\u74F7\u65E5\u7528\u54C1\u53CA\u5176\u4ED6\u642A\u74F7\u5236\u54C1\u5236\u9020", "337"],
    ["338", "\u91D1\u5C5E\u5236\u65E5\u7528\u54C1\u5236\u9020", "33"],
    ["3381", "\u91D1\u5C5E\u5236\u53A8\u623F\u7528\u5668\u5177\u5236\u9020", "338"],
    ["3382", "\u91D1\u5C5E\u5236\u9910\u5177\u548C\u5668\u76BF\u5236\u9020", "338"],
    ["3383", "\u91D1\u5C5E\u5236\u536B\u751F\u5668\u5177\u5236\u9020", "338"],
    ["3389", "\u5176\u4ED6\u91D1\u5C5E\u5236\u65E5\u7528\u54C1\u5236\u9020", "338"],
    ["339", "\u94F8\u9020\u53CA\u5176\u4ED6\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "33"],
    ["3391", "\u9ED1\u8272\u91D1\u5C5E\u94F8\u9020", "339"],
    ["3392", "\u6709\u8272\u91D1\u5C5E\u94F8\u9020", "339"],
    ["3393", "\u953B\u4EF6\u53CA\u7C89\u672B\u51B6\u91D1\u5236\u54C1\u5236\u9020", "339"],
    ["3394", "\u4EA4\u901A\u53CA\u516C\u5171\u7BA1\u7406\u7528\u91D1\u5C5E\u6807\u724C\u5236\u9020", "339"],
    ["3399", "\u5176\u4ED6\u672A\u5217\u660E\u91D1\u5C5E\u5236\u54C1\u5236\u9020", "339"],
    ["34", "\u901A\u7528\u8BBE\u5907\u5236\u9020\u4E1A", "C"],
    ["341", "\u9505\u7089\u53CA\u539F\u52A8\u8BBE\u5907\u5236\u9020", "34"],
    ["3411", "\u9505\u7089\u53CA\u8F85\u52A9\u8BBE\u5907\u5236\u9020", "341"],
    ["3412", "\u5185\u71C3\u673A\u53CA\u914D\u4EF6\u5236\u9020", "341"],
    ["3413", "\u6C7D\u8F6E\u673A\u53CA\u8F85\u673A\u5236\u9020", "341"],
    ["3414", "\u6C34\u8F6E\u673A\u53CA\u8F85\u673A\u5236\u9020", "341"],
    ["3415", "\u98CE\u80FD\u539F\u52A8\u8BBE\u5907\u5236\u9020", "341"],
    ["3419", "\u5176\u4ED6\u539F\u52A8\u8BBE\u5907\u5236\u9020", "341"],
    ["342", "\u91D1\u5C5E\u52A0\u5DE5\u673A\u68B0\u5236\u9020", "34"],
    ["3421", "\u91D1\u5C5E\u5207\u524A\u673A\u5E8A\u5236\u9020", "342"],
    ["3422", "\u91D1\u5C5E\u6210\u5F62\u673A\u5E8A\u5236\u9020", "342"],
    ["3423", "\u94F8\u9020\u673A\u68B0\u5236\u9020", "342"],
    ["3424", "\u91D1\u5C5E\u5207\u5272\u53CA\u710A\u63A5\u8BBE\u5907\u5236\u9020", "342"],
    ["3425", "\u673A\u5E8A\u529F\u80FD\u90E8\u4EF6\u53CA\u9644\u4EF6\u5236\u9020", "342"],
    ["3429", "\u5176\u4ED6\u91D1\u5C5E\u52A0\u5DE5\u673A\u68B0\u5236\u9020", "342"],
    ["343", "\u7269\u6599\u642C\u8FD0\u8BBE\u5907\u5236\u9020", "34"],
    ["3431", "\u8F7B\u5C0F\u578B\u8D77\u91CD\u8BBE\u5907\u5236\u9020", "343"],
    ["3432", "\u751F\u4EA7\u4E13\u7528\u8D77\u91CD\u673A\u5236\u9020", "343"],
    ["3433", "\u751F\u4EA7\u4E13\u7528\u8F66\u8F86\u5236\u9020", "343"],
    ["3434", "\u8FDE\u7EED\u642C\u8FD0\u8BBE\u5907\u5236\u9020", "343"],
    ["3435", "\u7535\u68AF\u3001\u81EA\u52A8\u6276\u68AF\u53CA\u5347\u964D\u673A\u5236\u9020", "343"],
    ["3436", "\u5BA2\u8FD0\u7D22\u9053\u5236\u9020", "343"],
    ["3437", "\u673A\u68B0\u5F0F\u505C\u8F66\u8BBE\u5907\u5236\u9020", "343"],
    ["3439", "\u5176\u4ED6\u7269\u6599\u642C\u8FD0\u8BBE\u5907\u5236\u9020", "343"],
    ["344", "\u6CF5\u3001\u9600\u95E8\u3001\u538B\u7F29\u673A\u53CA\u7C7B\u4F3C\u673A\u68B0\u5236\u9020", "34"],
    ["3441", "\u6CF5\u53CA\u771F\u7A7A\u8BBE\u5907\u5236\u9020", "344"],
    ["3442", "\u6C14\u4F53\u538B\u7F29\u673A\u68B0\u5236\u9020", "344"],
    ["3443", "\u9600\u95E8\u548C\u65CB\u585E\u5236\u9020", "344"],
    ["3444", "\u6DB2\u538B\u52A8\u529B\u673A\u68B0\u53CA\u5143\u4EF6\u5236\u9020", "344"],
    ["3445", "\u6DB2\u529B\u52A8\u529B\u673A\u68B0\u5143\u4EF6\u5236\u9020", "344"],
    ["3446", "\u6C14\u538B\u52A8\u529B\u673A\u68B0\u53CA\u5143\u4EF6\u5236\u9020", "344"],
    ["345", "\u8F74\u627F\u3001\u9F7F\u8F6E\u548C\u4F20\u52A8\u90E8\u4EF6\u5236\u9020", "34"],
    ["3451", "\u6EDA\u52A8\u8F74\u627F\u5236\u9020", "345"],
    ["3452", "\u6ED1\u52A8\u8F74\u627F\u5236\u9020", "345"],
    ["3453", "\u9F7F\u8F6E\u53CA\u9F7F\u8F6E\u51CF\u3001\u53D8\u901F\u7BB1\u5236\u9020", "345"],
    ["3459", "\u5176\u4ED6\u4F20\u52A8\u90E8\u4EF6\u5236\u9020", "345"],
    ["346", "\u70D8\u7089\u3001\u98CE\u673A\u3001\u5305\u88C5\u7B49\u8BBE\u5907\u5236\u9020", "34"],
    ["3461", "\u70D8\u7089\u3001\u7194\u7089\u53CA\u7535\u7089\u5236\u9020", "346"],
    ["3462", "\u98CE\u673A\u3001\u98CE\u6247\u5236\u9020", "346"],
    ["3463", "\u6C14\u4F53\u3001\u6DB2\u4F53\u5206\u79BB\u53CA\u7EAF\u51C0\u8BBE\u5907\u5236\u9020", "346"],
    ["3464", "\u5236\u51B7\u3001\u7A7A\u8C03\u8BBE\u5907\u5236\u9020", "346"],
    ["3465", "\u98CE\u52A8\u548C\u7535\u52A8\u5DE5\u5177\u5236\u9020", "346"],
    ["3466", "\u55B7\u67AA\u53CA\u7C7B\u4F3C\u5668\u5177\u5236\u9020", "346"],
    ["3467", "\u5305\u88C5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "346"],
    ["347", "\u6587\u5316\u3001\u529E\u516C\u7528\u673A\u68B0\u5236\u9020", "34"],
    ["3471", "\u7535\u5F71\u673A\u68B0\u5236\u9020", "347"],
    ["3472", "\u5E7B\u706F\u53CA\u6295\u5F71\u8BBE\u5907\u5236\u9020", "347"],
    ["3473", "\u7167\u76F8\u673A\u53CA\u5668\u6750\u5236\u9020", "347"],
    ["3474", "\u590D\u5370\u548C\u80F6\u5370\u8BBE\u5907\u5236\u9020", "347"],
    ["3475", "\u8BA1\u7B97\u5668\u53CA\u8D27\u5E01\u4E13\u7528\u8BBE\u5907\u5236\u9020", "347"],
    ["3479", "\u5176\u4ED6\u6587\u5316\u3001\u529E\u516C\u7528\u673A\u68B0\u5236\u9020", "347"],
    ["348", "\u901A\u7528\u96F6\u90E8\u4EF6\u5236\u9020", "34"],
    ["3481", "\u91D1\u5C5E\u5BC6\u5C01\u4EF6\u5236\u9020", "348"],
    ["3482", "\u7D27\u56FA\u4EF6\u5236\u9020", "348"],
    ["3483", "\u5F39\u7C27\u5236\u9020", "348"],
    ["3484", "\u673A\u68B0\u96F6\u90E8\u4EF6\u52A0\u5DE5", "348"],
    ["3489", "\u5176\u4ED6\u901A\u7528\u96F6\u90E8\u4EF6\u5236\u9020", "348"],
    ["349", "\u5176\u4ED6\u901A\u7528\u8BBE\u5907\u5236\u9020\u4E1A", "34"],
    ["3491", "\u5DE5\u4E1A\u673A\u5668\u4EBA\u5236\u9020", "349"],
    ["3492", "\u7279\u6B8A\u4F5C\u4E1A\u673A\u5668\u4EBA\u5236\u9020", "349"],
    ["3493", "\u589E\u6750\u5236\u9020\u88C5\u5907\u5236\u9020", "349"],
    ["3499", "\u5176\u4ED6\u672A\u5217\u660E\u901A\u7528\u8BBE\u5907\u5236\u9020\u4E1A", "349"],
    ["35", "\u4E13\u7528\u8BBE\u5907\u5236\u9020\u4E1A", "C"],
    ["351", "\u91C7\u77FF\u3001\u51B6\u91D1\u3001\u5EFA\u7B51\u4E13\u7528\u8BBE\u5907\u5236\u9020", "35"],
    ["3511", "\u77FF\u5C71\u673A\u68B0\u5236\u9020", "351"],
    ["3512", "\u77F3\u6CB9\u94BB\u91C7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "351"],
    ["3513", "\u6DF1\u6D77\u77F3\u6CB9\u94BB\u63A2\u8BBE\u5907\u5236\u9020", "351"],
    ["3514", "\u5EFA\u7B51\u5DE5\u7A0B\u7528\u673A\u68B0\u5236\u9020", "351"],
    ["3515", "\u5EFA\u7B51\u6750\u6599\u751F\u4EA7\u4E13\u7528\u673A\u68B0\u5236\u9020", "351"],
    ["3516", "\u51B6\u91D1\u4E13\u7528\u8BBE\u5907\u5236\u9020", "351"],
    ["3517", "\u96A7\u9053\u65BD\u5DE5\u4E13\u7528\u673A\u68B0\u5236\u9020", "351"],
    ["352", "\u5316\u5DE5\u3001\u6728\u6750\u3001\u975E\u91D1\u5C5E\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "35"],
    ["3521", "\u70BC\u6CB9\u3001\u5316\u5DE5\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "352"],
    ["3522", "\u6A61\u80F6\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "352"],
    ["3523", "\u5851\u6599\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "352"],
    ["3524", "\u6728\u7AF9\u6750\u52A0\u5DE5\u673A\u68B0\u5236\u9020", "352"],
    ["3525", "\u6A21\u5177\u5236\u9020", "352"],
    ["3529", "\u5176\u4ED6\u975E\u91D1\u5C5E\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "352"],
    ["353", "\u98DF\u54C1\u3001\u996E\u6599\u3001\u70DF\u8349\u53CA\u9972\u6599\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "35"],
    ["3531", "\u98DF\u54C1\u3001\u9152\u3001\u996E\u6599\u53CA\u8336\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236     \u6307\u4E3B\u8981\u7528\u4E8E\u98DF\u54C1\u3001\u9152\u3001\u996E\u6599\u751F\u4EA7\u53CA\u8336\u5236\u54C1\u52A0", "353"],
    ["3532", "\u519C\u526F\u98DF\u54C1\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "353"],
    ["3533", "\u70DF\u8349\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "353"],
    ["3534", "\u9972\u6599\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "353"],
    ["354", "\u5370\u5237\u3001\u5236\u836F\u3001\u65E5\u5316\u53CA\u65E5\u7528\u54C1\u751F\u4EA7\u4E13\u7528\u8BBE", "35"],
    ["3541", "\u5236\u6D46\u548C\u9020\u7EB8\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["3542", "\u5370\u5237\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["3543", "\u65E5\u7528\u5316\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["3544", "\u5236\u836F\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["3545", "\u7167\u660E\u5668\u5177\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["3546", "\u73BB\u7483\u3001\u9676\u74F7\u548C\u642A\u74F7\u5236\u54C1\u751F\u4EA7\u4E13\u7528\u8BBE\u5907", "354"],
    ["3549", "\u5176\u4ED6\u65E5\u7528\u54C1\u751F\u4EA7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "354"],
    ["355", "\u7EBA\u7EC7\u3001\u670D\u88C5\u548C\u76AE\u9769\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "35"],
    ["3551", "\u7EBA\u7EC7\u4E13\u7528\u8BBE\u5907\u5236\u9020", "355"],
    ["3552", "\u76AE\u9769\u3001\u6BDB\u76AE\u53CA\u5176\u5236\u54C1\u52A0\u5DE5\u4E13\u7528\u8BBE\u5907\u5236", "355"],
    ["3553", "\u7F1D\u5236\u673A\u68B0\u5236\u9020", "355"],
    ["3554", "\u6D17\u6DA4\u673A\u68B0\u5236\u9020", "355"],
    ["356", "\u7535\u5B50\u548C\u7535\u5DE5\u673A\u68B0\u4E13\u7528\u8BBE\u5907\u5236\u9020", "35"],
    ["3561", "\u7535\u5DE5\u673A\u68B0\u4E13\u7528\u8BBE\u5907\u5236\u9020", "356"],
    ["3562", "\u534A\u5BFC\u4F53\u5668\u4EF6\u4E13\u7528\u8BBE\u5907\u5236\u9020", "356"],
    ["3563", "\u7535\u5B50\u5143\u5668\u4EF6\u4E0E\u673A\u7535\u7EC4\u4EF6\u8BBE\u5907\u5236\u9020", "356"],
    ["3569", "\u5176\u4ED6\u7535\u5B50\u4E13\u7528\u8BBE\u5907\u5236\u9020", "356"],
    ["357", "\u519C\u3001\u6797\u3001\u7267\u3001\u6E14\u4E13\u7528\u673A\u68B0\u5236\u9020", "35"],
    ["3571", "\u62D6\u62C9\u673A\u5236\u9020", "357"],
    ["3572", "\u673A\u68B0\u5316\u519C\u4E1A\u53CA\u56ED\u827A\u673A\u5177\u5236\u9020", "357"],
    ["3573", "\u8425\u6797\u53CA\u6728\u7AF9\u91C7\u4F10\u673A\u68B0\u5236\u9020", "357"],
    ["3574", "\u755C\u7267\u673A\u68B0\u5236\u9020", "357"],
    ["3575", "\u6E14\u4E1A\u673A\u68B0\u5236\u9020", "357"],
    ["3576", "\u519C\u6797\u7267\u6E14\u673A\u68B0\u914D\u4EF6\u5236\u9020", "357"],
    ["3577", "\u68C9\u82B1\u52A0\u5DE5\u673A\u68B0\u5236\u9020", "357"],
    ["3579", "\u5176\u4ED6\u519C\u3001\u6797\u3001\u7267\u3001\u6E14\u4E1A\u673A\u68B0\u5236\u9020", "357"],
    ["358", "\u533B\u7597\u4EEA\u5668\u8BBE\u5907\u53CA\u5668\u68B0\u5236\u9020", "35"],
    ["3581", "\u533B\u7597\u8BCA\u65AD\u3001\u76D1\u62A4\u53CA\u6CBB\u7597\u8BBE\u5907\u5236\u9020", "358"],
    ["3582", "\u53E3\u8154\u79D1\u7528\u8BBE\u5907\u53CA\u5668\u5177\u5236\u9020", "358"],
    ["3583", "\u533B\u7597\u5B9E\u9A8C\u5BA4\u53CA\u533B\u7528\u6D88\u6BD2\u8BBE\u5907\u548C\u5668\u5177", "358"],
    ["3584", "\u533B\u7597\u3001\u5916\u79D1\u53CA\u517D\u533B\u7528\u5668\u68B0\u5236\u9020", "358"],
    ["3585", "\u673A\u68B0\u6CBB\u7597\u53CA\u75C5\u623F\u62A4\u7406\u8BBE\u5907\u5236\u9020", "358"],
    ["3586", "\u5EB7\u590D\u8F85\u5177\u5236\u9020", "358"],
    ["3587", "\u773C\u955C\u5236\u9020", "358"],
    ["3589", "\u5176\u4ED6\u533B\u7597\u8BBE\u5907\u53CA\u5668\u68B0\u5236\u9020", "358"],
    ["359", "\u73AF\u4FDD\u3001\u90AE\u653F\u3001\u793E\u4F1A\u516C\u5171\u670D\u52A1\u53CA\u5176\u4ED6\u4E13\u7528", "35"],
    ["3591", "\u73AF\u5883\u4FDD\u62A4\u4E13\u7528\u8BBE\u5907\u5236\u9020", "359"],
    ["3592", "\u5730\u8D28\u52D8\u67E5\u4E13\u7528\u8BBE\u5907\u5236\u9020", "359"],
    ["3593", "\u90AE\u653F\u4E13\u7528\u673A\u68B0\u53CA\u5668\u6750\u5236\u9020", "359"],
    ["3594", "\u5546\u4E1A\u3001\u996E\u98DF\u3001\u670D\u52A1\u4E13\u7528\u8BBE\u5907\u5236\u9020", "359"],
    ["3595", "\u793E\u4F1A\u516C\u5171\u5B89\u5168\u8BBE\u5907\u53CA\u5668\u6750\u5236\u9020", "359"],
    ["3596", "\u4EA4\u901A\u5B89\u5168\u3001\u7BA1\u5236\u53CA\u7C7B\u4F3C\u4E13\u7528\u8BBE\u5907\u5236\u9020", "359"],
    ["3597", "\u6C34\u8D44\u6E90\u4E13\u7528\u673A\u68B0\u5236\u9020", "359"],
    ["3599", "\u5176\u4ED6\u4E13\u7528\u8BBE\u5907\u5236\u9020", "359"],
    ["36", "\u6C7D\u8F66\u5236\u9020\u4E1A", "C"],
    ["361", "\u6C7D\u8F66\u6574\u8F66\u5236\u9020", "36"],
    ["3611", "\u6C7D\u67F4\u6CB9\u8F66\u6574\u8F66\u5236\u9020", "361"],
    ["3612", "\u65B0\u80FD\u6E90\u8F66\u6574\u8F66\u5236\u9020", "361"],
    ["362", "\u6C7D\u8F66\u7528\u53D1\u52A8\u673A\u5236\u9020", "36"],
    ["3620", "\u6C7D\u8F66\u7528\u53D1\u52A8\u673A\u5236\u9020", "362"],
    ["363", "\u6539\u88C5\u6C7D\u8F66\u5236\u9020", "36"],
    ["3630", "\u6539\u88C5\u6C7D\u8F66\u5236\u9020", "363"],
    ["364", "\u4F4E\u901F\u6C7D\u8F66\u5236\u9020", "36"],
    ["3640", "\u4F4E\u901F\u6C7D\u8F66\u5236\u9020", "364"],
    ["365", "\u7535\u8F66\u5236\u9020", "36"],
    ["3650", "\u7535\u8F66\u5236\u9020", "365"],
    ["366", "\u6C7D\u8F66\u8F66\u8EAB\u3001\u6302\u8F66\u5236\u9020", "36"],
    ["3660", "\u6C7D\u8F66\u8F66\u8EAB\u3001\u6302\u8F66\u5236\u9020", "366"],
    ["367", "\u6C7D\u8F66\u96F6\u90E8\u4EF6\u53CA\u914D\u4EF6\u5236\u9020", "36"],
    ["3670", "\u6C7D\u8F66\u96F6\u90E8\u4EF6\u53CA\u914D\u4EF6\u5236\u9020", "367"],
    ["37", "\u94C1\u8DEF\u3001\u8239\u8236\u3001\u822A\u7A7A\u822A\u5929\u548C\u5176\u4ED6\u8FD0\u8F93\u8BBE\u5907\u5236", "C"],
    ["371", "\u94C1\u8DEF\u8FD0\u8F93\u8BBE\u5907\u5236\u9020", "37"],
    ["3711", "\u9AD8\u94C1\u8F66\u7EC4\u5236\u9020", "371"],
    ["3712", "\u94C1\u8DEF\u673A\u8F66\u8F66\u8F86\u5236\u9020", "371"],
    ["3713", "\u7A84\u8F68\u673A\u8F66\u8F66\u8F86\u5236\u9020", "371"],
    ["3714", "\u9AD8\u94C1\u8BBE\u5907\u3001\u914D\u4EF6\u5236\u9020", "371"],
    ["3715", "\u94C1\u8DEF\u673A\u8F66\u8F66\u8F86\u914D\u4EF6\u5236\u9020", "371"],
    ["3716", "\u94C1\u8DEF\u4E13\u7528\u8BBE\u5907\u53CA\u5668\u6750\u3001\u914D\u4EF6\u5236\u9020", "371"],
    ["3719", "\u5176\u4ED6\u94C1\u8DEF\u8FD0\u8F93\u8BBE\u5907\u5236\u9020", "371"],
    ["372", "\u57CE\u5E02\u8F68\u9053\u4EA4\u901A\u8BBE\u5907\u5236\u9020", "37"],
    ["3720", "\u57CE\u5E02\u8F68\u9053\u4EA4\u901A\u8BBE\u5907\u5236\u9020", "372"],
    ["373", "\u8239\u8236\u53CA\u76F8\u5173\u88C5\u7F6E\u5236\u9020", "37"],
    ["3731", "\u91D1\u5C5E\u8239\u8236\u5236\u9020", "373"],
    ["3732", "\u975E\u91D1\u5C5E\u8239\u8236\u5236\u9020", "373"],
    ["3733", "\u5A31\u4E50\u8239\u548C\u8FD0\u52A8\u8239\u5236\u9020", "373"],
    ["3734", "\u8239\u7528\u914D\u5957\u8BBE\u5907\u5236\u9020", "373"],
    ["3735", "\u8239\u8236\u6539\u88C5", "373"],
    ["3736", "\u8239\u8236\u62C6\u9664", "373"],
    ["3737", "\u6D77\u6D0B\u5DE5\u7A0B\u88C5\u5907\u5236\u9020", "373"],
    ["3739", "\u822A\u6807\u5668\u6750\u53CA\u5176\u4ED6\u76F8\u5173\u88C5\u7F6E\u5236\u9020", "373"],
    ["374", "\u822A\u7A7A\u3001\u822A\u5929\u5668\u53CA\u8BBE\u5907\u5236\u9020", "37"],
    ["3741", "\u98DE\u673A\u5236\u9020", "374"],
    ["3742", "\u822A\u5929\u5668\u53CA\u8FD0\u8F7D\u706B\u7BAD\u5236\u9020", "374"],
    ["3743", "\u822A\u5929\u76F8\u5173\u8BBE\u5907\u5236\u9020", "374"],
    ["3744", "\u822A\u7A7A\u76F8\u5173\u8BBE\u5907\u5236\u9020", "374"],
    ["3749", "\u5176\u4ED6\u822A\u7A7A\u822A\u5929\u5668\u5236\u9020", "374"],
    ["375", "\u6469\u6258\u8F66\u5236\u9020", "37"],
    ["3751", "\u6469\u6258\u8F66\u6574\u8F66\u5236\u9020", "375"],
    ["3752", "\u6469\u6258\u8F66\u96F6\u90E8\u4EF6\u53CA\u914D\u4EF6\u5236\u9020", "375"],
    ["376", "\u81EA\u884C\u8F66\u548C\u6B8B\u75BE\u4EBA\u5EA7\u8F66\u5236\u9020", "37"],
    ["3761", "\u81EA\u884C\u8F66\u5236\u9020", "376"],
    ["3762", "\u6B8B\u75BE\u4EBA\u5EA7\u8F66\u5236\u9020", "376"],
    ["377", "\u52A9\u52A8\u8F66\u5236\u9020", "37"],
    ["3770", "\u52A9\u52A8\u8F66\u5236\u9020", "377"],
    ["378", "\u975E\u516C\u8DEF\u4F11\u95F2\u8F66\u53CA\u96F6\u914D\u4EF6\u5236\u9020", "37"],
    ["3780", "\u975E\u516C\u8DEF\u4F11\u95F2\u8F66\u53CA\u96F6\u914D\u4EF6\u5236\u9020", "378"],
    ["379", "\u6F5C\u6C34\u6551\u635E\u53CA\u5176\u4ED6\u672A\u5217\u660E\u8FD0\u8F93\u8BBE\u5907\u5236\u9020", "37"],
    ["3791", "\u6F5C\u6C34\u88C5\u5907\u5236\u9020", "379"],
    ["3792", "\u6C34\u4E0B\u6551\u635E\u88C5\u5907\u5236\u9020", "379"],
    ["3799", "\u5176\u4ED6\u672A\u5217\u660E\u8FD0\u8F93\u8BBE\u5907\u5236\u9020", "379"],
    ["38", "\u7535\u6C14\u673A\u68B0\u548C\u5668\u6750\u5236\u9020\u4E1A", "C"],
    ["381", "\u7535\u673A\u5236\u9020", "38"],
    ["3811", "\u53D1\u7535\u673A\u53CA\u53D1\u7535\u673A\u7EC4\u5236\u9020", "381"],
    ["3812", "\u7535\u52A8\u673A\u5236\u9020", "381"],
    ["3813", "\u5FAE\u7279\u7535\u673A\u53CA\u7EC4\u4EF6\u5236\u9020", "381"],
    ["3819", "\u5176\u4ED6\u7535\u673A\u5236\u9020", "381"],
    ["382", "\u8F93\u914D\u7535\u53CA\u63A7\u5236\u8BBE\u5907\u5236\u9020", "38"],
    ["3821", "\u53D8\u538B\u5668\u3001\u6574\u6D41\u5668\u548C\u7535\u611F\u5668\u5236\u9020", "382"],
    ["3822", "\u7535\u5BB9\u5668\u53CA\u5176\u914D\u5957\u8BBE\u5907\u5236\u9020", "382"],
    ["3823", "\u914D\u7535\u5F00\u5173\u63A7\u5236\u8BBE\u5907\u5236\u9020", "382"],
    ["3824", "\u7535\u529B\u7535\u5B50\u5143\u5668\u4EF6\u5236\u9020", "382"],
    ["3825", "\u5149\u4F0F\u8BBE\u5907\u53CA\u5143\u5668\u4EF6\u5236\u9020", "382"],
    ["3829", "\u5176\u4ED6\u8F93\u914D\u7535\u53CA\u63A7\u5236\u8BBE\u5907\u5236\u9020", "382"],
    ["383", "\u7535\u7EBF\u3001\u7535\u7F06\u3001\u5149\u7F06\u53CA\u7535\u5DE5\u5668\u6750\u5236\u9020", "38"],
    ["3831", "\u7535\u7EBF\u3001\u7535\u7F06\u5236\u9020", "383"],
    ["3832", "\u5149\u7EA4\u5236\u9020", "383"],
    ["3833", "\u5149\u7F06\u5236\u9020", "383"],
    ["3834", "\u7EDD\u7F18\u5236\u54C1\u5236\u9020", "383"],
    ["3839", "\u5176\u4ED6\u7535\u5DE5\u5668\u6750\u5236\u9020", "383"],
    ["384", "\u7535\u6C60\u5236\u9020", "38"],
    ["3841", "\u9502\u79BB\u5B50\u7535\u6C60\u5236\u9020", "384"],
    ["3842", "\u954D\u6C22\u7535\u6C60\u5236\u9020", "384"],
    ["3843", "\u94C5\u84C4\u7535\u6C60\u5236\u9020", "384"],
    ["3844", "\u950C\u9530\u7535\u6C60\u5236\u9020", "384"],
    ["3849", "\u5176\u4ED6\u7535\u6C60\u5236\u9020", "384"],
    ["385", "\u5BB6\u7528\u7535\u529B\u5668\u5177\u5236\u9020", "38"],
    ["3851", "\u5BB6\u7528\u5236\u51B7\u7535\u5668\u5177\u5236\u9020", "385"],
    ["3852", "\u5BB6\u7528\u7A7A\u6C14\u8C03\u8282\u5668\u5236\u9020", "385"],
    ["3853", "\u5BB6\u7528\u901A\u98CE\u7535\u5668\u5177\u5236\u9020", "385"],
    ["3854", "\u5BB6\u7528\u53A8\u623F\u7535\u5668\u5177\u5236\u9020", "385"],
    ["3855", "\u5BB6\u7528\u6E05\u6D01\u536B\u751F\u7535\u5668\u5177\u5236\u9020", "385"],
    ["3856", "\u5BB6\u7528\u7F8E\u5BB9\u3001\u4FDD\u5065\u62A4\u7406\u7535\u5668\u5177\u5236\u9020", "385"],
    ["3857", "\u5BB6\u7528\u7535\u529B\u5668\u5177\u4E13\u7528\u914D\u4EF6\u5236\u9020", "385"],
    ["3859", "\u5176\u4ED6\u5BB6\u7528\u7535\u529B\u5668\u5177\u5236\u9020", "385"],
    ["386", "\u975E\u7535\u529B\u5BB6\u7528\u5668\u5177\u5236\u9020", "38"],
    ["3861", "\u71C3\u6C14\u53CA\u7C7B\u4F3C\u80FD\u6E90\u5BB6\u7528\u5668\u5177\u5236\u9020", "386"],
    ["3862", "\u592A\u9633\u80FD\u5668\u5177\u5236\u9020", "386"],
    ["3869", "\u5176\u4ED6\u975E\u7535\u529B\u5BB6\u7528\u5668\u5177\u5236\u9020", "386"],
    ["387", "\u7167\u660E\u5668\u5177\u5236\u9020", "38"],
    ["3871", "\u7535\u5149\u6E90\u5236\u9020", "387"],
    ["3872", "\u7167\u660E\u706F\u5177\u5236\u9020", "387"],
    ["3873", "\u821E\u53F0\u53CA\u573A\u5730\u7528\u706F\u5236\u9020", "387"],
    ["3874", "\u667A\u80FD\u7167\u660E\u5668\u5177\u5236\u9020", "387"],
    ["3879", "\u706F\u7528\u7535\u5668\u9644\u4EF6\u53CA\u5176\u4ED6\u7167\u660E\u5668\u5177\u5236\u9020", "387"],
    ["389", "\u5176\u4ED6\u7535\u6C14\u673A\u68B0\u53CA\u5668\u6750\u5236\u9020", "38"],
    ["3891", "\u7535\u6C14\u4FE1\u53F7\u8BBE\u5907\u88C5\u7F6E\u5236\u9020", "389"],
    ["3899", "\u5176\u4ED6\u672A\u5217\u660E\u7535\u6C14\u673A\u68B0\u53CA\u5668\u6750\u5236\u9020", "389"],
    ["39", "\u8BA1\u7B97\u673A\u3001\u901A\u4FE1\u548C\u5176\u4ED6\u7535\u5B50\u8BBE\u5907\u5236\u9020\u4E1A", "C"],
    ["391", "\u8BA1\u7B97\u673A\u5236\u9020", "39"],
    ["3911", "\u8BA1\u7B97\u673A\u6574\u673A\u5236\u9020", "391"],
    ["3912", "\u8BA1\u7B97\u673A\u96F6\u90E8\u4EF6\u5236\u9020", "391"],
    ["3913", "\u8BA1\u7B97\u673A\u5916\u56F4\u8BBE\u5907\u5236\u9020", "391"],
    ["3914", "\u5DE5\u4E1A\u63A7\u5236\u8BA1\u7B97\u673A\u53CA\u7CFB\u7EDF\u5236\u9020", "391"],
    ["3915", "\u4FE1\u606F\u5B89\u5168\u8BBE\u5907\u5236\u9020", "391"],
    ["3919", "\u5176\u4ED6\u8BA1\u7B97\u673A\u5236\u9020", "391"],
    ["392", "\u901A\u4FE1\u8BBE\u5907\u5236\u9020", "39"],
    ["3921", "\u901A\u4FE1\u7CFB\u7EDF\u8BBE\u5907\u5236\u9020", "392"],
    ["3922", "\u901A\u4FE1\u7EC8\u7AEF\u8BBE\u5907\u5236\u9020", "392"],
    ["393", "\u5E7F\u64AD\u7535\u89C6\u8BBE\u5907\u5236\u9020", "39"],
    ["3931", "\u5E7F\u64AD\u7535\u89C6\u8282\u76EE\u5236\u4F5C\u53CA\u53D1\u5C04\u8BBE\u5907\u5236\u9020", "393"],
    ["3932", "\u5E7F\u64AD\u7535\u89C6\u63A5\u6536\u8BBE\u5907\u5236\u9020", "393"],
    ["3933", "\u5E7F\u64AD\u7535\u89C6\u4E13\u7528\u914D\u4EF6\u5236\u9020", "393"],
    ["3934", "\u4E13\u4E1A\u97F3\u54CD\u8BBE\u5907\u5236\u9020", "393"],
    ["3939", "\u5E94\u7528\u7535\u89C6\u8BBE\u5907\u53CA\u5176\u4ED6\u5E7F\u64AD\u7535\u89C6\u8BBE\u5907", "393"],
    ["394", "\u96F7\u8FBE\u53CA\u914D\u5957\u8BBE\u5907\u5236\u9020", "39"],
    ["3940", "\u96F7\u8FBE\u53CA\u914D\u5957\u8BBE\u5907\u5236\u9020", "394"],
    ["395", "\u975E\u4E13\u4E1A\u89C6\u542C\u8BBE\u5907\u5236\u9020", "39"],
    ["3951", "\u7535\u89C6\u673A\u5236\u9020", "395"],
    ["3952", "\u97F3\u54CD\u8BBE\u5907\u5236\u9020", "395"],
    ["3953", "\u5F71\u89C6\u5F55\u653E\u8BBE\u5907\u5236\u9020", "395"],
    ["396", "\u667A\u80FD\u6D88\u8D39\u8BBE\u5907\u5236\u9020", "39"],
    ["3961", "\u53EF\u7A7F\u6234\u667A\u80FD\u8BBE\u5907\u5236\u9020", "396"],
    ["3962", "\u667A\u80FD\u8F66\u8F7D\u8BBE\u5907\u5236\u9020", "396"],
    ["3963", "\u667A\u80FD\u65E0\u4EBA\u98DE\u884C\u5668\u5236\u9020", "396"],
    ["3964", "\u670D\u52A1\u6D88\u8D39\u673A\u5668\u4EBA\u5236\u9020", "396"],
    ["3969", "\u5176\u4ED6\u667A\u80FD\u6D88\u8D39\u8BBE\u5907\u5236\u9020", "396"],
    ["397", "\u7535\u5B50\u5668\u4EF6\u5236\u9020", "39"],
    ["3971", "\u7535\u5B50\u771F\u7A7A\u5668\u4EF6\u5236\u9020", "397"],
    ["3972", "\u534A\u5BFC\u4F53\u5206\u7ACB\u5668\u4EF6\u5236\u9020", "397"],
    ["3973", "\u96C6\u6210\u7535\u8DEF\u5236\u9020", "397"],
    ["3974", "\u663E\u793A\u5668\u4EF6\u5236\u9020", "397"],
    ["3975", "\u534A\u5BFC\u4F53\u7167\u660E\u5668\u4EF6\u5236\u9020", "397"],
    ["3976", "\u5149\u7535\u5B50\u5668\u4EF6\u5236\u9020", "397"],
    ["3979", "\u5176\u4ED6\u7535\u5B50\u5668\u4EF6\u5236\u9020", "397"],
    ["398", "\u7535\u5B50\u5143\u4EF6\u53CA\u7535\u5B50\u4E13\u7528\u6750\u6599\u5236\u9020", "39"],
    ["3981", "\u7535\u963B\u7535\u5BB9\u7535\u611F\u5143\u4EF6\u5236\u9020", "398"],
    ["3982", "\u7535\u5B50\u7535\u8DEF\u5236\u9020", "398"],
    ["3983", "\u654F\u611F\u5143\u4EF6\u53CA\u4F20\u611F\u5668\u5236\u9020", "398"],
    ["3984", "\u7535\u58F0\u5668\u4EF6\u53CA\u96F6\u4EF6\u5236\u9020", "398"],
    ["3985", "\u7535\u5B50\u4E13\u7528\u6750\u6599\u5236\u9020", "398"],
    ["3989", "\u5176\u4ED6\u7535\u5B50\u5143\u4EF6\u5236\u9020", "398"],
    ["399", "\u5176\u4ED6\u7535\u5B50\u8BBE\u5907\u5236\u9020", "39"],
    ["3990", "\u5176\u4ED6\u7535\u5B50\u8BBE\u5907\u5236\u9020", "399"],
    ["40", "\u4EEA\u5668\u4EEA\u8868\u5236\u9020\u4E1A", "C"],
    ["401", "\u901A\u7528\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "40"],
    ["4011", "\u5DE5\u4E1A\u81EA\u52A8\u63A7\u5236\u7CFB\u7EDF\u88C5\u7F6E\u5236\u9020", "401"],
    ["4012", "\u7535\u5DE5\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "401"],
    ["4013", "\u7ED8\u56FE\u3001\u8BA1\u7B97\u53CA\u6D4B\u91CF\u4EEA\u5668\u5236\u9020", "401"],
    ["4014", "\u5B9E\u9A8C\u5206\u6790\u4EEA\u5668\u5236\u9020", "401"],
    ["4015", "\u8BD5\u9A8C\u673A\u5236\u9020", "401"],
    ["4016", "\u4F9B\u5E94\u7528\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "401"],
    ["4019", "\u5176\u4ED6\u901A\u7528\u4EEA\u5668\u5236\u9020", "401"],
    ["402", "\u4E13\u7528\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "40"],
    ["4021", "\u73AF\u5883\u76D1\u6D4B\u4E13\u7528\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "402"],
    ["4022", "\u8FD0\u8F93\u8BBE\u5907\u53CA\u751F\u4EA7\u7528\u8BA1\u6570\u4EEA\u8868\u5236\u9020", "402"],
    ["4023", "\u5BFC\u822A\u3001\u6D4B\u7ED8\u3001\u6C14\u8C61\u53CA\u6D77\u6D0B\u4E13\u7528\u4EEA\u5668\u5236", "402"],
    ["4024", "\u519C\u6797\u7267\u6E14\u4E13\u7528\u4EEA\u5668\u4EEA\u8868\u5236\u9020", "402"],
    ["4025", "\u5730\u8D28\u52D8\u63A2\u548C\u5730\u9707\u4E13\u7528\u4EEA\u5668\u5236\u9020", "402"],
    ["4026", "\u6559\u5B66\u4E13\u7528\u4EEA\u5668\u5236\u9020", "402"],
    ["4027", "\u6838\u5B50\u53CA\u6838\u8F90\u5C04\u6D4B\u91CF\u4EEA\u5668\u5236\u9020", "402"],
    ["4028", "\u7535\u5B50\u6D4B\u91CF\u4EEA\u5668\u5236\u9020", "402"],
    ["4029", "\u5176\u4ED6\u4E13\u7528\u4EEA\u5668\u5236\u9020", "402"],
    ["403", "\u949F\u8868\u4E0E\u8BA1\u65F6\u4EEA\u5668\u5236\u9020", "40"],
    ["4030", "\u949F\u8868\u4E0E\u8BA1\u65F6\u4EEA\u5668\u5236\u9020", "403"],
    ["404", "\u5149\u5B66\u4EEA\u5668\u5236\u9020", "40"],
    ["4040", "\u5149\u5B66\u4EEA\u5668\u5236\u9020", "404"],
    ["405", "\u8861\u5668\u5236\u9020", "40"],
    ["4050", "\u8861\u5668\u5236\u9020", "405"],
    ["409", "\u5176\u4ED6\u4EEA\u5668\u4EEA\u8868\u5236\u9020\u4E1A", "40"],
    ["4090", "\u5176\u4ED6\u4EEA\u5668\u4EEA\u8868\u5236\u9020\u4E1A", "409"],
    ["41", "\u5176\u4ED6\u5236\u9020\u4E1A", "C"],
    ["411", "\u65E5\u7528\u6742\u54C1\u5236\u9020", "41"],
    ["4111", "\u9B03\u6BDB\u52A0\u5DE5\u3001\u5236\u5237\u53CA\u6E05\u626B\u5DE5\u5177\u5236\u9020", "411"],
    ["4119", "\u5176\u4ED6\u65E5\u7528\u6742\u54C1\u5236\u9020", "411"],
    ["412", "\u6838\u8F90\u5C04\u52A0\u5DE5", "41"],
    ["4120", "\u6838\u8F90\u5C04\u52A0\u5DE5", "412"],
    ["419", "\u5176\u4ED6\u672A\u5217\u660E\u5236\u9020\u4E1A", "41"],
    ["4190", "\u5176\u4ED6\u672A\u5217\u660E\u5236\u9020\u4E1A", "419"],
    ["42", "\u5E9F\u5F03\u8D44\u6E90\u7EFC\u5408\u5229\u7528\u4E1A", "C"],
    ["421", "\u91D1\u5C5E\u5E9F\u6599\u548C\u788E\u5C51\u52A0\u5DE5\u5904\u7406", "42"],
    ["4210", "\u91D1\u5C5E\u5E9F\u6599\u548C\u788E\u5C51\u52A0\u5DE5\u5904\u7406", "421"],
    ["422", "\u975E\u91D1\u5C5E\u5E9F\u6599\u548C\u788E\u5C51\u52A0\u5DE5\u5904\u7406", "42"],
    ["4220", "\u975E\u91D1\u5C5E\u5E9F\u6599\u548C\u788E\u5C51\u52A0\u5DE5\u5904\u7406", "422"],
    ["43", "\u91D1\u5C5E\u5236\u54C1\u3001\u673A\u68B0\u548C\u8BBE\u5907\u4FEE\u7406\u4E1A", "C"],
    ["431", "\u91D1\u5C5E\u5236\u54C1\u4FEE\u7406", "43"],
    ["4310", "\u91D1\u5C5E\u5236\u54C1\u4FEE\u7406", "431"],
    ["432", "\u901A\u7528\u8BBE\u5907\u4FEE\u7406", "43"],
    ["4320", "\u901A\u7528\u8BBE\u5907\u4FEE\u7406", "432"],
    ["433", "\u4E13\u7528\u8BBE\u5907\u4FEE\u7406", "43"],
    ["4330", "\u4E13\u7528\u8BBE\u5907\u4FEE\u7406", "433"],
    ["434", "\u94C1\u8DEF\u3001\u8239\u8236\u3001\u822A\u7A7A\u822A\u5929\u7B49\u8FD0\u8F93\u8BBE\u5907\u4FEE\u7406", "43"],
    ["4341", "\u94C1\u8DEF\u8FD0\u8F93\u8BBE\u5907\u4FEE\u7406", "434"],
    ["4342", "\u8239\u8236\u4FEE\u7406", "434"],
    ["4343", "\u822A\u7A7A\u822A\u5929\u5668\u4FEE\u7406", "434"],
    ["4349", "\u5176\u4ED6\u8FD0\u8F93\u8BBE\u5907\u4FEE\u7406", "434"],
    ["435", "\u7535\u6C14\u8BBE\u5907\u4FEE\u7406", "43"],
    ["4350", "\u7535\u6C14\u8BBE\u5907\u4FEE\u7406", "435"],
    ["436", "\u4EEA\u5668\u4EEA\u8868\u4FEE\u7406", "43"],
    ["4360", "\u4EEA\u5668\u4EEA\u8868\u4FEE\u7406", "436"],
    ["439", "\u5176\u4ED6\u673A\u68B0\u548C\u8BBE\u5907\u4FEE\u7406\u4E1A", "43"],
    ["4390", "\u5176\u4ED6\u673A\u68B0\u548C\u8BBE\u5907\u4FEE\u7406\u4E1A", "439"],
    ["D", "\u7535\u529B\u3001\u70ED\u529B\u3001\u71C3\u6C14\u53CA\u6C34\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", ""],
    ["44", "\u7535\u529B\u3001\u70ED\u529B\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "D"],
    ["441", "\u7535\u529B\u751F\u4EA7", "44"],
    ["4411", "\u706B\u529B\u53D1\u7535", "441"],
    ["4412", "\u70ED\u7535\u8054\u4EA7", "441"],
    ["4413", "\u6C34\u529B\u53D1\u7535", "441"],
    ["4414", "\u6838\u529B\u53D1\u7535", "441"],
    ["4415", "\u98CE\u529B\u53D1\u7535", "441"],
    ["4416", "\u592A\u9633\u80FD\u53D1\u7535", "441"],
    ["4417", "\u751F\u7269\u8D28\u80FD\u53D1\u7535", "441"],
    ["4419", "\u5176\u4ED6\u7535\u529B\u751F\u4EA7", "441"],
    ["442", "\u7535\u529B\u4F9B\u5E94", "44"],
    ["4420", "\u7535\u529B\u4F9B\u5E94", "442"],
    ["443", "\u70ED\u529B\u751F\u4EA7\u548C\u4F9B\u5E94", "44"],
    ["4430", "\u70ED\u529B\u751F\u4EA7\u548C\u4F9B\u5E94", "443"],
    ["45", "\u71C3\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "D"],
    ["451", "\u71C3\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "45"],
    ["4511", "\u5929\u7136\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "451"],
    ["4512", "\u6DB2\u5316\u77F3\u6CB9\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "451"],
    ["4513", "\u7164\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "451"],
    ["452", "\u751F\u7269\u8D28\u71C3\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "45"],
    ["4520", "\u751F\u7269\u8D28\u71C3\u6C14\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "452"],
    ["46", "\u6C34\u7684\u751F\u4EA7\u548C\u4F9B\u5E94\u4E1A", "D"],
    ["461", "\u81EA\u6765\u6C34\u751F\u4EA7\u548C\u4F9B\u5E94", "46"],
    ["4610", "\u81EA\u6765\u6C34\u751F\u4EA7\u548C\u4F9B\u5E94", "461"],
    ["462", "\u6C61\u6C34\u5904\u7406\u53CA\u5176\u518D\u751F\u5229\u7528", "46"],
    ["4620", "\u6C61\u6C34\u5904\u7406\u53CA\u5176\u518D\u751F\u5229\u7528", "462"],
    ["463", "\u6D77\u6C34\u6DE1\u5316\u5904\u7406", "46"],
    ["4630", "\u6D77\u6C34\u6DE1\u5316\u5904\u7406", "463"],
    ["469", "\u5176\u4ED6\u6C34\u7684\u5904\u7406\u3001\u5229\u7528\u4E0E\u5206\u914D", "46"],
    ["4690", "\u5176\u4ED6\u6C34\u7684\u5904\u7406\u3001\u5229\u7528\u4E0E\u5206\u914D", "469"],
    ["E", "\u5EFA\u7B51\u4E1A", ""],
    ["47", "\u623F\u5C4B\u5EFA\u7B51\u4E1A", "E"],
    ["471", "\u4F4F\u5B85\u623F\u5C4B\u5EFA\u7B51", "47"],
    ["4710", "\u4F4F\u5B85\u623F\u5C4B\u5EFA\u7B51", "471"],
    ["472", "\u4F53\u80B2\u573A\u9986\u5EFA\u7B51", "47"],
    ["4720", "\u4F53\u80B2\u573A\u9986\u5EFA\u7B51", "472"],
    ["479", "\u5176\u4ED6\u623F\u5C4B\u5EFA\u7B51\u4E1A", "47"],
    ["4790", "\u5176\u4ED6\u623F\u5C4B\u5EFA\u7B51\u4E1A", "479"],
    ["48", "\u571F\u6728\u5DE5\u7A0B\u5EFA\u7B51\u4E1A", "E"],
    ["481", "\u94C1\u8DEF\u3001\u9053\u8DEF\u3001\u96A7\u9053\u548C\u6865\u6881\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4811", "\u94C1\u8DEF\u5DE5\u7A0B\u5EFA\u7B51", "481"],
    ["4812", "\u516C\u8DEF\u5DE5\u7A0B\u5EFA\u7B51", "481"],
    ["4813", "\u5E02\u653F\u9053\u8DEF\u5DE5\u7A0B\u5EFA\u7B51", "481"],
    ["4814", "\u57CE\u5E02\u8F68\u9053\u4EA4\u901A\u5DE5\u7A0B\u5EFA\u7B51", "481"],
    ["4819", "\u5176\u4ED6\u9053\u8DEF\u3001\u96A7\u9053\u548C\u6865\u6881\u5DE5\u7A0B\u5EFA\u7B51", "481"],
    ["482", "\u6C34\u5229\u548C\u6C34\u8FD0\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4821", "\u6C34\u6E90\u53CA\u4F9B\u6C34\u8BBE\u65BD\u5DE5\u7A0B\u5EFA\u7B51", "482"],
    ["4822", "\u6CB3\u6E56\u6CBB\u7406\u53CA\u9632\u6D2A\u8BBE\u65BD\u5DE5\u7A0B\u5EFA\u7B51", "482"],
    ["4823", "\u6E2F\u53E3\u53CA\u822A\u8FD0\u8BBE\u65BD\u5DE5\u7A0B\u5EFA\u7B51", "482"],
    ["483", "\u6D77\u6D0B\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4831", "\u6D77\u6D0B\u6CB9\u6C14\u8D44\u6E90\u5F00\u53D1\u5229\u7528\u5DE5\u7A0B\u5EFA\u7B51", "483"],
    ["4832", "\u6D77\u6D0B\u80FD\u6E90\u5F00\u53D1\u5229\u7528\u5DE5\u7A0B\u5EFA\u7B51", "483"],
    ["4833", "\u6D77\u5E95\u96A7\u9053\u5DE5\u7A0B\u5EFA\u7B51", "483"],
    ["4834", "\u6D77\u5E95\u8BBE\u65BD\u94FA\u8BBE\u5DE5\u7A0B\u5EFA\u7B51", "483"],
    ["4839", "\u5176\u4ED6\u6D77\u6D0B\u5DE5\u7A0B\u5EFA\u7B51", "483"],
    ["484", "\u5DE5\u77FF\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4840", "\u5DE5\u77FF\u5DE5\u7A0B\u5EFA\u7B51", "484"],
    ["485", "\u67B6\u7EBF\u548C\u7BA1\u9053\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4851", "\u67B6\u7EBF\u53CA\u8BBE\u5907\u5DE5\u7A0B\u5EFA\u7B51", "485"],
    ["4852", "\u7BA1\u9053\u5DE5\u7A0B\u5EFA\u7B51", "485"],
    ["4853", "\u5730\u4E0B\u7EFC\u5408\u7BA1\u5ECA\u5DE5\u7A0B\u5EFA\u7B51", "485"],
    ["486", "\u8282\u80FD\u73AF\u4FDD\u5DE5\u7A0B\u65BD\u5DE5", "48"],
    ["4861", "\u8282\u80FD\u5DE5\u7A0B\u65BD\u5DE5", "486"],
    ["4862", "\u73AF\u4FDD\u5DE5\u7A0B\u65BD\u5DE5", "486"],
    ["4863", "\u751F\u6001\u4FDD\u62A4\u5DE5\u7A0B\u65BD\u5DE5", "486"],
    ["487", "\u7535\u529B\u5DE5\u7A0B\u65BD\u5DE5", "48"],
    ["4871", "\u706B\u529B\u53D1\u7535\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["4872", "\u6C34\u529B\u53D1\u7535\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["4873", "\u6838\u7535\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["4874", "\u98CE\u80FD\u53D1\u7535\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["4875", "\u592A\u9633\u80FD\u53D1\u7535\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["4879", "\u5176\u4ED6\u7535\u529B\u5DE5\u7A0B\u65BD\u5DE5", "487"],
    ["489", "\u5176\u4ED6\u571F\u6728\u5DE5\u7A0B\u5EFA\u7B51", "48"],
    ["4891", "\u56ED\u6797\u7EFF\u5316\u5DE5\u7A0B\u65BD\u5DE5", "489"],
    ["4892", "\u4F53\u80B2\u573A\u5730\u8BBE\u65BD\u5DE5\u7A0B\u65BD\u5DE5", "489"],
    ["4893", "\u6E38\u4E50\u8BBE\u65BD\u5DE5\u7A0B\u65BD\u5DE5", "489"],
    ["4899", "\u5176\u4ED6\u571F\u6728\u5DE5\u7A0B\u5EFA\u7B51\u65BD\u5DE5", "489"],
    ["49", "\u5EFA\u7B51\u5B89\u88C5\u4E1A", "E"],
    ["491", "\u7535\u6C14\u5B89\u88C5", "49"],
    ["4910", "\u7535\u6C14\u5B89\u88C5", "491"],
    ["492", "\u7BA1\u9053\u548C\u8BBE\u5907\u5B89\u88C5", "49"],
    ["4920", "\u7BA1\u9053\u548C\u8BBE\u5907\u5B89\u88C5", "492"],
    ["499", "\u5176\u4ED6\u5EFA\u7B51\u5B89\u88C5\u4E1A", "49"],
    ["4991", "\u4F53\u80B2\u573A\u5730\u8BBE\u65BD\u5B89\u88C5", "499"],
    ["4999", "\u5176\u4ED6\u5EFA\u7B51\u5B89\u88C5", "499"],
    ["50", "\u5EFA\u7B51\u88C5\u9970\u3001\u88C5\u4FEE\u548C\u5176\u4ED6\u5EFA\u7B51\u4E1A", "E"],
    ["501", "\u5EFA\u7B51\u88C5\u9970\u548C\u88C5\u4FEE\u4E1A", "50"],
    ["5011", "\u516C\u5171\u5EFA\u7B51\u88C5\u9970\u548C\u88C5\u4FEE", "501"],
    ["5012", "\u4F4F\u5B85\u88C5\u9970\u548C\u88C5\u4FEE", "501"],
    ["5013", "\u5EFA\u7B51\u5E55\u5899\u88C5\u9970\u548C\u88C5\u4FEE", "501"],
    ["502", "\u5EFA\u7B51\u7269\u62C6\u9664\u548C\u573A\u5730\u51C6\u5907\u6D3B\u52A8", "50"],
    ["5021", "\u5EFA\u7B51\u7269\u62C6\u9664\u6D3B\u52A8", "502"],
    ["5022", "\u573A\u5730\u51C6\u5907\u6D3B\u52A8", "502"],
    ["503", "\u63D0\u4F9B\u65BD\u5DE5\u8BBE\u5907\u670D\u52A1", "50"],
    ["5030", "\u63D0\u4F9B\u65BD\u5DE5\u8BBE\u5907\u670D\u52A1", "503"],
    ["509", "\u5176\u4ED6\u672A\u5217\u660E\u5EFA\u7B51\u4E1A", "50"],
    ["5090", "\u5176\u4ED6\u672A\u5217\u660E\u5EFA\u7B51\u4E1A", "509"],
    ["F", "\u6279\u53D1\u548C\u96F6\u552E\u4E1A", ""],
    ["51", "\u6279\u53D1\u4E1A", "F"],
    ["511", "\u519C\u3001\u6797\u3001\u7267\u3001\u6E14\u4EA7\u54C1\u6279\u53D1", "51"],
    ["5111", "\u8C37\u7269\u3001\u8C46\u53CA\u85AF\u7C7B\u6279\u53D1", "511"],
    ["5112", "\u79CD\u5B50\u6279\u53D1", "511"],
    ["5113", "\u755C\u7267\u6E14\u4E1A\u9972\u6599\u6279\u53D1", "511"],
    ["5114", "\u68C9\u3001\u9EBB\u6279\u53D1", "511"],
    ["5115", "\u6797\u4E1A\u4EA7\u54C1\u6279\u53D1", "511"],
    ["5116", "\u7272\u755C\u6279\u53D1", "511"],
    ["5117", "\u6E14\u4E1A\u4EA7\u54C1\u6279\u53D1", "511"],
    ["5119", "\u5176\u4ED6\u519C\u7267\u4EA7\u54C1\u6279\u53D1", "511"],
    ["512", "\u98DF\u54C1\u3001\u996E\u6599\u53CA\u70DF\u8349\u5236\u54C1\u6279\u53D1", "51"],
    ["5121", "\u7C73\u3001\u9762\u5236\u54C1\u53CA\u98DF\u7528\u6CB9\u6279\u53D1", "512"],
    ["5122", "\u7CD5\u70B9\u3001\u7CD6\u679C\u53CA\u7CD6\u6279\u53D1", "512"],
    ["5123", "\u679C\u54C1\u3001\u852C\u83DC\u6279\u53D1", "512"],
    ["5124", "\u8089\u3001\u79BD\u3001\u86CB\u3001\u5976\u53CA\u6C34\u4EA7\u54C1\u6279\u53D1", "512"],
    ["5125", "\u76D0\u53CA\u8C03\u5473\u54C1\u6279\u53D1", "512"],
    ["5126", "\u8425\u517B\u548C\u4FDD\u5065\u54C1\u6279\u53D1", "512"],
    ["5127", "\u9152\u3001\u996E\u6599\u53CA\u8336\u53F6\u6279\u53D1", "512"],
    ["5128", "\u70DF\u8349\u5236\u54C1\u6279\u53D1", "512"],
    ["5129", "\u5176\u4ED6\u98DF\u54C1\u6279\u53D1", "512"],
    ["513", "\u7EBA\u7EC7\u3001\u670D\u88C5\u53CA\u5BB6\u5EAD\u7528\u54C1\u6279\u53D1", "51"],
    ["5131", "\u7EBA\u7EC7\u54C1\u3001\u9488\u7EC7\u54C1\u53CA\u539F\u6599\u6279\u53D1", "513"],
    ["5132", "\u670D\u88C5\u6279\u53D1", "513"],
    ["5133", "\u978B\u5E3D\u6279\u53D1", "513"],
    ["5134", "\u5316\u5986\u54C1\u53CA\u536B\u751F\u7528\u54C1\u6279\u53D1", "513"],
    ["5135", "\u53A8\u5177\u536B\u5177\u53CA\u65E5\u7528\u6742\u54C1\u6279\u53D1", "513"],
    ["5136", "\u706F\u5177\u3001\u88C5\u9970\u7269\u54C1\u6279\u53D1", "513"],
    ["5137", "\u5BB6\u7528\u89C6\u542C\u8BBE\u5907\u6279\u53D1", "513"],
    ["5138", "\u65E5\u7528\u5BB6\u7535\u6279\u53D1", "513"],
    ["5139", "\u5176\u4ED6\u5BB6\u5EAD\u7528\u54C1\u6279\u53D1", "513"],
    ["514", "\u6587\u5316\u3001\u4F53\u80B2\u7528\u54C1\u53CA\u5668\u6750\u6279\u53D1", "51"],
    ["5141", "\u6587\u5177\u7528\u54C1\u6279\u53D1", "514"],
    ["5142", "\u4F53\u80B2\u7528\u54C1\u53CA\u5668\u6750\u6279\u53D1", "514"],
    ["5143", "\u56FE\u4E66\u6279\u53D1", "514"],
    ["5144", "\u62A5\u520A\u6279\u53D1", "514"],
    ["5145", "\u97F3\u50CF\u5236\u54C1\u3001\u7535\u5B50\u548C\u6570\u5B57\u51FA\u7248\u7269\u6279\u53D1", "514"],
    ["5146", "\u9996\u9970\u3001\u5DE5\u827A\u54C1\u53CA\u6536\u85CF\u54C1\u6279\u53D1", "514"],
    ["5147", "\u4E50\u5668\u6279\u53D1", "514"],
    ["5149", "\u5176\u4ED6\u6587\u5316\u7528\u54C1\u6279\u53D1", "514"],
    ["515", "\u533B\u836F\u53CA\u533B\u7597\u5668\u6750\u6279\u53D1", "51"],
    ["5151", "\u897F\u836F\u6279\u53D1", "515"],
    ["5152", "\u4E2D\u836F\u6279\u53D1", "515"],
    ["5153", "\u52A8\u7269\u7528\u836F\u54C1\u6279\u53D1", "515"],
    ["5154", "\u533B\u7597\u7528\u54C1\u53CA\u5668\u6750\u6279\u53D1", "515"],
    ["516", "\u77FF\u4EA7\u54C1\u3001\u5EFA\u6750\u53CA\u5316\u5DE5\u4EA7\u54C1\u6279\u53D1", "51"],
    ["5161", "\u7164\u70AD\u53CA\u5236\u54C1\u6279\u53D1", "516"],
    ["5162", "\u77F3\u6CB9\u53CA\u5236\u54C1\u6279\u53D1", "516"],
    ["5163", "\u975E\u91D1\u5C5E\u77FF\u53CA\u5236\u54C1\u6279\u53D1", "516"],
    ["5164", "\u91D1\u5C5E\u53CA\u91D1\u5C5E\u77FF\u6279\u53D1", "516"],
    ["5165", "\u5EFA\u6750\u6279\u53D1", "516"],
    ["5166", "\u5316\u80A5\u6279\u53D1", "516"],
    ["5167", "\u519C\u836F\u6279\u53D1", "516"],
    ["5168", "\u519C\u7528\u8584\u819C\u6279\u53D1", "516"],
    ["5169", "\u5176\u4ED6\u5316\u5DE5\u4EA7\u54C1\u6279\u53D1", "516"],
    ["517", "\u673A\u68B0\u8BBE\u5907\u3001\u4E94\u91D1\u4EA7\u54C1\u53CA\u7535\u5B50\u4EA7\u54C1\u6279\u53D1", "51"],
    ["5171", "\u519C\u4E1A\u673A\u68B0\u6279\u53D1", "517"],
    ["5172", "\u6C7D\u8F66\u53CA\u96F6\u914D\u4EF6\u6279\u53D1", "517"],
    ["5173", "\u6469\u6258\u8F66\u53CA\u96F6\u914D\u4EF6\u6279\u53D1", "517"],
    ["5174", "\u4E94\u91D1\u4EA7\u54C1\u6279\u53D1", "517"],
    ["5175", "\u7535\u6C14\u8BBE\u5907\u6279\u53D1", "517"],
    ["5176", "\u8BA1\u7B97\u673A\u3001\u8F6F\u4EF6\u53CA\u8F85\u52A9\u8BBE\u5907\u6279\u53D1", "517"],
    ["5177", "\u901A\u8BAF\u8BBE\u5907\u6279\u53D1", "517"],
    ["5178", "\u5E7F\u64AD\u5F71\u89C6\u8BBE\u5907\u6279\u53D1", "517"],
    ["5179", "\u5176\u4ED6\u673A\u68B0\u8BBE\u5907\u53CA\u7535\u5B50\u4EA7\u54C1\u6279\u53D1", "517"],
    ["518", "\u8D38\u6613\u7ECF\u7EAA\u4E0E\u4EE3\u7406", "51"],
    ["5181", "\u8D38\u6613\u4EE3\u7406", "518"],
    ["5182", "\u4E00\u822C\u7269\u54C1\u62CD\u5356", "518"],
    ["5183", "\u827A\u672F\u54C1\u3001\u6536\u85CF\u54C1\u62CD\u5356", "518"],
    ["5184", "\u827A\u672F\u54C1\u4EE3\u7406", "518"],
    ["5189", "\u5176\u4ED6\u8D38\u6613\u7ECF\u7EAA\u4E0E\u4EE3\u7406", "518"],
    ["519", "\u5176\u4ED6\u6279\u53D1\u4E1A", "51"],
    ["5191", "\u518D\u751F\u7269\u8D44\u56DE\u6536\u4E0E\u6279\u53D1", "519"],
    ["5192", "\u5BA0\u7269\u98DF\u54C1\u7528\u54C1\u6279\u53D1", "519"],
    ["5193", "\u4E92\u8054\u7F51\u6279\u53D1", "519"],
    ["5199", "\u5176\u4ED6\u672A\u5217\u660E\u6279\u53D1\u4E1A", "519"],
    ["52", "\u96F6\u552E\u4E1A", "F"],
    ["521", "\u7EFC\u5408\u96F6\u552E", "52"],
    ["5211", "\u767E\u8D27\u96F6\u552E", "521"],
    ["5212", "\u8D85\u7EA7\u5E02\u573A\u96F6\u552E", "521"],
    ["5213", "\u4FBF\u5229\u5E97\u96F6\u552E", "521"],
    ["5219", "\u5176\u4ED6\u7EFC\u5408\u96F6\u552E", "521"],
    ["522", "\u98DF\u54C1\u3001\u996E\u6599\u53CA\u70DF\u8349\u5236\u54C1\u4E13\u95E8\u96F6\u552E", "52"],
    ["5221", "\u7CAE\u6CB9\u96F6\u552E", "522"],
    ["5222", "\u7CD5\u70B9\u3001\u9762\u5305\u96F6\u552E", "522"],
    ["5223", "\u679C\u54C1\u3001\u852C\u83DC\u96F6\u552E", "522"],
    ["5224", "\u8089\u3001\u79BD\u3001\u86CB\u3001\u5976\u53CA\u6C34\u4EA7\u54C1\u96F6\u552E", "522"],
    ["5225", "\u8425\u517B\u548C\u4FDD\u5065\u54C1\u96F6\u552E", "522"],
    ["5226", "\u9152\u3001\u996E\u6599\u53CA\u8336\u53F6\u96F6\u552E", "522"],
    ["5227", "\u70DF\u8349\u5236\u54C1\u96F6\u552E", "522"],
    ["5229", "\u5176\u4ED6\u98DF\u54C1\u96F6\u552E", "522"],
    ["523", "\u7EBA\u7EC7\u3001\u670D\u88C5\u53CA\u65E5\u7528\u54C1\u4E13\u95E8\u96F6\u552E", "52"],
    ["5231", "\u7EBA\u7EC7\u54C1\u53CA\u9488\u7EC7\u54C1\u96F6\u552E", "523"],
    ["5232", "\u670D\u88C5\u96F6\u552E", "523"],
    ["5233", "\u978B\u5E3D\u96F6\u552E", "523"],
    ["5234", "\u5316\u5986\u54C1\u53CA\u536B\u751F\u7528\u54C1\u96F6\u552E", "523"],
    ["5235", "\u53A8\u5177\u536B\u5177\u53CA\u65E5\u7528\u6742\u54C1\u96F6\u552E", "523"],
    ["5236", "\u949F\u8868\u3001\u773C\u955C\u96F6\u552E", "523"],
    ["5237", "\u7BB1\u5305\u96F6\u552E", "523"],
    ["5238", "\u81EA\u884C\u8F66\u7B49\u4EE3\u6B65\u8BBE\u5907\u96F6\u552E", "523"],
    ["5239", "\u5176\u4ED6\u65E5\u7528\u54C1\u96F6\u552E", "523"],
    ["524", "\u6587\u5316\u3001\u4F53\u80B2\u7528\u54C1\u53CA\u5668\u6750\u4E13\u95E8\u96F6\u552E", "52"],
    ["5241", "\u6587\u5177\u7528\u54C1\u96F6\u552E", "524"],
    ["5242", "\u4F53\u80B2\u7528\u54C1\u53CA\u5668\u6750\u96F6\u552E", "524"],
    ["5243", "\u56FE\u4E66\u3001\u62A5\u520A\u96F6\u552E", "524"],
    ["5244", "\u97F3\u50CF\u5236\u54C1\u3001\u7535\u5B50\u548C\u6570\u5B57\u51FA\u7248\u7269\u96F6\u552E", "524"],
    ["5245", "\u73E0\u5B9D\u9996\u9970\u96F6\u552E", "524"],
    ["5246", "\u5DE5\u827A\u7F8E\u672F\u54C1\u53CA\u6536\u85CF\u54C1\u96F6\u552E", "524"],
    ["5247", "\u4E50\u5668\u96F6\u552E", "524"],
    ["5248", "\u7167\u76F8\u5668\u6750\u96F6\u552E", "524"],
    ["5249", "\u5176\u4ED6\u6587\u5316\u7528\u54C1\u96F6\u552E", "524"],
    ["525", "\u533B\u836F\u53CA\u533B\u7597\u5668\u6750\u4E13\u95E8\u96F6\u552E", "52"],
    ["5251", "\u897F\u836F\u96F6\u552E", "525"],
    ["5252", "\u4E2D\u836F\u96F6\u552E", "525"],
    ["5253", "\u52A8\u7269\u7528\u836F\u54C1\u96F6\u552E", "525"],
    ["5254", "\u533B\u7597\u7528\u54C1\u53CA\u5668\u6750\u96F6\u552E", "525"],
    ["5255", "\u4FDD\u5065\u8F85\u52A9\u6CBB\u7597\u5668\u6750\u96F6\u552E", "525"],
    ["526", "\u6C7D\u8F66\u3001\u6469\u6258\u8F66\u3001\u96F6\u914D\u4EF6\u548C\u71C3\u6599\u53CA\u5176\u4ED6\u52A8\u529B\u9500\u552E", "52"],
    ["5261", "\u6C7D\u8F66\u65B0\u8F66\u96F6\u552E", "526"],
    ["5262", "\u6C7D\u8F66\u65E7\u8F66\u96F6\u552E", "526"],
    ["5263", "\u6C7D\u8F66\u96F6\u914D\u4EF6\u96F6\u552E", "526"],
    ["5264", "\u6469\u6258\u8F66\u53CA\u96F6\u914D\u4EF6\u96F6\u552E", "526"],
    ["5265", "\u673A\u52A8\u8F66\u71C3\u6CB9\u96F6\u552E", "526"],
    ["5266", "\u673A\u52A8\u8F66\u71C3\u6C14\u96F6\u552E", "526"],
    ["5267", "\u673A\u52A8\u8F66\u5145\u7535\u9500\u552E", "526"],
    ["527", "\u5BB6\u7528\u7535\u5668\u53CA\u7535\u5B50\u4EA7\u54C1\u4E13\u95E8\u96F6\u552E", "52"],
    ["5271", "\u5BB6\u7528\u89C6\u542C\u8BBE\u5907\u96F6\u552E", "527"],
    ["5272", "\u65E5\u7528\u5BB6\u7535\u96F6\u552E", "527"],
    ["5273", "\u8BA1\u7B97\u673A\u3001\u8F6F\u4EF6\u53CA\u8F85\u52A9\u8BBE\u5907\u96F6\u552E", "527"],
    ["5274", "\u901A\u4FE1\u8BBE\u5907\u96F6\u552E", "527"],
    ["5279", "\u5176\u4ED6\u7535\u5B50\u4EA7\u54C1\u96F6\u552E", "527"],
    ["528", "\u4E94\u91D1\u3001\u5BB6\u5177\u53CA\u5BA4\u5185\u88C5\u9970\u6750\u6599\u4E13\u95E8\u96F6\u552E", "52"],
    ["5281", "\u4E94\u91D1\u96F6\u552E", "528"],
    ["5282", "\u706F\u5177\u96F6\u552E", "528"],
    ["5283", "\u5BB6\u5177\u96F6\u552E", "528"],
    ["5284", "\u6D82\u6599\u96F6\u552E", "528"],
    ["5285", "\u536B\u751F\u6D01\u5177\u96F6\u552E", "528"],
    ["5286", "\u6728\u8D28\u88C5\u9970\u6750\u6599\u96F6\u552E", "528"],
    ["5287", "\u9676\u74F7\u3001\u77F3\u6750\u88C5\u9970\u6750\u6599\u96F6\u552E", "528"],
    ["5289", "\u5176\u4ED6\u5BA4\u5185\u88C5\u9970\u6750\u6599\u96F6\u552E", "528"],
    ["529", "\u8D27\u644A\u3001\u65E0\u5E97\u94FA\u53CA\u5176\u4ED6\u96F6\u552E\u4E1A", "52"],
    ["5291", "\u6D41\u52A8\u8D27\u644A\u96F6\u552E", "529"],
    ["5292", "\u4E92\u8054\u7F51\u96F6\u552E", "529"],
    ["5293", "\u90AE\u8D2D\u53CA\u7535\u89C6\u3001\u7535\u8BDD\u96F6\u552E", "529"],
    ["5294", "\u81EA\u52A8\u552E\u8D27\u673A\u96F6\u552E", "529"],
    ["5295", "\u65E7\u8D27\u96F6\u552E", "529"],
    ["5296", "\u751F\u6D3B\u7528\u71C3\u6599\u96F6\u552E", "529"],
    ["5297", "\u5BA0\u7269\u98DF\u54C1\u7528\u54C1\u96F6\u552E", "529"],
    ["5299", "\u5176\u4ED6\u672A\u5217\u660E\u96F6\u552E\u4E1A", "529"],
    ["G", "\u4EA4\u901A\u8FD0\u8F93\u3001\u4ED3\u50A8\u548C\u90AE\u653F\u4E1A", ""],
    ["53", "\u94C1\u8DEF\u8FD0\u8F93\u4E1A", "G"],
    ["531", "\u94C1\u8DEF\u65C5\u5BA2\u8FD0\u8F93", "53"],
    ["5311", "\u9AD8\u901F\u94C1\u8DEF\u65C5\u5BA2\u8FD0\u8F93", "531"],
    ["5312", "\u57CE\u9645\u94C1\u8DEF\u65C5\u5BA2\u8FD0\u8F93", "531"],
    ["5313", "\u666E\u901A\u94C1\u8DEF\u65C5\u5BA2\u8FD0\u8F93", "531"],
    ["532", "\u94C1\u8DEF\u8D27\u7269\u8FD0\u8F93", "53"],
    ["5320", "\u94C1\u8DEF\u8D27\u7269\u8FD0\u8F93", "532"],
    ["533", "\u94C1\u8DEF\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "53"],
    ["5331", "\u5BA2\u8FD0\u706B\u8F66\u7AD9", "533"],
    ["5332", "\u8D27\u8FD0\u706B\u8F66\u7AD9\uFF08\u573A\uFF09", "533"],
    ["5333", "\u94C1\u8DEF\u8FD0\u8F93\u7EF4\u62A4\u6D3B\u52A8", "533"],
    ["5339", "\u5176\u4ED6\u94C1\u8DEF\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "533"],
    ["54", "\u9053\u8DEF\u8FD0\u8F93\u4E1A", "G"],
    ["541", "\u57CE\u5E02\u516C\u5171\u4EA4\u901A\u8FD0\u8F93", "54"],
    ["5411", "\u516C\u5171\u7535\u6C7D\u8F66\u5BA2\u8FD0", "541"],
    ["5412", "\u57CE\u5E02\u8F68\u9053\u4EA4\u901A", "541"],
    ["5413", "\u51FA\u79DF\u8F66\u5BA2\u8FD0", "541"],
    ["5414", "\u516C\u5171\u81EA\u884C\u8F66\u670D\u52A1", "541"],
    ["5419", "\u5176\u4ED6\u57CE\u5E02\u516C\u5171\u4EA4\u901A\u8FD0\u8F93", "541"],
    ["542", "\u516C\u8DEF\u65C5\u5BA2\u8FD0\u8F93", "54"],
    ["5421", "\u957F\u9014\u5BA2\u8FD0", "542"],
    ["5422", "\u65C5\u6E38\u5BA2\u8FD0", "542"],
    ["5429", "\u5176\u4ED6\u516C\u8DEF\u5BA2\u8FD0", "542"],
    ["543", "\u9053\u8DEF\u8D27\u7269\u8FD0\u8F93", "54"],
    ["5431", "\u666E\u901A\u8D27\u7269\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5432", "\u51B7\u85CF\u8F66\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5433", "\u96C6\u88C5\u7BB1\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5434", "\u5927\u578B\u8D27\u7269\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5435", "\u5371\u9669\u8D27\u7269\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5436", "\u90AE\u4EF6\u5305\u88F9\u9053\u8DEF\u8FD0\u8F93", "543"],
    ["5437", "\u57CE\u5E02\u914D\u9001", "543"],
    ["5438", "\u642C\u5BB6\u8FD0\u8F93", "543"],
    ["5439", "\u5176\u4ED6\u9053\u8DEF\u8D27\u7269\u8FD0\u8F93", "543"],
    ["544", "\u9053\u8DEF\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "54"],
    ["5441", "\u5BA2\u8FD0\u6C7D\u8F66\u7AD9", "544"],
    ["5442", "\u8D27\u8FD0\u67A2\u7EBD\uFF08\u7AD9\uFF09", "544"],
    ["5443", "\u516C\u8DEF\u7BA1\u7406\u4E0E\u517B\u62A4", "544"],
    ["5449", "\u5176\u4ED6\u9053\u8DEF\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "544"],
    ["55", "\u6C34\u4E0A\u8FD0\u8F93\u4E1A", "G"],
    ["551", "\u6C34\u4E0A\u65C5\u5BA2\u8FD0\u8F93", "55"],
    ["5511", "\u6D77\u4E0A\u65C5\u5BA2\u8FD0\u8F93", "551"],
    ["5512", "\u5185\u6CB3\u65C5\u5BA2\u8FD0\u8F93", "551"],
    ["5513", "\u5BA2\u8FD0\u8F6E\u6E21\u8FD0\u8F93", "551"],
    ["552", "\u6C34\u4E0A\u8D27\u7269\u8FD0\u8F93", "55"],
    ["5521", "\u8FDC\u6D0B\u8D27\u7269\u8FD0\u8F93", "552"],
    ["5522", "\u6CBF\u6D77\u8D27\u7269\u8FD0\u8F93", "552"],
    ["5523", "\u5185\u6CB3\u8D27\u7269\u8FD0\u8F93", "552"],
    ["553", "\u6C34\u4E0A\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "55"],
    ["5531", "\u5BA2\u8FD0\u6E2F\u53E3", "553"],
    ["5532", "\u8D27\u8FD0\u6E2F\u53E3", "553"],
    ["5539", "\u5176\u4ED6\u6C34\u4E0A\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "553"],
    ["56", "\u822A\u7A7A\u8FD0\u8F93\u4E1A", "G"],
    ["561", "\u822A\u7A7A\u5BA2\u8D27\u8FD0\u8F93", "56"],
    ["5611", "\u822A\u7A7A\u65C5\u5BA2\u8FD0\u8F93", "561"],
    ["5612", "\u822A\u7A7A\u8D27\u7269\u8FD0\u8F93", "561"],
    ["562", "\u901A\u7528\u822A\u7A7A\u670D\u52A1", "56"],
    ["5621", "\u901A\u7528\u822A\u7A7A\u751F\u4EA7\u670D\u52A1", "562"],
    ["5622", "\u89C2\u5149\u6E38\u89C8\u822A\u7A7A\u670D\u52A1", "562"],
    ["5623", "\u4F53\u80B2\u822A\u7A7A\u8FD0\u52A8\u670D\u52A1", "562"],
    ["5629", "\u5176\u4ED6\u901A\u7528\u822A\u7A7A\u670D\u52A1", "562"],
    ["563", "\u822A\u7A7A\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "56"],
    ["5631", "\u673A\u573A", "563"],
    ["5632", "\u7A7A\u4E2D\u4EA4\u901A\u7BA1\u7406", "563"],
    ["5639", "\u5176\u4ED6\u822A\u7A7A\u8FD0\u8F93\u8F85\u52A9\u6D3B\u52A8", "563"],
    ["57", "\u7BA1\u9053\u8FD0\u8F93\u4E1A", "G"],
    ["571", "\u6D77\u5E95\u7BA1\u9053\u8FD0\u8F93", "57"],
    ["5710", "\u6D77\u5E95\u7BA1\u9053\u8FD0\u8F93", "571"],
    ["572", "\u9646\u5730\u7BA1\u9053\u8FD0\u8F93", "57"],
    ["5720", "\u9646\u5730\u7BA1\u9053\u8FD0\u8F93", "572"],
    ["58", "\u591A\u5F0F\u8054\u8FD0\u548C\u8FD0\u8F93\u4EE3\u7406\u4E1A", "G"],
    ["581", "\u591A\u5F0F\u8054\u8FD0", "58"],
    ["5810", "\u591A\u5F0F\u8054\u8FD0", "581"],
    ["582", "\u8FD0\u8F93\u4EE3\u7406\u4E1A", "58"],
    ["5821", "\u8D27\u7269\u8FD0\u8F93\u4EE3\u7406", "582"],
    ["5822", "\u65C5\u5BA2\u7968\u52A1\u4EE3\u7406", "582"],
    ["5829", "\u5176\u4ED6\u8FD0\u8F93\u4EE3\u7406\u4E1A", "582"],
    ["59", "\u88C5\u5378\u642C\u8FD0\u548C\u4ED3\u50A8\u4E1A", "G"],
    ["591", "\u88C5\u5378\u642C\u8FD0", "59"],
    ["5910", "\u88C5\u5378\u642C\u8FD0", "591"],
    ["592", "\u901A\u7528\u4ED3\u50A8", "59"],
    ["5920", "\u901A\u7528\u4ED3\u50A8", "592"],
    ["593", "\u4F4E\u6E29\u4ED3\u50A8", "59"],
    ["5930", "\u4F4E\u6E29\u4ED3\u50A8", "593"],
    ["594", "\u5371\u9669\u54C1\u4ED3\u50A8", "59"],
    ["5941", "\u6CB9\u6C14\u4ED3\u50A8", "594"],
    ["5942", "\u5371\u9669\u5316\u5B66\u54C1\u4ED3\u50A8", "594"],
    ["5949", "\u5176\u4ED6\u5371\u9669\u54C1\u4ED3\u50A8", "594"],
    ["595", "\u8C37\u7269\u3001\u68C9\u82B1\u7B49\u519C\u4EA7\u54C1\u4ED3\u50A8", "59"],
    ["5951", "\u8C37\u7269\u4ED3\u50A8", "595"],
    ["5952", "\u68C9\u82B1\u4ED3\u50A8", "595"],
    ["5959", "\u5176\u4ED6\u519C\u4EA7\u54C1\u4ED3\u50A8", "595"],
    ["596", "\u4E2D\u836F\u6750\u4ED3\u50A8", "59"],
    ["5960", "\u4E2D\u836F\u6750\u4ED3\u50A8", "596"],
    ["599", "\u5176\u4ED6\u4ED3\u50A8\u4E1A", "59"],
    ["5990", "\u5176\u4ED6\u4ED3\u50A8\u4E1A", "599"],
    ["60", "\u90AE\u653F\u4E1A", "G"],
    ["601", "\u90AE\u653F\u57FA\u672C\u670D\u52A1", "60"],
    ["6010", "\u90AE\u653F\u57FA\u672C\u670D\u52A1", "601"],
    ["602", "\u5FEB\u9012\u670D\u52A1", "60"],
    ["6020", "\u5FEB\u9012\u670D\u52A1", "602"],
    ["609", "\u5176\u4ED6\u5BC4\u9012\u670D\u52A1", "60"],
    ["6090", "\u5176\u4ED6\u5BC4\u9012\u670D\u52A1", "609"],
    ["H", "\u4F4F\u5BBF\u548C\u9910\u996E\u4E1A", ""],
    ["61", "\u4F4F\u5BBF\u4E1A", "H"],
    ["611", "\u65C5\u6E38\u996D\u5E97", "61"],
    ["6110", "\u65C5\u6E38\u996D\u5E97", "611"],
    ["612", "\u4E00\u822C\u65C5\u9986", "61"],
    ["6121", "\u7ECF\u6D4E\u578B\u8FDE\u9501\u9152\u5E97", "612"],
    ["6129", "\u5176\u4ED6\u4E00\u822C\u65C5\u9986", "612"],
    ["613", "\u6C11\u5BBF\u670D\u52A1", "61"],
    ["6130", "\u6C11\u5BBF\u670D\u52A1", "613"],
    ["614", "\u9732\u8425\u5730\u670D\u52A1", "61"],
    ["6140", "\u9732\u8425\u5730\u670D\u52A1", "614"],
    ["619", "\u5176\u4ED6\u4F4F\u5BBF\u4E1A", "61"],
    ["6190", "\u5176\u4ED6\u4F4F\u5BBF\u4E1A", "619"],
    ["62", "\u9910\u996E\u4E1A", "H"],
    ["621", "\u6B63\u9910\u670D\u52A1", "62"],
    ["6210", "\u6B63\u9910\u670D\u52A1", "621"],
    ["622", "\u5FEB\u9910\u670D\u52A1", "62"],
    ["6220", "\u5FEB\u9910\u670D\u52A1", "622"],
    ["623", "\u996E\u6599\u53CA\u51B7\u996E\u670D\u52A1", "62"],
    ["6231", "\u8336\u9986\u670D\u52A1", "623"],
    ["6232", "\u5496\u5561\u9986\u670D\u52A1", "623"],
    ["6233", "\u9152\u5427\u670D\u52A1", "623"],
    ["6239", "\u5176\u4ED6\u996E\u6599\u53CA\u51B7\u996E\u670D\u52A1", "623"],
    ["624", "\u9910\u996E\u914D\u9001\u53CA\u5916\u5356\u9001\u9910\u670D\u52A1", "62"],
    ["6241", "\u9910\u996E\u914D\u9001\u670D\u52A1", "624"],
    ["6242", "\u5916\u5356\u9001\u9910\u670D\u52A1", "624"],
    ["629", "\u5176\u4ED6\u9910\u996E\u4E1A", "62"],
    ["6291", "\u5C0F\u5403\u670D\u52A1", "629"],
    ["6299", "\u5176\u4ED6\u672A\u5217\u660E\u9910\u996E\u4E1A", "629"],
    ["I", "\u4FE1\u606F\u4F20\u8F93\u3001\u8F6F\u4EF6\u548C\u4FE1\u606F\u6280\u672F\u670D\u52A1\u4E1A", ""],
    ["63", "\u7535\u4FE1\u3001\u5E7F\u64AD\u7535\u89C6\u548C\u536B\u661F\u4F20\u8F93\u670D\u52A1", "I"],
    ["631", "\u7535\u4FE1", "63"],
    ["6311", "\u56FA\u5B9A\u7535\u4FE1\u670D\u52A1", "631"],
    ["6312", "\u79FB\u52A8\u7535\u4FE1\u670D\u52A1", "631"],
    ["6319", "\u5176\u4ED6\u7535\u4FE1\u670D\u52A1", "631"],
    ["632", "\u5E7F\u64AD\u7535\u89C6\u4F20\u8F93\u670D\u52A1", "63"],
    ["6321", "\u6709\u7EBF\u5E7F\u64AD\u7535\u89C6\u4F20\u8F93\u670D\u52A1", "632"],
    ["6322", "\u65E0\u7EBF\u5E7F\u64AD\u7535\u89C6\u4F20\u8F93\u670D\u52A1", "632"],
    ["633", "\u536B\u661F\u4F20\u8F93\u670D\u52A1", "63"],
    ["6331", "\u5E7F\u64AD\u7535\u89C6\u536B\u661F\u4F20\u8F93\u670D\u52A1", "633"],
    ["6339", "\u5176\u4ED6\u536B\u661F\u4F20\u8F93\u670D\u52A1", "633"],
    ["64", "\u4E92\u8054\u7F51\u548C\u76F8\u5173\u670D\u52A1", "I"],
    ["641", "\u4E92\u8054\u7F51\u63A5\u5165\u53CA\u76F8\u5173\u670D\u52A1", "64"],
    ["6410", "\u4E92\u8054\u7F51\u63A5\u5165\u53CA\u76F8\u5173\u670D\u52A1", "641"],
    ["642", "\u4E92\u8054\u7F51\u4FE1\u606F\u670D\u52A1", "64"],
    ["6421", "\u4E92\u8054\u7F51\u641C\u7D22\u670D\u52A1", "642"],
    ["6422", "\u4E92\u8054\u7F51\u6E38\u620F\u670D\u52A1", "642"],
    ["6429", "\u4E92\u8054\u7F51\u5176\u4ED6\u4FE1\u606F\u670D\u52A1", "642"],
    ["643", "\u4E92\u8054\u7F51\u5E73\u53F0", "64"],
    ["6431", "\u4E92\u8054\u7F51\u751F\u4EA7\u670D\u52A1\u5E73\u53F0", "643"],
    ["6432", "\u4E92\u8054\u7F51\u751F\u6D3B\u670D\u52A1\u5E73\u53F0", "643"],
    ["6433", "\u4E92\u8054\u7F51\u79D1\u6280\u521B\u65B0\u5E73\u53F0", "643"],
    ["6434", "\u4E92\u8054\u7F51\u516C\u5171\u670D\u52A1\u5E73\u53F0", "643"],
    ["6439", "\u5176\u4ED6\u4E92\u8054\u7F51\u5E73\u53F0", "643"],
    ["644", "\u4E92\u8054\u7F51\u5B89\u5168\u670D\u52A1", "64"],
    ["6440", "\u4E92\u8054\u7F51\u5B89\u5168\u670D\u52A1", "644"],
    ["645", "\u4E92\u8054\u7F51\u6570\u636E\u670D\u52A1", "64"],
    ["6450", "\u4E92\u8054\u7F51\u6570\u636E\u670D\u52A1", "645"],
    ["649", "\u5176\u4ED6\u4E92\u8054\u7F51\u670D\u52A1", "64"],
    ["6490", "\u5176\u4ED6\u4E92\u8054\u7F51\u670D\u52A1", "649"],
    ["65", "\u8F6F\u4EF6\u548C\u4FE1\u606F\u6280\u672F\u670D\u52A1\u4E1A", "I"],
    ["651", "\u8F6F\u4EF6\u5F00\u53D1", "65"],
    ["6511", "\u57FA\u7840\u8F6F\u4EF6\u5F00\u53D1", "651"],
    ["6512", "\u652F\u6491\u8F6F\u4EF6\u5F00\u53D1", "651"],
    ["6513", "\u5E94\u7528\u8F6F\u4EF6\u5F00\u53D1", "651"],
    ["6519", "\u5176\u4ED6\u8F6F\u4EF6\u5F00\u53D1", "651"],
    ["652", "\u96C6\u6210\u7535\u8DEF\u8BBE\u8BA1", "65"],
    ["6520", "\u96C6\u6210\u7535\u8DEF\u8BBE\u8BA1", "652"],
    ["653", "\u4FE1\u606F\u7CFB\u7EDF\u96C6\u6210\u548C\u7269\u8054\u7F51\u6280\u672F\u670D\u52A1", "65"],
    ["6531", "\u4FE1\u606F\u7CFB\u7EDF\u96C6\u6210\u670D\u52A1", "653"],
    ["6532", "\u7269\u8054\u7F51\u6280\u672F\u670D\u52A1", "653"],
    ["654", "\u8FD0\u884C\u7EF4\u62A4\u670D\u52A1", "65"],
    ["6540", "\u8FD0\u884C\u7EF4\u62A4\u670D\u52A1", "654"],
    ["655", "\u4FE1\u606F\u5904\u7406\u548C\u5B58\u50A8\u652F\u6301\u670D\u52A1", "65"],
    ["6550", "\u4FE1\u606F\u5904\u7406\u548C\u5B58\u50A8\u652F\u6301\u670D\u52A1", "655"],
    ["656", "\u4FE1\u606F\u6280\u672F\u54A8\u8BE2\u670D\u52A1", "65"],
    ["6560", "\u4FE1\u606F\u6280\u672F\u54A8\u8BE2\u670D\u52A1", "656"],
    ["657", "\u6570\u5B57\u5185\u5BB9\u670D\u52A1", "65"],
    ["6571", "\u5730\u7406\u9065\u611F\u4FE1\u606F\u670D\u52A1", "657"],
    ["6572", "\u52A8\u6F2B\u3001\u6E38\u620F\u6570\u5B57\u5185\u5BB9\u670D\u52A1", "657"],
    ["6579", "\u5176\u4ED6\u6570\u5B57\u5185\u5BB9\u670D\u52A1", "657"],
    ["659", "\u5176\u4ED6\u4FE1\u606F\u6280\u672F\u670D\u52A1\u4E1A", "65"],
    ["6591", "\u547C\u53EB\u4E2D\u5FC3", "659"],
    ["6599", "\u5176\u4ED6\u672A\u5217\u660E\u4FE1\u606F\u6280\u672F\u670D\u52A1\u4E1A", "659"],
    ["J", "\u91D1\u878D\u4E1A", ""],
    ["66", "\u8D27\u5E01\u91D1\u878D\u670D\u52A1", "J"],
    ["661", "\u4E2D\u592E\u94F6\u884C\u670D\u52A1", "66"],
    ["6610", "\u4E2D\u592E\u94F6\u884C\u670D\u52A1", "661"],
    ["662", "\u8D27\u5E01\u94F6\u884C\u670D\u52A1", "66"],
    ["6621", "\u5546\u4E1A\u94F6\u884C\u670D\u52A1", "662"],
    ["6622", "\u653F\u7B56\u6027\u94F6\u884C\u670D\u52A1", "662"],
    ["6623", "\u4FE1\u7528\u5408\u4F5C\u793E\u670D\u52A1", "662"],
    ["6624", "\u519C\u6751\u8D44\u91D1\u4E92\u52A9\u793E\u670D\u52A1", "662"],
    ["6629", "\u5176\u4ED6\u8D27\u5E01\u94F6\u884C\u670D\u52A1", "662"],
    ["663", "\u975E\u8D27\u5E01\u94F6\u884C\u670D\u52A1", "66"],
    ["6631", "\u878D\u8D44\u79DF\u8D41\u670D\u52A1", "663"],
    ["6632", "\u8D22\u52A1\u516C\u53F8\u670D\u52A1", "663"],
    ["6633", "\u5178\u5F53", "663"],
    ["6634", "\u6C7D\u8F66\u91D1\u878D\u516C\u53F8\u670D\u52A1", "663"],
    ["6635", "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u670D\u52A1", "663"],
    ["6636", "\u6D88\u8D39\u91D1\u878D\u516C\u53F8\u670D\u52A1", "663"],
    ["6637", "\u7F51\u7EDC\u501F\u8D37\u670D\u52A1", "663"],
    ["6639", "\u5176\u4ED6\u975E\u8D27\u5E01\u94F6\u884C\u670D\u52A1", "663"],
    ["664", "\u94F6\u884C\u7406\u8D22\u670D\u52A1", "66"],
    ["6640", "\u94F6\u884C\u7406\u8D22\u670D\u52A1", "664"],
    ["665", "\u94F6\u884C\u76D1\u7BA1\u670D\u52A1", "66"],
    ["6650", "\u94F6\u884C\u76D1\u7BA1\u670D\u52A1", "665"],
    ["67", "\u8D44\u672C\u5E02\u573A\u670D\u52A1", "J"],
    ["671", "\u8BC1\u5238\u5E02\u573A\u670D\u52A1", "67"],
    ["6711", "\u8BC1\u5238\u5E02\u573A\u7BA1\u7406\u670D\u52A1", "671"],
    ["6712", "\u8BC1\u5238\u7ECF\u7EAA\u4EA4\u6613\u670D\u52A1", "671"],
    ["672", "\u516C\u5F00\u52DF\u96C6\u8BC1\u5238\u6295\u8D44\u57FA\u91D1", "67"],
    ["6720", "\u516C\u5F00\u52DF\u96C6\u8BC1\u5238\u6295\u8D44\u57FA\u91D1", "672"],
    ["673", "\u975E\u516C\u5F00\u52DF\u96C6\u8BC1\u5238\u6295\u8D44\u57FA\u91D1", "67"],
    ["6731", "\u521B\u4E1A\u6295\u8D44\u57FA\u91D1", "673"],
    ["6732", "\u5929\u4F7F\u6295\u8D44", "673"],
    ["6739", "\u5176\u4ED6\u975E\u516C\u5F00\u52DF\u96C6\u8BC1\u5238\u6295\u8D44\u57FA\u91D1", "673"],
    ["674", "\u671F\u8D27\u5E02\u573A\u670D\u52A1", "67"],
    ["6741", "\u671F\u8D27\u5E02\u573A\u7BA1\u7406\u670D\u52A1", "674"],
    ["6749", "\u5176\u4ED6\u671F\u8D27\u5E02\u573A\u670D\u52A1", "674"],
    ["675", "\u8BC1\u5238\u671F\u8D27\u76D1\u7BA1\u670D\u52A1", "67"],
    ["6750", "\u8BC1\u5238\u671F\u8D27\u76D1\u7BA1\u670D\u52A1", "675"],
    ["676", "\u8D44\u672C\u6295\u8D44\u670D\u52A1", "67"],
    ["6760", "\u8D44\u672C\u6295\u8D44\u670D\u52A1", "676"],
    ["679", "\u5176\u4ED6\u8D44\u672C\u5E02\u573A\u670D\u52A1", "67"],
    ["6790", "\u5176\u4ED6\u8D44\u672C\u5E02\u573A\u670D\u52A1", "679"],
    ["68", "\u4FDD\u9669\u4E1A", "J"],
    ["681", "\u4EBA\u8EAB\u4FDD\u9669", "68"],
    ["6811", "\u4EBA\u5BFF\u4FDD\u9669", "681"],
    ["6812", "\u5E74\u91D1\u4FDD\u9669", "681"],
    ["6813", "\u5065\u5EB7\u4FDD\u9669", "681"],
    ["6814", "\u610F\u5916\u4F24\u5BB3\u4FDD\u9669", "681"],
    ["682", "\u8D22\u4EA7\u4FDD\u9669", "68"],
    ["6820", "\u8D22\u4EA7\u4FDD\u9669", "682"],
    ["683", "\u518D\u4FDD\u9669", "68"],
    ["6830", "\u518D\u4FDD\u9669", "683"],
    ["684", "\u5546\u4E1A\u517B\u8001\u91D1", "68"],
    ["6840", "\u5546\u4E1A\u517B\u8001\u91D1", "684"],
    ["685", "\u4FDD\u9669\u4E2D\u4ECB\u670D\u52A1", "68"],
    ["6851", "\u4FDD\u9669\u7ECF\u7EAA\u670D\u52A1", "685"],
    ["6852", "\u4FDD\u9669\u4EE3\u7406\u670D\u52A1", "685"],
    ["6853", "\u4FDD\u9669\u516C\u4F30\u670D\u52A1", "685"],
    ["686", "\u4FDD\u9669\u8D44\u4EA7\u7BA1\u7406", "68"],
    ["6860", "\u4FDD\u9669\u8D44\u4EA7\u7BA1\u7406", "686"],
    ["687", "\u4FDD\u9669\u76D1\u7BA1\u670D\u52A1", "68"],
    ["6870", "\u4FDD\u9669\u76D1\u7BA1\u670D\u52A1", "687"],
    ["689", "\u5176\u4ED6\u4FDD\u9669\u6D3B\u52A8", "68"],
    ["6890", "\u5176\u4ED6\u4FDD\u9669\u6D3B\u52A8", "689"],
    ["69", "\u5176\u4ED6\u91D1\u878D\u4E1A", "J"],
    ["691", "\u91D1\u878D\u4FE1\u6258\u4E0E\u7BA1\u7406\u670D\u52A1", "69"],
    ["6911", "\u4FE1\u6258\u516C\u53F8", "691"],
    ["6919", "\u5176\u4ED6\u91D1\u878D\u4FE1\u6258\u4E0E\u7BA1\u7406\u670D\u52A1", "691"],
    ["692", "\u63A7\u80A1\u516C\u53F8\u670D\u52A1", "69"],
    ["6920", "\u63A7\u80A1\u516C\u53F8\u670D\u52A1", "692"],
    ["693", "\u975E\u91D1\u878D\u673A\u6784\u652F\u4ED8\u670D\u52A1", "69"],
    ["6930", "\u975E\u91D1\u878D\u673A\u6784\u652F\u4ED8\u670D\u52A1", "693"],
    ["694", "\u91D1\u878D\u4FE1\u606F\u670D\u52A1", "69"],
    ["6940", "\u91D1\u878D\u4FE1\u606F\u670D\u52A1", "694"],
    ["695", "\u91D1\u878D\u8D44\u4EA7\u7BA1\u7406\u516C\u53F8", "69"],
    ["6950", "\u91D1\u878D\u8D44\u4EA7\u7BA1\u7406\u516C\u53F8", "695"],
    ["699", "\u5176\u4ED6\u672A\u5217\u660E\u91D1\u878D\u4E1A", "69"],
    ["6991", "\u8D27\u5E01\u7ECF\u7EAA\u516C\u53F8\u670D\u52A1", "699"],
    ["6999", "\u5176\u4ED6\u672A\u5305\u62EC\u91D1\u878D\u4E1A", "699"],
    ["K", "\u623F\u5730\u4EA7\u4E1A", ""],
    ["70", "\u623F\u5730\u4EA7\u4E1A", "K"],
    ["701", "\u623F\u5730\u4EA7\u5F00\u53D1\u7ECF\u8425", "70"],
    ["7010", "\u623F\u5730\u4EA7\u5F00\u53D1\u7ECF\u8425", "701"],
    ["702", "\u7269\u4E1A\u7BA1\u7406", "70"],
    ["7020", "\u7269\u4E1A\u7BA1\u7406", "702"],
    ["703", "\u623F\u5730\u4EA7\u4E2D\u4ECB\u670D\u52A1", "70"],
    ["7030", "\u623F\u5730\u4EA7\u4E2D\u4ECB\u670D\u52A1", "703"],
    ["704", "\u623F\u5730\u4EA7\u79DF\u8D41\u7ECF\u8425", "70"],
    ["7040", "\u623F\u5730\u4EA7\u79DF\u8D41\u7ECF\u8425", "704"],
    ["709", "\u5176\u4ED6\u623F\u5730\u4EA7\u4E1A", "70"],
    ["7090", "\u5176\u4ED6\u623F\u5730\u4EA7\u4E1A", "709"],
    ["L", "\u79DF\u8D41\u548C\u5546\u52A1\u670D\u52A1\u4E1A", ""],
    ["71", "\u79DF\u8D41\u4E1A", "L"],
    ["711", "\u673A\u68B0\u8BBE\u5907\u7ECF\u8425\u79DF\u8D41", "71"],
    ["7111", "\u6C7D\u8F66\u79DF\u8D41", "711"],
    ["7112", "\u519C\u4E1A\u673A\u68B0\u7ECF\u8425\u79DF\u8D41", "711"],
    ["7113", "\u5EFA\u7B51\u5DE5\u7A0B\u673A\u68B0\u4E0E\u8BBE\u5907\u7ECF\u8425\u79DF\u8D41", "711"],
    ["7114", "\u8BA1\u7B97\u673A\u53CA\u901A\u8BAF\u8BBE\u5907\u7ECF\u8425\u79DF\u8D41", "711"],
    ["7115", "\u533B\u7597\u8BBE\u5907\u7ECF\u8425\u79DF\u8D41", "711"],
    ["7119", "\u5176\u4ED6\u673A\u68B0\u4E0E\u8BBE\u5907\u7ECF\u8425\u79DF\u8D41", "711"],
    ["712", "\u6587\u4F53\u8BBE\u5907\u548C\u7528\u54C1\u51FA\u79DF", "71"],
    ["7121", "\u4F11\u95F2\u5A31\u4E50\u7528\u54C1\u8BBE\u5907\u51FA\u79DF", "712"],
    ["7122", "\u4F53\u80B2\u7528\u54C1\u8BBE\u5907\u51FA\u79DF", "712"],
    ["7123", "\u6587\u5316\u7528\u54C1\u8BBE\u5907\u51FA\u79DF", "712"],
    ["7124", "\u56FE\u4E66\u51FA\u79DF", "712"],
    ["7125", "\u97F3\u50CF\u5236\u54C1\u51FA\u79DF", "712"],
    ["7129", "\u5176\u4ED6\u6587\u4F53\u8BBE\u5907\u548C\u7528\u54C1\u51FA\u79DF", "712"],
    ["713", "\u65E5\u7528\u54C1\u51FA\u79DF", "71"],
    ["7130", "\u65E5\u7528\u54C1\u51FA\u79DF", "713"],
    ["72", "\u5546\u52A1\u670D\u52A1\u4E1A", "L"],
    ["721", "\u7EC4\u7EC7\u7BA1\u7406\u670D\u52A1", "72"],
    ["7211", "\u4F01\u4E1A\u603B\u90E8\u7BA1\u7406", "721"],
    ["7212", "\u6295\u8D44\u4E0E\u8D44\u4EA7\u7BA1\u7406", "721"],
    ["7213", "\u8D44\u6E90\u4E0E\u4EA7\u6743\u4EA4\u6613\u670D\u52A1", "721"],
    ["7214", "\u5355\u4F4D\u540E\u52E4\u7BA1\u7406\u670D\u52A1", "721"],
    ["7215", "\u519C\u6751\u96C6\u4F53\u7ECF\u6D4E\u7EC4\u7EC7\u7BA1\u7406", "721"],
    ["7219", "\u5176\u4ED6\u7EC4\u7EC7\u7BA1\u7406\u670D\u52A1", "721"],
    ["722", "\u7EFC\u5408\u7BA1\u7406\u670D\u52A1", "72"],
    ["7221", "\u56ED\u533A\u7BA1\u7406\u670D\u52A1", "722"],
    ["7222", "\u5546\u4E1A\u7EFC\u5408\u4F53\u7BA1\u7406\u670D\u52A1", "722"],
    ["7223", "\u5E02\u573A\u7BA1\u7406\u670D\u52A1", "722"],
    ["7224", "\u4F9B\u5E94\u94FE\u7BA1\u7406\u670D\u52A1", "722"],
    ["7229", "\u5176\u4ED6\u7EFC\u5408\u7BA1\u7406\u670D\u52A1", "722"],
    ["723", "\u6CD5\u5F8B\u670D\u52A1", "72"],
    ["7231", "\u5F8B\u5E08\u53CA\u76F8\u5173\u6CD5\u5F8B\u670D\u52A1", "723"],
    ["7232", "\u516C\u8BC1\u670D\u52A1", "723"],
    ["7239", "\u5176\u4ED6\u6CD5\u5F8B\u670D\u52A1", "723"],
    ["724", "\u54A8\u8BE2\u4E0E\u8C03\u67E5", "72"],
    ["7241", "\u4F1A\u8BA1\u3001\u5BA1\u8BA1\u53CA\u7A0E\u52A1\u670D\u52A1", "724"],
    ["7242", "\u5E02\u573A\u8C03\u67E5", "724"],
    ["7243", "\u793E\u4F1A\u7ECF\u6D4E\u54A8\u8BE2", "724"],
    ["7244", "\u5065\u5EB7\u54A8\u8BE2", "724"],
    ["7245", "\u73AF\u4FDD\u54A8\u8BE2", "724"],
    ["7246", "\u4F53\u80B2\u54A8\u8BE2", "724"],
    ["7249", "\u5176\u4ED6\u4E13\u4E1A\u54A8\u8BE2\u4E0E\u8C03\u67E5", "724"],
    ["725", "\u5E7F\u544A\u4E1A", "72"],
    ["7251", "\u4E92\u8054\u7F51\u5E7F\u544A\u670D\u52A1", "725"],
    ["7259", "\u5176\u4ED6\u5E7F\u544A\u670D\u52A1", "725"],
    ["726", "\u4EBA\u529B\u8D44\u6E90\u670D\u52A1", "72"],
    ["7261", "\u516C\u5171\u5C31\u4E1A\u670D\u52A1", "726"],
    ["7262", "\u804C\u4E1A\u4E2D\u4ECB\u670D\u52A1", "726"],
    ["7263", "\u52B3\u52A1\u6D3E\u9063\u670D\u52A1", "726"],
    ["7264", "\u521B\u4E1A\u6307\u5BFC\u670D\u52A1", "726"],
    ["7269", "\u5176\u4ED6\u4EBA\u529B\u8D44\u6E90\u670D\u52A1", "726"],
    ["727", "\u5B89\u5168\u4FDD\u62A4\u670D\u52A1", "72"],
    ["7271", "\u5B89\u5168\u670D\u52A1", "727"],
    ["7272", "\u5B89\u5168\u7CFB\u7EDF\u76D1\u63A7\u670D\u52A1", "727"],
    ["7279", "\u5176\u4ED6\u5B89\u5168\u4FDD\u62A4\u670D\u52A1", "727"],
    ["728", "\u4F1A\u8BAE\u3001\u5C55\u89C8\u53CA\u76F8\u5173\u670D\u52A1", "72"],
    ["7281", "\u79D1\u6280\u4F1A\u5C55\u670D\u52A1", "728"],
    ["7282", "\u65C5\u6E38\u4F1A\u5C55\u670D\u52A1", "728"],
    ["7283", "\u4F53\u80B2\u4F1A\u5C55\u670D\u52A1", "728"],
    ["7284", "\u6587\u5316\u4F1A\u5C55\u670D\u52A1", "728"],
    ["7289", "\u5176\u4ED6\u4F1A\u8BAE\u3001\u4F1A\u5C55\u53CA\u76F8\u5173\u670D\u52A1", "728"],
    ["729", "\u5176\u4ED6\u5546\u52A1\u670D\u52A1\u4E1A", "72"],
    ["7291", "\u65C5\u884C\u793E\u53CA\u76F8\u5173\u670D\u52A1", "729"],
    ["7292", "\u5305\u88C5\u670D\u52A1", "729"],
    ["7293", "\u529E\u516C\u670D\u52A1", "729"],
    ["7294", "\u7FFB\u8BD1\u670D\u52A1", "729"],
    ["7295", "\u4FE1\u7528\u670D\u52A1", "729"],
    ["7296", "\u975E\u878D\u8D44\u62C5\u4FDD\u670D\u52A1", "729"],
    ["7297", "\u5546\u52A1\u4EE3\u7406\u4EE3\u529E\u670D\u52A1", "729"],
    ["7298", "\u7968\u52A1\u4EE3\u7406\u670D\u52A1", "729"],
    ["7299", "\u5176\u4ED6\u672A\u5217\u660E\u5546\u52A1\u670D\u52A1\u4E1A", "729"],
    ["M", "\u79D1\u5B66\u7814\u7A76\u548C\u6280\u672F\u670D\u52A1\u4E1A", ""],
    ["73", "\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "M"],
    ["731", "\u81EA\u7136\u79D1\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "73"],
    ["7310", "\u81EA\u7136\u79D1\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "731"],
    ["732", "\u5DE5\u7A0B\u548C\u6280\u672F\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "73"],
    ["7320", "\u5DE5\u7A0B\u548C\u6280\u672F\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "732"],
    ["733", "\u519C\u4E1A\u79D1\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "73"],
    ["7330", "\u519C\u4E1A\u79D1\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "733"],
    ["734", "\u533B\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "73"],
    ["7340", "\u533B\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55", "734"],
    ["735", "\u793E\u4F1A\u4EBA\u6587\u79D1\u5B66\u7814\u7A76", "73"],
    ["7350", "\u793E\u4F1A\u4EBA\u6587\u79D1\u5B66\u7814\u7A76", "735"],
    ["74", "\u4E13\u4E1A\u6280\u672F\u670D\u52A1\u4E1A", "M"],
    ["741", "\u6C14\u8C61\u670D\u52A1", "74"],
    ["7410", "\u6C14\u8C61\u670D\u52A1", "741"],
    ["742", "\u5730\u9707\u670D\u52A1", "74"],
    ["7420", "\u5730\u9707\u670D\u52A1", "742"],
    ["743", "\u6D77\u6D0B\u670D\u52A1", "74"],
    ["7431", "\u6D77\u6D0B\u6C14\u8C61\u670D\u52A1", "743"],
    ["7432", "\u6D77\u6D0B\u73AF\u5883\u670D\u52A1", "743"],
    ["7439", "\u5176\u4ED6\u6D77\u6D0B\u670D\u52A1", "743"],
    ["744", "\u6D4B\u7ED8\u5730\u7406\u4FE1\u606F\u670D\u52A1", "74"],
    ["7441", "\u9065\u611F\u6D4B\u7ED8\u670D\u52A1", "744"],
    ["7449", "\u5176\u4ED6\u6D4B\u7ED8\u5730\u7406\u4FE1\u606F\u670D\u52A1", "744"],
    ["745", "\u8D28\u68C0\u6280\u672F\u670D\u52A1", "74"],
    ["7451", "\u68C0\u9A8C\u68C0\u75AB\u670D\u52A1", "745"],
    ["7452", "\u68C0\u6D4B\u670D\u52A1", "745"],
    ["7453", "\u8BA1\u91CF\u670D\u52A1", "745"],
    ["7454", "\u6807\u51C6\u5316\u670D\u52A1", "745"],
    ["7455", "\u8BA4\u8BC1\u8BA4\u53EF\u670D\u52A1", "745"],
    ["7459", "\u5176\u4ED6\u8D28\u68C0\u6280\u672F\u670D\u52A1", "745"],
    ["746", "\u73AF\u5883\u4E0E\u751F\u6001\u76D1\u6D4B\u68C0\u6D4B\u670D\u52A1", "74"],
    ["7461", "\u73AF\u5883\u4FDD\u62A4\u76D1\u6D4B", "746"],
    ["7462", "\u751F\u6001\u8D44\u6E90\u76D1\u6D4B", "746"],
    ["7463", "\u91CE\u751F\u52A8\u7269\u75AB\u6E90\u75AB\u75C5\u9632\u63A7\u76D1\u6D4B", "746"],
    ["747", "\u5730\u8D28\u52D8\u67E5", "74"],
    ["7471", "\u80FD\u6E90\u77FF\u4EA7\u5730\u8D28\u52D8\u67E5", "747"],
    ["7472", "\u56FA\u4F53\u77FF\u4EA7\u5730\u8D28\u52D8\u67E5", "747"],
    ["7473", "\u6C34\u3001\u4E8C\u6C27\u5316\u78B3\u7B49\u77FF\u4EA7\u5730\u8D28\u52D8\u67E5", "747"],
    ["7474", "\u57FA\u7840\u5730\u8D28\u52D8\u67E5", "747"],
    ["7475", "\u5730\u8D28\u52D8\u67E5\u6280\u672F\u670D\u52A1", "747"],
    ["748", "\u5DE5\u7A0B\u6280\u672F\u4E0E\u8BBE\u8BA1\u670D\u52A1", "74"],
    ["7481", "\u5DE5\u7A0B\u7BA1\u7406\u670D\u52A1", "748"],
    ["7482", "\u5DE5\u7A0B\u76D1\u7406\u670D\u52A1", "748"],
    ["7483", "\u5DE5\u7A0B\u52D8\u5BDF\u6D3B\u52A8", "748"],
    ["7484", "\u5DE5\u7A0B\u8BBE\u8BA1\u6D3B\u52A8", "748"],
    ["7485", "\u89C4\u5212\u8BBE\u8BA1\u7BA1\u7406", "748"],
    ["7486", "\u571F\u5730\u89C4\u5212\u670D\u52A1", "748"],
    ["749", "\u5DE5\u4E1A\u4E0E\u4E13\u4E1A\u8BBE\u8BA1\u53CA\u5176\u4ED6\u4E13\u4E1A\u6280\u672F\u670D\u52A1", "74"],
    ["7491", "\u5DE5\u4E1A\u8BBE\u8BA1\u670D\u52A1", "749"],
    ["7492", "\u4E13\u4E1A\u8BBE\u8BA1\u670D\u52A1", "749"],
    ["7493", "\u517D\u533B\u670D\u52A1", "749"],
    ["7499", "\u5176\u4ED6\u672A\u5217\u660E\u4E13\u4E1A\u6280\u672F\u670D\u52A1\u4E1A", "749"],
    ["75", "\u79D1\u6280\u63A8\u5E7F\u548C\u5E94\u7528\u670D\u52A1\u4E1A", "M"],
    ["751", "\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "75"],
    ["7511", "\u519C\u6797\u7267\u6E14\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7512", "\u751F\u7269\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7513", "\u65B0\u6750\u6599\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7514", "\u8282\u80FD\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7515", "\u65B0\u80FD\u6E90\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7516", "\u73AF\u4FDD\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7517", "\u4E09\u7EF4\uFF083D)\u6253\u5370\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["7519", "\u5176\u4ED6\u6280\u672F\u63A8\u5E7F\u670D\u52A1", "751"],
    ["752", "\u77E5\u8BC6\u4EA7\u6743\u670D\u52A1", "75"],
    ["7520", "\u77E5\u8BC6\u4EA7\u6743\u670D\u52A1", "752"],
    ["753", "\u79D1\u6280\u4E2D\u4ECB\u670D\u52A1", "75"],
    ["7530", "\u79D1\u6280\u4E2D\u4ECB\u670D\u52A1", "753"],
    ["754", "\u521B\u4E1A\u7A7A\u95F4\u670D\u52A1", "75"],
    ["7540", "\u521B\u4E1A\u7A7A\u95F4\u670D\u52A1", "754"],
    ["759", "\u5176\u4ED6\u79D1\u6280\u63A8\u5E7F\u670D\u52A1\u4E1A", "75"],
    ["7590", "\u5176\u4ED6\u79D1\u6280\u63A8\u5E7F\u670D\u52A1\u4E1A", "759"],
    ["N", "\u6C34\u5229\u3001\u73AF\u5883\u548C\u516C\u5171\u8BBE\u65BD\u7BA1\u7406\u4E1A", ""],
    ["76", "\u6C34\u5229\u7BA1\u7406\u4E1A", "N"],
    ["761", "\u9632\u6D2A\u9664\u6D9D\u8BBE\u65BD\u7BA1\u7406", "76"],
    ["7610", "\u9632\u6D2A\u9664\u6D9D\u8BBE\u65BD\u7BA1\u7406", "761"],
    ["762", "\u6C34\u8D44\u6E90\u7BA1\u7406", "76"],
    ["7620", "\u6C34\u8D44\u6E90\u7BA1\u7406", "762"],
    ["763", "\u5929\u7136\u6C34\u6536\u96C6\u4E0E\u5206\u914D", "76"],
    ["7630", "\u5929\u7136\u6C34\u6536\u96C6\u4E0E\u5206\u914D", "763"],
    ["764", "\u6C34\u6587\u670D\u52A1", "76"],
    ["7640", "\u6C34\u6587\u670D\u52A1", "764"],
    ["769", "\u5176\u4ED6\u6C34\u5229\u7BA1\u7406\u4E1A", "76"],
    ["7690", "\u5176\u4ED6\u6C34\u5229\u7BA1\u7406\u4E1A", "769"],
    ["77", "\u751F\u6001\u4FDD\u62A4\u548C\u73AF\u5883\u6CBB\u7406\u4E1A", "N"],
    ["771", "\u751F\u6001\u4FDD\u62A4", "77"],
    ["7711", "\u81EA\u7136\u751F\u6001\u7CFB\u7EDF\u4FDD\u62A4\u7BA1\u7406", "771"],
    ["7712", "\u81EA\u7136\u9057\u8FF9\u4FDD\u62A4\u7BA1\u7406", "771"],
    ["7713", "\u91CE\u751F\u52A8\u7269\u4FDD\u62A4", "771"],
    ["7714", "\u91CE\u751F\u690D\u7269\u4FDD\u62A4", "771"],
    ["7715", "\u52A8\u7269\u56ED\u3001\u6C34\u65CF\u9986\u7BA1\u7406\u670D\u52A1", "771"],
    ["7716", "\u690D\u7269\u56ED\u7BA1\u7406\u670D\u52A1", "771"],
    ["7719", "\u5176\u4ED6\u81EA\u7136\u4FDD\u62A4", "771"],
    ["772", "\u73AF\u5883\u6CBB\u7406\u4E1A", "77"],
    ["7721", "\u6C34\u6C61\u67D3\u6CBB\u7406", "772"],
    ["7722", "\u5927\u6C14\u6C61\u67D3\u6CBB\u7406", "772"],
    ["7723", "\u56FA\u4F53\u5E9F\u7269\u6CBB\u7406", "772"],
    ["7724", "\u5371\u9669\u5E9F\u7269\u6CBB\u7406", "772"],
    ["7725", "\u653E\u5C04\u6027\u5E9F\u7269\u6CBB\u7406", "772"],
    ["7726", "\u571F\u58E4\u6C61\u67D3\u6CBB\u7406\u4E0E\u4FEE\u590D\u670D\u52A1", "772"],
    ["7727", "\u566A\u58F0\u4E0E\u632F\u52A8\u63A7\u5236\u670D\u52A1", "772"],
    ["7729", "\u5176\u4ED6\u6C61\u67D3\u6CBB\u7406", "772"],
    ["78", "\u516C\u5171\u8BBE\u65BD\u7BA1\u7406\u4E1A", "N"],
    ["781", "\u5E02\u653F\u8BBE\u65BD\u7BA1\u7406", "78"],
    ["7810", "\u5E02\u653F\u8BBE\u65BD\u7BA1\u7406", "781"],
    ["782", "\u73AF\u5883\u536B\u751F\u7BA1\u7406", "78"],
    ["7820", "\u73AF\u5883\u536B\u751F\u7BA1\u7406", "782"],
    ["783", "\u57CE\u4E61\u5E02\u5BB9\u7BA1\u7406", "78"],
    ["7830", "\u57CE\u4E61\u5E02\u5BB9\u7BA1\u7406", "783"],
    ["784", "\u7EFF\u5316\u7BA1\u7406", "78"],
    ["7840", "\u7EFF\u5316\u7BA1\u7406", "784"],
    ["785", "\u57CE\u5E02\u516C\u56ED\u7BA1\u7406", "78"],
    ["7850", "\u57CE\u5E02\u516C\u56ED\u7BA1\u7406", "785"],
    ["786", "\u6E38\u89C8\u666F\u533A\u7BA1\u7406", "78"],
    ["7861", "\u540D\u80DC\u98CE\u666F\u533A\u7BA1\u7406", "786"],
    ["7862", "\u68EE\u6797\u516C\u56ED\u7BA1\u7406", "786"],
    ["7869", "\u5176\u4ED6\u6E38\u89C8\u666F\u533A\u7BA1\u7406", "786"],
    ["79", "\u571F\u5730\u7BA1\u7406\u4E1A", "N"],
    ["791", "\u571F\u5730\u6574\u6CBB\u670D\u52A1", "79"],
    ["7910", "\u571F\u5730\u6574\u6CBB\u670D\u52A1", "791"],
    ["792", "\u571F\u5730\u8C03\u67E5\u8BC4\u4F30\u670D\u52A1", "79"],
    ["7920", "\u571F\u5730\u8C03\u67E5\u8BC4\u4F30\u670D\u52A1", "792"],
    ["793", "\u571F\u5730\u767B\u8BB0\u670D\u52A1", "79"],
    ["7930", "\u571F\u5730\u767B\u8BB0\u670D\u52A1", "793"],
    ["794", "\u571F\u5730\u767B\u8BB0\u4EE3\u7406\u670D\u52A1", "79"],
    ["7940", "\u571F\u5730\u767B\u8BB0\u4EE3\u7406\u670D\u52A1", "794"],
    ["799", "\u5176\u4ED6\u571F\u5730\u7BA1\u7406\u670D\u52A1", "79"],
    ["7990", "\u5176\u4ED6\u571F\u5730\u7BA1\u7406\u670D\u52A1", "799"],
    ["O", "\u5C45\u6C11\u670D\u52A1\u3001\u4FEE\u7406\u548C\u5176\u4ED6\u670D\u52A1\u4E1A", ""],
    ["80", "\u5C45\u6C11\u670D\u52A1\u4E1A", "O"],
    ["801", "\u5BB6\u5EAD\u670D\u52A1", "80"],
    ["8010", "\u5BB6\u5EAD\u670D\u52A1", "801"],
    ["802", "\u6258\u513F\u6240\u670D\u52A1", "80"],
    ["8020", "\u6258\u513F\u6240\u670D\u52A1", "802"],
    ["803", "\u6D17\u67D3\u670D\u52A1", "80"],
    ["8030", "\u6D17\u67D3\u670D\u52A1", "803"],
    ["804", "\u7406\u53D1\u53CA\u7F8E\u5BB9\u670D\u52A1", "80"],
    ["8040", "\u7406\u53D1\u53CA\u7F8E\u5BB9\u670D\u52A1", "804"],
    ["805", "\u6D17\u6D74\u548C\u4FDD\u5065\u517B\u751F\u670D\u52A1", "80"],
    ["8051", "\u6D17\u6D74\u670D\u52A1", "805"],
    ["8052", "\u8DB3\u6D74\u670D\u52A1", "805"],
    ["8053", "\u517B\u751F\u4FDD\u5065\u670D\u52A1", "805"],
    ["806", "\u6444\u5F71\u6269\u5370\u670D\u52A1", "80"],
    ["8060", "\u6444\u5F71\u6269\u5370\u670D\u52A1", "806"],
    ["807", "\u5A5A\u59FB\u670D\u52A1", "80"],
    ["8070", "\u5A5A\u59FB\u670D\u52A1", "807"],
    ["808", "\u6BA1\u846C\u670D\u52A1", "80"],
    ["8080", "\u6BA1\u846C\u670D\u52A1", "808"],
    ["809", "\u5176\u4ED6\u5C45\u6C11\u670D\u52A1\u4E1A", "80"],
    ["8090", "\u5176\u4ED6\u5C45\u6C11\u670D\u52A1\u4E1A", "809"],
    ["81", "\u673A\u52A8\u8F66\u3001\u7535\u5B50\u4EA7\u54C1\u548C\u65E5\u7528\u4EA7\u54C1\u4FEE\u7406\u4E1A", "O"],
    ["811", "\u6C7D\u8F66\u3001\u6469\u6258\u8F66\u7B49\u4FEE\u7406\u4E0E\u7EF4\u62A4", "81"],
    ["8111", "\u6C7D\u8F66\u4FEE\u7406\u4E0E\u7EF4\u62A4", "811"],
    ["8112", "\u5927\u578B\u8F66\u8F86\u88C5\u5907\u4FEE\u7406\u4E0E\u7EF4\u62A4", "811"],
    ["8113", "\u6469\u6258\u8F66\u4FEE\u7406\u4E0E\u7EF4\u62A4", "811"],
    ["8114", "\u52A9\u52A8\u8F66\u7B49\u4FEE\u7406\u4E0E\u7EF4\u62A4", "811"],
    ["812", "\u8BA1\u7B97\u673A\u548C\u529E\u516C\u8BBE\u5907\u7EF4\u4FEE", "81"],
    ["8121", "\u8BA1\u7B97\u673A\u548C\u8F85\u52A9\u8BBE\u5907\u4FEE\u7406", "812"],
    ["8122", "\u901A\u8BAF\u8BBE\u5907\u4FEE\u7406", "812"],
    ["8129", "\u5176\u4ED6\u529E\u516C\u8BBE\u5907\u7EF4\u4FEE", "812"],
    ["813", "\u5BB6\u7528\u7535\u5668\u4FEE\u7406", "81"],
    ["8131", "\u5BB6\u7528\u7535\u5B50\u4EA7\u54C1\u4FEE\u7406", "813"],
    ["8132", "\u65E5\u7528\u7535\u5668\u4FEE\u7406", "813"],
    ["819", "\u5176\u4ED6\u65E5\u7528\u4EA7\u54C1\u4FEE\u7406\u4E1A", "81"],
    ["8191", "\u81EA\u884C\u8F66\u4FEE\u7406", "819"],
    ["8192", "\u978B\u548C\u76AE\u9769\u4FEE\u7406", "819"],
    ["8193", "\u5BB6\u5177\u548C\u76F8\u5173\u7269\u54C1\u4FEE\u7406", "819"],
    ["8199", "\u5176\u4ED6\u672A\u5217\u660E\u65E5\u7528\u4EA7\u54C1\u4FEE\u7406\u4E1A", "819"],
    ["82", "\u5176\u4ED6\u670D\u52A1\u4E1A", "O"],
    ["821", "\u6E05\u6D01\u670D\u52A1", "82"],
    ["8211", "\u5EFA\u7B51\u7269\u6E05\u6D01\u670D\u52A1", "821"],
    ["8219", "\u5176\u4ED6\u6E05\u6D01\u670D\u52A1", "821"],
    ["822", "\u5BA0\u7269\u670D\u52A1", "82"],
    ["8221", "\u5BA0\u7269\u9972\u517B", "822"],
    ["8222", "\u5BA0\u7269\u533B\u9662\u670D\u52A1", "822"],
    ["8223", "\u5BA0\u7269\u7F8E\u5BB9\u670D\u52A1", "822"],
    ["8224", "\u5BA0\u7269\u5BC4\u6258\u6536\u517B\u670D\u52A1", "822"],
    ["8229", "\u5176\u4ED6\u5BA0\u7269\u670D\u52A1", "822"],
    ["829", "\u5176\u4ED6\u672A\u5217\u660E\u670D\u52A1\u4E1A", "82"],
    ["8290", "\u5176\u4ED6\u672A\u5217\u660E\u670D\u52A1\u4E1A", "829"],
    ["P", "\u6559\u80B2", ""],
    ["83", "\u6559\u80B2", "P"],
    ["831", "\u5B66\u524D\u6559\u80B2", "83"],
    ["8310", "\u5B66\u524D\u6559\u80B2", "831"],
    ["832", "\u521D\u7B49\u6559\u80B2", "83"],
    ["8321", "\u666E\u901A\u5C0F\u5B66\u6559\u80B2", "832"],
    ["8322", "\u6210\u4EBA\u5C0F\u5B66\u6559\u80B2", "832"],
    ["833", "\u4E2D\u7B49\u6559\u80B2", "83"],
    ["8331", "\u666E\u901A\u521D\u4E2D\u6559\u80B2", "833"],
    ["8332", "\u804C\u4E1A\u521D\u4E2D\u6559\u80B2", "833"],
    ["8333", "\u6210\u4EBA\u521D\u4E2D\u6559\u80B2", "833"],
    ["8334", "\u666E\u901A\u9AD8\u4E2D\u6559\u80B2", "833"],
    ["8335", "\u6210\u4EBA\u9AD8\u4E2D\u6559\u80B2", "833"],
    ["8336", "\u4E2D\u7B49\u804C\u4E1A\u5B66\u6821\u6559\u80B2", "833"],
    ["834", "\u9AD8\u7B49\u6559\u80B2", "83"],
    ["8341", "\u666E\u901A\u9AD8\u7B49\u6559\u80B2", "834"],
    ["8342", "\u6210\u4EBA\u9AD8\u7B49\u6559\u80B2", "834"],
    ["835", "\u7279\u6B8A\u6559\u80B2", "83"],
    ["8350", "\u7279\u6B8A\u6559\u80B2", "835"],
    ["839", "\u6280\u80FD\u57F9\u8BAD\u3001\u6559\u80B2\u8F85\u52A9\u53CA\u5176\u4ED6\u6559\u80B2", "83"],
    ["8391", "\u804C\u4E1A\u6280\u80FD\u57F9\u8BAD", "839"],
    ["8392", "\u4F53\u6821\u53CA\u4F53\u80B2\u57F9\u8BAD", "839"],
    ["8393", "\u6587\u5316\u827A\u672F\u57F9\u8BAD", "839"],
    ["8394", "\u6559\u80B2\u8F85\u52A9\u670D\u52A1", "839"],
    ["8399", "\u5176\u4ED6\u672A\u5217\u660E\u6559\u80B2", "839"],
    ["Q", "\u536B\u751F\u548C\u793E\u4F1A\u5DE5\u4F5C", ""],
    ["84", "\u536B\u751F", "Q"],
    ["841", "\u533B\u9662", "84"],
    ["8411", "\u7EFC\u5408\u533B\u9662", "841"],
    ["8412", "\u4E2D\u533B\u533B\u9662", "841"],
    ["8413", "\u4E2D\u897F\u533B\u7ED3\u5408\u533B\u9662", "841"],
    ["8414", "\u6C11\u65CF\u533B\u9662", "841"],
    ["8415", "\u4E13\u79D1\u533B\u9662", "841"],
    ["8416", "\u7597\u517B\u9662", "841"],
    ["842", "\u57FA\u5C42\u533B\u7597\u536B\u751F\u670D\u52A1", "84"],
    ["8421", "\u793E\u533A\u536B\u751F\u670D\u52A1\u4E2D\u5FC3\uFF08\u7AD9\uFF09", "842"],
    ["8422", "\u8857\u9053\u536B\u751F\u9662", "842"],
    ["8423", "\u4E61\u9547\u536B\u751F\u9662", "842"],
    ["8424", "\u6751\u536B\u751F\u5BA4", "842"],
    ["8425", "\u95E8\u8BCA\u90E8\uFF08\u6240\uFF09", "842"],
    ["843", "\u4E13\u4E1A\u516C\u5171\u536B\u751F\u670D\u52A1", "84"],
    ["8431", "\u75BE\u75C5\u9884\u9632\u63A7\u5236\u4E2D\u5FC3", "843"],
    ["8432", "\u4E13\u79D1\u75BE\u75C5\u9632\u6CBB\u9662\uFF08\u6240\u3001\u7AD9\uFF09", "843"],
    ["8433", "\u5987\u5E7C\u4FDD\u5065\u9662\uFF08\u6240\u3001\u7AD9\uFF09", "843"],
    ["8434", "\u6025\u6551\u4E2D\u5FC3\uFF08\u7AD9\uFF09\u670D\u52A1", "843"],
    ["8435", "\u91C7\u4F9B\u8840\u673A\u6784\u670D\u52A1", "843"],
    ["8436", "\u8BA1\u5212\u751F\u80B2\u6280\u672F\u670D\u52A1\u6D3B\u52A8", "843"],
    ["849", "\u5176\u4ED6\u536B\u751F\u6D3B\u52A8", "84"],
    ["8491", "\u5065\u5EB7\u4F53\u68C0\u670D\u52A1", "849"],
    ["8492", "\u4E34\u5E8A\u68C0\u9A8C\u670D\u52A1", "849"],
    ["8499", "\u5176\u4ED6\u672A\u5217\u660E\u536B\u751F\u670D\u52A1", "849"],
    ["85", "\u793E\u4F1A\u5DE5\u4F5C", "Q"],
    ["851", "\u63D0\u4F9B\u4F4F\u5BBF\u793E\u4F1A\u5DE5\u4F5C", "85"],
    ["8511", "\u5E72\u90E8\u4F11\u517B\u6240", "851"],
    ["8512", "\u62A4\u7406\u673A\u6784\u670D\u52A1", "851"],
    ["8513", "\u7CBE\u795E\u5EB7\u590D\u670D\u52A1", "851"],
    ["8514", "\u8001\u5E74\u4EBA\u3001\u6B8B\u75BE\u4EBA\u517B\u62A4\u670D\u52A1", "851"],
    ["8515", "\u4E34\u7EC8\u5173\u6000\u670D\u52A1", "851"],
    ["8516", "\u5B64\u6B8B\u513F\u7AE5\u6536\u517B\u548C\u5E87\u62A4\u670D\u52A1", "851"],
    ["8519", "\u5176\u4ED6\u63D0\u4F9B\u4F4F\u5BBF\u793E\u4F1A\u6551\u52A9", "851"],
    ["852", "\u4E0D\u63D0\u4F9B\u4F4F\u5BBF\u793E\u4F1A\u5DE5\u4F5C", "85"],
    ["8521", "\u793E\u4F1A\u770B\u62A4\u4E0E\u5E2E\u52A9\u670D\u52A1", "852"],
    ["8522", "\u5EB7\u590D\u8F85\u5177\u9002\u914D\u670D\u52A1", "852"],
    ["8529", "\u5176\u4ED6\u4E0D\u63D0\u4F9B\u4F4F\u5BBF\u793E\u4F1A\u5DE5\u4F5C", "852"],
    ["R", "\u6587\u5316\u3001\u4F53\u80B2\u548C\u5A31\u4E50\u4E1A", ""],
    ["86", "\u65B0\u95FB\u548C\u51FA\u7248\u4E1A", "R"],
    ["861", "\u65B0\u95FB\u4E1A", "86"],
    ["8610", "\u65B0\u95FB\u4E1A", "861"],
    ["862", "\u51FA\u7248\u4E1A", "86"],
    ["8621", "\u56FE\u4E66\u51FA\u7248", "862"],
    ["8622", "\u62A5\u7EB8\u51FA\u7248", "862"],
    ["8623", "\u671F\u520A\u51FA\u7248", "862"],
    ["8624", "\u97F3\u50CF\u5236\u54C1\u51FA\u7248", "862"],
    ["8625", "\u7535\u5B50\u51FA\u7248\u7269\u51FA\u7248", "862"],
    ["8626", "\u6570\u5B57\u51FA\u7248", "862"],
    ["8629", "\u5176\u4ED6\u51FA\u7248\u4E1A", "862"],
    ["87", "\u5E7F\u64AD\u3001\u7535\u89C6\u3001\u7535\u5F71\u548C\u5F55\u97F3\u5236\u4F5C\u4E1A", "R"],
    ["871", "\u5E7F\u64AD", "87"],
    ["8710", "\u5E7F\u64AD", "871"],
    ["872", "\u7535\u89C6", "87"],
    ["8720", "\u7535\u89C6", "872"],
    ["873", "\u5F71\u89C6\u8282\u76EE\u5236\u4F5C", "87"],
    ["8730", "\u5F71\u89C6\u8282\u76EE\u5236\u4F5C", "873"],
    ["874", "\u5E7F\u64AD\u7535\u89C6\u96C6\u6210\u64AD\u63A7", "87"],
    ["8740", "\u5E7F\u64AD\u7535\u89C6\u96C6\u6210\u64AD\u63A7", "874"],
    ["875", "\u7535\u5F71\u548C\u5E7F\u64AD\u7535\u89C6\u8282\u76EE\u53D1\u884C", "87"],
    ["8750", "\u7535\u5F71\u548C\u5E7F\u64AD\u7535\u89C6\u8282\u76EE\u53D1\u884C", "875"],
    ["876", "\u7535\u5F71\u653E\u6620", "87"],
    ["8760", "\u7535\u5F71\u653E\u6620", "876"],
    ["877", "\u5F55\u97F3\u5236\u4F5C", "87"],
    ["8770", "\u5F55\u97F3\u5236\u4F5C", "877"],
    ["88", "\u6587\u5316\u827A\u672F\u4E1A", "R"],
    ["881", "\u6587\u827A\u521B\u4F5C\u4E0E\u8868\u6F14", "88"],
    ["8810", "\u6587\u827A\u521B\u4F5C\u4E0E\u8868\u6F14", "881"],
    ["882", "\u827A\u672F\u8868\u6F14\u573A\u9986", "88"],
    ["8820", "\u827A\u672F\u8868\u6F14\u573A\u9986", "882"],
    ["883", "\u56FE\u4E66\u9986\u4E0E\u6863\u6848\u9986", "88"],
    ["8831", "\u56FE\u4E66\u9986", "883"],
    ["8832", "\u6863\u6848\u9986", "883"],
    ["884", "\u6587\u7269\u53CA\u975E\u7269\u8D28\u6587\u5316\u9057\u4EA7\u4FDD\u62A4", "88"],
    ["8840", "\u6587\u7269\u53CA\u975E\u7269\u8D28\u6587\u5316\u9057\u4EA7\u4FDD\u62A4", "884"],
    ["885", "\u535A\u7269\u9986", "88"],
    ["8850", "\u535A\u7269\u9986", "885"],
    ["886", "\u70C8\u58EB\u9675\u56ED\u3001\u7EAA\u5FF5\u9986", "88"],
    ["8860", "\u70C8\u58EB\u9675\u56ED\u3001\u7EAA\u5FF5\u9986", "886"],
    ["887", "\u7FA4\u4F17\u6587\u4F53\u6D3B\u52A8", "88"],
    ["8870", "\u7FA4\u4F17\u6587\u4F53\u6D3B\u52A8", "887"],
    ["889", "\u5176\u4ED6\u6587\u5316\u827A\u672F\u4E1A", "88"],
    ["8890", "\u5176\u4ED6\u6587\u5316\u827A\u672F\u4E1A", "889"],
    ["89", "\u4F53\u80B2", "R"],
    ["891", "\u4F53\u80B2\u7EC4\u7EC7", "89"],
    ["8911", "\u4F53\u80B2\u7ADE\u8D5B\u7EC4\u7EC7", "891"],
    ["8912", "\u4F53\u80B2\u4FDD\u969C\u7EC4\u7EC7", "891"],
    ["8919", "\u5176\u4ED6\u4F53\u80B2\u7EC4\u7EC7", "891"],
    ["892", "\u4F53\u80B2\u573A\u5730\u8BBE\u65BD\u7BA1\u7406", "89"],
    ["8921", "\u4F53\u80B2\u573A\u9986\u7BA1\u7406", "892"],
    ["8929", "\u5176\u4ED6\u4F53\u80B2\u573A\u5730\u8BBE\u65BD\u7BA1\u7406", "892"],
    ["893", "\u5065\u8EAB\u4F11\u95F2\u6D3B\u52A8", "89"],
    ["8930", "\u5065\u8EAB\u4F11\u95F2\u6D3B\u52A8", "893"],
    ["899", "\u5176\u4ED6\u4F53\u80B2", "89"],
    ["8991", "\u4F53\u80B2\u4E2D\u4ECB\u4EE3\u7406\u670D\u52A1", "899"],
    ["8992", "\u4F53\u80B2\u5065\u5EB7\u670D\u52A1", "899"],
    ["8999", "\u5176\u4ED6\u672A\u5217\u660E\u4F53\u80B2", "899"],
    ["90", "\u5A31\u4E50\u4E1A", "R"],
    ["901", "\u5BA4\u5185\u5A31\u4E50\u6D3B\u52A8", "90"],
    ["9011", "\u6B4C\u821E\u5385\u5A31\u4E50\u6D3B\u52A8", "901"],
    ["9012", "\u7535\u5B50\u6E38\u827A\u5385\u5A31\u4E50\u6D3B\u52A8", "901"],
    ["9013", "\u7F51\u5427\u6D3B\u52A8", "901"],
    ["9019", "\u5176\u4ED6\u5BA4\u5185\u5A31\u4E50\u6D3B\u52A8", "901"],
    ["902", "\u6E38\u4E50\u56ED", "90"],
    ["9020", "\u6E38\u4E50\u56ED", "902"],
    ["903", "\u4F11\u95F2\u89C2\u5149\u6D3B\u52A8", "90"],
    ["9030", "\u4F11\u95F2\u89C2\u5149\u6D3B\u52A8", "903"],
    ["904", "\u5F69\u7968\u6D3B\u52A8", "90"],
    ["9041", "\u4F53\u80B2\u5F69\u7968\u670D\u52A1", "904"],
    ["9042", "\u798F\u5229\u5F69\u7968\u670D\u52A1", "904"],
    ["9049", "\u5176\u4ED6\u5F69\u7968\u670D\u52A1", "904"],
    ["905", "\u6587\u5316\u4F53\u80B2\u5A31\u4E50\u6D3B\u52A8\u4E0E\u7ECF\u7EAA\u4EE3\u7406\u670D\u52A1", "90"],
    ["9051", "\u6587\u5316\u6D3B\u52A8\u670D\u52A1", "905"],
    ["9052", "\u4F53\u80B2\u8868\u6F14\u670D\u52A1", "905"],
    ["9053", "\u6587\u5316\u5A31\u4E50\u7ECF\u7EAA\u4EBA", "905"],
    ["9054", "\u4F53\u80B2\u7ECF\u7EAA\u4EBA", "905"],
    ["9059", "\u5176\u4ED6\u6587\u5316\u827A\u672F\u7ECF\u7EAA\u4EE3\u7406", "905"],
    ["909", "\u5176\u4ED6\u5A31\u4E50\u4E1A", "90"],
    ["9090", "\u5176\u4ED6\u5A31\u4E50\u4E1A", "909"],
    ["S", "\u516C\u5171\u7BA1\u7406\u3001\u793E\u4F1A\u4FDD\u969C\u548C\u793E\u4F1A\u7EC4\u7EC7", ""],
    ["91", "\u4E2D\u56FD\u5171\u4EA7\u515A\u673A\u5173", "S"],
    ["910", "\u4E2D\u56FD\u5171\u4EA7\u515A\u673A\u5173", "91"],
    ["9100", "\u4E2D\u56FD\u5171\u4EA7\u515A\u673A\u5173", "910"],
    ["92", "\u56FD\u5BB6\u673A\u6784", "S"],
    ["921", "\u56FD\u5BB6\u6743\u529B\u673A\u6784", "92"],
    ["9210", "\u56FD\u5BB6\u6743\u529B\u673A\u6784", "921"],
    ["922", "\u56FD\u5BB6\u884C\u653F\u673A\u6784", "92"],
    ["9221", "\u7EFC\u5408\u4E8B\u52A1\u7BA1\u7406\u673A\u6784", "922"],
    ["9222", "\u5BF9\u5916\u4E8B\u52A1\u7BA1\u7406\u673A\u6784", "922"],
    ["9223", "\u516C\u5171\u5B89\u5168\u7BA1\u7406\u673A\u6784", "922"],
    ["9224", "\u793E\u4F1A\u4E8B\u52A1\u7BA1\u7406\u673A\u6784", "922"],
    ["9225", "\u7ECF\u6D4E\u4E8B\u52A1\u7BA1\u7406\u673A\u6784", "922"],
    ["9226", "\u884C\u653F\u76D1\u7763\u68C0\u67E5\u673A\u6784", "922"],
    ["923", "\u4EBA\u6C11\u6CD5\u9662\u548C\u4EBA\u6C11\u68C0\u5BDF\u9662", "92"],
    ["9231", "\u4EBA\u6C11\u6CD5\u9662", "923"],
    ["9232", "\u4EBA\u6C11\u68C0\u5BDF\u9662", "923"],
    ["929", "\u5176\u4ED6\u56FD\u5BB6\u673A\u6784", "92"],
    ["9291", "\u6D88\u9632\u7BA1\u7406\u673A\u6784", "929"],
    ["9299", "\u5176\u4ED6\u672A\u5217\u660E\u56FD\u5BB6\u673A\u6784", "929"],
    ["93", "\u4EBA\u6C11\u653F\u534F\u3001\u6C11\u4E3B\u515A\u6D3E", "S"],
    ["931", "\u4EBA\u6C11\u653F\u534F", "93"],
    ["9310", "\u4EBA\u6C11\u653F\u534F", "931"],
    ["932", "\u6C11\u4E3B\u515A\u6D3E", "93"],
    ["9320", "\u6C11\u4E3B\u515A\u6D3E", "932"],
    ["94", "\u793E\u4F1A\u4FDD\u969C", "S"],
    ["941", "\u57FA\u672C\u4FDD\u9669", "94"],
    ["9411", "\u57FA\u672C\u517B\u8001\u4FDD\u9669", "941"],
    ["9412", "\u57FA\u672C\u533B\u7597\u4FDD\u9669", "941"],
    ["9413", "\u5931\u4E1A\u4FDD\u9669", "941"],
    ["9414", "\u5DE5\u4F24\u4FDD\u9669", "941"],
    ["9415", "\u751F\u80B2\u4FDD\u9669", "941"],
    ["9419", "\u5176\u4ED6\u57FA\u672C\u4FDD\u9669", "941"],
    ["942", "\u8865\u5145\u4FDD\u9669", "94"],
    ["9420", "\u8865\u5145\u4FDD\u9669", "942"],
    ["949", "\u5176\u4ED6\u793E\u4F1A\u4FDD\u969C", "94"],
    ["9490", "\u5176\u4ED6\u793E\u4F1A\u4FDD\u969C", "949"],
    ["95", "\u7FA4\u4F17\u56E2\u4F53\u3001\u793E\u4F1A\u56E2\u4F53\u548C\u5176\u4ED6\u6210\u5458\u7EC4\u7EC7", "S"],
    ["951", "\u7FA4\u4F17\u56E2\u4F53", "95"],
    ["9511", "\u5DE5\u4F1A", "951"],
    ["9512", "\u5987\u8054", "951"],
    ["9513", "\u5171\u9752\u56E2", "951"],
    ["9519", "\u5176\u4ED6\u7FA4\u4F17\u56E2\u4F53", "951"],
    ["952", "\u793E\u4F1A\u56E2\u4F53", "95"],
    ["9521", "\u4E13\u4E1A\u6027\u56E2\u4F53", "952"],
    ["9522", "\u884C\u4E1A\u6027\u56E2\u4F53", "952"],
    ["9529", "\u5176\u4ED6\u793E\u4F1A\u56E2\u4F53", "952"],
    ["953", "\u57FA\u91D1\u4F1A", "95"],
    ["9530", "\u57FA\u91D1\u4F1A", "953"],
    ["954", "\u5B97\u6559\u7EC4\u7EC7", "95"],
    ["9541", "\u5B97\u6559\u56E2\u4F53\u670D\u52A1", "954"],
    ["9542", "\u5B97\u6559\u6D3B\u52A8\u573A\u6240\u670D\u52A1", "954"],
    ["96", "\u57FA\u5C42\u7FA4\u4F17\u81EA\u6CBB\u7EC4\u7EC7\u53CA\u5176\u4ED6\u7EC4\u7EC7", "S"],
    ["961", "\u793E\u533A\u5C45\u6C11\u81EA\u6CBB\u7EC4\u7EC7", "96"],
    ["9610", "\u793E\u533A\u5C45\u6C11\u81EA\u6CBB\u7EC4\u7EC7", "961"],
    ["962", "\u6751\u6C11\u81EA\u6CBB\u7EC4\u7EC7", "96"],
    ["9620", "\u6751\u6C11\u81EA\u6CBB\u7EC4\u7EC7", "962"],
    ["T", "\u56FD\u9645\u7EC4\u7EC7", ""],
    ["97", "\u56FD\u9645\u7EC4\u7EC7", "T"],
    ["970", "\u56FD\u9645\u7EC4\u7EC7", "97"],
    ["9700", "\u56FD\u9645\u7EC4\u7EC7", "970"]
  ]
};

// domain/industry.ts
var byCode = /* @__PURE__ */ new Map();
for (const [code, name, parent] of industry_data_default.rows) {
  const depth = /^[A-T]$/.test(code) ? 1 : code.length;
  byCode.set(code, { code, name, parent: parent === "" ? null : parent, depth });
}
var SECTIONS = [...byCode.values()].filter((industry) => industry.depth === 1);
function industryOf(code) {
  return byCode.get(normaliseIndustry(code)) ?? null;
}
function normaliseIndustry(code) {
  const text4 = code.normalize("NFKC").trim().toUpperCase();
  return /^[A-T]\d{2,4}$/.test(text4) ? text4.slice(1) : text4;
}
function sectionOf(code) {
  let industry = industryOf(code);
  while (industry !== null && industry.parent !== null) industry = byCode.get(industry.parent) ?? null;
  return industry?.code ?? null;
}
function industriesUnder(code) {
  return [...byCode.values()].filter((industry) => industry.parent === code);
}
function industryName(code, language = "zh") {
  const industry = industryOf(code);
  if (industry === null) return code;
  return language === "en" ? SECTION_NAMES_EN[industry.code] ?? industry.name : industry.name;
}
var SECTION_NAMES_EN = {
  A: "Agriculture, forestry, animal husbandry and fishery",
  B: "Mining",
  C: "Manufacturing",
  D: "Electricity, heat, gas and water supply",
  E: "Construction",
  F: "Wholesale and retail",
  G: "Transport, storage and post",
  H: "Accommodation and catering",
  I: "Information transmission, software and IT services",
  J: "Finance",
  K: "Real estate",
  L: "Leasing and business services",
  M: "Scientific research and technical services",
  N: "Water conservancy, environment and public facilities",
  O: "Resident services, repair and other services",
  P: "Education",
  Q: "Health and social work",
  R: "Culture, sports and entertainment",
  S: "Public administration, social security and social organisations",
  T: "International organisations"
};

// domain/event-data.ts
var yuan = z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/);
var ratio = z.number().finite();
var text = (max) => z.string().max(max);
var sealed = z.string().max(400).optional();
var count = z.number().int().min(0).max(1e8);
var date = z.iso.date();
var registration = z.object({
  name: text(200).optional(),
  creditCode: text(18).optional(),
  status: z.enum(["active", "abnormal", "revoked", "cancelled", "moved-out"]).optional(),
  legalRepresentative: text(100).optional(),
  establishedOn: date.optional(),
  registeredCapital: yuan.optional(),
  paidInCapital: yuan.optional(),
  industryCode: text(6).overwrite(normaliseIndustry).optional(),
  financeKind: z.enum(FINANCE_KINDS).optional(),
  scope: text(4e3).optional(),
  licences: z.array(text(100)).max(50).optional(),
  registeredAddress: text(300).optional(),
  registeredDistrict: text(6).optional(),
  registeredStreet: text(9).optional(),
  businessAddress: text(300).optional(),
  businessDistrict: text(6).optional(),
  /** After ingest: the blind index of the number; the sealed number is in phoneSealed. */
  phone: text(80).optional(),
  phoneSealed: sealed,
  position: z.tuple([z.number(), z.number()]).optional(),
  changes: z.array(z.object({ field: text(60), before: text(4e3).nullable(), after: text(4e3).nullable() })).max(100).optional(),
  relations: z.array(
    z.object({
      kind: z.enum([
        "shareholder",
        "legal-representative",
        "controller",
        "officer",
        "branch",
        "investment",
        "same-address",
        "same-phone"
      ]),
      party: z.enum(["person", "enterprise"]),
      name: text(200),
      code: text(40).optional(),
      share: z.number().min(0).max(1).optional(),
      office: text(60).optional()
    })
  ).max(200).optional(),
  /** 招聘: how many posts, and the wording. */
  recruitment: z.object({
    posts: count,
    salesPosts: count.optional(),
    wording: text(2e3).optional()
  }).optional(),
  /** 网站备案, 动产抵押, 股权出质, 知识产权, 社保 … as named facts. */
  facts: z.record(z.string().max(60), z.union([z.string().max(1e3), z.number(), z.boolean()])).optional()
});
var sentiment = z.object({
  title: text(500).default(""),
  text: text(2e4),
  channel: text(60).optional(),
  url: text(1e3).optional(),
  author: text(100).optional(),
  polarity: z.enum(["negative", "neutral", "positive"]).optional(),
  reposts: z.number().int().min(0).max(1e10).optional()
});
var market = z.object({
  metric: text(100),
  value: ratio,
  unit: text(20).optional(),
  instrument: text(60).optional()
});
var complaint = z.object({
  channel: text(60).optional(),
  title: text(500).default(""),
  text: text(2e4).default(""),
  amount: yuan.optional(),
  people: count.optional(),
  category: text(60).optional()
});
var judicial = z.object({
  stage: z.enum(["filed", "hearing", "judgment", "enforcement", "dishonest", "criminal-filed", "other"]),
  caseNo: text(100).optional(),
  cause: text(200).optional(),
  court: text(100).optional(),
  role: z.enum(["plaintiff", "defendant", "third", "unknown"]).optional(),
  amount: yuan.optional(),
  count: z.number().int().min(1).max(1e6).optional()
});
var tax = z.object({
  item: text(100),
  periodStart: date.optional(),
  periodEnd: date.optional(),
  basis: yuan.optional(),
  paid: yuan.optional(),
  arrears: yuan.optional()
});
var penalty = z.object({
  authority: text(100).optional(),
  documentNo: text(100).optional(),
  category: z.enum(["administrative", "serious-violation", "abnormal-operation", "blacklist"]),
  reason: text(1e3).optional(),
  amount: yuan.optional()
});
var filing = z.object({
  form: text(100),
  period: text(20).optional(),
  dueOn: date.optional(),
  figures: z.record(z.string().max(80), z.number()).default({}),
  status: text(60).optional(),
  note: text(2e3).optional()
});
var transaction = z.object({
  provider: text(100),
  authority: text(200),
  /** After ingest: blind indexes, good for grouping; the sealed numbers are beside them. */
  account: text(80),
  counterparty: text(80),
  accountSealed: sealed,
  counterpartySealed: sealed,
  counterpartyName: text(100).optional(),
  direction: z.enum(["in", "out"]),
  amount: yuan,
  cash: z.boolean().default(false),
  remark: text(200).optional()
});
var eventDataSchemas = {
  registration,
  sentiment,
  market,
  complaint,
  judicial,
  tax,
  penalty,
  filing,
  transaction
};

// server/pipelines/ingest/row.ts
var FUTURE_SECONDS = 300;
var EARLIEST = "1949-10-01";
var EARLIEST_MS = Date.parse(`${EARLIEST}T00:00:00+08:00`);
var MAX_SUBJECTS = 50;
function checkRow(row, value, kind, source, nowMs) {
  const id = idOf(value);
  const refuse3 = (code, params8 = {}, path) => ({
    ok: false,
    id,
    fault: path === void 0 ? { code, params: params8 } : { code, params: params8, path }
  });
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) {
    const { path, detail } = issueOf(parsed.error.issues);
    return refuse3("ingest.envelope", { path, detail }, path);
  }
  const envelope = parsed.data;
  if (envelope.source !== source)
    return refuse3("ingest.source-mismatch", { source: envelope.source }, "source");
  if (envelope.schemaversion !== SCHEMA_VERSION) {
    return refuse3(
      "ingest.schema-version",
      { version: envelope.schemaversion, known: SCHEMA_VERSION },
      "schemaversion"
    );
  }
  if (envelope.corrects === envelope.id || envelope.withdraws === envelope.id) {
    return refuse3("ingest.corrects-self", {}, envelope.corrects === envelope.id ? "corrects" : "withdraws");
  }
  const checked = eventDataSchemas[kind].safeParse(envelope.data);
  if (!checked.success) {
    const { path, detail } = issueOf(checked.error.issues);
    return refuse3("ingest.data", { kind, path: `data.${path}`, detail }, `data.${path}`);
  }
  const data = checked.data;
  const body = JSON.stringify([
    envelope.id,
    envelope.type,
    envelope.time ?? null,
    envelope.subject ?? null,
    envelope.subjects ?? null,
    envelope.corrects ?? null,
    envelope.withdraws ?? null,
    data,
    // Behind the rest and only where it is said: hashes of rows without one stay what they were.
    ...envelope.district === void 0 ? [] : [envelope.district]
  ]);
  if (hasControl(body)) return refuse3("ingest.control-character");
  let timeMs = nowMs;
  if (envelope.time !== void 0) {
    timeMs = Date.parse(envelope.time);
    if (timeMs > nowMs + FUTURE_SECONDS * 1e3) {
      return refuse3("ingest.future-time", { time: envelope.time, seconds: FUTURE_SECONDS }, "time");
    }
    if (timeMs < EARLIEST_MS)
      return refuse3("ingest.ancient-time", { time: envelope.time, earliest: EARLIEST }, "time");
  }
  let district = null;
  if (envelope.district !== void 0) {
    const normal = normaliseDistrict(envelope.district);
    if (!normal.ok) return refuse3("ingest.unknown-district", { district: envelope.district }, "district");
    district = normal.code;
  }
  const subjects = subjectsOf(envelope);
  if (subjects.length > MAX_SUBJECTS)
    return refuse3("ingest.too-many-subjects", { max: MAX_SUBJECTS }, "subjects");
  if (subjects.length === 0 && kind !== "sentiment") return refuse3("ingest.no-subject", {}, "subject");
  const fault2 = checkCodes(subjects, data) ?? checkPlaces(data);
  if (fault2 !== null) return { ok: false, id, fault: fault2 };
  return {
    ok: true,
    row: {
      row,
      envelope,
      data,
      subjects,
      district,
      timeMs,
      timeInferred: envelope.time === void 0,
      hash: createHash("sha256").update(body).digest("hex").slice(0, 32)
    }
  };
}
function hasControl(json) {
  return json.includes("\\u") && /(?<!\\)(?:\\\\)*\\u(00[01]|[dD][89a-fA-F])/.test(json);
}
function checkCodes(subjects, data) {
  const codes = subjects.flatMap(
    (subject) => "code" in subject ? [{ code: subject.code, path: "subject.code" }] : []
  );
  if (typeof data.creditCode === "string") codes.push({ code: data.creditCode, path: "data.creditCode" });
  for (const { code, path } of codes) {
    const parsed = parseCreditCode(code);
    if (!parsed.ok) return { code: "ingest.code-check", params: { code, fault: parsed.reason }, path };
  }
  if (typeof data.creditCode === "string") data.creditCode = normaliseCreditCode(data.creditCode);
  return null;
}
function checkPlaces(data) {
  for (const field of ["registeredDistrict", "businessDistrict"]) {
    const value = data[field];
    if (typeof value !== "string") continue;
    const normal = normaliseDistrict(value);
    if (!normal.ok)
      return { code: "ingest.unknown-district", params: { district: value }, path: `data.${field}` };
    data[field] = normal.code;
  }
  return null;
}
function subjectsOf(envelope) {
  const { subject } = envelope;
  const list = [...envelope.subjects ?? []];
  if (typeof subject === "string") {
    const code = normaliseCreditCode(subject);
    list.unshift(/^[0-9A-Z]{18}$/.test(code) ? { code } : { name: subject });
  } else if (subject !== void 0) list.unshift(subject);
  return list;
}
function idOf(value) {
  const id = value?.id;
  return typeof id === "string" ? id.slice(0, 200) : null;
}
function issueOf(issues) {
  const issue = issues[0];
  return { path: issue?.path.map(String).join(".") ?? "", detail: issue?.message ?? "" };
}

// server/pipelines/ingest/sealing.ts
function sealFields(kind, data, crypto) {
  const { cipher, blindIndex } = crypto;
  switch (kind) {
    case "registration": {
      const {
        phone,
        phoneSealed: _,
        relations,
        ...rest
      } = data;
      return {
        ...rest,
        ...phone === void 0 ? {} : {
          phone: blindIndex.indexOf("phone", phone),
          phoneSealed: cipher.seal(phone, "enterprise.phone")
        },
        ...relations === void 0 ? {} : {
          relations: relations.map(
            (relation) => relation.party === "person" && relation.code !== void 0 ? { ...relation, code: blindIndex.indexOf("person", relation.code) } : relation
          )
        }
      };
    }
    case "transaction": {
      const { account, counterparty } = data;
      return {
        ...data,
        account: blindIndex.indexOf("account", account),
        accountSealed: cipher.seal(account, "transaction.account"),
        counterparty: blindIndex.indexOf("account", counterparty),
        counterpartySealed: cipher.seal(counterparty, "transaction.account")
      };
    }
    default:
      return data;
  }
}

// store/source-tallies.ts
async function addTallies(db, deltas) {
  const rows = [...deltas].sort((a, b) => a.sourceId < b.sourceId ? -1 : 1);
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into source_tallies as t (source_id, day, read, accepted, duplicate, conflict, rejected, last_event_at)
    select source_id, (now() at time zone 'Asia/Shanghai')::date, sum(read), sum(accepted), sum(duplicate), sum(conflict),
      sum(rejected), max(last)
    from unnest(${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.read)}::bigint[],
      ${rows.map((row) => row.accepted)}::bigint[], ${rows.map((row) => row.duplicate)}::bigint[],
      ${rows.map((row) => row.conflict)}::bigint[], ${rows.map((row) => row.rejected)}::bigint[],
      ${rows.map((row) => instant(row.lastEventMs))}::timestamptz[])
      as i(source_id, read, accepted, duplicate, conflict, rejected, last)
    group by source_id order by source_id
    on conflict (source_id, day) do update set read = t.read + excluded.read, accepted = t.accepted + excluded.accepted,
      duplicate = t.duplicate + excluded.duplicate, conflict = t.conflict + excluded.conflict,
      rejected = t.rejected + excluded.rejected, last_event_at = greatest(t.last_event_at, excluded.last_event_at)`);
}

// server/pipelines/ingest/tally-writer.ts
var TallyWriter = class {
  #pool;
  #waiting = [];
  #writing = false;
  constructor(pool) {
    this.#pool = pool;
  }
  add(delta) {
    return new Promise((resolve, reject2) => {
      this.#waiting.push({ delta, done: (error) => error === null ? resolve() : reject2(error) });
      if (!this.#writing) void this.#write();
    });
  }
  async #write() {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const taken = this.#waiting;
      this.#waiting = [];
      let fault2 = null;
      try {
        await addTallies(
          this.#pool,
          taken.map((each) => each.delta)
        );
      } catch (error) {
        fault2 = error;
      }
      for (const { done: done5 } of taken) done5(fault2);
    }
    this.#writing = false;
  }
};

// server/pipelines/recent-map.ts
var RecentMap = class {
  #ageMs;
  #limit;
  #young = /* @__PURE__ */ new Map();
  #old = /* @__PURE__ */ new Map();
  #bornMs = Number.NEGATIVE_INFINITY;
  constructor(ageMs, limit) {
    this.#ageMs = ageMs;
    this.#limit = limit;
  }
  get size() {
    return this.#young.size + this.#old.size;
  }
  get(key) {
    return this.#young.get(key) ?? this.#old.get(key);
  }
  set(key, value, nowMs) {
    if (nowMs - this.#bornMs >= this.#ageMs || this.#young.size * 2 >= this.#limit) {
      this.#old = this.#young;
      this.#young = /* @__PURE__ */ new Map();
      this.#bornMs = nowMs;
    }
    this.#young.set(key, value);
  }
};

// store/columns.ts
var SEPARATOR = "";
var NULL_MARK = "";
function texts(values) {
  let joined = "";
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    joined += i === 0 ? value ?? NULL_MARK : SEPARATOR + (value ?? NULL_MARK);
  }
  return joined;
}
function numbers(values) {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}
function flags(values) {
  return `{${values.map((value) => value ? "t" : "f").join(",")}}`;
}
function times(values) {
  return `{${values.map((value) => value === null ? "NULL" : new Date(value).toISOString()).join(",")}}`;
}

// store/event-ids.ts
async function findEventHashes(db, uids) {
  if (uids.length === 0) return /* @__PURE__ */ new Map();
  const rows = await db.query(sql`
    select uid, hash from event_ids where uid = any(string_to_array(${texts(uids)}, E'\\x1f'))`);
  return new Map(rows.map((row) => [row.uid, row.hash]));
}
async function readStoredMark(db) {
  const rows = await db.query(
    sql`select coalesce(sum(seq), 0)::bigint as mark from push_topics`
  );
  return rows[0]?.mark ?? 0;
}

// store/rejects.ts
var MAX_RAW = 64e3;
var NOTE = 60;
async function insertRejects(db, drafts) {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft2) => ({
    ...draft2,
    raw: keepable(draft2.raw),
    message: clean(draft2.message),
    params: draft2.params === null ? null : JSON.stringify(draft2.params, keepableValue),
    eventId: draft2.eventId === null ? null : clean(draft2.eventId)
  }));
  await db.execute(sql`
    insert into rejects (source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params)
    select source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params::jsonb from unnest(${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.row)}::bigint[],
      ${rows.map((row) => row.outcome)}::text[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.message)}::text[],
      ${rows.map((row) => row.hint)}::text[], ${rows.map((row) => row.path)}::text[], ${rows.map((row) => row.eventId)}::text[],
      ${rows.map((row) => row.raw)}::text[], ${rows.map((row) => row.importId)}::bigint[],
      ${rows.map((row) => row.params)}::text[])
      as i(source_id, row_number, outcome, code, message, hint, path, event_id, raw, import_id, params)`);
}
function readRejects(db, sourceId, beforeId, limit) {
  return db.query(sql`
    select id, source_id as "sourceId", at as "atMs", row_number as row, outcome, code, message, hint, path, event_id as "eventId",
      raw, import_id as "importId", params
    from rejects where source_id = ${sourceId} and id < ${beforeId ?? Number.MAX_SAFE_INTEGER} order by id desc limit ${limit}`);
}
function readImportErrors(db, importId, afterId, limit) {
  return db.query(sql`
    select id, source_id as "sourceId", at as "atMs", row_number as row, outcome, code, message, hint, path, event_id as "eventId",
      raw, import_id as "importId", params
    from rejects where import_id = ${importId} and id > ${afterId} order by id limit ${limit}`);
}
function clean(text4) {
  return text4.replaceAll("\0", "\uFFFD");
}
function keepableValue(_key, value) {
  return typeof value === "string" ? clean(value.toWellFormed()) : value;
}
function keepable(raw) {
  const text4 = clean(raw);
  return text4.length <= MAX_RAW ? text4 : `${text4.slice(0, MAX_RAW - NOTE)}\u2026 [cut: ${text4.length} characters]`;
}

// server/pipelines/ingest/ingest.ts
var MAX_NAMED = 20;
var RECENT_MS = 12e4;
var MOST_RECENT = 2e5;
function createIngest(deps) {
  const recent = new RecentMap(RECENT_MS, MOST_RECENT);
  const tallies = new TallyWriter(deps.pool);
  async function submit2(source, kind, rows, options) {
    const pressure = deps.pressure();
    if (pressure !== null)
      throw new CodedError("ingest.backpressure", { seconds: pressure.retryAfterSeconds });
    const nowMs = deps.clock.now();
    const verdicts = [];
    const checked = [];
    for (const row of rows) {
      const verdict = makeVerdict(row);
      verdicts.push(verdict);
      if ("fault" in row) {
        reject(verdict, { code: row.fault.code, params: row.fault.params });
        continue;
      }
      const result = checkRow(row.row, row.value, kind, source.id, nowMs);
      if (!result.ok) reject(verdict, result.fault);
      else checked.push({ row: result.row, verdict });
    }
    await publishChecked(source, kind, checked, nowMs, options);
    await keepCounts(source, kind, verdicts, options);
    return answer(verdicts, options.language);
  }
  async function publishChecked(source, kind, checked, nowMs, options) {
    if (checked.length === 0) return;
    const ids = await deps.resolver.resolve(
      checked.map(({ row }) => row),
      kind,
      source.simulated
    );
    const events = [];
    checked.forEach(({ row, verdict }, index) => {
      const named = row.subjects.length > 0 ? ids[index] : deps.names.find(textOf(row), MAX_NAMED);
      if (named.length === 0) reject(verdict, { code: "ingest.no-subject", params: {}, path: "subject" });
      named.forEach((id, at) => {
        events.push({
          event: makeEvent(source, kind, row, id, at === 0 ? null : at + 1, nowMs, options),
          verdict
        });
      });
    });
    const fresh = await findFresh(events);
    const ordered = [
      ...fresh.filter(({ event }) => event.uid.includes("#")),
      ...fresh.filter(({ event }) => !event.uid.includes("#"))
    ];
    if (ordered.length === 0) return;
    const results = await deps.publisher.publish(ordered.map(({ event }) => encodeEvent(event)));
    const failed = results.filter((result) => !result.ok);
    if (failed.length === results.length && failed[0]?.ok === false && failed[0].error.retryable) {
      throw new CodedError(
        failed[0].error.code === "stream-full" ? "ingest.stream-full" : "ingest.stream-down",
        {},
        { cause: failed[0].error }
      );
    }
    results.forEach((result, index) => {
      const { event, verdict } = ordered[index];
      if (!result.ok) {
        reject(verdict, {
          code: result.error.code === "stream-full" ? "ingest.stream-full" : "ingest.stream-down",
          params: {}
        });
      } else {
        recent.set(event.uid, event.hash, nowMs);
        if (!result.duplicate && verdict.outcome === "duplicate") verdict.outcome = "accepted";
      }
    });
  }
  async function findFresh(events) {
    const own2 = events.filter(({ event }) => !event.uid.includes("#"));
    const unknown = own2.filter(({ event }) => recent.get(event.uid) === void 0).map(({ event }) => event.uid);
    const stored = await findEventHashes(deps.pool, unknown);
    const here = /* @__PURE__ */ new Map();
    const fresh = /* @__PURE__ */ new Set();
    for (const { event, verdict } of own2) {
      const known3 = here.get(event.uid) ?? recent.get(event.uid) ?? stored.get(event.uid);
      verdict.outcome = "duplicate";
      if (known3 === void 0) {
        here.set(event.uid, event.hash);
        fresh.add(verdict);
      } else if (known3 !== event.hash) {
        verdict.outcome = "conflict";
        verdict.fault = { code: "ingest.conflict", params: { id: verdict.id ?? "" } };
      }
    }
    return events.filter(({ verdict }) => fresh.has(verdict));
  }
  function makeEvent(source, kind, row, id, part, nowMs, options) {
    const { envelope } = row;
    const traceparent = envelope.traceparent ?? options.traceparent;
    return {
      uid: part === null ? `${source.id}/${envelope.id}` : `${source.id}/${envelope.id}#${part}`,
      kind,
      type: envelope.type,
      key: enterpriseKey(id),
      enterpriseId: id,
      district: row.district ?? CITY,
      source: source.id,
      timeMs: row.timeMs,
      timeInferred: row.timeInferred,
      receivedMs: nowMs,
      simulated: source.simulated || envelope.simulated,
      hash: row.hash,
      ...envelope.corrects === void 0 ? {} : { corrects: envelope.corrects },
      ...envelope.withdraws === void 0 ? {} : { withdraws: envelope.withdraws },
      ...traceparent === void 0 ? {} : { traceparent },
      data: sealFields(kind, row.data, deps.crypto)
    };
  }
  async function keepCounts(source, kind, verdicts, options) {
    const counts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
    for (const verdict of verdicts) counts[verdict.outcome]++;
    const kept = verdicts.filter(
      (verdict) => verdict.outcome === "rejected" || verdict.outcome === "conflict"
    );
    const lastEventMs = counts.accepted === 0 ? null : deps.clock.now();
    if (kept.length > 0) {
      await insertRejects(
        deps.pool,
        kept.map((verdict) => makeReject(source.id, verdict, options))
      );
    }
    await tallies.add({ sourceId: source.id, read: verdicts.length, ...counts, lastEventMs });
    deps.onOutcomes(source.id, kind, counts);
  }
  return { submit: submit2, pressure: deps.pressure };
}
function makeVerdict(row) {
  const raw = () => keepable("fault" in row ? row.raw : JSON.stringify(row.value));
  return { row: row.row, id: "fault" in row ? null : idOf(row.value), outcome: "accepted", fault: null, raw };
}
function makeReject(sourceId, verdict, options) {
  const fault2 = verdict.fault;
  const { message, hint } = makeError(fault2.code, fault2.params, "zh");
  return {
    sourceId,
    row: verdict.row,
    outcome: verdict.outcome,
    code: fault2.code,
    message,
    hint,
    params: fault2.params,
    path: fault2.path ?? null,
    eventId: verdict.id,
    raw: verdict.raw(),
    importId: options.importId ?? null
  };
}
function reject(verdict, fault2) {
  verdict.outcome = "rejected";
  verdict.fault = fault2;
}
function textOf(row) {
  const { title, text: text4 } = row.data;
  return `${title ?? ""}
${text4 ?? ""}`;
}
function answer(verdicts, language) {
  const counts = { read: verdicts.length, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  const results = verdicts.map((verdict) => {
    counts[verdict.outcome]++;
    const base = { row: verdict.row, id: verdict.id, outcome: verdict.outcome };
    if (verdict.fault === null) return base;
    const { code, message, hint } = makeError(verdict.fault.code, verdict.fault.params, language);
    return {
      ...base,
      code,
      message,
      hint,
      ...verdict.fault.path === void 0 ? {} : { path: verdict.fault.path }
    };
  });
  return { ...counts, results };
}

// domain/name.ts
function normaliseName(name) {
  return name.normalize("NFKC").replace(INVISIBLE, "").normalize("NFKC").replace(INVISIBLE, "").replace(/[[{〔【〈《「『]/g, "(").replace(/[\]}〕】〉》」』]/g, ")").replace(/[•・‧]/g, "\xB7").replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
function splitName(name) {
  let rest = normaliseName(name);
  let region = "";
  let form = "";
  const formMatch = FORMS.find((each) => rest.endsWith(each) && rest.length > each.length);
  if (formMatch !== void 0) {
    form = formMatch;
    rest = rest.slice(0, -form.length);
  }
  const head = HEAD.exec(rest);
  if (head !== null && head[0].length < rest.length) {
    region = head[0];
    rest = rest.slice(region.length);
  }
  const bracket = /\(([^()]{2,6})\)/.exec(rest);
  if (bracket !== null && REGION_WORDS.has(bracket[1].replace(/[省市区]$/, ""))) {
    const without = rest.replace(bracket[0], "");
    if (without !== "") {
      region += bracket[0];
      rest = without;
    }
  }
  let trade = "";
  for (const word of TRADES) {
    if (rest.endsWith(word) && rest.length > word.length) {
      trade = word;
      rest = rest.slice(0, -word.length);
      break;
    }
  }
  return { region, mark: rest, trade, form };
}
function shortNames(name) {
  const { mark, trade, region, form } = splitName(name);
  const plainRegion = region.replace(/\([^()]*\)/, "");
  const names = [plainRegion + mark + trade + form, mark + trade, plainRegion + mark, mark];
  return [...new Set(names)].filter((each) => [...each].length >= 2).sort((a, b) => b.length - a.length);
}
var INVISIBLE = /[\s\u200b-\u200d\ufeff]/g;
var PROVINCES = "\u5317\u4EAC \u5929\u6D25 \u6CB3\u5317 \u5C71\u897F \u5185\u8499\u53E4 \u8FBD\u5B81 \u5409\u6797 \u9ED1\u9F99\u6C5F \u4E0A\u6D77 \u6C5F\u82CF \u6D59\u6C5F \u5B89\u5FBD \u798F\u5EFA \u6C5F\u897F \u5C71\u4E1C \u6CB3\u5357 \u6E56\u5317 \u6E56\u5357 \u5E7F\u4E1C \u5E7F\u897F \u6D77\u5357 \u91CD\u5E86 \u56DB\u5DDD \u8D35\u5DDE \u4E91\u5357 \u897F\u85CF \u9655\u897F \u7518\u8083 \u9752\u6D77 \u5B81\u590F \u65B0\u7586 \u9999\u6E2F \u6FB3\u95E8 \u53F0\u6E7E".split(
  " "
);
var CITIES = "\u6DF1\u5733 \u5E7F\u5DDE \u676D\u5DDE \u5357\u4EAC \u82CF\u5DDE \u5B81\u6CE2 \u5408\u80A5 \u6B66\u6C49 \u6210\u90FD \u897F\u5B89 \u957F\u6C99 \u90D1\u5DDE \u9752\u5C9B \u5927\u8FDE \u53A6\u95E8 \u65E0\u9521 \u5929\u6D25 \u81EA\u8D38\u533A".split(" ");
var DISTRICT_WORDS = DISTRICTS.flatMap((district) => [district.name, district.short]);
var REGION_WORDS = /* @__PURE__ */ new Set(["\u4E2D\u56FD", ...PROVINCES, ...CITIES, ...DISTRICT_WORDS]);
var HEAD = new RegExp(
  `^(?:\u4E2D\u56FD|(?:${[...PROVINCES, ...CITIES].join("|")})(?:\u5E02|\u7701)?(?:(?:${DISTRICT_WORDS.join("|")})(?:\u65B0\u533A|\u533A|\u53BF)?)?|(?:${DISTRICTS.map((d) => d.name).join("|")}))`
);
var FORMS = [
  "\u5408\u4F19\u4F01\u4E1A(\u6709\u9650\u5408\u4F19)",
  "\u5408\u4F19\u4F01\u4E1A(\u666E\u901A\u5408\u4F19)",
  "\u96C6\u56E2\u80A1\u4EFD\u6709\u9650\u516C\u53F8",
  "\u96C6\u56E2\u6709\u9650\u516C\u53F8",
  "\u6709\u9650\u8D23\u4EFB\u516C\u53F8",
  "\u80A1\u4EFD\u6709\u9650\u516C\u53F8",
  "(\u6709\u9650\u5408\u4F19)",
  "(\u666E\u901A\u5408\u4F19)",
  "\u6709\u9650\u516C\u53F8",
  "\u80A1\u4EFD\u516C\u53F8",
  "\u5408\u4F19\u4F01\u4E1A",
  "\u5206\u516C\u53F8",
  "\u7ECF\u8425\u90E8",
  "\u4E8B\u52A1\u6240",
  "\u670D\u52A1\u90E8",
  "\u96C6\u56E2",
  "\u516C\u53F8",
  "\u4E2D\u5FC3"
].sort((a, b) => b.length - a.length);
var TRADES = [
  "\u4E92\u8054\u7F51\u91D1\u878D\u4FE1\u606F\u670D\u52A1",
  "\u91D1\u878D\u4FE1\u606F\u670D\u52A1",
  "\u80A1\u6743\u6295\u8D44\u57FA\u91D1\u7BA1\u7406",
  "\u79C1\u52DF\u57FA\u91D1\u7BA1\u7406",
  "\u6295\u8D44\u57FA\u91D1\u7BA1\u7406",
  "\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2",
  "\u6295\u8D44\u7BA1\u7406\u54A8\u8BE2",
  "\u8D44\u4EA7\u7BA1\u7406",
  "\u8D22\u5BCC\u7BA1\u7406",
  "\u6295\u8D44\u7BA1\u7406",
  "\u6295\u8D44\u54A8\u8BE2",
  "\u6295\u8D44\u63A7\u80A1",
  "\u57FA\u91D1\u7BA1\u7406",
  "\u57FA\u91D1\u9500\u552E",
  "\u5C0F\u989D\u8D37\u6B3E",
  "\u878D\u8D44\u79DF\u8D41",
  "\u5546\u4E1A\u4FDD\u7406",
  "\u878D\u8D44\u62C5\u4FDD",
  "\u878D\u8D44\u6027\u62C5\u4FDD",
  "\u4F9B\u5E94\u94FE\u7BA1\u7406",
  "\u7F51\u7EDC\u79D1\u6280",
  "\u4FE1\u606F\u79D1\u6280",
  "\u4FE1\u606F\u6280\u672F",
  "\u6570\u5B57\u79D1\u6280",
  "\u7535\u5B50\u5546\u52A1",
  "\u6587\u5316\u4F20\u5A92",
  "\u6587\u5316\u4F20\u64AD",
  "\u5065\u5EB7\u7BA1\u7406",
  "\u5065\u5EB7\u54A8\u8BE2",
  "\u517B\u8001\u670D\u52A1",
  "\u4F01\u4E1A\u7BA1\u7406",
  "\u5546\u52A1\u54A8\u8BE2",
  "\u56FD\u9645\u8D38\u6613",
  "\u623F\u5730\u4EA7\u5F00\u53D1",
  "\u5EFA\u7B51\u5DE5\u7A0B",
  "\u9910\u996E\u7BA1\u7406",
  "\u7269\u6D41",
  "\u5178\u5F53",
  "\u5B9E\u4E1A",
  "\u8D38\u6613",
  "\u79D1\u6280",
  "\u6295\u8D44",
  "\u54A8\u8BE2",
  "\u79DF\u8D41",
  "\u4FDD\u7406",
  "\u62C5\u4FDD",
  "\u4FDD\u9669\u7ECF\u7EAA",
  "\u9152\u5E97\u7BA1\u7406"
].sort((a, b) => b.length - a.length);

// server/pipelines/ingest/name-index.ts
var MIN_LENGTH = 4;
var MAX_LENGTH = MIN_LENGTH + 30;
var AMBIGUOUS = -1;
var NameIndex = class {
  #ids = /* @__PURE__ */ new Map();
  #lengths = /* @__PURE__ */ new Map();
  get size() {
    return this.#ids.size;
  }
  add(id, name) {
    const full = normaliseName(name);
    for (const alias of [full, ...shortNames(name)]) {
      if (alias.length < MIN_LENGTH || alias.length > MAX_LENGTH) continue;
      const present6 = this.#ids.get(alias);
      if (present6 === void 0) this.#ids.set(alias, id);
      else if (present6 !== id) this.#ids.set(alias, AMBIGUOUS);
      const prefix = alias.slice(0, MIN_LENGTH);
      this.#lengths.set(prefix, (this.#lengths.get(prefix) ?? 0) | 1 << alias.length - MIN_LENGTH);
    }
  }
  /** Enterprises named, in order of appearance, at most `most`. The longest name at a place wins. */
  find(text4, most) {
    const normal = normaliseName(text4);
    const found2 = [];
    for (let i = 0; i + MIN_LENGTH <= normal.length && found2.length < most; ) {
      const mask = this.#lengths.get(normal.slice(i, i + MIN_LENGTH));
      const match = mask === void 0 ? null : this.#longest(normal, i, mask);
      if (match === null) i++;
      else {
        if (match.id !== AMBIGUOUS && !found2.includes(match.id)) found2.push(match.id);
        i += match.length;
      }
    }
    return found2;
  }
  #longest(text4, at, mask) {
    for (let bit = 30; bit >= 0; bit--) {
      if ((mask & 1 << bit) === 0) continue;
      const length = MIN_LENGTH + bit;
      if (at + length > text4.length) continue;
      const id = this.#ids.get(text4.slice(at, at + length));
      if (id !== void 0) return { id, length };
    }
    return null;
  }
};

// store/enterprise-names.ts
function readNamesSince(db, afterId, limit) {
  return db.query(sql`
    select n.id, n.enterprise_id as "enterpriseId", n.name, e.district, n.valid_to is null as current
    from enterprise_names n join enterprises e on e.id = n.enterprise_id
    where n.id > ${afterId} and e.merged_into is null
    order by n.id limit ${limit}`);
}
async function addNames(db, rows) {
  if (rows.length === 0) return;
  await db.execute(sql`
    with input as (
      select distinct on (enterprise_id) enterprise_id, name
      from unnest(${rows.map((row) => row.enterpriseId)}::bigint[], ${rows.map((row) => row.name)}::text[]) with ordinality
        as i(enterprise_id, name, place)
      order by enterprise_id, place desc
    ), ended as (
      update enterprise_names n set valid_to = now()
      from input i where n.enterprise_id = i.enterprise_id and n.name <> i.name and n.valid_to is null
    )
    insert into enterprise_names (enterprise_id, name) select enterprise_id, name from input
    on conflict (enterprise_id, name) do update set valid_to = null where enterprise_names.valid_to is not null`);
}

// server/pipelines/ingest/names.ts
var PAGE2 = 2e4;
var REFRESH_MS = 5e3;
function createIngestNames(deps) {
  const index = new NameIndex();
  let last = 0;
  let stopped = false;
  let timer;
  async function refresh() {
    try {
      for (let more = true; more && !stopped; ) {
        const rows = await readNamesSince(deps.pool, last, PAGE2);
        for (const row of rows) index.add(row.enterpriseId, row.name);
        last = rows.at(-1)?.id ?? last;
        more = rows.length === PAGE2;
      }
    } catch (error) {
      deps.log.warn({ err: error }, "names not read, tried again");
    }
    if (!stopped) timer = setTimeout(() => void refresh(), REFRESH_MS);
  }
  timer = setTimeout(() => void refresh(), 0);
  return {
    find: (text4, most) => index.find(text4, most),
    stop() {
      stopped = true;
      clearTimeout(timer);
    }
  };
}

// server/pipelines/lru.ts
var LruMap = class {
  #limit;
  #entries = /* @__PURE__ */ new Map();
  constructor(limit) {
    this.#limit = limit;
  }
  get size() {
    return this.#entries.size;
  }
  get(key) {
    const value = this.#entries.get(key);
    if (value !== void 0) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }
  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#limit) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
  }
  delete(key) {
    this.#entries.delete(key);
  }
  deleteWhere(test) {
    for (const [key, value] of this.#entries) if (test(key, value)) this.#entries.delete(key);
  }
  clear() {
    this.#entries.clear();
  }
};

// server/pipelines/ingest/subjects.ts
var SubjectResolver = class {
  #pool;
  #ids;
  constructor(pool, limit) {
    this.#pool = pool;
    this.#ids = new LruMap(limit);
  }
  /** Keys of each row's subjects, in order. */
  async resolve(rows, kind, simulated) {
    const wanted = [];
    const places = [];
    const ids = rows.map(() => []);
    rows.forEach((row, index) => {
      row.subjects.forEach((subject, at) => {
        const identifiers = identifiersOf(subject, row, kind);
        const known3 = this.#known(identifiers);
        const list = ids[index];
        if (known3 !== void 0) list[at] = known3;
        else {
          places.push({ row: index, at, index: wanted.length, identifiers });
          wanted.push({
            identifiers,
            draft: draftOf(subject, row, kind, simulated || row.envelope.simulated)
          });
        }
      });
    });
    if (wanted.length > 0) {
      const resolved = await resolveEnterprises(this.#pool, wanted);
      for (const place2 of places) {
        const id = resolved[place2.index]?.enterpriseId;
        ids[place2.row][place2.at] = id;
        for (const identifier of place2.identifiers) this.#ids.set(identifierKey(identifier), id);
      }
    }
    return ids.map((list) => [...new Set(list)]);
  }
  /** All identifiers known and of one enterprise: else the store decides. */
  #known(identifiers) {
    let id;
    for (const identifier of identifiers) {
      const found2 = this.#ids.get(identifierKey(identifier));
      if (found2 === void 0 || id !== void 0 && id !== found2) return void 0;
      id = found2;
    }
    return id;
  }
  /** After a merge: what pointed to the old key must be asked for again. */
  clear() {
    this.#ids.clear();
  }
};
function identifiersOf(subject, row, kind) {
  const identifiers = [];
  if ("code" in subject) identifiers.push({ scheme: "code", value: normaliseCreditCode(subject.code) });
  if ("localId" in subject)
    identifiers.push({ scheme: `local:${row.envelope.source}`, value: subject.localId });
  const registered = kind === "registration" && "code" in subject && row.subjects.length === 1;
  const name = registered ? row.data.name ?? subject.name : subject.name;
  if (name !== void 0 && (identifiers.length === 0 || registered)) {
    identifiers.push({ scheme: "name", value: normaliseName(name) });
  }
  return identifiers;
}
function draftOf(subject, row, kind, simulated) {
  const code = "code" in subject ? normaliseCreditCode(subject.code) : null;
  const fallback = "localId" in subject ? subject.localId : code ?? "";
  const provisional = {
    name: subject.name ?? fallback,
    creditCode: code,
    district: OUTSIDE,
    provisional: true,
    simulated
  };
  if (kind !== "registration" || row.subjects.length !== 1) return provisional;
  const data = row.data;
  const district = data.businessDistrict ?? data.registeredDistrict ?? districtOfStreet(data.registeredStreet ?? "");
  if (district === null || district === void 0 || district === OUTSIDE) {
    return { ...provisional, name: data.name ?? provisional.name };
  }
  return {
    name: data.name ?? provisional.name,
    creditCode: code,
    district,
    street: districtOfStreet(data.registeredStreet ?? "") === district ? data.registeredStreet ?? null : null,
    industry: data.industryCode ?? null,
    financeKind: data.financeKind ?? null,
    provisional: false,
    simulated,
    lng: data.position?.[0] ?? null,
    lat: data.position?.[1] ?? null
  };
}

// store/system.ts
function readDatabaseStatus(db) {
  return one(
    db,
    sql`
    select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes",
      (select coalesce(max(number), 0) from migrations) as migration,
      case when not exists (select 1 from pg_extension where extname = 'timescaledb') then 'plain'
        when current_setting('timescaledb.license', true) = 'timescale' then 'timescale-community' else 'timescale-apache' end as capability`
  );
}
async function ping(db) {
  await db.execute(sql`select 1`);
}

// server/readiness.ts
function createReadiness(context) {
  let seeded = false;
  let pushed = context.config.CITY !== "simulated";
  const unsubscribe = context.bus.subscribe(PUSH_SUBJECTS, () => {
    if (seeded) pushed = true;
  });
  async function read() {
    const waitingFor = [];
    if (!seeded) waitingFor.push("seed");
    else if (!pushed) waitingFor.push("first-push");
    if (!context.connection.connected()) waitingFor.push("stream");
    await ping(context.pool).catch(() => waitingFor.push("database"));
    return { ok: waitingFor.length === 0, waitingFor };
  }
  return {
    setSeeded() {
      seeded = true;
    },
    read,
    async until() {
      while (!(await read()).ok) await new Promise((resolve) => setTimeout(resolve, 100));
    },
    stop: unsubscribe
  };
}

// server/channels/notice-text.ts
var LEVEL_WORDS = ["\u6B63\u5E38", "\u9EC4\u8272", "\u6A59\u8272", "\u7EA2\u8272", "\u7206\u53D1"];
function makeNoticeText({ alert }) {
  const mark = alert.simulated ? "\u3010\u6A21\u62DF\u3011" : "";
  const level2 = LEVEL_WORDS[alert.levelTo - 1] ?? "";
  const from = LEVEL_WORDS[alert.levelFrom - 1] ?? "";
  const sentences = [`${from} \u2192 ${level2}\uFF0C\u8BC4\u5206 ${alert.score}`, alert.reason, alert.action].filter(
    (text4) => text4 !== ""
  );
  return { title: `${mark}${level2}\u9884\u8B66 ${alert.name}`, body: `${sentences.join("\u3002")}\u3002` };
}
function noticePath(alertId) {
  return `alerts/${alertId}`;
}
function cutText(text4, characters) {
  const all = [...text4];
  return all.length <= characters ? text4 : `${all.slice(0, characters - 1).join("")}\u2026`;
}

// server/channels/log-channel.ts
function createLogChannel(log) {
  return {
    id: "log",
    async send(notification) {
      const { title } = makeNoticeText(notification);
      log.info({ id: notification.id, recipient: notification.recipient, title }, "notification");
      return { ok: true };
    }
  };
}

// server/channels/http-post.ts
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
var MAX_ANSWER = 16 << 10;
function postHttp(address, headers, body, options) {
  return new Promise((resolve) => {
    let url;
    try {
      url = new URL(address);
    } catch {
      resolve({ kind: "broken", reason: "the address is no URL" });
      return;
    }
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      ...url.protocol === "https:" && options.agent !== void 0 ? { agent: options.agent } : {}
    });
    const limit = setTimeout(
      () => request.destroy(new Error(`no answer within ${options.timeoutMs} ms`)),
      options.timeoutMs
    );
    const end = (answer2) => {
      clearTimeout(limit);
      resolve(answer2);
    };
    request.on("error", (error) => end({ kind: "broken", reason: error.message }));
    request.on("response", (response) => {
      const parts = [];
      let size = 0;
      const finish2 = () => {
        end({ kind: "answer", status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
      };
      response.on("data", (part) => {
        parts.push(part);
        size += part.length;
        if (size < MAX_ANSWER) return;
        finish2();
        response.destroy();
      });
      response.on("end", finish2);
      response.on("error", finish2);
    });
    request.end(body);
  });
}
function judgeStatus(answer2) {
  if (answer2.kind === "broken") return { ok: false, retry: true, reason: answer2.reason };
  const { status } = answer2;
  if (status >= 200 && status < 300) return { ok: true };
  const retry = status >= 500 || status === 408 || status === 425 || status === 429;
  return { ok: false, retry, reason: `status ${status}` };
}

// server/channels/targets.ts
var TARGET_GONE = { ok: false, retry: false, reason: "the target was removed" };

// server/channels/sms.ts
var MAX_CHARACTERS = 200;
function createSmsChannel(deps, config) {
  return {
    id: "sms",
    async send(notification) {
      const target = await deps.findTarget(notification.recipient);
      if (target === null) return TARGET_GONE;
      const phones = target.address.split(/[,，;\s]+/).filter((phone) => /^\+?\d{5,15}$/.test(phone));
      if (phones.length === 0)
        return { ok: false, retry: false, reason: "the target has no telephone number" };
      const mark = config.signature === "" ? "" : `\u3010${config.signature.replace(/^【|】$/g, "")}\u3011`;
      const { title, body } = makeNoticeText(notification);
      const text4 = cutText(`${mark}${title}\uFF1A${body}`, MAX_CHARACTERS);
      const pattern = target.settings.body ?? { id: "{id}", phones: "{phones}", text: "{text}" };
      const values = { id: notification.id, phones, phone: phones.join(","), text: text4 };
      const answer2 = await postHttp(
        config.url,
        {
          "content-type": "application/json; charset=utf-8",
          authorization: `Bearer ${config.token}`,
          "idempotency-key": notification.id,
          "x-guanlan-notification": notification.id
        },
        JSON.stringify(fill(pattern, values)),
        config
      );
      return judgeStatus(answer2);
    }
  };
}
function fill(pattern, values) {
  if (pattern === "{phones}") return values.phones;
  if (typeof pattern === "string") {
    return pattern.replace(/\{(id|phone|text)\}/g, (_, name) => values[name]);
  }
  if (Array.isArray(pattern)) return pattern.map((item) => fill(item, values));
  if (typeof pattern === "object" && pattern !== null) {
    return Object.fromEntries(Object.entries(pattern).map(([name, item]) => [name, fill(item, values)]));
  }
  return pattern;
}

// server/channels/web-push.ts
import { isIP } from "node:net";
import webPush2 from "web-push";
var DEFAULT_WEB_PUSH = { timeoutMs: 15e3, ttlSeconds: 12 * 3600, allowPrivate: false };
function createWebPushChannel(deps, config) {
  return {
    id: "web-push",
    async send(notification) {
      const id = Number(/^subscription:(\d+)$/.exec(notification.recipient)?.[1]);
      const subscription = Number.isNaN(id) ? null : await deps.findSubscription(id);
      if (subscription === null) return { ok: false, retry: false, reason: "the subscription was given up" };
      const refusal = checkEndpoint(subscription.endpoint, config.allowPrivate);
      if (refusal !== null) {
        await deps.noteResult(id, "gone");
        return { ok: false, retry: false, reason: refusal };
      }
      let sealed2;
      try {
        sealed2 = seal(notification, subscription, config);
      } catch (error) {
        await deps.noteResult(id, "gone");
        return {
          ok: false,
          retry: false,
          reason: `the subscription's keys are wrong: ${error.message}`
        };
      }
      const headers = sealed2.headers;
      const answer2 = await postHttp(sealed2.endpoint, headers, sealed2.body, config);
      if (answer2.kind === "answer" && (answer2.status === 404 || answer2.status === 410)) {
        await deps.noteResult(id, "gone");
        return {
          ok: false,
          retry: false,
          reason: `the push service knows the subscription no longer (${answer2.status})`
        };
      }
      const result = judgeStatus(answer2);
      await deps.noteResult(id, result.ok ? "sent" : "failed");
      return result;
    }
  };
}
function seal(notification, subscription, config) {
  const { id, alert } = notification;
  const notice = {
    id,
    alert: {
      ...alert,
      name: cutText(alert.name, 80),
      reason: cutText(alert.reason, 200),
      action: cutText(alert.action, 120)
    }
  };
  return webPush2.generateRequestDetails(
    { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
    JSON.stringify(notice),
    {
      vapidDetails: { subject: config.subject, ...config.keys },
      TTL: config.ttlSeconds,
      urgency: alert.levelTo >= 4 ? "high" : "normal",
      topic: id,
      contentEncoding: "aes128gcm"
    }
  );
}
function checkEndpoint(endpoint, allowPrivate) {
  let url;
  try {
    url = new URL(endpoint);
  } catch {
    return "the endpoint is no URL";
  }
  if (url.protocol !== "https:") return "the endpoint is not https";
  if (allowPrivate) return null;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return "the endpoint is a bare address";
  if (host === "localhost" || /\.(localhost|local|internal)$/.test(host))
    return "the endpoint is inside the house";
  return null;
}

// server/channels/webhook.ts
var WEBHOOK_HEADERS = {
  id: "x-guanlan-notification",
  timestamp: "x-guanlan-timestamp",
  nonce: "x-guanlan-nonce",
  signature: "x-guanlan-signature"
};
function createWebhookChannel(deps, config) {
  return {
    id: "webhook",
    async send(notification) {
      const { id, recipient, alert } = notification;
      const target = recipient === "webhook" ? config.own : await deps.findTarget(recipient);
      if (target === null) return TARGET_GONE;
      if (target.secret === null)
        return { ok: false, retry: false, reason: "the target has no key to sign with" };
      const text4 = makeNoticeText(notification);
      const body = Buffer.from(
        JSON.stringify({
          specversion: "1.0",
          id,
          source: "guanlan",
          type: "guanlan.alert",
          time: new Date(alert.createdAtMs).toISOString(),
          title: text4.title,
          text: text4.body,
          url: config.pagesUrl === null ? null : new URL(noticePath(alert.alertId), config.pagesUrl).href,
          data: alert
        })
      );
      const timestamp = String(Math.floor(deps.now() / 1e3));
      const headers = {
        "content-type": "application/json; charset=utf-8",
        [WEBHOOK_HEADERS.id]: id,
        [WEBHOOK_HEADERS.nonce]: id,
        [WEBHOOK_HEADERS.timestamp]: timestamp,
        [WEBHOOK_HEADERS.signature]: `sha256=${signWebhook(target.secret, timestamp, id, body)}`
      };
      return judgeStatus(await postHttp(target.address, headers, body, config));
    }
  };
}

// server/channels/wecom.ts
import { get as httpGet } from "node:http";
import { get as httpsGet } from "node:https";
var TOKEN_OVER = /* @__PURE__ */ new Set([40014, 42001, 42007, 42009]);
var PASSING = /* @__PURE__ */ new Set([-1, 45009, 45033, 50002]);
function createWecomChannel(deps, config) {
  const url = new URL(config.url);
  const isRobot = url.pathname.endsWith("/webhook/send");
  let access = null;
  async function readAccess() {
    if (access !== null && access.endsMs > deps.now()) return access;
    const ask = new URL(url.pathname.replace(/message\/send$/, "gettoken"), url.origin);
    ask.searchParams.set("corpid", url.searchParams.get("corpid") ?? "");
    ask.searchParams.set("corpsecret", config.token);
    const answer2 = await getJson(ask, config);
    if (answer2 === null)
      return { refusal: { ok: false, retry: true, reason: "the gateway gives no access token" } };
    if (answer2.errcode !== 0 || typeof answer2.access_token !== "string") {
      return { refusal: { ok: false, retry: false, reason: `access token refused: ${describe2(answer2)}` } };
    }
    const seconds = typeof answer2.expires_in === "number" ? answer2.expires_in : 7200;
    access = { token: answer2.access_token, endsMs: deps.now() + (seconds - 60) * 1e3 };
    return access;
  }
  async function post2(to, notification, message) {
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "x-guanlan-notification": notification.id
    };
    const answer2 = await postHttp(to.href, headers, JSON.stringify(message), config);
    const judged = judgeStatus(answer2);
    if (!judged.ok || answer2.kind === "broken") return { result: judged, errcode: 0 };
    const parsed = parseAnswer(answer2.text);
    if (parsed === null)
      return { result: { ok: false, retry: true, reason: "the gateway's answer is no JSON" }, errcode: 0 };
    if (parsed.errcode === 0) return { result: { ok: true }, errcode: 0 };
    const retry = PASSING.has(parsed.errcode);
    return { result: { ok: false, retry, reason: describe2(parsed) }, errcode: parsed.errcode };
  }
  return {
    id: "wecom",
    async send(notification) {
      const target = await deps.findTarget(notification.recipient);
      if (target === null) return TARGET_GONE;
      if (isRobot) {
        const to = new URL(url);
        to.searchParams.set("key", config.token);
        return (await post2(to, notification, makeRobotMessage(notification, target, config.pagesUrl))).result;
      }
      const message = makeCard(notification, target, url.searchParams.get("agentid") ?? "", config.pagesUrl);
      for (let tries = 0; ; tries++) {
        const granted = await readAccess();
        if ("refusal" in granted) return granted.refusal;
        const to = new URL(url.pathname, url.origin);
        to.searchParams.set("access_token", granted.token);
        const { result, errcode } = await post2(to, notification, message);
        if (!TOKEN_OVER.has(errcode) || tries === 1) return result;
        access = null;
      }
    }
  };
}
function makeRobotMessage(notification, target, pagesUrl) {
  const text4 = makeNoticeText(notification);
  const link = new URL(noticePath(notification.alert.alertId), pagesUrl).href;
  const people2 = target.address === "" ? "" : target.address.split("|").map((id) => `<@${id}>`).join("");
  return {
    msgtype: "markdown",
    markdown: {
      content: `**${text4.title}**
${cutText(text4.body, 500)}
[\u67E5\u770B\u9884\u8B66](${link}) \u7F16\u53F7 ${notification.id}
${people2}`
    }
  };
}
function makeCard(notification, target, agentId, pagesUrl) {
  const text4 = makeNoticeText(notification);
  return {
    touser: target.address,
    msgtype: "textcard",
    agentid: Number(agentId),
    textcard: {
      title: cutText(text4.title, 60),
      description: `${cutText(text4.body, 200)}
\u7F16\u53F7 ${notification.id}`,
      url: new URL(noticePath(notification.alert.alertId), pagesUrl).href,
      btntxt: "\u67E5\u770B\u9884\u8B66"
    },
    enable_duplicate_check: 1,
    duplicate_check_interval: 1800
  };
}
function describe2(answer2) {
  return `${answer2.errcode} ${String(answer2.errmsg ?? "")}`.trim();
}
function parseAnswer(text4) {
  try {
    const parsed = JSON.parse(text4);
    return typeof parsed.errcode === "number" ? parsed : null;
  } catch {
    return null;
  }
}
function getJson(url, config) {
  return new Promise((resolve) => {
    const get = url.protocol === "https:" ? httpsGet : httpGet;
    const options = url.protocol === "https:" && config.agent !== void 0 ? { agent: config.agent } : {};
    const request = get(url, { ...options, signal: AbortSignal.timeout(config.timeoutMs) }, (answer2) => {
      let text4 = "";
      answer2.on("data", (part) => {
        text4 += part.toString();
        if (text4.length > 16 << 10) request.destroy();
      });
      answer2.on("end", () => resolve(parseAnswer(text4)));
      answer2.on("error", () => resolve(null));
    });
    request.on("error", () => resolve(null));
  });
}

// server/channels/channels.ts
var TIMEOUT_MS = 15e3;
function createChannels(deps, config) {
  const { pagesUrl } = config;
  const own2 = config.webhook === null ? null : { address: config.webhook.url, secret: config.webhook.secret, settings: {} };
  const channels = [createWebhookChannel(deps, { own: own2, pagesUrl, timeoutMs: TIMEOUT_MS })];
  if (config.webPush !== null)
    channels.push(createWebPushChannel(deps, { ...DEFAULT_WEB_PUSH, ...config.webPush }));
  if (config.wecom !== null)
    channels.push(createWecomChannel(deps, { ...config.wecom, pagesUrl, timeoutMs: TIMEOUT_MS }));
  if (config.sms !== null) channels.push(createSmsChannel(deps, { ...config.sms, timeoutMs: TIMEOUT_MS }));
  if (config.log) channels.push(createLogChannel(deps.log));
  return new Map(channels.map((channel) => [channel.id, channel]));
}

// store/notification-targets.ts
function readTargets(db, district = null) {
  return db.query(sql`
    select id, channel, name, district, min_level as "minLevel", address, secret_cipher as "secretCipher", settings, enabled
    from notification_targets
    where ${district}::text is null or (enabled and district in ('310000', ${district})) order by id`);
}

// store/push-subscriptions.ts
async function saveSubscription(db, row) {
  await db.execute(sql`
    insert into push_subscriptions (user_id, endpoint, p256dh, auth, user_agent, min_level)
    values (${row.userId}, ${row.endpoint}, ${row.p256dh}, ${row.auth}, ${row.userAgent}, ${row.minLevel})
    on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
      user_agent = excluded.user_agent, min_level = excluded.min_level, failures = 0, disabled_at = null`);
}
async function removeSubscription(db, userId, endpoint) {
  return await db.execute(sql`
      update push_subscriptions set disabled_at = now()
      where user_id = ${userId} and endpoint = ${endpoint} and disabled_at is null`) === 1;
}
function readSubscriptions(db, userIds) {
  return db.query(sql`
    select id, user_id as "userId", endpoint, p256dh, auth, min_level as "minLevel" from push_subscriptions
    where user_id = any(${userIds}::bigint[]) and disabled_at is null order by id`);
}
async function findSubscription(db, id) {
  const rows = await db.query(sql`
    select id, user_id as "userId", endpoint, p256dh, auth, min_level as "minLevel" from push_subscriptions
    where id = ${id} and disabled_at is null`);
  return rows[0] ?? null;
}
async function noteSubscriptionResult(db, id, result) {
  await db.execute(sql`
    update push_subscriptions set
      failures = case when ${result} = 'sent' then 0 else failures + 1 end,
      last_sent_at = case when ${result} = 'sent' then now() else last_sent_at end,
      disabled_at = case when ${result} = 'gone' or (${result} = 'failed' and failures >= 19) then now() else disabled_at end
    where id = ${id}`);
}

// server/roles/channels.ts
function makeChannels(context, cipher, vapid, address) {
  const { config, pool, clock, log } = context;
  return createChannels(
    {
      findSubscription: (id) => findSubscription(pool, id),
      noteResult: (id, result) => noteSubscriptionResult(pool, id, result),
      async findTarget(recipient) {
        const id = Number(/^target:(\d+)$/.exec(recipient)?.[1]);
        const target = (await readTargets(pool)).find((each) => each.id === id && each.enabled);
        if (target === void 0) return null;
        const opened = target.secretCipher === null ? null : cipher.open(target.secretCipher, "notification-target.secret");
        return {
          address: target.address,
          secret: opened?.ok ? opened.plain : null,
          settings: target.settings
        };
      },
      now: () => clock.now(),
      log
    },
    {
      webPush: vapid === null ? null : { keys: vapid, subject: config.VAPID_SUBJECT },
      webhook: config.NOTIFY_WEBHOOK_URL === null || config.NOTIFY_WEBHOOK_SECRET === null ? null : { url: config.NOTIFY_WEBHOOK_URL, secret: config.NOTIFY_WEBHOOK_SECRET },
      wecom: config.WECOM_URL === null || config.WECOM_TOKEN === null ? null : { url: config.WECOM_URL, token: config.WECOM_TOKEN },
      sms: config.SMS_URL === null || config.SMS_TOKEN === null ? null : { url: config.SMS_URL, token: config.SMS_TOKEN, signature: "\u89C2\u6F9C" },
      log: false,
      pagesUrl: `${config.PUBLIC_URL ?? address ?? "http://127.0.0.1"}`.replace(/\/?$/, "/")
    }
  );
}

// server/pipelines/push-bus.ts
function publishPush(bus, messages) {
  const byTopic = /* @__PURE__ */ new Map();
  for (const { topic, seq, body } of messages) {
    const lines = byTopic.get(topic);
    if (lines === void 0) byTopic.set(topic, [String(seq), body]);
    else lines.push(body);
  }
  for (const [topic, lines] of byTopic) bus.publish(pushSubject(topic), lines.join("\n"));
}
var decoder = new TextDecoder();
function subscribePush(bus, onMessages) {
  return bus.subscribe(PUSH_SUBJECTS, (subject, data) => {
    const topic = topicOfSubject(subject);
    const [first2, ...bodies] = decoder.decode(data).split("\n");
    const start = Number(first2);
    onMessages(bodies.map((body, index) => ({ topic, seq: start + index, body })));
  });
}

// store/alarms.ts
async function raiseAlarm(db, alarm) {
  const row = await first(
    db,
    sql`
    insert into alarms as a (code, severity, subject, message, since, last_seen_at)
    values (${alarm.code}, ${alarm.severity}, ${alarm.subject}, ${alarm.message}, ${instant(alarm.nowMs)}::timestamptz, ${instant(alarm.nowMs)}::timestamptz)
    on conflict (code, subject) where cleared_at is null
    do update set last_seen_at = excluded.last_seen_at, message = excluded.message, severity = excluded.severity
    returning xmax = 0 as fresh`
  );
  return row?.fresh ?? false;
}
async function clearAlarm(db, code, subject, nowMs) {
  return await db.execute(sql`
    update alarms set cleared_at = ${instant(nowMs)}::timestamptz where code = ${code} and subject = ${subject} and cleared_at is null`) > 0;
}
function readAlarms(db, limit = 100) {
  return db.query(sql`
    select a.id, a.code, a.severity, a.subject, a.message, a.since as "sinceMs", a.last_seen_at as "lastSeenMs",
      a.cleared_at as "clearedAtMs", a.cleared_at is null as active, u.name as "acknowledgedBy"
    from alarms a left join users u on u.id = a.acknowledged_by
    where a.cleared_at is null or a.cleared_at > now() - interval '1 day'
    order by a.cleared_at is null desc, a.since desc limit ${limit}`);
}
async function acknowledgeAlarm(db, id, userId) {
  return await db.execute(sql`
    update alarms set acknowledged_by = ${userId}, acknowledged_at = now() where id = ${id} and acknowledged_by is null`) === 1;
}
function readActiveAlarms(db, codes) {
  return db.query(
    sql`select code, subject, severity from alarms where cleared_at is null and code = any(${codes})`
  );
}

// store/push-log.ts
var APPEND_LOCK = 7226451;
async function appendMessages(tx, messages) {
  if (messages.length === 0) return [];
  await tx.execute(sql`select pg_advisory_xact_lock(${APPEND_LOCK})`);
  const rows = await tx.query(sql`
    with input as materialized (
      select topic, body, place, row_number() over (partition by topic order by place) as nth
      from unnest(${messages.map((one2) => one2.topic)}::text[], ${messages.map((one2) => one2.body)}::text[])
        with ordinality as i(topic, body, place)
    ), moved as (
      insert into push_topics as t (topic, seq) select topic, count(*) from input group by topic
      on conflict (topic) do update set seq = t.seq + excluded.seq
      returning topic, seq
    ), numbered as materialized (
      select i.topic, m.seq - (select count(*) from input j where j.topic = i.topic) + i.nth as seq, i.body, i.place
      from input i join moved m using (topic)
    ), kept as (
      insert into push_log (topic, seq, body) select topic, seq, body from numbered
    )
    select topic, seq, body from numbered order by place`);
  return rows;
}
function readPushSince(db, topic, afterSeq, limit) {
  return db.query(sql`
    select topic, seq, body from push_log where topic = ${topic} and seq > ${afterSeq} order by seq limit ${limit}`);
}
async function readPushHeads(db, topics) {
  const rows = await db.query(
    sql`select topic, seq from push_topics where topic = any(${topics})`
  );
  return new Map(rows.map((row) => [row.topic, row.seq]));
}

// server/alarm-watch.ts
var PERIOD_MS3 = 1e4;
var STALL_MS = 3e4;
var LAG_SECONDS = 60;
function createAlarmWatch(context, lag, readStored) {
  let storedAt = context.clock.now();
  let stored = -1;
  let busy = false;
  async function conditions2() {
    const nowMs = context.clock.now();
    const list = [];
    for (const source of await readSources(context.pool)) {
      if (!source.silent) continue;
      const last = source.lastEventMs === null ? "\u4ECE\u672A\u6536\u5230" : `\u4E0A\u6B21 ${new Date(source.lastEventMs).toISOString()}`;
      list.push({
        code: "source-silent",
        severity: "warning",
        subject: source.id,
        message: `\u6765\u6E90\u201C${source.name}\u201D\u5DF2\u9759\u9ED8\uFF0C${last}`
      });
    }
    const count2 = await readStored();
    if (count2 !== stored) {
      stored = count2;
      storedAt = nowMs;
    }
    const reading = lag.last();
    if (reading !== null && reading.messages > 0 && nowMs - storedAt > STALL_MS) {
      list.push({
        code: "detect-stalled",
        severity: "critical",
        subject: "detect",
        message: `\u68C0\u6D4B\u505C\u6EDE ${Math.round((nowMs - storedAt) / 1e3)} \u79D2\uFF0C\u5F85\u5904\u7406 ${reading.messages}`
      });
    }
    if (reading !== null && reading.messages > LAG_SECONDS * Math.max(500, lag.drainPerSecond())) {
      list.push({
        code: "lag-grows",
        severity: "warning",
        subject: "stream",
        message: `\u79EF\u538B ${reading.messages} \u6761`
      });
    }
    if (reading !== null && reading.fill > 0.8) {
      list.push({
        code: "stream-filling",
        severity: "critical",
        subject: "stream",
        message: `\u4E8B\u4EF6\u6D41\u5DF2\u7528 ${Math.round(reading.fill * 100)}%`
      });
    }
    return list;
  }
  async function look() {
    if (busy) return;
    busy = true;
    try {
      const nowMs = context.clock.now();
      const found2 = await conditions2();
      const active = await readActiveAlarms(context.pool, [
        "source-silent",
        "detect-stalled",
        "lag-grows",
        "stream-filling"
      ]);
      const bodies = [];
      for (const condition of found2) {
        const fresh = await raiseAlarm(context.pool, { ...condition, nowMs });
        if (fresh)
          bodies.push({
            code: condition.code,
            severity: condition.severity,
            active: true,
            subject: condition.subject,
            timeMs: nowMs
          });
      }
      for (const alarm of active) {
        if (found2.some((condition) => condition.code === alarm.code && condition.subject === alarm.subject))
          continue;
        if (await clearAlarm(context.pool, alarm.code, alarm.subject, nowMs)) {
          bodies.push({
            code: alarm.code,
            severity: alarm.severity,
            active: false,
            subject: alarm.subject,
            timeMs: nowMs
          });
        }
      }
      if (bodies.length === 0) return;
      const messages = await context.pool.transaction(
        (tx) => appendMessages(
          tx,
          bodies.map((body) => ({ topic: topicOf("system", CITY), body: JSON.stringify(body) }))
        )
      );
      publishPush(context.bus, messages);
    } catch (error) {
      context.log.warn({ err: error }, "alarms not looked at");
    } finally {
      busy = false;
    }
  }
  const timer = setInterval(() => void look(), PERIOD_MS3);
  return { stop: () => clearInterval(timer) };
}

// server/pipelines/ticks.ts
function createTicks(deps, config) {
  const periodMs = config.tickSeconds * 1e3;
  let last = 0;
  let busy = false;
  const timer = setInterval(() => void tick(), Math.min(1e3, periodMs));
  async function tick() {
    const period = Math.floor(deps.clock.now() / periodMs) * periodMs;
    if (busy || period <= last) return;
    busy = true;
    const results = await deps.publisher.publish(
      Array.from({ length: PARTITIONS }, (_, partition) => encodeEvent(makeTick(partition, period)))
    );
    if (results.every((result) => result.ok)) last = period;
    else deps.log.warn({ period }, "tick not published, comes again");
    busy = false;
  }
  return { stop: () => clearInterval(timer) };
}
function makeTick(partition, timeMs) {
  return {
    uid: `clock/${partition}-${timeMs}`,
    kind: "tick",
    type: "tick",
    key: partitionKey(partition),
    enterpriseId: null,
    district: "310000",
    source: "clock",
    timeMs,
    timeInferred: false,
    receivedMs: timeMs,
    simulated: false,
    hash: "",
    data: {}
  };
}

// domain/working-day.data.json
var working_day_data_default = {
  source: "\u56FD\u52A1\u9662\u529E\u516C\u5385\u5173\u4E8E\u90E8\u5206\u8282\u5047\u65E5\u5B89\u6392\u7684\u901A\u77E5, one notice a year; 2027 is published about November 2026",
  years: {
    "2024": {
      notice: "\u56FD\u529E\u53D1\u660E\u7535\u30142023\u30157\u53F7",
      off: [
        ["2023-12-30", "2024-01-01", "\u5143\u65E6"],
        ["2024-02-10", "2024-02-17", "\u6625\u8282"],
        ["2024-04-04", "2024-04-06", "\u6E05\u660E\u8282"],
        ["2024-05-01", "2024-05-05", "\u52B3\u52A8\u8282"],
        ["2024-06-08", "2024-06-10", "\u7AEF\u5348\u8282"],
        ["2024-09-15", "2024-09-17", "\u4E2D\u79CB\u8282"],
        ["2024-10-01", "2024-10-07", "\u56FD\u5E86\u8282"]
      ],
      work: ["2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"]
    },
    "2025": {
      notice: "\u56FD\u529E\u53D1\u660E\u7535\u30142024\u301512\u53F7",
      off: [
        ["2025-01-01", "2025-01-01", "\u5143\u65E6"],
        ["2025-01-28", "2025-02-04", "\u6625\u8282"],
        ["2025-04-04", "2025-04-06", "\u6E05\u660E\u8282"],
        ["2025-05-01", "2025-05-05", "\u52B3\u52A8\u8282"],
        ["2025-05-31", "2025-06-02", "\u7AEF\u5348\u8282"],
        ["2025-10-01", "2025-10-08", "\u56FD\u5E86\u8282\u3001\u4E2D\u79CB\u8282"]
      ],
      work: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]
    },
    "2026": {
      notice: "\u56FD\u52A1\u9662\u529E\u516C\u5385\u5173\u4E8E2026\u5E74\u90E8\u5206\u8282\u5047\u65E5\u5B89\u6392\u7684\u901A\u77E5 (2025-11-04)",
      off: [
        ["2026-01-01", "2026-01-03", "\u5143\u65E6"],
        ["2026-02-15", "2026-02-23", "\u6625\u8282"],
        ["2026-04-04", "2026-04-06", "\u6E05\u660E\u8282"],
        ["2026-05-01", "2026-05-05", "\u52B3\u52A8\u8282"],
        ["2026-06-19", "2026-06-21", "\u7AEF\u5348\u8282"],
        ["2026-09-25", "2026-09-27", "\u4E2D\u79CB\u8282"],
        ["2026-10-01", "2026-10-07", "\u56FD\u5E86\u8282"]
      ],
      work: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    }
  }
};

// domain/working-day.ts
var OFFICE_HOURS = [
  [9 * 60, 12 * 60],
  [13 * 60, 17 * 60 + 30]
];
var off = /* @__PURE__ */ new Map();
var work = /* @__PURE__ */ new Set();
for (const year of Object.values(working_day_data_default.years)) {
  for (const [from, to, name] of year.off) {
    for (let day = from; day <= to; day = addDays(day, 1)) off.set(day, name);
  }
  for (const day of year.work) work.add(day);
}
var known = new Set(Object.keys(working_day_data_default.years));
function isKnownYear(day) {
  return known.has(day.slice(0, 4));
}
function isWorkingDay(day) {
  if (work.has(day)) return true;
  if (off.has(day)) return false;
  return weekdayOf(day) <= 5;
}
function addWorkingDays(from, n) {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`working days to add: ${n}`);
  let day = from;
  let assumed = !isKnownYear(day);
  const next2 = () => {
    day = addDays(day, 1);
    assumed ||= !isKnownYear(day);
  };
  if (n === 0) while (!isWorkingDay(day)) next2();
  for (let left = n; left > 0; ) {
    next2();
    if (isWorkingDay(day)) left--;
  }
  return { day, assumed };
}

// domain/alert-rule.ts
var DEFAULT_ALERT_RULE = {
  acknowledgeMinutes: { normal: 1440, yellow: 1440, orange: 240, red: 30, outbreak: 10 },
  handle: {
    normal: { workingDays: 10 },
    yellow: { workingDays: 10 },
    orange: { workingDays: 5 },
    red: { hours: 24 },
    outbreak: { hours: 4 }
  },
  maxSnoozeMinutes: { normal: 10080, yellow: 10080, orange: 1440, red: 60, outbreak: 0 }
};
function dueToAcknowledge(level2, nowMs, rule) {
  return nowMs + rule.acknowledgeMinutes[level2] * 6e4;
}
function dueAfterAcknowledge(level2, nowMs, rule) {
  const handle = rule.handle[level2];
  if ("hours" in handle) return nowMs + handle.hours * 36e5;
  return startOfDay(addWorkingDays(dayOf(nowMs), handle.workingDays).day) + DAY_MS;
}
function suggestAction(level2, strongest) {
  const what = BY_LEVEL[level2];
  if (strongest === null || level2 === "normal") return what;
  const how = BY_DIMENSION[strongest];
  return { zh: `${what.zh}\uFF1B${how.zh}`, en: `${what.en}; ${how.en}` };
}
var BY_LEVEL = {
  normal: { zh: "\u6301\u7EED\u76D1\u6D4B", en: "keep monitoring" },
  yellow: { zh: "\u5217\u5165\u5173\u6CE8\uFF0C10 \u4E2A\u5DE5\u4F5C\u65E5\u5185\u7814\u5224", en: "put on watch and assess within 10 working days" },
  orange: {
    zh: "\u7814\u5224\u540E\u6D3E\u5C5E\u5730\u533A\u6838\u67E5\uFF0C5 \u4E2A\u5DE5\u4F5C\u65E5\u5185\u53CD\u9988",
    en: "assess, then have the district check it within 5 working days"
  },
  red: {
    zh: "24 \u5C0F\u65F6\u5185\u7814\u5224\uFF0C\u63D0\u4EA4\u5F85\u5BA1\u6838\u5DE5\u5355\u5E76\u62A5\u5E26\u73ED\u9886\u5BFC",
    en: "assess within 24 hours, submit a work order for review and tell the duty leader"
  },
  outbreak: {
    zh: "\u7ACB\u5373\u62A5\u5E26\u73ED\u9886\u5BFC\uFF0C\u4F1A\u540C\u516C\u5B89\u7B49\u6210\u5458\u5355\u4F4D\u5904\u7F6E",
    en: "tell the duty leader at once and act with the police and member units"
  }
};
var BY_DIMENSION = {
  basic: {
    zh: "\u6838\u5BF9\u767B\u8BB0\u3001\u5730\u5740\u4E0E\u6CD5\u5B9A\u4EE3\u8868\u4EBA\u53D8\u66F4",
    en: "check registration, address and changes of the legal representative"
  },
  compliance: { zh: "\u6838\u5B9E\u6295\u8BC9\u3001\u6848\u4EF6\u4E0E\u5904\u7F5A", en: "verify complaints, cases and penalties" },
  behaviour: {
    zh: "\u6BD4\u5BF9\u6301\u724C\u4E0E\u5BA3\u4F20\u53E3\u5F84\uFF0C\u6838\u67E5\u662F\u5426\u6D89\u5ACC\u627F\u8BFA\u56DE\u62A5",
    en: "compare licences with its claims and check for suspected promises of return"
  },
  sentiment: {
    zh: "\u6838\u5B9E\u8206\u60C5\u6765\u6E90\uFF0C\u9632\u6B62\u8C23\u8A00\u6269\u6563",
    en: "verify where the reports come from and keep rumours from spreading"
  },
  association: { zh: "\u6392\u67E5\u80A1\u4E1C\u3001\u63A7\u5236\u4EBA\u53CA\u5173\u8054\u4F01\u4E1A", en: "check shareholders, controllers and related firms" }
};

// domain/alert.ts
var ALERT_ACTIONS = [
  "acknowledge",
  "assign",
  "snooze",
  "close",
  "reopen"
];
function stepAlert(alert, action, actor, nowMs, rule = DEFAULT_ALERT_RULE) {
  if (!can(actor, `alert.${action.name}`, subjectOf(alert))) return refuse("forbidden");
  if (action.version !== alert.version) return refuse("changed");
  if (!FROM[action.name].includes(alert.state)) return refuse("wrong-state");
  if (NEEDS_COMMENT.has(action.name) && action.comment.trim() === "") return refuse("comment-missing");
  switch (action.name) {
    case "acknowledge":
      if (alert.state === "snoozed" && wasSigned(alert)) return refuse("wrong-state");
      return next(alert, action, actor, nowMs, {
        state: "acknowledged",
        ownerId: actor.id,
        dueMs: dueAfterAcknowledge(alert.level, nowMs, rule)
      });
    case "assign": {
      const { principal } = action.assignee;
      if (!can(principal, "alert.read", subjectOf(alert))) return refuse("assignee-out-of-scope");
      const signedBefore = alert.state === "acknowledged" || alert.state === "assigned" || wasSigned(alert);
      return next(alert, action, actor, nowMs, {
        state: "assigned",
        ownerId: principal.id,
        // Passing it on buys no time.
        dueMs: signedBefore ? alert.dueMs : dueAfterAcknowledge(alert.level, nowMs, rule)
      });
    }
    case "snooze": {
      if (action.minutes > rule.maxSnoozeMinutes[alert.level]) return refuse("snooze-too-long");
      return next(alert, action, actor, nowMs, {
        state: "snoozed",
        snoozedUntilMs: nowMs + action.minutes * 6e4,
        stateBeforeSnooze: alert.state
      });
    }
    case "close":
      if (alert.state === "snoozed" && !wasSigned(alert)) return refuse("wrong-state");
      return next(alert, action, actor, nowMs, { state: "closed", dueMs: null, verdict: action.verdict });
    case "reopen":
      return next(alert, action, actor, nowMs, {
        state: "open",
        ownerId: null,
        verdict: null,
        dueMs: dueToAcknowledge(alert.level, nowMs, rule)
      });
  }
}
function wakeAlert(alert, nowMs) {
  if (alert.state !== "snoozed" || alert.snoozedUntilMs === null || nowMs < alert.snoozedUntilMs)
    return alert;
  return {
    ...alert,
    state: alert.stateBeforeSnooze ?? "open",
    snoozedUntilMs: null,
    stateBeforeSnooze: null,
    version: alert.version + 1
  };
}
function alertActions(alert, user) {
  return ALERT_ACTIONS.filter((name) => {
    if (!FROM[name].includes(alert.state)) return false;
    if (name === "close" && alert.state === "snoozed" && !wasSigned(alert)) return false;
    if (name === "acknowledge" && alert.state === "snoozed" && wasSigned(alert)) return false;
    if (name === "snooze" && DEFAULT_ALERT_RULE.maxSnoozeMinutes[alert.level] === 0) return false;
    return can(user, `alert.${name}`, subjectOf(alert));
  });
}
var FROM = {
  // A silenced alert that nobody signed for can be signed for without waiting; see the check in stepAlert.
  acknowledge: ["open", "snoozed"],
  assign: ["open", "acknowledged", "assigned", "snoozed"],
  snooze: ["open", "acknowledged", "assigned"],
  close: ["acknowledged", "assigned", "snoozed"],
  reopen: ["closed"]
};
var NEEDS_COMMENT = /* @__PURE__ */ new Set(["snooze", "close", "reopen"]);
function subjectOf(alert) {
  return { district: alert.district, street: alert.street, business: alert.business };
}
function wasSigned(alert) {
  return alert.stateBeforeSnooze === "acknowledged" || alert.stateBeforeSnooze === "assigned";
}
function next(alert, action, actor, nowMs, change) {
  return {
    ok: true,
    alert: { ...alert, snoozedUntilMs: null, stateBeforeSnooze: null, ...change, version: alert.version + 1 },
    step: {
      action: action.name,
      from: alert.state,
      to: change.state,
      actorId: actor.id,
      atMs: nowMs,
      comment: action.comment
    }
  };
}
function refuse(reason2) {
  return { ok: false, reason: reason2 };
}

// store/cursor.ts
function encodeCursor(values) {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}
var BadCursorError = class extends Error {
  code = "store.bad-cursor";
  constructor() {
    super("the cursor is not of this listing: begin again without it");
    this.name = "BadCursorError";
  }
};
function decodeCursor(cursor, types) {
  let values;
  try {
    values = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw new BadCursorError();
  }
  if (!Array.isArray(values) || values.length !== types.length) throw new BadCursorError();
  for (let i = 0; i < types.length; i++) {
    if (typeof values[i] !== types[i]) throw new BadCursorError();
  }
  return values;
}

// store/alerts.ts
async function readInbox(db, request) {
  const where = inboxConditions(request);
  let after = sql`true`;
  if (request.cursor !== null) {
    const [open2, level2, created, id] = decodeCursor(request.cursor, [
      "boolean",
      "number",
      "string",
      "number"
    ]);
    after = sql`(a.state = 'open', a.level_to, a.created_at, a.id) < (${open2}::boolean, ${level2}::smallint, ${created}::timestamptz, ${id}::bigint)`;
  }
  const rows = await db.query(sql`
    select ${COLUMNS}, a.created_at::text as created ${SOURCES}
    where ${where} and ${after}
    order by (a.state = 'open') desc, a.level_to desc, a.created_at desc, a.id desc limit ${request.limit + 1}`);
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const { n } = await one(
    db,
    sql`select count(*) as n from (select 1 ${SOURCES} where ${where} limit 1001) limited`
  );
  return {
    rows: shown.map(({ created: _, ...row }) => row),
    next: rows.length > request.limit && last !== void 0 ? encodeCursor([last.state === "open", last.levelTo, last.created, last.id]) : null,
    total: n > 1e3 ? null : n
  };
}
function countAlerts(db, scope, userId, nowMs) {
  return one(
    db,
    sql`
    select count(*) filter (where a.state = 'open') as unacknowledged, count(*) filter (where a.owner_id = ${userId}) as mine,
      count(*) filter (where a.due_at < ${instant(nowMs)}::timestamptz) as overdue
    from alerts a join scores s on s.enterprise_id = a.enterprise_id
    where a.state <> 'closed' and ${inScope(scope)}`
  );
}
async function countLivingAlerts(db, scope) {
  const { n } = await one(
    db,
    sql`select count(*) as n from alerts a join scores s on s.enterprise_id = a.enterprise_id
    where a.state <> 'closed' and ${inScope(scope)}`
  );
  return n;
}
function readAlert(db, id, scope) {
  return first(db, sql`select ${DETAIL_COLUMNS} ${SOURCES} where a.id = ${id} and ${inScope(scope)}`);
}
function lockAlert(tx, id, scope) {
  return first(
    tx,
    sql`select ${DETAIL_COLUMNS} ${SOURCES} where a.id = ${id} and ${inScope(scope)} for update of a`
  );
}
function readAlertSteps(db, alertId) {
  return db.query(sql`
    select at as "atMs", actor_id as "actorId", actor, action, comment, from_state as "from", to_state as "to"
    from alert_steps where alert_id = ${alertId} order by id`);
}
function claimUntoldAlerts(tx, limit) {
  return tx.query(sql`
    select a.id, a.enterprise_id as "enterpriseId", e.name, a.district, a.street, e.finance_kind as "financeKind",
      a.level_from as "levelFrom", a.level_to as "levelTo", a.score, a.reasons, a.created_at as "createdAtMs",
      a.due_at as "dueMs", a.simulated
    from alerts a join enterprises e on e.id = a.enterprise_id
    where a.told_at is null order by a.id limit ${limit} for update of a skip locked`);
}
async function markAlertsTold(tx, ids) {
  await tx.execute(sql`update alerts set told_at = now() where id = any(${ids}::bigint[])`);
}
var SOURCES = sql`from alerts a join scores s on s.enterprise_id = a.enterprise_id
  join enterprises e on e.id = a.enterprise_id left join users u on u.id = a.owner_id`;
var COLUMNS = sql`a.id, a.enterprise_id as "enterpriseId", e.name, s.district, s.street, a.level_from as "levelFrom",
  a.level_to as "levelTo", a.score, a.state, a.reasons, a.owner_id as "ownerId", u.name as owner,
  a.created_at as "createdAtMs", a.time as "timeMs", a.due_at as "dueMs", a.snoozed_until as "snoozedUntilMs", a.verdict,
  a.simulated, a.version`;
var DETAIL_COLUMNS = sql`${COLUMNS}, s.finance_kind as "financeKind", a.state_before_snooze as "stateBeforeSnooze",
  a.finding_uids as "findingUids", a.config_version as "configVersion", a.model_version as "modelVersion"`;
function inboxConditions(request) {
  const parts = [inScope(request.scope)];
  parts.push(request.states === void 0 ? sql`a.state <> 'closed'` : sql`a.state = any(${request.states})`);
  if (request.levels !== void 0) parts.push(sql`a.level_to = any(${request.levels}::smallint[])`);
  if (request.ownerId !== void 0) parts.push(sql`a.owner_id = ${request.ownerId}`);
  if (request.enterpriseId !== void 0) parts.push(sql`a.enterprise_id = ${request.enterpriseId}`);
  if (request.q) parts.push(sql`position(lower(${request.q}) in lower(e.name)) > 0`);
  return join(parts, sql` and `);
}

// store/requests.ts
function readRequest(db, requestId) {
  return first(
    db,
    sql`select user_id as "userId", action, result from request_ids where request_id = ${requestId}`
  );
}
async function saveRequest(tx, request) {
  await tx.execute(sql`
    insert into request_ids (request_id, user_id, action, result)
    values (${request.requestId}, ${request.userId}, ${request.action}, ${JSON.stringify(request.result)}::jsonb)`);
}

// store/alert-steps.ts
function stepAlert2(pool, request) {
  return pool.transaction(async (tx) => {
    const row = await lockAlert(tx, request.alertId, scopeOf(request.actor));
    if (row === null) return { ok: false, reason: "unknown" };
    const before = await readRequest(tx, request.requestId);
    if (before !== null) {
      const same2 = before.userId === request.actor.id && before.action === requestAction(request);
      if (!same2) return { ok: false, reason: "request-id-reused" };
      const { version, state } = before.result;
      return { ok: true, version, state, repeated: true, messages: [] };
    }
    const decided2 = stepAlert(
      toAlert(row),
      request.action,
      request.actor,
      request.nowMs,
      request.rule ?? DEFAULT_ALERT_RULE
    );
    if (!decided2.ok) return { ok: false, reason: decided2.reason };
    await writeAlert(tx, row.id, decided2.alert, request.nowMs);
    await insertStep(tx, row.id, request, decided2.step);
    await appendAudit(tx, [
      {
        atMs: request.nowMs,
        actorId: request.actor.id,
        actor: request.actorName,
        action: `alert.${request.action.name}`,
        subject: `alert:${row.id}`,
        before: auditView(row),
        after: {
          ...auditView({ ...row, ...decided2.alert }),
          comment: request.action.comment,
          version: decided2.alert.version
        },
        address: request.address,
        traceId: request.traceId
      }
    ]);
    await saveRequest(tx, {
      requestId: request.requestId,
      userId: request.actor.id,
      action: requestAction(request),
      result: { version: decided2.alert.version, state: decided2.alert.state }
    });
    const messages = await pushAlert(tx, row, decided2.alert.state);
    return {
      ok: true,
      version: decided2.alert.version,
      state: decided2.alert.state,
      repeated: false,
      messages
    };
  });
}
function wakeSnoozed(pool, nowMs, limit = 200) {
  return pool.transaction(async (tx) => {
    const ids = await tx.query(sql`
      select id from alerts where state = 'snoozed' and snoozed_until <= ${instant(nowMs)}::timestamptz
      order by id limit ${limit} for update skip locked`);
    const messages = [];
    for (const { id } of ids) {
      const row = await lockAlert(tx, id, ALL);
      if (row === null) continue;
      const woken = wakeAlert(toAlert(row), nowMs);
      if (woken.version === row.version) continue;
      await writeAlert(tx, id, woken, nowMs);
      await tx.execute(sql`
        insert into alert_steps (alert_id, at, actor_id, actor, action, from_state, to_state)
        values (${id}, ${instant(nowMs)}::timestamptz, null, 'guanlan', 'wake', ${row.state}, ${woken.state})`);
      messages.push(...await pushAlert(tx, row, woken.state));
    }
    return messages;
  });
}
var ALL = scopeOf({
  id: 0,
  role: "city-administrator",
  tier: "city",
  organisationId: 0,
  district: "310000",
  street: null,
  lines: null,
  businesses: null,
  fields: []
});
function toAlert(row) {
  return {
    state: row.state,
    version: row.version,
    level: levelOf(row.levelTo),
    district: row.district,
    street: row.street,
    business: row.financeKind,
    ownerId: row.ownerId,
    dueMs: row.dueMs,
    snoozedUntilMs: row.snoozedUntilMs,
    stateBeforeSnooze: row.stateBeforeSnooze,
    verdict: row.verdict
  };
}
async function writeAlert(tx, id, alert, nowMs) {
  const now = instant(nowMs);
  await tx.execute(sql`
    update alerts set state = ${alert.state}, version = ${alert.version}, owner_id = ${alert.ownerId},
      due_at = ${instant(alert.dueMs)}::timestamptz, snoozed_until = ${instant(alert.snoozedUntilMs)}::timestamptz,
      state_before_snooze = ${alert.stateBeforeSnooze}, verdict = ${alert.verdict},
      acknowledged_at = case when ${alert.state} = 'open' then null else coalesce(acknowledged_at, case when ${alert.state} <> 'snoozed' then ${now}::timestamptz end) end,
      closed_at = case when ${alert.state} = 'closed' then ${now}::timestamptz end
    where id = ${id}`);
}
async function insertStep(tx, alertId, request, step) {
  const { action } = request;
  const detail = action.name === "assign" ? { assignee: action.assignee.principal.id } : action.name === "snooze" ? { minutes: action.minutes } : action.name === "close" ? { verdict: action.verdict } : {};
  await tx.execute(sql`
    insert into alert_steps (alert_id, at, actor_id, actor, action, comment, from_state, to_state, detail, request_id)
    values (${alertId}, ${instant(request.nowMs)}::timestamptz, ${request.actor.id}, ${request.actorName}, ${action.name},
      ${action.comment}, ${step.from}, ${step.to}, ${JSON.stringify(detail)}::jsonb, ${request.requestId})`);
}
function pushAlert(tx, row, state) {
  const body = {
    id: row.id,
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    from: levelOf(row.levelFrom),
    to: levelOf(row.levelTo),
    score: row.score,
    state,
    reason: row.reasons[0]?.text ?? "",
    timeMs: row.timeMs,
    simulated: row.simulated
  };
  return appendMessages(tx, [{ topic: topicOf("alerts", row.district), body: JSON.stringify(body) }]);
}
function requestAction(request) {
  return `alert.${request.action.name}:${request.alertId}`;
}
function auditView(alert) {
  return { state: alert.state, ownerId: alert.ownerId, verdict: alert.verdict, dueMs: alert.dueMs };
}

// store/area-index.ts
async function readAreaStates(db) {
  const rows = await db.query(sql`
    select district, street, count(*) as n,
      array[count(*) filter (where level = 1), count(*) filter (where level = 2), count(*) filter (where level = 3),
        count(*) filter (where level = 4), count(*) filter (where level = 5)]::int[] as levels,
      sum(total)::float8 as total,
      array[sum(dimensions[1]), sum(dimensions[2]), sum(dimensions[3]), sum(dimensions[4]), sum(dimensions[5])]::float8[] as sums
    from scores where listed and district <> ${OUTSIDE}
    group by district, street`);
  const areas = /* @__PURE__ */ new Map();
  for (const row of rows) {
    for (const area of [CITY, row.district, row.street]) {
      if (area === null) continue;
      const sum2 = areas.get(area) ?? { n: 0, levels: [0, 0, 0, 0, 0], total: 0, sums: [0, 0, 0, 0, 0] };
      sum2.n += row.n;
      sum2.total += row.total;
      for (let i = 0; i < 5; i++) {
        sum2.levels[i] = sum2.levels[i] + row.levels[i];
        sum2.sums[i] = sum2.sums[i] + row.sums[i];
      }
      areas.set(area, sum2);
    }
  }
  return [...areas].map(([area, sum2]) => ({
    area,
    monitored: sum2.n,
    levels: sum2.levels,
    meanScore: sum2.total / sum2.n,
    dimensions: sum2.sums.map((value) => value / sum2.n)
  }));
}
async function recordAreaIndices(db, nowMs, indexOf2 = areaIndex) {
  const states = await readAreaStates(db);
  if (states.length === 0) return 0;
  const rows = states.map((state) => ({
    area: state.area,
    index: Math.round(indexOf2(state) * 100) / 100,
    monitored: state.monitored,
    at_risk: state.levels[2] + state.levels[3] + state.levels[4],
    levels: state.levels,
    dimensions: state.dimensions.map((value) => Math.round(value * 100) / 100)
  }));
  const [count2] = await db.query(sql`
    with input as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as i(area text, index real, monitored int, at_risk int, levels int[], dimensions real[])
    ), before as materialized (
      select i.area, (select h.index from area_index_history h where h.area = i.area order by h.day desc limit 1) as index from input i
    ), kept as (
      insert into area_index_history as h (day, area, at, index, monitored, at_risk, levels, dimensions)
      select ${dayOf(nowMs)}::date, area, ${instant(nowMs)}::timestamptz, index, monitored, at_risk, levels, dimensions from input
      on conflict (area, day) do update set at = excluded.at, index = excluded.index, monitored = excluded.monitored,
        at_risk = excluded.at_risk, levels = excluded.levels, dimensions = excluded.dimensions
    ), changed as (
      insert into area_index_changes (area, at, index_before, index, at_risk)
      select i.area, ${instant(nowMs)}::timestamptz, b.index, i.index, i.at_risk
      from input i join before b using (area) where b.index is null or abs(i.index - b.index) >= 0.01
      returning 1
    )
    select count(*) as n from changed`);
  return count2?.n ?? 0;
}
function readAreaTrend(db, areas, fromDay, toDay) {
  return db.query(sql`
    select area, day, at as "atMs", index, monitored, at_risk as "atRisk", levels, dimensions from area_index_history
    where area = any(${areas}) and day >= ${fromDay}::date and day <= ${toDay}::date order by area, day`);
}
function readAreasAt(db, areas, day) {
  return db.query(sql`
    select h.area, h.day, h.at as "atMs", h.index, h.monitored, h.at_risk as "atRisk", h.levels, h.dimensions
    from unnest(${areas}::text[]) as a(area)
    cross join lateral (select * from area_index_history h where h.area = a.area and h.day <= ${day}::date order by h.day desc limit 1) h`);
}

// store/housekeeping.ts
var LOCK = 7205114;
var BATCH = 2e4;
async function keepHouse(options) {
  const { pool, capability, nowMs } = options;
  const work3 = {};
  const note = (task, rows) => {
    if (rows > 0) work3[task] = rows;
  };
  const ran = await pool.transaction(async (tx) => {
    const lock = await first(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as taken`);
    if (lock?.taken !== true) return false;
    note("level-counts", await addUpLevelCounts(tx));
    if (capability !== "timescale-community") {
      note("score-daily", await rollScoreDaily(tx, nowMs));
      note("event-daily", await rollEventDaily(tx, nowMs));
    }
    note("baselines", await setBaselines(tx, nowMs));
    return true;
  });
  if (!ran) return { work: work3, ran };
  for (const [task, rows] of Object.entries(await removeAged(pool, capability))) note(task, rows);
  return { work: work3, ran };
}
async function addUpLevelCounts(tx) {
  const row = await first(
    tx,
    sql`
    with taken as (
      delete from level_count_changes returning district, street, industry, finance_kind, level, n
    ), summed as (
      insert into level_counts as c (district, street, industry, finance_kind, level, n)
      select district, street, industry, finance_kind, level, sum(n) from taken group by 1, 2, 3, 4, 5
      on conflict (district, street, industry, finance_kind, level) do update set n = c.n + excluded.n
    )
    select count(*) as n from taken`
  );
  return row?.n ?? 0;
}
async function rollScoreDaily(tx, nowMs) {
  const range = await rollRange(tx, "score_daily", nowMs);
  if (range === null) return 0;
  const rows = await tx.execute(sql`
    with days as materialized (
      select distinct date_trunc('day', time, 'Asia/Shanghai') as day, enterprise_id from score_history
      where (time >= ${range.from}::timestamptz and time < ${range.to}::timestamptz)
        or (recorded_at >= ${range.recorded}::timestamptz and time < ${range.from}::timestamptz)
    )
    insert into score_daily_rolled (day, enterprise_id, samples, lowest, highest, last_total, last_level)
    select d.day, d.enterprise_id, count(*), min(h.total), max(h.total),
      (array_agg(h.total order by h.time desc, h.recorded_at desc))[1], (array_agg(h.level order by h.time desc, h.recorded_at desc))[1]
    from days d join score_history h on h.enterprise_id = d.enterprise_id and h.time >= d.day and h.time < d.day + interval '1 day'
    group by d.day, d.enterprise_id
    on conflict (enterprise_id, day) do update set samples = excluded.samples, lowest = excluded.lowest,
      highest = excluded.highest, last_total = excluded.last_total, last_level = excluded.last_level`);
  await endRoll(tx, "score_daily", range);
  return rows;
}
async function rollEventDaily(tx, nowMs) {
  const range = await rollRange(tx, "event_daily", nowMs);
  if (range === null) return 0;
  const rows = await tx.execute(sql`
    with days as materialized (
      select distinct date_trunc('day', time, 'Asia/Shanghai') as day from events
      where (time >= ${range.from}::timestamptz and time < ${range.to}::timestamptz)
        or (recorded_at >= ${range.recorded}::timestamptz and time < ${range.from}::timestamptz)
    )
    insert into event_daily_rolled (day, kind, district, source, events)
    select d.day, e.kind, e.district, e.source, count(*)
    from days d join events e on e.time >= d.day and e.time < d.day + interval '1 day'
    group by d.day, e.kind, e.district, e.source
    on conflict (day, kind, district, source) do update set events = excluded.events`);
  await endRoll(tx, "event_daily", range);
  return rows;
}
async function rollRange(tx, name, nowMs) {
  const row = await first(
    tx,
    sql`
    select rolled_to::text as "from", date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai')::text as "to",
      recorded_to::text as recorded,
      rolled_to < date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai')
        or recorded_to < ${instant(nowMs)}::timestamptz - interval '10 minutes' as due
    from rollups where name = ${name} for update`
  );
  if (row === null || !row.due) return null;
  return { from: row.from, to: row.to, recorded: row.recorded, now: instant(nowMs) };
}
async function endRoll(tx, name, range) {
  await tx.execute(sql`
    update rollups set rolled_to = ${range.to}::timestamptz, recorded_to = ${range.now}::timestamptz - interval '15 minutes'
    where name = ${name}`);
}
async function setBaselines(tx, nowMs) {
  await tx.execute(
    sql`insert into rollups values ('baselines', '-infinity', '-infinity') on conflict do nothing`
  );
  const row = await first(
    tx,
    sql`
    select rolled_to::text as "from", (date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai') - interval '30 days')::text as "to"
    from rollups where name = 'baselines'
      and rolled_to < date_trunc('day', ${instant(nowMs)}::timestamptz, 'Asia/Shanghai') - interval '30 days' for update`
  );
  if (row === null) return 0;
  const rows = await tx.execute(sql`
    update scores s set baseline = d.last_total
    from (
      select distinct on (enterprise_id) enterprise_id, last_total from score_daily
      where day >= ${row.from}::timestamptz and day <= ${row.to}::timestamptz order by enterprise_id, day desc
    ) d
    where s.enterprise_id = d.enterprise_id and s.baseline <> d.last_total`);
  await tx.execute(
    sql`update rollups set rolled_to = ${row.to}::timestamptz + interval '1 microsecond' where name = 'baselines'`
  );
  return rows;
}
async function removeAged(db, capability) {
  const rules = await db.query(sql`
    select relation, (now() - keep)::text as before from retention_rules`);
  const removed = {};
  for (const { relation, before } of rules) {
    const statement = agedRows(relation, before, capability);
    if (statement !== null) removed[relation] = await db.execute(statement);
  }
  return removed;
}
function agedRows(relation, before, capability) {
  switch (relation) {
    case "events":
      return capability === "timescale-community" ? null : sql`delete from events where ctid = any(array(
            select ctid from events where time < ${before}::timestamptz and recorded_at < ${before}::timestamptz
            limit ${BATCH})) and time < ${before}::timestamptz and recorded_at < ${before}::timestamptz`;
    case "score_history":
      return capability === "timescale-community" ? null : sql`delete from score_history where ctid = any(array(
            select ctid from score_history where time < ${before}::timestamptz and recorded_at < ${before}::timestamptz
            limit ${BATCH})) and time < ${before}::timestamptz and recorded_at < ${before}::timestamptz`;
    case "event_ids":
      return sql`delete from event_ids where uid in (
        select uid from event_ids where recorded_at < ${before}::timestamptz and time < ${before}::timestamptz limit ${BATCH})`;
    case "push_log":
      return sql`delete from push_log where (topic, seq) in (
        select topic, seq from push_log where at < ${before}::timestamptz limit ${BATCH})`;
    case "login_attempts":
      return sql`delete from login_attempts where id in (
        select id from login_attempts where at < ${before}::timestamptz order by id limit ${BATCH})`;
    case "sessions":
      return sql`delete from sessions where token_hash in (
        select token_hash from sessions where expires_at < ${before}::timestamptz limit ${BATCH})`;
    case "webhook_nonces":
      return sql`delete from webhook_nonces where at < ${before}::timestamptz`;
    case "request_ids":
      return sql`delete from request_ids where at < ${before}::timestamptz`;
    case "role_heartbeats":
      return sql`delete from role_heartbeats where last_seen_at < ${before}::timestamptz`;
    case "notifications":
      return sql`delete from notifications where id in (
        select id from notifications where state <> 'waiting' and created_at < ${before}::timestamptz limit ${BATCH})`;
    default:
      return null;
  }
}
async function setRetention(db, relation, days, capability) {
  const changed = await db.execute(sql`
    update retention_rules set keep = ${days} * interval '1 day' where relation = ${relation} and keep <> ${days} * interval '1 day'`);
  if (relation === "events") {
    await db.execute(
      sql`update retention_rules set keep = (${days} + 30) * interval '1 day' where relation = 'event_ids'`
    );
  }
  if (changed === 0 || capability !== "timescale-community" || relation === "push_log") return;
  await db.execute(sql`select remove_retention_policy(${relation}::regclass, if_exists => true)`);
  await db.execute(
    sql`select add_retention_policy(${relation}::regclass, drop_created_before => ${days} * interval '1 day')`
  );
}

// server/roles/clock.ts
var HOUSE_MS = 3e4;
var INDEX_MS = 6e4;
function createClockRole(context, lag, capability) {
  const { pool, bus, clock, log, config, publisher } = context;
  const ticks = createTicks({ publisher, clock, log }, { tickSeconds: config.TICK_SECONDS });
  const alarms = createAlarmWatch(context, lag, () => readStoredMark(pool));
  const keep = { events: config.EVENT_KEEP_DAYS, push_log: config.PUSH_KEEP_HOURS / 24 };
  let kept = false;
  const timers = [
    every(HOUSE_MS, "housekeeping", async () => {
      if (!kept) {
        await setRetention(pool, "events", keep.events, capability);
        await setRetention(pool, "push_log", keep.push_log, capability);
        kept = true;
      }
      const report = await keepHouse({ pool, capability, nowMs: clock.now() });
      if (Object.keys(report.work).length > 0) log.info({ work: report.work }, "house kept");
    }),
    every(INDEX_MS, "area indices", async () => {
      await recordAreaIndices(pool, clock.now());
    }),
    every(15e3, "snoozed alerts", async () => {
      publishPush(bus, await wakeSnoozed(pool, clock.now()));
    })
  ];
  function every(periodMs, what, work3) {
    let busy = false;
    const run = () => {
      if (busy) return;
      busy = true;
      work3().catch((error) => log.warn({ err: error, what }, "regular work failed, comes again")).finally(() => {
        busy = false;
      });
    };
    run();
    return setInterval(run, periodMs);
  }
  return {
    async stop() {
      ticks.stop();
      alarms.stop();
      for (const timer of timers) clearInterval(timer);
    }
  };
}

// detectors/null-registry.ts
var nullRegistry = {
  version: "null-1",
  latenessMs: Number.MAX_SAFE_INTEGER,
  create: () => ({ version: "null-1", watermarkMs: 0, detectors: {}, score: null, dueMs: null }),
  step: (state, event) => pass(state, event.timeMs),
  reconcile: () => [],
  tick: (state, _key, nowMs) => pass(state, nowMs)
};
function pass(state, timeMs) {
  if (timeMs > state.watermarkMs) state.watermarkMs = timeMs;
  return { state, findings: [], indicators: [], score: null, levelBefore: null, alerts: [], derived: [] };
}

// store/enterprise-cards.ts
async function readCards(client, ids) {
  const result = await client.query({
    name: "enterprise-cards",
    text: `select id, name, district, street, industry, finance_kind as "financeKind", simulated, lng, lat
           from enterprises where id = any($1::bigint[])`,
    values: [numbers(ids)]
  });
  return result.rows.map(({ lng, lat, ...card }) => ({
    ...card,
    position: lng === null || lat === null ? null : [round2(lng), round2(lat)]
  }));
}
function round2(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}

// server/pipelines/detect/enterprise-cards.ts
var EnterpriseCards = class {
  #cards;
  #changed = /* @__PURE__ */ new Map();
  constructor(limit) {
    this.#cards = new LruMap(limit);
  }
  get(id) {
    const card = this.#changed.get(id) ?? this.#cards.get(id);
    if (card === void 0) throw new MissingEnterpriseError(id);
    return card;
  }
  async load(client, events) {
    await this.loadIds(
      client,
      events.flatMap((event) => event.enterpriseId === null ? [] : [event.enterpriseId])
    );
  }
  async loadIds(client, ids) {
    const missing3 = [...new Set(ids)].filter((id) => this.#cards.get(id) === void 0);
    if (missing3.length === 0) return;
    for (const card of await readCards(client, missing3)) this.#cards.set(card.id, card);
  }
  /** Folds the registrations of a batch in. */
  project(events) {
    for (const event of events) {
      if (event.kind !== "registration" || event.enterpriseId === null) continue;
      const { data } = event;
      const card = this.get(event.enterpriseId);
      const district = data.businessDistrict ?? data.registeredDistrict;
      this.#changed.set(card.id, {
        ...card,
        name: data.name ?? card.name,
        district: district ?? card.district,
        street: district === void 0 ? data.registeredStreet ?? card.street : data.registeredStreet ?? null,
        industry: data.industryCode ?? card.industry,
        financeKind: data.financeKind ?? card.financeKind,
        position: data.position ?? card.position
      });
    }
  }
  commit() {
    for (const [id, card] of this.#changed) this.#cards.set(id, card);
    this.#changed = /* @__PURE__ */ new Map();
  }
  rollback() {
    this.#changed = /* @__PURE__ */ new Map();
  }
  /** Something else changed it (a merge, a reviewed change): read it anew. */
  forget(id) {
    this.#cards.delete(id);
  }
};
var MissingEnterpriseError = class extends Error {
  code = "detect.enterprise-missing";
  constructor(id) {
    super(`enterprise ${id} is not in the store`);
  }
};

// server/pipelines/detect/entities.ts
var EntityCache = class {
  #states;
  constructor(limit) {
    this.#states = new LruMap(limit);
  }
  get size() {
    return this.#states.size;
  }
  take(key) {
    const state = this.#states.get(key);
    if (state !== void 0) this.#states.delete(key);
    return state;
  }
  put(key, state) {
    this.#states.set(key, state);
  }
  /** Forgets the states of a partition that another owner may write from now on. */
  dropPartition(partition, partitionOf2) {
    this.#states.deleteWhere((key) => partitionOf2(key) === partition);
  }
};

// detectors/rebuild.ts
function rebuild(registry, key, events, config, options = {}) {
  let state = registry.create(key);
  const findings = [];
  const alerts = [];
  const derived = [];
  const indicators = /* @__PURE__ */ new Map();
  const take = (result) => {
    state = result.state;
    findings.push(...result.findings);
    alerts.push(...result.alerts);
    derived.push(...result.derived);
    for (const change of result.indicators) indicators.set(change.id, change);
  };
  for (const event of standing(events)) {
    for (const dueMs of dues(() => state, event.timeMs)) take(registry.tick(state, key, dueMs, config));
    take(registry.step(state, event, config));
  }
  const { nowMs, reachedMs, previous } = options;
  if (nowMs !== void 0) {
    for (const dueMs of dues(() => state, nowMs)) take(registry.tick(state, key, dueMs, config));
  }
  if (reachedMs !== void 0 && reachedMs > state.watermarkMs)
    take(registry.tick(state, key, reachedMs, config));
  if (previous !== void 0) derived.push(...registry.reconcile(previous.state, state, key, previous.cause));
  return {
    state,
    findings: unique(findings),
    indicators: [...indicators.values()],
    score: state.score,
    levelBefore: null,
    alerts: unique(alerts),
    derived: unique(derived)
  };
}
var MIN_TICK_MS = DAY_MS / 4;
function* dues(state, untilMs) {
  for (; ; ) {
    const { dueMs, watermarkMs } = state();
    if (dueMs === null || dueMs > untilMs) return;
    const at = Math.max(dueMs, watermarkMs + MIN_TICK_MS);
    if (at > untilMs) return;
    yield at;
  }
}
function standing(events) {
  const gone = /* @__PURE__ */ new Set();
  for (const event of events) {
    for (const id of [event.corrects, event.withdraws]) {
      if (id === void 0) continue;
      gone.add(id);
      gone.add(`${event.source}/${id}`);
    }
  }
  return events.filter(
    (event) => event.withdraws === void 0 && !gone.has(event.uid) && !gone.has(parentUid(event.uid))
  ).sort((a, b) => a.timeMs - b.timeMs || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0));
}
function parentUid(uid) {
  return uid.replace(/#\d+$/, "");
}
function unique(rows) {
  return [...new Map(rows.map((row) => [row.uid, row])).values()];
}

// server/pipelines/detect/errors.ts
var FenceLostError = class extends Error {
  code = "detect.fence-lost";
  partitions;
  constructor(partitions) {
    super(`lease lost for partitions ${partitions.join(", ")}`);
    this.partitions = partitions;
  }
};
var KeyFailure = class extends Error {
  code = "detect.key-failed";
  failures;
  constructor(failures) {
    super(`detection failed for ${[...failures.keys()].join(", ")}`);
    this.failures = failures;
  }
};
function classifyDatabaseError(error) {
  const code = error.code;
  if (typeof code === "string") {
    if (/^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_)/.test(code)) return "unavailable";
    if (/^(08|53|57|58|40|55)/.test(code)) return "unavailable";
    if (/^(22|23|54)/.test(code)) return "data";
    if (/^(25|42|XX)/.test(code)) return "bug";
  }
  const message = error instanceof Error ? error.message : "";
  return /connection|timeout|terminat|not queryable|ended/i.test(message) ? "unavailable" : "bug";
}

// server/pipelines/detect/push-bodies.ts
function makeEventMessages(effects, cards) {
  const messages = [];
  for (const { event, score, levelBefore } of effects) {
    if (event.enterpriseId === null || event.kind === "derived") continue;
    const card = cards.get(event.enterpriseId);
    const level2 = score === null ? 1 : levelNumber(score.level.level);
    const reason2 = score?.reasons[0];
    const body = {
      u: event.uid,
      k: event.kind,
      t: event.timeMs,
      r: event.receivedMs,
      e: event.enterpriseId,
      n: card.name,
      s: score === null ? 0 : Math.round(score.total * 10) / 10,
      l: level2,
      p: levelBefore,
      w: reason2?.text ?? "",
      // Screens show words from yellow on; the rest of the stream need not carry them twice.
      ...reason2 === void 0 || level2 < 2 ? {} : { v: reason2.textEn },
      m: event.simulated ? 1 : 0,
      ...card.position === null ? {} : { x: card.position }
    };
    messages.push({ topic: topicOf("events", card.district), body: JSON.stringify(body) });
  }
  return messages;
}
function makeAlertMessages(alerts, ids, cards) {
  const messages = [];
  for (const alert of alerts) {
    const id = ids.get(alert.uid);
    if (id === void 0 || !alert.fresh) continue;
    const card = cards.get(alert.enterpriseId);
    const body = {
      id,
      enterpriseId: alert.enterpriseId,
      name: card.name,
      district: card.district,
      from: alert.from,
      to: alert.to,
      score: Math.round(alert.score * 10) / 10,
      state: "open",
      reason: alert.reasons[0]?.text ?? "",
      timeMs: alert.timeMs,
      simulated: alert.simulated
    };
    messages.push({ topic: topicOf("alerts", card.district), body: JSON.stringify(body) });
  }
  return messages;
}

// server/pipelines/detect/work.ts
function startWork(key, enterpriseId, state) {
  return {
    key,
    enterpriseId,
    state,
    findings: [],
    indicators: /* @__PURE__ */ new Map(),
    alerts: [],
    derived: [],
    score: null,
    scoreEventUid: null,
    lastEventMs: null,
    rebuilt: false
  };
}
function applyEvent(work3, event, registry, config) {
  const before = work3.state.score === null ? 1 : levelNumber(work3.state.score.level.level);
  const result = registry.step(work3.state, event, config);
  collect(work3, result, event.uid);
  work3.lastEventMs = Math.max(work3.lastEventMs ?? 0, event.timeMs);
  return { event, score: work3.state.score, levelBefore: before };
}
function applyTick(work3, nowMs, registry, config) {
  collect(work3, registry.tick(work3.state, work3.key, nowMs, config), null);
}
function rebuildWork(work3, events, registry, config, options) {
  const before = work3.state;
  const result = rebuild(registry, work3.key, events, config, {
    nowMs: options.nowMs,
    reachedMs: before.watermarkMs,
    ...options.cause === null ? {} : { previous: { state: before, cause: options.cause } }
  });
  work3.findings.length = 0;
  work3.indicators.clear();
  work3.rebuilt = true;
  collect(work3, result, events.at(-1)?.uid ?? null);
  const after = work3.state.score;
  const rose = after !== null && levelNumber(after.level.level) > (before.score === null ? 1 : levelNumber(before.score.level.level));
  const last = work3.alerts.at(-1);
  work3.alerts.length = 0;
  if (rose && last !== void 0 && last.to === after.level.level) work3.alerts.push(last);
  work3.score = after === null ? null : { ...after, timeMs: work3.state.watermarkMs };
  work3.state.score = work3.score;
  work3.lastEventMs = events.reduce((latest, event) => Math.max(latest, event.timeMs), work3.lastEventMs ?? 0);
}
function collect(work3, result, eventUid) {
  work3.state = result.state;
  if (result.findings.length > 0) work3.findings.push(...result.findings);
  for (const change of result.indicators) work3.indicators.set(change.id, change);
  if (result.alerts.length > 0) work3.alerts.push(...result.alerts);
  if (result.derived.length > 0) work3.derived.push(...result.derived);
  if (result.score !== null) {
    work3.score = result.score;
    work3.scoreEventUid = eventUid;
  }
}
var REBUILD_TYPE = "entity.rebuild";
function changesPast(state, event, registry) {
  return event.type === REBUILD_TYPE || event.corrects !== void 0 || event.withdraws !== void 0 || event.timeMs < state.watermarkMs - registry.latenessMs;
}

// server/pipelines/detect/writes.ts
function stateWrite(entity, version) {
  const { state } = entity;
  return {
    key: entity.key,
    partition: partitionOf(entity.key),
    version,
    watermarkMs: state.watermarkMs,
    dueMs: state.dueMs,
    state: JSON.stringify(state)
  };
}
function scoreWrite(entity) {
  const score = entity.state.score;
  if (entity.enterpriseId === null || score === null) return [];
  if (entity.score === null && entity.lastEventMs === null) return [];
  return [
    {
      enterpriseId: entity.enterpriseId,
      score,
      changed: entity.score !== null,
      lastEventMs: entity.lastEventMs,
      eventUid: entity.scoreEventUid
    }
  ];
}
function findingWrites(entity, cards) {
  return entity.findings.map((finding) => {
    const { district, simulated } = cards.get(finding.enterpriseId);
    return { ...finding, district, simulated };
  });
}
function indicatorWrites(entity) {
  const { enterpriseId } = entity;
  if (enterpriseId === null) return [];
  const timeMs = entity.state.watermarkMs;
  return [...entity.indicators.values()].map((change) => ({ ...change, enterpriseId, timeMs }));
}
var FRESH_MS = 72 * 3600 * 1e3;
function alertWrite(draft2, entity, cards, nowMs) {
  const card = cards.get(draft2.enterpriseId);
  const score = entity.state.score;
  const fresh = draft2.timeMs >= nowMs - FRESH_MS;
  return {
    ...draft2,
    district: card.district,
    street: card.street,
    simulated: card.simulated,
    fresh,
    dueMs: fresh ? dueToAcknowledge(draft2.to, nowMs, DEFAULT_ALERT_RULE) : null,
    configVersion: score?.configVersion ?? 0,
    modelVersion: score?.modelVersion ?? ""
  };
}

// store/batch-results.ts
async function writeScores(client, rows) {
  const dimension2 = (at) => numbers(rows.map((row) => dimensionAt(row.score.dimensions, at)));
  await client.query({
    name: "batch-scores",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], $2::float4[], $3::float4[], $4::float4[], $5::float4[], $6::float4[], $7::float4[],
          $8::smallint[], $9::timestamptz[], string_to_array($10, E'\\x1f')::jsonb[], $11::int[],
          string_to_array($12, E'\\x1f'), $13::timestamptz[], $14::timestamptz[], $15::boolean[],
          string_to_array($16, E'\\x1f', E'\\x1e'))
        as i(enterprise_id, total, d1, d2, d3, d4, d5, level, level_since, reasons, config_version, model_version, time,
             last_event_at, changed, event_uid)
      ), history as (
        insert into score_history (time, enterprise_id, total, dimensions, level, config_version, event_uid)
        select time, enterprise_id, total, array[d1, d2, d3, d4, d5], level, config_version, event_uid
        from input where changed
      )
      update scores s set total = i.total, dimensions = array[i.d1, i.d2, i.d3, i.d4, i.d5], level = i.level,
        level_since = coalesce(i.level_since, s.level_since), reasons = i.reasons, config_version = i.config_version,
        model_version = i.model_version, time = i.time, recorded_at = now(),
        last_event_at = greatest(s.last_event_at, i.last_event_at)
      from input i where s.enterprise_id = i.enterprise_id`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
      numbers(rows.map((row) => row.score.total)),
      dimension2(0),
      dimension2(1),
      dimension2(2),
      dimension2(3),
      dimension2(4),
      numbers(rows.map((row) => levelNumber(row.score.level.level))),
      times(rows.map((row) => row.score.level.sinceMs)),
      texts(rows.map((row) => JSON.stringify(row.score.reasons))),
      numbers(rows.map((row) => row.score.configVersion)),
      texts(rows.map((row) => row.score.modelVersion)),
      times(rows.map((row) => row.score.timeMs)),
      times(rows.map((row) => row.lastEventMs)),
      flags(rows.map((row) => row.changed)),
      texts(rows.map((row) => row.eventUid))
    ]
  });
}
function dimensionAt(scores, at) {
  return scores[DIMENSIONS[at]];
}
async function insertFindings(client, findings) {
  await client.query({
    name: "batch-findings",
    text: `
      insert into findings (uid, enterprise_id, detector, detector_version, rule, dimension, severity, time, reason,
        reason_en, figures, evidence, clause, simulated, district)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::int[],
        string_to_array($5, E'\\x1f'), string_to_array($6, E'\\x1f'), $7::float4[], $8::timestamptz[],
        string_to_array($9, E'\\x1f'), string_to_array($10, E'\\x1f'), string_to_array($11, E'\\x1f')::jsonb[],
        string_to_array($12, E'\\x1f')::jsonb[], string_to_array($13, E'\\x1f', E'\\x1e'), $14::boolean[], string_to_array($15, E'\\x1f'))
      on conflict (uid) do update set retracted_at = null where findings.retracted_at is not null`,
    values: [
      texts(findings.map((finding) => finding.uid)),
      numbers(findings.map((finding) => finding.enterpriseId)),
      texts(findings.map((finding) => finding.detector)),
      numbers(findings.map((finding) => finding.detectorVersion)),
      texts(findings.map((finding) => finding.rule)),
      texts(findings.map((finding) => finding.dimension)),
      numbers(findings.map((finding) => finding.severity)),
      times(findings.map((finding) => finding.timeMs)),
      texts(findings.map((finding) => finding.reason)),
      texts(findings.map((finding) => finding.reasonEn)),
      texts(findings.map((finding) => JSON.stringify(finding.figures))),
      texts(findings.map((finding) => JSON.stringify(finding.evidence))),
      texts(findings.map((finding) => finding.clause ?? null)),
      flags(findings.map((finding) => finding.simulated)),
      texts(findings.map((finding) => finding.district))
    ]
  });
}
async function retractFindingsExcept(client, enterpriseId, uids) {
  await client.query({
    name: "batch-retract",
    text: `update findings set retracted_at = now()
           where enterprise_id = $1 and retracted_at is null and not (uid = any($2::text[]))`,
    values: [enterpriseId, uids]
  });
}
async function writeIndicators(client, rows) {
  await client.query({
    name: "batch-indicators",
    text: `
      insert into indicators (enterprise_id, id, dimension, value, time)
      select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'), $4::float4[], $5::timestamptz[])
      on conflict (enterprise_id, id) do update set value = excluded.value, time = excluded.time, dimension = excluded.dimension`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
      texts(rows.map((row) => row.id)),
      texts(rows.map((row) => row.dimension)),
      numbers(rows.map((row) => row.value)),
      times(rows.map((row) => row.timeMs))
    ]
  });
}
async function insertAlerts(client, alerts) {
  const result = await client.query({
    name: "batch-alerts",
    text: `
      insert into alerts (uid, enterprise_id, district, street, level_from, level_to, score, reasons, finding_uids, time,
        due_at, simulated, config_version, model_version, state, told_at, closed_at)
      select uid, enterprise_id, district, street, level_from, level_to, score, reasons,
        array(select jsonb_array_elements_text(finding_uids)), time, due_at, simulated, config_version, model_version,
        case when fresh then 'open' else 'closed' end, case when fresh then null else now() end,
        case when fresh then null else now() end
      from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::smallint[], $5::smallint[],
        $6::float4[], string_to_array($7, E'\\x1f')::jsonb[], string_to_array($8, E'\\x1f')::jsonb[], $9::timestamptz[],
        $10::timestamptz[], $11::boolean[], $12::int[], string_to_array($13, E'\\x1f'), string_to_array($14, E'\\x1f', E'\\x1e'),
        $15::boolean[])
      as i(uid, enterprise_id, district, level_from, level_to, score, reasons, finding_uids, time, due_at, simulated,
        config_version, model_version, street, fresh)
      on conflict (uid) do nothing
      returning uid, id`,
    values: [
      texts(alerts.map((alert) => alert.uid)),
      numbers(alerts.map((alert) => alert.enterpriseId)),
      texts(alerts.map((alert) => alert.district)),
      numbers(alerts.map((alert) => levelNumber(alert.from))),
      numbers(alerts.map((alert) => levelNumber(alert.to))),
      numbers(alerts.map((alert) => alert.score)),
      texts(alerts.map((alert) => JSON.stringify(alert.reasons))),
      texts(alerts.map((alert) => JSON.stringify(alert.findingUids))),
      times(alerts.map((alert) => alert.timeMs)),
      times(alerts.map((alert) => alert.dueMs)),
      flags(alerts.map((alert) => alert.simulated)),
      numbers(alerts.map((alert) => alert.configVersion)),
      texts(alerts.map((alert) => alert.modelVersion)),
      texts(alerts.map((alert) => alert.street)),
      flags(alerts.map((alert) => alert.fresh))
    ]
  });
  return new Map(result.rows.map((row) => [row.uid, Number(row.id)]));
}
async function insertDerived(client, events) {
  await client.query({
    name: "batch-derived",
    text: `insert into derived_outbox (uid, partition, body)
           select * from unnest(string_to_array($1, E'\\x1f'), $2::smallint[], string_to_array($3, E'\\x1f'))
           on conflict (uid) do nothing`,
    values: [
      texts(events.map((event) => event.uid)),
      numbers(events.map((event) => partitionOf(event.key))),
      texts(events.map((event) => JSON.stringify(event)))
    ]
  });
}
async function deleteDerived(client, uids) {
  await client.query({
    name: "batch-derived-done",
    text: "delete from derived_outbox where uid = any(string_to_array($1, E'\\x1f'))",
    values: [texts(uids)]
  });
}
async function readStaleDerived(client, olderThanMs, most) {
  const result = await client.query({
    name: "batch-derived-stale",
    text: `select body from derived_outbox where created_at < now() - $1 * interval '1 millisecond'
           order by created_at limit $2`,
    values: [olderThanMs, most]
  });
  return result.rows.map((row) => JSON.parse(row.body));
}

// store/batches.ts
async function openBatch(client, owner, fences, events) {
  const result = await client.query({
    name: "batch-open",
    text: `
      with held as materialized (
        select l.partition from partition_leases l
        join (select unnest($2::int[]) as partition, unnest($3::bigint[]) as epoch) w using (partition, epoch)
        where l.owner = $1 for key share of l
      ), claimed as (
        insert into event_ids (uid, hash, time)
        select * from unnest(string_to_array($4, E'\\x1f'), string_to_array($5, E'\\x1f'), $6::timestamptz[])
        where (select count(*) from held) = cardinality($2::int[])
        on conflict (uid) do nothing
        returning uid
      )
      select array(select partition::int from held) as held, array(select uid from claimed) as fresh,
        array(select u.uid from unnest(string_to_array($4, E'\\x1f')) as u(uid)
              join withdrawals w on w.uid = regexp_replace(u.uid, '#[0-9]+$', '')) as withdrawn`,
    values: [
      owner,
      numbers(fences.map((fence) => fence.partition)),
      numbers(fences.map((fence) => fence.epoch)),
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.hash)),
      times(events.map((event) => event.timeMs))
    ]
  });
  const row = result.rows[0];
  return {
    held: new Set(row?.held ?? []),
    fresh: new Set(row?.fresh ?? []),
    withdrawn: new Set(row?.withdrawn ?? [])
  };
}
async function insertEvents(client, events) {
  await client.query({
    name: "batch-events",
    text: `
      insert into events (uid, kind, type, key, enterprise_id, district, source, time, time_inferred, received_at,
                          simulated, corrects, withdraws, data)
      select * from unnest(
        string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'),
        string_to_array($4, E'\\x1f'), $5::bigint[], string_to_array($6, E'\\x1f'), string_to_array($7, E'\\x1f'),
        $8::timestamptz[], $9::boolean[], $10::timestamptz[], $11::boolean[],
        string_to_array($12, E'\\x1f', E'\\x1e'), string_to_array($13, E'\\x1f', E'\\x1e'),
        string_to_array($14, E'\\x1f')::jsonb[])`,
    values: [
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.kind)),
      texts(events.map((event) => event.type)),
      texts(events.map((event) => event.key)),
      numbers(events.map((event) => event.enterpriseId)),
      texts(events.map((event) => event.district)),
      texts(events.map((event) => event.source)),
      times(events.map((event) => event.timeMs)),
      flags(events.map((event) => event.timeInferred)),
      times(events.map((event) => event.receivedMs)),
      flags(events.map((event) => event.simulated)),
      texts(events.map((event) => event.corrects ?? null)),
      texts(events.map((event) => event.withdraws ?? null)),
      texts(events.map((event) => JSON.stringify(event.data)))
    ]
  });
}
async function readStates(client, keys) {
  const result = await client.query({
    name: "batch-states",
    text: "select key, version, state from entity_state where key = any(string_to_array($1, E'\\x1f'))",
    values: [texts(keys)]
  });
  return result.rows;
}
async function writeStates(client, rows) {
  await client.query({
    name: "batch-write-states",
    text: `
      insert into entity_state as s (key, partition, version, watermark, due_at, state)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::smallint[], string_to_array($3, E'\\x1f'),
        $4::timestamptz[], $5::timestamptz[], string_to_array($6, E'\\x1f'))
      on conflict (key) do update set version = excluded.version, watermark = excluded.watermark,
        due_at = excluded.due_at, state = excluded.state, updated_at = now()`,
    values: [
      texts(rows.map((row) => row.key)),
      numbers(rows.map((row) => row.partition)),
      texts(rows.map((row) => row.version)),
      times(rows.map((row) => row.watermarkMs)),
      times(rows.map((row) => row.dueMs)),
      texts(rows.map((row) => row.state))
    ]
  });
}
async function readDueStates(client, partition, nowMs, most) {
  const result = await client.query({
    name: "batch-due",
    text: `select key, version, state from entity_state
           where partition = $1 and due_hour <= floor($2::float8 / 3600000)::int
             and due_at <= to_timestamp($2::float8 / 1000) order by due_at limit $3`,
    values: [partition, nowMs, most]
  });
  return result.rows;
}
async function readKeyEvents(client, key, most) {
  const result = await client.query({
    name: "batch-key-events",
    text: `
      select * from (
        select uid, kind, type, key, enterprise_id as "enterpriseId", district, source,
               (extract(epoch from time) * 1000)::float8 as "timeMs", time_inferred as "timeInferred",
               (extract(epoch from received_at) * 1000)::float8 as "receivedMs", simulated, '' as hash, data, corrects, withdraws
        from events
        where enterprise_id is not distinct from $3::bigint and key = $1 and not withdrawn
        order by time desc, uid desc limit $2) latest
      order by "timeMs", uid`,
    values: [key, most, key.startsWith("e:") ? Number(key.slice(2)) : null]
  });
  return result.rows.map((row) => withoutNulls(row));
}
function withoutNulls(row) {
  if (row.corrects === null) delete row.corrects;
  if (row.withdraws === null) delete row.withdraws;
  return row;
}
async function withdrawEvents(client, key, withdrawals) {
  const uids = texts(withdrawals.map(({ uid }) => uid));
  await client.query({
    name: "batch-withdrawals",
    text: `insert into withdrawals (uid, by_uid)
           select * from unnest(string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f')) on conflict (uid) do nothing`,
    values: [uids, texts(withdrawals.map(({ byUid }) => byUid))]
  });
  await client.query({
    name: "batch-withdraw",
    // A text that named several enterprises was stored as uid#1, uid#2 … : one withdrawal takes back this key's part.
    text: `update events set withdrawn = true
           where enterprise_id is not distinct from $3::bigint and key = $1 and regexp_replace(uid, '#[0-9]+$', '') = any(string_to_array($2, E'\\x1f'))`,
    values: [key, uids, key.startsWith("e:") ? Number(key.slice(2)) : null]
  });
}

// store/conflicts.ts
async function insertConflicts(client, events) {
  await client.query({
    name: "conflicts",
    text: `
      with input as materialized (
        select source, uid, raw from unnest(string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'))
          as i(source, uid, raw)
        where not exists (select 1 from rejects r where r.source_id = i.source and r.event_id = i.uid and r.raw = i.raw)
      ), moved as (
        insert into source_tallies as t (source_id, day, read, accepted, conflict)
        select source, (now() at time zone 'Asia/Shanghai')::date, 0, -count(*), count(*) from input group by source
        on conflict (source_id, day) do update set accepted = t.accepted + excluded.accepted, conflict = t.conflict + excluded.conflict
      )
      insert into rejects (source_id, outcome, code, message, hint, event_id, raw)
      select source, 'conflict', 'ingest.conflict', '', '', uid, raw from input`,
    values: [
      texts(events.map((event) => event.source)),
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => JSON.stringify(event)))
    ]
  });
}

// store/push-append.ts
async function appendPush(client, messages) {
  if (messages.length === 0) return [];
  const byTopic = /* @__PURE__ */ new Map();
  for (const { topic, body } of messages) {
    const bodies = byTopic.get(topic);
    if (bodies === void 0) byTopic.set(topic, [body]);
    else bodies.push(body);
  }
  const topics = [...byTopic.keys()];
  const flat = topics.flatMap((topic) => byTopic.get(topic).map((body) => ({ topic, body })));
  const result = await client.query({
    name: "push-append",
    text: `
      with locked as materialized (
        select pg_advisory_xact_lock(7226451) is null as done
      ), moved as (
        insert into push_topics as t (topic, seq)
        select topic, count from locked, unnest(string_to_array($1, E'\\x1f'), $2::bigint[]) as i(topic, count)
        on conflict (topic) do update set seq = t.seq + excluded.seq
        returning topic, seq
      ), counted as (
        select topic, seq - count + 1 as first
        from moved join unnest(string_to_array($1, E'\\x1f'), $2::bigint[]) as i(topic, count) using (topic)
      ), kept as (
        insert into push_log (topic, seq, body)
        select b.topic, c.first + b.place, b.body
        from unnest(string_to_array($3, E'\\x1f'), $4::bigint[], string_to_array($5, E'\\x1f')) as b(topic, place, body)
        join counted c using (topic)
      )
      select topic, first from counted`,
    values: [
      texts(topics),
      numbers(topics.map((topic) => byTopic.get(topic).length)),
      texts(flat.map((message) => message.topic)),
      numbers(topics.flatMap((topic) => byTopic.get(topic).map((_, place2) => place2))),
      texts(flat.map((message) => message.body))
    ]
  });
  return result.rows.flatMap(
    ({ topic, first: first2 }) => byTopic.get(topic).map((body, place2) => ({ topic, seq: Number(first2) + place2, body }))
  );
}

// store/relations.ts
function readRelations(db, id, scope, limit = 500) {
  return db.query(sql`
    with layer as (
      select r.*, 'out' as direction, r.to_enterprise as other from relations r
      where r.from_enterprise = ${id} and r.superseded_at is null and r.valid_to is null
      union all
      select r.*, 'in' as direction, r.from_enterprise as other from relations r
      where r.to_enterprise = ${id} and r.superseded_at is null and r.valid_to is null
    )
    select l.id, l.kind, case when l.other is null then 'person' else 'enterprise' end as party, coalesce(e.name, p.name) as name,
      case when l.other is null then l.person_id end as "personId", l.other as "enterpriseId",
      (select s.level from scores s where s.enterprise_id = l.other and ${inScope(scope)}) as level,
      l.share::float8 as share, l.office, l.direction, l.valid_from as "sinceMs"
    from layer l left join enterprises e on e.id = l.other left join persons p on p.id = l.person_id
    order by l.kind, l.share desc nulls last, l.id limit ${limit}`);
}
async function writeRelations(db, drafts) {
  if (drafts.length === 0) return;
  await db.execute(sql`
    with input as materialized (
      select distinct on (enterprise_id, kind, person_id, to_enterprise) *
      from unnest(${drafts.map((one2) => one2.fromEnterprise)}::bigint[], ${drafts.map((one2) => one2.kind)}::text[],
        ${drafts.map((one2) => one2.party.kind === "person" ? one2.party.personId : null)}::bigint[],
        ${drafts.map((one2) => one2.party.kind === "enterprise" ? one2.party.enterpriseId : null)}::bigint[],
        ${drafts.map((one2) => one2.share)}::numeric[], ${drafts.map((one2) => one2.office)}::text[],
        ${drafts.map((one2) => instant(one2.fromMs))}::timestamptz[], ${drafts.map((one2) => one2.source)}::text[],
        ${drafts.map((one2) => one2.eventUid)}::text[])
        with ordinality as i(enterprise_id, kind, person_id, to_enterprise, share, office, valid_from, source, event_uid, place)
      order by enterprise_id, kind, person_id, to_enterprise, place desc
    ), current as materialized (
      select i.*, r.id as old_id, r.share as old_share, r.office as old_office, r.valid_from as old_from
      from input i left join relations r on r.from_enterprise = i.enterprise_id and r.kind = i.kind and r.superseded_at is null
        and r.valid_to is null and r.person_id is not distinct from i.person_id and r.to_enterprise is not distinct from i.to_enterprise
    ), changed as (
      select * from current where old_id is null
        or ((share is distinct from old_share or office is distinct from old_office) and valid_from >= old_from)
    ), ended as (
      update relations r set superseded_at = now() from changed c where r.id = c.old_id
    )
    insert into relations (from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from, valid_to, source, event_uid)
    select enterprise_id, case when person_id is null then 'enterprise' else 'person' end, person_id, to_enterprise, kind,
      share, office, valid_from, null, source, event_uid from changed
    union all
    select r.from_enterprise, r.party, r.person_id, r.to_enterprise, r.kind, r.share, r.office, r.valid_from, c.valid_from, r.source, r.event_uid
    from changed c join relations r on r.id = c.old_id where c.valid_from > c.old_from`);
}
async function resolvePersons(db, persons) {
  if (persons.length === 0) return [];
  const keys = persons.map((person) => person.idIndex ?? `name:${person.name}@${person.hint}`);
  await db.execute(sql`
    insert into persons (name, id_cipher, id_index, key_version)
    select distinct on (key) name, cipher, key, version
    from unnest(${persons.map((one2) => one2.name)}::text[], ${persons.map((one2) => one2.idCipher)}::text[], ${keys}::text[],
      ${persons.map((one2) => one2.keyVersion)}::int[]) as i(name, cipher, key, version)
    order by key
    on conflict (id_index) do nothing`);
  const rows = await db.query(sql`
    select id, id_index as key from persons where id_index = any(${keys})`);
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  return keys.map((key) => ids.get(key));
}

// store/registration-relations.ts
async function projectRelations(client, events) {
  const ties = events.flatMap(
    (event) => (event.data.relations ?? []).map((relation) => ({ event, relation }))
  );
  if (ties.length === 0) return;
  const db = dbOf(client);
  const people2 = ties.filter((tie) => tie.relation.party === "person");
  const firms = ties.filter((tie) => tie.relation.party === "enterprise");
  const personIds = await resolvePersons(
    db,
    people2.map(({ event, relation }) => ({
      name: relation.name,
      // Ingest leaves the blind index of the person's id here, never the id.
      idIndex: relation.code ?? null,
      idCipher: null,
      keyVersion: null,
      hint: String(event.enterpriseId)
    }))
  );
  const firmIds = await resolveFirms(
    db,
    firms.map((tie) => tie.relation),
    events[0]?.simulated ?? false
  );
  const drafts = [
    ...people2.map(
      (tie, index) => draft(tie.event, tie.relation, { kind: "person", personId: personIds[index] })
    ),
    ...firms.map(
      (tie, index) => draft(tie.event, tie.relation, { kind: "enterprise", enterpriseId: firmIds[index] })
    ).filter((tie) => tie.party.kind === "enterprise" && tie.party.enterpriseId !== tie.fromEnterprise)
  ];
  await writeRelations(db, drafts);
}
function draft(event, relation, party) {
  return {
    fromEnterprise: event.enterpriseId,
    kind: relation.kind,
    share: relation.share ?? null,
    office: relation.office ?? null,
    fromMs: event.timeMs,
    source: event.source,
    eventUid: event.uid,
    party
  };
}
async function resolveFirms(db, firms, simulated) {
  if (firms.length === 0) return [];
  const identifiers = firms.map((firm) => [
    ...firm.code === void 0 ? [] : [{ scheme: "code", value: firm.code }],
    { scheme: "name", value: normaliseName(firm.name) }
  ]);
  let known3 = await findIdentifiers(db, identifiers.flat());
  const match = (list) => list.map((one2) => known3.get(identifierKey(one2))).find((id) => id !== void 0);
  if (identifiers.some((list) => match(list) === void 0)) {
    await lockCreation(db);
    known3 = await findIdentifiers(db, identifiers.flat());
    const fresh = /* @__PURE__ */ new Map();
    firms.forEach((firm, index) => {
      const list = identifiers[index];
      if (match(list) === void 0)
        fresh.set(identifierKey(list[0]), { firm, identifiers: list });
    });
    const made = [...fresh.values()];
    const rows = await db.query(
      sql`select nextval(pg_get_serial_sequence('enterprises', 'id')) as id from generate_series(1, ${made.length}::int)`
    );
    await createEnterprises(
      db,
      made.map(({ firm }, index) => ({
        id: rows[index]?.id,
        name: firm.name,
        creditCode: firm.code ?? null,
        district: OUTSIDE,
        provisional: true,
        simulated
      }))
    );
    await insertIdentifiers(
      db,
      made.flatMap(
        (one2, index) => one2.identifiers.map((identifier) => ({ identifier, id: rows[index]?.id }))
      )
    );
    known3 = await findIdentifiers(db, identifiers.flat());
  }
  return identifiers.map((list) => match(list));
}

// store/registrations.ts
var FACTS = [
  ["name", (event) => event.data.name],
  ["status", (event) => event.data.status],
  ["legalRepresentative", (event) => event.data.legalRepresentative],
  ["establishedOn", (event) => event.data.establishedOn],
  ["registeredCapital", (event) => event.data.registeredCapital],
  ["paidInCapital", (event) => event.data.paidInCapital],
  ["industryCode", (event) => event.data.industryCode],
  ["financeKind", (event) => event.data.financeKind],
  ["scope", (event) => event.data.scope],
  ["licences", (event) => event.data.licences?.join("\uFF1B")],
  ["controller", (event) => event.data.relations?.find((relation) => relation.kind === "controller")?.name]
];
async function projectRegistrations(client, events) {
  let rest = events;
  while (rest.length > 0) {
    const seen = /* @__PURE__ */ new Set();
    const round5 = [];
    const later = [];
    for (const event of rest) {
      const id = event.enterpriseId;
      if (seen.has(id)) later.push(event);
      else {
        seen.add(id);
        round5.push(event);
      }
    }
    await projectRound(client, round5);
    rest = later;
  }
}
async function projectRound(client, events) {
  await insertFacts(client, events);
  await insertPlaces(client, events);
  await updateView(client, events);
  await projectRelations(client, events);
  await insertNames(client, events);
}
async function insertNames(client, events) {
  const named = events.flatMap(
    (event) => event.data.name === void 0 ? [] : [{ id: event.enterpriseId, name: event.data.name }]
  );
  if (named.length === 0) return;
  const db = dbOf(client);
  await addNames(
    db,
    named.map(({ id, name }) => ({ enterpriseId: id, name }))
  );
  await insertIdentifiers(
    db,
    named.map(({ id, name }) => ({ identifier: { scheme: "name", value: normaliseName(name) }, id }))
  );
}
async function insertFacts(client, events) {
  const facts = [];
  for (const event of events) {
    for (const [attribute, read] of FACTS) {
      const value = read(event);
      if (value !== void 0 && value !== "") facts.push({ event, attribute, value });
    }
    for (const [name, value] of Object.entries(event.data.facts ?? {})) {
      facts.push({ event, attribute: `fact.${name}`, value: String(value) });
    }
  }
  if (facts.length === 0) return;
  await client.query({
    name: "registration-facts",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'), $4::timestamptz[],
          string_to_array($5, E'\\x1f'), string_to_array($6, E'\\x1f'))
        as i(enterprise_id, attribute, value, valid_from, source, event_uid)
      ), current as materialized (
        -- The row that holds at this instant as known now, and where the next one begins.
        select i.*, f.id as old_id, f.value as old_value, f.valid_from as old_from, f.valid_to as old_to, f.source as old_source,
          f.event_uid as old_uid,
          (select min(n.valid_from) from enterprise_facts n where n.enterprise_id = i.enterprise_id and n.attribute = i.attribute
            and n.superseded_at is null and n.valid_from > i.valid_from) as next_from
        from input i left join lateral (
          select * from enterprise_facts f where f.enterprise_id = i.enterprise_id and f.attribute = i.attribute
            and f.superseded_at is null and f.valid_from <= i.valid_from and (f.valid_to is null or f.valid_to > i.valid_from)
          order by f.valid_from desc limit 1) f on true
      ), changed as materialized (
        select * from current where old_id is null or old_value <> value
      ), replaced as (
        update enterprise_facts f set superseded_at = now() from changed c where f.id = c.old_id
      )
      insert into enterprise_facts (enterprise_id, attribute, value, valid_from, valid_to, source, event_uid)
      select enterprise_id, attribute, value, valid_from, case when old_id is null then next_from else old_to end, source, event_uid
        from changed
      union all
      select enterprise_id, attribute, old_value, old_from, valid_from, old_source, old_uid from changed
        where old_id is not null and valid_from > old_from`,
    values: [
      numbers(facts.map((fact) => fact.event.enterpriseId)),
      texts(facts.map((fact) => fact.attribute)),
      texts(facts.map((fact) => fact.value)),
      times(facts.map((fact) => fact.event.timeMs)),
      texts(facts.map((fact) => fact.event.source)),
      texts(facts.map((fact) => fact.event.uid))
    ]
  });
}
function placesOf(event) {
  const { data } = event;
  const places = [];
  const registered = data.registeredDistrict ?? districtOfStreet(data.registeredStreet ?? "");
  if (registered) {
    places.push({
      event,
      kind: "registered",
      district: registered,
      street: data.registeredStreet ?? null,
      address: data.registeredAddress ?? null
    });
  }
  if (data.businessDistrict !== void 0) {
    places.push({
      event,
      kind: "business",
      district: data.businessDistrict,
      street: null,
      address: data.businessAddress ?? null
    });
  }
  const responsible = responsiblePlace(event);
  if (responsible !== null) places.push({ event, kind: "responsible", ...responsible, address: null });
  return places;
}
function responsiblePlace(event) {
  const { registeredDistrict, registeredStreet, businessDistrict } = event.data;
  if (businessDistrict !== void 0) {
    return {
      district: businessDistrict,
      street: businessDistrict === registeredDistrict ? registeredStreet ?? null : null
    };
  }
  return registeredDistrict === void 0 ? null : { district: registeredDistrict, street: registeredStreet ?? null };
}
async function insertPlaces(client, events) {
  const places = events.flatMap(placesOf);
  if (places.length === 0) return;
  await client.query({
    name: "registration-places",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'),
          string_to_array($4, E'\\x1f', E'\\x1e'), string_to_array($5, E'\\x1f', E'\\x1e'), $6::timestamptz[], string_to_array($7, E'\\x1f'))
        as i(enterprise_id, kind, district, street, address, valid_from, event_uid)
      ), current as materialized (
        select i.*, p.id as old_id, p.district as old_district, p.street as old_street, p.address as old_address,
          p.valid_from as old_from, p.valid_to as old_to, p.event_uid as old_uid,
          (p.district, coalesce(p.street, ''), coalesce(p.address, '')) is distinct from
          (i.district, coalesce(i.street, ''), coalesce(i.address, '')) as differs,
          (select min(n.valid_from) from enterprise_places n where n.enterprise_id = i.enterprise_id and n.kind = i.kind
            and n.superseded_at is null and n.valid_from > i.valid_from) as next_from
        from input i left join lateral (
          select * from enterprise_places p where p.enterprise_id = i.enterprise_id and p.kind = i.kind
            and p.superseded_at is null and p.valid_from <= i.valid_from and (p.valid_to is null or p.valid_to > i.valid_from)
          order by p.valid_from desc limit 1) p on true
      ), changed as materialized (
        select * from current where old_id is null or differs
      ), replaced as (
        update enterprise_places p set superseded_at = now() from changed c where p.id = c.old_id
      )
      insert into enterprise_places (enterprise_id, kind, district, street, address, valid_from, valid_to, event_uid)
      select enterprise_id, kind, district, street, address, valid_from, case when old_id is null then next_from else old_to end, event_uid
        from changed
      union all
      select enterprise_id, kind, old_district, old_street, old_address, old_from, valid_from, old_uid from changed
        where old_id is not null and valid_from > old_from`,
    values: [
      numbers(places.map((place2) => place2.event.enterpriseId)),
      texts(places.map((place2) => place2.kind)),
      texts(places.map((place2) => place2.district)),
      texts(places.map((place2) => place2.street)),
      texts(places.map((place2) => place2.address)),
      times(places.map((place2) => place2.event.timeMs)),
      texts(places.map((place2) => place2.event.uid))
    ]
  });
}
async function updateView(client, events) {
  const places = events.map(responsiblePlace);
  const text4 = (read) => texts(events.map((event) => read(event) ?? null));
  await client.query({
    name: "registration-view",
    text: `
      update enterprises e set
        name = coalesce(i.name, e.name), credit_code = coalesce(e.credit_code, i.credit_code),
        district = coalesce(i.district, e.district), street = case when i.district is null then e.street else i.street end,
        industry = coalesce(i.industry, e.industry), finance_kind = coalesce(i.finance_kind, e.finance_kind),
        status = coalesce(i.status, e.status), legal_representative = coalesce(i.legal_representative, e.legal_representative),
        controller = coalesce(i.controller, e.controller), established_on = coalesce(i.established_on::date, e.established_on),
        registered_capital = coalesce(i.registered_capital::numeric, e.registered_capital),
        paid_in_capital = coalesce(i.paid_in_capital::numeric, e.paid_in_capital),
        business_scope = coalesce(i.scope, e.business_scope),
        licences = case when i.licences is null then e.licences else string_to_array(i.licences, '\uFF1B') end,
        registered_address = coalesce(i.registered_address, e.registered_address),
        business_address = coalesce(i.business_address, e.business_address),
        phone_cipher = coalesce(i.phone_cipher, e.phone_cipher), phone_index = coalesce(i.phone_index, e.phone_index),
        lng = coalesce(i.lng, e.lng), lat = coalesce(i.lat, e.lat),
        provisional = e.provisional and i.district is null,
        facts_at = i.time, updated_at = now()
      from unnest($1::bigint[], $2::timestamptz[], string_to_array($3, E'\\x1f', E'\\x1e'), string_to_array($4, E'\\x1f', E'\\x1e'),
        string_to_array($5, E'\\x1f', E'\\x1e'), string_to_array($6, E'\\x1f', E'\\x1e'), string_to_array($7, E'\\x1f', E'\\x1e'),
        string_to_array($8, E'\\x1f', E'\\x1e'), string_to_array($9, E'\\x1f', E'\\x1e'), string_to_array($10, E'\\x1f', E'\\x1e'),
        string_to_array($11, E'\\x1f', E'\\x1e'), string_to_array($12, E'\\x1f', E'\\x1e'), string_to_array($13, E'\\x1f', E'\\x1e'),
        string_to_array($14, E'\\x1f', E'\\x1e'), string_to_array($15, E'\\x1f', E'\\x1e'), string_to_array($16, E'\\x1f', E'\\x1e'),
        string_to_array($17, E'\\x1f', E'\\x1e'), string_to_array($18, E'\\x1f', E'\\x1e'), string_to_array($19, E'\\x1f', E'\\x1e'),
        string_to_array($20, E'\\x1f', E'\\x1e'), $21::float4[], $22::float4[])
      as i(id, time, name, credit_code, district, street, industry, finance_kind, status, legal_representative, controller,
        established_on, registered_capital, paid_in_capital, scope, licences, registered_address, business_address,
        phone_cipher, phone_index, lng, lat)
      where e.id = i.id and i.time >= e.facts_at`,
    values: [
      numbers(events.map((event) => event.enterpriseId)),
      times(events.map((event) => event.timeMs)),
      text4((event) => event.data.name),
      text4((event) => event.data.creditCode),
      texts(places.map((place2) => place2?.district ?? null)),
      texts(places.map((place2) => place2?.street ?? null)),
      text4((event) => event.data.industryCode),
      text4((event) => event.data.financeKind),
      text4((event) => event.data.status),
      text4((event) => event.data.legalRepresentative),
      text4((event) => event.data.relations?.find((relation) => relation.kind === "controller")?.name),
      text4((event) => event.data.establishedOn),
      text4((event) => event.data.registeredCapital),
      text4((event) => event.data.paidInCapital),
      text4((event) => event.data.scope),
      text4((event) => event.data.licences?.join("\uFF1B")),
      text4((event) => event.data.registeredAddress),
      text4((event) => event.data.businessAddress),
      text4((event) => event.data.phoneSealed),
      text4((event) => event.data.phone),
      numbers(events.map((event) => event.data.position?.[0] ?? null)),
      numbers(events.map((event) => event.data.position?.[1] ?? null))
    ]
  });
}

// server/pipelines/detect/batch.ts
var REBUILD_LIMIT = 5e3;
async function runBatch(client, deliveries, derivedDone, deps) {
  const taken = /* @__PURE__ */ new Map();
  try {
    const result = await work2(client, deliveries, derivedDone, deps, taken);
    for (const [key, state] of taken) deps.entities.put(key, state);
    deps.cards.commit();
    return result;
  } catch (error) {
    deps.cards.rollback();
    await client.query("rollback").catch(() => void 0);
    throw error;
  }
}
async function work2(client, deliveries, derivedDone, deps, done5) {
  const asked = deliveries.map((delivery) => delivery.event);
  const held = takeStates(asked, deps.entities);
  const [, { outcomes, fresh, withdrawn }, stored] = await together(
    client,
    () => Promise.all([
      client.query("begin"),
      claim(client, deliveries, deps),
      // Asked for before it is known which events are fresh.
      readStates2(client, held.missing),
      deps.cards.load(client, asked)
    ])
  );
  const events = fresh.map((delivery) => delivery.event);
  const config = deps.config();
  const pending = new PendingWrites();
  if (events.length > 0) pending.add(insertEvents(client, events));
  const works = startWorks(events, held.states, stored, deps.registry);
  deps.cards.project(events);
  nameSubjects(events, deps.cards);
  const failures = /* @__PURE__ */ new Map();
  const past = /* @__PURE__ */ new Map();
  const effects = [];
  for (const event of events) {
    const entity = works.get(event.key);
    try {
      if (past.has(event.key) || entity.rebuilt || withdrawn.has(event.uid) || changesPast(entity.state, event, deps.registry)) {
        const list = past.get(event.key) ?? [];
        list.push(event);
        past.set(event.key, list);
      } else {
        effects.push(applyEvent(entity, event, deps.registry, config));
      }
    } catch (error) {
      failures.set(event.key, error);
    }
  }
  if (past.size > 0) await pending.all();
  for (const [key, list] of past) {
    try {
      effects.push(
        ...await rebuildKey(client, works.get(key), list, withdrawn, deps, config)
      );
    } catch (error) {
      if (error.code !== void 0) throw error;
      failures.set(key, error);
    }
  }
  if (failures.size > 0) {
    await pending.all();
    throw new KeyFailure(failures);
  }
  const registrations = events.filter(
    (event) => event.kind === "registration" && event.enterpriseId !== null
  );
  if (registrations.length > 0)
    await pending.allThen(projectRegistrations(client, registrations));
  if (derivedDone.length > 0) pending.add(deleteDerived(client, derivedDone));
  const written = await finish(client, [...works.values()], effects, deps, pending);
  for (const [key, state] of held.states) done5.set(key, state);
  for (const entity of works.values()) done5.set(entity.key, entity.state);
  return { outcomes, ...written };
}
var PendingWrites = class {
  #writes = [];
  add(write) {
    write.catch(() => void 0);
    this.#writes.push(write);
  }
  async all() {
    for (const write of this.#writes) await write;
  }
  /** What one of them gave, once all are through. */
  async allThen(write) {
    await this.all();
    return write;
  }
};
async function claim(client, deliveries, deps) {
  const fences = fencesOf(deliveries, deps);
  const first2 = /* @__PURE__ */ new Map();
  for (const delivery of deliveries)
    if (!first2.has(delivery.event.uid)) first2.set(delivery.event.uid, delivery);
  const unique3 = [...first2.values()];
  const opened = await openBatch(
    client,
    deps.owner,
    fences,
    unique3.map((delivery) => delivery.event)
  );
  const lost = fences.filter((fence) => !opened.held.has(fence.partition)).map((fence) => fence.partition);
  if (lost.length > 0) throw new FenceLostError(lost);
  const seen = deliveries.filter((delivery) => !opened.fresh.has(delivery.event.uid));
  const hashes = await findEventHashes(
    dbOf(client),
    seen.map((delivery) => delivery.event.uid)
  );
  const conflicts = [];
  const fresh = [];
  const outcomes = deliveries.map((delivery) => {
    const { event } = delivery;
    if (opened.fresh.has(event.uid) && first2.get(event.uid) === delivery) {
      fresh.push(delivery);
      return "done";
    }
    const known3 = hashes.get(event.uid) ?? first2.get(event.uid)?.event.hash;
    if (known3 === event.hash || event.kind === "derived") return "duplicate";
    conflicts.push(event);
    return "conflict";
  });
  if (conflicts.length > 0) await insertConflicts(client, conflicts);
  return { outcomes, fresh, withdrawn: opened.withdrawn };
}
function fencesOf(deliveries, deps) {
  const fences = /* @__PURE__ */ new Map();
  const lost = /* @__PURE__ */ new Set();
  for (const { partition } of deliveries) {
    const epoch = deps.epochOf(partition);
    if (epoch === void 0) lost.add(partition);
    else fences.set(partition, epoch);
  }
  if (lost.size > 0) throw new FenceLostError([...lost]);
  return [...fences].map(([partition, epoch]) => ({ partition, epoch }));
}
function takeStates(events, entities) {
  const states = /* @__PURE__ */ new Map();
  const missing3 = [];
  for (const key of new Set(events.map((event) => event.key))) {
    const state = entities.take(key);
    if (state === void 0) missing3.push(key);
    else states.set(key, state);
  }
  return { states, missing: missing3 };
}
async function readStates2(client, keys) {
  return new Map(
    keys.length === 0 ? [] : (await readStates(client, keys)).map((row) => [row.key, row])
  );
}
function startWorks(events, states, stored, registry) {
  const works = /* @__PURE__ */ new Map();
  for (const { key, enterpriseId } of events) {
    if (works.has(key)) continue;
    const row = stored.get(key);
    const current = row === void 0 || row.version === registry.version;
    const state = states.get(key) ?? (row !== void 0 && current ? JSON.parse(row.state) : registry.create(key));
    const entity = startWork(key, enterpriseId, state);
    entity.rebuilt = !current;
    works.set(key, entity);
  }
  return works;
}
async function rebuildKey(client, entity, events, withdrawn, deps, config) {
  const gone = events.flatMap((event) => {
    const id = event.withdraws ?? event.corrects;
    if (id !== void 0) return [{ uid: `${event.source}/${id}`, byUid: event.uid }];
    return withdrawn.has(event.uid) ? [{ uid: parentUid(event.uid), byUid: event.uid }] : [];
  });
  if (gone.length > 0) await withdrawEvents(client, entity.key, gone);
  const before = entity.state.score;
  const stored = await readKeyEvents(client, entity.key, REBUILD_LIMIT);
  if (entity.enterpriseId !== null) nameSubjects(stored, deps.cards);
  rebuildWork(entity, stored, deps.registry, config, {
    nowMs: deps.clock.now(),
    cause: entity.state.version === deps.registry.version ? events[0]?.uid ?? null : null
  });
  if (entity.enterpriseId !== null) {
    await retractFindingsExcept(
      client,
      entity.enterpriseId,
      entity.findings.map((finding) => finding.uid)
    );
  }
  const levelBefore = before === null ? 1 : levelNumber(before.level.level);
  return events.map((event) => ({ event, score: entity.state.score, levelBefore }));
}
async function finish(client, works, effects, deps, pending) {
  const commit = (alertMessages) => {
    const pushed2 = appendPush(client, [...makeEventMessages(effects, deps.cards), ...alertMessages]);
    pending.add(pushed2);
    pending.add(client.query("commit"));
    return pushed2;
  };
  const sent = together(client, () => {
    const sending = sendWorks(client, works, deps, pending);
    return { ...sending, pushed: sending.inserted === null ? commit([]) : null };
  });
  const ids = sent.inserted === null ? /* @__PURE__ */ new Map() : await pending.allThen(sent.inserted);
  const pushed = sent.pushed ?? together(client, () => commit(makeAlertMessages(sent.alerts, ids, deps.cards)));
  return {
    messages: await pending.allThen(pushed),
    derived: sent.derived,
    alerts: ids.size,
    findings: sent.findings
  };
}
function sendWorks(client, works, deps, pending) {
  const { cards } = deps;
  const states = works.map((entity) => stateWrite(entity, deps.registry.version));
  if (states.length > 0) pending.add(writeStates(client, states));
  const scores = works.flatMap((entity) => scoreWrite(entity));
  if (scores.length > 0) pending.add(writeScores(client, scores));
  const findings = works.flatMap((entity) => findingWrites(entity, cards));
  if (findings.length > 0) {
    const once = unique2(findings, (finding) => finding.uid);
    pending.add(insertFindings(client, once));
  }
  const indicators = works.flatMap(indicatorWrites);
  if (indicators.length > 0) pending.add(writeIndicators(client, indicators));
  const derived = unique2(
    works.flatMap((entity) => entity.derived),
    (event) => event.uid
  );
  if (derived.length > 0) pending.add(insertDerived(client, derived));
  const alerts = works.flatMap(
    (entity) => entity.alerts.map((draft2) => alertWrite(draft2, entity, cards, deps.clock.now()))
  );
  const inserted = alerts.length > 0 ? insertAlerts(client, alerts) : null;
  if (inserted !== null) pending.add(inserted);
  return { derived, findings: findings.length, alerts, inserted };
}
function unique2(items, keyOf) {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
function nameSubjects(events, cards) {
  for (const event of events) {
    if (event.enterpriseId === null || event.subjectName !== void 0) continue;
    event.subjectName = cards.get(event.enterpriseId).name;
  }
}
var TICK_BATCH = 500;
async function runTick(client, partition, nowMs, deps) {
  const epoch = deps.epochOf(partition);
  if (epoch === void 0) throw new FenceLostError([partition]);
  await client.query("begin");
  try {
    const opened = await openBatch(client, deps.owner, [{ partition, epoch }], []);
    if (!opened.held.has(partition)) throw new FenceLostError([partition]);
    const rows = await readDueStates(client, partition, nowMs, TICK_BATCH);
    const config = deps.config();
    const works = [];
    const outdated = [];
    for (const row of rows) {
      const enterpriseId = row.key.startsWith("e:") ? Number(row.key.slice(2)) : null;
      const cached = deps.entities.take(row.key);
      const state = cached ?? (row.version === deps.registry.version ? JSON.parse(row.state) : null);
      const entity = startWork(row.key, enterpriseId, state ?? deps.registry.create(row.key));
      works.push(entity);
      if (state === null) outdated.push(entity);
    }
    await deps.cards.loadIds(
      client,
      works.flatMap((entity) => entity.enterpriseId === null ? [] : [entity.enterpriseId])
    );
    for (const entity of outdated) {
      const stored = await readKeyEvents(client, entity.key, REBUILD_LIMIT);
      if (entity.enterpriseId !== null) nameSubjects(stored, deps.cards);
      rebuildWork(entity, stored, deps.registry, config, { nowMs, cause: null });
    }
    for (const entity of works) applyTick(entity, nowMs, deps.registry, config);
    const written = await finish(client, works, [], deps, new PendingWrites());
    for (const entity of works) deps.entities.put(entity.key, entity.state);
    return rows.length === 0 ? null : { outcomes: [], ...written };
  } catch (error) {
    await client.query("rollback").catch(() => void 0);
    throw error;
  }
}

// server/pipelines/detect/parking.ts
var BACKOFF_MS = [200, 1e3, 5e3, 15e3];
var MAX_ATTEMPTS = BACKOFF_MS.length + 1;
var Parking = class {
  #keys = /* @__PURE__ */ new Map();
  get size() {
    let count2 = 0;
    for (const parked of this.#keys.values()) count2 += parked.deliveries.length;
    return count2;
  }
  /** Takes a message of an entity that is held back; false when its entity is not. */
  hold(delivery) {
    const parked = this.#keys.get(delivery.event.key);
    if (parked === void 0) return false;
    parked.deliveries.push(delivery);
    return true;
  }
  /** Parks an entity's messages after a failure; the first of them is the one that is retried. */
  park(key, deliveries, error, attempts, nowMs) {
    const dueMs = nowMs + (BACKOFF_MS[attempts - 1] ?? BACKOFF_MS.at(-1));
    const present6 = this.#keys.get(key);
    if (present6 === void 0) this.#keys.set(key, { deliveries: [...deliveries], attempts, dueMs, error });
    else {
      present6.deliveries.unshift(...deliveries);
      present6.attempts = attempts;
      present6.dueMs = dueMs;
      present6.error = error;
    }
  }
  /** An entity whose time has come, taken out with its messages in order; null when none is due. */
  takeDue(nowMs) {
    for (const [key, parked] of this.#keys) {
      if (parked.dueMs > nowMs) continue;
      this.#keys.delete(key);
      return { key, deliveries: parked.deliveries, attempts: parked.attempts, error: parked.error };
    }
    return null;
  }
  /** When the next entity is due; null when nothing is parked. */
  nextDueMs() {
    let next2 = null;
    for (const parked of this.#keys.values()) if (next2 === null || parked.dueMs < next2) next2 = parked.dueMs;
    return next2;
  }
  dropPartition(partition) {
    for (const [key, parked] of this.#keys) {
      if (parked.deliveries[0]?.partition === partition) this.#keys.delete(key);
    }
  }
};

// server/pipelines/detect/queue.ts
var BatchQueue = class {
  #items = [];
  #wake = null;
  #closed = false;
  get size() {
    return this.#items.length;
  }
  push(item) {
    this.#items.push(item);
    this.#wake?.();
  }
  /** Up to `most` messages in order of arrival, waiting for the first; empty once closed. */
  async take(most) {
    while (this.#items.length === 0) {
      if (this.#closed) return [];
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    if (this.#items.length <= most) {
      const all = this.#items;
      this.#items = [];
      return all;
    }
    return this.#items.splice(0, most);
  }
  /** Forgets what waits for a partition (its lease is gone: whoever owns it now gets the messages again). */
  dropPartition(partition) {
    this.#items = this.#items.filter((item) => item.partition !== partition);
  }
  /** Wakes the reader without a message, so that it looks at its other work. */
  poke() {
    this.#wake?.();
  }
  close() {
    this.#closed = true;
    this.#wake?.();
  }
};

// store/dead-letter-insert.ts
async function insertDeadLetter(client, event, reason2, attempts) {
  await client.query({
    name: "dead-letter",
    text: `insert into dead_letters (uid, kind, source, key, enterprise_id, district, partition, reason, attempts, body)
           select $1, $2, $3, $4, $5::bigint, $6, $7::smallint, $8, $9::int, $10
           where not exists (select 1 from dead_letters where uid = $1 and state = 'dead')`,
    values: [
      event.uid,
      event.kind,
      event.source,
      event.key,
      event.enterpriseId,
      event.district,
      partitionOf(event.key),
      reason2.slice(0, 1e3),
      attempts,
      JSON.stringify(event).replaceAll("\\u0000", "")
    ]
  });
}
async function insertDeadLetterRaw(db, subject, seq, partition, body, reason2) {
  const uid = `stream/${subject}/${seq}`;
  await db.execute(sql`
    insert into dead_letters (uid, kind, source, key, district, partition, reason, attempts, body)
    select ${uid}, 'unknown', 'stream', '', '310000', ${partition}::smallint, ${reason2}, 1, ${body.replaceAll("\0", "")}
    where not exists (select 1 from dead_letters where uid = ${uid})`);
}

// server/pipelines/detect/lane.ts
function createLane(deps, config) {
  const queue = new BatchQueue();
  const parking = new Parking();
  let derivedDone = [];
  let stopped = false;
  let timer = null;
  async function loop() {
    while (!stopped) {
      const fresh = (await queue.take(config.batch)).filter((delivery) => !parking.hold(delivery));
      if (stopped) return;
      const ticks = fresh.filter((delivery) => delivery.event.kind === "tick");
      const events = ticks.length === 0 ? fresh : fresh.filter((delivery) => delivery.event.kind !== "tick");
      if (events.length > 0) await handle(events, /* @__PURE__ */ new Map());
      for (const tick of ticks) await handleTick(tick);
      for (let due = parking.takeDue(deps.clock.now()); due !== null && !stopped; due = parking.takeDue(deps.clock.now())) {
        await retry(due.key, due.deliveries, due.attempts);
      }
      wakeForParked();
    }
  }
  async function retry(key, deliveries, attempts) {
    const [first2, ...later] = deliveries;
    if (first2 === void 0) return;
    await handle([first2], /* @__PURE__ */ new Map([[key, attempts]]));
    const free = later.filter((delivery) => !parking.hold(delivery));
    if (free.length > 0) await handle(free, /* @__PURE__ */ new Map());
  }
  function wakeForParked() {
    if (timer !== null) clearTimeout(timer);
    const due = parking.nextDueMs();
    timer = due === null ? null : setTimeout(() => queue.poke(), Math.max(1, due - deps.clock.now()));
  }
  async function handle(deliveries, attempts) {
    let rest = deliveries;
    for (let failures = 0; rest.length > 0 && !stopped; ) {
      try {
        await commit(rest);
        return;
      } catch (error) {
        if (error instanceof FenceLostError) {
          rest = rest.filter((delivery) => !error.partitions.includes(delivery.partition));
          deps.onLost(error.partitions);
        } else if (error instanceof KeyFailure) {
          for (const [key, cause] of error.failures) await parkKey(key, rest, cause, attempts);
          rest = rest.filter((delivery) => !error.failures.has(delivery.event.key));
        } else {
          const fault2 = classifyDatabaseError(error);
          if (fault2 === "data") return isolate(rest, error, attempts);
          if (fault2 === "bug") throw error;
          failures++;
          deps.log.warn({ err: error, waiting: rest.length, failures }, "database unavailable, batch waits");
          await sleep2(Math.min(5e3, 100 * 2 ** Math.min(failures, 6)));
        }
      }
    }
  }
  async function isolate(deliveries, error, attempts) {
    const keys = [...new Set(deliveries.map((delivery) => delivery.event.key))];
    if (keys.length > 1) {
      const left = new Set(keys.slice(0, keys.length / 2));
      await handle(
        deliveries.filter((delivery) => left.has(delivery.event.key)),
        attempts
      );
      await handle(
        deliveries.filter((delivery) => !left.has(delivery.event.key)),
        attempts
      );
      return;
    }
    const [first2, ...later] = deliveries;
    if (first2 === void 0) return;
    if (later.length === 0) return parkKey(first2.event.key, [first2], error, attempts);
    for (let i = 0; i < deliveries.length; i++) {
      if (parking.hold(deliveries[i])) continue;
      await handle([deliveries[i]], attempts);
    }
  }
  async function parkKey(key, batch, error, attempts) {
    const mine = batch.filter((delivery) => delivery.event.key === key);
    const made = (attempts.get(key) ?? 0) + 1;
    const first2 = mine[0];
    if (mine.length > 1 && made === 1) {
      await isolate(mine, error, attempts);
      return;
    }
    if (made < MAX_ATTEMPTS) {
      deps.log.warn(
        { err: error, uid: first2.event.uid, key, attempts: made },
        "event failed, its entity is held back"
      );
      deps.onOutcome(first2.event.kind, "retry", 1);
      parking.park(key, mine, error, made, deps.clock.now());
      return;
    }
    await bury(first2, error, made);
  }
  async function bury(delivery, error, attempts) {
    await untilStored(async (client) => {
      await insertDeadLetter(
        client,
        delivery.event,
        `${error.code ?? error.name}: ${error.message}`,
        attempts
      );
    });
    if (stopped) return;
    delivery.term("dead");
    deps.log.error({ err: error, uid: delivery.event.uid, attempts }, "event is dead, kept in dead letters");
    deps.onOutcome(delivery.event.kind, "dead", 1);
  }
  async function handleTick(tick) {
    let more = true;
    while (more && !stopped) {
      more = false;
      try {
        await untilStored(async (client) => {
          const result = await runTick(client, tick.partition, tick.event.timeMs, deps);
          if (result === null) return;
          more = true;
          await publish2(result);
        });
      } catch (error) {
        if (!(error instanceof FenceLostError)) throw error;
        deps.onLost(error.partitions);
        return;
      }
    }
    if (stopped) return;
    tick.ack();
    deps.onOutcome("tick", "done", 1);
  }
  async function untilStored(run) {
    for (let failures = 0; !stopped; ) {
      try {
        await withClient(run);
        return;
      } catch (error) {
        if (error instanceof FenceLostError || classifyDatabaseError(error) !== "unavailable") throw error;
        failures++;
        await sleep2(Math.min(5e3, 100 * 2 ** Math.min(failures, 6)));
      }
    }
  }
  async function commit(deliveries) {
    const startedMs = deps.clock.now();
    const done5 = derivedDone;
    const result = await withClient((client) => runBatch(client, deliveries, done5, deps));
    derivedDone = derivedDone.slice(done5.length);
    for (const delivery of deliveries) delivery.ack();
    count2(deliveries, result.outcomes);
    deps.onBatch({
      events: deliveries.length,
      ms: deps.clock.now() - startedMs,
      findings: result.findings,
      alerts: result.alerts
    });
    for (const delivery of deliveries) deps.onStored(delivery.event.receivedMs);
    await publish2(result);
  }
  async function publish2(result) {
    if (result.messages.length > 0) deps.push(result.messages);
    if (result.alerts > 0) deps.onAlerts();
    if (result.derived.length > 0) derivedDone.push(...await deps.publishDerived(result.derived));
  }
  function count2(deliveries, outcomes) {
    const counts = /* @__PURE__ */ new Map();
    for (let i = 0; i < deliveries.length; i++) {
      const name = `${deliveries[i].event.kind} ${outcomes[i]}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const [name, number2] of counts) {
      const [kind, outcome] = name.split(" ");
      deps.onOutcome(kind, outcome, number2);
    }
  }
  async function withClient(run) {
    const client = await deps.connect();
    let broken;
    const onError = (error) => {
      broken = error;
    };
    client.on("error", onError);
    try {
      return await run(client);
    } catch (error) {
      if (classifyDatabaseError(error) === "unavailable") broken ??= error;
      throw error;
    } finally {
      client.off("error", onError);
      client.release(broken);
    }
  }
  const finished = loop().finally(() => {
    if (timer !== null) clearTimeout(timer);
  });
  return {
    push: (delivery) => queue.push(delivery),
    dropPartition(partition) {
      queue.dropPartition(partition);
      parking.dropPartition(partition);
    },
    size: () => queue.size + parking.size,
    finished,
    stop() {
      stopped = true;
      queue.close();
    }
  };
}
function sleep2(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// server/pipelines/detect/ownership.ts
function createOwnership(deps, config) {
  const held = /* @__PURE__ */ new Map();
  let renewedMs = performance.now();
  let stopped = false;
  let timer = null;
  let running = Promise.resolve();
  function schedule(delayMs) {
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      running = running.then(round5);
    }, delayMs);
  }
  async function round5() {
    if (stopped) return;
    try {
      await giveSurplus();
      await hold();
    } catch (error) {
      deps.log.warn({ err: error }, "leases not renewed");
      if (performance.now() - renewedMs > config.leaseMs) await dropAll();
    }
    schedule(config.periodMs);
  }
  async function giveSurplus() {
    if (held.size === 0) return;
    for (const partition of await deps.surplus()) {
      if (!held.has(partition)) continue;
      await deps.stop(partition, true);
      held.delete(partition);
      await deps.release([partition]);
      deps.log.info({ partition }, "partition given to a peer");
    }
  }
  async function hold() {
    const present6 = new Map((await deps.hold()).map((lease) => [lease.partition, lease.epoch]));
    renewedMs = performance.now();
    for (const [partition, epoch] of held) {
      if (present6.get(partition) === epoch) continue;
      held.delete(partition);
      await deps.stop(partition, false);
      deps.log.warn({ partition, epoch }, "lease lost");
    }
    for (const [partition, epoch] of present6) {
      if (held.has(partition) || stopped) continue;
      held.set(partition, epoch);
      await deps.start({ partition, epoch });
      deps.log.debug({ partition, epoch }, "partition taken");
    }
  }
  async function dropAll() {
    for (const partition of [...held.keys()]) {
      held.delete(partition);
      await deps.stop(partition, false);
    }
  }
  schedule(0);
  return {
    epochOf: (partition) => held.get(partition),
    partitions: () => [...held.keys()],
    suspect: () => schedule(0),
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
      const mine = [...held.keys()];
      for (const partition of mine) await deps.stop(partition, true);
      held.clear();
      if (mine.length > 0)
        await deps.release(mine).catch((error) => deps.log.warn({ err: error }, "leases not given back, they end by themselves"));
    }
  };
}

// store/leases.ts
var ALIVE_MS = 6e3;
async function holdLeases(db, instance, options) {
  return db.query(sql`
    with alive as materialized (
      select greatest(1, count(*) filter (where instance <> ${instance}) + 1) as n from role_heartbeats
      where role = ${options.role} and last_seen_at > now() - ${ALIVE_MS} * interval '1 millisecond'
    ), mine as materialized (
      select partition, row_number() over (order by partition) as nth from partition_leases
      where owner = ${instance} and expires_at > now() and partition < ${options.partitions}
    ), share as materialized (
      select ceil(${options.partitions}::numeric / n)::int as most from alive
    ), renewed as (
      update partition_leases l set expires_at = now() + ${options.leaseMs} * interval '1 millisecond'
      from mine, share where l.partition = mine.partition and mine.nth <= share.most
      returning l.partition, l.epoch
    ), free as materialized (
      select partition from partition_leases
      where partition < ${options.partitions} and expires_at <= now() order by partition
      limit (select greatest(0, most - (select count(*) from mine)) from share)
      for update skip locked
    ), taken as (
      update partition_leases l set owner = ${instance}, epoch = l.epoch + 1,
        expires_at = now() + ${options.leaseMs} * interval '1 millisecond'
      from free where l.partition = free.partition
      returning l.partition, l.epoch
    )
    select partition, epoch from renewed union all select partition, epoch from taken order by partition`);
}
async function readSurplus(db, instance, options) {
  const rows = await db.query(sql`
    with alive as (
      select greatest(1, count(*) filter (where instance <> ${instance}) + 1) as n from role_heartbeats
      where role = ${options.role} and last_seen_at > now() - ${ALIVE_MS} * interval '1 millisecond'
    )
    select partition from (
      select partition, row_number() over (order by partition) as nth from partition_leases
      where owner = ${instance} and partition < ${options.partitions}
    ) mine, alive where nth > ceil(${options.partitions}::numeric / alive.n) order by partition`);
  return rows.map((row) => row.partition);
}
async function releaseLeases(db, instance, partitions) {
  await db.execute(sql`
    update partition_leases set expires_at = '-infinity'
    where owner = ${instance} and partition = any(${partitions}::smallint[])`);
}

// stream/consumer.ts
var HEARTBEAT_MS = 1500;
var LOST_AFTER_MS = 4e3;
var PULL_EXPIRES_MS = 2e4;
async function createPartitionConsumer(deps, options) {
  const { connection, topology } = deps;
  const { nats } = connection;
  const { partition } = options;
  const maxInFlight = Math.min(options.maxInFlight ?? 512, topology.config.maxAckPending);
  const pullSubject = `$JS.API.CONSUMER.MSG.NEXT.${EVENTS_STREAM}.${partitionConsumerName(partition)}`;
  const held = /* @__PURE__ */ new Map();
  const stats = { received: 0, redelivered: 0, acked: 0, naked: 0, termed: 0, resets: 0 };
  let state = "pulling";
  let asked = 0;
  let pulls = 0;
  let lastSignMs = Date.now();
  let generation = 0;
  let inbox = "";
  let drainInbox = () => Promise.resolve();
  let onEnded = () => {
  };
  if (options.takeOver === true) await topology.ensurePartition(partition, true);
  startGeneration();
  const removeListener = connection.addListener({
    onReconnect: () => void (options.takeOver === true ? renew(true) : restart())
  });
  const watch = setInterval(watchHeartbeats, 1e3);
  watch.unref();
  const extend = setInterval(extendHeld, topology.config.ackWaitMs / 3);
  extend.unref();
  function startGeneration() {
    generation++;
    asked = 0;
    lastSignMs = Date.now();
    inbox = `_INBOX.detect-${partition}.${Math.random().toString(36).slice(2)}.${generation}`;
    const mine = generation;
    const subscription = nats.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        if (error !== null) return;
        const isCurrent = mine === generation;
        if (isCurrent) lastSignMs = Date.now();
        if (!message.subject.startsWith("_INBOX.")) onEvent(message, isCurrent);
        else if (isCurrent && state === "pulling") onStatus(message);
        if (state === "pulling") pull();
      }
    });
    drainInbox = () => subscription.drain().catch(() => void 0);
    pull();
  }
  function restart() {
    if (state !== "pulling") return;
    stats.resets++;
    void drainInbox();
    startGeneration();
  }
  function pull() {
    const room = maxInFlight - held.size - asked;
    if (room <= 0 || asked > 0 && room < maxInFlight / 4) return;
    asked += room;
    const request = { batch: room, expires: PULL_EXPIRES_MS * 1e6, idle_heartbeat: HEARTBEAT_MS * 1e6 };
    nats.publish(pullSubject, JSON.stringify(request), { reply: `${inbox}.${++pulls}` });
  }
  function onStatus(message) {
    const code = message.headers?.code ?? 0;
    if (code === 100) return;
    asked = Math.max(0, asked - Number(message.headers?.get("Nats-Pending-Messages") ?? 0));
    const text4 = message.headers?.description ?? "";
    if (code === 503 || /consumer deleted|consumer not found|stream deleted/i.test(text4)) void onGone();
    else if (code === 400 || /leadership|shutdown|maxwaiting/i.test(text4)) restartSoon();
  }
  function onEvent(message, isCurrent) {
    if (state === "stopped") {
      nats.publish(message.reply, NAK);
      return;
    }
    if (isCurrent) asked = Math.max(0, asked - 1);
    const delivery = parseDelivery(message.reply ?? "");
    const before = held.get(delivery.seq);
    if (before !== void 0) {
      before.replyTo = message.reply;
      before.deliveries = delivery.deliveries;
      stats.redelivered++;
      return;
    }
    stats.received++;
    if (delivery.deliveries > 1) stats.redelivered++;
    const hold = { replyTo: message.reply, deliveries: delivery.deliveries };
    held.set(delivery.seq, hold);
    options.onMessage(new Delivered(message, partition, delivery, hold, actions));
  }
  const actions = {
    end,
    working: (hold) => connection.connected() && nats.publish(hold.replyTo, WORKING)
  };
  function end(seq, hold, how, answer2) {
    if (held.get(seq) !== hold) return;
    held.delete(seq);
    stats[how]++;
    if (!nats.isClosed()) nats.publish(hold.replyTo, answer2);
    if (state === "pulling") pull();
    if (held.size === 0) onEnded();
  }
  async function onGone() {
    if (state !== "pulling") return;
    state = "renewing";
    if (options.onLost === void 0 || await options.onLost()) await makeAnew(false);
    else void drainInbox();
  }
  async function renew(fresh) {
    if (state !== "pulling") return;
    state = "renewing";
    await makeAnew(fresh);
  }
  async function makeAnew(fresh) {
    void drainInbox();
    while (state === "renewing") {
      try {
        await topology.ensurePartition(partition, fresh);
        break;
      } catch {
        await delay3(300);
      }
    }
    if (state !== "renewing") return;
    state = "pulling";
    restart();
  }
  let restartTimer;
  function restartSoon() {
    restartTimer ??= setTimeout(() => {
      restartTimer = void 0;
      restart();
    }, 250).unref();
  }
  function watchHeartbeats() {
    if (state !== "pulling" || !connection.connected()) return;
    if (asked > 0 && Date.now() - lastSignMs > LOST_AFTER_MS) restart();
  }
  function extendHeld() {
    if (!connection.connected()) return;
    for (const hold of held.values()) actions.working(hold);
  }
  async function stop({ drainMs = 5e3 } = {}) {
    if (state === "stopped") return;
    state = "stopped";
    removeListener();
    clearInterval(watch);
    clearTimeout(restartTimer);
    const drained = drainInbox();
    if (held.size > 0 && drainMs > 0) {
      await Promise.race([new Promise((resolve) => onEnded = resolve), delay3(drainMs)]);
    }
    clearInterval(extend);
    for (const [seq, hold] of [...held]) end(seq, hold, "naked", NAK);
    if (connection.connected())
      await Promise.race([drained.then(() => connection.flush()).catch(() => void 0), delay3(1e3)]);
  }
  return { partition, stats: () => ({ ...stats, inFlight: held.size }), stop };
}
var Delivered = class {
  seq;
  partition;
  storedMs;
  #message;
  #hold;
  #actions;
  constructor(message, partition, delivery, hold, actions) {
    this.seq = delivery.seq;
    this.partition = partition;
    this.storedMs = delivery.storedMs;
    this.#message = message;
    this.#hold = hold;
    this.#actions = actions;
  }
  get subject() {
    return this.#message.subject;
  }
  get kind() {
    return parseEventSubject(this.#message.subject).kind;
  }
  get data() {
    return this.#message.data;
  }
  get deliveries() {
    return this.#hold.deliveries;
  }
  get headers() {
    const { headers } = this.#message;
    return { get: (name) => headers?.get(name) || void 0 };
  }
  ack() {
    this.#actions.end(this.seq, this.#hold, "acked", ACK);
  }
  nak(delayMs) {
    const answer2 = delayMs > 0 ? utf8.encode(`-NAK {"delay":${Math.round(delayMs * 1e6)}}`) : NAK;
    this.#actions.end(this.seq, this.#hold, "naked", answer2);
  }
  working() {
    this.#actions.working(this.#hold);
  }
  term(reason2) {
    this.#actions.end(this.seq, this.#hold, "termed", utf8.encode(`+TERM ${reason2.slice(0, 200)}`));
  }
};
function parseDelivery(replyTo) {
  const tokens = replyTo.split(".");
  const at = tokens.length === 9 ? 4 : 6;
  return {
    deliveries: Number(tokens[at]),
    seq: Number(tokens[at + 1]),
    storedMs: Math.floor(Number(tokens[at + 3]) / 1e6)
  };
}
function delay3(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
var utf8 = new TextEncoder();
var ACK = utf8.encode("+ACK");
var NAK = utf8.encode("-NAK");
var WORKING = utf8.encode("+WPI");

// server/roles/detect.ts
var MAX_IN_FLIGHT = 1e3;
var STALE_DERIVED_MS = 5e3;
async function createDetectRole(context, config) {
  const { log, metrics, pool, publisher, bus, clock, instance } = context;
  const registry = config.detectors === "all" ? createRegistry() : nullRegistry;
  const entities = new EntityCache(context.config.STATE_CACHE);
  const consumers = /* @__PURE__ */ new Map();
  const leaseMs = context.config.LEASE_SECONDS * 1e3;
  const laneOf = (partition) => lanes[partition % lanes.length];
  const lanes = Array.from({ length: context.config.DETECT_LANES }, () => {
    const cards = new EnterpriseCards(Math.ceil(context.config.STATE_CACHE / context.config.DETECT_LANES));
    return createLane(laneDeps(cards), { batch: context.config.DETECT_BATCH });
  });
  for (const lane of lanes) lane.finished.catch(context.fail);
  function laneDeps(cards) {
    return {
      owner: instance,
      registry,
      config: config.score,
      entities,
      cards,
      epochOf: (partition) => ownership.epochOf(partition),
      connect: () => context.lanePool.connect(),
      clock,
      log,
      push: (messages) => publishPush(bus, messages),
      publishDerived: async (events) => {
        const sent = await publisher.publish(
          events.map((event) => encodeEvent({ ...event, receivedMs: clock.now() }))
        );
        return events.filter((_, index) => sent[index]?.ok).map((event) => event.uid);
      },
      onOutcome: (kind, outcome, count2) => metrics.events.inc({ role: "detect", kind, outcome }, count2),
      onBatch: (stats) => {
        metrics.batchSeconds.observe({ stage: "detect" }, stats.ms / 1e3);
        metrics.batchEvents.observe(stats.events);
        metrics.findings.inc(stats.findings);
        metrics.alerts.inc(stats.alerts);
      },
      onStored: (receivedMs) => metrics.storedSeconds.observe(Math.max(0, clock.now() - receivedMs) / 1e3),
      onLost: () => ownership.suspect(),
      onAlerts: () => bus.publish(roleSubject("notify", "alerts"), "")
    };
  }
  function receive(message) {
    const { partition } = message;
    let event;
    try {
      event = decodeEvent(message.data);
    } catch (error) {
      void bury(message, error);
      return;
    }
    laneOf(partition).push({
      partition,
      event,
      ack: () => message.ack(),
      nak: (delayMs) => message.nak(delayMs),
      term: (reason2) => message.term(reason2)
    });
  }
  async function bury(message, error) {
    try {
      await insertDeadLetterRaw(
        pool,
        message.subject,
        message.seq,
        message.partition,
        Buffer.from(message.data).toString("utf8"),
        error.message
      );
      message.term("bad message");
      metrics.events.inc({ role: "detect", kind: message.kind, outcome: "dead" }, 1);
    } catch (cause) {
      log.warn({ err: cause, seq: message.seq }, "bad message not kept yet, comes again");
      message.nak(2e3);
    }
  }
  const ownership = createOwnership(
    {
      hold: () => holdLeases(pool, instance, { partitions: PARTITIONS, leaseMs, role: "detect" }),
      surplus: () => readSurplus(pool, instance, { partitions: PARTITIONS, role: "detect" }),
      release: (partitions) => releaseLeases(pool, instance, partitions),
      async start({ partition }) {
        entities.dropPartition(partition, partitionOf);
        const consumer = await createPartitionConsumer(
          { connection: context.connection, topology: context.topology },
          {
            partition,
            maxInFlight: MAX_IN_FLIGHT,
            takeOver: true,
            onMessage: receive,
            onLost: async () => ownership.epochOf(partition) !== void 0
          }
        );
        consumers.set(partition, consumer);
      },
      async stop(partition, drain) {
        const consumer = consumers.get(partition);
        consumers.delete(partition);
        if (!drain) laneOf(partition).dropPartition(partition);
        await consumer?.stop({ drainMs: drain ? 5e3 : 0 });
        if (drain) laneOf(partition).dropPartition(partition);
        entities.dropPartition(partition, partitionOf);
      },
      log
    },
    { periodMs: leaseMs / 3, leaseMs }
  );
  const sweep2 = setInterval(() => void sweepDerived(), STALE_DERIVED_MS);
  async function sweepDerived() {
    metrics.inHand.set(
      { role: "detect" },
      lanes.reduce((sum2, lane) => sum2 + lane.size(), 0)
    );
    try {
      const client = await pool.connect();
      try {
        const left = await readStaleDerived(client, STALE_DERIVED_MS, 500);
        if (left.length === 0) return;
        const sent = await publisher.publish(
          left.map((event) => encodeEvent({ ...event, receivedMs: clock.now() }))
        );
        const done5 = left.filter((_, index) => sent[index]?.ok).map((event) => event.uid);
        if (done5.length > 0) await deleteDerived(client, done5);
      } finally {
        client.release();
      }
    } catch (error) {
      log.warn({ err: error }, "derived events left behind are not sent yet");
    }
  }
  return {
    registryVersion: registry.version,
    partitions: () => ownership.partitions(),
    async stop() {
      clearInterval(sweep2);
      await ownership.stop();
      for (const lane of lanes) lane.stop();
      await Promise.allSettled(lanes.map((lane) => lane.finished));
    }
  };
}

// server/pipelines/notify/expand.ts
import { createHash as createHash2 } from "node:crypto";

// store/officers.ts
function readOfficers(db, place2, roles) {
  return db.query(sql`
    select u.id, u.name, p.role, o.district, o.street, o.id as "organisationId", o.kind as "organisationKind", p.lines, p.businesses, p.fields
    from posts p join users u on u.id = p.user_id join organisations o on o.id = p.organisation_id
    where p.role = any(${roles}) and u.disabled_at is null and o.closed_at is null
      and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())
      and (o.district = '310000' or o.district = ${place2.district}) and (o.street is null or o.street = ${place2.street})
    order by o.district desc, u.name, u.id limit 500`);
}

// server/pipelines/notify/expand.ts
async function expandAlert(tx, alert, options) {
  const recipients = [];
  if (options.webhook) recipients.push({ channel: "webhook", recipient: "webhook" });
  if (options.webPush) {
    const officers = await readOfficers(
      tx,
      { district: alert.district, street: alert.street },
      WHO_MAY["alert.acknowledge"]
    );
    const subscriptions = await readSubscriptions(tx, [...new Set(officers.map((officer) => officer.id))]);
    for (const subscription of subscriptions) {
      if (alert.levelTo >= subscription.minLevel)
        recipients.push({ channel: "web-push", recipient: `subscription:${subscription.id}` });
    }
  }
  for (const target of await readTargets(tx)) {
    const mine = target.district === CITY || target.district === alert.district;
    if (target.enabled && mine && alert.levelTo >= target.minLevel)
      recipients.push({ channel: target.channel, recipient: `target:${target.id}` });
  }
  const strongest = alert.reasons[0];
  const payload = {
    alertId: alert.id,
    enterpriseId: alert.enterpriseId,
    name: alert.name,
    district: alert.district,
    levelFrom: alert.levelFrom,
    levelTo: alert.levelTo,
    score: Math.round(alert.score * 10) / 10,
    reason: strongest?.text ?? "",
    action: suggestAction(levelOf(alert.levelTo), strongest?.dimension ?? null).zh,
    createdAtMs: alert.createdAtMs,
    simulated: alert.simulated
  };
  return recipients.map(({ channel, recipient }) => ({
    id: notificationId(alert.id, channel, recipient),
    alertId: alert.id,
    channel,
    recipient,
    payload
  }));
}
function notificationId(alertId, channel, recipient) {
  return createHash2("sha256").update(`${alertId}
${channel}
${recipient}`).digest("hex").slice(0, 24);
}

// store/notifications.ts
async function insertNotifications(tx, drafts) {
  if (drafts.length === 0) return 0;
  return tx.execute(sql`
    insert into notifications (id, alert_id, channel, recipient, payload, next_at)
    select id, "alertId", channel, recipient, payload, coalesce(to_timestamp("nextAtMs" / 1000.0), now())
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb)
      as i(id text, "alertId" bigint, channel text, recipient text, payload jsonb, "nextAtMs" bigint)
    on conflict (id) do nothing`);
}
function claimNotifications(pool, instance, limit, claimMs) {
  return pool.query(sql`
    update notifications n set claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      attempts = n.attempts + 1
    from (
      select id from notifications
      where state = 'waiting' and next_at <= now() and (claimed_until is null or claimed_until < now())
      order by next_at limit ${limit} for update skip locked
    ) due
    where n.id = due.id
    returning n.id, n.alert_id as "alertId", n.channel, n.recipient, n.payload, n.attempts`);
}
async function markSent(db, id, instance) {
  const count2 = await db.execute(sql`
    update notifications set state = 'sent', sent_at = now(), claimed_by = null, claimed_until = null, error = null
    where id = ${id} and claimed_by = ${instance} and state = 'waiting'`);
  return count2 === 1;
}
async function markFailed(db, id, instance, error, retryAtMs) {
  await db.execute(sql`
    update notifications set claimed_by = null, claimed_until = null, error = ${error.slice(0, 1e3)},
      state = ${retryAtMs === null ? "failed" : "waiting"}, next_at = coalesce(${instant(retryAtMs)}::timestamptz, next_at)
    where id = ${id} and claimed_by = ${instance} and state = 'waiting'`);
}

// server/pipelines/notify/dispatcher.ts
var ALERTS = 100;
var NOTIFICATIONS = 50;
var CLAIM_MS = 6e4;
var RETRY_MS = [5e3, 3e4, 12e4, 6e5, 18e5];
function createDispatcher(deps) {
  const options = { webPush: deps.channels.has("web-push"), webhook: deps.webhook };
  async function expand() {
    return deps.pool.transaction(async (tx) => {
      const alerts = await claimUntoldAlerts(tx, ALERTS);
      for (const alert of alerts) await insertNotifications(tx, await expandAlert(tx, alert, options));
      await markAlertsTold(
        tx,
        alerts.map((alert) => alert.id)
      );
      return alerts.length;
    });
  }
  async function send() {
    const claimed = await claimNotifications(deps.pool, deps.instance, CLAIM_MS, NOTIFICATIONS);
    await Promise.all(
      claimed.map(async ({ id, channel: name, recipient, payload, attempts }) => {
        const channel = deps.channels.get(name);
        const notification = {
          id,
          channel: name,
          recipient,
          alert: payload
        };
        const result = channel === void 0 ? { ok: false, retry: false, reason: `channel ${name} is not configured` } : await channel.send(notification);
        if (result.ok) {
          await markSent(deps.pool, id, deps.instance);
          deps.onOutcome(name, "sent");
          return;
        }
        const wait = result.retry ? RETRY_MS[attempts - 1] : void 0;
        await markFailed(
          deps.pool,
          id,
          deps.instance,
          result.reason,
          wait === void 0 ? null : deps.clock.now() + wait
        );
        deps.onOutcome(name, wait === void 0 ? "failed" : "retry");
        deps.log.warn(
          { id, channel: name, attempts, reason: result.reason, again: wait !== void 0 },
          "notification not sent"
        );
      })
    );
    return claimed.length;
  }
  return {
    /** true when there may be more. */
    async round() {
      const told = await expand();
      const sent = await send();
      return told === ALERTS || sent === NOTIFICATIONS;
    }
  };
}

// server/roles/notify.ts
var IDLE_MS = 1e3;
function createNotifyRole(context, channels) {
  const { pool, instance, clock, log, metrics, bus } = context;
  const dispatcher = createDispatcher({
    pool,
    instance,
    channels,
    webhook: context.config.NOTIFY_WEBHOOK_URL !== null,
    clock,
    log,
    onOutcome: (channel, outcome) => metrics.notifications.inc({ channel, outcome })
  });
  let stopped = false;
  let wake = () => {
  };
  const unsubscribe = bus.subscribe(roleSubject("notify", "alerts"), () => wake());
  const running = (async () => {
    while (!stopped) {
      let more = false;
      try {
        more = await dispatcher.round();
      } catch (error) {
        log.warn({ err: error }, "notifications wait");
      }
      if (more || stopped) continue;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, IDLE_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      unsubscribe();
      wake();
      await running;
    }
  };
}

// server/roles/web.ts
import { readFileSync } from "node:fs";
import { mkdir as mkdir4, rm as rm5 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join9 } from "node:path";

// realtime/asyncapi.ts
var number = { type: "integer" };
var text2 = { type: "string" };
var heads = {
  type: "object",
  description: "topic: sequence",
  additionalProperties: { type: "integer", minimum: 0 }
};
function object(properties, description, optional = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", ...description === void 0 ? {} : { description }, properties, required };
}
function control(t, properties, description, optional = []) {
  return object({ t: { const: t }, ...properties }, description, optional);
}
var BODIES = {
  events: object(
    {
      u: { ...text2, description: "event uid" },
      k: { ...text2, description: "kind" },
      t: { ...number, description: "event time, ms" },
      r: { ...number, description: "received, ms" },
      e: { type: ["integer", "null"], description: "enterprise id" },
      n: { ...text2, description: "enterprise name" },
      s: { type: "number", description: "score after" },
      l: { ...number, minimum: 1, maximum: 5, description: "level after" },
      p: { ...number, minimum: 1, maximum: 5, description: "level before" },
      w: { ...text2, description: "strongest reason in words" },
      v: { ...text2, description: "the same in English, from yellow on" },
      m: { enum: [0, 1], description: "1: simulated" },
      x: {
        type: "array",
        items: { type: "number" },
        minItems: 2,
        maxItems: 2,
        description: "longitude, latitude"
      }
    },
    "One event that was stored, with what it did to its enterprise's score.",
    ["v", "x"]
  ),
  alerts: object(
    {
      id: number,
      enterpriseId: number,
      name: text2,
      district: { ...text2, pattern: "^\\d{6}$" },
      from: { enum: LEVELS },
      to: { enum: LEVELS },
      score: { type: "number" },
      state: text2,
      reason: text2,
      timeMs: number,
      simulated: { type: "boolean" }
    },
    "A risk alert (\u9884\u8B66) that was raised or changed."
  ),
  system: object(
    {
      code: text2,
      severity: { enum: ["info", "warning", "critical"] },
      active: { type: "boolean" },
      subject: text2,
      timeMs: number
    },
    "The program's own alarm (\u544A\u8B66)."
  )
};
var acknowledgement = {
  alertId: number,
  version: { ...number, description: "optimistic lock" },
  requestId: {
    ...text2,
    minLength: 8,
    maxLength: 64,
    description: "the same request sent again answers the same"
  },
  comment: { ...text2, maxLength: 1e3 }
};
var SERVER_FRAMES = {
  data: {
    type: "array",
    description: "[topic, first sequence, the server's clock when sent, bodies of consecutive sequences]",
    prefixItems: [
      { ...text2, pattern: "^[a-z]+\\.\\d{6}$" },
      number,
      number,
      { type: "array", items: { anyOf: Object.values(BODIES) } }
    ],
    minItems: 4,
    maxItems: 4
  },
  hello: control(
    "hello",
    { v: { const: FEED_VERSION }, heads, beatMs: number, nowMs: number },
    "First frame: the topics that the session may follow, with their heads."
  ),
  subscribed: control(
    "subscribed",
    { from: heads },
    "Data of these topics follows, beginning after the sequences."
  ),
  unsubscribed: control(
    "unsubscribed",
    { topics: { type: "array", items: text2 } },
    "Nothing more comes of these."
  ),
  snapshot: control(
    "snapshot",
    { why: { enum: SNAPSHOT_REASONS }, heads },
    "Messages were skipped: read the picture over HTTP; messages after the heads follow by themselves."
  ),
  beat: control("beat", { nowMs: number }, "A sign of life."),
  acknowledged: control(
    "acknowledged",
    {
      requestId: text2,
      result: object({ ok: { type: "boolean" }, version: number, state: text2, reason: text2 }, void 0, [
        "version",
        "state",
        "reason"
      ])
    },
    "Answer to an acknowledgement."
  ),
  error: control(
    "error",
    { code: { enum: FEED_ERRORS }, topics: { type: "array", items: text2 }, hint: text2 },
    "A refusal; a close code may follow.",
    ["topics"]
  )
};
var CLIENT_FRAMES = {
  subscribe: control(
    "subscribe",
    { since: { type: "object", additionalProperties: { type: ["integer", "null"], minimum: 0 } } },
    'Follow topics after the last sequence seen, or from the head with null. "events.*" stands for all allowed ones.'
  ),
  unsubscribe: control("unsubscribe", { topics: { type: "array", items: text2 } }, "End topics."),
  acknowledge: control("acknowledge", acknowledgement, "Acknowledge an alert (\u7B7E\u6536).")
};
function makeAsyncApi(info) {
  const messages = (frames) => Object.fromEntries(
    Object.entries(frames).map(([name, payload]) => [
      name,
      { name, contentType: "application/json", payload }
    ])
  );
  const refs = (channel, frames) => Object.keys(frames).map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const codes = Object.entries(CLOSE).map(([name, code]) => `${code} ${name}`);
  const topics = CHANNELS.map((channel) => `\`${channel}.<district>\``).join(", ");
  const feedEvents = { f: SERVER_FRAMES.data, alert: BODIES.alerts, system: BODIES.system };
  const ioEvents = {
    ...feedEvents,
    presence: object({ district: text2, online: number }),
    bye: object({ code: number, reason: text2 })
  };
  return {
    asyncapi: "3.0.0",
    info: {
      title: "\u89C2\u6F9C push",
      version: info.version,
      description: `Topics: ${topics}; each has a gapless sequence, so a client that comes back names the last one it saw. The session cookie of the pages decides who connects. Close codes: ${codes.join(", ")}. Rules: realtime/SPEC.md.`,
      license: { name: "Apache-2.0" }
    },
    defaultContentType: "application/json",
    servers: {
      feed: {
        host: "{host}",
        protocol: "ws",
        pathname: info.basePath,
        variables: { host: { default: "127.0.0.1:8080" } }
      }
    },
    channels: {
      feed: {
        address: `${info.basePath}feed`,
        title: "Topic feed (walls, programs)",
        description: "WebSocket, one JSON text a frame.",
        messages: messages({ ...SERVER_FRAMES, ...CLIENT_FRAMES })
      },
      socketIo: {
        address: `${info.basePath}socket.io/`,
        title: "socket.io (pages, officers)",
        description: "The same frames as the events `f` (data) and `c` (control, as text). With `auth: {events: true, since}` alerts and alarms come as the events `alert` and `system`: {topic, seq, body}.",
        messages: messages({ ...ioEvents, acknowledge: object(acknowledgement) })
      }
    },
    operations: {
      receiveFrames: {
        action: "send",
        channel: { $ref: "#/channels/feed" },
        messages: refs("feed", SERVER_FRAMES)
      },
      sendFrames: {
        action: "receive",
        channel: { $ref: "#/channels/feed" },
        messages: refs("feed", CLIENT_FRAMES)
      },
      receiveEvents: {
        action: "send",
        channel: { $ref: "#/channels/socketIo" },
        messages: refs("socketIo", ioEvents)
      },
      acknowledge: {
        action: "receive",
        channel: { $ref: "#/channels/socketIo" },
        messages: [{ $ref: "#/channels/socketIo/messages/acknowledge" }]
      }
    },
    components: {
      schemas: { eventBody: BODIES.events, alertBody: BODIES.alerts, systemBody: BODIES.system }
    }
  };
}

// server/auth/first-run.ts
import { randomInt } from "node:crypto";
var FIRST_ADMINISTRATOR = "admin";
var ALPHABET = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
async function ensureFirstAdministrator(db, hasher2) {
  if (await countUsers(db) > 0) return null;
  const password = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const passwordHash = await hasher2.hash(password);
  return db.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const userId = await createUser(tx, {
      login: FIRST_ADMINISTRATOR,
      name: "\u7CFB\u7EDF\u521D\u59CB\u7BA1\u7406\u5458",
      passwordHash,
      mustChangePassword: true
    });
    if (userId === null) return null;
    await addPost(tx, { userId, organisationId: organisations.city, role: "city-administrator" });
    return { user: FIRST_ADMINISTRATOR, password };
  });
}

// server/auth/totp.ts
import { createHash as createHash3, randomInt as randomInt2 } from "node:crypto";
import { Secret, TOTP } from "otpauth";
var PERIOD_SECONDS = 30;
var WINDOW = 1;
function makeTotpSecret() {
  return new Secret({ size: 20 }).base32;
}
function totpAddress(secret, user) {
  return makeTotp(secret, user).toString();
}
function verifyTotp(secret, code, nowMs, lastStep) {
  const delta = makeTotp(secret, "").validate({ token: code, timestamp: nowMs, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(nowMs / 1e3 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}
function makeRecoveryCodes() {
  const letters = "23456789abcdefghjkmnpqrstuvwxyz";
  return Array.from({ length: 10 }, () => {
    const code = Array.from({ length: 10 }, () => letters[randomInt2(letters.length)]).join("");
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}
function hashRecoveryCode(code) {
  return createHash3("sha256").update(code.trim().toLowerCase()).digest("hex");
}
function makeTotp(secret, user) {
  return new TOTP({
    issuer: "Guanlan",
    label: user === "" ? "user" : user,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret)
  });
}

// store/login-attempts.ts
async function insertLoginAttempt(db, attempt) {
  await db.execute(sql`
    insert into login_attempts (login, user_id, address, at, outcome)
    values (${attempt.login.slice(0, 200)}, ${attempt.userId}, ${attempt.address}, ${instant(attempt.atMs)}, ${attempt.outcome})`);
}
function countFailures(db, login, address, sinceMs) {
  return one(
    db,
    sql`
    select
      (select count(*) from login_attempts where lower(login) = lower(${login}) and at > ${instant(sinceMs)}
        and outcome in ('wrong-password', 'wrong-totp', 'unknown-user')) as "byLogin",
      (select count(*) from login_attempts where address = ${address} and at > ${instant(sinceMs)}
        and outcome in ('wrong-password', 'wrong-totp', 'unknown-user')) as "byAddress"`
  );
}

// store/second-factors.ts
async function takeTotpStep(db, userId, step) {
  return await db.execute(sql`
    update users set totp_step = ${step} where id = ${userId} and (totp_step is null or totp_step < ${step})`) === 1;
}
async function replaceRecoveryCodes(tx, userId, hashes) {
  await tx.execute(sql`delete from recovery_codes where user_id = ${userId}`);
  await tx.execute(sql`
    insert into recovery_codes (user_id, code_hash) select ${userId}::bigint, hash from unnest(${hashes}::text[]) as i(hash)`);
}
async function takeRecoveryCode(db, userId, hash) {
  return await db.execute(sql`
    update recovery_codes set used_at = now() where user_id = ${userId} and code_hash = ${hash} and used_at is null`) === 1;
}
async function readPasswordHistory(db, userId, most) {
  const rows = await db.query(sql`
    select password_hash as hash from password_history where user_id = ${userId} order by id desc limit ${most}`);
  return rows.map((row) => row.hash);
}
async function keepPassword(db, userId, hash) {
  await db.execute(sql`insert into password_history (user_id, password_hash) values (${userId}, ${hash})`);
}

// server/auth/login.ts
var LOGIN_RULE = { lockAfter: 5, lockMs: 15 * 6e4, addressLimit: 60 };
function makeLogin(deps, rule = LOGIN_RULE) {
  const { db, clock, hasher: hasher2 } = deps;
  async function note(credentials, userId, outcome) {
    deps.onOutcome(outcome);
    const { login, address } = credentials;
    await insertLoginAttempt(db, { login, userId, address, atMs: clock.now(), outcome });
  }
  async function refuseFailure(credentials, user, outcome) {
    await note(credentials, user?.id ?? null, outcome);
    const nowMs = clock.now();
    const lockUntilMs = nowMs + rule.lockMs;
    const failed = user === null ? (await countFailures(db, credentials.login, credentials.address, nowMs - rule.lockMs)).byLogin : (await noteFailedLogin(db, user.id, { lockAfter: rule.lockAfter, lockUntilMs })).failedLogins;
    if (failed >= rule.lockAfter) throw lockedUntil(lockUntilMs, nowMs);
    if (outcome === "wrong-totp") throw new Refusal("auth.totp-wrong");
    throw new Refusal("auth.failed", {
      left: rule.lockAfter - failed,
      minutes: Math.round(rule.lockMs / 6e4)
    });
  }
  async function refuseLocked(credentials, user) {
    const nowMs = clock.now();
    const failures = await countFailures(db, credentials.login, credentials.address, nowMs - rule.lockMs);
    if (failures.byAddress >= rule.addressLimit) {
      await note(credentials, user?.id ?? null, "limited");
      throw lockedUntil(nowMs + rule.lockMs, nowMs);
    }
    const until = user === null ? failures.byLogin >= rule.lockAfter ? nowMs + rule.lockMs : null : user.lockedUntilMs;
    if (until === null) return;
    if (until > nowMs) {
      await note(credentials, user?.id ?? null, "locked");
      throw lockedUntil(until, nowMs);
    }
    if (user !== null) await unlockUser(db, user.id);
  }
  async function checkSecondFactor(credentials, user) {
    if (!user.totpEnabled || user.totpSecret === null) return;
    if (credentials.recoveryCode !== void 0) {
      if (await takeRecoveryCode(db, user.id, hashRecoveryCode(credentials.recoveryCode))) return;
      await refuseFailure(credentials, user, "wrong-totp");
    }
    if (credentials.totp === void 0) {
      await note(credentials, user.id, "totp-needed");
      throw new Refusal("auth.totp-required");
    }
    const opened = deps.cipher.open(user.totpSecret, totpContext(user.id));
    const step = opened.ok ? verifyTotp(opened.plain, credentials.totp, clock.now(), null) : null;
    if (step === null) await refuseFailure(credentials, user, "wrong-totp");
    if (!await takeTotpStep(db, user.id, step)) {
      await note(credentials, user.id, "wrong-totp");
      throw new Refusal("auth.totp-used");
    }
  }
  return {
    async check(credentials) {
      const found2 = await findUserByLogin(db, credentials.login);
      await refuseLocked(credentials, found2);
      const right = await hasher2.verify(found2?.passwordHash ?? null, credentials.password);
      if (found2 === null) return refuseFailure(credentials, null, "unknown-user");
      if (!right) return refuseFailure(credentials, found2, "wrong-password");
      const user = await readUserSecrets(db, found2.id);
      const nowMs = clock.now();
      if (user.lockedUntilMs !== null && user.lockedUntilMs > nowMs)
        throw lockedUntil(user.lockedUntilMs, nowMs);
      if (user.disabled) {
        await note(credentials, user.id, "disabled");
        throw new Refusal("auth.disabled");
      }
      await checkSecondFactor(credentials, user);
      if (user.passwordHash !== null && hasher2.needsRehash(user.passwordHash)) {
        await setPassword(db, user.id, await hasher2.hash(credentials.password), user.mustChangePassword);
      }
      await noteLogin(db, user.id);
      await note(credentials, user.id, "ok");
      return user;
    }
  };
}
function totpContext(userId) {
  return `users.totp_secret:${userId}`;
}
function lockedUntil(untilMs, nowMs) {
  const seconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1e3));
  const time = new Date(untilMs + ZONE_OFFSET_MS).toISOString().slice(11, 16);
  return new Refusal("auth.locked", { time }, { retryAfterSeconds: seconds });
}

// server/auth/account.ts
var REMEMBERED = 5;
function makeAccount(deps) {
  const { db, clock, hasher: hasher2, cipher } = deps;
  async function read(userId) {
    const user = await readUserSecrets(db, userId);
    if (user === null) throw new Refusal("auth.required");
    return user;
  }
  async function stepOf(user, code) {
    if (user.totpSecret === null) throw new Refusal("auth.totp-off");
    const opened = cipher.open(user.totpSecret, totpContext(user.id));
    const step = opened.ok ? verifyTotp(opened.plain, code, clock.now(), null) : null;
    if (step === null) throw new Refusal("auth.totp-wrong");
    return step;
  }
  return {
    async changePassword(userId, current, next2, also) {
      const user = await read(userId);
      if (!await hasher2.verify(user.passwordHash, current)) throw new Refusal("auth.password-wrong");
      const faults = checkPassword(next2, user.login);
      if (faults.length > 0) {
        throw new Refusal(
          "auth.password-weak",
          { detail: faults.join(", ") },
          {
            details: faults.map((fault2) => ({ path: "body.next", code: fault2, message: fault2 }))
          }
        );
      }
      const before = [user.passwordHash, ...await readPasswordHistory(db, userId, REMEMBERED - 1)];
      for (const hash2 of before) {
        if (hash2 !== null && await hasher2.verify(hash2, next2)) throw new Refusal("auth.password-reused");
      }
      const hash = await hasher2.hash(next2);
      await db.transaction(async (tx) => {
        if (user.passwordHash !== null) await keepPassword(tx, userId, user.passwordHash);
        await setPassword(tx, userId, hash, false);
        await also(tx);
      });
    },
    async resetPassword(tx, userId, next2) {
      await setPassword(tx, userId, await hasher2.hash(next2), true);
    },
    async beginTotp(userId, also) {
      const user = await read(userId);
      if (user.totpEnabled) throw new Refusal("auth.totp-on");
      const secret = makeTotpSecret();
      await db.transaction(async (tx) => {
        await setTotp(tx, userId, cipher.seal(secret, totpContext(userId)), false);
        await also(tx);
      });
      return { secret, uri: totpAddress(secret, user.login) };
    },
    async enableTotp(userId, code, also) {
      const user = await read(userId);
      if (user.totpEnabled) throw new Refusal("auth.totp-on");
      const step = await stepOf(user, code);
      const codes = makeRecoveryCodes();
      await db.transaction(async (tx) => {
        if (!await takeTotpStep(tx, userId, step)) throw new Refusal("auth.totp-used");
        await setTotp(tx, userId, user.totpSecret, true);
        await replaceRecoveryCodes(tx, userId, codes.map(hashRecoveryCode));
        await also(tx);
      });
      return codes;
    },
    async disableTotp(userId, proof, also) {
      const user = await read(userId);
      if (!user.totpEnabled) throw new Refusal("auth.totp-off");
      const step = /^\d{6}$/.test(proof) ? await stepOf(user, proof) : null;
      await db.transaction(async (tx) => {
        const proven = step === null ? await takeRecoveryCode(tx, userId, hashRecoveryCode(proof)) : await takeTotpStep(tx, userId, step);
        if (!proven) throw new Refusal(step === null ? "auth.totp-wrong" : "auth.totp-used");
        await setTotp(tx, userId, null, false);
        await replaceRecoveryCodes(tx, userId, []);
        await also(tx);
      });
    }
  };
}

// server/auth/oidc.ts
import * as oidc from "openid-client";
var MAX_AGE_MS = 10 * 6e4;
var CONTEXT = "oidc.cookie";
function makeOidc(config, deps) {
  let known3 = null;
  function discover() {
    known3 ??= oidc.discovery(
      new URL(config.issuer),
      config.clientId,
      config.clientSecret ?? void 0,
      config.clientSecret === null ? oidc.None() : void 0,
      // A closed network may run its issuer without TLS; the operator chose that address.
      {
        timeout: 10,
        ...config.issuer.startsWith("http:") ? { execute: [oidc.allowInsecureRequests] } : {}
      }
    ).catch((cause) => {
      known3 = null;
      throw cause;
    });
    return known3;
  }
  async function ask(work3) {
    try {
      return await work3();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      deps.log.warn({ err: error }, "single sign-on failed");
      throw new Refusal("auth.oidc-failed");
    }
  }
  return {
    label: config.label,
    begin: (redirectUri) => ask(async () => {
      const issuer = await discover();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        untilMs: deps.clock.now() + MAX_AGE_MS
      };
      const url = oidc.buildAuthorizationUrl(issuer, {
        redirect_uri: redirectUri,
        scope: "openid profile",
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: "S256"
      });
      return { url: url.href, cookie: deps.cipher.seal(JSON.stringify(pending), CONTEXT) };
    }),
    finish: (currentUrl, cookie) => ask(async () => {
      const pending = readPending(deps.cipher, cookie);
      if (pending === null || pending.untilMs < deps.clock.now()) throw new Refusal("auth.oidc-state");
      if (currentUrl.searchParams.get("state") !== pending.state) throw new Refusal("auth.oidc-state");
      const tokens = await oidc.authorizationCodeGrant(await discover(), currentUrl, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true
      });
      const claims = tokens.claims();
      if (claims === void 0) throw new Refusal("auth.oidc-failed");
      const login = claims.preferred_username;
      return { issuer: claims.iss, subject: claims.sub, login: typeof login === "string" ? login : null };
    })
  };
}
function readPending(cipher, cookie) {
  if (cookie === void 0) return null;
  const opened = cipher.open(cookie, CONTEXT);
  return opened.ok ? JSON.parse(opened.plain) : null;
}

// server/auth/people.ts
function makePeople(deps, config) {
  const hasher2 = createPasswordHasher();
  return {
    hasher: hasher2,
    sessions: makeSessions(deps, config.session),
    login: makeLogin({ ...deps, hasher: hasher2, onOutcome: deps.onLogin }, config.login ?? LOGIN_RULE),
    account: makeAccount({ ...deps, hasher: hasher2 }),
    oidc: config.oidc === null ? null : makeOidc(config.oidc, deps)
  };
}

// server/http/app.ts
import { timingSafeEqual } from "node:crypto";
import { join as join8 } from "node:path";

// server/auth/source-key.ts
var NOTE_MS = 6e4;
function makeSourceKeys(deps) {
  const noted2 = /* @__PURE__ */ new Map();
  return {
    async authenticate(request) {
      const secret = readKey(request);
      if (secret === void 0) throw new Refusal("ingest.key-missing");
      const result = await findSourceByKey(deps.db, secret);
      if (!result.ok) {
        const refusal = refusalOf(result);
        if (result.sourceId !== null) await deps.refusals.note(result.sourceId, refusal, "");
        throw refusal;
      }
      const nowMs = deps.clock.now();
      if (nowMs - (noted2.get(result.keyId) ?? 0) > NOTE_MS) {
        noted2.set(result.keyId, nowMs);
        await noteKeyUsed(deps.db, result.keyId);
      }
      return result.source;
    }
  };
}
function refusalOf(result) {
  const source = result.sourceId ?? "";
  switch (result.reason) {
    case "expired":
      return new Refusal("ingest.key-expired", { source, time: dayOf(result.expiresAtMs ?? 0) });
    case "disabled":
      return new Refusal("ingest.source-disabled", { source });
    case "revoked":
      return new Refusal("ingest.key-revoked", { source });
    case "unknown":
      return new Refusal("ingest.key-unknown");
  }
}
function readKey(request) {
  const bearer = /^Bearer\s+(\S{10,200})$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== void 0) return bearer;
  const header = request.headers["x-api-key"];
  return typeof header === "string" && header.length >= 10 && header.length <= 200 ? header : void 0;
}

// server/http/audit.ts
function makeAuditWriter(clock, user, request, trace) {
  let written = 0;
  return {
    async write(db, note) {
      const draft2 = {
        atMs: clock.now(),
        actorId: note.actor?.id ?? user?.id ?? null,
        actor: note.actor?.name ?? user?.name ?? "",
        action: note.action,
        subject: note.subject,
        before: note.before,
        after: note.after,
        address: request.ip,
        traceId: trace.traceId
      };
      if ("transaction" in db) await db.transaction((tx) => appendAudit(tx, [draft2]));
      else await appendAudit(db, [draft2]);
      written++;
    },
    noteWritten() {
      written++;
    },
    count: () => written
  };
}

// server/http/metrics.ts
import { Counter as Counter2, Gauge as Gauge2, Histogram as Histogram2 } from "prom-client";
function makeHttpMetrics(registry) {
  const registers = [registry];
  return {
    seconds: new Histogram2({
      name: "http_seconds",
      help: "time from the request's head to the end of its answer",
      labelNames: ["method", "route", "status"],
      buckets: [5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers
    }),
    refusals: new Counter2({
      name: "http_refusals_total",
      help: "coded refusals",
      labelNames: ["code"],
      registers
    }),
    exportsRunning: new Gauge2({ name: "exports_running", help: "exports that are being written", registers })
  };
}
function makeLoginCounter(registry) {
  const logins = new Counter2({
    name: "logins_total",
    help: "logins by outcome",
    labelNames: ["outcome"],
    registers: [registry]
  });
  return (outcome) => logins.inc({ outcome });
}

// server/http/precompress.ts
import { readdir, readFile as readFile2, rename, stat, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
var COMPRESSIBLE = /\.(?:js|css|svg|json|map|txt|webmanifest|wasm)$/;
var LEAST_BYTES = 1024;
var BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
async function precompress(folder, signal) {
  let written = 0;
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch {
    return 0;
  }
  for (const entry of entries) {
    if (signal?.aborted) break;
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const path = join3(entry.parentPath, entry.name);
    const { mtimeMs, size } = await stat(path);
    if (size < LEAST_BYTES || await isNewer(`${path}.br`, mtimeMs)) continue;
    const bytes = await readFile2(path);
    try {
      await replace(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      await replace(`${path}.br`, await promisify(brotliCompress)(bytes, BROTLI));
      written++;
    } catch (error) {
      if (["EROFS", "EACCES", "EPERM"].includes(error.code ?? "")) return written;
      throw error;
    }
  }
  return written;
}
async function isNewer(path, mtimeMs) {
  const found2 = await stat(path).catch(() => null);
  return found2 !== null && found2.mtimeMs >= mtimeMs;
}
async function replace(path, bytes) {
  const part = `${path}.${process.pid}.part`;
  await writeFile2(part, bytes);
  await rename(part, path);
}

// server/http/rate.ts
function makeRate(maxKeys = 2e4) {
  const buckets = /* @__PURE__ */ new Map();
  return {
    take(key, perMinute, nowMs) {
      const bucket = buckets.get(key) ?? { tokens: perMinute, atMs: nowMs };
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value);
      bucket.tokens = Math.min(perMinute, bucket.tokens + (nowMs - bucket.atMs) / 6e4 * perMinute);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) * 60 / perMinute));
      bucket.tokens -= 1;
      return 0;
    }
  };
}

// server/http/shell.ts
import fastifyCookie from "@fastify/cookie";
import fastifyMultipart from "@fastify/multipart";
import Fastify, { LogController } from "fastify";

// server/http/language.ts
function readLanguage(header) {
  if (header === void 0) return "zh";
  const wishes = header.slice(0, 500).split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = parameters.map((text4) => /^\s*q=([\d.]+)$/.exec(text4)?.[1]).find((text4) => text4 !== void 0);
    return { tag, quality: quality === void 0 ? 1 : Number(quality) };
  }).filter((wish) => wish.quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh";
    if (tag === "en" || tag.startsWith("en-")) return "en";
  }
  return "zh";
}

// server/http/answer-error.ts
function answerError(error, request, reply, onCode) {
  const trace = request.trace;
  const coded = toCoded(error, trace?.traceId ?? "");
  const said = makeError(coded.code, coded.params, readLanguage(request.headers["accept-language"]));
  onCode(coded.code);
  if (said.status >= 500) request.log.error({ err: error, code: said.code }, "request failed");
  const body = { ...said };
  if (coded instanceof Refusal) {
    if (coded.details !== void 0) body.details = [...coded.details];
    if (coded.retryAfterSeconds !== void 0) reply.header("retry-after", String(coded.retryAfterSeconds));
  }
  const { seconds } = coded.params;
  if (typeof seconds === "number" && (said.status === 429 || said.status === 503) && !reply.hasHeader("retry-after")) {
    reply.header("retry-after", String(seconds));
  }
  if (trace !== void 0) body.traceId = trace.traceId;
  if (said.status === 413) reply.header("connection", "close");
  return reply.code(said.status).header("cache-control", "no-store").type("application/json; charset=utf-8").send(JSON.stringify(body));
}
function toCoded(error, traceId) {
  if (error instanceof CodedError) return error;
  if (error instanceof LimiterFullError) {
    return new Refusal("request.rate", { seconds: 2 }, { retryAfterSeconds: 2 });
  }
  const code = error.code;
  if (typeof code === "string") {
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE") {
      return new Refusal("ingest.body-too-large", { max: 0 });
    }
    if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" || code === "FST_INVALID_MULTIPART_CONTENT_TYPE") {
      return new Refusal("request.media-type", { type: "" });
    }
    if (DATABASE_GONE.test(code) || code === "ENOENT" && error.syscall === "connect")
      return new Refusal("request.unavailable", { part: "database" }, { retryAfterSeconds: 5 });
    if (code === "store.bad-cursor") return new Refusal("enterprise.cursor");
    if (code === "57014") return new Refusal("request.timeout", { seconds: 30 });
  }
  if (/timeout exceeded when trying to connect|Connection terminated/i.test(error.message)) {
    return new Refusal("request.unavailable", { part: "database" }, { retryAfterSeconds: 5 });
  }
  const status = error.statusCode;
  if (status !== void 0 && status >= 400 && status < 500) {
    return new Refusal(
      "request.invalid",
      {},
      { details: [{ path: "", code: String(code ?? status), message: error.message }] }
    );
  }
  return new CodedError("request.internal", { traceId });
}
var DATABASE_GONE = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|08\w{3}|53\w{3}|57P\d{2})$/;

// server/http/json-body.ts
import { TextDecoder as TextDecoder2 } from "node:util";
var MAX_JSON_DEPTH = 32;
var OPEN_BRACE = 123;
var OPEN_BRACKET = 91;
var CLOSE_BRACE = 125;
var CLOSE_BRACKET = 93;
var QUOTE = 34;
var BACKSLASH = 92;
var COMMA = 44;
function parseJsonBody(bytes, maxDepth = MAX_JSON_DEPTH) {
  if (isDeeper(bytes, maxDepth)) return { ok: false, fault: "ingest.too-deep", detail: "" };
  let text4;
  try {
    text4 = new TextDecoder2("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, fault: "ingest.bad-utf8", detail: "" };
  }
  try {
    const suspect = text4.includes("__proto__") || text4.includes("\\u005");
    return { ok: true, value: suspect ? JSON.parse(text4, dropPrototype) : JSON.parse(text4) };
  } catch (error) {
    return { ok: false, fault: "ingest.bad-json", detail: error.message.slice(0, 120) };
  }
}
function scan(bytes, see) {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (!see(i, byte, ++depth)) return;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (!see(i, byte, --depth)) return;
    } else if (byte === COMMA && !see(i, byte, depth)) return;
  }
}
function isDeeper(bytes, maxDepth) {
  let deeper = false;
  scan(bytes, (_at, _byte, depth) => {
    deeper = depth > maxDepth;
    return !deeper;
  });
  return deeper;
}
function dropPrototype(key, value) {
  return key === "__proto__" ? void 0 : value;
}
function splitArray(bytes, maxDepth) {
  const first2 = skipSpace(bytes, 0);
  if (bytes[first2] !== OPEN_BRACKET) return null;
  const elements = [];
  let start = first2 + 1;
  let isWhole = false;
  scan(bytes, (at, byte, depth) => {
    if (depth > 1) return depth <= maxDepth;
    if (depth === 1 && byte !== COMMA) return true;
    const isEmpty = skipSpace(bytes, start) >= at;
    if (isEmpty && (depth === 1 || elements.length > 0)) return false;
    if (!isEmpty) elements.push(bytes.subarray(start, at));
    start = at + 1;
    isWhole = depth === 0 && byte === CLOSE_BRACKET && skipSpace(bytes, start) === bytes.length;
    return depth === 1;
  });
  return isWhole ? elements : null;
}
function skipSpace(bytes, from) {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 10 || bytes[at] === 13 || bytes[at] === 9) at++;
  return at;
}

// server/http/bodies.ts
function addJsonBodies(app) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done5) => {
    if (body.length === 0) return done5(null, void 0);
    const parsed = parseJsonBody(body);
    if (parsed.ok) return done5(null, parsed.value);
    done5(new Refusal(parsed.fault, { max: MAX_JSON_DEPTH, detail: parsed.detail }), void 0);
  });
}
function addStreamBodies(app) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done5) => done5(null, payload));
}

// server/http/compress.ts
import { promisify as promisify2 } from "node:util";
import { constants as constants2, gzip as gzip2 } from "node:zlib";
var gzipAsync = promisify2(gzip2);
var LEAST_CHARACTERS = 4096;
function addCompression(app) {
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < LEAST_CHARACTERS) return payload;
    if (reply.getHeader("content-encoding") !== void 0) return payload;
    if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return payload;
    const packed = await gzipAsync(payload, { level: constants2.Z_BEST_SPEED });
    reply.header("content-encoding", "gzip").header("vary", "accept-encoding, accept-language");
    reply.removeHeader("content-length");
    return packed;
  });
}

// server/http/same-origin.ts
function isSameOrigin(question) {
  const { origin, fetchSite, referer } = question;
  if (fetchSite !== void 0 && fetchSite !== "same-origin" && fetchSite !== "none") return false;
  if (origin !== void 0) return isOurs(origin, question);
  if (fetchSite !== void 0) return true;
  return referer === void 0 || isOurs(referer, question);
}
function isOurs(text4, question) {
  let url;
  try {
    url = new URL(text4);
  } catch {
    return false;
  }
  return url.origin === question.publicOrigin || url.host === question.host;
}

// server/http/access.ts
var NO_SCOPE = { districts: [], street: null, businesses: null, givenTo: null };
var NOBODY = { user: null, source: null, scope: NO_SCOPE };
async function admit(route, request, input, deps) {
  const { access } = route;
  switch (access.kind) {
    case "public":
      if (route.method !== "GET") refuseForeign(request, deps);
      return NOBODY;
    case "source-key":
      return { ...NOBODY, source: await deps.authenticateSource(request) };
    case "signature":
      return NOBODY;
    case "operator":
      if (!deps.isOperator(request)) throw new Refusal("scope.role", { action: "metrics" });
      return NOBODY;
    case "self":
    case "area":
    case "subject":
    case "own":
    case "whole": {
      if (route.method !== "GET") refuseForeign(request, deps);
      const user = await deps.authenticate(request);
      if (user.mustChangePassword && !(access.kind === "self" && access.evenIfPasswordMustChange)) {
        throw new Refusal("auth.password-change");
      }
      return { user, source: null, scope: await permit(access, user.principal, input) };
    }
  }
}
async function permit(access, user, input) {
  if (access.kind === "self") return NO_SCOPE;
  if (!hasAction(user.role, access.action)) refuse2("role", access.action);
  switch (access.kind) {
    case "area": {
      const narrowed = narrowScope(user, input.query ?? {});
      if (!narrowed.ok) return refuse2(narrowed.reason, access.action);
      if (narrowed.scope.districts.length === 0) return refuse2("district", access.action);
      return narrowed.scope;
    }
    case "own":
      return scopeOf(user);
    case "subject": {
      const subject = await access.subject(input.params);
      if (subject === null) throw new Refusal("request.not-found");
      const decision = decide(user, access.action, subject);
      if (!decision.ok) return refuse2(decision.reason, access.action);
      return scopeOf(user);
    }
    case "whole": {
      const subject = access.subject === void 0 ? {} : await access.subject(input.params);
      if (subject === null) throw new Refusal("request.not-found");
      const decision = decide(user, access.action, subject);
      if (!decision.ok) return refuse2(decision.reason, access.action);
      return scopeOf(user);
    }
  }
}
function narrowByBody(user, access, body) {
  const narrowed = narrowScope(user.principal, body ?? {});
  if (!narrowed.ok) return refuse2(narrowed.reason, access.kind === "area" ? access.action : "");
  return narrowed.scope;
}
function refuse2(reason2, action) {
  throw new Refusal(`scope.${reason2}`, { action });
}
function refuseForeign(request, deps) {
  const { origin, referer } = request.headers;
  const fetchSite = request.headers["sec-fetch-site"];
  const ours = isSameOrigin({
    origin,
    referer,
    fetchSite: typeof fetchSite === "string" ? fetchSite : void 0,
    host: request.host,
    publicOrigin: deps.publicOrigin
  });
  if (!ours) throw new Refusal("request.cross-site");
}
function areaOf(scope) {
  return scope.districts.length === 1 ? scope.districts[0] : CITY;
}

// server/http/trace.ts
import { randomBytes } from "node:crypto";
var TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
function makeTrace(header) {
  const match = header === void 0 ? null : TRACEPARENT.exec(header.trim().toLowerCase());
  const spanId = randomBytes(8).toString("hex");
  if (match === null || /^0+$/.test(match[1]) || /^0+$/.test(match[2])) {
    return { traceId: randomBytes(16).toString("hex"), spanId, sampled: true };
  }
  return {
    traceId: match[1],
    spanId,
    sampled: (Number.parseInt(match[3], 16) & 1) === 1
  };
}
function formatTraceparent(trace) {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? "01" : "00"}`;
}

// server/http/router.ts
function addRoutes(app, routes, deps, config) {
  for (const route of routes) addRoute(app, route, deps, config);
}
function addRoute(app, route, deps, config) {
  app.route({
    method: route.method,
    url: route.path,
    ...route.bodyLimitBytes === void 0 ? {} : { bodyLimit: route.bodyLimitBytes },
    config: { route },
    onRequest: async (request) => {
      if (route.rate?.per === "address") takeRate(route, request.ip, deps);
      const params8 = parse(route.params, request.params, "params");
      const query = parse(route.query, request.query, "query");
      request.admission = await admit(
        route,
        request,
        { params: request.params, query },
        deps
      );
      if (route.rate?.per === "user" && request.admission.user !== null) {
        takeRate(route, String(request.admission.user.id), deps);
      }
      request.params = params8;
      request.query = query;
    },
    handler: async (request, reply) => {
      const audit = deps.makeAudit(request.admission?.user ?? null, request, request.trace);
      const context = makeContext(route, request, reply, audit, deps);
      reply.code(route.status ?? (route.response === void 0 && route.answers === void 0 ? 204 : 200));
      const answer2 = await route.handler(context);
      if (route.trail === "audited" && audit.count() === 0)
        throw new Error(`${route.method} ${route.path} left no trail`);
      if (answer2 === reply || reply.sent) return reply;
      if (route.response === void 0) return reply.send();
      if (config.checkAnswers) checkAnswer(route, answer2);
      return reply.header("cache-control", "no-store").send(answer2);
    }
  });
}
function makeContext(route, request, reply, audit, deps) {
  const admission = request.admission;
  const isJson = route.bodyKind === void 0 || route.bodyKind === "json";
  const body = isJson ? parse(route.body, request.body, "body") : void 0;
  const areaInBody = route.access.kind === "area" && route.access.areaIn === "body";
  return {
    params: request.params,
    query: request.query,
    body,
    scope: areaInBody && admission.user !== null ? narrowByBody(admission.user, route.access, body) : admission.scope,
    language: readLanguage(request.headers["accept-language"]),
    trace: request.trace,
    address: request.ip,
    nowMs: deps.clock.now(),
    audit,
    request,
    reply,
    get user() {
      if (admission.user === null) throw new Refusal("auth.required");
      return admission.user;
    },
    get source() {
      if (admission.source === null) throw new Refusal("ingest.key-missing");
      return admission.source;
    }
  };
}
function takeRate(route, key, deps) {
  const { perMinute } = route.rate;
  const seconds = deps.rate.take(`${route.method} ${route.path} ${key}`, perMinute, deps.clock.now());
  if (seconds > 0) throw new Refusal("request.rate", { seconds }, { retryAfterSeconds: seconds });
}
function parse(schema, value, where) {
  if (schema === void 0) return where === "params" ? value ?? {} : void 0;
  const parsed = schema.safeParse(value ?? (where === "body" ? void 0 : {}));
  if (parsed.success) return parsed.data;
  throw new Refusal("request.invalid", {}, { details: faultsOf(parsed.error, where) });
}
function faultsOf(error, where) {
  return error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path].join("."),
    code: issue.code,
    message: issue.message
  }));
}
function checkAnswer(route, answer2) {
  const parsed = route.response.safeParse(answer2);
  if (parsed.success) return;
  throw new Error(
    `${route.method} ${route.path} answered another shape: ${JSON.stringify(parsed.error.issues).slice(0, 2e3)}`
  );
}
function addTrace(app) {
  app.decorateRequest("trace", null);
  app.decorateRequest("admission", null);
  app.addHook("onRequest", async (request, reply) => {
    const header = request.headers.traceparent;
    request.trace = makeTrace(typeof header === "string" ? header : void 0);
    reply.header("x-trace-id", request.trace.traceId);
  });
}

// server/http/security-headers.ts
var POLICY_PARTS = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'"
];
function makePolicy(host) {
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  return [...POLICY_PARTS, `connect-src 'self'${sockets}`].join("; ");
}
function addSecurityHeaders(app) {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("content-security-policy", makePolicy(request.host));
    reply.header("x-content-type-options", "nosniff");
    reply.header("x-frame-options", "DENY");
    reply.header("referrer-policy", "same-origin");
    reply.header("cross-origin-opener-policy", "same-origin");
    reply.header("cross-origin-resource-policy", "same-origin");
    reply.header("permissions-policy", "camera=(), microphone=(), payment=(), usb=()");
    if (request.protocol === "https") reply.header("strict-transport-security", "max-age=31536000");
  });
}

// server/http/site.ts
import { readFile as readFile3, stat as stat2 } from "node:fs/promises";
import { join as join4 } from "node:path";
import fastifyStatic from "@fastify/static";
async function addSite(app, config, refuseUnknown) {
  const pages = makePages(config, refuseUnknown);
  await app.register(fastifyStatic, {
    root: config.webDir,
    prefix: "/",
    suppressWarning: true,
    index: false,
    redirect: false,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    dotfiles: "ignore",
    allowedPath: (path) => !path.endsWith(".html") && !/\.(?:br|gz)$/.test(path),
    setHeaders(reply, path) {
      reply.header(
        "cache-control",
        path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
      );
      if (path.endsWith("/sw.js")) reply.header("service-worker-allowed", config.basePath);
    }
  });
  const wall2 = `${config.basePath}wall/`;
  const bare = config.basePath.slice(0, -1);
  if (bare !== "") app.get(bare, async (_request, reply) => reply.redirect(config.basePath, 308));
  app.get("/", (_request, reply) => pages.send(reply, "index.html"));
  app.get("/wall", async (_request, reply) => reply.redirect(wall2, 308));
  app.get("/wall/", (_request, reply) => pages.send(reply, "wall/index.html"));
  app.setNotFoundHandler(async (request, reply) => {
    if (isNavigation(request)) return pages.send(reply, "index.html");
    return refuseUnknown(request, reply);
  });
}
function isNavigation(request) {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const path = request.url.split("?", 1)[0];
  if (path.startsWith("/api/")) return false;
  if (/\.[a-z0-9]{1,8}$/i.test(path)) return false;
  return (request.headers.accept ?? "").includes("text/html");
}
function makePages(config, refuseUnknown) {
  const kept = /* @__PURE__ */ new Map();
  return {
    async send(reply, file) {
      const path = join4(config.webDir, file);
      const found2 = await stat2(path).catch(() => null);
      if (found2 === null) return refuseUnknown(reply.request, reply);
      let page2 = kept.get(file);
      if (page2 === void 0 || page2.mtimeMs !== found2.mtimeMs) {
        page2 = { mtimeMs: found2.mtimeMs, html: placeBase(await readFile3(path, "utf8"), config.basePath) };
        kept.set(file, page2);
      }
      return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page2.html);
    }
  };
}
function placeBase(html, basePath) {
  const tag = `<base href="${basePath}" />`;
  if (/<base\s[^>]*>/i.test(html)) return html.replace(/<base\s[^>]*>/i, tag);
  return html.replace(/<head([^>]*)>/i, `<head$1>
    ${tag}`);
}

// server/http/shell.ts
var BODY_LIMIT_BYTES = 1024 * 1024;
async function createShell(deps, config) {
  const app = Fastify(serverOptions(deps, config));
  app.setErrorHandler(
    (error, request, reply) => answerError(error, request, reply, (code) => deps.metrics.refusals.inc({ code }))
  );
  addTrace(app);
  addSecurityHeaders(app);
  addCompression(app);
  addMeasures(app, deps);
  await app.register(fastifyCookie);
  for (const kind of ["json", "stream", "multipart"]) {
    const routes = deps.routes.filter((route) => (route.bodyKind ?? "json") === kind);
    await app.register(async (scope) => {
      if (kind === "json") addJsonBodies(scope);
      if (kind === "stream") addStreamBodies(scope);
      if (kind === "multipart")
        await scope.register(fastifyMultipart, { limits: { fieldSize: 4096, fields: 10, files: 1 } });
      addRoutes(scope, routes, deps.router, { checkAnswers: config.checkAnswers });
    });
  }
  await addSite(app, config, makeRefuseUnknown(deps.routes));
  return app;
}
function serverOptions(deps, config) {
  const options = {
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: "idle",
    // Counted, not believed: our own front is one hop, a configured proxy another; what stands before them in
    // X-Forwarded-For was written by the client and could say anything.
    trustProxy: (_address, hop) => hop < Number(config.behindFront) + Number(config.trustProxy),
    rewriteUrl: (request) => stripBase(request.url ?? "/", config.basePath)
  };
  if (config.tls !== null) options.https = config.tls;
  return options;
}
function stripBase(url, basePath) {
  return basePath !== "/" && url.startsWith(basePath) ? url.slice(basePath.length - 1) : url;
}
function addMeasures(app, { metrics }) {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.seconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1e3
    );
  });
}
function makeRefuseUnknown(routes) {
  const patterns = routes.map((route) => ({
    method: route.method,
    pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, "[^/]+")}$`)
  }));
  return (request, reply) => {
    const path = request.url.split("?", 1)[0];
    const methods = [
      ...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
    ];
    const code = methods.length === 0 ? "request.not-found" : "request.method";
    const said = makeError(
      code,
      { method: request.method },
      readLanguage(request.headers["accept-language"])
    );
    if (methods.length > 0) reply.header("allow", methods.join(", "));
    return reply.code(said.status).header("cache-control", "no-store").send({ ...said, traceId: request.trace?.traceId });
  };
}

// server/modules/account/routes.ts
import { z as z4 } from "zod";

// domain/api/auth.ts
import { z as z2 } from "zod";
var loginRequest = z2.object({
  user: z2.string().min(1).max(64),
  password: z2.string().min(1).max(200),
  totp: z2.string().regex(/^\d{6}$/).optional()
});
var me = z2.object({
  id: z2.number(),
  user: z2.string(),
  name: z2.string(),
  role: z2.string(),
  /** Widest district the user may see: "310000" or one district. */
  district: z2.string(),
  street: z2.string().nullable(),
  actions: z2.array(z2.string()),
  fields: z2.array(z2.string()),
  mustChangePassword: z2.boolean(),
  totpEnabled: z2.boolean(),
  /** true when this city is simulated: the mark is shown on every screen. */
  simulatedCity: z2.boolean(),
  idleLimitSeconds: z2.number(),
  /** Configured colours of the five levels (R046), #rrggbb, normal first; absent: those of the pages' tokens. */
  levelColours: z2.object({ light: z2.array(z2.string()).length(5), dark: z2.array(z2.string()).length(5) }).optional(),
  /** Lowest score of each level, as configured; absent: the default rule. */
  levelFloors: z2.array(z2.number()).length(5).optional()
});
var authMethods = z2.object({
  oidc: z2.object({ label: z2.string(), url: z2.string() }).nullable(),
  demoUsers: z2.array(
    z2.object({
      user: z2.string(),
      password: z2.string(),
      name: z2.string(),
      role: z2.string(),
      district: z2.string()
    })
  ),
  firstRun: z2.boolean()
});

// domain/api/common.ts
import { z as z3 } from "zod";
var level = z3.enum(LEVELS);
var dimension = z3.enum(DIMENSIONS);
var inputKind = z3.enum(INPUT_KINDS);
var instant2 = z3.string();
var dimensionScores = z3.object({
  basic: z3.number(),
  compliance: z3.number(),
  behaviour: z3.number(),
  sentiment: z3.number(),
  association: z3.number()
});
var levelCounts = z3.tuple([z3.number(), z3.number(), z3.number(), z3.number(), z3.number()]);
var apiError = z3.object({
  code: z3.string(),
  message: z3.string(),
  hint: z3.string(),
  status: z3.number(),
  details: z3.array(z3.object({ path: z3.string(), code: z3.string(), message: z3.string() })).optional(),
  traceId: z3.string().optional()
});
var page = (row) => z3.object({ rows: z3.array(row), next: z3.string().nullable(), total: z3.number().nullable() });
var PERIODS = ["today", "week", "month", "quarter", "year", "custom"];
var periodQuery = z3.object({
  period: z3.enum(PERIODS).default("month"),
  from: z3.string().optional(),
  to: z3.string().optional()
});
var scopeQuery = z3.object({
  district: z3.string().regex(/^\d{6}$/).optional(),
  street: z3.string().regex(/^\d{9}$/).optional()
});
var reason = z3.object({
  findingId: z3.number().nullable(),
  dimension,
  text: z3.string(),
  textEn: z3.string(),
  points: z3.number()
});
var evidence = z3.object({
  eventUid: z3.string(),
  kind: z3.string(),
  time: instant2,
  text: z3.string(),
  source: z3.string()
});

// server/http/route.ts
function defineRoute(spec) {
  return spec;
}

// server/modules/account/cookie.ts
function setCookie(reply, request, name, value, path, sameSite, maxAge) {
  reply.setCookie(name, value, {
    path,
    httpOnly: true,
    sameSite,
    secure: request.protocol === "https",
    ...maxAge === null ? {} : { maxAge }
  });
}

// store/oidc-links.ts
async function linkOidc(db, login, identity) {
  return await db.execute(sql`
    update users set oidc_issuer = ${identity.issuer}, oidc_subject = ${identity.subject}, updated_at = now(), version = version + 1
    where lower(login) = lower(${login}) and oidc_subject is null and disabled_at is null and not demo`) === 1;
}
async function hasAnybodyLoggedIn(db) {
  const row = await one(
    db,
    sql`select exists (select 1 from users where last_login_at is not null) as found`
  );
  return row.found;
}

// server/modules/account/oidc-routes.ts
var OIDC_COOKIE = "guanlan_oidc";
function oidcRoutes(oidc2, deps, config) {
  const { db } = deps;
  const callback = (request) => {
    const origin = config.publicOrigin ?? `${request.protocol}://${request.host}`;
    return `${origin}${config.basePath}api/auth/oidc/callback`;
  };
  const goBack = (reply, error) => {
    if (!(error instanceof Refusal)) throw error;
    return reply.redirect(`${config.basePath}?fault=${error.code}`, 302);
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/auth/oidc",
      tag: "account",
      summary: { zh: "\u8F6C\u5230\u5355\u70B9\u767B\u5F55", en: "Go to the single sign-on" },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 60 },
      answers: "text/html",
      handler: async ({ request, reply }) => {
        try {
          const { url, cookie } = await oidc2.begin(callback(request));
          setCookie(reply, request, OIDC_COOKIE, cookie, config.basePath, "lax", 600);
          return reply.redirect(url, 302);
        } catch (error) {
          return goBack(reply, error);
        }
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/oidc/callback",
      tag: "account",
      summary: { zh: "\u5355\u70B9\u767B\u5F55\u8FD4\u56DE\u5730\u5740", en: "Where the single sign-on sends the browser back" },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 60 },
      answers: "text/html",
      handler: async (context) => {
        const { request, reply } = context;
        try {
          const url = new URL(callback(request));
          url.search = request.url.split("?")[1] ?? "";
          const identity = await oidc2.finish(url, request.cookies[OIDC_COOKIE]);
          reply.clearCookie(OIDC_COOKIE, { path: config.basePath });
          const user = await findOidcUser(db, identity);
          if (user === null)
            throw new Refusal("auth.oidc-unknown-user", { subject: identity.login ?? identity.subject });
          if (user.disabled) throw new Refusal("auth.disabled");
          await noteLogin(db, user.id);
          await deps.enter(context, user, "auth.login.oidc");
          return reply.redirect(config.basePath, 302);
        } catch (error) {
          return goBack(reply, error);
        }
      }
    })
  ];
}
async function findOidcUser(db, identity) {
  const known3 = await findUserByOidc(db, identity.issuer, identity.subject);
  if (known3 !== null || identity.login === null) return known3;
  if (!await linkOidc(db, identity.login, identity)) return null;
  return findUserByOidc(db, identity.issuer, identity.subject);
}

// server/modules/levels.ts
function parseLevels(list) {
  if (list === void 0 || list === "") return void 0;
  return parseList(list, LEVELS, "levels").map((level2) => LEVELS.indexOf(level2) + 1);
}
function parseList(list, known3, path) {
  return list.split(",").map((word) => {
    if (!known3.includes(word)) {
      throw new Refusal(
        "request.invalid",
        {},
        {
          details: [
            {
              path: `query.${path}`,
              code: "invalid_value",
              message: `"${word.slice(0, 40)}" is not one of ${known3.join(", ")}`
            }
          ]
        }
      );
    }
    return word;
  });
}
function levelWord(number2) {
  return levelOf(number2);
}
function dimensionsOf(values) {
  return Object.fromEntries(
    DIMENSIONS.map((dimension2, i) => [dimension2, round3(values[i] ?? 0)])
  );
}
function round3(value) {
  return Math.round(value * 100) / 100;
}
function iso(ms) {
  return new Date(ms).toISOString();
}
function isoOrNull(ms) {
  return ms === null ? null : iso(ms);
}

// server/modules/account/routes.ts
var done = z4.object({});
function accountRoutes(deps, config) {
  const { db, sessions, account } = deps;
  const present6 = (user) => presentMe(user, config.simulatedCity, sessions.config.idleMs);
  async function enter(context, user, action) {
    const holder = await readPostHolder(db, user.id);
    if (holder === null) throw new Refusal("auth.disabled");
    const { request, reply, address, audit } = context;
    const old = request.cookies[SESSION_COOKIE];
    if (old !== void 0) {
      const before = await sessions.authenticate(old).catch((error) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      if (before !== null) await sessions.end(before.id, before.sessionHash, "rotated");
    }
    const session = await sessions.open(
      { id: user.id, postId: holder.postId },
      { address, userAgent: request.headers["user-agent"] ?? "" }
    );
    setCookie(reply, request, SESSION_COOKIE, session.token, config.basePath, "strict", null);
    await audit.write(db, { action, subject: `user:${user.id}`, actor: { id: user.id, name: user.name } });
    return sessions.authenticate(session.token);
  }
  return [
    defineRoute({
      method: "GET",
      path: "/api/auth/methods",
      tag: "account",
      summary: { zh: "\u767B\u5F55\u65B9\u5F0F", en: "Ways to log in" },
      access: { kind: "public", why: "the login page asks it before anybody is logged in" },
      response: authMethods,
      handler: async () => ({
        oidc: deps.oidc === null ? null : { label: deps.oidc.label, url: `${config.basePath}api/auth/oidc` },
        demoUsers: config.simulatedCity ? listDemoUsers() : [],
        firstRun: await config.isFirstRun()
      })
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/login",
      tag: "account",
      summary: {
        zh: "\u767B\u5F55\uFF1B\u5DF2\u542F\u7528\u4E8C\u6B21\u9A8C\u8BC1\u7684\u8D26\u53F7\u53E6\u9644 totp \u6216 recoveryCode",
        en: "Log in; with totp or recoveryCode where the second factor is on"
      },
      access: { kind: "public", why: "it is how one logs in" },
      rate: { per: "address", perMinute: 600 },
      body: loginRequest.extend({ recoveryCode: z4.string().min(10).max(20).optional() }),
      response: me,
      trail: "audited",
      handler: async (context) => {
        const { body, address } = context;
        const user = await deps.login.check({
          login: body.user.trim(),
          password: body.password,
          totp: body.totp,
          recoveryCode: body.recoveryCode,
          address
        });
        return present6(await enter(context, user, "auth.login"));
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/logout",
      tag: "account",
      summary: { zh: "\u9000\u51FA\u767B\u5F55\uFF1Beverywhere \u4E3A\u771F\u65F6\u9000\u51FA\u6240\u6709\u8BBE\u5907", en: "Log out; everywhere: on all devices" },
      access: { kind: "self", evenIfPasswordMustChange: true },
      body: z4.object({ everywhere: z4.boolean().default(false) }).default({ everywhere: false }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, reply, audit }) => {
        if (body.everywhere) await sessions.endAll(user.id, "logout everywhere");
        else await sessions.end(user.id, user.sessionHash, "logout");
        reply.clearCookie(SESSION_COOKIE, { path: config.basePath });
        await audit.write(db, {
          action: "auth.logout",
          subject: `user:${user.id}`,
          after: { everywhere: body.everywhere }
        });
        return {};
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/me",
      tag: "account",
      summary: { zh: "\u5F53\u524D\u7528\u6237\u3001\u6743\u9650\u548C\u4F1A\u8BDD\u65F6\u9650", en: "Who is logged in, rights, session limits" },
      access: { kind: "self", evenIfPasswordMustChange: true },
      response: me,
      handler: async ({ user }) => present6(user)
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/password",
      tag: "account",
      summary: {
        zh: "\u4FEE\u6539\u672C\u4EBA\u5BC6\u7801\uFF1B\u5176\u4ED6\u8BBE\u5907\u4E0A\u7684\u4F1A\u8BDD\u968F\u5373\u7ED3\u675F",
        en: "Change one's password; sessions on other devices end"
      },
      access: { kind: "self", evenIfPasswordMustChange: true },
      rate: { per: "user", perMinute: 10 },
      body: z4.object({ current: z4.string().min(1).max(200), next: z4.string().min(1).max(200) }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await account.changePassword(
          user.id,
          body.current,
          body.next,
          (tx) => audit.write(tx, { action: "auth.password", subject: `user:${user.id}` })
        );
        await sessions.endAll(user.id, "password changed", user.sessionHash);
        return {};
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/setup",
      tag: "account",
      summary: { zh: "\u751F\u6210\u4E8C\u6B21\u9A8C\u8BC1\u5BC6\u94A5", en: "Make a secret for the second factor" },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      response: z4.object({ secret: z4.string(), uri: z4.string() }),
      trail: "audited",
      handler: ({ user, audit }) => account.beginTotp(
        user.id,
        (tx) => audit.write(tx, { action: "auth.totp.setup", subject: `user:${user.id}` })
      )
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/enable",
      tag: "account",
      summary: {
        zh: "\u4EE5\u9A8C\u8BC1\u7801\u542F\u7528\u4E8C\u6B21\u9A8C\u8BC1\uFF0C\u8FD4\u56DE\u6062\u590D\u7801\uFF08\u53EA\u663E\u793A\u4E00\u6B21\uFF09",
        en: "Turn the second factor on; gives recovery codes, once"
      },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      body: z4.object({ code: z4.string().regex(/^\d{6}$/) }),
      response: z4.object({ recoveryCodes: z4.array(z4.string()) }),
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        const recoveryCodes = await account.enableTotp(
          user.id,
          body.code,
          (tx) => audit.write(tx, {
            action: "auth.totp.enable",
            subject: `user:${user.id}`,
            before: { on: false },
            after: { on: true }
          })
        );
        await sessions.endAll(user.id, "second factor changed", user.sessionHash);
        return { recoveryCodes };
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/totp/disable",
      tag: "account",
      summary: {
        zh: "\u4EE5\u9A8C\u8BC1\u7801\u6216\u6062\u590D\u7801\u505C\u7528\u4E8C\u6B21\u9A8C\u8BC1",
        en: "Turn the second factor off with a code or a recovery code"
      },
      access: { kind: "self" },
      rate: { per: "user", perMinute: 10 },
      body: z4.object({ code: z4.string().min(6).max(20) }),
      response: done,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await account.disableTotp(
          user.id,
          body.code,
          (tx) => audit.write(tx, {
            action: "auth.totp.disable",
            subject: `user:${user.id}`,
            before: { on: true },
            after: { on: false }
          })
        );
        await sessions.endAll(user.id, "second factor changed", user.sessionHash);
        return {};
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/sessions",
      tag: "account",
      summary: { zh: "\u672C\u4EBA\u7684\u5728\u7EBF\u4F1A\u8BDD", en: "One's own living sessions" },
      access: { kind: "self" },
      response: z4.object({
        sessions: z4.array(
          z4.object({
            current: z4.boolean(),
            createdAt: instant2,
            lastSeen: instant2,
            address: z4.string(),
            userAgent: z4.string()
          })
        )
      }),
      handler: async ({ user, nowMs }) => ({
        sessions: (await readSessions(db, user.id, nowMs)).map((row) => ({
          current: row.tokenHash === user.sessionHash,
          createdAt: iso(row.createdAtMs),
          lastSeen: iso(row.lastSeenMs),
          address: row.address,
          userAgent: row.userAgent
        }))
      })
    }),
    defineRoute({
      method: "GET",
      path: "/api/auth/posts",
      tag: "account",
      summary: { zh: "\u672C\u4EBA\u73B0\u4EFB\u5C97\u4F4D", en: "The posts that one holds now" },
      access: { kind: "self" },
      response: z4.object({
        posts: z4.array(
          z4.object({
            id: z4.number(),
            role: z4.string(),
            organisation: z4.string(),
            district: z4.string(),
            street: z4.string().nullable(),
            standsIn: z4.boolean(),
            current: z4.boolean()
          })
        )
      }),
      handler: async ({ user }) => ({
        posts: (await readPosts(db, user.id)).map((post2) => ({
          id: post2.id,
          role: post2.role,
          organisation: post2.organisation,
          district: post2.district,
          street: post2.street,
          standsIn: post2.standsInFor !== null,
          current: post2.id === user.postId
        }))
      })
    }),
    defineRoute({
      method: "POST",
      path: "/api/auth/post",
      tag: "account",
      summary: { zh: "\u5207\u6362\u5230\u672C\u4EBA\u7684\u53E6\u4E00\u5C97\u4F4D", en: "Act in another of one's posts" },
      access: { kind: "self" },
      body: z4.object({ postId: z4.number().int().positive() }),
      response: me,
      trail: "audited",
      handler: async ({ body, user, audit, request }) => {
        const held = (await readPosts(db, user.id)).some((post2) => post2.id === body.postId);
        if (!held || !await switchPost(db, user.sessionHash, body.postId))
          throw new Refusal("request.not-found");
        await audit.write(db, {
          action: "auth.post",
          subject: `user:${user.id}`,
          before: { postId: user.postId },
          after: { postId: body.postId }
        });
        return present6(await sessions.authenticate(request.cookies[SESSION_COOKIE]));
      }
    }),
    ...deps.oidc === null ? [] : oidcRoutes(deps.oidc, { ...deps, enter }, config)
  ];
}
function presentMe(user, simulatedCity, idleMs) {
  const { principal } = user;
  return {
    id: user.id,
    user: user.login,
    name: user.name,
    role: principal.role,
    district: principal.district,
    street: principal.street,
    actions: [...actionsOf(principal.role)],
    fields: [...fieldsOf(principal)],
    mustChangePassword: user.mustChangePassword,
    totpEnabled: user.totpEnabled,
    simulatedCity,
    idleLimitSeconds: Math.round(idleMs / 1e3)
  };
}

// server/modules/alerts/routes.ts
import { z as z6 } from "zod";

// domain/api/alerts.ts
import { z as z5 } from "zod";
var ALERT_STATES = ["open", "acknowledged", "assigned", "snoozed", "closed"];
var alertQuery = scopeQuery.extend({
  states: z5.string().optional(),
  levels: z5.string().optional(),
  mine: z5.enum(["true", "false"]).optional(),
  q: z5.string().max(100).optional(),
  cursor: z5.string().max(400).optional(),
  limit: z5.coerce.number().int().min(1).max(200).default(50)
});
var alertRow = z5.object({
  id: z5.number(),
  enterpriseId: z5.number(),
  name: z5.string(),
  district: z5.string(),
  from: level,
  to: level,
  score: z5.number(),
  state: z5.enum(ALERT_STATES),
  reason: z5.string(),
  /** 建议措施. */
  action: z5.string(),
  owner: z5.string().nullable(),
  createdAt: instant2,
  /** When it must be acknowledged or closed; null when nothing is due. */
  dueAt: instant2.nullable(),
  simulated: z5.boolean(),
  /** Optimistic lock: send it back with an action; another value answers alert.changed. */
  version: z5.number()
});
var alertPage = page(alertRow);
var alertDetail = z5.object({
  row: alertRow,
  reasons: z5.array(reason),
  evidence: z5.array(evidence),
  configVersion: z5.number(),
  modelVersion: z5.string(),
  steps: z5.array(
    z5.object({
      time: instant2,
      actor: z5.string(),
      action: z5.string(),
      comment: z5.string(),
      from: z5.string(),
      to: z5.string()
    })
  ),
  actions: z5.array(z5.enum(["acknowledge", "assign", "snooze", "close", "reopen"]))
});
var alertAction = z5.object({
  version: z5.number().int(),
  requestId: z5.string().min(8).max(64),
  comment: z5.string().max(1e3).default(""),
  assignee: z5.number().int().optional(),
  snoozeMinutes: z5.number().int().min(5).max(10080).optional(),
  verdict: z5.enum(["confirmed", "partly", "unfounded", "unverifiable"]).optional()
});
var alertCount = z5.object({ unacknowledged: z5.number(), mine: z5.number(), overdue: z5.number() });
var officerList = z5.object({
  officers: z5.array(z5.object({ id: z5.number(), name: z5.string(), role: z5.string(), district: z5.string() }))
});

// server/modules/enterprises/present.ts
function presentRow(row, spark, language) {
  return {
    id: row.id,
    name: row.name,
    code: row.creditCode,
    district: row.district,
    street: row.street,
    industry: row.industry,
    financeKind: row.financeKind,
    status: row.status,
    level: levelWord(row.level),
    score: round3(row.score),
    change: round3(row.change),
    spark: spark.map(round3),
    reason: language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason,
    lastEvent: isoOrNull(row.lastEventMs),
    since: iso(row.sinceMs),
    provisional: row.provisional,
    simulated: row.simulated,
    watched: row.watched
  };
}
function presentReasons(reasons, findingIds) {
  return reasons.map((reason2) => ({
    findingId: reason2.findingUid === null ? null : findingIds.get(reason2.findingUid) ?? null,
    dimension: reason2.dimension,
    text: reason2.text,
    textEn: reason2.textEn,
    points: round3(reason2.points)
  }));
}

// store/alert-places.ts
function findAlertPlace(db, id) {
  return first(
    db,
    sql`
    select s.district, s.street, s.finance_kind as "financeKind"
    from alerts a join scores s on s.enterprise_id = a.enterprise_id where a.id = ${id}`
  );
}

// store/findings.ts
function readFindings(db, ids, page2) {
  return db.query(sql`
    select ${COLUMNS2} from findings
    where enterprise_id = any(${ids}::bigint[]) and (${page2.retracted ?? false} or retracted_at is null)
      and id < ${page2.beforeId ?? Number.MAX_SAFE_INTEGER}
    order by time desc, id desc limit ${page2.limit}`);
}
function readFindingsByUid(db, uids) {
  return db.query(sql`select ${COLUMNS2} from findings where uid = any(${uids}) order by time desc, id desc`);
}
var COLUMNS2 = sql`id, uid, enterprise_id as "enterpriseId", detector, detector_version as "detectorVersion", rule,
  dimension, severity, time as "timeMs", recorded_at as "recordedAtMs", reason, reason_en as "reasonEn", figures, evidence,
  clause, simulated, retracted_at is not null as retracted`;
async function countFindingsByDetector(db) {
  const rows = await db.query(sql`
    select detector, count(*) as n from findings where time > now() - interval '1 day' group by detector`);
  return new Map(rows.map((row) => [row.detector, row.n]));
}

// server/modules/alerts/routes.ts
var params = z6.object({ id: z6.coerce.number().int().positive() });
var ACTION_WORDS = {
  acknowledge: { zh: "\u7B7E\u6536\u9884\u8B66", en: "Acknowledge an alert" },
  assign: { zh: "\u8F6C\u6D3E\u9884\u8B66", en: "Assign an alert" },
  snooze: { zh: "\u6682\u505C\u63A8\u9001", en: "Silence an alert for a while" },
  close: { zh: "\u529E\u7ED3\u9884\u8B66", en: "Close an alert with a verdict" },
  reopen: { zh: "\u91CD\u65B0\u6253\u5F00\u9884\u8B66", en: "Reopen an alert" }
};
function alertRoutes({ db, service }) {
  const subject = alertSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/alerts",
      tag: "alerts",
      summary: {
        zh: "\u9884\u8B66\u6536\u4EF6\u7BB1\uFF1A\u672A\u7B7E\u6536\u5728\u524D\uFF0C\u518D\u6309\u7B49\u7EA7\u548C\u65F6\u95F4",
        en: "The inbox: unacknowledged first, then by level and age"
      },
      access: { kind: "area", action: "alert.read" },
      query: alertQuery.extend({ enterpriseId: z6.coerce.number().int().positive().optional() }),
      response: alertPage,
      handler: async ({ query, scope, user, language }) => {
        const page2 = await readInbox(db, {
          scope,
          states: query.states ? parseList(query.states, ALERT_STATES, "states") : void 0,
          levels: parseLevels(query.levels),
          ownerId: query.mine === "true" ? user.id : void 0,
          enterpriseId: query.enterpriseId,
          q: query.q,
          cursor: query.cursor ?? null,
          limit: query.limit
        });
        return {
          rows: page2.rows.map((row) => presentAlert(row, language)),
          next: page2.next,
          total: page2.total
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/alerts/count",
      tag: "alerts",
      summary: { zh: "\u672A\u7B7E\u6536\u3001\u672C\u4EBA\u627F\u529E\u548C\u903E\u671F\u7684\u6570\u91CF", en: "How many are unacknowledged, mine, overdue" },
      access: { kind: "area", action: "alert.read" },
      query: scopeQuery,
      response: alertCount,
      handler: async ({ scope, user, nowMs }) => {
        const { unacknowledged, mine, overdue } = await countAlerts(db, scope, user.id, nowMs);
        return { unacknowledged, mine, overdue };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/alerts/:id",
      tag: "alerts",
      summary: {
        zh: "\u9884\u8B66\u8BE6\u60C5\uFF1A\u7406\u7531\u3001\u8BC1\u636E\u3001\u6B65\u9AA4\u3001\u53EF\u6267\u884C\u64CD\u4F5C",
        en: "One alert: reasons, evidence, steps, what can be done"
      },
      access: { kind: "subject", action: "alert.read", subject },
      params,
      response: alertDetail,
      handler: (context) => presentDetail(db, context, context.params.id)
    }),
    ...ALERT_ACTIONS.map(
      (name) => defineRoute({
        method: "POST",
        path: `/api/alerts/:id/${name}`,
        tag: "alerts",
        summary: ACTION_WORDS[name],
        access: { kind: "subject", action: `alert.${name}`, subject },
        params,
        body: alertAction,
        response: alertDetail,
        trail: "audited",
        handler: async (context) => {
          const { params: params8, body, user, audit } = context;
          await service.step(
            user,
            {
              alertId: params8.id,
              action: await makeAction(name, body, service),
              requestId: body.requestId,
              address: context.address,
              traceId: context.trace.traceId,
              nowMs: context.nowMs
            },
            context.language
          );
          audit.noteWritten();
          return presentDetail(db, context, params8.id);
        }
      })
    ),
    defineRoute({
      method: "GET",
      path: "/api/officers",
      tag: "alerts",
      summary: { zh: "\u672C\u8F96\u533A\u53EF\u627F\u529E\u9884\u8B66\u7684\u4EBA\u5458", en: "Whom an alert of the area can be given to" },
      access: { kind: "area", action: "alert.read" },
      query: scopeQuery,
      response: officerList,
      handler: async ({ scope }) => {
        const officers = await readOfficers(
          db,
          { district: areaOf(scope), street: scope.street },
          WHO_MAY["alert.read"]
        );
        const seen = /* @__PURE__ */ new Set();
        return {
          officers: officers.filter((row) => !seen.has(row.id) && seen.add(row.id)).map(({ id, name, role, district }) => ({ id, name, role, district }))
        };
      }
    })
  ];
}
function alertSubject(db) {
  return async ({ id }) => {
    const place2 = /^\d{1,15}$/.test(id ?? "") ? await findAlertPlace(db, Number(id)) : null;
    if (place2 === null) return null;
    return {
      district: place2.district,
      street: place2.street,
      business: place2.financeKind
    };
  };
}
async function makeAction(name, body, service) {
  const common = { version: body.version, comment: body.comment };
  switch (name) {
    case "acknowledge":
    case "reopen":
      return { name, ...common };
    case "assign":
      if (body.assignee === void 0) throw missing("assignee");
      return { name, ...common, assignee: { principal: await service.readAssignee(body.assignee) } };
    case "snooze":
      if (body.snoozeMinutes === void 0) throw missing("snoozeMinutes");
      return { name, ...common, minutes: body.snoozeMinutes };
    case "close":
      if (body.verdict === void 0) throw new Refusal("alert.verdict-missing");
      return { name, ...common, verdict: body.verdict };
  }
}
function missing(field) {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `body.${field}`, code: "invalid_type", message: "required" }] }
  );
}
function presentAlert(row, language) {
  const strongest = row.reasons[0];
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    from: levelOf(row.levelFrom),
    to: levelOf(row.levelTo),
    score: round3(row.score),
    state: row.state,
    reason: strongest === void 0 ? "" : language === "en" ? strongest.textEn : strongest.text,
    action: suggestAction(levelOf(row.levelTo), strongest?.dimension ?? null)[language],
    owner: row.owner,
    createdAt: iso(row.createdAtMs),
    dueAt: isoOrNull(row.dueMs),
    simulated: row.simulated,
    version: row.version
  };
}
async function presentDetail(db, {
  scope,
  user,
  language
}, id) {
  const row = await readAlert(db, id, scope);
  if (row === null) throw new Refusal("request.not-found");
  const [steps, findings] = await Promise.all([
    readAlertSteps(db, id),
    readFindingsByUid(db, row.findingUids)
  ]);
  return {
    row: presentAlert(row, language),
    reasons: presentReasons(row.reasons, new Map(findings.map((finding) => [finding.uid, finding.id]))),
    evidence: findings.flatMap(
      (finding) => finding.evidence.map(({ timeMs, ...rest }) => ({ ...rest, time: iso(timeMs) }))
    ),
    configVersion: row.configVersion,
    modelVersion: row.modelVersion,
    steps: steps.map((step) => ({
      time: iso(step.atMs),
      actor: step.actor,
      action: step.action,
      comment: step.comment,
      from: step.from,
      to: step.to
    })),
    actions: [...alertActions(toAlert(row), user.principal)]
  };
}

// server/modules/audit/routes.ts
import { z as z9 } from "zod";

// domain/api/system.ts
import { z as z7 } from "zod";
var systemStatus = z7.object({
  version: z7.string(),
  startedAt: instant2,
  node: z7.string(),
  database: z7.object({
    version: z7.string(),
    capability: z7.enum(["plain", "timescale-apache", "timescale-community"]),
    sizeBytes: z7.number(),
    migration: z7.number()
  }),
  stream: z7.object({
    version: z7.string(),
    messages: z7.number(),
    bytes: z7.number(),
    maxBytes: z7.number(),
    lag: z7.number()
  }),
  realtime: z7.object({
    driver: z7.string(),
    clients: z7.number(),
    sentPerSecond: z7.number(),
    snapshots: z7.number()
  }),
  rates: z7.object({
    ingestPerSecond: z7.number(),
    storedPerSecond: z7.number(),
    pushedPerSecond: z7.number(),
    storedP99Ms: z7.number(),
    pushedP99Ms: z7.number()
  }),
  roles: z7.array(
    z7.object({
      role: z7.string(),
      instance: z7.string(),
      host: z7.string(),
      startedAt: instant2,
      lastSeen: instant2,
      partitions: z7.array(z7.number()),
      rssMb: z7.number()
    })
  ),
  /** 告警: the program's own, apart from risk 预警. */
  alarms: z7.array(
    z7.object({
      id: z7.number(),
      code: z7.string(),
      severity: z7.enum(["info", "warning", "critical"]),
      subject: z7.string(),
      message: z7.string(),
      since: instant2,
      active: z7.boolean(),
      acknowledgedBy: z7.string().nullable()
    })
  ),
  deadLetters: z7.number(),
  detectors: z7.array(
    z7.object({
      id: z7.string(),
      version: z7.number(),
      /** Events that it looked at since the answering process started. */
      events: z7.number(),
      /** Of the last day, of all processes. */
      findings: z7.number()
    })
  )
});
var auditEntry = z7.object({
  seq: z7.number(),
  at: instant2,
  actor: z7.string(),
  action: z7.string(),
  subject: z7.string(),
  before: z7.unknown(),
  after: z7.unknown(),
  address: z7.string(),
  hash: z7.string()
});
var auditVerify = z7.object({
  entries: z7.number(),
  ok: z7.boolean(),
  firstBroken: z7.number().nullable()
});
var review = z7.object({
  id: z7.number(),
  kind: z7.string(),
  subject: z7.string(),
  before: z7.unknown(),
  after: z7.unknown(),
  state: z7.enum(["pending", "approved", "rejected"]),
  proposedBy: z7.string(),
  proposedAt: instant2,
  decidedBy: z7.string().nullable(),
  decidedAt: instant2.nullable(),
  comment: z7.string()
});

// server/modules/paging.ts
import { z as z8 } from "zod";
var pageQuery = z8.object({
  cursor: z8.string().max(40).optional(),
  limit: z8.coerce.number().int().min(1).max(200).default(50)
});
async function pageById(question, read, show) {
  const rows = await read(readCursor(question.cursor), question.limit + 1);
  const shown = rows.slice(0, question.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(show),
    next: rows.length > question.limit && last !== void 0 ? String(last.id) : null,
    total: null
  };
}
function readCursor(cursor) {
  if (cursor === void 0 || cursor === "") return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new Refusal("enterprise.cursor");
  return Number(cursor);
}

// server/modules/audit/routes.ts
function auditRoutes({ db }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/audit",
      tag: "audit",
      summary: { zh: "\u5BA1\u8BA1\u65E5\u5FD7\uFF0C\u6700\u65B0\u5728\u524D", en: "The audit log, newest first" },
      access: { kind: "whole", action: "audit.read" },
      query: pageQuery.extend({
        actor: z9.string().max(100).optional(),
        action: z9.string().max(100).optional(),
        subject: z9.string().max(200).optional(),
        from: z9.string().optional(),
        to: z9.string().optional()
      }),
      response: page(auditEntry),
      trail: "audited",
      handler: async ({ query, audit }) => {
        const filter = {
          actor: query.actor,
          action: query.action,
          subject: query.subject,
          fromMs: readDay(query.from, "from", 0),
          toMs: readDay(query.to, "to", 864e5)
        };
        const rows = await readAudit(db, filter, readCursor(query.cursor), query.limit + 1);
        const shown = rows.slice(0, query.limit);
        const last = shown.at(-1);
        await audit.write(db, {
          action: "audit.read",
          subject: "audit",
          after: { ...query, rows: shown.length }
        });
        return {
          rows: shown.map((row) => ({
            seq: row.seq,
            at: iso(row.atMs),
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            before: row.before,
            after: row.after,
            address: row.address,
            hash: row.hash
          })),
          next: rows.length > query.limit && last !== void 0 ? String(last.seq) : null,
          total: null
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/audit/verify",
      tag: "audit",
      summary: { zh: "\u6821\u9A8C\u5BA1\u8BA1\u65E5\u5FD7\u7684\u54C8\u5E0C\u94FE", en: "Walk the hash chain of the audit log" },
      access: { kind: "whole", action: "audit.verify" },
      rate: { per: "user", perMinute: 6 },
      response: auditVerify.extend({ head: z9.string() }),
      trail: "audited",
      handler: async ({ audit }) => {
        const verdict = await verifyAudit(db);
        await audit.write(db, { action: "audit.verify", subject: "audit", after: verdict });
        return verdict;
      }
    })
  ];
}
function readDay(day, field, addMs) {
  if (day === void 0 || day === "") return void 0;
  if (isDay(day)) return startOfDay(day) + addMs;
  throw new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `query.${field}`, code: "invalid_date", message: "a day as YYYY-MM-DD" }] }
  );
}

// server/modules/dead-letters/routes.ts
import { z as z11 } from "zod";

// domain/api/sources.ts
import { z as z10 } from "zod";
var tally = z10.object({
  read: z10.number(),
  accepted: z10.number(),
  duplicate: z10.number(),
  conflict: z10.number(),
  rejected: z10.number()
});
var sourceRow = z10.object({
  id: z10.string(),
  name: z10.string(),
  transport: z10.enum(["http", "webhook", "file", "replay", "simulator"]),
  kinds: z10.array(inputKind),
  enabled: z10.boolean(),
  simulated: z10.boolean(),
  lastEvent: instant2.nullable(),
  /** Longest silence that is normal, seconds; past it a 告警 is raised. */
  silenceSeconds: z10.number(),
  silent: z10.boolean(),
  ratePerMinute: z10.number(),
  today: tally,
  total: tally,
  keyExpiresAt: instant2.nullable()
});
var sourceList = z10.object({ sources: z10.array(sourceRow) });
var sourceCreate = z10.object({
  id: z10.string().regex(/^[a-z0-9-]{2,60}$/),
  name: z10.string().min(1).max(100),
  transport: z10.enum(["http", "webhook", "file"]),
  kinds: z10.array(inputKind).min(1),
  silenceSeconds: z10.number().int().min(60).default(86400),
  keyDays: z10.number().int().min(1).max(730).default(180)
});
var sourceSecret = z10.object({ id: z10.string(), secret: z10.string(), expiresAt: instant2 });
var rejectPage = page(
  z10.object({
    id: z10.number(),
    source: z10.string(),
    at: instant2,
    row: z10.number().nullable(),
    outcome: z10.enum(["rejected", "conflict"]),
    code: z10.string(),
    message: z10.string(),
    hint: z10.string(),
    raw: z10.string(),
    importId: z10.number().nullable()
  })
);
var deadLetterPage = page(
  z10.object({
    id: z10.number(),
    at: instant2,
    uid: z10.string(),
    kind: z10.string(),
    source: z10.string(),
    enterpriseId: z10.number().nullable(),
    reason: z10.string(),
    attempts: z10.number(),
    state: z10.enum(["dead", "replayed", "discarded"]),
    body: z10.string()
  })
);
var importPreview = z10.object({
  uploadId: z10.string(),
  format: z10.enum(["csv", "ndjson"]),
  columns: z10.array(z10.string()),
  rows: z10.array(z10.array(z10.string())),
  suggested: z10.record(z10.string(), z10.string()),
  targets: z10.array(z10.object({ field: z10.string(), required: z10.boolean(), description: z10.string() }))
});
var importStart = z10.object({
  uploadId: z10.string(),
  source: z10.string(),
  kind: inputKind,
  /** event field (as "subject.name", "data.text", "time") -> column. */
  mapping: z10.record(z10.string(), z10.string())
});
var importJob = z10.object({
  id: z10.number(),
  source: z10.string(),
  kind: z10.string(),
  file: z10.string(),
  state: z10.enum(["queued", "running", "done", "failed"]),
  bytes: z10.number(),
  bytesTotal: z10.number(),
  tally,
  createdAt: instant2,
  finishedAt: instant2.nullable(),
  error: z10.string().nullable()
});
var importList = z10.object({ imports: z10.array(importJob) });
var ingestResult = z10.object({
  ...tally.shape,
  results: z10.array(
    z10.object({
      row: z10.number(),
      id: z10.string().nullable(),
      outcome: z10.enum(["accepted", "duplicate", "conflict", "rejected"]),
      code: z10.string().optional(),
      message: z10.string().optional(),
      hint: z10.string().optional(),
      path: z10.string().optional()
    })
  )
});

// store/dead-letter-states.ts
async function findDeadLetterState(db, id) {
  const row = await first(db, sql`select state from dead_letters where id = ${id}`);
  return row?.state ?? null;
}

// store/dead-letters.ts
function readDeadLetters(db, page2) {
  return db.query(sql`
    select id, at as "atMs", uid, kind, source, key, enterprise_id as "enterpriseId", reason, attempts, state, body, comment
    from dead_letters
    where id < ${page2.beforeId ?? Number.MAX_SAFE_INTEGER} and (${page2.state ?? null}::text is null or state = ${page2.state ?? null})
      and (${page2.source ?? null}::text is null or source = ${page2.source ?? null})
    order by id desc limit ${page2.limit}`);
}
function decideDeadLetter(tx, id, decision) {
  return first(
    tx,
    sql`
    update dead_letters set state = ${decision.state}, decided_by = ${decision.by}, decided_at = now(), comment = ${decision.comment}
    where id = ${id} and state = 'dead'
    returning id, at as "atMs", uid, kind, source, key, enterprise_id as "enterpriseId", reason, attempts, state, body, comment`
  );
}
async function countDeadLetters(db) {
  const row = await first(
    db,
    sql`select count(*) as n from dead_letters where state = 'dead'`
  );
  return row?.n ?? 0;
}

// server/modules/dead-letters/routes.ts
var params2 = z11.object({ id: z11.coerce.number().int().positive() });
var decided = z11.object({ id: z11.number(), state: z11.enum(["replayed", "discarded"]) });
function deadLetterRoutes({ db, deadLetters }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/dead-letters",
      tag: "sources",
      summary: {
        zh: "\u6B7B\u4FE1\uFF1A\u5904\u7406\u4E94\u6B21\u4ECD\u5931\u8D25\u7684\u4E8B\u4EF6\u53CA\u539F\u56E0",
        en: "Dead letters: events that failed five times, with the reason"
      },
      access: { kind: "whole", action: "dead-letter.read" },
      query: pageQuery.extend({
        state: z11.enum(["dead", "replayed", "discarded"]).optional(),
        source: z11.string().max(60).optional()
      }),
      response: deadLetterPage,
      handler: ({ query }) => pageById(
        query,
        (beforeId, limit) => readDeadLetters(db, { state: query.state, source: query.source, beforeId, limit }),
        present
      )
    }),
    defineRoute({
      method: "POST",
      path: "/api/dead-letters/:id/replay",
      tag: "sources",
      summary: { zh: "\u91CD\u653E\u6B7B\u4FE1", en: "Replay a dead letter" },
      access: { kind: "whole", action: "dead-letter.replay" },
      params: params2,
      body: z11.object({ comment: z11.string().max(500).default("") }).default({ comment: "" }),
      response: decided,
      trail: "audited",
      handler: ({ params: params8, body, user, audit }) => db.transaction(async (tx) => {
        const row = await decideDeadLetter(tx, params8.id, {
          state: "replayed",
          by: user.id,
          comment: body.comment
        });
        if (row === null) throw await refusalOf2(db, params8.id);
        await deadLetters.replay(JSON.parse(row.body));
        await audit.write(tx, {
          action: "dead-letter.replay",
          subject: `dead-letter:${row.id}`,
          before: { state: "dead", uid: row.uid },
          after: { state: "replayed", comment: body.comment }
        });
        return { id: row.id, state: "replayed" };
      })
    }),
    defineRoute({
      method: "POST",
      path: "/api/dead-letters/:id/discard",
      tag: "sources",
      summary: {
        zh: "\u653E\u5F03\u6B7B\u4FE1\uFF08\u987B\u8BF4\u660E\u7406\u7531\uFF0C\u8BB0\u5F55\u4FDD\u7559\uFF09",
        en: "Discard a dead letter, with the reason; it is kept"
      },
      access: { kind: "whole", action: "dead-letter.discard" },
      params: params2,
      body: z11.object({ comment: z11.string().trim().min(1).max(500) }),
      response: decided,
      trail: "audited",
      handler: ({ params: params8, body, user, audit }) => db.transaction(async (tx) => {
        const row = await decideDeadLetter(tx, params8.id, {
          state: "discarded",
          by: user.id,
          comment: body.comment
        });
        if (row === null) throw await refusalOf2(db, params8.id);
        await audit.write(tx, {
          action: "dead-letter.discard",
          subject: `dead-letter:${row.id}`,
          before: { state: "dead", uid: row.uid },
          after: { state: "discarded", comment: body.comment }
        });
        return { id: row.id, state: "discarded" };
      })
    })
  ];
}
async function refusalOf2(db, id) {
  const state = await findDeadLetterState(db, id);
  return state === null ? new Refusal("request.not-found") : new Refusal("dead-letter.state", { state });
}
function present(row) {
  return {
    id: row.id,
    at: iso(row.atMs),
    uid: row.uid,
    kind: row.kind,
    source: row.source,
    enterpriseId: row.enterpriseId,
    reason: row.reason,
    attempts: row.attempts,
    state: row.state,
    body: row.body
  };
}

// server/modules/enterprises/routes.ts
import { z as z13 } from "zod";

// domain/api/enterprises.ts
import { z as z12 } from "zod";
var ENTERPRISE_SORTS = ["score", "change", "name", "lastEvent", "since"];
var enterpriseQuery = scopeQuery.extend({
  q: z12.string().max(100).optional(),
  levels: z12.string().optional(),
  atRisk: z12.enum(["true", "false"]).optional(),
  industry: z12.string().max(6).optional(),
  financeKind: z12.string().optional(),
  status: z12.string().optional(),
  /** city: in the city; outside: provisional, outside the city; all. */
  origin: z12.enum(["city", "outside", "all"]).default("city"),
  sort: z12.enum(ENTERPRISE_SORTS).default("score"),
  order: z12.enum(["asc", "desc"]).default("desc"),
  cursor: z12.string().max(400).optional(),
  limit: z12.coerce.number().int().min(1).max(200).default(50)
});
var enterpriseRow = z12.object({
  id: z12.number(),
  name: z12.string(),
  code: z12.string().nullable(),
  district: z12.string(),
  street: z12.string().nullable(),
  industry: z12.string().nullable(),
  financeKind: z12.string().nullable(),
  status: z12.string(),
  level,
  score: z12.number(),
  /** Against 30 days before. */
  change: z12.number(),
  /** One score a day, oldest first, up to 90. */
  spark: z12.array(z12.number()),
  reason: z12.string(),
  lastEvent: instant2.nullable(),
  since: instant2,
  provisional: z12.boolean(),
  simulated: z12.boolean(),
  watched: z12.boolean()
});
var enterprisePage = page(enterpriseRow);
var place = z12.object({
  kind: z12.enum(["registered", "business", "responsible"]),
  district: z12.string(),
  street: z12.string().nullable(),
  address: z12.string().nullable(),
  from: instant2,
  to: instant2.nullable()
});
var enterpriseProfile = z12.object({
  row: enterpriseRow,
  dimensions: dimensionScores,
  configVersion: z12.number(),
  modelVersion: z12.string(),
  legalRepresentative: z12.string().nullable(),
  controller: z12.string().nullable(),
  establishedOn: z12.string().nullable(),
  registeredCapital: z12.string().nullable(),
  paidInCapital: z12.string().nullable(),
  scope: z12.string().nullable(),
  licences: z12.array(z12.string()),
  phone: z12.string().nullable(),
  criminalCase: z12.boolean(),
  places: z12.array(place),
  facts: z12.array(
    z12.object({
      attribute: z12.string(),
      value: z12.string(),
      from: instant2,
      to: instant2.nullable(),
      recordedAt: instant2,
      source: z12.string()
    })
  ),
  reasons: z12.array(reason),
  openAlertId: z12.number().nullable(),
  identifiers: z12.array(z12.object({ scheme: z12.string(), value: z12.string() })),
  mergedInto: z12.number().nullable()
});
var timelinePage = page(
  z12.object({
    kind: z12.string(),
    type: z12.string(),
    time: instant2,
    timeInferred: z12.boolean(),
    title: z12.string(),
    detail: z12.string(),
    source: z12.string(),
    eventUid: z12.string().nullable(),
    levelFrom: level.nullable(),
    levelTo: level.nullable(),
    simulated: z12.boolean()
  })
);
var scoreHistory = z12.object({
  points: z12.array(
    z12.object({ time: instant2, recordedAt: instant2, score: z12.number(), level, dimensions: dimensionScores })
  )
});
var findingList = z12.object({
  findings: z12.array(
    z12.object({
      id: z12.number(),
      detector: z12.string(),
      detectorVersion: z12.number(),
      rule: z12.string(),
      dimension,
      severity: z12.number(),
      time: instant2,
      reason: z12.string(),
      reasonEn: z12.string(),
      figures: z12.record(z12.string(), z12.union([z12.string(), z12.number()])),
      clause: z12.string().nullable(),
      evidence: z12.array(evidence)
    })
  ),
  indicators: z12.array(z12.object({ id: z12.string(), dimension, value: z12.number(), time: instant2 }))
});
var relationList = z12.object({
  relations: z12.array(
    z12.object({
      kind: z12.string(),
      party: z12.enum(["person", "enterprise"]),
      name: z12.string(),
      enterpriseId: z12.number().nullable(),
      level: level.nullable(),
      share: z12.number().nullable(),
      office: z12.string().nullable(),
      direction: z12.enum(["in", "out"]),
      since: instant2
    })
  )
});
var exportJob = z12.object({
  id: z12.string(),
  state: z12.enum(["queued", "running", "done", "failed", "cancelled"]),
  done: z12.number(),
  total: z12.number(),
  createdAt: instant2,
  file: z12.string().nullable(),
  error: z12.string().nullable()
});
var mergeRequest = z12.object({ into: z12.number().int(), comment: z12.string().min(1).max(500) });

// domain/enterprise.ts
var ENTERPRISE_STATUSES = ["active", "abnormal", "revoked", "cancelled", "moved-out"];
var STATUS_NAMES = {
  active: { zh: "\u5B58\u7EED", en: "Active" },
  abnormal: { zh: "\u7ECF\u8425\u5F02\u5E38", en: "Abnormal operation" },
  revoked: { zh: "\u540A\u9500", en: "Revoked" },
  cancelled: { zh: "\u6CE8\u9500", en: "Cancelled" },
  "moved-out": { zh: "\u8FC1\u51FA", en: "Moved out" }
};

// domain/mask.ts
var HIDDEN = "\uFF0A";
function maskPersonName(name) {
  const characters = [...name.trim()];
  if (characters.length === 0) return "";
  if (/^[\p{Script=Latin}\s.'-]+$/u.test(name)) return `${characters[0]}${HIDDEN}`;
  return `${characters[0]}${HIDDEN.repeat(Math.min(characters.length - 1, 2) || 1)}`;
}
function maskPhone(phone) {
  const digits = phone.replace(/[^\d+]/g, "");
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return digits.length < 5 ? "****" : `****${digits.slice(-2)}`;
}
function maskAccount(account) {
  const text4 = account.replace(/\s/g, "");
  return text4.length < 8 ? "****" : `**** ${text4.slice(-4)}`;
}
function maskPersonId(id) {
  const text4 = id.trim();
  if (/^\d{17}[\dXx]$/.test(text4)) return `${text4.slice(0, 3)}**************${text4.slice(-1)}`;
  return text4.length < 6 ? "****" : `****${text4.slice(-2)}`;
}
function maskText(text4) {
  return text4 === "" ? "" : "\uFF08\u5DF2\u8131\u654F\uFF09";
}
var BY_FIELD = {
  informant: maskPersonName,
  "police-clue": maskText,
  account: maskAccount,
  phone: maskPhone,
  "person-id": maskPersonId
};
function showField(field, value, mayIt) {
  if (value === null || mayIt) return value;
  return BY_FIELD[field](value);
}

// domain/money.ts
var SCALE = 10000n;
var DECIMALS = 4;
var PATTERN = /^-?\d{1,16}(\.\d{1,4})?$/;
function isYuan(text4) {
  return PATTERN.test(text4);
}
function toUnits(amount) {
  if (!PATTERN.test(amount)) throw new RangeError(`not an amount in yuan: ${amount.slice(0, 40)}`);
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? amount.slice(1) : amount).split(".");
  const units = BigInt(whole) * SCALE + BigInt(fraction.padEnd(DECIMALS, "0"));
  return negative ? -units : units;
}
var YUAN_UNIT_NAMES = { yuan: "\u5143", wan: "\u4E07\u5143", yi: "\u4EBF\u5143" };
function unitFor(amount) {
  const units = toUnits(amount);
  const absolute = units < 0n ? -units : units;
  if (absolute >= 100000000n * SCALE) return "yi";
  return absolute >= 10000n * SCALE ? "wan" : "yuan";
}
function formatAmount(amount, unit, decimals = 2) {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > DECIMALS)
    throw new RangeError("0 to 4 decimals");
  const perUnit = unit === "yi" ? 100000000n : unit === "wan" ? 10000n : 1n;
  const units = toUnits(amount);
  const negative = units < 0n;
  const numerator = (negative ? -units : units) * 10n ** BigInt(decimals);
  const denominator = SCALE * perUnit;
  const rounded = (numerator + denominator / 2n) / denominator;
  const digits = String(rounded).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const text4 = decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
  return negative && rounded !== 0n ? `-${text4}` : text4;
}

// server/modules/enterprises/describe-event.ts
var KINDS2 = {
  registration: ["\u767B\u8BB0\u53D8\u66F4", "Registration"],
  sentiment: ["\u8206\u60C5", "Media"],
  market: ["\u5E02\u573A\u6307\u6807", "Market figure"],
  complaint: ["\u6295\u8BC9\u4E3E\u62A5", "Complaint"],
  judicial: ["\u53F8\u6CD5\u4FE1\u606F", "Court"],
  tax: ["\u7EB3\u7A0E\u4FE1\u606F", "Tax"],
  penalty: ["\u884C\u653F\u5904\u7F5A", "Penalty"],
  filing: ["\u76D1\u7BA1\u62A5\u9001", "Filing"],
  transaction: ["\u8D44\u91D1\u6D41\u6C34", "Transaction"],
  tick: ["\u65F6\u95F4\u63A8\u79FB", "Time passed"],
  derived: ["\u5173\u8054\u53D8\u5316", "Related change"]
};
var STAGES = {
  filed: ["\u7ACB\u6848", "Case filed"],
  hearing: ["\u5F00\u5EAD", "Hearing"],
  judgment: ["\u5224\u51B3", "Judgment"],
  enforcement: ["\u6267\u884C", "Enforcement"],
  dishonest: ["\u5931\u4FE1\u88AB\u6267\u884C\u4EBA", "Listed as dishonest"],
  "criminal-filed": ["\u5211\u4E8B\u7ACB\u6848", "Criminal case filed"],
  other: ["\u5176\u4ED6\u53F8\u6CD5\u4FE1\u606F", "Other court matter"]
};
var PENALTIES = {
  administrative: ["\u884C\u653F\u5904\u7F5A", "Administrative penalty"],
  "serious-violation": ["\u4E25\u91CD\u8FDD\u6CD5", "Serious violation"],
  "abnormal-operation": ["\u7ECF\u8425\u5F02\u5E38", "Abnormal operation"],
  blacklist: ["\u5217\u5165\u9ED1\u540D\u5355", "Blacklisted"]
};
var RECENT_CHARACTERS = 160;
function describeEvent(kind, data, options) {
  const pick = (pair, fallback) => pair === void 0 ? fallback : pair[options.language === "zh" ? 0 : 1];
  const kindName = pick(KINDS2[kind], kind);
  switch (kind) {
    case "registration":
      return describeRegistration(data, kindName, options.language);
    case "sentiment":
      return {
        title: text3(data.title) || kindName,
        detail: join5([text3(data.channel), cut(text3(data.text))])
      };
    case "complaint":
      return {
        title: text3(data.title) || join5([kindName, text3(data.category)]),
        detail: join5([
          text3(data.channel),
          yuan2(data.amount, options.language),
          people(data.people, options.language),
          cut(text3(data.text))
        ])
      };
    case "market":
      return {
        title: join5([text3(data.instrument), text3(data.metric)]),
        detail: `${String(data.value ?? "")}${text3(data.unit)}`
      };
    case "judicial":
      return {
        title: pick(STAGES[text3(data.stage)], kindName),
        detail: join5([
          text3(data.caseNo),
          text3(data.cause),
          text3(data.court),
          yuan2(data.amount, options.language)
        ])
      };
    case "tax":
      return {
        title: text3(data.item) || kindName,
        detail: join5([
          [text3(data.periodStart), text3(data.periodEnd)].filter(Boolean).join(" ~ "),
          label(options.language === "zh" ? "\u5DF2\u7F34" : "paid", yuan2(data.paid, options.language)),
          label(options.language === "zh" ? "\u6B20\u7F34" : "owed", yuan2(data.arrears, options.language))
        ])
      };
    case "penalty":
      return {
        title: pick(PENALTIES[text3(data.category)], kindName),
        detail: join5([
          text3(data.authority),
          text3(data.documentNo),
          text3(data.reason),
          yuan2(data.amount, options.language)
        ])
      };
    case "filing":
      return {
        title: join5([text3(data.form), text3(data.period)]),
        detail: join5([text3(data.status), figures(data.figures), text3(data.note)])
      };
    case "transaction": {
      const account = (value) => options.maySeeAccounts ? text3(value) : maskAccount(text3(value));
      const arrow = data.direction === "in" ? "\u2190" : "\u2192";
      return {
        title: join5([kindName, yuan2(data.amount, options.language)]),
        detail: join5([
          `${account(data.account)} ${arrow} ${account(data.counterparty)}`,
          text3(data.remark),
          label(options.language === "zh" ? "\u63D0\u4F9B" : "from", text3(data.provider)),
          label(options.language === "zh" ? "\u4F9D\u636E" : "ground", text3(data.authority))
        ])
      };
    }
    case "derived":
      return describeDerived(data, kindName, options.language);
    default:
      return { title: kindName, detail: "" };
  }
}
function describeDerived(data, kindName, language) {
  const zh = language === "zh";
  const count2 = String(data.count ?? "");
  if (data.address !== void 0) {
    const [inZh, inEn] = data.changed === void 0 ? [`\u540C\u4E00\u5730\u5740\u767B\u8BB0 ${count2} \u5BB6\u4F01\u4E1A`, `${count2} enterprises at one address`] : [
      `\u540C\u4E00\u5730\u5740 ${data.days} \u5929\u5185 ${data.changed} \u5BB6\u4F01\u4E1A\u53D8\u66F4`,
      `${data.changed} enterprises of one address changed in ${data.days} days`
    ];
    return { title: zh ? inZh : inEn, detail: text3(data.address) };
  }
  if (data.band === void 0) return { title: kindName, detail: "" };
  if (data.band === 0)
    return { title: kindName, detail: zh ? "\u5173\u8054\u4F01\u4E1A\u98CE\u9669\u5DF2\u89E3\u9664" : "The related risk has gone" };
  const role = MEMBER_ROLE_NAMES[data.role]?.[language] ?? "";
  return {
    title: join5([kindName, role]),
    detail: join5([
      text3(data.name),
      label(zh ? "\u98CE\u9669\u8BC4\u5206" : "score", String(data.score ?? "")),
      text3(data.label)
    ])
  };
}
function describeRegistration(data, kindName, language) {
  const changes = data.changes ?? [];
  if (changes.length > 0) {
    const fields = changes.map((change) => fieldName(change.field, language));
    return {
      title: `${kindName}\uFF1A${fields.slice(0, 3).join("\u3001")}`,
      detail: cut(
        changes.map((change, i) => `${fields[i]} ${change.before ?? "\u2014"} \u2192 ${change.after ?? "\u2014"}`).join("\uFF1B")
      )
    };
  }
  const recruitment = data.recruitment;
  if (recruitment !== void 0) {
    return language === "zh" ? {
      title: `\u62DB\u8058 ${recruitment.posts} \u4EBA`,
      detail: join5([
        label("\u9500\u552E\u5C97\u4F4D", String(recruitment.salesPosts ?? 0)),
        cut(recruitment.wording ?? "")
      ])
    } : {
      title: `Recruits ${recruitment.posts}`,
      detail: join5([
        label("sales posts", String(recruitment.salesPosts ?? 0)),
        cut(recruitment.wording ?? "")
      ])
    };
  }
  const status = STATUS_NAMES[data.status];
  const facts = Object.entries(data.facts ?? {}).map(([name, value]) => label(name, String(value)));
  return {
    title: kindName,
    detail: cut(join5([status === void 0 ? "" : status[language], text3(data.registeredAddress), ...facts]))
  };
}
var FIELDS = {
  name: ["\u540D\u79F0", "name"],
  status: ["\u767B\u8BB0\u72B6\u6001", "status"],
  legalRepresentative: ["\u6CD5\u5B9A\u4EE3\u8868\u4EBA", "legal representative"],
  registeredCapital: ["\u6CE8\u518C\u8D44\u672C", "registered capital"],
  paidInCapital: ["\u5B9E\u7F34\u8D44\u672C", "paid-in capital"],
  scope: ["\u7ECF\u8425\u8303\u56F4", "business scope"],
  registeredAddress: ["\u6CE8\u518C\u5730\u5740", "registered address"],
  businessAddress: ["\u7ECF\u8425\u5730\u5740", "business address"],
  industryCode: ["\u884C\u4E1A", "industry"],
  phone: ["\u7535\u8BDD", "phone"]
};
function fieldName(field, language) {
  const pair = FIELDS[field];
  return pair === void 0 ? field : pair[language === "zh" ? 0 : 1];
}
function text3(value) {
  return typeof value === "string" ? value : "";
}
function cut(value) {
  const characters = [...value];
  return characters.length <= RECENT_CHARACTERS ? value : `${characters.slice(0, RECENT_CHARACTERS).join("")}\u2026`;
}
function join5(parts) {
  return parts.filter((part) => part !== "").join(" \xB7 ");
}
function label(name, value) {
  return value === "" ? "" : `${name} ${value}`;
}
function yuan2(value, language) {
  if (typeof value !== "string" || !isYuan(value)) return "";
  if (language === "en") return `CNY ${formatAmount(value, "yuan")}`;
  const unit = unitFor(value);
  return `${formatAmount(value, unit)} ${YUAN_UNIT_NAMES[unit]}`;
}
function people(value, language) {
  if (typeof value !== "number") return "";
  return language === "zh" ? `${value} \u4EBA` : `${value} people`;
}
function figures(value) {
  return Object.entries(value ?? {}).slice(0, 6).map(([name, figure]) => `${name} ${figure}`).join("\uFF0C");
}

// server/modules/enterprises/filter.ts
function makeFilter(query) {
  const levels = parseLevels(query.levels);
  const atRisk2 = query.atRisk === void 0 ? void 0 : query.atRisk === "true" ? [3, 4, 5] : [1, 2];
  return {
    q: query.q === void 0 || query.q.trim() === "" ? void 0 : query.q,
    levels: levels === void 0 ? atRisk2 : atRisk2 === void 0 ? levels : levels.filter((level2) => atRisk2.includes(level2)),
    industry: query.industry === void 0 || query.industry === "" ? void 0 : industryRange(query.industry),
    financeKinds: query.financeKind ? parseList(query.financeKind, FINANCE_KINDS, "financeKind") : void 0,
    statuses: query.status ? parseList(query.status, ENTERPRISE_STATUSES, "status") : void 0,
    origin: query.origin
  };
}
function industryRange(code) {
  const normal = normaliseIndustry(code);
  if (industryOf(normal)?.depth !== 1) return normal;
  const divisions = industriesUnder(normal).map((industry) => industry.code).sort();
  return [divisions[0] ?? normal, divisions.at(-1) ?? normal];
}

// store/enterprise-search.ts
async function searchEnterprises(db, request) {
  const order = orderOf(request.sort, request.descending);
  const after = request.cursor === null ? sql`true` : order.after(request.cursor);
  const rows = await db.query(sql`
    with page as materialized (${found(request, order)} and ${after} order by ${order.by} limit ${request.limit + 1})
    select ${LIST_COLUMNS}, ${order.key} as key
    from page join scores s on s.enterprise_id = page.id ${JOIN_NAMES} ${joinOrder(order)}
    order by ${order.by}`);
  const page2 = rows.slice(0, request.limit);
  const last = page2.at(-1);
  return {
    rows: page2.map(({ key: _, ...row }) => row),
    next: rows.length > request.limit && last !== void 0 ? encodeCursor([request.sort, last.key, last.id]) : null
  };
}
async function searchAllIds(db, request) {
  const order = orderOf(request.sort, request.descending);
  const rows = await db.query(sql`${found(request, order)} order by ${order.by}`);
  return rows.map((row) => row.id);
}
function found({ filter, scope }, order) {
  const names = order.needs === "name" || filter.q ? JOIN_NAMES : sql``;
  return sql`select s.enterprise_id as id from scores s ${names} ${joinOrder(order)}
    where ${conditions(filter, scope)}`;
}
var COUNT_LIMIT = 2e4;
async function countEnterprises(db, filter, scope) {
  if (!filter.q && filter.statuses === void 0 && filter.watched === void 0 && scope.givenTo === null) {
    const row2 = await first(
      db,
      sql`
      select coalesce(sum(s.n), 0)::bigint as n from (
        select district, nullif(street, '') as street, nullif(industry, '') as industry,
          nullif(finance_kind, '') as finance_kind, level, n from level_counts_now) s
      where ${inScope(scope)} and ${placeConditions(filter)}`
    );
    return { count: row2?.n ?? 0, exact: true };
  }
  const where = conditions(filter, scope);
  const found2 = sql`select 1 from scores s ${filter.q ? JOIN_NAMES : sql``} where ${where}`;
  const plan = await first(
    db,
    sql`explain (format json) ${found2}`
  );
  const estimate = plan?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
  if (estimate > 3 * COUNT_LIMIT) return { count: estimate, exact: false };
  const row = await first(
    db,
    sql`select count(*) as n from (${found2} limit ${COUNT_LIMIT + 1}) limited`
  );
  const count2 = row?.n ?? 0;
  return count2 <= COUNT_LIMIT ? { count: count2, exact: true } : { count: Math.max(count2, estimate), exact: false };
}
var LIST_COLUMNS = sql`s.enterprise_id as id, e.name, e.credit_code as "creditCode", s.district, s.street, s.industry,
  s.finance_kind as "financeKind", s.status, s.level, s.total as score, s.total - s.baseline as change,
  coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn",
  s.last_event_at as "lastEventMs", s.level_since as "sinceMs", e.provisional, e.simulated, e.watched,
  e.legal_representative as "legalRepresentative"`;
var JOIN_NAMES = sql`join enterprises e on e.id = s.enterprise_id`;
function joinOrder(order) {
  return order.needs === "order" ? sql`join score_order o on o.enterprise_id = s.enterprise_id` : sql``;
}
function conditions(filter, scope) {
  const parts = [sql`s.listed`, inScope(scope), placeConditions(filter)];
  if (filter.statuses !== void 0) parts.push(sql`s.status = any(${filter.statuses})`);
  if (filter.watched !== void 0) {
    parts.push(
      sql`${filter.watched ? sql`` : sql`not `}s.enterprise_id in (select id from enterprises where watched)`
    );
  }
  if (filter.q) parts.push(textCondition(filter.q.trim()));
  return join(parts, sql` and `);
}
function placeConditions(filter) {
  const parts = [];
  if (filter.levels !== void 0) parts.push(sql`s.level = any(${filter.levels}::smallint[])`);
  if (filter.industry !== void 0) {
    const [first2, last] = typeof filter.industry === "string" ? [filter.industry, filter.industry] : filter.industry;
    parts.push(sql`s.industry >= ${first2} and s.industry < ${`${last}~`}`);
  }
  if (filter.financeKinds !== void 0) parts.push(sql`s.finance_kind = any(${filter.financeKinds})`);
  if (filter.origin === "outside") parts.push(sql`s.district = '000000'`);
  else if (filter.origin !== "all") parts.push(sql`s.district <> '000000'`);
  return parts.length === 0 ? sql`true` : join(parts, sql` and `);
}
function textCondition(q) {
  const like = `%${escapeLike(q.toLowerCase())}%`;
  const matches = new RegExp("\\p{Lu}|\\p{Ll}", "u").test(q) ? sql`lower(e.name) like ${like}` : sql`e.name like ${like}`;
  const byName = sql`(name_grams(e.name) @> query_grams(${q}) and ${matches})`;
  if (!/^[0-9A-Za-z]{4,18}$/.test(q)) return byName;
  const code = q.toUpperCase();
  return sql`(${byName} or (e.credit_code >= ${code} and e.credit_code < ${`${code}~`}))`;
}
function escapeLike(text4) {
  return text4.replace(/[\\%_]/g, "\\$&");
}
function orderOf(sort, descending) {
  const direction = descending ? sql`desc` : sql`asc`;
  const past = descending ? sql`<` : sql`>`;
  const fromHere = descending ? sql`<=` : sql`>=`;
  const place2 = (cursor) => {
    const [of, key, id] = decodeCursor(cursor, ["string", "string", "number"]);
    if (of !== sort) throw new BadCursorError();
    return [key, id];
  };
  switch (sort) {
    case "score":
      return {
        by: sql`o.rank ${direction}, s.total ${direction}, s.enterprise_id ${direction}`,
        key: sql`s.total::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place2(cursor);
          return sql`o.rank ${fromHere} floor(${key}::real)::smallint
            and (o.rank, s.total, s.enterprise_id) ${past} (floor(${key}::real)::smallint, ${key}::real, ${id}::bigint)`;
        }
      };
    case "change":
      return {
        by: sql`o.moved ${direction}, (s.total - s.baseline) ${direction}, s.enterprise_id ${direction}`,
        key: sql`(s.total - s.baseline)::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place2(cursor);
          return sql`o.moved ${fromHere} floor(${key}::real)::smallint and (o.moved, s.total - s.baseline, s.enterprise_id) ${past}
            (floor(${key}::real)::smallint, ${key}::real, ${id}::bigint)`;
        }
      };
    case "lastEvent":
      return {
        by: sql`o.last_event_hour ${direction}, coalesce(s.last_event_at, timestamptz 'epoch') ${direction}, s.enterprise_id ${direction}`,
        key: sql`coalesce(s.last_event_at, timestamptz 'epoch')::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place2(cursor);
          return sql`o.last_event_hour ${fromHere} floor(extract(epoch from ${key}::timestamptz) / 3600)::integer
            and (o.last_event_hour, coalesce(s.last_event_at, timestamptz 'epoch'), s.enterprise_id) ${past}
            (floor(extract(epoch from ${key}::timestamptz) / 3600)::integer, ${key}::timestamptz, ${id}::bigint)`;
        }
      };
    case "since":
      return {
        by: sql`s.level_since ${direction}, s.enterprise_id ${direction}`,
        key: sql`s.level_since::text`,
        needs: null,
        after(cursor) {
          const [key, id] = place2(cursor);
          return sql`(s.level_since, s.enterprise_id) ${past} (${key}::timestamptz, ${id}::bigint)`;
        }
      };
    case "name":
      return {
        by: sql`e.name ${direction}, e.id ${direction}`,
        key: sql`e.name`,
        needs: "name",
        after(cursor) {
          const [key, id] = place2(cursor);
          return sql`(e.name, e.id) ${past} (${key}, ${id}::bigint)`;
        }
      };
  }
}

// store/enterprise-profile.ts
function readProfile(db, id, scope) {
  return first(
    db,
    sql`
    select ${LIST_COLUMNS}, s.dimensions, s.reasons, s.config_version as "configVersion", s.model_version as "modelVersion",
      s.time as "scoreTimeMs", e.controller, e.established_on as "establishedOn", e.registered_capital as "registeredCapital",
      e.paid_in_capital as "paidInCapital", e.business_scope as "businessScope", e.licences,
      e.registered_address as "registeredAddress", e.business_address as "businessAddress", e.phone_cipher as "phoneCipher",
      e.criminal_case or s.level = 5 as "criminalCase", e.merged_into as "mergedInto", e.lng, e.lat,
      (select a.id from alerts a where a.enterprise_id = e.id and a.state <> 'closed' order by a.created_at desc limit 1) as "openAlertId",
      e.created_at as "createdAtMs"
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.enterprise_id = ${id} and ${inScope(scope)}`
  );
}
function readScoreAsOf(db, id, atMs, knownMs = atMs) {
  return first(
    db,
    sql`
    select total as score, dimensions, level, time as "timeMs", recorded_at as "recordedAtMs", config_version as "configVersion"
    from score_history
    where enterprise_id = ${id} and time <= ${instant(atMs)}::timestamptz and recorded_at <= ${instant(knownMs)}::timestamptz
    order by time desc, recorded_at desc limit 1`
  );
}
function readFacts(db, id, asOf) {
  return db.query(sql`
    select attribute, value, valid_from as "fromMs", valid_to as "toMs", recorded_at as "recordedAtMs", source, event_uid as "eventUid"
    from enterprise_facts
    where enterprise_id = ${id} and ${bitemporal(asOf)}
    order by attribute, valid_from desc`);
}
function readPlaces(db, id, asOf) {
  return db.query(sql`
    select kind, district, street, address, valid_from as "fromMs", valid_to as "toMs"
    from enterprise_places
    where enterprise_id = ${id} and ${bitemporal(asOf)}
    order by kind, valid_from desc`);
}
async function moveEnterprise(tx, id, place2) {
  const from = instant(place2.fromMs);
  await tx.execute(sql`
    with current as (
      update enterprise_places set superseded_at = now()
      where enterprise_id = ${id} and kind = 'responsible' and superseded_at is null and valid_to is null
      returning *
    )
    insert into enterprise_places (enterprise_id, kind, district, street, address, valid_from, valid_to, event_uid)
    select enterprise_id, kind, district, street, address, valid_from, ${from}::timestamptz, event_uid from current
      where valid_from < ${from}::timestamptz
    union all
    select ${id}::bigint, 'responsible', ${place2.district}, ${place2.street}, null, ${from}::timestamptz, null, null`);
  await tx.execute(sql`
    update enterprises set district = ${place2.district}, street = ${place2.street}, provisional = provisional and ${place2.district} = '000000',
      updated_at = now() where id = ${id}`);
}
function readIdentifiers(db, id) {
  return db.query(
    sql`select scheme, value from enterprise_identifiers where enterprise_id = ${id} order by scheme, value`
  );
}
function bitemporal(asOf) {
  if (asOf === null) return sql`superseded_at is null`;
  const [at, known3] = [instant(asOf.atMs), instant(asOf.knownMs)];
  return sql`valid_from <= ${at}::timestamptz and (valid_to is null or valid_to > ${at}::timestamptz)
    and recorded_at <= ${known3}::timestamptz and (superseded_at is null or superseded_at > ${known3}::timestamptz)`;
}

// store/scores.ts
async function readOverviewCounts(db, scope, digits = 4) {
  const area = scope.districts.length === 1 ? sql`coalesce(s.street, '')` : sql`s.district`;
  const rows = await db.query(sql`
    select area, industry, level, sum(n)::bigint as n, grouping(area, industry)::int as by
    from (
      select ${area} as area, left(coalesce(s.industry, ''), ${digits}::int) as industry, s.level, sum(s.n) as n
      from ${counted(scope)} s where ${inScope(scope)} and ${inCity(scope)} group by 1, 2, 3
    ) counts
    group by grouping sets ((level), (area, level), (industry, level))`);
  return {
    levels: fold(rows.filter((row) => row.by === 3)),
    areas: foldBy(rows.filter((row) => row.by === 1).map((row) => ({ ...row, code: row.area ?? "" }))),
    industries: foldBy(
      rows.filter((row) => row.by === 2).map((row) => ({ ...row, code: row.industry ?? "" }))
    )
  };
}
function readNewestRisk(db, scope, limit, sinceMs = 0) {
  return db.query(sql`
    select s.enterprise_id as "enterpriseId", e.name, s.district, s.level, s.total as score, s.total - s.baseline as change,
      coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn",
      s.level_since as "sinceMs", e.simulated
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.level >= 3 and s.listed and s.level_since >= ${instant(sinceMs)}::timestamptz and ${inScope(scope)} and ${inCity(scope)}
    order by s.level_since desc, s.enterprise_id limit ${limit}`);
}
async function countNewRisk(db, scope, sinceMs) {
  const rows = await db.query(sql`
    select count(*) as n from scores s
    where s.level >= 3 and s.listed and s.level_since >= ${instant(sinceMs)}::timestamptz and ${inScope(scope)} and ${inCity(scope)}`);
  return rows[0]?.n ?? 0;
}
async function readScoreHistory(db, ids, sinceMs, most = 2e3) {
  const rows = await db.query(sql`
    select distinct on (time) time as "timeMs", recorded_at as "recordedAtMs", total as score, level, dimensions
    from score_history
    where enterprise_id = any(${ids}::bigint[]) and time >= ${instant(sinceMs)}::timestamptz
    order by time desc, recorded_at desc limit ${most}`);
  return rows.reverse();
}
async function readSparks(db, ids, sinceMs, nowMs) {
  const rows = await db.query(sql`
    select enterprise_id as id, day, last_total as total from score_daily
    where enterprise_id = any(${ids}::bigint[]) and day >= ${instant(sinceMs)}::timestamptz
    order by enterprise_id, day`);
  const sparks = /* @__PURE__ */ new Map();
  const lastDay = /* @__PURE__ */ new Map();
  const DAY = 864e5;
  for (const row of rows) {
    const spark = sparks.get(row.id) ?? [];
    sparks.set(row.id, spark);
    repeatTo(spark, lastDay.get(row.id), row.day, DAY);
    if (lastDay.get(row.id) === row.day) spark[spark.length - 1] = row.total;
    else spark.push(row.total);
    lastDay.set(row.id, row.day);
  }
  for (const [id, spark] of sparks) repeatTo(spark, lastDay.get(id), nowMs + DAY, DAY);
  return sparks;
}
function repeatTo(spark, from, to, step) {
  if (from === void 0) return;
  for (let day = from + step; day + step <= to; day += step) spark.push(spark.at(-1));
}
async function readMapPoints(db, scope, minLevel, limit) {
  const rows = await db.query(sql`
    select s.enterprise_id as id, e.name, e.lng, e.lat, s.level, s.total as score
    from scores s join enterprises e on e.id = s.enterprise_id join score_order o on o.enterprise_id = s.enterprise_id
    where s.listed and s.level >= ${minLevel} and e.lng is not null and e.lat is not null and ${inScope(scope)} and ${inCity(scope)}
    order by o.rank desc, s.total desc, s.enterprise_id desc limit ${limit}`);
  const columns = {
    ids: [],
    names: [],
    longitudes: [],
    latitudes: [],
    levels: [],
    scores: []
  };
  for (const row of rows) {
    columns.ids.push(row.id);
    columns.names.push(row.name);
    columns.longitudes.push(row.lng);
    columns.latitudes.push(row.lat);
    columns.levels.push(row.level);
    columns.scores.push(row.score);
  }
  return columns;
}
function counted(scope) {
  return scope.givenTo === null ? sql`(select district, nullif(street, '') as street, nullif(industry, '') as industry,
        nullif(finance_kind, '') as finance_kind, level, n from level_counts_now)` : sql`(select enterprise_id, district, street, industry, finance_kind, level, 1 as n from scores where listed)`;
}
function inCity(scope) {
  return scope.districts.length > 1 ? sql`s.district <> '000000'` : inDistricts(scope, sql`s.district`);
}
function fold(rows) {
  const counts = [0, 0, 0, 0, 0];
  for (const row of rows) counts[row.level - 1] = row.n;
  return counts;
}
function foldBy(rows) {
  const byCode2 = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const counts = byCode2.get(row.code) ?? [0, 0, 0, 0, 0];
    counts[row.level - 1] = row.n;
    byCode2.set(row.code, counts);
  }
  return [...byCode2].filter(([, levels]) => levels.some((n) => n !== 0)).map(([code, levels]) => ({ code, levels }));
}

// server/modules/enterprises/profile.ts
async function presentProfile(db, cipher, question) {
  const { id, scope, asOfMs, nowMs, language } = question;
  const row = await readProfile(db, id, scope);
  if (row === null) return null;
  const asOf = asOfMs === null ? null : { atMs: asOfMs, knownMs: asOfMs };
  const untilMs = asOfMs ?? nowMs;
  const [facts, places, identifiers, findings, sparks, then] = await Promise.all([
    readFacts(db, id, asOf),
    readPlaces(db, id, asOf),
    readIdentifiers(db, id),
    readFindingsByUid(
      db,
      row.reasons.flatMap((reason2) => reason2.findingUid === null ? [] : [reason2.findingUid])
    ),
    readSparks(db, [id], untilMs - 90 * DAY_MS, untilMs),
    asOfMs === null ? null : readScoreAsOf(db, id, asOfMs)
  ]);
  const profile = presentNow(row, sparks.get(id) ?? [], language);
  return {
    ...asOfMs === null ? profile : presentThen(profile, row, then, facts),
    phone: showField("phone", openPhone(cipher, row), question.maySeePhone),
    places: places.map((place2) => ({
      kind: place2.kind,
      district: place2.district,
      street: place2.street,
      address: place2.address,
      from: iso(place2.fromMs),
      to: isoOrNull(place2.toMs)
    })),
    facts: facts.map((fact) => ({
      attribute: fact.attribute,
      value: fact.value,
      from: iso(fact.fromMs),
      to: isoOrNull(fact.toMs),
      recordedAt: iso(fact.recordedAtMs),
      source: fact.source
    })),
    reasons: asOfMs === null ? presentReasons(row.reasons, new Map(findings.map((finding) => [finding.uid, finding.id]))) : [],
    identifiers: identifiers.map(({ scheme, value }) => ({
      scheme,
      value: scheme === "account" ? maskAccount(value) : value
    }))
  };
}
function presentNow(row, spark, language) {
  return {
    row: presentRow(row, spark, language),
    dimensions: dimensionsOf(row.dimensions),
    configVersion: row.configVersion,
    modelVersion: row.modelVersion,
    legalRepresentative: row.legalRepresentative,
    controller: row.controller,
    establishedOn: row.establishedOn,
    registeredCapital: row.registeredCapital,
    paidInCapital: row.paidInCapital,
    scope: row.businessScope,
    licences: [...row.licences],
    criminalCase: row.criminalCase,
    openAlertId: row.openAlertId,
    mergedInto: row.mergedInto
  };
}
function presentThen(now, row, then, facts) {
  const fact = (attribute) => facts.find((one2) => one2.attribute === attribute)?.value ?? null;
  return {
    ...now,
    row: {
      ...now.row,
      name: fact("name") ?? row.name,
      status: fact("status") ?? "active",
      industry: fact("industryCode"),
      financeKind: fact("financeKind"),
      level: then === null ? "normal" : levelWord(then.level),
      score: then === null ? 0 : round3(then.score),
      change: 0,
      reason: "",
      lastEvent: null,
      since: iso(then?.timeMs ?? row.createdAtMs)
    },
    dimensions: dimensionsOf(then?.dimensions ?? []),
    configVersion: then?.configVersion ?? 0,
    modelVersion: "",
    legalRepresentative: fact("legalRepresentative"),
    controller: fact("controller"),
    establishedOn: fact("establishedOn"),
    registeredCapital: fact("registeredCapital"),
    paidInCapital: fact("paidInCapital"),
    scope: fact("scope"),
    licences: (fact("licences") ?? "").split("\uFF1B").filter((licence) => licence !== ""),
    criminalCase: then !== null && then.level === 5,
    openAlertId: null
  };
}
function openPhone(cipher, row) {
  if (row.phoneCipher === null) return null;
  const opened = cipher.open(row.phoneCipher, `enterprises.phone_cipher:${row.id}`);
  return opened.ok ? opened.plain : null;
}

// store/enterprise-merge.ts
async function mergeEnterprises(tx, from, into) {
  if (from === into) return { ok: false, reason: "same" };
  const rows = await tx.query(sql`
    select id, provisional, merged_into as "mergedInto" from enterprises where id = any(${[from, into]}::bigint[]) order by id for update`);
  const source = rows.find((row) => row.id === from);
  const target = rows.find((row) => row.id === into);
  if (source === void 0 || target === void 0) return { ok: false, reason: "unknown" };
  if (source.mergedInto !== null || target.mergedInto !== null)
    return { ok: false, reason: "merged-already" };
  if (!source.provisional) return { ok: false, reason: "not-provisional" };
  await tx.execute(
    sql`update enterprise_identifiers set enterprise_id = ${into} where enterprise_id = ${from}`
  );
  await tx.execute(sql`
    insert into enterprise_names (enterprise_id, name, valid_from, valid_to)
    select ${into}::bigint, name, valid_from, valid_to from enterprise_names where enterprise_id = ${from}
    on conflict (enterprise_id, name) do nothing`);
  await tx.execute(
    sql`update enterprise_names set valid_to = now() where enterprise_id = ${from} and valid_to is null`
  );
  await tx.execute(sql`
    insert into enterprise_facts (enterprise_id, attribute, value, valid_from, valid_to, source, event_uid)
    select ${into}::bigint, f.attribute, f.value, f.valid_from, f.valid_to, f.source, f.event_uid
    from enterprise_facts f where f.enterprise_id = ${from} and f.superseded_at is null
      and not exists (select 1 from enterprise_facts g where g.enterprise_id = ${into} and g.attribute = f.attribute and g.superseded_at is null)`);
  await tx.execute(sql`
    insert into relations (from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from, valid_to, source, event_uid)
    select case when from_enterprise = ${from} then ${into} else from_enterprise end, party, person_id,
      case when to_enterprise = ${from} then ${into} else to_enterprise end, kind, share, office, valid_from, valid_to, source, event_uid
    from relations where superseded_at is null and (from_enterprise = ${from} or to_enterprise = ${from})`);
  await tx.execute(sql`
    update relations set superseded_at = now()
    where superseded_at is null and (from_enterprise = ${from} or to_enterprise = ${from})`);
  await tx.execute(sql`update enterprises set merged_into = ${into}, updated_at = now() where id = ${from}`);
  return { ok: true };
}
async function readMergedIds(db, id) {
  const rows = await db.query(sql`
    with recursive merged as (
      select ${id}::bigint as id
      union
      select e.id from enterprises e join merged m on e.merged_into = m.id
    )
    select id from merged`);
  return rows.map((row) => row.id);
}

// store/events.ts
async function readTimeline(db, ids, page2) {
  const [beforeTime, beforeUid] = page2.cursor === null ? ["infinity", "~"] : decodeCursor(page2.cursor, ["string", "string"]);
  const most = page2.limit + 1;
  const kinds = page2.kinds === void 0 ? sql`true` : sql`kind = any(${page2.kinds})`;
  const withLevels = page2.kinds === void 0 || page2.kinds.includes("level");
  const rows = await db.query(sql`
    (select 'event' as what, time as "timeMs", time::text as at, uid, kind, type, time_inferred as "timeInferred", source,
      uid as "eventUid", simulated or (kind = 'derived' and exists (select from enterprises where id = any(${ids}::bigint[]) and simulated))
        as simulated, withdrawn, data, null::smallint as "levelFrom", null::smallint as "levelTo", null as reason, null as "reasonEn"
    from events
    where key = any(${ids.map((id) => `e:${id}`)}) and (time, uid) < (${beforeTime}::timestamptz, ${beforeUid}) and ${kinds}
    order by time desc, uid desc limit ${most})
    union all
    (select 'level', a.time, a.time::text, 'alert:' || a.id, 'level', case when level_to > level_from then 'level.raised' else 'level.lowered' end,
      false, 'guanlan', finding_uids[1], simulated, false, null, level_from, level_to, reasons -> 0 ->> 'text', reasons -> 0 ->> 'textEn'
    from alerts a
    where ${withLevels} and enterprise_id = any(${ids}::bigint[]) and (time, 'alert:' || id) < (${beforeTime}::timestamptz, ${beforeUid})
    order by a.time desc, 'alert:' || a.id desc limit ${most})
    order by "timeMs" desc, uid desc limit ${most}`);
  const shown = rows.slice(0, page2.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ at: _at, uid: _uid, ...row }) => row),
    next: rows.length > page2.limit && last !== void 0 ? encodeCursor([last.at, last.uid]) : null
  };
}
function readLatestEvents(db, scope, limit, among = 2e3) {
  return db.query(sql`
    with newest as materialized (
      select uid, kind, time, enterprise_id, simulated from events order by time desc limit ${among}
    )
    select n.uid, n.kind, n.time as "timeMs", n.enterprise_id as "enterpriseId", e.name, s.district, s.level, s.total as score,
      coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn", n.simulated
    from newest n join scores s on s.enterprise_id = n.enterprise_id join enterprises e on e.id = n.enterprise_id
    where s.listed and ${inScope(scope)}
    order by n.time desc limit ${limit}`);
}

// store/indicators.ts
function readIndicators(db, enterpriseId) {
  return db.query(sql`
    select id, dimension, value, time as "timeMs" from indicators where enterprise_id = ${enterpriseId}
    order by dimension, value desc, id`);
}

// server/modules/enterprises/routes.ts
var enterpriseParams = z13.object({ id: z13.coerce.number().int().positive() });
var SPARK_DAYS = 90;
function enterpriseRoutes({ db, cipher }) {
  const subject = enterpriseSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/enterprises",
      tag: "enterprises",
      summary: {
        zh: "\u76D1\u6D4B\u4F01\u4E1A\u5217\u8868\uFF1A\u641C\u7D22\u3001\u7B5B\u9009\u3001\u6392\u5E8F\u3001\u7FFB\u9875",
        en: "Monitored enterprises: search, filter, sort, page"
      },
      access: { kind: "area", action: "enterprise.read" },
      query: enterpriseQuery,
      response: enterprisePage,
      handler: async ({ query, scope, nowMs, language }) => {
        const filter = makeFilter(query);
        const [page2, total2] = await Promise.all([
          searchEnterprises(db, {
            filter,
            scope,
            sort: query.sort,
            descending: query.order === "desc",
            cursor: query.cursor ?? null,
            limit: query.limit
          }),
          countEnterprises(db, filter, scope)
        ]);
        const ids = page2.rows.map((row) => row.id);
        const sparks = await readSparks(db, ids, nowMs - SPARK_DAYS * DAY_MS, nowMs);
        return {
          rows: page2.rows.map((row) => presentRow(row, sparks.get(row.id) ?? [], language)),
          next: page2.next,
          total: total2.exact ? total2.count : null
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id",
      tag: "enterprises",
      summary: {
        zh: "\u4F01\u4E1A\u6863\u6848\uFF1BasOf \u6309\u5F53\u65F6\u6240\u77E5\u56DE\u6EAF",
        en: "Enterprise profile; asOf shows it as it was known then"
      },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z13.object({ asOf: z13.iso.datetime({ offset: true }).optional() }),
      response: enterpriseProfile,
      handler: async ({ params: params8, query, scope, nowMs, language, user, audit }) => {
        const asOfMs = query.asOf === void 0 ? null : Date.parse(query.asOf);
        if (asOfMs !== null && asOfMs > nowMs) throw new Refusal("enterprise.as-of-future");
        const maySeePhone = canSeeField(user.principal, "phone");
        const profile = await presentProfile(db, cipher, {
          id: params8.id,
          scope,
          asOfMs,
          nowMs,
          language,
          maySeePhone
        });
        if (profile === null) throw new Refusal("request.not-found");
        if (maySeePhone && profile.phone !== null) {
          await audit.write(db, { action: "enterprise.field.phone", subject: `enterprise:${params8.id}` });
        }
        return profile;
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/timeline",
      tag: "enterprises",
      summary: { zh: "\u4F01\u4E1A\u65F6\u95F4\u8F74\uFF0C\u6700\u65B0\u5728\u524D", en: "What happened to it, newest first" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z13.object({
        kinds: z13.string().max(200).optional(),
        cursor: z13.string().max(400).optional(),
        limit: z13.coerce.number().int().min(1).max(200).default(50)
      }),
      response: timelinePage,
      handler: async ({ params: params8, query, language, user, audit }) => {
        const maySeeAccounts = canSeeField(user.principal, "account");
        const ids = await readMergedIds(db, params8.id);
        const page2 = await readTimeline(db, ids, {
          cursor: query.cursor ?? null,
          limit: query.limit,
          kinds: query.kinds === void 0 || query.kinds === "" ? void 0 : query.kinds.split(",")
        });
        if (maySeeAccounts && page2.rows.some((row) => row.kind === "transaction")) {
          await audit.write(db, { action: "enterprise.field.account", subject: `enterprise:${params8.id}` });
        }
        return {
          rows: page2.rows.map((row) => ({
            kind: row.kind,
            type: row.type,
            time: iso(row.timeMs),
            timeInferred: row.timeInferred,
            ...row.what === "level" ? { title: "", detail: (language === "en" ? row.reasonEn : null) ?? row.reason ?? "" } : withdrawnMark(
              describeEvent(row.kind, row.data ?? {}, { language, maySeeAccounts }),
              row.withdrawn,
              language
            ),
            source: row.source,
            eventUid: row.eventUid,
            levelFrom: row.levelFrom === null ? null : levelWord(row.levelFrom),
            levelTo: row.levelTo === null ? null : levelWord(row.levelTo),
            simulated: row.simulated
          })),
          next: page2.next,
          total: null
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/scores",
      tag: "enterprises",
      summary: { zh: "\u98CE\u9669\u5206\u8D70\u52BF", en: "Score history" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z13.object({ days: z13.coerce.number().int().min(1).max(1100).default(90) }),
      response: scoreHistory,
      handler: async ({ params: params8, query, nowMs }) => {
        const rows = await readScoreHistory(db, [params8.id], nowMs - query.days * DAY_MS);
        return {
          points: rows.map((row) => ({
            time: iso(row.timeMs),
            recordedAt: iso(row.recordedAtMs),
            score: round3(row.score),
            level: levelWord(row.level),
            dimensions: dimensionsOf(row.dimensions)
          }))
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/findings",
      tag: "enterprises",
      summary: { zh: "\u53D1\u73B0\u53CA\u8BC1\u636E\uFF0C\u5404\u7EF4\u5EA6\u6307\u6807", en: "Findings with evidence, and the indicators" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z13.object({ limit: z13.coerce.number().int().min(1).max(500).default(200) }),
      response: findingList,
      handler: async ({ params: params8, query }) => {
        const ids = await readMergedIds(db, params8.id);
        const [findings, indicators] = await Promise.all([
          readFindings(db, ids, { limit: query.limit }),
          readIndicators(db, params8.id)
        ]);
        return {
          findings: findings.map((row) => ({
            id: row.id,
            detector: row.detector,
            detectorVersion: row.detectorVersion,
            rule: row.rule,
            dimension: row.dimension,
            severity: round3(row.severity),
            time: iso(row.timeMs),
            reason: row.reason,
            reasonEn: row.reasonEn,
            figures: { ...row.figures },
            clause: row.clause,
            evidence: row.evidence.map(({ timeMs, ...rest }) => ({ ...rest, time: iso(timeMs) }))
          })),
          indicators: indicators.map((row) => ({
            id: row.id,
            dimension: row.dimension,
            value: round3(row.value),
            time: iso(row.timeMs)
          }))
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/relations",
      tag: "enterprises",
      summary: { zh: "\u4E00\u5C42\u5173\u8054\u5173\u7CFB", en: "First layer of relations" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      response: relationList,
      handler: async ({ params: params8, scope }) => {
        const rows = await readRelations(db, params8.id, scope);
        return {
          relations: rows.map((row) => ({
            kind: row.kind,
            party: row.party,
            name: row.name,
            // The register's tie is public; a link to what the reader may not open is not given.
            enterpriseId: row.level === null ? null : row.enterpriseId,
            level: row.level === null ? null : levelWord(row.level),
            share: row.share,
            office: row.office,
            direction: row.direction,
            since: iso(row.sinceMs)
          }))
        };
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/watch",
      tag: "enterprises",
      summary: { zh: "\u5217\u5165\u6216\u79FB\u51FA\u91CD\u70B9\u5173\u6CE8", en: "Put on or take off the watch list" },
      access: { kind: "subject", action: "enterprise.watch", subject },
      params: enterpriseParams,
      body: z13.object({ watched: z13.boolean() }),
      response: z13.object({ watched: z13.boolean() }),
      trail: "audited",
      handler: async ({ params: params8, body, scope, audit }) => {
        await db.transaction(async (tx) => {
          const before = await findEnterprise(tx, params8.id);
          if (!await setWatched(tx, scope, params8.id, body.watched)) throw new Refusal("request.not-found");
          await audit.write(tx, {
            action: "enterprise.watch",
            subject: `enterprise:${params8.id}`,
            before: { watched: before?.watched },
            after: { watched: body.watched }
          });
        });
        return { watched: body.watched };
      }
    })
  ];
}
function enterpriseSubject(db) {
  return async ({ id }) => {
    const row = /^\d{1,15}$/.test(id ?? "") ? await findEnterprise(db, Number(id)) : null;
    if (row === null) return null;
    return { district: row.district, street: row.street, business: row.financeKind };
  };
}
function withdrawnMark(words, withdrawn, language) {
  if (!withdrawn) return words;
  return { ...words, title: language === "zh" ? `\uFF08\u5DF2\u64A4\u56DE\uFF09${words.title}` : `(withdrawn) ${words.title}` };
}

// server/modules/exports/routes.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat as stat5 } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { z as z14 } from "zod";

// server/modules/exports/runner.ts
import { mkdir as mkdir2, readdir as readdir2, rm, stat as stat4 } from "node:fs/promises";
import { join as join6 } from "node:path";

// server/modules/exports/columns.ts
var LEVEL_WORDS2 = [
  { zh: "\u6B63\u5E38\u76D1\u6D4B", en: "Normal" },
  { zh: "\u9EC4\u8272\u9884\u8B66", en: "Yellow" },
  { zh: "\u6A59\u8272\u9884\u8B66", en: "Orange" },
  { zh: "\u7EA2\u8272\u9884\u8B66", en: "Red" },
  { zh: "\u98CE\u9669\u7206\u53D1", en: "Outbreak" }
];
var DIMENSIONS2 = [
  ["\u57FA\u672C\u98CE\u9669", "Basic"],
  ["\u9075\u4ECE\u98CE\u9669", "Compliance"],
  ["\u884C\u4E3A\u98CE\u9669", "Behaviour"],
  ["\u8206\u60C5\u98CE\u9669", "Sentiment"],
  ["\u5173\u8054\u98CE\u9669", "Association"]
];
var DISTRICT_NAMES = new Map([
  ...DISTRICTS.map(({ code, name, nameEn }) => [code, { zh: name, en: nameEn }]),
  [OUTSIDE, { zh: "\u5E02\u5916", en: "Outside the city" }]
]);
var EXPORT_COLUMNS = [
  { zh: "\u4F01\u4E1A\u540D\u79F0", en: "Name", width: 36, value: (row) => row.name },
  { zh: "\u7EDF\u4E00\u793E\u4F1A\u4FE1\u7528\u4EE3\u7801", en: "Credit code", width: 22, value: (row) => row.creditCode },
  {
    zh: "\u5C5E\u5730",
    en: "District",
    width: 12,
    value: (row, language) => DISTRICT_NAMES.get(row.district)?.[language] ?? row.district
  },
  {
    zh: "\u8857\u9547",
    en: "Street",
    width: 14,
    value: (row) => row.street === null ? null : streetName(row.street)
  },
  {
    zh: "\u884C\u4E1A",
    en: "Industry",
    width: 18,
    value: (row, language) => row.industry === null ? null : industryName(row.industry, language)
  },
  {
    zh: "\u673A\u6784\u7C7B\u522B",
    en: "Kind",
    width: 14,
    value: (row, language) => FINANCE_KIND_NAMES[row.financeKind]?.[language] ?? null
  },
  {
    zh: "\u767B\u8BB0\u72B6\u6001",
    en: "Status",
    width: 10,
    value: (row, language) => STATUS_NAMES[row.status]?.[language] ?? row.status
  },
  {
    zh: "\u98CE\u9669\u7B49\u7EA7",
    en: "Level",
    width: 10,
    value: (row, language) => LEVEL_WORDS2[row.level - 1]?.[language] ?? null
  },
  { zh: "\u98CE\u9669\u5206", en: "Score", width: 9, value: (row) => round3(row.score) },
  { zh: "\u8F8330\u65E5\u524D", en: "Change in 30 days", width: 10, value: (row) => round3(row.change) },
  ...DIMENSIONS2.map(([zh, en], i) => ({
    zh,
    en,
    width: 10,
    value: (row) => round3(row.dimensions[i] ?? 0)
  })),
  {
    zh: "\u9996\u8981\u539F\u56E0",
    en: "First reason",
    width: 40,
    value: (row, language) => language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason
  },
  { zh: "\u8FDB\u5165\u7B49\u7EA7\u65F6\u95F4", en: "Since", width: 18, value: (row) => localTime(row.sinceMs) },
  {
    zh: "\u6700\u8FD1\u4E8B\u4EF6\u65F6\u95F4",
    en: "Last event",
    width: 18,
    value: (row) => row.lastEventMs === null ? null : localTime(row.lastEventMs)
  },
  { zh: "\u6CD5\u5B9A\u4EE3\u8868\u4EBA", en: "Legal representative", width: 12, value: (row) => row.legalRepresentative },
  { zh: "\u5B9E\u9645\u63A7\u5236\u4EBA", en: "Controller", width: 12, value: (row) => row.controller },
  { zh: "\u6210\u7ACB\u65E5\u671F", en: "Established", width: 12, value: (row) => row.establishedOn },
  { zh: "\u6CE8\u518C\u8D44\u672C\uFF08\u5143\uFF09", en: "Registered capital (CNY)", width: 16, value: (row) => row.registeredCapital },
  { zh: "\u5B9E\u7F34\u8D44\u672C\uFF08\u5143\uFF09", en: "Paid-in capital (CNY)", width: 16, value: (row) => row.paidInCapital },
  { zh: "\u6CE8\u518C\u5730\u5740", en: "Registered address", width: 36, value: (row) => row.registeredAddress },
  { zh: "\u7ECF\u8425\u5730\u5740", en: "Business address", width: 36, value: (row) => row.businessAddress },
  {
    zh: "\u6570\u636E\u6027\u8D28",
    en: "Nature",
    width: 10,
    value: (row, language) => {
      if (row.simulated) return language === "zh" ? "\u6A21\u62DF" : "simulated";
      if (row.provisional) return language === "zh" ? "\u4E34\u65F6\u4E3B\u4F53" : "provisional";
      return null;
    }
  }
];
function localTime(ms) {
  return new Date(ms + ZONE_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

// server/modules/exports/workbook.ts
import { createWriteStream } from "node:fs";
import { stat as stat3 } from "node:fs/promises";
import { setImmediate as breathe } from "node:timers/promises";
var PART_ROWS = 50;
async function createWorkbook(path, language) {
  const { default: ExcelJS } = await import("exceljs");
  const stream = createWriteStream(path, { mode: 384 });
  const failed = new Promise((_, reject2) => stream.on("error", reject2));
  failed.catch(() => {
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    // Styles are worked out anew for every cell: half of the cost of a file, for a bold first row.
    useStyles: false,
    useSharedStrings: false
  });
  const sheet = workbook.addWorksheet(language === "zh" ? "\u76D1\u6D4B\u4F01\u4E1A" : "Enterprises", {
    views: [{ state: "frozen", ySplit: 1 }]
  });
  sheet.columns = EXPORT_COLUMNS.map((column) => ({ width: column.width }));
  const head = sheet.addRow(EXPORT_COLUMNS.map((column) => column[language]));
  head.commit();
  return {
    async add(rows) {
      for (let i = 0; i < rows.length; i += PART_ROWS) {
        for (const row of rows.slice(i, i + PART_ROWS)) {
          sheet.addRow(EXPORT_COLUMNS.map((column) => column.value(row, language))).commit();
        }
        await Promise.race([breathe(), failed]);
      }
    },
    async finish(notes) {
      sheet.commit();
      const about = workbook.addWorksheet(language === "zh" ? "\u8BF4\u660E" : "About");
      about.columns = [{ width: 18 }, { width: 80 }];
      for (const note of notes) about.addRow([note.label, note.value]).commit();
      about.commit();
      await Promise.race([workbook.commit(), failed]);
      return (await stat3(path)).size;
    },
    async abandon() {
      if (stream.closed) return;
      const closed = new Promise((resolve) => stream.once("close", () => resolve()));
      stream.destroy();
      await closed;
    }
  };
}

// server/modules/worker-loop.ts
function createWorkerLoop(name, work3, everyMs, log) {
  const abort = new AbortController();
  let timer = null;
  let running = null;
  let again = false;
  async function run() {
    try {
      do {
        again = false;
        while (!abort.signal.aborted && await work3(abort.signal)) ;
      } while (again && !abort.signal.aborted);
    } catch (error) {
      if (!abort.signal.aborted) log.warn({ err: error, worker: name }, "worker failed, tries again");
    } finally {
      running = null;
      if (!abort.signal.aborted) {
        timer = setTimeout(start, everyMs);
        timer.unref();
      }
    }
  }
  function start() {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= run();
  }
  start();
  return {
    wake() {
      if (abort.signal.aborted) return;
      if (running !== null) again = true;
      else start();
    },
    async stop() {
      abort.abort();
      if (timer !== null) clearTimeout(timer);
      await running;
    }
  };
}

// store/enterprise-export.ts
async function readExportRows(db, ids, scope) {
  if (ids.length === 0) return [];
  const rows = await db.query(sql`
    select ${LIST_COLUMNS}, s.dimensions, e.controller, e.established_on as "establishedOn", e.registered_capital as "registeredCapital",
      e.paid_in_capital as "paidInCapital", e.registered_address as "registeredAddress", e.business_address as "businessAddress"
    from scores s join enterprises e on e.id = s.enterprise_id
    where s.enterprise_id = any(${ids}::bigint[]) and ${inScope(scope)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

// store/exports.ts
async function createExport(db, draft2) {
  await db.execute(sql`
    insert into exports (id, kind, filter, scope, language, total, created_by)
    values (${draft2.id}, ${draft2.kind}, ${JSON.stringify(draft2.filter)}::jsonb, ${JSON.stringify(draft2.scope)}::jsonb, ${draft2.language},
      ${draft2.total}, ${draft2.createdBy})`);
}
function claimExport(pool, instance, claimMs) {
  return first(
    pool,
    sql`
    update exports x set state = 'running', claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      started_at = now(), done = 0
    from (
      select id from exports where state = 'queued' or (state = 'running' and claimed_until < now())
      order by created_at limit 1 for update skip locked
    ) due
    where x.id = due.id returning ${COLUMNS3}`
  );
}
async function saveExportProgress(db, id, instance, progress) {
  return await db.execute(sql`
      update exports set done = ${progress.done}, total = ${progress.total}, claimed_until = now() + ${progress.claimMs} * interval '1 millisecond'
      where id = ${id} and claimed_by = ${instance} and state = 'running'`) === 1;
}
async function finishExport(db, id, instance, end) {
  const file = end.ok ? end : { fileName: null, path: null, bytes: null, rows: null };
  return await db.execute(sql`
      update exports set state = ${end.ok ? "done" : "failed"}, finished_at = now(), claimed_by = null, claimed_until = null,
        file_name = ${file.fileName}, path = ${file.path}, bytes = ${file.bytes}::bigint, done = coalesce(${file.rows}::bigint, done),
        total = coalesce(${file.rows}::bigint, total), error = ${end.ok ? null : end.error}
      where id = ${id} and claimed_by = ${instance} and state = 'running'`) === 1;
}
async function cancelExport(db, id, userId) {
  return await db.execute(sql`
      update exports set state = 'cancelled', finished_at = now()
      where id = ${id} and created_by = ${userId} and state in ('queued', 'running')`) === 1;
}
function readExport(db, id, userId) {
  return first(
    db,
    prepared(sql`select ${COLUMNS3} from exports x where id = ${id} and created_by = ${userId}`)
  );
}
function readExports(db, userId, limit) {
  return db.query(
    sql`select ${COLUMNS3} from exports x where created_by = ${userId} order by created_at desc limit ${limit}`
  );
}
var COLUMNS3 = sql`x.id, x.kind, x.filter, x.scope, x.language, x.state, x.done, x.total, x.created_by as "createdBy",
  x.created_at as "createdAtMs", x.finished_at as "finishedAtMs", x.file_name as "fileName", x.path, x.bytes, x.error`;

// server/modules/exports/runner.ts
var PART_ROWS2 = 1e3;
var CLAIM_MS2 = 3e4;
var LOOK_MS = 5e3;
function createExportRunner(deps, config) {
  return createWorkerLoop(
    "exports",
    async (signal) => {
      await sweep(config, deps.clock.now());
      const job = await claimExport(deps.db, config.instance, CLAIM_MS2);
      if (job === null) return false;
      deps.onRunning(1);
      try {
        await runExport(job, deps, config, signal);
      } finally {
        deps.onRunning(0);
      }
      return true;
    },
    LOOK_MS,
    deps.log
  );
}
async function runExport(job, deps, config, signal) {
  const { db, log } = deps;
  const scope = await presentScope(job, deps);
  if (scope === null) {
    await finishExport(db, job.id, config.instance, { ok: false, error: "scope" });
    return;
  }
  await mkdir2(config.folder, { recursive: true, mode: 448 });
  const path = join6(config.folder, `${job.id}.xlsx`);
  const language = job.language === "en" ? "en" : "zh";
  const workbook = await createWorkbook(path, language);
  try {
    const rows = await writeRows(job, scope, workbook, deps, config, signal);
    if (rows === null) {
      await workbook.abandon();
      await rm(path, { force: true });
      return;
    }
    const bytes = await workbook.finish(notesOf(job, scope, rows, deps.clock.now(), language));
    const fileName = `${language === "zh" ? "\u76D1\u6D4B\u4F01\u4E1A" : "enterprises"}-${dayOf(deps.clock.now())}.xlsx`;
    const kept = await finishExport(db, job.id, config.instance, { ok: true, fileName, path, bytes, rows });
    if (!kept) await rm(path, { force: true });
  } catch (error) {
    await workbook.abandon();
    await rm(path, { force: true });
    log.error({ err: error, exportId: job.id }, "export failed");
    await finishExport(db, job.id, config.instance, { ok: false, error: "internal" });
  }
}
async function writeRows(job, scope, workbook, { db }, config, signal) {
  const { filter, sort, descending } = job.filter;
  const ids = await searchAllIds(db, { filter, scope, sort, descending });
  let done5 = 0;
  let next2 = readExportRows(db, ids.slice(0, PART_ROWS2), scope);
  for (let at = 0; at < ids.length; at += PART_ROWS2) {
    const rows = await next2;
    const after = ids.slice(at + PART_ROWS2, at + 2 * PART_ROWS2);
    next2 = readExportRows(db, after, scope);
    next2.catch(() => {
    });
    await workbook.add(rows);
    done5 += rows.length;
    const progress = { done: done5, total: ids.length, claimMs: CLAIM_MS2 };
    if (signal.aborted || !await saveExportProgress(db, job.id, config.instance, progress)) return null;
  }
  return done5;
}
async function presentScope(job, deps) {
  const principal = await deps.readPrincipal(job.createdBy);
  if (principal === null || !hasAction(principal.role, "enterprise.export")) return null;
  const now = scopeOf(principal);
  return intersect(job.scope, now);
}
function intersect(asked, now) {
  const districts = asked.districts.filter((district) => now.districts.includes(district));
  if (districts.length === 0) return null;
  if (asked.street !== null && now.street !== null && asked.street !== now.street) return null;
  const businesses = asked.businesses === null ? now.businesses : now.businesses === null ? asked.businesses : asked.businesses.filter((business) => now.businesses?.includes(business));
  if (asked.givenTo !== null && now.givenTo !== null && asked.givenTo !== now.givenTo) return null;
  return { districts, street: asked.street ?? now.street, businesses, givenTo: asked.givenTo ?? now.givenTo };
}
function notesOf(job, scope, rows, nowMs, language) {
  const area = isWholeCity(scope) ? language === "zh" ? "\u5168\u5E02" : "the city" : scope.street ?? scope.districts.join(", ");
  const words = job.filter.words;
  const pairs = [
    ["\u5BFC\u51FA\u7F16\u53F7", "Export", job.id],
    ["\u5BFC\u51FA\u65F6\u95F4", "Made at", localTime(nowMs)],
    ["\u6570\u636E\u8303\u56F4", "Area", area],
    ["\u7B5B\u9009\u6761\u4EF6", "Filters", words],
    ["\u884C\u6570", "Rows", String(rows)],
    [
      "\u8BF4\u660E",
      "Note",
      language === "zh" ? "\u98CE\u9669\u5206\u4E0E\u7B49\u7EA7\u4E3A\u76D1\u6D4B\u7ED3\u679C\uFF0C\u8BA4\u5B9A\u4E4B\u524D\u5747\u4E3A\u6D89\u5ACC\uFF1B\u8BF7\u6309\u5185\u90E8\u8D44\u6599\u4FDD\u7BA1\u3002" : "Scores and levels are what monitoring shows; before a determination everything is suspected. For internal use."
    ]
  ];
  return pairs.map(([zh, en, value]) => ({ label: language === "zh" ? zh : en, value }));
}
async function sweep(config, nowMs) {
  const names = await readdir2(config.folder).catch(() => []);
  const files = await Promise.all(
    names.filter((name) => name.endsWith(".xlsx")).map(async (name) => {
      const path = join6(config.folder, name);
      const info = await stat4(path).catch(() => null);
      return info === null ? null : { path, atMs: info.mtimeMs, bytes: info.size };
    })
  );
  let total2 = 0;
  for (const file of files.filter((one2) => one2 !== null).sort((a, b) => b.atMs - a.atMs)) {
    total2 += file.bytes;
    if (nowMs - file.atMs > config.keepMs || total2 > config.keepBytes) await rm(file.path, { force: true });
  }
}

// server/modules/exports/routes.ts
var params3 = z14.object({ id: z14.string().regex(/^[\w-]{22}$/) });
var exportBody = enterpriseQuery.omit({ cursor: true, limit: true });
var MOST_RUNNING = 3;
function exportRoutes({ db, runner, mostRows }) {
  return [
    defineRoute({
      method: "POST",
      path: "/api/enterprises/export",
      tag: "exports",
      summary: {
        zh: "\u6309\u5217\u8868\u7684\u7B5B\u9009\u5BFC\u51FA Excel\uFF08\u540E\u53F0\u8FDB\u884C\uFF0C\u53EF\u53D6\u6D88\uFF09",
        en: "Export the list as Excel, in the background"
      },
      access: { kind: "area", action: "enterprise.export", areaIn: "body" },
      body: exportBody,
      response: exportJob,
      status: 202,
      trail: "audited",
      handler: async ({ body, scope, user, language, nowMs, audit }) => {
        const running = (await readExports(db, user.id, 20)).filter(
          (row) => row.state === "queued" || row.state === "running"
        );
        if (running.length >= MOST_RUNNING) throw new Refusal("export.too-many", { count: running.length });
        const filter = makeFilter(body);
        const total2 = await countEnterprises(db, filter, scope);
        if (total2.count > mostRows) throw new Refusal("export.too-large", { max: mostRows });
        const id = randomBytes2(16).toString("base64url");
        const kept = {
          filter,
          sort: body.sort,
          descending: body.order === "desc",
          words: wordsOf(body)
        };
        await db.transaction(async (tx) => {
          await createExport(tx, {
            id,
            kind: "enterprises",
            filter: kept,
            scope,
            language,
            total: total2.count,
            createdBy: user.id
          });
          await audit.write(tx, {
            action: "enterprise.export",
            subject: `export:${id}`,
            after: { filter: body, scope, rows: total2.count }
          });
        });
        runner.wake();
        return {
          id,
          state: "queued",
          done: 0,
          total: total2.count,
          createdAt: iso(nowMs),
          file: null,
          error: null
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports",
      tag: "exports",
      summary: { zh: "\u672C\u4EBA\u7684\u5BFC\u51FA\u4EFB\u52A1", en: "One's own exports" },
      access: { kind: "own", action: "enterprise.export" },
      response: z14.object({ exports: z14.array(exportJob) }),
      handler: async ({ user }) => ({ exports: (await readExports(db, user.id, 50)).map(present2) })
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports/:id",
      tag: "exports",
      summary: { zh: "\u5BFC\u51FA\u8FDB\u5EA6", en: "Progress of an export" },
      access: { kind: "own", action: "enterprise.export" },
      params: params3,
      response: exportJob,
      handler: async ({ params: params8, user }) => present2(await own(db, params8.id, user.id))
    }),
    defineRoute({
      method: "POST",
      path: "/api/exports/:id/cancel",
      tag: "exports",
      summary: { zh: "\u53D6\u6D88\u5BFC\u51FA", en: "Cancel an export" },
      access: { kind: "own", action: "enterprise.export" },
      params: params3,
      response: exportJob,
      trail: "audited",
      handler: async ({ params: params8, user, audit }) => {
        await own(db, params8.id, user.id);
        await db.transaction(async (tx) => {
          const cancelled = await cancelExport(tx, params8.id, user.id);
          await audit.write(tx, {
            action: "enterprise.export.cancel",
            subject: `export:${params8.id}`,
            after: { cancelled }
          });
        });
        return present2(await own(db, params8.id, user.id));
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/exports/:id/file",
      tag: "exports",
      summary: { zh: "\u4E0B\u8F7D\u5BFC\u51FA\u6587\u4EF6", en: "The exported file" },
      access: { kind: "own", action: "enterprise.export" },
      params: params3,
      answers: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      trail: "audited",
      handler: async ({ params: params8, user, audit, reply }) => {
        const row = await own(db, params8.id, user.id);
        if (row.state !== "done") {
          throw new Refusal("export.not-ready", {
            percent: row.total === 0 ? 0 : Math.floor(100 * row.done / row.total)
          });
        }
        if (!covers(scopeOf(user.principal), row.scope))
          throw new Refusal("scope.district", { action: "enterprise.export" });
        const info = row.path === null ? null : await stat5(row.path).catch(() => null);
        if (row.path === null || info === null) throw new Refusal("export.unknown");
        await audit.write(db, {
          action: "enterprise.export.download",
          subject: `export:${row.id}`,
          after: { rows: row.done }
        });
        const name = row.fileName ?? "export.xlsx";
        return reply.type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").header("content-length", info.size).header("cache-control", "no-store").header(
          "content-disposition",
          `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`
        ).send(createReadStream(row.path));
      }
    })
  ];
}
async function own(db, id, userId) {
  const row = await readExport(db, id, userId);
  if (row === null) throw new Refusal("export.unknown");
  return row;
}
function present2(row) {
  return {
    id: row.id,
    state: row.state,
    done: row.done,
    total: row.total,
    createdAt: iso(row.createdAtMs),
    file: row.fileName,
    error: row.error
  };
}
function covers(now, file) {
  return isDeepStrictEqual(intersect(file, now), file);
}
function wordsOf(body) {
  return Object.entries(body).filter(([name, value]) => value !== void 0 && value !== "" && name !== "sort" && name !== "order").map(([name, value]) => `${name}=${String(value)}`).join("\uFF1B");
}

// server/modules/imports/routes.ts
import { rm as rm3 } from "node:fs/promises";
import { Readable } from "node:stream";
import { z as z15 } from "zod";

// server/modules/imports/upload.ts
import { createHash as createHash4, randomUUID } from "node:crypto";
import { createReadStream as createReadStream2, createWriteStream as createWriteStream2 } from "node:fs";
import { mkdir as mkdir3, rename as rename2, rm as rm2 } from "node:fs/promises";
import { join as join7 } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
var NAMES = /\.(?:csv|tsv|txt|ndjson|jsonl|json)$/i;
async function keepUpload(request, folder, limitBytes) {
  if (!request.isMultipart())
    throw new Refusal("request.media-type", { type: request.headers["content-type"] ?? "" });
  await mkdir3(folder, { recursive: true, mode: 448 });
  const id = randomUUID();
  const part = join7(folder, `${id}.part`);
  const fields = {};
  let kept = null;
  try {
    for await (const item of request.parts({ limits: { fileSize: limitBytes } })) {
      if (item.type === "field") {
        if (typeof item.value === "string") fields[item.fieldname] = item.value;
        continue;
      }
      if (!NAMES.test(item.filename)) {
        item.file.resume();
        throw new Refusal("import.format");
      }
      const hash = createHash4("sha256");
      let bytes = 0;
      const count2 = new Transform({
        transform(chunk, _encoding, done5) {
          bytes += chunk.length;
          hash.update(chunk);
          done5(null, chunk);
        }
      });
      await pipeline(item.file, count2, createWriteStream2(part, { mode: 384 }));
      if (item.file.truncated)
        throw new Refusal("import.too-large", { max: `${Math.round(limitBytes / 1024 / 1024)} MB` });
      const path = join7(folder, `${id}.${hash.digest("hex").slice(0, 32)}.data`);
      await rename2(part, path);
      kept = { path, fileName: cleanName(item.filename), bytes };
    }
    if (kept === null) throw missing2("file");
    if (kept.bytes === 0) throw new Refusal("ingest.empty");
    return { id, ...kept, fields };
  } catch (error) {
    await rm2(part, { force: true });
    if (kept !== null) await rm2(kept.path, { force: true });
    throw error;
  }
}
function openUpload(path) {
  return createReadStream2(path, { highWaterMark: 64 * 1024 });
}
function missing2(field) {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `body.${field}`, code: "invalid_type", message: "required" }] }
  );
}
function cleanName(name) {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return [...last].filter((character) => character >= " ").join("").slice(0, 200);
}

// server/modules/reject-words.ts
function wordsOfReject(row, language) {
  const params8 = row.params ?? (row.message === "" ? { id: row.eventId ?? "" } : null);
  if (params8 === null || !isErrorCode(row.code)) return { message: row.message, hint: row.hint };
  const { message, hint } = makeError(row.code, params8, language);
  return { message, hint };
}

// store/imports.ts
async function createImport(db, draft2) {
  const row = await one(
    db,
    sql`
    insert into imports (source_id, kind, file_name, path, format, mapping, bytes_total, created_by)
    values (${draft2.sourceId}, ${draft2.kind}, ${draft2.fileName}, ${draft2.path}, ${draft2.format}, ${JSON.stringify(draft2.mapping)}::jsonb,
      ${draft2.bytesTotal}, ${draft2.createdBy}) returning id`
  );
  return row.id;
}
function claimImport(pool, instance, claimMs) {
  return first(
    pool,
    sql`
    update imports i set state = 'running', claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      started_at = now(), bytes = 0, read = 0, accepted = 0, duplicate = 0, conflict = 0, rejected = 0
    from (
      select id from imports where state = 'queued' or (state = 'running' and claimed_until < now())
      order by id limit 1 for update skip locked
    ) due
    where i.id = due.id returning ${COLUMNS4}`
  );
}
async function saveImportProgress(db, id, instance, progress) {
  const { tally: tally2 } = progress;
  return await db.execute(sql`
      update imports set bytes = ${progress.bytes}, read = ${tally2.read}, accepted = ${tally2.accepted}, duplicate = ${tally2.duplicate},
        conflict = ${tally2.conflict}, rejected = ${tally2.rejected}, claimed_until = now() + ${progress.claimMs} * interval '1 millisecond'
      where id = ${id} and claimed_by = ${instance} and state = 'running'`) === 1;
}
async function finishImport(db, id, instance, error) {
  await db.execute(sql`
    update imports set state = ${error === null ? "done" : "failed"}, error = ${error}, finished_at = now(),
      bytes = case when ${error === null} then bytes_total else bytes end, claimed_by = null, claimed_until = null
    where id = ${id} and claimed_by = ${instance}`);
}
function readImports(db, limit) {
  return db.query(sql`select ${COLUMNS4} from imports i order by id desc limit ${limit}`);
}
function readImport(db, id) {
  return first(db, sql`select ${COLUMNS4} from imports i where id = ${id}`);
}
var COLUMNS4 = sql`i.id, i.source_id as "sourceId", i.kind, i.file_name as "fileName", i.path, i.format, i.mapping, i.state,
  i.bytes, i.bytes_total as "bytesTotal", jsonb_build_object('read', i.read, 'accepted', i.accepted, 'duplicate', i.duplicate,
  'conflict', i.conflict, 'rejected', i.rejected) as tally, i.created_by as "createdBy", i.created_at as "createdAtMs",
  i.finished_at as "finishedAtMs", i.error`;

// store/uploads.ts
async function insertUpload(db, upload) {
  await db.execute(sql`
    insert into uploads (id, source_id, kind, file_name, path, bytes, format, created_by)
    values (${upload.id}, ${upload.sourceId}, ${upload.kind}, ${upload.fileName}, ${upload.path}, ${upload.bytes}, ${upload.format},
      ${upload.createdBy})`);
}
function takeUpload(tx, id, userId) {
  return first(
    tx,
    sql`
    update uploads set used_at = now() where id = ${id} and used_at is null and created_by = ${userId}
    returning id, source_id as "sourceId", kind, file_name as "fileName", path, bytes, format, created_by as "createdBy"`
  );
}
async function removeStaleUploads(db, olderThanMs) {
  const rows = await db.query(sql`
    delete from uploads where used_at is null and created_at < now() - ${olderThanMs} * interval '1 millisecond' returning path`);
  return rows.map((row) => row.path);
}

// stream/import/file.ts
var PREVIEW_ROWS = 20;
var PREVIEW_READ = 200;
async function previewFile(chunks, kind) {
  const { layout, rest } = await openFile(chunks);
  const columns = [];
  const rows = [];
  const faults = [];
  if (layout.format === "csv") {
    for await (const item of readTable(rest, layout)) {
      if ("header" in item) columns.push(...item.header);
      else if (!item.ok) faults.push(item);
      else rows.push([...item.cells]);
      if (rows.length >= PREVIEW_ROWS || faults.length >= PREVIEW_READ) break;
    }
  } else {
    const objects = [];
    for await (const item of readObjects(rest, layout)) {
      if (item.ok) objects.push(item);
      else faults.push(item);
      if (objects.length >= PREVIEW_ROWS || faults.length >= PREVIEW_READ) break;
    }
    const flat = objects.map((item) => flatten(item.value));
    for (const one2 of flat) for (const key of Object.keys(one2)) if (!columns.includes(key)) columns.push(key);
    rows.push(...flat.map((one2) => columns.map((column) => one2[column] ?? "")));
  }
  return {
    layout,
    columns,
    rows,
    faults,
    suggested: suggestMapping(kind, columns, rows),
    targets: importFields(kind).map((one2) => ({
      field: one2.field,
      required: one2.required === true,
      description: one2.zh
    }))
  };
}
async function* readImport2(chunks, context, mapping) {
  const { layout, rest } = await openFile(chunks);
  if (layout.format === "csv") yield* readCsv(rest, layout, context, mapping);
  else yield* readNdjson(rest, layout, context, mapping);
}
async function* readCsv(chunks, layout, context, wanted) {
  let columns = [];
  let mapper = null;
  for await (const item of readTable(chunks, layout)) {
    if ("header" in item) {
      columns = item.header;
      const mapping = wanted ?? suggestMapping(context.kind, columns);
      checkMapping(context.kind, mapping, columns);
      mapper = makeRowMapper(context, mapping, columns);
    } else if (!item.ok || mapper === null) yield item;
    else {
      const mapped = mapper(item.cells, item.row);
      yield mapped.ok ? { ok: true, row: item.row, envelope: mapped.envelope, raw: item.raw } : {
        ok: false,
        row: item.row,
        code: mapped.code,
        params: mapped.params,
        path: mapped.path,
        raw: item.raw
      };
    }
  }
  if (mapper === null) throw new CodedError("ingest.empty");
}
async function* readNdjson(chunks, layout, context, wanted) {
  const mapping = wanted !== null && Object.keys(wanted).length > 0 ? wanted : null;
  const fixed = mapping === null ? null : [...new Set(Object.values(mapping))];
  const mapper = mapping === null || fixed === null ? null : makeRowMapper(context, mapping, fixed);
  if (mapping !== null && fixed !== null) checkMapping(context.kind, mapping, fixed);
  for await (const item of readObjects(chunks, layout)) {
    if (!item.ok) {
      yield item;
      continue;
    }
    const { row, value, raw } = item;
    if (typeof value.data === "object" && value.data !== null && (mapper === null || value.specversion !== void 0)) {
      const envelope = finishEnvelope(
        value,
        context.kind,
        context.source,
        () => rowId(context.fileKey, row, [raw])
      );
      yield { ok: true, row, envelope, raw };
      continue;
    }
    const flat = flatten(value);
    const columns = fixed ?? Object.keys(flat);
    const own2 = mapper ?? makeRowMapper(
      context,
      suggestMapping(context.kind, columns, [columns.map((column) => flat[column] ?? "")]),
      columns
    );
    const mapped = own2(
      columns.map((column) => flat[column] ?? ""),
      row
    );
    yield mapped.ok ? { ok: true, row, envelope: mapped.envelope, raw } : { ok: false, row, code: mapped.code, params: mapped.params, path: mapped.path, raw };
  }
}
function flatten(value, prefix = "", out = {}) {
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (inner === null || inner === void 0) continue;
    if (Array.isArray(inner))
      out[path] = inner.map((one2) => typeof one2 === "object" ? JSON.stringify(one2) : String(one2)).join(";");
    else if (typeof inner === "object") flatten(inner, path, out);
    else out[path] = String(inner);
  }
  return out;
}
var HEAD_BYTES = 64 * 1024;
async function openFile(chunks) {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  const head = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next2 = await iterator.next();
    if (next2.done === true) break;
    head.push(next2.value.slice());
    length += next2.value.length;
  }
  if (length === 0) {
    await iterator.return?.();
    throw new CodedError("ingest.empty");
  }
  const layout = detectLayout(Buffer.concat(head));
  if (layout === null) {
    await iterator.return?.();
    throw new CodedError("import.format");
  }
  async function* rest() {
    try {
      yield* head;
      for (; ; ) {
        const next2 = await iterator.next();
        if (next2.done === true) return;
        yield next2.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { layout, rest: rest() };
}

// server/modules/imports/routes.ts
var params4 = z15.object({ id: z15.coerce.number().int().positive() });
var previewBody = z15.object({
  file: z15.string().describe("the file, .csv or .ndjson"),
  source: z15.string(),
  kind: inputKind
});
var SHOWN_CELLS = 200;
function importRoutes({ db, runner, folder, uploadLimitBytes }) {
  return [
    defineRoute({
      method: "POST",
      path: "/api/imports/preview",
      tag: "imports",
      summary: {
        zh: "\u4E0A\u4F20\u6587\u4EF6\u5E76\u9884\u89C8\uFF08multipart\uFF1Afile\u3001source\u3001kind\uFF09",
        en: "Upload a file and preview it (multipart: file, source, kind)"
      },
      access: { kind: "whole", action: "import.run" },
      bodyKind: "multipart",
      bodyLimitBytes: uploadLimitBytes + 64 * 1024,
      body: previewBody,
      response: importPreview,
      trail: "audited",
      handler: async ({ request, user, audit }) => {
        const upload = await keepUpload(request, folder, uploadLimitBytes);
        try {
          const kind = readKind(upload.fields.kind);
          const source = await openSource(db, upload.fields.source, kind);
          const preview = await previewFile(openUpload(upload.path), kind);
          await db.transaction(async (tx) => {
            await insertUpload(tx, {
              id: upload.id,
              sourceId: source.id,
              kind,
              fileName: upload.fileName,
              path: upload.path,
              bytes: upload.bytes,
              format: preview.layout.format,
              createdBy: user.id
            });
            await audit.write(tx, {
              action: "import.upload",
              subject: `source:${source.id}`,
              after: { file: upload.fileName, bytes: upload.bytes, kind }
            });
          });
          return {
            uploadId: upload.id,
            format: preview.layout.format,
            columns: [...preview.columns],
            rows: preview.rows.map((row) => row.map((cell) => cell.slice(0, SHOWN_CELLS))),
            suggested: { ...preview.suggested },
            targets: preview.targets.map((target) => ({ ...target }))
          };
        } catch (error) {
          await rm3(upload.path, { force: true });
          throw error;
        }
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/imports",
      tag: "imports",
      summary: { zh: "\u6309\u5217\u5BF9\u5E94\u5173\u7CFB\u5F00\u59CB\u5BFC\u5165", en: "Start an import with a column mapping" },
      access: { kind: "whole", action: "import.run" },
      body: importStart,
      response: importJob,
      status: 202,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await openSource(db, body.source, body.kind);
        const id = await db.transaction(async (tx) => {
          const upload = await takeUpload(tx, body.uploadId, user.id);
          if (upload === null) throw new Refusal("import.upload-unknown");
          if (upload.format === "csv") {
            const { columns } = await previewFile(openUpload(upload.path), body.kind);
            checkMapping(body.kind, body.mapping, columns);
          }
          const made = await createImport(tx, {
            sourceId: body.source,
            kind: body.kind,
            fileName: upload.fileName,
            path: upload.path,
            format: upload.format,
            mapping: body.mapping,
            bytesTotal: upload.bytes,
            createdBy: user.id
          });
          await audit.write(tx, {
            action: "import.start",
            subject: `import:${made}`,
            after: { ...body, file: upload.fileName }
          });
          return made;
        });
        runner.wake();
        return present3(await known2(db, id));
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports",
      tag: "imports",
      summary: { zh: "\u5BFC\u5165\u4EFB\u52A1", en: "Imports" },
      access: { kind: "whole", action: "source.read" },
      response: importList,
      handler: async () => ({ imports: (await readImports(db, 100)).map(present3) })
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports/:id",
      tag: "imports",
      summary: { zh: "\u5BFC\u5165\u8FDB\u5EA6\u4E0E\u8BA1\u6570", en: "Progress and tally of an import" },
      access: { kind: "whole", action: "source.read" },
      params: params4,
      response: importJob,
      handler: async ({ params: params8 }) => present3(await known2(db, params8.id))
    }),
    defineRoute({
      method: "GET",
      path: "/api/imports/:id/errors.csv",
      tag: "imports",
      summary: { zh: "\u672A\u63A5\u6536\u884C\u53CA\u539F\u56E0\uFF08CSV\uFF09", en: "Rows that were not taken, with reasons (CSV)" },
      access: { kind: "whole", action: "source.read" },
      params: params4,
      answers: "text/csv",
      handler: async ({ params: params8, reply, language }) => {
        const job = await known2(db, params8.id);
        return reply.type("text/csv; charset=utf-8").header("cache-control", "no-store").header("content-disposition", `attachment; filename="import-${job.id}-errors.csv"`).send(Readable.from(errorLines(db, job.id, language)));
      }
    })
  ];
}
function readKind(text4) {
  if (text4 === void 0) throw missing2("kind");
  const parsed = inputKind.safeParse(text4);
  if (!parsed.success)
    throw new Refusal("ingest.unknown-kind", { kind: text4.slice(0, 40), known: INPUT_KINDS.join(", ") });
  return parsed.data;
}
async function openSource(db, id, kind) {
  if (id === void 0) throw missing2("source");
  const source = await findSource(db, id);
  if (source === null) throw new Refusal("source.unknown", { id: id.slice(0, 60) });
  if (source.transport === "simulator" || source.transport === "replay") throw new Refusal("source.built-in");
  if (!source.enabled) throw new Refusal("ingest.source-disabled", { source: id });
  if (!source.kinds.includes(kind)) throw new Refusal("ingest.kind-not-allowed", { source: id, kind });
  return source;
}
async function known2(db, id) {
  const row = await readImport(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}
function present3(row) {
  return {
    id: row.id,
    source: row.sourceId,
    kind: row.kind,
    file: row.fileName,
    state: row.state,
    bytes: row.bytes,
    bytesTotal: row.bytesTotal,
    tally: row.tally,
    createdAt: iso(row.createdAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
    error: row.error
  };
}
async function* errorLines(db, importId, language) {
  const head = language === "zh" ? ["\u884C\u53F7", "\u7ED3\u679C", "\u7F16\u7801", "\u8BF4\u660E", "\u5904\u7406\u529E\u6CD5", "\u4F4D\u7F6E", "\u539F\u59CB\u5185\u5BB9"] : ["row", "outcome", "code", "message", "hint", "path", "raw"];
  yield `\uFEFF${head.join(",")}\r
`;
  for (let afterId = 0; ; ) {
    const rows = await readImportErrors(db, importId, afterId, 1e3);
    if (rows.length === 0) return;
    afterId = rows.at(-1).id;
    yield rows.map((row) => {
      const said = wordsOfReject(row, language);
      return [row.row, row.outcome, row.code, said.message, said.hint, row.path, row.raw].map(csvCell).join(",");
    }).map((line) => `${line}\r
`).join("");
  }
}
function csvCell(value) {
  if (value === null) return "";
  const text4 = String(value);
  const safe = /^[=+\-@\t\r]/.test(text4) ? `'${text4}` : text4;
  return /[",\r\n]/.test(safe) || safe !== text4 ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// server/modules/imports/runner.ts
import { createReadStream as createReadStream3 } from "node:fs";
import { rm as rm4 } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep3 } from "node:timers/promises";
var BATCH_ROWS = 500;
var CLAIM_MS3 = 6e4;
var LOOK_MS2 = 5e3;
var PROGRESS_MS = 1e3;
var WAIT_MS = 1e3;
var STALE_UPLOAD_MS = 7 * 864e5;
function createImportRunner(deps, instance) {
  return createWorkerLoop(
    "imports",
    async (signal) => {
      for (const path of await removeStaleUploads(deps.db, STALE_UPLOAD_MS)) await rm4(path, { force: true });
      const job = await claimImport(deps.db, instance, CLAIM_MS3);
      if (job === null) return false;
      await runImport(job, deps, instance, signal);
      return true;
    },
    LOOK_MS2,
    deps.log
  );
}
async function runImport(job, deps, instance, signal) {
  const { db, log } = deps;
  const source = await findSource(db, job.sourceId);
  let error = null;
  try {
    if (source === null) throw new CodedError("source.unknown", { id: job.sourceId });
    const ended = await readFile4(job, source, deps, instance, signal);
    if (!ended) return;
  } catch (cause) {
    if (!(cause instanceof CodedError)) log.error({ err: cause, importId: job.id }, "import failed");
    error = cause instanceof CodedError ? cause.code : "request.internal";
  }
  await finishImport(db, job.id, instance, error);
  await rm4(job.path, { force: true });
}
async function readFile4(job, source, deps, instance, signal) {
  const file = createReadStream3(job.path, { highWaterMark: 256 * 1024 });
  const tally2 = { read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  const kind = job.kind;
  let savedMs = Number.NEGATIVE_INFINITY;
  const keepClaim = async (force) => {
    if (!force && deps.clock.now() - savedMs < PROGRESS_MS) return true;
    savedMs = deps.clock.now();
    return saveImportProgress(deps.db, job.id, instance, {
      bytes: file.bytesRead,
      tally: { ...tally2 },
      claimMs: CLAIM_MS3
    });
  };
  const submit2 = async (rows) => {
    for (; ; ) {
      if (signal.aborted) return false;
      try {
        const result = await deps.ingest.submit(source, kind, rows, { language: "zh", importId: job.id });
        for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"])
          tally2[name] += result[name];
        return await keepClaim(false);
      } catch (error) {
        const waits = error instanceof CodedError && WAITS.has(error.code);
        if (!waits) throw error;
        if (!await keepClaim(true)) return false;
        await sleep3(WAIT_MS, void 0, { signal }).catch(() => {
        });
      }
    }
  };
  try {
    const context = { kind, source: job.sourceId, fileKey: fileKeyOf(job.path) };
    const mapping = Object.keys(job.mapping).length === 0 ? null : job.mapping;
    let batch = [];
    for await (const row of readImport2(file, context, mapping)) {
      batch.push(
        row.ok ? { row: row.row, value: row.envelope } : { row: row.row, fault: { code: row.code, params: row.params }, raw: row.raw }
      );
      if (batch.length < BATCH_ROWS) continue;
      if (!await submit2(batch)) return false;
      batch = [];
    }
    if (batch.length > 0 && !await submit2(batch)) return false;
    return await keepClaim(true);
  } finally {
    file.destroy();
  }
}
var WAITS = /* @__PURE__ */ new Set([
  "ingest.backpressure",
  "ingest.stream-full",
  "ingest.stream-down",
  "request.unavailable"
]);
function fileKeyOf(path) {
  return basename(path).split(".")[1] ?? basename(path);
}

// server/modules/ingest/refusals.ts
var QUIET_MS = 1e4;
var MOST_KEYS = 1e3;
function makeRefusalLog(deps) {
  const last = /* @__PURE__ */ new Map();
  return {
    async note(sourceId, error, raw) {
      const key = `${sourceId} ${error.code}`;
      const nowMs = deps.clock.now();
      if (nowMs - (last.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
      if (last.size >= MOST_KEYS) last.clear();
      last.set(key, nowMs);
      const { message, hint } = makeError(error.code, error.params);
      await insertRejects(deps.db, [
        {
          sourceId,
          row: null,
          outcome: "rejected",
          code: error.code,
          message,
          hint,
          params: error.params,
          path: null,
          eventId: null,
          raw,
          importId: null
        }
      ]);
      await addTallies(deps.db, [
        { sourceId, read: 1, accepted: 0, duplicate: 0, conflict: 0, rejected: 1, lastEventMs: null }
      ]);
    }
  };
}

// server/modules/ingest/routes.ts
import { z as z16 } from "zod";

// server/http/ndjson.ts
async function* readLines(chunks, maxLineBytes) {
  let parts = [];
  let length = 0;
  let number2 = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      length += end - start;
      if (length <= maxLineBytes) parts.push(chunk.subarray(start, end));
      const line = takeLine(++number2, parts, length, maxLineBytes);
      if (line !== null) yield line;
      parts = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length <= maxLineBytes) parts.push(chunk.subarray(start));
    else parts = [];
  }
  const last = takeLine(++number2, parts, length, maxLineBytes);
  if (last !== null) yield last;
}
function takeLine(number2, parts, length, maxLineBytes) {
  if (length > maxLineBytes) return { number: number2, tooLong: length };
  let bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  if (bytes.at(-1) === 13) bytes = bytes.subarray(0, -1);
  return bytes.some((byte) => byte !== 32 && byte !== 9) ? { number: number2, bytes } : null;
}

// server/modules/ingest/bodies.ts
var JSON_LIMIT_BYTES = 10 * 1024 * 1024;
var ROW_LIMIT_BYTES = 1024 * 1024;
var MOST_ROWS = 2e5;
var BATCH_ROWS2 = 500;
var BATCH_BYTES = 2 * 1024 * 1024;
var RAW_CHARACTERS = 4e3;
var BODY_DEPTH = 512;
async function readBody(chunks, declaredBytes2) {
  const tooLarge = () => new Refusal("ingest.body-too-large", { max: JSON_LIMIT_BYTES });
  if (declaredBytes2 !== null && declaredBytes2 > JSON_LIMIT_BYTES) throw tooLarge();
  const parts = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > JSON_LIMIT_BYTES) throw tooLarge();
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
function rowsOfJson(body) {
  if (body.length === 0) throw new Refusal("ingest.empty");
  const elements = splitArray(body, BODY_DEPTH);
  if (elements === null) {
    const parsed = parseJsonBody(body);
    if (!parsed.ok) throw new Refusal(parsed.fault, { max: MAX_JSON_DEPTH, detail: parsed.detail });
    return [{ row: 1, value: parsed.value }];
  }
  if (elements.length === 0) throw new Refusal("ingest.empty");
  if (elements.length > MOST_ROWS) throw new Refusal("ingest.too-many-rows", { max: MOST_ROWS });
  return elements.map(
    (element, i) => element.length > ROW_LIMIT_BYTES ? longRow(i + 1, element.length) : rowOf(i + 1, element)
  );
}
async function* batchesOfNdjson(chunks) {
  let batch = [];
  let bytes = 0;
  let rows = 0;
  for await (const line of readLines(chunks, ROW_LIMIT_BYTES)) {
    if (++rows > MOST_ROWS) throw new Refusal("ingest.too-many-rows", { max: MOST_ROWS });
    if ("tooLong" in line) {
      batch.push(longRow(line.number, line.tooLong));
    } else {
      batch.push(rowOf(line.number, line.bytes));
      bytes += line.bytes.length;
    }
    if (batch.length >= BATCH_ROWS2 || bytes >= BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
function* batchesOf(rows) {
  for (let i = 0; i < rows.length; i += BATCH_ROWS2) yield rows.slice(i, i + BATCH_ROWS2);
}
function longRow(row, bytes) {
  return {
    row,
    fault: { code: "ingest.row-too-large", params: { max: ROW_LIMIT_BYTES } },
    raw: `(${bytes} bytes)`
  };
}
function rowOf(row, bytes) {
  const parsed = parseJsonBody(bytes);
  if (parsed.ok) return { row, value: parsed.value };
  const raw = Buffer.from(bytes).toString("utf8").slice(0, RAW_CHARACTERS);
  return { row, fault: { code: parsed.fault, params: { max: MAX_JSON_DEPTH, detail: parsed.detail } }, raw };
}

// server/modules/ingest/intake.ts
import { setTimeout as sleep4 } from "node:timers/promises";
var PATIENCE_MS = 3e4;
var STEP_MS = 500;
async function takeRows(ingest, source, kindOf, batches, options) {
  const sum2 = { read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0, results: [] };
  for await (const batch of batches) {
    for (const [kind, rows] of groupByKind(batch, kindOf)) {
      const result = await submit(ingest, source, kind, rows, options, sum2.read > 0);
      for (const name of ["read", "accepted", "duplicate", "conflict", "rejected"])
        sum2[name] += result[name];
      for (const row of result.results) sum2.results.push(row);
    }
  }
  sum2.results.sort((a, b) => a.row - b.row);
  return sum2;
}
async function submit(ingest, source, kind, rows, { language, trace }, mayWait) {
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    try {
      return await ingest.submit(source, kind, rows, { language, traceparent: formatTraceparent(trace) });
    } catch (error) {
      const full = error instanceof CodedError && error.code === "ingest.backpressure";
      if (!full || !mayWait || waitedMs >= PATIENCE_MS) throw error;
      await sleep4(STEP_MS);
    }
  }
}
function groupByKind(batch, kindOf) {
  const groups = /* @__PURE__ */ new Map();
  const add = (kind, row) => {
    const rows = groups.get(kind);
    if (rows === void 0) groups.set(kind, [row]);
    else rows.push(row);
  };
  const strays = [];
  for (const row of batch) {
    const kind = "value" in row ? kindOf(row.value) : null;
    if (kind !== null) add(kind, row);
    else strays.push("value" in row ? strayOf(row) : row);
  }
  const home = groups.keys().next().value ?? kindOf(void 0) ?? INPUT_KINDS[0];
  for (const row of strays) add(home, row);
  return groups;
}
function strayOf(row) {
  const type = row.value?.type;
  const kind = typeof type === "string" ? type.slice(0, 40) : "";
  return {
    row: row.row,
    fault: { code: "ingest.unknown-kind", params: { kind, known: INPUT_KINDS.join(", ") } },
    raw: JSON.stringify(row.value)?.slice(0, 4e3) ?? ""
  };
}

// server/modules/ingest/routes.ts
var NDJSON = /^application\/(?:x-)?ndjson\b|^application\/(?:jsonl|jsonlines)\b/;
var JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json\b|^text\/json\b/;
function ingestRoutes(deps) {
  const { ingest } = deps;
  return [
    defineRoute({
      method: "POST",
      path: "/api/ingest/:kind",
      tag: "ingest",
      summary: {
        zh: "\u63A5\u6536\u4E8B\u4EF6\uFF1A\u5355\u4E2A\u5BF9\u8C61\u3001JSON \u6570\u7EC4\uFF0810 MB \u4EE5\u5185\uFF09\u6216 NDJSON \u6D41\uFF1B\u9010\u884C\u5E94\u7B54\uFF0C\u7F16\u53F7\u76F8\u540C\u4E0D\u91CD\u590D\u8BA1\u5165",
        en: "Take events: one object, a JSON array (10 MB at most) or an NDJSON stream; an answer a row, idempotent by id"
      },
      access: { kind: "source-key" },
      bodyKind: "stream",
      bodyLimitBytes: Number.MAX_SAFE_INTEGER,
      // Parsed in the handler, so that an unknown kind has its own code and not that of a bad request.
      params: z16.object({ kind: z16.string().max(60) }),
      body: envelopeSchema,
      response: ingestResult,
      trail: { notAudited: "each row is kept with its source; the tallies and rejects are the trail" },
      handler: async (context) => {
        const { source } = context;
        const kind = await noted(deps, source, () => checkKind(source, context.params.kind));
        refusePressure(ingest);
        return takeBody(deps, context, source, () => kind);
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/webhook/:source",
      tag: "ingest",
      summary: {
        zh: "\u7B7E\u540D\u56DE\u8C03\uFF1AHMAC-SHA256\uFF0C\u65F6\u95F4\u7A97 5 \u5206\u949F\uFF0C\u540C\u4E00\u7B7E\u540D\u53EA\u6536\u4E00\u6B21",
        en: "Signed webhook: HMAC-SHA256, five-minute window, each signature once"
      },
      access: { kind: "signature" },
      bodyKind: "stream",
      bodyLimitBytes: Number.MAX_SAFE_INTEGER,
      params: z16.object({ source: z16.string().regex(/^[a-z0-9-]{2,60}$/) }),
      query: z16.object({ kind: z16.string().max(60).optional() }),
      body: envelopeSchema,
      response: ingestResult,
      trail: { notAudited: "each row is kept with its source; the tallies and rejects are the trail" },
      rate: { per: "address", perMinute: 6e3 },
      handler: async (context) => {
        const source = await findSource(deps.db, context.params.source);
        if (source === null || source.transport !== "webhook") throw new Refusal("ingest.signature");
        const body = await checkWebhook(deps, context, source);
        const told = context.query.kind;
        const kind = told === void 0 ? void 0 : await noted(deps, source, () => checkKind(source, told));
        return takeWhole(deps, context, source, webhookKind(source, kind), body);
      }
    })
  ];
}
function checkKind(source, kind) {
  if (!INPUT_KINDS.includes(kind)) {
    throw new Refusal("ingest.unknown-kind", { kind: kind.slice(0, 40), known: INPUT_KINDS.join(", ") });
  }
  if (!source.kinds.includes(kind)) {
    throw new Refusal("ingest.kind-not-allowed", { source: source.id, kind });
  }
  return kind;
}
function refusePressure(ingest) {
  const pressure = ingest.pressure();
  if (pressure === null) return;
  const seconds = pressure.retryAfterSeconds;
  throw new Refusal("ingest.backpressure", { seconds }, { retryAfterSeconds: seconds });
}
async function takeBody(deps, context, source, kindOf) {
  const { request } = context;
  const type = request.headers["content-type"] ?? "";
  if (NDJSON.test(type)) {
    const result = await takeRows(deps.ingest, source, kindOf, batchesOfNdjson(chunksOf(request)), context);
    return noted(deps, source, () => {
      if (result.read === 0) throw new Refusal("ingest.empty");
      return result;
    });
  }
  await noted(deps, source, () => {
    if (!JSON_TYPE.test(type)) throw new Refusal("request.media-type", { type: type.slice(0, 100) });
  });
  const body = await visible(
    deps,
    context,
    source,
    kindOf,
    () => readBody(chunksOf(request), declaredBytes(request))
  );
  return takeWhole(deps, context, source, kindOf, body);
}
async function takeWhole(deps, context, source, kindOf, body) {
  const rows = await visible(deps, context, source, kindOf, async () => rowsOfJson(body), body);
  return takeRows(deps.ingest, source, kindOf, batchesOf(rows), context);
}
async function noted(deps, source, check) {
  try {
    return check();
  } catch (error) {
    if (error instanceof CodedError) await deps.refusals.note(source.id, error, "");
    throw error;
  }
}
async function visible(deps, context, source, kindOf, work3, body) {
  try {
    return await work3();
  } catch (error) {
    if (error instanceof CodedError && error.code === "ingest.empty") {
      await deps.refusals.note(source.id, error, "");
    } else if (error instanceof CodedError) {
      const raw = body === void 0 ? "" : body.subarray(0, 4e3).toString("utf8");
      const row = { row: 1, fault: { code: error.code, params: error.params }, raw };
      await takeRows(deps.ingest, source, kindOf, [[row]], context);
    }
    throw error;
  }
}
async function checkWebhook(deps, context, source) {
  const { request, nowMs } = context;
  const nonce = headerOf(request, "x-guanlan-nonce");
  let body = Buffer.alloc(0);
  try {
    const given = checkSignatureHeaders(
      {
        timestamp: headerOf(request, "x-guanlan-timestamp"),
        nonce,
        signature: headerOf(request, "x-guanlan-signature")
      },
      nowMs
    );
    body = await readBody(chunksOf(request), declaredBytes(request));
    const secrets = (await readWebhookSecrets(deps.db, source.id)).flatMap((sealed2) => {
      const opened = deps.cipher.open(sealed2, webhookContext(source.id));
      return opened.ok ? [opened.plain] : [];
    });
    if (!matchesSignature(secrets, { ...given, nonce }, body)) throw new Refusal("ingest.signature");
    if (!source.enabled) throw new Refusal("ingest.source-disabled", { source: source.id });
    refusePressure(deps.ingest);
    if (!await takeNonce(deps.db, source.id, nonce ?? given.signature))
      throw new Refusal("ingest.replayed");
    return body;
  } catch (error) {
    if (error instanceof CodedError && error.code !== "ingest.backpressure") {
      await deps.refusals.note(source.id, error, body.subarray(0, 1e3).toString("utf8"));
    }
    throw error;
  }
}
function webhookKind(source, told) {
  if (told !== void 0) return () => told;
  const [only] = source.kinds;
  if (source.kinds.length === 1 && only !== void 0) return () => only;
  return (value) => {
    const type = value?.type;
    const kind = typeof type === "string" ? type.split(".", 1)[0] : void 0;
    return source.kinds.find((one2) => one2 === kind) ?? null;
  };
}
function chunksOf(request) {
  return request.body ?? [];
}
function declaredBytes(request) {
  const length = request.headers["content-length"];
  return length !== void 0 && /^\d{1,15}$/.test(length) ? Number(length) : null;
}
function headerOf(request, name) {
  const value = request.headers[name];
  return typeof value === "string" ? value : void 0;
}

// server/modules/overview/routes.ts
import { z as z18 } from "zod";

// domain/api/overview.ts
import { z as z17 } from "zod";
var industryQuery = z17.object({
  industry: z17.string().regex(/^[A-T]$/).optional()
});
var overviewQuery = scopeQuery.extend(periodQuery.shape).extend(industryQuery.shape);
var areaRow = z17.object({
  code: z17.string(),
  name: z17.string(),
  monitored: z17.number(),
  atRisk: z17.number(),
  levels: levelCounts,
  /** Regional risk index, 0–100. */
  index: z17.number(),
  dimensions: dimensionScores
});
var newestRisk = z17.object({
  enterpriseId: z17.number(),
  name: z17.string(),
  district: z17.string(),
  level,
  score: z17.number(),
  change: z17.number(),
  reason: z17.string(),
  since: instant2,
  simulated: z17.boolean()
});
var overview = z17.object({
  asOf: instant2,
  district: z17.string(),
  monitored: z17.number(),
  atRisk: z17.number(),
  index: z17.number(),
  levels: levelCounts,
  /** Same counts at the start of the period (环比) and one year before (同比); null when not known. */
  levelsBefore: levelCounts.nullable(),
  levelsYearBefore: levelCounts.nullable(),
  newToday: z17.number(),
  openAlerts: z17.number(),
  areas: z17.array(areaRow),
  industries: z17.array(
    z17.object({
      code: z17.string(),
      name: z17.string(),
      monitored: z17.number(),
      atRisk: z17.number(),
      levels: levelCounts
    })
  ),
  newest: z17.array(newestRisk),
  trend: z17.array(z17.object({ day: z17.string(), index: z17.number(), atRisk: z17.number(), levels: levelCounts }))
});
var wall = z17.object({
  overview,
  latest: z17.array(
    z17.object({
      uid: z17.string(),
      kind: z17.string(),
      time: instant2,
      enterpriseId: z17.number().nullable(),
      name: z17.string(),
      district: z17.string(),
      level,
      score: z17.number(),
      reason: z17.string(),
      simulated: z17.boolean()
    })
  ),
  dutyOfficer: z17.string().nullable(),
  sequences: z17.record(z17.string(), z17.number())
});
var mapPointsQuery = scopeQuery.extend(industryQuery.shape);
var mapPoints = z17.object({
  ids: z17.array(z17.number()),
  names: z17.array(z17.string()),
  longitudes: z17.array(z17.number()),
  latitudes: z17.array(z17.number()),
  levels: z17.array(z17.number()),
  scores: z17.array(z17.number())
});

// server/modules/overview/picture.ts
var TREND_DAYS = 90;
var NEWEST = 50;
var NOBODY2 = [0, 0, 0, 0, 0];
async function drawOverview(db, question) {
  const { scope, period, nowMs, language } = question;
  const today = dayOf(nowMs);
  const area = scope.street ?? areaOf(scope);
  const areas = subAreas(scope);
  const ownDays = scope.businesses === null && scope.givenTo === null && scope.industries === void 0;
  const trendFrom = period.name === "custom" ? period.firstDay : minDay(period.firstDay, addDays(today, 1 - TREND_DAYS));
  const [{ levels, areas: counts, industries }, newest, newToday, alerts, days, before, yearBefore, trend] = await Promise.all([
    readOverviewCounts(db, scope, 2),
    readNewestRisk(db, scope, NEWEST, period.fromMs),
    countNewRisk(db, scope, startOfDay(today)),
    countLivingAlerts(db, scope),
    ownDays ? readAreasAt(db, [area, ...areas.map(({ code }) => code)], today) : [],
    ownDays ? readAreasAt(db, [area], addDays(period.firstDay, -1)) : [],
    ownDays ? readAreasAt(db, [area], addMonths(today, -12)) : [],
    ownDays ? readAreaTrend(db, [area], trendFrom, period.name === "custom" ? period.lastDay : today) : []
  ]);
  const dayOfArea = new Map(days.map((row) => [row.area, row]));
  const countsOfArea = new Map(counts.map((row) => [row.code, row.levels]));
  const monitored = sum(levels);
  return {
    asOf: iso(nowMs),
    district: areaOf(scope),
    monitored,
    atRisk: atRisk(levels),
    index: indexOf(dayOfArea.get(area), levels),
    levels,
    levelsBefore: before[0]?.levels ?? null,
    levelsYearBefore: yearBefore[0]?.levels ?? null,
    newToday,
    openAlerts: alerts,
    areas: areas.map(
      ({ code, name }) => presentArea(code, name[language], countsOfArea.get(code) ?? NOBODY2, dayOfArea.get(code))
    ),
    industries: foldSections(industries, language),
    newest: newest.map((row) => presentNewest(row, language)),
    trend: trend.map((row) => ({
      day: row.day,
      index: round3(row.index),
      atRisk: row.atRisk,
      levels: row.levels
    }))
  };
}
function subAreas(scope) {
  if (scope.street !== null) return [{ code: scope.street, name: same(streetName(scope.street)) }];
  const [only] = scope.districts;
  if (scope.districts.length === 1 && only !== void 0 && only !== CITY && only !== OUTSIDE) {
    return streetsOf(only).map(({ code, name }) => ({ code, name: same(name) }));
  }
  return DISTRICTS.filter(({ code }) => scope.districts.includes(code)).map(({ code, name, nameEn }) => ({
    code,
    name: { zh: name, en: nameEn }
  }));
}
function presentArea(code, name, levels, day) {
  return {
    code,
    name,
    monitored: sum(levels),
    atRisk: atRisk(levels),
    levels,
    index: indexOf(day, levels),
    dimensions: dimensionsOf(day?.dimensions ?? [])
  };
}
function indexOf(day, levels) {
  return round3(day?.index ?? areaIndex({ monitored: sum(levels), levels, meanScore: 0 }));
}
function foldSections(rows, language) {
  const sections = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const section = sectionOf(row.code) ?? /^[A-T]/.exec(row.code)?.[0] ?? "";
    const sum2 = sections.get(section) ?? [0, 0, 0, 0, 0];
    row.levels.forEach((n, i) => {
      sum2[i] = sum2[i] + n;
    });
    sections.set(section, sum2);
  }
  const known3 = SECTIONS.filter(({ code }) => sections.has(code)).map(({ code }) => code);
  return [...known3, ...sections.has("") ? [""] : []].map((code) => {
    const levels = sections.get(code);
    const name = code === "" ? language === "zh" ? "\u672A\u77E5" : "Unknown" : industryName(code, language);
    return { code, name, monitored: sum(levels), atRisk: atRisk(levels), levels };
  }).sort((a, b) => b.atRisk - a.atRisk || b.monitored - a.monitored);
}
function presentNewest(row, language) {
  return {
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    level: levelWord(row.level),
    score: round3(row.score),
    change: round3(row.change),
    reason: language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason,
    since: iso(row.sinceMs),
    simulated: row.simulated
  };
}
function sum(levels) {
  return levels.reduce((total2, n) => total2 + n, 0);
}
function atRisk(levels) {
  return levels[2] + levels[3] + levels[4];
}
function same(name) {
  return { zh: name, en: name };
}
function minDay(a, b) {
  return a < b ? a : b;
}

// server/modules/overview/shared-read.ts
function createSharedRead() {
  const running = /* @__PURE__ */ new Map();
  return (key, read) => {
    const joined = running.get(key);
    if (joined !== void 0) return joined;
    const run = read().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}

// domain/period.ts
function periodRange(name, nowMs) {
  const fromMs = bucketStart(nowMs, name === "today" ? "day" : name);
  const firstDay = dayOf(fromMs);
  const previousStart = startOfDay(previousFirstDay(name, firstDay));
  return {
    name,
    fromMs,
    toMs: nowMs,
    firstDay,
    lastDay: dayOf(nowMs),
    previous: { fromMs: previousStart, toMs: Math.min(previousStart + (nowMs - fromMs), fromMs) },
    yearBefore: shiftYear(fromMs, nowMs)
  };
}
function customRange(firstDay, lastDay) {
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days < 1) throw new RangeError(`the last day ${lastDay} is before the first ${firstDay}`);
  const fromMs = startOfDay(firstDay);
  const toMs = startOfDay(addDays(lastDay, 1));
  return {
    name: "custom",
    fromMs,
    toMs,
    firstDay,
    lastDay,
    previous: { fromMs: fromMs - days * DAY_MS, toMs: fromMs },
    yearBefore: shiftYear(fromMs, toMs)
  };
}
function previousFirstDay(name, firstDay) {
  switch (name) {
    case "today":
      return addDays(firstDay, -1);
    case "week":
      return addDays(firstDay, -7);
    case "month":
      return addMonths(firstDay, -1);
    case "quarter":
      return addMonths(firstDay, -3);
    case "year":
      return addMonths(firstDay, -12);
  }
}
function shiftYear(fromMs, toMs) {
  const back = (ms) => {
    const day = dayOf(ms);
    return startOfDay(addMonths(day, -12)) + (ms - startOfDay(day));
  };
  return { fromMs: back(fromMs), toMs: back(toMs) };
}

// server/modules/period.ts
var MOST_DAYS = 1100;
function readPeriod(question, nowMs) {
  if (question.period !== "custom") return periodRange(question.period, nowMs);
  const { from, to } = question;
  if (from === void 0 || !isDay(from)) throw invalid("from", "a day as YYYY-MM-DD");
  if (to === void 0 || !isDay(to)) throw invalid("to", "a day as YYYY-MM-DD");
  const days = daysBetween(from, to);
  if (days < 0 || days > MOST_DAYS)
    throw invalid("to", `not before from, and ${MOST_DAYS} days later at most`);
  if (from > dayOf(nowMs)) throw invalid("from", "not in the future");
  return customRange(from, to);
}
function invalid(field, message) {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `query.${field}`, code: "invalid_date", message }] }
  );
}

// store/duty.ts
async function readDutyOfficer(db, nowMs) {
  const row = await first(
    db,
    sql`
    select u.name from sessions s join posts p on p.id = s.post_id join users u on u.id = s.user_id
    where p.role = 'duty-officer' and s.ended_at is null and s.idle_expires_at > ${instant(nowMs)}::timestamptz
      and s.expires_at > ${instant(nowMs)}::timestamptz and u.disabled_at is null
    order by s.last_seen_at desc limit 1`
  );
  return row?.name ?? null;
}

// server/modules/overview/routes.ts
var LATEST = 40;
var MOST_POINTS = 2e4;
function overviewRoutes({ db }) {
  const share = createSharedRead();
  const draw = (question) => {
    const { scope, period, language } = question;
    const { name, firstDay, lastDay } = period;
    return share(
      JSON.stringify([scope, name, firstDay, lastDay, language]),
      () => drawOverview(db, question)
    );
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/overview",
      tag: "overview",
      summary: {
        zh: "\u8F96\u533A\u6982\u89C8\uFF1A\u7B49\u7EA7\u3001\u8D70\u52BF\u3001\u6392\u540D\u3001\u65B0\u589E\u98CE\u9669\u4F01\u4E1A",
        en: "Overview of an area: levels, trend, rankings, newest"
      },
      access: { kind: "area", action: "overview.read" },
      query: overviewQuery,
      response: overview,
      handler: ({ query, scope, nowMs, language }) => draw({
        scope: ofIndustry(scope, query.industry),
        period: readPeriod(query, nowMs),
        nowMs,
        language
      })
    }),
    defineRoute({
      method: "GET",
      path: "/api/wall",
      tag: "overview",
      summary: {
        zh: "\u5168\u5C40\u5927\u5C4F\uFF1A\u6982\u89C8\u3001\u6700\u65B0\u52A8\u6001\u548C\u63A8\u9001\u5E8F\u53F7",
        en: "The global wall: overview, latest events, push sequences"
      },
      access: { kind: "area", action: "overview.read" },
      query: overviewQuery,
      response: wall,
      handler: async ({ query, scope: whole, nowMs, user, language }) => {
        const scope = ofIndustry(whole, query.industry);
        const heads2 = await readPushHeads(db, allowedTopics(user.principal));
        const [picture, latest, dutyOfficer] = await Promise.all([
          draw({ scope, period: readPeriod(query, nowMs), nowMs, language }),
          readLatestEvents(db, scope, LATEST),
          readDutyOfficer(db, nowMs)
        ]);
        return {
          overview: picture,
          latest: latest.map(({ timeMs, level: level2, score, reason: reason2, reasonEn, ...row }) => ({
            ...row,
            reason: language === "en" && reasonEn !== "" ? reasonEn : reason2,
            time: iso(timeMs),
            level: levelWord(level2),
            score: round3(score)
          })),
          dutyOfficer,
          sequences: Object.fromEntries(heads2)
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/map/points",
      tag: "overview",
      summary: {
        zh: "\u5730\u56FE\u70B9\u4F4D\uFF08\u5217\u5F0F\uFF09\uFF0C\u6700\u9AD8\u5206\u5728\u524D",
        en: "Points of the map as columns, highest scores first"
      },
      access: { kind: "area", action: "enterprise.read" },
      query: mapPointsQuery.extend({
        /** A level's name or number; that one and above. */
        minLevel: z18.union([z18.enum(LEVELS), z18.coerce.number().int().min(1).max(5)]).default("yellow"),
        limit: z18.coerce.number().int().min(1).max(MOST_POINTS).default(MOST_POINTS)
      }),
      response: mapPoints,
      handler: async ({ query, scope: whole }) => {
        const { minLevel } = query;
        const scope = ofIndustry(whole, query.industry);
        const least = typeof minLevel === "number" ? minLevel : LEVELS.indexOf(minLevel) + 1;
        const columns = await readMapPoints(db, scope, least, query.limit);
        return {
          ...columns,
          longitudes: columns.longitudes.map(metre),
          latitudes: columns.latitudes.map(metre),
          scores: columns.scores.map(round3)
        };
      }
    })
  ];
}
function ofIndustry(scope, section) {
  if (section === void 0) return scope;
  return { ...scope, industries: [section, ...industriesUnder(section).map(({ code }) => code)] };
}
function metre(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}

// server/modules/push/routes.ts
import { isIP as isIP2 } from "node:net";
import { z as z19 } from "zod";
var done2 = z19.object({});
function pushRoutes({ db, vapidPublicKey, allowLocalEndpoints }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/push/key",
      tag: "push",
      summary: { zh: "\u7F51\u9875\u63A8\u9001\u516C\u94A5\uFF1B\u672A\u542F\u7528\u4E3A null", en: "Public key of Web Push; null when it is off" },
      access: { kind: "self" },
      response: z19.object({ key: z19.string().nullable() }),
      handler: async () => ({ key: vapidPublicKey })
    }),
    defineRoute({
      method: "POST",
      path: "/api/push/subscriptions",
      tag: "push",
      summary: { zh: "\u8BA2\u9605\u672C\u6D4F\u89C8\u5668\u7684\u9884\u8B66\u63A8\u9001", en: "Subscribe this browser to alerts" },
      access: { kind: "whole", action: "push.subscribe" },
      body: z19.object({
        endpoint: z19.string().max(1e3),
        keys: z19.object({
          p256dh: z19.string().regex(/^[\w-]{80,100}=*$/),
          auth: z19.string().regex(/^[\w-]{20,30}=*$/)
        }),
        /** That level and above. */
        minLevel: z19.union([z19.enum(LEVELS), z19.number().int().min(1).max(5)]).default("orange")
      }),
      response: done2,
      trail: "audited",
      handler: async ({ body, user, request, audit }) => {
        if (vapidPublicKey === null) throw new Refusal("push.unavailable", { channel: "web-push" });
        if (!isPushEndpoint(body.endpoint, allowLocalEndpoints)) throw new Refusal("push.subscription");
        await db.transaction(async (tx) => {
          await saveSubscription(tx, {
            userId: user.id,
            endpoint: body.endpoint,
            p256dh: body.keys.p256dh,
            auth: body.keys.auth,
            userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
            minLevel: typeof body.minLevel === "number" ? body.minLevel : LEVELS.indexOf(body.minLevel) + 1
          });
          await audit.write(tx, {
            action: "push.subscribe",
            subject: `user:${user.id}`,
            after: { service: new URL(body.endpoint).host, minLevel: body.minLevel }
          });
        });
        return {};
      }
    }),
    defineRoute({
      method: "DELETE",
      path: "/api/push/subscriptions",
      tag: "push",
      summary: { zh: "\u53D6\u6D88\u672C\u6D4F\u89C8\u5668\u7684\u63A8\u9001", en: "Unsubscribe this browser" },
      access: { kind: "self" },
      body: z19.object({ endpoint: z19.string().max(1e3) }),
      response: done2,
      trail: "audited",
      handler: async ({ body, user, audit }) => {
        await db.transaction(async (tx) => {
          const removed = await removeSubscription(tx, user.id, body.endpoint);
          await audit.write(tx, {
            action: "push.unsubscribe",
            subject: `user:${user.id}`,
            after: { removed }
          });
        });
        return {};
      }
    })
  ];
}
function isPushEndpoint(text4, allowLocal) {
  let url;
  try {
    url = new URL(text4);
  } catch {
    return false;
  }
  if (url.username !== "" || url.password !== "") return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLocal2 = isIP2(host) !== 0 || !host.includes(".") || /\.(?:local|internal|lan|localdomain)$/.test(host);
  if (isLocal2) return allowLocal;
  return url.protocol === "https:";
}

// server/modules/reviews/routes.ts
import { z as z20 } from "zod";

// domain/review.ts
function proposeReview(facts, maker, nowMs) {
  if (facts.before === facts.after) return { ok: false, reason: "nothing-changes" };
  return {
    ok: true,
    review: {
      ...facts,
      state: "pending",
      proposedBy: maker.id,
      proposedMs: nowMs,
      decidedBy: null,
      decidedMs: null
    }
  };
}
function decideReview(review2, decision, checker, present6, nowMs) {
  const subject = {
    district: review2.district,
    street: review2.street,
    proposedBy: review2.proposedBy
  };
  if (checker.id === review2.proposedBy) return { ok: false, reason: "self" };
  if (!can(checker, "review.decide", subject)) return { ok: false, reason: "forbidden" };
  if (review2.state !== "pending") return { ok: false, reason: "decided" };
  if (!decision.approve && decision.comment.trim() === "") return { ok: false, reason: "comment-missing" };
  if (decision.approve && present6 !== review2.before) return { ok: false, reason: "stale" };
  return {
    ok: true,
    review: {
      ...review2,
      state: decision.approve ? "approved" : "rejected",
      decidedBy: checker.id,
      decidedMs: nowMs,
      comment: decision.comment === "" ? review2.comment : decision.comment
    }
  };
}

// server/modules/reviews/changes.ts
var REVIEWED_CHANGES = {
  "enterprise.merge": {
    async readPresent(tx, review2) {
      const { from, into } = review2.before;
      return readMergeView(tx, from.id, into.id);
    },
    async apply(tx, review2) {
      const { from, into } = review2.before;
      const result = await mergeEnterprises(tx, from.id, into.id);
      if (!result.ok) throw new Error(`merge of ${from.id} into ${into.id}: ${result.reason}`);
      return [into.id];
    }
  },
  "enterprise.district": {
    async readPresent(tx, review2) {
      const row = await findEnterprise(tx, review2.enterpriseId);
      return row === null ? null : placeView(row);
    },
    async apply(tx, review2, nowMs) {
      await moveEnterprise(tx, review2.enterpriseId, {
        ...review2.after,
        fromMs: nowMs
      });
      return [];
    }
  }
};
async function readMergeView(db, fromId, intoId) {
  const [from, into] = await Promise.all([findEnterprise(db, fromId), findEnterprise(db, intoId)]);
  return from === null || into === null ? null : { from: viewOf(from), into: viewOf(into) };
}
function placeView(row) {
  return { district: row.district, street: row.street };
}
function viewOf(row) {
  return {
    id: row.id,
    name: row.name,
    code: row.creditCode,
    district: row.district,
    mergedInto: row.mergedInto
  };
}

// store/review-places.ts
function findReviewPlace(db, id) {
  return first(
    db,
    sql`select district, street, null as business, proposed_by as "proposedBy" from reviews where id = ${id}`
  );
}

// store/reviews.ts
async function insertReview(db, draft2) {
  const row = await one(
    db,
    sql`
    insert into reviews (kind, subject, enterprise_id, district, street, before, after, comment, proposed_by, proposed_at)
    values (${draft2.kind}, ${draft2.subject}, ${draft2.enterpriseId}, ${draft2.district}, ${draft2.street}, ${JSON.stringify(draft2.before)}::jsonb,
      ${JSON.stringify(draft2.after)}::jsonb, ${draft2.comment}, ${draft2.proposedBy}, ${instant(draft2.proposedAtMs)}) returning id`
  );
  return row.id;
}
function readReviews(db, scope, filter) {
  return db.query(sql`
    select ${COLUMNS5} ${SOURCES2}
    where ${inDistricts(scope, sql`r.district`)} and (${scope.street}::text is null or r.street = ${scope.street})
      and r.id < ${filter.beforeId ?? Number.MAX_SAFE_INTEGER}
      and (${filter.state ?? null}::text is null or r.state = ${filter.state ?? null})
      and (${filter.enterpriseId ?? null}::bigint is null or r.enterprise_id = ${filter.enterpriseId ?? null}::bigint)
    order by r.id desc limit ${filter.limit}`);
}
function lockReview(tx, id, scope) {
  return first(
    tx,
    sql`
    select ${COLUMNS5} ${SOURCES2} where r.id = ${id} and ${inDistricts(scope, sql`r.district`)}
      and (${scope.street}::text is null or r.street = ${scope.street}) for update of r`
  );
}
async function saveDecision(tx, id, decision) {
  await tx.execute(sql`
    update reviews set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${instant(decision.atMs)},
      decision_comment = ${decision.comment} where id = ${id} and state = 'pending'`);
}
var SOURCES2 = sql`from reviews r join users p on p.id = r.proposed_by left join users d on d.id = r.decided_by`;
var COLUMNS5 = sql`r.id, r.kind, r.subject, r.enterprise_id as "enterpriseId", r.district, r.street, r.before, r.after, r.state,
  r.comment, r.proposed_by as "proposedBy", p.name as proposer, r.proposed_at as "proposedAtMs", r.decided_by as "decidedBy",
  d.name as decider, r.decided_at as "decidedAtMs", r.decision_comment as "decisionComment"`;

// server/modules/reviews/routes.ts
var params5 = z20.object({ id: z20.coerce.number().int().positive() });
var decisionBody = z20.object({ comment: z20.string().max(500).default("") });
var proposed = z20.object({ id: z20.number(), state: z20.literal("pending") });
function reviewRoutes({ db, rebuild: rebuild2 }) {
  const subject = enterpriseSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/reviews",
      tag: "reviews",
      summary: { zh: "\u590D\u6838\u4E8B\u9879", en: "Reviews" },
      access: { kind: "area", action: "review.read" },
      query: pageQuery.extend({
        state: z20.enum(["pending", "approved", "rejected"]).optional(),
        enterpriseId: z20.coerce.number().int().positive().optional(),
        district: z20.string().regex(/^\d{6}$/).optional(),
        street: z20.string().regex(/^\d{9}$/).optional()
      }),
      response: page(review),
      handler: ({ query, scope }) => pageById(
        query,
        (beforeId, limit) => readReviews(db, scope, { state: query.state, enterpriseId: query.enterpriseId, beforeId, limit }),
        present4
      )
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/merge",
      tag: "reviews",
      summary: {
        zh: "\u63D0\u51FA\u628A\u4E34\u65F6\u4E3B\u4F53\u5E76\u5165\u5DF2\u767B\u8BB0\u4F01\u4E1A\uFF08\u987B\u590D\u6838\uFF09",
        en: "Propose to merge a provisional enterprise (waits for review)"
      },
      access: { kind: "subject", action: "enterprise.merge", subject },
      params: enterpriseParams,
      body: mergeRequest,
      response: proposed,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { params: params8, body, user } = context;
        if (params8.id === body.into) throw new Refusal("enterprise.merge-self");
        const [from, into] = await Promise.all([
          findEnterprise(db, params8.id),
          findEnterprise(db, body.into)
        ]);
        if (from === null) throw new Refusal("request.not-found");
        if (from.mergedInto !== null)
          throw new Refusal("enterprise.merged", { name: String(from.mergedInto) });
        if (!from.provisional) throw new Refusal("enterprise.merge-not-provisional");
        if (into === null || into.mergedInto !== null) throw new Refusal("enterprise.merge-target");
        const target = {
          district: into.district,
          street: into.street,
          business: into.financeKind
        };
        if (!can(user.principal, "enterprise.merge", target))
          throw new Refusal("scope.district", { action: "enterprise.merge" });
        const pending = await readReviews(db, context.scope, {
          state: "pending",
          enterpriseId: from.id,
          beforeId: null,
          limit: 10
        });
        if (pending.some((row) => row.kind === "enterprise.merge"))
          throw new Refusal("enterprise.merge-pending");
        const before = await readMergeView(db, from.id, into.id);
        return propose(db, context, {
          kind: "enterprise.merge",
          subject: `enterprise:${from.id}`,
          enterpriseId: from.id,
          district: into.district,
          street: into.street,
          before,
          after: { merged: from.id, into: into.id },
          comment: body.comment
        });
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/place",
      tag: "reviews",
      summary: {
        zh: "\u63D0\u51FA\u53D8\u66F4\u8D23\u4EFB\u5C5E\u5730\uFF08\u987B\u590D\u6838\uFF09",
        en: "Propose another responsible place (waits for review)"
      },
      access: { kind: "subject", action: "enterprise.edit", subject },
      params: enterpriseParams,
      body: z20.object({
        district: z20.string().refine((code) => isDistrict(code) || code === OUTSIDE, "a district of the city, or 000000"),
        street: z20.string().regex(/^\d{9}$/).nullable().default(null),
        comment: z20.string().min(1).max(500)
      }),
      response: proposed,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { params: params8, body } = context;
        if (body.street !== null && districtOfStreet(body.street) !== body.district) {
          throw new Refusal(
            "request.invalid",
            {},
            { details: [{ path: "body.street", code: "custom", message: "not a street of that district" }] }
          );
        }
        const row = await findEnterprise(db, params8.id);
        if (row === null) throw new Refusal("request.not-found");
        return propose(db, context, {
          kind: "enterprise.district",
          subject: `enterprise:${row.id}`,
          enterpriseId: row.id,
          district: row.district,
          street: row.street,
          before: placeView(row),
          after: { district: body.district, street: body.street },
          comment: body.comment
        });
      }
    }),
    decisionRoute(db, rebuild2, "approve", { zh: "\u590D\u6838\u901A\u8FC7\u5E76\u6267\u884C", en: "Approve and apply" }),
    decisionRoute(db, rebuild2, "reject", { zh: "\u9000\u56DE\uFF08\u987B\u8BF4\u660E\u7406\u7531\uFF09", en: "Reject, with the reason" })
  ];
}
function decisionRoute(db, rebuild2, verb, summary) {
  const approve = verb === "approve";
  return defineRoute({
    method: "POST",
    path: `/api/reviews/:id/${verb}`,
    tag: "reviews",
    summary,
    access: { kind: "subject", action: "review.decide", subject: reviewSubject(db) },
    params: params5,
    body: decisionBody,
    response: review,
    trail: "audited",
    handler: async ({ params: params8, body, scope, user, nowMs, audit }) => {
      const { row, stale } = await db.transaction(async (tx) => {
        const found2 = await lockReview(tx, params8.id, scope);
        if (found2 === null) throw new Refusal("request.not-found");
        const change = REVIEWED_CHANGES[found2.kind];
        if (approve && change === void 0) throw new Refusal("review.stale");
        const present6 = approve ? await change?.readPresent(tx, found2) : found2.before;
        const decided2 = decideReview(
          {
            ...found2,
            before: canonical(found2.before),
            after: canonical(found2.after),
            proposedMs: found2.proposedAtMs,
            decidedMs: found2.decidedAtMs
          },
          { approve, comment: body.comment },
          user.principal,
          canonical(present6),
          nowMs
        );
        if (!decided2.ok) throw new Refusal(REFUSALS[decided2.reason], { action: "review.decide" });
        const stale2 = approve ? await change?.apply(tx, found2, nowMs) ?? [] : [];
        await saveDecision(tx, found2.id, {
          state: approve ? "approved" : "rejected",
          by: user.id,
          atMs: nowMs,
          comment: body.comment
        });
        await audit.write(tx, {
          action: `review.${verb}`,
          subject: `review:${found2.id}`,
          before: found2.before,
          after: approve ? found2.after : { rejected: true, comment: body.comment }
        });
        return { row: await lockReview(tx, params8.id, scope), stale: stale2 };
      });
      if (stale.length > 0) await rebuild2.rebuild(stale);
      return present4(row);
    }
  });
}
async function propose(db, { user, nowMs, audit }, draft2) {
  const made = proposeReview(
    { ...draft2, before: canonical(draft2.before), after: canonical(draft2.after) },
    user.principal,
    nowMs
  );
  if (!made.ok)
    throw new Refusal(
      "request.invalid",
      {},
      { details: [{ path: "body", code: made.reason, message: "nothing would change" }] }
    );
  return db.transaction(async (tx) => {
    const id = await insertReview(tx, { ...draft2, proposedBy: user.id, proposedAtMs: nowMs });
    await audit.write(tx, {
      action: `review.propose.${draft2.kind}`,
      subject: draft2.subject,
      before: draft2.before,
      after: draft2.after
    });
    return { id, state: "pending" };
  });
}
function reviewSubject(db) {
  return async ({ id }) => /^\d{1,15}$/.test(id ?? "") ? findReviewPlace(db, Number(id)) : null;
}
var REFUSALS = {
  forbidden: "scope.role",
  self: "scope.self",
  decided: "review.decided",
  stale: "review.stale",
  "comment-missing": "review.comment-missing",
  "nothing-changes": "review.stale"
};
function canonical(value) {
  return JSON.stringify(
    value,
    (_key, inner) => typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  );
}
function present4(row) {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    before: row.before,
    after: row.after,
    state: row.state,
    proposedBy: row.proposer,
    proposedAt: iso(row.proposedAtMs),
    decidedBy: row.decider,
    decidedAt: isoOrNull(row.decidedAtMs),
    comment: row.decisionComment ?? row.comment
  };
}

// server/modules/score-config/routes.ts
import { z as z21 } from "zod";

// store/score-configs.ts
function readActiveConfig(db) {
  return first(db, sql`select ${COLUMNS6} from score_configs where state = 'active'`);
}
function readConfigs(db) {
  return db.query(sql`select ${COLUMNS6} from score_configs order by version desc`);
}
async function ensureConfig(tx, config) {
  await tx.execute(sql`
    insert into score_configs (version, state, weights, levels, comment, activated_at)
    values (1, 'active', ${JSON.stringify(config.weights)}::jsonb, ${JSON.stringify(config.levels)}::jsonb, '', now())
    on conflict do nothing`);
  return one(tx, sql`select ${COLUMNS6} from score_configs where state = 'active'`);
}
var COLUMNS6 = sql`version, state, weights, levels, colours, comment, created_by as "createdBy", created_at as "createdAtMs",
  approved_by as "approvedBy", activated_at as "activatedAtMs"`;

// server/modules/score-config/routes.ts
var scoreConfig = z21.object({
  version: z21.number(),
  state: z21.enum(["draft", "active", "retired"]),
  weights: z21.record(z21.enum(DIMENSIONS), z21.number()),
  levels: z21.object({ floors: z21.array(z21.number()).length(5), margin: z21.number(), minDwellMs: z21.number() }),
  colours: z21.partialRecord(z21.enum(LEVELS), z21.string()),
  comment: z21.string(),
  createdAt: instant2,
  activatedAt: instant2.nullable()
});
function scoreConfigRoutes({ db }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/score-config",
      tag: "score-config",
      summary: {
        zh: "\u73B0\u884C\u8BC4\u5206\u914D\u7F6E\uFF1A\u6743\u91CD\u3001\u7B49\u7EA7\u533A\u95F4\u3001\u989C\u8272",
        en: "The active configuration: weights, bands, colours"
      },
      // Colours and bands are what every screen draws levels with.
      access: { kind: "self" },
      response: scoreConfig,
      handler: async () => {
        const row = await readActiveConfig(db);
        if (row === null) throw new Refusal("request.not-found");
        return present5(row);
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs",
      tag: "score-config",
      summary: { zh: "\u8BC4\u5206\u914D\u7F6E\u7684\u5168\u90E8\u7248\u672C", en: "All versions of the configuration" },
      access: { kind: "whole", action: "config.read" },
      response: z21.object({ configs: z21.array(scoreConfig) }),
      handler: async () => ({ configs: (await readConfigs(db)).map(present5) })
    })
  ];
}
function present5(row) {
  return {
    version: row.version,
    state: row.state,
    weights: { ...row.weights },
    levels: { floors: [...row.levels.floors], margin: row.levels.margin, minDwellMs: row.levels.minDwellMs },
    colours: { ...row.colours },
    comment: row.comment,
    createdAt: iso(row.createdAtMs),
    activatedAt: isoOrNull(row.activatedAtMs)
  };
}

// server/modules/sources/rates.ts
var WINDOW_MS = 6e4;
var LEAST_MS = 5e3;
function makeSourceRates() {
  const samples = /* @__PURE__ */ new Map();
  return {
    sample(rows, nowMs) {
      for (const { id, total: total2 } of rows) {
        const list = samples.get(id) ?? [];
        samples.set(id, list);
        if (nowMs - (list.at(-1)?.atMs ?? 0) < LEAST_MS) continue;
        list.push({ atMs: nowMs, accepted: total2.accepted });
        while (list.length > 2 && nowMs - list[1].atMs > WINDOW_MS) list.shift();
      }
    },
    perMinute(id, nowMs) {
      const list = samples.get(id) ?? [];
      const [first2, last] = [list[0], list.at(-1)];
      if (first2 === void 0 || last === void 0 || last.atMs - first2.atMs < LEAST_MS) return 0;
      if (nowMs - last.atMs > 2 * WINDOW_MS) return 0;
      return Math.round((last.accepted - first2.accepted) / (last.atMs - first2.atMs) * 6e5) / 10;
    }
  };
}

// server/modules/sources/routes.ts
import { z as z22 } from "zod";
var params6 = z22.object({ id: z22.string().regex(/^[a-z0-9-]{2,60}$/) });
function sourceRoutes({ db, cipher, rates }) {
  const issue = async (tx, source, days, userId, nowMs) => {
    const expiresAtMs = nowMs + days * DAY_MS;
    const seal2 = source.transport === "webhook" ? (secret2) => cipher.seal(secret2, webhookContext(source.id)) : null;
    const { secret, keyId } = await issueSourceKey(tx, {
      sourceId: source.id,
      expiresAtMs,
      createdBy: userId,
      seal: seal2
    });
    return { id: source.id, secret, expiresAt: iso(expiresAtMs), keyId };
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/sources",
      tag: "sources",
      summary: { zh: "\u6570\u636E\u6765\u6E90\u3001\u8BA1\u6570\u548C\u9759\u9ED8\u72B6\u6001", en: "Sources with tallies and silence" },
      access: { kind: "whole", action: "source.read" },
      response: sourceList,
      handler: async ({ nowMs }) => {
        const rows = await readSources(db);
        rates.sample(rows, nowMs);
        return {
          sources: rows.map((row) => ({
            id: row.id,
            name: row.name,
            transport: row.transport,
            kinds: [...row.kinds],
            enabled: row.enabled,
            simulated: row.simulated,
            lastEvent: isoOrNull(row.lastEventMs),
            silenceSeconds: row.silenceSeconds,
            silent: row.silent,
            ratePerMinute: rates.perMinute(row.id, nowMs),
            today: row.today,
            total: row.total,
            keyExpiresAt: isoOrNull(row.keyExpiresMs)
          }))
        };
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/sources",
      tag: "sources",
      summary: { zh: "\u767B\u8BB0\u6570\u636E\u6765\u6E90\uFF1B\u5BC6\u94A5\u53EA\u663E\u793A\u8FD9\u4E00\u6B21", en: "Register a source; its key is shown this once" },
      access: { kind: "whole", action: "source.manage" },
      body: sourceCreate,
      response: sourceSecret,
      status: 201,
      trail: "audited",
      handler: async ({ body, user, nowMs, audit }) => {
        return db.transaction(async (tx) => {
          const made = await createSource(tx, {
            id: body.id,
            name: body.name,
            transport: body.transport,
            kinds: body.kinds,
            silenceSeconds: body.silenceSeconds,
            createdBy: user.id
          });
          if (!made) throw new Refusal("source.exists", { id: body.id });
          const source = await findSource(tx, body.id);
          await audit.write(tx, { action: "source.create", subject: `source:${body.id}`, after: body });
          if (body.transport === "file") return { id: body.id, secret: "", expiresAt: iso(nowMs) };
          const { keyId: _, ...secret } = await issue(tx, source, body.keyDays, user.id, nowMs);
          return secret;
        });
      }
    }),
    defineRoute({
      method: "PATCH",
      path: "/api/sources/:id",
      tag: "sources",
      summary: {
        zh: "\u4FEE\u6539\u6765\u6E90\uFF1A\u540D\u79F0\u3001\u7C7B\u522B\u3001\u542F\u505C\u3001\u9759\u9ED8\u65F6\u9650",
        en: "Change a source: name, kinds, on or off, silence limit"
      },
      access: { kind: "whole", action: "source.manage" },
      params: params6,
      body: z22.object({
        name: z22.string().min(1).max(100).optional(),
        kinds: z22.array(inputKind).min(1).optional(),
        enabled: z22.boolean().optional(),
        silenceSeconds: z22.number().int().min(60).optional()
      }),
      response: z22.object({}),
      trail: "audited",
      handler: async ({ params: params8, body, audit }) => {
        await db.transaction(async (tx) => {
          const before = await ownSource(tx, params8.id);
          await updateSource(tx, params8.id, {
            ...body.name === void 0 ? {} : { name: body.name },
            ...body.kinds === void 0 ? {} : { kinds: body.kinds },
            ...body.enabled === void 0 ? {} : { enabled: body.enabled },
            ...body.silenceSeconds === void 0 ? {} : { silenceSeconds: body.silenceSeconds }
          });
          await audit.write(tx, {
            action: "source.change",
            subject: `source:${params8.id}`,
            before,
            after: body
          });
        });
        return {};
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/sources/:id/key",
      tag: "sources",
      summary: {
        zh: "\u66F4\u6362\u5BC6\u94A5\uFF1BkeepOld \u4E3A\u771F\u65F6\u65E7\u5BC6\u94A5\u7528\u5230\u5176\u5230\u671F\u65E5",
        en: "A new key; keepOld leaves earlier ones until they expire"
      },
      access: { kind: "whole", action: "source.manage" },
      params: params6,
      body: z22.object({ days: z22.number().int().min(1).max(730).default(180), keepOld: z22.boolean().default(false) }).default({ days: 180, keepOld: false }),
      response: sourceSecret,
      status: 201,
      trail: "audited",
      handler: ({ params: params8, body, user, nowMs, audit }) => db.transaction(async (tx) => {
        const source = await ownSource(tx, params8.id);
        if (source.transport === "file") throw new Refusal("source.built-in");
        const { keyId, ...secret } = await issue(tx, source, body.days, user.id, nowMs);
        const revoked = body.keepOld ? 0 : await revokeSourceKeys(tx, params8.id, keyId);
        await audit.write(tx, {
          action: "source.key",
          subject: `source:${params8.id}`,
          after: { days: body.days, revoked }
        });
        return secret;
      })
    }),
    defineRoute({
      method: "GET",
      path: "/api/sources/:id/keys",
      tag: "sources",
      summary: { zh: "\u6765\u6E90\u7684\u5BC6\u94A5\uFF08\u53EA\u6709\u524D\u51E0\u4F4D\uFF09", en: "Keys of a source, by their first characters" },
      access: { kind: "whole", action: "source.read" },
      params: params6,
      response: z22.object({
        keys: z22.array(
          z22.object({
            id: z22.number(),
            hint: z22.string(),
            createdAt: instant2,
            expiresAt: instant2,
            revokedAt: instant2.nullable(),
            lastUsed: instant2.nullable()
          })
        )
      }),
      handler: async ({ params: params8 }) => {
        await knownSource(db, params8.id);
        return {
          keys: (await readSourceKeys(db, params8.id)).map((row) => ({
            id: row.id,
            hint: row.hint,
            createdAt: iso(row.createdAtMs),
            expiresAt: iso(row.expiresAtMs),
            revokedAt: isoOrNull(row.revokedAtMs),
            lastUsed: isoOrNull(row.lastUsedMs)
          }))
        };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/sources/:id/rejects",
      tag: "sources",
      summary: { zh: "\u672A\u63A5\u6536\u548C\u51B2\u7A81\u7684\u6570\u636E\uFF0C\u539F\u6837\u4FDD\u7559", en: "What was not taken, kept as it came" },
      access: { kind: "whole", action: "source.read" },
      params: params6,
      query: pageQuery,
      response: rejectPage,
      handler: async ({ params: params8, query, language }) => {
        await knownSource(db, params8.id);
        return pageById(
          query,
          (beforeId, limit) => readRejects(db, params8.id, beforeId, limit),
          (row) => ({
            id: row.id,
            source: row.sourceId,
            at: iso(row.atMs),
            row: row.row,
            outcome: row.outcome,
            code: row.code,
            ...wordsOfReject(row, language),
            raw: row.raw,
            importId: row.importId
          })
        );
      }
    })
  ];
}
async function knownSource(db, id) {
  const source = await findSource(db, id);
  if (source === null) throw new Refusal("source.unknown", { id });
  return source;
}
async function ownSource(tx, id) {
  const source = await knownSource(tx, id);
  if (source.transport === "simulator" || source.transport === "replay") throw new Refusal("source.built-in");
  return source;
}

// server/modules/system/document-routes.ts
import { z as z24 } from "zod";

// server/http/openapi.ts
import { z as z23 } from "zod";
function makeOpenApi(routes, info, language = "zh") {
  const paths = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    const operations = paths[path] ?? {};
    operations[route.method.toLowerCase()] = makeOperation(route, language);
    paths[path] = operations;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: language === "zh" ? "\u89C2\u6F9C \u57CE\u5E02\u91D1\u878D\u98CE\u9669\u76D1\u6D4B" : "Guanlan: a city's financial risk as it happens",
      version: info.version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" }
    },
    servers: [{ url: info.server === "" ? "/" : info.server }],
    paths,
    components: {
      schemas: {
        Error: schemaOf(apiError),
        ...Object.fromEntries(INPUT_KINDS.map((kind) => [dataName(kind), schemaOf(eventDataSchemas[kind])]))
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "guanlan_session" },
        sourceKey: {
          type: "http",
          scheme: "bearer",
          description: "API key of a data source; x-api-key works too"
        },
        signature: {
          type: "apiKey",
          in: "header",
          name: "x-guanlan-signature",
          description: 'hex HMAC-SHA256 over timestamp + "." + nonce + "." + body, with x-guanlan-timestamp and x-guanlan-nonce'
        },
        operator: { type: "http", scheme: "bearer", description: "METRICS_TOKEN; not needed from loopback" }
      }
    }
  };
}
function dataName(kind) {
  return `${kind}Data`;
}
function makeOperation(route, language) {
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary[language],
    security: securityOf(route),
    "x-access": describeAccess(route),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...bodyOf(route) === null ? {} : { requestBody: bodyOf(route) },
    responses: {
      [String(route.status ?? (route.response === void 0 && route.answers === void 0 ? 204 : 200))]: answerOf(route),
      default: {
        description: language === "zh" ? "\u7F16\u7801\u7684\u62D2\u7EDD" : "A coded refusal",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } }
      }
    }
  };
}
function operationId(route) {
  const words = route.path.replace(/^\/(?:api\/)?/, "").split(/[^a-zA-Z0-9]+/).filter(Boolean);
  return [route.method.toLowerCase(), ...words].map((word, i) => i === 0 ? word : word[0]?.toUpperCase() + word.slice(1)).join("");
}
function securityOf(route) {
  switch (route.access.kind) {
    case "public":
      return [];
    case "source-key":
      return [{ sourceKey: [] }];
    case "signature":
      return [{ signature: [] }];
    case "operator":
      return [{ operator: [] }];
    default:
      return [{ session: [] }];
  }
}
function describeAccess(route) {
  const { access } = route;
  switch (access.kind) {
    case "area":
      return `${access.action} @ area`;
    case "subject":
      return `${access.action} @ row`;
    case "own":
      return `${access.action} @ own`;
    case "whole":
      return access.action;
    default:
      return access.kind;
  }
}
function parametersOf(schema, where) {
  if (schema === void 0) return [];
  const json = schemaOf(schema);
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || (json.required ?? []).includes(name),
    schema: property
  }));
}
function bodyOf(route) {
  if (route.body === void 0) return null;
  const schema = schemaOf(route.body);
  if (route.bodyKind === "multipart")
    return { required: true, content: { "multipart/form-data": { schema } } };
  if (route.bodyKind === "stream") {
    return {
      required: true,
      content: {
        "application/json": { schema: { oneOf: [schema, { type: "array", items: schema }] } },
        "application/x-ndjson": { schema }
      }
    };
  }
  return { required: true, content: { "application/json": { schema } } };
}
function answerOf(route) {
  if (route.answers !== void 0) return { description: route.answers, content: { [route.answers]: {} } };
  if (route.response === void 0) return { description: "done" };
  return { description: "OK", content: { "application/json": { schema: schemaOf(route.response) } } };
}
function schemaOf(schema) {
  const { $schema: _, ...json } = z23.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return json;
}

// server/http/docs-page.ts
var WORDS2 = {
  zh: {
    title: "\u89C2\u6F9C \u63A5\u53E3\u6587\u6863",
    intro: "\u672C\u9875\u7531\u63A5\u53E3\u8868\u751F\u6210\uFF0C\u4E0E\u7A0B\u5E8F\u4E00\u81F4\u3002\u673A\u5668\u53EF\u8BFB\uFF1A",
    access: "\u6743\u9650",
    parameters: "\u53C2\u6570",
    body: "\u8BF7\u6C42\u4F53",
    answer: "\u5E94\u7B54",
    data: "\u4E8B\u4EF6\u6570\u636E\uFF08data\uFF09\u7684\u5B57\u6BB5",
    codes: "\u9519\u8BEF\u7F16\u7801",
    code: "\u7F16\u7801",
    message: "\u8BF4\u660E",
    hint: "\u5904\u7406\u529E\u6CD5",
    other: "English",
    required: "\u5FC5\u586B"
  },
  en: {
    title: "Guanlan interface",
    intro: "Made from the route table, so it is what the program does. For machines: ",
    access: "Access",
    parameters: "Parameters",
    body: "Body",
    answer: "Answer",
    data: "Fields of an event's data",
    codes: "Error codes",
    code: "Code",
    message: "Meaning",
    hint: "What to do",
    other: "\u4E2D\u6587",
    required: "required"
  }
};
var TAGS_ZH = {
  account: "\u8D26\u53F7",
  overview: "\u6982\u89C8\u4E0E\u5927\u5C4F",
  enterprises: "\u4F01\u4E1A",
  exports: "\u5BFC\u51FA",
  alerts: "\u9884\u8B66",
  reviews: "\u590D\u6838",
  ingest: "\u6570\u636E\u63A5\u6536",
  sources: "\u6570\u636E\u6765\u6E90",
  imports: "\u6587\u4EF6\u5BFC\u5165",
  "score-config": "\u8BC4\u5206\u914D\u7F6E",
  system: "\u7CFB\u7EDF",
  users: "\u7528\u6237\u4E0E\u5355\u4F4D",
  audit: "\u5BA1\u8BA1",
  push: "\u7F51\u9875\u63A8\u9001",
  operation: "\u8FD0\u7EF4"
};
function tagName(tag, language) {
  return language === "zh" ? TAGS_ZH[tag] ?? tag : tag;
}
function renderDocsPage(routes, info, language) {
  const words = WORDS2[language];
  const document = makeOpenApi(routes, info, language);
  const tags = [...new Set(routes.map((route) => route.tag))];
  const sections = tags.map((tag) => {
    const operations = routes.filter((route) => route.tag === tag).map((route) => {
      const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
      const operation = document.paths[path]?.[route.method.toLowerCase()];
      return renderOperation(route, operation, language);
    });
    return `<section id="${escapeHtml(tag)}"><h2>${escapeHtml(tagName(tag, language))}</h2>${operations.join("")}</section>`;
  });
  const other = language === "zh" ? "en" : "zh";
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><style>${STYLE}</style></head><body>
<header><h1>${words.title} <small>${escapeHtml(info.version)}</small></h1>
<p>${words.intro}<a href="openapi.json">OpenAPI 3.1</a> \xB7 <a href="asyncapi.json">AsyncAPI</a> \xB7 <a href="docs?lang=${other}">${words.other}</a></p>
<nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tagName(tag, language))}</a>`).join(" ")} <a href="#data">${words.data}</a> <a href="#codes">${words.codes}</a></nav></header>
<main>${sections.join("\n")}
<section id="data"><h2>${words.data}</h2>${INPUT_KINDS.map(
    (kind) => renderFields(kind, document.components.schemas[dataName(kind)], language)
  ).join("")}</section>
<section id="codes"><h2>${words.codes}</h2><table><tr><th>${words.code}</th><th>HTTP</th><th>${words.message}</th><th>${words.hint}</th></tr>
${Object.entries(ERRORS).map(([code, entry]) => {
    const message = language === "zh" ? entry.zh : entry.en;
    const hint = language === "zh" ? entry.hintZh : entry.hintEn;
    return `<tr><td><code>${escapeHtml(code)}</code></td><td>${entry.status}</td><td>${escapeHtml(message)}</td><td>${escapeHtml(hint)}</td></tr>`;
  }).join("\n")}</table></section></main></body></html>`;
}
function renderFields(kind, schema, language) {
  const rows = Object.entries(schema.properties).map(
    ([name, property]) => `<tr><td><code>${escapeHtml(name)}</code></td><td>${schema.required?.includes(name) ? WORDS2[language].required : ""}</td><td><code>${escapeHtml(shortSchema(property))}</code></td></tr>`
  );
  return `<article id="data-${kind}"><h3><code>${kind}</code></h3><table>${rows.join("")}</table></article>`;
}
function renderOperation(route, operation, language) {
  const words = WORDS2[language];
  const parameters = operation.parameters.map(
    (parameter) => `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? `, ${words.required}` : ""}</td><td><code>${escapeHtml(shortSchema(parameter.schema))}</code></td></tr>`
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<details><summary>${words.body}: ${escapeHtml(type)}</summary>${renderJson(schema)}</details>`
  );
  const answers = Object.entries(operation.responses).filter(([status]) => status !== "default").map(([status, { content }]) => {
    const [type, entry] = Object.entries(content ?? {})[0] ?? ["", {}];
    const schema = entry.schema;
    const label2 = `${words.answer} ${status} ${escapeHtml(type)}`;
    return schema === void 0 ? `<p>${label2}</p>` : `<details><summary>${label2}</summary>${renderJson(schema)}</details>`;
  });
  return `<article><h3><b class="${route.method}">${route.method}</b> <code>${escapeHtml(route.path)}</code></h3>
<p>${escapeHtml(route.summary[language])} \xB7 ${words.access}: <code>${escapeHtml(describeAccess(route))}</code></p>
${parameters.length === 0 ? "" : `<table>${parameters.join("")}</table>`}${body.join("")}${answers.join("")}</article>`;
}
function shortSchema(schema) {
  if (Array.isArray(schema.enum)) return schema.enum.join(" | ");
  const limits = ["minimum", "maximum", "maxLength", "pattern", "default"].filter((name) => schema[name] !== void 0 && schema[name] !== Number.MAX_SAFE_INTEGER).map((name) => `${name} ${String(schema[name])}`);
  return [String(schema.type ?? "any"), ...limits].join(", ");
}
function renderJson(value) {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 1))}</pre>`;
}
function escapeHtml(text4) {
  return text4.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
var STYLE = `:root{color-scheme:light dark}body{font:14px/20px "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:1080px;padding:0 16px 64px}
h1{font-size:28px;line-height:36px}h2{border-bottom:1px solid #8886;margin-top:40px}h3{margin:24px 0 0;font-weight:400}nav a{margin-right:12px}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:13px}pre{overflow:auto;max-height:480px;background:#8882;padding:8px;border-radius:6px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid #8884}
b.GET{color:#2a7f6f}b.POST{color:#0b5ec7}b.PUT{color:#a05a00}b.DELETE{color:#b01c2c}@media (prefers-color-scheme:dark){b.GET{color:#7fd0bf}b.POST{color:#6ab3ff}b.PUT{color:#ffb066}b.DELETE{color:#ff8490}a{color:#6ab3ff}}`;

// server/modules/system/document-routes.ts
var PUBLIC = {
  kind: "public",
  why: "describes the interface; sources and integrators read it before they have a key"
};
var languageQuery = z24.object({ lang: z24.enum(["zh", "en"]).optional() });
function documentRoutes(routes, { info, asyncApi }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/openapi.json",
      tag: "operation",
      summary: { zh: "OpenAPI 3.1 \u63CF\u8FF0", en: "OpenAPI 3.1 description" },
      access: PUBLIC,
      query: languageQuery,
      response: z24.record(z24.string(), z24.unknown()),
      handler: async ({ query, language }) => makeOpenApi(routes(), info, query.lang ?? language)
    }),
    defineRoute({
      method: "GET",
      path: "/api/asyncapi.json",
      tag: "operation",
      summary: { zh: "\u63A8\u9001\u4E3B\u9898\u7684 AsyncAPI \u63CF\u8FF0", en: "AsyncAPI description of the push topics" },
      access: PUBLIC,
      response: z24.unknown(),
      handler: async () => asyncApi()
    }),
    defineRoute({
      method: "GET",
      path: "/api/docs",
      tag: "operation",
      summary: { zh: "\u63A5\u53E3\u6587\u6863\u9875", en: "This page" },
      access: PUBLIC,
      query: languageQuery,
      answers: "text/html",
      handler: async ({ query, language, reply }) => reply.type("text/html; charset=utf-8").send(renderDocsPage(routes(), info, query.lang ?? language))
    })
  ];
}

// server/modules/system/probe-routes.ts
import { z as z25 } from "zod";
function probeRoutes({ status, registry }) {
  return [
    defineRoute({
      method: "GET",
      path: "/healthz",
      tag: "operation",
      summary: { zh: "\u8FDB\u7A0B\u5B58\u6D3B", en: "The process is alive" },
      access: { kind: "public", why: "says nothing but that the process answers" },
      response: z25.object({ ok: z25.literal(true) }),
      handler: async () => ({ ok: true })
    }),
    defineRoute({
      method: "GET",
      path: "/readyz",
      tag: "operation",
      summary: {
        zh: "\u5C31\u7EEA\uFF1A\u57CE\u5E02\u5DF2\u5C31\u4F4D\u4E14\u5DF2\u63A8\u9001\u9996\u4E2A\u4E8B\u4EF6\uFF1B\u672A\u5C31\u7EEA\u7B54 503",
        en: "Ready: city seeded and first event pushed; else 503"
      },
      access: { kind: "public", why: "balancers ask it; it names parts and no data" },
      response: z25.object({ ok: z25.boolean(), waitingFor: z25.array(z25.string()) }),
      handler: async ({ reply }) => {
        const { ok, waitingFor } = await status.readiness();
        if (!ok) reply.code(503);
        return { ok, waitingFor: [...waitingFor] };
      }
    }),
    defineRoute({
      method: "GET",
      path: "/metrics",
      tag: "operation",
      summary: { zh: "Prometheus \u6307\u6807", en: "Prometheus metrics" },
      access: { kind: "operator" },
      answers: "text/plain",
      handler: async ({ reply }) => reply.type(registry.contentType).send(await registry.metrics())
    })
  ];
}

// server/modules/system/routes.ts
import { z as z26 } from "zod";
var params7 = z26.object({ id: z26.coerce.number().int().positive() });
function systemRoutes({ db, status }) {
  return [
    defineRoute({
      method: "GET",
      path: "/api/system",
      tag: "system",
      summary: {
        zh: "\u7CFB\u7EDF\u72B6\u6001\uFF1A\u7248\u672C\u3001\u80FD\u529B\u7B49\u7EA7\u3001\u901F\u7387\u3001\u79EF\u538B\u3001\u544A\u8B66",
        en: "Status: versions, capability level, rates, lag, alarms"
      },
      access: { kind: "whole", action: "system.read" },
      response: systemStatus,
      handler: () => status.read()
    }),
    defineRoute({
      method: "POST",
      path: "/api/alarms/:id/acknowledge",
      tag: "system",
      summary: { zh: "\u786E\u8BA4\u544A\u8B66", en: "Acknowledge an alarm" },
      access: { kind: "whole", action: "system.operate" },
      params: params7,
      response: z26.object({}),
      trail: "audited",
      handler: async ({ params: params8, user, audit }) => {
        await db.transaction(async (tx) => {
          const done5 = await acknowledgeAlarm(tx, params8.id, user.id);
          if (!done5 && !(await readAlarms(tx, 500)).some((alarm) => alarm.id === params8.id)) {
            throw new Refusal("request.not-found");
          }
          await audit.write(tx, {
            action: "alarm.acknowledge",
            subject: `alarm:${params8.id}`,
            after: { first: done5 }
          });
        });
        return {};
      }
    })
  ];
}

// server/modules/users/post-routes.ts
import { z as z28 } from "zod";

// server/modules/users/shapes.ts
import { z as z27 } from "zod";
var userParams = z27.object({ id: z27.coerce.number().int().positive() });
var post = z27.object({
  id: z27.number(),
  role: z27.enum(ROLES),
  organisationId: z27.number(),
  organisation: z27.string(),
  district: z27.string(),
  street: z27.string().nullable(),
  lines: z27.array(z27.string()).nullable(),
  businesses: z27.array(z27.string()).nullable(),
  fields: z27.array(z27.string()),
  standsInFor: z27.number().nullable(),
  from: instant2,
  to: instant2.nullable()
});
var userShape = z27.object({
  id: z27.number(),
  user: z27.string(),
  name: z27.string(),
  disabled: z27.boolean(),
  locked: z27.boolean(),
  totpEnabled: z27.boolean(),
  mustChangePassword: z27.boolean(),
  demo: z27.boolean(),
  lastLogin: instant2.nullable(),
  posts: z27.array(post)
});
function userSubject(db) {
  return async ({ id }) => {
    const row = /^\d{1,15}$/.test(id ?? "") ? await readUser(db, Number(id)) : null;
    return row === null ? null : { userId: row.id };
  };
}
async function knownUser(db, id) {
  const row = await readUser(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}
function presentUser(row, posts, nowMs) {
  return {
    id: row.id,
    user: row.login,
    name: row.name,
    disabled: row.disabled,
    locked: row.lockedUntilMs !== null && row.lockedUntilMs > nowMs,
    totpEnabled: row.totpEnabled,
    mustChangePassword: row.mustChangePassword,
    demo: row.demo,
    lastLogin: isoOrNull(row.lastLoginMs),
    posts: posts.map(presentPost)
  };
}
function presentPost(row) {
  return {
    id: row.id,
    role: row.role,
    organisationId: row.organisationId,
    organisation: row.organisation,
    district: row.district,
    street: row.street,
    lines: row.lines === null ? null : [...row.lines],
    businesses: row.businesses === null ? null : [...row.businesses],
    fields: [...row.fields],
    standsInFor: row.standsInFor,
    from: iso(row.fromMs),
    to: isoOrNull(row.toMs)
  };
}

// store/user-managers.ts
async function countUserManagers(db) {
  const row = await one(
    db,
    sql`
    select count(distinct u.id) as n from users u join posts p on p.user_id = u.id
    where p.role = any(${WHO_MAY["user.manage"]}) and u.disabled_at is null
      and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())`
  );
  return row.n;
}

// server/modules/users/post-routes.ts
var done3 = z28.object({});
function postRoutes({ db, sessions }) {
  const target = userSubject(db);
  return [
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts",
      tag: "users",
      summary: {
        zh: "\u6388\u4E88\u5C97\u4F4D\uFF1A\u5355\u4F4D\u3001\u89D2\u8272\u3001\u6761\u7EBF\u3001\u4E1A\u52A1\u3001\u5B57\u6BB5\u3001\u4EE3\u7406\u671F\u9650",
        en: "Give a post: organisation, role, lines, businesses, fields, dates"
      },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      body: z28.object({
        organisationId: z28.number().int().positive(),
        role: z28.enum(ROLES),
        lines: z28.array(z28.enum(LINES)).nullable().default(null),
        businesses: z28.array(z28.enum(FINANCE_KINDS)).nullable().default(null),
        fields: z28.array(z28.enum(GUARDED_FIELDS)).default([]),
        standsInFor: z28.number().int().positive().nullable().default(null),
        to: z28.iso.datetime({ offset: true }).nullable().default(null)
      }),
      response: z28.object({ id: z28.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ params: params8, body, user, nowMs, audit }) => {
        const organisations = await readOrganisations(db);
        const organisation = organisations.find((one2) => one2.id === body.organisationId);
        if (organisation === void 0) throw fault("organisationId", "unknown", "no such organisation");
        const toMs = body.to === null ? null : Date.parse(body.to);
        const faults = checkPost(
          {
            id: 0,
            userId: params8.id,
            organisationId: organisation.id,
            role: body.role,
            lines: body.lines ?? ["*"],
            validFromMs: nowMs,
            validToMs: toMs,
            standsInFor: body.standsInFor
          },
          organisation
        );
        if (faults[0] !== void 0)
          throw new Refusal(
            "user.role-place",
            {},
            { details: faults.map((code) => ({ path: "body", code, message: code })) }
          );
        if (body.role === "sector-regulator" && body.businesses === null)
          throw fault("businesses", "required", "a sector regulator's post names its businesses");
        const closed = body.fields.filter((field) => !mayBeGivenField(body.role, field));
        if (closed.length > 0) throw fault("fields", "not-for-role", closed.join(", "));
        const held = (await readPosts(db, params8.id)).map((one2) => one2.role);
        const conflict = conflictOf([...held, body.role]);
        if (conflict !== null)
          throw fault("role", "conflict", `${conflict[0]} and ${conflict[1]} are never one person`);
        const id = await db.transaction(async (tx) => {
          const made = await addPost(tx, { ...body, userId: params8.id, toMs, recordedBy: user.id });
          await audit.write(tx, {
            action: "post.grant",
            subject: `user:${params8.id}`,
            after: { postId: made, ...body }
          });
          return made;
        });
        return { id };
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/posts/:postId/end",
      tag: "users",
      summary: { zh: "\u7EC8\u6B62\u5C97\u4F4D\uFF0C\u5176\u4F1A\u8BDD\u7ACB\u5373\u7ED3\u675F", en: "End a post; the person's sessions end at once" },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams.extend({ postId: z28.coerce.number().int().positive() }),
      response: done3,
      trail: "audited",
      handler: async ({ params: params8, audit }) => {
        await db.transaction(async (tx) => {
          const held = (await readPosts(tx, params8.id)).find((one2) => one2.id === params8.postId);
          if (held === void 0) throw new Refusal("request.not-found");
          await endPost(tx, params8.postId);
          if (hasAction(held.role, "user.manage") && await countUserManagers(tx) === 0)
            throw new Refusal("user.last-manager");
          await audit.write(tx, {
            action: "post.end",
            subject: `user:${params8.id}`,
            before: presentPost(held)
          });
        });
        await sessions.endAll(params8.id, "post ended");
        return {};
      }
    }),
    defineRoute({
      method: "GET",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "\u5355\u4F4D\u6811", en: "The organisation tree" },
      access: { kind: "whole", action: "user.read" },
      response: z28.object({
        organisations: z28.array(
          z28.object({
            id: z28.number(),
            kind: z28.string(),
            name: z28.string(),
            parentId: z28.number().nullable(),
            district: z28.string(),
            street: z28.string().nullable()
          })
        )
      }),
      handler: async () => ({ organisations: (await readOrganisations(db)).map((one2) => ({ ...one2 })) })
    }),
    defineRoute({
      method: "POST",
      path: "/api/organisations",
      tag: "users",
      summary: { zh: "\u589E\u52A0\u5355\u4F4D", en: "Add an organisation" },
      access: { kind: "whole", action: "organisation.manage" },
      body: z28.object({
        kind: z28.enum(["city-office", "district-office", "street-office", "committee-office", "member-unit"]),
        name: z28.string().trim().min(1).max(100),
        parentId: z28.number().int().positive().nullable().default(null),
        district: z28.string().regex(/^\d{6}$/),
        street: z28.string().regex(/^\d{9}$/).nullable().default(null)
      }),
      response: z28.object({ id: z28.number() }),
      status: 201,
      trail: "audited",
      handler: async ({ body, audit }) => {
        const tree = new Map((await readOrganisations(db)).map((one2) => [one2.id, one2]));
        if (body.parentId !== null && !tree.has(body.parentId))
          throw fault("parentId", "unknown", "no such organisation");
        const candidate = { id: 0, ...body };
        const faults = checkOrganisation(candidate, tree);
        if (faults.length > 0)
          throw new Refusal(
            "user.role-place",
            {},
            {
              details: faults.map((code) => ({
                path: "body",
                code,
                message: `${tierOf(candidate)}: ${code}`
              }))
            }
          );
        const id = await db.transaction(async (tx) => {
          const made = await createOrganisation(tx, body);
          await audit.write(tx, {
            action: "organisation.create",
            subject: `organisation:${made}`,
            after: body
          });
          return made;
        });
        return { id };
      }
    })
  ];
}
function fault(field, code, message) {
  return new Refusal("user.role-place", {}, { details: [{ path: `body.${field}`, code, message }] });
}

// server/modules/users/routes.ts
import { randomInt as randomInt3 } from "node:crypto";
import { z as z29 } from "zod";
var done4 = z29.object({});
function userRoutes({ db, hasher: hasher2, account, sessions }) {
  const target = userSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/users",
      tag: "users",
      summary: { zh: "\u7528\u6237\u53CA\u5176\u5C97\u4F4D", en: "Users with their posts" },
      access: { kind: "whole", action: "user.read" },
      query: z29.object({
        q: z29.string().max(100).optional(),
        cursor: z29.string().regex(/^\d{1,15}$/).optional(),
        limit: z29.coerce.number().int().min(1).max(200).default(100)
      }),
      response: z29.object({ rows: z29.array(userShape), next: z29.string().nullable() }),
      handler: async ({ query, nowMs }) => {
        const rows = await readUsers(db, {
          q: query.q,
          afterId: Number(query.cursor ?? 0),
          limit: query.limit + 1
        });
        const shown = rows.slice(0, query.limit);
        const posts = await Promise.all(shown.map((row) => readPosts(db, row.id)));
        return {
          rows: shown.map((row, i) => presentUser(row, posts[i] ?? [], nowMs)),
          next: rows.length > query.limit ? String(shown.at(-1)?.id) : null
        };
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users",
      tag: "users",
      summary: {
        zh: "\u5EFA\u7ACB\u8D26\u53F7\uFF08\u5C1A\u65E0\u5C97\u4F4D\uFF09\uFF0C\u8FD4\u56DE\u4E00\u6B21\u6027\u5BC6\u7801",
        en: "Make an account (no post yet); gives a one-time password"
      },
      access: { kind: "whole", action: "user.manage" },
      body: z29.object({
        user: z29.string().regex(/^[a-zA-Z][\w.-]{1,40}$/),
        name: z29.string().trim().min(1).max(60)
      }),
      response: z29.object({ id: z29.number(), password: z29.string() }),
      status: 201,
      trail: "audited",
      handler: async ({ body, audit }) => {
        const password = makePassword();
        const passwordHash = await hasher2.hash(password);
        return db.transaction(async (tx) => {
          const id = await createUser(tx, {
            login: body.user,
            name: body.name,
            passwordHash,
            mustChangePassword: true
          });
          if (id === null) throw new Refusal("user.exists", { user: body.user });
          await audit.write(tx, {
            action: "user.create",
            subject: `user:${id}`,
            after: { user: body.user, name: body.name }
          });
          return { id, password };
        });
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/disable",
      tag: "users",
      summary: { zh: "\u505C\u7528\u8D26\u53F7\uFF0C\u5176\u4F1A\u8BDD\u7ACB\u5373\u7ED3\u675F", en: "Disable an account; its sessions end at once" },
      access: { kind: "whole", action: "user.manage", subject: target },
      params: userParams,
      response: done4,
      trail: "audited",
      handler: async ({ params: params8, user, audit }) => {
        if (params8.id === user.id) throw new Refusal("scope.self", { action: "user.manage" });
        await db.transaction(async (tx) => {
          const before = await knownUser(tx, params8.id);
          await setDisabled(tx, params8.id, true);
          if (await countUserManagers(tx) === 0) throw new Refusal("user.last-manager");
          await audit.write(tx, {
            action: "user.disable",
            subject: `user:${params8.id}`,
            before: { disabled: before.disabled },
            after: { disabled: true }
          });
        });
        await sessions.endAll(params8.id, "disabled");
        return {};
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/enable",
      tag: "users",
      summary: { zh: "\u542F\u7528\u8D26\u53F7", en: "Enable an account" },
      access: { kind: "whole", action: "user.manage", subject: target },
      params: userParams,
      response: done4,
      trail: "audited",
      handler: async ({ params: params8, audit }) => {
        await db.transaction(async (tx) => {
          const before = await knownUser(tx, params8.id);
          await setDisabled(tx, params8.id, false);
          await audit.write(tx, {
            action: "user.enable",
            subject: `user:${params8.id}`,
            before: { disabled: before.disabled },
            after: { disabled: false }
          });
        });
        return {};
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/unlock",
      tag: "users",
      summary: { zh: "\u89E3\u9664\u767B\u5F55\u9501\u5B9A", en: "Unlock after failed logins" },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      response: done4,
      trail: "audited",
      handler: async ({ params: params8, audit }) => {
        await db.transaction(async (tx) => {
          await knownUser(tx, params8.id);
          await unlockUser(tx, params8.id);
          await audit.write(tx, { action: "user.unlock", subject: `user:${params8.id}` });
        });
        return {};
      }
    }),
    defineRoute({
      method: "POST",
      path: "/api/users/:id/reset",
      tag: "users",
      summary: {
        zh: "\u91CD\u7F6E\u5BC6\u7801\u5E76\u505C\u7528\u4E8C\u6B21\u9A8C\u8BC1\uFF0C\u8FD4\u56DE\u4E00\u6B21\u6027\u5BC6\u7801",
        en: "Reset the password, second factor off; gives a one-time password"
      },
      access: { kind: "whole", action: "permission.grant", subject: target },
      params: userParams,
      response: z29.object({ password: z29.string() }),
      trail: "audited",
      handler: async ({ params: params8, audit }) => {
        const password = makePassword();
        await db.transaction(async (tx) => {
          await knownUser(tx, params8.id);
          await account.resetPassword(tx, params8.id, password);
          await setTotp(tx, params8.id, null, false);
          await audit.write(tx, { action: "user.reset", subject: `user:${params8.id}` });
        });
        await sessions.endAll(params8.id, "password reset");
        return { password };
      }
    })
  ];
}
function makePassword() {
  const letters = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  return Array.from({ length: 16 }, () => letters[randomInt3(letters.length)]).join("");
}

// server/http/app.ts
var DEFAULT_HTTP = {
  uploadLimitBytes: 512 * 1024 * 1024,
  exportMostRows: 2e5,
  exportKeepMs: 24 * 36e5,
  exportKeepBytes: 2 * 1024 ** 3,
  allowLocalPushEndpoints: false,
  checkAnswers: false
};
var SAMPLE_MS = 15e3;
async function createHttpApp(deps, config) {
  const { clock, db, log, people: people2 } = deps;
  const metrics = makeHttpMetrics(deps.registry);
  const refusals = makeRefusalLog({ db, clock });
  const sourceKeys = makeSourceKeys({ db, clock, refusals });
  const rates = makeSourceRates();
  const exportRunner = createExportRunner(
    {
      db,
      clock,
      log,
      readPrincipal: people2.sessions.readPrincipal,
      onRunning: (running) => metrics.exportsRunning.set(running)
    },
    {
      instance: config.instance,
      folder: join8(config.varDir, "exports"),
      keepMs: config.exportKeepMs,
      keepBytes: config.exportKeepBytes
    }
  );
  const importRunner = createImportRunner({ db, ingest: deps.ingest, clock, log }, config.instance);
  const sampler = createWorkerLoop(
    "source-rates",
    async () => {
      rates.sample(await readSources(db), clock.now());
      return false;
    },
    SAMPLE_MS,
    log
  );
  const app = await createShell(
    {
      routes: makeRoutes(deps, config, { refusals, rates, exportRunner, importRunner }),
      clock,
      log,
      metrics,
      router: {
        clock,
        rate: makeRate(),
        publicOrigin: config.publicOrigin,
        authenticate: (request) => people2.sessions.authenticate(request.cookies[SESSION_COOKIE]),
        authenticateSource: sourceKeys.authenticate,
        isOperator: (request) => isOperator(request, config.metricsToken),
        makeAudit: (user, request, trace) => makeAuditWriter(clock, user, request, trace)
      }
    },
    config
  );
  const closing = new AbortController();
  const compressing = precompress(config.webDir, closing.signal).catch((error) => {
    log.warn({ err: error }, "pages not compressed");
    return 0;
  });
  app.addHook("onClose", async () => {
    closing.abort();
    await Promise.all([compressing, exportRunner.stop(), importRunner.stop(), sampler.stop()]);
  });
  return app;
}
function makeRoutes(deps, config, workers) {
  const { db, people: people2 } = deps;
  const routes = [
    ...accountRoutes(
      { ...people2, db },
      {
        basePath: config.basePath,
        publicOrigin: config.publicOrigin,
        simulatedCity: config.simulatedCity,
        isFirstRun: () => isFirstRun(db, config.simulatedCity)
      }
    ),
    ...overviewRoutes(deps),
    ...enterpriseRoutes(deps),
    ...exportRoutes({ db, runner: workers.exportRunner, mostRows: config.exportMostRows }),
    ...alertRoutes({ db, service: deps.alerts }),
    ...reviewRoutes(deps),
    ...ingestRoutes({ ...deps, refusals: workers.refusals }),
    ...sourceRoutes({ ...deps, rates: workers.rates }),
    ...importRoutes({
      db,
      runner: workers.importRunner,
      folder: join8(config.varDir, "uploads"),
      uploadLimitBytes: config.uploadLimitBytes
    }),
    ...deadLetterRoutes(deps),
    ...scoreConfigRoutes(deps),
    ...systemRoutes(deps),
    ...userRoutes({ db, ...people2 }),
    ...postRoutes({ db, sessions: people2.sessions }),
    ...auditRoutes(deps),
    ...pushRoutes({ ...deps, allowLocalEndpoints: config.allowLocalPushEndpoints }),
    ...probeRoutes(deps),
    ...documentRoutes(() => routes, {
      info: { version: config.version, server: config.basePath.slice(0, -1) },
      asyncApi: deps.asyncApi
    })
  ];
  return routes;
}
async function isFirstRun(db, simulatedCity) {
  return !simulatedCity && !await hasAnybodyLoggedIn(db);
}
function isOperator(request, token) {
  if (/^(?:127\.|::1$|::ffff:127\.)/.test(request.ip)) return true;
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === null || given === void 0) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// server/modules/alerts/service.ts
function makeAlertService(deps) {
  async function run(request) {
    const outcome = await stepAlert2(deps.db, request);
    if (outcome.ok && outcome.messages.length > 0) await deps.publish(outcome.messages);
    return outcome;
  }
  return {
    async step(user, request, language) {
      const outcome = await run({ ...request, actor: user.principal, actorName: user.name });
      if (outcome.ok) return outcome;
      const row = await readAlert(deps.db, request.alertId, scopeOf(user.principal));
      throw new Refusal(CODES[outcome.reason], {
        action: STEPS[request.action.name][language],
        state: row === null ? "" : STATES[row.state][language],
        max: row === null ? "" : DEFAULT_ALERT_RULE.maxSnoozeMinutes[levelOf(row.levelTo)],
        id: request.requestId
      });
    },
    async readAssignee(userId) {
      const principal = await deps.readPrincipal(userId);
      if (principal === null) throw new Refusal("alert.assignee-unknown", { id: userId });
      return principal;
    },
    async acknowledge(userId, name, request, nowMs) {
      const actor = await deps.readPrincipal(userId);
      if (actor === null) return { ok: false, reason: "auth.required" };
      const outcome = await run({
        alertId: request.alertId,
        action: { name: "acknowledge", version: request.version, comment: request.comment },
        actor,
        actorName: name,
        requestId: request.requestId,
        address: "push",
        traceId: null,
        nowMs
      });
      if (outcome.ok) return { ok: true, version: outcome.version, state: outcome.state };
      return { ok: false, reason: CODES[outcome.reason] };
    }
  };
}
var CODES = {
  unknown: "request.not-found",
  forbidden: "scope.role",
  changed: "alert.changed",
  "wrong-state": "alert.wrong-state",
  "comment-missing": "alert.comment-missing",
  "assignee-out-of-scope": "alert.assignee-out-of-scope",
  "snooze-too-long": "alert.snooze-too-long",
  "request-id-reused": "request.id-reused"
};
var STATES = {
  open: { zh: "\u5F85\u7B7E\u6536", en: "not signed for" },
  acknowledged: { zh: "\u5DF2\u7B7E\u6536", en: "signed for" },
  assigned: { zh: "\u5DF2\u8F6C\u6D3E", en: "assigned" },
  snoozed: { zh: "\u6682\u505C\u63A8\u9001", en: "silenced" },
  closed: { zh: "\u5DF2\u529E\u7ED3", en: "closed" }
};
var STEPS = {
  acknowledge: { zh: "\u7B7E\u6536", en: "signed for" },
  assign: { zh: "\u8F6C\u6D3E", en: "assigned" },
  snooze: { zh: "\u6682\u505C\u63A8\u9001", en: "silenced" },
  close: { zh: "\u529E\u7ED3", en: "closed" },
  reopen: { zh: "\u91CD\u65B0\u6253\u5F00", en: "reopened" }
};

// server/pipelines/requeue.ts
function makeDeadLetterPort(context) {
  return {
    async replay(event) {
      const message = encodeEvent(event);
      await publish(context, [
        { ...message, messageId: `${message.messageId}~replay-${context.clock.now()}` }
      ]);
    }
  };
}
function makeRebuildPort(context) {
  return {
    async rebuild(enterpriseIds) {
      const nowMs = context.clock.now();
      await publish(
        context,
        enterpriseIds.map((id) => encodeEvent(makeRebuild(id, nowMs)))
      );
    }
  };
}
function makeRebuild(enterpriseId, nowMs) {
  return {
    uid: `rebuild/${enterpriseId}-${nowMs}`,
    kind: "derived",
    type: REBUILD_TYPE,
    key: enterpriseKey(enterpriseId),
    enterpriseId,
    district: CITY,
    source: "rebuild",
    timeMs: nowMs,
    timeInferred: false,
    receivedMs: nowMs,
    simulated: false,
    hash: "",
    data: {}
  };
}
async function publish(context, messages) {
  for (const result of await context.publisher.publish(messages)) if (!result.ok) throw result.error;
}

// server/rates.ts
var RateMeter = class {
  #clock;
  #samples = [];
  constructor(clock) {
    this.#clock = clock;
  }
  sample(count2) {
    const atMs = this.#clock.now();
    this.#samples.push({ atMs, count: count2 });
    this.#samples = this.#samples.filter((sample) => sample.atMs >= atMs - 1e4);
  }
  perSecond() {
    const first2 = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first2 === void 0 || last === void 0 || last.atMs <= first2.atMs) return 0;
    return (last.count - first2.count) * 1e3 / (last.atMs - first2.atMs);
  }
};

// server/status.ts
var SAMPLE_MS2 = 1e3;
function createStatus(deps) {
  const { context } = deps;
  const { metrics, clock } = context;
  const startedAt = new Date(clock.now()).toISOString();
  const meters = { ingest: new RateMeter(clock), stored: new RateMeter(clock), pushed: new RateMeter(clock) };
  async function sample() {
    meters.ingest.sample(await total(metrics.ingested));
    meters.stored.sample(await total(metrics.events));
    meters.pushed.sample(deps.realtime()?.accepted ?? 0);
  }
  const timer = setInterval(() => void sample(), SAMPLE_MS2);
  return {
    stop: () => clearInterval(timer),
    readiness: () => deps.readiness.read(),
    async read() {
      const lag = deps.lag.last();
      const realtime = deps.realtime();
      const [database, roles, alarms, dead, detectorCounts] = await Promise.all([
        readDatabaseStatus(context.pool),
        readHeartbeats(context.pool, 2e4),
        readAlarms(context.pool),
        countDeadLetters(context.pool),
        countFindingsByDetector(context.pool)
      ]);
      const byKind = /* @__PURE__ */ new Map();
      for (const { labels, value } of (await metrics.events.get()).values) {
        if (labels.outcome === "done") byKind.set(String(labels.kind), value);
      }
      return {
        version: VERSION,
        startedAt,
        node: process.version,
        database,
        stream: {
          version: context.connection.nats.info?.version ?? "",
          messages: lag?.messages ?? 0,
          bytes: lag?.bytes ?? 0,
          maxBytes: lag?.maxBytes ?? 0,
          lag: lag?.messages ?? 0
        },
        realtime: {
          driver: realtime?.engine ?? "none",
          clients: realtime?.connections ?? 0,
          sentPerSecond: Math.round(meters.pushed.perSecond() * 10) / 10,
          snapshots: realtime?.slowCut ?? 0
        },
        rates: {
          ingestPerSecond: round4(meters.ingest.perSecond()),
          storedPerSecond: round4(meters.stored.perSecond()),
          pushedPerSecond: round4(meters.pushed.perSecond()),
          storedP99Ms: round4(await quantileMs(metrics.storedSeconds, 0.99)),
          pushedP99Ms: round4(await quantileMs(metrics.pushedSeconds, 0.99))
        },
        roles: roles.map((role) => ({
          role: role.role,
          instance: role.instance,
          host: role.host,
          startedAt: new Date(role.startedAtMs).toISOString(),
          lastSeen: new Date(role.lastSeenMs).toISOString(),
          partitions: [...role.partitions],
          rssMb: role.rssMb
        })),
        alarms: alarms.map((alarm) => ({
          id: alarm.id,
          code: alarm.code,
          severity: alarm.severity,
          subject: alarm.subject,
          message: alarm.message,
          since: new Date(alarm.sinceMs).toISOString(),
          active: alarm.active,
          acknowledgedBy: alarm.acknowledgedBy
        })),
        deadLetters: dead,
        detectors: deps.detectors.map(({ id, version, kinds }) => ({
          id,
          version,
          events: kinds.reduce((sum2, kind) => sum2 + (byKind.get(kind) ?? 0), 0),
          findings: detectorCounts.get(id) ?? 0
        }))
      };
    }
  };
}
async function total(counter) {
  return (await counter.get()).values.reduce((sum2, { value }) => sum2 + value, 0);
}
function round4(value) {
  return Math.round(value * 10) / 10;
}

// server/roles/web.ts
var ENDED = roleSubject("realtime", "sessions-ended");
async function createWebRole(context, parts) {
  const { config, pool, clock, log, metrics, bus, instance } = context;
  const endings = { ended: (event) => bus.publish(ENDED, JSON.stringify(event)) };
  const people2 = makePeople(
    {
      db: pool,
      clock,
      cipher: parts.crypto.cipher,
      log,
      bus: endings,
      onLogin: makeLoginCounter(metrics.registry)
    },
    {
      session: { idleMs: config.SESSION_IDLE_MINUTES * 6e4, maxMs: config.SESSION_MAX_HOURS * 36e5 },
      oidc: config.OIDC_ISSUER === null ? null : {
        issuer: config.OIDC_ISSUER,
        clientId: config.OIDC_CLIENT_ID,
        clientSecret: config.OIDC_CLIENT_SECRET,
        label: config.OIDC_LABEL
      }
    }
  );
  const simulatedCity = config.CITY === "simulated";
  const publicOrigin = config.PUBLIC_URL === null ? null : new URL(config.PUBLIC_URL).origin;
  if (simulatedCity) await ensureDemoUsers(pool, people2.hasher);
  const firstAdministrator = simulatedCity ? null : await ensureFirstAdministrator(pool, people2.hasher);
  const alerts = makeAlertService({
    db: pool,
    publish: (messages) => publishPush(bus, messages),
    readPrincipal: (userId) => people2.sessions.readPrincipal(userId)
  });
  let realtime = null;
  const status = createStatus({
    context,
    lag: parts.lag,
    readiness: parts.readiness,
    realtime: () => realtime?.stats() ?? null,
    detectors: DETECTORS
  });
  const engine = chooseEngine("auto", log);
  const tls = config.TLS_CERT === null || config.TLS_KEY === null ? null : { certFile: config.TLS_CERT, keyFile: config.TLS_KEY };
  const app = await createHttpApp(
    {
      db: pool,
      clock,
      log,
      registry: metrics.registry,
      cipher: parts.crypto.cipher,
      people: people2,
      alerts,
      ingest: parts.ingest,
      status,
      deadLetters: makeDeadLetterPort(context),
      rebuild: makeRebuildPort(context),
      asyncApi: () => makeAsyncApi({ version: VERSION, basePath: config.BASE_PATH }),
      vapidPublicKey: parts.vapidPublicKey
    },
    {
      ...DEFAULT_HTTP,
      instance,
      varDir: config.varDir,
      basePath: config.BASE_PATH,
      webDir: config.webDir,
      behindFront: engine.kind === "uws",
      trustProxy: config.TRUST_PROXY,
      tls: engine.kind === "uws" || tls === null ? null : { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
      version: VERSION,
      publicOrigin,
      simulatedCity,
      metricsToken: config.METRICS_TOKEN
    }
  );
  const socketDir = join9(tmpdir(), `guanlan-${process.pid}-${instance}`);
  const socketPath = join9(socketDir, "web.sock");
  if (engine.kind === "uws") {
    await mkdir4(socketDir, { recursive: true, mode: 448 });
    await app.listen({ path: socketPath });
  } else await app.ready();
  realtime = await createRealtimeServer(
    {
      engine: engine.kind === "uws" ? { kind: "uws", uws: engine.uws, upstream: { socketPath } } : { kind: "ws", server: app.server },
      authenticate: (cookie, purpose) => people2.sessions.authenticateCookie(cookie, purpose),
      history: {
        since: async (topic, afterSeq, limit) => (await readPushSince(pool, topic, afterSeq, limit)).map(({ topic: of, seq, body }) => ({
          topic: of,
          seq,
          json: body
        })),
        heads: (topics) => readPushHeads(pool, topics)
      },
      onAcknowledge: (user, request) => alerts.acknowledge(user.userId, user.name, request, clock.now()),
      log
    },
    {
      host: config.HOST,
      port: config.PORT,
      basePath: config.BASE_PATH,
      tls,
      redisUrl: config.REDIS_URL,
      trustedProxies: config.TRUST_PROXY,
      allowedOrigins: publicOrigin === null ? [] : [publicOrigin]
    }
  );
  const push = realtime;
  const unsubscribe = [
    subscribePush(bus, (messages) => {
      push.publishEncoded(messages.map(({ topic, seq, body }) => ({ topic, seq, json: body })));
      const now = clock.now();
      for (const { topic, body } of messages) {
        if (!topic.startsWith("events.")) continue;
        const received = /"r":(\d+)/.exec(body);
        if (received !== null) metrics.pushedSeconds.observe(Math.max(0, now - Number(received[1])) / 1e3);
      }
    }),
    bus.subscribe(ENDED, (_, data) => {
      const { userId } = JSON.parse(Buffer.from(data).toString());
      push.recheck(userId).catch((error) => log.warn({ err: error, userId }, "sockets not rechecked"));
    })
  ];
  const scheme = tls === null ? "http" : "https";
  const host = config.HOST === "0.0.0.0" || config.HOST === "::" ? "127.0.0.1" : config.HOST;
  return {
    address: `${scheme}://${host}:${push.port}${config.BASE_PATH === "/" ? "" : config.BASE_PATH}`,
    firstAdministrator,
    async stop() {
      for (const each of unsubscribe) each();
      await push.stop();
      await app.close();
      status.stop();
      await rm5(socketDir, { recursive: true, force: true });
    }
  };
}

// server/run-file.ts
import { mkdir as mkdir5, writeFile as writeFile3 } from "node:fs/promises";
import { join as join10 } from "node:path";
var REPLAY_SOURCE = "replay";
var KEY_DAYS = 30;
async function writeRunFile(config, infrastructure, context, url) {
  const { pool, clock } = context;
  await ensureSource(pool, {
    id: REPLAY_SOURCE,
    name: "\u6570\u636E\u56DE\u653E",
    transport: "replay",
    kinds: [...INPUT_KINDS],
    silenceSeconds: 365 * 86400
  });
  await revokeSourceKeys(pool, REPLAY_SOURCE);
  const { secret } = await issueSourceKey(pool, {
    sourceId: REPLAY_SOURCE,
    expiresAtMs: clock.now() + KEY_DAYS * 864e5,
    createdBy: null,
    seal: null
  });
  const file = {
    url,
    pid: process.pid,
    natsUrl: infrastructure.natsUrl,
    natsToken: infrastructure.natsToken,
    databaseUrl: infrastructure.toolDatabaseUrl,
    keys: { [REPLAY_SOURCE]: secret }
  };
  await mkdir5(config.varDir, { recursive: true });
  await writeFile3(join10(config.varDir, "run.json"), `${JSON.stringify(file, null, 2)}
`, { mode: 384 });
}

// server/score-config.ts
var REFRESH_MS2 = 5e3;
async function createScoreConfig(context, defaults) {
  let current = await context.pool.transaction((tx) => ensureConfig(tx, defaults));
  const timer = setInterval(() => {
    readActiveConfig(context.pool).then((row) => {
      if (row !== null && row.version !== current.version) {
        current = row;
        context.log.info({ version: row.version }, "score configuration changed");
      }
    }).catch((error) => context.log.warn({ err: error }, "score configuration not read"));
  }, REFRESH_MS2);
  return { current: () => current, stop: () => clearInterval(timer) };
}

// store/crypto/cryptography.ts
import { createHash as createHash5, createHmac as createHmac2 } from "node:crypto";

// store/crypto/cipher.ts
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  getCiphers,
  hkdfSync,
  randomBytes as randomBytes3,
  timingSafeEqual as timingSafeEqual2
} from "node:crypto";

// domain/crypto.ts
var SEALED = /^v(\d{1,6})\.([\w-]{16,64})\.([\w-]{16,64})\.([\w-]*)$/;
function formatSealed(parts) {
  return `v${parts.keyVersion}.${parts.nonce}.${parts.tag}.${parts.text}`;
}
function parseSealed(text4) {
  const match = SEALED.exec(text4);
  if (match === null) return null;
  return {
    keyVersion: Number(match[1]),
    nonce: match[2],
    tag: match[3],
    text: match[4]
  };
}

// store/crypto/cipher.ts
function availableSuite() {
  return getCiphers().includes("sm4-cbc") ? "sm4-cbc+hmac-sm3" : "aes-256-gcm";
}
function createCipher(keys, suite = availableSuite()) {
  return {
    suite,
    seal(plain, context) {
      const keyVersion = keys.current("field");
      const key = keys.key("field", keyVersion);
      if (key === null) throw new Error(`the present field key (version ${keyVersion}) is missing`);
      const { nonce, tag, text: text4 } = sealWith(suite, key, Buffer.from(plain, "utf8"), context);
      return formatSealed({
        keyVersion,
        nonce: nonce.toString("base64url"),
        tag: tag.toString("base64url"),
        text: text4.toString("base64url")
      });
    },
    open(sealed2, context) {
      const parts = parseSealed(sealed2);
      if (parts === null) return { ok: false, reason: "malformed" };
      const key = keys.key("field", parts.keyVersion);
      if (key === null) return { ok: false, reason: "unknown-key" };
      const plain = openWith(
        key,
        Buffer.from(parts.nonce, "base64url"),
        Buffer.from(parts.tag, "base64url"),
        Buffer.from(parts.text, "base64url"),
        context
      );
      if (plain === null) return { ok: false, reason: "tampered" };
      return { ok: true, plain: plain.toString("utf8"), keyVersion: parts.keyVersion };
    }
  };
}
function sealWith(suite, key, plain, context) {
  if (suite === "aes-256-gcm") {
    const nonce2 = randomBytes3(12);
    const cipher2 = createCipheriv("aes-256-gcm", subKey(key, "aes-256-gcm", 32), nonce2);
    cipher2.setAAD(Buffer.from(context));
    const text5 = Buffer.concat([cipher2.update(plain), cipher2.final()]);
    return { nonce: nonce2, tag: cipher2.getAuthTag(), text: text5 };
  }
  const nonce = randomBytes3(16);
  const cipher = createCipheriv("sm4-cbc", subKey(key, "sm4-cbc", 16), nonce);
  const text4 = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, tag: macOf(key, nonce, text4, context), text: text4 };
}
function openWith(key, nonce, tag, text4, context) {
  try {
    if (nonce.length === 12) {
      const decipher2 = createDecipheriv("aes-256-gcm", subKey(key, "aes-256-gcm", 32), nonce);
      decipher2.setAAD(Buffer.from(context));
      decipher2.setAuthTag(tag);
      return Buffer.concat([decipher2.update(text4), decipher2.final()]);
    }
    const mac = macOf(key, nonce, text4, context);
    if (mac.length !== tag.length || !timingSafeEqual2(mac, tag)) return null;
    const decipher = createDecipheriv("sm4-cbc", subKey(key, "sm4-cbc", 16), nonce);
    return Buffer.concat([decipher.update(text4), decipher.final()]);
  } catch {
    return null;
  }
}
function macOf(key, nonce, text4, context) {
  const contextBytes = Buffer.from(context, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(contextBytes.length);
  return createHmac("sm3", subKey(key, "hmac-sm3", 32)).update(length).update(contextBytes).update(nonce).update(text4).digest();
}
var subKeys = /* @__PURE__ */ new WeakMap();
function subKey(key, use, bytes) {
  let ofKey = subKeys.get(key);
  if (ofKey === void 0) {
    ofKey = /* @__PURE__ */ new Map();
    subKeys.set(key, ofKey);
  }
  let derived = ofKey.get(use);
  if (derived === void 0) {
    derived = Buffer.from(hkdfSync("sha256", key, new Uint8Array(0), `guanlan ${use}`, bytes));
    ofKey.set(use, derived);
  }
  return derived;
}

// store/crypto/key-store.ts
import { hkdfSync as hkdfSync2, randomBytes as randomBytes4 } from "node:crypto";
import { chmod, mkdir as mkdir6, open, readFile as readFile5, rename as rename3, stat as stat6 } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";
var KeyStoreError = class extends Error {
  code;
  constructor(code, message) {
    super(message);
    this.name = "KeyStoreError";
    this.code = code;
  }
};
async function openKeyStore(options) {
  const masters = options.masterKey === null ? await readOrMake(options) : parseKeys2(options.masterKey, "MASTER_KEY");
  const cache = /* @__PURE__ */ new Map();
  return {
    current: () => masters.length,
    key(purpose, version) {
      const master = masters[version - 1];
      if (master === void 0) return null;
      const name = `${purpose} ${version}`;
      let key = cache.get(name);
      if (key === void 0) {
        key = new Uint8Array(hkdfSync2("sha256", master, new Uint8Array(0), `guanlan ${purpose}`, 32));
        cache.set(name, key);
      }
      return key;
    }
  };
}
async function readOrMake(options) {
  const { file } = options;
  let text4 = await readFile5(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text4 === null) {
    if (await options.isInUse()) {
      throw new KeyStoreError(
        "store.master-key-missing",
        `the database holds sealed values and ${file} is not there: bring the master key of this database (that file, or MASTER_KEY)`
      );
    }
    await mkdir6(dirname2(file), { recursive: true });
    const made = await writeKeys(file, [randomBytes4(32).toString("hex")]).then(
      () => true,
      (error) => {
        if (error.code === "EEXIST") return false;
        throw error;
      }
    );
    if (made) options.log("made the master key; back it up apart from the database", { file });
    text4 = await readWhole(file);
  }
  const info = await stat6(file);
  if ((info.mode & 63) !== 0) {
    await chmod(file, 384);
    options.log("the key file was open to others; closed it", { file });
  }
  return parseKeys2(text4, file);
}
async function readWhole(file) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const text4 = await readFile5(file, "utf8");
    if (text4.endsWith("\n")) return text4;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new KeyStoreError("store.key-file", `${file} is incomplete`);
}
async function writeKeys(file, keys) {
  const handle = await open(file, "wx", 384);
  try {
    await handle.writeFile(`${keys.join("\n")}
`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
function parseKeys2(text4, from) {
  const keys = text4.split(/[\s,]+/).filter((key) => key !== "").map((key) => {
    if (!/^([0-9a-fA-F]{2}){32,}$/.test(key)) {
      throw new KeyStoreError("store.key-file", `${from}: a key has 64 hexadecimal characters or more`);
    }
    return new Uint8Array(Buffer.from(key, "hex"));
  });
  if (keys.length === 0) throw new KeyStoreError("store.key-file", `${from} has no key`);
  return keys;
}

// store/crypto/cryptography.ts
async function createCryptography(options) {
  const keys = await openKeyStore(options);
  const cipher = createCipher(keys);
  return { keys, cipher, hasher, blindIndex: makeBlindIndex(keys), suite: cipher.suite };
}
var hasher = {
  sm3: (data) => createHash5("sm3").update(data).digest("hex"),
  hmacSm3: (key, data) => createHmac2("sm3", key).update(data).digest("hex")
};
function makeBlindIndex(keys) {
  const key = keys.key("blind-index", 1);
  if (key === null) throw new Error("the key of the blind index is missing");
  return { indexOf: (domain, value) => hasher.hmacSm3(key, `${domain}\0${value.trim()}`) };
}

// store/sealed-values.ts
async function holdsSealedValues(db) {
  const { holds } = await one(
    db,
    sql`
    select exists (select from users where totp_secret is not null or phone_cipher is not null)
      or exists (select from source_keys where secret_cipher is not null)
      or exists (select from notification_targets where secret_cipher is not null)
      or exists (select from enterprises where phone_cipher is not null) as holds`
  );
  return holds;
}

// server/program.ts
async function createProgram(config, progress, lifetime, fail) {
  const instance = config.INSTANCE ?? randomBytes5(5).toString("hex");
  const log = await createLog(config, instance);
  const clock = { now: Date.now };
  const infrastructure = await createInfrastructure(config, instance, {
    log,
    fail,
    lifetime,
    step: (what, work3) => progress.step(what, work3)
  });
  const { pool, lanePool, connection, topology, publisher, bus, prepared: prepared2 } = infrastructure;
  const metrics = createMetrics();
  const context = {
    config,
    instance,
    pool,
    lanePool,
    connection,
    topology,
    publisher,
    bus,
    clock,
    log,
    metrics,
    fail
  };
  const plays = (role) => config.ROLES.includes(role);
  const add = async (role) => {
    await lifetime.add(() => role.stop());
    return role;
  };
  const crypto = await createCryptography({
    file: join11(config.varDir, "keys", "master.key"),
    masterKey: config.MASTER_KEY,
    isInUse: () => holdsSealedValues(pool),
    log: (message, fields) => log.info({ part: "keys", ...fields }, message)
  });
  const scoreConfig2 = await createScoreConfig(context, {
    weights: DEFAULT_WEIGHTS,
    levels: DEFAULT_LEVEL_RULE
  });
  await lifetime.add(scoreConfig2.stop);
  const lag = createLagWatch({ topology, metrics, log }, { maxLag: config.STREAM_MAX_LAG });
  await lifetime.add(lag.stop);
  const names = createIngestNames({ pool, log });
  await lifetime.add(names.stop);
  const resolver = new SubjectResolver(pool, config.STATE_CACHE * 4);
  const ingest = createIngest({
    pool,
    publisher,
    resolver,
    names,
    crypto,
    clock,
    log,
    pressure: lag.pressure,
    onOutcomes: (source, kind, counts) => {
      for (const [outcome, count2] of Object.entries(counts))
        if (count2 > 0) metrics.ingested.inc({ source, kind, outcome }, count2);
    }
  });
  const vapid = config.WEB_PUSH ? await openVapidKeys(join11(config.varDir, "keys", "vapid.json")) : null;
  const readiness = createReadiness(context);
  await lifetime.add(readiness.stop);
  const web = plays("api") || plays("realtime") ? await add(
    await createWebRole(context, {
      crypto,
      ingest,
      lag,
      readiness,
      vapidPublicKey: vapid?.publicKey ?? null
    })
  ) : null;
  if (plays("notify"))
    await add(createNotifyRole(context, makeChannels(context, crypto.cipher, vapid, web?.address ?? null)));
  const detect = plays("detect") ? await add(await createDetectRole(context, { score: scoreConfig2.current, detectors: config.DETECTORS })) : null;
  const heartbeat = createHeartbeat(context, config.ROLES, {
    partitions: () => detect?.partitions() ?? [],
    metrics: () => ({})
  });
  await lifetime.add(() => heartbeat.stop());
  if (plays("simulate") && config.CITY === "simulated") {
    const city = await add(await createCity2(context, ingest));
    const isNew = await progress.step(
      `simulated city of ${config.CITY_SIZE} enterprises`,
      (say) => city.seed(say)
    );
    if (isNew) {
      await progress.step("detection of its history", () => untilDrained(lag));
      await progress.step(
        "index of past days",
        () => backfillAreaIndices(pool, clock.now() - config.CITY_DAYS * 864e5, clock.now())
      );
    }
    city.run();
  }
  if (plays("clock")) await add(createClockRole(context, lag, prepared2.capability));
  readiness.setSeeded();
  if (web !== null) await writeRunFile(config, infrastructure, context, web.address);
  return {
    infrastructure,
    context,
    readiness,
    address: web?.address ?? null,
    firstAdministrator: web?.firstAdministrator ?? null
  };
}
async function createLog(config, instance) {
  const base = { level: config.LOG_LEVEL, base: { instance }, timestamp: pino.stdTimeFunctions.isoTime };
  if (config.LOG_FILE === "-") return pino(base, pino.destination({ dest: 2, sync: false }));
  const file = config.LOG_FILE ?? join11(config.varDir, "log", "guanlan.log");
  await mkdir7(dirname3(file), { recursive: true });
  return pino(base, pino.destination({ dest: file, sync: false, mkdir: true }));
}
async function untilDrained(lag) {
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, 600));
    quiet = lag.last()?.messages === 0 ? quiet + 1 : 0;
  }
}

// server/progress.ts
function createProgress(out = process.stdout) {
  const startedMs = performance.now();
  const seconds = () => `${((performance.now() - startedMs) / 1e3).toFixed(1).padStart(6)} s`;
  return {
    async step(what, work3) {
      let quarter = 0;
      const result = await work3((share) => {
        const percent = `${Math.floor(share * 100)} %`;
        if (out.isTTY) out.write(`\r${seconds()}  ${what} ${percent}   `);
        else if (Math.floor(share * 4) > quarter && share < 1) {
          quarter = Math.floor(share * 4);
          out.write(`${seconds()}  ${what} ${percent}
`);
        }
      });
      out.write(`${out.isTTY ? "\r" : ""}${seconds()}  ${what}: done
`);
      return result;
    },
    say: (text4) => void out.write(`${text4}
`)
  };
}

// server/main.ts
var DRAIN_MS = 2e4;
async function main() {
  if (process.argv.includes("--help")) {
    process.stdout.write(`Environment variables [default]:

${describeConfig()}
`);
    return;
  }
  const progress = createProgress();
  let program = null;
  let ending = false;
  const lifetime = new Lifetime();
  function end(code) {
    if (ending) process.exit(code === 0 ? 130 : code);
    ending = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    lifetime.end((error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}
`)).then(() => process.exit(code));
  }
  function fail(error) {
    if (ending) return;
    program?.context.log.fatal({ err: error }, "the process ends");
    process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}
`);
    end(1);
  }
  process.on("SIGINT", () => end(0));
  process.on("SIGTERM", () => end(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  const config = readConfig();
  try {
    program = await createProgram(config, progress, lifetime, fail);
  } catch (error) {
    if (!ending) await lifetime.end();
    throw error;
  }
  await program.readiness.until();
  if (program.address !== null) {
    progress.say(`
Guanlan is ready: ${program.address}
`);
    if (config.CITY === "simulated") {
      progress.say("Demo users of the simulated city (password guanlan-demo):");
      for (const user of listDemoUsers().slice(0, 13)) progress.say(`  ${user.user.padEnd(10)} ${user.name}`);
      progress.say("  pudong, huangpu \u2026 the 16 district officers\n");
    }
    if (program.firstAdministrator !== null) {
      const { user, password } = program.firstAdministrator;
      progress.say(
        `First login: ${user}, one-time password ${password} (shown only now; it must be changed at once)
`
      );
    }
    progress.say("Ctrl-C stops everything.");
  }
}
main().catch((error) => {
  if (error instanceof LifetimeEndedError) return;
  const isClear = [ConfigError, KeyStoreError, RealtimeListenError].some((kind) => error instanceof kind);
  process.stderr.write(isClear ? `${error.code}: ${error.message}
` : `${error?.stack ?? error}
`);
  process.exit(1);
});
//# sourceMappingURL=main.mjs.map
