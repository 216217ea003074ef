import {
  CITY,
  CodedError,
  DISTRICTS,
  DISTRICT_CODES,
  OUTSIDE,
  districtOf,
  isArea,
  isDistrict
} from "./chunk-ZFE45SM2.mjs";
import {
  DAY_MS,
  bucketStart,
  dayOf
} from "./chunk-DPTJRLNT.mjs";
import {
  first,
  instant,
  join,
  one,
  prepared,
  sql
} from "./chunk-IUEGZ6D3.mjs";

// domain/push.ts
var CHANNELS = ["events", "alerts", "system"];
function topicOf(channel, district) {
  return `${channel}.${district}`;
}

// domain/street.data.json
var street_data_default = {
  source: "modood/Administrative-divisions-of-China, streets.csv, rows of province 31 (Shanghai); after the National Bureau of Statistics\u2019 \u7EDF\u8BA1\u7528\u533A\u5212\u4EE3\u7801",
  licence: "WTFPL",
  fields: ["code", "name"],
  rows: [
    ["310101002", "\u5357\u4EAC\u4E1C\u8DEF\u8857\u9053"],
    ["310101013", "\u5916\u6EE9\u8857\u9053"],
    ["310101015", "\u534A\u6DDE\u56ED\u8DEF\u8857\u9053"],
    ["310101017", "\u5C0F\u4E1C\u95E8\u8857\u9053"],
    ["310101018", "\u8C6B\u56ED\u8857\u9053"],
    ["310101019", "\u8001\u897F\u95E8\u8857\u9053"],
    ["310101020", "\u4E94\u91CC\u6865\u8857\u9053"],
    ["310101021", "\u6253\u6D66\u6865\u8857\u9053"],
    ["310101022", "\u6DEE\u6D77\u4E2D\u8DEF\u8857\u9053"],
    ["310101023", "\u745E\u91D1\u4E8C\u8DEF\u8857\u9053"],
    ["310104003", "\u5929\u5E73\u8DEF\u8857\u9053"],
    ["310104004", "\u6E56\u5357\u8DEF\u8857\u9053"],
    ["310104007", "\u659C\u571F\u8DEF\u8857\u9053"],
    ["310104008", "\u67AB\u6797\u8DEF\u8857\u9053"],
    ["310104010", "\u957F\u6865\u8857\u9053"],
    ["310104011", "\u7530\u6797\u8857\u9053"],
    ["310104012", "\u8679\u6885\u8DEF\u8857\u9053"],
    ["310104013", "\u5EB7\u5065\u65B0\u6751\u8857\u9053"],
    ["310104014", "\u5F90\u5BB6\u6C47\u8857\u9053"],
    ["310104015", "\u51CC\u4E91\u8DEF\u8857\u9053"],
    ["310104016", "\u9F99\u534E\u8857\u9053"],
    ["310104017", "\u6F15\u6CB3\u6CFE\u8857\u9053"],
    ["310104103", "\u534E\u6CFE\u9547"],
    ["310104501", "\u6F15\u6CB3\u6CFE\u65B0\u5174\u6280\u672F\u5F00\u53D1\u533A"],
    ["310105001", "\u534E\u9633\u8DEF\u8857\u9053"],
    ["310105002", "\u6C5F\u82CF\u8DEF\u8857\u9053"],
    ["310105004", "\u65B0\u534E\u8DEF\u8857\u9053"],
    ["310105005", "\u5468\u5BB6\u6865\u8857\u9053"],
    ["310105006", "\u5929\u5C71\u8DEF\u8857\u9053"],
    ["310105008", "\u4ED9\u971E\u65B0\u6751\u8857\u9053"],
    ["310105009", "\u8679\u6865\u8857\u9053"],
    ["310105010", "\u7A0B\u5BB6\u6865\u8857\u9053"],
    ["310105011", "\u5317\u65B0\u6CFE\u8857\u9053"],
    ["310105102", "\u65B0\u6CFE\u9547"],
    ["310106006", "\u6C5F\u5B81\u8DEF\u8857\u9053"],
    ["310106011", "\u77F3\u95E8\u4E8C\u8DEF\u8857\u9053"],
    ["310106012", "\u5357\u4EAC\u897F\u8DEF\u8857\u9053"],
    ["310106013", "\u9759\u5B89\u5BFA\u8857\u9053"],
    ["310106014", "\u66F9\u5BB6\u6E21\u8857\u9053"],
    ["310106015", "\u5929\u76EE\u897F\u8DEF\u8857\u9053"],
    ["310106016", "\u5317\u7AD9\u8857\u9053"],
    ["310106017", "\u5B9D\u5C71\u8DEF\u8857\u9053"],
    ["310106018", "\u5171\u548C\u65B0\u8DEF\u8857\u9053"],
    ["310106019", "\u5927\u5B81\u8DEF\u8857\u9053"],
    ["310106020", "\u5F6D\u6D66\u65B0\u6751\u8857\u9053"],
    ["310106021", "\u4E34\u6C7E\u8DEF\u8857\u9053"],
    ["310106022", "\u82B7\u6C5F\u897F\u8DEF\u8857\u9053"],
    ["310106101", "\u5F6D\u6D66\u9547"],
    ["310107005", "\u66F9\u6768\u65B0\u6751\u8857\u9053"],
    ["310107014", "\u957F\u98CE\u65B0\u6751\u8857\u9053"],
    ["310107015", "\u957F\u5BFF\u8DEF\u8857\u9053"],
    ["310107016", "\u7518\u6CC9\u8DEF\u8857\u9053"],
    ["310107017", "\u77F3\u6CC9\u8DEF\u8857\u9053"],
    ["310107020", "\u5B9C\u5DDD\u8DEF\u8857\u9053"],
    ["310107021", "\u4E07\u91CC\u8857\u9053"],
    ["310107022", "\u771F\u5982\u9547\u8857\u9053"],
    ["310107102", "\u957F\u5F81\u9547"],
    ["310107103", "\u6843\u6D66\u9547"],
    ["310109009", "\u6B27\u9633\u8DEF\u8857\u9053"],
    ["310109010", "\u66F2\u9633\u8DEF\u8857\u9053"],
    ["310109011", "\u5E7F\u4E2D\u8DEF\u8857\u9053"],
    ["310109014", "\u5609\u5174\u8DEF\u8857\u9053"],
    ["310109016", "\u51C9\u57CE\u65B0\u6751\u8857\u9053"],
    ["310109017", "\u56DB\u5DDD\u5317\u8DEF\u8857\u9053"],
    ["310109018", "\u5317\u5916\u6EE9\u8857\u9053"],
    ["310109019", "\u6C5F\u6E7E\u9547\u8857\u9053"],
    ["310110001", "\u5B9A\u6D77\u8DEF\u8857\u9053"],
    ["310110006", "\u5E73\u51C9\u8DEF\u8857\u9053"],
    ["310110008", "\u6C5F\u6D66\u8DEF\u8857\u9053"],
    ["310110009", "\u56DB\u5E73\u8DEF\u8857\u9053"],
    ["310110012", "\u63A7\u6C5F\u8DEF\u8857\u9053"],
    ["310110013", "\u957F\u767D\u65B0\u6751\u8857\u9053"],
    ["310110015", "\u5EF6\u5409\u65B0\u6751\u8857\u9053"],
    ["310110016", "\u6BB7\u884C\u8857\u9053"],
    ["310110018", "\u5927\u6865\u8857\u9053"],
    ["310110019", "\u4E94\u89D2\u573A\u8857\u9053"],
    ["310110020", "\u65B0\u6C5F\u6E7E\u57CE\u8857\u9053"],
    ["310110021", "\u957F\u6D77\u8DEF\u8857\u9053"],
    ["310112001", "\u6C5F\u5DDD\u8DEF\u8857\u9053"],
    ["310112006", "\u53E4\u7F8E\u8857\u9053"],
    ["310112008", "\u65B0\u8679\u8857\u9053"],
    ["310112009", "\u6D66\u9526\u8857\u9053"],
    ["310112101", "\u8398\u5E84\u9547"],
    ["310112102", "\u4E03\u5B9D\u9547"],
    ["310112103", "\u989B\u6865\u9547"],
    ["310112106", "\u534E\u6F15\u9547"],
    ["310112107", "\u8679\u6865\u9547"],
    ["310112108", "\u6885\u9647\u9547"],
    ["310112110", "\u5434\u6CFE\u9547"],
    ["310112112", "\u9A6C\u6865\u9547"],
    ["310112114", "\u6D66\u6C5F\u9547"],
    ["310112501", "\u8398\u5E84\u5DE5\u4E1A\u533A"],
    ["310113003", "\u53CB\u8C0A\u8DEF\u8857\u9053"],
    ["310113007", "\u5434\u6DDE\u8857\u9053"],
    ["310113008", "\u5F20\u5E99\u8857\u9053"],
    ["310113101", "\u7F57\u5E97\u9547"],
    ["310113102", "\u5927\u573A\u9547"],
    ["310113103", "\u6768\u884C\u9547"],
    ["310113104", "\u6708\u6D66\u9547"],
    ["310113106", "\u7F57\u6CFE\u9547"],
    ["310113109", "\u987E\u6751\u9547"],
    ["310113111", "\u9AD8\u5883\u9547"],
    ["310113112", "\u5E99\u884C\u9547"],
    ["310113113", "\u6DDE\u5357\u9547"],
    ["310113501", "\u5B9D\u5C71\u5DE5\u4E1A\u56ED\u533A"],
    ["310114001", "\u65B0\u6210\u8DEF\u8857\u9053"],
    ["310114002", "\u771F\u65B0\u8857\u9053"],
    ["310114004", "\u5609\u5B9A\u9547\u8857\u9053"],
    ["310114102", "\u5357\u7FD4\u9547"],
    ["310114103", "\u5B89\u4EAD\u9547"],
    ["310114106", "\u9A6C\u9646\u9547"],
    ["310114109", "\u5F90\u884C\u9547"],
    ["310114111", "\u534E\u4EAD\u9547"],
    ["310114114", "\u5916\u5188\u9547"],
    ["310114118", "\u6C5F\u6865\u9547"],
    ["310114401", "\u83CA\u56ED\u65B0\u533A"],
    ["310114501", "\u5609\u5B9A\u5DE5\u4E1A\u533A"],
    ["310115004", "\u6F4D\u574A\u65B0\u6751\u8857\u9053"],
    ["310115005", "\u9646\u5BB6\u5634\u8857\u9053"],
    ["310115007", "\u5468\u5BB6\u6E21\u8857\u9053"],
    ["310115008", "\u5858\u6865\u8857\u9053"],
    ["310115009", "\u4E0A\u94A2\u65B0\u6751\u8857\u9053"],
    ["310115010", "\u5357\u7801\u5934\u8DEF\u8857\u9053"],
    ["310115011", "\u6CAA\u4E1C\u65B0\u6751\u8857\u9053"],
    ["310115012", "\u91D1\u6768\u65B0\u6751\u8857\u9053"],
    ["310115013", "\u6D0B\u6CFE\u8857\u9053"],
    ["310115014", "\u6D66\u5174\u8DEF\u8857\u9053"],
    ["310115015", "\u4E1C\u660E\u8DEF\u8857\u9053"],
    ["310115016", "\u82B1\u6728\u8857\u9053"],
    ["310115103", "\u5DDD\u6C99\u65B0\u9547"],
    ["310115104", "\u9AD8\u6865\u9547"],
    ["310115105", "\u5317\u8521\u9547"],
    ["310115110", "\u5408\u5E86\u9547"],
    ["310115114", "\u5510\u9547"],
    ["310115117", "\u66F9\u8DEF\u9547"],
    ["310115120", "\u91D1\u6865\u9547"],
    ["310115121", "\u9AD8\u884C\u9547"],
    ["310115123", "\u9AD8\u4E1C\u9547"],
    ["310115125", "\u5F20\u6C5F\u9547"],
    ["310115130", "\u4E09\u6797\u9547"],
    ["310115131", "\u60E0\u5357\u9547"],
    ["310115132", "\u5468\u6D66\u9547"],
    ["310115133", "\u65B0\u573A\u9547"],
    ["310115134", "\u5927\u56E2\u9547"],
    ["310115136", "\u5EB7\u6865\u9547"],
    ["310115137", "\u822A\u5934\u9547"],
    ["310115139", "\u795D\u6865\u9547"],
    ["310115140", "\u6CE5\u57CE\u9547"],
    ["310115141", "\u5BA3\u6865\u9547"],
    ["310115142", "\u4E66\u9662\u9547"],
    ["310115143", "\u4E07\u7965\u9547"],
    ["310115144", "\u8001\u6E2F\u9547"],
    ["310115145", "\u5357\u6C47\u65B0\u57CE\u9547"],
    ["310115401", "\u82A6\u6F6E\u6E2F\u519C\u573A"],
    ["310115402", "\u4E1C\u6D77\u519C\u573A"],
    ["310115403", "\u671D\u9633\u519C\u573A"],
    ["310115501", "\u4E2D\u56FD\uFF08\u4E0A\u6D77\uFF09\u81EA\u7531\u8D38\u6613\u8BD5\u9A8C\u533A\uFF08\u4FDD\u7A0E\u7247\u533A\uFF09"],
    ["310115502", "\u91D1\u6865\u7ECF\u6D4E\u6280\u672F\u5F00\u53D1\u533A"],
    ["310115503", "\u5F20\u6C5F\u9AD8\u79D1\u6280\u56ED\u533A"],
    ["310116001", "\u77F3\u5316\u8857\u9053"],
    ["310116101", "\u6731\u6CFE\u9547"],
    ["310116102", "\u67AB\u6CFE\u9547"],
    ["310116103", "\u5F20\u5830\u9547"],
    ["310116104", "\u4EAD\u6797\u9547"],
    ["310116105", "\u5415\u5DF7\u9547"],
    ["310116107", "\u5ECA\u4E0B\u9547"],
    ["310116109", "\u91D1\u5C71\u536B\u9547"],
    ["310116112", "\u6F15\u6CFE\u9547"],
    ["310116113", "\u5C71\u9633\u9547"],
    ["310116503", "\u4E0A\u6D77\u6E7E\u533A\u9AD8\u65B0\u6280\u672F\u4EA7\u4E1A\u5F00\u53D1\u533A"],
    ["310117001", "\u5CB3\u9633\u8857\u9053"],
    ["310117002", "\u6C38\u4E30\u8857\u9053"],
    ["310117003", "\u65B9\u677E\u8857\u9053"],
    ["310117004", "\u4E2D\u5C71\u8857\u9053"],
    ["310117005", "\u5E7F\u5BCC\u6797\u8857\u9053"],
    ["310117006", "\u4E5D\u91CC\u4EAD\u8857\u9053"],
    ["310117102", "\u6CD7\u6CFE\u9547"],
    ["310117103", "\u4F58\u5C71\u9547"],
    ["310117104", "\u8F66\u58A9\u9547"],
    ["310117105", "\u65B0\u6865\u9547"],
    ["310117106", "\u6D1E\u6CFE\u9547"],
    ["310117107", "\u4E5D\u4EAD\u9547"],
    ["310117109", "\u6CD6\u6E2F\u9547"],
    ["310117116", "\u77F3\u6E56\u8361\u9547"],
    ["310117117", "\u65B0\u6D5C\u9547"],
    ["310117120", "\u53F6\u69AD\u9547"],
    ["310117121", "\u5C0F\u6606\u5C71\u9547"],
    ["310117501", "\u677E\u6C5F\u5DE5\u4E1A\u533A"],
    ["310117504", "\u4F58\u5C71\u5EA6\u5047\u533A"],
    ["310117507", "\u4E0A\u6D77\u677E\u6C5F\u51FA\u53E3\u52A0\u5DE5\u533A"],
    ["310118001", "\u590F\u9633\u8857\u9053"],
    ["310118002", "\u76C8\u6D66\u8857\u9053"],
    ["310118003", "\u9999\u82B1\u6865\u8857\u9053"],
    ["310118102", "\u6731\u5BB6\u89D2\u9547"],
    ["310118103", "\u7EC3\u5858\u9547"],
    ["310118104", "\u91D1\u6CFD\u9547"],
    ["310118105", "\u8D75\u5DF7\u9547"],
    ["310118106", "\u5F90\u6CFE\u9547"],
    ["310118107", "\u534E\u65B0\u9547"],
    ["310118109", "\u91CD\u56FA\u9547"],
    ["310118110", "\u767D\u9E64\u9547"],
    ["310120001", "\u897F\u6E21\u8857\u9053"],
    ["310120002", "\u5949\u6D66\u8857\u9053"],
    ["310120003", "\u91D1\u6D77\u8857\u9053"],
    ["310120101", "\u5357\u6865\u9547"],
    ["310120102", "\u5949\u57CE\u9547"],
    ["310120104", "\u5E84\u884C\u9547"],
    ["310120106", "\u91D1\u6C47\u9547"],
    ["310120109", "\u56DB\u56E2\u9547"],
    ["310120111", "\u9752\u6751\u9547"],
    ["310120118", "\u67D8\u6797\u9547"],
    ["310120123", "\u6D77\u6E7E\u9547"],
    ["310120503", "\u6D77\u6E7E\u65C5\u6E38\u533A"],
    ["310151101", "\u57CE\u6865\u9547"],
    ["310151102", "\u5821\u9547"],
    ["310151103", "\u65B0\u6CB3\u9547"],
    ["310151104", "\u5E99\u9547"],
    ["310151105", "\u7AD6\u65B0\u9547"],
    ["310151106", "\u5411\u5316\u9547"],
    ["310151107", "\u4E09\u661F\u9547"],
    ["310151108", "\u6E2F\u6CBF\u9547"],
    ["310151109", "\u4E2D\u5174\u9547"],
    ["310151110", "\u9648\u5BB6\u9547"],
    ["310151111", "\u7EFF\u534E\u9547"],
    ["310151112", "\u6E2F\u897F\u9547"],
    ["310151113", "\u5EFA\u8BBE\u9547"],
    ["310151114", "\u65B0\u6D77\u9547"],
    ["310151115", "\u4E1C\u5E73\u9547"],
    ["310151116", "\u957F\u5174\u9547"],
    ["310151201", "\u65B0\u6751\u4E61"],
    ["310151202", "\u6A2A\u6C99\u4E61"],
    ["310151401", "\u524D\u536B\u519C\u573A"],
    ["310151402", "\u4E1C\u5E73\u6797\u573A"],
    ["310151501", "\u4E0A\u5B9E\u73B0\u4EE3\u519C\u4E1A\u56ED\u533A"]
  ]
};

// domain/street.ts
var STREETS = street_data_default.rows.map(([code, name]) => {
  const district = code.slice(0, 6);
  if (!isDistrict(district)) throw new Error(`street ${code} stands in no district`);
  return { code, name, district };
});
var byCode = new Map(STREETS.map((street) => [street.code, street]));
var byDistrict = /* @__PURE__ */ new Map();
for (const street of STREETS) {
  const list = byDistrict.get(street.district);
  if (list === void 0) byDistrict.set(street.district, [street]);
  else list.push(street);
}
function streetOf(code) {
  return byCode.get(code) ?? null;
}
function streetName(code) {
  return byCode.get(code)?.name ?? code;
}
function streetsOf(district) {
  return byDistrict.get(district) ?? [];
}
function districtOfStreet(code) {
  return byCode.get(code)?.district ?? null;
}

