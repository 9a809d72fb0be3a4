// Frame A against frame B: wiped, in turns, subtracted, side by side. B is the frame one steps to.

const MODES = ["one", "wipe", "blink", "difference", "beside"];
const LEAST_MS = 250; // between A and B and back: no more than two flashes a second

class Compare {
  constructor(viewer) {
    Object.assign(this, { viewer, mode: "one", a: 0, at: 0.5, shown: "b", turned: 0 });
  }

  get on() {
    return this.mode !== "one";
  }

  set(mode) {
    if (mode === this.mode) return;
    const { viewer } = this, before = this.mode;
    this.mode = mode;
    if (before === "one" && !this.chosen) {
      this.chosen = true;
      viewer.moveTo(viewer.film.length - 1);
    }
    viewer.redraw();
  }

  setA(position) {
    this.chosen = true;
    this.a = clamp(position, 0, this.viewer.film.length - 1);
    this.viewer.redraw();
  }

  // By hand, so that nobody is flashed at who did not ask; a held key counts once.
  turn() {
    const now = performance.now();
    if (now - this.turned < LEAST_MS) return;
    this.turned = now;
    this.shown = this.shown === "a" ? "b" : "a";
    this.viewer.redraw();
  }

  slide(share) {
    this.at = clamp(share, 0, 1);
    this.viewer.redraw();
  }

  draw(context, marks, position, pictures) {
    const { film, view } = this.viewer, { width, height } = context.canvas;
    const [a, b] = [pictures.get(this.a), pictures.get(position)];
    const names = { a: `A · ${film.index[this.a]}`, b: `B · ${film.index[position]}` };
    if (this.mode === "wipe") {
      paint(context, b, view);
      context.save();
      context.beginPath();
      context.rect(0, 0, this.at * width, height);
      context.clip();
      paint(context, a, view);
      context.restore();
      const line = new Path2D(), x = this.at * marks.context.canvas.width;
      line.moveTo(x, 0);
      line.lineTo(x, marks.context.canvas.height);
      marks.stroke(line, marks.colours.accent);
    } else if (this.mode === "blink") {
      paint(context, this.shown === "a" ? a : b, view);
    } else if (this.mode === "difference") {
      paint(context, difference(film, position, b, this.a, a), view);
    } else {
      const [right, down] = width > film.width ? [width / 2, 0] : [0, height / 2];
      for (const [n, picture] of [a, b].entries()) {
        context.drawImage(
          picture, view.x * film.width, view.y * film.height, view.w * film.width, view.h * film.height,
          n * right, n * down, film.width, film.height,
        );
      }
    }
    this.name(marks, width > film.width, names);
  }

  name(marks, across, { a, b }) {
    const { width, height } = marks.context.canvas;
    const places = { blink: [0, 0], beside: across ? [width / 2 + 4, 0] : [0, height / 2 + 10 * marks.unit] };
    if (this.mode !== "blink" || this.shown === "a") marks.label(a, 0, 0, "#1D2127");
    if (this.mode !== "blink" || this.shown === "b") marks.label(b, ...(places[this.mode] ?? [width, 0]), "#FFFFFF");
  }
}
