// Draws the charts from the data beside them. The table behind each chart says the same and needs none of this.
(() => {
  const charts = new Map();
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const palette = () => ({
    text: css("--rw-ink"),
    soft: css("--rw-soft"),
    line: css("--rw-line"),
    surface: css("--rw-surface"),
    negative: css("--rw-neg-shape"),
    neutral: css("--rw-neu-shape"),
    positive: css("--rw-pos-shape"),
    accent: css("--rw-accent"),
    band: css("--rw-band"),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => css(`--rw-series-${n}`)),
  });

  const base = (color) => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: color.soft },
    grid: { left: 4, right: 24, top: 22, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: color.surface,
      borderColor: color.line,
      textStyle: { color: color.text, fontSize: 12 },
      axisPointer: { type: "shadow", shadowStyle: { color: color.line, opacity: 0.35 } },
    },
  });

  const axes = (color, data) => ({
    xAxis: {
      type: "category",
      data: data.labels,
      // A band of bars begins and ends at ticks: with ticks at every few columns only, it would be days too wide.
      axisTick: { show: false, interval: 0 },
      axisLine: { lineStyle: { color: color.line } },
      axisLabel: { color: color.soft, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: data.min,
      max: data.max,
      minInterval: data.whole === false ? undefined : 1,
      splitNumber: 4,
      interval: data.max === 100 ? (data.min === -100 ? 50 : 25) : undefined,
      splitLine: { lineStyle: { color: color.line, opacity: 0.7 } },
      axisLabel: { color: color.soft, fontSize: 11, formatter: (value) => number(value) },
    },
  });

  const number = (value) =>
    new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
      .format(value)
      .replace("-", "\u2212");

  const tooltip = (data) => (points) => {
    const at = points[0]?.dataIndex ?? 0;
    const lines = points
      .filter((p) => p.seriesName && p.value != null && !p.seriesName.startsWith("_"))
      .map((p) => `${data.signs?.[p.seriesName] ?? ""} ${p.seriesName}  ${data.signed && p.value > 0 ? "+" : ""}${number(p.value)}`.trim());
    const extra = data.notes?.[at];
    return [data.titles?.[at] ?? data.labels[at], ...lines, ...(extra ? [extra] : [])].join("\n");
  };

  // Bands of episodes and of the calendar: [fromIndex, toIndex, name, where the name stands].
  const bands = (data, color) => ({
    silent: true,
    itemStyle: { color: color.band },
    label: { color: color.soft, fontSize: 11, position: "top", distance: 2 },
    data: (data.bands ?? []).map(([from, to, name, position]) => [
      { xAxis: data.labels[from] === undefined ? 0 : from, name, label: { position: position ?? "top" } },
      { xAxis: to },
    ]),
  });

  const kinds = {
    volume(data, color) {
      const colors = [color.negative, color.neutral, color.positive];
      return {
        ...base(color),
        ...axes(color, data),
        tooltip: { ...base(color).tooltip, formatter: tooltip(data) },
        series: data.series.map((s, i) => ({
          name: s.name,
          type: "bar",
          stack: "all",
          barCategoryGap: "18%",
          barMaxWidth: 36,
          itemStyle: { color: colors[i] },
          emphasis: { disabled: true },
          data: s.values,
          markArea: i === 0 ? bands(data, color) : undefined,
        })),
      };
    },
    line(data, color) {
      return {
        ...base(color),
        ...axes(color, data),
        tooltip: { ...base(color).tooltip, formatter: tooltip(data), axisPointer: { type: "line", lineStyle: { color: color.soft } } },
        series: data.series.map((s, i) => ({
          name: s.name,
          type: "line",
          stack: s.stack,
          stackStrategy: "all",
          connectNulls: false,
          showSymbol: data.labels.length < 3,
          symbolSize: 6,
          silent: Boolean(s.band),
          lineStyle: { width: s.band ? 0 : 2, color: s.band ? "transparent" : (data.series.length > 3 || data.compare ? color.series[i % 8] : color.accent), type: s.dashed ? "dashed" : "solid" },
          itemStyle: { color: data.series.length > 3 || data.compare ? color.series[i % 8] : color.accent },
          areaStyle: s.band === "top" ? { color: color.accent, opacity: 0.14 } : undefined,
          emphasis: { disabled: true },
          data: s.values,
          markLine: i === 0 && data.zero ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: color.soft, type: "solid", opacity: 0.5 }, data: [{ yAxis: 0 }] } : undefined,
          markArea: i === 0 ? bands(data, color) : undefined,
        })),
      };
    },
    share(data, color) {
      return {
        ...base(color),
        ...axes(color, { ...data, max: 100 }),
        tooltip: { ...base(color).tooltip, formatter: tooltip(data) },
        series: data.series.map((s, i) => ({
          name: s.name,
          type: "bar",
          stack: "all",
          barCategoryGap: "12%",
          itemStyle: { color: color.series[i % 8] },
          emphasis: { disabled: true },
          data: s.values,
        })),
      };
    },
  };

  const draw = (figure) => {
    const canvas = figure.querySelector("[data-chart]");
    const source = figure.querySelector("script[type='application/json']");
    if (!canvas || !source || !window.echarts || !kinds[canvas.dataset.chart]) return;
    const data = JSON.parse(source.textContent);
    const chart = charts.get(canvas) ?? window.echarts.init(canvas, null, { renderer: "canvas" });
    charts.set(canvas, chart);
    chart.setOption({ ...kinds[canvas.dataset.chart](data, palette()), animation: false }, true);
    chart.off("click");
    if (data.links) {
      chart.on("click", (event) => {
        const link = data.links[event.dataIndex];
        if (link) window.location.href = link;
      });
    }
    canvas.dataset.drawn = "1";
  };

  const drawAll = (root = document) => root.querySelectorAll("figure.rw-chart").forEach(draw);
  const forget = () => {
    for (const [canvas, chart] of charts) {
      if (!canvas.isConnected) {
        chart.dispose();
        charts.delete(canvas);
      }
    }
  };
  drawAll();
  document.addEventListener("rw:theme", () => drawAll());
  document.addEventListener("htmx:after:swap", () => (forget(), drawAll()));
  let waiting;
  const fit = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => charts.forEach((chart) => chart.resize()), 80);
  };
  window.addEventListener("resize", fit);
  if (window.ResizeObserver) new ResizeObserver(fit).observe(document.getElementById("main"));
})();