// domain/action.ts
var ACTIONS = [
  "overview.read",
  "enterprise.read",
  "enterprise.export",
  "enterprise.watch",
  "enterprise.edit",
  "enterprise.merge",
  "alert.read",
  "alert.acknowledge",
  "alert.assign",
  "alert.snooze",
  "alert.close",
  "alert.reopen",
  "review.read",
  "review.decide",
  "source.read",
  "source.manage",
  "import.run",
  "dead-letter.read",
  "dead-letter.replay",
  "dead-letter.discard",
  "config.read",
  "config.propose",
  "config.publish",
  "organisation.manage",
  "user.read",
  "user.manage",
  "permission.grant",
  "system.read",
  "system.operate",
  "audit.read",
  "audit.verify",
  "push.subscribe"
];
var IN_AREA = /* @__PURE__ */ new Set([
  "overview.read",
  "enterprise.read",
  "enterprise.export",
  "enterprise.watch",
  "enterprise.edit",
  "enterprise.merge",
  "alert.read",
  "alert.acknowledge",
  "alert.assign",
  "alert.snooze",
  "alert.close",
  "alert.reopen",
  "review.read",
  "review.decide"
]);
function isInArea(action) {
  return IN_AREA.has(action);
}
var OFFICERS = [
  "city-administrator",
  "city-analyst",
  "duty-officer",
  "reviewer",
  "duty-leader",
  "district-officer"
];
var STREET = ["street-officer", "grid-worker"];
var WHO_MAY = {
  "overview.read": [...OFFICERS, ...STREET, "sector-regulator"],
  "enterprise.read": [...OFFICERS, ...STREET, "member-unit", "sector-regulator"],
  "enterprise.export": [
    "city-administrator",
    "city-analyst",
    "reviewer",
    "duty-leader",
    "district-officer",
    "sector-regulator"
  ],
  "enterprise.watch": OFFICERS,
  "enterprise.edit": ["city-administrator", "city-analyst", "district-officer"],
  "enterprise.merge": ["city-administrator", "city-analyst"],
  "alert.read": [...OFFICERS, ...STREET, "sector-regulator"],
  "alert.acknowledge": [...OFFICERS, "street-officer"],
  "alert.assign": OFFICERS,
  "alert.snooze": ["city-administrator", "city-analyst", "duty-officer", "duty-leader", "district-officer"],
  "alert.close": OFFICERS,
  "alert.reopen": OFFICERS,
  "review.read": ["city-administrator", "city-analyst", "reviewer", "duty-leader", "district-officer"],
  "review.decide": ["city-administrator", "reviewer", "duty-leader"],
  "source.read": ["city-administrator", "city-analyst", "duty-officer", "system-administrator"],
  "source.manage": ["city-administrator", "system-administrator"],
  "import.run": ["city-administrator", "city-analyst", "system-administrator"],
  "dead-letter.read": ["city-administrator", "city-analyst", "duty-officer", "system-administrator"],
  "dead-letter.replay": ["city-administrator", "system-administrator"],
  "dead-letter.discard": ["city-administrator", "system-administrator"],
  "config.read": ["city-administrator", "city-analyst", "reviewer", "duty-leader"],
  "config.propose": ["city-administrator", "city-analyst"],
  "config.publish": ["city-administrator"],
  "organisation.manage": ["city-administrator", "system-administrator"],
  "user.read": [
    "city-administrator",
    "system-administrator",
    "security-administrator",
    "auditor",
    "audit-administrator"
  ],
  "user.manage": ["city-administrator", "system-administrator"],
  "permission.grant": ["city-administrator", "security-administrator"],
  "system.read": [
    "city-administrator",
    "city-analyst",
    "duty-officer",
    "duty-leader",
    "auditor",
    "system-administrator",
    "security-administrator",
    "audit-administrator"
  ],
  "system.operate": ["city-administrator", "duty-officer", "system-administrator"],
  "audit.read": ["auditor", "audit-administrator"],
  "audit.verify": ["auditor", "audit-administrator"],
  "push.subscribe": [...OFFICERS, ...STREET, "system-administrator"]
};

// domain/permission.ts
var LINES = ["fund-raising", "local-finance", "private-fund", "handling", "data", "chain"];
var GUARDED_FIELDS = ["informant", "police-clue", "account", "phone", "person-id"];
function decide(user, action, subject = {}) {
  if (!WHO_MAY[action].includes(user.role)) return refuse("role");
  if (isInArea(action)) {
    const area = decideArea(user, subject);
    if (!area.ok) return area;
  }
  if (user.lines !== null && subject.line !== void 0 && !user.lines.includes(subject.line))
    return refuse("line");
  if (action === "review.decide" && (subject.proposedBy === void 0 || subject.proposedBy === user.id))
    return refuse("self");
  if (action === "permission.grant" && (subject.userId === void 0 || subject.userId === user.id))
    return refuse("self");
  return { ok: true };
}
function can(user, action, subject = {}) {
  return decide(user, action, subject).ok;
}
function hasAction(role, action) {
  return WHO_MAY[action].includes(role);
}
function actionsOf(role) {
  return ACTIONS.filter((action) => hasAction(role, action));
}
var WHOLE_CITY = [CITY, ...DISTRICT_CODES, OUTSIDE];
var NOTHING = { districts: [], street: null, businesses: null, givenTo: null };
function scopeOf(user) {
  const businesses = user.role === "sector-regulator" ? user.businesses ?? [] : user.businesses;
  switch (user.tier) {
    case "city":
      return user.district === CITY ? { districts: WHOLE_CITY, street: null, businesses, givenTo: null } : NOTHING;
    case "district":
      return isDistrict(user.district) ? { districts: [user.district], street: null, businesses, givenTo: null } : NOTHING;
    case "street": {
      const home = user.street === null ? null : districtOfStreet(user.street);
      return home !== null && home === user.district ? { districts: [home], street: user.street, businesses, givenTo: null } : NOTHING;
    }
    case "unit": {
      const districts = user.district === CITY ? WHOLE_CITY : isDistrict(user.district) ? [user.district] : [];
      const givenTo = user.role === "sector-regulator" ? null : user.organisationId;
      return { districts, street: null, businesses, givenTo };
    }
  }
}
function narrowScope(user, asked) {
  const scope = scopeOf(user);
  let { districts, street } = scope;
  if (asked.district !== void 0 && !(asked.district === CITY && isWholeCity(scope))) {
    if (!isArea(asked.district) || !districts.includes(asked.district))
      return { ok: false, reason: "district" };
    districts = [asked.district];
  }
  if (asked.street !== void 0) {
    const home = districtOfStreet(asked.street);
    if (home === null || !districts.includes(home) || street !== null && street !== asked.street) {
      return { ok: false, reason: "street" };
    }
    districts = [home];
    street = asked.street;
  }
  return { ok: true, scope: { ...scope, districts, street } };
}
function isWholeCity(scope) {
  return scope.districts.length === WHOLE_CITY.length && scope.street === null;
}
function allowedTopics(user) {
  if (!hasAction(user.role, "push.subscribe")) return [];
  const scope = scopeOf(user);
  const topics = [];
  const coversDistricts = scope.street === null && scope.businesses === null && scope.givenTo === null && user.lines === null;
  if (coversDistricts && hasAction(user.role, "alert.read")) {
    for (const district of scope.districts)
      topics.push(topicOf("events", district), topicOf("alerts", district));
  }
  if (hasAction(user.role, "system.read")) topics.push(topicOf("system", CITY));
  return topics;
}
var FIELD_ROLES = {
  informant: ["city-analyst", "reviewer", "duty-leader"],
  "police-clue": ["city-analyst", "reviewer", "duty-leader", "district-officer"],
  account: ["city-analyst", "reviewer"],
  phone: [
    "city-analyst",
    "duty-officer",
    "reviewer",
    "duty-leader",
    "district-officer",
    "street-officer",
    "grid-worker"
  ],
  "person-id": ["city-analyst", "reviewer"]
};
function canSeeField(user, field) {
  return user.fields.includes(field) && FIELD_ROLES[field].includes(user.role);
}
function fieldsOf(user) {
  return GUARDED_FIELDS.filter((field) => canSeeField(user, field));
}
function mayBeGivenField(role, field) {
  return FIELD_ROLES[field].includes(role);
}
function decideArea(user, subject) {
  const scope = scopeOf(user);
  if (subject.district === void 0 || !scope.districts.includes(subject.district))
    return refuse("district");
  if (scope.street !== null && subject.street !== scope.street) return refuse("street");
  if (scope.businesses !== null && !(subject.business != null && scope.businesses.includes(subject.business))) {
    return refuse("business");
  }
  if (scope.givenTo !== null && !(subject.givenTo ?? []).includes(scope.givenTo))
    return refuse("organisation");
  return { ok: true };
}
function refuse(reason) {
  return { ok: false, reason };
}

// domain/role.ts
var ROLES = [
  "city-administrator",
  "city-analyst",
  "duty-officer",
  "reviewer",
  "duty-leader",
  "district-officer",
  "street-officer",
  "grid-worker",
  "member-unit",
  "sector-regulator",
  "auditor",
  "system-administrator",
  "security-administrator",
  "audit-administrator"
];
var ROLE_FACTS = {
  "city-administrator": { zh: "\u5E02\u7EA7\u7BA1\u7406\u5458", en: "City administrator", tiers: ["city"], readOnly: false },
  "city-analyst": { zh: "\u5E02\u7EA7\u7814\u5224\u5458", en: "City analyst", tiers: ["city"], readOnly: false },
  "duty-officer": { zh: "\u503C\u73ED\u5458", en: "Duty officer", tiers: ["city"], readOnly: false },
  reviewer: { zh: "\u5BA1\u6838\u4EBA", en: "Reviewer", tiers: ["city", "district"], readOnly: false },
  "duty-leader": { zh: "\u5E26\u73ED\u9886\u5BFC", en: "Duty leader", tiers: ["city", "district"], readOnly: false },
  "district-officer": { zh: "\u533A\u7EA7\u7528\u6237", en: "District officer", tiers: ["district"], readOnly: false },
  "street-officer": { zh: "\u8857\u9547\u7528\u6237", en: "Street officer", tiers: ["street"], readOnly: false },
  "grid-worker": { zh: "\u8857\u9053\u7F51\u683C\u5458", en: "Grid worker", tiers: ["street"], readOnly: false },
  "member-unit": { zh: "\u6210\u5458\u5355\u4F4D", en: "Member unit", tiers: ["unit"], readOnly: false },
  "sector-regulator": { zh: "\u884C\u4E1A\u4E3B\u7BA1\u90E8\u95E8", en: "Sector regulator", tiers: ["unit"], readOnly: false },
  auditor: { zh: "\u5BA1\u8BA1\u5458", en: "Auditor", tiers: ["city"], readOnly: true },
  "system-administrator": { zh: "\u7CFB\u7EDF\u7BA1\u7406\u5458", en: "System administrator", tiers: ["city"], readOnly: false },
  "security-administrator": {
    zh: "\u5B89\u5168\u7BA1\u7406\u5458",
    en: "Security administrator",
    tiers: ["city"],
    readOnly: false
  },
  "audit-administrator": { zh: "\u5BA1\u8BA1\u7BA1\u7406\u5458", en: "Audit administrator", tiers: ["city"], readOnly: true }
};
var THREE_PEOPLE = [
  "system-administrator",
  "security-administrator",
  "audit-administrator"
];
var AUDITS = ["auditor", "audit-administrator"];
function conflictOf(roles) {
  const distinct = [...new Set(roles)];
  for (const first2 of distinct) {
    for (const second of distinct) {
      if (first2 === second) continue;
      if (THREE_PEOPLE.includes(first2) && THREE_PEOPLE.includes(second)) return [first2, second];
      if (AUDITS.includes(first2) && !AUDITS.includes(second)) return [first2, second];
    }
  }
  return null;
}

// store/organisations.ts
function readOrganisations(db) {
  return db.query(sql`
    select id, kind, name, parent_id as "parentId", district, street from organisations where closed_at is null order by id`);
}
async function createOrganisation(db, draft) {
  const row2 = await one(
    db,
    sql`
    insert into organisations (kind, name, parent_id, district, street)
    values (${draft.kind}, ${draft.name}, ${draft.parentId}, ${draft.district}, ${draft.street}) returning id`
  );
  return row2.id;
}

// server/auth/organisation-tree.ts
var CITY_OFFICE = "\u5E02\u59D4\u91D1\u878D\u529E";
var UNITS = [
  "\u5E02\u516C\u5B89\u5C40\u7ECF\u4FA6\u603B\u961F",
  "\u5E02\u9AD8\u7EA7\u4EBA\u6C11\u6CD5\u9662",
  "\u5E02\u5E02\u573A\u76D1\u7763\u7BA1\u7406\u5C40",
  "\u4E2D\u56FD\u4EBA\u6C11\u94F6\u884C\u4E0A\u6D77\u603B\u90E8",
  "\u56FD\u5BB6\u91D1\u878D\u76D1\u7763\u7BA1\u7406\u603B\u5C40\u4E0A\u6D77\u76D1\u7BA1\u5C40",
  "\u4E0A\u6D77\u8BC1\u76D1\u5C40",
  "\u5E02\u59D4\u91D1\u878D\u529E\u5730\u65B9\u91D1\u878D\u76D1\u7BA1\u5904"
];
async function ensureOrganisations(tx) {
  const known = new Map((await readOrganisations(tx)).map((one2) => [keyOf(one2), one2.id]));
  const ensure = async (kind, name, parentId, district, street) => {
    const draft = { kind, name, parentId, district, street };
    const id = known.get(keyOf(draft)) ?? await createOrganisation(tx, draft);
    known.set(keyOf(draft), id);
    return id;
  };
  const city = await ensure("city-office", CITY_OFFICE, null, CITY, null);
  for (const { code, name } of DISTRICTS) {
    const district = await ensure("district-office", `${name}\u91D1\u878D\u529E`, city, code, null);
    for (const street of streetsOf(code))
      await ensure("street-office", street.name, district, code, street.code);
  }
  for (const name of UNITS) await ensure("member-unit", name, null, CITY, null);
  const find = (key) => {
    const id = known.get(key);
    if (id === void 0) throw new RangeError(`no organisation ${key}`);
    return id;
  };
  return {
    city,
    district: (code) => find(`district-office ${code}`),
    street: (code) => find(`street-office ${streetOf(code)?.district} ${code}`),
    unit: (name) => find(`member-unit ${name}`)
  };
}
function keyOf({
  kind,
  name,
  district,
  street
}) {
  switch (kind) {
    case "city-office":
      return "city-office";
    case "district-office":
      return `district-office ${district}`;
    case "street-office":
      return `street-office ${district} ${street}`;
    default:
      return `${kind} ${name}`;
  }
}

// store/posts.ts
function readPosts(db, userId) {
  return db.query(sql`
    select p.id, p.user_id as "userId", p.role, o.id as "organisationId", o.name as organisation, o.kind as "organisationKind",
      o.district, o.street, p.lines, p.businesses, p.fields, p.stands_in_for as "standsInFor", p.valid_from as "fromMs", p.valid_to as "toMs"
    from posts p join organisations o on o.id = p.organisation_id
    where p.user_id = ${userId} and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now()) and o.closed_at is null
    order by p.stands_in_for is not null, p.id`);
}
async function addPost(db, draft) {
  const row2 = await one(
    db,
    sql`
    insert into posts (user_id, organisation_id, role, lines, businesses, fields, stands_in_for, valid_from, valid_to, recorded_by)
    values (${draft.userId}, ${draft.organisationId}, ${draft.role}, ${draft.lines ?? null}::text[], ${draft.businesses ?? null}::text[],
      ${draft.fields ?? []}::text[], ${draft.standsInFor ?? null}, coalesce(${instant(draft.fromMs ?? null)}::timestamptz, now()),
      ${instant(draft.toMs ?? null)}::timestamptz, ${draft.recordedBy ?? null}) returning id`
  );
  return row2.id;
}
async function endPost(db, id) {
  return await db.execute(sql`
    update posts set valid_to = now() where id = ${id} and (valid_to is null or valid_to > now())`) === 1;
}

// store/users.ts
function findUserByLogin(db, login) {
  return first(db, prepared(sql`select ${SECRETS} from users u where lower(login) = lower(${login})`));
}
function findUserByOidc(db, issuer, subject) {
  return first(
    db,
    sql`select ${SECRETS} from users u where oidc_issuer = ${issuer} and oidc_subject = ${subject}`
  );
}
function readUser(db, id) {
  return first(db, prepared(sql`select ${COLUMNS} from users u where id = ${id}`));
}
function readUserSecrets(db, id) {
  return first(db, prepared(sql`select ${SECRETS} from users u where id = ${id}`));
}
function readUsers(db, filter) {
  return db.query(sql`
    select ${COLUMNS} from users u
    where id > ${filter.afterId} and (${filter.q ?? ""} = '' or position(lower(${filter.q ?? ""}) in lower(login || ' ' || name)) > 0)
    order by id limit ${filter.limit}`);
}
async function countUsers(db) {
  return (await one(db, sql`select count(*) as n from users`)).n;
}
async function createUser(db, draft) {
  const row2 = await first(
    db,
    sql`
    insert into users (login, name, password_hash, must_change_password, demo, phone_cipher, oidc_issuer, oidc_subject)
    values (${draft.login}, ${draft.name}, ${draft.passwordHash}, ${draft.mustChangePassword ?? false}, ${draft.demo ?? false},
      ${draft.phoneCipher ?? null}, ${draft.oidc?.issuer ?? null}, ${draft.oidc?.subject ?? null})
    on conflict do nothing returning id`
  );
  return row2?.id ?? null;
}
async function setPassword(db, id, passwordHash, mustChange) {
  await db.execute(sql`
    update users set password_hash = ${passwordHash}, must_change_password = ${mustChange}, failed_logins = 0, locked_until = null,
      updated_at = now(), version = version + 1 where id = ${id}`);
}
async function setTotp(db, id, secret, enabled) {
  await db.execute(sql`
    update users set totp_secret = ${secret}, totp_enabled = ${enabled}, updated_at = now(), version = version + 1 where id = ${id}`);
}
async function setDisabled(db, id, disabled) {
  await db.execute(sql`
    update users set disabled_at = case when ${disabled} then coalesce(disabled_at, now()) end, updated_at = now(), version = version + 1
    where id = ${id}`);
}
async function noteLogin(db, id) {
  await db.execute(
    sql`update users set failed_logins = 0, locked_until = null, last_login_at = now() where id = ${id}`
  );
}
function noteFailedLogin(db, id, rule) {
  return one(
    db,
    sql`
    update users set failed_logins = failed_logins + 1,
      locked_until = case when failed_logins + 1 >= ${rule.lockAfter} then ${instant(rule.lockUntilMs)}::timestamptz else locked_until end
    where id = ${id} returning failed_logins as "failedLogins", locked_until as "lockedUntilMs"`
  );
}
async function unlockUser(db, id) {
  await db.execute(sql`update users set failed_logins = 0, locked_until = null where id = ${id}`);
}
var COLUMNS = sql`u.id, u.login, u.name, u.must_change_password as "mustChangePassword", u.totp_enabled as "totpEnabled",
  u.demo, u.disabled_at is not null as disabled, u.locked_until as "lockedUntilMs", u.last_login_at as "lastLoginMs", u.preferences, u.version`;
var SECRETS = sql`${COLUMNS}, u.password_hash as "passwordHash", u.totp_secret as "totpSecret", u.failed_logins as "failedLogins"`;

