// A form in which something is written to others. What stands in it is kept in this tab, for this
// account alone, until the server has taken it: a reload, a failure or another page loses nothing.
function draftKey(told, what) {
  return `cwk-stream.draft.${told.me.id}.${told.lesson}.${what}`;
}
function draft(key) {
  try { return sessionStorage.getItem(key) ?? ""; } catch { return ""; }
}
function keepDraft(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text); else sessionStorage.removeItem(key);
  } catch { /* full or forbidden: it stays in the form */ }
}

const isThere = (all, said) => all.some((it) => it.mine && it.state === "visible" && it.written === said);
const lettersOf = (text) => [...text].length; // as the database counts them

// `what` names it, `question` makes of the text what is asked of the server, `done` follows when it was taken.
// `arrived` says whether a text stands among the threads by now.
function writing(home, told, { what, label, begin = "", most, send, question, done, cancel, before = [], mayBeEmpty = false, arrived }) {
  const { words } = told, key = draftKey(told, what);
  const text = make("textarea", { name: "text", rows: 3, value: draft(key) || begin });
  const count = make("span", { className: "count" });
  const status = make("p", { className: "status", aria: { role: "status" } });
  const submit = make("button", { type: "submit", className: "main" }, send);
  const row = make("p", { className: "row" }, submit, ...(cancel ? [button(words.cancel, cancel)] : []), count);
  const form = make("form", { noValidate: true }, ...before,
    make("label", {}, make("span", {}, label), text), row, status);
  const show = () => {
    const letters = lettersOf(text.value);
    count.textContent = letters > most * 0.8 ? fill(words.letters, { letters, most }) : "";
    count.classList.toggle("over", letters > most);
  };
  text.oninput = () => { keepDraft(key, text.value); status.textContent = ""; show(); };
  text.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (submit.ariaDisabled === "true") return;
    const said = text.value.trim();
    if ((!said && !mayBeEmpty) || lettersOf(said) > most) {
      status.textContent = said ? fill(words.too_long, { letters: lettersOf(said), most }) : words.empty;
      text.focus();
      return;
    }
    submit.ariaDisabled = "true"; // not `disabled`: that would take the keyboard's place away
    status.textContent = words.sending;
    const trouble = await ask(home, question(said, form));
    submit.ariaDisabled = "false";
    if (trouble) {
      status.textContent = `${trouble} ${words.kept}`;
      // The answer may have been lost and not the words: then they stand there by now.
      const unread = !arrived || (await ask(home, { do: "read", ...home.told.view }));
      if (unread || !arrived(home.told.threads, said)) return;
    }
    if (text.value.trim() === said) { text.value = ""; keepDraft(key, ""); } // or somebody went on writing
    status.textContent = "";
    show();
    done();
  };
  show();
  form.focusText = () => text.focus();
  return form;
}
