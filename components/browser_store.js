const PROGRESS = "cwk-stream.progress", PREFERENCES = "cwk-stream.preferences";
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
function keep(facts) {
  write(PROGRESS, `{"schema":1,"facts":[${facts.join(",")}]}`);
}
function merge(wanted) {
  const kept = factsIn(read(PROGRESS));
  const mine = wanted.facts.map((f) => JSON.stringify(f));
  const all = new Set([...(kept ?? []), ...mine]);
  if (kept && all.size > kept.length) keep([...all]);
}
function setAside() {
  const text = read(PROGRESS);
  if (text === null) return;
  localStorage.removeItem(PROGRESS); // first, or there may be no room for both
  write(`${PROGRESS}.set-aside.${new Date().toISOString()}`, text);
}
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
  if (tab.visit !== said.visit) Object.assign(tab, { visit: said.visit, told: false, setAside: 0 });
  const kept = () => {
    const text = read(PROGRESS), preferences = parsed(read(PREFERENCES));
    return text === null && !preferences ? null
      : { visit: said.visit, preferences, progress: text && text.length > LONGEST ? "" : text };
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
    setAside();
  }
  merge(said.progress);
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
    if (event.key !== PROGRESS) return;
    merge(said.progress);
    tell();
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
