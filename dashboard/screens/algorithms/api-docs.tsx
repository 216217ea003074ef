import type { JSX } from "solid-js";
import type { ModelVersion } from "#domain/api/models";
import { CopyCode } from "#kit/control/control.tsx";
import { appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

/** How a published model is called: address, method, header, parameters, answer, an example that can be copied. */
export function ApiDocs(props: { readonly model: ModelVersion }): JSX.Element {
  const address = (): string =>
    new URL(appUrl(`api/models/${props.model.name}/score`), window.location.href).href;
  const body = (): string => {
    const named = Object.fromEntries(props.model.features.slice(0, 3).map((name) => [name, null]));
    const rows = props.model.byEnterprise
      ? [{ enterpriseId: 1 }, { features: named }]
      : [{ features: named }];
    return JSON.stringify({ rows, explain: true });
  };
  const example = (): string =>
    `curl -X POST ${address()} \\\n  -H "Authorization: Bearer glm_…" \\\n  -H "content-type: application/json" \\\n  -d '${body()}'`;
  return (
    <section class="panel" aria-label={t("model.api")}>
      <header>
        <h2>{t("model.api")}</h2>
      </header>
      <dl class="algo-pairs">
        <dt>{t("model.address")}</dt>
        <dd>
          <CopyCode text={address()} />
        </dd>
        <dt>{t("model.method")}</dt>
        <dd class="mono">POST</dd>
        <dt>{t("model.header")}</dt>
        <dd class="mono">Authorization: Bearer glm_…</dd>
        <dt>{t("model.parameters")}</dt>
        <dd>{t("model.parameters.words")}</dd>
        <dt>{t("model.answer")}</dt>
        <dd>{t("model.answer.words")}</dd>
        <dt>{t("model.features", { n: props.model.features.length })}</dt>
        <dd class="mono small">{props.model.features.join(", ")}</dd>
        <dt>{t("model.example")}</dt>
        <dd>
          <pre class="algo-code" tabindex={0}>
            {example()}
          </pre>
        </dd>
      </dl>
    </section>
  );
}
