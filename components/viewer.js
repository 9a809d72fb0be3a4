// The frame viewer. Stepping costs no round trip: the frames lie in the browser. It talks with the
// charts and the list of events through events on the window, `stream:frame` with {frame, from}, and
// keeps the frame in view in `window.streamFrame`. Python hears only of a region to follow, and once
// of each clip that its first frame was held against its last.

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const viewer = (parentElement.viewer ??= new Viewer(parentElement));
  viewer.send = setTriggerValue;
  viewer.hear(told);
  addEventListener("stream:frame", viewer.listen);
  return () => removeEventListener("stream:frame", viewer.listen);
}

class Viewer {
  constructor(parent) {
    this.parent = parent;
    this.layers = new Set(["boxes"]);
    this.position = 0;
    this.speed = 1;
    this.zoom = "";
    this.turn = 0;
    this.listen = ({ detail }) => {
      if (detail?.from === "viewer" || !Number.isFinite(detail?.frame) || !this.film?.length) return;
      this.pause();
      this.event = detail.event ?? null;
      this.moveTo(this.film.nearest(detail.frame), false);
    };
  }

  hear(told) {
    const known = this.told?.key === told.key && this.told.language === told.language;
    this.told = told;
    this.words = told.words;
    this.order = told.events.map((one, n) => n).sort((a, b) => told.events[a].peak - told.events[b].peak || a - b);
    this.things = told.things.map((thing) => ({ ...thing, trail: { index: told.trail, boxes: thing.boxes } }));
    if (told.region) this.things.push({ ...told.region, id: "region", trail: told.region });
    if (known) {
      this.film.files = told.files;
      this.controls.refresh();
      if (this.film?.length) this.redraw();
      return;
    }
    this.begin();
  }

  async begin() {
    this.pause();
    this.compared = false;
    this.film = new Film(this.told.files);
    this.compare = new Compare(this);
    this.controls = new Controls(this);
    this.region = new Region(this);
    this.strip = new Strip(this);
    const { root } = this.controls;
    for (const old of this.parent.querySelectorAll(".viewer")) old.remove();
    this.parent.append(root);
    new ResizeObserver(() => this.film.length && this.redraw()).observe(this.controls.stage);
    try {
      await this.film.open();
    } catch {
      this.controls.fail();
      return;
    }
    this.controls.open();
    goOnFromVerdict();
    this.event = this.told.first;
    this.moveTo(this.film.nearest(this.told.start));
    this.film.fetchAll(this.position);
  }

  get frame() {
    return this.film.index[this.position];
  }

  // The part of the picture in view, in fractions of it.
  get view() {
    const thing = this.things.find(({ id }) => String(id) === this.zoom);
    const box = thing && (boxAt(thing.trail, this.frame) ?? this.seen);
    if (!box) return { x: 0, y: 0, w: 1, h: 1 };
    this.seen = box;
    const side = clamp(Math.max(box.w, box.h) * 1.8, 0.12, 1);
    const along = (start, length) => clamp(start + length / 2 - side / 2, 0, 1 - side);
    return { x: along(box.x, box.w), y: along(box.y, box.h), w: side, h: side };
  }

  moveTo(position, aloud = true) {
    const before = this.position;
    this.position = clamp(Math.round(position), 0, this.film.length - 1);
    this.step = Math.sign(this.position - before) || this.step;
    if (this.event !== null && this.told.events[this.event]?.peak !== this.frame) this.event = null;
    if (aloud) tell(this.frame, "viewer", this.event ?? undefined);
    else window.streamFrame = this.frame;
    this.controls.moved();
    this.redraw();
  }

  // To the next event in order of time, or the one before.
  toEvent(step) {
    const { events } = this.told, { order } = this;
    const here = this.event === null ? -1 : order.indexOf(this.event);
    const later = (n) => (step > 0 ? events[n].peak > this.frame : events[n].peak < this.frame);
    const found = here >= 0 ? order[here + step] : (step > 0 ? order : [...order].reverse()).find(later);
    if (found === undefined) return;
    this.pause();
    this.event = found;
    this.moveTo(this.film.nearest(events[found].peak));
  }

  eventsHere() {
    const { events } = this.told;
    return events.filter(({ start, end }) => start <= this.frame && this.frame <= end);
  }

