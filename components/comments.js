// The comments under a lesson: asked for once somebody comes near them, drawn anew when they change.
export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".comments");
  const whose = `${told.me.id} ${told.language}`; // what is written stays with whoever writes: see the drafts
  if (home.whose !== whose) Object.assign(home, { whose, lang: told.language, forms: new Map(), opened: new Map(), asked: false, drawn: "", said: "" });
  // Streamlit listens for single letters, and takes a field in here for none.
  home.onkeydown = (event) => event.stopPropagation();
  home.told = told;
  home.say ??= () => {};
  hear(home, told, setTriggerValue);
  const { answers, busy, ...lasting } = told;
  const drawn = JSON.stringify(lasting);
  if (home.drawn !== drawn) {
    home.drawn = drawn;
    drawComments(home);
  }
  home.ariaBusy = String(busy);
  if (told.total === null && !home.asked && !told.trouble) comeNear(home);
  else showThread(home, told);
}

function comeNear(home) {
  home.asked = true;
  if (home.told.thread) return void look(home, { page: 0, thread: home.told.thread, notice: home.told.notice });
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    look(home, { page: 0 });
  }, { rootMargin: "400px" });
  seen.observe(home);
}

// Whoever follows a notice is led to its thread, once.
function showThread(home, { thread }) {
  const there = thread && home.shown !== thread && home.querySelector(`[data-comment="${thread}"]`);
  if (!there) return;
  home.shown = thread;
  there.scrollIntoView({ block: "center" });
  there.focus({ preventScroll: true });
}

async function look(home, more) {
  const trouble = await ask(home, { do: "read", ...home.told.view, ...more });
  if (trouble) home.say(trouble);
  else if (more.notice) window.dispatchEvent(new Event("stream:notice-read"));
}

// Where the keyboard stands after the list is drawn anew.
function sameAs({ dataset }) {
  if (dataset.do) return `[data-do="${dataset.do}"]`;
  return dataset.comment ? `[data-comment="${dataset.comment}"]` : "";
}

function drawComments(home) {
  const { told } = home, root = home.getRootNode(), had = root.activeElement;
  const place = had && home.contains(had) ? { had, same: sameAs(had), from: had.selectionStart, to: had.selectionEnd } : null;
  const { words, view, total } = told;
  const status = make("p", { className: "status", aria: { role: "status" } });
  home.say = (text) => { home.said = text; status.textContent = text; };
  status.textContent = home.said ?? "";
  home.replaceChildren(
    make("h2", {}, words.title, ...(total ? [make("span", { className: "count" }, ` ${total}`)] : [])),
    make("div", { className: "write" }, ...head(home, told)),
    ...(told.trouble ? [make("p", { className: "trouble" }, told.trouble), button(words.again, () => look(home, {}), { data: { do: "again" } })] : []),
    ...(total === null ? (told.trouble ? [] : [make("p", { className: "quiet" }, words.loading)]) : list(home, told, total, view)),
    status,
    ...(told.me.moderator ? [make("p", {}, make("a", { href: `moderation?lang=${told.language}` }, words.desk))] : []),
  );
  if (!place) return;
  const again = place.had.isConnected ? place.had : place.same && home.querySelector(place.same);
  again?.focus({ preventScroll: true });
  if (again === place.had && again.setSelectionRange && place.from !== null) again.setSelectionRange(place.from, place.to);
}

function head(home, told) {
  const { me, words, language } = told;
  const account = (text) => make("a", { href: `account?lang=${language}` }, text);
  if (!me.id) return [make("p", {}, words.sign_in, " ", account(words.sign_in_link))];
  if (me.muted) return [make("p", {}, words.muted)];
  const form = home.forms.get("new") ?? writing(home, told, {
    what: "new", label: words.write, most: told.most.letters, send: words.send,
    question: (body) => ({ do: "comment", body }), arrived: isThere, done: () => home.say(words.sent),
  });
  home.forms.set("new", form);
  const name = me.name === null ? [] : me.name ? [fill(words.as_name, { name: me.name })] : [words.no_name, " ", account(words.choose_name)];
  return [form, make("p", { className: "quiet" }, words.plain, " ", ...name)];
}

function list(home, told, total, view) {
  const { words } = told;
  const begun = total || view.language ? [orders(home, told)] : [];
  if (!total) return [...begun, make("p", { className: "first" }, view.language ? words.none_in_language : words.first)];
  const pages = Math.ceil(total / told.most.threads);
  const threads = make("ol", { className: "threads" }, ...told.threads.map((it) => comment(home, told, it, true)));
  return [...begun, threads, ...(pages > 1 ? [turning(home, told, pages)] : [])];
}

function orders(home, told) {
  const { words, view, names } = told;
  const order = (newest, text) => button(text, () => look(home, { newest, page: 0 }), {
    data: { do: text }, aria: { pressed: view.newest === newest } });
  const languages = make("select", { data: { do: "language" }, onchange: (event) => look(home, { language: event.target.value, page: 0 }) },
    make("option", { value: "" }, words.all), ...Object.entries(names).map(([value, name]) => make("option", { value, lang: value }, name)));
  languages.value = view.language;
  return make("div", { className: "row orders" },
    make("div", { className: "row", aria: { role: "group", label: words.order } }, order(true, words.newest), order(false, words.oldest)),
    make("label", {}, make("span", {}, words.language), " ", languages));
}

function turning(home, told, pages) {
  const { words, view } = told;
  const turn = (text, page, able) => button(text, () => { if (able) look(home, { page }).then(() => home.scrollIntoView()); }, { data: { do: text }, ariaDisabled: String(!able) });
  return make("nav", { className: "row", aria: { label: words.pages } },
    turn(words.previous, view.page - 1, view.page > 0),
    make("span", {}, fill(words.place, { page: view.page + 1, pages })),
    turn(words.next, view.page + 1, view.page + 1 < pages));
}
