// Asks once a minute, while somebody looks at the page, how many replies wait; and says so if any do.
export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".unread");
  home.lang = told.language;
  hear(home, told, setTriggerValue);
  const said = told.count ? told.words.count : "";
  if (home.said !== said) {
    home.said = said;
    home.replaceChildren(...(said ? [make("a", { href: `replies?lang=${told.language}` }, said)] : []));
  }
  const due = () => {
    if (!home.isConnected) return clearInterval(home.timer);
    const now = Date.now();
    if (document.hidden || now - (home.asked ?? 0) < told.every_s * 1000) return;
    home.asked = now;
    ask(home, { do: "unread" });
  };
  // Until it is answered: one word to another element at the same moment, and the page swallows this one.
  const read = () => ask(home, { do: "unread" });
  clearInterval(home.timer);
  home.timer = setInterval(due, 5000);
  due();
  document.addEventListener("visibilitychange", due);
  window.addEventListener("stream:notice-read", read);
  return () => {
    clearInterval(home.timer);
    document.removeEventListener("visibilitychange", due);
    window.removeEventListener("stream:notice-read", read);
  };
}
