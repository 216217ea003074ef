// domain/district.ts
var CITY = "310000";
var OUTSIDE = "000000";
var DISTRICTS = [
  { code: "310101", name: "\u9EC4\u6D66\u533A", nameEn: "Huangpu", short: "\u9EC4\u6D66", centre: [121.4903, 31.2228] },
  { code: "310104", name: "\u5F90\u6C47\u533A", nameEn: "Xuhui", short: "\u5F90\u6C47", centre: [121.4375, 31.18] },
  { code: "310105", name: "\u957F\u5B81\u533A", nameEn: "Changning", short: "\u957F\u5B81", centre: [121.4222, 31.2181] },
  { code: "310106", name: "\u9759\u5B89\u533A", nameEn: "Jing'an", short: "\u9759\u5B89", centre: [121.4482, 31.229] },
  { code: "310107", name: "\u666E\u9640\u533A", nameEn: "Putuo", short: "\u666E\u9640", centre: [121.3925, 31.2417] },
  { code: "310109", name: "\u8679\u53E3\u533A", nameEn: "Hongkou", short: "\u8679\u53E3", centre: [121.4918, 31.261] },
  { code: "310110", name: "\u6768\u6D66\u533A", nameEn: "Yangpu", short: "\u6768\u6D66", centre: [121.5228, 31.2708] },
  { code: "310112", name: "\u95F5\u884C\u533A", nameEn: "Minhang", short: "\u95F5\u884C", centre: [121.376, 31.1117] },
  { code: "310113", name: "\u5B9D\u5C71\u533A", nameEn: "Baoshan", short: "\u5B9D\u5C71", centre: [121.4899, 31.3989] },
  { code: "310114", name: "\u5609\u5B9A\u533A", nameEn: "Jiading", short: "\u5609\u5B9A", centre: [121.2503, 31.3835] },
  { code: "310115", name: "\u6D66\u4E1C\u65B0\u533A", nameEn: "Pudong", short: "\u6D66\u4E1C", centre: [121.5677, 31.2459] },
  { code: "310116", name: "\u91D1\u5C71\u533A", nameEn: "Jinshan", short: "\u91D1\u5C71", centre: [121.3307, 30.7247] },
  { code: "310117", name: "\u677E\u6C5F\u533A", nameEn: "Songjiang", short: "\u677E\u6C5F", centre: [121.2235, 31.0305] },
  { code: "310118", name: "\u9752\u6D66\u533A", nameEn: "Qingpu", short: "\u9752\u6D66", centre: [121.113, 31.1512] },
  { code: "310120", name: "\u5949\u8D24\u533A", nameEn: "Fengxian", short: "\u5949\u8D24", centre: [121.4585, 30.9123] },
  { code: "310151", name: "\u5D07\u660E\u533A", nameEn: "Chongming", short: "\u5D07\u660E", centre: [121.3975, 31.6269] }
];
var DISTRICT_CODES = DISTRICTS.map((district) => district.code);
var OLD_DISTRICTS = {
  "310103": "310101",
  "310108": "310106",
  "310119": "310115",
  "310230": "310151"
};
var byCode = new Map(DISTRICTS.map((district) => [district.code, district]));
function isDistrict(code) {
  return byCode.has(code);
}
function isArea(code) {
  return isDistrict(code) || code === CITY || code === OUTSIDE;
}
function normaliseDistrict(input) {
  const code = input.trim();
  if (!/^\d{6}$/.test(code)) return { ok: false, reason: "malformed" };
  if (isArea(code)) return { ok: true, code, mapped: false };
  const mapped = OLD_DISTRICTS[code];
  if (mapped !== void 0) return { ok: true, code: mapped, mapped: true };
  if (code === "310100") return { ok: true, code: CITY, mapped: true };
  if (code.startsWith("31")) return { ok: false, reason: "unknown" };
  return PROVINCE_PREFIXES.has(code.slice(0, 2)) ? { ok: true, code: OUTSIDE, mapped: true } : { ok: false, reason: "unknown" };
}
function districtOf(code) {
  return byCode.get(code) ?? null;
}
var PROVINCE_PREFIXES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(
    " "
  )
);

