// What is drawn over a frame: heat, difference, flow, boxes with their trails, and labels.

// Cividis (Nuñez, Anderton and Renslow, PLOS ONE 2018, https://doi.org/10.1371/journal.pone.0199239):
// even steps of lightness, alike for colour-blind eyes.
const CIVIDIS = ["00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838"];
const HEAT = (() => {
  const stops = CIVIDIS.map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  return Array.from({ length: 256 }, (_, level) => {
    const place = (level / 255) * (stops.length - 1), low = Math.min(stops.length - 2, Math.floor(place));
    return stops[low].map((value, n) => Math.round(value + (stops[low + 1][n] - value) * (place - low)));
  });
})();
const TIMES = 4; // a difference is shown this many times as large
const TRAIL_S = 1.5; // of the way that lies behind a thing
const FLOW_TIMES = 6; // an arrow is as long as the way of so many frames
const ROOM = 0.004; // between a thing and its box, in widths of the frame

function paintHeat(context, tile, view) {
  for (let n = 0; n < tile.data.length; n += 4) {
    const level = tile.data[n];
    [tile.data[n], tile.data[n + 1], tile.data[n + 2]] = HEAT[level];
    tile.data[n + 3] = 90 + 0.55 * level;
  }
  const small = scratch("heat", tile.width, tile.height);
  small.putImageData(tile, 0, 0);
  context.imageSmoothingQuality = "high";
  paint(context, small.canvas, view);
}

// A picture, or the part of it that is in view, over all of the canvas.
function paint(context, picture, view) {
  const { width, height } = picture;
  context.drawImage(
    picture, view.x * width, view.y * height, view.w * width, view.h * height,
    0, 0, context.canvas.width, context.canvas.height,
  );
}

// How far two frames differ where both show something, the other laid over this one.
function difference(film, position, picture, other, otherPicture) {
  const { width, height } = film;
  const move = film.between(other, position);
  const laid = scratch("laid", width, height);
  laid.setTransform(move.a, move.b, move.c, move.d, move.e * width, move.f * width);
  laid.drawImage(otherPicture, 0, 0, width, height);
  const apart = scratch("apart", width, height);
  apart.drawImage(picture, 0, 0, width, height);
  apart.globalCompositeOperation = "difference";
  apart.drawImage(laid.canvas, 0, 0);
  apart.globalCompositeOperation = "destination-in";
  apart.drawImage(laid.canvas, 0, 0);
  const pixels = apart.getImageData(0, 0, width, height), { data } = pixels;
  for (let n = 0; n < data.length; n += 4) {
    const colour = HEAT[Math.min(255, TIMES * Math.max(data[n], data[n + 1], data[n + 2]))];
    data[n] = colour[0], data[n + 1] = colour[1], data[n + 2] = colour[2];
  }
  apart.putImageData(pixels, 0, 0);
  return apart.canvas;
}

// Where things are drawn in lines: over the picture, in pixels of the screen.
class Marks {
  constructor(context, view, colours) {
    Object.assign(this, { context, view, colours, taken: [] });
    const { width, height } = context.canvas;
    this.unit = Math.max(1, width / 640) * 2;
    context.clearRect(0, 0, width, height);
    context.lineJoin = context.lineCap = "round";
    context.font = `600 ${Math.round(6.5 * this.unit)}px system-ui, sans-serif`;
    context.textBaseline = "middle";
  }

  point(x, y) {
    const { width, height } = this.context.canvas, { view } = this;
    return [((x - view.x) / view.w) * width, ((y - view.y) / view.h) * height];
  }

  // A line in a colour, light around it so that it shows on any picture.
  stroke(path, colour, dashed = false, thin = false) {
    const { context, unit } = this;
    context.setLineDash([]);
    context.strokeStyle = "rgba(255, 255, 255, 0.85)";
    context.lineWidth = thin ? unit * 1.4 : unit * 2.2;
    context.stroke(path);
    context.setLineDash(dashed ? [4 * unit, 3 * unit] : []);
    context.strokeStyle = colour;
    context.lineWidth = thin ? unit * 0.7 : unit;
    context.stroke(path);
    context.setLineDash([]);
  }

