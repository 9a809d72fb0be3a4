// A report is written, kept and copied in the browser. Where there is somebody to send it to, the server
// is asked to; else it never sees the text. All words come as data and are set as text, never as markup.
const KEPT = "cwk-stream.reports", MOST = 50, LONGEST_ADDRESS = 7000;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.title === "string" && typeof one.body === "string") : [];
  } catch { return []; }
}
function write(reports) {
  try { localStorage.setItem(KEPT, JSON.stringify(reports.slice(0, MOST))); } catch { /* full or forbidden */ }
}
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or no https: the text stands there to be marked
  }
}

// An address within this site, as the database keeps it: "/attention?heads=2". Null if it leads elsewhere.
function within(address) {
  try {
    const base = new URL(".", location.href), there = new URL(address, base);
    if (there.origin !== base.origin) return null;
    return /^\/[^/\\\s][^\\\s]*$|^\/$/.test(there.pathname + there.search) ? (there.pathname + there.search).slice(0, 500) : null;
  } catch { return null; }
}
// Whoever comes from a lab that stands in some way comes from an address that says so.
function cameFrom(lesson) {
  const there = document.referrer && within(document.referrer);
  return there && there.split("?")[0].endsWith(`/${lesson}`) && /[?&](?!lang=)/.test(there) ? there : "";
}

export default function ({ data, parentElement, setTriggerValue }) {
  const { visit, busy, answers, ...told } = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".report");
  if (told.sends) hear(home, { visit, busy, answers, words: told.words }, setTriggerValue);
  const shown = JSON.stringify(told);
  if (home.shown === shown) return;
  home.shown = shown;
  home.lang = told.language;
  draw(home, told);
}

function draw(home, told) {
  const { words } = told;
  const option = ({ id, title }) => make("option", { value: id, textContent: title });
  const field = (name, control) => make("label", {}, make("span", { textContent: words[name] }), control);
  const lesson = make("select", { name: "lesson" }, option({ id: "", title: words.app }), ...told.lessons.map(option));
  const section = make("select", { name: "section" });
  const kinds = told.kinds.map(({ id, title }, index) =>
    make("label", {}, make("input", { type: "radio", name: "kind", value: id, checked: !index }), make("span", { textContent: title })));
  const text = make("textarea", { name: "text", rows: 6, maxLength: 4000 });
  const preview = make("pre", { tabIndex: 0 });
  preview.setAttribute("aria-label", words.preview);
  const link = make("input", { name: "link", type: "text", inputMode: "url", maxLength: 2000, value: cameFrom(told.lesson) });
  const keep = make("button", { type: "submit", textContent: told.sends ? words.send : words.keep });
  const open = make("a", { target: "_blank", rel: "noreferrer", textContent: words.open });
  const status = make("p", { className: "status" });
  status.setAttribute("role", "status");
  const kept = make("div", { className: "kept" });
  const form = make("form", { noValidate: true },
    field("lesson", lesson), field("section", section),
    make("fieldset", {}, make("legend", { textContent: words.kind }), ...kinds),
    field("text", text), field("lab_link", link),
    make("p", { className: "note", textContent: told.sends ? words.note_sent : words.note }),
    preview, make("p", { className: "row" }, keep, ...(told.tracker ? [open] : [])), status);

  const chosen = () => told.lessons.find(({ id }) => id === lesson.value);
  const sections = () => {
    section.replaceChildren(option({ id: "", title: words.whole }), ...(chosen()?.sections ?? []).map(option));
    section.disabled = !chosen();
  };
  const report = () => {
    const place = [lesson.value || "app", section.value].filter(Boolean).join("#");
    const kind = form.elements.kind.value;
    const facts = [`kind: ${kind}`, `page: ${place}`, `language: ${told.language}`];
    if (chosen()) facts.push(`text: ${chosen().revision}`);
    if (within(link.value) && link.value.trim()) facts.push(`lab: ${within(link.value.trim())}`);
    facts.push(`browser: ${navigator.userAgent}`);
    return { title: `[${kind}] ${place}`, body: `${text.value.trim() || words.empty}\n\n${facts.join("\n")}` };
  };
  const address = ({ title, body }) => {
    const put = (said) => told.tracker.replace("{title}", encodeURIComponent(title)).replace("{body}", encodeURIComponent(said));
    let said = body;
    while (put(said).length > LONGEST_ADDRESS) said = said.slice(0, -100);
    return put(said);
  };
  const show = () => {
    const { title, body } = report();
    preview.textContent = `${title}\n\n${body}`;
    if (told.tracker) open.href = address(report());
  };
  // What the store is asked to keep; it is kept here as well until that went well.
  const send = async (one) => {
    status.textContent = words.sending;
    const trouble = await ask(home, { do: "report", ...one.issue, body: one.body });
    status.textContent = trouble ? `${trouble} ${words.kept_unsent}` : words.sent;
    if (trouble) return false;
    write(read().filter((other) => other.body !== one.body));
    list();
    return true;
  };
  const list = () => {
    const items = read().map((one, index) => {
      const later = make("button", { type: "button", textContent: words.send });
      later.onclick = () => send(one);
      const again = make("button", { type: "button", textContent: words.copy });
      again.onclick = async () => { status.textContent = (await copy(`${one.title}\n\n${one.body}`)) ? words.copied : words.not_copied; };
      const drop = make("button", { type: "button", textContent: words.drop });
      drop.onclick = () => { write(read().filter((_, other) => other !== index)); list(); };
      return make("li", {}, make("b", { textContent: one.title }), make("p", { textContent: one.body.split("\n")[0] }),
        make("p", { className: "row" }, ...(told.sends && one.issue ? [later] : []), again, drop));
    });
    kept.replaceChildren(...(items.length ? [make("h2", { textContent: words.kept }), make("ul", {}, ...items)] : []));
  };

  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!text.value.trim()) {
      status.textContent = words.missing;
      text.focus();
      return;
    }
    const there = within(link.value.trim());
    if (link.value.trim() && !there) {
      status.textContent = words.elsewhere;
      link.focus();
      return;
    }
    const one = report();
    if (told.sends && [...one.body].length > told.most) {
      status.textContent = words.too_long;
      text.focus();
      return;
    }
    one.issue = { lesson: lesson.value || "app", section: section.value, revision: chosen()?.revision ?? "", link: link.value.trim() ? there : "" };
    write([one, ...read().filter((other) => other.body !== one.body)]);
    list();
    if (told.sends) {
      if (form.ariaBusy === "true") return;
      form.ariaBusy = "true";
      const said = text.value;
      if (await send(one) && text.value === said) { text.value = ""; show(); }
      form.ariaBusy = "false";
      return;
    }
    status.textContent = (await copy(`${one.title}\n\n${one.body}`)) ? words.kept_and_copied : words.not_copied;
  };
  form.oninput = show;
  lesson.onchange = () => { sections(); show(); };
  // Streamlit listens for single letters, and takes a field in here for none.
  home.onkeydown = (event) => event.stopPropagation();
  lesson.value = told.lesson;
  sections();
  section.value = told.section;
  if (section.selectedIndex < 0) section.value = "";
  home.replaceChildren(form, kept);
  show();
  list();
}