// domain/error.data.json
var error_data_default = {
  "request.invalid": { status: 400, zh: "\u8BF7\u6C42\u5185\u5BB9\u4E0D\u7B26\u5408\u63A5\u53E3\u7EA6\u5B9A", en: "The request does not fit the interface", hintZh: "\u6309 details \u4E2D\u7684\u5B57\u6BB5\u9010\u4E00\u66F4\u6B63\u540E\u91CD\u53D1", hintEn: "Correct the fields named in details and send it again" },
  "request.not-found": { status: 404, zh: "\u627E\u4E0D\u5230\u6240\u8BF7\u6C42\u7684\u5185\u5BB9", en: "Nothing is found at this address", hintZh: "\u6838\u5BF9\u5730\u5740\u6216\u7F16\u53F7\uFF1B\u53EF\u80FD\u5DF2\u5408\u5E76\u5230\u53E6\u4E00\u6761\u8BB0\u5F55", hintEn: "Check the address or number; it may have been merged into another record" },
  "request.method": { status: 405, zh: "\u8BE5\u5730\u5740\u4E0D\u652F\u6301 {method}", en: "This address does not take {method}", hintZh: "\u67E5\u770B /api/docs \u4E2D\u8BE5\u63A5\u53E3\u7684\u65B9\u6CD5", hintEn: "See the methods of this address at /api/docs" },
  "request.media-type": { status: 415, zh: "\u4E0D\u652F\u6301\u7684\u5185\u5BB9\u7C7B\u578B {type}", en: "Content type {type} is not taken", hintZh: "\u4F7F\u7528 application/json\u3001application/x-ndjson \u6216 multipart/form-data", hintEn: "Use application/json, application/x-ndjson or multipart/form-data" },
  "request.rate": { status: 429, zh: "\u8BF7\u6C42\u8FC7\u4E8E\u9891\u7E41", en: "Too many requests", hintZh: "{seconds} \u79D2\u540E\u518D\u8BD5", hintEn: "Try again in {seconds} seconds" },
  "request.cross-site": { status: 403, zh: "\u8BF7\u6C42\u6765\u81EA\u5176\u4ED6\u7AD9\u70B9\uFF0C\u5DF2\u62D2\u7EDD", en: "A request from another site was refused", hintZh: "\u8BF7\u4ECE\u672C\u7CFB\u7EDF\u9875\u9762\u64CD\u4F5C", hintEn: "Act from this system's own pages" },
  "request.internal": { status: 500, zh: "\u7CFB\u7EDF\u5185\u90E8\u9519\u8BEF\uFF0C\u64CD\u4F5C\u672A\u5B8C\u6210", en: "An internal fault; nothing was changed", hintZh: "\u8BF7\u7A0D\u540E\u91CD\u8BD5\uFF1B\u4ECD\u5931\u8D25\u65F6\u5C06\u8DDF\u8E2A\u53F7 {traceId} \u544A\u77E5\u7CFB\u7EDF\u7BA1\u7406\u5458", hintEn: "Try again later; if it stays, give the trace id {traceId} to the system administrator" },
  "request.unavailable": { status: 503, zh: "\u7CFB\u7EDF\u6682\u65F6\u4E0D\u53EF\u7528\uFF1A{part}", en: "The system is not available for now: {part}", hintZh: "\u6570\u636E\u4E0D\u4F1A\u4E22\u5931\uFF0C\u8BF7\u7A0D\u540E\u91CD\u8BD5", hintEn: "No data is lost; try again later" },
  "request.timeout": { status: 504, zh: "\u64CD\u4F5C\u8D85\u8FC7 {seconds} \u79D2\u672A\u5B8C\u6210", en: "The operation took longer than {seconds} seconds", hintZh: "\u7F29\u5C0F\u8303\u56F4\u540E\u91CD\u8BD5\uFF0C\u6216\u6539\u7528\u5BFC\u51FA", hintEn: "Narrow the range and try again, or use an export" },
  "request.id-reused": { status: 409, zh: "\u8BF7\u6C42\u53F7 {id} \u5DF2\u7528\u4E8E\u53E6\u4E00\u9879\u64CD\u4F5C", en: "Request id {id} was used for something else", hintZh: "\u6BCF\u9879\u64CD\u4F5C\u4F7F\u7528\u65B0\u7684\u8BF7\u6C42\u53F7", hintEn: "Use a new request id for each action" },
  "ingest.bad-json": { status: 400, zh: "JSON \u65E0\u6CD5\u89E3\u6790\uFF1A{detail}", en: "The JSON cannot be parsed: {detail}", hintZh: "\u68C0\u67E5\u5F15\u53F7\u3001\u9017\u53F7\u4E0E\u62EC\u53F7\uFF1BNDJSON \u6BCF\u884C\u4E00\u4E2A\u5B8C\u6574\u5BF9\u8C61", hintEn: "Check quotes, commas and brackets; NDJSON has one whole object a line" },
  "ingest.bad-utf8": { status: 400, zh: "\u5185\u5BB9\u4E0D\u662F\u6709\u6548\u7684 UTF-8 \u7F16\u7801", en: "The content is not valid UTF-8", hintZh: "\u4EE5 UTF-8 \u91CD\u65B0\u5BFC\u51FA\uFF08GBK \u6587\u4EF6\u8BF7\u5148\u8F6C\u6362\uFF09", hintEn: "Export it again as UTF-8 (convert GBK files first)" },
  "ingest.too-deep": { status: 400, zh: "JSON \u5D4C\u5957\u8D85\u8FC7 {max} \u5C42", en: "The JSON is nested deeper than {max} levels", hintZh: "\u51CF\u5C11\u5D4C\u5957\uFF0Cdata \u5E94\u4E3A\u5E73\u94FA\u5B57\u6BB5", hintEn: "Nest less; data should be flat fields" },
  "ingest.body-too-large": { status: 413, zh: "\u8BF7\u6C42\u4F53\u8D85\u8FC7\u4E0A\u9650 {max} \u5B57\u8282", en: "The body is larger than {max} bytes", hintZh: "\u5206\u6279\u53D1\u9001\uFF0C\u6216\u4F7F\u7528 NDJSON \u6D41", hintEn: "Send in batches, or as an NDJSON stream" },
  "ingest.row-too-large": { status: 413, zh: "\u5355\u6761\u4E8B\u4EF6\u8D85\u8FC7\u4E0A\u9650 {max} \u5B57\u8282", en: "One event is larger than {max} bytes", hintZh: "\u957F\u6587\u672C\u8BF7\u622A\u53D6\u6B63\u6587\uFF0C\u9644\u4EF6\u53E6\u884C\u5B58\u8BC1", hintEn: "Cut long texts; keep attachments elsewhere" },
  "ingest.too-many-rows": { status: 413, zh: "\u4E00\u6B21\u6700\u591A {max} \u6761", en: "At most {max} rows at a time", hintZh: "\u5206\u6279\u53D1\u9001", hintEn: "Send in batches" },
  "ingest.empty": { status: 400, zh: "\u6CA1\u6709\u4EFB\u4F55\u4E8B\u4EF6", en: "There is no event in it", hintZh: "\u786E\u8BA4\u8BF7\u6C42\u4F53\u6216\u6587\u4EF6\u4E0D\u4E3A\u7A7A", hintEn: "Make sure the body or file is not empty" },
  "ingest.envelope": { status: 422, zh: "\u4E8B\u4EF6\u4FE1\u5C01\u4E0D\u5408\u683C\uFF1A{path} {detail}", en: "The event envelope is not valid: {path} {detail}", hintZh: "\u5BF9\u7167 /api/docs \u7684\u4E8B\u4EF6\u4FE1\u5C01\u66F4\u6B63", hintEn: "Correct it against the envelope at /api/docs" },
  "ingest.data": { status: 422, zh: "{kind} \u6570\u636E\u4E0D\u5408\u683C\uFF1A{path} {detail}", en: "The {kind} data is not valid: {path} {detail}", hintZh: "\u5BF9\u7167 /api/docs \u4E2D {kind} \u7684\u5B57\u6BB5\u66F4\u6B63", hintEn: "Correct it against the fields of {kind} at /api/docs" },
  "ingest.schema-version": { status: 422, zh: "\u4E0D\u8BA4\u8BC6\u7684\u6570\u636E\u7248\u672C {version}", en: "Schema version {version} is not known", hintZh: "\u4F7F\u7528\u7248\u672C {known}", hintEn: "Use version {known}" },
  "ingest.unknown-kind": { status: 404, zh: "\u6CA1\u6709 {kind} \u8FD9\u4E00\u7C7B\u4E8B\u4EF6", en: "There is no event kind {kind}", hintZh: "\u53EF\u7528\u7C7B\u522B\uFF1A{known}", hintEn: "Known kinds: {known}" },
  "ingest.kind-not-allowed": { status: 403, zh: "\u6765\u6E90 {source} \u672A\u83B7\u51C6\u53D1\u9001 {kind} \u7C7B\u4E8B\u4EF6", en: "Source {source} may not send events of kind {kind}", hintZh: "\u8BF7\u7BA1\u7406\u5458\u4E3A\u8BE5\u6765\u6E90\u5F00\u901A\u6B64\u7C7B\u522B", hintEn: "Ask the administrator to allow this kind for the source" },
  "ingest.code-check": { status: 422, zh: "\u7EDF\u4E00\u793E\u4F1A\u4FE1\u7528\u4EE3\u7801 {code} \u6821\u9A8C\u4E0D\u901A\u8FC7\uFF08{fault}\uFF09", en: "The credit code {code} does not pass its check ({fault})", hintZh: "\u6838\u5BF9\u539F\u59CB\u8BC1\u7167\uFF1BGB 32100-2015 \u7B2C 18 \u4F4D\u4E3A\u6821\u9A8C\u7801", hintEn: "Check it against the licence; character 18 is the check of GB 32100-2015" },
  "ingest.unknown-district": { status: 422, zh: "\u672A\u77E5\u884C\u653F\u533A\u5212 {district}", en: "Unknown district {district}", hintZh: "\u4F7F\u7528 GB/T 2260 \u516D\u4F4D\u4EE3\u7801\uFF1B\u64A4\u5E76\u7684\u65E7\u4EE3\u7801\u4F1A\u81EA\u52A8\u5BF9\u5E94", hintEn: "Use a six-digit GB/T 2260 code; merged old codes are mapped" },
  "ingest.future-time": { status: 422, zh: "\u4E8B\u4EF6\u65F6\u95F4 {time} \u665A\u4E8E\u5F53\u524D\u65F6\u95F4", en: "The event time {time} lies in the future", hintZh: "\u68C0\u67E5\u6765\u6E90\u65F6\u949F\u4E0E\u65F6\u533A\uFF1B\u5141\u8BB8\u8BEF\u5DEE {seconds} \u79D2", hintEn: "Check the source's clock and time zone; {seconds} seconds are allowed" },
  "ingest.ancient-time": { status: 422, zh: "\u4E8B\u4EF6\u65F6\u95F4 {time} \u65E9\u4E8E {earliest}", en: "The event time {time} is before {earliest}", hintZh: "\u68C0\u67E5\u65E5\u671F\u683C\u5F0F\u4E0E\u5355\u4F4D", hintEn: "Check the date's format and unit" },
  "ingest.no-subject": { status: 422, zh: "\u4E8B\u4EF6\u672A\u6307\u660E\u4EFB\u4F55\u4E3B\u4F53", en: "The event names no subject", hintZh: "\u586B\u5199 subject\uFF08\u4FE1\u7528\u4EE3\u7801\u3001\u540D\u79F0\u6216\u6765\u6E90\u5185\u7F16\u53F7\uFF09", hintEn: "Give a subject (credit code, name or the source's own id)" },
  "ingest.too-many-subjects": { status: 422, zh: "\u4E00\u4E2A\u4E8B\u4EF6\u6700\u591A\u6D89\u53CA {max} \u4E2A\u4E3B\u4F53", en: "An event names at most {max} subjects", hintZh: "\u62C6\u5206\u4E3A\u591A\u4E2A\u4E8B\u4EF6", hintEn: "Split it into several events" },
  "ingest.corrects-self": { status: 422, zh: "\u4E8B\u4EF6\u4E0D\u80FD\u66F4\u6B63\u6216\u64A4\u56DE\u81EA\u8EAB", en: "An event cannot correct or withdraw itself", hintZh: "corrects / withdraws \u586B\u5199\u539F\u4E8B\u4EF6\u7684 id", hintEn: "Put the id of the earlier event into corrects or withdraws" },
  "ingest.control-character": { status: 422, zh: "\u5185\u5BB9\u542B\u63A7\u5236\u5B57\u7B26\u6216\u4E0D\u5B8C\u6574\u7684\u5B57\u7B26", en: "The content has control characters or half characters", hintZh: "\u68C0\u67E5\u5BFC\u51FA\u7A0B\u5E8F\u7684\u7F16\u7801\u540E\u91CD\u53D1", hintEn: "Check the encoding of the exporting program and send again" },
  "ingest.source-mismatch": { status: 403, zh: "\u4FE1\u5C01\u4E2D\u7684\u6765\u6E90 {source} \u4E0E\u5BC6\u94A5\u4E0D\u7B26", en: "The envelope's source {source} is not the key's", hintZh: "\u4F7F\u7528\u8BE5\u6765\u6E90\u81EA\u5DF1\u7684\u5BC6\u94A5", hintEn: "Use the key of that source" },
  "ingest.conflict": { status: 409, zh: "\u540C\u4E00\u7F16\u53F7 {id} \u6B64\u524D\u6536\u5230\u8FC7\u4E0D\u540C\u5185\u5BB9", en: "The same id {id} came before with another content", hintZh: "\u4E24\u4EFD\u5185\u5BB9\u5747\u5DF2\u4FDD\u7559\uFF1B\u786E\u9700\u66F4\u6B63\u8BF7\u7528\u65B0\u7F16\u53F7\u5E76\u586B\u5199 corrects", hintEn: "Both are kept; to correct it send a new id with corrects" },
  "ingest.csv-columns": { status: 422, zh: "CSV \u7F3A\u5C11\u5217\uFF1A{missing}", en: "The CSV lacks columns: {missing}", hintZh: "\u5728\u5BFC\u5165\u5411\u5BFC\u4E2D\u91CD\u65B0\u5BF9\u5E94\u5217\uFF0C\u6216\u8865\u9F50\u540E\u91CD\u4F20", hintEn: "Map the columns again in the import, or add them and upload again" },
  "ingest.csv-row": { status: 422, zh: "\u7B2C {row} \u884C\u5217\u6570\u4E0D\u7B26\uFF1A\u5E94\u6709 {expected} \u5217\uFF0C\u5B9E\u6709 {found} \u5217", en: "Row {row} has {found} columns and not {expected}", hintZh: "\u68C0\u67E5\u5F15\u53F7\u4E0E\u5206\u9694\u7B26", hintEn: "Check quotes and separators" },
  "ingest.csv-quote": { status: 422, zh: "\u7B2C {row} \u884C\u5F15\u53F7\u4E0D\u914D\u5BF9", en: "Row {row} has an unclosed quote", hintZh: "\u8865\u9F50\u5F15\u53F7\uFF0C\u5185\u90E8\u5F15\u53F7\u5199\u4E24\u6B21", hintEn: "Close the quote; write an inner quote twice" },
  "ingest.key-missing": { status: 401, zh: "\u7F3A\u5C11\u6765\u6E90\u5BC6\u94A5", en: "The source key is missing", hintZh: "\u5728 Authorization \u5934\u4E2D\u4EE5 Bearer \u65B9\u5F0F\u643A\u5E26\u5BC6\u94A5", hintEn: "Send the key as a Bearer token in the Authorization header" },
  "ingest.key-unknown": { status: 401, zh: "\u6765\u6E90\u5BC6\u94A5\u65E0\u6548", en: "The source key is not known", hintZh: "\u6838\u5BF9\u5BC6\u94A5\uFF1B\u5BC6\u94A5\u53EA\u5728\u521B\u5EFA\u65F6\u663E\u793A\u4E00\u6B21\uFF0C\u9057\u5931\u8BF7\u91CD\u65B0\u7B7E\u53D1", hintEn: "Check the key; it is shown once, so issue a new one if lost" },
  "ingest.key-expired": { status: 401, zh: "\u6765\u6E90\u5BC6\u94A5\u5DF2\u4E8E {time} \u8FC7\u671F", en: "The source key expired at {time}", hintZh: "\u8BF7\u7BA1\u7406\u5458\u4E3A\u6765\u6E90 {source} \u66F4\u6362\u5BC6\u94A5", hintEn: "Ask the administrator for a new key for source {source}" },
  "ingest.key-revoked": { status: 401, zh: "\u6765\u6E90 {source} \u7684\u8FD9\u4E2A\u5BC6\u94A5\u5DF2\u88AB\u505C\u7528", en: "This key of source {source} has been revoked", hintZh: "\u4F7F\u7528\u8BE5\u6765\u6E90\u7684\u65B0\u5BC6\u94A5\uFF1B\u6CA1\u6709\u65B0\u5BC6\u94A5\u65F6\u8BF7\u7BA1\u7406\u5458\u91CD\u65B0\u7B7E\u53D1", hintEn: "Use the source's new key; without one ask the administrator to issue it" },
  "ingest.source-disabled": { status: 403, zh: "\u6765\u6E90 {source} \u5DF2\u505C\u7528", en: "Source {source} is disabled", hintZh: "\u8BF7\u7BA1\u7406\u5458\u542F\u7528\u540E\u91CD\u53D1", hintEn: "Ask the administrator to enable it and send again" },
  "ingest.signature": { status: 401, zh: "Webhook \u7B7E\u540D\u4E0D\u6B63\u786E", en: "The webhook signature is wrong", hintZh: "\u4EE5\u5171\u4EAB\u5BC6\u94A5\u5BF9\u65F6\u95F4\u6233\u4E0E\u539F\u6587\u505A HMAC-SHA256\uFF0C\u52FF\u6539\u52A8\u539F\u6587", hintEn: "Sign timestamp and raw body with HMAC-SHA256 and the shared secret; do not change the body" },
  "ingest.signature-time": { status: 401, zh: "Webhook \u65F6\u95F4\u6233\u8D85\u51FA\u5141\u8BB8\u8303\u56F4 {seconds} \u79D2", en: "The webhook timestamp is more than {seconds} seconds off", hintZh: "\u6821\u51C6\u53D1\u9001\u65B9\u65F6\u949F", hintEn: "Set the sender's clock" },
  "ingest.replayed": { status: 409, zh: "\u8BE5 Webhook \u5DF2\u6536\u5230\u8FC7\uFF0C\u7591\u4F3C\u91CD\u653E", en: "This webhook came before: a replay", hintZh: "\u91CD\u53D1\u8BF7\u4F7F\u7528\u65B0\u7684\u65F6\u95F4\u6233\u4E0E\u968F\u673A\u6570\u91CD\u65B0\u7B7E\u540D", hintEn: "To send again sign it anew with a fresh timestamp and nonce" },
  "ingest.backpressure": { status: 429, zh: "\u5904\u7406\u79EF\u538B\uFF0C\u6682\u7F13\u63A5\u6536", en: "A backlog is being worked off; intake is paused", hintZh: "{seconds} \u79D2\u540E\u91CD\u53D1\uFF0C\u672A\u63A5\u6536\u7684\u884C\u4E0D\u4F1A\u8BA1\u5165", hintEn: "Send again in {seconds} seconds; rows not taken are not counted" },
  "ingest.stream-full": { status: 507, zh: "\u4E8B\u4EF6\u6D41\u5B58\u50A8\u5DF2\u6EE1", en: "The event stream's storage is full", hintZh: "\u6570\u636E\u672A\u63A5\u6536\uFF1B\u8BF7\u7CFB\u7EDF\u7BA1\u7406\u5458\u6269\u5BB9\u540E\u91CD\u53D1", hintEn: "Nothing was taken; the system administrator has to add storage" },
  "ingest.stream-down": { status: 503, zh: "\u4E8B\u4EF6\u6D41\u6682\u65F6\u4E0D\u53EF\u7528", en: "The event stream is not available for now", hintZh: "\u6570\u636E\u672A\u63A5\u6536\uFF0C\u7A0D\u540E\u91CD\u53D1\uFF08\u540C\u4E00\u7F16\u53F7\u4E0D\u4F1A\u91CD\u590D\u8BA1\u7B97\uFF09", hintEn: "Nothing was taken; send again later (the same id never counts twice)" },
  "auth.required": { status: 401, zh: "\u8BF7\u5148\u767B\u5F55", en: "Log in first", hintZh: "\u91CD\u65B0\u767B\u5F55\u540E\u7EE7\u7EED\uFF0C\u672A\u4FDD\u5B58\u7684\u586B\u5199\u4F1A\u4FDD\u7559", hintEn: "Log in again to go on; what you typed is kept" },
  "auth.failed": { status: 401, zh: "\u7528\u6237\u540D\u6216\u5BC6\u7801\u4E0D\u6B63\u786E", en: "User name or password is wrong", hintZh: "\u8FD8\u53EF\u5C1D\u8BD5 {left} \u6B21\uFF0C\u4E4B\u540E\u9501\u5B9A {minutes} \u5206\u949F", hintEn: "{left} more tries before a lock of {minutes} minutes" },
  "auth.locked": { status: 423, zh: "\u767B\u5F55\u5931\u8D25\u6B21\u6570\u8FC7\u591A\uFF0C\u8D26\u53F7\u5DF2\u9501\u5B9A\u81F3 {time}", en: "Too many failed logins; the account is locked until {time}", hintZh: "\u5230\u65F6\u518D\u8BD5\uFF0C\u6216\u8BF7\u5B89\u5168\u7BA1\u7406\u5458\u89E3\u9501", hintEn: "Wait until then, or ask the security administrator to unlock it" },
  "auth.disabled": { status: 403, zh: "\u8D26\u53F7\u5DF2\u505C\u7528", en: "The account is disabled", hintZh: "\u8BF7\u8054\u7CFB\u7CFB\u7EDF\u7BA1\u7406\u5458", hintEn: "Ask the system administrator" },
  "auth.totp-required": { status: 401, zh: "\u9700\u8981\u52A8\u6001\u9A8C\u8BC1\u7801", en: "A one-time code is required", hintZh: "\u8F93\u5165\u9A8C\u8BC1\u5668\u4E0A\u7684 6 \u4F4D\u6570\u5B57", hintEn: "Enter the six digits of your authenticator" },
  "auth.totp-wrong": { status: 401, zh: "\u52A8\u6001\u9A8C\u8BC1\u7801\u4E0D\u6B63\u786E", en: "The one-time code is wrong", hintZh: "\u68C0\u67E5\u624B\u673A\u65F6\u95F4\u540E\u8F93\u5165\u65B0\u7684\u9A8C\u8BC1\u7801", hintEn: "Check the phone's clock and enter a new code" },
  "auth.totp-on": { status: 409, zh: "\u4E8C\u6B21\u9A8C\u8BC1\u5DF2\u7ECF\u542F\u7528", en: "The second factor is on already", hintZh: "\u66F4\u6362\u8BBE\u5907\u524D\u5148\u505C\u7528", hintEn: "Turn it off first to change the device" },
  "auth.totp-off": { status: 409, zh: "\u4E8C\u6B21\u9A8C\u8BC1\u5C1A\u672A\u8BBE\u7F6E", en: "The second factor is not set up", hintZh: "\u5148\u5728\u201C\u6211\u7684\u8D26\u53F7\u201D\u4E2D\u53D1\u8D77\u8BBE\u7F6E", hintEn: "Begin its setup on the account page" },
  "auth.totp-used": { status: 401, zh: "\u8BE5\u9A8C\u8BC1\u7801\u5DF2\u4F7F\u7528", en: "This one-time code was used before", hintZh: "\u7B49\u5F85\u4E0B\u4E00\u7EC4\u6570\u5B57", hintEn: "Wait for the next digits" },
  "auth.session-idle": { status: 401, zh: "\u957F\u65F6\u95F4\u672A\u64CD\u4F5C\uFF0C\u4F1A\u8BDD\u5DF2\u7ED3\u675F", en: "The session ended after a time without action", hintZh: "\u8BF7\u91CD\u65B0\u767B\u5F55", hintEn: "Log in again" },
  "auth.session-expired": { status: 401, zh: "\u4F1A\u8BDD\u5DF2\u8FBE\u6700\u957F\u65F6\u9650", en: "The session reached its longest time", hintZh: "\u8BF7\u91CD\u65B0\u767B\u5F55", hintEn: "Log in again" },
  "auth.session-revoked": { status: 401, zh: "\u4F1A\u8BDD\u5DF2\u88AB\u7EC8\u6B62\uFF08{cause}\uFF09", en: "The session was ended ({cause})", hintZh: "\u8BF7\u91CD\u65B0\u767B\u5F55", hintEn: "Log in again" },
  "auth.password-change": { status: 403, zh: "\u9996\u6B21\u767B\u5F55\u987B\u4FEE\u6539\u5BC6\u7801", en: "The password has to be changed first", hintZh: "\u4FEE\u6539\u5BC6\u7801\u540E\u7EE7\u7EED", hintEn: "Change it to go on" },
  "auth.password-weak": { status: 422, zh: "\u5BC6\u7801\u5F3A\u5EA6\u4E0D\u8DB3\uFF1A{detail}", en: "The password is too weak: {detail}", hintZh: "\u81F3\u5C11 10 \u4F4D\uFF0C\u542B\u5927\u5199\u5B57\u6BCD\u3001\u5C0F\u5199\u5B57\u6BCD\u3001\u6570\u5B57\u3001\u7B26\u53F7\u4E2D\u7684\u4E09\u7C7B\uFF0816 \u4F4D\u4EE5\u4E0A\u4E0D\u9650\uFF09\uFF0C\u4E14\u4E0D\u542B\u7528\u6237\u540D", hintEn: "At least 10 characters of three of four kinds (any kind from 16 on), without the user name" },
  "auth.password-reused": { status: 422, zh: "\u4E0D\u80FD\u4F7F\u7528\u6700\u8FD1 {count} \u6B21\u7528\u8FC7\u7684\u5BC6\u7801", en: "One of the last {count} passwords cannot be used again", hintZh: "\u6362\u4E00\u4E2A\u65B0\u5BC6\u7801", hintEn: "Choose a new one" },
  "auth.password-wrong": { status: 403, zh: "\u5F53\u524D\u5BC6\u7801\u4E0D\u6B63\u786E", en: "The present password is wrong", hintZh: "\u6838\u5BF9\u540E\u91CD\u65B0\u8F93\u5165", hintEn: "Check it and type it again" },
  "auth.oidc-state": { status: 400, zh: "\u5355\u70B9\u767B\u5F55\u5DF2\u5931\u6548", en: "The single sign-on request is no longer valid", hintZh: "\u8FD4\u56DE\u767B\u5F55\u9875\u91CD\u65B0\u5F00\u59CB", hintEn: "Begin again from the login page" },
  "auth.oidc-failed": { status: 502, zh: "\u5355\u70B9\u767B\u5F55\u670D\u52A1\u672A\u80FD\u5B8C\u6210\u8BA4\u8BC1", en: "The single sign-on service did not complete", hintZh: "\u7A0D\u540E\u91CD\u8BD5\uFF0C\u6216\u4F7F\u7528\u8D26\u53F7\u5BC6\u7801\u767B\u5F55", hintEn: "Try again later, or log in with a password" },
  "auth.oidc-unknown-user": { status: 403, zh: "\u7EDF\u4E00\u8EAB\u4EFD {subject} \u672A\u5728\u672C\u7CFB\u7EDF\u5F00\u901A", en: "The identity {subject} has no account here", hintZh: "\u8BF7\u7CFB\u7EDF\u7BA1\u7406\u5458\u5F00\u901A\u8D26\u53F7\u4E0E\u5C97\u4F4D", hintEn: "Ask the system administrator for an account and a post" },
  "scope.role": { status: 403, zh: "\u60A8\u7684\u5C97\u4F4D\u6CA1\u6709\u201C{action}\u201D\u6743\u9650", en: "Your post may not do \u201C{action}\u201D", hintZh: "\u5982\u5DE5\u4F5C\u9700\u8981\uFF0C\u8BF7\u5B89\u5168\u7BA1\u7406\u5458\u6388\u6743", hintEn: "If your work needs it ask the security administrator" },
  "scope.district": { status: 403, zh: "\u8BE5\u5185\u5BB9\u4E0D\u5728\u60A8\u7684\u8F96\u533A\u5185", en: "This lies outside your district", hintZh: "\u5982\u4F01\u4E1A\u5DF2\u8FC1\u5165\uFF0C\u8BF7\u6838\u5BF9\u8D23\u4EFB\u5C5E\u5730", hintEn: "If the firm has moved here, check its responsible place" },
  "scope.street": { status: 403, zh: "\u8BE5\u5185\u5BB9\u4E0D\u5728\u60A8\u7684\u8857\u9547\u8303\u56F4\u5185", en: "This lies outside your street", hintZh: "\u8BF7\u533A\u7EA7\u7528\u6237\u8F6C\u6D3E", hintEn: "Ask the district to assign it" },
  "scope.line": { status: 403, zh: "\u8BE5\u5185\u5BB9\u4E0D\u5C5E\u4E8E\u60A8\u7684\u6761\u7EBF", en: "This is not of your line of work", hintZh: "\u8BF7\u8054\u7CFB\u6761\u7EBF\u8D1F\u8D23\u4EBA", hintEn: "Ask the head of that line" },
  "scope.business": { status: 403, zh: "\u8BE5\u5185\u5BB9\u4E0D\u5C5E\u4E8E\u60A8\u4E3B\u7BA1\u7684\u4E1A\u52A1", en: "This is not a business that you supervise", hintZh: "\u8BF7\u8054\u7CFB\u5E02\u7EA7\u7BA1\u7406\u5458", hintEn: "Ask the city administrator" },
  "scope.organisation": { status: 403, zh: "\u8BE5\u5185\u5BB9\u672A\u79FB\u4EA4\u7ED9\u60A8\u7684\u5355\u4F4D", en: "This was not given to your unit", hintZh: "\u8BF7\u7275\u5934\u5355\u4F4D\u6D3E\u53D1", hintEn: "Ask the leading unit to send it" },
  "scope.self": { status: 403, zh: "\u4E0D\u80FD\u5BA1\u6838\u6216\u6388\u6743\u81EA\u5DF1\u7684\u4E8B\u9879", en: "Nobody decides on his own matter", hintZh: "\u8BF7\u53E6\u4E00\u4F4D\u5BA1\u6838\u4EBA\u5904\u7406", hintEn: "Have another reviewer do it" },
  "scope.field": { status: 403, zh: "\u6CA1\u6709\u67E5\u770B\u201C{field}\u201D\u7684\u6743\u9650", en: "You may not see \u201C{field}\u201D", hintZh: "\u8BE5\u5B57\u6BB5\u9ED8\u8BA4\u8131\u654F\uFF1B\u5982\u529E\u6848\u9700\u8981\uFF0C\u8BF7\u5B89\u5168\u7BA1\u7406\u5458\u6388\u6743", hintEn: "The field is masked; ask the security administrator if a case needs it" },
  "scope.topic": { status: 403, zh: "\u4E0D\u80FD\u8BA2\u9605 {topic}", en: "The topic {topic} cannot be followed", hintZh: "\u53EA\u80FD\u8BA2\u9605\u672C\u8F96\u533A\u7684\u63A8\u9001", hintEn: "Only topics of your own area can be followed" },
  "alert.changed": { status: 409, zh: "\u8BE5\u9884\u8B66\u521A\u88AB\u4ED6\u4EBA\u5904\u7406\u8FC7", en: "Somebody else has just acted on this alert", hintZh: "\u5DF2\u5237\u65B0\u4E3A\u6700\u65B0\u72B6\u6001\uFF0C\u8BF7\u786E\u8BA4\u540E\u518D\u64CD\u4F5C", hintEn: "Look at its present state and act again" },
  "alert.wrong-state": { status: 409, zh: "\u9884\u8B66\u5F53\u524D\u4E3A\u201C{state}\u201D\uFF0C\u4E0D\u80FD{action}", en: "The alert is {state}; it cannot be {action} now", hintZh: "\u7B7E\u6536\u540E\u65B9\u53EF\u529E\u7ED3\uFF1B\u5DF2\u529E\u7ED3\u7684\u8BF7\u5148\u91CD\u65B0\u6253\u5F00", hintEn: "Sign for it before closing; reopen a closed one first" },
  "alert.comment-missing": { status: 422, zh: "\u8BF7\u586B\u5199\u8BF4\u660E", en: "A comment is owed", hintZh: "\u5199\u660E\u539F\u56E0\u6216\u6838\u67E5\u7ED3\u8BBA", hintEn: "Say why, or what was found" },
  "alert.assignee-out-of-scope": { status: 422, zh: "\u627F\u529E\u4EBA\u65E0\u6743\u67E5\u770B\u8BE5\u9884\u8B66", en: "The assignee may not see this alert", hintZh: "\u9009\u62E9\u8BE5\u5C5E\u5730\u7684\u627F\u529E\u4EBA", hintEn: "Choose somebody of its district" },
  "alert.assignee-unknown": { status: 422, zh: "\u627E\u4E0D\u5230\u627F\u529E\u4EBA {id}", en: "The assignee {id} is not known", hintZh: "\u4ECE\u540D\u5355\u4E2D\u9009\u62E9", hintEn: "Choose from the list" },
  "alert.snooze-too-long": { status: 422, zh: "\u8BE5\u7B49\u7EA7\u6700\u957F\u53EF\u6682\u505C\u63A8\u9001 {max} \u5206\u949F", en: "At this level silence lasts at most {max} minutes", hintZh: "\u7F29\u77ED\u65F6\u95F4\uFF1B\u98CE\u9669\u7206\u53D1\u4E0D\u53EF\u6682\u505C", hintEn: "Choose a shorter time; an outbreak cannot be silenced" },
  "alert.verdict-missing": { status: 422, zh: "\u8BF7\u9009\u62E9\u6838\u67E5\u7ED3\u8BBA", en: "A verdict is owed", hintZh: "\u67E5\u5B9E\u3001\u90E8\u5206\u67E5\u5B9E\u3001\u4E0D\u5B9E\u6216\u65E0\u6CD5\u6838\u5B9E", hintEn: "Confirmed, partly, unfounded or unverifiable" },
  "enterprise.merged": { status: 410, zh: "\u8BE5\u4F01\u4E1A\u5DF2\u5E76\u5165 {name}", en: "This enterprise was merged into {name}", hintZh: "\u6253\u5F00\u5408\u5E76\u540E\u7684\u4F01\u4E1A", hintEn: "Open the one that it became" },
  "enterprise.merge-self": { status: 422, zh: "\u4E0D\u80FD\u4E0E\u81EA\u8EAB\u5408\u5E76", en: "An enterprise cannot be merged into itself", hintZh: "\u9009\u62E9\u53E6\u4E00\u5BB6\u4F01\u4E1A", hintEn: "Choose another" },
  "enterprise.merge-not-provisional": { status: 422, zh: "\u53EA\u80FD\u5408\u5E76\u4E34\u65F6\u4E3B\u4F53", en: "Only a provisional enterprise can be merged", hintZh: "\u6B63\u5F0F\u767B\u8BB0\u4F01\u4E1A\u8BF7\u8D70\u4FE1\u606F\u53D8\u66F4", hintEn: "Registered ones are changed by registration" },
  "enterprise.merge-target": { status: 422, zh: "\u4E0D\u80FD\u5E76\u5165\u8BE5\u4F01\u4E1A", en: "It cannot be merged into that enterprise", hintZh: "\u76EE\u6807\u987B\u4E3A\u5DF2\u767B\u8BB0\u4E14\u672A\u88AB\u5408\u5E76\u7684\u4F01\u4E1A", hintEn: "The target must be registered and not merged itself" },
  "enterprise.merge-pending": { status: 409, zh: "\u8BE5\u4E3B\u4F53\u5DF2\u6709\u5F85\u590D\u6838\u7684\u5408\u5E76", en: "A merge of it waits for review already", hintZh: "\u5148\u5B8C\u6210\u8BE5\u590D\u6838", hintEn: "Decide that review first" },
  "enterprise.cursor": { status: 400, zh: "\u5206\u9875\u4F4D\u7F6E\u5DF2\u5931\u6548", en: "The page position is no longer valid", hintZh: "\u4ECE\u7B2C\u4E00\u9875\u91CD\u65B0\u5F00\u59CB", hintEn: "Begin again from the first page" },
  "enterprise.as-of-future": { status: 422, zh: "\u56DE\u6EAF\u65F6\u95F4\u4E0D\u80FD\u665A\u4E8E\u73B0\u5728", en: "The day to look back to lies in the future", hintZh: "\u9009\u62E9\u8FC7\u53BB\u7684\u65E5\u671F", hintEn: "Choose a day in the past" },
  "review.decided": { status: 409, zh: "\u8BE5\u53D8\u66F4\u5DF2\u7531\u4ED6\u4EBA\u590D\u6838", en: "This change has been decided by another", hintZh: "\u5237\u65B0\u67E5\u770B\u7ED3\u679C", hintEn: "Reload to see the result" },
  "review.stale": { status: 409, zh: "\u53D8\u66F4\u63D0\u51FA\u540E\u539F\u503C\u5DF2\u6539\u53D8", en: "The value has changed since the change was proposed", hintZh: "\u8BF7\u63D0\u51FA\u4EBA\u91CD\u65B0\u63D0\u4EA4", hintEn: "Have it proposed again" },
  "review.comment-missing": { status: 422, zh: "\u9000\u56DE\u987B\u586B\u5199\u7406\u7531", en: "A rejection needs a reason", hintZh: "\u5199\u660E\u9000\u56DE\u539F\u56E0", hintEn: "Say why" },
  "review.nothing-changes": { status: 422, zh: "\u53D8\u66F4\u524D\u540E\u5185\u5BB9\u76F8\u540C", en: "Nothing would change", hintZh: "\u4FEE\u6539\u540E\u518D\u63D0\u4EA4\u590D\u6838", hintEn: "Change something before asking for a review" },
  "source.exists": { status: 409, zh: "\u6765\u6E90\u7F16\u53F7 {id} \u5DF2\u5B58\u5728", en: "The source id {id} exists already", hintZh: "\u6362\u4E00\u4E2A\u7F16\u53F7", hintEn: "Choose another id" },
  "user.exists": { status: 409, zh: "\u7528\u6237\u540D {user} \u5DF2\u88AB\u4F7F\u7528", en: "The user name {user} is taken", hintZh: "\u6362\u4E00\u4E2A\u7528\u6237\u540D", hintEn: "Choose another" },
  "user.role-place": { status: 422, zh: "\u89D2\u8272\u4E0E\u6240\u5728\u5C42\u7EA7\u3001\u533A\u6216\u8857\u9547\u4E0D\u7B26", en: "The role does not fit its tier, district or street", hintZh: "\u6838\u5BF9\u89D2\u8272\u3001\u533A\u548C\u8857\u9547", hintEn: "Check role, district and street" },
  "user.last-manager": { status: 409, zh: "\u4E0D\u80FD\u505C\u7528\u6700\u540E\u4E00\u4F4D\u53EF\u7BA1\u7406\u7528\u6237\u7684\u4EBA\u5458", en: "The last person who manages users cannot be disabled", hintZh: "\u5148\u8BBE\u7F6E\u53E6\u4E00\u4F4D\u7BA1\u7406\u4EBA\u5458", hintEn: "Make another one first" },
  "source.unknown": { status: 404, zh: "\u6CA1\u6709\u6765\u6E90 {id}", en: "There is no source {id}", hintZh: "\u5728\u201C\u6570\u636E\u201D\u9875\u67E5\u770B\u6765\u6E90\u6E05\u5355", hintEn: "See the list of sources" },
  "source.built-in": { status: 409, zh: "\u5185\u7F6E\u6765\u6E90\u4E0D\u80FD\u4FEE\u6539", en: "A built-in source cannot be changed", hintZh: "\u6A21\u62DF\u4E0E\u56DE\u653E\u6765\u6E90\u7531\u914D\u7F6E\u63A7\u5236", hintEn: "Simulator and replay are set by configuration" },
  "source.silent": { status: 503, zh: "\u6765\u6E90 {id} \u5DF2\u9759\u9ED8 {minutes} \u5206\u949F", en: "Source {id} has been silent for {minutes} minutes", hintZh: "\u68C0\u67E5\u5BF9\u65B9\u63A5\u53E3\u4E0E\u7F51\u7EDC", hintEn: "Check its interface and the network" },
  "dead-letter.state": { status: 409, zh: "\u8BE5\u6B7B\u4FE1\u5DF2\u5904\u7406\uFF08{state}\uFF09", en: "This dead letter was handled before ({state})", hintZh: "\u5237\u65B0\u5217\u8868", hintEn: "Reload the list" },
  "import.upload-unknown": { status: 404, zh: "\u4E0A\u4F20\u6587\u4EF6\u5DF2\u5931\u6548", en: "The upload is no longer there", hintZh: "\u8BF7\u91CD\u65B0\u4E0A\u4F20", hintEn: "Upload it again" },
  "import.format": { status: 415, zh: "\u65E0\u6CD5\u8BC6\u522B\u7684\u6587\u4EF6\u683C\u5F0F", en: "The file's format is not known", hintZh: "\u4EC5\u652F\u6301 CSV \u4E0E NDJSON\uFF08UTF-8\uFF09", hintEn: "Only CSV and NDJSON (UTF-8) are taken" },
  "import.too-large": { status: 413, zh: "\u6587\u4EF6\u8D85\u8FC7\u4E0A\u9650 {max}", en: "The file is larger than {max}", hintZh: "\u62C6\u5206\u540E\u4E0A\u4F20\uFF0C\u6216\u4F7F\u7528\u547D\u4EE4\u884C\u56DE\u653E", hintEn: "Split it, or use the replay command" },
  "import.mapping": { status: 422, zh: "\u5217\u5BF9\u5E94\u4E0D\u5B8C\u6574\uFF1A{missing}", en: "The mapping is not complete: {missing}", hintZh: "\u5FC5\u586B\u5B57\u6BB5\u987B\u5BF9\u5E94\u4E00\u5217", hintEn: "Every required field needs a column" },
  "import.running": { status: 409, zh: "\u8BE5\u6587\u4EF6\u6B63\u5728\u5BFC\u5165", en: "This file is being imported already", hintZh: "\u5728\u5BFC\u5165\u5217\u8868\u67E5\u770B\u8FDB\u5EA6", hintEn: "See its progress in the list of imports" },
  "import.failed": { status: 500, zh: "\u5BFC\u5165\u5728\u7B2C {row} \u884C\u4E2D\u65AD\uFF1A{detail}", en: "The import stopped at row {row}: {detail}", hintZh: "\u5DF2\u5BFC\u5165\u90E8\u5206\u6709\u6548\uFF1B\u4FEE\u6B63\u540E\u91CD\u4F20\uFF0C\u91CD\u590D\u884C\u4E0D\u4F1A\u91CD\u590D\u8BA1\u7B97", hintEn: "What was taken stays; correct it and upload again, repeated rows do not count twice" },
  "export.unknown": { status: 404, zh: "\u5BFC\u51FA\u4EFB\u52A1\u4E0D\u5B58\u5728\u6216\u5DF2\u8FC7\u671F", en: "The export does not exist or has expired", hintZh: "\u8BF7\u91CD\u65B0\u5BFC\u51FA", hintEn: "Export again" },
  "export.too-large": { status: 422, zh: "\u5BFC\u51FA\u8D85\u8FC7 {max} \u884C", en: "The export has more than {max} rows", hintZh: "\u7F29\u5C0F\u7B5B\u9009\u8303\u56F4", hintEn: "Narrow the filters" },
  "export.too-many": { status: 429, zh: "\u60A8\u5DF2\u6709 {count} \u4E2A\u5BFC\u51FA\u5728\u8FDB\u884C", en: "{count} of your exports are still running", hintZh: "\u7B49\u5F85\u5B8C\u6210\u6216\u53D6\u6D88\u540E\u518D\u5BFC\u51FA", hintEn: "Wait for them, or cancel one" },
  "export.not-ready": { status: 409, zh: "\u5BFC\u51FA\u5C1A\u672A\u5B8C\u6210\uFF08{percent}%\uFF09", en: "The export is not ready ({percent} %)", hintZh: "\u5B8C\u6210\u540E\u53EF\u4E0B\u8F7D", hintEn: "It can be fetched when it is done" },
  "export.failed": { status: 500, zh: "\u5BFC\u51FA\u5931\u8D25\uFF1A{detail}", en: "The export failed: {detail}", hintZh: "\u8BF7\u91CD\u8BD5", hintEn: "Try again" },
  "config.weights": { status: 422, zh: "\u6743\u91CD\u4E4B\u548C\u5E94\u4E3A 100%\uFF0C\u73B0\u4E3A {sum}%", en: "The weights add up to {sum} % and not 100 %", hintZh: "\u8C03\u6574\u540E\u4FDD\u5B58", hintEn: "Adjust them and save" },
  "config.version": { status: 409, zh: "\u914D\u7F6E\u5DF2\u88AB\u66F4\u65B0\u5230\u7248\u672C {version}", en: "The configuration has moved on to version {version}", hintZh: "\u57FA\u4E8E\u6700\u65B0\u7248\u672C\u91CD\u65B0\u4FEE\u6539", hintEn: "Change it again from the newest" },
  "config.invalid": { status: 500, zh: "\u8FD0\u884C\u914D\u7F6E\u6709 {count} \u5904\u9519\u8BEF", en: "The configuration has {count} faults", hintZh: "\u9010\u6761\u66F4\u6B63\u73AF\u5883\u53D8\u91CF\u540E\u91CD\u65B0\u542F\u52A8", hintEn: "Correct the variables named and start again" },
  "push.subscription": { status: 422, zh: "\u63A8\u9001\u8BA2\u9605\u65E0\u6548", en: "The push subscription is not valid", hintZh: "\u5728\u6D4F\u89C8\u5668\u4E2D\u91CD\u65B0\u5F00\u542F\u901A\u77E5", hintEn: "Turn notifications on again in the browser" },
  "push.unavailable": { status: 503, zh: "\u63A8\u9001\u901A\u9053 {channel} \u672A\u914D\u7F6E\u6216\u4E0D\u53EF\u8FBE", en: "The push channel {channel} is not set up or not reachable", hintZh: "\u9884\u8B66\u4ECD\u53EF\u5728\u9875\u9762\u7B7E\u6536", hintEn: "Alerts can still be signed for on the page" }
};

// domain/error.ts
var ERRORS = error_data_default;
function makeError(code, params = {}, language = "zh") {
  const entry = ERRORS[code];
  return {
    code,
    status: entry.status,
    message: fill(language === "zh" ? entry.zh : entry.en, params),
    hint: fill(language === "zh" ? entry.hintZh : entry.hintEn, params)
  };
}
function isErrorCode(code) {
  return Object.hasOwn(ERRORS, code);
}
var CodedError = class extends Error {
  code;
  params;
  constructor(code, params = {}, options) {
    super(makeError(code, params, "en").message, options);
    this.name = "CodedError";
    this.code = code;
    this.params = params;
  }
  get status() {
    return ERRORS[this.code].status;
  }
  toMessage(language = "zh") {
    return makeError(this.code, this.params, language);
  }
};
function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? "\u2014"));
}

export {
  CITY,
  OUTSIDE,
  DISTRICTS,
  DISTRICT_CODES,
  isDistrict,
  isArea,
  normaliseDistrict,
  districtOf,
  ERRORS,
  makeError,
  isErrorCode,
  CodedError
};
//# sourceMappingURL=chunk-ZFE45SM2.mjs.map
