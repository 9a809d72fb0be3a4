const PROGRESS = "cwk-stream.progress", PREFERENCES = "cwk-stream.preferences", ACCOUNT = "cwk-stream.account";
const LONGEST = 2e6;

function read(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
function write(key, text) {
  try { localStorage.setItem(key, text); } catch { /* full or forbidden: this visit still knows */ }
}
function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}
// The facts in a text as texts of their own, or nothing if it holds anything else.
function factsIn(text) {
  if (text === null) return [];
  const stored = text.length <= LONGEST ? parsed(text) : undefined;
  return stored?.schema === 1 && Array.isArray(stored.facts) ? stored.facts.map((f) => JSON.stringify(f)) : undefined;
}
// Each account has progress of its own here, and so has whoever is signed in to none.
function progressOf(owner) {
  return owner ? `${PROGRESS}.${owner}` : PROGRESS;
}
function signedIn() {
  const user = parsed(read(ACCOUNT))?.user;
  return /^[0-9a-f-]{36}$/.test(user) ? user : "";
}
function keep(key, facts) {
  write(key, `{"schema":1,"facts":[${facts.join(",")}]}`);
}
function merge(key, wanted) {
  const kept = factsIn(read(key));
  const mine = wanted.facts.map((f) => JSON.stringify(f));
  const all = new Set([...(kept ?? []), ...mine]);
  if (kept && all.size > kept.length) keep(key, [...all]);
}
// What an account has taken in is nobody's no longer.
function moveTo(owner) {
  const theirs = new Set(factsIn(read(progressOf(owner))) ?? []);
  const left = factsIn(read(PROGRESS))?.filter((f) => !theirs.has(f));
  if (left?.length) keep(PROGRESS, left);
  else if (left) localStorage.removeItem(PROGRESS);
}
function setAside(key) {
  const text = read(key);
  if (text === null) return;
  localStorage.removeItem(key); // first, or there may be no room for both
  write(`${key}.set-aside.${new Date().toISOString()}`, text);
}
const bounded = (text) => (text && text.length > LONGEST ? "" : text);
// Streamlit keeps the colours by address, under a name of its own, and reads them before it draws.
function paint(theme, addresses) {
  const name = { system: "System", light: "Light", dark: "Dark" }[theme];
  if (!name) return;
  const folder = location.pathname.replace(/[^/]*$/, "");
  for (const address of addresses) write(`stActiveTheme-${folder}${address}-v2`, JSON.stringify(name));
}

export default function ({ data, setTriggerValue }) {
  const said = JSON.parse(new TextDecoder().decode(data));
  const tab = (window.cwkStream ??= {});
  // Whose progress this visit adds to stands fixed until the server says that it is another's.
  if (tab.visit !== said.visit) {
    Object.assign(tab, { visit: said.visit, told: false, setAside: 0, moved: 0, owner: said.accounts ? signedIn() : "" });
  }
  if (said.owner !== null && said.owner !== tab.owner) Object.assign(tab, { owner: said.owner, told: false, setAside: 0, moved: 0 });
  const { owner } = tab, mine = progressOf(owner);
  const kept = () => {
    const text = read(mine), preferences = parsed(read(PREFERENCES));
    return text === null && !preferences && !owner ? null
      : { visit: said.visit, owner, preferences, progress: bounded(text), ...(owner && { nobodys: bounded(read(PROGRESS)) }) };
  };
  const tell = () => {
    const found = kept();
    if (found) setTriggerValue("kept", found);
    return found;
  };

  if (!tab.theme) {
    const theme = parsed(read(PREFERENCES))?.theme;
    paint(theme, said.addresses);
    tab.theme = theme ?? "system";
  }
  const before = tab.told ? null : kept();
  if (said.set_aside > tab.setAside) {
    tab.setAside = said.set_aside;
    setAside(mine);
  }
  merge(mine, said.progress);
  if (said.moved > tab.moved) {
    tab.moved = said.moved;
    moveTo(owner);
  }
  if (Object.keys(said.preferences).length) {
    write(PREFERENCES, JSON.stringify({ ...parsed(read(PREFERENCES)), ...said.preferences }));
    const { language, theme } = said.preferences;
    if (language) document.cookie = `${said.cookie}=${language};path=/;max-age=31536000;samesite=lax`;
    if (theme && theme !== tab.theme) {
      paint(theme, said.addresses);
      location.reload();
    }
  }
  if (!tab.told) {
    tab.told = true;
    if (before) setTriggerValue("kept", before);
  }
  if (said.known || !before) document.documentElement.dataset.progress = "known";

  const elsewhere = (event) => {
    if (event.key === mine) {
      merge(mine, said.progress);
      tell();
    } else if (event.key === ACCOUNT && said.accounts && signedIn() !== owner) {
      setTriggerValue("kept", { visit: said.visit, signed_in: signedIn() });
    }
  };
  addEventListener("storage", elsewhere);

  // A server started anew knows no page, and would drop the first click: let it draw this one.
  const app = document.querySelector("[data-testid=stApp]"), state = "data-test-connection-state";
  const connection = new MutationObserver(() => {
    if (app.getAttribute(state) === "CONNECTED") setTriggerValue("kept", { visit: said.visit });
  });
  if (app) connection.observe(app, { attributes: true, attributeFilter: [state] });

  return () => {
    removeEventListener("storage", elsewhere);
    connection.disconnect();
  };
}