// stream/simulator/random.ts
var STREAMS = {
  kind: 1,
  name: 2,
  code: 3,
  place: 4,
  capital: 5,
  date: 6,
  person: 7,
  relation: 8,
  status: 9,
  background: 10,
  episode: 11,
  market: 12,
  filing: 13,
  story: 14,
  text: 15,
  bench: 16,
  phone: 17,
  trouble: 18,
  transaction: 19,
  correction: 20
};
function mix(seed, stream, index) {
  let hash = seed | 0;
  hash = round(hash, stream);
  hash = round(hash, index >>> 0);
  if (index > 4294967295) hash = round(hash, Math.floor(index / 4294967296));
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 2246822507);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 3266489909);
  return (hash ^ hash >>> 16) >>> 0;
}
function unitAt(seed, stream, index) {
  return mix(seed, stream, index) / 4294967296;
}
function intAt(seed, stream, index, bound) {
  return Math.floor(unitAt(seed, stream, index) * bound);
}
var Rng = class {
  #a;
  #b;
  #c;
  #d;
  constructor(seed, stream, index) {
    this.#a = mix(seed, stream, index);
    this.#b = seed ^ 2654435769;
    this.#c = index ^ Math.imul(stream, 2246822507) | 0;
    this.#d = 1;
    for (let i = 0; i < 4; i++) this.next();
  }
  next() {
    const t = (this.#a + this.#b | 0) + this.#d | 0;
    this.#d = this.#d + 1 | 0;
    this.#a = this.#b ^ this.#b >>> 9;
    this.#b = this.#c + (this.#c << 3) | 0;
    this.#c = this.#c << 21 | this.#c >>> 11;
    this.#c = this.#c + t | 0;
    return t >>> 0;
  }
  unit() {
    return this.next() / 4294967296;
  }
  /** 0..bound-1 */
  int(bound) {
    return Math.floor(this.unit() * bound);
  }
  /** from..to, both included */
  between(from, to) {
    return from + this.int(to - from + 1);
  }
  chance(probability) {
    return this.unit() < probability;
  }
  pick(list) {
    return list[this.int(list.length)];
  }
  /** Roughly normal, mean 0, deviation 1, never beyond ±3.5. */
  normal() {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.unit();
    return Math.max(-3.5, Math.min(3.5, sum - 6));
  }
};
function makeWeighted(entries) {
  const edges = [];
  let total = 0;
  for (const [, weight] of entries) {
    total += weight;
    edges.push(total);
  }
  return {
    total,
    at(unit) {
      const target = unit * total;
      let low = 0;
      let high = edges.length - 1;
      while (low < high) {
        const middle = low + high >> 1;
        if (edges[middle] > target) high = middle;
        else low = middle + 1;
      }
      return entries[low][0];
    }
  };
}
function makePermutation(n, seed, stream) {
  let factor = Math.max(1, Math.floor(n * (0.382 + 0.236 * unitAt(seed, stream, 1))));
  while (gcd(factor, n) !== 1) factor++;
  const shift = intAt(seed, stream, 2, n);
  const inverse = inverseModulo(factor % n, n);
  return {
    at: (index) => (factor * index + shift) % n,
    rank: (value) => inverse * ((value - shift + n) % n) % n
  };
}
function poissonOf(mean, unit) {
  if (mean <= 0) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(unit)));
  let count = 0;
  let term = Math.exp(-mean);
  let sum = term;
  while (unit > sum && count < 400) {
    count++;
    term *= mean / count;
    sum += term;
  }
  return count;
}
function normalOf(unit) {
  const p = Math.min(1 - 1e-9, Math.max(1e-9, unit));
  const q = p - 0.5;
  if (Math.abs(q) <= 0.47575) {
    const r2 = q * q;
    return (((((-39.69683028665376 * r2 + 220.9460984245205) * r2 - 275.9285104469687) * r2 + 138.357751867269) * r2 - 30.66479806614716) * r2 + 2.506628277459239) * q / (((((-54.47609879822406 * r2 + 161.5858368580409) * r2 - 155.6989798598866) * r2 + 66.80131188771972) * r2 - 13.28068155288572) * r2 + 1);
  }
  const r = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const tail = (((((-0.007784894002430293 * r - 0.3223964580411365) * r - 2.400758277161838) * r - 2.549732539343734) * r + 4.374664141464968) * r + 2.938163982698783) / ((((0.007784695709041462 * r + 0.3224671290700398) * r + 2.445134137142996) * r + 3.754408661907416) * r + 1);
  return q < 0 ? tail : -tail;
}
function round(hash, value) {
  let k = Math.imul(value, 3432918353);
  k = k << 15 | k >>> 17;
  let h = hash ^ Math.imul(k, 461845907);
  h = h << 13 | h >>> 19;
  return Math.imul(h, 5) + 3864292196 | 0;
}
function gcd(a, b) {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
function inverseModulo(value, modulus) {
  let [r0, r1, t0, t1] = [modulus, value, 0, 1];
  while (r1 !== 0) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return (t0 % modulus + modulus) % modulus;
}

// domain/credit-code.ts
var ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
var WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
var ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
var ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
var DEPARTMENTS = "123456789ANY";
function parseCreditCode(input) {
  const code = normaliseCreditCode(input);
  if (code.length !== 18) return { ok: false, reason: "length" };
  for (const character of code) if (!ALPHABET.includes(character)) return { ok: false, reason: "alphabet" };
  if (!DEPARTMENTS.includes(code[0])) return { ok: false, reason: "department" };
  const division = code.slice(2, 8);
  if (!/^\d{6}$/.test(division)) return { ok: false, reason: "division" };
  if (code[17] !== makeCheckCharacter(code.slice(0, 17))) return { ok: false, reason: "check-character" };
  return {
    ok: true,
    value: {
      code,
      department: code[0],
      category: code[1],
      division,
      organisation: code.slice(8, 17)
    }
  };
}
function normaliseCreditCode(input) {
  return input.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}
function makeCheckCharacter(first17) {
  if (first17.length !== 17)
    throw new RangeError(`a check character needs 17 characters, not ${first17.length}`);
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ordinalOf(first17[i]) * WEIGHTS[i];
  return ALPHABET[(31 - sum % 31) % 31];
}
function makeCreditCode(division, serial, department = "9", category = "1") {
  const organisation = serial + makeOrganisationCheck(serial);
  const first17 = department + category + division + organisation;
  return first17 + makeCheckCharacter(first17);
}
function makeOrganisationCheck(serial) {
  if (!/^[0-9A-Z]{8}$/.test(serial))
    throw new RangeError("an organisation serial is 8 characters of 0-9 A-Z");
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    sum += ORGANISATION_ALPHABET.indexOf(serial[i]) * ORGANISATION_WEIGHTS[i];
  }
  const check = 11 - sum % 11;
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}
function ordinalOf(character) {
  const value = ALPHABET.indexOf(character);
  if (value < 0) throw new RangeError(`character not in the credit code alphabet: ${character}`);
  return value;
}