  // Nothing of what is not in view: its name would stand at the edge as if it were there.
  box({ x, y, w, h }, colour, label, dashed) {
    const { view } = this;
    if (x > view.x + view.w || x + w < view.x || y > view.y + view.h || y + h < view.y) return;
    const [left, top] = this.point(x - ROOM, y - ROOM), [right, bottom] = this.point(x + w + ROOM, y + h + ROOM);
    const path = new Path2D();
    path.rect(left, top, right - left, bottom - top);
    this.stroke(path, colour, dashed);
    if (label) this.label(label, left, top, colour, bottom);
  }

  // On a plate above a place, or wherever near it there is room in the picture.
  label(text, left, top, colour, bottom = top) {
    const { context, unit } = this, height = 10 * unit;
    const width = context.measureText(text).width + 6 * unit;
    const x = clamp(left - unit / 2, 0, Math.max(0, context.canvas.width - width));
    const most = context.canvas.height - height;
    const free = (y) => y >= 0 && y <= most && !this.taken.some(([l, t, w, h]) => x < l + w && l < x + width && y < t + h && t < y + height);
    const places = [top - height, bottom, top, top - 2 * height, bottom + height, top + height, top - 3 * height];
    const y = clamp(places.find(free) ?? top - height, 0, most);
    this.taken.push([x, y, width, height]);
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
    context.fillStyle = bright(colour) ? "#1D2127" : "#FFFFFF";
    context.fillText(text, x + 3 * unit, y + height / 2);
  }

  trail(points, colour) {
    if (points.length < 2) return;
    const path = new Path2D();
    points.forEach(([x, y], n) => path[n ? "lineTo" : "moveTo"](...this.point(x, y)));
    this.stroke(path, colour, false, true);
  }

  flow(tile, unit, shape) {
    const { width, height, data } = tile;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = 4 * (row * width + column);
        const [right, down] = [data[at] - 128, data[at + 1] - 128].map((steps) => steps * unit * FLOW_TIMES);
        if (Math.hypot(right, down) < 0.002 * FLOW_TIMES) continue;
        const x = (column + 0.5) / width, y = (row + 0.5) / height;
        const [x1, y1] = this.point(x, y), [x2, y2] = this.point(x + right, y + down * shape);
        const turn = Math.atan2(y2 - y1, x2 - x1), head = Math.min(3.5 * this.unit, Math.hypot(x2 - x1, y2 - y1) / 2);
        const path = new Path2D();
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
        for (const side of [2.6, -2.6]) {
          path.moveTo(x2, y2);
          path.lineTo(x2 + head * Math.cos(turn + side), y2 + head * Math.sin(turn + side));
        }
        this.stroke(path, this.colours.flow, false, true);
      }
    }
  }
}

function bright(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}

// Where a thing is in a frame: between two kept frames its box goes from one to the other.
function boxAt({ index, boxes }, frame) {
  let after = index.findIndex((one) => one >= frame);
  if (after < 0) after = index.length - 1;
  const before = index[after] > frame && after ? after - 1 : after;
  const [one, other] = [boxes[before], boxes[after]];
  if (!one || !other) return null;
  const share = after === before ? 0 : (frame - index[before]) / (index[after] - index[before]);
  const [x, y, w, h] = one.map((side, n) => side + (other[n] - side) * share);
  return { x, y, w, h };
}

function trailOf({ index, boxes }, frame, frames) {
  return index.flatMap((one, n) => {
    const box = boxes[n];
    return box && one <= frame && one >= frame - frames ? [[box[0] + box[2] / 2, box[1] + box[3] / 2]] : [];
  });
}
