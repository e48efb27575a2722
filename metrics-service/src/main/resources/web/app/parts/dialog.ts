/** Asks for a reason and an end. The browser's own dialog: focus, Escape and the page behind are its business. */
import { html, nothing, render } from "lit-html";
import { Failure } from "../api";
import { t } from "../i18n";

export interface Question {
  title: string;
  text: string;
  /** Of the button that does it. */
  action: string;
  /** Most days that may be picked. */
  mostDays: number;
  /** Beside reason and end. */
  choices?: { name: string; label: string; options: [value: string, text: string][] }[];
  /** Does it; what it throws is shown and the dialog stays. */
  send(answer: { reason: string; until: string; choices: Record<string, string> }): Promise<void>;
}

const DAYS = [1, 3, 7, 14, 30, 90];

export function ask(question: Question): void {
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  let fault = "";
  const draw = (): void => {
    render(form(question, fault, dialog, submit), dialog);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(values.get(name) ?? "");
    try {
      await question.send({
        reason: text("reason").trim(),
        until: new Date(Date.now() + Number(text("days")) * 86_400_000).toISOString(),
        choices: Object.fromEntries((question.choices ?? []).map((one) => [one.name, text(one.name)])),
      });
      dialog.close();
    } catch (cause) {
      fault = cause instanceof Failure ? cause.detail || t(`failure.${cause.kind}.text`) : t("failure.unwell.title");
      draw();
    }
  };
  draw();
  dialog.showModal();
}

function form(question: Question, fault: string, dialog: HTMLDialogElement, submit: (event: Event) => Promise<void>) {
  return html`<form method="dialog" aria-labelledby="dialog-title" @submit=${submit}>
    <h2 id="dialog-title">${question.title}</h2>
    <p class="sub">${question.text}</p>
    ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
    ${(question.choices ?? []).map(
      (choice) => html`<label
        >${choice.label}
        <select name=${choice.name}>
          ${choice.options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select></label
      >`,
    )}
    <label>${t("dialog.reason")} <textarea name="reason" rows="3" maxlength="500" required></textarea></label>
    <label
      >${t("dialog.days")}
      <select name="days">
        ${DAYS.filter((days) => days <= question.mostDays).map(
          (days) => html`<option value=${String(days === question.mostDays ? days - 0.01 : days)} ?selected=${days === 7}>${t("days", { n: days })}</option>`,
        )}
      </select></label
    >
    <div class="buttons">
      <button type="button" class="button plain" @click=${() => dialog.close()}>${t("dialog.cancel")}</button>
      <button class="button">${question.action}</button>
    </div>
  </form>`;
}