// stream/simulator/industries.ts
var ORDINARY = [
  row("5165", ["\u5EFA\u6750", "\u5EFA\u7B51\u6750\u6599"], 22, 300, "limited", "\u5EFA\u7B51\u6750\u6599\u3001\u88C5\u9970\u6750\u6599\u3001\u4E94\u91D1\u4EA4\u7535\u7684\u9500\u552E"),
  row("5132", ["\u670D\u9970", "\u670D\u88C5", "\u65F6\u88C5"], 26, 100, "limited", "\u670D\u88C5\u670D\u9970\u3001\u978B\u5E3D\u3001\u7BB1\u5305\u3001\u9488\u7EBA\u7EC7\u54C1\u7684\u9500\u552E"),
  row(
    "5134",
    ["\u5316\u5986\u54C1", "\u751F\u7269\u79D1\u6280"],
    14,
    200,
    "limited",
    "\u5316\u5986\u54C1\u3001\u65E5\u7528\u767E\u8D27\u7684\u9500\u552E\uFF0C\u4ECE\u4E8B\u751F\u7269\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1"
  ),
  row("5127", ["\u9152\u4E1A", "\u8336\u4E1A", "\u98DF\u54C1\u8D38\u6613"], 12, 200, "limited", "\u98DF\u54C1\u9500\u552E\uFF0C\u9152\u7C7B\u5546\u54C1\u3001\u9884\u5305\u88C5\u98DF\u54C1\u7684\u6279\u53D1\u96F6\u552E"),
  row("5129", ["\u98DF\u54C1", "\u98DF\u54C1\u79D1\u6280"], 16, 200, "limited", "\u98DF\u54C1\u9500\u552E\uFF0C\u98DF\u7528\u519C\u4EA7\u54C1\u6279\u53D1\uFF0C\u8D27\u7269\u8FDB\u51FA\u53E3"),
  row("5154", ["\u533B\u7597\u5668\u68B0", "\u533B\u7597\u79D1\u6280"], 14, 500, "limited", "\u7B2C\u4E8C\u7C7B\u533B\u7597\u5668\u68B0\u9500\u552E\uFF0C\u533B\u7597\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u670D\u52A1"),
  row("5164", ["\u94A2\u94C1", "\u91D1\u5C5E\u6750\u6599", "\u7269\u8D44"], 14, 1e3, "limited", "\u94A2\u6750\u3001\u91D1\u5C5E\u6750\u6599\u3001\u6709\u8272\u91D1\u5C5E\u7684\u9500\u552E"),
  row(
    "5169",
    ["\u5316\u5DE5", "\u65B0\u6750\u6599", "\u5316\u5B66\u79D1\u6280"],
    14,
    500,
    "limited",
    "\u5316\u5DE5\u4EA7\u54C1\uFF08\u4E0D\u542B\u8BB8\u53EF\u7C7B\u5316\u5DE5\u4EA7\u54C1\uFF09\u9500\u552E\uFF0C\u65B0\u6750\u6599\u6280\u672F\u63A8\u5E7F"
  ),
  row("5172", ["\u6C7D\u8F66\u914D\u4EF6", "\u6C7D\u914D"], 8, 200, "limited", "\u6C7D\u8F66\u96F6\u914D\u4EF6\u6279\u53D1\u96F6\u552E\uFF0C\u6C7D\u8F66\u7528\u54C1\u9500\u552E"),
  row("5174", ["\u4E94\u91D1", "\u4E94\u91D1\u673A\u7535"], 14, 100, "limited", "\u4E94\u91D1\u4EA7\u54C1\u3001\u673A\u7535\u8BBE\u5907\u53CA\u914D\u4EF6\u7684\u9500\u552E"),
  row(
    "5175",
    ["\u7535\u6C14", "\u7535\u6C14\u8BBE\u5907", "\u673A\u7535\u8BBE\u5907"],
    14,
    500,
    "limited",
    "\u7535\u6C14\u8BBE\u5907\u3001\u4EEA\u5668\u4EEA\u8868\u3001\u673A\u7535\u8BBE\u5907\u7684\u9500\u552E\u4E0E\u5B89\u88C5"
  ),
  row(
    "5176",
    ["\u8BA1\u7B97\u673A", "\u6570\u7801\u79D1\u6280", "\u7535\u5B50\u79D1\u6280"],
    22,
    200,
    "limited",
    "\u8BA1\u7B97\u673A\u8F6F\u786C\u4EF6\u53CA\u8F85\u52A9\u8BBE\u5907\u6279\u53D1\uFF0C\u7535\u5B50\u4EA7\u54C1\u9500\u552E"
  ),
  row("5179", ["\u673A\u68B0\u8BBE\u5907", "\u81EA\u52A8\u5316\u8BBE\u5907", "\u5DE5\u4E1A\u8BBE\u5907"], 16, 500, "limited", "\u673A\u68B0\u8BBE\u5907\u53CA\u914D\u4EF6\u3001\u81EA\u52A8\u5316\u8BBE\u5907\u7684\u9500\u552E"),
  row(
    "5181",
    ["\u56FD\u9645\u8D38\u6613", "\u8FDB\u51FA\u53E3", "\u8D38\u6613", "\u5546\u8D38"],
    52,
    300,
    "limited",
    "\u8D27\u7269\u53CA\u6280\u672F\u7684\u8FDB\u51FA\u53E3\u4E1A\u52A1\uFF0C\u8F6C\u53E3\u8D38\u6613\uFF0C\u56FD\u5185\u8D38\u6613\u4EE3\u7406"
  ),
  row(
    "5193",
    ["\u7535\u5B50\u5546\u52A1", "\u7F51\u7EDC\u79D1\u6280"],
    22,
    200,
    "limited",
    "\u7535\u5B50\u5546\u52A1\uFF08\u4E0D\u5F97\u4ECE\u4E8B\u589E\u503C\u7535\u4FE1\u3001\u91D1\u878D\u4E1A\u52A1\uFF09\uFF0C\u65E5\u7528\u767E\u8D27\u9500\u552E"
  ),
  row("5211", ["\u767E\u8D27", "\u5546\u53A6"], 5, 500, "limited", "\u65E5\u7528\u767E\u8D27\u3001\u5BB6\u5C45\u7528\u54C1\u3001\u670D\u88C5\u7684\u96F6\u552E"),
  row("5213", ["\u4FBF\u5229\u5E97"], 26, 5, "individual", "\u98DF\u54C1\u3001\u70DF\u8349\u5236\u54C1\u3001\u65E5\u7528\u767E\u8D27\u96F6\u552E"),
  row("5223", ["\u6C34\u679C\u5E97", "\u679C\u852C\u5E97"], 22, 3, "individual", "\u6C34\u679C\u3001\u852C\u83DC\u96F6\u552E"),
  row("5232", ["\u670D\u88C5\u5E97", "\u5973\u88C5\u5E97"], 26, 4, "individual", "\u670D\u88C5\u3001\u978B\u5E3D\u96F6\u552E"),
  row("5251", ["\u5927\u836F\u623F", "\u836F\u623F"], 8, 50, "limited", "\u836F\u54C1\u96F6\u552E\uFF0C\u7B2C\u4E8C\u7C7B\u533B\u7597\u5668\u68B0\u96F6\u552E\uFF0C\u4FDD\u5065\u98DF\u54C1\u9500\u552E"),
  row("5281", ["\u4E94\u91D1\u5E97", "\u5EFA\u6750\u7ECF\u8425\u90E8"], 18, 5, "individual", "\u4E94\u91D1\u3001\u5EFA\u6750\u3001\u6C34\u6696\u5668\u6750\u96F6\u552E"),
  row("5283", ["\u5BB6\u5177", "\u5BB6\u5C45"], 12, 200, "limited", "\u5BB6\u5177\u3001\u5BB6\u5C45\u7528\u54C1\u3001\u5DE5\u827A\u793C\u54C1\u7684\u9500\u552E"),
  row(
    "5431",
    ["\u7269\u6D41", "\u8FD0\u8F93", "\u8D27\u8FD0"],
    20,
    500,
    "limited",
    "\u9053\u8DEF\u8D27\u7269\u8FD0\u8F93\uFF08\u4E0D\u542B\u5371\u9669\u8D27\u7269\uFF09\uFF0C\u8D27\u7269\u8FD0\u8F93\u4EE3\u7406\uFF0C\u88C5\u5378\u670D\u52A1"
  ),
  row(
    "5821",
    ["\u56FD\u9645\u7269\u6D41", "\u56FD\u9645\u8D27\u8FD0\u4EE3\u7406", "\u4F9B\u5E94\u94FE"],
    18,
    500,
    "limited",
    "\u6D77\u4E0A\u3001\u822A\u7A7A\u3001\u9646\u8DEF\u56FD\u9645\u8D27\u7269\u8FD0\u8F93\u4EE3\u7406\uFF0C\u4F9B\u5E94\u94FE\u7BA1\u7406"
  ),
  row("5920", ["\u4ED3\u50A8", "\u4ED3\u50A8\u670D\u52A1"], 7, 300, "limited", "\u4ED3\u50A8\u670D\u52A1\uFF08\u9664\u5371\u9669\u5316\u5B66\u54C1\uFF09\uFF0C\u7269\u4E1A\u7BA1\u7406"),
  row("6020", ["\u5FEB\u9012", "\u901F\u9012"], 5, 200, "limited", "\u56FD\u5185\u5FEB\u9012\uFF08\u90AE\u653F\u4F01\u4E1A\u4E13\u8425\u4E1A\u52A1\u9664\u5916\uFF09\uFF0C\u8D27\u7269\u8FD0\u8F93\u4EE3\u7406"),
  row("6121", ["\u9152\u5E97\u7BA1\u7406", "\u5BBE\u9986"], 8, 300, "limited", "\u9152\u5E97\u7BA1\u7406\uFF0C\u4F4F\u5BBF\u670D\u52A1\uFF0C\u9910\u996E\u7BA1\u7406"),
  row("6210", ["\u9910\u996E\u7BA1\u7406", "\u9910\u996E"], 32, 100, "limited", "\u9910\u996E\u670D\u52A1\uFF0C\u9910\u996E\u4F01\u4E1A\u7BA1\u7406\uFF0C\u98DF\u54C1\u7ECF\u8425"),
  row("6220", ["\u5FEB\u9910\u5E97", "\u5C0F\u5403\u5E97", "\u9762\u9986"], 34, 5, "individual", "\u9910\u996E\u670D\u52A1"),
  row("6232", ["\u5496\u5561", "\u5496\u5561\u9986"], 8, 30, "individual", "\u9910\u996E\u670D\u52A1\uFF0C\u5496\u5561\u53CA\u996E\u54C1\u7684\u9500\u552E"),
  row(
    "6513",
    ["\u8F6F\u4EF6", "\u4FE1\u606F\u79D1\u6280", "\u667A\u80FD\u79D1\u6280", "\u7F51\u7EDC\u79D1\u6280"],
    46,
    500,
    "limited",
    "\u8F6F\u4EF6\u5F00\u53D1\uFF0C\u4FE1\u606F\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1\u3001\u6280\u672F\u54A8\u8BE2\u3001\u6280\u672F\u670D\u52A1"
  ),
  row(
    "6520",
    ["\u5FAE\u7535\u5B50", "\u96C6\u6210\u7535\u8DEF", "\u534A\u5BFC\u4F53"],
    6,
    3e3,
    "limited",
    "\u96C6\u6210\u7535\u8DEF\u8BBE\u8BA1\u3001\u9500\u552E\uFF0C\u534A\u5BFC\u4F53\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1"
  ),
  row("6531", ["\u7CFB\u7EDF\u96C6\u6210", "\u4FE1\u606F\u6280\u672F"], 16, 800, "limited", "\u4FE1\u606F\u7CFB\u7EDF\u96C6\u6210\u670D\u52A1\uFF0C\u8BA1\u7B97\u673A\u7CFB\u7EDF\u670D\u52A1\uFF0C\u6570\u636E\u5904\u7406\u670D\u52A1"),
  row("6450", ["\u6570\u636E\u79D1\u6280", "\u5927\u6570\u636E"], 8, 800, "limited", "\u4E92\u8054\u7F51\u6570\u636E\u670D\u52A1\uFF0C\u6570\u636E\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u670D\u52A1"),
  row("6579", ["\u6570\u5B57\u79D1\u6280", "\u4F20\u5A92\u79D1\u6280"], 8, 300, "limited", "\u6570\u5B57\u6587\u5316\u521B\u610F\u5185\u5BB9\u5E94\u7528\u670D\u52A1\uFF0C\u591A\u5A92\u4F53\u8BBE\u8BA1"),
  row("7010", ["\u7F6E\u4E1A", "\u623F\u5730\u4EA7\u5F00\u53D1", "\u623F\u5730\u4EA7"], 7, 5e3, "limited", "\u623F\u5730\u4EA7\u5F00\u53D1\u7ECF\u8425\uFF0C\u81EA\u6709\u623F\u5C4B\u79DF\u8D41"),
  row("7020", ["\u7269\u4E1A\u7BA1\u7406", "\u7269\u4E1A\u670D\u52A1"], 12, 300, "limited", "\u7269\u4E1A\u7BA1\u7406\uFF0C\u505C\u8F66\u573A\u670D\u52A1\uFF0C\u4FDD\u6D01\u670D\u52A1"),
  row("7030", ["\u623F\u5730\u4EA7\u7ECF\u7EAA", "\u623F\u4EA7\u7ECF\u7EAA"], 12, 100, "limited", "\u623F\u5730\u4EA7\u7ECF\u7EAA\uFF0C\u623F\u5730\u4EA7\u8425\u9500\u7B56\u5212"),
  row("7111", ["\u6C7D\u8F66\u79DF\u8D41"], 6, 300, "limited", "\u6C7D\u8F66\u79DF\u8D41\uFF08\u4E0D\u542B\u64CD\u4F5C\u4EBA\u5458\uFF09\uFF0C\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2"),
  row("7119", ["\u8BBE\u5907\u79DF\u8D41", "\u673A\u68B0\u79DF\u8D41"], 6, 500, "limited", "\u673A\u68B0\u8BBE\u5907\u7ECF\u8425\u6027\u79DF\u8D41\uFF0C\u5DE5\u7A0B\u7BA1\u7406\u670D\u52A1"),
  row("7211", ["\u4F01\u4E1A\u7BA1\u7406", "\u4F01\u4E1A\u53D1\u5C55", "\u5B9E\u4E1A"], 34, 500, "limited", "\u4F01\u4E1A\u7BA1\u7406\uFF0C\u4F01\u4E1A\u603B\u90E8\u7BA1\u7406\uFF0C\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2"),
  row("7224", ["\u4F9B\u5E94\u94FE\u7BA1\u7406"], 12, 1e3, "limited", "\u4F9B\u5E94\u94FE\u7BA1\u7406\u670D\u52A1\uFF0C\u8D27\u7269\u8FDB\u51FA\u53E3\uFF0C\u56FD\u5185\u8D27\u7269\u8FD0\u8F93\u4EE3\u7406"),
  row("7231", ["\u5F8B\u5E08\u4E8B\u52A1\u6240"], 3, 30, "partnership", "\u6CD5\u5F8B\u670D\u52A1"),
  row("7241", ["\u8D22\u52A1\u54A8\u8BE2", "\u4EE3\u7406\u8BB0\u8D26", "\u7A0E\u52A1\u5E08\u4E8B\u52A1\u6240"], 14, 50, "limited", "\u4EE3\u7406\u8BB0\u8D26\uFF0C\u7A0E\u52A1\u54A8\u8BE2\uFF0C\u8D22\u52A1\u54A8\u8BE2"),
  row(
    "7243",
    ["\u5546\u52A1\u54A8\u8BE2", "\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2", "\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2"],
    44,
    100,
    "limited",
    "\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2\uFF0C\u4F01\u4E1A\u7BA1\u7406\u54A8\u8BE2\uFF0C\u5E02\u573A\u4FE1\u606F\u54A8\u8BE2\u4E0E\u8C03\u67E5"
  ),
  row(
    "7244",
    ["\u5065\u5EB7\u7BA1\u7406", "\u5065\u5EB7\u54A8\u8BE2"],
    12,
    200,
    "limited",
    "\u5065\u5EB7\u54A8\u8BE2\uFF08\u4E0D\u5F97\u4ECE\u4E8B\u8BCA\u7597\u6D3B\u52A8\u3001\u5FC3\u7406\u54A8\u8BE2\uFF09\uFF0C\u517B\u751F\u4FDD\u5065\u670D\u52A1"
  ),
  row(
    "7251",
    ["\u5E7F\u544A", "\u5E7F\u544A\u4F20\u5A92", "\u6587\u5316\u4F20\u64AD", "\u54C1\u724C\u7B56\u5212"],
    36,
    100,
    "limited",
    "\u8BBE\u8BA1\u3001\u5236\u4F5C\u3001\u4EE3\u7406\u3001\u53D1\u5E03\u5404\u7C7B\u5E7F\u544A\uFF0C\u4F01\u4E1A\u5F62\u8C61\u7B56\u5212"
  ),
  row(
    "7263",
    ["\u52B3\u52A1\u6D3E\u9063", "\u4EBA\u529B\u8D44\u6E90"],
    14,
    200,
    "limited",
    "\u4EBA\u529B\u8D44\u6E90\u670D\u52A1\uFF0C\u52B3\u52A1\u6D3E\u9063\uFF0C\u4EE5\u670D\u52A1\u5916\u5305\u65B9\u5F0F\u4ECE\u4E8B\u4F01\u4E1A\u7BA1\u7406"
  ),
  row("7284", ["\u4F1A\u5C55\u670D\u52A1", "\u5C55\u89C8\u5C55\u793A"], 14, 100, "limited", "\u4F1A\u5C55\u4F1A\u52A1\u670D\u52A1\uFF0C\u5C55\u89C8\u5C55\u793A\u670D\u52A1\uFF0C\u793C\u4EEA\u670D\u52A1"),
  row("7291", ["\u65C5\u884C\u793E", "\u56FD\u9645\u65C5\u884C\u793E"], 6, 100, "limited", "\u56FD\u5185\u65C5\u6E38\u3001\u5165\u5883\u65C5\u6E38\u4E1A\u52A1\uFF0C\u7968\u52A1\u4EE3\u7406"),
  row(
    "7320",
    ["\u673A\u5668\u4EBA\u79D1\u6280", "\u5DE5\u7A0B\u6280\u672F", "\u65B0\u80FD\u6E90\u79D1\u6280"],
    16,
    1e3,
    "limited",
    "\u5DE5\u7A0B\u548C\u6280\u672F\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55\uFF0C\u65B0\u80FD\u6E90\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1"
  ),
  row(
    "7340",
    ["\u751F\u7269\u533B\u836F", "\u533B\u836F\u79D1\u6280", "\u57FA\u56E0\u79D1\u6280"],
    10,
    2e3,
    "limited",
    "\u533B\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55\uFF0C\u751F\u7269\u533B\u836F\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1"
  ),
  row("7484", ["\u5EFA\u7B51\u8BBE\u8BA1", "\u5DE5\u7A0B\u8BBE\u8BA1"], 10, 300, "limited", "\u5EFA\u7B51\u5DE5\u7A0B\u8BBE\u8BA1\uFF0C\u5DE5\u7A0B\u7BA1\u7406\u670D\u52A1\uFF0C\u56FE\u6587\u8BBE\u8BA1\u5236\u4F5C"),
  row("7481", ["\u5DE5\u7A0B\u54A8\u8BE2", "\u5EFA\u8BBE\u7BA1\u7406"], 7, 500, "limited", "\u5EFA\u8BBE\u5DE5\u7A0B\u76D1\u7406\uFF0C\u5DE5\u7A0B\u9020\u4EF7\u54A8\u8BE2\uFF0C\u62DB\u6807\u4EE3\u7406"),
  row("7590", ["\u79D1\u6280", "\u79D1\u6280\u53D1\u5C55"], 42, 300, "limited", "\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1\u3001\u6280\u672F\u8F6C\u8BA9\u3001\u6280\u672F\u54A8\u8BE2\u3001\u6280\u672F\u670D\u52A1"),
  row("4720", ["\u4F53\u80B2\u8BBE\u65BD\u5DE5\u7A0B"], 2, 500, "limited", "\u4F53\u80B2\u573A\u5730\u8BBE\u65BD\u5DE5\u7A0B\u65BD\u5DE5\uFF0C\u4F53\u80B2\u7528\u54C1\u9500\u552E"),
  row("4790", ["\u5EFA\u7B51\u5DE5\u7A0B", "\u5EFA\u8BBE\u5DE5\u7A0B"], 22, 2e3, "limited", "\u623F\u5C4B\u5EFA\u7B51\u5DE5\u7A0B\u65BD\u5DE5\uFF0C\u5E02\u653F\u516C\u7528\u5EFA\u8BBE\u5DE5\u7A0B\u65BD\u5DE5"),
  row("4910", ["\u673A\u7535\u5B89\u88C5\u5DE5\u7A0B", "\u7535\u529B\u5DE5\u7A0B"], 10, 1e3, "limited", "\u673A\u7535\u5B89\u88C5\u5EFA\u8BBE\u5DE5\u7A0B\u65BD\u5DE5\uFF0C\u7535\u529B\u8BBE\u65BD\u5B89\u88C5"),
  row(
    "5011",
    ["\u88C5\u9970\u5DE5\u7A0B", "\u5EFA\u7B51\u88C5\u9970\u8BBE\u8BA1", "\u88C5\u6F62"],
    26,
    500,
    "limited",
    "\u5EFA\u7B51\u88C5\u9970\u88C5\u4FEE\u5EFA\u8BBE\u5DE5\u7A0B\u8BBE\u8BA1\u4E0E\u65BD\u5DE5\uFF0C\u56ED\u6797\u7EFF\u5316"
  ),
  row("8010", ["\u5BB6\u653F\u670D\u52A1"], 10, 50, "limited", "\u5BB6\u653F\u670D\u52A1\uFF0C\u4FDD\u6D01\u670D\u52A1\uFF0C\u642C\u5BB6\u670D\u52A1"),
  row("8040", ["\u7F8E\u5BB9\u7F8E\u53D1", "\u7F8E\u53D1\u5E97", "\u7F8E\u5BB9\u9662"], 24, 5, "individual", "\u7F8E\u5BB9\u670D\u52A1\uFF0C\u7406\u53D1\u670D\u52A1\uFF0C\u5316\u5986\u54C1\u96F6\u552E"),
  row("8111", ["\u6C7D\u8F66\u7EF4\u4FEE", "\u6C7D\u8F66\u670D\u52A1"], 10, 50, "limited", "\u673A\u52A8\u8F66\u7EF4\u4FEE\uFF0C\u6C7D\u8F66\u6E05\u6D17\u670D\u52A1\uFF0C\u6C7D\u8F66\u914D\u4EF6\u9500\u552E"),
  row(
    "8391",
    ["\u6559\u80B2\u79D1\u6280", "\u804C\u4E1A\u6280\u80FD\u57F9\u8BAD"],
    14,
    200,
    "limited",
    "\u6559\u80B2\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u5F00\u53D1\uFF0C\u8425\u5229\u6027\u6C11\u529E\u804C\u4E1A\u6280\u80FD\u57F9\u8BAD"
  ),
  row("8393", ["\u6587\u5316\u827A\u672F", "\u827A\u672F\u57F9\u8BAD"], 12, 100, "limited", "\u6587\u5316\u827A\u672F\u4EA4\u6D41\u4E0E\u7B56\u5212\uFF0C\u827A\u672F\u57F9\u8BAD\uFF08\u4E0D\u542B\u5B66\u79D1\u7C7B\uFF09"),
  row("8514", ["\u517B\u8001\u670D\u52A1", "\u62A4\u7406\u670D\u52A1"], 4, 300, "limited", "\u517B\u8001\u670D\u52A1\uFF0C\u62A4\u7406\u673A\u6784\u670D\u52A1\uFF0C\u5065\u5EB7\u54A8\u8BE2"),
  row("8730", ["\u5F71\u89C6\u6587\u5316", "\u5F71\u4E1A"], 8, 300, "limited", "\u5E7F\u64AD\u7535\u89C6\u8282\u76EE\u5236\u4F5C\u7ECF\u8425\uFF0C\u5F71\u89C6\u7B56\u5212\uFF0C\u6444\u5F71\u670D\u52A1"),
  row("8930", ["\u5065\u8EAB\u670D\u52A1", "\u4F53\u80B2\u6587\u5316", "\u4F53\u80B2\u53D1\u5C55"], 10, 200, "limited", "\u4F53\u80B2\u5065\u8EAB\u670D\u52A1\uFF0C\u4F53\u80B2\u8D5B\u4E8B\u6D3B\u52A8\u7B56\u5212"),
  row("3311", ["\u91D1\u5C5E\u5236\u54C1", "\u94A2\u7ED3\u6784"], 8, 500, "limited", "\u91D1\u5C5E\u5236\u54C1\u3001\u94A2\u7ED3\u6784\u7684\u52A0\u5DE5\u3001\u5236\u9020\u3001\u9500\u552E"),
  row("3525", ["\u6A21\u5177", "\u7CBE\u5BC6\u673A\u68B0", "\u7CBE\u5BC6\u6A21\u5177"], 8, 500, "limited", "\u6A21\u5177\u3001\u7CBE\u5BC6\u673A\u68B0\u96F6\u90E8\u4EF6\u7684\u5236\u9020\u3001\u52A0\u5DE5\u3001\u9500\u552E"),
  row("3670", ["\u6C7D\u8F66\u96F6\u90E8\u4EF6", "\u6C7D\u8F66\u90E8\u4EF6"], 6, 2e3, "limited", "\u6C7D\u8F66\u96F6\u90E8\u4EF6\u53CA\u914D\u4EF6\u7684\u5236\u9020\u3001\u9500\u552E"),
  row("3829", ["\u7535\u5668", "\u7535\u529B\u8BBE\u5907", "\u5F00\u5173\u8BBE\u5907"], 6, 1e3, "limited", "\u8F93\u914D\u7535\u53CA\u63A7\u5236\u8BBE\u5907\u5236\u9020\u3001\u9500\u552E"),
  row("3985", ["\u7535\u5B50", "\u5149\u7535\u79D1\u6280"], 6, 1e3, "limited", "\u7535\u5B50\u5143\u5668\u4EF6\u3001\u5149\u7535\u4EA7\u54C1\u7684\u7814\u53D1\u3001\u5236\u9020\u3001\u9500\u552E"),
  row("2927", ["\u5851\u6599\u5236\u54C1", "\u6A61\u5851\u5236\u54C1"], 6, 300, "limited", "\u5851\u6599\u5236\u54C1\u3001\u6A61\u80F6\u5236\u54C1\u7684\u5236\u9020\u3001\u52A0\u5DE5"),
  row("2319", ["\u5370\u5237", "\u5305\u88C5\u5370\u5237", "\u5370\u52A1"], 5, 200, "limited", "\u5305\u88C5\u88C5\u6F62\u5370\u5237\uFF0C\u5305\u88C5\u6750\u6599\u7684\u9500\u552E"),
  row(
    "0141",
    ["\u519C\u4E1A\u53D1\u5C55", "\u852C\u679C\u4E13\u4E1A", "\u519C\u4EA7\u54C1"],
    5,
    200,
    "limited",
    "\u852C\u83DC\u3001\u74DC\u679C\u7684\u79CD\u690D\u4E0E\u9500\u552E\uFF0C\u519C\u4E1A\u79D1\u6280\u9886\u57DF\u5185\u7684\u6280\u672F\u670D\u52A1"
  ),
  row("0190", ["\u751F\u6001\u519C\u4E1A", "\u519C\u4E1A\u79D1\u6280"], 3, 300, "limited", "\u519C\u4E1A\u79D1\u5B66\u7814\u7A76\u548C\u8BD5\u9A8C\u53D1\u5C55\uFF0C\u519C\u4EA7\u54C1\u7684\u751F\u4EA7\u3001\u9500\u552E")
];
var FINANCIAL = {
  microloan: [row("6635", ["\u5C0F\u989D\u8D37\u6B3E"], 1, 2e4, "limited", "\u53D1\u653E\u8D37\u6B3E\u53CA\u76F8\u5173\u7684\u54A8\u8BE2\u6D3B\u52A8")],
  factoring: [
    row(
      "6999",
      ["\u5546\u4E1A\u4FDD\u7406"],
      1,
      1e4,
      "limited",
      "\u4ECE\u4E8B\u4E0E\u672C\u516C\u53F8\u6240\u53D7\u8BA9\u7684\u5E94\u6536\u8D26\u6B3E\u76F8\u5173\u7684\u5E94\u6536\u8D26\u6B3E\u878D\u8D44\u3001\u9500\u552E\u5206\u6237\u8D26\u7BA1\u7406\u3001\u50AC\u6536"
    )
  ],
  leasing: [
    row(
      "6631",
      ["\u878D\u8D44\u79DF\u8D41", "\u56FD\u9645\u878D\u8D44\u79DF\u8D41"],
      1,
      2e4,
      "limited",
      "\u878D\u8D44\u79DF\u8D41\u4E1A\u52A1\uFF0C\u79DF\u8D41\u4E1A\u52A1\uFF0C\u5411\u56FD\u5185\u5916\u8D2D\u4E70\u79DF\u8D41\u8D22\u4EA7\uFF0C\u79DF\u8D41\u4EA4\u6613\u54A8\u8BE2"
    )
  ],
  guarantee: [row("6999", ["\u878D\u8D44\u62C5\u4FDD"], 1, 2e4, "limited", "\u501F\u6B3E\u62C5\u4FDD\uFF0C\u53D1\u884C\u503A\u5238\u62C5\u4FDD\u53CA\u5176\u4ED6\u878D\u8D44\u62C5\u4FDD\u4E1A\u52A1")],
  pawn: [
    row("6633", ["\u5178\u5F53"], 1, 3e3, "limited", "\u52A8\u4EA7\u8D28\u62BC\u5178\u5F53\u4E1A\u52A1\uFF0C\u8D22\u4EA7\u6743\u5229\u8D28\u62BC\u5178\u5F53\u4E1A\u52A1\uFF0C\u623F\u5730\u4EA7\u62B5\u62BC\u5178\u5F53\u4E1A\u52A1")
  ],
  "private-fund": [
    row(
      "6739",
      ["\u79C1\u52DF\u57FA\u91D1\u7BA1\u7406", "\u80A1\u6743\u6295\u8D44\u57FA\u91D1\u7BA1\u7406", "\u521B\u4E1A\u6295\u8D44\u7BA1\u7406"],
      3,
      1500,
      "limited",
      "\u79C1\u52DF\u80A1\u6743\u6295\u8D44\u57FA\u91D1\u7BA1\u7406\u3001\u521B\u4E1A\u6295\u8D44\u57FA\u91D1\u7BA1\u7406\u670D\u52A1\uFF08\u987B\u5728\u4E2D\u57FA\u534F\u5B8C\u6210\u767B\u8BB0\u540E\u65B9\u53EF\u4ECE\u4E8B\u7ECF\u8425\u6D3B\u52A8\uFF09"
    ),
    row(
      "6732",
      ["\u80A1\u6743\u6295\u8D44", "\u521B\u4E1A\u6295\u8D44", "\u6295\u8D44"],
      2,
      5e3,
      "partnership",
      "\u4EE5\u79C1\u52DF\u57FA\u91D1\u4ECE\u4E8B\u80A1\u6743\u6295\u8D44\u3001\u6295\u8D44\u7BA1\u7406\u3001\u8D44\u4EA7\u7BA1\u7406\u7B49\u6D3B\u52A8"
    )
  ],
  wealth: [
    row("7212", ["\u6295\u8D44\u7BA1\u7406", "\u8D44\u4EA7\u7BA1\u7406", "\u8D22\u5BCC\u7BA1\u7406"], 3, 2e3, "limited", "\u6295\u8D44\u7BA1\u7406\uFF0C\u8D44\u4EA7\u7BA1\u7406\uFF0C\u6295\u8D44\u54A8\u8BE2"),
    row(
      "6940",
      ["\u91D1\u878D\u4FE1\u606F\u670D\u52A1", "\u91D1\u878D\u79D1\u6280"],
      1,
      2e3,
      "limited",
      "\u91D1\u878D\u4FE1\u606F\u670D\u52A1\uFF08\u9664\u91D1\u878D\u8BB8\u53EF\u4E1A\u52A1\uFF09\uFF0C\u63A5\u53D7\u91D1\u878D\u673A\u6784\u59D4\u6258\u4ECE\u4E8B\u91D1\u878D\u4FE1\u606F\u6280\u672F\u5916\u5305"
    ),
    row(
      "7243",
      ["\u6295\u8D44\u54A8\u8BE2", "\u8D22\u5BCC\u6295\u8D44\u54A8\u8BE2"],
      2,
      500,
      "limited",
      "\u6295\u8D44\u54A8\u8BE2\u3001\u5546\u52A1\u4FE1\u606F\u54A8\u8BE2\uFF0C\u8D22\u52A1\u54A8\u8BE2\uFF08\u4E0D\u5F97\u4ECE\u4E8B\u4EE3\u7406\u8BB0\u8D26\uFF09"
    )
  ]
};
var FINANCIAL_SHARES = [
  ["microloan", 40],
  ["factoring", 45],
  ["leasing", 75],
  ["guarantee", 20],
  ["pawn", 50],
  ["private-fund", 110],
  ["wealth", 90]
];
var LICENCES = {
  microloan: "\u5C0F\u989D\u8D37\u6B3E\u516C\u53F8\u7ECF\u8425\u8BB8\u53EF",
  factoring: "\u5546\u4E1A\u4FDD\u7406\u4F01\u4E1A\u76D1\u7BA1\u540D\u5355",
  leasing: "\u878D\u8D44\u79DF\u8D41\u4F01\u4E1A\u76D1\u7BA1\u540D\u5355",
  guarantee: "\u878D\u8D44\u62C5\u4FDD\u4E1A\u52A1\u7ECF\u8425\u8BB8\u53EF\u8BC1",
  pawn: "\u5178\u5F53\u7ECF\u8425\u8BB8\u53EF\u8BC1",
  "private-fund": "\u79C1\u52DF\u57FA\u91D1\u7BA1\u7406\u4EBA\u767B\u8BB0"
};
function row(code, words, weight, capital, form, scope) {
  return { code, words, weight, capital, form, scope };
}

