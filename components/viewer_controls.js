// The viewer's own page: the picture, the line of time, buttons, and what is said aloud.

const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2];
const LAYERS = ["boxes", "attention", "difference", "flow"];
const SAY_AFTER_MS = 350;

class Controls {
  constructor(viewer) {
    this.viewer = viewer;
    const { words } = (this.told = viewer.told);
    this.picture = make("canvas", { className: "picture", aria: { hidden: true } });
    this.lines = make("canvas", { className: "lines", aria: { hidden: true } });
    this.stage = make("div", { className: "stage" }, this.picture, this.lines);
    this.status = make("p", { className: "unseen", aria: { role: "status", live: "polite" } });
    this.note = make("p", { className: "note" }, words.loading);
    this.extra = make("div", { className: "extra" });
    this.root = make(
      "div",
      { className: "viewer", tabIndex: 0, lang: this.told.language, aria: { role: "group", label: words.label, describedby: "keys" }, onkeydown: (event) => this.key(event) },
      this.stage, this.time(), this.steps(), this.choices(), this.note, this.extra,
      make("p", { className: "keys", id: "keys" }, words.keys), this.status,
    );
    this.root.inert = true;
  }

  time() {
    const { viewer } = this, { words, events } = this.told;
    this.range = make("input", { type: "range", min: 0, value: 0, aria: { label: words.scrub } });
    this.range.oninput = () => (viewer.pause(), viewer.moveTo(+this.range.value));
    this.ticks = make("div", { className: "ticks", aria: { hidden: true } });
    this.tickOf = ({ start, end, colour }, n) => {
      const share = (frame) => viewer.film.nearest(frame) / Math.max(1, viewer.film.length - 1);
      const tick = make("i", {});
      tick.style.cssText = `left:${100 * share(start)}%;right:${100 * (1 - share(end))}%;background:${colour};top:${3 * (n % 3)}px`;
      return tick;
    };
    this.events = events;
    this.where = make("div", { className: "where" });
    return make("div", { className: "time" }, this.where, this.ticks, this.range);
  }

  steps() {
    const { viewer } = this, { words } = this.told;
    const icon = (sign, name, act) => button(sign, () => (viewer.pause(), act()), { className: "icon", title: words[name], aria: { label: words[name] } });
    this.playing = button("", () => (viewer.playing ? viewer.pause() : viewer.play()), { className: "icon play" });
    this.speed = make(
      "select", { onchange: () => (viewer.speed = +this.speed.value), title: words.speed, aria: { label: words.speed } },
      ...SPEEDS.map((one) => make("option", { value: one, selected: one === 1 }, `${one}×`)),
    );
    const some = this.told.events.length > 0;
    const jumps = [icon("‹!", "event_before", () => viewer.toEvent(-1)), icon("!›", "event_after", () => viewer.toEvent(1))];
    return make(
      "div", { className: "row" },
      icon("⇤", "to_first", () => viewer.moveTo(0)),
      icon("‹", "previous", () => viewer.moveTo(viewer.position - 1)),
      this.playing,
      icon("›", "next", () => viewer.moveTo(viewer.position + 1)),
      icon("⇥", "to_last", () => viewer.moveTo(viewer.film.length - 1)),
      this.speed, ...(some ? jumps : []),
    );
  }

  choices() {
    const { viewer } = this, { words } = this.told;
    this.layers = LAYERS.map((name) => button(words[name], () => {
      if (!viewer.layers.delete(name)) viewer.layers.add(name);
      viewer.compare.set("one");
      this.refresh();
      viewer.redraw();
    }, { data: { name } }));
    this.mode = make(
      "select", { aria: { label: words.mode }, onchange: () => (viewer.compare.set(this.mode.value), this.refresh()) },
      ...MODES.map((name) => make("option", { value: name }, words[`mode_${name}`])),
    );
    this.zoom = make("select", { aria: { label: words.zoom }, onchange: () => this.zoomTo(this.zoom.value) });
    this.follow = button(words.follow, () => viewer.region.begin(), { className: "follow" });
    return make(
      "div", { className: "choices" },
      make("div", { className: "row", aria: { role: "group", label: words.layers } }, ...this.layers),
      make("div", { className: "row" }, make("label", {}, `${words.mode} `, this.mode), make("label", {}, `${words.zoom} `, this.zoom), this.follow),
    );
  }

  zoomTo(id) {
    this.viewer.zoom = id;
    this.viewer.strip.show();
    this.viewer.redraw();
  }

  // The frames are there.
  open() {
    const { film, region, strip } = this.viewer;
    this.root.inert = false;
    this.range.max = film.length - 1;
    this.ticks.replaceChildren(...this.events.map(this.tickOf));
    for (const one of this.layers) one.hidden = ["attention", "flow"].includes(one.dataset.name) && !film.told[one.dataset.name];
    this.extra.append(region.panel, strip.panel);
    this.refresh();
  }

  fail() {
    this.viewer.pause();
    this.note.textContent = this.told.words.gone;
    this.note.hidden = false;
  }