  play() {
    if (this.playing) return;
    if (this.position === this.film.length - 1) this.moveTo(0);
    let before = performance.now(), time = this.film.time_s[this.position];
    const tick = (now) => {
      if (!this.playing) return;
      if (!this.controls.root.isConnected) return this.pause();
      // Time waits for frames that are still on their way.
      if (this.drawn === this.position) time += ((now - before) / 1000) * this.speed;
      before = now;
      const next = this.film.at(time);
      if (next !== this.position) this.moveTo(next);
      if (next === this.film.length - 1) return this.pause();
      this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
    this.controls.refresh();
  }

  pause() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.controls.refresh();
    this.controls.say();
  }

  async redraw() {
    const turn = ++this.turn, { film, position, compare } = this;
    const needed = [position];
    if (compare.on) needed.push(compare.a);
    else if (this.layers.has("difference")) needed.push(0);
    film.pinned = new Set(needed);
    try {
      if (needed.some((one) => !film.peek(one))) await Promise.all(needed.map((one) => film.picture(one)));
      const layer = async (name) => (!compare.on && this.layers.has(name) ? film.layer(name, position) : null);
      const tiles = this.layers.size > 1 || !this.layers.has("boxes") ? [await layer("attention"), await layer("flow")] : [];
      if (turn !== this.turn) return;
      this.draw(new Map(needed.map((one) => [one, film.peek(one)])), ...tiles);
    } catch {
      if (turn === this.turn) this.controls.fail();
      return;
    }
    this.drawn = position;
    if (compare.on && compare.a === 0 && position === film.length - 1 && position && !this.compared) {
      this.compared = true;
      this.send("compared", true);
    }
    this.controls.root.dataset.shown = this.frame;
    film.ahead(position, this.step);
  }

  draw(pictures, heat, flow) {
    const { film, position, view, told, compare, layers, controls } = this;
    const { picture, lines } = controls.canvases(compare.mode === "beside");
    const marks = new Marks(lines, view, told.colours), here = pictures.get(position);
    if (compare.on) return compare.draw(picture, marks, position, pictures);
    if (layers.has("difference")) paint(picture, difference(film, position, here, 0, pictures.get(0)), view);
    else paint(picture, here, view);
    if (heat) paintHeat(picture, heat, view);
    if (flow) marks.flow(flow, film.told.flow.unit, film.width / film.height);
    this.drawEvents(marks); // first: what happens has the best places for its labels
    if (layers.has("boxes") && !this.region.on) this.drawThings(marks);
  }

  drawThings(marks) {
    const rate = this.told.fps || 24;
    const told = new Set(this.eventsHere().map(({ thing }) => thing)); // their events have boxes
    for (const { id, role, short, colour, trail } of this.things) {
      marks.trail(trailOf(trail, this.frame, TRAIL_S * rate), colour);
      const box = boxAt(trail, this.frame);
      if (box && !told.has(id)) marks.box(box, colour, short, role === "background");
    }
  }

  drawEvents(marks) {
    for (const { badge, box, thing, colour, explained } of this.eventsHere()) {
      const trail = this.things.find(({ id }) => id === thing)?.trail;
      const place = (trail && boxAt(trail, this.frame)) ?? box;
      if (place) marks.box(place, colour, badge, explained);
      else marks.label(badge, marks.context.canvas.width, 0, colour);
    }
  }
}

// Whoever asked for the result has lost what they pressed: it is gone once the server has drawn all of
// the page, and the next Tab would go to what stands where it was. They go on from the verdict. Who
// is elsewhere by then stays there.
async function goOnFromVerdict() {
  const pressed = document.activeElement, nothing = document.body;
  for (let n = 0; n < 40 && pressed !== nothing && document.activeElement === pressed; n++) {
    await new Promise((looked) => setTimeout(looked, 250));
  }
  const verdict = document.querySelector(".st-key-verdict h2"), gone = pressed === nothing || !pressed.isConnected;
  if (!verdict || !gone || document.activeElement !== nothing || !navigator.userActivation?.hasBeenActive) return;
  verdict.tabIndex = -1;
  verdict.focus({ preventScroll: true });
}
