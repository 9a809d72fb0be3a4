// The session of an account lives in this browser alone: the server is handed the access token, which
// lasts an hour, and never the refresh token. All that spends the refresh token waits for one lock, so
// that of several tabs one spends it and the others find the new pair.
const SESSION = "cwk-stream.account", LOCK = "cwk-stream.account";
const PATIENCE_MS = 8000, EARLY_S = 60;
const tab = (window.cwkStreamAccount ??= {});

class Refusal extends Error {
  constructor(code, final = false) { super(code); Object.assign(this, { code, final }); }
}
const now_s = () => Date.now() / 1000;
const isText = (value, longest) => typeof value === "string" && value.length > 0 && value.length <= longest;
function isSession(value) {
  return /^[0-9a-f-]{36}$/.test(value?.user) && isText(value.access, 8000) && isText(value.refresh, 4000) && Number.isFinite(value.expires_s);
}
function sessionKept() {
  try {
    const found = JSON.parse(localStorage.getItem(SESSION));
    return isSession(found) ? found : null;
  } catch { return tab.session ?? null; /* forbidden: it lasts as long as the page */ }
}
function keepSession(session) {
  tab.session = session;
  try {
    if (session) localStorage.setItem(SESSION, JSON.stringify(session)); else localStorage.removeItem(SESSION);
  } catch { /* full or forbidden */ }
}
// By this clock, whatever it shows: what the server says of its own is not comparable.
function sessionIn(answer) {
  const session = { user: answer?.user?.id, email: answer?.user?.email ?? "", access: answer?.access_token,
    refresh: answer?.refresh_token, expires_s: now_s() + (Number(answer?.expires_in) || 0) };
  if (!isSession(session)) throw new Refusal("broken");
  return session;
}
async function ask(server, path, { body, token, method = "POST" } = {}) {
  const headers = { apikey: server.key, "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  let response, answer;
  try {
    response = await fetch(`${server.url}/auth/v1/${path}`, { method, headers, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer",
      body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    try { answer = text ? JSON.parse(text) : {}; } catch { answer = undefined; }
  } catch { throw new Refusal("unreachable"); }
  if (response.status === 429) throw new Refusal("rate_limited");
  if (response.status >= 500 || typeof answer !== "object" || answer === null) throw new Refusal("broken");
  if (response.ok) return answer;
  const code = [answer.error_code, answer.code, answer.error].find((it) => typeof it === "string");
  throw new Refusal(code ?? "refused", [400, 401, 403].includes(response.status));
}
function locked(work) {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}
// What one tab writes into localStorage may reach another's after the lock has. So the token that was
// spent last is noted, by its hash, where all tabs see the same; whoever still finds it waits for the new one.
// That store may take its time: no session waits for it for long.
const SPENT = "cwk-stream.spent", SPENT_PATIENCE_S = 5, STORE_PATIENCE_MS = 400;
const soon = (work) => Promise.race([work, new Promise((go) => setTimeout(go, STORE_PATIENCE_MS))]);
async function hash(token) {
  return String(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
async function noteSpent(token) {
  const note = async () => (await caches.open(SPENT)).put("/spent", new Response(await hash(token)));
  try { await soon(note()); } catch { /* no such store */ }
}
async function isSpent(token) {
  const noted = async () => (await (await caches.open(SPENT)).match("/spent"))?.text();
  try { return (await soon(noted())) === await hash(token); } catch { return false; }
}
async function unspentSession() {
  const until_s = now_s() + SPENT_PATIENCE_S;
  let had = sessionKept();
  while (had && now_s() < until_s && await isSpent(had.refresh)) {
    await new Promise((go) => setTimeout(go, 30));
    had = sessionKept();
  }
  return had;
}

// A session whose access token still lasts and is not the `refused` one; nothing once the server
// said that it has ended. Throws a Refusal while that cannot be told.
function freshSession(server, refused) {
  return locked(async () => {
    const lasts = (it) => !it || (it.access !== refused && it.expires_s - now_s() > EARLY_S);
    if (lasts(sessionKept())) return sessionKept();
    const had = await unspentSession();
    if (lasts(had)) return had;
    try {
      const next = sessionIn(await ask(server, "token?grant_type=refresh_token", { body: { refresh_token: had.refresh } }));
      keepSession(next);
      await noteSpent(had.refresh);
      return next;
    } catch (refusal) {
      if (!refusal.final) throw refusal;
      keepSession(null);
      return null;
    }
  });
}
// Tell this visit on the server who is signed in; each access token once. Whichever element tells first, the
// one that signed in or the keeper, tells as well that somebody has just come in: the other may be gone by then.
function handOver(send, visit, session, more = {}) {
  if (session?.access && session.access === tab.entered) more = { ...more, entered: true };
  const told = JSON.stringify([visit, session?.access ?? null, more]);
  if (told === tab.told) return;
  Object.assign(tab, { told, access: session?.access });
  const { user, email, access, expires_s } = session ?? {};
  send("handed", { visit, user: user ?? "", email, access, lasts_s: session ? expires_s - now_s() : 0,
    writes_for: window.cwkStream?.owner ?? null, ...more });
}
