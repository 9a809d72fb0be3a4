// Asks the server for a lab as soon as its reader is near its place: up to one and a half windows
// above or below. One element looks after all places of a page. Words come as data and are set as
// text, never as markup.

const NEAR = 1.5; // windows
const SETTLED_MS = 250; // a page that still grows has places where they will not stay
const PATIENCE_MS = 5_000; // with a lab that is on its way: then it is asked for again

const LANDING_MS = 10_000; // a page may grow for so long above the place that its address names
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

export default function ({ data, parentElement, setTriggerValue }) {
  const places = (parentElement.places ??= new Places(parentElement.querySelector("style").textContent));
  places.told = JSON.parse(new TextDecoder().decode(data));
  places.send = setTriggerValue;
  places.look();
  const watch = new MutationObserver(places.look);
  watch.observe(document.body, { childList: true, subtree: true });
  const heard = [
    [window, "scroll", places.look, { capture: true, passive: true }],
    [window, "resize", places.look],
    [window, "keydown", places.keyDown],
    [window, "beforeprint", places.askForAll],
    [matchMedia("print"), "change", places.askForAll],
  ];
  for (const [from, ...what] of heard) from.addEventListener(...what);
  return () => {
    watch.disconnect();
    for (const [from, ...what] of heard) from.removeEventListener(...what);
  };
}

class Places {
  constructor(css) {
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync(css);
    this.asked = new Map(); // when each lab was asked for
    this.nearSince = new Map(); // since when each lab that is not there is near
    this.there = new Map(); // the places that are on the page, and how high they are
  }

  look = () => {
    landing.hold();
    for (const [node, height] of this.there) {
      if (node.isConnected) continue;
      this.there.delete(node);
      keepHeight(frameOf(node.dataset.lab), height);
    }
    for (const node of this.nodes()) {
      if (node.told !== this.told) this.fill(node);
      const box = node.getBoundingClientRect();
      this.there.set(node, box.height);
      this.near(node, box.height && box.top < innerHeight * (1 + NEAR) && box.bottom > -innerHeight * NEAR);
    }
  };

  near(node, isNear) {
    const { lab } = node.dataset;
    // Streamlit fetches what draws text, and until then a page is short and everything near.
    if (!isNear || !document.querySelector(`[data-anchor="${lab}"]`)) this.nearSince.delete(lab);
    else if (!this.nearSince.has(lab)) {
      this.nearSince.set(lab, performance.now());
      setTimeout(this.look, SETTLED_MS);
    } else if (performance.now() - this.nearSince.get(lab) >= SETTLED_MS - 5) this.ask(node);
  }

  nodes() {
    const nodes = [...document.querySelectorAll("[data-lab]")];
    return nodes.filter((node) => node.dataset.lab in this.told.labs);
  }

  fill(node) {
    node.told = this.told;
    const { labs, words } = this.told;
    const lab = labs[node.dataset.lab];
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: lab.open });
    button.onclick = () => this.ask(node);
    const root = node.shadowRoot ?? node.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [this.sheet];
    root.replaceChildren(line(words.coming, "status"), line(words.paper, "paper"), button);
    root.firstChild.setAttribute("role", "status");
  }

  // All that are not there yet are named each time, so that none is lost if two are asked for at once.
  ask(...nodes) {
    const now = performance.now();
    const fresh = nodes.filter((node) => now - (this.asked.get(node.dataset.lab) ?? -Infinity) > PATIENCE_MS);
    if (!fresh.length) return;
    for (const node of fresh) {
      this.asked.set(node.dataset.lab, now);
      node.shadowRoot.firstChild.textContent = this.told.words.drawing;
      if (node.shadowRoot.activeElement) focusOn(frameOf(node.dataset.lab), this.told.labs[node.dataset.lab].title);
      node.shadowRoot.lastChild.hidden = true;
    }
    this.send("near", [...this.asked.keys()]);
    setTimeout(this.look, PATIENCE_MS + 50); // a page on which nothing moves would never look again
  }

  askForAll = () => this.ask(...this.nodes());

  // Paper cannot wait once it has begun, so it begins when all labs are there.
  keyDown = async (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key !== "p" || !this.nodes().length) return;
    event.preventDefault();
    this.askForAll();
    await until(() => [...this.asked.keys()].every((lab) => isDrawn(frameOf(lab))));
    await rest(1000); // until their pictures are drawn
    print();
  };
}

// Streamlit goes to the place that an address names when its heading comes; on a slow machine the
// page is still too short then, or grows above it. So it is held there until a hand moves the page.
class Landing {
  constructor() {
    this.hash = location.hash;
    this.until = Infinity;
    const stop = () => (this.until = 0);
    for (const hand of HANDS) addEventListener(hand, stop, { once: true, capture: true, passive: true });
  }

  hold() {
    const place = this.hash && document.getElementById(this.hash.slice(1));
    if (!place || location.hash !== this.hash || performance.now() > this.until) return;
    if (this.until === Infinity) this.until = performance.now() + LANDING_MS;
    const { top } = place.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) place.scrollIntoView();
  }
}

const landing = new Landing();

const frameOf = (lab) => document.querySelector(`.st-key-lab-${lab}`);
const isDrawn = (frame) => frame?.querySelector(".lab-goal");

// The button goes, so the focus waits where the lab will be.
function focusOn(frame, title) {
  Object.assign(frame, { tabIndex: -1, role: "group", ariaLabel: title });
  frame.focus({ preventScroll: true });
}

// A lab comes piece by piece; what stands below it stays where it is meanwhile.
async function keepHeight(frame, height) {
  if (!frame) return;
  frame.style.minHeight = `${height}px`;
  await until(() => isDrawn(frame));
  await rest(500);
  frame.style.minHeight = "";
}

async function until(isSo) {
  const begun = performance.now();
  while (!isSo() && performance.now() - begun < PATIENCE_MS) await rest(100);
}

function rest(time_ms) {
  return new Promise((done) => setTimeout(done, time_ms));
}

function line(text, className) {
  return Object.assign(document.createElement("p"), { textContent: text, className });
}
