/** Apache ECharts, only the parts in use, loaded when the first chart is drawn: the campaign page does without. */
import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const FONT = '"Inter", system-ui, "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif';
const INK = "#1b2531";
const INK_WEAK = "#66727f";

export interface CurveData {
  actual: [string, number][];
  asKnown: [string, number][] | null;
  plan: [string, number][];
  first: [string, number][] | null;
  /** Quantiles, ascending, at each day. */
  fan: { day: string; done: number[] }[];
  today: string;
  due: string;
  scope: number;
  /** Of what happens when. */
  words: { actual: string; asKnown: string; plan: string; first: string; fan: string; today: string; due: string };
  count(value: number): string;
  day(text: string): string;
  shortDay(text: string): string;
}

export function drawCurve(box: HTMLElement, data: CurveData): EChartsType {
  const chart = init(box, null, { renderer: "canvas" });
  chart.setOption(options(data));
  return chart;
}

export function updateCurve(chart: EChartsType, data: CurveData): void {
  chart.setOption(options(data), { notMerge: true });
}

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const points = (line: [string, number][]): [number, number][] => line.map(([day, value]) => [at(day), value]);
const iso = (value: number): string => new Date(value).toISOString().slice(0, 10);

function options(data: CurveData): Record<string, unknown> {
  const line = { type: "line", showSymbol: false, animation: false };
  const band = (name: string, low: number, high: number, opacity: number): Record<string, unknown>[] => [
    { ...line, stack: name, silent: true, lineStyle: { width: 0 }, tooltip: { show: false }, data: data.fan.map((p) => [at(p.day), p.done[low]]) },
    {
      ...line,
      stack: name,
      silent: true,
      lineStyle: { width: 0 },
      tooltip: { show: false },
      areaStyle: { color: "#4f8fb8", opacity },
      data: data.fan.map((p) => [at(p.day), p.done[high]! - p.done[low]!]),
    },
  ];
  return {
    textStyle: { fontFamily: FONT, color: INK },
    animation: false,
    grid: { left: 8, right: 18, top: 26, bottom: 8, containLabel: true },
    tooltip: {
      trigger: "axis",
      // Drawn on the canvas: an HTML tooltip would need inline styles, which the page's policy forbids.
      renderMode: "richText",
      backgroundColor: "#fff",
      borderColor: "#b9c2cc",
      textStyle: { color: INK, fontFamily: FONT, fontSize: 13 },
      formatter: (items: { seriesName: string; value: [number, number] }[]) => tip(items, data),
    },
    xAxis: {
      type: "time",
      axisLabel: { color: INK_WEAK, hideOverlap: true, formatter: (value: number) => data.shortDay(iso(value)) },
      axisLine: { lineStyle: { color: "#b9c2cc" } },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: Math.max(1, Math.ceil(data.scope * 1.04)),
      axisLabel: { color: INK_WEAK, showMaxLabel: false, formatter: (value: number) => data.count(value) },
      splitLine: { lineStyle: { color: "#e9edf1" } },
    },
    series: [
      ...(data.fan.length ? [...band("wide", 0, 4, 0.16), ...band("narrow", 1, 3, 0.24)] : []),
      {
        ...line,
        name: data.words.plan,
        data: points(data.plan),
        lineStyle: { color: INK, width: 1.6 },
        itemStyle: { color: INK },
        z: 4,
        markLine: {
          symbol: "none",
          animation: false,
          label: { color: INK_WEAK, formatter: (mark: { name: string }) => mark.name, fontFamily: FONT },
          lineStyle: { color: "#8793a0", type: "dotted", width: 1.2 },
          data: [
            { xAxis: at(data.today), name: data.words.today },
            { xAxis: at(data.due), name: data.words.due },
          ],
        },
      },
      ...(data.first
        ? [{ ...line, name: data.words.first, data: points(data.first), lineStyle: { color: "#7a4fa3", width: 1.5, type: "dashed" }, itemStyle: { color: "#7a4fa3" }, z: 3 }]
        : []),
      ...(data.fan.length
        ? [{ ...line, name: data.words.fan, data: data.fan.map((p) => [at(p.day), p.done[2]]), lineStyle: { color: "#1f5f8b", width: 1.6, type: "dashed" }, itemStyle: { color: "#1f5f8b" }, z: 5 }]
        : []),
      ...(data.asKnown
        ? [{ ...line, name: data.words.asKnown, data: points(data.asKnown), lineStyle: { color: "#e2711d", width: 2, type: "dotted" }, itemStyle: { color: "#e2711d" }, z: 7 }]
        : []),
      { ...line, name: data.words.actual, data: points(data.actual), lineStyle: { color: "#1f5f8b", width: 3 }, itemStyle: { color: "#1f5f8b" }, z: 6 },
    ],
  };
}

function tip(items: { seriesName: string; value: [number, number] }[], data: CurveData): string {
  const named = items.filter((item) => !item.seriesName.startsWith("series"));
  if (named.length === 0) return "";
  return [
    data.day(iso(named[0]!.value[0])),
    ...named.map((item) => `${item.seriesName}: ${data.count(item.value[1])}`),
  ].join("\n");
}
