/** Hatches that SVG fills refer to: what is silent is told by its pattern, in print and by those who see no colours. */
import { html, svg, type TemplateResult } from "lit-html";

export function patterns(): TemplateResult {
  return html`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">
    ${svg`<defs>
      <pattern id="hatch-silent" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="#ffffff" /><rect width="2.2" height="5" fill="#6b7480" />
      </pattern>
    </defs>`}
  </svg>`;
}
