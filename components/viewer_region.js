// A box around a thing: drawn with mouse, finger or keyboard on the frame in view, from which it is
// followed both ways. And the strip that shows a thing side by side over the clip.

const STRIP = 8, CROP_PX = 132, LEAST = 0.02, STEP = 0.01;

class Region {
  constructor(viewer) {
    this.viewer = viewer;
    const { words } = viewer.told;
    this.box = { x: 0.42, y: 0.4, w: 0.16, h: 0.2 };
    this.frame = make("div", { className: "region", tabIndex: 0, hidden: true, aria: { role: "group", label: words.follow_box, describedby: "how" } });
    viewer.controls.stage.append(this.frame);
    this.panel = make(
      "div", { className: "drawing", hidden: true },
      make("p", { id: "how" }, words.follow_how),
      make("div", { className: "row" },
        button(words.follow_go, () => this.end(true), { className: "primary" }),
        button(words.follow_cancel, () => this.end(false))),
    );
    const { stage } = viewer.controls;
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    // Else a browser takes the finger's way for a swipe, and the tap that comes next for its end.
    stage.addEventListener("touchstart", (event) => this.on && event.preventDefault(), { passive: false });
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, () => (this.from = null));
  }

  get on() {
    return !this.panel.hidden;
  }

  begin() {
    const { viewer } = this;
    viewer.pause();
    viewer.compare.set("one");
    viewer.controls.zoomTo("");
    viewer.moveTo(viewer.film.nearest(this.nearest(viewer.frame)));
    viewer.controls.refresh();
    viewer.controls.stage.classList.add("draws");
    this.panel.hidden = this.frame.hidden = false;
    viewer.redraw();
    this.place();
    this.frame.focus({ preventScroll: true });
    // On a phone the button stands below the picture, which may be out of sight by then.
    viewer.controls.stage.scrollIntoView({ block: "nearest" });
  }

  end(go) {
    this.panel.hidden = this.frame.hidden = true;
    this.viewer.controls.stage.classList.remove("draws");
    this.viewer.controls.root.focus({ preventScroll: true });
    this.viewer.redraw();
    if (go) this.viewer.send("region", { ...this.box, frame: this.viewer.frame });
  }

  // Of the frames that a thing is followed in, the one that is nearest.
  nearest(frame) {
    const away = (one) => Math.abs(one - frame);
    return this.viewer.told.trail.reduce((best, one) => (away(one) < away(best) ? one : best), this.viewer.told.trail[0] ?? frame);
  }

  place() {
    const { x, y, w, h } = this.box;
    this.frame.style.cssText = `left:${100 * x}%;top:${100 * y}%;width:${100 * w}%;height:${100 * h}%`;
    const percent = [x, y, w, h].map((side) => Math.round(100 * side));
    const [left, top, width, height] = percent;
    this.frame.setAttribute("aria-label", `${this.viewer.words.follow_box} ${fill(this.viewer.words.follow_place, { left, top, width, height })}`);
  }

  at({ clientX, clientY }) {
    const { left, top, width, height } = this.viewer.controls.stage.getBoundingClientRect();
    return [clamp((clientX - left) / width, 0, 1), clamp((clientY - top) / height, 0, 1)];
  }

  down(event) {
    const { viewer } = this;
    if (viewer.compare.mode === "wipe" || this.on) {
      this.from = this.at(event);
      viewer.controls.stage.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.move(event);
    }
  }

  move(event) {
    if (!this.from) return;
    const [x, y] = this.at(event), [x0, y0] = this.from;
    if (!this.on) return this.viewer.compare.slide(x);
    if (Math.hypot(x - x0, y - y0) < LEAST) return; // a tap is no box
    const [w, h] = [Math.max(LEAST, Math.abs(x - x0)), Math.max(LEAST, Math.abs(y - y0))];
    this.box = { x: Math.min(x, x0, 1 - w), y: Math.min(y, y0, 1 - h), w, h };
    this.place();
  }

  // Arrows move the box, with shift they size it. Returns whether the key was for the box.
  key(event) {
    if (!this.on) return false;
    if (event.key === "Escape") return this.end(false), event.preventDefault(), true;
    if (event.target !== this.frame) return event.target.matches("button");
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (event.key === "Enter") this.end(true);
    else if (!across && !down) return false;
    const { x, y, w, h } = this.box;
    if (event.shiftKey) {
      this.box = { x, y, w: clamp(w + across * STEP, LEAST, 1 - x), h: clamp(h + down * STEP, LEAST, 1 - y) };
    } else {
      this.box = { x: clamp(x + across * STEP, 0, 1 - w), y: clamp(y + down * STEP, 0, 1 - h), w, h };
    }
    this.place();
    event.preventDefault();
    return true;
  }
}

class Strip {
  constructor(viewer) {
    this.viewer = viewer;
    this.panel = make("div", { className: "strip", hidden: true });
    this.crops = [];
  }

  async show() {
    const { viewer } = this, { film, words } = viewer;
    const thing = viewer.things.find(({ id }) => String(id) === viewer.zoom);
    this.panel.hidden = !thing;
    this.panel.replaceChildren();
    this.crops = [];
    if (!thing) return;
    const count = Math.min(STRIP, film.length);
    const positions = Array.from({ length: count }, (_, n) => Math.round((n * (film.length - 1)) / Math.max(1, count - 1)));
    this.crops = positions.map((position) => this.crop(thing, position));
    const frames = positions.map((position) => film.index[position]).join(", ");
    const row = make("div", { className: "crops" }, ...this.crops.map(({ shown }) => shown));
    this.panel.append(make("p", {}, fill(words.strip, { thing: thing.label, frames })), row);
    this.mark();
    for (const { context, position, box } of this.crops) {
      const picture = await film.picture(position).catch(() => null);
      if (viewer.zoom !== String(thing.id) || !picture) return;
      const side = clamp(1.6 * Math.max(box.w * film.width, box.h * film.height), 24, film.width);
      const [x, y] = [(box.x + box.w / 2) * film.width, (box.y + box.h / 2) * film.height];
      context.drawImage(picture, x - side / 2, y - side / 2, side, side, 0, 0, CROP_PX, CROP_PX);
    }
  }

  crop(thing, position) {
    const { viewer } = this, frame = viewer.film.index[position];
    const there = boxAt(thing.trail, frame);
    const box = (this.last = there ?? this.last ?? { x: 0.4, y: 0.4, w: 0.2, h: 0.2 });
    const canvas = make("canvas", { width: CROP_PX, height: CROP_PX, aria: { hidden: true } });
    const label = fill(viewer.words.crop, { thing: thing.label, frame });
    const shown = button("", () => (viewer.pause(), viewer.moveTo(position)), { className: there ? "crop" : "crop absent", title: label, aria: { label } });
    shown.append(canvas, make("span", {}, String(frame)));
    return { shown, position, box, context: canvas.getContext("2d") };
  }

  // Which of the crops is nearest to the frame in view.
  mark() {
    const apart = this.crops.map(({ position }) => Math.abs(position - this.viewer.position));
    this.crops.forEach(({ shown }, n) => shown.toggleAttribute("data-here", apart[n] === Math.min(...apart)));
  }
}
