// The reel in the browser (its format: continuity/reel.py). Packs are fetched once, those that are
// needed first; frames are decoded when they are shown or soon will be, and a few stay decoded.

const DECODED = 40, AHEAD = 6;

class Film {
  constructor(files) {
    this.files = files;
    this.packs = new Map(); // number of a pack: promise of its bytes
    this.here = new Set(); // the packs whose bytes have come
    this.pictures = new Map(); // position: {promise, bitmap}, the one not asked for longest first
    this.pinned = new Set(); // positions that stay decoded
  }

  async open() {
    this.told = await (await this.fetch("reel.json")).json();
    const { index, time_s, packs, width, height } = this.told;
    Object.assign(this, { index, time_s, width, height, length: index.length });
    this.places = packs.flatMap((sizes, pack) => {
      let from = 0;
      return sizes.map((size) => ({ pack, from, to: (from += size) }));
    });
  }

  async fetch(name) {
    const answer = await fetch(new URL(this.files[name], document.baseURI));
    if (!answer.ok) throw new Error(name);
    return answer;
  }

  // The position whose frame is nearest to a frame of the clip.
  nearest(frame) {
    let low = 0, high = this.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.index[middle] < frame) low = middle + 1;
      else high = middle;
    }
    return low && frame - this.index[low - 1] <= this.index[low] - frame ? low - 1 : low;
  }

  // The position that is on screen at a moment of the clip.
  at(time) {
    const later = this.time_s.findIndex((one) => one > time);
    return later < 0 ? this.length - 1 : Math.max(0, later - 1);
  }

  pack(number) {
    if (!this.packs.has(number)) {
      const name = `frames-${String(number).padStart(3, "0")}.bin`;
      const bytes = this.fetch(name).then((answer) => answer.arrayBuffer());
      bytes.then(() => this.here.add(number), () => this.packs.delete(number));
      this.packs.set(number, bytes);
    }
    return this.packs.get(number);
  }

  // All other packs, one after the other, so that a jump need not wait; not where bytes are dear.
  async fetchAll(position) {
    if (navigator.connection?.saveData) return;
    const near = this.places[position].pack;
    const order = this.told.packs.map((_, n) => n).sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
    for (const number of order) await this.pack(number).catch(() => null);
  }

  picture(position) {
    const known = this.pictures.get(position);
    if (known) this.pictures.delete(position);
    const one = known ?? this.decode(position);
    this.pictures.set(position, one);
    for (const [old, { bitmap }] of this.pictures) {
      if (this.pictures.size <= DECODED) break;
      if (this.pinned.has(old) || old === position || !bitmap) continue;
      this.pictures.delete(old);
      bitmap.close();
    }
    return one.promise;
  }

  decode(position) {
    const { pack, from, to } = this.places[position];
    const one = { bitmap: null };
    one.promise = this.pack(pack)
      .then((bytes) => createImageBitmap(new Blob([new Uint8Array(bytes, from, to - from)], { type: "image/webp" })))
      .then((bitmap) => (one.bitmap = bitmap));
    one.promise.catch(() => this.pictures.delete(position));
    return one;
  }

  // The decoded frame, if it is there already.
  peek(position) {
    return this.pictures.get(position)?.bitmap ?? null;
  }

  ahead(position, step) {
    for (let n = 1; n <= AHEAD; n++) {
      const next = position + n * (step || 1);
      if (next >= 0 && next < this.length && !this.pictures.has(next)) this.picture(next).catch(() => null);
    }
  }

  // The numbers of a layer's tile for a frame, RGBA, or null where there is none.
  async layer(name, position) {
    const told = this.told[name];
    if (!told) return null;
    this.sheets ??= {};
    this.sheets[name] ??= this.fetch(name === "flow" ? "flow.png" : "attention.webp")
      .then((answer) => answer.blob())
      .then((blob) => createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" }));
    const sheet = await this.sheets[name];
    const { width, height, columns } = told, tile = told.tile?.[position] ?? position;
    const context = scratch(name, width, height);
    context.drawImage(sheet, -(tile % columns) * width, -Math.floor(tile / columns) * height);
    return context.getImageData(0, 0, width, height);
  }

  // Where the points of one frame lie in another, as a transform in widths of the frame.
  between(from, to) {
    const matrix = ([a, b, x, y]) => new DOMMatrix([a, b, -b, a, x, y]);
    return matrix(this.told.poses[to]).inverse().multiply(matrix(this.told.poses[from]));
  }
}

// A canvas that is never shown, cleared, by name.
const scratches = new Map();
function scratch(name, width, height) {
  if (!scratches.has(name)) scratches.set(name, document.createElement("canvas").getContext("2d", { willReadFrequently: true }));
  const context = scratches.get(name);
  Object.assign(context.canvas, { width, height }); // which clears it
  return context;
}
