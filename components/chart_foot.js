// What stands under a chart: its caption, what to take away, its numbers as a table; and the tie between
// chart and frame. A click in the chart tells the page which frame ("stream:frame" on window), and
// whoever tells one moves the line in the chart. No redraw, no word to the server.
// All words and numbers come as data and are set as text, never as markup.
const MOST_ROWS = 200, STILL_PX = 6, MARK_PX = 12;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
const FORMS = {
  text: (value) => String(value),
  share: (value) => `${(100 * value).toFixed(1)}%`,
  two: (value) => value.toFixed(2),
  three: (value) => String(Number(value.toPrecision(3))),
};
const written = (value, form) => (value === null ? "–" : FORMS[form](value));

export default function ({ data, parentElement }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".chart-foot");
  home.ending?.abort();
  const ending = (home.ending = new AbortController());
  draw(home, told);
  if (told.tie) tie(told, ending.signal);
  return () => ending.abort();
}

function draw(home, told) {
  const { words } = told;
  const open = home.querySelector("details")?.open ?? false;
  const png = make("button", { type: "button", textContent: words.png });
  png.setAttribute("aria-label", `${words.png}: ${told.title}`);
  png.onclick = () => chart(told)?.querySelector('.modebar-btn[data-val="png"], .modebar-btn')?.click();
  const csv = make("button", { type: "button", textContent: words.csv });
  csv.setAttribute("aria-label", `${words.csv}: ${told.title}`);
  csv.onclick = () => save(`${told.file}.csv`, lines(told));
  const details = make("details", { open }, make("summary", { textContent: words.table }));
  details.ontoggle = () => { if (details.open && !details.querySelector("table")) details.append(...table(told)); };
  if (open) details.append(...table(told));
  home.lang = told.language;
  home.replaceChildren(
    make("p", { textContent: [told.caption, words.go].filter(Boolean).join(" ") }),
    make("div", { className: "row" }, png, csv), details,
  );
}

function table(told) {
  const step = Math.max(1, Math.ceil(told.rows.length / MOST_ROWS));
  const cell = (text) => make("td", { textContent: text });
  const head = make("tr", {}, ...told.heads.map((text) => make("th", { scope: "col", textContent: text })));
  const rows = told.rows.filter((_, place) => place % step === 0);
  const body = rows.map((row) => make("tr", {}, ...row.map((value, place) => cell(written(value, told.forms[place])))));
  const title = make("caption", { textContent: told.title });
  const scroll = make("div", { className: "scroll", tabIndex: 0 },
    make("table", {}, title, make("thead", {}, head), make("tbody", {}, ...body)));
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", told.title);
  const thinned = make("p", { textContent: told.words.thinned.replace("{step}", step) });
  return step > 1 ? [thinned, scroll] : [scroll];
}

function lines(told) {
  const quoted = (value) => (value === null ? "" : /[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  return [told.heads, ...told.rows].map((row) => row.map(quoted).join(",")).join("\r\n");
}
function save(name, text) {
  // The mark in front tells spreadsheets that Korean is Korean.
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const chart = (told) => document.querySelector(`.st-key-${told.chart} .js-plotly-plot`);

// Return the mark next to a place in the chart: its x, and what its customdata tells.
function markAt(drawn, across, deep) {
  let least = MARK_PX, found = null;
  for (const { mode, visible, xaxis = "x", yaxis = "y", x, y, customdata } of drawn.data) {
    if (mode !== "markers" || visible === "legendonly") continue;
    const [right, up] = [xaxis, yaxis].map((name) => drawn._fullLayout[name.replace(/^[xy]/, "$&axis")]);
    for (const [place, value] of x.entries()) {
      const far = Math.hypot(right._offset + right.d2p(value) - across, up._offset + up.d2p(y[place]) - deep);
      if (far < least) [least, found] = [far, { x: value, told: customdata[place] }];
    }
  }
  return found;
}

// The chart is Streamlit's: it comes when its code has come, and may be replaced by another.
function tie(told, signal) {
  const { kind, first, last, step } = told.tie;
  const label = make("span", {});
  const line = make("div", { className: "stream-cursor" }, label);
  line.setAttribute("aria-hidden", "true");
  let drawn = null, pressed = null, frame = window.streamFrame ?? null;

  const place = () => {
    const x = drawn?._fullLayout?.xaxis, size = drawn?._fullLayout?._size;
    const shown = kind === "frames" && x?._length && Number.isFinite(frame) && frame >= first && frame <= last;
    line.hidden = !shown;
    if (!shown) return;
    line.style.transform = `translateX(${x._offset + x.l2p(frame)}px)`;
    line.style.top = `${size.t}px`;
    line.style.height = `${size.h}px`;
    label.textContent = frame;
  };
  const go = (to, event) => {
    const near = first + step * Math.round((to - first) / step);
    window.streamFrame = Math.min(Math.max(near, first), last);
    window.dispatchEvent(new CustomEvent("stream:frame", { detail: { frame: window.streamFrame, from: "chart", event } }));
  };
  const down = (event) => {
    const free = event.button === 0 && !event.target.closest?.(".legend, .modebar-container");
    pressed = free ? [event.clientX, event.clientY] : null;
  };
  // Hit by our own count: Plotly's clicks wait for its hover, and know nothing of the ground between marks.
  const up = ({ clientX, clientY }) => {
    const still = pressed && Math.hypot(clientX - pressed[0], clientY - pressed[1]) < STILL_PX;
    pressed = null;
    if (!still || !drawn?._fullLayout) return;
    const { xaxis: x, _size: size } = drawn._fullLayout, box = drawn.getBoundingClientRect();
    const across = clientX - box.left, deep = clientY - box.top;
    const mark = markAt(drawn, across, deep), inside = deep >= size.t && deep <= size.t + size.h;
    if (mark && kind === "things") go(mark.told);
    else if (mark) go(mark.x, mark.told); // marks over frames are events, by their number
    else if (kind === "frames" && inside && across >= x._offset && across <= x._offset + x._length) go(x.p2l(across - x._offset));
  };
  const leave = () => {
    drawn?.removeListener?.("plotly_afterplot", place);
    line.remove();
    drawn = null;
  };
  const look = () => {
    const found = chart(told);
    if (signal.aborted || (found === drawn && line.isConnected) || !found?.on || !found._fullLayout) return;
    leave();
    drawn = found;
    drawn.append(line);
    drawn.on("plotly_afterplot", place);
    drawn.addEventListener("pointerdown", down, { capture: true, signal });
    place();
  };
  const around = () => {
    if (signal.aborted) return;
    const element = document.querySelector(`.st-key-${told.chart}`);
    if (!element) return void setTimeout(around, 200);
    const watch = new MutationObserver(look);
    watch.observe(element, { childList: true, subtree: true });
    signal.addEventListener("abort", () => { watch.disconnect(); leave(); });
    look();
  };
  // On the window, because Plotly lays a cover over the page while a button is down.
  window.addEventListener("pointerup", up, { capture: true, signal });
  window.addEventListener("stream:frame", ({ detail }) => { frame = detail?.frame; place(); }, { signal });
  around();
}
