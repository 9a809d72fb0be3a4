// The events of a clip as a list: choosing one moves the viewer at once, and the viewer's way through
// the clip moves the mark in the list. Python hears which one is chosen, for what is said of it.

const TELL_AFTER_MS = 250;

export default function ({ data, parentElement, setStateValue }) {
  const list = (parentElement.list ??= new List(parentElement));
  list.send = (number) => setStateValue("event", number);
  list.hear(JSON.parse(new TextDecoder().decode(data)));
  addEventListener("stream:frame", list.listen);
  return () => removeEventListener("stream:frame", list.listen);
}

class List {
  constructor(parent) {
    this.root = make("ol", { className: "events" });
    parent.append(this.root);
    this.listen = ({ detail }) => this.follow(detail ?? {});
  }

  hear(told) {
    this.told = told;
    this.chosen ??= told.chosen;
    const shown = JSON.stringify([told.label, told.events]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.root.setAttribute("aria-label", told.label);
    this.root.replaceChildren(...told.events.map((event, number) => this.row(event, number)));
    this.mark();
  }

  row({ title, glyph, colour, facts, explained }, number) {
    const sign = make("span", { className: "sign", aria: { hidden: true } }, glyph);
    sign.style.color = colour;
    const name = make("b", {}, title, ...(explained ? [make("i", {}, ` · ${explained}`)] : []));
    const choose = button("", () => this.choose(number));
    choose.append(sign, make("span", {}, name, make("small", {}, facts)));
    return make("li", { className: explained ? "explained" : "" }, choose);
  }

  choose(number) {
    this.set(number);
    tell(this.told.events[number].peak, "events", number);
  }

  // What the viewer shows: the event it jumped to, else the one that is on if the chosen one is not.
  follow({ frame, from, event }) {
    if (from === "events" || !Number.isFinite(frame)) return;
    const { events } = this.told, on = ({ start, end }) => start <= frame && frame <= end;
    if (Number.isInteger(event) && events[event]) this.set(event);
    else if (!on(events[this.chosen])) {
      const here = events.findIndex(on);
      if (here >= 0) this.set(here);
    }
  }

  set(number) {
    if (number === this.chosen) return;
    this.chosen = number;
    this.mark();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.root.isConnected && this.send(this.chosen), TELL_AFTER_MS);
  }

  mark() {
    [...this.root.querySelectorAll("button")].forEach((one, number) => {
      one.setAttribute("aria-current", String(number === this.chosen));
    });
    const here = this.root.children[this.chosen];
    if (here && this.root.scrollHeight > this.root.clientHeight) {
      this.root.scrollTo({ top: here.offsetTop - this.root.clientHeight / 2 });
    }
  }
}
