// The life of a followed region: a line per measure over the clip, tied to the viewer's frame.

const WIDE = 600, HIGH = 44;

export default function ({ data, parentElement }) {
  const life = (parentElement.life ??= new Life(parentElement));
  life.hear(JSON.parse(new TextDecoder().decode(data)));
  addEventListener("stream:frame", life.listen);
  return () => removeEventListener("stream:frame", life.listen);
}

class Life {
  constructor(parent) {
    this.root = make("div", { className: "life" });
    parent.append(this.root);
    this.listen = ({ detail }) => Number.isFinite(detail?.frame) && this.move(detail.frame);
    this.root.addEventListener("click", (event) => this.point(event));
  }

  hear(told) {
    this.told = told;
    this.root.lang = told.language;
    this.cursors = [];
    this.root.replaceChildren(...told.rows.map((row) => this.row(row)), this.visibility());
    this.move(window.streamFrame ?? told.index[0]);
  }

  x(frame) {
    const { index } = this.told;
    return ((frame - index[0]) / Math.max(1, index.at(-1) - index[0])) * WIDE;
  }

  row({ label, values, digits, noise }) {
    const known = values.filter((value) => value !== null);
    const low = Math.min(0, ...known), high = Math.max(...known, noise ?? 0, low + 1e-6) * 1.08;
    const y = (value) => HIGH - 3 - ((value - low) / (high - low)) * (HIGH - 6);
    let pen = "M";
    const path = values.map((value, n) => {
      if (value === null) return (pen = "M"), "";
      const step = `${pen}${this.x(this.told.index[n]).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return step;
    });
    const facts = { measure: label, low: Math.min(...known).toFixed(digits), high: Math.max(...known).toFixed(digits) };
    const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": known.length ? fill(this.told.words.chart, facts) : label });
    if (noise !== null) picture.append(svg("rect", { class: "noise", x: 0, width: WIDE, y: y(noise), height: Math.max(0, y(0) - y(noise)) }));
    picture.append(svg("path", { class: "line", d: path.join("") }), this.cursor());
    const value = make("span", { className: "value" });
    const name = make("span", { className: "name" }, label);
    if (noise !== null) name.append(make("small", {}, fill(this.told.words.noise, { value: noise.toFixed(digits) })));
    this.cursors.push((n) => (value.textContent = values[n] === null ? "–" : values[n].toFixed(digits)));
    return make("div", { className: "row" }, name, picture, value);
  }

  visibility() {
    const { visibility, words, index } = this.told;
    const picture = svg("svg", { viewBox: `0 0 ${WIDE} 12`, preserveAspectRatio: "none", role: "img", "aria-label": words.seen_row, class: "seen" });
    visibility.forEach((state, n) => {
      const [from, to] = [this.x(index[n]), this.x(index[n + 1] ?? index[n])];
      picture.append(svg("rect", { class: state, x: from, y: state === "seen" ? 1 : state === "covered" ? 6 : 10, width: Math.max(1, to - from + 0.5), height: state === "seen" ? 11 : state === "covered" ? 6 : 2 }));
    });
    picture.append(this.cursor(12));
    const value = make("span", { className: "value" });
    this.cursors.push((n) => (value.textContent = words[visibility[n]]));
    return make("div", { className: "row" }, make("span", { className: "name" }, words.seen_row), picture, value);
  }

  cursor(high = HIGH) {
    const line = svg("line", { class: "cursor", y1: 0, y2: high });
    this.cursors.push((n, x) => (line.setAttribute("x1", x), line.setAttribute("x2", x)));
    return line;
  }

  move(frame) {
    const { index } = this.told;
    const apart = index.map((one) => Math.abs(one - frame)), nearest = apart.indexOf(Math.min(...apart));
    for (const set of this.cursors) set(nearest, clamp(this.x(frame), 0.5, WIDE - 0.5));
  }

  point(event) {
    const picture = event.target.closest("svg");
    if (!picture) return;
    const { left, width } = picture.getBoundingClientRect(), { index } = this.told;
    const frame = Math.round(index[0] + ((event.clientX - left) / width) * (index.at(-1) - index[0]));
    tell(frame, "chart");
  }
}

function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