// stream/simulator/names.ts
var FIRST = "\u9F0E\u76DB\u534E\u4FE1\u745E\u6052\u6CF0\u5B89\u5609\u548C\u91D1\u9686\u5FB7\u5E7F\u6E90\u5B8F\u901A\u8FBE\u535A\u8FDC\u542F\u660E\u9510\u65B0\u5929\u6D77\u4E1C\u65B9\u4E2D\u6B63\u6C38\u660C\u767E\u5229\u4F17\u8054\u6C47\u805A\u8BDA\u4F73\u7F8E\u5EB7\u76CA\u6C11\u4E30\u6DA6\u6C83\u9716\u9706\u8F69\u5F18\u6BC5\u81F4\u5C1A\u5353\u8D8A\u817E\u98DE\u51EF\u65CB\u8363\u8000\u4E16\u7EAA\u7D2B\u4E91\u9E4F\u7A0B\u7FD4\u5B87\u4E7E\u5764\u5FA1\u666F\u665F\u715C\u704F\u94ED\u94B0\u749F\u73D1\u742A\u777F\u54F2\u6DB5\u6F9C\u6F2B\u6717\u6E05\u6C90\u67AB\u6850\u67CF\u677E\u7AF9\u6885\u5170\u83CA\u84DD\u7FE0\u78A7\u9752\u6731\u8D64\u6A59\u94F6\u94C2\u6676\u83B9\u7389\u77F3\u5CA9\u5CF0\u5CAD\u5DDD\u6C5F\u6CB3\u6E56\u6EAA\u6CC9";
var SECOND = "\u76DB\u946B\u6E90\u8FBE\u901A\u9686\u6CF0\u5B89\u4FE1\u8BDA\u548C\u5174\u660C\u8302\u4E30\u88D5\u5229\u6DA6\u6052\u4E45\u8FDC\u822A\u535A\u667A\u521B\u65B0\u79D1\u6C47\u878D\u805A\u5408\u529B\u6210\u529F\u6377\u8FC5\u817E\u8DC3\u7FD4\u98DE\u9E4F\u7A0B\u5B87\u5B99\u5BF0\u7403\u90A6\u56FD\u6C11\u751F\u5EB7\u5065\u4E50\u798F\u7984\u5BFF\u559C\u7965\u745E\u5409\u5E86\u5149\u8F89\u8000\u4EAE\u660E\u6656\u6668\u66E6\u65ED\u9633\u5347\u8D77\u7ACB\u4E1A\u57FA\u77F3\u78D0\u56FA\u575A\u5F3A\u7855\u679C\u5B9E\u4F18\u4F73\u7F8E\u5609\u96C5\u81F4\u5C1A\u54C1\u683C\u5C40\u57DF\u754C\u73AF\u5B81\u9759\u6D01\u51C0\u6F84\u6F88\u6CFD\u6DA6\u6C9B\u9716\u6C90\u6EAA\u6DB5\u6E0A\u6DF1\u5E7F\u535A\u539A\u5FB7";
var LAST = "\u5143\u8FBE\u6CF0\u4FE1\u548C\u6E90\u76DB\u901A\u6052\u6DA6\u5EB7\u745E\u8BDA\u534E\u5609\u5B87\u946B\u57CE\u90A6\u5FB7\u7A0B\u521B\u68EE\u822A\u8054\u8861\u6797\u6D77\u5DDD";
var FIRSTS = [...new Set(FIRST)];
var SECONDS = [...new Set(SECOND)];
var LASTS = [...new Set(LAST)];
var NAME_TIERS = [
  FIRSTS.length * SECONDS.length,
  FIRSTS.length * SECONDS.length * SECONDS.length,
  FIRSTS.length * SECONDS.length * LASTS.length * LASTS.length
];
function makeTradeName(index, seed, tiers) {
  if (index < NAME_TIERS[0] && mix(seed, STREAMS.name, index) % 5 < 3) {
    return pair(tiers[0].at(index));
  }
  if (index < NAME_TIERS[1]) {
    const at2 = tiers[1].at(index);
    return pair(Math.floor(at2 / SECONDS.length)) + SECONDS[at2 % SECONDS.length];
  }
  const at = tiers[2].at(index);
  const tail = at % (LASTS.length * LASTS.length);
  return pair(Math.floor(at / (LASTS.length * LASTS.length))) + LASTS[Math.floor(tail / LASTS.length)] + LASTS[tail % LASTS.length];
}
function pair(at) {
  return FIRSTS[Math.floor(at / SECONDS.length)] + SECONDS[at % SECONDS.length];
}
var ELSEWHERE = [
  ["330106", "\u676D\u5DDE"],
  ["320106", "\u5357\u4EAC"],
  ["320505", "\u82CF\u5DDE"],
  ["330203", "\u5B81\u6CE2"],
  ["340104", "\u5408\u80A5"],
  ["440305", "\u6DF1\u5733"],
  ["440106", "\u5E7F\u5DDE"],
  ["110105", "\u5317\u4EAC"],
  ["420106", "\u6B66\u6C49"],
  ["510107", "\u6210\u90FD"],
  ["350203", "\u53A6\u95E8"],
  ["370202", "\u9752\u5C9B"],
  ["500103", "\u91CD\u5E86"],
  ["320211", "\u65E0\u9521"]
];
var ZONES = ["\u81EA\u8D38\u533A", "\u5F20\u6C5F", "\u4E34\u6E2F", "\u8679\u6865", "\u957F\u4E09\u89D2", "\u9646\u5BB6\u5634", "\u524D\u6EE9", "\u5317\u5916\u6EE9"];
function makeFirmName(rng, tradeName, word, form, districtShort, elsewhere, old) {
  const place = rng.unit();
  if (form === "individual") {
    return `\u4E0A\u6D77\u5E02${districtShort === "\u6D66\u4E1C" ? "\u6D66\u4E1C\u65B0\u533A" : `${districtShort}\u533A`}${tradeName}${word}`;
  }
  const tail = legalTail(rng, form, word, old);
  if (elsewhere !== null) {
    const branch = rng.unit();
    if (branch < 0.5) return `${elsewhere}${tradeName}${word}${tail}\u4E0A\u6D77\u5206\u516C\u53F8`;
    if (branch < 0.62)
      return `${elsewhere}${tradeName}${word}${tail}\u4E0A\u6D77${districtShort}\u7B2C${rng.pick(NUMERALS)}\u5206\u516C\u53F8`;
    return `${elsewhere}${tradeName}${word}${tail}`;
  }
  if (place < 0.62) return `\u4E0A\u6D77${tradeName}${word}${tail}`;
  if (place < 0.8) return `${tradeName}${word}\uFF08\u4E0A\u6D77\uFF09${tail}`;
  if (place < 0.88) return `\u4E0A\u6D77${districtShort}${tradeName}${word}${tail}`;
  if (place < 0.93) return `${tradeName}\uFF08\u4E0A\u6D77\uFF09${word}${tail}`;
  if (place < 0.96) return `\u4E0A\u6D77${rng.pick(ZONES)}${tradeName}${word}${tail}`;
  if (place < 0.98) return `\u4E2D\u56FD\uFF08\u4E0A\u6D77\uFF09\u81EA\u7531\u8D38\u6613\u8BD5\u9A8C\u533A${tradeName}${word}${tail}`;
  return `\u4E0A\u6D77${tradeName}${word}\u96C6\u56E2${tail}`;
}
var NUMERALS = ["\u4E00", "\u4E8C", "\u4E09", "\u56DB", "\u4E94"];
function legalTail(rng, form, word, old) {
  if (/事务所|大药房|药房|旅行社$/.test(word) && form !== "limited")
    return form === "partnership" ? "" : "\u6709\u9650\u516C\u53F8";
  switch (form) {
    case "partnership":
      return word === "\u5F8B\u5E08\u4E8B\u52A1\u6240" ? "" : rng.chance(0.8) ? "\u5408\u4F19\u4F01\u4E1A\uFF08\u6709\u9650\u5408\u4F19\uFF09" : "\u4F01\u4E1A\uFF08\u6709\u9650\u5408\u4F19\uFF09";
    case "joint-stock":
      return "\u80A1\u4EFD\u6709\u9650\u516C\u53F8";
    case "sole":
      return "\u5382";
    case "individual":
      return "";
    case "limited":
      if (rng.chance(old ? 0.05 : 0.02)) return "\u80A1\u4EFD\u6709\u9650\u516C\u53F8";
      return rng.chance(0.06) ? "\u6709\u9650\u8D23\u4EFB\u516C\u53F8" : "\u6709\u9650\u516C\u53F8";
  }
}
var SURNAMES = "\u738B\u738B\u738B\u738B\u674E\u674E\u674E\u674E\u5F20\u5F20\u5F20\u5F20\u5218\u5218\u5218\u9648\u9648\u9648\u9648\u6768\u6768\u9EC4\u9EC4\u8D75\u8D75\u5468\u5468\u5468\u5434\u5434\u5434\u5F90\u5F90\u5F90\u5B59\u5B59\u6731\u6731\u6731\u9A6C\u80E1\u80E1\u90ED\u6797\u6797\u4F55\u9AD8\u7F57\u90D1\u90D1\u6881\u8C22\u5B8B\u5510\u8BB8\u97E9\u51AF\u9093\u66F9\u5F6D\u66FE\u8427\u7530\u8463\u8881\u6F58\u4E8E\u848B\u8521\u4F59\u675C\u53F6\u7A0B\u82CF\u9B4F\u5415\u4E01\u4EFB\u6C88\u6C88\u6C88\u59DA\u5362\u59DC\u5D14\u949F\u8C2D\u9646\u9646\u9646\u6C6A\u6C6A\u8303\u91D1\u91D1\u77F3\u5ED6\u8D3E\u590F\u97E6\u4ED8\u65B9\u767D\u90B9\u5B5F\u718A\u79E6\u90B1\u6C5F\u5C39\u859B\u95EB\u6BB5\u96F7\u4FAF\u9F99\u53F2\u9676\u9ECE\u8D3A\u987E\u987E\u987E\u6BDB\u90DD\u9F9A\u90B5\u4E07\u94B1\u94B1\u4E25\u8983\u6B66\u6234\u83AB\u5B54\u5411\u6C64\u502A\u4E50\u6A0A\u7FC1\u845B";
var GIVEN = "\u4F1F\u82B3\u5A1C\u654F\u9759\u4E3D\u5F3A\u78CA\u519B\u6D0B\u52C7\u8273\u6770\u5A1F\u6D9B\u660E\u8D85\u79C0\u5170\u971E\u5E73\u521A\u6842\u82F1\u534E\u7389\u840D\u7EA2\u5FD7\u5EFA\u56FD\u6587\u658C\u9E4F\u98DE\u5B87\u6D69\u7136\u5B50\u8F69\u96E8\u6B23\u6021\u4F73\u742A\u601D\u8FDC\u6D77\u5CF0\u6653\u4E1C\u6625\u6885\u96EA\u83B2\u7ACB\u65B0\u6C38\u5EB7\u5FB7\u80DC\u4FCA\u8C6A\u5609\u8BDA\u6167\u9896\u6668\u66E6\u5929\u4F51\u82E5\u5F64\u6893\u6DB5\u632F\u5B87\u56FD\u680B\u6708\u7434\u6839\u5B9D\u963F\u59B9\u91D1\u9F99\u798F\u751F\u7EF4\u6C11\u542F\u822A\u666F\u884C\u4E50\u5929\u5B89\u742A\u51EF\u6587\u9526\u7A0B";
var SURNAME_LIST = [...SURNAMES];
var GIVEN_LIST = [...new Set(GIVEN)];
function makePersonName(draw) {
  const surname = SURNAME_LIST[draw % SURNAME_LIST.length];
  const rest = Math.floor(draw / SURNAME_LIST.length);
  const first2 = GIVEN_LIST[rest % GIVEN_LIST.length];
  const more = Math.floor(rest / GIVEN_LIST.length);
  if (more % 10 < 3) return surname + first2;
  return surname + first2 + GIVEN_LIST[Math.floor(more / 10) % GIVEN_LIST.length];
}
function makePhone(draw) {
  return `021-4${String(draw % 1e7).padStart(7, "0")}`;
}

