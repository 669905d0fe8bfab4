// Copies what the pages use out of node_modules: node collect.mjs NODE_MODULES TARGET
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, target] = process.argv.slice(2);

const files = {
  "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "echarts.min.js": "echarts/dist/echarts.common.min.js",
  "LICENSE-tabler": "@tabler/core/LICENSE",
  "LICENSE-htmx": "htmx.org/LICENSE",
  "LICENSE-echarts": "echarts/LICENSE",
};

// Each is a symbol of icons.svg; a page names it with <icon name="…" />.
const icons = `
  alert-circle alert-triangle arrow-back-up arrow-left article ban bell bell-off calendar calendar-stats chart-area-line
  chart-histogram check checks chevron-down chevron-left chevron-right circle-check circle-dashed circle-x clock clock-play
  clock-pause copy database dots download edit eraser external-link eye eye-off filter flag hand-stop heartbeat help-circle history home inbox
  info-circle keyboard language layout-dashboard layout-sidebar-left-collapse link list lock logout mail mail-check mail-x menu-2 message
  message-2 message-circle moon note player-pause player-play plus radar-2 refresh report rss search send settings
  shield-lock star star-filled sun sun-moon tags trash trending-down trending-up user user-check user-plus users
  key upload player-stop webhook users-group world x zoom-question adjustments-horizontal arrow-up-right plug-connected mood-sad mood-neutral mood-smile
`
  .trim()
  .split(/\s+/);

function symbol(name) {
  const filled = name.endsWith("-filled");
  const file = filled
    ? join(modules, "@tabler/icons/icons/filled", `${name.replace(/-filled$/, "")}.svg`)
    : join(modules, "@tabler/icons/icons/outline", `${name}.svg`);
  const body = readFileSync(file, "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .trim();
  const paint = filled
    ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, path] of Object.entries(files)) {
  if (existsSync(join(modules, path))) {
    cpSync(join(modules, path), join(target, name));
  } else if (!name.startsWith("LICENSE")) {
    throw new Error(`${path} is missing from the restored packages`);
  }
}
writeFileSync(
  join(target, "icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${icons.map(symbol).join("\n")}\n</svg>\n`,
);
