// A comment and what can be done about it. Words of others are set as text, never as markup.
const LONG_PX = 420;

function wordsOf(paragraphs) {
  return paragraphs.map((pieces) => make("p", { dir: "auto" }, ...pieces.flatMap(({ text, href, host }) => {
    if (!/^https?:\/\//.test(href ?? "")) return [text];
    const link = make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow ugc", referrerPolicy: "no-referrer" }, `${host} ↗`);
    return [text, " ", link];
  })));
}

function when(told, iso) {
  const time = new Date(iso);
  const said = Number.isNaN(+time) ? "" : new Intl.DateTimeFormat(told.language, { dateStyle: "medium", timeStyle: "short" }).format(time);
  return make("time", { dateTime: iso }, said);
}

function commentBody(told, it) {
  const { words } = told;
  if (it.state !== "visible") return make("p", { className: "gone" }, words[it.state]);
  const body = make("div", { className: "said", lang: it.language }, ...wordsOf(it.body));
  const whole = button(words.whole, () => { body.classList.remove("long"); whole.remove(); }, { className: "whole" });
  requestAnimationFrame(() => {
    if (body.scrollHeight <= LONG_PX * 1.3 || !body.isConnected) return;
    body.classList.add("long");
    body.after(whole);
  });
  return body;
}

function commentHead(told, it) {
  const { words } = told;
  const author = it.state === "deleted" ? [] : [make("bdi", { className: "author" }, it.author || words.somebody)];
  return make("p", { className: "head" }, ...author, ...(it.mine ? [make("span", { className: "tag" }, words.you)] : []),
    when(told, it.created), make("span", { className: "tag", lang: it.language }, told.names[it.language] ?? it.language),
    ...(it.edited ? [make("span", {}, words.edited)] : []));
}

// What is open below a comment: one form at a time, and it stays while the list is drawn anew.
function open(home, told, it, kind) {
  const what = `${kind} ${it.id}`;
  home.opened.set(it.id, what);
  home.forms.has(what) || home.forms.set(what, FORMS[kind](home, told, it, what));
  drawComments(home);
  (home.forms.get(what).focusText ?? (() => {}))();
}
function close(home, it, what, said = "") {
  home.opened.delete(it.id);
  home.forms.delete(what);
  home.say(said);
  drawComments(home);
  home.querySelector(`[data-do="${what}"]`)?.focus();
}

const FORMS = {
  reply: (home, told, it, what) => writing(home, told, {
    what, label: fill(told.words.write_reply, { name: it.author || told.words.somebody }), most: told.most.letters, send: told.words.send,
    question: (body) => ({ do: "comment", body, parent: it.id }),
    arrived: (threads, said) => isThere(threads.find(({ id }) => id === it.id)?.replies ?? [], said),
    cancel: () => close(home, it, what), done: () => close(home, it, what, told.words.sent),
  }),
  edit: (home, told, it, what) => writing(home, told, {
    what, label: told.words.write_edit, begin: it.written, most: told.most.letters, send: told.words.save,
    question: (body) => ({ do: "edit", body, comment: it.id }),
    cancel: () => { keepDraft(draftKey(told, what), ""); close(home, it, what); }, done: () => close(home, it, what, told.words.saved),
  }),
  report: (home, told, it, what) => {
    const reasons = told.whys.map(({ id, title }, index) => make("label", {},
      make("input", { type: "radio", name: "why", value: id, checked: !index }), make("span", {}, title)));
    return writing(home, told, {
      what, label: told.words.more_words, most: told.most.reason, send: told.words.send_report, mayBeEmpty: true,
      before: [make("fieldset", {}, make("legend", {}, told.words.why), ...reasons)],
      question: (said, form) => ({ do: "report", comment: it.id, why: form.elements.why.value, words: said }),
      cancel: () => close(home, it, what), done: () => close(home, it, what, told.words.reported),
    });
  },
  delete: (home, told, it, what) => {
    const status = make("p", { className: "status", aria: { role: "status" } });
    const sure = button(told.words.delete, async () => {
      status.textContent = told.words.sending;
      const trouble = await ask(home, { do: "delete", comment: it.id });
      if (trouble) status.textContent = trouble;
      else close(home, it, what, told.words.gone);
    }, { className: "main" });
    const form = make("div", { className: "asked" }, make("p", {}, told.words.sure),
      make("p", { className: "row" }, sure, button(told.words.cancel, () => close(home, it, what))), status);
    form.focusText = () => sure.focus();
    return form;
  },
};

function bell(home, told, it) {
  const { words } = told;
  const one = button(words.bell, async () => {
    const trouble = await ask(home, { do: "ring", thread: it.id, wanted: !it.bell });
    home.say(trouble || (it.bell ? words.silent : words.ringing));
  }, { data: { do: `bell ${it.id}` }, aria: { pressed: it.bell } });
  return one;
}

function actions(home, told, it, begins) {
  const { me, words } = told;
  const able = (kind) => button(words[kind], () => open(home, told, it, kind), {
    data: { do: `${kind} ${it.id}` }, aria: { expanded: home.opened.get(it.id) === `${kind} ${it.id}` },
  });
  const visible = it.state === "visible", all = [];
  if (!me.id) return [];
  if (begins && visible && !me.muted) all.push(able("reply"));
  if (begins && (visible || it.bell)) all.push(bell(home, told, it));
  if (it.mine && visible && !me.muted) all.push(able("edit"));
  if (it.mine && it.state !== "deleted") all.push(able("delete"));
  if (!it.mine && visible) all.push(able("report"));
  return all.length ? [make("p", { className: "row actions" }, ...all)] : [];
}

function comment(home, told, it, begins) {
  const form = home.forms.get(home.opened.get(it.id));
  const replies = it.replies.map((reply) => comment(home, told, reply, false));
  return make("li", { tabIndex: -1, data: { comment: it.id } },
    make("article", {}, commentHead(told, it), commentBody(told, it), ...actions(home, told, it, begins), ...(form ? [form] : [])),
    ...(replies.length ? [make("ol", { className: "replies" }, ...replies)] : []));
}
