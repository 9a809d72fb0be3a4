// "Done reading". A section was read once it was in sight; what was missed is named.

export default function ({ data, parentElement, setTriggerValue }) {
  const told = JSON.parse(new TextDecoder().decode(data));
  const home = parentElement.querySelector(".ending");
  home.lang = told.language;
  home.seen ??= new Set();
  const look = () => {
    for (const id of Object.keys(told.sections)) {
      const place = document.querySelector(`.section-${id}, .st-key-section-${id}`);
      const box = place?.getBoundingClientRect();
      if (box?.height && box.top < innerHeight && box.bottom > 0) home.seen.add(id);
    }
  };
  look();
  // Captured, because it is an element of the page that scrolls and not the window.
  addEventListener("scroll", look, { capture: true, passive: true });
  draw(home, told, setTriggerValue);
  return () => removeEventListener("scroll", look, { capture: true });
}

function draw(home, told, setTriggerValue) {
  home.button ??= home.appendChild(document.createElement("button"));
  home.status ??= home.appendChild(document.createElement("p"));
  const { button, status } = home;
  status.setAttribute("role", "status");
  button.type = "button";
  button.textContent = told.words.done;
  button.hidden = told.done;
  if (told.done) status.textContent = told.words.is_done;
  button.onclick = () => {
    const missed = Object.keys(told.sections).filter((id) => !home.seen.has(id));
    setTriggerValue("read", [...home.seen]);
    if (missed.length) {
      const links = missed.map((id) => link(`#${id}`, told.sections[id]));
      status.replaceChildren(told.words.missing, ...links.flatMap((one) => [" ", one]));
      return;
    }
    status.textContent = told.words.is_done;
    button.hidden = true;
    status.tabIndex = -1;
    status.focus({ preventScroll: true });
  };
}

function link(href, text) {
  return Object.assign(document.createElement("a"), { href, textContent: text });
}