// stream/simulator/roads.ts
var ROADS = {
  "310101": [
    ["\u5357\u4EAC\u4E1C\u8DEF", "002", 121.4815, 31.2372, "ew", 1.2, 860],
    ["\u798F\u5DDE\u8DEF", "002", 121.4835, 31.2338, "ew", 1.2, 680],
    ["\u6C49\u53E3\u8DEF", "002", 121.4845, 31.2358, "ew", 1, 700],
    ["\u5317\u4EAC\u4E1C\u8DEF", "013", 121.4875, 31.2405, "ew", 0.9, 830],
    ["\u5EF6\u5B89\u4E1C\u8DEF", "013", 121.4835, 31.2302, "ew", 1.4, 1300],
    ["\u4EBA\u6C11\u8DEF", "018", 121.4915, 31.2287, "se", 0.7, 880],
    ["\u590D\u5174\u4E1C\u8DEF", "017", 121.4955, 31.2195, "ew", 1.2, 1190],
    ["\u65B9\u6D5C\u4E2D\u8DEF", "018", 121.4915, 31.2252, "ew", 0.7, 480],
    ["\u897F\u85CF\u5357\u8DEF", "019", 121.481, 31.2155, "ns", 1.6, 1680],
    ["\u9646\u5BB6\u6D5C\u8DEF", "015", 121.4885, 31.2082, "ew", 1.4, 1390],
    ["\u4E2D\u5C71\u5357\u8DEF", "017", 121.5025, 31.2215, "ns", 1, 1080],
    ["\u6253\u6D66\u8DEF", "021", 121.4705, 31.2065, "ns", 0.7, 610],
    ["\u5F90\u5BB6\u6C47\u8DEF", "021", 121.4705, 31.2095, "ew", 1, 680],
    ["\u6DEE\u6D77\u4E2D\u8DEF", "022", 121.4695, 31.2215, "ew", 1.2, 1045],
    ["\u745E\u91D1\u4E8C\u8DEF", "023", 121.4655, 31.2145, "ns", 0.8, 450],
    ["\u8302\u540D\u5357\u8DEF", "023", 121.463, 31.2185, "ns", 0.7, 280],
    ["\u9F99\u534E\u4E1C\u8DEF", "020", 121.4745, 31.1995, "ew", 0.9, 900]
  ],
  "310104": [
    ["\u8861\u5C71\u8DEF", "003", 121.4465, 31.2055, "ne", 1.2, 930],
    ["\u590D\u5174\u4E2D\u8DEF", "004", 121.4515, 31.2115, "ew", 0.8, 1500],
    ["\u6F15\u6EAA\u5317\u8DEF", "014", 121.4375, 31.1905, "ns", 0.9, 595],
    ["\u8087\u5609\u6D5C\u8DEF", "008", 121.4485, 31.2005, "ew", 1.6, 1111],
    ["\u659C\u571F\u8DEF", "007", 121.4555, 31.1965, "ew", 1.6, 2669],
    ["\u96F6\u9675\u8DEF", "008", 121.4475, 31.1925, "ew", 1.1, 899],
    ["\u5B9C\u5C71\u8DEF", "011", 121.4175, 31.1785, "ne", 1.4, 1009],
    ["\u6842\u5E73\u8DEF", "012", 121.4005, 31.1705, "ns", 1.2, 700],
    ["\u94A6\u5DDE\u5317\u8DEF", "012", 121.4085, 31.1725, "ew", 1.2, 1198],
    ["\u6F15\u5B9D\u8DEF", "017", 121.4185, 31.1685, "ew", 1, 420],
    ["\u9F99\u534E\u897F\u8DEF", "016", 121.4465, 31.1745, "ew", 0.8, 590],
    ["\u77F3\u9F99\u8DEF", "010", 121.4415, 31.1545, "ew", 1, 980],
    ["\u8001\u6CAA\u95F5\u8DEF", "015", 121.4275, 31.1465, "ns", 1.4, 1380],
    ["\u9F99\u5434\u8DEF", "010", 121.4485, 31.1485, "ns", 1.8, 1900],
    ["\u534E\u6CFE\u8DEF", "103", 121.4525, 31.1185, "ew", 0.8, 1305],
    ["\u4E91\u9526\u8DEF", "016", 121.4585, 31.1705, "ns", 1.2, 799],
    ["\u6D66\u5317\u8DEF", "013", 121.4175, 31.1565, "ew", 0.9, 1e3]
  ],
  "310105": [
    ["\u957F\u5B81\u8DEF", "001", 121.4215, 31.2195, "ew", 1.4, 1436],
    ["\u611A\u56ED\u8DEF", "002", 121.4295, 31.2188, "ew", 0.9, 1398],
    ["\u6C5F\u82CF\u8DEF", "002", 121.4325, 31.2175, "ns", 0.7, 500],
    ["\u5EF6\u5B89\u897F\u8DEF", "004", 121.4155, 31.2055, "ew", 1.6, 2633],
    ["\u65B0\u534E\u8DEF", "004", 121.4235, 31.2065, "ew", 0.9, 669],
    ["\u756A\u79BA\u8DEF", "004", 121.4265, 31.2045, "ns", 0.8, 1028],
    ["\u4E2D\u5C71\u897F\u8DEF", "009", 121.4165, 31.2005, "ns", 1, 1065],
    ["\u4ED9\u971E\u8DEF", "008", 121.3985, 31.2065, "ew", 1.8, 1225],
    ["\u5929\u5C71\u8DEF", "006", 121.4005, 31.2125, "ew", 1.6, 1900],
    ["\u9075\u4E49\u8DEF", "006", 121.4045, 31.2085, "ns", 0.7, 567],
    ["\u8679\u6865\u8DEF", "009", 121.4055, 31.1935, "ew", 1.4, 2283],
    ["\u53E4\u5317\u8DEF", "009", 121.3985, 31.2015, "ns", 1, 1699],
    ["\u91D1\u949F\u8DEF", "102", 121.3625, 31.2185, "ew", 1.4, 968],
    ["\u798F\u6CC9\u8DEF", "102", 121.3605, 31.2175, "ns", 0.9, 518],
    ["\u534F\u548C\u8DEF", "102", 121.3565, 31.2165, "ns", 0.9, 1158],
    ["\u54C8\u5BC6\u8DEF", "010", 121.3765, 31.1995, "ns", 1, 1955],
    ["\u5317\u6E14\u8DEF", "011", 121.3755, 31.2175, "ns", 0.3, 200],
    ["\u51EF\u65CB\u8DEF", "005", 121.4175, 31.2155, "ns", 0.7, 660]
  ],
  "310106": [
    ["\u5357\u4EAC\u897F\u8DEF", "012", 121.4565, 31.2285, "ew", 1.6, 1788],
    ["\u5317\u4EAC\u897F\u8DEF", "012", 121.4565, 31.2325, "ew", 1.4, 1701],
    ["\u5A01\u6D77\u8DEF", "012", 121.4605, 31.2265, "ew", 1, 755],
    ["\u5E38\u5FB7\u8DEF", "013", 121.4425, 31.2315, "ns", 1, 1239],
    ["\u6C5F\u5B81\u8DEF", "011", 121.4495, 31.2365, "ns", 0.9, 1158],
    ["\u65B0\u95F8\u8DEF", "011", 121.4545, 31.2355, "ew", 1.2, 1855],
    ["\u6B66\u5B9A\u8DEF", "014", 121.4415, 31.2335, "ew", 0.7, 1189],
    ["\u5929\u76EE\u897F\u8DEF", "015", 121.4555, 31.2465, "ew", 0.7, 611],
    ["\u6052\u4E30\u8DEF", "015", 121.4545, 31.2435, "ns", 0.6, 638],
    ["\u5171\u548C\u65B0\u8DEF", "019", 121.4555, 31.2755, "ns", 1.8, 3550],
    ["\u5E7F\u4E2D\u897F\u8DEF", "019", 121.4485, 31.2755, "ew", 0.9, 1207],
    ["\u5927\u5B81\u8DEF", "019", 121.4515, 31.2715, "ew", 0.8, 883],
    ["\u7075\u77F3\u8DEF", "019", 121.4445, 31.2815, "ew", 1.1, 1511],
    ["\u6C76\u6C34\u8DEF", "101", 121.4475, 31.2915, "ew", 1.3, 990],
    ["\u6C5F\u573A\u4E09\u8DEF", "101", 121.4395, 31.3035, "ew", 0.8, 301],
    ["\u4E07\u8363\u8DEF", "101", 121.4415, 31.2865, "ns", 1.2, 1256],
    ["\u4E34\u6C7E\u8DEF", "021", 121.4495, 31.3125, "ew", 0.8, 1564],
    ["\u5B9D\u5C71\u8DEF", "017", 121.4745, 31.2545, "ns", 0.7, 881],
    ["\u4E2D\u5174\u8DEF", "016", 121.4645, 31.2545, "ew", 0.9, 1702]
  ],
  "310107": [
    ["\u957F\u5BFF\u8DEF", "015", 121.4375, 31.2415, "ew", 1.1, 1118],
    ["\u6FB3\u95E8\u8DEF", "015", 121.4415, 31.2455, "ew", 0.7, 726],
    ["\u6B66\u5B81\u8DEF", "005", 121.4205, 31.2375, "se", 1.2, 955],
    ["\u66F9\u6768\u8DEF", "005", 121.4115, 31.2405, "se", 1.2, 1508],
    ["\u91D1\u6C99\u6C5F\u8DEF", "014", 121.3985, 31.2325, "ew", 1.8, 1678],
    ["\u4E2D\u6C5F\u8DEF", "014", 121.3895, 31.2295, "ns", 0.8, 879],
    ["\u5927\u6E21\u6CB3\u8DEF", "014", 121.3925, 31.2345, "ns", 1.2, 1668],
    ["\u4E91\u5CAD\u4E1C\u8DEF", "014", 121.3915, 31.2255, "ew", 0.8, 609],
    ["\u4E2D\u5C71\u5317\u8DEF", "020", 121.4325, 31.2545, "ew", 0.9, 3064],
    ["\u771F\u5317\u8DEF", "102", 121.3825, 31.2465, "ns", 1.8, 2855],
    ["\u6885\u5DDD\u8DEF", "102", 121.3815, 31.2395, "ew", 0.9, 1333],
    ["\u94DC\u5DDD\u8DEF", "022", 121.3985, 31.2535, "ew", 1.2, 1899],
    ["\u6B66\u5A01\u8DEF", "103", 121.3715, 31.2755, "ew", 1.4, 1680],
    ["\u53E4\u6D6A\u8DEF", "103", 121.3595, 31.2805, "ew", 0.8, 415],
    ["\u7EE5\u5FB7\u8DEF", "103", 121.3545, 31.2765, "ew", 0.7, 889],
    ["\u65B0\u6751\u8DEF", "016", 121.428, 31.2655, "ew", 1, 1666],
    ["\u77F3\u6CC9\u8DEF", "017", 121.4205, 31.2505, "ns", 0.7, 396],
    ["\u7941\u8FDE\u5C71\u5357\u8DEF", "102", 121.3705, 31.2375, "ns", 0.7, 2891]
  ],
  "310109": [
    ["\u56DB\u5DDD\u5317\u8DEF", "017", 121.4845, 31.2585, "ns", 1.4, 2261],
    ["\u6B66\u8FDB\u8DEF", "017", 121.4875, 31.2525, "ew", 0.6, 456],
    ["\u4E1C\u5927\u540D\u8DEF", "018", 121.5045, 31.2525, "ew", 0.9, 1191],
    ["\u4E1C\u957F\u6CBB\u8DEF", "018", 121.5025, 31.2555, "ew", 0.9, 1032],
    ["\u5434\u6DDE\u8DEF", "017", 121.4895, 31.2515, "ns", 0.8, 669],
    ["\u6D77\u4F26\u8DEF", "014", 121.4945, 31.2605, "ns", 0.7, 506],
    ["\u56DB\u5E73\u8DEF", "014", 121.4985, 31.2685, "ne", 1, 1188],
    ["\u6B27\u9633\u8DEF", "009", 121.4865, 31.2715, "ns", 0.8, 568],
    ["\u66F2\u9633\u8DEF", "010", 121.4925, 31.2795, "ns", 0.9, 930],
    ["\u4E2D\u5C71\u5317\u4E00\u8DEF", "010", 121.4845, 31.2785, "ew", 0.9, 1250],
    ["\u5E7F\u4E2D\u8DEF", "011", 121.4775, 31.2705, "ew", 0.9, 788],
    ["\u5E7F\u7075\u56DB\u8DEF", "011", 121.4785, 31.2825, "ew", 0.6, 601],
    ["\u6C34\u7535\u8DEF", "016", 121.4775, 31.2905, "ns", 1.1, 1412],
    ["\u6C76\u6C34\u4E1C\u8DEF", "016", 121.4835, 31.2935, "ew", 0.8, 938],
    ["\u51C9\u57CE\u8DEF", "016", 121.4755, 31.2985, "ns", 0.8, 1315],
    ["\u8F66\u7AD9\u5357\u8DEF", "019", 121.4825, 31.3035, "ew", 0.4, 330],
    ["\u4E07\u5B89\u8DEF", "019", 121.4785, 31.3025, "ew", 0.5, 1099],
    ["\u5858\u6CBD\u8DEF", "018", 121.4905, 31.2475, "ew", 0.6, 894]
  ],
  "310110": [
    ["\u6768\u6811\u6D66\u8DEF", "006", 121.5325, 31.2585, "ew", 1.8, 2866],
    ["\u5E73\u51C9\u8DEF", "006", 121.5305, 31.2635, "ew", 1.6, 2716],
    ["\u957F\u9633\u8DEF", "018", 121.5385, 31.2725, "ew", 1.8, 2588],
    ["\u63A7\u6C5F\u8DEF", "012", 121.5265, 31.2765, "ew", 1.4, 2058],
    ["\u6C5F\u6D66\u8DEF", "008", 121.5205, 31.2715, "ns", 1.2, 1828],
    ["\u9EC4\u5174\u8DEF", "012", 121.5285, 31.2865, "ns", 1.6, 2218],
    ["\u56DB\u5E73\u8DEF", "009", 121.5085, 31.2855, "ne", 1, 2500],
    ["\u56FD\u6743\u8DEF", "019", 121.5105, 31.2945, "ns", 0.8, 579],
    ["\u6DDE\u6CAA\u8DEF", "019", 121.5145, 31.3105, "ns", 1.4, 2005],
    ["\u5927\u5B66\u8DEF", "019", 121.5115, 31.3065, "ew", 0.4, 333],
    ["\u56FD\u5B9A\u8DEF", "019", 121.5125, 31.3015, "ns", 0.9, 1128],
    ["\u7FD4\u6BB7\u8DEF", "021", 121.5275, 31.3045, "ew", 1.2, 1128],
    ["\u519B\u5DE5\u8DEF", "001", 121.5555, 31.2855, "ns", 1.6, 2600],
    ["\u9686\u660C\u8DEF", "001", 121.5475, 31.2765, "ns", 0.8, 619],
    ["\u6BB7\u884C\u8DEF", "016", 121.5365, 31.3285, "ew", 1, 1286],
    ["\u653F\u7ACB\u8DEF", "020", 121.5105, 31.3175, "ew", 0.9, 500],
    ["\u5EF6\u5409\u4E2D\u8DEF", "015", 121.5365, 31.2895, "ew", 0.8, 299],
    ["\u5305\u5934\u8DEF", "016", 121.5345, 31.3185, "ns", 0.7, 1135]
  ],
  "310112": [
    ["\u8398\u5EFA\u4E1C\u8DEF", "101", 121.3865, 31.1125, "ew", 0.8, 665],
    ["\u90FD\u5E02\u8DEF", "101", 121.3955, 31.1025, "ns", 1.8, 5001],
    ["\u4E03\u8398\u8DEF", "102", 121.3615, 31.1425, "ns", 2.4, 3655],
    ["\u6F15\u5B9D\u8DEF", "102", 121.3605, 31.1605, "ew", 1.6, 3459],
    ["\u5434\u4E2D\u8DEF", "107", 121.3825, 31.1785, "ew", 1.8, 1799],
    ["\u5408\u5DDD\u8DEF", "107", 121.3855, 31.1715, "ns", 1.2, 3089],
    ["\u987E\u6234\u8DEF", "006", 121.3935, 31.1385, "ew", 1.6, 3009],
    ["\u83B2\u82B1\u5357\u8DEF", "108", 121.4085, 31.1105, "ns", 1.8, 2899],
    ["\u6885\u9647\u8DEF", "108", 121.4105, 31.1335, "ew", 0.8, 501],
    ["\u91D1\u90FD\u8DEF", "103", 121.3955, 31.0855, "ew", 1.6, 4299],
    ["\u989B\u5174\u8DEF", "103", 121.4085, 31.0685, "ew", 1.4, 2009],
    ["\u5251\u5DDD\u8DEF", "001", 121.4335, 31.0265, "ew", 2, 953],
    ["\u4E1C\u5DDD\u8DEF", "001", 121.4305, 31.0185, "ew", 2.2, 3215],
    ["\u6C5F\u5DDD\u8DEF", "001", 121.4085, 31.0055, "ew", 1.4, 1800],
    ["\u7533\u957F\u8DEF", "008", 121.3185, 31.1935, "ns", 1.2, 1588],
    ["\u7533\u8679\u8DEF", "008", 121.3165, 31.1905, "ns", 0.8, 988],
    ["\u7EAA\u7FDF\u8DEF", "106", 121.2855, 31.2165, "ns", 1.8, 1439],
    ["\u5143\u6C5F\u8DEF", "112", 121.3805, 31.0485, "ew", 1.6, 5500],
    ["\u6C5F\u6708\u8DEF", "114", 121.5165, 31.0835, "ew", 1.6, 2269],
    ["\u9648\u884C\u516C\u8DEF", "114", 121.5125, 31.0985, "ew", 1.4, 2388],
    ["\u6D66\u9526\u8DEF", "009", 121.4955, 31.0885, "ns", 1.4, 2049],
    ["\u9F99\u5434\u8DEF", "110", 121.4615, 31.0585, "ns", 1.8, 5899]
  ],
  "310113": [
    ["\u53CB\u8C0A\u8DEF", "003", 121.4745, 31.4085, "ew", 1.6, 1928],
    ["\u7261\u4E39\u6C5F\u8DEF", "003", 121.4855, 31.4035, "ns", 1.8, 1799],
    ["\u6DDE\u6EE8\u8DEF", "007", 121.4905, 31.3815, "ew", 0.9, 780],
    ["\u957F\u6C5F\u5357\u8DEF", "113", 121.4805, 31.3385, "ns", 1.2, 668],
    ["\u957F\u6C5F\u897F\u8DEF", "008", 121.4525, 31.3475, "ew", 1.2, 2349],
    ["\u5171\u548C\u65B0\u8DEF", "112", 121.4435, 31.3285, "ns", 1, 5199],
    ["\u6CAA\u592A\u8DEF", "102", 121.4145, 31.3055, "ns", 1.6, 2695],
    ["\u9526\u79CB\u8DEF", "102", 121.3865, 31.3215, "ew", 1.4, 1418],
    ["\u5357\u9648\u8DEF", "102", 121.4005, 31.3125, "ns", 0.9, 333],
    ["\u8570\u5DDD\u8DEF", "103", 121.4535, 31.3725, "ns", 1.8, 1498],
    ["\u5BCC\u9526\u8DEF", "103", 121.4485, 31.3985, "ew", 1.6, 3001],
    ["\u6708\u7F57\u8DEF", "104", 121.4205, 31.4265, "ew", 2, 1888],
    ["\u7F57\u6EAA\u8DEF", "101", 121.3505, 31.4105, "ns", 1, 700],
    ["\u9646\u7FD4\u8DEF", "109", 121.3785, 31.3565, "ns", 1.6, 1068],
    ["\u83CA\u592A\u8DEF", "109", 121.3705, 31.3585, "ew", 1, 1198],
    ["\u6F58\u6CFE\u8DEF", "106", 121.3565, 31.4565, "ns", 2, 3500],
    ["\u6BB7\u9AD8\u897F\u8DEF", "111", 121.4745, 31.3225, "ew", 1, 638],
    ["\u5927\u5EB7\u8DEF", "112", 121.4345, 31.3285, "ew", 0.6, 699]
  ],
  "310114": [
    ["\u6E05\u6CB3\u8DEF", "004", 121.2535, 31.3855, "ew", 0.9, 321],
    ["\u535A\u4E50\u8DEF", "004", 121.2485, 31.3835, "ns", 0.9, 289],
    ["\u5854\u57CE\u8DEF", "001", 121.2625, 31.3795, "ew", 1.6, 885],
    ["\u80DC\u8F9B\u8DEF", "401", 121.2335, 31.3835, "ns", 1.8, 1121],
    ["\u5E73\u57CE\u8DEF", "401", 121.2415, 31.3935, "ew", 1.2, 1055],
    ["\u767D\u94F6\u8DEF", "106", 121.2575, 31.3505, "ew", 1.6, 800],
    ["\u6CAA\u5B9C\u516C\u8DEF", "106", 121.2825, 31.3365, "se", 2, 2999],
    ["\u5B9D\u5B89\u516C\u8DEF", "106", 121.2925, 31.3425, "ew", 1.6, 3386],
    ["\u58A8\u7389\u5357\u8DEF", "103", 121.1655, 31.2905, "ns", 1, 1080],
    ["\u66F9\u5B89\u516C\u8DEF", "103", 121.1965, 31.2895, "ew", 2, 5588],
    ["\u660C\u5409\u8DEF", "103", 121.1585, 31.2965, "ew", 1, 201],
    ["\u94F6\u7FD4\u8DEF", "102", 121.3285, 31.2955, "ew", 1, 799],
    ["\u771F\u5357\u8DEF", "102", 121.3195, 31.2935, "se", 1.4, 4929],
    ["\u91D1\u6C99\u6C5F\u897F\u8DEF", "118", 121.3305, 31.2445, "ew", 1.8, 1555],
    ["\u534E\u6C5F\u8DEF", "118", 121.3285, 31.2525, "ns", 1.4, 988],
    ["\u4E30\u5E84\u8DEF", "002", 121.3575, 31.2445, "ns", 0.8, 359],
    ["\u65B0\u5EFA\u4E00\u8DEF", "109", 121.2755, 31.4165, "ns", 1, 2255],
    ["\u6052\u98DE\u8DEF", "114", 121.1655, 31.3625, "ew", 1, 568],
    ["\u971C\u7AF9\u516C\u8DEF", "111", 121.2535, 31.4465, "ew", 2, 4188],
    ["\u53F6\u57CE\u8DEF", "501", 121.2395, 31.3675, "ew", 1.6, 1631]
  ],
  "310115": [
    ["\u4E16\u7EAA\u5927\u9053", "005", 121.5155, 31.2325, "se", 1.8, 1788],
    ["\u9646\u5BB6\u5634\u73AF\u8DEF", "005", 121.5045, 31.2395, "ns", 0.7, 1600],
    ["\u94F6\u57CE\u4E2D\u8DEF", "005", 121.5065, 31.2355, "ns", 0.6, 501],
    ["\u6D66\u4E1C\u5357\u8DEF", "005", 121.5145, 31.2255, "ns", 1.4, 1271],
    ["\u5546\u57CE\u8DEF", "004", 121.5195, 31.2315, "ew", 0.9, 738],
    ["\u4E1C\u65B9\u8DEF", "004", 121.5265, 31.2245, "ns", 1.8, 1381],
    ["\u5F20\u6768\u8DEF", "004", 121.5275, 31.2285, "ew", 1.6, 1589],
    ["\u6E90\u6DF1\u8DEF", "013", 121.5385, 31.2345, "ns", 1.2, 1088],
    ["\u6C11\u751F\u8DEF", "013", 121.5475, 31.2325, "ns", 1.6, 1518],
    ["\u6D66\u4E1C\u5927\u9053", "013", 121.5395, 31.2445, "ew", 1.8, 2123],
    ["\u82B1\u6728\u8DEF", "016", 121.5555, 31.2095, "ew", 1.6, 1883],
    ["\u82B3\u7538\u8DEF", "016", 121.5595, 31.2175, "ns", 1.4, 1155],
    ["\u6D66\u5EFA\u8DEF", "008", 121.5235, 31.2095, "ew", 1.4, 1149],
    ["\u4E0A\u5357\u8DEF", "009", 121.4985, 31.1805, "ns", 1.6, 3855],
    ["\u8000\u534E\u8DEF", "007", 121.4925, 31.1845, "ew", 1, 488],
    ["\u9F50\u6CB3\u8DEF", "010", 121.5095, 31.1855, "ew", 0.8, 360],
    ["\u4E09\u6797\u8DEF", "130", 121.5105, 31.1445, "ew", 1.4, 1466],
    ["\u4E1C\u660E\u8DEF", "015", 121.5145, 31.1555, "ns", 1.4, 2719],
    ["\u535A\u971E\u8DEF", "125", 121.5855, 31.2015, "ew", 0.6, 50],
    ["\u78A7\u6CE2\u8DEF", "125", 121.5865, 31.2065, "ns", 0.9, 888],
    ["\u7956\u51B2\u4E4B\u8DEF", "125", 121.5965, 31.2045, "ew", 1.8, 2305],
    ["\u90ED\u5B88\u656C\u8DEF", "125", 121.5905, 31.2005, "ew", 1.2, 498],
    ["\u91D1\u79D1\u8DEF", "125", 121.6005, 31.2025, "ns", 1.4, 2966],
    ["\u8521\u4F26\u8DEF", "125", 121.6045, 31.1945, "ew", 1.2, 1690],
    ["\u65B0\u91D1\u6865\u8DEF", "120", 121.6015, 31.2505, "ew", 1.6, 1888],
    ["\u91D1\u6D77\u8DEF", "120", 121.6085, 31.2635, "ew", 1.8, 2588],
    ["\u91D1\u6865\u8DEF", "012", 121.5735, 31.2485, "ns", 1.2, 1399],
    ["\u5BCC\u7279\u897F\u4E00\u8DEF", "501", 121.5945, 31.3245, "ns", 1.2, 477],
    ["\u65E5\u4EAC\u8DEF", "501", 121.5985, 31.3315, "ew", 0.9, 88],
    ["\u6768\u9AD8\u5317\u8DEF", "501", 121.5875, 31.3185, "ns", 1.8, 2005],
    ["\u5DDD\u6C99\u8DEF", "103", 121.6985, 31.1945, "ns", 2, 6999],
    ["\u5510\u9F99\u8DEF", "114", 121.6535, 31.2155, "ew", 1, 655],
    ["\u6C11\u51AC\u8DEF", "117", 121.6725, 31.2785, "ew", 1, 299],
    ["\u6CAA\u5357\u516C\u8DEF", "132", 121.5725, 31.1185, "ns", 2, 3736],
    ["\u79C0\u6CBF\u8DEF", "136", 121.5685, 31.1355, "ew", 1.6, 3688],
    ["\u5EB7\u6865\u4E1C\u8DEF", "136", 121.5825, 31.1455, "ew", 1.2, 1159],
    ["\u62F1\u6781\u8DEF", "131", 121.7585, 31.0525, "ew", 1.4, 3888],
    ["\u73AF\u6E56\u897F\u4E00\u8DEF", "145", 121.9155, 30.9025, "ns", 0.9, 819],
    ["\u6C34\u82B8\u8DEF", "145", 121.9085, 30.8985, "ns", 0.8, 418],
    ["\u4E1A\u76DB\u8DEF", "145", 121.8655, 30.8765, "ew", 1.2, 188],
    ["\u822A\u5934\u8DEF", "137", 121.5945, 31.0485, "ew", 1, 1588],
    ["\u5DDD\u5357\u5949\u516C\u8DEF", "139", 121.7505, 31.1085, "ns", 2, 5158]
  ],
  "310116": [
    ["\u536B\u96F6\u8DEF", "001", 121.3385, 30.7245, "ns", 1.2, 558],
    ["\u8499\u5C71\u8DEF", "001", 121.3435, 30.7255, "ns", 1.4, 1280],
    ["\u91D1\u4E00\u4E1C\u8DEF", "001", 121.3425, 30.7225, "ew", 0.9, 130],
    ["\u9686\u5B89\u8DEF", "001", 121.3365, 30.7325, "ew", 0.9, 501],
    ["\u9F99\u80DC\u8DEF", "113", 121.3485, 30.7425, "ew", 1.4, 1070],
    ["\u4EAD\u536B\u516C\u8DEF", "113", 121.3465, 30.7605, "ns", 1.8, 1e3],
    ["\u53E4\u57CE\u8DEF", "109", 121.3055, 30.7385, "ns", 1, 295],
    ["\u4EBA\u6C11\u8DEF", "101", 121.1655, 30.8985, "ew", 1, 360],
    ["\u4E34\u6E90\u8857", "101", 121.1615, 30.8945, "ns", 0.8, 750],
    ["\u4E07\u5B89\u8857", "101", 121.1685, 30.8945, "ew", 0.7, 788],
    ["\u4EAD\u67AB\u516C\u8DEF", "102", 121.0245, 30.8905, "ew", 1.4, 8342],
    ["\u6CFE\u6CE2\u8DEF", "102", 121.0165, 30.8865, "ns", 0.8, 200],
    ["\u5BFA\u5E73\u5357\u8DEF", "104", 121.3185, 30.8835, "ns", 0.8, 19],
    ["\u6797\u5B9D\u8DEF", "104", 121.3145, 30.8785, "ew", 0.9, 399],
    ["\u677E\u91D1\u516C\u8DEF", "103", 121.2865, 30.8095, "ns", 1.6, 2758],
    ["\u6F15\u5ECA\u516C\u8DEF", "112", 121.3985, 30.8085, "ew", 1.4, 398],
    ["\u8363\u660C\u8DEF", "105", 121.1855, 30.8365, "ew", 0.8, 318],
    ["\u666F\u4E50\u8DEF", "107", 121.1885, 30.7885, "ns", 0.8, 228]
  ],
  "310117": [
    ["\u4E2D\u5C71\u4E2D\u8DEF", "004", 121.2385, 31.0065, "ew", 1.4, 398],
    ["\u4EBA\u6C11\u5317\u8DEF", "003", 121.2285, 31.0325, "ns", 1.8, 2999],
    ["\u601D\u8D24\u8DEF", "003", 121.2245, 31.0275, "ew", 1.6, 2588],
    ["\u6587\u8BDA\u8DEF", "003", 121.2225, 31.0385, "ew", 1.4, 765],
    ["\u65B0\u677E\u6C5F\u8DEF", "003", 121.2235, 31.0335, "ew", 1.6, 1234],
    ["\u8C37\u9633\u5317\u8DEF", "004", 121.2385, 31.0185, "ns", 1.4, 1500],
    ["\u8363\u4E50\u4E1C\u8DEF", "004", 121.2585, 31.0135, "ew", 1.6, 2369],
    ["\u5E7F\u5BCC\u6797\u8DEF", "005", 121.2085, 31.0585, "ew", 1.6, 4855],
    ["\u4E50\u90FD\u8DEF", "001", 121.2285, 31.0105, "ew", 1.2, 489],
    ["\u4ED3\u6C47\u8DEF", "002", 121.2005, 31.0035, "ns", 1, 369],
    ["\u6CAA\u4EAD\u5317\u8DEF", "107", 121.3305, 31.1385, "ns", 1.4, 1188],
    ["\u6D9E\u574A\u8DEF", "107", 121.3155, 31.1285, "ew", 1.2, 888],
    ["\u4E5D\u65B0\u516C\u8DEF", "006", 121.3345, 31.1105, "ns", 1.2, 2888],
    ["\u6C5F\u5DDD\u5317\u8DEF", "102", 121.2725, 31.1205, "ns", 1, 598],
    ["\u957F\u5174\u4E1C\u8DEF", "106", 121.2925, 31.0895, "ew", 1.2, 1586],
    ["\u65B0\u7AD9\u8DEF", "105", 121.3145, 31.0665, "ns", 0.9, 360],
    ["\u8398\u7816\u516C\u8DEF", "105", 121.3005, 31.0765, "ew", 1.8, 668],
    ["\u8F66\u4EAD\u516C\u8DEF", "104", 121.3105, 31.0055, "ns", 1.6, 1888],
    ["\u5916\u9752\u677E\u516C\u8DEF", "103", 121.1885, 31.0985, "ns", 1.8, 9e3],
    ["\u6587\u7FD4\u8DEF", "121", 121.1405, 31.0365, "ew", 1.6, 6200],
    ["\u53F6\u65FA\u8DEF", "120", 121.3165, 30.9455, "ns", 1, 1e3]
  ],
  "310118": [
    ["\u516C\u56ED\u8DEF", "001", 121.1215, 31.1515, "ew", 1.2, 800],
    ["\u57CE\u4E2D\u4E1C\u8DEF", "002", 121.1185, 31.1545, "ew", 0.9, 600],
    ["\u76C8\u6E2F\u8DEF", "002", 121.1055, 31.1655, "ew", 1.6, 1858],
    ["\u6DC0\u5C71\u6E56\u5927\u9053", "001", 121.1125, 31.1385, "ew", 1.6, 851],
    ["\u534E\u9752\u8DEF", "001", 121.1305, 31.1455, "ns", 1.4, 1288],
    ["\u6F15\u76C8\u8DEF", "003", 121.1025, 31.1905, "ns", 1.6, 3777],
    ["\u5D27\u534E\u8DEF", "003", 121.1455, 31.1945, "ns", 1.4, 1188],
    ["\u8BF8\u5149\u8DEF", "106", 121.2985, 31.1925, "ns", 1.2, 1588],
    ["\u76C8\u6E2F\u4E1C\u8DEF", "106", 121.2685, 31.1685, "ew", 1.8, 8300],
    ["\u660E\u73E0\u8DEF", "106", 121.2805, 31.1745, "ns", 0.9, 1018],
    ["\u9AD8\u6CFE\u8DEF", "106", 121.2925, 31.1785, "ns", 0.9, 599],
    ["\u5609\u677E\u4E2D\u8DEF", "105", 121.2085, 31.1605, "ns", 1.8, 5369],
    ["\u6CAA\u9752\u5E73\u516C\u8DEF", "105", 121.2005, 31.1475, "ew", 1.8, 3398],
    ["\u534E\u9686\u8DEF", "107", 121.2325, 31.2425, "ew", 1.2, 1777],
    ["\u65B0\u51E4\u4E2D\u8DEF", "107", 121.2305, 31.2385, "ew", 1, 408],
    ["\u73E0\u6EAA\u8DEF", "102", 121.0525, 31.1085, "ew", 1, 400],
    ["\u5317\u9752\u516C\u8DEF", "109", 121.1755, 31.2065, "ew", 1.6, 6868],
    ["\u5916\u9752\u677E\u516C\u8DEF", "110", 121.1385, 31.2535, "ns", 1.6, 3560],
    ["\u6731\u67AB\u516C\u8DEF", "103", 121.0455, 31.0105, "ns", 1.6, 6001],
    ["\u6CAA\u9752\u5E73\u516C\u8DEF", "104", 120.9225, 31.0415, "ew", 1.2, 9515]
  ],
  "310120": [
    ["\u89E3\u653E\u4E1C\u8DEF", "101", 121.4635, 30.9165, "ew", 1.2, 1018],
    ["\u4EBA\u6C11\u4E2D\u8DEF", "101", 121.4555, 30.9185, "ew", 0.9, 288],
    ["\u73AF\u57CE\u4E1C\u8DEF", "101", 121.4725, 30.9125, "ns", 1.4, 1383],
    ["\u5357\u5949\u516C\u8DEF", "101", 121.4505, 30.9085, "ew", 1.4, 8519],
    ["\u5949\u6D66\u5927\u9053", "002", 121.4625, 30.9435, "ew", 1.6, 1599],
    ["\u671B\u56ED\u8DEF", "002", 121.4785, 30.9345, "ns", 1.8, 2066],
    ["\u6276\u6E2F\u8DEF", "001", 121.4385, 30.9805, "ew", 1, 1088],
    ["\u6CAA\u676D\u516C\u8DEF", "001", 121.4425, 30.9655, "ns", 1.6, 1588],
    ["\u91D1\u9F50\u8DEF", "003", 121.4985, 30.9345, "ns", 1.4, 1e3],
    ["\u5927\u53F6\u516C\u8DEF", "106", 121.5085, 30.9795, "ew", 1.8, 6758],
    ["\u91D1\u94B1\u516C\u8DEF", "106", 121.5235, 30.9685, "ns", 1.6, 3388],
    ["\u5DDD\u5357\u5949\u516C\u8DEF", "102", 121.6425, 30.9185, "ns", 1.4, 9888],
    ["\u5949\u6C38\u8DEF", "102", 121.6385, 30.9125, "ew", 1, 588],
    ["\u5357\u5949\u516C\u8DEF", "111", 121.5785, 30.9145, "ew", 1.6, 3878],
    ["\u5E73\u798F\u897F\u8DEF", "109", 121.7205, 30.9135, "ew", 1, 358],
    ["\u5357\u4EAD\u516C\u8DEF", "104", 121.3865, 30.9025, "ew", 1.4, 1888],
    ["\u76EE\u534E\u5317\u8DEF", "118", 121.4685, 30.8365, "ns", 1.2, 388],
    ["\u6D77\u9A6C\u8DEF", "123", 121.5105, 30.8535, "ns", 1, 5588]
  ],
  "310151": [
    ["\u516B\u4E00\u8DEF", "101", 121.3985, 31.6285, "ew", 1, 778],
    ["\u4EBA\u6C11\u8DEF", "101", 121.3965, 31.6255, "ew", 0.9, 201],
    ["\u4E1C\u95E8\u8DEF", "101", 121.4045, 31.6285, "ns", 0.9, 378],
    ["\u9F13\u6D6A\u5C7F\u8DEF", "101", 121.4145, 31.6325, "ns", 1, 858],
    ["\u5821\u9547\u4E2D\u8DEF", "102", 121.6225, 31.5405, "ns", 1, 258],
    ["\u65B0\u7533\u8DEF", "103", 121.5285, 31.5905, "ew", 1, 921],
    ["\u5B8F\u6D77\u516C\u8DEF", "104", 121.3405, 31.7085, "ns", 1.4, 2050],
    ["\u54CD\u54C3\u516C\u8DEF", "105", 121.5765, 31.6185, "ns", 1.4, 1200],
    ["\u5317\u9648\u516C\u8DEF", "110", 121.8105, 31.5185, "ew", 1.4, 1988],
    ["\u9648\u5F77\u516C\u8DEF", "110", 121.8285, 31.5065, "ns", 1.2, 530],
    ["\u6F58\u56ED\u516C\u8DEF", "116", 121.6885, 31.3935, "ew", 1.6, 2528],
    ["\u51E4\u6EE8\u8DEF", "116", 121.7005, 31.3885, "ew", 1, 108],
    ["\u5BCC\u6C11\u652F\u8DEF", "202", 121.8385, 31.3505, "ns", 1, 58],
    ["\u4E09\u534E\u516C\u8DEF", "107", 121.2785, 31.7505, "ew", 1.2, 900],
    ["\u6E2F\u6CBF\u516C\u8DEF", "108", 121.6685, 31.6025, "ns", 1.4, 1700],
    ["\u5EFA\u8BBE\u516C\u8DEF", "113", 121.4625, 31.6505, "ns", 1.4, 2036],
    ["\u5317\u6CBF\u516C\u8DEF", "115", 121.4785, 31.6885, "ew", 1.6, 2188],
    ["\u4E09\u53CC\u516C\u8DEF", "112", 121.3985, 31.6865, "ew", 1.4, 1021]
  ]
};

