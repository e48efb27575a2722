/** What is kept quiet, by whom, why, and until when. */
import { html, nothing, type TemplateResult } from "lit-html";
import { mayManage } from "../auth";
import { moment } from "../format";
import { endSilence, silence, type Silence } from "../handling";
import { say, t } from "../i18n";
import { unitName } from "../known";
import { table } from "./table";

export function silences(all: Silence[]): TemplateResult {
  const what = (one: Silence): string =>
    [one.county ? unitName(one.county) : "", one.province ? unitName(one.province) : "", one.rule ? say(`rule.${one.rule}`, one.rule) : "", one.severity ? say(`severity.${one.severity}`, one.severity) : ""]
      .filter(Boolean)
      .join(" · ");
  return html`<section class="panel" aria-labelledby="silences-title">
    <div class="panel-head">
      <h2 id="silences-title">${t("silences.title")} <span class="sub">${all.length}</span></h2>
      ${mayManage() ? html`<button class="button plain" @click=${() => silence(null)}>${t("silence.make")}</button>` : nothing}
    </div>
    ${all.length === 0
      ? html`<p class="sub">${t("silences.none")}</p>`
      : table(
          [
            { title: t("silence.where"), cell: (one: Silence) => what(one) },
            { title: t("dialog.reason"), cell: (one) => one.reason },
            { title: t("silence.owner"), cell: (one) => one.owner },
            { title: t("silence.end"), cell: (one) => moment(one.end) },
            {
              title: t("silence.stop"),
              cell: (one) =>
                mayManage()
                  ? html`<button class="button plain" aria-label=${`${t("silence.stop")}: ${what(one)}`} @click=${() => void endSilence(one.id)}>${t("silence.stop")}</button>`
                  : "–",
            },
          ],
          all,
        )}
  </section>`;
}
