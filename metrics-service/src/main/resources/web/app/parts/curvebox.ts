/** A chart within the page: an element that draws itself when it is there, and again when its size changes. */
import type { EChartsType } from "echarts/core";
import type { CurveData } from "./chart";

export class CurveBox extends HTMLElement {
  private chart: EChartsType | null = null;
  private shown: CurveData | null = null;
  private readonly resized = new ResizeObserver(() => this.chart?.resize());
  private readonly printing = (): void => this.chart?.resize();

  set data(data: CurveData) {
    this.shown = data;
    void this.show();
  }

  connectedCallback(): void {
    this.resized.observe(this);
    window.addEventListener("beforeprint", this.printing);
    if (this.shown) void this.show();
  }

  disconnectedCallback(): void {
    this.resized.disconnect();
    window.removeEventListener("beforeprint", this.printing);
    this.chart?.dispose();
    this.chart = null;
  }

  private async show(): Promise<void> {
    const { drawCurve, updateCurve } = await import("./chart");
    if (!this.isConnected || !this.shown) return;
    if (this.chart) updateCurve(this.chart, this.shown);
    else this.chart = drawCurve(this, this.shown);
    this.dataset.drawn = "true";
  }
}

customElements.define("curve-box", CurveBox);
