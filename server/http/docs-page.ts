import { ERRORS, type Language } from "#domain/error";
import { INPUT_KINDS } from "#domain/event";
import { dataName, describeAccess, makeOpenApi, type OpenApiInfo } from "#server/http/openapi";
import type { AnyRoute } from "#server/http/route";

const WORDS = {
  zh: {
    title: "观澜 接口文档",
    intro: "本页由接口表生成，与程序一致。机器可读：",
    access: "权限",
    parameters: "参数",
    body: "请求体",
    answer: "应答",
    data: "事件数据（data）的字段",
    codes: "错误编码",
    code: "编码",
    message: "说明",
    hint: "处理办法",
    other: "English",
    required: "必填",
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
    other: "中文",
    required: "required",
  },
} as const;

const TAGS_ZH: Readonly<Record<string, string>> = {
  account: "账号",
  overview: "概览与大屏",
  enterprises: "企业",
  exports: "导出",
  alerts: "预警",
  reviews: "复核",
  ingest: "数据接收",
  sources: "数据来源",
  imports: "文件导入",
  "score-config": "评分配置",
  system: "系统",
  users: "用户与单位",
  audit: "审计",
  push: "网页推送",
  operation: "运维",
};

function tagName(tag: string, language: Language): string {
  return language === "zh" ? (TAGS_ZH[tag] ?? tag) : tag;
}

/** The page at /api/docs: one document without script, style sheet or font from anywhere. */
export function renderDocsPage(routes: readonly AnyRoute[], info: OpenApiInfo, language: Language): string {
  const words = WORDS[language];
  const document = makeOpenApi(routes, info, language) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, DataSchema> };
  };
  const tags = [...new Set(routes.map((route) => route.tag))];
  const sections = tags.map((tag) => {
    const operations = routes
      .filter((route) => route.tag === tag)
      .map((route) => {
        const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
        const operation = document.paths[path]?.[route.method.toLowerCase()] as Operation;
        return renderOperation(route, operation, language);
      });
    return `<section id="${escapeHtml(tag)}"><h2>${escapeHtml(tagName(tag, language))}</h2>${operations.join("")}</section>`;
  });
  const other = language === "zh" ? "en" : "zh";
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><style>${STYLE}</style></head><body>
<header><h1>${words.title} <small>${escapeHtml(info.version)}</small></h1>
<p>${words.intro}<a href="openapi.json">OpenAPI 3.1</a> · <a href="asyncapi.json">AsyncAPI</a> · <a href="docs?lang=${other}">${words.other}</a></p>
<nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tagName(tag, language))}</a>`).join(" ")} <a href="#data">${words.data}</a> <a href="#codes">${words.codes}</a></nav></header>
<main>${sections.join("\n")}
<section id="data"><h2>${words.data}</h2>${INPUT_KINDS.map((kind) =>
    renderFields(kind, document.components.schemas[dataName(kind)] as DataSchema, language),
  ).join("")}</section>
<section id="codes"><h2>${words.codes}</h2><table><tr><th>${words.code}</th><th>HTTP</th><th>${words.message}</th><th>${words.hint}</th></tr>
${Object.entries(ERRORS)
  .map(([code, entry]) => {
    const message = language === "zh" ? entry.zh : entry.en;
    const hint = language === "zh" ? entry.hintZh : entry.hintEn;
    return `<tr><td><code>${escapeHtml(code)}</code></td><td>${entry.status}</td><td>${escapeHtml(message)}</td><td>${escapeHtml(hint)}</td></tr>`;
  })
  .join("\n")}</table></section></main></body></html>`;
}

interface DataSchema {
  readonly properties: Readonly<Record<string, Record<string, unknown>>>;
  readonly required?: readonly string[];
}

function renderFields(kind: string, schema: DataSchema, language: Language): string {
  const rows = Object.entries(schema.properties).map(
    ([name, property]) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${schema.required?.includes(name) ? WORDS[language].required : ""}</td><td><code>${escapeHtml(shortSchema(property))}</code></td></tr>`,
  );
  return `<article id="data-${kind}"><h3><code>${kind}</code></h3><table>${rows.join("")}</table></article>`;
}

interface Operation {
  readonly parameters: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  readonly requestBody?: { content: Record<string, { schema: unknown }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

function renderOperation(route: AnyRoute, operation: Operation, language: Language): string {
  const words = WORDS[language];
  const parameters = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? `, ${words.required}` : ""}</td><td><code>${escapeHtml(shortSchema(parameter.schema))}</code></td></tr>`,
  );
  const body = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) =>
      `<details><summary>${words.body}: ${escapeHtml(type)}</summary>${renderJson(schema)}</details>`,
  );
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status !== "default")
    .map(([status, { content }]) => {
      const [type, entry] = Object.entries(content ?? {})[0] ?? ["", {}];
      const schema = (entry as { schema?: unknown }).schema;
      const label = `${words.answer} ${status} ${escapeHtml(type)}`;
      return schema === undefined
        ? `<p>${label}</p>`
        : `<details><summary>${label}</summary>${renderJson(schema)}</details>`;
    });
  return `<article><h3><b class="${route.method}">${route.method}</b> <code>${escapeHtml(route.path)}</code></h3>
<p>${escapeHtml(route.summary[language])} · ${words.access}: <code>${escapeHtml(describeAccess(route))}</code></p>
${parameters.length === 0 ? "" : `<table>${parameters.join("")}</table>`}${body.join("")}${answers.join("")}</article>`;
}

function shortSchema(schema: Record<string, unknown>): string {
  if (Array.isArray(schema.enum)) return (schema.enum as unknown[]).join(" | ");
  const limits = ["minimum", "maximum", "maxLength", "pattern", "default"]
    .filter((name) => schema[name] !== undefined && schema[name] !== Number.MAX_SAFE_INTEGER)
    .map((name) => `${name} ${String(schema[name])}`);
  return [String(schema.type ?? "any"), ...limits].join(", ");
}

function renderJson(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 1))}</pre>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const STYLE = `:root{color-scheme:light dark}body{font:14px/20px "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:1080px;padding:0 16px 64px}
h1{font-size:28px;line-height:36px}h2{border-bottom:1px solid #8886;margin-top:40px}h3{margin:24px 0 0;font-weight:400}nav a{margin-right:12px}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:13px}pre{overflow:auto;max-height:480px;background:#8882;padding:8px;border-radius:6px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid #8884}
b.GET{color:#2a7f6f}b.POST{color:#0b5ec7}b.PUT{color:#a05a00}b.DELETE{color:#b01c2c}@media (prefers-color-scheme:dark){b.GET{color:#7fd0bf}b.POST{color:#6ab3ff}b.PUT{color:#ffb066}b.DELETE{color:#ff8490}a{color:#6ab3ff}}`;
