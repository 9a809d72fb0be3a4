// Keeps the session alive while a page is looked at, and the server's visit informed of it.
const RETRY_S = [5, 15, 60];

async function leave(server, { everywhere, forget }) {
  let trouble = "";
  await locked(async () => {
    const had = sessionKept();
    if (!had) return;
    try {
      await ask(server, `logout?scope=${everywhere ? "global" : "local"}`, { token: had.access });
    } catch (refusal) {
      if (!refusal.final) trouble = refusal.code; // else it had ended by itself
    }
    if (!(trouble && everywhere)) keepSession(null);
  });
  if (!(trouble && everywhere) && forget) forgetProgress(forget);
  return trouble;
}
// What the account holds need not stay on a machine that others use; what it does not hold, stays.
function forgetProgress({ owner, count }) {
  const key = `cwk-stream.progress.${owner}`;
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (!(kept?.facts?.length > count)) localStorage.removeItem(key);
  } catch { /* forbidden, or no facts: nothing to forget */ }
}

export default function ({ data, setTriggerValue }) {
  const said = JSON.parse(new TextDecoder().decode(data));
  const { server, visit } = said;
  if (tab.visit !== visit) Object.assign(tab, { visit, told: "", refused: 0, left: 0, tries: 0 });
  const hand = (session, more) => handOver(setTriggerValue, visit, session, more);

  const look = async (refused) => {
    clearTimeout(tab.timer);
    const had = sessionKept();
    let wait_s;
    try {
      const session = await freshSession(server, refused);
      tab.tries = 0;
      // What was kept may be no session at all, and the page waits to hear of the one it promised.
      const promised = had || window.cwkStream?.owner;
      if (!session && promised) keepSession(null);
      if (session || promised || said.user) hand(session, session || !promised ? {} : { trouble: "ended" });
      if (session) wait_s = session.expires_s - now_s() - EARLY_S;
    } catch (refusal) {
      hand(had, { trouble: refusal.code });
      wait_s = RETRY_S[Math.min(tab.tries++, RETRY_S.length - 1)];
    }
    // A tab that nobody looks at asks nothing; it looks again when somebody does.
    if (wait_s !== undefined) tab.timer = setTimeout(() => { if (!document.hidden) look(); }, Math.max(1, wait_s) * 1000);
  };
  tab.look = look;

  if (said.leave && said.leave.id > tab.left) {
    tab.left = said.leave.id;
    clearTimeout(tab.timer);
    leave(server, said.leave).then((trouble) => hand(sessionKept(), { trouble, left: said.leave.id }));
  } else if (said.refused > tab.refused) {
    tab.refused = said.refused;
    look(tab.access);
  } else if (tab.looked !== visit || (sessionKept()?.user ?? "") !== said.user) {
    tab.looked = visit;
    look();
  }

  const elsewhere = (event) => { if (event.key === SESSION) tab.look(); };
  const seen = () => { if (!document.hidden) tab.look(); };
  addEventListener("storage", elsewhere);
  addEventListener("online", seen);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("storage", elsewhere);
    removeEventListener("online", seen);
    document.removeEventListener("visibilitychange", seen);
  };
}