  refresh() {
    const { viewer } = this, { words } = viewer.told;
    const sign = viewer.playing ? "pause" : "play";
    this.playing.textContent = viewer.playing ? "❚❚" : "▶";
    this.playing.title = words[sign];
    this.playing.setAttribute("aria-label", words[sign]);
    for (const one of this.layers) one.setAttribute("aria-pressed", !viewer.compare.on && viewer.layers.has(one.dataset.name));
    this.mode.value = viewer.compare.mode;
    const things = [["", words.zoom_whole], ...viewer.things.map(({ id, label }) => [id, label])];
    this.zoom.replaceChildren(...things.map(([value, text]) => make("option", { value }, text)));
    this.zoom.value = viewer.zoom;
    const notes = viewer.compare.on ? [] : ["attention", "difference", "flow"].filter((name) => viewer.layers.has(name));
    this.note.textContent = notes.map((name) => words[`${name}_note`]).join(" ");
    this.note.hidden = !notes.length;
    this.follow.hidden = viewer.told.following;
    const { mode } = viewer.compare;
    if (this.stage.dataset.mode !== mode) {
      this.comparing?.remove();
      if (viewer.compare.on) this.extra.prepend((this.comparing = this.compare()));
    }
    this.stage.dataset.mode = mode;
    if (viewer.compare.on) this.a.value = viewer.film.index[viewer.compare.a];
  }

  compare() {
    const { viewer } = this, { words } = viewer.told, { compare, film } = viewer;
    const frame = (label, value, set) => {
      const field = make("input", { type: "number", min: film.index[0], max: film.index.at(-1), value });
      field.onchange = () => set(film.nearest(+field.value));
      return make("label", {}, `${label} `, field);
    };
    const parts = [
      frame("A", film.index[compare.a], (position) => compare.setA(position)),
      button(words.take_a, () => (compare.setA(viewer.position), this.refresh())),
      frame("B", viewer.frame, (position) => viewer.moveTo(position)),
    ];
    [this.a, this.b] = [parts[0], parts[2]].map((one) => one.querySelector("input"));
    if (compare.mode === "wipe") {
      const range = make("input", { type: "range", min: 0, max: 100, value: 100 * compare.at, aria: { label: words.wipe_at } });
      range.oninput = () => compare.slide(range.value / 100);
      parts.push(range);
    }
    if (compare.mode === "blink") {
      const turn = button(words.turn, () => compare.turn());
      turn.onkeydown = (event) => event.repeat && event.preventDefault();
      parts.push(turn);
    }
    return make("div", { className: "row compare" }, ...parts);
  }

  moved() {
    const { viewer } = this, { film, position } = viewer;
    const facts = { frame: viewer.frame, last: film.index.at(-1), time: film.time_s[position].toFixed(2) };
    this.range.value = position;
    this.range.setAttribute("aria-valuetext", fill(viewer.words.frame, facts));
    this.place = fill(viewer.words.frame, facts);
    const badges = viewer.eventsHere().map(({ badge, colour }) => Object.assign(make("b", {}, badge), { style: `color:${colour}` }));
    this.where.replaceChildren(this.place, ...badges);
    if (this.b && viewer.compare.on) this.b.value = viewer.frame;
    viewer.strip.mark();
    if (!viewer.playing) this.say();
  }

  // Aloud once one has come to rest, and not while it plays.
  say() {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      const { viewer } = this;
      if (viewer.playing) return;
      const events = viewer.eventsHere().map(({ said }) => said);
      this.status.textContent = [this.place, ...(events.length ? events : [viewer.words.quiet])].join(". ");
    }, SAY_AFTER_MS);
  }

  key(event) {
    const { viewer } = this, { key, target } = event;
    event.stopPropagation(); // Streamlit listens for single letters
    if (event.ctrlKey || event.metaKey || event.altKey || viewer.region.key(event)) return;
    if (target.matches("select, input[type=number]") || (target.matches("input") && target !== this.range)) return;
    const far = event.shiftKey ? 10 : 1;
    const acts = {
      ArrowLeft: () => viewer.moveTo(viewer.position - far), ArrowRight: () => viewer.moveTo(viewer.position + far),
      Home: () => viewer.moveTo(0), End: () => viewer.moveTo(viewer.film.length - 1),
      n: () => viewer.toEvent(1), p: () => viewer.toEvent(-1),
      b: () => viewer.compare.mode === "blink" && !event.repeat && viewer.compare.turn(),
    };
    if (!target.matches("button")) acts[" "] = () => (viewer.playing ? viewer.pause() : viewer.play());
    const act = acts[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    if (key !== " ") viewer.pause();
    act();
  }

  // Both canvases, of the size they are to have now.
  canvases(beside) {
    const { film } = this.viewer, stacked = beside && this.stage.clientWidth < 480;
    const [across, down] = beside ? (stacked ? [1, 2] : [2, 1]) : [1, 1];
    this.stage.style.aspectRatio = `${across * film.width} / ${down * film.height}`;
    const scale = window.devicePixelRatio || 1;
    resize(this.picture, across * film.width, down * film.height);
    resize(this.lines, Math.round(this.stage.clientWidth * scale), Math.round(this.stage.clientHeight * scale));
    return { picture: this.picture.getContext("2d"), lines: this.lines.getContext("2d") };
  }
}

function resize(canvas, width, height) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
}