// stream/simulator/places.ts
var WORK = [
  ["310101", 6],
  ["310104", 7],
  ["310105", 5],
  ["310106", 7],
  ["310107", 6],
  ["310109", 5],
  ["310110", 6],
  ["310112", 10],
  ["310113", 7],
  ["310114", 7],
  ["310115", 20],
  ["310116", 2],
  ["310117", 6],
  ["310118", 4],
  ["310120", 4],
  ["310151", 1]
];
var FINANCE = [
  ["310101", 12],
  ["310104", 7],
  ["310105", 6],
  ["310106", 12],
  ["310107", 5],
  ["310109", 9],
  ["310110", 5],
  ["310112", 4],
  ["310113", 2],
  ["310114", 2],
  ["310115", 34],
  ["310116", 1],
  ["310117", 2],
  ["310118", 2],
  ["310120", 2],
  ["310151", 1]
];
var PARKS = [
  ["310151", 22],
  ["310120", 22],
  ["310116", 14],
  ["310118", 12],
  ["310114", 10],
  ["310113", 8],
  ["310117", 6],
  ["310115", 10]
];
var work = makeWeighted(WORK);
var finance = makeWeighted(FINANCE);
var parks = makeWeighted(PARKS);
var PARK_WORDS = ["\u7ECF\u6D4E\u5F00\u53D1\u533A", "\u7ECF\u6D4E\u5C0F\u533A", "\u5DE5\u4E1A\u56ED\u533A", "\u7ECF\u6D4E\u53D1\u5C55\u533A", "\u7ECF\u6D4E\u56ED\u533A"];
var TOWER_WORDS = ["\u5927\u53A6", "\u4E2D\u5FC3", "\u5E7F\u573A", "\u56FD\u9645\u5927\u53A6", "\u5546\u52A1\u697C"];
function pickWorkDistrict(unit, financial) {
  return (financial ? finance : work).at(unit);
}
function pickParkDistrict(unit) {
  return parks.at(unit);
}
function makeOffice(rng, district, shop) {
  const road = rng.pick(ROADS[district]);
  const number = oddOrEven(rng, road);
  const detail = shop ? rng.chance(0.4) ? "\u5E95\u5C42" : `${rng.between(1, 9)}\u53F7\u5546\u94FA` : officeDetail(rng);
  return placeAt(district, road, number, detail);
}
function makeParkAddress(rng, district, parkName) {
  const roads = ROADS[district];
  const road = roads[roads.length - 1 - rng.int(Math.min(8, roads.length))];
  const number = 8 + Math.floor(road[6] * 0.55);
  const block = rng.pick(["1", "2", "3", "5", "6", "8", "A", "B", "C"]);
  const room = `${rng.between(1, 6)}${String(rng.between(1, 999)).padStart(3, "0")}`;
  return placeAt(district, road, number, `${block}\u5E62${room}\u5BA4\uFF08\u4E0A\u6D77${parkName}${rng.pick(PARK_WORDS)}\uFF09`);
}
function makeFixedPlace(district, roadIndex, number, detail) {
  const roads = ROADS[district];
  const road = roads[roadIndex % roads.length];
  return placeAt(district, road, Math.min(number, road[6]), detail);
}
var AXES = {
  ew: [1, 0],
  ns: [0, 1],
  ne: [0.7, 0.7],
  se: [0.7, -0.7]
};
var DEGREES_PER_KM_LAT = 1 / 111;
var DEGREES_PER_KM_LNG = 1 / 95.4;
function placeAt(district, road, number, detail) {
  const [name, street, lng, lat, bearing, lengthKm, highest] = road;
  const axis = AXES[bearing];
  const along = (number / highest - 0.5) * lengthKm;
  const across = (mix(379422, number, name.charCodeAt(0)) % 201 - 100) / 1e3;
  const x = lng + (axis[0] * along + axis[1] * across) * DEGREES_PER_KM_LNG;
  const y = lat + (axis[1] * along - axis[0] * across) * DEGREES_PER_KM_LAT;
  return {
    district,
    street: district + street,
    road: name,
    number,
    address: `\u4E0A\u6D77\u5E02${districtNames.get(district)}${name}${number}\u53F7${detail}`,
    position: [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5]
  };
}
function oddOrEven(rng, road) {
  return 1 + rng.int(road[6]);
}
function officeDetail(rng) {
  const floor = 1 + Math.floor(rng.unit() * rng.unit() * 32);
  const room = `${floor}${String(rng.between(1, 18)).padStart(2, "0")}\u5BA4`;
  const kind = rng.unit();
  if (kind < 0.45) return room;
  if (kind < 0.65) return `${rng.between(1, 12)}\u5E62${room}`;
  if (kind < 0.8) return `${floor}\u5C42${rng.pick(["A", "B", "C", "D", "E"])}\u5EA7`;
  return `${rng.pick(TOWER_NAMES)}${rng.pick(TOWER_WORDS)}${room}`;
}
var TOWER_NAMES = [
  "\u91D1\u8302\u6E90",
  "\u6C47\u94F6",
  "\u4E1C\u65B9\u6D77",
  "\u7533\u80FD\u6C47",
  "\u6052\u57FA\u6E90",
  "\u4E2D\u73AF",
  "\u7EFF\u6D32",
  "\u65B0\u7EAA\u5143",
  "\u9526\u6C5F\u6E90",
  "\u51EF\u5FB7\u6C47",
  "\u767E\u8054\u6C47",
  "\u5146\u4E30\u6E90"
];
var districtNames = new Map(DISTRICTS.map((district) => [district.code, district.name]));

// stream/simulator/city.ts
var TROUBLED_SHARE = 0.08;
var ordinary = makeWeighted(ORDINARY.map((row2) => [row2, row2.weight]));
var financialKinds = makeWeighted(FINANCIAL_SHARES);
var FINANCIAL_SHARE = financialKinds.total / 1e4;
var rows = Object.fromEntries(
  Object.entries(FINANCIAL).map(([kind, list]) => [
    kind,
    makeWeighted(list.map((row2) => [row2, row2.weight]))
  ])
);
var SERIALS = 28629151;
var SERIAL_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
var SERIAL_PREFIX = "MAY";
function createCity(options, roles = /* @__PURE__ */ new Map()) {
  const { seed, size, epochMs } = options;
  if (!Number.isInteger(size) || size < 100 || size > 3e6)
    throw new RangeError(`a city has 100 to 3,000,000 enterprises, not ${size}`);
  const trouble = makePermutation(size, seed, STREAMS.trouble);
  const busy = makePermutation(size, seed, STREAMS.background);
  const serials = makePermutation(SERIALS, seed, STREAMS.code);
  const tiers = NAME_TIERS.map(
    (n, tier) => makePermutation(n, seed + tier, STREAMS.name)
  );
  const today = bucketStart(epochMs, "day");
  const troubleRank = (index) => trouble.rank(index) / size;
  function kindOf(index, role) {
    if (role?.kind !== void 0) return role.kind;
    const unit = unitAt(seed, STREAMS.kind, index);
    if (troubleRank(index) < TROUBLED_SHARE * 0.075)
      return unit < 0.55 ? "wealth" : unit < 0.75 ? "private-fund" : "none";
    return unit < FINANCIAL_SHARE ? financialKinds.at(unit / FINANCIAL_SHARE) : "none";
  }
  function core(index) {
    if (!(index >= 0 && index < size)) throw new RangeError(`no enterprise ${index} in a city of ${size}`);
    const role = roles.get(index);
    const kind = kindOf(index, role);
    const rng = new Rng(seed, STREAMS.name, index);
    const drawn = kind === "none" ? ordinary.at(rng.unit()) : rows[kind].at(rng.unit());
    const picked = kind === "none" && role?.word !== void 0 ? rowOfWord(role.word) : drawn;
    const word = role?.word ?? rng.pick(picked.words);
    const elsewhereUnit = rng.unit();
    const elsewhere = role === void 0 && picked.form === "limited" && elsewhereUnit < 0.025 ? ELSEWHERE[Math.floor(elsewhereUnit / 0.025 * ELSEWHERE.length)] : null;
    const districtUnit = rng.unit();
    const district = role?.place?.district ?? pickWorkDistrict(districtUnit, kind !== "none");
    const tradeName = makeTradeName(index, seed, tiers);
    const short = districtOf(district)?.short ?? "";
    const name = makeFirmName(
      rng,
      tradeName,
      word,
      picked.form,
      short,
      elsewhere?.[1] ?? null,
      index % 7 === 0
    );
    const park = parkDistrictOf(index, kind, picked, elsewhere !== null, role);
    const division = elsewhere?.[0] ?? park ?? district;
    const code = makeCreditCode(
      division,
      SERIAL_PREFIX + serialOf(serials.at(index)),
      "9",
      picked.form === "individual" ? "2" : "1"
    );
    return {
      identity: { index, code, name, tradeName, word, kind, industry: picked, district },
      registeredDivision: division,
      elsewhere: elsewhere?.[1] ?? null
    };
  }
  function parkDistrictOf(index, kind, picked, elsewhere, role) {
    if (elsewhere || role?.place !== void 0 || picked.form === "individual") return null;
    const unit = unitAt(seed, STREAMS.place, index);
    const share = kind === "none" ? 0.34 : 0.2;
    return unit < share ? pickParkDistrict(unit / share) : null;
  }
  function enterprise(index) {
    const role = roles.get(index);
    const { identity, registeredDivision, elsewhere } = core(index);
    const { kind, industry, district } = identity;
    const rng = new Rng(seed, STREAMS.place, index);
    const business = role?.place ?? makeOffice(rng, district, industry.form === "individual");
    const registered = elsewhere !== null ? null : registeredDivision === district ? business : makeParkAddress(
      rng,
      registeredDivision,
      tradeNameOfPark(seed, registeredDivision, rng)
    );
    const money = new Rng(seed, STREAMS.capital, index);
    const capital = role?.capital ?? roundCapital(industry.capital * 1e4 * Math.exp(0.8 * money.normal()));
    const paid = money.unit();
    const paidIn = role?.paidIn ?? (kind === "none" ? Math.round(capital * (paid < 0.35 ? 0 : paid < 0.6 ? paid / 2 : 1)) : Math.round(capital * (paid < 0.2 ? 0.3 : 1)));
    const establishedMs = establishedAt(index, role);
    const person = role?.person ?? makePersonName(mix(seed, STREAMS.person, index));
    const state = unitAt(seed, STREAMS.status, index);
    return {
      index,
      code: identity.code,
      name: identity.name,
      tradeName: identity.tradeName,
      word: identity.word,
      kind,
      industry,
      district,
      registered,
      registeredDistrict: elsewhere !== null ? registeredDivision : registered.district,
      registeredAddress: registered?.address ?? `${elsewhere}\u5E02${tradeNameOfPark(seed, registeredDivision, rng)}\u8DEF${1 + rng.int(999)}\u53F7${1 + rng.int(28)}\u697C`,
      business,
      capital,
      paidIn,
      establishedMs,
      establishedOn: dayOf(establishedMs),
      legalRepresentative: person,
      phone: role?.phone ?? makePhone(mix(seed, STREAMS.phone, index)),
      scope: role?.scope ?? `${industry.scope}\u3002\uFF08\u4F9D\u6CD5\u987B\u7ECF\u6279\u51C6\u7684\u9879\u76EE\uFF0C\u7ECF\u76F8\u5173\u90E8\u95E8\u6279\u51C6\u540E\u65B9\u53EF\u5F00\u5C55\u7ECF\u8425\u6D3B\u52A8\uFF09`,
      licences: licencesOf(kind, role, rng),
      status: role !== void 0 ? "active" : state < 0.983 ? "active" : state < 0.995 ? "abnormal" : state < 0.998 ? "revoked" : "moved-out"
    };
  }
  function establishedAt(index, role) {
    if (role?.ageDays !== void 0) return today - role.ageDays * DAY_MS;
    const unit = unitAt(seed, STREAMS.date, index);
    const days = unit < 0.016 ? unit * (90 / 0.016) : 90 + 11e3 * ((unit - 0.016) / 0.984) ** 2.6;
    return today - Math.floor(days) * DAY_MS;
  }
  return {
    ...options,
    roles,
    identity: (index) => core(index).identity,
    indexOfCode(code) {
      if (code.slice(8, 8 + SERIAL_PREFIX.length) !== SERIAL_PREFIX) return null;
      const value = serialValue(code.slice(8 + SERIAL_PREFIX.length, 16));
      const index = value === null ? size : serials.rank(value);
      return index < size && core(index).identity.code === code ? index : null;
    },
    kindOf: (index) => kindOf(index, roles.get(index)),
    establishedMs: (index) => establishedAt(index, roles.get(index)),
    enterprise,
    troubleRank,
    troubledAt: (rank) => trouble.at(Math.min(size - 1, Math.floor(rank * size))),
    busyAt: (unit) => busy.at(Math.min(size - 1, Math.floor(size * unit ** 2.2)))
  };
}
function makeRegistration(enterprise) {
  const { registered, business } = enterprise;
  return {
    name: enterprise.name,
    creditCode: enterprise.code,
    status: enterprise.status,
    legalRepresentative: enterprise.legalRepresentative,
    establishedOn: enterprise.establishedOn,
    registeredCapital: String(enterprise.capital),
    paidInCapital: String(enterprise.paidIn),
    industryCode: enterprise.industry.code,
    financeKind: enterprise.kind,
    scope: enterprise.scope,
    ...enterprise.licences.length > 0 ? { licences: enterprise.licences } : {},
    registeredAddress: enterprise.registeredAddress,
    registeredDistrict: registered === null ? OUTSIDE : enterprise.registeredDistrict,
    ...registered === null ? {} : { registeredStreet: registered.street },
    businessAddress: business.address,
    businessDistrict: business.district,
    phone: enterprise.phone,
    position: business.position
  };
}
function rowOfWord(word) {
  const row2 = ORDINARY.find((one2) => one2.words.includes(word));
  if (row2 === void 0) throw new RangeError(`no ordinary industry says ${word}`);
  return row2;
}
function serialOf(value) {
  let rest = value;
  let text = "";
  for (let i = 0; i < 5; i++) {
    text = SERIAL_ALPHABET[rest % 31] + text;
    rest = Math.floor(rest / 31);
  }
  return text;
}
function serialValue(text) {
  let value = 0;
  for (const character of text) {
    const digit = SERIAL_ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = value * 31 + digit;
  }
  return value < SERIALS ? value : null;
}
function licencesOf(kind, role, rng) {
  const licence = LICENCES[kind];
  if (licence === void 0 || role?.licensed === false) return [];
  if (kind === "private-fund" && role?.licensed === void 0 && rng.chance(0.11)) return [];
  return [licence];
}
function roundCapital(yuan) {
  const unit = yuan < 2e5 ? 1e4 : yuan < 2e6 ? 1e5 : yuan < 2e7 ? 1e6 : 1e7;
  return Math.max(unit, Math.round(yuan / unit) * unit);
}
var PARK_NAMES = [
  "\u6CF0\u548C",
  "\u667A\u6167\u5C9B",
  "\u5BCC\u76DB",
  "\u65B0\u6751",
  "\u6D77\u6E7E",
  "\u91D1\u77F3\u6E7E",
  "\u5E99\u9547",
  "\u5411\u5316",
  "\u6A2A\u6CF0",
  "\u5E7F\u5BCC",
  "\u7EFF\u6D32",
  "\u5316\u5DE5",
  "\u5B9D\u7965",
  "\u661F\u706B"
];
function tradeNameOfPark(seed, division, rng) {
  return PARK_NAMES[(intAt(seed, STREAMS.place, Number(division), PARK_NAMES.length) + rng.int(2)) % PARK_NAMES.length];
}

// store/scope.ts
function inScope(scope) {
  const parts = [];
  if (!isWholeCity(scope)) parts.push(sql`s.district = any(${scope.districts})`);
  if (scope.street !== null) parts.push(sql`s.street = ${scope.street}`);
  if (scope.businesses !== null) parts.push(sql`s.finance_kind = any(${scope.businesses})`);
  if (scope.givenTo !== null) {
    parts.push(sql`exists (select 1 from given_enterprises g where g.organisation_id = ${scope.givenTo}
      and g.enterprise_id = s.enterprise_id and (g.until is null or g.until > now()))`);
  }
  if (scope.industries !== void 0)
    parts.push(sql`left(coalesce(s.industry, ''), 2) = any(${scope.industries})`);
  return parts.length === 0 ? sql`true` : join(parts, sql` and `);
}
function inDistricts(scope, column) {
  return isWholeCity(scope) ? sql`true` : sql`${column} = any(${scope.districts})`;
}

// store/enterprises.ts
var CREATE_LOCK = 7205112;
async function findIdentifiers(db, identifiers) {
  if (identifiers.length === 0) return /* @__PURE__ */ new Map();
  const rows2 = await db.query(sql`
    select i.scheme, i.value, i.enterprise_id as id
    from unnest(${identifiers.map((one2) => one2.scheme)}::text[], ${identifiers.map((one2) => one2.value)}::text[]) as k(scheme, value)
    join enterprise_identifiers i using (scheme, value)`);
  return new Map(rows2.map((row2) => [identifierKey(row2), row2.id]));
}
function identifierKey(identifier) {
  return `${identifier.scheme}${identifier.value}`;
}
async function resolveEnterprises(pool, subjects) {
  const known = await findIdentifiers(
    pool,
    subjects.flatMap((subject) => subject.identifiers)
  );
  const missing = subjects.some(
    (subject) => subject.identifiers.some((one2) => !known.has(identifierKey(one2)))
  );
  if (!missing)
    return subjects.map((subject) => ({ enterpriseId: matchOf(subject, known), created: false }));
  return pool.transaction(async (tx) => {
    await lockCreation(tx);
    return resolveUnderLock(tx, subjects);
  });
}
async function lockCreation(tx) {
  await tx.execute(sql`select pg_advisory_xact_lock(${CREATE_LOCK})`);
}
async function resolveUnderLock(tx, subjects) {
  const known = await findIdentifiers(
    tx,
    subjects.flatMap((subject) => subject.identifiers)
  );
  const codes = await readCodes(tx, [...new Set(known.values())]);
  const results = [];
  const drafts = [];
  const added = [];
  const lacking = subjects.filter((subject) => matchOf(subject, known) === null).length;
  const freshIds = await takeIds(tx, lacking);
  for (const subject of subjects) {
    const code = subject.identifiers.find((one2) => one2.scheme === "code")?.value;
    let id = matchOf(subject, known);
    const clash = id !== null && code !== void 0 && !known.has(identifierKey({ scheme: "code", value: code })) && hasOtherCode(codes, id, code);
    let created = false;
    if (id === null || clash) {
      id = freshIds.pop() ?? (await takeIds(tx, 1))[0];
      drafts.push({ id, draft: subject.draft });
      created = true;
    }
    if (code !== void 0 && !codes.has(id)) codes.set(id, code);
    for (const identifier of subject.identifiers) {
      const key = identifierKey(identifier);
      if (known.has(key)) continue;
      known.set(key, id);
      added.push({ identifier, id });
    }
    results.push({ enterpriseId: id, created });
  }
  await createEnterprises(
    tx,
    drafts.map(({ id, draft }) => ({ ...draft, id }))
  );
  await insertIdentifiers(tx, added);
  await takeCodes(
    tx,
    added.filter(({ identifier }) => identifier.scheme === "code")
  );
  return results;
}
function matchOf(subject, known) {
  for (const identifier of subject.identifiers) {
    const id = known.get(identifierKey(identifier));
    if (id !== void 0) return id;
  }
  return null;
}
function hasOtherCode(codes, id, code) {
  const present = codes.get(id);
  return present !== void 0 && present !== code;
}
async function readCodes(db, ids) {
  const rows2 = await db.query(sql`
    select id, credit_code as code from enterprises where id = any(${ids}::bigint[]) and credit_code is not null`);
  return new Map(rows2.map((row2) => [row2.id, row2.code]));
}
async function takeIds(db, count) {
  if (count === 0) return [];
  const rows2 = await db.query(sql`
    select nextval(pg_get_serial_sequence('enterprises', 'id')) as id from generate_series(1, ${count}::int)`);
  return rows2.map((row2) => row2.id).reverse();
}
async function createEnterprises(db, drafts) {
  if (drafts.length === 0) return [];
  const rows2 = await db.query(sql`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as i(id bigint, name text, "creditCode" text,
        district text, street text, industry text, "financeKind" text, status text, provisional boolean, simulated boolean,
        lng real, lat real, "legalRepresentative" text, controller text, "establishedOn" date, "registeredCapital" numeric,
        "paidInCapital" numeric, "businessScope" text, licences text[], "registeredAddress" text, "businessAddress" text)
    ), added as (
      insert into enterprises (id, name, credit_code, district, street, industry, finance_kind, status, provisional,
        simulated, lng, lat, legal_representative, controller, established_on, registered_capital, paid_in_capital,
        business_scope, licences, registered_address, business_address)
      select coalesce(id, nextval(pg_get_serial_sequence('enterprises', 'id'))), name, "creditCode", district, street,
        industry, "financeKind", coalesce(status, 'active'), provisional, simulated, lng, lat, "legalRepresentative",
        controller, "establishedOn", "registeredCapital", "paidInCapital", "businessScope", coalesce(licences, '{}'),
        "registeredAddress", "businessAddress"
      from input returning id, name, created_at
    ), named as (
      insert into enterprise_names (enterprise_id, name, valid_from) select id, name, created_at from added
    )
    select id from added order by id`);
  return rows2.map((row2) => row2.id);
}
async function insertIdentifiers(db, rows2) {
  if (rows2.length === 0) return;
  await db.execute(sql`
    insert into enterprise_identifiers (scheme, value, enterprise_id, valid_from)
    select scheme, value, id, now()
    from unnest(${rows2.map((row2) => row2.identifier.scheme)}::text[], ${rows2.map((row2) => row2.identifier.value)}::text[],
      ${rows2.map((row2) => row2.id)}::bigint[]) as i(scheme, value, id)
    on conflict (scheme, value) do nothing`);
}
async function takeCodes(db, rows2) {
  if (rows2.length === 0) return;
  await db.execute(sql`
    update enterprises e set credit_code = i.code, updated_at = now()
    from unnest(${rows2.map((row2) => row2.id)}::bigint[], ${rows2.map((row2) => row2.identifier.value)}::text[]) as i(id, code)
    where e.id = i.id and e.credit_code is null`);
}
function findEnterprise(db, id) {
  return first(
    db,
    sql`
    select id, name, credit_code as "creditCode", district, street, industry, finance_kind as "financeKind", provisional,
      simulated, watched, merged_into as "mergedInto"
    from enterprises where id = ${id}`
  );
}
async function setWatched(db, scope, id, watched) {
  const count = await db.execute(sql`
    update enterprises e set watched = ${watched}, updated_at = now()
    from scores s where e.id = ${id} and s.enterprise_id = e.id and ${inScope(scope)}`);
  return count === 1;
}

// server/http/refusal.ts
var Refusal = class extends CodedError {
  details;
  retryAfterSeconds;
  constructor(code, params = {}, extras = {}) {
    super(code, params);
    this.name = "Refusal";
    this.details = extras.details;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
};

// server/auth/sessions.ts
import { createHash, randomBytes } from "node:crypto";

// domain/organisation.ts
var TIER_OF_KIND = {
  "city-office": "city",
  "committee-office": "city",
  "district-office": "district",
  "street-office": "street",
  "member-unit": "unit"
};
function tierOf(organisation) {
  return TIER_OF_KIND[organisation.kind];
}
function checkOrganisation(candidate, tree) {
  const faults = [];
  const { kind, district, street } = candidate;
  if (district !== CITY && !isDistrict(district)) faults.push("unknown-district");
  if (street !== null) {
    const home = districtOfStreet(street);
    if (home === null) faults.push("unknown-street");
    else if (home !== district) faults.push("street-outside-district");
  }
  if (kind === "city-office" && (district !== CITY || street !== null)) faults.push("wrong-area");
  if (kind === "district-office" && (district === CITY || street !== null)) faults.push("wrong-area");
  if (kind === "street-office" && street === null) faults.push("wrong-area");
  if (hasCycle(candidate, tree)) faults.push("cycle");
  return faults;
}
function checkPost(post, organisation) {
  const faults = [];
  if (!ROLE_FACTS[post.role].tiers.includes(tierOf(organisation))) faults.push("role-outside-tier");
  if (post.standsInFor !== null && post.validToMs === null) faults.push("open-ended-stand-in");
  if (post.standsInFor === post.userId) faults.push("stands-in-for-self");
  if (post.validToMs !== null && post.validToMs <= post.validFromMs) faults.push("dates-reversed");
  return faults;
}
function hasCycle(candidate, tree) {
  const seen = /* @__PURE__ */ new Set([candidate.id]);
  for (let parent = candidate.parentId; parent !== null; parent = tree.get(parent)?.parentId ?? null) {
    if (seen.has(parent)) return true;
    seen.add(parent);
  }
  return false;
}

// server/auth/session-user.ts
function makePrincipal(row2) {
  return {
    id: row2.userId,
    role: row2.role,
    tier: tierOf({
      id: row2.organisationId,
      kind: row2.organisationKind,
      name: "",
      parentId: null,
      district: row2.district,
      street: row2.street
    }),
    organisationId: row2.organisationId,
    district: row2.district,
    street: row2.street,
    lines: row2.lines,
    businesses: row2.businesses,
    fields: row2.fields
  };
}
function makeSessionUser(row2, sessionHash) {
  return {
    id: row2.userId,
    login: row2.login,
    name: row2.name,
    postId: row2.postId,
    principal: makePrincipal(row2),
    mustChangePassword: row2.mustChangePassword,
    totpEnabled: row2.totpEnabled,
    sessionHash
  };
}

// store/session-users.ts
function readSessionUser(db, tokenHash) {
  return first(
    db,
    prepared(sql`
    select ${HOLDER}, s.last_seen_at as "lastSeenMs", s.idle_expires_at as "idleExpiresMs", s.expires_at as "expiresMs",
      s.ended_at as "endedAtMs", s.end_reason as "endReason"
    from sessions s join users u on u.id = s.user_id ${CURRENT_POST}
    where s.token_hash = ${tokenHash}
    order by p.id = s.post_id desc, p.stands_in_for is not null, p.id limit 1`)
  );
}
function readPostHolder(db, userId) {
  return first(
    db,
    prepared(
      sql`select ${HOLDER} from users u ${CURRENT_POST} where u.id = ${userId} order by p.stands_in_for is not null, p.id limit 1`
    )
  );
}
var CURRENT_POST = sql`join posts p on p.user_id = u.id and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())
  join organisations o on o.id = p.organisation_id and o.closed_at is null`;
var HOLDER = sql`u.id as "userId", u.login, u.name, u.must_change_password as "mustChangePassword", u.totp_enabled as "totpEnabled",
  u.disabled_at is not null as disabled, p.id as "postId", p.role, o.id as "organisationId", o.kind as "organisationKind", o.district, o.street,
  p.lines, p.businesses, p.fields`;

// store/sessions.ts
async function createSession(db, session) {
  await db.execute(sql`
    insert into sessions (token_hash, user_id, post_id, created_at, last_seen_at, idle_expires_at, expires_at, address, user_agent)
    values (${session.tokenHash}, ${session.userId}, ${session.postId}, ${instant(session.createdAtMs)}, ${instant(session.lastSeenMs)},
      ${instant(session.idleExpiresMs)}, ${instant(session.expiresMs)}, ${session.address}, ${session.userAgent.slice(0, 500)})`);
}
async function touchSession(db, tokenHash, nowMs, idleExpiresMs) {
  await db.execute(sql`
    update sessions set last_seen_at = ${instant(nowMs)}, idle_expires_at = ${instant(idleExpiresMs)}
    where token_hash = ${tokenHash} and ended_at is null`);
}
async function switchPost(db, tokenHash, postId) {
  return await db.execute(sql`
    update sessions s set post_id = ${postId}
    where token_hash = ${tokenHash} and ended_at is null
      and exists (select 1 from posts p where p.id = ${postId} and p.user_id = s.user_id and (p.valid_to is null or p.valid_to > now()))`) === 1;
}
async function endSession(db, tokenHash, reason) {
  return await db.execute(sql`
    update sessions set ended_at = now(), end_reason = ${reason} where token_hash = ${tokenHash} and ended_at is null`) === 1;
}
async function endSessionsOf(db, userId, reason, exceptHash = null) {
  const rows2 = await db.query(sql`
    update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = ${userId} and ended_at is null and (${exceptHash}::text is null or token_hash <> ${exceptHash}::text)
    returning token_hash as "tokenHash"`);
  return rows2.map((row2) => row2.tokenHash);
}
function readSessions(db, userId, nowMs) {
  return db.query(sql`
    select token_hash as "tokenHash", user_id as "userId", post_id as "postId", created_at as "createdAtMs", last_seen_at as "lastSeenMs",
      idle_expires_at as "idleExpiresMs", expires_at as "expiresMs", address, user_agent as "userAgent"
    from sessions where user_id = ${userId} and ended_at is null and idle_expires_at > ${instant(nowMs)} and expires_at > ${instant(nowMs)}
    order by created_at desc`);
}

// server/auth/sessions.ts
var SESSION_COOKIE = "guanlan_session";
var TOUCH_MS = 3e4;
function makeSessions(deps, config) {
  const { db, clock, bus } = deps;
  async function find(token) {
    if (token === void 0 || !/^[\w-]{43}$/.test(token)) throw new Refusal("auth.required");
    const hash = hashToken(token);
    const row2 = await readSessionUser(db, hash);
    if (row2 === null) throw new Refusal("auth.required");
    const nowMs = clock.now();
    if (row2.endedAtMs !== null) throw new Refusal("auth.session-revoked", { cause: row2.endReason ?? "" });
    if (row2.disabled) throw new Refusal("auth.session-revoked", { cause: "disabled" });
    if (row2.expiresMs <= nowMs) throw new Refusal("auth.session-expired");
    if (row2.idleExpiresMs <= nowMs) throw new Refusal("auth.session-idle");
    return { row: row2, hash };
  }
  return {
    config,
    async open(user, from) {
      const token = randomBytes(32).toString("base64url");
      const hash = hashToken(token);
      const nowMs = clock.now();
      const expiresMs = nowMs + config.maxMs;
      await createSession(db, {
        tokenHash: hash,
        userId: user.id,
        postId: user.postId,
        createdAtMs: nowMs,
        lastSeenMs: nowMs,
        idleExpiresMs: Math.min(nowMs + config.idleMs, expiresMs),
        expiresMs,
        address: from.address,
        userAgent: from.userAgent
      });
      return { token, hash, expiresMs };
    },
    async authenticate(token) {
      const { row: row2, hash } = await find(token);
      const nowMs = clock.now();
      if (nowMs - row2.lastSeenMs >= Math.min(TOUCH_MS, config.idleMs / 4)) {
        await touchSession(db, hash, nowMs, Math.min(nowMs + config.idleMs, row2.expiresMs));
      }
      return makeSessionUser(row2, hash);
    },
    async authenticateCookie(cookieHeader) {
      const token = readCookie(cookieHeader, SESSION_COOKIE);
      let found;
      try {
        found = await find(token);
      } catch (error) {
        if (error instanceof Refusal) return null;
        throw error;
      }
      const { row: row2 } = found;
      if (row2.mustChangePassword) return null;
      const principal = makePrincipal(row2);
      return {
        userId: row2.userId,
        name: row2.name,
        role: row2.role,
        district: row2.district,
        street: row2.street,
        topics: allowedTopics(principal)
      };
    },
    async readPrincipal(userId) {
      const row2 = await readPostHolder(db, userId);
      return row2 === null || row2.disabled ? null : makePrincipal(row2);
    },
    async end(userId, hash, reason) {
      if (await endSession(db, hash, reason)) bus.ended({ userId, sessionHash: hash, reason });
    },
    async endAll(userId, reason, exceptHash = null) {
      const ended = await endSessionsOf(db, userId, reason, exceptHash);
      if (ended.length > 0) bus.ended({ userId, sessionHash: null, reason });
      return ended.length;
    }
  };
}
function hashToken(token) {
  return createHash("sha256").update(token).digest("hex");
}
function readCookie(header, name) {
  for (const part of header.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return void 0;
}

export {
  WHO_MAY,
  CHANNELS,
  topicOf,
  streetName,
  streetsOf,
  districtOfStreet,
  LINES,
  GUARDED_FIELDS,
  decide,
  can,
  hasAction,
  actionsOf,
  scopeOf,
  narrowScope,
  isWholeCity,
  allowedTopics,
  canSeeField,
  fieldsOf,
  mayBeGivenField,
  ROLES,
  ROLE_FACTS,
  conflictOf,
  readOrganisations,
  createOrganisation,
  ensureOrganisations,
  readPosts,
  addPost,
  endPost,
  findUserByLogin,
  findUserByOidc,
  readUser,
  readUserSecrets,
  readUsers,
  countUsers,
  createUser,
  setPassword,
  setTotp,
  setDisabled,
  noteLogin,
  noteFailedLogin,
  unlockUser,
  STREAMS,
  mix,
  unitAt,
  intAt,
  Rng,
  makeWeighted,
  poissonOf,
  makePersonName,
  makePhone,
  makeOffice,
  makeFixedPlace,
  parseCreditCode,
  normaliseCreditCode,
  TROUBLED_SHARE,
  createCity,
  makeRegistration,
  inScope,
  inDistricts,
  findIdentifiers,
  identifierKey,
  resolveEnterprises,
  lockCreation,
  createEnterprises,
  insertIdentifiers,
  findEnterprise,
  setWatched,
  Refusal,
  tierOf,
  checkOrganisation,
  checkPost,
  readPostHolder,
  switchPost,
  readSessions,
  SESSION_COOKIE,
  makeSessions
};
//# sourceMappingURL=chunk-SVEHBE3O.mjs.map
